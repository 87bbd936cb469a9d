package redline

import (
	"fmt"
	"slices"
	"strconv"

	"styrdok/generator/block"
)

// The merged tree shares nothing with the two that are compared.

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
	if r, ok := s.(*block.NoteRef); ok {
		return &block.NoteRef{At: r.At, Note: c.notes[r.Note], Index: r.Index}
	}
	return block.WithInside(s, c.copySpans(block.Inside(s)))
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
			// The ID belongs to the section's new place.
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
	panic(fmt.Sprintf("redline: unknown block %T", b))
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

// sameSpans reports whether two lines are equal for a reader, and in the destinations of links.
func (c *comparer) sameSpans(a, b []block.Span) bool {
	return slices.EqualFunc(a, b, c.sameSpan)
}

func (c *comparer) sameSpan(a, b block.Span) bool {
	if x, ok := a.(*block.Text); ok {
		y, ok := b.(*block.Text)
		return ok && x.Text == y.Text
	}
	key, comparable := c.spanKey(a)
	other, _ := c.spanKey(b)
	return comparable && key == other && c.sameSpans(block.Inside(a), block.Inside(b))
}

// spanKey returns a key that is equal for spans that a reader cannot tell apart, apart from the spans
// inside them. It is empty for running text. ok is false for the marks of an earlier comparison, which
// are not compared.
func (c *comparer) spanKey(s block.Span) (key string, ok bool) {
	switch s := s.(type) {
	case *block.Text:
		return "", true
	case *block.CodeSpan:
		return "c" + s.Text, true
	case *block.Image:
		return "i" + strconv.FormatBool(s.Decorative) + strconv.Quote(s.Src) + s.Alt, true
	case *block.NoteRef:
		return "n" + c.names[s.Note], true
	case *block.Break:
		return "b", true
	case *block.Emphasis:
		return "e", true
	case *block.Strong:
		return "s", true
	case *block.Strike:
		return "x", true
	case *block.Superscript:
		return "u", true
	case *block.Subscript:
		return "d", true
	case *block.Link:
		return "l" + strconv.Quote(s.Dest) + strconv.Quote(s.Title), true
	case *block.ForeignSpan:
		return "f" + strconv.Quote(s.Lang), true
	case *block.ChangeSpan, *block.ParagraphMark:
		return "", false
	}
	panic(fmt.Sprintf("redline: unknown span %T", s))
}

func sameImage(a, b *block.Image) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Src == b.Src && a.Alt == b.Alt && a.Decorative == b.Decorative
}
