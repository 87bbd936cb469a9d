package decide

import (
	"cmp"
	"fmt"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

// CarryOut carries out all items of a meeting: all, or none if one cannot be. The error is of the
// machine.
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
		caseNumber := cmp.Or(item.CaseNumber, m.CaseNumber)
		var err error
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
