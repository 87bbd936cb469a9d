package font

import (
	"os"
	"slices"
	"testing"
)

// words returns numbers as big-endian words.
func words(list ...int) []byte {
	var b []byte
	for _, v := range list {
		b = be.AppendUint16(b, uint16(v))
	}
	return b
}

// withGPOS returns a font of the theme whose kern table has given way to a GPOS table.
func withGPOS(t testing.TB, gpos func(f *Font) []byte) []byte {
	t.Helper()
	b, err := os.ReadFile("../../themes/standard/fonts/StyrdokSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Read(slices.Clone(b))
	if err != nil {
		t.Fatal(err)
	}
	table := gpos(f)
	for i := range int(be.Uint16(b[4:])) {
		if e := b[12+16*i:]; string(e[:4]) == "kern" {
			copy(e, "GPOS")
			be.PutUint32(e[8:], uint32(len(b)))
			be.PutUint32(e[12:], uint32(len(table)))
			return append(b, table...)
		}
	}
	t.Fatal("the font has no kern table")
	return nil
}

// kerning is a GPOS table with the feature "kern" of two lookups: AV and AW by pairs of glyphs, then T before
// a, e and o by classes, as an extension.
func kerning(f *Font) []byte {
	g := func(r rune) int { return int(f.Glyph(r)) }
	head := slices.Concat(words(1, 0, 10, 30, 44),
		words(1, 'l'<<8|'a', 't'<<8|'n', 8, 4, 0, 0, 0xffff, 1, 0), // scripts, from 10: latn with a default language
		words(1, 'k'<<8|'e', 'r'<<8|'n', 8, 0, 2),                  // features, from 30
	)
	head = append(head, words(0, 1)...) // the indices of its lookups, which end the features at 46
	be.PutUint16(head[8:], uint16(len(head)))
	pairs := slices.Concat(words(2, 0, 1, 8), // a lookup of type 2
		words(1, 12, 4, 0, 1, 18), words(1, 1, g('A')), // format 1, advances only
		words(2, min(g('V'), g('W')), -90, max(g('V'), g('W')), -90))
	lower := []int{g('a'), g('e'), g('o')}
	slices.Sort(lower)
	classes := slices.Concat(words(9, 0, 1, 8), // a lookup of type 9
		words(1, 2, 0, 8),
		words(2, 24, 4, 0, 30, 36, 1, 2), words(0, -120), // format 2, of one class by two
		words(0, 0),
		words(1, 1, g('T')), words(1, g('T'), 0),
		words(2, 3, lower[0], lower[0], 1, lower[1], lower[1], 1, lower[2], lower[2], 1))
	return slices.Concat(head, words(2, 6, 6+len(pairs)), pairs, classes)
}

// TestGPOS kerns a font that has its pairs in GPOS only.
func TestGPOS(t *testing.T) {
	f, err := Read(withGPOS(t, kerning))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]int{"AV": -90, "AW": -90, "VA": 0, "To": -120, "Ta": -120, "Ti": 0, "TA": 0, "oT": 0} {
		l, r := f.Glyph(rune(text[0])), f.Glyph(rune(text[1]))
		if got := f.Kerning().Between(l, r); got != f.thousandths(want) {
			t.Errorf("%s is kerned by %d, want %d", text, got, f.thousandths(want))
		}
		if got := f.Width(text) - f.Advance(l) - f.Advance(r); got != f.thousandths(want) {
			t.Errorf("%s is %d wider than its letters, want %d", text, got, f.thousandths(want))
		}
	}
}

// FuzzGPOS shows that no table makes kerning panic or hang.
func FuzzGPOS(f *testing.F) {
	withGPOS(f, func(font *Font) []byte {
		f.Add(kerning(font))
		return nil
	})
	f.Fuzz(func(t *testing.T, table []byte) {
		tables := readGPOS(table)
		for left := range 40 {
			for right := range 40 {
				kernGPOS(tables, left*7, right*7)
			}
		}
	})
}
