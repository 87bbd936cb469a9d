// Package redline compares two versions of a text, both block trees, and returns one tree that
// holds both: what is new is marked as inserted, what is gone as deleted, what stands elsewhere as
// moved. Web page and print draw that tree as they draw any other. It also tells in short which
// sections have changed. It knows nothing of HTML, PDF or governing documents.
//
// # What holds
//
// Accept of the result gives the new text exactly; Reject gives the old one with other kinds of
// space at most, and footnotes' IDs. A word, a number, a date or a reference to a § is kept, inserted or deleted as a
// whole. The aim is what is easy to read, not what is shortest: where little of a sentence is left
// it is exchanged as a whole.
//
// # Marks
//
// A block with Inserted or Deleted is so with all that it holds. A block with Changed holds
// changes. A deleted heading whose ID the new text has too is without it. A block with Moved is in its new place and may hold changes of its own; in the old place
// there is a Deleted copy. A paragraph with a block.ParagraphMark is several in one of the texts.
// A cell with Inserted or Deleted is one of a column that has come or gone. What a writer sets but
// nobody can see as a change stands in a block's field Was.
//
// # Limits
//
// Work and memory grow in proportion to the texts, times the constants below. Beyond them the
// result is still right, only coarser.
package redline

import (
	"strconv"

	"styrdok/generator/block"
)

const (
	maxCells      = 1 << 20  // pairs of words compared in one line
	totalCells    = 60 << 20 // the same in the whole text: half a second's work
	maxPairs      = 20_000   // pairs of blocks compared between two places
	totalPairs    = 1 << 20
	maxAnchoring  = 4  // how often a long line is parted at words that it holds once
	maxSlide      = 60 // how far a change is moved for a better place, in words
	maxDepth      = 32 // blocks in blocks; more than the reader of Markdown lets through
	maxSpanDepth  = 32 // marks in marks
	minMovedWords = 4  // in a list or a table; fewer are as well deleted and inserted
	minMovedBlock = 6  // from one section to another
)

// Options tell how two texts are to be compared.
type Options struct {
	NoMoves bool // show what stands elsewhere as deleted and inserted
}

type comparer struct {
	opt          Options
	cells, pairs int // work left
	texts        map[string]*textWords
	keys         map[string]int32 // of tokens
	all, some    []uint64         // room for newUnit to work in
	names        map[*block.Note]string
	notes        map[*block.Note]*block.Note // by note of either text the combined one
	movedTo      map[block.Block]block.Block // old blocks that stand elsewhere
	movedFrom    map[block.Block]block.Block
	newIDs       map[string]bool // of the new text's headings
	away         map[any]bool    // copies in the combined text of what is shown as moved elsewhere
}

// Compare returns one tree that holds both texts, and what has changed in short. The trees are
// left as they are and share nothing with the result.
func Compare(old, new *block.Tree, opt Options) (*block.Tree, Summary) {
	c := &comparer{
		opt: opt, cells: totalCells, pairs: totalPairs,
		texts: map[string]*textWords{}, keys: map[string]int32{},
		names:   map[*block.Note]string{},
		notes:   map[*block.Note]*block.Note{},
		movedTo: map[block.Block]block.Block{}, movedFrom: map[block.Block]block.Block{},
		away: map[any]bool{}, newIDs: map[string]bool{},
	}
	for _, h := range new.Headings() {
		c.newIDs[h.ID] = h.ID != ""
	}
	oldNotes, newNotes := notesOf(old), notesOf(new)
	notes := c.pairNotes(oldNotes, newNotes)
	out := &block.Tree{Away: c.away}
	sections := c.sections(old.Blocks, new.Blocks)
	for _, s := range sections {
		out.Blocks = append(out.Blocks, s.blocks...)
	}
	c.mergeNotes(oldNotes, newNotes, notes)
	for _, n := range newNotes {
		out.Notes = append(out.Notes, c.notes[n])
	}
	for i, n := range oldNotes {
		if notes.mate[i] < 0 {
			out.Notes = append(out.Notes, c.notes[n])
		}
	}
	numberNotes(out)
	return out, c.summary(sections, out.Notes)
}

// notesOf returns the notes of a tree, those too that it only refers to.
func notesOf(t *block.Tree) []*block.Note {
	out := append([]*block.Note(nil), t.Notes...)
	known := map[*block.Note]bool{nil: true}
	for _, n := range out {
		known[n] = true
	}
	find := func(blocks []block.Block) {
		eachRef(blocks, func(r *block.NoteRef) {
			if !known[r.Note] {
				known[r.Note] = true
				out = append(out, r.Note)
			}
		})
	}
	find(t.Blocks)
	for i := 0; i < len(out); i++ {
		find(out[i].Blocks)
	}
	return out
}

// eachRef calls f for every footnote's sign in blocks, in reading order.
func eachRef(blocks []block.Block, f func(*block.NoteRef)) {
	block.Walk(blocks, func(b block.Block) bool {
		block.Lines(b, func(spans []block.Span) {
			block.WalkSpans(spans, func(s block.Span) bool {
				if r, ok := s.(*block.NoteRef); ok {
					f(r)
				}
				return true
			})
		})
		return true
	})
}

// pairNotes finds out which footnotes are the same, and names them for the comparing of lines.
func (c *comparer) pairNotes(old, new []*block.Note) *alignment {
	a := c.align(c.noteUnits(old), c.noteUnits(new), true)
	if c.opt.NoMoves {
		// Footnotes stand where they are referred to, so their order is nothing.
		c.opt.NoMoves = false
		a = c.align(c.noteUnits(old), c.noteUnits(new), true)
		c.opt.NoMoves = true
	}
	for j, n := range new {
		c.names[n] = "n" + strconv.Itoa(j)
		c.notes[n] = &block.Note{At: n.At, ID: n.ID}
	}
	used := map[string]bool{}
	for _, n := range new {
		used[n.ID] = true
	}
	for i, n := range old {
		if j := a.mate[i]; j >= 0 {
			c.names[n] = c.names[new[j]]
			c.notes[n] = c.notes[new[j]]
			continue
		}
		id := n.ID
		for k := 2; used[id]; k++ {
			id = n.ID + "-" + strconv.Itoa(k)
		}
		used[id] = true
		c.names[n] = "o" + strconv.Itoa(i)
		c.notes[n] = &block.Note{At: n.At, ID: id}
	}
	return a
}

func (c *comparer) noteUnits(notes []*block.Note) []*unit {
	out := make([]*unit, len(notes))
	for i, n := range notes {
		out[i] = c.newUnit(noteKind, func(r *reader) { r.blocks(n.Blocks) })
		if n.ID != "" {
			out[i].name = hashString(fnvStart, n.ID) | 1
		}
	}
	return out
}

func (c *comparer) mergeNotes(old, new []*block.Note, a *alignment) {
	for j, n := range new {
		out := c.notes[n]
		if a.came[j] < 0 {
			out.Change, out.Blocks = block.Inserted, c.copyBlocks(n.Blocks)
			continue
		}
		out.Blocks = c.blocks(old[a.came[j]].Blocks, n.Blocks, 0)
		out.Change = within(out.Blocks)
	}
	for i, n := range old {
		if a.mate[i] < 0 {
			out := c.notes[n]
			out.Change, out.Blocks = block.Deleted, c.copyBlocks(n.Blocks)
		}
	}
}

// numberNotes puts the notes of a tree in the order in which the text first refers to them, notes
// within notes after those of the text, and counts references.
func numberNotes(t *block.Tree) {
	seen := map[*block.Note]bool{nil: true}
	for _, n := range t.Notes {
		n.References = 0
	}
	var order []*block.Note
	count := func(r *block.NoteRef) {
		if r.Note == nil {
			return
		}
		if !seen[r.Note] {
			seen[r.Note] = true
			r.Note.References = 0
			order = append(order, r.Note)
		}
		r.Note.References++
		r.Index = r.Note.References
	}
	eachRef(t.Blocks, count)
	for i := 0; i < len(order); i++ {
		eachRef(order[i].Blocks, count)
	}
	for _, n := range t.Notes {
		if !seen[n] {
			order = append(order, n)
		}
	}
	t.Notes = order
	for i, n := range t.Notes {
		n.Number = i + 1
	}
}
