package pdf_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/picture"
	"styrdok/generator/testkit/pdfdump"
)

// peak runs f and returns how many megabytes the heap held more than before at the highest.
func peak(f func()) int {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, highest := m.HeapAlloc, m.HeapAlloc
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
				runtime.ReadMemStats(&m)
				highest = max(highest, m.HeapAlloc)
			}
		}
	}()
	f()
	close(done)
	<-stopped
	return int((highest - before) / 1e6)
}

// drawn returns a print that shows a picture.
func drawn(t *testing.T, pic *pdf.Picture) []byte {
	t.Helper()
	p, _ := small()
	p.Sheets[0].Marks = append(p.Sheets[0].Marks, layout.Mark{Pictures: []layout.PictureBox{{Picture: layout.Picture{Key: "x"}, Rect: layout.Rect{X: 20, Y: 80, W: 60, H: 50}}}})
	file, err := pdf.Draw(p, info(), fonts(t), album{"x": pic})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// TestGiantPictures decodes and draws pictures of the kinds that need most memory, within what picture.go
// says that they take. They have a quarter of the points of the largest, for the time.
func TestGiantPictures(t *testing.T) {
	box := image.Rect(0, 0, 3000, 2450)
	fonts(t)
	for name, data := range map[string][]byte{
		"16 bits with transparency": func() []byte {
			var b bytes.Buffer
			if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, image.NewNRGBA64(box)); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}(),
		"photograph on its side": func() []byte {
			var b bytes.Buffer
			if err := jpeg.Encode(&b, image.NewYCbCr(box, image.YCbCrSubsampleRatio420), nil); err != nil {
				t.Fatal(err)
			}
			return withSegment(b.Bytes(), 0xe1, exif(6))
		}(),
	} {
		var pic *pdf.Picture
		var err error
		if n := peak(func() { pic, err = pdf.DecodePicture(data) }); err != nil || n > 480/4 {
			t.Errorf("%s: decoding takes %d MB, want at most 120; %v", name, n, err)
			continue
		}
		if n := peak(func() { drawn(t, pic) }); n > 640/4 {
			t.Errorf("%s: drawing takes %d MB, want at most 160", name, n)
		}
	}
	// What only says that it is large costs nothing.
	for _, head := range [][]byte{pngHead(60000, 60000), jpegHead(60000, 60000), pngHead(1<<31-1, 1<<31-1)} {
		if n := peak(func() {
			if _, err := pdf.DecodePicture(head); !errors.Is(err, pdf.ErrPictureSize) {
				t.Errorf("got %v, want a picture that is too large", err)
			}
		}); n > 4 {
			t.Errorf("a head of %d bytes takes %d MB", len(head), n)
		}
	}
}

// jpegHead is the beginning of a JPEG of a size.
func jpegHead(w, h uint16) []byte {
	b := []byte{0xff, 0xd8, 0xff, 0xc0, 0, 17, 8}
	b = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(b, h), w)
	return append(b, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xda, 0, 2)
}

// withChunk puts a chunk behind the head of a PNG.
func withChunk(pic []byte, kind string, data []byte) []byte {
	const head = 8 + 25
	chunk := append([]byte(kind), data...)
	out := binary.BigEndian.AppendUint32(bytes.Clone(pic[:head]), uint32(len(data)))
	out = binary.BigEndian.AppendUint32(append(out, chunk...), crc32.ChecksumIEEE(chunk))
	return append(out, pic[head:]...)
}

// TestOddPictures draws pictures as cameras, scanners and old programs make them: they are embedded in
// a plain form, and what they hold besides goes no further.
func TestOddPictures(t *testing.T) {
	read := func(name string) []byte {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	photo := paint(image.NewRGBA(image.Rect(0, 0, 16, 12)), false)
	plain := encodePNG(t, photo)
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"progressive jpeg":  {read("progressive.jpg"), "16x12 DeviceRGB DCTDecode"},
		"interlaced png":    {read("interlaced.png"), "16x12 DeviceRGB FlateDecode"},
		"png of one bit":    {read("one-bit.png"), "16x12 DeviceGray FlateDecode"},
		"png with gamma":    {withChunk(plain, "gAMA", []byte{0, 0, 0xb1, 0x8f}), "16x12 DeviceRGB FlateDecode"},
		"png with profile":  {withChunk(plain, "iCCP", []byte("PROFILE\x00\x00x")), "16x12 DeviceRGB FlateDecode"},
		"jpeg with profile": {withSegment(encodeJPEG(t, photo), 0xe2, []byte("ICC_PROFILE\x00\x01\x01")), "16x12 DeviceRGB DCTDecode"},
		"png with text":     {withChunk(plain, "tEXt", []byte("GPS\x00PROFILE")), "16x12 DeviceRGB FlateDecode"},
	} {
		pic, err := pdf.DecodePicture(test.data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		file := drawn(t, pic)
		save(t, "odd-"+strings.ReplaceAll(name, " ", "-")+".pdf", file)
		got, err := pdfdump.Dump(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(got, "["+test.want+"]") {
			t.Errorf("%s: dump lacks [%s]:\n%s", name, test.want, got)
		}
		if bytes.Contains(file, []byte("PROFILE")) {
			t.Errorf("%s: what came with the picture is in the file", name)
		}
	}
	for _, name := range []string{"progressive.jpg", "interlaced.png", "one-bit.png"} {
		data := read(name)
		for n := range len(data) - 12 {
			if _, err := pdf.DecodePicture(data[:n]); err == nil {
				t.Errorf("%s: the first %d of %d bytes are taken for a picture", name, n, len(data))
				break
			}
		}
	}
}

// TestUprightPictures turns a photograph as each orientation says: its upper left corner, which is
// white, comes where the camera had it.
func TestUprightPictures(t *testing.T) {
	photo := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for i := range photo.Pix {
		photo.Pix[i] = 0xff
		if x, y := i/4%64, i/4/64; i%4 < 3 && (x >= 16 || y >= 16) {
			photo.Pix[i] = 0
		}
	}
	data := encodeJPEG(t, photo)
	for orientation, want := range map[byte][2]bool{ // whether the corner is at the right, and at the bottom
		1: {false, false}, 2: {true, false}, 3: {true, true}, 4: {false, true},
		5: {false, false}, 6: {true, false}, 7: {true, true}, 8: {false, true},
	} {
		pic, err := pdf.DecodePicture(withSegment(data, 0xe1, exif(orientation)))
		if err != nil {
			t.Fatal(err)
		}
		img, err := jpeg.Decode(bytes.NewReader(pdf.PictureData(pic)))
		if err != nil {
			t.Fatal(err)
		}
		b := img.Bounds()
		if picture.Sideways(withSegment(data, 0xe1, exif(orientation))) != (orientation > 4) {
			t.Errorf("orientation %d: told to stand otherwise", orientation)
		}
		if (b.Dx() > b.Dy()) != (orientation < 5) || pic.Width != float64(b.Dx()) || pic.Height != float64(b.Dy()) {
			t.Errorf("orientation %d: %v x %v, image %v", orientation, pic.Width, pic.Height, b)
		}
		for _, right := range []bool{false, true} {
			for _, bottom := range []bool{false, true} {
				x, y := 4, 4
				if right {
					x = b.Dx() - 5
				}
				if bottom {
					y = b.Dy() - 5
				}
				white := color.GrayModel.Convert(img.At(x, y)).(color.Gray).Y > 0x80
				if white != (want == [2]bool{right, bottom}) {
					t.Errorf("orientation %d: white at right %v, bottom %v is %v", orientation, right, bottom, white)
				}
			}
		}
	}
}
