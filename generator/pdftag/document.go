// Package pdftag finishes a drawn PDF. It takes the file of pages and pictures that gopdf v0.33.0 writes, the
// logical structure of the text, and a Drawing of what is on the pages, and returns a tagged, archival file:
// PDF/UA-1 and PDF/A-2a in one.
//
// Everything is drawn between marks. Finish writes it as marked content, adds structure tree, links, outline,
// metadata and colour profile, cuts the fonts down to the glyphs in use, and writes the objects compactly.
//
// Finish knows the form of gopdf's bytes and nothing else about gopdf. Whatever it does not
// recognise is an error, and so is everything that would make the file lie: something drawn outside a mark,
// a picture that got lost, a page without content, a link without words. The same input gives the
// same bytes; dates are passed in.
//
// Lengths are in points. The origin is the upper left corner of the page, as it is when drawing.
package pdftag

import (
	"errors"
	"fmt"
	"math"
	"time"

	"styrdok/generator/pattern"
)

// Document says what Finish cannot read from the drawn bytes.
type Document struct {
	Title    string // shown in the window's title bar; required
	Author   string
	Subject  string
	Keywords string
	Lang     string // language tag, "sv-SE"; required
	Creator  string // the program that made the text
	Producer string // the program that made the PDF

	// Created and Modified are written as given, in their own time zone. A zero time is left out.
	Created, Modified time.Time

	// Root is the logical structure, a Document element.
	Root *Element
	// Drawing is what is on the pages. It belongs to one Finish.
	Drawing *Drawing

	Outline []OutlineItem
	Dests   []NamedDest

	// Schemas are metadata beyond the standard ones. Each is declared in the file, so that the
	// file stays PDF/A and an archive can read what the properties mean.
	Schemas []Schema
}

// Rect is a rectangle on a page.
type Rect struct{ X, Y, W, H float64 }

// Dest is a place on a page, counted from 0. A viewer shows it at the top of its window.
type Dest struct {
	Page int
	X, Y float64
}

// NamedDest is a place that can be reached from outside: file.pdf#nameddest=Name.
type NamedDest struct {
	Name string
	Dest
}

// Finish returns raw, as gopdf wrote it without compression, as a tagged and archival PDF.
func Finish(raw []byte, doc Document) ([]byte, error) {
	if err := doc.check(); err != nil {
		return nil, fmt.Errorf("finish pdf: %w", err)
	}
	f := finisher{doc: &doc}
	b, err := f.finish(raw)
	if err != nil {
		return nil, fmt.Errorf("finish pdf: %w", err)
	}
	return b, nil
}

// finisher holds what the steps of one Finish share.
type finisher struct {
	doc       *Document
	src       *source
	pages     []page
	out       writer
	encoding  encoding
	tree      *tree
	annot     []placedAnnot // in order of the tree
	structure int           // object of the structure tree
}

// page is a page as gopdf made it, and as it was drawn.
type page struct {
	sourcePage
	drawnPage
}

// placedAnnot is an annotation with its element.
type placedAnnot struct {
	*Annotation
	owner *node
	obj   int
}

func (f *finisher) finish(raw []byte) ([]byte, error) {
	var err error
	if f.src, err = readSource(raw); err != nil {
		return nil, err
	}
	if n := len(f.doc.Drawing.pages); n != len(f.src.pages) {
		return nil, fmt.Errorf("%d pages were drawn, the file has %d", n, len(f.src.pages))
	}
	f.pages = make([]page, len(f.src.pages))
	for i, p := range f.src.pages {
		f.pages[i] = page{p, f.doc.Drawing.pages[i]}
	}
	if f.tree, err = newTree(f.doc.Root, len(f.pages)); err != nil {
		return nil, err
	}
	f.out.reserve(len(f.src.objects))

	f.structure = f.out.add()
	for _, n := range f.tree.nodes {
		n.obj = f.out.add()
		for _, k := range n.Kids {
			if a, ok := k.(*Annotation); ok {
				f.annot = append(f.annot, placedAnnot{a, n, f.out.add()})
			}
		}
	}
	for _, step := range []func() error{
		f.encode, f.writePages, f.writeFonts, f.writeImages, f.writeResources, f.writeAnnotations, f.writeStructure, f.writeCatalog,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	info := f.out.add()
	f.out.set(info, f.doc.info())
	return f.out.file(catalogObj, info)
}

// check reports what is wrong with the document itself, before any byte is read.
func (d *Document) check() error {
	switch {
	case d.Title == "":
		return errors.New("document without title")
	case !languageTag.MatchString(d.Lang):
		return fmt.Errorf("language %q is not a language tag", d.Lang)
	case d.Root == nil:
		return errors.New("document without structure")
	case d.Root.Role != "Document":
		return fmt.Errorf("root of the structure is %q, not Document", d.Root.Role)
	case d.Drawing == nil:
		return errors.New("document without drawing")
	case d.Drawing.err != nil:
		return d.Drawing.err
	case d.Drawing.open:
		return fmt.Errorf("mark %d is not closed", len(d.Drawing.marks)-1)
	}
	return nil
}

// checkDest reports a destination outside the document.
func (f *finisher) checkDest(d Dest) error {
	if d.Page < 0 || d.Page >= len(f.pages) {
		return fmt.Errorf("destination on page %d of %d", d.Page+1, len(f.pages))
	}
	if !finite(d.X, d.Y) {
		return errors.New("destination is not a finite number")
	}
	return nil
}

// appendDest appends an explicit destination. It is given as an XYZ destination that keeps the
// reader's zoom.
func (f *finisher) appendDest(b []byte, d Dest) []byte {
	p := f.pages[d.Page]
	b = append(appendRef(append(b, '['), p.obj), "/XYZ "...)
	return append(appendNumbers(b, d.X, min(max(p.height-d.Y, 0), p.height)), " null]"...)
}

// finite reports whether every number can be written to a PDF at all.
func finite(v ...float64) bool {
	for _, x := range v {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return false
		}
	}
	return true
}

// languageTag is the form of a language tag: letters and digits in groups of at most eight, the first of letters.
var languageTag = pattern.New(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)
