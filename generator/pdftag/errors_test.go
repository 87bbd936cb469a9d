package pdftag_test

import (
	"bytes"
	"image"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/pdftag"
)

// TestRefuses shows that Finish returns an error where the file would lie or break.
func TestRefuses(t *testing.T) {
	paragraph := func(d *drawing) *pdftag.Element { return d.doc.Root.Kids[1].(*pdftag.Element) }
	link := func(d *drawing, a pdftag.Annotation) {
		l := d.add(paragraph(d), "Link", "länk")
		if a.Rects == nil {
			a.Rects = []pdftag.Rect{{X: 72, Y: 72, W: 10, H: 10}}
		}
		l.Kids = append(l.Kids, &a)
	}
	tests := []struct {
		name string
		edit func(d *drawing)
		want string
	}{
		{"text outside a mark", func(d *drawing) { d.text(72, "x") }, "drawn outside a mark"},
		{"text at no place", func(d *drawing) {
			d.artifact(pdftag.Layout, func() { d.text(math.NaN(), "x") })
		}, "at no place"},
		{"text without size", func(d *drawing) {
			d.size = 0
			d.artifact(pdftag.Layout, func() { d.text(72, "x") })
		}, "has no size"},
		{"character without glyph", func(d *drawing) {
			d.artifact(pdftag.Layout, func() { d.text(72, "漢") })
		}, "has no glyph"},
		{"line by gopdf", func(d *drawing) { d.pdf.Line(1, 1, 2, 2) }, "not a picture"},
		{"text by gopdf", func(d *drawing) {
			data, _ := os.ReadFile(fontFolder + "StyrdokSerif-Regular.ttf")
			d.pdf.AddTTFFontData("x", data)
			d.pdf.SetFont("x", "", 11)
			d.pdf.Text("x")
		}, "not a picture"},
		{"picture that is not recorded", func(d *drawing) { d.pdf.ImageFrom(image.NewGray(image.Rect(0, 0, 2, 2)), 1, 1, nil) }, "more pictures"},
		{"lost picture", func(d *drawing) {
			d.artifact(pdftag.Layout, func() { d.rec.Picture(pdftag.Rect{W: 1, H: 1}) })
		}, "picture is lost"},
		{"nested marks", func(d *drawing) { d.rec.Begin(90); d.rec.Begin(91) }, "opened within mark"},
		{"open mark", func(d *drawing) { d.rec.Begin(90) }, "not closed"},
		{"end without beginning", func(d *drawing) { d.rec.End() }, "not open"},
		{"mark over pages", func(d *drawing) {
			d.rec.Begin(90)
			d.page(100, 100)
			d.rec.End()
		}, "goes over the end of page"},
		{"page of no size", func(d *drawing) { d.page(100, 0) }, "no size"},
		{"page without content", func(d *drawing) { d.page(100, 100) }, "page 2: no content"},
		{"page not told", func(d *drawing) {
			d.pdf.AddPage()
			d.artifact(pdftag.Layout, func() { d.text(72, "x") })
		}, "pages"},
		{"link by gopdf", func(d *drawing) { d.pdf.AddExternalLink("https://a.se", 1, 1, 1, 1) }, "link drawn by gopdf"},
		{"outline by gopdf", func(d *drawing) { d.pdf.AddOutline("x") }, "not known"},
		{"leaf outside the structure", func(d *drawing) {
			d.rec.Begin(90)
			d.text(72, "x")
			d.rec.End()
		}, "stands nowhere"},
		{"leaf never drawn", func(d *drawing) { p := paragraph(d); p.Kids = append(p.Kids, pdftag.Leaf(90)) }, "never drawn"},
		{"leaf twice", func(d *drawing) { p := paragraph(d); p.Kids = append(p.Kids, pdftag.Leaf(1)) }, "stands twice"},
		{"element twice", func(d *drawing) { d.doc.Root.Kids = append(d.doc.Root.Kids, paragraph(d)) }, "stands twice"},
		{"element in itself", func(d *drawing) { p := paragraph(d); p.Kids = append(p.Kids, p) }, "stands twice"},
		{"deep structure", func(d *drawing) {
			e := paragraph(d)
			for range 1000 {
				e = d.add(e, "Span")
			}
		}, "deeper"},
		{"ID twice", func(d *drawing) {
			d.add(d.doc.Root, "P", "x").ID = "a"
			d.add(d.doc.Root, "P", "x").ID = "a"
		}, "stands twice"},
		{"unknown role", func(d *drawing) { d.add(d.doc.Root, "Chapter", "x") }, "unknown role"},
		{"cell outside a row", func(d *drawing) { d.add(d.doc.Root, "TD", "x") }, "TD in Document"},
		{"paragraph in a list", func(d *drawing) { d.add(d.add(d.doc.Root, "L"), "P", "x") }, "P in L"},
		{"content in a list", func(d *drawing) { d.add(d.doc.Root, "L", "x") }, "directly in L"},
		{"skipped heading", func(d *drawing) { d.add(d.doc.Root, "H3", "x") }, "heading of level 3 follows level 1"},
		{"figure without words", func(d *drawing) { d.add(d.doc.Root, "Figure", "x") }, "without words"},
		{"figure without box", func(d *drawing) { d.add(d.doc.Root, "Figure", "x").Alt = "x" }, "without box"},
		{"figure on no page", func(d *drawing) {
			f := d.add(d.doc.Root, "Figure", "x")
			f.Alt, f.Attributes.BBox = "x", &pdftag.Box{Page: 4}
		}, "on no page"},
		{"note without ID", func(d *drawing) { d.add(d.doc.Root, "Note", "x") }, "note without ID"},
		{"head cell without scope", func(d *drawing) {
			d.add(d.add(d.add(d.doc.Root, "Table"), "TR"), "TH", "x")
		}, "without scope"},
		{"link without annotation", func(d *drawing) { d.add(paragraph(d), "Link", "x") }, "link without annotation"},
		{"annotation outside a link", func(d *drawing) {
			p := paragraph(d)
			p.Kids = append(p.Kids, &pdftag.Annotation{})
		}, "not in Link"},
		{"link without words", func(d *drawing) { link(d, pdftag.Annotation{URI: "https://a.se", Contents: " "}) }, "no words"},
		{"link to nowhere", func(d *drawing) { link(d, pdftag.Annotation{Contents: "x"}) }, "leads nowhere"},
		{"link to a missing page", func(d *drawing) { link(d, pdftag.Annotation{Contents: "x", Dest: &pdftag.Dest{Page: 1}}) }, "page 2 of 1"},
		{"link on a missing page", func(d *drawing) { link(d, pdftag.Annotation{Page: 3, Contents: "x", URI: "https://a.se"}) }, "page 4 of 1"},
		{"link that runs", func(d *drawing) { link(d, pdftag.Annotation{Contents: "x", URI: "javascript:alert(1)"}) }, "not of http"},
		{"link with control character", func(d *drawing) { link(d, pdftag.Annotation{Contents: "x", URI: "https://a.se/\n"}) }, "control character"},
		{"link without area", func(d *drawing) {
			link(d, pdftag.Annotation{Contents: "x", URI: "https://a.se", Rects: []pdftag.Rect{{X: 1, Y: 1, W: 0, H: 4}}})
		}, "area is empty"},
		{"link at infinity", func(d *drawing) {
			link(d, pdftag.Annotation{Contents: "x", URI: "https://a.se", Rects: []pdftag.Rect{{X: math.Inf(1), Y: 1, W: 3, H: 4}}})
		}, "area is empty or not finite"},
		{"path that begins nowhere", func(d *drawing) {
			d.artifact(pdftag.Layout, func() {
				var p pdftag.Path
				p.LineTo(1, 1)
				d.rec.Path(&p)
			})
		}, "does not begin"},
		{"path outside a mark", func(d *drawing) { d.rec.Path(&pdftag.Path{}) }, "outside a mark"},
		{"no title", func(d *drawing) { d.doc.Title = "" }, "without title"},
		{"no language", func(d *drawing) { d.doc.Lang = "" }, "language tag"},
		{"odd language", func(d *drawing) { paragraph(d).Lang = "sv)" }, "language tag"},
		{"no structure", func(d *drawing) { d.doc.Root = nil }, "without structure"},
		{"bookmark to a missing page", func(d *drawing) {
			d.doc.Outline = []pdftag.OutlineItem{{Title: "x", Level: 1, Dest: pdftag.Dest{Page: 9}}}
		}, "bookmark 1"},
		{"destination twice", func(d *drawing) { d.doc.Dests = []pdftag.NamedDest{{Name: "a"}, {Name: "a"}} }, "named twice"},
		{"metadata with odd name", func(d *drawing) {
			d.doc.Schemas = []pdftag.Schema{{Name: "x", Namespace: "http://x/", Prefix: "s", Properties: []pdftag.Property{{Name: "a b", Value: "1", Description: "x"}}}}
		}, "is no name"},
		{"metadata with a prefix in use", func(d *drawing) {
			d.doc.Schemas = []pdftag.Schema{{Name: "x", Namespace: "http://x/", Prefix: "dc", Properties: []pdftag.Property{{Name: "a", Value: "1", Description: "x"}}}}
		}, "cannot be used"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := small(t)
			test.edit(d)
			_, err := d.finish()
			switch {
			case err == nil:
				t.Errorf("got no error, want one with %q", test.want)
			case !strings.Contains(err.Error(), test.want):
				t.Errorf("got error %q, want one with %q", err, test.want)
			}
		})
	}
}

// TestRefusesChangedBytes shows that bytes of another shape are refused.
func TestRefusesChangedBytes(t *testing.T) {
	raw := whole(t).raw()
	for _, test := range []struct{ name, old, new string }{
		{"header", "%PDF-1.7", "%PDF-1.4"},
		{"no cross-references", "xref\n0 ", "xrex\n0 "},
		{"count of pages", "/Count 2", "/Count 3"},
		{"unknown object", "/Type /Page\n", "/Type /Pagx\n"},
		{"kind of picture", "/Subtype /Image", "/Subtype /Imagx"},
		{"another drawing", " cm /I", " CM /I"},
		{"stream length", "/Length ", "/Lenght "},
	} {
		changed := bytes.Replace(raw, []byte(test.old), []byte(test.new), 1)
		if bytes.Equal(changed, raw) {
			t.Fatalf("%s: %q does not occur", test.name, test.old)
		}
		if _, err := pdftag.Finish(changed, whole(t).doc); err == nil {
			t.Errorf("%s: got no error", test.name)
		}
	}
	for n := 0; n < len(raw); n += 101 {
		if _, err := pdftag.Finish(raw[:n], whole(t).doc); err == nil {
			t.Errorf("first %d bytes: got no error", n)
		}
	}
}

// FuzzFinish shows that no change to the bytes makes Finish panic. A drawn file is too large to be mutated as
// a whole, so what is fuzzed is a change to it: at an offset, some bytes are replaced by others.
func FuzzFinish(f *testing.F) {
	raw := whole(f).raw()
	for _, change := range []struct {
		at, cut int
		put     string
	}{
		{0, 0, ""}, {0, len(raw), "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\nstartxref\n9\n"}, {len(raw) - 40, 40, ""},
		{bytes.Index(raw, []byte("/Count 2")), 8, "/Count 99999999999999999999"}, {bytes.Index(raw, []byte("/I")), 2, "/I99999999999999999999"},
		{bytes.Index(raw, []byte("stream")), 6, "stream\nq\nq\n"},
	} {
		f.Add(uint32(change.at), uint32(change.cut), []byte(change.put))
	}
	f.Fuzz(func(t *testing.T, at, cut uint32, put []byte) {
		from := int(at) % (len(raw) + 1)
		to := min(from+int(cut%uint32(len(raw)+1)), len(raw))
		changed := slices.Concat(raw[:from], put, raw[to:])
		pdftag.Finish(changed, whole(t).doc)
	})
}
