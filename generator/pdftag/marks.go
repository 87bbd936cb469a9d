package pdftag

import (
	"bytes"
	"errors"
	"fmt"

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

// Recorder hands out marks while a document is drawn. Everything must be drawn between a Begin or
// BeginArtifact and its End, and marks are not nested.
//
// A mark is a line dash that no one would ask for. The drawer sets it, in points, with phase 1:
//
//	pdf.SetCustomLineType(rec.Begin(leaf), 1)
//
// Texts are recorded likewise, see Text. The zero Recorder is ready for use. Its first error is kept and returned by Finish.
type Recorder struct {
	marks []mark
	paths []Path
	texts []text
	pages int
	open  bool
	err   error
}

// mark is one marked-content sequence.
type mark struct {
	leaf     Leaf
	artifact Artifact // 0 if it is a leaf's
	page     int
	mcid     int // given when the page is written
	placed   bool
}

// The first number of a mark's dash, the second being the number of the mark or path.
const (
	markBegin = 31337
	markEnd   = 31338
	markPath  = 31339
)

// NewPage records that the drawer has added a page, on which the following marks are drawn.
func (r *Recorder) NewPage() {
	if r.open {
		r.fail("mark %d goes over the end of page %d", len(r.marks)-1, r.pages)
	}
	r.pages++
}

// Begin opens a mark for a piece of a leaf and returns the dash to set.
func (r *Recorder) Begin(l Leaf) []float64 {
	return r.begin(mark{leaf: l})
}

// BeginArtifact opens a mark for an artifact and returns the dash to set.
func (r *Recorder) BeginArtifact(a Artifact) []float64 {
	if a < Layout || a > Pagination {
		r.fail("unknown artifact %d", a)
		a = Layout
	}
	return r.begin(mark{artifact: a})
}

func (r *Recorder) begin(m mark) []float64 {
	if r.open {
		r.fail("mark %d is opened within mark %d", len(r.marks), len(r.marks)-1)
	}
	if r.pages == 0 {
		r.fail("mark %d stands before the first page", len(r.marks))
	}
	m.page = r.pages - 1
	r.open = true
	r.marks = append(r.marks, m)
	return []float64{markBegin, float64(len(r.marks) - 1)}
}

// End closes the open mark and returns the dash to set.
func (r *Recorder) End() []float64 {
	if !r.open {
		r.fail("a mark is closed that is not open, after mark %d", len(r.marks)-1)
	}
	r.open = false
	return []float64{markEnd, float64(len(r.marks) - 1)}
}

// Path returns the dash that draws p at this place, within the open mark.
func (r *Recorder) Path(p Path) []float64 {
	if !r.open {
		r.fail("a path outside a mark, after mark %d", len(r.marks)-1)
	}
	r.paths = append(r.paths, p)
	return []float64{markPath, float64(len(r.paths) - 1)}
}

func (r *Recorder) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// rewriter copies one page's content, turning marks into marked content.
type rewriter struct {
	rec   *Recorder
	tree  *tree
	page  int
	size  page
	owner []*node // by MCID
	out   []byte

	fonts    map[*font.Font]*usedFont
	encoding *encoding

	rest    []byte // what follows the line being read
	current int    // open mark, or -1
	text    textObject
	state   graphicsState
	stack   []graphicsState
}

// graphicsState is the last line that set each of these, so that a line that changes nothing is left
// out. gopdf repeats font and colour with every text.
type graphicsState struct {
	size, fill, stroke, width []byte
	face                      *usedFont
}

// maxNesting is how deep graphics states may be nested in a page.
const maxNesting = 64

func (w *rewriter) rewrite(s []byte) error {
	w.current = -1
	for len(s) > 0 {
		i := bytes.IndexByte(s, '\n')
		line := s
		if i >= 0 {
			line, s = s[:i+1], s[i+1:]
		} else {
			s = nil
		}
		w.rest = s
		if err := w.line(line); err != nil {
			return err
		}
	}
	if w.current >= 0 {
		return fmt.Errorf("mark %d is not closed", w.current)
	}
	if len(w.stack) > 0 {
		return errors.New("graphics state is not restored")
	}
	if w.text.inside {
		return errors.New("text is cut off")
	}
	w.closeText()
	return nil
}

func (w *rewriter) line(line []byte) error {
	n := len(line)
	if n < 2 || line[n-1] != '\n' {
		return fmt.Errorf("unexpected line %.40q", line)
	}
	if w.text.inside {
		return w.textLine(line)
	}
	last := line[n-2]
	switch {
	case last == 'T' && string(line) == "BT\n":
		if w.current < 0 {
			return errors.New("paint outside a mark: text")
		}
		w.openText(w.current)
		w.text.inside, w.text.placed = true, false
		return nil
	case last == 'd' && bytes.HasPrefix(line, []byte("[3133")):
		return w.mark(line)
	case last == 'q' && n == 2:
		if len(w.stack) == maxNesting {
			return errors.New("graphics states nested too deep")
		}
		w.closeText()
		w.stack = append(w.stack, w.state)
	case last == 'Q' && n == 2:
		if len(w.stack) == 0 {
			return errors.New("graphics state is restored but was not saved")
		}
		w.closeText()
		w.state = w.stack[len(w.stack)-1]
		w.stack = w.stack[:len(w.stack)-1]
	case w.repeats(line, last):
		return nil
	case w.text.open && bytes.HasSuffix(line, []byte(" rg\n")) && setsStateOnly(line):
		w.out = appendTrimmed(w.out, line) // a colour may be set within a text object
		return nil
	}
	if w.current < 0 {
		if !setsStateOnly(line) {
			return fmt.Errorf("paint outside a mark: %.60q", line)
		}
	} else if last == 'C' && (bytes.HasSuffix(line, []byte("BDC\n")) || bytes.HasSuffix(line, []byte("BMC\n")) || bytes.HasSuffix(line, []byte("EMC\n"))) {
		return fmt.Errorf("marked content of another: %.60q", line)
	}
	w.closeText()
	w.out = appendTrimmed(w.out, line)
	return nil
}

// repeats reports whether line sets what is set already, and records what it sets otherwise.
func (w *rewriter) repeats(line []byte, last byte) bool {
	n := len(line)
	var slot *[]byte
	switch {
	case last == 'g' && n > 4 && line[n-3] == 'r':
		slot = &w.state.fill
	case last == 'G' && n > 4 && line[n-3] == 'R':
		slot = &w.state.stroke
	case last == 'w' && n > 3 && line[n-3] == ' ':
		slot = &w.state.width
	case last == 'g' && n > 3 && line[n-3] == ' ':
		w.state.fill = line
		return false
	case last == 'G' && n > 3 && line[n-3] == ' ':
		w.state.stroke = line
		return false
	default:
		return false
	}
	if bytes.Equal(*slot, line) {
		return true
	}
	*slot = line
	return false
}

// mark handles a line such as "[31337.00 7.00] 1.00 d".
func (w *rewriter) mark(line []byte) error {
	kind, rest, ok := leadingInt(line[1:])
	rest, ok2 := bytes.CutPrefix(rest, []byte(".00 "))
	id, rest, ok3 := leadingInt(rest)
	if !ok || !ok2 || !ok3 || string(rest) != ".00] 1.00 d\n" {
		return fmt.Errorf("unexpected mark %.40q", line)
	}
	switch kind {
	case markBegin:
		if id >= len(w.rec.marks) {
			return fmt.Errorf("mark %d was not recorded", id)
		}
		m := &w.rec.marks[id]
		switch {
		case w.current >= 0:
			return fmt.Errorf("mark %d is opened within mark %d", id, w.current)
		case m.placed:
			return fmt.Errorf("mark %d was drawn twice", id)
		case m.page != w.page:
			return fmt.Errorf("mark %d belongs to page %d", id, m.page+1)
		}
		w.current, m.placed = id, true
		if only, some := onlyText(w.rest); !only {
			w.closeText()
		} else if some {
			w.openText(-1)
		}
		if m.artifact != 0 {
			w.out = append(w.out, properties[m.artifact]...)
			return nil
		}
		owner := w.tree.owner[m.leaf]
		if owner == nil {
			return fmt.Errorf("leaf %d is drawn but stands nowhere in the structure", m.leaf)
		}
		m.mcid = len(w.owner)
		w.owner = append(w.owner, owner)
		w.tree.pieces[m.leaf] = append(w.tree.pieces[m.leaf], piece{w.page, m.mcid})
		w.out = append(w.out, '/')
		w.out = append(w.out, owner.Role...)
		w.out = append(w.out, "<</MCID "...)
		w.out = appendInt(w.out, m.mcid)
		w.out = append(w.out, ">>BDC\n"...)
	case markEnd:
		if w.current < 0 || w.current != id {
			return fmt.Errorf("mark %d is closed but not open", id)
		}
		if w.text.mark == id {
			w.closeText()
		}
		w.current = -1
		w.out = append(w.out, "EMC\n"...)
	case markPath:
		if w.current < 0 || id >= len(w.rec.paths) {
			return fmt.Errorf("path %d stands outside a mark", id)
		}
		w.closeText()
		var err error
		if w.out, err = w.rec.paths[id].append(w.out, w.size.height); err != nil {
			return fmt.Errorf("path %d: %w", id, err)
		}
	default:
		return fmt.Errorf("unexpected mark %.40q", line)
	}
	return nil
}

// setsStateOnly reports whether a line sets colour, width or dash and paints nothing.
func setsStateOnly(line []byte) bool {
	line = bytes.TrimRight(line, " \n")
	i := len(line)
	for i > 0 && (line[i-1] >= 'a' && line[i-1] <= 'z' || line[i-1] >= 'A' && line[i-1] <= 'Z') {
		i--
	}
	switch string(line[i:]) {
	case "q", "Q", "w", "g", "G", "rg", "RG", "J", "j", "d":
	default:
		return false
	}
	for _, c := range line[:i] {
		if !(c >= '0' && c <= '9') && c != ' ' && c != '.' && c != '-' && c != '[' && c != ']' {
			return false
		}
	}
	return true
}

// writePages writes contents and pages, and numbers the marks.
func (f *finisher) writePages() error {
	s, rec := f.src, f.doc.Marks
	annots := make([][]int, len(s.pages))
	for i := range f.annot {
		a := &f.annot[i]
		if a.Page < 0 || a.Page >= len(s.pages) {
			return fmt.Errorf("annotation on page %d of %d", a.Page+1, len(s.pages))
		}
		annots[a.Page] = append(annots[a.Page], a.obj)
	}
	f.tree.onPage = make([][]*node, len(s.pages))
	kids := make([]byte, 0, 12*len(s.pages))
	fonts := make(map[*font.Font]*usedFont, len(f.fonts))
	for _, u := range f.fonts {
		fonts[u.Font] = u
	}
	buf := make([]byte, 0, 1<<14)
	for i, p := range s.pages {
		w := rewriter{rec: rec, tree: f.tree, page: i, size: p, fonts: fonts, encoding: &f.encoding, out: buf[:0]}
		if err := w.rewrite(s.objects[p.content].stream); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		if len(w.out) == 0 {
			return fmt.Errorf("page %d: no content", i+1)
		}
		buf = w.out
		f.tree.onPage[i] = w.owner
		f.out.setStream(p.content, "", w.out)

		b := []byte("<</Type/Page/Parent 2 0 R/Resources ")
		b = appendRef(b, s.resObj)
		b = appendRef(append(b, "/Contents "...), p.content)
		b = appendNumber(append(b, "/MediaBox[0 0 "...), p.width)
		b = appendNumber(append(b, ' '), p.height)
		b = appendInt(append(b, "]/StructParents "...), i)
		b = append(b, "/Tabs/S"...)
		if len(annots[i]) > 0 {
			b = append(b, "/Annots["...)
			for j, n := range annots[i] {
				if j > 0 {
					b = append(b, ' ')
				}
				b = appendRef(b, n)
			}
			b = append(b, ']')
		}
		f.out.set(p.obj, append(b, ">>"...))
		kids = append(appendRef(kids, p.obj), ' ')
	}
	for i := range rec.marks {
		if !rec.marks[i].placed {
			return fmt.Errorf("mark %d is lost", i)
		}
	}
	for i := range rec.texts {
		if !rec.texts[i].placed {
			return fmt.Errorf("text %d is lost", i)
		}
	}
	b := []byte("<</Type/Pages/Count ")
	b = appendInt(b, len(s.pages))
	b = append(b, "/Kids["...)
	b = append(b, kids[:len(kids)-1]...)
	f.out.set(pagesObj, append(b, "]>>"...))
	return nil
}
