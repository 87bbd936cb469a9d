package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/block"
)

// TestSearchHoldsNothingHidden looks through everything that is handed to the search for words that stand
// only in what the public may not see. The index itself is packed, so no search through its bytes
// would find them.
func TestSearchHoldsNothingHidden(t *testing.T) {
	made := demonstration(t)
	var all strings.Builder
	for _, e := range made.Site.SearchEntries() {
		fmt.Fprintln(&all, e.URL, e.Title, e.About, e.Summary, e.Keywords, e.Facts)
		if e.Text == nil {
			continue
		}
		add := func(spans []block.Span) { fmt.Fprintln(&all, block.Plain(spans)) }
		visit := func(b block.Block) bool { block.Lines(b, add); return true }
		block.Walk(e.Text.Tree.Blocks, visit)
		for _, n := range e.Text.Tree.Notes {
			block.Walk(n.Blocks, visit)
		}
	}
	for word, where := range map[string]string{
		"brandstationens källare":   "a confidential part",
		"Högreservoaren":            "a hidden document",
		"satellittelefon":           "a document of which only the title is public",
		"intresset av bevakning":    "a draft",
		"Fråga till kommunjuristen": "a comment",
		"vattenkemikalier":          "a proposal",
	} {
		if strings.Contains(all.String(), word) {
			t.Errorf("the search holds %q, which stands in %s", word, where)
		}
	}
	if !strings.Contains(all.String(), "behörig") {
		t.Error("the search holds no texts")
	}
}
