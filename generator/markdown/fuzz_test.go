package markdown

import (
	"bytes"
	"hash/crc32"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/tools/txtar"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

func samples(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got no samples: %v", err)
	}
	var out []string
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(a.Files[0].Data))
	}
	return append(out, everything)
}

// FuzzParse shows that every text gives a tree that keeps the promises of block: places within
// the text, IDs of the right form and only once, no empty alternative texts without reason, no
// depth beyond the limits, and the same tree each time. An input is short and is parsed once, but
// for one in eight that is parsed again, so that many are tried.
func FuzzParse(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s)
		for _, part := range strings.Split(s, "\n\n") {
			f.Add(part)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 2000 {
			return
		}
		sum := crc32.ChecksumIEEE([]byte(src))
		opt := Options{File: "a.md", Language: "sv", Title: "Titel", Mask: sum&1 == 0, Numbered: sum&2 == 0}
		tree, problems := Parse([]byte(src), opt)
		checkTree(t, src, tree, problems)
		if sum&0x70 == 0 {
			again, _ := Parse([]byte(src), opt)
			if dump(tree) != dump(again) {
				t.Errorf("%q: got two different trees", src)
			}
		}
	})
}

var goodID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func checkTree(t *testing.T, src string, tree *block.Tree, problems diag.List) {
	t.Helper()
	lines := splitLines([]byte(src), 1)
	place := func(what string, p diag.Pos) {
		if p.Line < 1 || p.Line > len(lines)+1 || p.Column < 1 {
			t.Errorf("%q: %s at %v, outside the text", src, what, p)
			return
		}
		if p.Line <= len(lines) && p.Column > utf8.RuneCount(lines[p.Line-1].text)+1 {
			t.Errorf("%q: %s at %v, beyond the line's end", src, what, p)
		}
	}
	for _, d := range problems {
		if d.Pos.Line > 0 {
			place(string(d.Code), d.Pos)
		} else {
			t.Errorf("%q: %s without a place", src, d.Code)
		}
	}
	ids := map[string]bool{}
	visit := func(b block.Block) bool {
		place("block", b.Position())
		if h, ok := b.(*block.Heading); ok {
			if !goodID.MatchString(h.ID) || ids[h.ID] || h.Level < 2 || h.Level > 6 {
				t.Errorf("%q: heading with ID %q and level %d", src, h.ID, h.Level)
			}
			ids[h.ID] = true
		}
		if table, ok := b.(*block.Table); ok {
			for _, r := range table.Rows {
				if len(r.Cells) != len(table.Head) {
					t.Errorf("%q: row of %d cells under %d", src, len(r.Cells), len(table.Head))
				}
			}
		}
		return true
	}
	block.Walk(tree.Blocks, visit)
	notes := map[string]bool{}
	for i, n := range tree.Notes {
		if n.Number != i+1 || n.References < 1 || !goodID.MatchString(n.ID) || notes[n.ID] {
			t.Errorf("%q: note %+v", src, n)
		}
		notes[n.ID] = true
		block.Walk(n.Blocks, visit)
	}
	tree.AllSpans(func(s block.Span) {
		place("span", s.Position())
		switch s := s.(type) {
		case *block.Text:
			if s.Text == "" || !utf8.ValidString(s.Text) || strings.ContainsAny(s.Text, "\n\r\uFDD0\uFDD1\uFDD2\uFDD3") {
				t.Errorf("%q: text %q", src, s.Text)
			}
		case *block.Link:
			if _, problem := checkAddress(s.Dest, false); problem != "" || s.Dest == "" || len(s.Spans) == 0 {
				t.Errorf("%q: link %q", src, s.Dest)
			}
		case *block.Image:
			hasProblem := false
			for _, d := range problems {
				hasProblem = hasProblem || d.Code == diag.MissingAlt
			}
			if s.Alt == "" && !s.Decorative && !hasProblem {
				t.Errorf("%q: image without words", src)
			}
		}
	})
}

// everything is a text with every construct. Its words count up, so that a missing or misplaced
// one shows.
const everything = `## w1 *w2 **w3** w4* ~~w5~~

w6 ` + "`w7`" + ` [w8 *w9*](a.md) <https://w10.se> https://w11.se w12@w12.se  
w13\
w14
w15 \*w16\* &amp; &#119;17 ![w18](a.png) w19[^n] <b>w20</b> [w21]{lang=en} [w22][r]

w23
===

> w24
> w25
>
> - w26
>   > w27
> 1. w28

* w29
  w30

  w31

      w32
* [x] w33
* [ ] w34

w35
: w36

  w37
: w38

| w39 | w40 |
|-----|-----|
| w41 | w42 | weg |
| w43

` + "```x\nw44\n```" + `

~~~
w45
~~~

    w46

<div>w47</div>

***

:::table caption="w48"
| w49 |
|-----|
| w50 |
:::

:::lang en
w51
:::

:::confidential
w52
:::

![w53](b.png "w54")

[r]: b.md
[^n]: w55

    w56
`

// TestNothingIsLost holds the words of the tree against those of the source.
func TestNothingIsLost(t *testing.T) {
	tree, _ := Parse([]byte(everything), Options{File: "a.md", Language: "sv"})
	words := regexp.MustCompile(`w\d+`).FindAllString(regexp.MustCompile(`#\S+`).ReplaceAllString(dump(tree), ""), -1)
	var got []string
	for _, w := range words {
		if len(got) == 0 || got[len(got)-1] != w {
			got = append(got, w) // an address stands in a link and in its words
		}
	}
	for i, w := range got {
		if want := "w" + itoa(i+1); w != want {
			t.Fatalf("got %s as word %d, want %s; all words: %v", w, i+1, want, got)
		}
	}
	if len(got) != 56 {
		t.Errorf("got %d words, want 56", len(got))
	}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// TestMaskedPartsLeaveNoTrace puts confidential parts into all kinds of surroundings, also where
// Markdown would not see a directive.
func TestMaskedPartsLeaveNoTrace(t *testing.T) {
	const part = ":::confidential law=\"x\"\n# SECRET *SECRET* [SECRET](secret.md) ![SECRET](secret.png)\n\n" +
		"SECRET[^secret]\n\n[^secret]: SECRET\n\n[r]: secret\n\n```\n:::\n```\n\nSECRET\n:::"
	indented := func(prefix string) string { return strings.ReplaceAll(part, "\n", "\n"+prefix) }
	for name, src := range map[string]string{
		"alone":        part,
		"paragraph":    "before\n" + part + "\nafter",
		"list":         "- a\n\n  " + indented("  ") + "\n- b",
		"item":         "- " + indented("  "),
		"ordered":      "1. " + indented("   "),
		"quote":        "> " + indented("> "),
		"note":         "a[^a]\n\n[^a]: " + indented("    "),
		"definition":   "a\n: " + indented("  "),
		"code":         "```\n" + part + "\n```",
		"open code":    "- ```\n\n" + part,
		"indented":     "    " + indented("    "),
		"html":         "<div>\n" + part + "\n</div>",
		"comment":      "<!--\n" + part + "\n-->",
		"within":       ":::lang en\n" + part + "\n:::",
		"spaces":       "\u00a0:::  Confidential\u00a0law=\"x\"" + part[len(`:::confidential law="x"`):],
		"invisible":    "\u200b" + part,
		"byte order":   "\ufeff" + part,
		"carriage":     strings.ReplaceAll("a\n"+part, "\n", "\r\n"),
		"old carriage": strings.ReplaceAll("a\n"+part, "\n", "\r"),
		"more colons":  "::" + part,
		"unclosed":     part[:len(part)-4],
		"table":        "| a |\n|---|\n" + part,
		"bold":         "**" + part,
	} {
		tree, problems := Parse([]byte(src), Options{File: "a.md", Language: "sv", Mask: true})
		if got := strings.ToLower(dump(tree) + list(problems)); strings.Contains(got, "secret") {
			t.Errorf("%s: got\n%s", name, got)
		}
	}
}

// TestPositions finds every text of a tree at the place that it gives.
func TestPositions(t *testing.T) {
	for _, src := range samples(t) {
		lines := splitLines([]byte(src), 1)
		tree, _ := Parse([]byte(src), Options{File: "a.md", FirstLine: 11})
		count := 0
		tree.AllSpans(func(s block.Span) {
			p := s.Position()
			if p.File != "a.md" || p.Line < 11 {
				t.Fatalf("%q: place %v", src, p)
			}
			rest := string([]rune(string(lines[p.Line-11].text))[p.Column-1:])
			want := ""
			switch s := s.(type) {
			case *block.Text:
				// The first word is compared, unless signs in it were escaped or changed; captions
				// have the place of the line or image that they are written on.
				words := strings.Fields(s.Text)
				if len(words) == 0 || strings.ContainsAny(rest, "&\\") || strings.HasPrefix(rest, ":::") || strings.HasPrefix(rest, "[](") || strings.HasPrefix(rest, "!") {
					return
				}
				if strings.ContainsAny(words[0], "−⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ") {
					return
				}
				want, rest = words[0], strings.TrimLeft(rest, " ")
			case *block.Emphasis:
				want = rest[:1]
				if want != "*" && want != "_" {
					want = "*"
				}
			case *block.Strong:
				want = "**"
			case *block.Strike:
				want = "~"
			case *block.Superscript, *block.Subscript:
				if !strings.HasPrefix(rest, "<") && !strings.HasPrefix(rest, "^") && !strings.HasPrefix(rest, "~") {
					t.Errorf("%T at %v: got %q", s, p, rest)
				}
				return
			case *block.CodeSpan:
				want = "`"
			case *block.Image:
				want = "!["
			case *block.NoteRef:
				want = "[^"
			case *block.ForeignSpan:
				want = "["
			case *block.Link:
				if strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "<") {
					return
				}
				want = strings.TrimPrefix(s.Dest, "mailto:")
				if strings.HasPrefix(rest, "www.") {
					want = strings.TrimPrefix(want, "http://")
				}
			default:
				return
			}
			count++
			if !strings.HasPrefix(rest, want) {
				t.Errorf("%T at %v: got %q, want it to begin with %q", s, p, rest, want)
			}
		})
		if count == 0 && strings.Contains(src, "*") {
			t.Errorf("%q: found nothing", src)
		}
	}
}

// TestTypographyChangesNoWord compares the letters and digits of texts with and without it.
func TestTypographyChangesNoWord(t *testing.T) {
	letters := func(lang, src string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, plain(src, lang))
	}
	long, err := os.ReadFile("testdata/long.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range append(samples(t), string(long)) {
		if strings.Contains(src, "lang") {
			continue // the language is part of the result there
		}
		if got, want := letters("sv", src), letters("", src); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	src, err := os.ReadFile("testdata/long.md")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("goldmark", func(b *testing.B) {
		p := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
			goldmark.WithParserOptions(parser.WithAutoHeadingID())).Parser()
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			p.Parse(text.NewReader(src))
		}
	})
	b.Run("goldmark with HTML", func(b *testing.B) {
		m := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
			goldmark.WithParserOptions(parser.WithAutoHeadingID()))
		var out bytes.Buffer
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			out.Reset()
			if err := m.Convert(src, &out); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("blocks", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			Parse(src, Options{File: "a.md", Language: "sv", Mask: true, Numbered: true})
		}
	})
}
