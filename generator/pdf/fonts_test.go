package pdf_test

// This test holds what Fonts measures against what gopdf draws, so it imports gopdf.

import (
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/signintech/gopdf"

	"styrdok/generator/layout"
	"styrdok/generator/pdf"
)

var files = map[layout.Face]string{
	layout.SerifRegular: "StyrdokSerif-Regular", layout.SerifItalic: "StyrdokSerif-Italic",
	layout.SerifBold: "StyrdokSerif-Semibold", layout.SerifBoldItalic: "StyrdokSerif-SemiboldItalic",
	layout.SansRegular: "StyrdokSans-Regular", layout.SansItalic: "StyrdokSans-Italic",
	layout.SansBold: "StyrdokSans-Semibold", layout.SansBoldItalic: "StyrdokSans-SemiboldItalic",
	layout.MonoRegular: "StyrdokMono-Regular", layout.MonoBold: "StyrdokMono-Bold",
}

func fontFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../themes/standard/fonts/" + name + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestWidthIsWhatGopdfDraws measures random words in every face both ways.
func TestWidthIsWhatGopdfDraws(t *testing.T) {
	letters := []rune("AVATo.,åäöÅÄÖéßŁđŧ„”’–—§½¹²³ fiflTyWeKoLT0123456789%()/:;-\u00ad №→≥αβЖя")
	random := rand.New(rand.NewPCG(1, 2))
	for face, name := range files {
		var g gopdf.GoPdf
		g.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4, Unit: gopdf.UnitPT})
		g.AddPage()
		if err := g.AddTTFFontDataWithOption(name, fontFile(t, name), gopdf.TtfOption{UseKerning: true}); err != nil {
			t.Fatal(err)
		}
		for range 60 {
			size := 6 + float64(random.IntN(60))/2
			if err := g.SetFont(name, "", size); err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for range 1 + random.IntN(30) {
				if r := letters[random.IntN(len(letters))]; fonts(t).Covers(face, r) {
					b.WriteRune(r)
				}
			}
			want, err := g.MeasureTextWidth(b.String())
			if err != nil {
				t.Fatal(err)
			}
			if got := fonts(t).Width(face, size, b.String()); math.Abs(got-want) > 1e-9 {
				t.Fatalf("Width(%s, %v, %q) = %v, gopdf says %v", face, size, b.String(), got, want)
			}
		}
	}
}

// TestCoversIsWhatGopdfHas asks for every character of the first plane in a face of each family.
func TestCoversIsWhatGopdfHas(t *testing.T) {
	for _, face := range []layout.Face{layout.SerifRegular, layout.SansBoldItalic, layout.MonoBold} {
		name := files[face]
		var g gopdf.GoPdf
		g.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4, Unit: gopdf.UnitPT})
		if err := g.AddTTFFontData(name, fontFile(t, name)); err != nil {
			t.Fatal(err)
		}
		if err := g.SetFont(name, "", 10); err != nil {
			t.Fatal(err)
		}
		n := 0
		for r := rune(0x20); r < 0xffff; r++ {
			want, err := g.IsCurrFontContainGlyph(r)
			if err != nil {
				t.Fatal(err)
			}
			if got := fonts(t).Covers(face, r); got != want {
				t.Errorf("%s covers %U: got %v, gopdf says %v", face, r, got, want)
			}
			if want {
				n++
			}
		}
		if n < 400 {
			t.Errorf("%s covers %d characters only", face, n)
		}
	}
}

// TestKerning shows that pairs are read at all: an A and a V stand closer than their widths say.
func TestKerning(t *testing.T) {
	f := fonts(t)
	for _, face := range []layout.Face{layout.SerifRegular, layout.SansRegular} {
		apart := f.Width(face, 1000, "A") + f.Width(face, 1000, "V")
		if together := f.Width(face, 1000, "AV"); together >= apart {
			t.Errorf("%s: AV is %v wide, A and V are %v", face, together, apart)
		}
	}
}

// TestStandardFonts holds what the theme's fonts promise.
func TestStandardFonts(t *testing.T) {
	f := fonts(t)
	need := "abcdefghijklmnopqrstuvwxyzåäöABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789éüæøß§–—”’…•·½€©¹²³\u00a0\u00ad"
	for face := range files {
		for _, r := range need {
			if !f.Covers(face, r) {
				t.Errorf("%s lacks %q", face, r)
			}
		}
		for r := '1'; r <= '9'; r++ {
			if got, want := f.Width(face, 10, string(r)), f.Width(face, 10, "0"); got != want {
				t.Errorf("%s: %c is %v wide, 0 is %v", face, r, got, want)
			}
		}
		if a, d := f.Ascent(face, 10), f.Descent(face, 10); a < 6 || a > 14 || d < 1 || d > 6 {
			t.Errorf("%s: ascent %v and descent %v of 10 points", face, a, d)
		}
	}
	if f.Covers(layout.SerifRegular, '漢') || f.Covers(layout.MonoRegular+1, 'a') || f.Covers(99, 'a') {
		t.Error("characters are covered that no font has")
	}
}

// FuzzNewFonts shows that no bytes make reading a font panic, or drawing with it.
func FuzzNewFonts(f *testing.F) {
	f.Add(fontFile(f, "StyrdokMono-Regular"))
	f.Add([]byte("\x00\x01\x00\x00\x00\x01"))
	f.Fuzz(func(t *testing.T, b []byte) {
		fonts, err := pdf.NewFonts([]pdf.FontFile{{Face: layout.SerifRegular, Data: b}})
		if err != nil {
			return
		}
		fonts.Width(layout.SerifRegular, 10, "Avåö漢😀\uffff")
		p, _ := small()
		pdf.Draw(p, pdf.Info{}, fonts, nil)
	})
}

func BenchmarkWidth(b *testing.B) {
	f := fonts(b)
	b.ReportAllocs()
	for b.Loop() {
		f.Width(layout.SerifRegular, 11, "informationssäkerhetsarbete")
	}
}

func BenchmarkLoadFonts(b *testing.B) {
	for b.Loop() {
		if _, err := pdf.LoadFonts(os.DirFS("../../themes/standard"), "fonts"); err != nil {
			b.Fatal(err)
		}
	}
}
