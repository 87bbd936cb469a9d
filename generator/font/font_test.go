package font_test

import (
	"encoding/binary"
	"errors"
	"os"
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
		{"nested composition", nest(t), font.Nested},
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

// nest makes a composed glyph refer to another composed one.
func nest(t testing.TB) func(b []byte) []byte {
	return func(b []byte) []byte {
		be := binary.BigEndian
		_, head, _ := table(t, b, "head")
		_, loca, size := table(t, b, "loca")
		_, glyf, _ := table(t, b, "glyf")
		long := be.Uint16(b[head+50:]) != 0
		before := -1
		for g := 0; ; g++ {
			var from, to int
			if long {
				if 4*g+8 > size {
					break
				}
				from, to = int(be.Uint32(b[loca+4*g:])), int(be.Uint32(b[loca+4*g+4:]))
			} else {
				if 2*g+4 > size {
					break
				}
				from, to = 2*int(be.Uint16(b[loca+2*g:])), 2*int(be.Uint16(b[loca+2*g+2:]))
			}
			if from == to || int16(be.Uint16(b[glyf+from:])) >= 0 {
				continue
			}
			if before >= 0 {
				be.PutUint16(b[glyf+from+12:], uint16(before))
				return b
			}
			before = g
		}
		t.Fatal("font has no two composed glyphs")
		return nil
	}
}
