package printing

import (
	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/site"
)

// compared adds to the document of a change-marked print how to read its marks, which decision data have changed
// and, for contents and bookmarks, what has become of each section.
func compared(d *layout.Document, pr *site.Print, t *i18n.Texts) {
	c := pr.Comparison
	d.PlainLinks = true
	if len(c.Explanation) > 0 {
		d.Facts = append(d.Facts, layout.Fact{Label: c.ExplanationLabel, Value: explained(c.Explanation)})
	}
	if len(c.Decision) > 0 {
		table := &block.Table{
			RowHeaders: true, Align: make([]block.Align, len(c.DecisionColumns)),
		}
		for _, column := range c.DecisionColumns {
			table.Head = append(table.Head, cell(column))
		}
		for _, x := range c.Decision {
			row := &block.Row{Cells: []*block.Cell{
				cell(x.Label), {Spans: Spans(x.Was, pr.URL)}, {Spans: Spans(x.Is, pr.URL)},
			}}
			table.Rows = append(table.Rows, row)
		}
		d.Opening = []layout.Section{{Title: c.DecisionLabel, Blocks: []block.Block{table}}}
	}
	words := sectionWords(pr.Text.Tree, t)
	for _, h := range pr.Text.Tree.Headings() {
		d.Became = append(d.Became, words[h])
	}
}

// explained returns each mark with its meaning.
func explained(marks []site.ExplainMark) []block.Span {
	var out []block.Span
	text := func(s string) block.Span { return &block.Text{Text: s} }
	for i, m := range marks {
		if i > 0 {
			out = append(out, text(" "))
		}
		if m.Mark != "" {
			out = append(out, &block.ChangeSpan{Change: m.Change, Spans: []block.Span{text(m.Mark)}}, text(" "))
		}
		out = append(out, text(m.Text))
	}
	return out
}

// sectionWords returns what has become of the section of each heading that has changed, in words.
func sectionWords(tree *block.Tree, t *i18n.Texts) map[*block.Heading]string {
	out := map[*block.Heading]string{}
	for _, s := range tree.Sections() {
		if s.Heading != nil && s.Change != block.Unchanged {
			out[s.Heading] = t.T("site.changes.section." + s.Outcome())
		}
	}
	for _, h := range tree.Headings() {
		// Of smaller sections only those that were added or removed.
		if h.Level > 2 && (h.Change == block.Inserted || h.Change == block.Deleted) {
			key := h.Change.String()
			if tree.Away[h] {
				key = "away"
			}
			out[h] = t.T("site.changes.section." + key)
		}
	}
	return out
}
