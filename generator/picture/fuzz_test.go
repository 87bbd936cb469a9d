package picture

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
)

// FuzzClean shows that no input stops the readers, that what is clean stays as it is, and that a picture that
// could be read can be read afterwards.
func FuzzClean(f *testing.F) {
	small := gradient(3, 2)
	f.Add(camera(f, small, 6))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x00IEND\xae\x42\x60\x82"))
	f.Add([]byte(drawing("<g onload='x'/>")))
	f.Fuzz(func(t *testing.T, data []byte) {
		HasCameraData(data, KindOf(data))
		HasCameraData(data, "webp")
		CheckSVG(data)
		for _, clean := range []func([]byte) ([]byte, bool){CleanJPEG, CleanPNG} {
			plain, ok := clean(data)
			if !ok {
				continue
			}
			if again, ok := clean(plain); !ok || !bytes.Equal(again, plain) {
				t.Errorf("cleaned once: %q, twice: %q, %t", plain, again, ok)
			}
			if c, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width*c.Height > 1<<16 {
				continue
			}
			if before, err := jpeg.Decode(bytes.NewReader(data)); err == nil {
				after, err := jpeg.Decode(bytes.NewReader(plain))
				if err != nil || after.Bounds() != before.Bounds() {
					t.Errorf("a picture of %v cannot be read when it is clean: %v", before.Bounds(), err)
				}
			}
		}
	})
}

// BenchmarkScale makes three copies of a photograph of twelve million pixels.
func BenchmarkScale(b *testing.B) {
	data := jpegOf(b, image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Scale(data, Widths); err != nil {
			b.Fatal(err)
		}
	}
}
