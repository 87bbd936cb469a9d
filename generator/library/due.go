package library

import (
	"cmp"
	"slices"
)

// scheduler computes reviews. It keeps the terms of each body, since they are the same for every document.
type scheduler struct {
	rules     *Rules
	bodies    []Body
	events    []Event // newest first
	from, to  Date    // all decisions and all days asked about are between these
	council   *Body   // whose terms count if the rules name no council
	calendars map[*Body]calendar
}

func newScheduler(rules *Rules, bodies []Body, events []Event, from, to Date) *scheduler {
	council := DefaultRules().Bodies[0]
	return &scheduler{rules, bodies, events, from, to, &council, map[*Body]calendar{}}
}

// terms returns the terms of office that count for a version.
func (k *scheduler) terms(v *Version) calendar {
	body := cmp.Or(k.rules.Terms.anchor(k.bodies, v.AdoptedBy), k.council)
	c, ok := k.calendars[body]
	if !ok {
		c = k.rules.Terms.calendar(body, k.from, k.to)
		k.calendars[body] = c
	}
	return c
}

// review returns the state of review of a document on a day on which v is in force. With the adoption of a successor the
// document has been reviewed, also while v still holds.
func (k *scheduler) review(d *Document, v *Version, day Date) Review {
	for next := v.Superseder; next != nil && !next.Adopted.After(day) && !next.annulledBy(day); next = next.Superseder {
		v = next
	}
	return k.reviewOf(d, v, day, v.LastDay)
}

// reviewOf returns the state of review of a version that ends after a last day, if that is not zero.
func (k *scheduler) reviewOf(d *Document, v *Version, day, last Date) Review {
	r := Review{TermsMissed: -1, Rule: Rule{Type: RuleNone}}
	if v.Draft.TranslationOf != "" {
		r.State = Unscheduled // the original is what is reviewed
		return r
	}
	r.Last, r.LastEntry = v.lastLook(day, func(*ReviewEntry) bool { return true })
	r.LastIsReview = r.LastEntry != nil
	// A review recorded after the adoption has done what review_by asked for.
	byDay := !v.ReviewBy.IsZero() && !r.LastIsReview
	r.Cycles = v.Review
	if len(r.Cycles) == 0 && !byDay && d.Kind != nil {
		r.Cycles, r.FromKind = d.Kind.Review, len(d.Kind.Review) > 0
	}
	if byDay {
		r.Days = append(r.Days, RuleDay{Rule{Type: RuleReviewBy}, v.ReviewBy})
	}
	var terms calendar
	term := 0
	for _, c := range r.Cycles {
		switch c.Type {
		case EveryTerm:
			terms = k.terms(v)
			r.TermLast, r.TermEntry = v.lastLook(day, func(e *ReviewEntry) bool { return e.RestartsTerm(v.AdoptedBy) })
			term = terms.index(r.TermLast)
			r.Term, r.Next, r.TermBody = terms.term(term), terms.term(term+1), terms.body
			r.Opens = r.Next.First
			deadline := k.deadline(d, v)
			r.add(Rule{Type: RuleTerm, Deadline: deadline, Body: terms.body}, deadline.lastDay(terms, term, r.TermLast))
		case EveryMonths:
			r.add(Rule{Type: RuleMonths, Months: c.Months}, r.Last.AddMonths(c.Months))
		case EveryYear:
			day := cmp.Or(c.Day, endOfYear)
			r.add(Rule{Type: RuleYear, Day: day}, day.In(r.Last.Year+1))
		}
	}
	if u := v.ValidUntil; !u.IsZero() && !day.After(u) && day.DaysUntil(u) <= k.rules.Soon {
		r.add(Rule{Type: RuleValidUntil}, u)
	}
	slices.SortStableFunc(r.Days, func(a, b RuleDay) int { return a.Due.Compare(b.Due) })
	if len(r.Days) > 0 && !last.IsZero() && r.Days[0].Due.After(last) {
		r.Days, r.Opens = nil, Date{} // it ends without a review
	}
	if len(r.Days) > 0 {
		r.Rule, r.Due = r.Days[0].Rule, r.Days[0].Due
		r.SoonFrom = clampDate(r.Due.AddDays(-max(k.rules.Soon, 0)))
	}
	if r.Rule.Type == RuleTerm {
		r.TermsMissed = max(0, terms.index(day)-term-1)
	}
	r.State = r.state(day)
	if r.State == Overdue {
		r.OverdueSince = r.Due.AddDays(1)
	}
	for i := range k.events {
		if e := &k.events[i]; e.Date.After(r.Last) && !e.Date.After(day) && e.Touches(d) {
			r.Events = append(r.Events, *e)
		}
	}
	return r
}

// deadline returns the deadline of a review every term: the document's, else its kind's, else the rules'.
func (k *scheduler) deadline(d *Document, v *Version) Deadline {
	deadline := k.rules.Terms.Deadline
	if d.Kind != nil {
		deadline = cmp.Or(d.Kind.Deadline, deadline)
	}
	return cmp.Or(v.Draft.Deadline, deadline)
}

// lastLook returns the latest of a version's adoption and its reviews up to a day that count, and that review, or nil if
// it is the adoption.
func (v *Version) lastLook(day Date, counts func(*ReviewEntry) bool) (Date, *ReviewEntry) {
	last, entry := v.Adopted, (*ReviewEntry)(nil)
	for i := range v.Reviews {
		if e := &v.Reviews[i]; !e.Date.After(day) && e.Date.After(last) && counts(e) {
			last, entry = e.Date, e
		}
	}
	return last, entry
}

// RestartsTerm reports whether a review of a version that a body adopted begins a new count of terms: only that body, or
// one above it, can say that its decision still serves in the new term. An entry that names nobody is by the adopting
// body.
func (e *ReviewEntry) RestartsTerm(adoptedBy *Body) bool {
	switch {
	case e.By == nil:
		return e.ByText == ""
	case adoptedBy == nil:
		return true
	}
	return e.By.ID == adoptedBy.ID || adoptedBy.Below(e.By)
}

func (r *Review) add(rule Rule, due Date) {
	day := RuleDay{rule, clampDate(due)}
	if !slices.Contains(r.Days, day) {
		r.Days = append(r.Days, day)
	}
}

// state returns the state on a day. DueSoon takes precedence over Open, since it is more urgent.
func (r *Review) state(day Date) ReviewState {
	switch {
	case r.Due.IsZero():
		return Unscheduled
	case day.After(r.Due):
		return Overdue
	case !day.Before(r.SoonFrom):
		return DueSoon
	case !r.Opens.IsZero() && !day.Before(r.Opens):
		return Open
	}
	return Current
}

// lastDay returns the last day in time for a version whose last decision lies in a term. An unknown deadline is the end
// of the term.
func (d Deadline) lastDay(c calendar, term int, last Date) Date {
	switch d.Type {
	case StartOfTerm:
		return c.term(term).Last
	case DayAfterElection, MonthsAfterElection:
		due := d.after(c.term(term + 1).Election)
		// The terms of boards begin months after the election. A decision in between, later than the day that the
		// election gave, has met that deadline; the next election gives the next one.
		if due.Before(last) {
			due = d.after(c.term(term + 2).Election)
		}
		return due
	}
	return c.term(term + 1).Last
}

func (d Deadline) after(election Date) Date {
	if d.Type == DayAfterElection {
		return d.Day.In(election.Year + 1)
	}
	return election.AddMonths(max(d.Months, 1))
}
