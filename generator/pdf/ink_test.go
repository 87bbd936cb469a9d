package pdf

import (
	"testing"

	"styrdok/generator/layout"
	"styrdok/themes"
)

// TestInk finds the letters that reach down to a line below words, and where they do.
func TestInk(t *testing.T) {
	fonts, err := LoadFonts(themes.Standard(), "fonts")
	if err != nil {
		t.Fatal(err)
	}
	for _, face := range []layout.Face{layout.SerifRegular, layout.SerifItalic, layout.SansRegular, layout.MonoRegular} {
		if got := fonts.Ink(face, 11, "Allmänna råd om en text 123", 1.5, 2); len(got) != 0 {
			t.Errorf("%s: got ink at %v below letters that have none there", face, got)
		}
		text := "xypxgxjxqxçx"
		got := fonts.Ink(face, 11, text, 1.5, 2)
		if len(got) != 6 {
			t.Errorf("%s: got ink at %v, want six letters", face, got)
			continue
		}
		for i, at := range []int{1, 2, 4, 6, 8, 10} {
			from := fonts.Width(face, 11, text[:at])
			to := from + fonts.Width(face, 11, string([]rune(text)[at]))
			if got[i][0] < from-3 || got[i][1] > to+3 || got[i][0] >= got[i][1] {
				t.Errorf("%s: letter %d stands from %.1f to %.1f, but its ink from %.1f to %.1f", face, at, from, to, got[i][0], got[i][1])
			}
		}
	}
}
