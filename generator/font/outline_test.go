package font

import (
	"math/rand/v2"
	"os"
	"testing"
)

// TestInkOfBrokenOutlines reads outlines with wrong bytes in them. It may find anything, but must end.
func TestInkOfBrokenOutlines(t *testing.T) {
	data, err := os.ReadFile("../../themes/standard/fonts/StyrdokSerif-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	face, err := Read(data)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		whole := face.outline(int(face.Glyph([]rune("gyjpqç§Q@")[r.IntN(9)])))
		outline := append([]byte(nil), whole[:r.IntN(len(whole)+1)]...)
		for range r.IntN(4) {
			if len(outline) > 0 {
				outline[r.IntN(len(outline))] = byte(r.Uint32())
			}
		}
		if len(outline) >= 10 {
			inkBelow(outline, 136, 182)
		}
	}
}
