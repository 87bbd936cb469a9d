package act

import (
	"bytes"
	"strings"
	"unicode"

	"styrdok/generator/block"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/site"
)

// maxRounds is how often a text is mended: what is put right may bring to light something else.
const maxRounds = 4

// mend rewrites what in a version's text is nearly Markdown, as far as that is certain.
func mend(s *load.Site, d *library.Draft, file []byte) decide.Mended {
	read := func(text string) (*site.Text, diag.List) {
		of := *d
		of.Text = text
		return s.ParseMasked(&of, false)
	}
	head, ok := bytes.CutSuffix(file, []byte(d.Text))
	if !ok {
		return decide.Mended{File: file}
	}
	text := d.Text
	before, diags := read(text)
	now := before
	out := decide.Mended{}
	for range maxRounds {
		mended, places := diag.Mend(text, d.TextLine, diags)
		if places == 0 {
			break
		}
		out.Places += places
		text = mended
		now, diags = read(mended)
	}
	out.File = append(head[:len(head):len(head)], text...)
	out.Was, out.Now = otherWords(plainWords(before.Tree), plainWords(now.Tree))
	return out
}

// plainWords are the words of a text in reading order.
func plainWords(t *block.Tree) []string {
	return strings.FieldsFunc(t.PlainText(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// maxApart is how far the words of two texts may be apart and still be found to go on alike.
const maxApart = 40

// otherWords returns the words that two texts do not share: what each has in the places where they differ.
func otherWords(old, now []string) (was, is []string) {
	for len(old) > 0 || len(now) > 0 {
		if len(old) > 0 && len(now) > 0 && old[0] == now[0] {
			old, now = old[1:], now[1:]
			continue
		}
		i, j := meet(old, now)
		was, is = append(was, strings.Join(old[:i], " ")), append(is, strings.Join(now[:j], " "))
		old, now = old[i:], now[j:]
	}
	return was, is
}

// meet returns how many words of each text to pass over until both go on alike.
func meet(old, now []string) (int, int) {
	for apart := 1; apart <= maxApart; apart++ {
		for i := 0; i <= min(apart, len(old)); i++ {
			j := apart - i
			if j > len(now) {
				continue
			}
			if i == len(old) && j == len(now) || i < len(old) && j < len(now) && old[i] == now[j] {
				return i, j
			}
		}
	}
	return len(old), len(now)
}
