package decide

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/se"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

// CarryOut carries out all items of a meeting, or none if it refuses one. It leaves alone what has been carried out
// before, perhaps by a run that was killed.
func CarryOut(s Site, m *source.Meeting) (Outcome, error) {
	return outcome(func(o *Outcome) error { return s.carryOut(m, o) })
}

func (s Site) carryOut(m *source.Meeting, o *Outcome) error {
	if m.ProposesTo != "" {
		o.refuse(diag.OnlyProposed, m.PosOf("proposes_to"), m.Body, m.ProposesTo)
		return nil
	}
	for i, item := range m.Items {
		at := m.ItemPos(i)
		if !item.Decides() {
			decision := Decision{Document: item.Document, Section: item.Section, at: at}
			decision.needSection(s.Rules.Body(m.Body), o)
			o.done("workflow.done.outcome-"+item.Outcome, item.Document, m.Date, section(item.Section))
			continue
		}
		if item.Outcome == "amended" && item.File == "" && (item.Action == "adopt" || item.Action == "revise") {
			o.refuse(diag.AmendedText, at("outcome"), item.Document)
		}
		done, err := s.carriedOut(m, item, o)
		if err != nil {
			return err
		}
		if done {
			continue
		}
		decision := Decision{item.Document, m.Date, m.Body, item.Section, cmp.Or(item.CaseNumber, m.CaseNumber), at}
		switch item.Action {
		case "adopt", "revise":
			_, err = s.adopt(Adoption{Decision: decision, File: item.File}, o)
		case "repeal":
			err = s.repeal(Repeal{decision, item.From}, o)
		case "reaffirm":
			if b := s.body(m.Body, at("body"), o); b != nil {
				decision.Body = string(b.ID)
			}
			err = s.review(decision, o)
		case "extend":
			err = s.extend(Extension{decision, item.Until}, o)
		}
		if item.Outcome == "amended" {
			o.then("workflow.next.amended", item.Document)
		}
		if err != nil {
			return err
		}
	}
	o.Diags = o.Diags.Sort()
	o.announcements(m, s.Rules.Body(m.Body))
	return nil
}

// announcements adds the last days of appeal of a meeting's decisions, with the sections if the minutes were approved on
// different days.
func (o *Outcome) announcements(m *source.Meeting, b *library.Body) {
	sections := map[library.Date][]string{}
	for _, item := range m.Items {
		day := cmp.Or(item.Announced, m.Announced)
		sections[day] = append(sections[day], item.Section)
	}
	for _, day := range slices.SortedFunc(maps.Keys(sections), library.Date.Compare) {
		if named := strings.Join(sections[day], ", "); len(sections) > 1 && b.KeepsMinutes() && !day.IsZero() && !slices.Contains(sections[day], "") {
			o.done("workflow.done.appeal-of", day, LastDayOfAppeal(day), named)
			continue
		}
		o.announced(day, b)
	}
}

// carriedOut reports whether an item has been carried out: the document has a decision with the same day, body and
// section.
func (s Site) carriedOut(m *source.Meeting, item source.MeetingItem, o *Outcome) (bool, error) {
	d := s.Library.Document(item.Document)
	if d == nil {
		return false, nil
	}
	same := func(day library.Date, by, section string) bool {
		return day == m.Date && sameBody(s.Rules, by, m.Body) && (item.Section == "" || item.Section == section)
	}
	found := false
	if item.Action == "adopt" || item.Action == "revise" {
		var err error
		if found, err = s.adoptedSo(d, Adoption{Decision: Decision{Date: m.Date, Body: m.Body, Section: item.Section}}, o); err != nil {
			return false, err
		}
	}
	for _, v := range adoptedVersions(d) {
		switch item.Action {
		case "repeal":
			r := v.Repealed
			found = found || r != nil && same(r.Date, r.By, r.Section)
		case "reaffirm":
			found = found || slices.ContainsFunc(v.Draft.Reviews, func(r library.DraftReview) bool { return same(r.Date, r.By, r.Section) })
		case "extend":
			found = found || slices.ContainsFunc(v.Draft.Extensions, func(x library.DraftExtension) bool {
				return x.Until == item.Until && same(x.Date, cmp.Or(x.By, v.Draft.AdoptedBy), x.Section)
			})
		}
	}
	if found {
		o.already(d, m.Date, item.Section)
	}
	return found, nil
}

// announced adds the last day of appeal of decisions whose minutes were announced on a day. The decisions of officers are
// not announced.
func (o *Outcome) announced(day library.Date, b *library.Body) {
	if !day.IsZero() && b.KeepsMinutes() {
		o.done("workflow.done.appeal", day, LastDayOfAppeal(day))
	}
}

// LastDayOfAppeal returns the last day on which a decision can be appealed, given the day on which the approval of its
// minutes was announced: three weeks later (KL 13 kap. 5 §), or the next working day if that is a Saturday, a Sunday, a
// public holiday, or Midsummer's, Christmas or New Year's Eve (lagen 1930:173 om beräkning av lagstadgad tid, 2 §).
func LastDayOfAppeal(announced library.Date) library.Date {
	day := announced.AddDays(3 * 7)
	for isFree(day) {
		day = day.AddDays(1)
	}
	return day
}

// isFree reports whether a period that ends on a day is extended to the next one. The holidays of the library are those
// of the law, including its three eves and no others.
func isFree(d library.Date) bool {
	day := d.Time().Weekday()
	return day == time.Saturday || day == time.Sunday || slices.ContainsFunc(se.Holidays, func(h *cal.Holiday) bool {
		actual, _ := h.Calc(d.Year)
		return library.DateOf(actual) == d
	})
}
