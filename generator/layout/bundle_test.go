package layout_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

// testBundle is a cover and two parts that refer to each other and have headings and notes of the same names.
func testBundle() layout.Bundle {
	part := func(name, label, source string) layout.Part {
		tree, _ := markdown.Parse([]byte(source), markdown.Options{File: name + ".md", Language: "sv", Numbered: true})
		doc := testDocument(tree)
		doc.Contents, doc.Title, doc.Organisation = "", "Text "+name, "Exempelby"
		for i, l := range tree.Links() {
			if part, heading, _ := strings.Cut(l.Dest, "#"); part != "" {
				doc.Targets[i] = layout.Target{Part: part, Heading: heading, After: " [se sidan 9]"}
			}
		}
		return layout.Part{Document: doc, Name: name, Label: label, Level: 2, Depth: 2}
	}
	cover := part("missiv", "", "## Beslut\n\nAnta [bilaga 1](bilaga-1) och [ansvar](bilaga-2#ansvar), se [intet](bilaga-2#nej).\n")
	cover.Level, cover.Depth, cover.Contents = 1, 1, "Innehåll"
	cover.List = []layout.Entry{
		{Title: "Beslut", Part: "missiv", Heading: "beslut"},
		{Number: "1", Title: "Resor", Kids: []layout.Entry{
			{Number: "Bilaga 1", Title: "Förslag", Part: "bilaga-1"}, {Number: "Bilaga 2", Title: "Text som gäller", Part: "bilaga-2"},
		}},
	}
	text := "## Syfte\n\nText med not[^1].\n\n[^1]: Noten.\n\n## Ansvar\n\nSe [ovan](#syfte).\n"
	one, two := part("bilaga-1", "Bilaga 1", text+":::pagebreak\n\nSlut."), part("bilaga-2", "Bilaga 2", text)
	one.Mark, one.Group = "FÖRSLAG", "1 Resor"
	one.Tab, two.Tab = "1", "1"
	return layout.Bundle{
		Title: "Handlingar", Language: "sv", Parts: []layout.Part{cover, one, two},
		SheetNumber: "s. {n} av {total}",
	}
}

// TestBundle compares a bundle with what is stored: every part has its own heads, feet and sheet
// numbers, and no part's names are mixed up with those of another.
func TestBundle(t *testing.T) {
	p, _ := layout.NewTypesetter(testkit.FixedMetrics{}).BreakBundle(testBundle(), testStyle())
	got := dump(p)
	for _, a := range p.Anchors {
		got += fmt.Sprintf("anchor %s sheet %d\n", a.ID, a.Sheet+1)
	}
	for _, a := range p.Parts {
		got += fmt.Sprintf("part %s from sheet %d, %d sheets\n", a.Name, a.First+1, a.Sheets)
	}
	const file = "testdata/bundle.golden"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || got != string(want) {
		t.Errorf("got\n%s\nwant\n%s%v", got, want, err)
	}
	ids := map[string]bool{}
	var walk func(e *layout.Element)
	walk = func(e *layout.Element) {
		if e.ID != "" && ids[e.ID] {
			t.Errorf("ID %s is not unique", e.ID)
		}
		ids[e.ID] = true
		for _, k := range e.Kids {
			if e, ok := k.(*layout.Element); ok {
				walk(e)
			}
		}
	}
	walk(p.Root)
}

// TestBundleOfOne lays a document out in a bundle as it is laid out alone.
func TestBundleOfOne(t *testing.T) {
	tree, _ := markdown.Parse([]byte("## A\n\nText.\n\n## B\n\nText.\n\n## C\n\nText.\n"), markdown.Options{File: "a.md", Language: "sv"})
	doc := testDocument(tree)
	alone, _ := testkit.Break(doc, testStyle(), testkit.FixedMetrics{})
	bundle, _ := layout.NewTypesetter(testkit.FixedMetrics{}).BreakBundle(layout.Bundle{Title: doc.Title, Language: doc.Language, Parts: []layout.Part{{Document: doc, Name: "a"}}}, testStyle())
	bundle.Root.Kids = bundle.Root.Kids[0].(*layout.Element).Kids
	if a, b := dump(alone), dump(bundle); a != b {
		t.Errorf("alone\n%s\nin a bundle\n%s", a, b)
	}
}

// TestBundleExtremes lays out bundles on small paper, of one part and of many, with long labels and
// names, and loses no word of them.
func TestBundleExtremes(t *testing.T) {
	long := strings.Repeat("Informationssäkerhetssamordnarorganisationen ", 4)
	for _, paper := range []layout.Size{{Width: 120, Height: 120}, {Width: 60, Height: 40}, {Width: 300, Height: 400}, layout.A5} {
		for _, n := range []int{1, 9} {
			style := testStyle()
			style.Paper = paper
			in := layout.Bundle{Title: "Handlingar", Language: "sv", SheetNumber: "s. {n} av {total}"}
			for i := range n {
				part := testBundle().Parts[1+i%2]
				part.Name, part.Label, part.Title = fmt.Sprintf("p%d", i), fmt.Sprintf("Bilaga %d %s", i, long), long
				part.Tab, part.TabAt = fmt.Sprint(1000*i), i
				part.Level = 1 + i%7
				in.Parts = append(in.Parts, part)
			}
			p, _ := layout.NewTypesetter(testkit.FixedMetrics{}).BreakBundle(in, style)
			if len(p.Parts) != n || len(p.Sheets) < n {
				t.Fatalf("%v: got %d parts on %d sheets, want %d", paper, len(p.Parts), len(p.Sheets), n)
			}
			at := 0
			for _, part := range p.Parts {
				if part.First != at || part.Sheets < 1 {
					t.Errorf("%v: %s begins with sheet %d and has %d, want sheet %d", paper, part.Name, part.First, part.Sheets, at)
				}
				at += part.Sheets
			}
			words := strings.Count(dump(p), "Noten.")
			if paper.Width >= 300 && words != 2*n { // once where it stands, once in the structure; else it is cut
				t.Errorf("%v: got the note %d times, want %d", paper, words, 2*n)
			}
		}
	}
	if p, _ := layout.NewTypesetter(testkit.FixedMetrics{}).BreakBundle(layout.Bundle{Title: "Inget"}, testStyle()); len(p.Sheets) != 0 {
		t.Errorf("got %d sheets of nothing", len(p.Sheets))
	}
}
