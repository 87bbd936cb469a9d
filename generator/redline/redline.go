// Package redline compares two versions of a text, given as block trees, and returns one tree that
// contains both: parts are marked as inserted, deleted, changed or moved. Web page and print render that
// tree like any other. It also summarises which sections have changed. It knows nothing of HTML, PDF or
// governing documents.
//
// # Guarantees
//
// Accepting all changes gives the new text exactly. Rejecting them gives the old text, except for the
// kinds of spaces and the IDs of footnotes. Words, numbers, dates and references to a § are kept,
// inserted or deleted as a whole. The aim is a result that is easy to read, not the shortest one: a
// sentence of which little is left is replaced as a whole.
//
// # Marks
//
// Inserted and Deleted apply to everything inside a block; Changed means that there are changes inside.
// A Moved block is in its new place and may contain changes; its old place has a Deleted copy. A deleted
// heading has no ID if the new text has the same one. A paragraph with a [block.ParagraphMark] is several
// paragraphs in one of the versions. An Inserted or Deleted cell belongs to a column that is. The field
// Was of a block has former settings that no reader sees as a change.
//
// # Algorithm
//
// It is a top-down tree diff: members of two ordered lists are matched, and matched pairs are compared in
// turn, from sections down to words.
//
//  1. Sections are matched by equal content, then by ID or former ID, heading, similarity, matched
//     subsections and position. Pairs outside the heaviest increasing subsequence (LIS, weighted by
//     number of words) have moved. (section.go, pair.go)
//  2. Blocks, items, definitions, rows, columns and footnotes are matched in three steps. The common
//     prefix and suffix match. Members that are unique in both lists are anchors, as in patience diff;
//     the heaviest increasing subsequence of them is kept (a Fenwick tree of prefix maxima, O(n log n)).
//     Between anchors, global alignment by dynamic programming (Needleman–Wunsch with free gaps)
//     maximises total similarity. Members that remain are matched out of order, as moves, greedily by
//     decreasing similarity and not by an optimal assignment, whose cost is cubic. (align.go)
//  3. Similarity is the Sørensen–Dice coefficient of the multisets of content words, without stop words,
//     each word as its FNV-1a hash. For long texts it is estimated from a bottom-k MinHash sketch.
//     (unit.go)
//  4. A pair of paragraphs, headings, captions or cells is compared word by word. The spans of a line
//     become a tree and a sequence of tokens. Sequences are aligned with affine gap costs (Gotoh), so
//     that few long changes are preferred to many short ones; lines too long for that are divided at
//     anchors first. (words.go, line.go, diff.go)
//  5. Two clean-up steps make the alignment readable, as in diff-match-patch: changes are shifted to the
//     boundaries of sentences and clauses, and sentences with little in common are replaced as a whole.
//     (diff.go: slide, wholeSentences)
//  6. Paragraphs that were split or joined are found by extending a matched pair with unmatched
//     neighbours, as long as that marks fewer words. (run.go)
//
// # Thresholds
//
// Weights and thresholds were set by hand, by reading marked-up comparisons of the texts in testdata; they
// were not fitted to data. This is how many of the expected results there change with each number:
//
//	gapOpen 7                  one at 5, none at 6, one at 8
//	minKept 0.22, 1 fragment   none from 0.10 to 0.34
//	minKept 0.36, 2 fragments  one at 0.30, none at 0.42, one at 0.48
//	minKept 0.42, 3 fragments  one at 0.36, one at 0.48
//	maxOverlap 0.62            none from 0.50 to 0.80
//	replacements 0.55, 0.66    none within 0.10 of each
//	minSimilarity 0.32         one at 0.27, one at 0.37, five at 0.42
//	minMoved 0.7               none at 0.6, one at 0.8
//	similar sections 0.5       none from 0.4 to 0.6
//	minPart 0.6                one at 0.5, none at 0.7
//
// Where none changes, the number is a matter of judgement that no test decides.
//
// # Limits
//
// Time and memory are proportional to the length of the texts, times the constants below. Beyond them the
// result is still correct, only coarser.
//
// Sources: O. Gotoh, "An improved algorithm for matching biological sequences" (1982); A. Broder, "On the
// resemblance and containment of documents" (1997); E. Cohen and H. Kaplan, "Summarizing data using
// bottom-k sketches" (2007); N. Fraser, "Diff strategies" (2006).
package redline

import (
	"strconv"

	"styrdok/generator/block"
)

const (
	maxCells      = 1 << 20  // cells of one alignment of words
	totalCells    = 60 << 20 // of all alignments of words in a comparison, half a second's work
	maxPairs      = 20_000   // pairs of blocks compared between two anchors
	totalPairs    = 1 << 20  // of blocks in a comparison
	maxAnchoring  = 4        // levels of recursion at the anchors of a long line
	maxSlide      = 60       // words by which a change is shifted at the most
	maxDepth      = 32       // nested blocks; more than markdown allows
	maxSpanDepth  = 32       // nested spans
	minMovedWords = 4        // for a move within a list or a table
	minMovedBlock = 6        // for a move from one section to another
)

// Options control a comparison.
type Options struct {
	NoMoves bool // show moves as deletions and insertions

	// Brief is for readers. What has moved to another section is shown in full only where it is now: its former place has
	// its heading or its first words. Words that are only spelled in another way count as the same, with the former spelling
	// in [block.Text.Was]. The old text can then not be restored from the result.
	Brief bool
}

type comparer struct {
	opt          Options
	cells, pairs int // remaining budgets
	texts        map[string]*textWords
	keys         map[string]int32 // numbers of tokens' keys
	all, some    []uint64         // scratch space of newUnit
	names        map[*block.Note]string
	notes        map[*block.Note]*block.Note // merged notes by those of either text
	moved        map[block.Block]block.Block // a block of the new text, merged with the one that has moved there
	gone         map[block.Block]bool        // blocks of the old text that have moved to another section
	elsewhere    map[any]block.SectionName   // see block.Tree; of blocks of either text, and of their copies
	newIDs       map[string]bool             // of headings in the new text
	away         map[any]bool                // see block.Tree
}

// Compare returns one tree that contains both texts, and a summary of the changes. The arguments are not
// modified and share nothing with the result.
func Compare(old, new *block.Tree, opt Options) (*block.Tree, Summary) {
	c := &comparer{
		opt: opt, cells: totalCells, pairs: totalPairs,
		texts: map[string]*textWords{}, keys: map[string]int32{},
		names: map[*block.Note]string{},
		notes: map[*block.Note]*block.Note{},
		moved: map[block.Block]block.Block{}, gone: map[block.Block]bool{}, elsewhere: map[any]block.SectionName{},
		away: map[any]bool{}, newIDs: map[string]bool{},
	}
	for _, h := range new.Headings() {
		c.newIDs[h.ID] = h.ID != ""
	}
	oldNotes, newNotes := notesOf(old), notesOf(new)
	notes := c.pairNotes(oldNotes, newNotes)
	out := &block.Tree{Away: c.away, Elsewhere: c.elsewhere}
	sections := c.sections(old.Blocks, new.Blocks)
	for _, s := range sections {
		out.Blocks = append(out.Blocks, s.blocks...)
	}
	c.mergeNotes(oldNotes, newNotes, notes)
	for _, n := range newNotes {
		out.Notes = append(out.Notes, c.notes[n])
	}
	for i, n := range oldNotes {
		if notes.toNew[i] < 0 {
			out.Notes = append(out.Notes, c.notes[n])
		}
	}
	numberNotes(out)
	s := c.summary(sections, out.Notes)
	s.Spelling = respellings(out)
	return out, s
}

// notesOf returns the notes of a tree, including those that are referred to but not listed.
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

// eachRef calls f for every footnote reference in blocks, in reading order.
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

// pairNotes matches the footnotes, and names them for the comparison of lines.
func (c *comparer) pairNotes(old, new []*block.Note) *alignment {
	a := c.align(c.noteUnits(old), c.noteUnits(new), true)
	if c.opt.NoMoves {
		// The order of footnotes follows their references, so it is not a move.
		c.opt.NoMoves = false
		a = c.align(c.noteUnits(old), c.noteUnits(new), true)
		c.opt.NoMoves = true
	}
	used := map[string]bool{}
	for j, n := range new {
		c.names[n] = "n" + strconv.Itoa(j)
		c.notes[n] = &block.Note{At: n.At, ID: n.ID}
		used[n.ID] = true
	}
	for i, n := range old {
		if j := a.toNew[i]; j >= 0 {
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
	out := unitsOf(c, noteKind, notes, func(r *digester, n *block.Note) { r.blocks(n.Blocks) })
	for i, n := range notes {
		if n.ID != "" {
			out[i].name = hashString(fnvStart, n.ID) | 1
		}
	}
	return out
}

func (c *comparer) mergeNotes(old, new []*block.Note, a *alignment) {
	for j, n := range new {
		out := c.notes[n]
		if a.toOld[j] < 0 {
			out.Change, out.Blocks = block.Inserted, c.copyBlocks(n.Blocks)
			continue
		}
		out.Blocks = c.blocks(old[a.toOld[j]].Blocks, n.Blocks, 0)
		out.Change = within(out.Blocks)
	}
	for i, n := range old {
		if a.toNew[i] < 0 {
			out := c.notes[n]
			out.Change, out.Blocks = block.Deleted, c.copyBlocks(n.Blocks)
		}
	}
}

// numberNotes sorts the notes of a tree by their first reference in the text, followed by those that
// only notes refer to, and counts the references.
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
