package site

import (
	"slices"

	"styrdok/generator/block"
	"styrdok/generator/library"
)

// keepAnchors returns a text in which the anchors of earlier versions still lead somewhere: an
// anchor whose heading is gone becomes an alias of the nearest heading before it that is left, or
// of the first heading. The text itself is not changed; without lost anchors it is returned.
func keepAnchors(t *Text, earlier []*Text) *Text {
	if t == nil || t.Tree == nil {
		return t
	}
	// Only headings that stand by themselves are given aliases; one inside a quotation is
	// represented by the first of them.
	var first *block.Heading
	top := map[*block.Heading]bool{}
	for _, b := range t.Tree.Blocks {
		if h, ok := b.(*block.Heading); ok {
			top[h] = true
			if first == nil {
				first = h
			}
		}
	}
	if first == nil {
		return t
	}
	have := map[string]*block.Heading{}
	for _, h := range t.Tree.Headings() {
		kept := h
		if !top[h] {
			kept = first
		}
		for _, id := range append([]string{h.ID}, h.Aliases...) {
			have[id] = kept
		}
	}
	for _, p := range t.Tree.Paragraphs() {
		have[p.ID] = first
	}
	extra := map[*block.Heading][]string{}
	for _, old := range earlier {
		if old == nil || old.Tree == nil {
			continue
		}
		near := first
		for _, a := range anchors(old.Tree) {
			for _, id := range append([]string{a.ID}, a.Aliases...) {
				if kept := have[id]; kept != nil {
					near = kept
					continue
				}
				have[id] = near
				extra[near] = append(extra[near], id)
			}
		}
	}
	if len(extra) == 0 {
		return t
	}
	tree := &block.Tree{Brief: t.Tree.Brief, Blocks: slices.Clone(t.Tree.Blocks), Notes: t.Tree.Notes}
	for i, b := range tree.Blocks {
		if h, ok := b.(*block.Heading); ok && len(extra[h]) > 0 {
			c := *h
			c.Aliases = append(slices.Clone(h.Aliases), extra[h]...)
			tree.Blocks[i] = &c
		}
	}
	return &Text{File: t.File, Tree: tree, Masked: t.Masked}
}

// textOf returns the text of a version as the page at the document's address shows it.
func (p *unit) textOf(e *entry) *Text {
	t := p.texts[e.shown.File]
	if t == nil {
		return nil
	}
	var earlier []*Text
	for _, v := range slices.Backward(e.versions) {
		if v != e.shown && adopted(v) && before(v, e.shown) {
			earlier = append(earlier, p.texts[v.File])
		}
	}
	return keepAnchors(t, earlier)
}

// before reports whether a version was adopted before another, which may be undecided.
func before(v, w *library.Version) bool { return !adopted(w) || v.Adopted.Before(w.Adopted) }
