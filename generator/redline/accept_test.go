package redline

import "styrdok/generator/block"

// Accept returns the new text of a merged tree: with [Reject] the oracle of the tests.
func Accept(t *block.Tree) *block.Tree { return choose(t, block.Inserted, block.Deleted) }

// Reject returns the old text of a merged tree.
func Reject(t *block.Tree) *block.Tree { return choose(t, block.Deleted, block.Inserted) }

func choose(t *block.Tree, keep, drop block.Change) *block.Tree {
	c := &chooser{keep: keep, drop: drop, notes: map[*block.Note]*block.Note{nil: nil}}
	out := &block.Tree{Blocks: c.blocks(t.Blocks)}
	for _, n := range t.Notes {
		if n.Change != drop {
			c.note(n)
		}
	}
	for len(c.waiting) > 0 {
		n := c.waiting[0]
		c.waiting = c.waiting[1:]
		made := c.notes[n]
		made.Blocks = c.blocks(n.Blocks)
		out.Notes = append(out.Notes, made)
	}
	numberNotes(out)
	return out
}

type chooser struct {
	keep, drop block.Change
	notes      map[*block.Note]*block.Note
	waiting    []*block.Note
}

func (c *chooser) note(n *block.Note) *block.Note {
	made, ok := c.notes[n]
	if !ok {
		made = &block.Note{At: n.At, ID: n.ID}
		c.notes[n] = made
		c.waiting = append(c.waiting, n)
	}
	return made
}

// drops reports whether something with a change is not in the text that is wanted.
func (c *chooser) drops(change block.Change) bool {
	return change == c.drop || change == block.Moved && c.drop == block.Inserted
}

func (c *chooser) old() bool { return c.keep == block.Deleted }

func (c *chooser) blocks(blocks []block.Block) []block.Block {
	var out []block.Block
	for _, b := range blocks {
		if c.drops(block.ChangeOf(b)) {
			continue
		}
		if p, ok := b.(*block.Paragraph); ok && parted(p) {
			for _, made := range c.paragraphs(p) {
				out = append(out, made)
			}
			continue
		}
		made, left := c.block(b)
		if block.ChangeOf(b) == block.Moved && !left {
			continue // what was deleted from among blocks that have moved
		}
		out = append(out, made)
	}
	return out
}

// parted reports whether a paragraph is several in one of the texts.
func parted(p *block.Paragraph) bool {
	for _, s := range p.Spans {
		if _, ok := s.(*block.ParagraphMark); ok {
			return true
		}
	}
	return false
}

// paragraphs returns the paragraphs that a paragraph is in the wanted text.
func (c *chooser) paragraphs(p *block.Paragraph) []*block.Paragraph {
	now := &block.Paragraph{At: p.At}
	out := []*block.Paragraph{now}
	for i, s := range p.Spans {
		m, ok := s.(*block.ParagraphMark)
		switch {
		case ok && m.Change == c.keep:
			now = &block.Paragraph{At: m.At}
			out = append(out, now)
		case ok:
			now.Spans = c.appendSpans(now.Spans, m.Spans)
		default:
			now.Spans = c.appendSpans(now.Spans, p.Spans[i:i+1])
		}
	}
	return out
}

// items returns the items that an item is in the wanted text.
func (c *chooser) items(it *block.Item) []*block.Item {
	if len(it.Blocks) == 1 {
		if p, ok := it.Blocks[0].(*block.Paragraph); ok && parted(p) && byItems(p) {
			var out []*block.Item
			numbered := 0
			for _, made := range c.paragraphs(p) {
				out = append(out, &block.Item{At: made.At, Task: it.Task, Blocks: []block.Block{made}})
			}
			out[0].At, out[0].Number = it.At, c.itemNumber(it)
			for _, s := range p.Spans {
				if m, ok := s.(*block.ParagraphMark); ok && m.Change == c.keep {
					numbered++
					out[numbered].Number = m.Number
				}
			}
			return out
		}
	}
	return []*block.Item{{At: it.At, Number: c.itemNumber(it), Task: it.Task, Blocks: c.blocks(it.Blocks)}}
}

func (c *chooser) itemNumber(it *block.Item) int {
	if it.Was != nil && c.old() {
		return it.Was.Number
	}
	return it.Number
}

// byItems reports whether the parts of a paragraph are items of their own.
func byItems(p *block.Paragraph) bool {
	for _, s := range p.Spans {
		if m, ok := s.(*block.ParagraphMark); ok {
			return m.Item
		}
	}
	return false
}

// block returns a block of the wanted text, and whether anything of it is left.
func (c *chooser) block(b block.Block) (block.Block, bool) {
	left := true
	switch b := b.(type) {
	case *block.Heading:
		h := &block.Heading{At: b.At, Level: b.Level, ID: b.ID, Aliases: b.Aliases, Number: b.Number, Spans: c.spans(b.Spans)}
		if was := b.Was; was != nil && c.old() {
			h.At, h.ID, h.Aliases, h.Number = was.At, was.ID, was.Aliases, was.Number
		}
		return h, true
	case *block.Paragraph:
		p := &block.Paragraph{At: b.At, Spans: c.spans(b.Spans)}
		return p, len(p.Spans) > 0 || len(b.Spans) == 0
	case *block.List:
		l := &block.List{At: b.At, Numbering: b.Numbering, Delimiter: b.Delimiter, Tight: b.Tight}
		if b.Was != nil && c.old() {
			l.At, l.Numbering, l.Delimiter, l.Tight = b.Was.At, b.Was.Numbering, b.Was.Delimiter, b.Was.Tight
		}
		for _, it := range b.Items {
			if !c.drops(it.Change) {
				l.Items = append(l.Items, c.items(it)...)
			}
		}
		return l, len(l.Items) > 0 || len(b.Items) == 0
	case *block.Definitions:
		d := &block.Definitions{At: b.At}
		for _, it := range b.Items {
			if !c.drops(it.Change) {
				d.Items = append(d.Items, c.definition(it))
			}
		}
		return d, left
	case *block.Table:
		return c.table(b), left
	case *block.Quote:
		return &block.Quote{At: b.At, Blocks: c.blocks(b.Blocks)}, left
	case *block.Code:
		return &block.Code{At: b.At, Language: b.Language, Text: b.Text}, left
	case *block.Figure:
		return &block.Figure{At: b.At, Image: b.Image, Caption: c.spans(b.Caption)}, left
	case *block.Rule:
		return &block.Rule{At: b.At}, left
	case *block.PageBreak:
		return &block.PageBreak{At: b.At}, left
	case *block.Foreign:
		return &block.Foreign{At: b.At, Lang: b.Lang, Blocks: c.blocks(b.Blocks)}, left
	case *block.Masked:
		return &block.Masked{At: b.At, Law: b.Law}, left
	}
	panic("redline: block of unknown kind")
}

func (c *chooser) definition(d *block.Definition) *block.Definition {
	out := &block.Definition{At: d.At}
	for _, t := range d.Terms {
		if !c.drops(t.Change) {
			out.Terms = append(out.Terms, &block.Paragraph{At: t.At, Spans: c.spans(t.Spans)})
		}
	}
	for _, m := range d.Blocks {
		if made := c.blocks(m); len(made) > 0 || len(m) == 0 {
			out.Blocks = append(out.Blocks, made)
		}
	}
	return out
}

func (c *chooser) table(t *block.Table) *block.Table {
	out := &block.Table{At: t.At, Caption: c.spans(t.Caption), Number: t.Number, RowHeaders: t.RowHeaders, Landscape: t.Landscape}
	if t.Was != nil && c.old() {
		out.At, out.Number, out.RowHeaders, out.Landscape = t.Was.At, t.Was.Number, t.Was.RowHeaders, t.Was.Landscape
		out.Align = t.Was.Align
	} else {
		for i, a := range t.Align {
			if i >= len(t.Head) || !c.drops(t.Head[i].Change) {
				out.Align = append(out.Align, a)
			}
		}
	}
	out.Head = c.cells(t.Head)
	for _, r := range t.Rows {
		if !c.drops(r.Change) {
			out.Rows = append(out.Rows, &block.Row{At: r.At, Cells: c.cells(r.Cells)})
		}
	}
	return out
}

func (c *chooser) cells(cells []*block.Cell) []*block.Cell {
	var out []*block.Cell
	for _, cell := range cells {
		if !c.drops(cell.Change) {
			out = append(out, &block.Cell{At: cell.At, Spans: c.spans(cell.Spans)})
		}
	}
	return out
}

func (c *chooser) spans(spans []block.Span) []block.Span { return c.appendSpans(nil, spans) }

// appendSpans appends the wanted spans. Texts that a change has split are joined, and spans whose content
// is dropped are dropped too.
func (c *chooser) appendSpans(out, spans []block.Span) []block.Span {
	for _, s := range spans {
		switch s := s.(type) {
		case *block.ChangeSpan:
			if s.Change == c.keep {
				out = c.appendSpans(out, s.Spans)
			}
		case *block.Text:
			if len(out) > 0 {
				if last, ok := out[len(out)-1].(*block.Text); ok {
					out[len(out)-1] = &block.Text{At: last.At, Text: last.Text + s.Text}
					continue
				}
			}
			out = append(out, &block.Text{At: s.At, Text: s.Text})
		case *block.NoteRef:
			out = append(out, &block.NoteRef{At: s.At, Note: c.note(s.Note)})
		case *block.CodeSpan, *block.Image, *block.Break:
			out = append(out, s)
		default:
			inside := c.spans(block.Inside(s))
			if len(inside) > 0 || len(block.Inside(s)) == 0 {
				out = append(out, block.WithInside(s, inside))
			}
		}
	}
	return out
}
