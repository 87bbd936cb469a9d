package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// Text copied from a PDF or converted from a word processor keeps the ends of lines and pages, and loses
// list markers.

// conjunction matches what follows "kredit-" in "kredit- och betalkort".
var conjunction = pattern.New(`^(?:och|eller|samt|respektive|resp|men|än|till|and|or|to|but|ja|tai|sekä|und|oder)(?:[^\pL]|$)`)

// hyphenatedWords collects lines that end with a hyphen in the middle of a word, as in text copied from a
// PDF. The newline would become a space, and the word two.
func (p *proofreader) hyphenatedWords(lines []plainLine) {
	for i := 1; i < len(lines); i++ {
		before, rest := lines[i-1].text, bytes.TrimLeft(lines[i].text, " \t")
		if len(before) < 2 || before[len(before)-1] != '-' {
			continue
		}
		last, _ := utf8.DecodeLastRune(before[:len(before)-1])
		first, _ := utf8.DecodeRune(rest)
		if unicode.IsLetter(last) && unicode.IsLower(first) && !conjunction.Match(rest) {
			p.hyphenated = append(p.hyphenated, lines[i-1].start+len(before)-1)
		}
	}
}

// reportHyphenated reports the hyphenated words of a text, all at the first one.
func (p *proofreader) reportHyphenated() {
	if len(p.hyphenated) == 0 {
		return
	}
	src, at := p.src.bytes, p.hyphenated[0]
	begin := len(bytes.TrimRightFunc(src[:at], unicode.IsLetter))
	second := bytes.TrimLeft(src[at+1:], " \t\n>")
	tail := second[:len(second)-len(bytes.TrimLeftFunc(second, unicode.IsLetter))]
	p.suggest(diag.TypedStructure, "word-parted", begin, nil, string(src[begin:at]), string(tail), len(p.hyphenated))
}

// minSentence is the minimum length of a paragraph that continues a sentence: a shorter one may be a
// name or an address.
const minSentence = 40

// brokenProse reports paragraphs that begin with a lower-case letter: list items that have lost their
// markers, and the rest of a sentence that is divided by a blank line.
func (p *proofreader) brokenProse(b ast.Node, lines []plainLine) {
	before := b.PreviousSibling()
	if len(lines) == 0 || before == nil || before.Kind() != ast.KindParagraph || before.Lines().Len() == 0 || !beginsSmall(&lines[0]) {
		return
	}
	above := p.plainLines(before)
	if beginsSmall(&above[0]) {
		return // it has been reported with the first
	}
	edits := []edit{{lines[0].start, lines[0].start, "- "}}
	for b = b.NextSibling(); b != nil && b.Kind() == ast.KindParagraph && b.Lines().Len() == 1; b = b.NextSibling() {
		next := p.plainLines(b)[0]
		if !beginsSmall(&next) {
			break
		}
		edits = append(edits, edit{next.start, next.start, "- "})
	}
	last, _ := utf8.DecodeLastRune(bytes.TrimRight(above[len(above)-1].raw, " \t"))
	switch {
	case len(lines) == 1 && len(edits) > 1:
		p.suggest(diag.TypedStructure, "list-unmarked", lines[0].start, edits)
	case (unicode.IsLower(last) || last == ',') && utf8.RuneCount(lines[0].raw) >= minSentence:
		p.suggest(diag.TypedStructure, "sentence-parted", lines[0].start, nil)
	}
}

func beginsSmall(l *plainLine) bool {
	first, size := utf8.DecodeRune(l.text)
	second, _ := utf8.DecodeRune(l.text[size:])
	return unicode.IsLower(first) && (unicode.IsLower(second) || second == '-' || unicode.IsSpace(second)) // not "eID" or "a)"
}
