package bundle

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/redline"
	"styrdok/generator/site"
)

// SummaryTree returns a text that describes what a proposal changes: the decision, and the text section by section with
// the reasons in the meeting's file. Links lead to the part with the changes marked.
func (w Words) SummaryTree(it *Item, c *site.Comparison) *block.Tree {
	out := &block.Tree{}
	section := func(key string, blocks ...block.Block) {
		out.Blocks = append(out.Blocks, &block.Heading{Level: 2, ID: w.text("bundle.id." + key), Spans: words(w.text("bundle.heading." + key))})
		out.Blocks = append(out.Blocks, blocks...)
	}
	if it.Version.Changes != "" {
		section("meaning", &block.Paragraph{Spans: words(it.Version.Changes)})
	}
	if len(c.Decision) > 0 {
		t := &block.Table{RowHeaders: true, Align: make([]block.Align, 3), Head: cells(c.DecisionColumns[:]...)}
		for _, d := range c.Decision {
			t.Rows = append(t.Rows, &block.Row{Cells: cells(d.Label, d.Was.String(), d.Is.String())})
		}
		section("data", t)
	}
	section("sections", w.sections(it, c))
	return out
}

// sections returns a table of the changed sections.
func (w Words) sections(it *Item, c *site.Comparison) block.Block {
	columns := []string{"section", "change"}
	if len(it.Reasons) > 0 {
		columns = append(columns, "reason")
	}
	t := w.table(columns...)
	marked := ""
	for _, p := range it.Parts {
		if p.Role == Marked {
			marked = Scheme + p.Name
		}
	}
	edits := editsOf(c.Page.Text.Tree)
	for _, s := range c.Summary.Sections {
		if s.Change == block.Unchanged {
			continue
		}
		place := cmp.Or(s.New, s.Old)
		name := strings.TrimSpace(place.Title)
		if s.New != nil && place.Number != "" {
			name = place.Number + " " + name
		}
		link := marked
		if place.ID != "" {
			link += "#" + place.ID
		}
		if name == "" {
			name, link = w.text("bundle.change.opening"), marked
		}
		row := &block.Row{Cells: []*block.Cell{
			{Spans: []block.Span{&block.Link{Dest: link, Spans: words(name)}}}, {Spans: lines(w.change(s, edits[place.ID]))},
		}}
		if len(it.Reasons) > 0 {
			row.Cells = append(row.Cells, cells(reason(it, s))...)
		}
		t.Rows = append(t.Rows, row)
	}
	if n := c.Summary.Notes; n.Changed+n.Inserted+n.Deleted > 0 {
		row := cells(w.text("bundle.change.notes"), w.text("bundle.change.notes-changed"))
		if len(it.Reasons) > 0 {
			row = append(row, &block.Cell{})
		}
		t.Rows = append(t.Rows, &block.Row{Cells: row})
	}
	if len(t.Rows) == 0 {
		return &block.Paragraph{Spans: words(w.text("bundle.change.none"))}
	}
	return t
}

// change describes what has become of a section, and quotes the words that have changed.
func (w Words) change(s redline.Section, edits []edit) (out []string) {
	say := func(key string, args ...any) { out = append(out, w.text("bundle.change."+key, args...)) }
	switch {
	case s.Old == nil:
		say("inserted")
		return out
	case s.New == nil:
		say("deleted")
		return out
	case s.Moved && s.Inserted+s.Deleted == 0:
		say("only-moved")
	case s.Moved:
		say("moved")
	}
	if s.Renamed {
		say("renamed", strings.TrimSpace(s.Old.Title))
	}
	if s.Releveled {
		say("releveled")
	}
	if out = append(out, w.quotes(edits)...); len(out) == 0 {
		say("other")
	}
	return out
}

// lines returns texts as the lines of a cell.
func lines(texts []string) []block.Span {
	var out []block.Span
	for i, t := range texts {
		if i > 0 {
			out = append(out, &block.Break{})
		}
		out = append(out, words(t)...)
	}
	return out
}

// reason returns the reason in the meeting's file for changing a section; empty if there is none.
func reason(it *Item, s redline.Section) string {
	for _, r := range it.Reasons {
		if names(s, r.Section) {
			return r.Text
		}
	}
	return ""
}

// names reports whether a section goes by a name: the words of its heading, with or without number, or the heading's
// ID.
func names(s redline.Section, named string) bool {
	for _, p := range []*redline.Place{s.New, s.Old} {
		if p == nil || p.Title == "" {
			continue
		}
		for _, name := range []string{p.ID, p.Title, p.Number + " " + p.Title} {
			if strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(named)) {
				return true
			}
		}
	}
	return false
}

// CheckReasons reports reasons for sections that do not change.
func (it *Item) CheckReasons(c *site.Comparison) diag.List {
	var diags diag.List
	var known []string
	for _, s := range c.Summary.Sections {
		for _, p := range []*redline.Place{s.New, s.Old} {
			if p != nil && p.Title != "" && s.Change != block.Unchanged {
				known = append(known, strings.TrimSpace(p.Title))
			}
		}
	}
	for _, r := range it.Reasons {
		if !slices.ContainsFunc(c.Summary.Sections, func(s redline.Section) bool { return s.Change != block.Unchanged && names(s, r.Section) }) {
			diags = append(diags, diag.New(diag.UnchangedSection, it.at("reasons."+r.Section), r.Section).Suggest(r.Section, known))
		}
	}
	return diags
}
