package pdftag

import (
	"bytes"
	"errors"
	"fmt"
)

// contentWriter writes the content stream of one page. What is set already is not set again, text objects that
// follow each other are joined, and lines are placed relative to the one before, at a distance that mostly is the
// leading. That halves the input of the compressor.
type contentWriter struct {
	out      []byte
	height   float64 // of the page
	encoding *encoding
	pictures []string // names of the pictures still to be drawn

	inText  bool
	x, y    int // where the last line of the text object began, in hundredths of a point
	leading int // in hundredths
	font    *usedFont
	size    float64
	colour  Colour
	painted bool // colour is set
}

func (w *contentWriter) openText() {
	if !w.inText {
		w.inText, w.x, w.y = true, 0, 0
		w.out = append(w.out, "BT\n"...)
	}
}

func (w *contentWriter) closeText() {
	if w.inText {
		w.inText = false
		w.out = append(w.out, "ET\n"...)
	}
}

func (w *contentWriter) setColour(c Colour) {
	if !w.painted || w.colour != c {
		w.painted, w.colour = true, c
		w.out = append(appendColour(w.out, c), " rg\n"...)
	}
}

// draw writes the operators of o.
func (w *contentWriter) draw(o *op) error {
	if o.kind == textOp {
		w.text(o)
		return nil
	}
	w.closeText()
	switch o.kind {
	case rectOp:
		w.setColour(o.colour)
		r := o.box
		w.out = append(appendNumbers(w.out, r.X, w.height-r.Y-r.H, r.W, r.H), " re f\n"...)
	case pathOp:
		var err error
		w.out, err = o.path.append(w.out, w.height)
		return err
	case pictureOp:
		if len(w.pictures) == 0 {
			return errors.New("a picture is lost")
		}
		r := o.box
		w.out = append(appendNumbers(append(w.out, "q\n"...), r.W, 0, 0, r.H, r.X, w.height-r.Y-r.H), " cm "...)
		w.out = append(append(w.out, w.pictures[0]...), " Do\nQ\n"...)
		w.pictures = w.pictures[1:]
	}
	return nil
}

// text shows a text on its baseline.
func (w *contentWriter) text(o *op) {
	w.openText()
	w.setColour(o.colour)
	if w.font != o.font || w.size != o.size {
		w.font, w.size = o.font, o.size
		w.out = append(append(append(w.out, '/'), w.font.resource...), ' ')
		w.out = append(appendNumber(w.out, w.size), " Tf\n"...)
	}
	x, y := hundredths(o.box.X), hundredths(w.height-o.box.Y)
	switch down := w.y - y; {
	case x != w.x:
		w.out = append(appendFixed(w.out, x-w.x, 100), ' ')
		w.out = append(appendFixed(w.out, -down, 100), " Td\n"...)
	case down != w.leading:
		w.leading = down
		w.out = append(appendFixed(append(w.out, "0 "...), -down, 100), " TD\n"...)
	default:
		w.out = append(w.out, "T*\n"...)
	}
	w.x, w.y = x, y

	start := len(w.out)
	w.out = append(w.out, "[("...)
	gaps, left, kern := false, uint16(0), o.font.Kerning()
	for _, r := range o.text {
		g := o.font.of(r)
		if left != 0 {
			if k := kern.Between(left, g.glyph); k != 0 {
				w.out = append(appendInt(append(w.out, ')'), -k), '(')
				gaps = true
			}
		}
		w.out = w.encoding.appendCode(w.out, g.code)
		left = g.glyph
	}
	if gaps {
		w.out = append(w.out, ")]TJ\n"...)
	} else {
		w.out = append(append(w.out[:start], w.out[start+1:]...), ")Tj\n"...)
	}
}

// writePages writes contents and pages, and numbers the marks.
func (f *finisher) writePages() error {
	annots := make([][]int, len(f.pages))
	for i := range f.annot {
		a := &f.annot[i]
		if a.Page < 0 || a.Page >= len(f.pages) {
			return fmt.Errorf("annotation on page %d of %d", a.Page+1, len(f.pages))
		}
		annots[a.Page] = append(annots[a.Page], a.obj)
	}
	f.tree.onPage = make([][]int, len(f.pages))
	kids := make([]int, len(f.pages))
	buf := make([]byte, 0, 1<<14)
	for i, p := range f.pages {
		var err error
		if buf, err = f.appendContents(buf[:0], i); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		b := []byte("<</Type/Page/Parent 2 0 R/Resources ")
		b = appendRef(b, f.src.resObj)
		b = appendRef(append(b, "/Contents "...), f.out.addStream("", buf))
		b = appendNumbers(append(b, "/MediaBox["...), 0, 0, p.width, p.height)
		b = appendInt(append(b, "]/StructParents "...), i)
		b = append(b, "/Tabs/S"...)
		if len(annots[i]) > 0 {
			b = appendRefs(append(b, "/Annots"...), annots[i])
		}
		f.out.set(p.obj, append(b, ">>"...))
		kids[i] = p.obj
	}
	b := appendInt([]byte("<</Type/Pages/Count "), len(f.pages))
	f.out.set(pagesObj, append(appendRefs(append(b, "/Kids"...), kids), ">>"...))
	return nil
}

// appendContents appends the content stream of a page and records which elements its marks belong to.
func (f *finisher) appendContents(b []byte, page int) ([]byte, error) {
	d, p := f.doc.Drawing, &f.pages[page]
	if p.first == p.end {
		return b, errors.New("no content")
	}
	w := contentWriter{out: b, height: p.height, encoding: &f.encoding, pictures: p.pictures}
	var owners []int // by MCID
	for i := p.first; i < p.end; i++ {
		m := &d.marks[i]
		// A mark with texts only is written within a text object, so that it need not end there.
		if m.other || m.first == m.end {
			w.closeText()
		} else {
			w.openText()
		}
		if m.artifact != 0 {
			w.out = append(w.out, properties[m.artifact]...)
		} else {
			if m.leaf < 0 || int(m.leaf) >= len(f.tree.leaves) || f.tree.leaves[m.leaf].owner == nil {
				return b, fmt.Errorf("leaf %d is drawn but stands nowhere in the structure", m.leaf)
			}
			leaf := &f.tree.leaves[m.leaf]
			leaf.pieces = append(leaf.pieces, piece{page, len(owners)})
			w.out = append(append(append(w.out, '/'), leaf.owner.Role...), "<</MCID "...)
			w.out = append(appendInt(w.out, len(owners)), ">>BDC\n"...)
			owners = append(owners, leaf.owner.obj)
		}
		for k := m.first; k < m.end; k++ {
			if err := w.draw(&d.ops[k]); err != nil {
				return b, err
			}
		}
		if m.other {
			w.closeText()
		}
		w.out = append(w.out, "EMC\n"...)
	}
	w.closeText()
	if len(w.pictures) > 0 {
		return b, errors.New("gopdf drew more pictures than were recorded")
	}
	f.tree.onPage[page] = owners
	return w.out, nil
}

// writeImages copies pictures, their masks and palettes.
func (f *finisher) writeImages() error {
	for _, n := range f.src.images {
		o := f.src.objects[n]
		if o.stream == nil {
			return fmt.Errorf("object %d: picture without data", n)
		}
		d := bytes.TrimSpace(o.dict)
		d, ok := bytes.CutSuffix(d, []byte(">>"))
		if !ok {
			return fmt.Errorf("object %d: unexpected picture", n)
		}
		i := bytes.Index(d, []byte("/Length "))
		if i < 0 {
			return fmt.Errorf("object %d: picture without length", n)
		}
		_, rest, _ := leadingInt(d[i+len("/Length "):])
		entries := append(append([]byte{}, d[2:i]...), rest...)
		entries = bytes.Join(bytes.Fields(entries), []byte(" "))
		if _, ok := value(entries, "/Filter"); ok {
			f.out.setRaw(n, string(entries), o.stream)
		} else {
			f.out.setStream(n, string(entries), o.stream)
		}
	}
	return nil
}

// writeResources writes what the contents of all pages refer to by name.
func (f *finisher) writeResources() error {
	b := []byte("<</Font<<")
	for _, u := range f.doc.Drawing.fonts {
		b = appendRef(append(appendName(b, u.resource), ' '), u.obj)
	}
	b = append(b, ">>/XObject<<"...)
	for _, r := range namedRefs(f.src.objects[f.src.resObj].dict, "/XObject") {
		b = appendRef(append(appendName(b, r.name), ' '), r.obj)
	}
	f.out.set(f.src.resObj, append(b, ">>>>"...))
	return nil
}
