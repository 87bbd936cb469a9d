package site

import (
	"strconv"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// WhyDue tells in words how the day of review of a document in force was reckoned, in paragraphs, as its page does.
func WhyDue(d *library.Document, today library.Date, t *i18n.Texts) []string {
	f := &Frame{Wording: NewWording(t), Settings: Settings{Today: today}}
	var out []string
	if why := f.derivation(&entry{doc: d, shown: d.InForce}); why != nil {
		for _, p := range why.Paragraphs {
			out = append(out, p.String())
		}
	}
	if still := f.text("site.derivation.still"); len(out) > 0 && out[len(out)-1] == still {
		out = out[:len(out)-1] // what a late review means is told of all documents together
	}
	return out
}

// derivation tells in words how the day of review was reckoned: from which decision, by which
// rule, whose rule it is, and what has happened since.
func (p *Frame) derivation(e *entry) *Derivation {
	if !e.holds() || p.HideReview || e.doc.TranslationOf != "" || e.doc.Review.State == 0 {
		return nil
	}
	r := e.doc.Review
	the, g := p.Subject(e.doc.Kind)
	if r.Rule.Type == library.RuleValidUntil && len(r.Events) == 0 {
		return nil // the status has said it
	}
	d := &Derivation{Label: p.text("site.derivation.label")}
	if r.Due.IsZero() || r.Rule.Type == library.RuleValidUntil {
		d.Label = p.text("site.derivation.label_rule")
	}
	add := func(s Sentence) {
		if len(s) > 0 {
			d.Paragraphs = append(d.Paragraphs, s)
		}
	}
	switch r.Rule.Type {
	case library.RuleTerm:
		add(p.termDerivation(r, the, g))
	case library.RuleMonths:
		add(Sentences(p.lastDecision(r, g), p.Say("site.derivation.months", capital(the), p.interval(r.Rule.Months)), p.outcome(r)))
	case library.RuleYear:
		add(Sentences(p.lastDecision(r, g), p.Say("site.derivation.year", capital(the), p.yearly(r.Rule.Day)), p.outcome(r)))
	case library.RuleReviewBy:
		rule := p.Say("site.derivation.review_by", capital(the), r.Due)
		if r.State == library.Overdue {
			rule = Sentences(rule, p.outcome(r))
		}
		add(Sentences(p.lastDecision(r, g), rule))
	case library.RuleValidUntil:
		add(p.expiry(e.shown, the, g))
	default:
		if !e.shown.ValidUntil.IsZero() {
			add(p.expiry(e.shown, the, g))
		}
		add(Sentences(p.lastDecision(r, g), p.noDay(r, the)))
	}
	if r.Rule.Type != library.RuleValidUntil {
		add(p.ruleOrigin(e, r, the))
	}
	for i, ev := range r.Events {
		lead := p.Say("site.derivation.event_more")
		if i == 0 {
			lead = p.Say("site.derivation.event", the)
		}
		add(list(" ", lead, Sentence{p.date(ev.Date), {Text: ", " + ev.Text + "."}}))
	}
	if r.State == library.Overdue {
		add(p.Say("site.derivation.still"))
	}
	return d
}

// lastDecision is "Senast beslutad 2014-03-12.", or when the text was last found to be up to date. It is the decision from
// which the rule counts.
func (p *Frame) lastDecision(r library.Review, g library.Gender) Sentence {
	if r.Rule.Type == library.RuleTerm {
		return p.lastOf(r.TermLast, r.TermEntry, "", g)
	}
	return p.lastOf(r.Last, r.LastEntry, "", g)
}

// lastOf words the adoption or the review of a day. Term is what follows the day.
func (p *Frame) lastOf(day library.Date, review *library.ReviewEntry, term any, g library.Gender) Sentence {
	key := "site.derivation.last"
	if review != nil {
		key = "site.derivation.last_review"
	}
	return p.SayG(key, g, day, term)
}

func (p *Frame) termDerivation(r library.Review, the string, g library.Gender) Sentence {
	term := p.Say("site.derivation.in_term", p.days(r.Term.First, r.Term.Last))
	last := p.lastOf(r.TermLast, r.TermEntry, term, g)
	whose := ""
	if b := r.Rule.Body; b != nil {
		whose = p.text("site.derivation.whose", BodyGenitive(b), BodyRunning(b))
	}
	var passed Sentence
	if e := r.LastEntry; e != nil && r.Last.After(r.TermLast) {
		passed = p.SayG("site.derivation.passed_over", g, r.Last, Running(reviewBody(e)))
	}
	rule := p.Say("site.derivation.term", capital(the), whose, p.deadline(r.Rule.Deadline))
	key := "site.derivation.next"
	if p.Today.After(r.Next.Last) {
		key = "site.derivation.next_past"
	}
	next := p.Say(key, p.days(r.Next.First, r.Next.Last))
	var missed Sentence
	if r.TermsMissed > 0 {
		missed = p.SayN("site.derivation.missed", r.TermsMissed, capital(p.count(r.TermsMissed, library.Common)))
	}
	return Sentences(last, passed, rule, next, p.outcome(r), missed)
}

// outcome tells the last day in time, and since when it has passed.
func (p *Frame) outcome(r library.Review) Sentence {
	if r.State != library.Overdue {
		return p.Say("site.derivation.due", r.Due)
	}
	return p.Say("site.derivation.overdue", r.Due, r.OverdueSince)
}

// deadline tells by when a review every term must be done.
func (p *Frame) deadline(d library.Deadline) string {
	switch d.Type {
	case library.StartOfTerm:
		return p.text("site.deadline.start_of_term")
	case library.DayAfterElection:
		return p.text("site.deadline.day_after_election", p.dayMonth(d.Day))
	case library.MonthsAfterElection:
		return p.text("site.deadline.months_after_election", d.Months)
	}
	return p.text("site.deadline.end_of_term")
}

// interval is a number of months in words: "vartannat år".
func (p *Frame) interval(months int) string {
	switch {
	case months == 1, months == 3, months == 6:
		return p.text("site.interval.month." + strconv.Itoa(months))
	case months%12 == 0 && months <= 60:
		return p.text("site.interval.year." + strconv.Itoa(months/12))
	case months%12 == 0:
		return p.text("site.interval.years", months/12)
	}
	return p.text("site.interval.months", months)
}

// yearly is a day of every year in words: "senast den 31 mars varje år".
func (p *Frame) yearly(day library.MonthDay) string {
	return p.text("site.cycle.every_year", p.dayMonth(day))
}

// cycle is a review cycle that gives a day, in words: "en gång per mandatperiod".
func (p *Frame) cycle(c library.ReviewCycle) string {
	switch c.Type {
	case library.EveryTerm:
		return p.text("site.cycle.every_term")
	case library.EveryMonths:
		return p.interval(c.Months)
	case library.EveryYear:
		return p.yearly(c.Day)
	}
	return ""
}

// expiry tells until when a version is valid, and what has to be done before.
func (p *Frame) expiry(v *library.Version, the string, g library.Gender) Sentence {
	return Sentences(p.Say("site.derivation.until", capital(the), v.ValidUntil), p.SayG("site.derivation.valid_until", g))
}

// noDay tells why there is no day of review.
func (p *Frame) noDay(r library.Review, the string) Sentence {
	if hasCycle(r, library.WhenNeeded) {
		return p.Say("site.derivation.when_needed", capital(the))
	}
	return p.Say("site.derivation.none", the)
}

// ruleOrigin tells which other rules there are, and whether the document or its kind sets them.
func (p *Frame) ruleOrigin(e *entry, r library.Review, the string) Sentence {
	var dated []string
	for _, c := range r.Cycles {
		if words := p.cycle(c); words != "" {
			dated = append(dated, words)
		}
	}
	for _, day := range r.Days {
		if day.Rule.Type == library.RuleReviewBy {
			dated = append(dated, p.text("site.derivation.by_day", day.Due))
		}
	}
	var more Sentence
	if len(dated) > 1 {
		more = p.Say("site.derivation.several", p.Enumerate(dated))
	}
	needed := hasCycle(r, library.WhenNeeded)
	if needed && len(dated) > 0 {
		more = Sentences(more, p.Say("site.derivation.also_needed", capital(the)))
	}
	if !r.FromKind || !needed && len(dated) == 0 {
		return more
	}
	kinds := p.t.T("site.the_kind")
	if p.t.Lang() == "sv" && e.doc.Kind != nil {
		kinds = e.doc.Kind.Plural
	}
	return Sentences(more, p.Say("site.derivation.from_kind", kinds))
}

// Enumerate joins words as a sentence does: "a, b och c".
func (w Wording) Enumerate(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " " + w.text("site.and") + " " + words[last]
}
