package layout_test

import (
	"encoding/json"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/html"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

func readExamples(t testing.TB) []string {
	data, err := os.ReadFile("../html/testdata/commonmark.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []struct{ Markdown string }
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Markdown)
	}
	return out
}

// FuzzText takes any Markdown through blocks to HTML and to sheets. Nothing of the page is missing in
// the print.
func FuzzText(f *testing.F) {
	for _, source := range readExamples(f) {
		f.Add(source)
	}
	for _, source := range []string{
		"a <!-- HIDDEN\n\n- HIDDEN --> b", ":::confidential law=\"x\"\nHIDDEN\n:::\n\nb", "- <!--\nHIDDEN\n-->", "> :::confidential\n> HIDDEN\n> :::", "::confidential HIDDEN ::",
	} {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 2000 {
			return
		}
		tree, _ := markdown.Parse([]byte(source), markdown.Options{File: "a.md", Language: "sv", Mask: true})
		p, told := testkit.Break(testDocument(tree), testStyle(), allGlyphs{})
		if lost := notPrinted(t, tree, p); lost != "" && len(told) == 0 {
			t.Errorf("%q: the print lacks %q", source, lost)
		}
	})
}

// allGlyphs has a glyph for every character.
type allGlyphs struct{ testkit.FixedMetrics }

func (allGlyphs) Covers(layout.Face, rune) bool { return true }

// TestExamplesArePrinted shows that the print of every example of CommonMark and GFM has the
// characters of its page, or that an error tells which cannot be drawn.
func TestExamplesArePrinted(t *testing.T) {
	for i, source := range readExamples(t) {
		tree, _ := markdown.Parse([]byte(source), markdown.Options{File: "a.md"})
		p, told := testkit.Break(testDocument(tree), testStyle(), allGlyphs{})
		if lost := notPrinted(t, tree, p); lost != "" && len(told) == 0 {
			t.Errorf("%d %q: the print lacks %q", i, source, lost)
		}
	}
}

// notPrinted returns the characters of a text's page, apart from those without ink, that its print has
// fewer of.
func notPrinted(t testing.TB, tree *block.Tree, p layout.Print) string {
	left := map[rune]int{}
	for _, r := range allText(p) {
		left[r]++
		if plain := norm.NFKC.String(string(r)); plain != string(r) { // the font's own raised n
			for _, r := range plain {
				left[r]++
			}
			if r == '⁻' || r == '₋' { // a minus, which is written as a hyphen
				left['-']++
			}
		}
	}
	for _, s := range p.Sheets {
		for _, m := range s.Marks {
			if m.Leaf != nil && m.Leaf.Parent.ActualText != "" {
				for _, r := range m.Leaf.Parent.ActualText {
					left[r]++
				}
			}
		}
	}
	var alts func(e *layout.Element)
	alts = func(e *layout.Element) { // Without pictures the page has their words.
		for _, r := range e.Alt {
			left[r]++
		}
		for _, k := range e.Kids {
			if kid, ok := k.(*layout.Element); ok {
				alts(kid)
			}
		}
	}
	alts(p.Root)
	var lost strings.Builder
	for _, r := range pageText(t, tree) {
		if !char.Inked(string(r)) {
			continue
		}
		if left[r]--; left[r] < 0 {
			lost.WriteRune(r)
		}
	}
	return lost.String()
}

// maskedOnPage is what is worded otherwise in print, or not at all.
var maskedOnPage = regexp.MustCompile(`<p class="utelamnad">.*?</p>|<span aria-hidden="true">↩.*?</span>`)

// pageText returns what a reader of the page sees or hears of a text.
func pageText(t testing.TB, tree *block.Tree) string {
	var b strings.Builder
	page := string(html.Render(tree, html.Options{}))
	page = maskedOnPage.ReplaceAllString(strings.ReplaceAll(page, ":&nbsp;</span>", "</span>"), "")
	z := nethtml.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatal(z.Err())
			}
			return b.String()
		case nethtml.TextToken:
			b.Write(z.Text())
		}
	}
}
