package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/diag"
)

// No word of an adopted text may be lost, so the words of the tree are checked against those of the
// source, in source order: a word that is missing from the tree must be in markup, that is in a range
// that some part of this package has read as something other than text. Anything else that is missing is
// reported, whatever the cause.

// stretch is a range of offsets in the source.
type stretch struct{ start, stop int }

// setAside records that a range of the source is markup: an address, a label, a comment.
func (s *source) setAside(start, stop int) {
	if start >= 0 && start < stop {
		s.markup = append(s.markup, stretch{start, stop})
	}
}

// joinMarkup sorts the ranges of markup and removes nested ones.
func (s *source) joinMarkup() {
	slices.SortFunc(s.markup, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	out := s.markup[:0]
	for _, m := range s.markup {
		if last := len(out) - 1; last >= 0 && m.start <= out[last].stop {
			out[last].stop = max(out[last].stop, m.stop)
			continue
		}
		out = append(out, m)
	}
	s.markup = out
}

func (c *converter) asideAll(lines *text.Segments) {
	for i := range lines.Len() {
		c.src.setAside(lines.At(i).Start, lines.At(i).Stop)
	}
}

// asideNode records that all of a node is markup, or has been reported.
func (c *converter) asideNode(n ast.Node) {
	c.src.setAside(n.Pos(), max(lastOffset(n), c.src.tails[n].stop))
}

// lastOffset returns the end of the last text within a node.
func lastOffset(n ast.Node) int {
	last := -1
	if n.Type() != ast.TypeInline && n.Lines().Len() > 0 {
		last = n.Lines().At(n.Lines().Len() - 1).Stop
	}
	if t, ok := n.(*ast.Text); ok {
		last = t.Segment.Stop
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		last = max(last, lastOffset(child))
	}
	return last
}

// leaf is a text of the tree with its offset in the source.
type leaf struct {
	at   diag.Pos
	from int
	text string
	raw  bool // no backslash escapes or character references
}

// place is a position in the file with its offset in the prepared text.
type place struct {
	pos    diag.Pos
	offset int
}

// comparePos compares two positions in one file.
func comparePos(a, b diag.Pos) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// maxAhead is the number of words of the source that are skipped in search of a word of the tree. There
// is hardly any markup inside a leaf, so more would only cost time.
const maxAhead = 32

// checkWords reports every word of the source that is missing from the tree.
func (c *converter) checkWords() {
	leaves := c.leaves()
	c.src.joinMarkup()
	slices.SortFunc(c.src.titles, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	h := wordChecker{c: c, src: c.src.bytes, markup: c.src.markup}
	for i, l := range leaves {
		limit := len(h.src)
		if i+1 < len(leaves) {
			limit = max(leaves[i+1].from, l.from)
		}
		if limit == l.from {
			limit = len(h.src) // two leaves at the same place, such as an image's alternative text and its caption
		}
		h.pass(l.from, false)
		h.leaf(l, limit)
	}
	h.pass(len(h.src), false)
}

// leaves returns the tree's texts in source order, in which notes are not.
func (c *converter) leaves() []leaf {
	out := make([]leaf, 0, len(c.places))
	add := func(at diag.Pos, text string, raw bool) {
		out = append(out, leaf{at: at, text: text, raw: raw})
	}
	visit := func(b block.Block) bool {
		switch b := b.(type) {
		case *block.Code:
			add(b.Pos, b.Text, true)
		case *block.List:
			for i, it := range b.Items {
				add(it.Pos, b.Label(i), true)
			}
		}
		block.Lines(b, func(spans []block.Span) {
			block.WalkSpans(spans, func(s block.Span) bool {
				switch s := s.(type) {
				case *block.Text:
					add(s.Pos, s.Text, c.literal[s])
				case *block.CodeSpan:
					add(s.Pos, s.Text, true)
				case *block.Image:
					add(s.Pos, s.Alt, false)
				}
				return true
			})
		})
		return true
	}
	block.Walk(c.brief, visit)
	block.Walk(c.blocks, visit)
	for _, n := range c.notes {
		block.Walk(n.Blocks, visit)
	}
	slices.SortStableFunc(out, func(a, b leaf) int { return comparePos(a.at, b.at) })
	slices.SortStableFunc(c.places, func(a, b place) int { return comparePos(a.pos, b.pos) })
	from, places := 0, c.places
	for i := range out {
		for ; len(places) > 0 && comparePos(places[0].pos, out[i].at) <= 0; places = places[1:] {
			if places[0].pos == out[i].at {
				from = places[0].offset
			}
		}
		out[i].from = from
	}
	return out
}

// wordChecker reads source and tree in parallel.
type wordChecker struct {
	c      *converter
	src    []byte
	markup []stretch // remaining markup, sorted
	at     int       // all words before this offset are accounted for
	text   []byte    // of the current leaf
}

// leaf finds the words of a leaf in the source, up to a limit.
func (h *wordChecker) leaf(l leaf, limit int) {
	h.text = append(h.text[:0], l.text...)
	misses := 0
	for at := 0; misses < maxAhead; {
		at += h.same(h.text[at:], limit, l.raw)
		want, ok := nextWord(h.text, at, len(h.text), true)
		if !ok {
			return
		}
		at = want.stop
		misses++
		from := h.at
		markup := h.markup
		for range maxAhead {
			w, ok := nextWord(h.src, from, limit, l.raw)
			if !ok {
				break
			}
			for len(markup) > 0 && markup[0].stop <= w.start {
				markup = markup[1:]
			}
			if len(markup) > 0 && markup[0].start <= w.start {
				from = markup[0].stop
				continue
			}
			if bytes.Equal(w.text, want.text) {
				h.pass(w.start, l.raw)
				h.at = w.stop
				misses--
				break
			}
			from = w.stop
		}
	}
}

// same accounts for the whole words that are written alike at the beginning of a leaf's text and in the
// source, as nearly all are, and returns their length in the text.
func (h *wordChecker) same(text []byte, limit int, raw bool) int {
	src := h.src[h.at:max(limit, h.at)]
	for len(h.markup) > 0 && h.markup[0].stop <= h.at {
		h.markup = h.markup[1:]
	}
	if len(h.markup) > 0 {
		src = src[:min(len(src), max(h.markup[0].start-h.at, 0))]
	}
	whole := 0
	for i := range min(len(text), len(src)) {
		c := text[i]
		if c != src[i] && (c != ' ' || src[i] != '\n') || !raw && (c == '\\' || c == '&') {
			break
		}
		if c < utf8.RuneSelf && !util.IsAlphaNumeric(c) {
			whole = i + 1
		}
	}
	h.at += whole
	return whole
}

// pass accounts for the source up to an offset, as markup or as lost.
func (h *wordChecker) pass(to int, raw bool) {
	var lost stretch
	for h.at < to {
		w, ok := nextWord(h.src, h.at, to, raw)
		if !ok {
			break
		}
		h.at = w.stop
		for len(h.markup) > 0 && h.markup[0].stop <= w.start {
			h.markup = h.markup[1:]
		}
		if len(h.markup) > 0 && h.markup[0].start <= w.start {
			h.at = max(h.at, h.markup[0].stop)
			if lost.stop > 0 {
				h.c.lost(lost)
				lost = stretch{}
			}
			continue
		}
		if lost.stop == 0 {
			lost.start = w.start
		}
		lost.stop = w.stop
	}
	h.at = max(h.at, to)
	if lost.stop > 0 {
		h.c.lost(lost)
	}
}

// lost reports a range of the source that is missing from the tree, quoting its first line.
func (c *converter) lost(s stretch) {
	line := lineFrom(c.src.bytes[:s.stop], s.start)
	kind := "words"
	if i := sort.Search(len(c.src.titles), func(i int) bool { return c.src.titles[i].stop > s.start }); i < len(c.src.titles) && c.src.titles[i].start <= s.start {
		kind = "caption"
	}
	if tag := bytes.TrimRight(c.src.bytes[:s.start], "/"); bytes.HasSuffix(tag, []byte("<")) {
		end := s.start + bytes.IndexByte(append(bytes.Clone(line), '>'), '>')
		if i := bytes.IndexByte(c.src.bytes[s.start:min(len(c.src.bytes), s.start+maxLinkWords)], '>'); i >= 0 {
			end = s.start + i + 1
		}
		at := len(tag) - 1
		c.suggest(diag.LostText, "tag", at, []edit{{at, at, `\`}}, shorten(strings.Join(strings.Fields(string(c.src.bytes[at:end])), " ")))
		return
	}
	c.suggest(diag.LostText, kind, s.start, nil, shorten(string(line)))
}

// word is a run of letters and digits.
type word struct {
	start, stop int
	text        []byte // its meaning, without characters that only control line breaking or shaping
}

// nextWord returns the first word that begins between two offsets. Characters that only control line
// breaking or shaping do not end a word.
func nextWord(src []byte, from, to int, raw bool) (w word, ok bool) {
	decoded := false // from the first difference between meaning and source on, text is a copy
	for i := from; i < to || ok && i < len(src); {
		r, size := rune(src[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(src[i:])
		}
		meaning := ""
		switch {
		case raw:
		case r == '&':
			if chars, length := reference(src[i:]); length > 0 {
				meaning, size = chars, length
				r, _ = utf8.DecodeRuneInString(chars)
			}
		case r == '\\' && i+1 < len(src) && util.IsPunct(src[i+1]):
			size = 2
		}
		switch {
		case inWord(r):
			if !ok {
				ok, w.start, w.stop = true, i, i
			}
			if plain := plainDigit(r); meaning == "" && plain != r {
				meaning = string(plain)
			}
			if !decoded && (meaning != "" || w.stop != i) {
				decoded, w.text = true, append(make([]byte, 0, 64), src[w.start:w.stop]...)
			}
			switch {
			case !decoded:
				w.text = src[w.start : i+size]
			case meaning != "":
				w.text = append(w.text, meaning...)
			default:
				w.text = append(w.text, src[i:i+size]...)
			}
			w.stop = i + size
		case ok && !(r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r)):
			return w, true
		}
		i += size
	}
	return w, ok
}

func inWord(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	case r < 0x1000:
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return (unicode.IsLetter(r) || unicode.IsNumber(r)) && char.Inked(string(r)) // Hangul fillers are letters
}

// plainDigit returns the digit of a superscript or subscript one, which HTML's <sup> and <sub> become.
func plainDigit(r rune) rune {
	switch {
	case r == '²' || r == '³':
		return r - '²' + '2'
	case r == '¹':
		return '1'
	case r >= '⁰' && r <= '⁹':
		return r - '⁰' + '0'
	case r == 'ⁿ':
		return 'n'
	case r >= '₀' && r <= '₉':
		return r - '₀' + '0'
	}
	return r
}
