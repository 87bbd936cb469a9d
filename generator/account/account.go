// Package account counts what the reviews of a library amount to: how they stand in each department, how many were overdue
// month by month, what has happened since a day, which decisions would settle what is overdue, and on which days reviews
// would be spread evenly. It knows the library alone: no words, files or pages. Translations are not counted, since they
// are reviewed with their originals.
package account

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// Count is how many documents are in force, by the state of their reviews.
type Count struct {
	InForce, Overdue, Soon, Open, Current, Unscheduled int
}

func (c *Count) add(s library.ReviewState) {
	c.InForce++
	switch s {
	case library.Overdue:
		c.Overdue++
	case library.DueSoon:
		c.Soon++
	case library.Open:
		c.Open++
	case library.Current:
		c.Current++
	default:
		c.Unscheduled++
	}
}

// Department is how reviews stand in one department.
type Department struct {
	Name string // empty: of the documents that name none
	Count
	Oldest *library.Document // that has been overdue for longest; nil if nothing is
}

// Month is how it stood on the last day of a month, or today.
type Month struct {
	Day              library.Date
	InForce, Overdue int
}

// Happening is a decision after which a document need not be reviewed for some time.
type Happening struct {
	Day      library.Date
	Document *library.Document
	What     What
	By       *library.Body // nil if it is none of the configuration
	ByText   string        // as written, where By is nil
}

// What is a kind of Happening.
type What string

// The kinds of Happening.
const (
	Adopted  What = "adopted" // a document that is new
	Revised  What = "revised"
	Reviewed What = "reviewed"
	Extended What = "extended"
	Repealed What = "repealed"
)

// Account is how reviews stand on a day, of all documents or of those that one body has adopted.
type Account struct {
	Day, Since  library.Date
	Body        *library.Body // nil: of all bodies
	Total       Count
	Departments []Department // by name, the one without name last
	Trend       []Month      // of two years, the present day last
	Overdue     []*library.Document
	New         []*library.Document // of Overdue, those that became so after Since
	Done        []Happening         // after Since, latest first
	Proposals   []Proposal
}

// months is how many points a trend has: two years and the present day.
const months = 25

// Of returns the account of a library with its history. A nil body means all documents.
func Of(lib *library.Library, h *History, body *library.Body, since library.Date) *Account {
	a := &Account{Day: lib.Today, Since: since, Body: body}
	a.Trend = h.Trend(func(v *library.Version) bool { return adoptedBy(v, body) })
	at := map[string]int{}
	for _, d := range InForce(lib, body) {
		a.Total.add(d.Review.State)
		name := d.InForce.Department
		i, known := at[name]
		if !known {
			i, at[name] = len(a.Departments), len(a.Departments)
			a.Departments = append(a.Departments, Department{Name: name})
		}
		of := &a.Departments[i]
		of.add(d.Review.State)
		if d.Review.State != library.Overdue {
			continue
		}
		a.Overdue = append(a.Overdue, d)
		if of.Oldest == nil || d.Review.Due.Before(of.Oldest.Review.Due) {
			of.Oldest = d
		}
		if d.Review.OverdueSince.After(since) {
			a.New = append(a.New, d)
		}
	}
	slices.SortFunc(a.Departments, func(x, y Department) int {
		return cmp.Or(cmp.Compare(unnamed(x), unnamed(y)), strings.Compare(x.Name, y.Name))
	})
	for _, list := range [][]*library.Document{a.Overdue, a.New} {
		slices.SortStableFunc(list, func(x, y *library.Document) int { return x.Review.Due.Compare(y.Review.Due) })
	}
	a.Done = done(lib, body, since)
	a.Proposals = proposals(lib, body)
	return a
}

func unnamed(d Department) int {
	if d.Name == "" {
		return 1
	}
	return 0
}

// InForce returns the documents in force of a body, or of all if it is nil, without translations.
func InForce(lib *library.Library, body *library.Body) []*library.Document {
	var out []*library.Document
	for _, d := range lib.Documents {
		if d.InForce != nil && d.TranslationOf == "" && adoptedBy(d.InForce, body) {
			out = append(out, d)
		}
	}
	return out
}

// adoptedBy reports whether a body adopted a version; any did if it is nil.
func adoptedBy(v *library.Version, body *library.Body) bool {
	return body == nil || v.AdoptedBy != nil && v.AdoptedBy.ID == body.ID
}

// History is how every document stood at the ends of the last months and stands today, by today's rules and as far as the
// versions known today tell.
type History struct {
	days []library.Date
	on   []standing
}

// standing is a version in force on the day with an index, and whether it was overdue.
type standing struct {
	day     int
	version *library.Version
	overdue bool
}

// NewHistory returns the history of a library's documents.
func NewHistory(lib *library.Library) *History {
	past := lib.Past()
	h := &History{days: library.Months(lib.Today, months)}
	for _, d := range lib.Documents {
		if d.TranslationOf != "" {
			continue
		}
		// The last day in time stays the same until another version is in force, its own last day is moved, or somebody
		// reviews it.
		var was *library.Version
		var asked, due library.Date
		for i, day := range h.days {
			v := past.InForce(d, day)
			if v != nil {
				if was == nil || v.File != was.File || v.ValidUntil != was.ValidUntil || reviewedBetween(v, asked, day) {
					_, r := past.On(d, day)
					due = r.Due
				}
				h.on = append(h.on, standing{i, v, !due.IsZero() && day.After(due)})
			}
			was, asked = v, day
		}
	}
	return h
}

// reviewedBetween reports whether a version was reviewed after a day and up to another.
func reviewedBetween(v *library.Version, after, day library.Date) bool {
	return slices.ContainsFunc(v.Reviews, func(r library.ReviewEntry) bool { return r.Date.After(after) && !r.Date.After(day) })
}

// Trend counts the documents whose version in force on each day is chosen; a nil choice takes all.
func (h *History) Trend(of func(*library.Version) bool) []Month {
	out := make([]Month, len(h.days))
	for i, day := range h.days {
		out[i].Day = day
	}
	for _, s := range h.on {
		if of != nil && !of(s.version) {
			continue
		}
		out[s.day].InForce++
		if s.overdue {
			out[s.day].Overdue++
		}
	}
	return out
}

// done returns what was decided after a day, the latest first.
func done(lib *library.Library, body *library.Body, since library.Date) []Happening {
	var out []Happening
	for _, d := range lib.Documents {
		if d.TranslationOf != "" {
			continue
		}
		for _, v := range d.Adopted() {
			if !adoptedBy(v, body) || v.Status == library.StatusAnnulled {
				continue
			}
			add := func(day library.Date, what What, by *library.Body, text string) {
				if day.After(since) && !day.After(lib.Today) {
					out = append(out, Happening{day, d, what, by, text})
				}
			}
			what := Adopted
			if v.Supersedes != nil {
				what = Revised
			}
			add(v.Adopted, what, v.AdoptedBy, "")
			for _, h := range v.Happenings(lib.Today) {
				if h.Sort != "corrected" {
					add(h.Day, What(h.Sort), h.By, h.ByText)
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Happening) int { return b.Day.Compare(a.Day) })
	return out
}

// Proposal is a decision that a body could take at once, for somebody to judge.
type Proposal struct {
	Document *library.Document
	Action   string       // "repeal", "reaffirm" or "extend", as in a meeting's file
	Until    library.Date // of an extension
}

// forgotten is for how many years nobody may have looked at a document that nothing rests on before its repeal is
// proposed: two terms of office.
const forgotten = 8

// proposals returns a decision for each document that is overdue, is soon to be reviewed, or is soon to end, grouped by action.
// Documents with a draft or a proposal are left out, since somebody is at work on them.
func proposals(lib *library.Library, body *library.Body) []Proposal {
	var out []Proposal
	for _, d := range InForce(lib, body) {
		r := d.Review
		drafted := slices.ContainsFunc(d.Versions, func(v *library.Version) bool { return !v.Status.Adopted() })
		if drafted || r.State != library.Overdue && r.State != library.DueSoon || d.InForce.Superseder != nil || d.InForce.Repeal != nil {
			continue
		}
		p := Proposal{Document: d, Action: "reaffirm"}
		switch {
		case !d.InForce.ValidUntil.IsZero():
			// Reviewing what ends anyway would settle nothing.
			p.Action, p.Until = "extend", d.InForce.ValidUntil.AddMonths(12)
		case r.State == library.Overdue && r.Last.AddMonths(12*forgotten).Before(lib.Today) && !needed(lib, d):
			p.Action = "repeal"
		}
		out = append(out, p)
	}
	order := []string{"repeal", "reaffirm", "extend"}
	slices.SortStableFunc(out, func(a, b Proposal) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Action), slices.Index(order, b.Action)),
			a.Document.Review.Due.Compare(b.Document.Review.Due),
		)
	})
	return out
}

// needed reports whether the law demands a document, or another one in force rests on it.
func needed(lib *library.Library, d *library.Document) bool {
	demanded := func(f library.Fulfilment) bool { return slices.Contains(f.Documents, d) }
	if d.Kind != nil && d.Kind.Statute || slices.ContainsFunc(lib.Obligations, demanded) {
		return true
	}
	return slices.ContainsFunc(slices.Concat(d.ImplementedBy, d.ComplementedBy), func(t library.Tie) bool {
		other := lib.Document(t.ID)
		return other != nil && other.InForce != nil
	})
}
