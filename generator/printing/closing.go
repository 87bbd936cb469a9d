package printing

import (
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/library"
	"styrdok/generator/site"
)

// decision is a row of the table of decisions at the end of a print.
type decision struct {
	day        library.Date
	what, whom string
}

// Closing returns the section on the decisions that made a version what it is: the adoptions up to it, its
// corrections, the reviews that kept it, its extensions and its repeal. It leaves out whatever else came later, so
// that the print stays as it was. A version that has only been adopted has no such section, since the facts on the
// first sheet already show it.
func Closing(v *library.Version, t *i18n.Texts) []layout.Section {
	var rows []decision
	verb := site.NewWording(t).Decided(v.Document.Kind, library.Common)
	for w := v; w != nil; w = w.Supersedes {
		if w.Adopted.IsZero() {
			continue
		}
		what := t.T("print.history.adopted", w.Name, verb)
		if w.Changes != "" && w.Supersedes != nil {
			what = t.T("print.history.adopted-changes", w.Name, verb, w.Changes)
		}
		rows = append(rows, decision{w.Adopted, what, site.Decider(w.AdoptedBy, "", w.Section, w.CaseNumber)})
		for _, c := range w.Corrections {
			rows = append(rows, decision{c.Date, strings.TrimSuffix(t.T("print.history.corrected", c.Note), ": "), ""})
		}
		for _, r := range w.Reviews {
			if !r.Date.After(v.Adopted) || w == v {
				what := t.T("print.history.reviewed")
				if r.Note != "" {
					what += ". " + r.Note
				}
				rows = append(rows, decision{r.Date, what, site.Decider(r.By, r.ByText, r.Section, r.CaseNumber)})
			}
		}
	}
	for _, x := range v.Extensions {
		// Extensions that are still to come do not count yet.
		if !x.Until.After(v.ValidUntil) {
			rows = append(rows, decision{x.Date, t.T("print.history.extended", x.Until), site.Decider(x.By, "", x.Section, x.CaseNumber)})
		}
	}
	if r := v.Repeal; r != nil && v.Status == library.StatusRepealed {
		rows = append(rows, decision{r.Date, t.T("print.history.repealed"), site.Decider(r.By, r.ByText, r.Section, r.CaseNumber)})
	}
	if a := v.Annulled; a != nil && v.Status == library.StatusAnnulled {
		rows = append(rows, decision{a.Date, t.T("print.history.annulled"), site.Decider(nil, a.By, "", a.CaseNumber)})
	}
	if len(rows) < 2 {
		return nil
	}
	slices.SortStableFunc(rows, func(a, b decision) int { return b.day.Compare(a.day) })
	table := &block.Table{Align: make([]block.Align, 3), Head: []*block.Cell{
		cell(t.T("print.history.day")), cell(t.T("print.history.what")), cell(t.T("print.history.whom")),
	}}
	for _, r := range rows {
		table.Rows = append(table.Rows, &block.Row{Cells: []*block.Cell{cell(r.day.String()), cell(r.what), cell(r.whom)}})
	}
	return []layout.Section{{Title: t.T("print.history.title"), Blocks: []block.Block{table}}}
}

func cell(text string) *block.Cell {
	return &block.Cell{Spans: []block.Span{&block.Text{Text: text}}}
}
