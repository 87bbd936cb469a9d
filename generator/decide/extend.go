package decide

import (
	"cmp"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
)

// Extension is a decision that moves a document's last day.
type Extension struct {
	Document            library.ID
	Date, Until         library.Date
	Body                string // empty: the body that adopted the version
	Section, CaseNumber string

	at places
}

// Extend notes an extension in the version whose last day it moves. The error is of the machine.
func Extend(s Site, e Extension) (Outcome, error) {
	var o Outcome
	err := s.extend(e, &o)
	o.afterwards()
	return o, err
}

func (s Site) extend(e Extension, o *Outcome) error {
	d := s.document(e.Document, e.at.of("document"), o)
	if d == nil {
		return nil
	}
	v := d.Holds
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
	last := v.Draft.ValidUntil
	if before := v.Extended(e.Date); before != nil {
		last = before.Until
	}
	now := library.Extension{Date: e.Date, Until: e.Until, By: b, Section: e.Section, CaseNumber: e.CaseNumber}
	if f := library.CheckExtension(v, last, now); f.Key != "" {
		if f.Key == "by" {
			f.Key = "body"
		}
		o.refuse(diag.BadExtension, e.at.of(f.Key), f.Reason, f.Hint)
	}
	if b.KeepsMinutes() && e.Section == "" {
		o.refuse(diag.MissingSection, e.at.of("section"), b.Name)
	}
	if o.Diags.HasErrors() {
		return nil
	}
	entry := []edit.Pair{{Key: "date", Value: edit.Day(e.Date)}, {Key: "until", Value: edit.Day(e.Until)}}
	entry = append(entry, pairs(edit.Pair{Key: "by", Value: edit.Text(string(b.ID))}, "section", e.Section, "case_number", e.CaseNumber)...)
	if err := s.change(v, v.File, o, edit.Append("extensions", entry...)); err != nil {
		return err
	}
	if _, _, holds := s.seal(v); holds {
		o.Seal = append(o.Seal, Key{d.ID, v.Adopted})
	}
	o.Done = append(o.Done, say("workflow.done.extended", b.Name, v.Title, d.ID, e.Date, section(e.Section)))
	o.Done = append(o.Done, say("workflow.done.until", last, e.Until))
	if cmp.Or(e.CaseNumber, v.CaseNumber) == "" {
		o.then("workflow.next.extension-case-number", v.File)
	}
	if r := d.Review; r.Rule.Type != library.RuleValidUntil && !r.Due.IsZero() && r.Due.Before(e.Until) {
		o.then("workflow.next.review-before", r.Due)
	}
	o.onDay(e.Until.AddDays(1), s.Library.Today)
	return nil
}
