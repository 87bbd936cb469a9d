// Package pdf draws the sheets that layout has placed, and implements layout.Metrics with the fonts that it
// embeds. It is the only home of gopdf, which makes the pages and embeds the pictures. pdftag writes what is on the pages
// and makes it a tagged and archival file, so that Draw returns either a valid file or an error.
//
// It knows neither Markdown nor the Library nor where files are: fonts and pictures are passed in.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
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
	d.pdf.Start(gopdf.Config{Unit: gopdf.UnitPT, PageSize: *gopdf.PageSizeA4})
	d.pdf.SetNoCompression() // pdftag reads the contents
	marks, drawn := 0, 0
	for _, s := range print.Sheets {
		marks += len(s.Marks)
		for _, m := range s.Marks {
			drawn += len(m.Rules) + len(m.Pictures) + len(m.Runs)
		}
	}
	d.drawing.Grow(marks, drawn)
	for i, s := range print.Sheets {
		if err := d.sheet(s); err != nil {
			return nil, fmt.Errorf("draw pdf: sheet %d: %w", i+1, err)
		}
	}
	var raw bytes.Buffer
	if _, err := d.pdf.WriteTo(&raw); err != nil {
		return nil, fmt.Errorf("draw pdf: %w", err)
	}
	return pdftag.Finish(raw.Bytes(), pdftag.Document{
		Title: print.Title, Lang: print.Language,
		Author: info.Author, Subject: info.Subject, Keywords: info.Keywords,
		Creator: info.Creator, Producer: info.Creator,
		Created: info.Created, Modified: info.Modified, Schemas: info.Schemas,
		Root: root, Drawing: &d.drawing,
		Outline: outline(print.Outline), Dests: dests(print.Anchors),
	})
}

// drawer draws one print. gopdf makes the pages and embeds the pictures, the drawing has everything.
type drawer struct {
	pdf      gopdf.GoPdf
	drawing  pdftag.Drawing
	fonts    *Fonts
	pictures Pictures
	leaves   map[*layout.Leaf]pdftag.Leaf
}

var artifacts = [...]pdftag.Artifact{
	layout.LayoutArtifact:     pdftag.Layout,
	layout.HeaderArtifact:     pdftag.Header,
	layout.FooterArtifact:     pdftag.Footer,
	layout.BackgroundArtifact: pdftag.Background,
}

func (d *drawer) sheet(s layout.Sheet) error {
	d.pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: s.Width, H: s.Height}})
	d.drawing.AddPage(s.Width, s.Height)
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
		d.drawing.BeginArtifact(artifacts[m.Artifact])
	} else {
		leaf, ok := d.leaves[m.Leaf]
		if !ok {
			return errors.New("a mark's leaf is not in the structure")
		}
		d.drawing.Begin(leaf)
	}
	for _, r := range m.Rules {
		d.drawing.Rect(pdftag.Rect(r.Rect), pdftag.Colour(r.Color))
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
	d.drawing.End()
	return nil
}

func (d *drawer) run(r layout.Run) error {
	if r.Text == "" {
		return nil
	}
	if r.Face >= layout.FaceCount {
		return fmt.Errorf("there is no face %d", r.Face)
	}
	f := d.fonts.face(r.Face)
	if f == nil {
		return fmt.Errorf("face %s: no font", r.Face)
	}
	d.drawing.Text(f, r.Size, r.X, r.Y, pdftag.Colour(r.Color), r.Text)
	return nil
}

// MissingGlyphError reports a character that was placed in a face that lacks it.
type MissingGlyphError = pdftag.MissingGlyphError

func (d *drawer) picture(p layout.PictureBox) error {
	var pic *Picture
	if d.pictures != nil {
		pic = d.pictures.Picture(p.Picture.Key)
	}
	if pic == nil {
		return fmt.Errorf("there is no picture %q", p.Picture.Key)
	}
	if p.W <= 0 || p.H <= 0 {
		return fmt.Errorf("picture %q is at no place", p.Picture.Key)
	}
	for i := range pic.paths {
		path := pic.paths[i].Scaled(p.X, p.Y, p.W/pic.Width, p.H/pic.Height)
		d.drawing.Path(&path)
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
	d.drawing.Picture(pdftag.Rect(p.Rect))
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
