package layout_test

import (
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/testkit"
)

// TestRedline draws insertions underlined and deletions struck, with bars and words in the margin,
// and says in the structure what was done.
func TestRedline(t *testing.T) {
	text := func(s string) block.Span { return &block.Text{Text: s} }
	tree := &block.Tree{Blocks: []block.Block{
		&block.Heading{Level: 2, ID: "a", Number: "1", Change: block.Changed, Spans: []block.Span{text("Omfattning")}},
		&block.Paragraph{Change: block.Changed, Spans: []block.Span{text("Policyn gäller "),
			&block.ChangeSpan{Change: block.Deleted, Spans: []block.Span{text("system")}}, text(" "),
			&block.ChangeSpan{Change: block.Inserted, Spans: []block.Span{text("all information")}}, text(".")}},
		&block.Paragraph{Spans: []block.Span{text("Oförändrat.")}},
		&block.Paragraph{Change: block.Deleted, Spans: []block.Span{text("Borta.")}},
		&block.Paragraph{Change: block.Inserted, Spans: []block.Span{text("Nytt.")}},
	}}
	doc := testDocument(tree)
	doc.Words.Margin = func(c block.Change) string {
		return map[block.Change]string{block.Changed: "Ändrat", block.Inserted: "Tillagt", block.Deleted: "Borttaget"}[c]
	}
	p, _ := layout.Break(doc, testStyle(), testkit.FixedMetrics{})
	got := dump(p)
	for _, want := range []string{
		`Span actual="Borttaget: system"`, `Span actual="Tillagt: all information"`,
		`20.0 P        "Ändrat" sans 9`, `20.0 P        "Borttaget" sans 9`, `20.0 P        "Tillagt" sans 9`,
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("got %d times, want once: %s\n%s", strings.Count(got, want), want, got)
		}
	}
	bars, under := 0, 0
	for _, r := range p.Sheets[0].Marks[0].Rules {
		if r.X < 70 && r.H > r.W {
			bars++
		}
		if r.H == 0.9 {
			under++
		}
	}
	if bars < 3 || under != 2 {
		t.Errorf("got %d bars and %d underlines, want at least 3 and 2", bars, under)
	}
}
