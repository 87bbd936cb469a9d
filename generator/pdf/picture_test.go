package pdf_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/testkit/pdfdump"
)

// paint fills an image with colours that depend on the place.
func paint(img interface {
	image.Image
	Set(x, y int, c color.Color)
}, alpha bool) image.Image {
	b := img.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			c := color.NRGBA{uint8(20 * x), uint8(30 * y), 90, 255}
			if alpha {
				c.A = uint8(25 * x)
			}
			img.Set(x, y, c)
		}
	}
	return img
}

func encodePNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encodeJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withSegment puts an application segment behind the first two bytes of a JPEG.
func withSegment(jpg []byte, kind byte, data []byte) []byte {
	out := append([]byte{}, jpg[:2]...)
	out = append(out, 0xff, kind, byte((len(data)+2)>>8), byte(len(data)+2))
	return append(append(out, data...), jpg[2:]...)
}

// exif says how a camera was held, and where.
func exif(orientation byte) []byte {
	return append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0, 'G', 'P', 'S')
}

// TestPictures draws a picture of every kind and reads how it was embedded.
func TestPictures(t *testing.T) {
	box := image.Rect(0, 0, 10, 8)
	palette := color.Palette{color.White, color.Black, color.NRGBA{200, 0, 0, 255}}
	faint := append(color.Palette{color.NRGBA{0, 0, 0, 0}}, palette...)
	photo := paint(image.NewRGBA(box), false)
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"grey png", encodePNG(t, paint(image.NewGray(box), false)), "10x8 DeviceGray FlateDecode"},
		{"grey 16 bits png", encodePNG(t, paint(image.NewGray16(box), false)), "10x8 DeviceGray FlateDecode"},
		{"colour png", encodePNG(t, photo), "10x8 DeviceRGB FlateDecode"},
		{"colour 16 bits png", encodePNG(t, paint(image.NewRGBA64(box), false)), "10x8 DeviceRGB FlateDecode"},
		{"alpha png", encodePNG(t, paint(image.NewNRGBA(box), true)), "10x8 DeviceRGB FlateDecode alpha"},
		{"alpha 16 bits png", encodePNG(t, paint(image.NewNRGBA64(box), true)), "10x8 DeviceRGB FlateDecode alpha"},
		{"palette png", encodePNG(t, paint(image.NewPaletted(box, palette), false)), "10x8 Indexed FlateDecode"},
		{"palette with alpha png", encodePNG(t, paint(image.NewPaletted(box, faint), true)), "10x8 DeviceRGB FlateDecode alpha"},
		{"grey jpeg", encodeJPEG(t, paint(image.NewGray(box), false)), "10x8 DeviceGray DCTDecode"},
		{"colour jpeg", encodeJPEG(t, photo), "10x8 DeviceRGB DCTDecode"},
		{"upright jpeg", withSegment(encodeJPEG(t, photo), 0xe1, exif(1)), "10x8 DeviceRGB DCTDecode"},
		{"jpeg on its side", withSegment(encodeJPEG(t, photo), 0xe1, exif(6)), "8x10 DeviceRGB DCTDecode"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pic, err := pdf.DecodePicture(test.data)
			if err != nil {
				t.Fatal(err)
			}
			p, _ := small()
			p.Sheets[0].Marks = append(p.Sheets[0].Marks, layout.Mark{Pictures: []layout.PictureBox{{Picture: layout.Picture{Key: "x"}, Rect: layout.Rect{X: 20, Y: 80, W: pic.Width * 10, H: pic.Height * 10}}}})
			file, err := pdf.Draw(p, info(), fonts(t), album{"x": pic})
			if err != nil {
				t.Fatal(err)
			}
			save(t, "picture-"+strings.ReplaceAll(test.name, " ", "-")+".pdf", file)
			if bytes.Contains(file, []byte("GPS")) {
				t.Error("the place of the photograph is in the file")
			}
			got, err := pdfdump.Dump(file)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(got, "["+test.want+"]") {
				t.Errorf("dump lacks [%s]:\n%s", test.want, got)
			}
		})
	}
}

// pngHead is the beginning of a PNG that says it is large.
func pngHead(w, h uint32) []byte {
	chunk := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, chunk...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk))
}

func TestDecodePictureRefuses(t *testing.T) {
	photo := paint(image.NewRGBA(image.Rect(0, 0, 64, 64)), false)
	var film bytes.Buffer
	if err := gif.Encode(&film, image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{color.Black}), nil); err != nil {
		t.Fatal(err)
	}
	jpg, pic := encodeJPEG(t, photo), encodePNG(t, photo)
	// A frame of four components, which is CMYK.
	cmyk := []byte{0xff, 0xd8, 0xff, 0xc0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0, 0xff, 0xda, 0, 2}
	svg := func(s string) []byte { return []byte(`<svg viewBox="0 0 9 9">` + s + `</svg>`) }
	for _, test := range []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, pdf.ErrPictureFormat},
		{"text", []byte("not a picture"), pdf.ErrPictureFormat},
		{"gif", film.Bytes(), pdf.ErrPictureFormat},
		{"cut jpeg", jpg[:len(jpg)/2], pdf.ErrPictureBroken},
		{"cut png", pic[:len(pic)-40], pdf.ErrPictureBroken},
		{"broken png", pngHead(3, 3), pdf.ErrPictureBroken},
		{"giant png", pngHead(60000, 60000), pdf.ErrPictureSize},
		{"long png", pngHead(1, 1<<30), pdf.ErrPictureSize},
		{"cmyk jpeg", cmyk, pdf.ErrPictureCMYK},
		{"drawing with text", svg(`<text>x</text>`), pdf.ErrPictureFeature},
		{"drawing with gradient", svg(`<path d="M0 0h9v9z" fill="url(#a)"/>`), pdf.ErrPictureFeature},
		{"drawing with filter", svg(`<g filter="url(#a)"><path d="M0 0h9v9z"/></g>`), pdf.ErrPictureFeature},
		{"drawing with script", svg(`<script>alert(1)</script>`), pdf.ErrPictureFeature},
		{"faint drawing", svg(`<path opacity="0.5" d="M0 0h9v9z"/>`), pdf.ErrPictureFeature},
		{"empty drawing", svg(``), pdf.ErrPictureBroken},
		{"cut drawing", []byte(`<svg viewBox="0 0 9 9"><path d="M0 0h9"`), pdf.ErrPictureBroken},
		{"drawing without size", []byte(`<svg><path d="M0 0h9v9z"/></svg>`), pdf.ErrPictureBroken},
		{"odd path", svg(`<path d="M0 0 L 1"/>`), pdf.ErrPictureBroken},
		{"path from nowhere", svg(`<path d="L 1 1"/>`), pdf.ErrPictureBroken},
		{"infinite path", svg(`<path d="M0 0 L 1e300 1"/>`), pdf.ErrPictureBroken},
		{"deep drawing", svg(strings.Repeat("<g>", 1000)), pdf.ErrPictureSize},
		{"entities", []byte(`<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>`), pdf.ErrPictureBroken},
	} {
		if _, err := pdf.DecodePicture(test.data); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
	}
}

// TestDrawing draws every command of a path.
func TestDrawing(t *testing.T) {
	pic, err := pdf.DecodePicture([]byte(`<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 120 120"><title>Vapen</title>
<g fill="#0d4f7c" stroke="rgb(100%, 0, 0)" stroke-width="2" stroke-linejoin="round" transform="translate(5,5) rotate(10 50 50)">
<path d="M10,10h20v20H10z m30 0l20-5.5.5 20c-5 5-10 5-15 0s-5-10-5-14.5q2 2 4 0t4 0a10 5 30 1 0 5 5A5 5 0 01 60 40Z" fill-rule="evenodd"/>
<rect x="10" y="60" width="30" height="20" rx="4"/><circle cx="70" cy="70" r="15" style="fill:none;stroke:black"/>
<ellipse cx="70" cy="70" rx="10" ry="5" fill="gold" stroke="none"/>
<polygon points="10,90 20,85 30,90"/><polyline points="40,90 50,85 60,90" fill="none"/><line x1="80" y1="10" x2="95" y2="25"/>
</g></svg>`))
	if err != nil {
		t.Fatal(err)
	}
	if pic.Width != 120 || pic.Height != 120 {
		t.Errorf("size %v x %v, want 120 x 120", pic.Width, pic.Height)
	}
	p, _ := small()
	p.Sheets[0].Marks = append(p.Sheets[0].Marks, layout.Mark{Pictures: []layout.PictureBox{{Picture: layout.Picture{Key: "x"}, Rect: layout.Rect{X: 100, Y: 60, W: 200, H: 200}}}})
	file, err := pdf.Draw(p, info(), fonts(t), album{"x": pic})
	if err != nil {
		t.Fatal(err)
	}
	save(t, "drawing.pdf", file)
	got, err := pdfdump.Dump(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got, "Layout [7 shapes]") {
		t.Errorf("dump lacks seven shapes:\n%s", got)
	}
}

func FuzzDecodePicture(f *testing.F) {
	f.Add(encodePNG(f, paint(image.NewPaletted(image.Rect(0, 0, 3, 3), color.Palette{color.Black, color.White}), false)))
	f.Add(withSegment(encodeJPEG(f, paint(image.NewRGBA(image.Rect(0, 0, 3, 3)), false)), 0xe1, exif(5)))
	f.Add([]byte(`<svg viewBox="0 0 9 9"><g transform="scale(2)"><path d="M0 0a1 2 3 0 1 4 5z"/></g></svg>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		pic, err := pdf.DecodePicture(b)
		if err != nil {
			return
		}
		p, _ := small()
		p.Sheets[0].Marks = append(p.Sheets[0].Marks, layout.Mark{Pictures: []layout.PictureBox{{Picture: layout.Picture{Key: "x"}, Rect: layout.Rect{X: 10, Y: 10, W: 50, H: 50}}}})
		fonts, err := standard()
		if err != nil {
			t.Fatal(err)
		}
		pdf.Draw(p, pdf.Info{}, fonts, album{"x": pic})
	})
}
