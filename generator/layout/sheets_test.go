package layout_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

// sheetTexts returns the lines of each sheet from the top, without heads and feet; what is repeated is in brackets.
func sheetTexts(p layout.Print) [][]string {
	var out [][]string
	for _, s := range p.Sheets {
		var lines []string
		last := 0.0
		for _, m := range s.Marks {
			if m.Leaf == nil && m.Artifact != layout.LayoutArtifact {
				continue
			}
			for _, r := range m.Runs {
				text := r.Text
				if m.Leaf == nil {
					text = "[" + text + "]"
				}
				if n := len(lines); n > 0 && r.Y == last {
					lines[n-1] += text
				} else {
					lines = append(lines, text)
				}
				last = r.Y
			}
		}
		out = append(out, lines)
	}
	return out
}

// white returns the share of the text's height that is empty at the foot of a sheet.
func white(s layout.Sheet, style layout.Style) float64 {
	bottom, lowest := s.Height-style.Bottom, style.Top
	for _, m := range s.Marks {
		for _, r := range m.Runs {
			if r.Y < bottom {
				lowest = max(lowest, r.Y)
			}
		}
		for _, r := range m.Rules {
			if r.Y < bottom {
				lowest = max(lowest, r.Y+r.H)
			}
		}
	}
	return (bottom - lowest) / (bottom - style.Top)
}

// plainDocument lays a Markdown text out in the standard style, with nothing before it.
func plainDocument(source string) layout.Print {
	tree, _ := markdown.Parse([]byte(source), markdown.Options{File: "a.md", Language: "sv", Numbered: true})
	doc := testDocument(tree)
	doc.Title, doc.Contents = "", ""
	return plainBreak(doc)
}

func plainBreak(doc layout.Document) layout.Print {
	p, _ := testkit.Break(doc, layout.DefaultStyle(), testkit.FixedMetrics{})
	return p
}

// paragraphs returns paragraphs of one line.
func paragraphs(n int) string { return strings.Repeat("Kommunen ska kunna lita på det.\n\n", n) }

// TestTablesBreakRatherThanLeaveWhite moves a table down a sheet, row by row: less than a sixth of the sheet is
// white, two rows of one line at least are on each side, and the further sheet says that the table continues.
func TestTablesBreakRatherThanLeaveWhite(t *testing.T) {
	style := layout.DefaultStyle()
	for rows := 2; rows <= 9; rows++ {
		table := ":::table caption=\"Ansvar\"\n| Roll | Timmar |\n|---|---|\n" + strings.Repeat("| Rad | 1 |\n", rows) + ":::\n\n"
		divided := false
		for before := range 36 {
			p := plainDocument(paragraphs(before) + table + paragraphs(3))
			sheets := sheetTexts(p)
			for n, lines := range sheets[:len(sheets)-1] {
				if share := white(p.Sheets[n], style); share > 1./6 {
					t.Errorf("%d rows after %d paragraphs: %.0f %% of sheet %d is white", rows, before, 100*share, n+1)
				}
				next := sheets[n+1]
				here, there := strings.Count(strings.Join(lines, "\n"), "Rad"), strings.Count(strings.Join(next, "\n"), "Rad")
				if here == 0 || there == 0 {
					continue
				}
				divided = true
				if here < 2 || there < 2 {
					t.Errorf("%d rows after %d paragraphs: divided into %d and %d", rows, before, here, there)
				}
				if next[0] != "[Tabell 1, forts.]" || next[1] != "[Roll][Timmar]" {
					t.Errorf("%d rows after %d paragraphs: sheet %d begins with %q", rows, before, n+2, next[:2])
				}
			}
		}
		if divided != (rows >= 4) {
			t.Errorf("%d rows: divided is %v", rows, divided)
		}
	}
}

// TestTallRowsStandAlone moves a table of rows of two lines down a sheet: one row may stand on either side, so that less is white.
func TestTallRowsStandAlone(t *testing.T) {
	style := layout.DefaultStyle()
	table := ":::table caption=\"Ansvar\"\n| Roll | Timmar |\n|---|---|\n" + strings.Repeat("| Rad "+strings.Repeat("med ord ", 10)+"| 1 |\n", 4) + ":::\n\n"
	alone := [2]bool{}
	for before := range 36 {
		p := plainDocument(paragraphs(before) + table + paragraphs(3))
		sheets := sheetTexts(p)
		for n, lines := range sheets[:len(sheets)-1] {
			if share := white(p.Sheets[n], style); share > 1./6 {
				t.Errorf("after %d paragraphs: %.0f %% of sheet %d is white", before, 100*share, n+1)
			}
			here, there := strings.Count(strings.Join(lines, "\n"), "Rad"), strings.Count(strings.Join(sheets[n+1], "\n"), "Rad")
			alone[0] = alone[0] || here == 1 && there > 0
			alone[1] = alone[1] || here > 0 && there == 1
		}
	}
	if alone != [2]bool{true, true} {
		t.Errorf("a row alone before and after the end of a sheet: %v", alone)
	}
}

// TestItemsLeaveNoParentBehind moves a list down a sheet, line by line: what introduces items is on the sheet of the
// first of them.
func TestItemsLeaveNoParentBehind(t *testing.T) {
	for _, list := range []string{"1. Plats\n   - kök\n   - hall\n", "Om it:\n\n- kök\n- hall\n", "- Plats\n\n  Mer om platsen.\n"} {
		parent := strings.TrimLeft(strings.SplitN(list, "\n", 2)[0], "1.- ")
		for before := range 45 {
			sheets := sheetTexts(plainDocument(paragraphs(before) + list + "\n" + paragraphs(2)))
			for n, lines := range sheets[:len(sheets)-1] {
				if last := lines[len(lines)-1]; strings.HasSuffix(last, parent) {
					t.Errorf("%q after %d paragraphs: sheet %d ends with it", list, before, n+1)
				}
			}
		}
	}
}

// TestLastLineStandsByItsDescender shows that a line fits if its letters do, though its leading reaches below the text.
func TestLastLineStandsByItsDescender(t *testing.T) {
	style := layout.DefaultStyle()
	face := layout.FaceOf(style.Text, false, false)
	metrics := testkit.FixedMetrics{}
	below := (style.Body.Leading - metrics.Ascent(face, style.Body.Size) - metrics.Descent(face, style.Body.Size)) / 2
	tree, _ := markdown.Parse([]byte(strings.Repeat("Kommunen ska kunna lita på det. ", 80)), markdown.Options{Language: "sv"})
	doc := testDocument(tree)
	doc.Title = ""
	for missing, want := range map[float64]int{0: 20, below - 0.1: 20, below + 0.1: 19} {
		style.Bottom = style.Paper.Height - style.Top - 20*style.Body.Leading + missing
		p, _ := testkit.Break(doc, style, metrics)
		if got := len(sheetTexts(p)[0]); got != want {
			t.Errorf("%.2f points missing: got %d lines on the first sheet, want %d", missing, got, want)
		}
	}
}

// TestTextFollowsContents lengthens the contents: the text begins below them as long as a quarter of the sheet is
// left, otherwise on a new sheet.
func TestTextFollowsContents(t *testing.T) {
	for headings := 3; headings < 60; headings++ {
		var source strings.Builder
		for i := range headings {
			fmt.Fprintf(&source, "## Rubrik %d\n\n%s", i, paragraphs(1+120/headings))
		}
		tree, _ := markdown.Parse([]byte(source.String()), markdown.Options{File: "a.md", Language: "sv"})
		p := plainBreak(testDocument(tree))
		row, text := 0.0, 0.0 // the lowest row of the contents, and the first line of the text
		at := 0
		for n, s := range p.Sheets {
			for _, m := range s.Marks {
				if m.Leaf == nil {
					continue
				}
				switch role := m.Leaf.Parent.Role; {
				case role == "Link":
					row, at = m.Runs[0].Y, n
				case role == "P" && text == 0 && strings.HasPrefix(m.Runs[0].Text, "Kommunen"):
					text = m.Runs[0].Y + 1000*float64(n-at)
				}
			}
		}
		style := layout.DefaultStyle()
		left := (style.Paper.Height - style.Bottom - row) / (style.Paper.Height - style.Bottom - style.Top)
		if same := text < 1000; same && left < 0.24 || !same && left > 0.27 {
			t.Errorf("%d headings: %.0f %% of the sheet is left, text on the same sheet: %v", headings, 100*left, same)
		}
	}
}

// TestContentsFromFourSheets shows that a text of less than four sheets has no contents.
func TestContentsFromFourSheets(t *testing.T) {
	for n, want := range map[int]bool{100: false, 140: true} { // a sheet has some 33 paragraphs
		tree, _ := markdown.Parse([]byte(strings.Repeat("## Rubrik\n\n", 3)+paragraphs(n)), markdown.Options{File: "a.md", Language: "sv"})
		p := plainBreak(testDocument(tree))
		if got := strings.Contains(fmt.Sprint(sheetTexts(p)[0]), "Innehåll"); got != want {
			t.Errorf("%d sheets: contents %v", len(p.Sheets), got)
		}
	}
}

// TestLandscapeMargins shows that a wide table uses the height of its sheets: 25 rows take two.
func TestLandscapeMargins(t *testing.T) {
	source := ":::table caption=\"Bred\" landscape\n| Nr | Risk |\n|---|---|\n" + strings.Repeat("| 1 | Översvämning |\n", 38) + ":::\n"
	p := plainDocument(source)
	if n := len(p.Sheets); n != 2 {
		t.Errorf("got %d sheets, want 2", n)
	}
	style := layout.DefaultStyle()
	for n, s := range p.Sheets {
		for _, m := range s.Marks {
			for _, r := range m.Runs {
				if m.Artifact == layout.LayoutArtifact && (r.Y < style.LandTop || r.Y > s.Height-style.LandBottom) {
					t.Errorf("sheet %d: %q stands at %.1f", n+1, r.Text, r.Y)
				}
			}
		}
	}
}

// TestShortFactsStandBesideEachOther shows that facts of half a line come first, two on a line, read one after the
// other, and that each has a row of its own in the structure; on a small paper each has its line.
func TestShortFactsStandBesideEachOther(t *testing.T) {
	doc := testDocument(&block.Tree{})
	for _, x := range [][2]string{{"Typ", "Policy"}, {"Gäller för", "Nämnder, förvaltningar och helägda bolag i kommunen"}, {"Dag", "2019-03-25"}, {"Paragraf", "§ 42"}} {
		doc.Facts = append(doc.Facts, layout.Fact{Label: x[0], Value: []block.Span{&block.Text{Text: x[1]}}})
	}
	for _, test := range []struct {
		paper layout.Size
		want  string
	}{
		{layout.A4, "Typ|Policy|Dag|2019-03-25\nParagraf|§ 42\nGäller för|Nämnder, förvaltningar och helägda bolag i kommunen\n"},
		{layout.Size{Width: 90 * layout.Millimetre * 2, Height: 700}, "Typ|Policy\nGäller för|Nämnder, förvaltningar och helägda bolag \ni kommunen\nDag|"},
	} {
		style := layout.DefaultStyle()
		style.Paper = test.paper
		p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
		got, last := "", 0.0
		for _, m := range p.Sheets[0].Marks {
			if m.Leaf == nil || !strings.HasPrefix(m.Leaf.Parent.Role, "T") {
				continue
			}
			for _, r := range m.Runs {
				switch {
				case got == "":
				case r.Y == last:
					got += "|"
				default:
					got += "\n"
				}
				got, last = got+r.Text, r.Y
			}
		}
		if got += "\n"; !strings.HasPrefix(got, test.want) {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
		if n := strings.Count(dump(p), "      TR\n"); n != len(doc.Facts) {
			t.Errorf("got %d rows in the structure, want %d", n, len(doc.Facts))
		}
	}
}

// TestCode draws a QR code on the first sheet only, as squares that an assistive technology does not meet, clear of
// title and mark, and none that would be too small to read.
func TestCode(t *testing.T) {
	doc := testDocument(&block.Tree{})
	doc.Organisation, doc.Mark = "Exempelby kommun", "UTKAST"
	code := func(n int) [][]bool {
		out := make([][]bool, n)
		for y := range out {
			out[y] = make([]bool, n)
			for x := range out[y] {
				out[y][x] = (x*y+x/2)%3 != 1
			}
		}
		return out
	}
	style := layout.DefaultStyle()
	for n, drawn := range map[int]bool{29: true, 45: true, 101: false} {
		doc.Code = code(n)
		p := plainBreak(doc)
		area, want := 0.0, 0.0
		module := 0.0
		for _, m := range p.Sheets[0].Marks {
			for _, r := range m.Rules {
				if m.Artifact != layout.HeaderArtifact || m.Leaf != nil || len(m.Runs) > 0 {
					continue
				}
				if module == 0 || r.H < module {
					module = min(r.H, r.W)
				}
				area += r.W * r.H
				if r.Y < style.Head || r.Y+r.H > style.First-module || r.X+r.W > p.Sheets[0].Width-style.Right+0.01 {
					t.Errorf("%d modules: drawn at %.1f, %.1f", n, r.X, r.Y)
				}
			}
		}
		for _, row := range doc.Code {
			for _, dark := range row {
				if dark {
					want += module * module
				}
			}
		}
		if drawn != (area > 0) || math.Abs(area-want) > 0.01 || drawn && module < 0.9 {
			t.Errorf("%d modules of %.2f points: %.1f square points are dark, want %.1f", n, module, area, want)
		}
	}
}

// TestStatusMark shows that what is not in force says so on every sheet, larger than the head and underlined.
func TestStatusMark(t *testing.T) {
	tree, _ := markdown.Parse([]byte(paragraphs(60)), markdown.Options{})
	doc := testDocument(tree)
	doc.Mark = "UTKAST"
	p := plainBreak(doc)
	for n, s := range p.Sheets {
		found := false
		for _, m := range s.Marks {
			for _, r := range m.Runs {
				if r.Text != doc.Mark {
					continue
				}
				for _, rule := range m.Rules {
					found = found || r.Size >= 13 && rule.Y > r.Y && rule.Y < r.Y+8 && math.Abs(rule.W-r.Width) < 0.01
				}
			}
		}
		if !found {
			t.Errorf("sheet %d has no mark with a rule below", n+1)
		}
	}
}

// TestChangeBarsHaveOneAxis shows that bars of every kind are centred on the same line.
func TestChangeBarsHaveOneAxis(t *testing.T) {
	var blocks []block.Block
	for _, c := range []block.Change{block.Changed, block.Inserted, block.Deleted} {
		blocks = append(blocks, &block.Paragraph{Change: c, Spans: []block.Span{&block.Text{Text: "Text."}}})
	}
	p := plainBreak(testDocument(&block.Tree{Blocks: blocks}))
	edges := map[float64][2]float64{} // of what is on a line, by its top
	for _, m := range p.Sheets[0].Marks {
		for _, r := range m.Rules {
			if r.W > 3 {
				continue
			}
			e, ok := edges[r.Y]
			if !ok {
				e = [2]float64{r.X, r.X + r.W}
			}
			edges[r.Y] = [2]float64{min(e[0], r.X), max(e[1], r.X+r.W)}
		}
	}
	axes := map[string]bool{}
	for _, e := range edges {
		axes[fmt.Sprintf("%.2f", (e[0]+e[1])/2)] = true
	}
	if len(edges) < 3 || len(axes) != 1 {
		t.Errorf("got axes %v of %d bars", axes, len(edges))
	}
}

// TestJointsBeforeInnerBreaks fills a column of every width with the name of a committee: it is divided between its
// words as long as these have room.
func TestJointsBeforeInnerBreaks(t *testing.T) {
	style := layout.DefaultStyle()
	for width := 60.0; width < 120; width += 3 {
		style.Paper.Width = style.Left + style.Right + width
		tree, _ := markdown.Parse([]byte("Samhällsbyggnadsnämnden beslutar.\n"), markdown.Options{Language: "sv"})
		doc := testDocument(tree)
		doc.Title, doc.Contents = "", ""
		p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
		for _, l := range sheetTexts(p)[0] {
			switch head, hyphened := strings.CutSuffix(l, "\u00AD"); {
			case !hyphened, strings.HasSuffix(head, "amhälls"), strings.HasSuffix(head, "byggnads"):
			default:
				t.Errorf("%.0f points: a line ends with %q", width, l)
			}
		}
	}
}

// TestFewLinesTurnWithTheirTable moves a heading and a line down to a landscape table: they never have a sheet to
// themselves.
func TestFewLinesTurnWithTheirTable(t *testing.T) {
	table := ":::table caption=\"Bred\" landscape\n| Nr | Risk |\n|---|---|\n" + strings.Repeat("| 1 | Översvämning |\n", 5) + ":::\n"
	turned := false
	for before := 20; before < 40; before++ {
		p := plainDocument(paragraphs(before) + "## Risker\n\nTabellen visar dem.\n\n" + table)
		for n, lines := range sheetTexts(p) {
			if upright := p.Sheets[n].Width < p.Sheets[n].Height; upright && len(lines) < 4 && n > 0 {
				t.Errorf("%d paragraphs: sheet %d has %q only", before, n+1, lines)
			} else if !upright && strings.Contains(strings.Join(lines, " "), "visar dem") {
				turned = true
			}
		}
	}
	if !turned {
		t.Error("no line stands on the sheet of its table")
	}
}

// TestShortHeadsAreNotLeft fills columns of every width with compounds that begin with "it-": no line ends with it as
// long as the next part of the compound has room.
func TestShortHeadsAreNotLeft(t *testing.T) {
	style := layout.DefaultStyle()
	for width := 56.0; width < 200; width++ {
		style.Paper.Width = style.Left + style.Right + width
		tree, _ := markdown.Parse([]byte("Angrepp mot it-system, it-drift och it-systemförvaltare, it- och telefoni.\n"), markdown.Options{Language: "sv"})
		doc := testDocument(tree)
		doc.Title, doc.Contents = "", ""
		p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
		for _, l := range sheetTexts(p)[0] {
			if strings.HasSuffix(strings.TrimRight(l, " "), "it-") {
				t.Errorf("%.0f points: a line ends with %q", width, l)
			}
		}
	}
}
