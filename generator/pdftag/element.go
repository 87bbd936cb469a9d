package pdftag

import (
	"errors"
	"fmt"
)

// Role is a standard structure type of PDF 1.7.
type Role string

// The roles. No others are allowed, so no role map is needed.
const (
	RoleDocument   Role = "Document"
	RolePart       Role = "Part"
	RoleSect       Role = "Sect"
	RoleDiv        Role = "Div"
	RoleH1         Role = "H1"
	RoleH2         Role = "H2"
	RoleH3         Role = "H3"
	RoleH4         Role = "H4"
	RoleH5         Role = "H5"
	RoleH6         Role = "H6"
	RoleP          Role = "P"
	RoleL          Role = "L"
	RoleLI         Role = "LI"
	RoleLbl        Role = "Lbl"
	RoleLBody      Role = "LBody"
	RoleTable      Role = "Table"
	RoleTHead      Role = "THead"
	RoleTBody      Role = "TBody"
	RoleTFoot      Role = "TFoot"
	RoleTR         Role = "TR"
	RoleTH         Role = "TH"
	RoleTD         Role = "TD"
	RoleCaption    Role = "Caption"
	RoleFigure     Role = "Figure"
	RoleNote       Role = "Note"
	RoleReference  Role = "Reference"
	RoleLink       Role = "Link"
	RoleTOC        Role = "TOC"
	RoleTOCI       Role = "TOCI"
	RoleBlockQuote Role = "BlockQuote"
	RoleQuote      Role = "Quote"
	RoleCode       Role = "Code"
	RoleSpan       Role = "Span"
)

var roles = map[Role]bool{
	RoleDocument: true, RolePart: true, RoleSect: true, RoleDiv: true,
	RoleH1: true, RoleH2: true, RoleH3: true, RoleH4: true, RoleH5: true, RoleH6: true,
	RoleP: true, RoleL: true, RoleLI: true, RoleLbl: true, RoleLBody: true,
	RoleTable: true, RoleTHead: true, RoleTBody: true, RoleTFoot: true, RoleTR: true, RoleTH: true, RoleTD: true,
	RoleCaption: true, RoleFigure: true, RoleNote: true, RoleReference: true, RoleLink: true,
	RoleTOC: true, RoleTOCI: true, RoleBlockQuote: true, RoleQuote: true, RoleCode: true, RoleSpan: true,
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

// Scope says for which cells a TH is the head.
type Scope string

// The scopes of a TH.
const (
	ScopeColumn Scope = "Column"
	ScopeRow    Scope = "Row"
	ScopeBoth   Scope = "Both"
)

// Numbering is how the items of an L are labelled.
type Numbering string

// The numberings of PDF 1.7. An L whose items have no Lbl has NumberingNone.
const (
	NumberingNone       Numbering = "None"
	NumberingDisc       Numbering = "Disc"
	NumberingCircle     Numbering = "Circle"
	NumberingSquare     Numbering = "Square"
	NumberingDecimal    Numbering = "Decimal"
	NumberingLowerAlpha Numbering = "LowerAlpha"
	NumberingUpperAlpha Numbering = "UpperAlpha"
	NumberingLowerRoman Numbering = "LowerRoman"
	NumberingUpperRoman Numbering = "UpperRoman"
)

// Placement is whether a Figure is within a line or a block.
type Placement string

// The placements in use.
const (
	PlacementBlock  Placement = "Block"
	PlacementInline Placement = "Inline"
)

// Box is the place of a Figure.
type Box struct {
	Page int
	Rect
}

// Attributes are what a role alone does not tell. Zero values are left out.
type Attributes struct {
	Scope     Scope // TH
	Numbering Numbering
	Placement Placement
	BBox      *Box // Figure
}

// headingLevel returns 1 to 6 for H1 to H6, and 0 for other roles.
func (r Role) headingLevel() int {
	if len(r) == 2 && r[0] == 'H' && r[1] >= '1' && r[1] <= '6' {
		return int(r[1] - '0')
	}
	return 0
}

// check reports what would make a screen reader tell something wrong, or nothing.
func (e *Element) check() error {
	if !roles[e.Role] {
		return fmt.Errorf("unknown role %q", e.Role)
	}
	if e.Lang != "" && !isLang(e.Lang) {
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
			if !e.Role.mayHold(k.Role) {
				return fmt.Errorf("%s in %s", k.Role, e.Role)
			}
		case *Annotation:
			if k == nil {
				return fmt.Errorf("%s: nil annotation", e.Role)
			}
			annots++
		case Leaf:
			if e.Role.holdsElementsOnly() {
				return fmt.Errorf("content directly in %s", e.Role)
			}
		default:
			return fmt.Errorf("%s: unknown kid %T", e.Role, k)
		}
	}
	switch {
	case e.Role == RoleFigure && e.Alt == "" && e.ActualText == "":
		return errors.New("figure without words (Alt)")
	case e.Role == RoleFigure && at.BBox == nil:
		return errors.New("figure without box")
	case e.Role == RoleNote && e.ID == "":
		return errors.New("note without ID")
	case e.Role == RoleTH && at.Scope == "":
		return errors.New("head cell without scope")
	case e.Role == RoleLink && annots == 0:
		return errors.New("link without annotation")
	case e.Role != RoleLink && annots > 0:
		return fmt.Errorf("annotation in %s, not in Link", e.Role)
	}
	return nil
}

func (r Role) holdsElementsOnly() bool {
	switch r {
	case RoleDocument, RolePart, RoleSect, RoleL, RoleLI, RoleTable, RoleTHead, RoleTBody, RoleTFoot, RoleTR, RoleTOC:
		return true
	}
	return false
}

// mayHold reports whether PDF/UA allows a kid of role k in r.
func (r Role) mayHold(k Role) bool {
	switch k {
	case RoleDocument:
		return false
	case RoleTR:
		return r == RoleTable || r == RoleTHead || r == RoleTBody || r == RoleTFoot
	case RoleTH, RoleTD:
		return r == RoleTR
	case RoleTHead, RoleTBody, RoleTFoot:
		return r == RoleTable
	case RoleLI:
		return r == RoleL
	case RoleLBody:
		return r == RoleLI
	case RoleTOCI:
		return r == RoleTOC
	}
	switch r {
	case RoleTable:
		return k == RoleCaption
	case RoleTHead, RoleTBody, RoleTFoot, RoleTR:
		return false
	case RoleL:
		return k == RoleCaption || k == RoleL
	case RoleLI:
		return k == RoleLbl
	case RoleTOC:
		return k == RoleTOC || k == RoleCaption
	}
	return true
}
