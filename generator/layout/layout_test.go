package layout_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

var update = flag.Bool("update", false, "rewrite expectations")

// dump writes sheets and structure as text: what stands where, and what it means.
func dump(p layout.Print) string {
	var b strings.Builder
	pieces := map[*layout.Leaf][]string{}
	for n, s := range p.Sheets {
		fmt.Fprintf(&b, "sheet %d %.0f x %.0f\n", n+1, s.Width, s.Height)
		for _, m := range s.Marks {
			name := [...]string{"layout", "header", "footer", "background"}[m.Artifact]
			if m.Leaf != nil {
				name = m.Leaf.Parent.Role
			}
			if m.Leaf == nil && m.Artifact == layout.LayoutArtifact && len(m.Runs) == 0 && len(m.Pictures) == 0 {
				continue
			}
			for _, p := range m.Pictures {
				fmt.Fprintf(&b, "%6.1f %6.1f %-8s picture %s %.1f x %.1f\n", p.Y, p.X, name, p.Picture.Key, p.W, p.H)
			}
			for _, r := range m.Runs {
				fmt.Fprintf(&b, "%6.1f %6.1f %-8s %q %s %g\n", r.Y, r.X, name, r.Text, r.Face, r.Size)
				pieces[m.Leaf] = append(pieces[m.Leaf], r.Text)
			}
		}
		for _, a := range s.Links {
			to := a.URL
			if to == "" {
				to = fmt.Sprintf("sheet %d at %.1f", a.TargetSheet+1, a.TargetY)
			}
			fmt.Fprintf(&b, "link %q to %s, %d rects\n", a.Description, to, len(a.Rects))
		}
	}
	b.WriteString("structure\n")
	dumpElement(&b, p.Root, 1, pieces)
	for _, o := range p.Outline {
		fmt.Fprintf(&b, "outline %d %q sheet %d\n", o.Level, o.Title, o.Sheet+1)
	}
	return b.String()
}

func dumpElement(b *strings.Builder, e *layout.Element, depth int, pieces map[*layout.Leaf][]string) {
	fmt.Fprintf(b, "%s%s", strings.Repeat("  ", depth), e.Role)
	for _, a := range []struct{ name, value string }{{"id", e.ID}, {"lang", e.Lang}, {"alt", e.Alt}, {"actual", e.ActualText},
		{"scope", e.Scope}, {"numbering", e.Numbering}} {
		if a.value != "" {
			fmt.Fprintf(b, " %s=%q", a.name, a.value)
		}
	}
	b.WriteByte('\n')
	for _, k := range e.Kids {
		switch k := k.(type) {
		case *layout.Element:
			dumpElement(b, k, depth+1, pieces)
		case *layout.Leaf:
			fmt.Fprintf(b, "%s%q\n", strings.Repeat("  ", depth+1), strings.Join(pieces[k], ""))
		case *layout.LinkArea:
			fmt.Fprintf(b, "%sarea\n", strings.Repeat("  ", depth+1))
		}
	}
}

// TestBreak compares small documents with what is stored beside them.
func TestBreak(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			input, want, _ := strings.Cut(string(data), "-- sheets --\n")
			_, source, ok := strings.Cut(input, "-- text.md --\n")
			if !ok {
				t.Fatal("no text.md")
			}
			p, diags := breakText(t, source, testStyle())
			got := dump(p)
			for _, d := range diags {
				got += fmt.Sprintf("%s: %s %v\n", d.Pos, d.Code, d.Args)
			}
			if *update {
				if err := os.WriteFile(file, []byte(input+"-- sheets --\n"+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// lineEnds returns the last words of the lines of body text.
func lineEnds(p layout.Print) []string {
	var out []string
	last := -1.0
	for _, sheet := range p.Sheets {
		for _, m := range sheet.Marks {
			if m.Leaf == nil || m.Leaf.Parent.Role == "H1" {
				continue
			}
			for _, r := range m.Runs {
				words := strings.Fields(r.Text)
				if len(words) == 0 {
					continue
				}
				if r.Y == last {
					out[len(out)-1] = words[len(words)-1]
				} else {
					out = append(out, words[len(words)-1])
				}
				last = r.Y
			}
		}
	}
	return out
}

// TestBoundSpaces sets texts at every measure: no line ends between a number and what it counts or
// stands for.
func TestBoundSpaces(t *testing.T) {
	for _, c := range []struct{ text, ends string }{
		{"enligt 18 kap. 8 § lagen", "18 kap. 8"}, {"se avsnitt 4 nedan", "avsnitt"}, {"den 12 mars kommer", "12"},
		{"kostar 12 500 kr om året", "12 500"}, {"upp till 30 km bort", "30"}, {"enligt KS 2018/412 och", "KS"}, {"med 5 % av", "5"},
	} {
		for width := 60.0; width < 200; width += 5 {
			style := testStyle()
			style.Paper.Width = style.Left + style.Right + width
			p, _ := breakText(t, c.text+"\n", style)
			ends := lineEnds(p)
			for _, end := range ends[:len(ends)-1] {
				for _, bad := range strings.Fields(c.ends) {
					if end == bad {
						t.Errorf("measure %.0f: a line of %q ends with %q", width, c.text, end)
					}
				}
			}
		}
	}
}

// TestSingleLetters sets a text of words of one letter: rather than at their ends, lines end one word
// before.
func TestSingleLetters(t *testing.T) {
	p, _ := breakText(t, strings.Repeat("Kommunen har ansvar i ett avtal. ", 20)+"\n", testStyle())
	ends := lineEnds(p)
	for _, end := range ends {
		if end == "i" {
			t.Errorf("a line ends with i: %q", ends)
		}
	}
}

// TestAdjacentNotes sets two notes at one word: their numbers may not read as one.
func TestAdjacentNotes(t *testing.T) {
	p, _ := breakText(t, "Ord[^a][^b] och[^c] ord.\n\n[^a]: A.\n[^b]: B.\n[^c]: C.\n", testStyle())
	if got := allText(p); !strings.Contains(got, "Ord¹,² och³ ord.") {
		t.Errorf("got %q", got)
	}
}

// ownFont is a serif that lacks the soft hyphen, as many fonts do, beside a reserve that has it.
type ownFont struct{ testkit.FixedMetrics }

func (ownFont) Covers(face layout.Face, r rune) bool { return face >= layout.Reserve || r != '\u00AD' }

// TestHyphenOfReserve hyphenates in a font without a soft hyphen: it comes from the reserve, so that
// the words can still be read whole.
func TestHyphenOfReserve(t *testing.T) {
	tree, _ := markdown.Parse([]byte(strings.Repeat("Sedan beslutar kommunen om informationssäkerhetspolicyn ", 12)+"\n"), markdown.Options{File: "a.md", Language: "sv"})
	p, _ := testkit.Break(testDocument(tree), testStyle(), ownFont{})
	got := allText(p)
	if !strings.Contains(got, "\u00AD") || strings.Contains(got, "-") {
		t.Errorf("got %q", got)
	}
	for _, s := range p.Sheets {
		for _, m := range s.Marks {
			for _, r := range m.Runs {
				if r.Text == "\u00AD" && r.Face != layout.SerifRegular+layout.Reserve || r.X+r.Width > s.Width-testStyle().Right+0.01 {
					t.Errorf("%q in %s ends at %.1f", r.Text, r.Face, r.X+r.Width)
				}
			}
		}
	}
}

// TestShortCodeStaysWhole shows that a code goes to the next line though its beginning would fit, wherever on
// the line it stands.
func TestShortCodeStaysWhole(t *testing.T) {
	for n := range 12 {
		p, _ := breakText(t, strings.Repeat("ord ", 8+n)+"i `se.swedenconnect` och så vidare till nästa rad.\n", testStyle())
		whole := false
		for _, m := range p.Sheets[0].Marks {
			for _, r := range m.Runs {
				whole = whole || strings.TrimSpace(r.Text) == "se.swedenconnect"
			}
		}
		if !whole {
			t.Errorf("after %d words the code is divided", 9+n)
		}
	}
}

// TestJustified sets a justified text with an address that fits badly: the lines around it keep their
// words, and no line is torn apart.
func TestJustified(t *testing.T) {
	style := testStyle()
	style.Justify = true
	for n := range 30 {
		p, _ := breakText(t, strings.Repeat("ord ", n)+"Här står skriv med ämne, växeln, jouren och https://www.prov.example/kommun-och-politik/styrdokument/program-planer-och-policyer/2026/"+
			" samt mer text som fyller några rader till.\n", style)
		type span struct{ from, to, gap float64 }
		lines := map[float64]*span{}
		for _, m := range p.Sheets[0].Marks {
			if m.Leaf == nil || m.Leaf.Parent.Role == "H1" {
				continue
			}
			for _, r := range m.Runs {
				if strings.TrimSpace(r.Text) == "" {
					continue
				}
				l := lines[r.Y]
				if l == nil {
					l = &span{r.X, r.X, 0}
					lines[r.Y] = l
				}
				l.gap, l.to = max(l.gap, r.X-l.to), r.X+r.Width
			}
		}
		last := 0.0
		for y := range lines {
			last = max(last, y)
		}
		for y, l := range lines {
			if y != last && l.to-l.from < 90 || l.gap > 15.01 {
				t.Errorf("after %d words a line is %.0f of 200 wide, with a space of %.1f", n, l.to-l.from, l.gap)
			}
		}
	}
}

// TestNoHyphenOverleaf sets a long text: no sheet ends within a word.
func TestNoHyphenOverleaf(t *testing.T) {
	hyphens := 0
	for height := 350.0; height < 450; height += 5 {
		style := testStyle()
		style.Paper = layout.Size{Width: 245, Height: height}
		p, _ := breakText(t, strings.Repeat("Sedan beslutar kommunen om informationssäkerhetspolicyn och krisberedskapsplanen, med bilagor. ", 60)+"\n", style)
		for n, s := range p.Sheets {
			end := layout.Run{}
			for _, m := range s.Marks {
				for _, r := range m.Runs {
					if m.Leaf != nil && strings.HasSuffix(r.Text, "\u00AD") {
						hyphens++
					}
					if m.Leaf != nil && r.Y >= end.Y {
						end = r
					}
				}
			}
			if strings.HasSuffix(end.Text, "\u00AD") {
				t.Errorf("height %.0f: sheet %d ends with %q", height, n+1, end.Text)
			}
		}
	}
	if hyphens < 20 {
		t.Errorf("only %d hyphens", hyphens)
	}
}

// inkMetrics pretends that every p reaches below the baseline over its middle.
type inkMetrics struct{ testkit.FixedMetrics }

func (inkMetrics) Ink(_ layout.Face, size float64, text string, from, to float64) [][2]float64 {
	var out [][2]float64
	for i, r := range []rune(text) {
		if x := float64(i) * size / 2; r == 'p' {
			out = append(out, [2]float64{x + size/8, x + size*3/8})
		}
	}
	return out
}

// TestUnderline sets a link: the line below it leaves room for letters that reach through it.
func TestUnderline(t *testing.T) {
	tree, _ := markdown.Parse([]byte("Se [uppdrag och plan](https://a.example/).\n"), markdown.Options{File: "a.md", Language: "sv"})
	p, _ := testkit.Break(testDocument(tree), testStyle(), inkMetrics{})
	var got []string
	for _, m := range p.Sheets[0].Marks {
		for _, r := range m.Rules {
			if r.H == 0.5 {
				got = append(got, fmt.Sprintf("%.2f-%.2f", r.X, r.X+r.W))
			}
		}
	}
	// "uppdrag och plan" stands at 85 and is 80 wide; its second, third and thirteenth letters reach down.
	if want := "85.00-90.45 99.55-145.45 149.55-165.00"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}
