package redline

import (
	"slices"

	"styrdok/generator/block"
)

// Summary summarises what has changed.
type Summary struct {
	Sections []Section // every heading with its own text, in the order of the merged text
	Chapters []Section // headings of level 2 with everything below them, in the same order
	Notes    Counts    // of footnotes

	Inserted, Deleted int // words; words that have only moved are not counted

	Spelling []Respelling // with [Options.Brief]
}

// Place is a section in one of the versions. The text before the first heading has level 0 and no title.
type Place struct {
	ID, Number, Title string
	Level             int
}

// Section describes how a section has changed.
type Section struct {
	Old, New *Place // nil if the version lacks the section

	// Change is Moved only if nothing else has changed. A new number alone is not a change.
	Change     block.Change
	Moved      bool // whether changed otherwise or not
	Renamed    bool // the text of the heading has changed
	Releveled  bool // the level of the heading has changed
	Renumbered bool

	Inserted, Deleted int // words
}

// Counts is the number of parts with each change.
type Counts struct{ Unchanged, Changed, Inserted, Deleted, Moved int }

func (c *Counts) add(change block.Change) {
	counters := [...]*int{
		block.Unchanged: &c.Unchanged, block.Changed: &c.Changed, block.Inserted: &c.Inserted, block.Deleted: &c.Deleted, block.Moved: &c.Moved,
	}
	*counters[change]++
}

// Count counts sections or chapters by change.
func Count(sections []Section) Counts {
	var out Counts
	for _, s := range sections {
		out.add(s.Change)
	}
	return out
}

// Any reports whether anything visible to a reader has changed.
func (s Summary) Any() bool {
	n := Count(s.Sections)
	return n.Changed+n.Inserted+n.Deleted+n.Moved+s.Notes.Changed+s.Notes.Inserted+s.Notes.Deleted > 0
}

func (c *comparer) summary(parts []combined, notes []*block.Note) Summary {
	var out Summary
	// Chapters begin at headings of level 2, except in the former places of sections that have moved.
	for _, p := range parts {
		if p.away {
			continue
		}
		// There may be no text before the first heading.
		if p.old != nil && p.old.heading == nil && len(p.old.body) == 0 {
			p.old = nil
		}
		if p.new != nil && p.new.heading == nil && len(p.new.body) == 0 {
			p.new = nil
		}
		if p.old == nil && p.new == nil {
			continue
		}
		s := c.section(p)
		out.Inserted += s.Inserted
		out.Deleted += s.Deleted
		out.Sections = append(out.Sections, s)
		level := 0
		if s.New != nil {
			level = s.New.Level
		} else if s.Old != nil {
			level = s.Old.Level
		}
		n := len(out.Chapters)
		if s.Releveled && level == 2 && n > 0 && out.Chapters[n-1].Change == block.Unchanged {
			out.Chapters[n-1].Change = block.Changed // of which it was a part
		}
		if level > 2 && n > 0 {
			out.Chapters[n-1].join(s)
		} else {
			out.Chapters = append(out.Chapters, s)
		}
	}
	for _, n := range notes {
		out.Notes.add(n.Change)
		w := wordCounter{c: c}
		w.blocks(n.Blocks, n.Change)
		out.Inserted += w.inserted
		out.Deleted += w.deleted
	}
	return out
}

// join adds a section to its chapter.
func (s *Section) join(part Section) {
	if part.Change != s.Change {
		s.Change = block.Changed
	}
	s.Inserted += part.Inserted
	s.Deleted += part.Deleted
}

func (c *comparer) section(p combined) Section {
	s := Section{Old: placeOf(p.old), New: placeOf(p.new), Moved: p.moved}
	w := wordCounter{c: c}
	counted := p.blocks
	if s.Old != nil && s.New != nil && s.Old.Level != s.New.Level && s.Old.Title == s.New.Title && len(counted) > 1 && !p.moved {
		counted = counted[2:] // the heading in its former and its present level has the same words
	}
	w.blocks(counted, block.Unchanged)
	s.Inserted, s.Deleted = w.inserted, w.deleted
	switch {
	case p.old == nil:
		s.Change = block.Inserted
	case p.new == nil:
		s.Change = block.Deleted
	default:
		if s.New.Level > 0 {
			s.Renamed = s.Old.Title != s.New.Title
			s.Releveled = s.Old.Level != s.New.Level
			s.Renumbered = s.Old.Number != s.New.Number
		}
		if p.moved {
			s.Change = block.Moved
		} else if slices.ContainsFunc(p.blocks, func(b block.Block) bool { return block.ChangeOf(b) == block.Moved }) {
			w.changed = true
		}
		eachRef(p.blocks, func(r *block.NoteRef) {
			w.changed = w.changed || r.Note != nil && r.Note.Change != block.Unchanged
		})
		if s.Releveled || w.changed {
			s.Change = block.Changed
		}
	}
	return s
}

func placeOf(s *section) *Place {
	if s == nil {
		return nil
	}
	if s.heading == nil {
		return &Place{}
	}
	return &Place{s.heading.ID, s.heading.Number, block.Plain(s.heading.Spans), s.heading.Level}
}

// wordCounter counts inserted and deleted words.
type wordCounter struct {
	c                 *comparer
	inserted, deleted int
	changed           bool // anything but moves
}

func (w *wordCounter) blocks(blocks []block.Block, around block.Change) {
	for _, b := range blocks {
		if w.c.away[b] {
			w.changed = true
			continue
		}
		w.block(b, w.enter(around, block.ChangeOf(b)))
	}
}

// enter returns the change that applies inside a part whose own change is given.
func (w *wordCounter) enter(around, own block.Change) block.Change {
	if own != block.Unchanged && own != block.Moved {
		w.changed = true
	}
	if around == block.Inserted || around == block.Deleted {
		return around
	}
	return own
}

func (w *wordCounter) block(b block.Block, change block.Change) {
	switch b := b.(type) {
	case *block.List:
		for _, it := range b.Items {
			if !w.c.away[it] {
				w.blocks(it.Blocks, w.inner(change, it.Change))
			}
		}
	case *block.Definitions:
		for _, d := range b.Items {
			if w.c.away[d] {
				continue
			}
			in := w.inner(change, d.Change)
			for _, t := range d.Terms {
				w.line(t.Spans, w.inner(in, t.Change))
			}
			for _, m := range d.Blocks {
				w.blocks(m, in)
			}
		}
	case *block.Table:
		w.line(b.Caption, change)
		w.cells(b.Head, change)
		for _, r := range b.Rows {
			if !w.c.away[r] {
				w.cells(r.Cells, w.inner(change, r.Change))
			}
		}
	case *block.Quote:
		w.blocks(b.Blocks, change)
	case *block.Foreign:
		w.blocks(b.Blocks, change)
	case *block.Code:
		w.text(b.Text, change)
	default:
		block.Lines(b, func(spans []block.Span) { w.line(spans, change) })
	}
}

// inner is enter for items, rows and cells, where a move changes the list or the table.
func (w *wordCounter) inner(around, own block.Change) block.Change {
	w.changed = w.changed || own == block.Moved
	return w.enter(around, own)
}

func (w *wordCounter) cells(cells []*block.Cell, change block.Change) {
	for _, cell := range cells {
		w.line(cell.Spans, w.inner(change, cell.Change))
	}
}

func (w *wordCounter) line(spans []block.Span, change block.Change) {
	for i := 0; i < len(spans); i++ {
		if last := block.Restyled(spans, i); last > i {
			w.changed = true
			i = last
			continue
		}
		switch s := spans[i].(type) {
		case *block.Text:
			w.text(s.Text, change)
		case *block.CodeSpan:
			w.text(s.Text, change)
		case *block.ChangeSpan:
			w.line(s.Spans, w.enter(change, s.Change))
		case *block.ParagraphMark:
			w.changed = true // and its space is not a word
		default:
			w.line(block.Inside(s), change)
		}
	}
}

func (w *wordCounter) text(s string, change block.Change) {
	if change != block.Inserted && change != block.Deleted {
		return
	}
	n := w.c.tokenize(s).words
	if change == block.Inserted {
		w.inserted += n
	} else {
		w.deleted += n
	}
}
