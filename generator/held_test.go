package generator_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/html"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

// writer makes random texts of what people write who know Markdown by half. Every word that is text is
// written once only, and its line is remembered.
type writer struct {
	*rand.Rand
	b     strings.Builder
	count int
	words []wordAt
}

type wordAt struct {
	text string
	line int
}

// add writes a form in which %w stands for a word of the text, %a for a word of markup, such as an
// address, and %n for the beginning of the next line within the same block.
func (w *writer) add(margin, form string) {
	for {
		i := strings.IndexByte(form, '%')
		if i < 0 {
			w.b.WriteString(form)
			return
		}
		w.b.WriteString(form[:i])
		switch form[i+1] {
		case 'w':
			w.count++
			text := fmt.Sprintf("o%dq", 1000+w.count)
			w.words = append(w.words, wordAt{text, 1 + strings.Count(w.b.String(), "\n")})
			w.b.WriteString(text)
		case 'a':
			w.count++
			fmt.Fprintf(&w.b, "a%dq", w.count)
		case 'n':
			w.b.WriteString("\n" + margin)
		default:
			w.b.WriteByte(form[i+1])
		}
		form = form[i+2:]
	}
}

// lineForms are pieces of a line, right and wrong.
var lineForms = []string{
	"%w", "%w %w", "**%w**", "** %w**", "**%w", "%w**", "*%w* %w", "_%w_%w", "~~%w~~", "~%w~", "`%w`", "`` %w ` %w ``", "`%w",
	"[%w](https://%a.example/%a)", "[%w](https://%a.example/%w %w)", "[%w] (https://%a.example/)", "[%w](%w", "[%w][%w]", "[%w]", "![%w](%a.png)", "![%w](%w %w.png)",
	"![%w](%a.png \"%w\")", "![%w", "<https://%a.example/>", "https://%w.example/%w", "%w@%w.se", "<%w@%w.se>", "[[%w]]", "(%w)[%w.md]",
	"<b>%w</b>", "<br>%w", "<span title=\"%a\" hidden>%w</span>", "%w<!-- %a -->%w", "%w &amp; %w", "%w\\*%w\\*", "\\[%w](%a)", "&#91;%w]", "f&ouml;r%w", "|%w", "%w | %w",
	"{#%a}", "{{%w}}", "{%w}", "[%w]{lang=en}", "[%w]{.%a}", "==%w==", "$%w^2$", "%w[1]", "%w\\%w", "\"%w\"", "'%w'", "%w -- %w ... %w", "%w\u00a0%w", "%w\u00ad%w",
	"m^%w^", "H~%w~O", "%w<sup>%w</sup>", "%w  %n%w", "%w\\%n%w", "%w%n%w", "[%w%n%w](https://%a.example/)", "[%w](https://%n%w.example/)", "<%w>", "< %w >", "%w</b>", "<?%a?>%w", "%w:::%w",
}

// blockForms are whole blocks; %l stands for a line.
var blockForms = []string{
	"%l", "%l%n%l", "## %l", "### %w {#%a}", "##%w", "#%w", "###### %w", "%w%n---", "%w%n===", "> %l%n> %l", ">%w%n%w", "- %l%n- %l", "-%w%n-%w", "* %l%n  - %l%n    - %l",
	"1. %l%n2. %l", "1. %l%n1. %l", "2011. %w%n%n2015. %w%n%n2019. %w", "3) %w%n7) %w", "a) %w%nb) %w", "i) %w%nii) %w", "(1) %w%n(2) %w", "1.%w%n2.%w",
	"• %w%n• %w", "– %w%n– %w", "o\t%w%no\t%w", "- [ ] %w%n- [x] %l", "%w%n: %l", "%w%n:   %w%n:   %w", "***", "- - -", "1. %w%n   - %w%n%n   %w", "1. %w%n  - %w%n%n  %w",
	"| %w | %w |%n|---|---|%n| %w | %w |", "| %w | %w |%n|---|---|%n| %w | %w | %w |", "| %w | %w |%n|---|---|%n| %w |%n%w", "| %w | %w |%n| %w | %w |", "| %w | %w |%n|---|%n| %w | %w |",
	"| %l | %w |%n|:-:|--:|%n| %l | `%w|%w` |", "%w | %w%n--- | ---%n%w | %w | %w", "| `%w\\|%w` | %w |%n|---|---|%n| | %w |", "+---+---+%n| %w | %w |%n+---+---+", "%w\t%w%n%w\t%w", "%w  %w%n---- ----%n%w  %w",
	"```%n%w%n```", "```%a%n%w | [%w](%w)%n%n%w%n```", "~~~%n%w%n~~~", "```%n%w", "    %w %w%n    %w", "\t%w",
	"[%w]: %w", "[%a]: https://%a.example/%n%w", "[^1]: %w", "%w[^n]%n%n[^n]: %l%n%n    %l", "%w[^%w]", "[1] %w", "[%w]: https://%w.example/ \"%w\"",
	"<div>%n%w%n</div>", "<div class=\"%a\">%w", "<script>%n%a%n</script>", "<script>%n%n%w", "<?php %w", "<![CDATA[%n%w%n]]>", "<table><tr><td>%w<td>%w</table>", "<!-- %a%n%n%a -->", "<p%n%w>%n%w", "</div>%w",
	":::lang en%n%l%n:::", ":::table caption=\"%w\"%n| %w |%n|---|%n| %w |%n:::", ":::table%n%w%n:::", ":::pagebreak", ":::%a%n%w%n:::", ":::lang en%n%w", ":::", "%w%n:::pagebreak%n%w",
	"**%w**", "1.1 %w", "[[corrections]]%ndate = %w", "\\pagebreak", "!!! note%n    %w", "> [!NOTE]%n> %w", "{%% %w %%}", "%w%n%n%n%n%w",
}

var margins = []string{"", "", "", "", "", "> ", "  ", "   ", "- ", "1. "}

func (w *writer) body() string {
	w.b.Reset()
	w.words, w.count = nil, 0
	for range 1 + w.IntN(6) {
		form := blockForms[w.IntN(len(blockForms))]
		for strings.Contains(form, "%l") {
			line := lineForms[w.IntN(len(lineForms))]
			if w.IntN(3) == 0 {
				line += " " + lineForms[w.IntN(len(lineForms))]
			}
			form = strings.Replace(form, "%l", line, 1)
		}
		first := margins[w.IntN(len(margins))]
		rest := first
		if strings.ContainsAny(first, "-1") {
			rest = strings.Repeat(" ", len(first))
		}
		w.b.WriteString(first)
		w.add(rest, form)
		w.b.WriteString("\n")
		if w.IntN(8) > 0 {
			w.b.WriteString("\n")
		}
	}
	return w.b.String()
}

// wordsOfPrint returns the words of a print.
func wordsOfPrint(tree *block.Tree, style layout.Style) string {
	p, _ := testkit.Break(layout.Document{
		Title: "T", Tree: tree, Language: "sv",
		Pictures: slices.Repeat([]layout.Picture{{Key: "a", Width: 10, Height: 10}}, len(tree.Images())),
	}, style, testkit.FixedMetrics{})
	var b strings.Builder
	for _, s := range p.Sheets {
		for _, m := range s.Marks {
			if m.Leaf == nil {
				continue
			}
			for _, r := range m.Runs {
				b.WriteString(r.Text)
			}
			b.WriteByte(' ')
		}
	}
	var alts func(*layout.Element)
	alts = func(e *layout.Element) {
		b.WriteString(e.Alt)
		for _, k := range e.Kids {
			if child, ok := k.(*layout.Element); ok {
				alts(child)
			}
		}
	}
	alts(p.Root)
	return b.String()
}

// TestNothingLost shows that every word of a text is on its page and in its print, or that its line, or
// the line from which on words are missing, is told of.
func TestNothingLost(t *testing.T) {
	w := &writer{Rand: rand.New(rand.NewPCG(1, 2))}
	style := layout.DefaultStyle()
	bodies := 2000
	if testing.Short() {
		bodies = 200
	}
	failures := 0
	for i := range bodies {
		src := w.body()
		tree, problems := markdown.Parse([]byte(src), markdown.Options{File: "a.md", Language: "sv", Title: "T", Mask: i%2 == 0, Numbered: i%3 == 0})
		if slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Code == diag.UnclearMask }) {
			continue // Where something may be meant to be hidden, no other text is quoted.
		}
		told, from := map[int]bool{}, map[int]bool{}
		for _, d := range problems {
			told[d.Pos.Line] = true
			from[d.Pos.Line] = from[d.Pos.Line] || d.Code == diag.UnusedFootnote || d.Code == diag.RawHTML && strings.Contains(fmt.Sprint(d.Args), "html.gone")
		}
		page := string(html.Render(tree, html.Options{}))
		print := page
		if i%2 == 0 { // the more costly of the two
			print = wordsOfPrint(tree, style)
		}
		missing, shown := false, 0 // since a line that is told of; the line of the last word before
		for _, word := range w.words {
			if strings.Contains(page, word.text) && strings.Contains(print, word.text) {
				missing, shown = false, word.line
				continue
			}
			missing = missing || told[word.line]
			for line := shown; line < word.line && !missing; line++ {
				missing = from[line]
			}
			if !missing {
				failures++
				t.Errorf("body %d: %s on line %d is lost without a word (page: %v, print: %v)\n%s\n%s", i, word.text, word.line,
					strings.Contains(page, word.text), strings.Contains(print, word.text), src, lines(problems))
				break
			}
		}
		// Nor is a word told as lost that is there.
		for _, d := range problems {
			if d.Code != diag.LostText {
				continue
			}
			named := fmt.Sprint(d.Args)
			for _, word := range w.words {
				if word.line == d.Pos.Line && strings.Contains(named, "nearly.words") && strings.Contains(named, "["+word.text) && strings.Contains(page, word.text) {
					failures++
					t.Errorf("body %d: %s is told as lost\n%s\n%s", i, word.text, src, lines(problems))
				}
			}
		}
		if failures > 8 {
			t.FailNow()
		}
	}
}

func lines(problems diag.List) string {
	var b strings.Builder
	for _, d := range problems {
		fmt.Fprintf(&b, "%s %s %v\n", d.Pos, d.Code, d.Args)
	}
	return b.String()
}
