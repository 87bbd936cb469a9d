package block

import (
	"strings"
	"testing"
)

func TestNumeric(t *testing.T) {
	for _, c := range []struct {
		cells []string
		want  bool
	}{
		{[]string{"1", "2 500", "3\u00a0000,50"}, true},
		{[]string{"1.5", "–", ""}, true},
		{[]string{"12 %", "−3", "–4", "+5"}, true},
		{[]string{"", "–"}, false},
		{[]string{"1", "två"}, false},
		{[]string{"2024-03-12"}, false},
		{[]string{"5–10"}, false},
		{[]string{"1.2.3"}, false},
		{nil, false},
	} {
		table := &Table{}
		for _, s := range c.cells {
			table.Rows = append(table.Rows, &Row{Cells: []*Cell{{Spans: []Span{&Text{Text: s}}}}})
		}
		if got := table.Numeric(0); got != c.want {
			t.Errorf("%q: got %t, want %t", c.cells, got, c.want)
		}
		if table.Numeric(1) {
			t.Errorf("%q: got numbers in a column that is missing", c.cells)
		}
	}
}

// The first column names the rows if it holds words and no two cells are alike.
func TestNamesRows(t *testing.T) {
	for _, c := range []struct {
		rows string
		want bool
	}{
		{"Vem?|Alla;När?|Genast", true},
		{"Vem?|Alla;Vem?|Ingen", false},
		{"1|Brand;2|Storm", false},
		{"2024-01-01|Antagen;2025-01-01|Ändrad", true},
		{"Vem?|Alla;–|Ingen", false},
		{"Vem?|Alla;|Ingen", false},
		{"Vem?|Alla", true},
		{"Vem?;När?", false},
		{"Vem?|Alla;" + strings.Repeat("x", longestName) + "|Ja", true},
		{"Vem?|Alla;" + strings.Repeat("x", longestName+1) + "|Ja", false},
		{"Vem?|Alla;När?|Genast;-Vem?|Ingen", true}, // its last row is gone
	} {
		table := &Table{}
		for row := range strings.SplitSeq(c.rows, ";") {
			r := &Row{}
			if gone := strings.TrimPrefix(row, "-"); gone != row {
				r.Change, row = Deleted, gone
			}
			for cell := range strings.SplitSeq(row, "|") {
				r.Cells = append(r.Cells, &Cell{Spans: []Span{&Text{Text: cell}}})
			}
			table.Rows, table.Head = append(table.Rows, r), r.Cells
		}
		if got := table.NamesRows(); got != c.want {
			t.Errorf("%s: got %t", c.rows, got)
		}
		if table.RowHeaders = true; table.NamesRows() {
			t.Errorf("%s: it has row headers already", c.rows)
		}
	}
}
