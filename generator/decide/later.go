package decide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
)

// Record adds a review, which left the text as it was, to the version in force. Body may name a function instead of a
// body, or be empty.
func Record(s Site, r Decision) (Outcome, error) {
	return outcome(func(o *Outcome) error { return s.review(r, o) })
}

func (s Site) review(r Decision, o *Outcome) error {
	d := s.document(r.Document, r.at.of("document"), o)
	if d == nil {
		return nil
	}
	v := d.InForce
	if v == nil {
		o.refuse(diag.NotInForce, r.at.of("document"), d.ID)
		return nil
	}
	for i, old := range v.Draft.Reviews {
		if old.Date == r.Date && sameBody(s.Rules, old.By, r.Body) {
			o.refuseBecause(v.PosOf(fmt.Sprintf("reviews[%d].date", i)), diag.AlreadyReviewed, r.at.of("document"), d.ID, r.Date)
			return nil
		}
	}
	r.notBefore(v, o)
	r.needSection(s.Rules.Body(r.Body), o)
	if o.Diags.HasErrors() {
		return nil
	}
	if err := s.change(v, v.File, o, edit.Append("reviews", r.entry(r.Body)...)); err != nil {
		return err
	}
	o.done("workflow.done.reviewed", v.Title, d.ID, r.Date)
	if !v.ValidUntil.IsZero() {
		o.then("workflow.next.ends", v.ValidUntil, d.ID)
	}
	entry := library.ReviewEntry{By: s.Rules.Body(r.Body), ByText: r.Body}
	everyTerm := slices.ContainsFunc(d.Review.Cycles, func(c library.ReviewCycle) bool { return c.Type == library.EveryTerm })
	if a := v.AdoptedBy; everyTerm && a != nil && !entry.RestartsTerm(a) {
		name := r.Body
		if entry.By != nil {
			name = entry.By.Name
		}
		o.then("workflow.next.term-goes-on", name, a.Name)
	}
	if b := entry.By; b.KeepsMinutes() {
		o.lowerBody(b, v)
	}
	return nil
}

// sameBody reports whether two names are those of one body, or one function.
func sameBody(rules library.Rules, a, b string) bool {
	x, y := rules.Body(a), rules.Body(b)
	if x != nil && y != nil {
		return x.ID == y.ID
	}
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// ReviewDay is a day by which a document is to be reviewed, earlier than its rules demand.
type ReviewDay struct {
	Document library.ID
	Day      library.Date
}

// Schedule records days as review_by of the versions in force.
func Schedule(s Site, days []ReviewDay) (Outcome, error) {
	return outcome(func(o *Outcome) error {
		for _, r := range days {
			d := s.document(r.Document, CommandLine, o)
			if d == nil {
				continue
			}
			if d.InForce == nil {
				o.refuse(diag.NotInForce, CommandLine, d.ID)
				continue
			}
			if err := s.change(d.InForce, d.InForce.File, o, edit.Set("review_by", edit.Day(r.Day))); err != nil {
				return err
			}
		}
		if len(days) > 0 {
			o.done("workflow.done.scheduled", len(days))
		}
		return nil
	})
}

// Extension is a decision that moves the last day of a version that is in force for a limited time. If Body is empty, it
// is the body that adopted the version.
type Extension struct {
	Decision
	Until library.Date // the new last day
}

// Extend adds an extension to the version whose last day it moves.
func Extend(s Site, e Extension) (Outcome, error) {
	return outcome(func(o *Outcome) error { return s.extend(e, o) })
}

func (s Site) extend(e Extension, o *Outcome) error {
	d := s.document(e.Document, e.at.of("document"), o)
	if d == nil {
		return nil
	}
	v := d.InForce
	if v == nil && (d.Shown.Status == library.StatusExpired || d.Shown.Status == library.StatusComing) {
		// A decision is often entered when the minutes are done, and the old last day may have passed by then.
		v = d.Shown
	}
	if v == nil {
		o.refuse(diag.NotInForce, e.at.of("document"), d.ID)
		return nil
	}
	b := v.AdoptedBy
	if e.Body != "" || b == nil {
		if b = s.body(e.Body, e.at.of("body"), o); b == nil {
			return nil
		}
	}
	o.Diags = append(o.Diags, CheckExtension(v, library.Extension{Date: e.Date, Until: e.Until, By: b}, e.at)...)
	e.needSection(b, o)
	if o.Diags.HasErrors() {
		return nil
	}
	entry := e.entry(string(b.ID), edit.Pair{Key: "until", Value: edit.Day(e.Until)})
	if err := s.change(v, v.File, o, edit.Append("extensions", entry...)); err != nil {
		return err
	}
	if _, holds := s.seal(v); holds {
		o.Seal = append(o.Seal, Key{d.ID, v.Adopted})
	}
	o.done("workflow.done.extended", b.Name, v.Title, d.ID, e.Date, section(e.Section))
	o.done("workflow.done.until", lastDay(v, e.Date), e.Until)
	if cmp.Or(e.CaseNumber, v.CaseNumber) == "" {
		o.then("workflow.next.extension-case-number", v.File)
	}
	if r := d.Review; r.Rule.Type != library.RuleValidUntil && !r.Due.IsZero() && r.Due.Before(e.Until) {
		o.then("workflow.next.review-before", r.Due)
	}
	o.onDay(e.Until.AddDays(1), s.Library.Today)
	return nil
}

// Repeal is a decision that ends a document without a successor.
type Repeal struct {
	Decision
	From library.Date // the first day on which the document is no longer in force; zero: Date
}

// End adds a repeal to the newest adopted version.
func End(s Site, r Repeal) (Outcome, error) {
	return outcome(func(o *Outcome) error { return s.repeal(r, o) })
}

func (s Site) repeal(r Repeal, o *Outcome) error {
	d := s.document(r.Document, r.at.of("document"), o)
	b := s.body(r.Body, r.at.of("body"), o)
	if d == nil || b == nil {
		return nil
	}
	if refused := CheckRepeal(d, r.at); refused.HasErrors() {
		o.Diags = append(o.Diags, refused...)
		return nil
	}
	versions := validVersions(d)
	v := versions[len(versions)-1]
	from := cmp.Or(r.From, r.Date)
	r.notBefore(v, o)
	if from.Before(r.Date) {
		o.refuse(diag.DecisionTooEarly, r.at.of("date"), from, r.Date)
	}
	r.needSection(b, o)
	if o.Diags.HasErrors() {
		return nil
	}
	var later []edit.Pair
	if from != r.Date {
		later = []edit.Pair{{Key: "from", Value: edit.Day(from)}}
	}
	if err := s.change(v, v.File, o, edit.Set("repealed", edit.Table(r.entry(string(b.ID), later...)...))); err != nil {
		return err
	}
	o.Ended = append(o.Ended, d.ID)
	o.done("workflow.done.repealed", b.Name, v.Title, d.ID, r.Date, section(r.Section))
	o.done("workflow.done.ended", from)
	o.onDay(from, s.Library.Today)
	o.lowerBody(b, v)
	for _, t := range slices.Concat(d.ImplementedBy, d.ComplementedBy) {
		if d := s.Library.Document(t.ID); d != nil && d.InForce != nil {
			o.then("workflow.next.depends", d.Title(), d.ID)
		}
	}
	return nil
}
