package site

import (
	"slices"

	"styrdok/generator/library"
)

// maxNodes keeps the tree of relations readable, and finite whatever the relations are.
const maxNodes = 200

// relations shows the documents above and below as a tree, and the rest as lists.
func (p *planner) relations(e *entry, pg *Page) *Relations {
	t := &treeMaker{planner: p, pg: pg, self: e, expanded: map[*entry]bool{}, above: map[*entry]bool{}}
	t.climb(e)
	r := &Relations{Label: p.text("site.relations.label")}
	if len(t.above) > 1 || len(t.below(e)) > 0 {
		for _, root := range t.roots {
			r.Tree = append(r.Tree, t.node(root, false))
		}
	}
	add := func(key string, items []Link) {
		if len(items) > 0 {
			r.Lists = append(r.Lists, RelationList{Key: key, Label: p.text("site.relations." + key), Items: items})
		}
	}
	add("based_on", append(p.textTies(e.doc.Implements), texts(e.shown.BasedOn)...))
	add("complements", p.tieLinks(pg, e.doc.Complements))
	add("complemented_by", p.tieLinks(pg, e.doc.ComplementedBy))
	add("replaces", p.tieLinks(pg, e.doc.Replaces))
	add("replaced_by", p.tieLinks(pg, e.doc.ReplacedBy))
	add("related", p.tieLinks(pg, e.doc.Related))
	if len(r.Tree)+len(r.Lists) == 0 {
		return nil
	}
	return r
}

func (p *planner) tieLinks(pg *Page, ties []library.Tie) []Link {
	var out []Link
	for _, t := range ties {
		if t.Document == nil {
			out = append(out, Link{Text: t.Text})
		} else if o := p.visible(t.Document); o != nil {
			out = append(out, p.documentLink(pg, o))
		}
	}
	return out
}

func (p *planner) textTies(ties []library.Tie) []Link {
	var out []Link
	for _, t := range ties {
		if t.Document == nil {
			out = append(out, Link{Text: t.Text})
		}
	}
	return out
}

func texts(words []string) []Link {
	var out []Link
	for _, w := range words {
		out = append(out, Link{Text: w})
	}
	return out
}

// treeMaker draws the tree around one document: everything above it, what lies beside it one
// level deep, and everything below it.
type treeMaker struct {
	*planner
	pg       *Page
	self     *entry
	roots    []*entry
	above    map[*entry]bool // self and its ancestors
	expanded map[*entry]bool
	nodes    int
}

// climb finds the documents above e that have none above themselves.
func (t *treeMaker) climb(e *entry) {
	if t.above[e] || len(t.above) > maxNodes {
		return
	}
	t.above[e] = true
	parents := 0
	for _, tie := range e.doc.Implements {
		if o := t.visible(tie.Document); o != nil {
			parents++
			t.climb(o)
		}
	}
	if parents == 0 && !slices.Contains(t.roots, e) {
		t.roots = append(t.roots, e)
	}
}

// below are the documents that implement e and hold, or are to hold, in Swedish order. Those on
// the way down to the page's own document are always there.
func (t *treeMaker) below(e *entry) []*entry {
	var out []*entry
	for _, tie := range e.doc.ImplementedBy {
		o := t.visible(tie.Document)
		if o == nil || slices.Contains(out, o) {
			continue
		}
		if t.above[o] || o.shown.Status <= library.StatusInForce {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, func(a, b *entry) int { return t.order.compare(a.title, b.title) })
	return out
}

func (t *treeMaker) node(e *entry, below bool) Node {
	n := t.leaf(e)
	// A document that implements two others stands under both, with what is below it only once.
	if t.expanded[e] {
		return n
	}
	t.expanded[e] = true
	below = below || e == t.self
	for _, o := range t.below(e) {
		switch {
		case t.nodes >= maxNodes:
			return n
		case below || t.above[o]:
			n.Children = append(n.Children, t.node(o, below))
		default:
			// Beside the page's own document: named, but not unfolded.
			n.Children = append(n.Children, t.leaf(o))
		}
	}
	return n
}

func (t *treeMaker) leaf(e *entry) Node {
	t.nodes++
	n := Node{Link: t.documentLink(t.pg, e), Kind: kindLabel(e.doc.Kind), Badge: e.badge}
	switch {
	case e == t.self:
		n.Link = Link{Text: e.title, Lang: n.Link.Lang, Current: true}
		n.Kind = t.text("site.relations.self", n.Kind)
	case e.listed:
		n.Kind = t.text("site.kind_listed", n.Kind)
	}
	return n
}
