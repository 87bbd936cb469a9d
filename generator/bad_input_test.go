package generator_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"strings"
	"testing"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/testkit"
	"styrdok/generator/testkit/pdfdump"
)

// cmyk is a JPEG whose header says that it has four colours, as printers' files have.
func cmyk(t *testing.T) string {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	at := bytes.Index(data, []byte{0xff, 0xc0})
	length := int(binary.BigEndian.Uint16(data[at+2:]))
	frame := append([]byte(nil), data[at:at+2+length]...)
	binary.BigEndian.PutUint16(frame[2:], uint16(length+3))
	frame[9] = 4
	frame = append(frame, 4, frame[11], 0)
	return string(data[:at]) + string(frame) + string(data[at+2+length:])
}

// giant is a PNG that says it has a hundred thousand pixels each way, and has none.
func giant() string {
	chunk := func(kind, data string) string {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(data)))
		sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(kind+data)))
		return string(n[:]) + kind + data + string(sum)
	}
	return "\x89PNG\r\n\x1a\n" + chunk("IHDR", "\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\x00\x00\x00") + chunk("IDAT", "x\x9c\x03\x00") + chunk("IEND", "")
}

// TestBadPictures shows that a picture that cannot be printed is told with what to do about it,
// at the place that shows it.
func TestBadPictures(t *testing.T) {
	good := picture(t)
	for name, test := range map[string]struct{ data, want string }{
		"cmyk.jpg":  {cmyk(t), "CMYK"},
		"giant.png": {giant(), "för stor"},
		"half.png":  {good[:len(good)/2], "skadad"},
		"text.png":  {"ingen bild", "PNG eller JPEG"},
		"empty.png": {"", "PNG eller JPEG"},
		"bad.svg":   {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path", "skadad"},
	} {
		made := printSite(t, "", map[string]string{
			"content/policy/a.md":      adopted("A", "", "Bilden visar:\n\n![En karta](a/"+name+")"),
			"content/policy/a/" + name: test.data,
		})
		if len(made.Diags) != 1 || made.Diags[0].Code != diag.BadImage || made.Diags[0].Pos.String() != "content/policy/a.md:9:1" {
			t.Errorf("%s: got %v, want one bad-image at the picture", name, made.Diags)
			continue
		}
		if m := made.Diags[0].Message(made.Words) + made.Diags[0].Hint(made.Words); !strings.Contains(m, test.want) {
			t.Errorf("%s: got %q, want %q", name, m, test.want)
		}
	}
}

// TestExtremeTexts shows that texts that nobody should write are printed or told, in decent time.
func TestExtremeTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("long texts are laid out in one goroutine")
	}
	row := func(cell string, n int) string { return strings.Repeat("| "+cell+" ", n) + "|\n" }
	for name, test := range map[string]struct {
		text string
		want diag.Code // of the only diagnostic, empty if it is printed without a word
		in   string    // what must be in the print
	}{
		"17 MB in one paragraph":          {text: strings.Repeat("ord och ", 17<<20/8), want: diag.FileTooLarge},
		"half a MB in one paragraph":      {text: "## A\n\n" + strings.Repeat("ord och ", 1<<16) + "slut.", in: "och slut."},
		"500 columns":                     {text: row("a", 500) + row("---", 500) + row("b", 500), want: diag.TooComplex},
		"90 columns":                      {text: row("a", 90) + row("---", 90) + row("b", 90), want: diag.TooWide, in: "b"},
		"a word of 300 letters":           {text: strings.Repeat("abcdefghij", 30), in: strings.Repeat("abcdefghij", 30)},
		"a word of 300 letters in a cell": {text: row("a", 3) + row("---", 3) + row(strings.Repeat("abcdefghij", 30), 3), want: diag.TooWide},
		"a heading of 2000 words":         {text: "## " + strings.Repeat("rubrik ", 2000), in: "rubrik rubrik"},
	} {
		t.Run(name, func(t *testing.T) {
			start := testkit.Spent()
			made := printSite(t, "", map[string]string{"content/policy/a.md": adopted("A", "", test.text)})
			if took := testkit.Spent() - start; took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			var got diag.Code
			if len(made.Diags) > 0 {
				got = made.Diags[0].Code
			}
			if got != test.want || len(made.Diags) > 1 {
				t.Fatalf("got %v, want %q", made.Diags, test.want)
			}
			if test.in == "" {
				return
			}
			for _, f := range made.Files {
				if !strings.HasSuffix(f.Path, ".pdf") {
					continue
				}
				text, err := pdfdump.Text(f.Data)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(text, test.in) {
					t.Errorf("the print lacks %.40q", test.in)
				}
				return
			}
			t.Error("no print was made")
		})
	}
}
