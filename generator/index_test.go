package generator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/block"
	"styrdok/generator/site"
	"styrdok/generator/testkit"
)

// TestSearchHoldsNothingHidden looks through everything that is handed to the search for words that stand
// only in what the public may not see. The index itself is packed, so no search through its bytes
// would find them.
func TestSearchHoldsNothingHidden(t *testing.T) {
	made := demonstration(t)
	var all strings.Builder
	s := generator.SiteOf(made)
	for _, d := range s.Library.Documents {
		e, _ := s.SearchEntry(d.ID)
		fmt.Fprintln(&all, e.URL, e.Title, e.About, e.Summary, e.Keywords, e.Facts)
		page := s.Pages[slices.IndexFunc(s.Pages, func(p *site.Page) bool { return p.URL == "/"+e.URL })]
		if page.Text == nil {
			continue
		}
		add := func(spans []block.Span) { fmt.Fprintln(&all, block.Plain(spans)) }
		visit := func(b block.Block) bool { block.Lines(b, add); return true }
		block.Walk(page.Text.Tree.Blocks, visit)
		for _, n := range page.Text.Tree.Notes {
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

// TestSearchChoicesInOrder shows that kinds stand in the order of their rank among the choices of the
// search, also if a body has the same ID as one of them.
func TestSearchChoicesInOrder(t *testing.T) {
	made := makeSite(t, map[string]string{
		"config.toml":         minimalConfig + "\n[[kinds]]\nid = \"kommundirektoren\"\nsingular = \"program\"\nplural = \"program\"\ndefinite = \"programmet\"\ngender = \"neuter\"\nrank = 1\n",
		"content/policy/a.md": adopted("A", "", "Text."), "content/x/a.md": adopted("B", "kind = \"kommundirektoren\"\n", "Text."),
	}, generator.Options{})
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	for _, f := range made.Files {
		if f.Path != "sok/index/index.js" {
			continue
		}
		if data, err := testkit.Unpack(string(f.Data)); err != nil || !strings.Contains(data, `"kinds":[["kommundirektoren",`) {
			t.Errorf("got %.400s, %v", data, err)
		}
	}
}
