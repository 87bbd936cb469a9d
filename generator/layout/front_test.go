package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

// TestFront sets all that stands around a text, on every paper, and once on each sheet what must be.
func TestFront(t *testing.T) {
	text := func(s string) []block.Span { return []block.Span{&block.Text{Text: s}} }
	tree, _ := markdown.Parse([]byte("## Ett\n\nText.\n\n## Två\n\nText.\n\n## Tre\n\nText.\n"), markdown.Options{Language: "sv", Numbered: true})
	for name, paper := range map[string]layout.Size{"A4": layout.A4, "A5": layout.A5, "Letter": layout.Letter} {
		doc := testDocument(tree)
		doc.Organisation, doc.Kind, doc.Summary = "Exempelby kommun", "Policy", "Vad kommunen vill uppnå."
		doc.Logo = &layout.Picture{Key: "logo", Width: 34, Height: 40}
		doc.Notices, doc.Mark = []layout.Notice{{Value: []block.Span{&block.Text{Text: "Förslag. Inte beslutat."}}}}, "FÖRSLAG"
		doc.HeadRight = strings.Repeat("En mycket lång titel ", 20)
		for i := range 60 {
			doc.Facts = append(doc.Facts, layout.Fact{Label: fmt.Sprint("Rad ", i), Value: text("Värde 2019-03-25 § 42")})
		}
		doc.Closing = []layout.Section{{Title: "Versioner", Blocks: []block.Block{&block.Paragraph{Spans: text("Version 1.")}}}}
		style := layout.DefaultStyle()
		style.Paper, style.ContentsOver = paper, 0
		p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
		check(t, p, style, map[string]int{"Förslag. Inte beslutat.": 1, "Vad kommunen vill uppnå.": 1, "Version 1.": 1,
			"Exempelby kommun": 1, "Rad 11": 1})
		got := dump(p)
		if n := strings.Count(got, `header   "FÖRSLAG"`); n != len(p.Sheets) {
			t.Errorf("%s: marked %d of %d sheets", name, n, len(p.Sheets))
		}
		for _, want := range []string{"header   picture logo", `Link     "Versioner "`, `"Sida 1(`, "…"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %s in\n%s", name, want, got)
			}
		}
		if first := p.Root.Kids[0].(*layout.Element); first.Role != "P" || p.Root.Kids[2].(*layout.Element).Role != "H1" {
			t.Errorf("%s: the print begins with %s", name, first.Role)
		}
	}
}

// TestHeardTables names the decision table, has the first column of a table for the heads of its rows, and names a dash that stands
// alone, which is not heard.
func TestHeardTables(t *testing.T) {
	tree, _ := markdown.Parse([]byte("| Fråga | Storm | Snö |\n|---|---|---|\n| Vem? | Alla | - |\n| När? | Genast | Sent – om alls |\n"), markdown.Options{Language: "sv"})
	doc := testDocument(tree)
	doc.Facts = []layout.Fact{{Label: "Version", Value: []block.Span{&block.Text{Text: "1"}}}}
	doc.Words.Facts, doc.Words.Signs = "Uppgifter", map[rune]string{'–': "tankstreck", '-': "bindestreck"}
	p, _ := testkit.Break(doc, testStyle(), testkit.FixedMetrics{})
	var got []string
	var walk func(e *layout.Element)
	walk = func(e *layout.Element) {
		if e.Summary != "" || e.Scope == "Row" || e.Alt != "" {
			got = append(got, e.Role+" "+e.Summary+e.Scope+e.Alt)
		}
		for _, kid := range e.Kids {
			if kid, ok := kid.(*layout.Element); ok {
				walk(kid)
			}
		}
	}
	walk(p.Root)
	if want := "Table Uppgifter, TH Row, TH Row, Span tankstreck, TH Row"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// TestContents shows that a short text has none, that those of a longer one stand on one sheet even if
// the first sheet has room for their beginning, and that the text then follows them.
func TestContents(t *testing.T) {
	text := func(s string) []block.Span { return []block.Span{&block.Text{Text: s}} }
	set := func(headings int) string {
		source := strings.Repeat("## Rubrik\n\n"+strings.Repeat("Kommunen ska kunna lita på det. ", 6)+"\n\n", headings)
		tree, _ := markdown.Parse([]byte(source), markdown.Options{Language: "sv", Numbered: true})
		doc := testDocument(tree)
		for i := range 14 {
			doc.Facts = append(doc.Facts, layout.Fact{Label: fmt.Sprint("Rad ", i), Value: text("Värde")})
		}
		style := testStyle()
		style.Paper.Height, style.ContentsOver = 500, 1.5
		p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
		check(t, p, style, nil)
		return dump(p)
	}
	if got := set(3); strings.Contains(got, "TOC") || strings.Contains(got, "Innehåll") {
		t.Errorf("a short text has contents:\n%s", got)
	}
	_, rest, _ := strings.Cut(set(9), "sheet 2 ")
	second, _, _ := strings.Cut(rest, "sheet 3 ")
	if !strings.Contains(second, `"Innehåll"`) || strings.Count(second, "Link ") < 18 || !strings.Contains(second, "H2 ") {
		t.Errorf("the second sheet does not hold the contents and the beginning of the text:\n%s", second)
	}
}

// TestDeepContents shows that a long text has contents of two levels, the sections nested in their
// chapter's entry, on sheets of their own; and those of one level where the text is shorter, where the
// list would not fit on two sheets, or where the style says so.
func TestDeepContents(t *testing.T) {
	set := func(chapters, sections, deepFrom int) string {
		var source strings.Builder
		for i := range chapters {
			fmt.Fprintf(&source, "## Ämnet %c\n\n", 'A'+i)
			for j := range sections {
				fmt.Fprintf(&source, "### Sida %c\n\n%s\n\n", 'A'+j, strings.Repeat("Kommunen ska kunna lita på det. ", 6))
			}
		}
		tree, _ := markdown.Parse([]byte(source.String()), markdown.Options{Language: "sv", Numbered: true})
		doc := testDocument(tree)
		doc.Closing = []layout.Section{{Title: "Beslut", Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{&block.Text{Text: "Antagen."}}}}}}
		style := testStyle()
		style.ContentsOver, style.ContentsDeepFrom = 1.5, deepFrom
		p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
		check(t, p, style, nil)
		return dump(p)
	}
	long := set(6, 3, 5)
	for _, want := range []string{`
      TOCI
        Reference
          Link
            "2 "
            "Ämnet B "
            "4"
            area
        TOC
          TOCI
            Reference
              Link
                "2.1 "
                "Sida A "
`, `"Beslut "`} {
		if !strings.Contains(long, want) {
			t.Errorf("the contents lack\n%s\nin\n%s", want, long)
		}
	}
	if first, _, _ := strings.Cut(long, "sheet 2 "); !strings.Contains(first, `"Innehåll"`) || strings.Count(first, "H2 ") > 1 {
		t.Errorf("the contents do not begin on the first sheet:\n%s", long)
	}
	for name, got := range map[string]string{"shorter text": set(6, 3, 50), "never": set(6, 3, 0), "list too long": set(12, 6, 5), "no sections": set(30, 0, 2)} {
		if !strings.Contains(got, `"Innehåll"`) || strings.Contains(got, `"Sida A " sans`) || strings.Contains(got, "sans-bold 10\n") {
			t.Errorf("%s: the contents are not of one level:\n%s", name, got)
		}
	}
}

// TestTitleWithLongWord shows that a title and a heading whose word is wider than the measure are set
// smaller rather than hyphenated, and are divided, in full size, only where no legible size is enough.
func TestTitleWithLongWord(t *testing.T) {
	set := func(word string) string {
		tree, _ := markdown.Parse([]byte("## "+word+"\n\nText.\n"), markdown.Options{Language: "sv"})
		doc := testDocument(tree)
		doc.Title = "Policy för " + word
		p, _ := testkit.Break(doc, testStyle(), testkit.FixedMetrics{}) // 200 points wide; title 27, heading 16, body 10 points
		check(t, p, testStyle(), nil)
		got := dump(p)
		return got[:strings.Index(got, "structure")]
	}
	got := set("kommunstyrelsen")
	if !strings.Contains(got, `"kommunstyrelsen" serif-bold 26`) || !strings.Contains(got, `"kommunstyrelsen" serif-bold 16`) {
		t.Errorf("the title is not one point smaller, or the heading is:\n%s", got)
	}
	got = set("brandskyddsdokumentationerna")
	if !strings.Contains(got, `"brandskyddsdokumentationerna" serif-bold 14`) {
		t.Errorf("the heading is not two points smaller:\n%s", got)
	}
	got = set("samhällsbyggnadsnämndsordförandekonferenserna")
	if !strings.Contains(got, `\u00ad" serif-bold 27`) || !strings.Contains(got, `\u00ad" serif-bold 16`) {
		t.Errorf("what no size is enough for is not divided in full size:\n%s", got)
	}
}
