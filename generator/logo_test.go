package generator_test

import (
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/diag"
)

// TestDarkLogo shows that the mark for dark mode is on every page, and that one that would not be
// there for the reader is told at its place.
func TestDarkLogo(t *testing.T) {
	const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>`
	for _, test := range []struct {
		dark string
		want diag.Code // of the only diagnostic, empty if there is none
	}{
		{"static/dark.svg", ""},
		{"static/absent.svg", diag.MissingImage},
		{"content/dark.svg", diag.BadValue},
	} {
		config := strings.Replace(minimalConfig, "[organisation]\n", "[organisation]\nlogo = \"static/mark.svg\"\nlogo_dark = \""+test.dark+"\"\n", 1)
		made := makeSite(t, map[string]string{
			"config.toml": config, "static/mark.svg": mark, "static/dark.svg": mark, "content/dark.svg": mark,
			"content/policy/a.md": adopted("Å", "", "Text."),
		}, generator.Options{})
		if test.want == "" {
			if len(made.Diags) > 0 {
				t.Errorf("%s: got %v", test.dark, made.Diags)
			}
			for _, f := range made.Files {
				if strings.HasSuffix(f.Path, ".html") && !strings.Contains(string(f.Data), `dark.svg" media="(prefers-color-scheme: dark)"`) {
					t.Errorf("%s lacks the mark for dark mode", f.Path)
				}
			}
			continue
		}
		if len(made.Diags) != 1 || made.Diags[0].Code != test.want || made.Diags[0].Pos.File != "config.toml" || made.Diags[0].Pos.Line == 0 {
			t.Errorf("%s: got %v, want one %s at the key", test.dark, made.Diags, test.want)
		}
	}
}
