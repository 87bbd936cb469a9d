package layout_test

import (
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/memo"
	"styrdok/generator/testkit"
)

// testStyle is a small sheet of round measures: a line of body text has 40 characters of 5 points,
// a sheet about 20 lines of 15.
func testStyle() layout.Style {
	s := layout.DefaultStyle()
	s.Paper = layout.Size{Width: 300, Height: 400}
	s.Left, s.Right, s.Hang = 70, 30, 20
	s.Top, s.First, s.Bottom = 50, 80, 50
	s.Head, s.Foot = 20, 20
	s.LandTop, s.LandBottom = 45, 45
	s.Body = layout.Type{Size: 10, Leading: 15}
	s.Note = layout.Type{Size: 9, Leading: 12}
	s.ContentsOver = 0
	return s
}

// testWords are the words of a print in Swedish.
var testWords = layout.Words{
	TableLabel: "Tabell {0}.", TableMore: "Tabell {0}, forts.", NoteLink: "Not {0}", NoteBack: "Tillbaka från not {0}", PageLink: "{0}, sida {1}",
	Masked: "Sekretess enligt {0}", MaskedPlain: "Sekretess enligt ",
	OpenTask: "Inte gjort", DoneTask: "Gjort", Inserted: "Tillagt:", Deleted: "Borttaget:",
}

// testDocument is a text with a title and nothing else around it.
func testDocument(tree *block.Tree) layout.Document {
	return resolved(layout.Document{
		Title: "Provtext", Tree: tree, Language: "sv", Words: testWords,
		HeadLeft: "Exempelby", Foot: "Version 1", Contents: "Innehåll",
		SheetNumber: "Sida {n}({total})",
	})
}

// resolved gives the links of a document's text targets, and its images pictures.
func resolved(d layout.Document) layout.Document {
	for _, l := range d.Tree.Links() {
		if id, ok := strings.CutPrefix(l.Dest, "#"); ok {
			d.Targets = append(d.Targets, layout.Target{Heading: id})
		} else {
			d.Targets = append(d.Targets, layout.Target{URL: l.Dest})
		}
	}
	for _, i := range d.Tree.Images() {
		p := layout.Picture{Key: i.Src, Width: 400, Height: 200}
		if strings.Contains(i.Src, "missing") {
			p = layout.Picture{}
		}
		d.Pictures = append(d.Pictures, p)
	}
	return d
}

// breakText lays out Markdown.
func breakText(t testing.TB, source string, style layout.Style) (layout.Print, diag.List) {
	t.Helper()
	tree, _ := markdown.Parse([]byte(source), markdown.Options{File: "a.md", Language: "sv", Numbered: true})
	return testkit.Break(testDocument(tree), style, testkit.FixedMetrics{})
}

// TestDocumentIsData shows that a document can be part of a key, which panics on functions and maps.
func TestDocumentIsData(t *testing.T) {
	tree, _ := markdown.Parse([]byte("## A\n\n[a](#a) ![b](b.png)\n"), markdown.Options{File: "a.md"})
	one, two := testDocument(tree), testDocument(tree)
	if memo.KeyOf(one) != memo.KeyOf(two) {
		t.Error("equal documents have different keys")
	}
	two.Targets[0].URL = "https://b.example/"
	if memo.KeyOf(one) == memo.KeyOf(two) {
		t.Error("a link that leads elsewhere does not change the key")
	}
}
