package redline

import (
	"slices"

	"styrdok/generator/block"
)

// section is a heading of any level and the blocks up to the next heading. The blocks before the first
// heading are a section without heading.
type section struct {
	heading *block.Heading
	body    []block.Block
	units   []*unit // of the body
	unit    *unit
	name    uint64 // hash of the heading's text
}

func (c *comparer) split(blocks []block.Block) []*section {
	out := []*section{{}}
	for _, b := range blocks {
		if h, ok := b.(*block.Heading); ok {
			out = append(out, &section{heading: h})
			continue
		}
		last := out[len(out)-1]
		last.body = append(last.body, b)
	}
	for _, s := range out {
		s.units = c.blockUnits(s.body)
		s.unit = c.newUnit(sectionKind, func(r *digester) {
			if s.heading != nil {
				r.spans(s.heading.Spans)
				s.name = nameOf(s.heading.Spans)
			}
			r.blocks(s.body)
		})
	}
	return out
}

// combined is a section of the merged text.
type combined struct {
	old, new *section // nil if it was inserted or deleted
	moved    bool
	away     bool // the former place of a section that has moved
	blocks   []block.Block
}

// sections matches the sections of two texts and merges them.
func (c *comparer) sections(oldBlocks, newBlocks []block.Block) []combined {
	old, new := c.split(oldBlocks), c.split(newBlocks)
	a := c.pairSections(old, new)
	bodies := make([]*alignment, len(old))
	for i := range old {
		if j := a.toNew[i]; j >= 0 {
			bodies[i] = c.align(old[i].units, new[j].units, false)
			c.findParagraphRuns(bodies[i], old[i].units, new[j].units, old[i].body, new[j].body)
		}
	}
	c.findMovedBlocks(old, new, a, bodies)
	var out []combined
	for _, s := range inChapters(a.steps(), old, new) {
		var part combined
		switch {
		case s.new < 0:
			part = combined{old: old[s.old], away: s.moved}
			part.blocks = c.deletedSection(old[s.old])
			if s.moved {
				part.blocks = c.leave(part.blocks, old[s.old], new[a.toNew[s.old]])
			}
		case s.old < 0:
			part = combined{new: new[s.new]}
			if h := new[s.new].heading; h != nil {
				part.blocks = append(part.blocks, c.copyBlock(h, block.Inserted))
			}
			for _, b := range new[s.new].body {
				part.blocks = append(part.blocks, c.insertedBlocks(b)...)
			}
		default:
			part = combined{old: old[s.old], new: new[s.new], moved: s.moved}
			part.blocks = c.mergeSection(part.old, part.new, bodies[s.old], s.moved)
		}
		if c.opt.Brief && !part.away {
			c.shorten(part.blocks)
		}
		out = append(out, part)
	}
	return out
}

// inChapters reorders steps so that an inserted subsection follows its own chapter and not a deleted one:
// where sections of several levels are deleted and inserted in the same place, those that belong to the
// preceding chapter come first.
func inChapters(steps []step, old, new []*section) []step {
	level := func(s step) int {
		if s.new >= 0 {
			return new[s.new].heading.Level
		}
		return old[s.old].heading.Level
	}
	for start := 0; start < len(steps); start++ {
		inserted := start
		for inserted < len(steps) && steps[inserted].new < 0 {
			inserted++
		}
		end := inserted
		for end < len(steps) && steps[end].new >= 0 && (steps[end].old < 0 || steps[end].moved) {
			end++
		}
		if inserted == start || end == inserted {
			start = max(start, end)
			continue
		}
		top := level(steps[start])
		for _, s := range steps[start:end] {
			top = min(top, level(s))
		}
		g, c := start, inserted
		for g < inserted && level(steps[g]) > top {
			g++
		}
		for c < end && level(steps[c]) > top {
			c++
		}
		slices.Reverse(steps[g:inserted])
		slices.Reverse(steps[inserted:c])
		slices.Reverse(steps[g:c])
		start = end
	}
	return steps
}

func (c *comparer) deletedSection(s *section) []block.Block {
	var out []block.Block
	if s.heading != nil {
		out = append(out, c.copyBlock(s.heading, block.Deleted))
	}
	for _, b := range s.body {
		out = append(out, c.deletedBlock(b))
	}
	return out
}

// leave marks the blocks of a section in its former place as being elsewhere. In brief only the heading is shown, and what
// has moved to a third place.
func (c *comparer) leave(blocks []block.Block, old, new *section) []block.Block {
	for _, b := range blocks {
		if !c.away[b] {
			c.placeElsewhere(b, new, old)
		}
		c.away[b] = true
	}
	if c.opt.Brief && old.heading != nil {
		return blocks[:1]
	}
	return blocks
}

// placeElsewhere notes of a part that the other version has it in another section than this one. It notes nothing if the
// name of that section tells a reader no more than the name of this one.
func (c *comparer) placeElsewhere(part any, other, this *section) {
	if other.heading == nil {
		return
	}
	name := nameOfSection(other)
	if name.Number == "" && this.heading != nil && name == nameOfSection(this) {
		return
	}
	c.elsewhere[part] = name
}

// copyElsewhere notes of a part what placeElsewhere has noted of another.
func (c *comparer) copyElsewhere(to, from any) {
	if name, ok := c.elsewhere[from]; ok {
		c.elsewhere[to] = name
	}
}

func nameOfSection(s *section) block.SectionName {
	return block.SectionName{Number: s.heading.Number, Title: block.Plain(s.heading.Spans)}
}

// shorten replaces blocks that are elsewhere with their first words.
func (c *comparer) shorten(blocks []block.Block) {
	for i, b := range blocks {
		if !c.away[b] {
			continue
		}
		short := stub(b)
		c.away[short] = true
		c.copyElsewhere(short, b)
		blocks[i] = short
	}
}

func (c *comparer) mergeSection(old, new *section, body *alignment, moved bool) []block.Block {
	var out []block.Block
	if new.heading != nil {
		out = c.heading(old.heading, new.heading, moved)
	}
	out = append(out, c.aligned(body, old.body, new.body, 0)...)
	if moved {
		out = c.asMoved(out)
		for _, b := range out {
			if block.ChangeOf(b) == block.Moved {
				c.placeElsewhere(b, old, new)
			}
		}
	}
	return out
}

// deletedBlock returns a block that is not here any longer.
func (c *comparer) deletedBlock(b block.Block) block.Block {
	out := c.copyBlock(b, block.Deleted)
	if c.gone[b] {
		c.away[out] = true
		c.copyElsewhere(out, b)
	}
	return out
}

// insertedBlocks returns a block that is new here, merged with its former self if it has moved.
func (c *comparer) insertedBlocks(b block.Block) []block.Block {
	if merged := c.moved[b]; merged != nil {
		c.copyElsewhere(merged, b)
		return c.asMoved([]block.Block{merged})
	}
	return []block.Block{c.copyBlock(b, block.Inserted)}
}

// asMoved marks blocks as moved. A deletion among them is kept where a line can show it; it is also
// deleted with the rest in the old place, unless that is shortened.
func (c *comparer) asMoved(blocks []block.Block) []block.Block {
	out := blocks[:0]
	for _, b := range blocks {
		switch block.ChangeOf(b) {
		case block.Inserted:
			out = append(out, b)
			continue
		case block.Deleted:
			switch b := b.(type) {
			case *block.Paragraph:
				if len(b.Spans) == 0 {
					continue
				}
				b.Spans = []block.Span{changeSpan(block.Deleted, b.Spans)}
			case *block.List:
				if len(b.Items) == 0 {
					continue
				}
				for _, it := range b.Items {
					it.Change = block.Deleted
				}
			default:
				if c.opt.Brief {
					out = append(out, b)
				}
				continue
			}
		}
		block.SetChange(b, block.Moved)
		out = append(out, b)
	}
	return out
}

// pairSections matches sections: by equal content, by ID, by heading, by similarity, by their
// subsections and by position, in this order.
func (c *comparer) pairSections(old, new []*section) *alignment {
	a := newAlignment(len(old), len(new))
	a.link(0, 0)
	us, vs := make([]*unit, len(old)), make([]*unit, len(new))
	for i, s := range old {
		us[i] = s.unit
	}
	for j, s := range new {
		vs[j] = s.unit
	}
	for _, p := range equals(us, vs, true) {
		if a.free(p.old, p.new) && us[p.old].words > 2 {
			a.link(p.old, p.new)
		}
	}
	pairByID(a, old, new)
	pairByName(a, old, new)
	pairSimilar(a, us, vs)
	pairByParts(a, old, new)
	c.pairBetween(a, old, new)
	pairByParts(a, old, new)

	var pairs []pair
	for i := range old {
		if j := a.toNew[i]; j >= 0 {
			a.moved[i] = true
			pairs = append(pairs, pair{i, j, us[i].words + vs[j].words})
		}
	}
	for _, p := range heaviestIncreasing(pairs) {
		a.moved[p.old] = false
	}
	if c.opt.NoMoves {
		for i := range old {
			if a.moved[i] {
				a.unlink(i)
			}
		}
	}
	return a
}

// findMovedBlocks matches blocks deleted from one section with those inserted in another.
func (c *comparer) findMovedBlocks(old, new []*section, a *alignment, bodies []*alignment) {
	if c.opt.NoMoves {
		return
	}
	var deleted, inserted []block.Block
	var from, to []*section
	var us, vs []*unit
	for i, s := range old {
		for k, b := range s.body {
			if (bodies[i] == nil || bodies[i].toNew[k] < 0 && bodies[i].oldRuns[k] == nil) && s.units[k].words >= minMovedBlock {
				deleted, from, us = append(deleted, b), append(from, s), append(us, s.units[k])
			}
		}
	}
	for j, s := range new {
		var body *alignment
		if i := a.toOld[j]; i >= 0 {
			body = bodies[i]
		}
		for k, b := range s.body {
			if (body == nil || body.toOld[k] < 0 && body.newRuns[k] == nil) && s.units[k].words >= minMovedBlock {
				inserted, to, vs = append(inserted, b), append(to, s), append(vs, s.units[k])
			}
		}
	}
	found := newAlignment(len(deleted), len(inserted))
	c.findMoves(found, us, vs)
	for x, y := range found.toNew {
		if y < 0 {
			continue
		}
		if merged := c.merge(deleted[x], inserted[y], 0); len(merged) == 1 {
			c.gone[deleted[x]], c.moved[inserted[y]] = true, merged[0]
			c.placeElsewhere(deleted[x], to[y], from[x])
			c.placeElsewhere(inserted[y], from[x], to[y])
		}
	}
}
