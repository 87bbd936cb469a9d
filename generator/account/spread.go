package account

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// Plan is a proposal of days on which to review documents, and the load that comes of it.
type Plan struct {
	Until  library.Date
	Bodies []BodyLoad // by rank, then name
	Moves  []Move     // by body, then day, then ID
	Stuck  []*library.Document
}

// BodyLoad is the load of a body at each of its meetings.
type BodyLoad struct {
	Body     *library.Body // nil: of documents whose body is not known
	Meetings bool          // Days are those of its meetings; else the last days of months
	Days     []Load
}

// Load is how many reviews meet on a day: as the last days have it, and as it is proposed.
type Load struct {
	Day           library.Date
	Before, After int
}

// Move is a day proposed for a document.
type Move struct {
	Document *library.Document
	Body     *library.Body
	Due      library.Date // the last day in time
	Was, Day library.Date // the meeting at which it would be reviewed at the latest, and the proposed one
	Late     bool         // it is overdue: whatever is planned it stays so until it has been reviewed
}

// Changed reports whether the proposal is to review the document at another meeting than the last in time.
func (m Move) Changed() bool { return m.Day != m.Was }

// Recordable reports whether the day can be recorded as review_by: a later day than the last in time would hide that the
// document is overdue, and once a document has been reviewed its review_by no longer counts.
func (m Move) Recordable() bool { return m.Changed() && !m.Late && !m.Document.Review.LastIsReview }

// catchUp is within how many months what is overdue is planned to be reviewed.
const catchUp = 12

// earliest returns the first day on which it makes sense to review a document that is due on a day to come: when its term of
// office has begun, in the year of its yearly day, or when half of its interval has passed, but at most a year ahead.
func earliest(r library.Review) library.Date {
	ahead := r.Due.AddMonths(-12)
	switch r.Rule.Type {
	case library.RuleTerm:
		if r.Opens.Before(r.Due) {
			return r.Opens
		}
	case library.RuleYear:
		return library.NewDate(r.Due.Year, 1, 1)
	case library.RuleMonths:
		if half := r.Due.AddMonths(-(r.Rule.Months / 2)); half.After(ahead) {
			return half
		}
	}
	return ahead
}

// window is documents that may be reviewed on the same days of their body.
type window struct {
	first, last int // indexes of days
	late        bool
	documents   []*library.Document
	on          []int // how many on each day
}

// Spread proposes days up to a day for the reviews of documents in force that are due by then, such that the load of each
// body is as even over its meetings as the rules allow. A document that needs no other day keeps its last one.
func Spread(lib *library.Library, until library.Date) Plan {
	p := Plan{Until: until}
	by := map[library.BodyID][]*library.Document{}
	bodies := map[library.BodyID]*library.Body{}
	for _, d := range InForce(lib, nil) {
		if due := d.Review.Due; due.IsZero() || due.After(until) {
			continue
		}
		id := library.BodyID("")
		if b := d.InForce.AdoptedBy; b != nil {
			id, bodies[b.ID] = b.ID, b
		}
		by[id] = append(by[id], d)
	}
	for i := range lib.Bodies {
		if b := bodies[lib.Bodies[i].ID]; b != nil {
			p.spread(lib, b, by[b.ID])
		}
	}
	p.spread(lib, nil, by[""])
	return p
}

// days returns the days on which a body reviews documents, after a day and up to another.
func days(b *library.Body, after, until library.Date) (out []library.Date, meetings bool) {
	if b != nil {
		for _, d := range b.Meetings {
			if d.After(after) && !d.After(until) {
				out = append(out, d)
			}
		}
	}
	if len(out) > 0 {
		slices.SortFunc(out, library.Date.Compare)
		return slices.Compact(out), true
	}
	for month := library.NewDate(after.Year, int(after.Month), 1); ; month = month.AddMonths(1) {
		switch last := month.AddMonths(1).AddDays(-1); {
		case last.After(until):
			return out, false
		case last.After(after) && month.Month != holidays:
			out = append(out, last)
		}
	}
}

// holidays is the month in which no body meets, unless it says so.
const holidays = 7

func (p *Plan) spread(lib *library.Library, b *library.Body, documents []*library.Document) {
	days, meetings := days(b, lib.Today, p.Until)
	if len(documents) == 0 {
		return
	}
	var windows []*window
	for _, d := range documents {
		w := window{late: d.Review.State == library.Overdue}
		from, to := earliest(d.Review), d.Review.Due
		if w.late {
			from, to = lib.Today, lib.Today.AddMonths(catchUp)
		}
		w.first, _ = slices.BinarySearchFunc(days, from, library.Date.Compare)
		w.last, _ = slices.BinarySearchFunc(days, to.AddDays(1), library.Date.Compare)
		w.last--
		if w.last < 0 { // its day comes before the first meeting
			p.Stuck = append(p.Stuck, d)
			continue
		}
		w.first = min(w.first, w.last)
		i := slices.IndexFunc(windows, func(o *window) bool { return o.first == w.first && o.last == w.last && o.late == w.late })
		if i < 0 {
			i = len(windows)
			w.on = make([]int, len(days))
			windows = append(windows, &w)
		}
		windows[i].documents = append(windows[i].documents, d)
	}
	load, start := BodyLoad{Body: b, Meetings: meetings}, len(p.Moves)
	for _, day := range days {
		load.Days = append(load.Days, Load{Day: day})
	}
	for _, w := range windows {
		w.on[w.was()] = len(w.documents)
		load.Days[w.was()].Before += len(w.documents)
	}
	level(windows, len(days))
	for _, w := range windows {
		// What has waited longest comes first; of what is not late, a department's documents come together.
		slices.SortStableFunc(w.documents, func(x, y *library.Document) int {
			return cmp.Or(x.Review.Due.Compare(y.Review.Due), strings.Compare(x.InForce.Department, y.InForce.Department), strings.Compare(string(x.ID), string(y.ID)))
		})
		next := 0
		for i, n := range w.on {
			load.Days[i].After += n
			for _, d := range w.documents[next : next+n] {
				p.Moves = append(p.Moves, Move{d, b, d.Review.Due, days[w.was()], days[i], w.late})
			}
			next += n
		}
	}
	p.Bodies = append(p.Bodies, load)
	slices.SortFunc(p.Moves[start:], func(x, y Move) int {
		return cmp.Or(x.Day.Compare(y.Day), strings.Compare(string(x.Document.ID), string(y.Document.ID)))
	})
}

// was returns the day on which a window's documents are reviewed without a plan: the last in time, or of what is late the
// first.
func (w *window) was() int {
	if w.late {
		return w.first
	}
	return w.last
}

// level moves documents from day to day until no sequence of moves can make the loads more even: a semi-matching without
// cost-reducing paths, which is optimal for every convex cost of a day's load (Harvey, Ladner, Lovász and Tamir,
// "Semi-matchings for bipartite graphs and load balancing", 2006).
func level(windows []*window, n int) {
	load := make([]int, n)
	for _, w := range windows {
		for i, on := range w.on {
			load[i] += on
		}
	}
	for improved := true; improved; {
		improved = false
		order := make([]int, n)
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(load[b], load[a]) })
		for _, from := range order {
			if path := reducing(windows, load, from); path != nil {
				to := path[len(path)-1].to
				count := (load[from] - load[to]) / 2
				for _, step := range path {
					count = min(count, step.window.on[step.from])
				}
				for _, step := range path {
					step.window.on[step.from] -= count
					step.window.on[step.to] += count
				}
				load[from], load[to] = load[from]-count, load[to]+count
				improved = true
				break
			}
		}
	}
}

// step moves documents of a window from a day to another.
type step struct {
	window   *window
	from, to int
}

// reducing returns moves from a day to the latest of the least loaded days that can be reached, nil if none has at least two
// documents less.
func reducing(windows []*window, load []int, from int) []step {
	by := make([]step, len(load)) // how a day is reached
	queue := []int{from}
	seen := make([]bool, len(load))
	seen[from] = true
	best := -1
	for len(queue) > 0 {
		day := queue[0]
		queue = queue[1:]
		if load[day] <= load[from]-2 && (best < 0 || load[day] < load[best] || load[day] == load[best] && day > best) {
			best = day
		}
		for _, w := range windows {
			if w.on[day] == 0 {
				continue
			}
			for to := w.last; to >= w.first; to-- {
				if !seen[to] {
					seen[to], by[to] = true, step{w, day, to}
					queue = append(queue, to)
				}
			}
		}
	}
	if best < 0 {
		return nil
	}
	var path []step
	for at := best; at != from; at = by[at].from {
		path = append(path, by[at])
	}
	slices.Reverse(path)
	return path
}

// NextMeeting returns the last meeting of a body in time for a document that is due on a day to come, or its next one if the
// document is overdue; zero if the body's meetings are not known or none is in time.
func NextMeeting(d *library.Document, today library.Date) library.Date {
	r := d.Review
	if d.InForce == nil || d.InForce.AdoptedBy == nil || r.Due.IsZero() {
		return library.Date{}
	}
	var found library.Date
	for _, m := range d.InForce.AdoptedBy.Meetings {
		switch {
		case m.Before(today):
		case r.State == library.Overdue:
			if found.IsZero() || m.Before(found) {
				found = m
			}
		case !m.After(r.Due) && m.After(found):
			found = m
		}
	}
	return found
}
