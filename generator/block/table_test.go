package block

import "testing"

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
