package pdf_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/testkit"
)

// standard are the fonts of the standard theme.
var standard = sync.OnceValues(func() (*pdf.Fonts, error) {
	return pdf.LoadFonts(os.DirFS("../../themes/standard"), "fonts")
})

func fonts(t testing.TB) *pdf.Fonts {
	t.Helper()
	f, err := standard()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func text(s string) []block.Span { return []block.Span{&block.Text{Text: s}} }

func paragraph(spans ...block.Span) *block.Paragraph { return &block.Paragraph{Spans: spans} }

func heading(level int, number, id, s string) *block.Heading {
	return &block.Heading{Level: level, Number: number, ID: id, Spans: text(s)}
}

const filler = "Kommunens information ska skyddas så att den är riktig, finns när den behövs och bara når dem som har rätt till den. " +
	"Varje nämnd ansvarar för att riktlinjerna följs i den egna verksamheten, att incidenter rapporteras och att medarbetarna får utbildning i informationssäkerhet. "

// policy is a text with an example of most blocks. Sections repeat it to make it longer.
func policy(sections int) layout.Document {
	note := &block.Note{Number: 1, ID: "sakerhetsskydd", References: 1, Blocks: []block.Block{paragraph(text("Säkerhetsskyddslagen (2018:585), 2 kap. 1 §.")...)}}
	tree := &block.Tree{Notes: []*block.Note{note}}
	add := func(b ...block.Block) { tree.Blocks = append(tree.Blocks, b...) }
	for i := range sections {
		n := strconv.Itoa(i + 1)
		add(heading(2, n, "ansvar-"+n, "Ansvar och åtgärder"))
		p := paragraph(
			&block.Text{Text: filler + "Därutöver gäller "},
			&block.Link{Dest: "https://www.imy.se/verksamhet/dataskydd/", Spans: text("Integritetsskyddsmyndighetens vägledning om dataskydd för kommuner och regioner")},
			&block.Text{Text: ", "}, &block.Strong{Spans: text("alltid")}, &block.Text{Text: " och "}, &block.Emphasis{Spans: text("utan undantag")},
			&block.Text{Text: ". Engelskans "}, &block.ForeignSpan{Lang: "en", Spans: text("security policy")}, &block.Text{Text: " motsvarar policyn; kör "},
			&block.CodeSpan{Text: "chmod 640"}, &block.Text{Text: "."},
		)
		if i == 0 {
			p.Spans = append(p.Spans, &block.NoteRef{Note: note, Index: 1})
		}
		add(p, &block.List{Tight: true, Items: []*block.Item{
			{Blocks: []block.Block{paragraph(text("Kryptera bärbara enheter – alltid.")...)}},
			{Blocks: []block.Block{paragraph(text(filler)...), &block.List{Numbering: block.Decimal, Tight: true, Items: []*block.Item{
				{Number: 1, Blocks: []block.Block{paragraph(text("Anmäl till säkerhetsfunktionen.")...)}},
				{Number: 2, Blocks: []block.Block{paragraph(text("Spara loggar i minst 24 månader.")...)}},
			}}}},
		}})
		add(heading(3, n+".1", "roller-"+n, "Roller"))
		cell := func(s string) *block.Cell { return &block.Cell{Spans: text(s)} }
		add(&block.Table{
			Caption: text("Vem gör vad"), Number: i + 1, RowHeaders: true, Align: make([]block.Align, 3),
			Head: []*block.Cell{cell("Roll"), cell("Ansvar"), cell("Uppföljning")},
			Rows: []*block.Row{
				{Cells: []*block.Cell{cell("Kommunstyrelsen"), cell("Beslutar om riktlinjer och leder arbetet"), cell("Årligen")}},
				{Cells: []*block.Cell{cell("Säkerhetschef"), cell("Samordnar")}},
			},
		})
		add(&block.Quote{Blocks: []block.Block{paragraph(text("Information är en tillgång som andra.")...)}})
		if i == 0 {
			add(&block.Figure{Image: &block.Image{Src: "karta.png", Alt: "En ruta från blått till grönt"}, Caption: text("Kartan")})
		}
		add(paragraph(text(strings.Repeat(filler, 2))...), paragraph(&block.Text{Text: "Jämför "}, &block.Link{Dest: "#roller-" + n, Spans: text("avsnittet om roller")}, &block.Text{Text: "."}))
	}
	for i, b := range tree.Blocks {
		if t, ok := b.(*block.Table); ok {
			for _, r := range t.Rows {
				for len(r.Cells) < len(t.Head) {
					r.Cells = append(r.Cells, &block.Cell{})
				}
			}
			tree.Blocks[i] = t
		}
	}
	return layout.Document{
		Organisation: "Exempelby kommun", Logo: &layout.Picture{Key: "logo", Width: 32, Height: 32},
		Kind: "Policy", Title: "Policy för informationssäkerhet", Summary: "Så skyddar kommunen den information som den ansvarar för.",
		Facts: []layout.Fact{
			{Label: "Beslutad av", Value: text("Kommunfullmäktige 2026-05-04, § 333")},
			{Label: "Diarienummer", Value: text("KS 2026/123")},
			{Label: "Gäller från", Value: text("2026-06-01")},
		},
		Contents: "Innehåll", Tree: tree, Language: "sv-SE",
		HeadLeft: "Exempelby kommun", HeadRight: "Policy för informationssäkerhet, KS 2026/123", Foot: "Kommunfullmäktige 2026-05-04, § 333. Version 2",
		SheetNumber: "Sida {n}({total})",
		Words: layout.Words{
			TableLabel: "Tabell {0}.", NoteLink: "Not {0}", NoteBack: "Tillbaka till hänvisningen till not {0}", PageLink: "{0}, sida {1}",
		},
		Targets: targets(tree), Pictures: slices.Repeat([]layout.Picture{{Key: "karta.png", Width: 120, Height: 80}}, len(tree.Images())),
	}
}

// targets are where the links of a text lead: to headings of its own or to what they say.
func targets(tree *block.Tree) []layout.Target {
	var out []layout.Target
	for _, l := range tree.Links() {
		if id, ok := strings.CutPrefix(l.Dest, "#"); ok {
			out = append(out, layout.Target{Heading: id})
		} else {
			out = append(out, layout.Target{URL: l.Dest})
		}
	}
	return out
}

// album holds pictures by key.
type album map[string]*pdf.Picture

func (a album) Picture(key string) *pdf.Picture { return a[key] }

// pictures are those that policy shows: a faded square and a drawn mark.
func pictures(t testing.TB) album {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 60, 40))
	for y := range 40 {
		for x := range 60 {
			img.SetNRGBA(x, y, color.NRGBA{0, uint8(x * 4), uint8(255 - 4*x), uint8(255 - 3*y)})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	map1, err := pdf.DecodePicture(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	logo, err := pdf.DecodePicture([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#0d4f7c" fill-rule="evenodd" d="M0 0h64v40c0 16-16 24-32 24S0 56 0 40zM16 16v24q16 16 32 0V16z"/></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	return album{"karta.png": map1, "logo": logo}
}

func info() pdf.Info {
	day := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	return pdf.Info{
		Author: "Exempelby kommun", Subject: "Så skyddar kommunen den information som den ansvarar för.", Creator: "styrdok",
		Created: day, Modified: day,
		Schemas: []pdf.Schema{{
			Name: "Decision on a governing document", Namespace: "https://styrdok.example/ns/decision/", Prefix: "styrdok",
			Properties: []pdf.Property{
				{Name: "adopted_by", Value: "Kommunfullmäktige", Description: "Body that adopted the document"},
				{Name: "adopted", Value: "2026-05-04", Type: "Date", Description: "Day of adoption"},
				{Name: "section", Value: "§ 333", Description: "Section of the minutes"},
			},
		}},
	}
}

// draw lays a document out and draws it.
func draw(t testing.TB, doc layout.Document) []byte {
	t.Helper()
	sheets, diags := testkit.Break(doc, layout.DefaultStyle(), fonts(t))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	data, err := pdf.Draw(sheets, info(), fonts(t), pictures(t))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
