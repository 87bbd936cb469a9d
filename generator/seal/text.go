package seal

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
)

// sealedText is a text in the form in which it is hashed: without what is not part of the decision, and with the
// targets of links and images in place of their destinations as written.
type sealedText struct {
	lines   []string
	numbers []int               // line numbers in the file
	leadsTo map[string]diag.Pos // the first place where the text leads to each path in the site's folder
}

// piece is a part of a text to be replaced.
type piece struct {
	start, stop int
	with        string
}

// read normalises a text, which has \n as line ends and is in NFC. Spaces at the ends of lines are dropped, and runs of
// blank lines become one.
func read(d *library.Draft, text string) sealedText {
	text, numbers := decided(text)
	t := sealedText{leadsTo: map[string]diag.Pos{}}
	number := func(line int) int {
		if line < len(numbers) {
			line = numbers[line]
		}
		return d.TextLine + line
	}
	destinations := markdown.Destinations([]byte(text))
	var pieces []piece
	for _, l := range labels(text, destinations) {
		if l.start < l.stop {
			pieces = append(pieces, piece{start: l.start, stop: l.stop})
		}
	}
	var at place
	for _, dest := range destinations {
		target := dest.Address
		if block.IsRelative(target) {
			at.move(text, dest.Start)
			target = t.leads(d, target, diag.Pos{File: d.File, Line: number(at.line), Column: at.column + 1})
		}
		// A text cannot contain control characters, so nothing in it can be mistaken for this.
		pieces = append(pieces, piece{start: dest.Start, stop: dest.Stop, with: "\x00" + target + "\x00"})
	}
	slices.SortFunc(pieces, func(a, b piece) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	done := 0
	for _, p := range pieces {
		b.WriteString(text[done:p.start])
		b.WriteString(p.with)
		done = p.stop
	}
	b.WriteString(text[done:])
	for i, l := range strings.Split(b.String(), "\n") {
		l = strings.TrimRight(l, " \t")
		if l != "" || len(t.lines) > 0 && t.lines[len(t.lines)-1] != "" {
			t.lines, t.numbers = append(t.lines, l), append(t.numbers, number(i))
		}
	}
	if n := len(t.lines); n > 0 && t.lines[n-1] == "" {
		t.lines, t.numbers = t.lines[:n-1], t.numbers[:n-1]
	}
	if d.Original != "" {
		// The text is that file's.
		pos := d.PosOf("original")
		line := "\x00" + t.leads(d, d.Original, pos) + "\x00"
		t.lines, t.numbers = slices.Insert(t.lines, 0, line), slices.Insert(t.numbers, 0, pos.Line)
	}
	return t
}

// decided removes from a text what is not part of the decision: comments and the summary. It also returns the numbers
// of the remaining lines in the whole text, from 0.
func decided(text string) (string, []int) {
	text, numbers := markdown.StripComments(text)
	first, end := markdown.Brief([]byte(text))
	if end == 0 {
		return text, numbers
	}
	lines := strings.Split(text, "\n")
	return strings.Join(slices.Delete(lines, first, end), "\n"), slices.Delete(numbers, first, min(end, len(numbers)))
}

// place is a position in a text that moves forward. All fields count from 0; columns are in characters.
type place struct{ offset, line, column int }

func (p *place) move(text string, to int) {
	for {
		i := strings.IndexByte(text[p.offset:to], '\n')
		if i < 0 {
			p.column += utf8.RuneCountInString(text[p.offset:to])
			p.offset = to
			return
		}
		p.offset += i + 1
		p.line, p.column = p.line+1, 0
	}
}

// leads records the target of a relative destination and returns its normal form: documents without ".md", and what
// belongs to the document itself relative to it, so that seals hold after the document is renamed.
func (t *sealedText) leads(d *library.Draft, address string, at diag.Pos) string {
	target, anchor, _ := block.Locate(d.File, address)
	if _, known := t.leadsTo[target]; !known {
		t.leadsTo[target] = at
	}
	target = own(d.Document, strings.TrimSuffix(target, ".md"))
	if anchor != "" {
		target += "#" + anchor
	}
	return target
}

// own returns a path in the site's folder, relative to the document's folder if it is inside.
func own(id library.ID, target string) string {
	if rest, ok := strings.CutPrefix(target, "content/"+string(id)); ok && (rest == "" || rest[0] == '/') {
		return "." + rest
	}
	return target
}

// fingerprint returns two base64 characters for a line: twelve bits of its SHA-256. They cannot prove that a line is
// unchanged, but they show which lines have changed once the sum shows that some have.
func fingerprint(line string) string {
	if line == "" {
		return ""
	}
	h := sha256.Sum256([]byte(line))
	return base64.RawURLEncoding.EncodeToString(h[:2])[:2]
}

func fingerprints(lines []string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(fingerprint(l))
	}
	return b.String()
}
