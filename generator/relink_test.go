package generator_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/edit"
	"styrdok/generator/html"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// TestMovingLeavesTextsAlone moves every text of the sites here into a folder of its own and shows that
// nothing but destinations has changed, that it reads the same, and that its seal holds.
func TestMovingLeavesTextsAlone(t *testing.T) {
	sum := func(file string) (string, bool) { return strings.Repeat("a", 64), !strings.HasSuffix(file, ".md") }
	site := seal.Site{Rules: library.DefaultRules(), Sum: sum}
	texts := 0
	for _, dir := range []string{"..", "testdata/torture", "act/testdata/bundle"} {
		fsys := os.DirFS(dir)
		content, _, err := source.Load(fsys, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range content.Drafts {
			if d.Adopted.IsZero() {
				d.Adopted = library.NewDate(2024, 1, 15)
			}
			to := *d
			to.File, to.VersionFile = "content/"+string(d.Document)+"/flyttad/1.md", "1"
			if d.VersionFile == "" {
				to.File = "content/" + string(d.Document) + "/1.md"
			}
			data, err := fs.ReadFile(fsys, d.File)
			if err != nil {
				t.Fatal(err)
			}
			moved := edit.Moved(data, d.File, to.File, nil)
			to.Text = edit.Relink(d.Text, d.File, to.File, nil)
			if !strings.HasSuffix(string(moved), to.Text) {
				t.Errorf("%s: the moved file does not end with the moved text", d.File)
			}
			if a, b := outside(d.Text), outside(to.Text); a != b {
				t.Errorf("%s: outside destinations the text has changed", d.File)
			}
			if a, b := shown(d), shown(&to); a != b {
				t.Errorf("%s: it reads otherwise", d.File)
			}
			before, after := seal.Read(d, site), seal.Read(&to, site)
			if !before.Now.Holds(after) || !after.Now.Holds(before) {
				t.Errorf("%s: the seal is broken", d.File)
			}
			texts++
		}
	}
	if texts < 20 {
		t.Errorf("only %d texts", texts)
	}
}

// outside is a text without its destinations.
func outside(text string) string {
	var b strings.Builder
	done := 0
	for _, d := range markdown.Destinations([]byte(text)) {
		b.WriteString(text[done:d.Start] + "\x00")
		done = d.Stop
	}
	return b.String() + text[done:]
}

// shown is a text as HTML, with links by what they lead to.
func shown(d *library.Draft) string {
	tree, _ := markdown.Parse([]byte(d.Text), markdown.Options{File: d.File, Title: d.Title, Language: "sv"})
	target := func(address string) string {
		if !block.IsRelative(address) {
			return address
		}
		t, anchor, _ := block.Locate(d.File, address)
		return path.Clean(t) + "#" + anchor
	}
	return string(html.Render(tree, html.Options{
		Link:  func(l *block.Link) html.Href { return html.Href{URL: target(l.Dest)} },
		Image: func(i *block.Image) html.Picture { return html.Picture{URL: target(i.Src)} },
	}))
}
