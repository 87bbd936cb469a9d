package redline

import (
	"fmt"
	"slices"

	"styrdok/generator/block"
)

// blocks compares the blocks inside two matched blocks.
func (c *comparer) blocks(old, new []block.Block, depth int) []block.Block {
	if depth > maxDepth {
		var out []block.Block
		for _, b := range old {
			out = append(out, c.copyBlock(b, block.Deleted))
		}
		for _, b := range new {
			out = append(out, c.copyBlock(b, block.Inserted))
		}
		return out
	}
	us, vs := c.blockUnits(old), c.blockUnits(new)
	a := c.align(us, vs, false)
	c.findParagraphRuns(a, us, vs, old, new)
	return c.aligned(a, old, new, depth)
}

// aligned merges two aligned lists of blocks.
func (c *comparer) aligned(a *alignment, old, new []block.Block, depth int) []block.Block {
	var out []block.Block
	for _, s := range a.steps() {
		if r := a.runOf(s); r != nil {
			if s.old >= 0 && s.new >= 0 {
				out = append(out, r.paragraph(new[s.new]))
			}
			continue
		}
		switch {
		case s.new < 0:
			out = append(out, c.deletedBlock(old[s.old]))
		case s.old < 0:
			out = append(out, c.insertedBlocks(new[s.new])...)
		default:
			out = append(out, c.merge(old[s.old], new[s.new], depth)...)
		}
	}
	return out
}

// merge merges two blocks of the same kind into one. If nothing of the first is kept, it returns both.
func (c *comparer) merge(old, new block.Block, depth int) []block.Block {
	var out block.Block
	switch o := old.(type) {
	case *block.Heading:
		return c.heading(o, new.(*block.Heading), false)
	case *block.Paragraph:
		spans, v := c.line(o.Spans, new.(*block.Paragraph).Spans)
		if v == replaced {
			break
		}
		out = &block.Paragraph{At: new.(*block.Paragraph).At, Spans: spans, Change: v.change()}
	case *block.List:
		out = c.list(o, new.(*block.List), depth)
	case *block.Definitions:
		out = c.definitions(o, new.(*block.Definitions), depth)
	case *block.Table:
		out = c.table(o, new.(*block.Table))
	case *block.Quote:
		n := new.(*block.Quote)
		if inside := c.blocks(o.Blocks, n.Blocks, depth+1); !allReplaced(inside) {
			out = &block.Quote{At: n.At, Blocks: inside, Change: within(inside)}
		}
	case *block.Foreign:
		n := new.(*block.Foreign)
		if inside := c.blocks(o.Blocks, n.Blocks, depth+1); o.Lang == n.Lang && !allReplaced(inside) {
			out = &block.Foreign{At: n.At, Lang: n.Lang, Blocks: inside, Change: within(inside)}
		}
	case *block.Code:
		if n := new.(*block.Code); o.Text == n.Text && o.Language == n.Language {
			out = c.copyBlock(n, block.Unchanged)
		}
	case *block.Figure:
		n := new.(*block.Figure)
		if sameImage(o.Image, n.Image) {
			f := c.copyBlock(n, block.Unchanged).(*block.Figure)
			var v verdict
			f.Caption, v = c.line(o.Caption, n.Caption)
			f.Change = v.change()
			out = f
		}
	case *block.Masked:
		if n := new.(*block.Masked); o.Law == n.Law {
			out = c.copyBlock(n, block.Unchanged)
		}
	case *block.Rule, *block.PageBreak:
		out = c.copyBlock(new, block.Unchanged)
	default:
		panic(fmt.Sprintf("redline: unknown block %T", old))
	}
	if out == nil {
		return []block.Block{c.copyBlock(old, block.Deleted), c.copyBlock(new, block.Inserted)}
	}
	return []block.Block{out}
}

// changedIf is the change of a part that has changed inside or is the same.
func changedIf(changed bool) block.Change {
	if changed {
		return block.Changed
	}
	return block.Unchanged
}

func (v verdict) change() block.Change { return changedIf(v != same) }

// within returns Changed if any of the blocks has changed.
func within(blocks []block.Block) block.Change {
	return changedIf(slices.ContainsFunc(blocks, func(b block.Block) bool { return block.ChangeOf(b) != block.Unchanged }))
}

// allReplaced reports whether blocks were deleted and inserted, and none kept.
func allReplaced(blocks []block.Block) bool {
	deleted, inserted := false, false
	for _, b := range blocks {
		switch block.ChangeOf(b) {
		case block.Deleted:
			deleted = true
		case block.Inserted:
			inserted = true
		default:
			return false
		}
	}
	return deleted && inserted
}

// heading merges two headings. A heading that has changed level is deleted and inserted, since every
// level looks different.
func (c *comparer) heading(old, new *block.Heading, moved bool) []block.Block {
	if old.Level != new.Level && !moved {
		return []block.Block{c.copyBlock(old, block.Deleted), c.copyBlock(new, block.Inserted)}
	}
	spans, v := c.line(old.Spans, new.Spans)
	h := c.copyBlock(new, v.change()).(*block.Heading)
	h.Spans = spans
	if old.ID != new.ID || old.Number != new.Number || !slices.Equal(old.Aliases, new.Aliases) {
		h.Was = &block.Heading{At: old.At, Level: old.Level, ID: old.ID, Aliases: append([]string(nil), old.Aliases...), Number: old.Number}
	}
	return []block.Block{h}
}

// list merges two lists, or returns nil if they have no items in common. A list that has become ordered
// or unordered is the same if at least half of its items are.
func (c *comparer) list(old, new *block.List, depth int) block.Block {
	us, vs := unitsOf(c, itemKind, old.Items, (*digester).item), unitsOf(c, itemKind, new.Items, (*digester).item)
	a := c.align(us, vs, true)
	out := &block.List{At: new.At, Numbering: new.Numbering, Delimiter: new.Delimiter, Tight: new.Tight}
	otherwise := old.Numbering != new.Numbering || old.Delimiter != new.Delimiter
	if otherwise || old.Tight != new.Tight {
		out.Was = &block.List{At: old.At, Numbering: old.Numbering, Delimiter: old.Delimiter, Tight: old.Tight}
	}
	kept := 0
	c.findItemRuns(a, us, vs, old.Items, new.Items)
	for _, s := range a.steps() {
		if r := a.runOf(s); r != nil {
			if s.old >= 0 && s.new >= 0 {
				n := new.Items[s.new]
				p := r.paragraph(n.Blocks[0])
				out.Items = append(out.Items, &block.Item{
					At: n.At, Number: new.Items[r.new].Number, Blocks: []block.Block{p}, Change: block.Changed, Was: renumbered(old.Items[r.old], new.Items[r.new]),
				})
				kept++
			}
			continue
		}
		switch {
		case s.new < 0:
			it := c.copyItem(old.Items[s.old], block.Deleted)
			if s.moved {
				c.away[it] = true
			}
			out.Items = append(out.Items, it)
		case s.old < 0:
			out.Items = append(out.Items, c.copyItem(new.Items[s.new], block.Inserted))
		default:
			items := c.item(old.Items[s.old], new.Items[s.new], s.moved, depth)
			if len(items) == 1 {
				kept++
			}
			out.Items = append(out.Items, items...)
		}
	}
	if kept == 0 && len(old.Items) > 0 && len(new.Items) > 0 {
		return nil
	}
	if otherwise {
		if 2*kept < max(len(old.Items), len(new.Items)) {
			return nil
		}
		out.Change = block.Changed
	}
	for i, it := range out.Items {
		if it.Change == block.Unchanged && out.WasLabel(i) != "" {
			it.Change = block.Changed
		}
		if it.Change != block.Unchanged {
			out.Change = block.Changed
		}
	}
	return out
}

// renumbered returns the earlier item for Was, nil if its number has not changed.
func renumbered(old, new *block.Item) *block.Item {
	if old.Number == new.Number {
		return nil
	}
	return &block.Item{At: old.At, Number: old.Number}
}

func (c *comparer) item(old, new *block.Item, moved bool, depth int) []*block.Item {
	inside := c.blocks(old.Blocks, new.Blocks, depth+1)
	if allReplaced(inside) || old.Task != new.Task {
		if moved {
			return []*block.Item{c.copyItem(new, block.Inserted)}
		}
		return []*block.Item{c.copyItem(old, block.Deleted), c.copyItem(new, block.Inserted)}
	}
	out := &block.Item{At: new.At, Number: new.Number, Task: new.Task, Blocks: inside, Change: within(inside), Was: renumbered(old, new)}
	if moved {
		out.Change = block.Moved
	}
	return []*block.Item{out}
}

func (c *comparer) definitions(old, new *block.Definitions, depth int) block.Block {
	us, vs := c.definitionUnits(old.Items), c.definitionUnits(new.Items)
	out := &block.Definitions{At: new.At}
	kept := false
	for _, s := range c.align(us, vs, true).steps() {
		switch {
		case s.new < 0:
			d := c.copyDefinition(old.Items[s.old], block.Deleted)
			if s.moved {
				c.away[d] = true
			}
			out.Items = append(out.Items, d)
		case s.old < 0:
			out.Items = append(out.Items, c.copyDefinition(new.Items[s.new], block.Inserted))
		default:
			o, n := old.Items[s.old], new.Items[s.new]
			d := c.definition(o, n, us[s.old].hash == vs[s.new].hash, depth)
			switch {
			case d == nil && !s.moved:
				out.Items = append(out.Items, c.copyDefinition(o, block.Deleted), c.copyDefinition(n, block.Inserted))
			case d == nil:
				out.Items = append(out.Items, c.copyDefinition(n, block.Inserted))
			default:
				if s.moved {
					d.Change = block.Moved
				}
				kept = true
				out.Items = append(out.Items, d)
			}
		}
	}
	if !kept && len(old.Items) > 0 && len(new.Items) > 0 {
		return nil
	}
	out.Change = changedIf(slices.ContainsFunc(out.Items, func(d *block.Definition) bool { return d.Change != block.Unchanged }))
	return out
}

func (c *comparer) definitionUnits(items []*block.Definition) []*unit {
	out := unitsOf(c, definitionKind, items, (*digester).definition)
	for i, d := range items {
		if len(d.Terms) > 0 {
			out[i].name = nameOf(d.Terms[0].Spans)
		}
	}
	return out
}

// definition merges two definitions, or returns nil if they cannot be merged.
func (c *comparer) definition(old, new *block.Definition, equal bool, depth int) *block.Definition {
	if blankMeaning(old) || blankMeaning(new) {
		// A meaning without blocks would be indistinguishable from one whose blocks were deleted.
		if equal {
			return c.copyDefinition(new, block.Unchanged)
		}
		return nil
	}
	out := &block.Definition{At: new.At}
	if len(old.Terms) == len(new.Terms) {
		for i, t := range new.Terms {
			spans, v := c.line(old.Terms[i].Spans, t.Spans)
			out.Terms = append(out.Terms, &block.Paragraph{At: t.At, Spans: spans, Change: v.change()})
		}
	} else {
		before, after := paragraphs(old.Terms), paragraphs(new.Terms)
		a := c.align(c.blockUnits(before), c.blockUnits(after), false)
		for _, b := range c.aligned(a, before, after, depth+1) {
			out.Terms = append(out.Terms, b.(*block.Paragraph))
		}
	}
	out.Change = changedIf(slices.ContainsFunc(out.Terms, func(t *block.Paragraph) bool { return t.Change != block.Unchanged }))
	a := newAlignment(len(old.Blocks), len(new.Blocks))
	if len(old.Blocks) == len(new.Blocks) {
		for i := range old.Blocks {
			a.link(i, i)
		}
	} else {
		us, vs := unitsOf(c, meaningKind, old.Blocks, (*digester).blocks), unitsOf(c, meaningKind, new.Blocks, (*digester).blocks)
		a = c.align(us, vs, false)
	}
	for _, s := range a.steps() {
		var before, after []block.Block
		if s.old >= 0 {
			before = old.Blocks[s.old]
		}
		if s.new >= 0 {
			after = new.Blocks[s.new]
		}
		m := c.blocks(before, after, depth+1)
		if within(m) != block.Unchanged {
			out.Change = block.Changed
		}
		out.Blocks = append(out.Blocks, m)
	}
	return out
}

func paragraphs(list []*block.Paragraph) []block.Block {
	out := make([]block.Block, len(list))
	for i, p := range list {
		out[i] = p
	}
	return out
}

func blankMeaning(d *block.Definition) bool {
	return slices.ContainsFunc(d.Blocks, func(m []block.Block) bool { return len(m) == 0 })
}
