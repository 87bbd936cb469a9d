package layout_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/testkit"
)

// author writes random texts and remembers each piece of text that must come out.
type author struct {
	*rand.Rand
	want  map[string]int
	notes []*block.Note
}

var vocabulary = strings.Fields(`kommunen ska kunna lita på att de är riktiga och informationssäkerhetspolicyn gäller för alla nämnder
	förvaltningar dokumentansvariges uppgift i till av en ett som it-system och/eller 2019-03-25 §§ 42 tillgänglighetsredogörelse
	https://www.exempelby.se/styrdokument/policy/informationssakerhet/?version=3&format=pdf – ”hållbarhetsstrategi” (samhällsbyggnadsnämnden),
	krisberedskapsplanen. ärenden när 18 kap. 8 § KS 2018/412 12 mars 2014 5 000 kr 50 % vård omsorg Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen`)

func (a *author) words(n int) string {
	out := make([]string, 1+a.IntN(n))
	for i := range out {
		out[i] = vocabulary[a.IntN(len(vocabulary))]
	}
	return strings.Join(out, " ")
}

// spans makes a text of several spans, and notes what it says.
func (a *author) spans(n int, notes bool) []block.Span {
	var out []block.Span
	text := ""
	for range 1 + a.IntN(4) {
		w := a.words(n)
		if text != "" {
			w = " " + w
		}
		text += w
		t := &block.Text{Text: w}
		switch a.IntN(7) {
		case 0:
			out = append(out, &block.Emphasis{Spans: []block.Span{t}})
		case 1:
			out = append(out, &block.Strong{Spans: []block.Span{t}})
		case 2:
			out = append(out, &block.Link{Dest: "https://example.org/", Spans: []block.Span{t}})
		case 3:
			out = append(out, &block.ForeignSpan{Lang: "en", Spans: []block.Span{t}})
		default:
			out = append(out, t)
		}
		if notes && a.IntN(12) == 0 {
			note := &block.Note{Number: len(a.notes) + 1, ID: fmt.Sprint("n", len(a.notes)+1), References: 1}
			a.notes = append(a.notes, note)
			note.Blocks = []block.Block{a.paragraph(25, false)}
			out = append(out, &block.NoteRef{Note: note, Index: 1})
			text += fmt.Sprintf("[%d]", note.Number)
		}
	}
	a.want[text]++
	return out
}

func (a *author) paragraph(n int, notes bool) *block.Paragraph {
	return &block.Paragraph{Spans: a.spans(n, notes)}
}

func (a *author) blocks(n, depth int) []block.Block {
	var out []block.Block
	for range n {
		switch k := a.IntN(12); {
		case k == 0 && depth < 4:
			l := &block.List{Numbering: block.Numbering(a.IntN(6)), Delimiter: block.Delimiter(a.IntN(3)), Tight: a.IntN(2) == 0}
			for range 1 + a.IntN(5) {
				l.Items = append(l.Items, &block.Item{Blocks: append([]block.Block{a.paragraph(8, true)}, a.blocks(a.IntN(2), depth+1)...)})
			}
			l.Count(1)
			out = append(out, l)
		case k == 1 && depth == 0:
			columns := 1 + a.IntN(5)
			t := &block.Table{RowHeaders: a.IntN(2) == 0, Landscape: a.IntN(6) == 0}
			row := func() []*block.Cell {
				var cells []*block.Cell
				for range columns {
					cells = append(cells, &block.Cell{Spans: a.spans(1+a.IntN(4), true)})
				}
				return cells
			}
			t.Head = row()
			for range 1 + a.IntN(12) {
				t.Rows = append(t.Rows, &block.Row{Cells: row()})
			}
			out = append(out, t)
		case k == 2 && depth < 3:
			out = append(out, &block.Quote{Blocks: a.blocks(1+a.IntN(2), depth+1)})
		case k <= 4 && depth == 0:
			out = append(out, &block.Heading{Level: 2 + a.IntN(3), ID: "x", Spans: a.spans(2, false)}, a.paragraph(20, true))
		case k == 5 && depth == 0:
			out = append(out, &block.Definitions{Items: []*block.Definition{{
				Terms: []*block.Paragraph{a.paragraph(1, false)}, Blocks: [][]block.Block{{a.paragraph(10, false)}}}}})
		case k == 6 && depth == 0 && a.IntN(3) == 0:
			out = append(out, &block.PageBreak{}, a.paragraph(9, false))
		default:
			out = append(out, a.paragraph(20, true))
		}
	}
	return out
}

// leafText joins what was drawn for the leaves below an element, notes marked by "[n]".
func leafText(e *layout.Element, pieces map[*layout.Leaf]string) string {
	var b strings.Builder
	for _, k := range e.Kids {
		switch k := k.(type) {
		case *layout.Leaf:
			b.WriteString(pieces[k])
		case *layout.Element:
			if k.Role == "Reference" {
				s := leafText(k, pieces)
				for i, d := range []string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"} {
					s = strings.ReplaceAll(s, d, fmt.Sprint(i))
				}
				b.WriteString("[" + s + "]")
			} else {
				b.WriteString(leafText(k, pieces))
			}
		}
	}
	return b.String()
}

// check holds a print to what must be true of every one, and to what a text of ordinary parts must look like:
// no heading stands last on a sheet, no line of a paragraph stands alone on one.
func check(t *testing.T, p layout.Print, style layout.Style, want map[string]int) {
	t.Helper()
	checkParts(t, p, style, want, true)
}

// checkParts is check, and without ordinary what must be true of a text of any parts alone: where nothing may be
// parted a heading or a line is left.
func checkParts(t *testing.T, p layout.Print, style layout.Style, want map[string]int, ordinary bool) {
	t.Helper()
	const eps = 0.01
	metrics := testkit.FixedMetrics{}
	drawn := map[*layout.Leaf]*strings.Builder{}
	lines := map[*layout.Leaf]map[int]map[float64]bool{}
	inTable := map[*layout.Element]bool{}
	inNote := map[*layout.Element]bool{}
	up := map[*layout.Element]*layout.Element{}
	var texts []string
	var leaves []*layout.Element
	var walk func(e *layout.Element)
	walk = func(e *layout.Element) {
		for _, k := range e.Kids {
			if kid, ok := k.(*layout.Element); ok {
				up[kid] = e
				inTable[kid] = inTable[e] || kid.Role == "Table"
				inNote[kid] = inNote[e] || kid.Role == "Note"
				walk(kid)
			}
		}
		switch e.Role {
		case "P", "H2", "H3", "H4", "TD", "TH":
			leaves = append(leaves, e)
		case "Lbl":
			if !inNote[e] {
				leaves = append(leaves, e)
			}
		}
	}
	walk(p.Root)
	for n, s := range p.Sheets {
		bodyLast, headingLast := 0.0, 0.0
		bottom := style.Bottom
		if s.Width > s.Height {
			bottom = style.LandBottom
		}
		// Nothing is printed over something else on the same line, not in a neighbouring cell either.
		byLine := map[float64][]layout.Run{}
		for _, m := range s.Marks {
			for _, r := range m.Runs {
				byLine[r.Y] = append(byLine[r.Y], r)
			}
		}
		for _, runs := range byLine {
			slices.SortStableFunc(runs, func(a, b layout.Run) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Width, b.Width)) })
			for i := 1; i < len(runs); i++ {
				if a, b := runs[i-1], runs[i]; a.X+a.Width > b.X+eps {
					t.Errorf("sheet %d: %q ends at %.1f, %q begins at %.1f", n+1, a.Text, a.X+a.Width, b.Text, b.X)
				}
			}
		}
		for _, m := range s.Marks {
			for _, r := range m.Runs {
				// A space at the end counts where more text follows on the line; one alone may be stretched.
				whole, trimmed := metrics.Width(r.Face, r.Size, r.Text), metrics.Width(r.Face, r.Size, strings.TrimRight(r.Text, " "))
				if strings.TrimSpace(r.Text) != "" && r.Width > 0 && math.Abs(whole-r.Width) > eps && math.Abs(trimmed-r.Width) > eps {
					t.Errorf("sheet %d: %q is %.2f wide, not %.2f", n+1, r.Text, trimmed, r.Width)
				}
				if r.X < style.Hang-eps || r.X+r.Width > s.Width-style.Right+eps {
					t.Errorf("sheet %d: %q reaches from %.1f to %.1f", n+1, r.Text, r.X, r.X+r.Width)
				}
				if m.Leaf == nil {
					continue
				}
				if r.Y > s.Height-bottom+eps {
					t.Errorf("sheet %d: %q stands at %.1f, below the text", n+1, r.Text, r.Y)
				}
				if drawn[m.Leaf] == nil {
					drawn[m.Leaf] = &strings.Builder{}
				}
				drawn[m.Leaf].WriteString(r.Text)
				if !inNote[m.Leaf.Parent] {
					if isHeading(m.Leaf.Parent) || isHeading(up[m.Leaf.Parent]) {
						headingLast = max(headingLast, r.Y)
					} else {
						bodyLast = max(bodyLast, r.Y)
					}
				}
				if lines[m.Leaf] == nil {
					lines[m.Leaf] = map[int]map[float64]bool{}
				}
				if lines[m.Leaf][n] == nil {
					lines[m.Leaf][n] = map[float64]bool{}
				}
				lines[m.Leaf][n][r.Y] = true
				if strings.ContainsRune(strings.TrimSuffix(r.Text, "\u00AD"), '\u00AD') {
					t.Errorf("soft hyphen inside %q", r.Text)
				}
				if end := strings.TrimSuffix(r.Text, "\u00AD"); end != r.Text && want != nil && m.Leaf.Parent.Lang == "" {
					for _, bad := range []string{"hetspo", "dokumen"} {
						if strings.HasSuffix(end, bad) {
							t.Errorf("line ends in %q", r.Text)
						}
					}
				}
			}
		}
		if ordinary && headingLast > bodyLast && n+1 < len(p.Sheets) && !beginsWithHeading(p.Sheets[n+1], inNote) {
			t.Errorf("sheet %d ends with a heading", n+1)
		}
	}
	got := map[string]int{}
	pieces := map[*layout.Leaf]string{}
	for leaf, b := range drawn {
		pieces[leaf] = b.String()
	}
	for _, e := range leaves {
		text := strings.TrimSpace(strings.ReplaceAll(leafText(e, pieces), "\u00AD", ""))
		texts = append(texts, text)
		got[text]++
		if e.Role != "P" || inTable[e] || !ordinary {
			continue
		}
		// A paragraph on several sheets has two lines at least on the first and on the last.
		perSheet := map[int]map[float64]bool{}
		var collect func(e *layout.Element)
		collect = func(e *layout.Element) {
			for _, k := range e.Kids {
				switch k := k.(type) {
				case *layout.Element:
					collect(k)
				case *layout.Leaf:
					for n, ys := range lines[k] {
						if perSheet[n] == nil {
							perSheet[n] = map[float64]bool{}
						}
						for y := range ys {
							perSheet[n][y] = true
						}
					}
				}
			}
		}
		collect(e)
		if len(perSheet) > 1 {
			sheets := slices.Sorted(maps.Keys(perSheet))
			for _, n := range []int{sheets[0], sheets[len(sheets)-1]} {
				if len(perSheet[n]) < 2 {
					t.Errorf("one line alone on sheet %d: %.60q", n+1, text)
				}
			}
		}
	}
	for text, n := range want {
		if got[text] < n || got[text] > n && len(text) > 8 {
			t.Errorf("got %d times, want %d: %q", got[text], n, text)
			for _, other := range texts {
				if len(text) > 5 && strings.HasPrefix(other, text[:5]) {
					t.Logf("    near: %q", other)
				}
			}
		}
	}
	_ = texts
}

// beginsWithHeading reports whether a sheet goes on with headings or holds no text but notes: then the
// one before may end with a heading.
func beginsWithHeading(s layout.Sheet, inNote map[*layout.Element]bool) bool {
	for _, m := range s.Marks {
		if m.Leaf != nil && len(m.Runs) > 0 {
			return isHeading(m.Leaf.Parent) || inNote[m.Leaf.Parent]
		}
	}
	return true
}

func isHeading(e *layout.Element) bool { return e.Role > "H1" && e.Role <= "H6" }

// TestRandomTexts holds random texts on small sheets to what must be true of every print.
func TestRandomTexts(t *testing.T) {
	n := 800
	switch {
	case testing.Short():
		n = 200
	case testkit.IsLong():
		n = 4000
	}
	const shares = 4 // texts have nothing to do with each other, so every core takes some
	for share := range shares {
		t.Run(fmt.Sprint(share), func(t *testing.T) {
			t.Parallel()
			for seed := share; seed < n; seed += shares {
				randomText(t, seed)
				if t.Failed() {
					t.Fatalf("seed %d", seed)
				}
			}
		})
	}
}

func randomText(t *testing.T, seed int) {
	a := &author{Rand: rand.New(rand.NewPCG(uint64(seed), 1)), want: map[string]int{}}
	tree := &block.Tree{Blocks: a.blocks(1+a.IntN(14), 0)}
	tree.Notes = a.notes
	style := testStyle()
	style.Justify = seed%3 == 1
	if seed%5 == 0 {
		style = layout.DefaultStyle()
	}
	doc := testDocument(tree)
	doc.Contents = ""
	p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
	check(t, p, style, a.want)
}
