package layout

import "slices"

// Print is a document broken into sheets: what to draw where, and what it means.
// Lengths are in points; the origin is the upper left corner of the sheet, y grows downwards.
type Print struct {
	Title    string
	Language string // BCP 47
	Sheets   []Sheet
	Root     *Element // role Document
	Outline  []Outline
	Anchors  []Anchor // in order of the text
	Faces    []Face   // all faces that runs use, in order of first use
	Parts    []Placed // the parts of a bundle; empty in other prints
}

// Placed is the place of a part in a bundle.
type Placed struct {
	Name   string
	First  int // sheet, counted from 0
	Sheets int
}

// Sheet is one side of paper.
type Sheet struct {
	Width, Height float64
	Marks         []Mark // in drawing order
	Links         []*LinkArea
}

// Mark is marked content: consecutive drawing that is either a piece of a Leaf or an artifact.
type Mark struct {
	Leaf     *Leaf    // nil for an artifact
	Artifact Artifact // used only if Leaf is nil
	Rules    []Rule   // drawn first
	Pictures []PictureBox
	Runs     []Run
}

// Artifact is the kind of a mark that is not part of the text.
type Artifact uint8

const (
	LayoutArtifact Artifact = iota // lines, bars, repeated table heads
	HeaderArtifact                 // running head
	FooterArtifact                 // running foot with the sheet's number
	BackgroundArtifact
)

// Run is text in one face, size and colour on one baseline. It may end in U+00AD, the visible hyphen of a word
// that continues on the next line.
type Run struct {
	Text  string
	Face  Face
	Size  float64
	X     float64
	Y     float64 // of the baseline
	Width float64 // as measured, without a trailing space
	Color Color
}

// Rule is a filled rectangle: a rule, a bar or a background.
type Rule struct {
	Rect
	Color Color
}

// PictureBox is a picture scaled to a rectangle.
type PictureBox struct {
	Rect
	Picture Picture
}

// Rect is a rectangle by its upper left corner.
type Rect struct{ X, Y, W, H float64 }

// Color is a colour in sRGB.
type Color struct{ R, G, B uint8 }

// Picture is an image or logo. Layout knows only its size.
type Picture struct {
	Key           string  // by which the drawer finds it
	Width, Height float64 // natural size in points
}

// Kid is a part of an Element: *Element, *Leaf or *LinkArea.
type Kid interface{ kid() }

// Element is a node of the logical structure. Roles are the standard structure types of
// PDF 1.7: Document, Part, Sect, P, H1 to H6, L, LI, Lbl, LBody, Table, THead, TBody, TR, TH, TD,
// Caption, Figure, Note, Reference, Link, TOC, TOCI, BlockQuote, Code, Span.
type Element struct {
	Role       string
	Kids       []Kid
	ID         string // unique in the print; notes have one
	Lang       string // BCP 47; empty if it is the parent's
	Alt        string // figures
	ActualText string
	Title      string // headings
	Summary    string // Table: what it holds, where no caption tells
	Scope      string // TH: "Column" or "Row"
	Numbering  string // L: the value of ListNumbering: "None", "Decimal"
	// Figures: the sheet, counted from 0, and the box that the picture fills.
	Sheet int
	BBox  Rect
}

// add adds an element at the end.
func (e *Element) add(role string) *Element {
	kid := &Element{Role: role}
	e.Kids = append(e.Kids, kid)
	return kid
}

// Leaf is content of an Element: text or a picture. Its marks may be on several sheets; their drawing order is
// their logical order.
type Leaf struct {
	Parent *Element

	inked bool // it has something visible
	drawn bool // it has a mark
}

// LinkArea is the part of a link on one sheet. A link over several lines has several rectangles, one over
// several sheets has several areas.
type LinkArea struct {
	Element     *Element // role Link; the area is among its Kids
	Sheet       int      // counted from 0
	Rects       []Rect
	Description string // for screen readers; never empty
	URL         string // empty for a link inside the print
	TargetSheet int    // counted from 0
	TargetY     float64
}

func (*Element) kid()  {}
func (*Leaf) kid()     {}
func (*LinkArea) kid() {}

// Outline is an entry of the bookmarks. The title has level 1.
type Outline struct {
	Title   string
	Level   int
	Sheet   int // counted from 0
	Y       float64
	Element *Element
	title   bool
}

// Anchor is the place of a heading's ID or alias.
type Anchor struct {
	ID    string
	Sheet int // counted from 0
	Y     float64
}

// tidy removes from the structure what is invisible: trailing spaces of a line, a lone U+200B. A leaf that should
// have been drawn but was not is kept, so that pdftag reports it.
func (p *Print) tidy() {
	for i := range p.Sheets {
		for k := range p.Sheets[i].Marks {
			if l := p.Sheets[i].Marks[k].Leaf; l != nil {
				l.drawn = true
			}
		}
	}
	p.Root.tidy()
}

func (e *Element) tidy() {
	areas := false
	e.Kids = slices.DeleteFunc(e.Kids, func(k Kid) bool {
		switch k := k.(type) {
		case *Leaf:
			return !k.drawn && !k.inked
		case *LinkArea:
			areas = true
		case *Element:
			if k.tidy(); len(k.Kids) > 0 {
				return false
			}
			switch k.Role {
			case "P", "Span", "Code", "Link", "Reference", "Caption", "Div", "BlockQuote":
				return true
			}
		}
		return false
	})
	if e.Role == "Link" && !areas {
		e.Role = "Span" // it has no area to click
	}
}
