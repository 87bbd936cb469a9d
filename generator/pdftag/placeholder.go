package pdftag

import (
	"encoding/binary"
	"slices"
	"sync"
	"unicode/utf8"

	"styrdok/generator/font"
)

// gopdf looks up each character several times, formats each glyph by itself and compresses every font that it
// writes. So it is not given the text: it sets the number of a text in a font of 64 digits, at the place, in
// the size and the colour of the text. Finish puts the text there, with its font, its kerning and short codes.

// text is a recorded text.
type text struct {
	font   *font.Font
	text   string
	mark   int // that it is drawn in
	placed bool
}

const (
	digits     = 64
	firstDigit = 0xE000 // the character of digit 0; its glyph is 1
)

// Text records a text that is drawn next, within the open mark, and returns what gopdf is to set in its place.
// The font that is set must be PlaceholderFont. Every character must have a glyph in f.
func (r *Recorder) Text(f *font.Font, s string) string {
	if !r.open {
		r.fail("a text outside a mark, after mark %d", len(r.marks)-1)
	}
	n := len(r.texts)
	r.texts = append(r.texts, text{font: f, text: s, mark: len(r.marks) - 1})
	var number [12]byte
	at := len(number)
	for {
		at -= 3
		utf8.EncodeRune(number[at:], rune(firstDigit+n%digits))
		if n /= digits; n == 0 {
			return string(number[at:])
		}
	}
}

// number reads the number of a text as gopdf writes it, "[<00020003>] TJ\n".
func number(line []byte) (n int, ok bool) {
	if len(line) < len("[<0001>] TJ\n") || len(line) > len("[<0001000100010001>] TJ\n") || len(line)%4 != 0 {
		return 0, false
	}
	for s := line[2 : len(line)-6]; len(s) > 0; s = s[4:] {
		glyph := 0
		for _, c := range s[:4] {
			glyph = glyph<<4 | int(unhex(c))
		}
		if glyph < 1 || glyph > digits {
			return 0, false
		}
		n = n*digits + glyph - 1
	}
	return n, true
}

// unhex returns the value of a hexadecimal digit as gopdf writes it, and a number that is no glyph's for
// another character.
func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return 1 << 20
}

// PlaceholderFont returns a TrueType font with the digits of Recorder.Text. It holds nothing but what gopdf reads.
var PlaceholderFont = sync.OnceValue(func() []byte {
	be := binary.BigEndian
	table := func(size int, words ...uint16) []byte { // pairs of offset and value
		b := make([]byte, size)
		for i := 0; i < len(words); i += 2 {
			be.PutUint16(b[words[i]:], words[i+1])
		}
		return b
	}
	const glyphs = digits + 1
	tables := []struct {
		tag  string
		data []byte
	}{
		{"OS/2", table(78)},
		// One subtable of format 4: a segment of the digits and the one that ends the list.
		{"cmap", table(44, 2, 1, 4, 3, 6, 1, 10, 12, 12, 4, 14, 32, 18, 4, 26, firstDigit+digits-1, 28, 0xffff,
			32, firstDigit, 34, 0xffff, 36, 1+0x10000-firstDigit, 38, 1)},
		{"glyf", table(4)},
		{"head", table(54, 12, 0x5F0F, 14, 0x3CF5, 18, 1000)},
		{"hhea", table(36, 34, 1)},
		{"hmtx", table(4)},
		{"loca", table(2 * (glyphs + 1))},
		{"maxp", table(32, 0, 1, 4, glyphs)},
		{"name", append(table(18, 2, 1, 4, 18, 6, 3, 8, 1, 12, 6, 14, 4), "Text"...)},
		{"post", table(32)},
	}
	b := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 0, 0, 0, 0, 0}
	at := len(b) + 16*len(tables)
	for _, t := range tables {
		b = append(append(b, t.tag...), 0, 0, 0, 0)
		b = be.AppendUint32(be.AppendUint32(b, uint32(at)), uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		b = append(b, t.data...)
		b = append(b, make([]byte, -len(t.data)&3)...)
	}
	return slices.Clip(b)
})
