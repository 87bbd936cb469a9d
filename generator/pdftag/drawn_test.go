package pdftag_test

// The tests make pages and pictures with gopdf, whose bytes are what Finish reads. Only tests of this package
// may import it.

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"
	"time"

	"github.com/signintech/gopdf"

	"styrdok/generator/font"
	"styrdok/generator/pdftag"
)

const fontFolder = "../../themes/standard/fonts/"

// drawing is a document being drawn.
type drawing struct {
	t    testing.TB
	pdf  *gopdf.GoPdf
	rec  *pdftag.Drawing
	doc  pdftag.Document
	leaf pdftag.Leaf
	y    float64
	font *font.Font
	size float64
}

func newDrawing(t testing.TB) *drawing {
	t.Helper()
	d := &drawing{t: t, pdf: &gopdf.GoPdf{}, rec: &pdftag.Drawing{}}
	d.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: 595.28, H: 841.89}, Unit: gopdf.UnitPT})
	d.pdf.SetNoCompression()
	day := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	d.doc = pdftag.Document{
		Title: "Policy för informationssäkerhet", Author: "Exempelby kommun", Lang: "sv-SE",
		Creator: "styrdok", Producer: "styrdok", Created: day, Modified: day,
		Root: &pdftag.Element{Role: "Document"}, Drawing: d.rec,
	}
	d.page(595.28, 841.89)
	return d
}

func (d *drawing) page(w, h float64) {
	d.pdf.AddPageWithOption(gopdf.PageOption{PageSize: &gopdf.Rect{W: w, H: h}})
	d.rec.AddPage(w, h)
	d.y = 72
}

// fonts are the theme's fonts that have been read.
var fonts = map[string]*font.Font{}

func (d *drawing) set(name string, size float64) {
	d.t.Helper()
	if fonts[name] == nil {
		data, err := os.ReadFile(fontFolder + name + ".ttf")
		if err != nil {
			d.t.Fatal(err)
		}
		if fonts[name], err = font.Read(data); err != nil {
			d.t.Fatal(err)
		}
	}
	d.font, d.size = fonts[name], size
}

// text draws a line within the open mark.
func (d *drawing) text(x float64, s string) {
	d.rec.Text(d.font, d.size, x, d.y, pdftag.Colour{}, s)
	d.y += 16
}

// content draws lines as a leaf and adds it to e.
func (d *drawing) content(e *pdftag.Element, lines ...string) {
	d.t.Helper()
	d.leaf++
	e.Kids = append(e.Kids, d.leaf)
	d.rec.Begin(d.leaf)
	for _, s := range lines {
		d.text(72, s)
	}
	d.rec.End()
}

// add adds a new element to parent, with lines as its content.
func (d *drawing) add(parent *pdftag.Element, role pdftag.Role, lines ...string) *pdftag.Element {
	d.t.Helper()
	e := &pdftag.Element{Role: role}
	parent.Kids = append(parent.Kids, e)
	if len(lines) > 0 {
		d.content(e, lines...)
	}
	return e
}

func (d *drawing) artifact(a pdftag.Artifact, draw func()) {
	d.rec.BeginArtifact(a)
	draw()
	d.rec.End()
}

// raw returns what gopdf writes.
func (d *drawing) raw() []byte {
	d.t.Helper()
	var b bytes.Buffer
	if _, err := d.pdf.WriteTo(&b); err != nil {
		d.t.Fatal(err)
	}
	return b.Bytes()
}

func (d *drawing) finish() ([]byte, error) { return pdftag.Finish(d.raw(), d.doc) }

// small draws a document of one heading and one paragraph.
func small(t testing.TB) *drawing {
	t.Helper()
	d := newDrawing(t)
	d.set("StyrdokSerif-Regular", 11)
	d.add(d.doc.Root, "H1", "Policy för informationssäkerhet")
	d.add(d.doc.Root, "P", "Kommunen skyddar sin infor\u00ad", "mation.")
	return d
}

// whole draws a document with an example of everything that Finish knows.
func whole(t testing.TB) *drawing {
	t.Helper()
	const e = "StyrdokSerif-Regular"
	d := newDrawing(t)
	root := d.doc.Root
	d.set("StyrdokSans-Regular", 9)
	d.artifact(pdftag.Header, func() { d.text(72, "Exempelby kommun") })
	d.set(e, 22)
	d.add(root, "H1", "Policy för informationssäkerhet")
	d.set(e, 11)

	toc := d.add(root, "TOC")
	item := d.add(toc, "TOCI")
	entry := d.add(d.add(item, "Reference"), "Link", "1 Ansvar, 2")
	entry.Kids = append(entry.Kids, &pdftag.Annotation{Page: 0, Rects: []pdftag.Rect{{X: 72, Y: d.y - 28, W: 100, H: 14}}, Contents: "1 Ansvar, sida 2", Dest: &pdftag.Dest{Page: 1, Y: 60}})

	sect := d.add(root, "Sect")
	d.add(sect, "H2", "1 Ansvar")
	p := d.add(sect, "P", "Styrelsen beslutar. Se även ")
	link := d.add(p, "Link", "Integritetsskydds\u00ad", "myndigheten")
	link.Kids = append(link.Kids, &pdftag.Annotation{
		Page: 0, Rects: []pdftag.Rect{{X: 72, Y: d.y - 44, W: 90, H: 14}, {X: 72, Y: d.y - 28, W: 60, H: 14}},
		Contents: "Integritetsskyddsmyndighetens webbplats", URI: "https://www.imy.se/sök?q=å (b)\\",
	})
	ref := d.add(p, "Reference")
	sign := d.add(ref, "Link", "¹")
	note := &pdftag.Element{Role: "Note", ID: "note-1"}
	sign.Kids = append(sign.Kids, &pdftag.Annotation{Page: 0, Rects: []pdftag.Rect{{X: 72, Y: d.y - 28, W: 6, H: 14}}, Contents: "Fotnot 1", Dest: &pdftag.Dest{Page: 0, Y: 700}})
	d.content(p, " och ")
	d.add(p, "Span", "security policy").Lang = "en-GB"
	d.content(p, ".")
	sect.Kids = append(sect.Kids, note)

	list := d.add(sect, "L")
	list.Attributes.Numbering = "Decimal"
	for _, s := range []string{"Kryptera bärbara enheter.", "Rapportera incidenter – inom ett dygn."} {
		li := d.add(list, "LI")
		d.add(li, "Lbl", "1. ")
		d.add(d.add(li, "LBody"), "P", s)
	}
	quote := d.add(sect, "BlockQuote")
	d.add(quote, "P", "Information är en tillgång.")
	d.set("StyrdokMono-Regular", 10)
	d.add(d.add(sect, "P"), "Code", "chmod 640 policy.md")
	d.set(e, 11)

	fig := d.add(sect, "Figure")
	fig.Alt = "En ruta som går från blått till grönt"
	fig.Attributes.Placement = "Block"
	fig.Attributes.BBox = &pdftag.Box{Page: 0, Rect: pdftag.Rect{X: 72, Y: d.y, W: 60, H: 40}}
	d.leaf++
	fig.Kids = append(fig.Kids, d.leaf)
	d.rec.Begin(d.leaf)
	img := image.NewNRGBA(image.Rect(0, 0, 6, 4))
	for i := range img.Pix {
		img.Pix[i] = uint8(11 * i)
	}
	img.SetNRGBA(0, 0, color.NRGBA{1, 2, 3, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	holder, err := gopdf.ImageHolderByBytes(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.pdf.ImageByHolder(holder, 72, d.y, &gopdf.Rect{W: 60, H: 40}); err != nil {
		t.Fatal(err)
	}
	d.rec.Picture(pdftag.Rect{X: 72, Y: d.y, W: 60, H: 40})
	d.rec.End()
	d.y += 56

	// The note is drawn now and read after its paragraph.
	d.artifact(pdftag.Layout, func() {
		line := pdftag.Path{Stroke: &pdftag.Colour{R: 80, G: 80, B: 80}, Width: 0.5}
		line.MoveTo(72, 700)
		line.LineTo(200, 700)
		d.rec.Path(&line)
		p := pdftag.Path{Fill: &pdftag.Colour{R: 13, G: 79, B: 124}, EvenOdd: true}
		for _, r := range []float64{12, 6} {
			p.MoveTo(520-r, 60)
			p.CurveTo(520-r, 60-r, 520+r, 60-r, 520+r, 60)
			p.LineTo(520, 60+r)
			p.Close()
		}
		d.rec.Path(&p)
	})
	d.y = 716
	d.add(note, "Lbl", "¹ ")
	// A leaf in two pieces on two pages, with other things between.
	body := d.add(note, "P", "Beslutet fattades av kommunfullmäktige, ")
	long := d.leaf
	d.page(841.89, 595.28)
	d.set(e, 11)
	d.rec.Begin(long)
	d.text(72, "§ 333.")
	d.rec.End()
	_ = body

	table := d.add(sect, "Table")
	d.add(table, "Caption", "Tabell 1. Roller")
	head := d.add(d.add(table, "THead"), "TR")
	for _, s := range []string{"Roll", "Ansvar"} {
		d.add(head, "TH", s).Attributes.Scope = "Column"
	}
	rows := d.add(table, "TBody")
	tr := d.add(rows, "TR")
	th := d.add(tr, "TH", "Styrelse")
	th.Attributes.Scope = "Row"
	d.add(tr, "TD", "Beslutar")
	tr = d.add(rows, "TR")
	d.add(tr, "TH", "Nämnd").Attributes.Scope = "Row"
	d.add(tr, "TD", "Följer upp")

	d.add(sect, "H3", "1.1 Undantag")
	d.add(sect, "P", "Inga undantag finns.")
	d.doc.Outline = []pdftag.OutlineItem{
		{Title: "Policy för informationssäkerhet", Level: 1, Dest: pdftag.Dest{Page: 0}},
		{Title: "1 Ansvar", Level: 2, Dest: pdftag.Dest{Page: 0, Y: 120}},
		{Title: "1.1 Undantag 😀", Level: 3, Dest: pdftag.Dest{Page: 1, Y: 200}},
		{Title: "Beslut", Level: 1, Dest: pdftag.Dest{Page: 1, Y: 300}},
	}
	d.doc.Dests = []pdftag.NamedDest{{"undantag", pdftag.Dest{Page: 1, Y: 200}}, {"ansvar", pdftag.Dest{Page: 0, Y: 120}}}
	d.doc.Schemas = []pdftag.Schema{{
		Name: "Decision on a governing document", Namespace: "https://styrdok.example/ns/decision/", Prefix: "styrdok",
		Properties: []pdftag.Property{
			{Name: "adopted_by", Value: "Kommunfullmäktige", Description: "Body that adopted the document"},
			{Name: "adopted", Value: "2026-05-04", Type: "Date", Description: "Day of adoption"},
			{Name: "section", Value: "§ 333", Description: "Section of the minutes"},
			{Name: "repealed", Description: "Day of repeal"},
			{Name: "case_number", Value: "KS 2015/123 <&>", Description: "Registry number of the case"},
		},
	}}
	return d
}
