package generator

import (
	"bytes"
	"strings"
	"unicode"

	"styrdok/generator/block"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/seal"
)

// holdsSeal notes which files hold a version that fits its seal.
func (m *Made) holdsSeal(result seal.Result) {
	m.sealed = map[string]bool{}
	for _, d := range m.files.content.Drafts {
		m.sealed[d.File] = seal.Adopted(d) && !m.opt.sealing[d.File]
	}
	for _, b := range result.Broken {
		m.sealed[b.Version.Draft.File] = false
	}
	for _, v := range result.Unsealed {
		m.sealed[v.Draft.File] = false
	}
}

// lenient returns what is wrong with a text as it is told. A version that was sealed before stands as it
// was decided, so that its text is nearly Markdown is a warning there: the site can be built meanwhile.
func (m *Made) lenient(file string, list diag.List) diag.List {
	if !m.sealed[file] {
		return list
	}
	for i := range list {
		if list[i].Severity == diag.Error && list[i].Code.OfMarkup() {
			list[i].Severity = diag.Warning
		}
	}
	return list
}

// markupErrors are those of a text's errors that keep it from being sealed.
func (m *Made) markupErrors(d *library.Draft) diag.List {
	var out diag.List
	for _, found := range m.parse(d.File, d.Title, d.Language, d.Text, d.TextLine, true).diags {
		if found.Severity == diag.Error && found.Code.OfMarkup() {
			out = append(out, found)
		}
	}
	return out
}

// maxRounds is how often a text is mended: what is put right may bring to light something else.
const maxRounds = 4

// mend rewrites what in a version's text is nearly Markdown, as far as that is certain.
func (m *Made) mend(d *library.Draft, file []byte) decide.Mended {
	read := func(text string) parsed {
		opt := m.textOptions(d.File, d.Title, d.Language, d.TextLine, true)
		opt.Mask = false
		return parseText([]byte(text), opt)
	}
	head, ok := bytes.CutSuffix(file, []byte(d.Text))
	if !ok {
		return decide.Mended{File: file}
	}
	text := d.Text
	before := read(text)
	now := before
	out := decide.Mended{}
	for range maxRounds {
		mended, places := diag.Mend(text, d.TextLine, now.diags)
		if places == 0 {
			break
		}
		out.Places += places
		text, now = mended, read(mended)
	}
	out.File = append(head[:len(head):len(head)], text...)
	out.Was, out.Now = otherWords(plainWords(before.text.Tree), plainWords(now.text.Tree))
	return out
}

// plainWords are the words of a text in reading order, among them the numbers and letters of items, those of
// its notes last.
func plainWords(t *block.Tree) []string {
	var b strings.Builder
	var visit func(block.Block) bool
	visit = func(x block.Block) bool {
		switch x := x.(type) {
		case *block.List:
			for i, it := range x.Items {
				b.WriteString(x.Label(i))
				b.WriteByte('\n')
				block.Walk(it.Blocks, visit)
			}
			return false
		case *block.Code:
			b.WriteString(x.Text)
		}
		block.Lines(x, func(spans []block.Span) {
			b.WriteString(block.Plain(spans))
			b.WriteByte('\n')
		})
		return true
	}
	block.Walk(t.Blocks, visit)
	for _, n := range t.Notes {
		block.Walk(n.Blocks, visit)
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
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
