package decide

import (
	"cmp"
	"fmt"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// CarryOut carries out all items of a meeting: all, or none if one cannot be. What has been carried
// out already, perhaps by a run that was killed, stays as it is. The error is of the machine.
func CarryOut(s Site, m *source.Meeting) (Outcome, error) {
	var o Outcome
	for i, item := range m.Items {
		at := func(key string) diag.Pos {
			switch key {
			case "body", "date":
				return m.PosOf(key)
			}
			element := fmt.Sprintf("items[%d]", i)
			if p, ok := m.At[element+"."+key]; ok {
				return p
			}
			return m.PosOf(element)
		}
		done, err := s.carriedOut(m, item, &o)
		if err != nil {
			return o, err
		}
		if done {
			continue
		}
		caseNumber := cmp.Or(item.CaseNumber, m.CaseNumber)
		switch item.Action {
		case "adopt", "revise":
			_, err = s.adopt(Adoption{Document: item.Document, Body: m.Body, Date: m.Date, Section: item.Section, CaseNumber: caseNumber, File: item.File, at: at}, &o)
		case "repeal":
			err = s.repeal(Repeal{Document: item.Document, Body: m.Body, Date: m.Date, From: item.From, Section: item.Section, CaseNumber: caseNumber, at: at}, &o)
		case "reaffirm":
			by := m.Body
			if b := s.body(m.Body, at("body"), &o); b != nil {
				by = string(b.ID)
			}
			err = s.review(Review{Document: item.Document, Date: m.Date, By: by, Section: item.Section, CaseNumber: caseNumber, at: at}, &o)
		}
		if err != nil {
			return o, err
		}
	}
	o.Diags = o.Diags.Sort()
	o.announced(m.Announced, s.Rules.Body(m.Body))
	o.afterwards()
	return o, nil
}

// carriedOut reports whether an item has been carried out: the document has the decision with its day,
// body and section. What a killed run has adopted gets its name and its seal.
func (s Site) carriedOut(m *source.Meeting, item source.MeetingItem, o *Outcome) (bool, error) {
	d := s.Library.Document(item.Document)
	if d == nil {
		return false, nil
	}
	same := func(day library.Date, by, section string) bool {
		return day == m.Date && sameBody(s.Rules, by, m.Body) && (item.Section == "" || item.Section == section)
	}
	found := false
	adopted := adoptedVersions(d)
	for i, v := range adopted {
		switch item.Action {
		case "adopt", "revise":
			if !same(v.Adopted, v.Draft.AdoptedBy, v.Section) {
				continue
			}
			if !seal.Has(s.Seals, v.Draft) {
				o.Seal = append(o.Seal, Key{d.ID, v.Adopted})
				if to := s.place(v, Adoption{Date: m.Date}, slices.Delete(slices.Clone(adopted), i, i+1)); to != v.File {
					if err := s.change(v, to, o); err != nil {
						return false, err
					}
					o.Done = append(o.Done, say("workflow.done.moved", v.File, to))
				}
			}
			found = true
		case "repeal":
			r := v.Repealed
			found = found || r != nil && same(r.Date, r.By, r.Section)
		case "reaffirm":
			found = found || slices.ContainsFunc(v.Draft.Reviews, func(r library.DraftReview) bool { return same(r.Date, r.By, r.Section) })
		}
	}
	if found {
		o.Done = append(o.Done, say("workflow.done.already", d.Shown.Title, d.ID, m.Date, section(item.Section)))
	}
	return found, nil
}

// Appeal is the key of the sentence that says until when decisions may be appealed.
const Appeal = "workflow.done.appeal"

// announced says until when decisions may be appealed. Decisions of officers are announced on no
// notice board.
func (o *Outcome) announced(day library.Date, b *library.Body) {
	if day.IsZero() || !b.KeepsMinutes() {
		return
	}
	o.Done = append(o.Done, say(Appeal, day, LastDayOfAppeal(day)))
}
