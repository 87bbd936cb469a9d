package pdf_test

import (
	"math"
	"testing"

	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/testkit/pdfdump"
)

// TestDrawnWidthIsMeasuredWidth adds up the widths and gaps that the file of a print has, and compares
// them with what layout was told.
func TestDrawnWidthIsMeasuredWidth(t *testing.T) {
	for _, text := range []string{"AVATAR Tove, Wåhlström (LTV)", "\\)(\\", "ålder\u00ad", "Ty”"} {
		for _, face := range []layout.Face{layout.SerifRegular, layout.SansBold, layout.MonoRegular} {
			p, r := small()
			r.Text, r.Face, r.Size = text, face, 10
			data, err := pdf.Draw(p, info(), fonts(t), nil)
			if err != nil {
				t.Fatal(err)
			}
			widths, err := pdfdump.Widths(data)
			if err != nil {
				t.Fatal(err)
			}
			if len(widths) != 1 {
				t.Fatalf("%s: %d pieces of text, want 1", face, len(widths))
			}
			if want := fonts(t).Width(face, 10, text); math.Abs(widths[0]-want) > 1e-9 {
				t.Errorf("%s: %q is drawn %v points wide, measured %v", face, text, widths[0], want)
			}
		}
	}
}
