package pdf

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/intake"
)

func (f *flow) table(e *element, in around) {
	t := &intake.Table{}
	heads := true
	var rows func(e *element, head bool)
	row := func(e *element, head bool) {
		cells := []intake.Cell{}
		all := len(e.kids) > 0
		for _, k := range e.kids {
			c := intake.Cell{Across: 1, Down: 1}
			if k.element != nil {
				c.Across, c.Down = max(1, k.element.across), max(1, k.element.down)
				c.Head = k.element.role == "TH"
				inner := in
				inner.lang = cmp.Or(k.element.lang, in.lang)
				c.Blocks = f.tagged.blocks(k.element.kids, inner)
				plainHead(c)
			} else if k.page > 0 {
				c.Blocks = f.tagged.blocks([]kid{k}, in)
				if len(c.Blocks) == 0 {
					continue
				}
			}
			all = all && (c.Head || len(c.Blocks) == 0)
			cells = append(cells, c)
		}
		if len(cells) == 0 {
			return
		}
		if heads = heads && (head || all && anyText(cells)); heads {
			t.Heads++
		}
		t.Rows = append(t.Rows, cells)
	}
	rows = func(e *element, head bool) {
		for _, k := range e.kids {
			switch {
			case k.element == nil:
				f.walk([]kid{k}, in)
			case k.element.role == "TR":
				row(k.element, head)
			case k.element.role == "Caption":
				for _, b := range f.tagged.blocks(k.element.kids, in) {
					if p, ok := b.(*intake.Paragraph); ok && len(t.Caption) == 0 {
						t.Caption = plainLook(p.Spans)
					} else {
						f.blocks = append(f.blocks, b)
					}
				}
			case k.element.role == "TH" || k.element.role == "TD":
				row(&element{kids: []kid{k}}, head)
			default:
				rows(k.element, head || k.element.role == "THead")
			}
		}
	}
	rows(e, false)
	f.flush(in)
	if t.Heads == len(t.Rows) {
		t.Heads = min(t.Heads, 1)
	}
	if blocks, ok := layoutTable(t); ok || len(t.Rows) == 0 {
		if len(t.Caption) > 0 {
			f.add(&intake.Paragraph{Spans: t.Caption}, nil)
		}
		f.blocks = append(f.blocks, blocks...)
	} else {
		pad(t)
		f.add(t, nil)
	}
}

func anyText(cells []intake.Cell) bool {
	return slices.ContainsFunc(cells, func(c intake.Cell) bool { return len(c.Blocks) > 0 })
}

// plainHead takes away what the whole text of a head is set in.
func plainHead(c intake.Cell) {
	for _, b := range c.Blocks {
		if p, ok := b.(*intake.Paragraph); ok && c.Head {
			p.Spans = plainLook(p.Spans)
		}
	}
}

// layoutTable returns the blocks of a table that only places text on the page: one cell beside or above another with headings, tables or pages of text in it.
func layoutTable(t *intake.Table) ([]intake.Block, bool) {
	var all []intake.Block
	wide, structured, words, cells := 0, false, 0, 0
	for _, r := range t.Rows {
		wide = max(wide, len(r))
		for _, c := range r {
			all = append(all, c.Blocks...)
			cells++
			for _, b := range c.Blocks {
				switch b.(type) {
				case *intake.Heading, *intake.Table, *intake.Contents:
					structured = true
				}
			}
			for _, l := range intake.Lines(c.Blocks) {
				words += len(strings.Fields(l))
			}
		}
	}
	single := cells > 0 && (wide == 1 || len(t.Rows) == 1)
	if cells == 1 || single && structured || cells > 0 && structured && words/cells > 60 || single && words/cells > 150 {
		return all, true
	}
	return nil, false
}

// pad gives all rows as many columns as the widest has.
func pad(t *intake.Table) {
	columns := 0
	widths := make([]int, len(t.Rows))
	for i, r := range t.Rows {
		for _, c := range r {
			widths[i] += c.Across
			for k := i + 1; k < min(len(t.Rows), i+c.Down); k++ {
				widths[k] += c.Across
			}
		}
		columns = max(columns, widths[i])
	}
	for i := range t.Rows {
		for ; widths[i] < columns; widths[i]++ {
			t.Rows[i] = append(t.Rows[i], intake.Cell{Across: 1, Down: 1})
		}
	}
}
