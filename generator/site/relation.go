package site

import (
	"slices"

	"styrdok/generator/library"
)

// maxNodes keeps the tree of relations readable, and finite whatever the relations are.
const maxNodes = 200

// relations shows the documents above and below as a tree, and the rest as lists.
func (p *unit) relations(e *entry, pg *Page) *Relations {
	t := &treeMaker{unit: p, pg: pg, self: &e.Card, expanded: map[library.ID]bool{}, above: map[library.ID]bool{}}
	t.climb(t.self)
	r := &Relations{Label: p.text("site.relations.label")}
	if len(t.above) > 1 || len(t.below(t.self)) > 0 {
		for _, root := range t.roots {
			r.Tree = append(r.Tree, t.node(root, false))
		}
	}
	add := func(key string, items []Link) {
		if len(items) > 0 {
			r.Lists = append(r.Lists, RelationList{Key: key, Label: p.text("site.relations." + key), Items: items})
		}
	}
	based := slices.DeleteFunc(slices.Clone(e.doc.Implements), func(t library.Tie) bool { return t.ID != "" })
	for _, text := range e.shown.BasedOn {
		based = append(based, library.Tie{Text: text})
	}
	add("based_on", p.tieLinks(pg, based))
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

func (p *unit) tieLinks(pg *Page, ties []library.Tie) []Link {
	var out []Link
	for _, t := range ties {
		if t.ID == "" {
			out = append(out, Link{Text: t.Text})
		} else if o := p.card(t.ID); o != nil {
			out = append(out, p.documentLink(pg, o))
		}
	}
	return out
}

// treeMaker draws the tree around one document: everything above it, what lies beside it one
// level deep, and everything below it.
type treeMaker struct {
	*unit
	pg       *Page
	self     *Card
	roots    []*Card
	above    map[library.ID]bool // self and its ancestors
	expanded map[library.ID]bool
	nodes    int
}

// climb finds the documents above e that have none above themselves.
func (t *treeMaker) climb(e *Card) {
	if t.above[e.ID] || len(t.above) > maxNodes {
		return
	}
	t.above[e.ID] = true
	parents := 0
	for _, id := range e.Implements {
		if o := t.card(id); o != nil {
			parents++
			t.climb(o)
		}
	}
	if parents == 0 && !slices.ContainsFunc(t.roots, func(o *Card) bool { return o.ID == e.ID }) {
		t.roots = append(t.roots, e)
	}
}

// below are the documents that implement e and hold, or are to hold, in Swedish order. Those on
// the way down to the page's own document are always there.
func (t *treeMaker) below(e *Card) []*Card {
	var out []*Card
	for _, id := range e.ImplementedBy {
		if o := t.card(id); o != nil && (t.above[id] || o.Status <= library.StatusInForce) {
			out = append(out, o)
		}
	}
	slices.SortStableFunc(out, (*Card).compare)
	return out
}

func (t *treeMaker) node(e *Card, below bool) Node {
	n := t.leaf(e)
	// A document that implements two others stands under both, with what is below it only once.
	if t.expanded[e.ID] {
		return n
	}
	t.expanded[e.ID] = true
	below = below || e.ID == t.self.ID
	for _, o := range t.below(e) {
		switch {
		case t.nodes >= maxNodes:
			return n
		case below || t.above[o.ID]:
			n.Children = append(n.Children, t.node(o, below))
		default:
			// Beside the page's own document: named, but not unfolded.
			n.Children = append(n.Children, t.leaf(o))
		}
	}
	return n
}

func (t *treeMaker) leaf(e *Card) Node {
	t.nodes++
	n := Node{Link: t.documentLink(t.pg, e), Kind: e.Kind, Badge: t.badgeOn(t.pg, e.Badge), Review: e.Review}
	switch {
	case e.ID == t.self.ID:
		n.Link = Link{Text: e.Title, Lang: n.Link.Lang, Current: true}
		n.Kind = t.text("site.relations.self", n.Kind)
	case e.Listed:
		n.Kind = t.text("site.kind_listed", n.Kind)
	}
	return n
}
