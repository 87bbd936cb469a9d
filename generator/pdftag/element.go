package pdftag

import (
	"errors"
	"fmt"
	"slices"
)

// Role is a standard structure type of PDF 1.7. No others are allowed, so no role map is needed.
type Role string

// rule says where an element of a role may stand and what it may hold, so that readers make sense of it (ISO
// 14289-1, 7.2 and 7.5 to 7.7, and ISO 32000-1, 14.8.4).
type rule struct {
	in       []Role // the only roles that it may stand in; nil: any that does not say what it holds
	holds    []Role // the only roles that it holds beside those that must stand in it
	closed   bool   // holds says all
	elements bool   // it holds no content directly
}

// rules are the roles.
var rules = map[Role]*rule{
	"Document": {in: []Role{}, elements: true}, "Part": {elements: true}, "Sect": {elements: true}, "Div": {},
	"H1": {}, "H2": {}, "H3": {}, "H4": {}, "H5": {}, "H6": {}, "P": {}, "BlockQuote": {}, "Quote": {}, "Code": {}, "Span": {},
	"Caption": {}, "Figure": {}, "Note": {}, "Reference": {}, "Link": {},
	"L":  {holds: []Role{"Caption", "L"}, closed: true, elements: true},
	"LI": {in: []Role{"L"}, holds: []Role{"Lbl"}, closed: true, elements: true}, "Lbl": {}, "LBody": {in: []Role{"LI"}},
	"Table": {holds: []Role{"Caption"}, closed: true, elements: true},
	"THead": {in: []Role{"Table"}, closed: true, elements: true},
	"TBody": {in: []Role{"Table"}, closed: true, elements: true},
	"TFoot": {in: []Role{"Table"}, closed: true, elements: true},
	"TR":    {in: []Role{"Table", "THead", "TBody", "TFoot"}, closed: true, elements: true},
	"TH":    {in: []Role{"TR"}}, "TD": {in: []Role{"TR"}},
	"TOC": {holds: []Role{"TOC", "Caption"}, closed: true, elements: true}, "TOCI": {in: []Role{"TOC"}},
}

// Element is a part of the text: a heading, a list, a cell. Its kids, in the order in which they are
// read, are elements, leaves of content and the annotations of a link.
type Element struct {
	Role       Role
	Kids       []Kid
	ID         string // unique in the document; a Note must have one
	Alt        string // what a Figure shows, in words
	ActualText string // read instead of the drawn characters
	Lang       string // language of this part, if not that of its parent
	Attributes Attributes
}

// Kid is an *Element, a Leaf or an *Annotation.
type Kid interface{ kid() }

// Leaf is a piece of content of one element. The number is the caller's own, small and unique in the
// document. A leaf may be drawn in many pieces, on many pages, between pieces of other leaves; its
// pieces are read page by page and, on a page, in the order in which they were drawn. Where the leaf
// stands among others is told by the tree, never by the order of drawing.
type Leaf int

func (*Element) kid()    {}
func (Leaf) kid()        {}
func (*Annotation) kid() {}

// Box is the place of a Figure.
type Box struct {
	Page int
	Rect
}

// Attributes are what a role alone does not tell. Zero values are left out.
type Attributes struct {
	Scope     string // TH: for which cells it is the head: "Column", "Row" or "Both"
	Summary   string // Table: what it holds, where no Caption tells
	Numbering string // L: how its items are labelled, a value of ListNumbering; "None" if they have no Lbl
	Placement string // Figure: "Block", or "Inline" within a line
	BBox      *Box   // Figure
}

// headingLevel returns 1 to 6 for H1 to H6, and 0 for other roles.
func (r Role) headingLevel() int {
	if len(r) == 2 && r[0] == 'H' && r[1] >= '1' && r[1] <= '6' {
		return int(r[1] - '0')
	}
	return 0
}

// check reports what would make a screen reader tell something wrong, or nothing. The parent is nil for the root.
func (e *Element) check(parent *node) error {
	own := rules[e.Role]
	if own == nil {
		return fmt.Errorf("unknown role %q", e.Role)
	}
	if parent != nil {
		stands := own.in == nil && (!parent.rule.closed || slices.Contains(parent.rule.holds, e.Role))
		if !stands && !slices.Contains(own.in, parent.Role) {
			return fmt.Errorf("%s in %s", e.Role, parent.Role)
		}
	}
	if e.Lang != "" && !languageTag.MatchString(e.Lang) {
		return fmt.Errorf("%s: language %q is not a language tag", e.Role, e.Lang)
	}
	at := &e.Attributes
	annots := 0
	for _, k := range e.Kids {
		switch k := k.(type) {
		case *Element:
			if k == nil {
				return fmt.Errorf("%s: nil element", e.Role)
			}
		case *Annotation:
			if k == nil {
				return fmt.Errorf("%s: nil annotation", e.Role)
			}
			annots++
		case Leaf:
			if own.elements {
				return fmt.Errorf("content directly in %s", e.Role)
			}
		default:
			return fmt.Errorf("%s: unknown kid %T", e.Role, k)
		}
	}
	switch {
	case e.Role == "Figure" && e.Alt == "" && e.ActualText == "":
		return errors.New("figure without words (Alt)")
	case e.Role == "Figure" && at.BBox == nil:
		return errors.New("figure without box")
	case e.Role == "Note" && e.ID == "":
		return errors.New("note without ID")
	case e.Role == "TH" && at.Scope == "":
		return errors.New("head cell without scope")
	case e.Role == "Link" && annots == 0:
		return errors.New("link without annotation")
	case e.Role != "Link" && annots > 0:
		return fmt.Errorf("annotation in %s, not in Link", e.Role)
	}
	return nil
}
