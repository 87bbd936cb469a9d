package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// gradient is a picture that is dark on the left and light on the right.
func gradient(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / w), uint8(x * 255 / w), 90, 255})
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func segment(kind byte, content string) string {
	return string([]byte{0xff, kind, byte((len(content) + 2) >> 8), byte(len(content) + 2)}) + content
}

// camera is a JPEG with all that telephones write: position, thumbnail, notes, and a film behind its end.
func camera(t testing.TB, img image.Image, orientation byte) []byte {
	plain := string(jpegOf(t, img))
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00\x00SECRET"
	return []byte(plain[:2] + segment(0xe1, exif) + segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00SECRET") + segment(0xe2, "ICC_PROFILE\x00\x01\x01colours") +
		segment(0xe2, "MPF\x00SECRET") + segment(0xed, "Photoshop 3.0\x00SECRET") + segment(0xfe, "SECRET") + plain[2:] + "ftypmp4 SECRET" + plain)
}

func TestCleanJPEG(t *testing.T) {
	for _, orientation := range []byte{1, 6} {
		img := gradient(40, 20)
		data := camera(t, img, orientation)
		got, ok := CleanJPEG(data)
		if !ok || bytes.Contains(got, []byte("SECRET")) || !bytes.Contains(got, []byte("colours")) {
			t.Fatalf("orientation %d: got %q, %t", orientation, got, ok)
		}
		if _, o, _ := StripJPEG(got); o != int(orientation) {
			t.Errorf("the orientation %d became %d", orientation, o)
		}
		before, _ := jpeg.Decode(bytes.NewReader(jpegOf(t, img)))
		after, err := jpeg.Decode(bytes.NewReader(got))
		if err != nil || !bytes.Equal(before.(*image.YCbCr).Y, after.(*image.YCbCr).Y) {
			t.Errorf("the picture has changed, %v", err)
		}
		if again, ok := CleanJPEG(got); !ok || !bytes.Equal(again, got) {
			t.Error("what is clean is changed again")
		}
		for n := range data {
			CleanJPEG(data[:n]) // what is cut off does not stop the program
		}
		t.Logf("orientation %d: cut off at %d places", orientation, len(data))
	}
}

func TestCleanPNG(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, gradient(8, 8)); err != nil {
		t.Fatal(err)
	}
	chunk := func(name, content string) string {
		s := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
		s = append(append(s, name...), content...)
		return string(binary.BigEndian.AppendUint32(s, crc32.ChecksumIEEE([]byte(name+content))))
	}
	plain := b.String()
	head := plain[:33] // signature and IHDR
	data := head + chunk("gAMA", "\x00\x00\xb1\x8f") + chunk("tEXt", "GPS\x00SECRET") + chunk("eXIf", "MM\x00*SECRET") + chunk("iTXt", "SECRET") +
		chunk("zTXt", "SECRET") + chunk("tIME", "SECRET7") + chunk("caBX", "SECRET") + plain[33:] + "SECRET"
	got, ok := CleanPNG([]byte(data))
	if want := head + chunk("gAMA", "\x00\x00\xb1\x8f") + plain[33:]; !ok || string(got) != want {
		t.Errorf("got %q, %t", got, ok)
	}
	for n := range data {
		CleanPNG([]byte(data[:n]))
	}
	t.Logf("%d bytes of data about the photograph removed; cut off at %d places", len(data)-len(got), len(data))
}

// TestScale shows that copies are as wide as asked for, upright, and look like the original.
func TestScale(t *testing.T) {
	for name, data := range map[string][]byte{
		"upright": camera(t, gradient(400, 200), 1), "turned": camera(t, gradient(400, 200), 6), "grey": jpegOf(t, image.NewGray(image.Rect(0, 0, 400, 200))),
	} {
		got, err := Scale(data, []int{40, 120})
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range []int{40, 120} {
			img, err := jpeg.Decode(bytes.NewReader(got[i]))
			if err != nil {
				t.Fatal(err)
			}
			h := w / 2
			if name == "turned" {
				h = 2 * w
			}
			if img.Bounds() != image.Rect(0, 0, w, h) || bytes.Contains(got[i], []byte("SECRET")) || Sideways(got[i]) {
				t.Errorf("%s: got %v", name, img.Bounds())
			}
			if name == "grey" {
				continue
			}
			// The light side is on the right, and below once the picture is turned.
			light := img.At(w-1, h-1).(color.YCbCr).Y
			dark := img.At(0, 0).(color.YCbCr).Y
			middle := img.At(w/2, h/2).(color.YCbCr).Y
			if dark > 25 || light < 230 || middle < 120 || middle > 145 {
				t.Errorf("%s, %d wide: from %d over %d to %d", name, w, dark, middle, light)
			}
			if !bytes.Contains(got[i], []byte("colours")) {
				t.Errorf("%s: the colour profile is lost", name)
			}
		}
		if again, _ := Scale(data, []int{120}); !bytes.Equal(again[0], got[1]) {
			t.Errorf("%s: the same copy has other bytes", name)
		}
	}
	if _, err := Scale(jpegOf(t, gradient(40, 20)), []int{80}); err == nil {
		t.Error("a picture was made larger")
	}
	clear := image.NewNRGBA(image.Rect(0, 0, 100, 50))
	var b bytes.Buffer
	if err := png.Encode(&b, clear); err != nil {
		t.Fatal(err)
	}
	got, err := Scale(b.Bytes(), []int{10})
	if err != nil {
		t.Fatal(err)
	}
	if img, err := png.Decode(bytes.NewReader(got[0])); err != nil || img.Bounds().Dx() != 10 || img.At(5, 2) != (color.NRGBA{}) {
		t.Errorf("a transparent picture became %v, %v", img, err)
	}
}

func TestSizes(t *testing.T) {
	for _, c := range []struct {
		kind         Kind
		width, bytes int
		want         int
		replaced     bool
	}{
		{JPEG, 4000, 4_000_000, 3, true}, {JPEG, 2399, 500_000, 2, false}, {JPEG, 2400, 500_000, 3, true}, {JPEG, 900, 500_000, 1, false},
		{JPEG, 700, 500_000, 0, false}, {JPEG, 4000, 50_000, 0, false}, {PNG, 3000, 900_000, 0, false}, {PNG, 6000, 900_000, 1, true}, {SVG, 9000, 900_000, 0, false},
	} {
		if got, replaced := Sizes(c.kind, c.width, c.bytes); len(got) != c.want || replaced != c.replaced {
			t.Errorf("%+v: got %v, %t", c, got, replaced)
		}
	}
}

func TestKindOf(t *testing.T) {
	for data, want := range map[string]Kind{
		"\x89PNG\r\n\x1a\n": PNG, "\xff\xd8\xff\xe0": JPEG, "GIF89a": "gif", "RIFF\x00\x00\x00\x00WEBPVP8": "webp", "\x00\x00\x00\x18ftypheic": "heic",
		"\x00\x00\x00\x18ftypavif": "avif", "II*\x00": "tif", "%PDF-1.7": "pdf", "BM": "bmp", "": "", "text": "",
		`<svg xmlns="http://www.w3.org/2000/svg"/>`: SVG, "\ufeff<?xml version=\"1.0\"?>\n<!-- a --><svg/>": SVG,
		"<!DOCTYPE html><title>x</title><svg/>": "html", "<html><body><svg/>": "html", "<?php echo 1 ?>": "html", "<!-- <svg -->": SVG,
		"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00": "html", "\x00<\x00s\x00v\x00g\x00/\x00>": SVG,
	} {
		if got := KindOf([]byte(data)); got != want {
			t.Errorf("%q: got %q, want %q", data, got, want)
		}
	}
	for ext, want := range map[string]bool{".jpg": true, ".JPEG": true, ".png": false, "": false, ".heic": false} {
		if JPEG.Fits(ext) != want {
			t.Errorf("a JPEG fits %q: %t", ext, !want)
		}
	}
}

func TestHasCameraData(t *testing.T) {
	webp := "RIFF\x00\x00\x00\x00WEBPVP8L\x03\x00\x00\x00abc\x00"
	for data, want := range map[string]bool{
		webp: false, webp + "EXIF\x02\x00\x00\x00ab": true, webp + "XMP \x00\x00\x00\x00": true, webp + "VP8 \xff\xff\xff\xffEXIF": false,
		"\x00\x00\x00\x18ftypheic": false, "\x00\x00\x00\x18ftypheic....infe....Exif\x00": true, "\x00\x00\x00\x18ftypavif...<x:xmpmeta": true,
		"MM\x00*\x00\x00\x00\x08\x00\x01\x88\x25\x00\x04\x00\x00\x00\x01\x00\x00\x00\x1a": true, "II*\x00\x08\x00\x00\x00\x01\x00\x25\x88\x04\x00\x01\x00\x00\x00": true, "II*\x00": false,
		"GIF89a GPSLatitude": true, "%PDF-1.7 GPSLatitude": false,
	} {
		if got := HasCameraData([]byte(data), KindOf([]byte(data))); got != want {
			t.Errorf("%q: %t", data, got)
		}
	}
}

// drawing is a drawing with something in it.
func drawing(inside string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">` + inside + `<rect width="9" height="9"/></svg>`
}

func TestCheckSVG(t *testing.T) {
	for _, good := range []string{
		drawing(""), "\ufeff<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + drawing(""), "<?xml version='1.0' encoding = 'utf-8' standalone='no' ?>" + drawing(""), `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">` + drawing(""),
		drawing(`<defs><linearGradient id="a"/></defs><use xlink:href="#a"/><path fill="url(#a)" style="fill: url( '#a' )"/><text class="b">on click</text>`),
		drawing(`<style>.b { fill: red; clip-path: url("#a") }</style><a href="https://www.kommun.example/"><path d="M0 0"/></a>`),
		drawing(`<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><n:namedview xmlns:n="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" n:onload="x"/>`),
		drawing(`<g content="&lt;script&gt;"/>`), drawing(`<title>javascript: är ett språk</title>`),
	} {
		if err := CheckSVG([]byte(good)); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	refused := 0
	for inside, want := range map[string]string{
		`<script>alert(1)</script>`: "<script>", `<defs><script href="x"/></defs>`: "<script>", `<metadata><script/></metadata>`: "<script>", `<title><script/></title>`: "<script>",
		`<g display="none"><script/></g>`: "<script>", `<s:script xmlns:s="http://www.w3.org/2000/svg"/>`: "<script>", `<script xmlns="http://www.w3.org/1999/xhtml"/>`: "<script>",
		`<x:iframe xmlns:x="http://www.w3.org/1999/xht&#109;l" src="x"/>`: "<iframe>", `<foreignObject><p/></foreignObject>`: "<foreignObject>", `<SCRIPT/>`: "<SCRIPT>",
		`<rect onload="x"/>`: "onload", `<rect ONCLICK="x"/>`: "ONCLICK", `<rect onfocusin="x"/>`: "onfocusin", `<n:x xmlns:n="http://www.inkscape.org/namespaces/inkscape" onload="x"/>`: "onload",
		`<a href="javascript:x"/>`: `href="javascript:x"`, `<a xlink:href=" java&#10;script:x"/>`: `href=" java` + "\n" + `script:x"`, `<a href="data:text/html,x"/>`: `href="data:text/html,x"`,
		`<a href="https://a.example/" ping="https://b.example/"/>`: `ping="https://b.example/"`, `<a href="vbscript:x"/>`: `href="vbscript:x"`, `<a href="x.html"/>`: `href="x.html"`, `<use href="https://a.example/x.svg#a"/>`: `href="https://a.example/x.svg#a"`, `<use xlink:href="//a.example/"/>`: `href="//a.example/"`,
		`<image href="x.png"/>`: "<image>", `<feImage href="x.png"/>`: "<feImage>", `<animate attributeName="href" to="javascript:x"/>`: "<animate>", `<set attributeName="href"/>`: "<set>",
		`<g xml:base="https://a.example/"/>`: "xml:base", `<path fill="url(https://a.example/x#a)"/>`: `fill="url(https://a.example/x#a)"`, `<path style="fill:URL('x.svg#a')"/>`: `style="fill:URL('x.svg#a')"`,
		`<style>@import "https://a.example/";</style>`: "@import", `<style>@im<!-- -->port "x"; @import "y"</style>`: "@import", `<style>@im<![CDATA[port "x"]]></style>`: "@import", `<style>a{b:\75rl(x)}</style>`: `\`,
		`<style>a{b:url(x.png)}</style>`: "url(x.png)}", `<style><g>x</g></style>`: "<g>", `<x/>`: "", `<html:p/>`: "<p>", `<?xml-stylesheet href="https://a.example/"?>`: "<?xml-stylesheet?>", `<?php x ?>`: "<?php?>",
		`<handler xmlns="http://www.w3.org/2001/xml-events"/>`: "<handler>", `<set xmlns="http://www.w3.org/2000/svg"/>`: "<set>",
	} {
		refused++
		var active *ActiveError
		err := CheckSVG([]byte(drawing("\n" + inside)))
		if want == "" {
			want = "<x>"
		}
		if !errors.As(err, &active) || active.What != want || active.Line != 2 {
			t.Errorf("%s: got %+v, want %s in line 2", inside, err, want)
		}
	}
	t.Logf("%d drawings with script or what could carry it", refused)
	for _, bad := range []string{
		"", "x", `<svg viewBox="0 0 1 1"/>`, `<html xmlns="http://www.w3.org/1999/xhtml"/>`, `<?xml version="1.0" encoding="ISO-2022-JP"?>` + drawing(""), `<?xml version="1.0" encoding="utf-7"?>` + drawing(""),
		`<?xml version="1.0" encoding = "shift_jis"?>` + drawing("<desc><![CDATA[\u0081]]></desc><!-- ]]></desc><script>x</script><desc><![CDATA[ --><desc><![CDATA[ ]]></desc>"),
		"<?xml version=\"1.0\" encoding\n=\t'gbk'?>" + drawing(""), `<?xml version="1.0" xencoding="utf-8" encoding="big5"?>` + drawing(""),
		"\xff\xfe<\x00s\x00", drawing("<g>"), drawing("&unknown;"), drawing("\xe5"),
	} {
		if err := CheckSVG([]byte(bad)); err != ErrNotSVG {
			t.Errorf("%q: got %v", bad, err)
		}
	}
	var active *ActiveError
	if err := CheckSVG([]byte(`<!DOCTYPE svg [<!ENTITY a "<script/>">]>` + drawing(""))); !errors.As(err, &active) {
		t.Errorf("entities: got %v", err)
	}
	// Read once from the beginning to the end, however deep.
	if err := CheckSVG([]byte(drawing(strings.Repeat("<g>", 100_000) + strings.Repeat("</g>", 100_000)))); err != nil {
		t.Error(err)
	}
}
