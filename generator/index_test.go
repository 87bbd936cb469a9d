package generator_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/block"
	"styrdok/generator/library"
	"styrdok/generator/publish"
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
		fmt.Fprintln(&all, e.URL, e.Title, e.About, e.Summary, e.Keywords, e.Facts, e.Versions)
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

// TestSearchKnowsEveryDecision shows that the decisions on other versions are found with their own pages, and later ones on the shown
// version with it, of a listed document with the document.
func TestSearchKnowsEveryDecision(t *testing.T) {
	made := demonstration(t)
	s := generator.SiteOf(made)
	got := func(id library.ID) (out []string) {
		e, _ := s.SearchEntry(id)
		for _, v := range e.Versions {
			if !slices.ContainsFunc(made.Files, func(f publish.File) bool { return f.Path == e.URL+v.Path+"index.html" }) {
				t.Errorf("%s%s is no page", e.URL, v.Path)
			}
			out = append(out, v.State+": "+v.Text)
		}
		for _, f := range e.Facts {
			if f.Key == "decision" || f.Key == "replaces" || f.Key == "other_decisions" {
				out = append(out, f.Label+": "+f.Value.String())
			}
		}
		if e.Instead != "" {
			out = append(out, e.Instead)
		}
		return out
	}
	for id, want := range map[library.ID][]string{
		"reglementen/kommunstyrelsen":       {"Version 2 antagen, gäller från 2027-01-01: kommunfullmäktige 2026-10-26 § 137, KS 2026/219", "Ersätter: KF § 140 2018"},
		"policy/informationssakerhet":       {"Version 1 antagen, ersatt av version 2: kommunfullmäktige 2011-02-28 § 17, KS 2010/295", "Version 2 antagen, ersatt av version 3: kommunfullmäktige 2015-05-18 § 61, KS 2014/388"},
		"policy/mutor-och-jav":              {"Ersätter: KF § 97 2012", "Sågs över, texten ändrades inte: 2024-11-25, § 149, KS 2024/310"},
		"policy/resor":                      {"Upphävd: 2025-06-16, § 77, KS 2025/92"},
		"planer/krisledningsplan-2023-2026": {"Dokumentet publiceras inte här."},
	} {
		if got := got(id); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
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
