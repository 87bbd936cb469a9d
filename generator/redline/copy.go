package redline

import "styrdok/generator/block"

// The combined tree shares nothing with the two that it is made of, so that none of the three
// changes with another.

func (c *comparer) copySpans(spans []block.Span) []block.Span {
	if spans == nil {
		return nil
	}
	out := make([]block.Span, len(spans))
	for i, s := range spans {
		out[i] = c.copySpan(s)
	}
	return out
}

func (c *comparer) copySpan(s block.Span) block.Span {
	switch s := s.(type) {
	case *block.Text:
		t := *s
		return &t
	case *block.CodeSpan:
		t := *s
		return &t
	case *block.Image:
		t := *s
		return &t
	case *block.Break:
		t := *s
		return &t
	case *block.NoteRef:
		return &block.NoteRef{At: s.At, Note: c.note(s.Note), Index: s.Index}
	}
	return withInside(s, c.copySpans(block.Inside(s)))
}

// withInside copies a mark around other spans.
func withInside(s block.Span, inside []block.Span) block.Span {
	switch s := s.(type) {
	case *block.Emphasis:
		return &block.Emphasis{At: s.At, Spans: inside}
	case *block.Strong:
		return &block.Strong{At: s.At, Spans: inside}
	case *block.Strike:
		return &block.Strike{At: s.At, Spans: inside}
	case *block.Superscript:
		return &block.Superscript{At: s.At, Spans: inside}
	case *block.Subscript:
		return &block.Subscript{At: s.At, Spans: inside}
	case *block.Link:
		return &block.Link{At: s.At, Dest: s.Dest, Title: s.Title, Spans: inside}
	case *block.ForeignSpan:
		return &block.ForeignSpan{At: s.At, Lang: s.Lang, Spans: inside}
	case *block.ChangeSpan:
		return &block.ChangeSpan{At: s.At, Change: s.Change, Spans: inside}
	case *block.ParagraphMark:
		return &block.ParagraphMark{At: s.At, Change: s.Change, Item: s.Item, Number: s.Number, Spans: inside}
	}
	panic("redline: span of unknown kind")
}

func (c *comparer) copyBlocks(blocks []block.Block) []block.Block {
	if blocks == nil {
		return nil
	}
	out := make([]block.Block, len(blocks))
	for i, b := range blocks {
		out[i] = c.copyBlock(b, block.Unchanged)
	}
	return out
}

// copyBlock copies a block as one that has been inserted, deleted or kept as a whole.
func (c *comparer) copyBlock(b block.Block, change block.Change) block.Block {
	switch b := b.(type) {
	case *block.Heading:
		h := *b
		h.Spans, h.Aliases = c.copySpans(b.Spans), append([]string(nil), b.Aliases...)
		h.Change, h.Was = change, nil
		if change == block.Deleted && c.newIDs[h.ID] {
			// The ID leads to where the section stands now.
			h.Was, h.ID = &block.Heading{At: h.At, Level: h.Level, ID: h.ID, Aliases: h.Aliases, Number: h.Number}, ""
		}
		return &h
	case *block.Paragraph:
		return &block.Paragraph{At: b.At, Spans: c.copySpans(b.Spans), Change: change}
	case *block.List:
		l := *b
		l.Change, l.Was, l.Items = change, nil, nil
		for _, it := range b.Items {
			l.Items = append(l.Items, c.copyItem(it, block.Unchanged))
		}
		return &l
	case *block.Definitions:
		d := &block.Definitions{At: b.At, Change: change}
		for _, it := range b.Items {
			d.Items = append(d.Items, c.copyDefinition(it, block.Unchanged))
		}
		return d
	case *block.Table:
		t := *b
		t.Change, t.Was, t.Rows = change, nil, nil
		t.Caption = c.copySpans(b.Caption)
		t.Align = append([]block.Align(nil), b.Align...)
		t.Head = c.copyCells(b.Head)
		for _, r := range b.Rows {
			t.Rows = append(t.Rows, &block.Row{At: r.At, Cells: c.copyCells(r.Cells)})
		}
		return &t
	case *block.Quote:
		return &block.Quote{At: b.At, Blocks: c.copyBlocks(b.Blocks), Change: change}
	case *block.Code:
		t := *b
		t.Change = change
		return &t
	case *block.Figure:
		f := &block.Figure{At: b.At, Caption: c.copySpans(b.Caption), Change: change}
		if b.Image != nil {
			i := *b.Image
			f.Image = &i
		}
		return f
	case *block.Rule:
		return &block.Rule{At: b.At, Change: change}
	case *block.PageBreak:
		return &block.PageBreak{At: b.At, Change: change}
	case *block.Foreign:
		return &block.Foreign{At: b.At, Lang: b.Lang, Blocks: c.copyBlocks(b.Blocks), Change: change}
	case *block.Masked:
		return &block.Masked{At: b.At, Law: b.Law, Change: change}
	}
	panic("redline: block of unknown kind")
}

func (c *comparer) copyItem(it *block.Item, change block.Change) *block.Item {
	return &block.Item{At: it.At, Number: it.Number, Task: it.Task, Blocks: c.copyBlocks(it.Blocks), Change: change}
}

func (c *comparer) copyDefinition(d *block.Definition, change block.Change) *block.Definition {
	out := &block.Definition{At: d.At, Change: change}
	for _, t := range d.Terms {
		out.Terms = append(out.Terms, c.copyBlock(t, block.Unchanged).(*block.Paragraph))
	}
	for _, m := range d.Blocks {
		out.Blocks = append(out.Blocks, c.copyBlocks(m))
	}
	return out
}

func (c *comparer) copyCells(cells []*block.Cell) []*block.Cell {
	var out []*block.Cell
	for _, cell := range cells {
		out = append(out, &block.Cell{At: cell.At, Spans: c.copySpans(cell.Spans)})
	}
	return out
}

func changeOf(b block.Block) block.Change {
	if p := changeField(b); p != nil {
		return *p
	}
	return block.Unchanged
}

func changeField(b block.Block) *block.Change {
	switch b := b.(type) {
	case *block.Heading:
		return &b.Change
	case *block.Paragraph:
		return &b.Change
	case *block.List:
		return &b.Change
	case *block.Definitions:
		return &b.Change
	case *block.Table:
		return &b.Change
	case *block.Quote:
		return &b.Change
	case *block.Code:
		return &b.Change
	case *block.Figure:
		return &b.Change
	case *block.Rule:
		return &b.Change
	case *block.PageBreak:
		return &b.Change
	case *block.Foreign:
		return &b.Change
	case *block.Masked:
		return &b.Change
	}
	return nil
}

// sameSpans reports whether two lines are equal in all that a reader sees, and in where links lead.
func (c *comparer) sameSpans(a, b []block.Span) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !c.sameSpan(a[i], b[i]) {
			return false
		}
	}
	return true
}

func (c *comparer) sameSpan(a, b block.Span) bool {
	switch a := a.(type) {
	case *block.Text:
		b, ok := b.(*block.Text)
		return ok && a.Text == b.Text
	case *block.CodeSpan:
		b, ok := b.(*block.CodeSpan)
		return ok && a.Text == b.Text
	case *block.Image:
		b, ok := b.(*block.Image)
		return ok && sameImage(a, b)
	case *block.NoteRef:
		b, ok := b.(*block.NoteRef)
		return ok && c.noteName(a.Note) == c.noteName(b.Note)
	case *block.Break:
		_, ok := b.(*block.Break)
		return ok
	case *block.Emphasis:
		b, ok := b.(*block.Emphasis)
		return ok && c.sameSpans(a.Spans, b.Spans)
	case *block.Strong:
		b, ok := b.(*block.Strong)
		return ok && c.sameSpans(a.Spans, b.Spans)
	case *block.Strike:
		b, ok := b.(*block.Strike)
		return ok && c.sameSpans(a.Spans, b.Spans)
	case *block.Superscript:
		b, ok := b.(*block.Superscript)
		return ok && c.sameSpans(a.Spans, b.Spans)
	case *block.Subscript:
		b, ok := b.(*block.Subscript)
		return ok && c.sameSpans(a.Spans, b.Spans)
	case *block.Link:
		b, ok := b.(*block.Link)
		return ok && a.Dest == b.Dest && a.Title == b.Title && c.sameSpans(a.Spans, b.Spans)
	case *block.ForeignSpan:
		b, ok := b.(*block.ForeignSpan)
		return ok && a.Lang == b.Lang && c.sameSpans(a.Spans, b.Spans)
	}
	return false
}

func sameImage(a, b *block.Image) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Src == b.Src && a.Alt == b.Alt && a.Decorative == b.Decorative
}
