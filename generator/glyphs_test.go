package generator_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator"
	"styrdok/generator/diag"
)

// TestMissingGlyphPlace shows that a character without a glyph is told once where it stands: in the value of its key, in
// config.toml, or in a heading that the list of contents shows once more.
func TestMissingGlyphPlace(t *testing.T) {
	document := func(front, text string) map[string]string {
		return map[string]string{"config.toml": minimalConfig, "content/policy/a.md": adopted("A", front, text)}
	}
	long := ""
	for range 8 {
		long += "\n\n## Rubrik\n\nText."
	}
	for _, test := range []struct {
		files map[string]string
		want  []string
	}{
		{document("owner = \"Chef \u260e\"\n", "x"), []string{"content/policy/a.md:5:15"}},
		{document("department = \"D\"\nowner = 'Chef \u260e'\napplies_to = [\"Alla \u27a2 bolag\"]\n", "x"), []string{"content/policy/a.md:6:15", "content/policy/a.md:7:21"}},
		{document("owner = \"\\u260e\"\n", "x"), []string{"content/policy/a.md:2:9"}},
		{document("", "## \u2705 Klart\n\nText."+long), []string{"content/policy/a.md:7:4"}},
		{document("owner = \"\u2705\"\n", "## \u2705 Klart\n\nText."+long), []string{"content/policy/a.md:5:10", "content/policy/a.md:8:4"}},
		{map[string]string{"config.toml": minimalConfig + "[[bodies]]\nid = \"ks\"\nname = \"KS \u260e\"\n", "content/policy/a.md": adopted("A", "", "x")},
			[]string{"config.toml:8:12"}},
	} {
		made := makeSite(t, test.files, generator.Options{})
		var got []string
		for _, d := range made.Diags {
			if d.Code == diag.MissingGlyph {
				got = append(got, d.Pos.String())
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.files["content/policy/a.md"], diff)
		}
	}
}

// TestLinkToWhatEnded shows that a text that holds is told of links to what holds no more, as its relations are, but for what it
// replaces and for versions that it names.
func TestLinkToWhatEnded(t *testing.T) {
	ended := "repealed = {date = 2025-01-01}\n"
	for _, test := range []struct {
		a, front, text string
		want           int
	}{
		{"", "", "Se [b](b.md).", 1},
		{"", "", "Se [b](b.md#x).", 1},
		{"", "replaces = [\"policy/b\"]\n", "Ersätter [b](b.md).", 0},
		{"", "related = [\"policy/b\"]\n", "Ingen länk.", 1},
		{"repealed = {date = 2025-02-01}\n", "", "Se [b](b.md).", 0},
		{"", "", "Se [c](c.md).", 0},
	} {
		made := makeSite(t, map[string]string{"config.toml": minimalConfig, "content/policy/a.md": adopted("A", test.a+test.front, test.text),
			"content/policy/b.md": adopted("B", ended, "## X\n\nText."), "content/policy/c.md": adopted("C", "", "Text.")}, generator.Options{})
		got := 0
		for _, d := range made.Diags {
			if d.Code == diag.RelationInactive {
				got++
			}
		}
		if got != test.want {
			t.Errorf("%q %q: got %d warnings, want %d: %v", test.front, test.text, got, test.want, made.Diags)
		}
	}
}
