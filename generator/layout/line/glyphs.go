package line

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/char"
	"styrdok/generator/layout/hyphenation"
)

// Characters with special treatment.
const (
	softHyphen    = '\u00AD'
	noBreakSpace  = '\u00A0'
	noBreakHyphen = '\u2011'
	zeroWidth     = '\u200B'
	wordJoiner    = '\u2060'
)

// shapedFrom is the first character of a script that needs shaping or is written from right to left.
const shapedFrom = 0x590

// substitutes replace characters that fonts often lack by equivalent ones.
var substitutes = map[rune]string{
	noBreakHyphen: "-", '\u2010': "-", '\u2212': "–", '\u2015': "—",
	'\u202F': "\u00A0", '\u2007': "\u00A0", '\u2009': "\u00A0", '\u2008': " ", '\u2002': " ", '\u2003': " ",
	'ﬁ': "fi", 'ﬂ': "fl", 'ﬀ': "ff", 'ﬃ': "ffi", 'ﬄ': "ffl",
}

// Glyphs answers for one print which faces have which characters and how wide words are, and records which
// faces are used. It is for one goroutine.
type Glyphs struct {
	Metrics
	*memory
	used  [FaceCount]bool
	faces []Face
}

// Faces returns the faces that were used, in order of first use.
func (g *Glyphs) Faces() []Face { return g.faces }

// CoversAll reports whether the face has glyphs for all characters of s.
func (g *Glyphs) CoversAll(face Face, s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !g.Covers(face, r) }) < 0
}

// Covers reports whether the face has a glyph for the character.
func (g *Glyphs) Covers(face Face, r rune) bool {
	if r < 0x250 && r >= 0 {
		known := &g.latin[face][r]
		if *known == 0 {
			*known = 2
			if g.Metrics.Covers(face, r) {
				*known = 1
			}
		}
		return *known == 1
	}
	key := coverKey{face, r}
	yes, ok := g.other[key]
	if !ok {
		yes = g.Metrics.Covers(face, r)
		g.other[key] = yes
	}
	return yes
}

// points returns where a word may be hyphenated.
func (g *Glyphs) points(word string) []hyphenation.Point {
	p, ok := g.divided[word]
	if !ok {
		if head, tail, ok := strings.Cut(word, "-"); ok && utf8.RuneCountInString(head) < hyphenation.MinLetters {
			for _, point := range g.shared.points(tail) { // "it-system=förvaltare", never after "it-"
				p = append(p, hyphenation.Point{At: len(head) + 1 + point.At, Grade: point.Grade})
			}
		} else {
			p = g.shared.points(word)
		}
		if len(g.divided) >= maxWords {
			clear(g.divided)
		}
		g.divided[strings.Clone(word)] = p // so that the whole text is not retained
	}
	return p
}

// Use records that a face is used.
func (g *Glyphs) Use(face Face) {
	if !g.used[face] {
		g.used[face] = true
		g.faces = append(g.faces, face)
	}
}

// fallback returns a face that has the character, and reports whether there is one: first in the same style, in the
// face's reserve and the other families, then upright.
func (g *Glyphs) fallback(face Face, r rune) (Face, bool) {
	for _, style := range [...]Face{face & 3, 0} {
		for _, f := range [...]Family{face.Family(), face.Family()%ReserveSerif + ReserveSerif, Serif, Sans, Mono, ReserveSerif, ReserveSans, ReserveMono} {
			if next := FaceOf(f, style.Bold(), style.Italic()); g.Covers(next, r) {
				return next, true
			}
		}
	}
	return face, false
}

// Split splits text into pieces of one face each and calls f for each. A character that no face has is replaced
// by a question mark, after calling missing. Line breaks and tabs become spaces; invisible control characters are
// dropped, except U+00AD and U+200B, at which a line may end.
func (g *Glyphs) Split(face Face, text string, missing func(rune), f func(Face, string)) {
	if g.plain(face, text) {
		if text != "" {
			f(face, text)
		}
		return
	}
	var b strings.Builder
	current := face
	flush := func() {
		if b.Len() > 0 {
			f(current, b.String())
			b.Reset()
		}
	}
	var put func(r rune, replaced bool)
	put = func(r rune, replaced bool) {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			b.WriteByte(' ')
			return
		case r == softHyphen || r == zeroWidth:
			b.WriteRune(r)
			return
		case r == wordJoiner || r == '\uFEFF' || r == '\u200C' || r == '\u200D' || r >= '\uFE00' && r <= '\uFE0F' || unicode.IsControl(r):
			return
		}
		next := face
		if r >= shapedFrom && char.Shaped(r) != "" {
			missing(r)
			r = '?'
		}
		if !g.Covers(face, r) {
			if other, ok := substitutes[r]; ok && !replaced {
				for _, r := range other {
					put(r, true)
				}
				return
			}
			var ok bool
			if next, ok = g.fallback(face, r); !ok && !char.Inked(string(r)) {
				if unicode.IsSpace(r) || r == '\u2800' || r == '\u3164' || r == '\uFFA0' {
					b.WriteByte(' ')
				}
				return
			} else if !ok {
				missing(r)
				next, r = face, '?'
			}
		} else if current != face && (r == ' ' || r == noBreakSpace) {
			next = face
		}
		if next != current {
			flush()
			current = next
		}
		b.WriteRune(r)
	}
	for _, r := range text {
		put(r, false)
	}
	flush()
}

// plain reports whether the face has every character of the text and none needs special treatment.
func (g *Glyphs) plain(face Face, text string) bool {
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if r < ' ' || r == softHyphen || r >= 0x2000 && r != '–' && r != '”' && r != '’' && r != '…' || r >= shapedFrom && char.Shaped(r) != "" || !g.Covers(face, r) {
			return false
		}
		i += n
	}
	return true
}
