package layout_test

import (
	"strings"
	"testing"

	"styrdok/generator/block"
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
	doc.Words.Margin = [...]string{block.Changed: "Ändrat", block.Inserted: "Tillagt", block.Deleted: "Borttaget", block.Moved: ""}
	p, _ := testkit.Break(doc, testStyle(), testkit.FixedMetrics{})
	got := dump(p)
	for _, want := range []string{
		`Span actual="[Borttaget: system]"`, `Span actual="[Tillagt: all information]"`,
		`Span actual="[Borttaget: Borta.]"`, `Span actual="[Tillagt: Nytt.]"`,
		`20.0 P        "Ändrat" sans 9`, `20.0 layout   "Borttaget" sans 9`, `20.0 layout   "Tillagt" sans 9`,
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

// TestMovedParts says of an item and a row that they have moved, in both places, and of a list that it
// had dashes; margins have room for what stands outermost alone.
func TestMovedParts(t *testing.T) {
	text := func(s string) []block.Span { return []block.Span{&block.Text{Text: s}} }
	item := func(c block.Change, s string) *block.Item {
		return &block.Item{Change: c, Blocks: []block.Block{&block.Paragraph{Spans: text(s)}}}
	}
	row := func(c block.Change, s string) *block.Row {
		return &block.Row{Change: c, Cells: []*block.Cell{{Spans: text(s)}}}
	}
	list := &block.List{Numbering: block.Decimal, Change: block.Changed, Was: &block.List{}, Items: []*block.Item{
		item(block.Moved, "tre"), item(block.Unchanged, "ett"), item(block.Deleted, "tre"), item(block.Deleted, "fyra"),
	}}
	list.Count(1)
	table := &block.Table{Change: block.Changed, Align: make([]block.Align, 1), Head: []*block.Cell{{Spans: text("a")}},
		Rows: []*block.Row{row(block.Moved, "rad"), row(block.Unchanged, "b"), row(block.Deleted, "rad")}}
	doc := testDocument(&block.Tree{Blocks: []block.Block{list, table}, Away: map[any]bool{list.Items[2]: true, table.Rows[2]: true}})
	doc.Words.Margin[block.Moved] = "Flyttat"
	doc.Words.Away, doc.Words.WasBullets = "flyttat härifrån", "tidigare punktlista"
	p, _ := testkit.Break(doc, testStyle(), testkit.FixedMetrics{})
	got := dump(p)
	for want, n := range map[string]int{
		// Each is drawn, and stands in the structure.
		`"[tidigare punktlista, flyttat] "`: 2, `"[flyttat] "`: 2, `"[flyttat härifrån] "`: 4,
		`"1. "`: 2, `"2. "`: 2, // what is gone had no number
	} {
		if strings.Count(got, want) != n {
			t.Errorf("got %d times, want %d times: %s\n%s", strings.Count(got, want), n, want, got)
		}
	}
}

// TestChangesInside draws bars only beside what has changed in a list or a table, and lets links,
// notes and pictures within an insertion be what they are.
func TestChangesInside(t *testing.T) {
	text := func(s string) block.Span { return &block.Text{Text: s} }
	para := func(c block.Change, spans ...block.Span) *block.Paragraph {
		return &block.Paragraph{Change: c, Spans: spans}
	}
	note := &block.Note{ID: "n", Number: 1, References: 1, Change: block.Inserted, Blocks: []block.Block{para(block.Inserted, text("Noten."))}}
	tree := &block.Tree{Blocks: []block.Block{
		&block.List{Change: block.Changed, Tight: true, Items: []*block.Item{
			{Blocks: []block.Block{para(block.Unchanged, text("Samma."))}},
			{Change: block.Inserted, Blocks: []block.Block{para(block.Inserted, text("Se "),
				&block.Link{Dest: "https://a.example/", Spans: []block.Span{text("lagen")}}, &block.NoteRef{Note: note, Index: 1}, text(" nu"))}},
		}},
		&block.Table{Change: block.Changed, Align: make([]block.Align, 2), Head: []*block.Cell{{Spans: []block.Span{text("A")}}, {Spans: []block.Span{text("B")}}},
			Rows: []*block.Row{
				{Cells: []*block.Cell{{Spans: []block.Span{text("x")}}, {Spans: []block.Span{text("y")}}}},
				{Change: block.Deleted, Cells: []*block.Cell{{Spans: []block.Span{text("gammal")}}, {Spans: []block.Span{text("rad")}}}},
			}},
	}, Notes: []*block.Note{note}}
	doc := testDocument(tree)
	doc.PlainLinks = true
	for i := range doc.Words.Margin {
		doc.Words.Margin[i] = "Ord"
	}
	p, _ := testkit.Break(doc, testStyle(), testkit.FixedMetrics{})
	got := dump(p)
	for _, want := range []string{`Span actual="[Tillagt: Se "`, `Span actual=" nu]"`, `Span actual="[Borttaget: gammal]"`, `Span actual="[Borttaget: rad]"`, `Span actual="[Tillagt: Noten.]"`} {
		if strings.Count(got, want) != 1 {
			t.Errorf("got %d times, want once: %s\n%s", strings.Count(got, want), want, got)
		}
	}
	var bars []float64
	for _, r := range p.Sheets[0].Marks[0].Rules {
		if r.X < 70 && r.H > r.W && r.H > 3 {
			bars = append(bars, r.H)
		}
	}
	if len(bars) != 4 {
		t.Errorf("got bars of %v, want two beside the new item, two beside the note and dots beside the row\n%s", bars, got)
	}
}

// TestMovedSectionsSayWhere shows the words beside a section that has moved, and beside one that only has another number.
func TestMovedSectionsSayWhere(t *testing.T) {
	heading := func(number, was, title string, c block.Change) *block.Heading {
		h := &block.Heading{Level: 2, Number: number, Spans: []block.Span{&block.Text{Text: title}}, Change: c}
		if was != "" {
			h.Was = &block.Heading{Level: 2, Number: was}
		}
		return h
	}
	gone, here := heading("1", "", "Syfte", block.Deleted), heading("2", "1", "Syfte", block.Moved)
	doc := testDocument(&block.Tree{
		Blocks:    []block.Block{gone, heading("1", "2", "Ansvar", block.Unchanged), here},
		Away:      map[any]bool{gone: true},
		Elsewhere: map[any]block.SectionName{gone: {Number: "2"}, here: {Number: "1"}},
	})
	doc.Words.AwayTo, doc.Words.MovedFrom = "flyttat till {0}", "flyttat från {0}"
	doc.Words.Numbered, doc.Words.WasLabel = "avsnitt {0}", "tidigare {0}"
	p, _ := testkit.Break(doc, testStyle(), testkit.FixedMetrics{})
	got := dump(p)
	for _, want := range []string{"[flyttat till avsnitt 2]", "[tidigare 2]", "[flyttat från avsnitt 1]"} {
		if strings.Count(got, want) == 0 {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "[tidigare 1]") {
		t.Error("the number of a section that has moved is told twice")
	}
}
