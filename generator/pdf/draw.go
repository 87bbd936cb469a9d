// Package pdf draws the sheets that layout has placed, and implements layout.Metrics with the fonts that it
// embeds. It is the only home of gopdf. Everything is drawn between marks, and pdftag turns the result into a
// tagged and archival file, so that Draw returns either a valid file or an error.
//
// It knows neither Markdown nor the Library nor where files are: fonts and pictures are passed in.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/signintech/gopdf"

	"styrdok/generator/layout"
	"styrdok/generator/pdftag"
)

// Info is the metadata of a print.
type Info struct {
	Author   string
	Subject  string
	Keywords string
	Creator  string // the program that made the text and the PDF

	// Created and Modified are days of the decision, never the day of the build.
	Created, Modified time.Time

	Schemas []Schema // decision data for the archive
}

// Schema and Property are custom metadata, declared in the file.
type (
	Schema   = pdftag.Schema
	Property = pdftag.Property
)

// Pictures finds a picture by its key in the layout, nil if there is none.
type Pictures interface {
	Picture(key string) *Picture
}

// Draw returns a print as a PDF/UA-1 and PDF/A-2a file. Pictures may be nil if the print has none. Several goroutines
// may share fonts and pictures.
func Draw(print layout.Print, info Info, fonts *Fonts, pictures Pictures) (file []byte, err error) {
	defer func() {
		// gopdf panics where others return errors.
		if r := recover(); r != nil {
			file, err = nil, fmt.Errorf("draw pdf: %v", r)
		}
	}()
	if len(print.Sheets) == 0 {
		return nil, errors.New("draw pdf: no sheets")
	}
	d := drawer{fonts: fonts, pictures: pictures, leaves: map[*layout.Leaf]pdftag.Leaf{}}
	root, err := d.structure(print.Root)
	if err != nil {
		return nil, fmt.Errorf("draw pdf: %w", err)
	}
	first := print.Sheets[0]
	d.pdf.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: gopdf.Rect{W: first.Width, H: first.Height}})
	d.pdf.SetNoCompression() // pdftag reads the contents, and compresses them afterwards
	for i, s := range print.Sheets {
		if err := d.sheet(s); err != nil {
			return nil, fmt.Errorf("draw pdf: sheet %d: %w", i+1, err)
		}
	}
	var raw bytes.Buffer
	raw.Grow(1 << 16)
	if _, err := d.pdf.WriteTo(&raw); err != nil {
		return nil, fmt.Errorf("draw pdf: %w", err)
	}
	return pdftag.Finish(raw.Bytes(), pdftag.Document{
		Title: print.Title, Lang: print.Language,
		Author: info.Author, Subject: info.Subject, Keywords: info.Keywords,
		Creator: info.Creator, Producer: info.Creator,
		Created: info.Created, Modified: info.Modified, Schemas: info.Schemas,
		Root: root, Marks: &d.marks,
		Outline: outline(print.Outline), Dests: dests(print.Anchors),
	})
}

// drawer draws one print.
type drawer struct {
	pdf      gopdf.GoPdf
	marks    pdftag.Recorder
	fonts    *Fonts
	pictures Pictures
	leaves   map[*layout.Leaf]pdftag.Leaf

	added bool          // the placeholder font is part of the document
	size  float64       // of the type that is set, 0 if there is none
	color *layout.Color // of texts and rules, nil if none is set
}

var artifacts = [...]pdftag.Artifact{
	layout.LayoutArtifact:     pdftag.Layout,
	layout.HeaderArtifact:     pdftag.Header,
	layout.FooterArtifact:     pdftag.Footer,
	layout.BackgroundArtifact: pdftag.Background,
}

func (d *drawer) sheet(s layout.Sheet) error {
	if !finite(s.Width, s.Height) || s.Width < 1 || s.Height < 1 || s.Width > 14400 || s.Height > 14400 {
		return fmt.Errorf("%v x %v points is no size for a sheet", s.Width, s.Height)
	}
	d.pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: s.Width, H: s.Height}})
	d.marks.NewPage()
	// gopdf does not reset its state for a new page, so everything is set again.
	d.size, d.color = 0, nil
	for _, m := range s.Marks {
		if err := d.mark(m); err != nil {
			return err
		}
	}
	return nil
}

func (d *drawer) mark(m layout.Mark) error {
	if len(m.Rules) == 0 && len(m.Pictures) == 0 && len(m.Runs) == 0 {
		return nil
	}
	if m.Leaf == nil {
		if int(m.Artifact) >= len(artifacts) {
			return fmt.Errorf("unknown artifact %d", m.Artifact)
		}
		d.dash(d.marks.BeginArtifact(artifacts[m.Artifact]))
	} else {
		leaf, ok := d.leaves[m.Leaf]
		if !ok {
			return errors.New("a mark's leaf is not in the structure")
		}
		d.dash(d.marks.Begin(leaf))
	}
	for _, r := range m.Rules {
		if err := d.rule(r); err != nil {
			return err
		}
	}
	for _, p := range m.Pictures {
		if err := d.picture(p); err != nil {
			return err
		}
	}
	for _, r := range m.Runs {
		if err := d.run(r); err != nil {
			return err
		}
	}
	d.dash(d.marks.End())
	return nil
}

// dash sets a line dash of the recorder.
func (d *drawer) dash(dash []float64) { d.pdf.SetCustomLineType(dash, 1) }

// fill sets the colour of texts and rules. gopdf would repeat a text colour with every text.
func (d *drawer) fill(c layout.Color) {
	if d.color == nil || *d.color != c {
		d.pdf.SetFillColor(c.R, c.G, c.B)
		d.color = &c
	}
}

func (d *drawer) rule(r layout.Rule) error {
	if !finite(r.X, r.Y, r.W, r.H) {
		return errors.New("rule is at no place")
	}
	d.fill(r.Color)
	d.pdf.RectFromUpperLeftWithStyle(r.X, r.Y, r.W, r.H, "F")
	return nil
}

func (d *drawer) run(r layout.Run) error {
	if r.Text == "" {
		return nil
	}
	if !finite(r.X, r.Y, r.Size) || r.Size <= 0 {
		return fmt.Errorf("%.40q is at no place", r.Text)
	}
	if r.Face >= layout.FaceCount {
		return fmt.Errorf("there is no face %d", r.Face)
	}
	f := d.fonts.face(r.Face)
	if f == nil {
		return fmt.Errorf("face %s: no font", r.Face)
	}
	for _, c := range r.Text {
		if f.Glyph(c) == 0 {
			return &MissingGlyphError{Face: r.Face, Rune: c, Text: r.Text}
		}
	}
	if err := d.setSize(r.Size); err != nil {
		return err
	}
	d.fill(r.Color)
	d.pdf.SetXY(r.X, r.Y)
	return d.pdf.Text(d.marks.Text(f, r.Text))
}

// MissingGlyphError reports a character that was placed in a face that lacks it.
type MissingGlyphError struct {
	Face layout.Face
	Rune rune
	Text string
}

func (e *MissingGlyphError) Error() string {
	return fmt.Sprintf("face %s has no glyph for %q in %.40q", e.Face, e.Rune, e.Text)
}

// placeholder is the font that gopdf sets, parsed once.
var placeholder = sync.OnceValues(func() (*gopdf.FontContainer, error) {
	var c gopdf.FontContainer
	return &c, c.AddTTFFontData(placeholderName, pdftag.PlaceholderFont())
})

const placeholderName = "text"

// setSize sets the type size. The font of a text is recorded with the text.
func (d *drawer) setSize(size float64) error {
	if d.size == size {
		return nil
	}
	if !d.added {
		fonts, err := placeholder()
		if err != nil {
			return err
		}
		if err := d.pdf.AddTTFFontFromFontContainer(placeholderName, fonts); err != nil {
			return err
		}
		d.added = true
	}
	err := d.pdf.SetFont(placeholderName, "", size)
	d.size = size
	return err
}

func (d *drawer) picture(p layout.PictureBox) error {
	var pic *Picture
	if d.pictures != nil {
		pic = d.pictures.Picture(p.Picture.Key)
	}
	if pic == nil {
		return fmt.Errorf("there is no picture %q", p.Picture.Key)
	}
	if !finite(p.X, p.Y, p.W, p.H) || p.W <= 0 || p.H <= 0 {
		return fmt.Errorf("picture %q is at no place", p.Picture.Key)
	}
	for i := range pic.paths {
		d.dash(d.marks.Path(pic.paths[i].Scaled(p.X, p.Y, p.W/pic.Width, p.H/pic.Height)))
	}
	if pic.data == nil {
		return nil
	}
	// gopdf embeds a picture once, recognised by a digest of its bytes.
	holder, err := gopdf.ImageHolderByBytes(pic.data)
	if err != nil {
		return err
	}
	if err := d.pdf.ImageByHolder(holder, p.X, p.Y, &gopdf.Rect{W: p.W, H: p.H}); err != nil {
		return fmt.Errorf("picture %q: %w", p.Picture.Key, err)
	}
	return nil
}

func finite(v ...float64) bool {
	for _, x := range v {
		if math.IsNaN(x) || math.Abs(x) > 1e6 {
			return false
		}
	}
	return true
}
