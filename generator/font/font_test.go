package font_test

import (
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"testing"

	"styrdok/generator/font"
)

func fontFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../themes/standard/fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// table returns the place of a table in a font.
func table(t testing.TB, font []byte, name string) (entry, offset, length int) {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(font[4:])) {
		e := 12 + 16*i
		if string(font[e:e+4]) == name {
			return e, int(binary.BigEndian.Uint32(font[e+8:])), int(binary.BigEndian.Uint32(font[e+12:]))
		}
	}
	t.Fatalf("no table %s", name)
	return
}

func TestReadRefuses(t *testing.T) {
	be := binary.BigEndian
	tests := []struct {
		name string
		edit func(b []byte) []byte
		want font.Reason
	}{
		{"nothing", func(b []byte) []byte { return nil }, font.NotTrueType},
		{"CFF", func(b []byte) []byte { return append([]byte("OTTO"), b[4:]...) }, font.NotTrueType},
		{"web font", func(b []byte) []byte { return append([]byte("wOF2"), b[4:]...) }, font.NotTrueType},
		{"cut off", func(b []byte) []byte { return b[:len(b)/2] }, font.Broken},
		{"cut in the directory", func(b []byte) []byte { return b[:40] }, font.Broken},
		{"no name", func(b []byte) []byte { e, _, _ := table(t, b, "name"); copy(b[e:], "nnnn"); return b }, font.LacksTable},
		{"no outlines", func(b []byte) []byte { e, _, _ := table(t, b, "glyf"); copy(b[e:], "gggg"); return b }, font.LacksTable},
		{"restricted", func(b []byte) []byte { _, o, _ := table(t, b, "OS/2"); be.PutUint16(b[o+8:], 2); return b }, font.NotEmbeddable},
		{"no subsetting", func(b []byte) []byte { _, o, _ := table(t, b, "OS/2"); be.PutUint16(b[o+8:], 0x104); return b }, font.NotEmbeddable},
		{"symbols", func(b []byte) []byte { _, o, _ := table(t, b, "cmap"); be.PutUint16(b[o+6:], 0); return b }, font.LacksTable},
		{"outlines out of order", func(b []byte) []byte {
			_, o, _ := table(t, b, "loca")
			be.PutUint32(b[o+8:], 0xfffffff0)
			return b
		}, font.Broken},
		{"endless composition", func(b []byte) []byte { nest(t, b, true); return b }, font.Broken},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := test.edit(append([]byte{}, fontFile(t, "StyrdokSans-Regular")...))
			_, err := font.Read(b)
			var fault *font.Error
			if !errors.As(err, &fault) || fault.Reason != test.want {
				t.Errorf("got %v, want an Error of %s", err, test.want)
			}
		})
	}
}

// nest makes the second composite glyph a component of the first one or, if endless, of itself. It returns both.
func nest(t testing.TB, b []byte, endless bool) (outer, inner int) {
	be := binary.BigEndian
	_, head, _ := table(t, b, "head")
	_, loca, size := table(t, b, "loca")
	_, glyf, _ := table(t, b, "glyf")
	place := func(g int) int {
		if be.Uint16(b[head+50:]) != 0 {
			return int(be.Uint32(b[loca+4*g:]))
		}
		return 2 * int(be.Uint16(b[loca+2*g:]))
	}
	var composite []int
	for g := 0; len(composite) < 2; g++ {
		if 4*g+8 > size {
			t.Fatal("font has no two composite glyphs")
		}
		if from := place(g); from < place(g+1) && int16(be.Uint16(b[glyf+from:])) < 0 {
			composite = append(composite, g)
		}
	}
	outer, inner = composite[0], composite[1]
	if endless {
		inner = outer
	}
	be.PutUint16(b[glyf+place(outer)+12:], uint16(inner))
	return outer, inner
}

// TestNestedGlyphs shows that a composite glyph of composite glyphs is embedded with all of them.
func TestNestedGlyphs(t *testing.T) {
	b := slices.Clone(fontFile(t, "StyrdokSans-Regular"))
	outer, inner := nest(t, b, false)
	f, err := font.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	glyphs := func(list ...int) int {
		data, err := f.Subset(append([]int{0}, list...))
		if err != nil {
			t.Fatal(err)
		}
		_, maxp, _ := table(t, data, "maxp")
		return int(binary.BigEndian.Uint16(data[maxp+4:]))
	}
	if one, both := glyphs(outer), glyphs(outer, inner); one != both || one < 4 {
		t.Errorf("with the outer glyph %d are embedded, with both %d, want the same", one, both)
	}
}
