package importer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/diag"
	"styrdok/generator/intake"
	"styrdok/generator/markdown"
)

// TestWordsKept writes made-up texts full of the signs that Markdown reads, and holds the words of the result, parsed, to those that went in.
func TestWordsKept(t *testing.T) {
	pieces := []string{"ord", "Å", "3", "12", "2019", "a", "i", "iv", " ", " ", " ", "  ", "\n", "\t", "*", "**", "_", "__", "#", "## ", "-", "- ", "–", "+", "=", "==", "===", "---", "|", "||", "[", "]", "[x]", "[^1]", "(", ")", "(a)",
		"<", ">", "<b>", "</b>", "<!--", "-->", "`", "```", "~", "~~", "^", "{", "}", "{#id}", "{-}", ":", "::", ":::", " \\ a", "!", "![", "&", "&amp;", "&#35;", "$", "$$", "1. ", "1) ", "a) ", "(1) ", "§ 3 ", "3 § ", "kap. ", "• ", "· ", "o\t", "%", "%%",
		" http://a.se/b_c_d ", " www.lundvik.se ", " a@b.se ", "\"", "'", "...", ".", ",", ";", "?", "/", "\u00a0", "\u00ad", "\u200b", " ½ ", " m² ", " ™ ", "\ufb01", "é", "e\u0301", "«", "”", "1.2", "1.2.3 ", "TOC", "[TOC]", "+++", "| - |", "Tabell: ", "ftp://x", "\\pagebreak", "{{x}}", "[[x]]"}
	looks := []intake.Look{0, 0, 0, intake.Bold, intake.Italic, intake.Bold | intake.Italic, intake.Strike, intake.Super, intake.Sub, intake.Underline}
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 11))
		text := func(n int) []intake.Span {
			var out []intake.Span
			for range 1 + r.IntN(4) {
				var b strings.Builder
				for range 1 + r.IntN(n) {
					b.WriteString(pieces[r.IntN(len(pieces))])
				}
				s := intake.Span{Text: b.String(), Look: looks[r.IntN(len(looks))]}
				if r.IntN(12) == 0 {
					s.Link = pick(r, "https://www.lundvik.se/a(b)c d", "mailto:a@b.se", "#x", "file:///x")
				}
				out = append(out, s)
			}
			return intake.Tidy(out)
		}
		para := func() *intake.Paragraph { return &intake.Paragraph{Spans: text(8)} }
		var blocks []intake.Block
		for range 1 + r.IntN(6) {
			switch r.IntN(8) {
			case 0:
				blocks = append(blocks, &intake.Heading{Level: 2, Spans: text(4)})
			case 1, 2:
				l := &intake.List{Ordered: r.IntN(2) == 0}
				for i := range 1 + r.IntN(4) {
					m := "•"
					if l.Ordered {
						m = pick(r, string(rune('1'+i))+".", string(rune('a'+i))+")", "§ "+string(rune('1'+i)))
					}
					item := intake.Item{Marker: m, Blocks: []intake.Block{para()}}
					if r.IntN(3) == 0 {
						item.Blocks = append(item.Blocks, para())
					}
					if r.IntN(3) == 0 {
						item.Blocks = append(item.Blocks, &intake.List{Items: []intake.Item{{Marker: "•", Blocks: []intake.Block{para()}}}})
					}
					l.Items = append(l.Items, item)
				}
				blocks = append(blocks, l)
			case 3:
				tab := &intake.Table{Heads: 1}
				for range 2 + r.IntN(3) {
					tab.Rows = append(tab.Rows, []intake.Cell{{Blocks: []intake.Block{para()}, Across: 1, Down: 1}, {Blocks: []intake.Block{para()}, Across: 1, Down: 1}})
				}
				blocks = append(blocks, tab)
			case 4:
				blocks = append(blocks, &intake.Definitions{Items: []intake.Definition{{Terms: [][]intake.Span{text(3)}, Blocks: []intake.Block{para()}}}})
			case 5:
				p := para()
				p.Quote = true
				blocks = append(blocks, p)
			default:
				blocks = append(blocks, para())
			}
		}
		w := &writer{noteAt: map[int]int{}, links: func(to string) string { return safeLink(to) }}
		out := w.text(blocks)
		tree, diags := markdown.Parse([]byte(out), markdown.Options{Language: "sv"})
		source := strings.Join(intake.Lines(blocks), "\n")
		if gone := lost(source, shown(tree), nil); gone != nil {
			t.Errorf("seed %d: lost %q of\n%s\nwritten as\n%s", seed, gone, source, out)
		}
		for _, d := range diags {
			path := strings.Contains(fmt.Sprint(d.Args), "nearly.backslash") // "a:\" before a sign that is escaped looks like one
			if d.Severity == diag.Error && !path && !slices.Contains([]diag.Code{diag.SkippedHeading, diag.EmptyHeading, diag.LinkOutside}, d.Code) {
				t.Errorf("seed %d: %s %s %v in\n%s", seed, d.Pos, d.Code, d.Args, out)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// TestFrontMatterIsKept shows that a value of other front matter that no key takes stays as a comment.
func TestFrontMatterIsKept(t *testing.T) {
	got := result(t, "a.md", []byte("---\nkind: ett\nstatus: två\nadopted: tre\nowner: Fyra\nAnsvarig: fem\ntags: sex\nkeywords: [sju]\ntype: Policy\n---\n# Policy för resor\n\nText.\n"), testOptions())
	for _, want := range []string{"# kind: ett\n", "# status: två\n", "# adopted: tre\n", `owner       = "Fyra"`, "# Ansvarig: fem\n", "# tags: sex\n", `keywords    = ["sju"]`} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q is not once in\n%s", want, got)
		}
	}
	if strings.Contains(got, "# owner") || strings.Contains(got, "# type") {
		t.Errorf("what is used is kept twice in\n%s", got)
	}
}
