package generator_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"regexp"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/publish"
)

// photograph is a JPEG as a telephone makes it, held upright: on its side, with a position.
func photograph(t testing.TB, w, h int) string {
	t.Helper()
	img := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	for i := range img.Y {
		img.Y[i] = uint8(i*i/7 + i/3) // grain, so that the file is large
	}
	for i := range img.Cb {
		img.Cb[i], img.Cr[i] = 128, 140
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00GPS 58.32 N"
	return b.String()[:2] + "\xff\xe1" + string([]byte{0, byte(len(exif) + 2)}) + exif + b.String()[2:] + "GPS 58.32 N"
}

// content returns what is in a published file.
func content(t *testing.T, made *generator.Result, path string) []byte {
	t.Helper()
	for _, f := range made.Files {
		if f.Path == path {
			var b bytes.Buffer
			if _, err := f.Copy(&b); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
	}
	t.Fatalf("%s is not published", path)
	return nil
}

// TestPhotographs shows that photographs are published in several widths and without what the camera wrote into
// them, that the page lets the browser choose, and that the names are free.
func TestPhotographs(t *testing.T) {
	files := map[string]string{
		"config.toml":                         minimalConfig,
		"content/policy/a.md":                 adopted("A", "", "![En hamn](a/Hamn i å.JPG)\n\n![Två hamnar](<a/b.jpg>)\n\nSe [hela bilden](a/b.jpg), [en till](a/b-640.jpg) och [tredje](a/B-1280.jpg)."),
		"content/policy/a/b.jpg":              photograph(t, 600, 2450),
		"content/policy/a/b-640.jpg":          photograph(t, 50, 100),
		"content/policy/a/B-1280.jpg":         photograph(t, 50, 100),
		"content/policy/a/Hamn i a\u030A.JPG": photograph(t, 600, 2450), // decomposed, as a Mac writes it
	}
	files["content/policy/a.md"] = strings.Replace(files["content/policy/a.md"], "(a/Hamn i å.JPG)", "(<a/Hamn i å.JPG>)", 1)
	made := makeSite(t, files, generator.Options{})
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	page := string(content(t, made, "policy/a/index.html"))
	for _, want := range []string{
		`<img src="Hamn%20i%20%C3%A5.JPG" srcset="Hamn%20i%20%C3%A5-640.JPG 640w, Hamn%20i%20%C3%A5-1280.JPG 1280w, Hamn%20i%20%C3%A5.JPG 1920w" sizes="(min-width: 43rem) 39rem, 100vw" alt="En hamn" width="2450" height="600"`,
		`<img src="b.jpg" srcset="b-640-1.jpg 640w, b-1280-1.jpg 1280w, b-1920.jpg 1920w"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if note := regexp.MustCompile(`type="image/jpeg">hela bilden\x{A0}\(jpg,\x{A0}\d+\x{A0}kB\)</a>`); !note.MatchString(page) {
		t.Error("the link to the file does not tell kind and size")
	}
	for path, size := range map[string]image.Point{
		"Hamn i å.JPG": {1920, 470}, "Hamn i å-640.JPG": {640, 157}, "b.jpg": {600, 2450}, "b-1920.jpg": {1920, 470}, "b-1280-1.jpg": {1280, 313}, "b-640.jpg": {50, 100},
	} {
		data := content(t, made, "policy/a/"+path)
		c, err := jpeg.DecodeConfig(bytes.NewReader(data))
		if err != nil || (image.Point{c.Width, c.Height}) != size {
			t.Errorf("%s: %d x %d, %v, want %v", path, c.Width, c.Height, err, size)
		}
		if bytes.Contains(data, []byte("GPS")) {
			t.Errorf("%s tells where it was taken", path)
		}
	}
}

// TestPhotographsAreKept shows that the second build takes copies from the cache, and that they are the same.
func TestPhotographsAreKept(t *testing.T) {
	dir := t.TempDir()
	writeSite(t, dir, map[string]string{
		"config.toml": minimalConfig, "content/policy/a.md": adopted("A", "", "![En hamn](a/b.jpg)"), "content/policy/a/b.jpg": photograph(t, 500, 1700),
	})
	var made [3]*generator.Result
	var kept [3]int
	for i := range made {
		made[i] = makeIn(t, dir, generator.Options{Cache: i < 2})
		kept[i] = len(keptFiles(t, dir))
	}
	if kept[0] != kept[1] || kept[0] < 4 { // a print, what is known of the picture, two copies
		t.Errorf("the cache holds %v files", kept)
	}
	for _, f := range made[0].Files {
		for _, other := range made[1:] {
			if want := content(t, made[0], f.Path); !slices.Equal(want, content(t, other, f.Path)) {
				t.Errorf("%s differs", f.Path)
			}
		}
	}
}

// TestLargeFilesAreNotHeld shows that what is only copied is not kept in memory.
func TestLargeFilesAreNotHeld(t *testing.T) {
	made := makeSite(t, map[string]string{
		"config.toml": minimalConfig, "content/policy/a.md": adopted("A", "", "Se [bilagan](a/b.zip)."), "content/policy/a/b.zip": strings.Repeat("x", 100_000),
		"static/film.mp4": strings.Repeat("y", 100_000),
	}, generator.Options{})
	for _, path := range []string{"policy/a/b.zip", "film.mp4"} {
		i := slices.IndexFunc(made.Files, func(f publish.File) bool { return f.Path == path })
		if i < 0 || made.Files[i].Data != nil || len(content(t, made, path)) != 100_000 {
			t.Errorf("%s is held or absent", path)
		}
	}
}
func TestPlainAttachments(t *testing.T) {
	made := makeSite(t, map[string]string{
		"config.toml":                  minimalConfig,
		"content/policy/a.md":          adopted("A", "", "Se [listan](a/lista.txt), [tabellen](a/t.CSV) och [texten på polska](a/text.pl.pdf)."),
		"content/policy/a/text.pl.pdf": "%PDF-1.7\n",
		"content/policy/a/lista.txt":   "<Namn> står inom vinkelparenteser.\n",
		"content/policy/a/t.CSV":       "<namn>;antal\n",
	}, generator.Options{})
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
}

func TestThemePhotographs(t *testing.T) {
	made := makeSite(t, map[string]string{
		"config.toml":         strings.Replace(minimalConfig, "[site]", "[site]\ntheme = \"k\"", 1),
		"content/policy/a.md": adopted("A", "", "Text."), "themes/k/torg.jpg": photograph(t, 60, 40),
	}, generator.Options{})
	if data := content(t, made, "assets/torg.jpg"); bytes.Contains(data, []byte("GPS")) || len(data) == 0 {
		t.Error("a photograph of the theme tells where it was taken")
	}
}
