package pdf_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/testkit"
	"styrdok/generator/testkit/pdfdump"
)

var (
	update = flag.Bool("update", false, "rewrite expectations")
	keep   = flag.String("keep", "", "folder to write the drawn files to, for validators and eyes")
)

func save(t testing.TB, name string, data []byte) {
	t.Helper()
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDraw compares what the file of a print says with what is stored.
func TestDraw(t *testing.T) {
	data, err := pdf.Draw(placed(), info(), fonts(t), pictures(t))
	if err != nil {
		t.Fatal(err)
	}
	save(t, "placed.pdf", data)
	got, err := pdfdump.Dump(data)
	if err != nil {
		t.Fatal(err)
	}
	words, err := pdfdump.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	got += "text\n" + words
	const path = "testdata/placed.txt"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("dump differs from %s (run with -update and read the diff)\n%s", path, firstDifference(got, string(want)))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			other := "(end)"
			if i < len(w) {
				other = w[i]
			}
			return fmt.Sprintf("line %d\ngot:  %s\nwant: %s", i+1, g[i], other)
		}
	}
	return "want has more lines"
}

// TestTextIsWhole shows that what can be read out of a file is the text that went in: in order, and
// with hyphenated words whole.
func TestTextIsWhole(t *testing.T) {
	got, err := pdfdump.Text(draw(t, policy(3)))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		strings.TrimSpace(filler),
		"Integritetsskyddsmyndighetens vägledning om dataskydd för kommuner och regioner",
		"Anmäl till säkerhetsfunktionen.",
	} {
		if n := strings.Count(got, want); n < 3 {
			t.Errorf("%q is found %d times, want at least 3, in:\n%s", want, n, got)
		}
	}
}

func TestTwoPagesAreSmall(t *testing.T) {
	doc := policy(1)
	data := draw(t, doc)
	save(t, "policy.pdf", data)
	t.Logf("%d bytes", len(data))
	if len(data) > 38_000 {
		t.Errorf("a print of two sheets with serif and sans has %d bytes, want at most 38000", len(data))
	}
}

func TestDrawIsDeterministic(t *testing.T) {
	want := draw(t, policy(2))
	fresh, err := pdf.LoadFonts(os.DirFS("../../themes/standard"), "fonts")
	if err != nil {
		t.Fatal(err)
	}
	sheets, _ := testkit.Break(policy(2), layout.DefaultStyle(), fresh)
	// Several at a time, with fonts that no one has used before.
	var wg sync.WaitGroup
	got := make([][]byte, 8)
	errs := make([]error, 8)
	album := pictures(t)
	for i := range got {
		wg.Add(1)
		go func() {
			defer wg.Done()
			got[i], errs[i] = pdf.Draw(sheets, info(), fresh, album)
		}()
	}
	wg.Wait()
	for i := range got {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if !bytes.Equal(got[i], want) {
			t.Errorf("drawing %d differs from the first", i)
		}
	}
}

// small is a print of one sheet with one paragraph of one run.
func small() (layout.Print, *layout.Run) {
	leaf := &layout.Leaf{}
	p := &layout.Element{Role: "H1", Kids: []layout.Kid{leaf}}
	leaf.Parent = p
	print := layout.Print{
		Title: "Titel", Language: "sv",
		Root:   &layout.Element{Role: "Document", Kids: []layout.Kid{p}},
		Sheets: []layout.Sheet{{Width: 400, Height: 300, Marks: []layout.Mark{{Leaf: leaf, Runs: []layout.Run{{Text: "Hej", Size: 11, X: 40, Y: 50}}}}}},
	}
	return print, &print.Sheets[0].Marks[0].Runs[0]
}

func TestDrawRefuses(t *testing.T) {
	tests := []struct {
		name string
		edit func(p *layout.Print, r *layout.Run)
		want string
	}{
		{"no sheets", func(p *layout.Print, r *layout.Run) { p.Sheets = nil }, "no sheets"},
		{"no structure", func(p *layout.Print, r *layout.Run) { p.Root = nil }, "without structure"},
		{"no title", func(p *layout.Print, r *layout.Run) { p.Title = "" }, "without title"},
		{"sheet without size", func(p *layout.Print, r *layout.Run) { p.Sheets[0].Width = 0 }, "no size"},
		{"empty sheet", func(p *layout.Print, r *layout.Run) { p.Sheets = append(p.Sheets, layout.Sheet{Width: 9, Height: 9}) }, "page 2: no content"},
		{"missing glyph", func(p *layout.Print, r *layout.Run) { r.Text = "a漢" }, `no glyph for '漢'`},
		{"text without size", func(p *layout.Print, r *layout.Run) { r.Size = 0 }, "has no size"},
		{"unknown face", func(p *layout.Print, r *layout.Run) { r.Face = 99 }, "no face 99"},
		{"unused face", func(p *layout.Print, r *layout.Run) { r.Face = layout.MonoRegular + 1 }, "no font"},
		{"picture that is not there", func(p *layout.Print, r *layout.Run) {
			p.Sheets[0].Marks[0].Pictures = []layout.PictureBox{{Picture: layout.Picture{Key: "x"}, Rect: layout.Rect{W: 1, H: 1}}}
		}, `no picture "x"`},
		{"foreign leaf", func(p *layout.Print, r *layout.Run) { p.Sheets[0].Marks[0].Leaf = &layout.Leaf{} }, "not in the structure"},
		{"leaf without mark", func(p *layout.Print, r *layout.Run) {
			p.Root.Kids = append(p.Root.Kids, &layout.Element{Role: "P", Kids: []layout.Kid{&layout.Leaf{}}})
		}, "never drawn"},
		{"figure without words", func(p *layout.Print, r *layout.Run) { p.Root.Kids[0].(*layout.Element).Role = "Figure" }, "without words"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, r := small()
			test.edit(&p, r)
			_, err := pdf.Draw(p, info(), fonts(t), nil)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestMissingGlyphIsTold(t *testing.T) {
	p, r := small()
	r.Text = "ord 漢"
	_, err := pdf.Draw(p, info(), fonts(t), nil)
	var missing *pdf.MissingGlyphError
	if !errors.As(err, &missing) || missing.Rune != '漢' {
		t.Errorf("got %v, want a MissingGlyphError for 漢", err)
	}
}

// TestPictureIsEmbeddedOnce draws one picture on two sheets.
func TestPictureIsEmbeddedOnce(t *testing.T) {
	p, _ := small()
	mark := layout.Mark{Artifact: layout.LayoutArtifact, Pictures: []layout.PictureBox{{Picture: layout.Picture{Key: "karta.png"}, Rect: layout.Rect{X: 10, Y: 10, W: 60, H: 40}}}}
	p.Sheets[0].Marks = append(p.Sheets[0].Marks, mark)
	p.Sheets = append(p.Sheets, layout.Sheet{Width: 300, Height: 400, Marks: []layout.Mark{mark, mark}})
	data, err := pdf.Draw(p, info(), fonts(t), pictures(t))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte("/Subtype /Image")); n != 2 {
		t.Errorf("%d images are embedded, want a picture and its mask", n)
	}
}

func BenchmarkDraw(b *testing.B) {
	for _, sections := range []int{1, 20} {
		sheets, diags := testkit.Break(policy(sections), layout.DefaultStyle(), fonts(b))
		if diags.HasErrors() {
			b.Fatal(diags)
		}
		album := pictures(b)
		b.Run(fmt.Sprintf("sheets=%d", len(sheets.Sheets)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				data, err := pdf.Draw(sheets, info(), fonts(b), album)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(data)))
			}
		})
	}
}

// TestBreakBetweenCode draws a line break that stands between two pieces of code and in no words.
func TestBreakBetweenCode(t *testing.T) {
	doc := layout.Document{Title: "Rader", Language: "sv", Tree: &block.Tree{Blocks: []block.Block{
		paragraph(&block.CodeSpan{Text: "ett"}, &block.Break{}, &block.CodeSpan{Text: "två"}),
	}}}
	text, err := pdfdump.Text(draw(t, doc))
	if err != nil || !strings.Contains(text, "ett två") {
		t.Errorf("got %q, %v", text, err)
	}
}
