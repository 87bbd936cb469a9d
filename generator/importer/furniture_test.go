package importer

import (
	"testing"

	"styrdok/generator/intake"
)

// TestIDIn shows whose address in a page's foot names a document of the site.
func TestIDIn(t *testing.T) {
	for line, want := range map[string]string{
		"Gäller versionen ännu? styr.a.example/dok/policy/resor/2026-10-26/": "policy/resor",
		"På webben: https://styr.a.example/dok/policy/resor/":                "policy/resor",
		"styr.a.example/dok/policy/resor/ Sida 1(2)":                         "policy/resor",
		"styr.a.example/dok/policy/resor/2026-10-26/andringar/":              "", // of two versions
		"styr.a.example/dok/policy/":                                         "",
		"styr.a.example/policy/resor/":                                       "",
		"b.example/styr.a.example.dok/policy/resor/":                         "",
		"mystyr.a.example/dok/policy/resor/":                                 "",
		"styr.a.example/dok/policy/resor/ styr.a.example/dok/policy/inkop/":  "",
	} {
		foot := intake.Furniture{Place: intake.Footer, Blocks: []intake.Block{&intake.Paragraph{Spans: []intake.Span{{Text: line}}}}}
		if got := idIn([]intake.Furniture{foot}, "https://styr.a.example/dok/"); string(got) != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}
