package markdown

import (
	"testing"

	"styrdok/generator/block"
)

// TestDashInCell shows that a hyphen alone in a cell, for no value, is set as a dash, and no other.
func TestDashInCell(t *testing.T) {
	tree, _ := Parse([]byte("| A | B | C | D |\n|---|---|---|---|\n| - | -5 | `-` | x - |\n"), Options{Language: "sv"})
	var got []string
	for _, c := range tree.Blocks[0].(*block.Table).Rows[0].Cells {
		got = append(got, block.Plain(c.Spans))
	}
	for i, want := range []string{"–", "-5", "-"} {
		if got[i] != want && !(i == 1 && got[i] == "−5") {
			t.Errorf("cell %d: got %q, want %q", i+1, got[i], want)
		}
	}
}
