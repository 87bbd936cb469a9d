package pdftag

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// tree is the logical structure while it is written.
type tree struct {
	nodes  []*node      // in reading order; the first is the root
	leaves []placedLeaf // by number
	onPage [][]int      // their objects, by page and MCID
	number map[*Element]*node
}

// node is an element with its place in the file.
type node struct {
	*Element
	parent *node
	rule   *rule
	obj    int
}

// placedLeaf is where a leaf stands and is drawn. Without owner there is no leaf of this number.
type placedLeaf struct {
	owner  *node
	pieces []piece // in the order in which they are drawn
}

// piece is one marked-content sequence of a leaf.
type piece struct{ page, mcid int }

// maxDepth keeps a reader that walks the tree by recursion from running out of stack.
const maxDepth = 200

// maxLeaf is far above the number of leaves of any print.
const maxLeaf = 10_000_000

// newTree checks the structure and numbers its elements in reading order.
func newTree(root *Element, pages int) (*tree, error) {
	t := &tree{number: map[*Element]*node{}}
	annots := map[*Annotation]bool{}
	level := 0
	var walk func(e *Element, parent *node, depth int) error
	walk = func(e *Element, parent *node, depth int) error {
		if depth > maxDepth {
			return fmt.Errorf("structure is deeper than %d", maxDepth)
		}
		if t.number[e] != nil {
			return fmt.Errorf("%s stands twice in the structure", e.Role)
		}
		if err := e.check(parent); err != nil {
			return err
		}
		if l := e.Role.headingLevel(); l > 0 {
			if l > level+1 {
				return fmt.Errorf("heading of level %d follows level %d", l, level)
			}
			level = l
		}
		if b := e.Attributes.BBox; b != nil && (b.Page < 0 || b.Page >= pages || !finite(b.X, b.Y, b.W, b.H)) {
			return fmt.Errorf("%s: box is on no page", e.Role)
		}
		n := &node{Element: e, parent: parent, rule: rules[e.Role]}
		t.nodes = append(t.nodes, n)
		t.number[e] = n
		for _, k := range e.Kids {
			switch k := k.(type) {
			case *Element:
				if err := walk(k, n, depth+1); err != nil {
					return err
				}
			case Leaf:
				if k < 0 || k > maxLeaf {
					return fmt.Errorf("leaf %d is not a number up to %d", k, maxLeaf)
				}
				if int(k) >= len(t.leaves) {
					t.leaves = append(t.leaves, make([]placedLeaf, int(k)+1-len(t.leaves))...)
				}
				if t.leaves[k].owner != nil {
					return fmt.Errorf("leaf %d stands twice in the structure", k)
				}
				t.leaves[k].owner = n
			case *Annotation:
				if annots[k] {
					return errors.New("an annotation stands twice in the structure")
				}
				annots[k] = true
			}
		}
		return nil
	}
	if err := walk(root, nil, 0); err != nil {
		return nil, err
	}
	return t, nil
}

// writeStructure writes the structure tree after pages and annotations are placed.
func (f *finisher) writeStructure() error {
	t := f.tree
	for _, n := range t.nodes {
		for _, k := range n.Kids {
			if l, ok := k.(Leaf); ok && len(t.leaves[l].pieces) == 0 {
				return fmt.Errorf("leaf %d of %s is never drawn", l, n.Role)
			}
		}
	}
	ids := map[string]int{}
	for _, n := range t.nodes {
		if n.ID == "" {
			continue
		}
		if ids[n.ID] != 0 {
			return fmt.Errorf("ID %q stands twice in the structure", n.ID)
		}
		ids[n.ID] = n.obj
	}
	annot := 0
	for _, n := range t.nodes {
		// The type is left out: it is optional, and there are many elements.
		b := append(make([]byte, 0, 96), "<</S/"...)
		b = append(b, n.Role...)
		b = append(b, "/P "...)
		parent := f.structure
		if n.parent != nil {
			parent = n.parent.obj
		}
		b = appendRef(b, parent)
		if n.ID != "" {
			b = appendBytes(append(b, "/ID"...), n.ID)
		}
		b = appendEntry(b, "/Alt", n.Alt)
		b = appendEntry(b, "/ActualText", n.ActualText)
		if n.Lang != "" {
			b = appendBytes(append(b, "/Lang"...), n.Lang)
		}
		b = f.appendAttributes(b, n)
		b = f.appendKids(b, n, &annot)
		f.out.set(n.obj, append(b, ">>"...))
	}

	parents := []byte("<</Nums[")
	for page, owners := range t.onPage {
		parents = appendRefs(appendInt(parents, page), owners)
	}
	for i, a := range f.annot {
		parents = append(appendRef(append(appendInt(parents, len(t.onPage)+i), ' '), a.owner.obj), ' ')
	}
	parentTree := f.out.add()
	f.out.set(parentTree, append(parents, "]>>"...))

	b := []byte("<</Type/StructTreeRoot/K ")
	b = appendRef(b, t.nodes[0].obj)
	b = appendRef(append(b, "/ParentTree "...), parentTree)
	b = appendInt(append(b, "/ParentTreeNextKey "...), len(t.onPage)+len(f.annot))
	if len(ids) > 0 {
		b = appendRef(append(b, "/IDTree "...), nameTree(f, ids, appendRef))
	}
	f.out.set(f.structure, append(b, ">>"...))
	return nil
}

// appendKids appends the page and the kids of n.
func (f *finisher) appendKids(b []byte, n *node, annot *int) []byte {
	page, count := -1, 0
	for _, k := range n.Kids {
		l, ok := k.(Leaf)
		if !ok {
			count++
			continue
		}
		p := f.tree.leaves[l].pieces
		count += len(p)
		if page < 0 && len(p) > 0 {
			page = p[0].page
		}
	}
	if page >= 0 {
		b = appendRef(append(b, "/Pg "...), f.pages[page].obj)
	}
	if count == 0 {
		return b
	}
	if count == 1 {
		b = append(b, "/K "...)
	} else {
		b = append(b, "/K["...)
	}
	first := len(b)
	sep := func() {
		if len(b) > first {
			b = append(b, ' ')
		}
	}
	for _, k := range n.Kids {
		switch k := k.(type) {
		case *Element:
			sep()
			b = appendRef(b, f.tree.number[k].obj)
		case Leaf:
			for _, p := range f.tree.leaves[k].pieces {
				sep()
				if p.page == page {
					b = appendInt(b, p.mcid)
					continue
				}
				b = appendRef(append(b, "<</Type/MCR/Pg "...), f.pages[p.page].obj)
				b = append(appendInt(append(b, "/MCID "...), p.mcid), ">>"...)
			}
		case *Annotation:
			sep()
			b = appendRef(append(b, "<</Type/OBJR/Pg "...), f.pages[k.Page].obj)
			b = append(appendRef(append(b, "/Obj "...), f.annot[*annot].obj), ">>"...)
			*annot++
		}
	}
	if count == 1 {
		return b
	}
	return append(b, ']')
}

func (f *finisher) appendAttributes(b []byte, n *node) []byte {
	at := &n.Attributes
	var table, list, layout []byte
	if at.Scope != "" {
		table = appendName(append(table, "/Scope"...), at.Scope)
	}
	table = appendEntry(table, "/Summary", at.Summary)
	if at.Numbering != "" {
		list = appendName(append(list, "/ListNumbering"...), at.Numbering)
	}
	if at.Placement != "" {
		layout = appendName(append(layout, "/Placement"...), at.Placement)
	}
	if r := at.BBox; r != nil {
		layout = append(appendRect(append(layout, "/BBox["...), r.Rect, f.pages[r.Page].height), ']')
	}
	var dicts [][]byte
	for i, d := range [][]byte{table, list, layout} {
		if d != nil {
			dicts = append(dicts, fmt.Appendf(nil, "<</O/%s%s>>", [...]string{"Table", "List", "Layout"}[i], d))
		}
	}
	switch len(dicts) {
	case 0:
		return b
	case 1:
		return append(append(b, "/A"...), dicts[0]...)
	}
	return append(append(append(b, "/A["...), bytes.Join(dicts, nil)...), ']')
}

// perNameNode is how many names a leaf of a name tree holds.
const perNameNode = 64

// nameTree writes a name tree and returns its root.
func nameTree[V any](f *finisher, named map[string]V, appendValue func([]byte, V) []byte) int {
	root := f.out.add()
	b := []byte("<</Kids[")
	for part := range slices.Chunk(slices.Sorted(maps.Keys(named)), perNameNode) {
		leaf := f.out.add()
		b = append(appendRef(b, leaf), ' ')
		d := appendBytes([]byte("<</Limits["), part[0])
		d = appendBytes(d, part[len(part)-1])
		d = append(d, "]/Names["...)
		for _, name := range part {
			d = append(appendBytes(d, name), ' ')
			d = append(appendValue(d, named[name]), ' ')
		}
		f.out.set(leaf, append(d, "]>>"...))
	}
	f.out.set(root, append(b, "]>>"...))
	return root
}
