package layout_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

// TestExtremes lays out what nobody should write. It must end soon, and lose nothing.
func TestExtremes(t *testing.T) {
	text := func(s string) []block.Span { return []block.Span{&block.Text{Text: s}} }
	paragraph := func(s string) block.Block { return &block.Paragraph{Spans: text(s)} }
	nested := paragraph("innerst")
	for range 60 {
		nested = &block.List{Tight: true, Items: []*block.Item{{Blocks: []block.Block{paragraph("nivå"), nested}}}}
	}
	wide := &block.Table{At: block.At{Pos: diag.Pos{File: "a.md", Line: 3}}}
	row := &block.Row{}
	for i := range 500 {
		wide.Head = append(wide.Head, &block.Cell{Spans: text(fmt.Sprint("Kolumn", i))})
		row.Cells = append(row.Cells, &block.Cell{Spans: text(fmt.Sprint("värde", i))})
	}
	wide.Rows = []*block.Row{row, row}
	tall := &block.Table{Head: []*block.Cell{{Spans: text("A")}, {Spans: text("B")}},
		Rows: []*block.Row{{Cells: []*block.Cell{{Spans: text("x")}, {Spans: text(strings.Repeat("lång cell ", 2000))}}}}}
	note := &block.Note{Number: 1}
	ref := &block.NoteRef{Note: note, Index: 1}
	note.Blocks = []block.Block{&block.Paragraph{Spans: []block.Span{&block.Text{Text: strings.Repeat("not som är lång ", 3000)}, ref}}}
	headings := []block.Block{}
	for i := range 60 {
		headings = append(headings, &block.Heading{Level: 2, Spans: text(fmt.Sprint("Rubrik ", i))})
	}
	for _, c := range []struct {
		name   string
		blocks []block.Block
		has    string
	}{
		{"paragraph of 10 MB", []block.Block{paragraph(strings.Repeat("kommunfullmäktige beslutar ", 390000))}, "fullmäktige"},
		{"word of 300 characters", []block.Block{paragraph("a " + strings.Repeat("lång", 75) + " b")}, "långlång"},
		{"word of 1 MB", []block.Block{paragraph(strings.Repeat("x", 1<<20))}, "xxxx"},
		{"address of 1 MB", []block.Block{paragraph("https://" + strings.Repeat("a/", 1<<19))}, "a/a/"},
		{"no-break spaces", []block.Block{paragraph(strings.Repeat("ett\u00A0två\u00A0", 500))}, "två"},
		{"500 columns", []block.Block{wide}, "värde499"},
		{"row higher than a sheet", []block.Block{tall}, "lång cell"},
		{"note longer than sheets that refers to itself", []block.Block{&block.Paragraph{Spans: []block.Span{&block.Text{Text: "Text"}, ref}}}, "not som är"},
		{"60 lists in each other", []block.Block{nested}, "innerst"},
		{"headings only", headings, "Rubrik 59"},
		{"nothing", nil, "Provtext"},
		{"code of 5000 characters in a line", []block.Block{&block.Code{Text: strings.Repeat("abc ", 1250) + "\n\n\tx\n"}}, "abc abc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := testkit.Spent()
			style := layout.DefaultStyle()
			p, _ := testkit.Break(testDocument(&block.Tree{Blocks: c.blocks}), style, testkit.FixedMetrics{})
			if d := testkit.Spent() - start; d > 20*time.Second {
				t.Errorf("took %v", d)
			}
			check(t, p, style, nil)
			found := strings.Contains(strings.ReplaceAll(allText(p), "\u00AD", ""), c.has)
			if !found {
				t.Errorf("%q is not in the print", c.has)
			}
			if c.name == "paragraph of 10 MB" {
				// It is broken part by part; where the parts meet nothing may be lost or doubled.
				if got, want := strings.Join(strings.Fields(strings.ReplaceAll(allText(p), "\u00AD", "")), " "), "Provtext"+strings.TrimSpace(strings.Repeat("kommunfullmäktige beslutar ", 390000)); got != want {
					t.Errorf("got %d characters, want %d", len(got), len(want))
				}
			}
			t.Logf("%d sheets in %v", len(p.Sheets), testkit.Spent()-start)
		})
	}
}

// allText joins all runs that are part of the text, in drawing order.
// TestLongRunningLine shows that what stands at the head of every sheet is cut to its room, whatever its
// length, in time that grows with the sheets alone.
func TestLongRunningLine(t *testing.T) {
	tree := &block.Tree{}
	for range 60 {
		tree.Blocks = append(tree.Blocks, &block.Paragraph{Spans: []block.Span{&block.Text{Text: "Text."}}}, &block.PageBreak{})
	}
	doc := testDocument(tree)
	doc.HeadLeft, doc.HeadRight = strings.Repeat("långt ", 20000), strings.Repeat("§ 12 ", 20000)
	start := testkit.Spent()
	p, diags := testkit.Break(doc, testStyle(), testkit.FixedMetrics{})
	if spent := testkit.Spent() - start; spent > 2*time.Second {
		t.Errorf("took %v of processor time", spent)
	}
	if len(diags) > 0 || len(p.Sheets) < 60 {
		t.Fatalf("%d sheets: %v", len(p.Sheets), diags)
	}
	cut := 0
	for _, sheet := range p.Sheets {
		for _, m := range sheet.Marks {
			for _, r := range m.Runs {
				if strings.HasSuffix(r.Text, "…") && strings.HasPrefix(r.Text, "långt ") {
					cut++
				}
				if m.Artifact == layout.HeaderArtifact && r.X+r.Width > sheet.Width-testStyle().Right+0.01 {
					t.Fatalf("%q is too wide", r.Text)
				}
			}
		}
	}
	if cut < 59 {
		t.Errorf("%d of %d sheets have a cut line", cut, len(p.Sheets))
	}
}

func allText(p layout.Print) string {
	var b strings.Builder
	for _, s := range p.Sheets {
		for _, m := range s.Marks {
			if m.Leaf == nil {
				continue
			}
			for _, r := range m.Runs {
				b.WriteString(r.Text)
			}
		}
	}
	return b.String()
}

// TestMissingGlyph reports characters that no face has where they stand, once each.
func TestMissingGlyph(t *testing.T) {
	_, diags := breakText(t, "## Rubrik\n\nText med 漢 och 漢 samt it\u2011system.\n", testStyle())
	var got []string
	for _, d := range diags {
		got = append(got, fmt.Sprintf("%s %s %v", d.Pos, d.Code, d.Args))
	}
	want := "a.md:3:1 missing-glyph [漢 U+6F22 {glyph-hint.other []}]"
	if strings.Join(got, "\n") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzBreak lays out any Markdown on small sheets.
func FuzzBreak(f *testing.F) {
	entries, _ := os.ReadDir("testdata")
	for _, e := range entries {
		if data, err := os.ReadFile("testdata/" + e.Name()); err == nil && strings.HasSuffix(e.Name(), ".txtar") {
			_, source, _ := strings.Cut(string(data), "-- text.md --\n")
			source, _, _ = strings.Cut(source, "-- sheets --\n")
			f.Add(source, false)
		}
	}
	f.Add("## A\n\n| a | b |\n|---|--:|\n| 1[^1] | 2 |\n\n[^1]: n[^1]\n", true)
	f.Fuzz(func(t *testing.T, source string, justify bool) {
		if len(source) > 1<<14 {
			return
		}
		style := testStyle()
		style.Justify = justify
		tree, _ := markdown.Parse([]byte(source), markdown.Options{File: "a.md", Language: "sv", Numbered: true})
		p, _ := testkit.Break(testDocument(tree), style, testkit.FixedMetrics{})
		checkParts(t, p, style, nil, false)
		// No letter of a paragraph is lost.
		got := letterCount(allText(p))
		want := 0
		count := func(blocks []block.Block) {
			block.Walk(blocks, func(b block.Block) bool {
				if p, ok := b.(*block.Paragraph); ok {
					want += letterCount(block.Plain(p.Spans))
				}
				return true
			})
		}
		count(tree.Blocks)
		if got < want {
			t.Errorf("got %d letters, want at least %d", got, want)
		}
	})
}

func letterCount(s string) int {
	n := 0
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			n++
		}
	}
	return n
}
