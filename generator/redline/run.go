package redline

import (
	"slices"

	"styrdok/generator/block"
)

// run is a group of adjacent paragraphs in one text that are a single paragraph in the other, which has
// been split or joined. List items with a single paragraph each can form a run too.
type run struct {
	spans    []block.Span // of the merged paragraph, with paragraph marks
	old, new int          // index of the first member in each list
}

// paragraph returns the merged paragraph, with the position of b.
func (r *run) paragraph(b block.Block) *block.Paragraph {
	return &block.Paragraph{At: block.At{Pos: b.Position()}, Spans: r.spans, Change: block.Changed}
}

// A paragraph joins a run if at least minPart of its words are found in the whole, beyond those that the
// rest of the run accounts for, and it has at least minPartWords.
const (
	minPart      = 0.6
	minPartWords = 3
)

// findRuns extends matched pairs with adjacent unmatched members that were split from or joined to them.
// line returns the spans of a member of the old or the new list, nil if it is not a single paragraph;
// number returns an item's number, and is nil unless the members are list items.
func (c *comparer) findRuns(a *alignment, old, new []*unit, line func(isNew bool, i int) []block.Span, number func(isNew bool, i int) int) {
	for i, j := range a.toNew {
		if j < 0 || a.moved[i] || line(false, i) == nil || line(true, j) == nil {
			continue
		}
		free := func(k int) bool { return a.toNew[k] < 0 && a.oldRuns[k] == nil && line(false, k) != nil }
		if from, to := extent(old, new[j], i, free); to > from+1 {
			if r := c.newRun(from, to, j, j+1, i, j, line, number); r != nil {
				a.addRun(r, from, to, j, j+1)
				continue
			}
		}
		free = func(k int) bool { return a.toOld[k] < 0 && a.newRuns[k] == nil && line(true, k) != nil }
		if from, to := extent(new, old[i], j, free); to > from+1 {
			if r := c.newRun(i, i+1, from, to, i, j, line, number); r != nil {
				a.addRun(r, i, i+1, from, to)
			}
		}
	}
}

func (a *alignment) addRun(r *run, i0, i1, j0, j1 int) {
	if a.oldRuns == nil {
		a.oldRuns, a.newRuns = map[int]*run{}, map[int]*run{}
	}
	for i := i0; i < i1; i++ {
		a.oldRuns[i] = r
	}
	for j := j0; j < j1; j++ {
		a.newRuns[j] = r
	}
}

// runOf returns the run that a step belongs to. The step with the matched pair stands for all of it.
func (a *alignment) runOf(s step) *run {
	if s.old >= 0 && a.oldRuns[s.old] != nil {
		return a.oldRuns[s.old]
	}
	if s.new >= 0 {
		return a.newRuns[s.new]
	}
	return nil
}

// extent returns the range around a member whose neighbours are parts of the same whole.
func extent(list []*unit, whole *unit, at int, free func(int) bool) (from, to int) {
	from, to = at, at+1
	all := multiset(slices.Clone(whole.content))
	found := slices.Clone(list[at].content) // words of the run so far
	part := func(k int) bool {
		if k < 0 || k >= len(list) || !free(k) || list[k].words < minPartWords {
			return false
		}
		longer := slices.Concat(found, list[k].content)
		more := intersection(multiset(slices.Clone(longer)), all, ^uint64(0)) - intersection(multiset(slices.Clone(found)), all, ^uint64(0))
		if float64(more) < minPart*float64(len(list[k].content)) {
			return false
		}
		found = longer
		return true
	}
	for part(to) {
		to++
	}
	for part(from - 1) {
		from--
	}
	return from, to
}

// newRun compares the members as one paragraph. It returns nil if that marks no fewer words as changed
// than comparing the pair i, j alone and deleting or inserting the rest.
func (c *comparer) newRun(i0, i1, j0, j1, i, j int, line func(bool, int) []block.Span, number func(bool, int) int) *run {
	spans, v := c.line(joined(i0, i1, false, line, number), joined(j0, j1, true, line, number))
	if v != altered {
		return nil
	}
	alone, _ := c.line(line(false, i), line(true, j))
	apart := c.changedWords(alone, block.Unchanged)
	for k := i0; k < i1; k++ {
		if k != i {
			apart += c.changedWords(line(false, k), block.Deleted)
		}
	}
	for k := j0; k < j1; k++ {
		if k != j {
			apart += c.changedWords(line(true, k), block.Inserted)
		}
	}
	if c.changedWords(spans, block.Unchanged) >= apart {
		return nil
	}
	return &run{spans, i0, j0}
}

func joined(from, to int, isNew bool, line func(bool, int) []block.Span, number func(bool, int) int) []block.Span {
	out := append([]block.Span(nil), line(isNew, from)...)
	if _, list := out[0].(*block.ParagraphMark); list {
		out = out[1:]
	}
	for k := from + 1; k < to; k++ {
		next := line(isNew, k)
		if _, list := next[0].(*block.ParagraphMark); list {
			out = append(out, next...)
			continue
		}
		mark := &block.ParagraphMark{At: block.At{Pos: next[0].Position()}, Item: number != nil}
		if mark.Item {
			mark.Number = number(isNew, k)
		}
		out = append(out, mark)
		out = append(out, next...)
	}
	return out
}

func (c *comparer) changedWords(spans []block.Span, around block.Change) int {
	w := wordCounter{c: c}
	w.line(spans, around)
	return w.inserted + w.deleted
}

// findParagraphRuns finds paragraphs that were split or joined. In brief it also finds lists that have become running text,
// or the other way round.
func (c *comparer) findParagraphRuns(a *alignment, us, vs []*unit, old, new []block.Block) {
	c.findRuns(a, us, vs, func(isNew bool, i int) []block.Span {
		b, other := old, a.toNew
		if isNew {
			b, other = new, a.toOld
		}
		switch b := b[i].(type) {
		case *block.Paragraph:
			return b.Spans
		case *block.List:
			if c.opt.Brief && other[i] < 0 {
				return itemLine(b)
			}
		}
		return nil
	}, nil)
}

// itemLine returns the items of a list as one line, with a mark before each. It is nil if they are more than a paragraph each.
func itemLine(l *block.List) []block.Span {
	var out []block.Span
	for _, it := range l.Items {
		if len(it.Blocks) != 1 || it.Task != block.NoTask {
			return nil
		}
		p, ok := it.Blocks[0].(*block.Paragraph)
		if !ok || len(p.Spans) == 0 {
			return nil
		}
		out = append(out, &block.ParagraphMark{At: it.At, Item: true, Number: it.Number})
		out = append(out, p.Spans...)
	}
	return out
}

// findItemRuns finds list items that were split or joined.
func (c *comparer) findItemRuns(a *alignment, us, vs []*unit, old, new []*block.Item) {
	item := func(isNew bool, i int) *block.Item {
		if isNew {
			return new[i]
		}
		return old[i]
	}
	c.findRuns(a, us, vs, func(isNew bool, i int) []block.Span {
		if it := item(isNew, i); it.Task == block.NoTask && len(it.Blocks) == 1 {
			if p, ok := it.Blocks[0].(*block.Paragraph); ok {
				return p.Spans
			}
		}
		return nil
	}, func(isNew bool, i int) int { return item(isNew, i).Number })
}
