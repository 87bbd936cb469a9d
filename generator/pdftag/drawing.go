package pdftag

import (
	"fmt"
	"slices"
	"strconv"

	"styrdok/generator/font"
)

// Artifact is the kind of what is drawn but not read: repeated lines, rules and backgrounds.
type Artifact int

// The kinds of artifact.
const (
	Layout     Artifact = iota + 1 // rules, boxes, hanging marks
	Background                     // tints behind the text
	Header                         // running head
	Footer                         // running foot
	Pagination                     // repeated table heads and other things of the page
)

// properties are the property lists of the artifacts; they open the marked content.
var properties = [...]string{
	Layout:     "/Artifact<</Type/Layout>>BDC\n",
	Background: "/Artifact<</Type/Background>>BDC\n",
	Header:     "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
	Footer:     "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n",
	Pagination: "/Artifact<</Type/Pagination>>BDC\n",
}

// Drawing records what is drawn on the pages of a document. Everything is drawn between a Begin or BeginArtifact
// and its End, which are not nested. Pictures are drawn with gopdf as well, which embeds them; Finish writes all of
// it as the contents of the pages.
//
// The zero Drawing is ready for use, for one document and one Finish, which returns its first error.
type Drawing struct {
	pages []drawnPage
	marks []mark
	ops   []op
	fonts []*usedFont // in order of first use
	open  bool
	err   error
}

// Grow makes room for so many marks, and things that are drawn in them. It need not be called.
func (d *Drawing) Grow(marks, drawn int) {
	d.marks, d.ops = slices.Grow(d.marks, marks), slices.Grow(d.ops, drawn)
}

// drawnPage is the size of a page and its marks.
type drawnPage struct {
	width, height float64
	first, end    int // indices of marks
}

// mark is one marked-content sequence.
type mark struct {
	leaf       Leaf
	artifact   Artifact // 0 if it is a leaf's
	first, end int      // indices of ops
	other      bool     // something else than texts is drawn
}

// op is one thing that is drawn.
type op struct {
	kind   opKind
	colour Colour // of a text or rectangle
	box    Rect   // of a text: the beginning of its baseline
	font   *usedFont
	size   float64
	text   string
	path   *Path
}

type opKind uint8

const (
	textOp opKind = iota
	rectOp
	pathOp
	pictureOp
)

// AddPage adds a page, on which what follows is drawn.
func (d *Drawing) AddPage(width, height float64) {
	if d.open {
		d.fail(fmt.Errorf("mark %d goes over the end of page %d", len(d.marks)-1, len(d.pages)))
	}
	// A PDF page measures at most 14400 points.
	if !finite(width, height) || width < 1 || height < 1 || width > 14400 || height > 14400 {
		d.fail(fmt.Errorf("page %d: %v x %v points is no size", len(d.pages)+1, width, height))
	}
	d.pages = append(d.pages, drawnPage{width, height, len(d.marks), len(d.marks)})
}

// Begin opens a mark for a piece of a leaf.
func (d *Drawing) Begin(l Leaf) { d.begin(mark{leaf: l}) }

// BeginArtifact opens a mark for an artifact.
func (d *Drawing) BeginArtifact(a Artifact) {
	if a < Layout || a > Pagination {
		d.fail(fmt.Errorf("unknown artifact %d", a))
		a = Layout
	}
	d.begin(mark{artifact: a})
}

func (d *Drawing) begin(m mark) {
	if d.open {
		d.fail(fmt.Errorf("mark %d is opened within mark %d", len(d.marks), len(d.marks)-1))
	}
	if len(d.pages) == 0 {
		d.fail(fmt.Errorf("mark %d stands before the first page", len(d.marks)))
		return
	}
	m.first, m.end = len(d.ops), len(d.ops)
	d.open = true
	d.marks = append(d.marks, m)
	d.pages[len(d.pages)-1].end++
}

// End closes the open mark.
func (d *Drawing) End() {
	if !d.open {
		d.fail(fmt.Errorf("a mark is closed that is not open, after mark %d", len(d.marks)-1))
	}
	d.open = false
}

// Text draws a text on one baseline that begins at x, y. Every character must have a glyph in the font.
func (d *Drawing) Text(f *font.Font, size, x, y float64, c Colour, text string) {
	if size <= 0 {
		d.fail(fmt.Errorf("%.40q has no size", text))
	}
	u := d.used(f)
	for _, r := range text {
		if u.of(r).glyph == 0 && !u.use(r) {
			d.fail(&MissingGlyphError{Font: f.Name, Rune: r, Text: text})
			return
		}
	}
	d.draw(op{kind: textOp, font: u, size: size, colour: c, box: Rect{X: x, Y: y}, text: text})
}

// used returns what is in use of a font.
func (d *Drawing) used(f *font.Font) *usedFont {
	for _, u := range d.fonts {
		if u.Font == f {
			return u
		}
	}
	u := &usedFont{Font: f, resource: "F" + strconv.Itoa(len(d.fonts)+1), high: map[rune]usedGlyph{}}
	d.fonts = append(d.fonts, u)
	return u
}

// MissingGlyphError reports a character that is drawn in a font that lacks it.
type MissingGlyphError struct {
	Font string
	Rune rune
	Text string
}

func (e *MissingGlyphError) Error() string {
	return fmt.Sprintf("%s has no glyph for %q in %.40q", e.Font, e.Rune, e.Text)
}

// Rect draws a filled rectangle.
func (d *Drawing) Rect(r Rect, c Colour) { d.draw(op{kind: rectOp, box: r, colour: c}) }

// Path draws a path.
func (d *Drawing) Path(p *Path) { d.draw(op{kind: pathOp, path: p}) }

// Picture draws the picture that gopdf draws next on this page.
func (d *Drawing) Picture(r Rect) { d.draw(op{kind: pictureOp, box: r}) }

func (d *Drawing) draw(o op) {
	switch {
	case !d.open:
		d.fail(fmt.Errorf("something is drawn outside a mark, after mark %d", len(d.marks)-1))
		return
	case !finite(o.box.X, o.box.Y, o.box.W, o.box.H, o.size):
		d.fail(fmt.Errorf("%.40q is at no place", o.text))
	}
	d.ops = append(d.ops, o)
	m := &d.marks[len(d.marks)-1]
	m.end++
	m.other = m.other || o.kind != textOp
}

func (d *Drawing) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}
