package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
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
	s.Body = layout.Type{Size: 10, Leading: 15}
	s.Note = layout.Type{Size: 9, Leading: 12}
	s.ContentsOver = 0
	return s
}

// testWords are the words of a print in Swedish.
var testWords = layout.Words{
	TableLabel: func(n int) string { return fmt.Sprintf("Tabell %d.", n) },
	NoteLink:   func(n int) string { return fmt.Sprintf("Not %d", n) },
	NoteBack:   func(n int) string { return fmt.Sprintf("Tillbaka från not %d", n) },
	PageLink:   func(h string, n int) string { return fmt.Sprintf("%s, sida %d", h, n) },
	Masked:     func(law string) string { return "Sekretess enligt " + law },
	OpenTask:   "Inte gjort", DoneTask: "Gjort", Inserted: "Tillagt:", Deleted: "Borttaget:",
}

// testDocument is a text with a title and nothing else around it.
func testDocument(tree *block.Tree) layout.Document {
	return layout.Document{
		Title: "Provtext", Tree: tree, Language: "sv", Words: testWords,
		HeadLeft: "Exempelby", Foot: "Version 1", Contents: "Innehåll",
		SheetNumber: func(n, total int) string { return fmt.Sprintf("Sida %d(%d)", n, total) },
		Link: func(l *block.Link) layout.Target {
			if id, ok := strings.CutPrefix(l.Dest, "#"); ok {
				return layout.Target{Heading: id}
			}
			return layout.Target{URL: l.Dest}
		},
		Image: func(i *block.Image) (layout.Picture, bool) {
			return layout.Picture{Key: i.Src, Width: 400, Height: 200}, !strings.Contains(i.Src, "missing")
		},
	}
}

// breakText lays out Markdown.
func breakText(t testing.TB, source string, style layout.Style) (layout.Print, diag.List) {
	t.Helper()
	tree, _ := markdown.Parse([]byte(source), markdown.Options{File: "a.md", Language: "sv", Numbered: true})
	return layout.Break(testDocument(tree), style, testkit.FixedMetrics{})
}
