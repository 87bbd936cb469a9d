package generator_test

import (
	"strings"
	"testing"

	"styrdok/generator"
)

// TestStaticGivesWay shows that a file in static/ is left out whose place the site needs for its own,
// or for a folder, and that what has a place of its own is copied.
func TestStaticGivesWay(t *testing.T) {
	files := map[string]string{
		"config.toml": minimalConfig, "content/policy/a.md": adopted("A", "", "Text."), "static/.well-known/security.txt": "foreign", "static/a.txt": "foreign",
	}
	for _, name := range []string{
		"policy/a/index.html", "policy/a/2024-01-15/index.html", "policy/a/a-2024-01-15.pdf", "robots.txt/a", "SHA256SUMS", "dcat.rdf", "sok/index/index.js",
	} {
		files["static/"+name] = "foreign"
	}
	made := makeSite(t, files, generator.Options{})
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	seen, copied := map[string]bool{}, []string{}
	for _, f := range made.Files {
		if seen[f.Path] {
			t.Errorf("%s is there twice", f.Path)
		}
		seen[f.Path] = true
		if string(f.Data) == "foreign" {
			copied = append(copied, f.Path)
		}
	}
	if got := strings.Join(copied, " "); got != ".well-known/security.txt a.txt" {
		t.Errorf("copied %s", got)
	}
}
