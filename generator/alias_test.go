package generator_test

import (
	"bytes"
	"strings"
	"testing"

	"styrdok/generator"
)

// TestOldAddressesAnswer shows the files that answer at old addresses: they have the names that a server
// makes of what a browser asks for.
func TestOldAddressesAnswer(t *testing.T) {
	aliases := `aliases = ["/download/18.5/Policy%20f%C3%B6r%20x.pdf", "/gamla dokument/åäö.html", "/Gammal/", "/visa.aspx?id=1"]` + "\n"
	made := makeSite(t, map[string]string{
		"config.toml":          strings.Replace(minimalConfig, "s.example/", "s.example/styr/", 1),
		"content/policy/a.md":  adopted("A", aliases, "Text."),
		"static/gammal/x.html": "x", // in another folder than /Gammal/
	}, generator.Options{})
	files := map[string][]byte{}
	for _, f := range made.Files {
		files[f.Path] = f.Data
	}
	if print := files["download/18.5/Policy för x.pdf"]; len(print) == 0 || !bytes.Equal(print, files["policy/a/a-2024-01-15.pdf"]) {
		t.Error("the address of a PDF does not answer with the print")
	}
	for _, page := range []string{"gamla dokument/åäö.html", "Gammal/index.html"} {
		if !strings.Contains(string(files[page]), "../policy/a/") {
			t.Errorf("%s leads nowhere", page)
		}
	}
	if got := string(files["omdirigeringar.txt"]); got != "/styr/visa.aspx?id=1 /styr/policy/a/\n" {
		t.Errorf("the list for the server is %q", got)
	}
	if sums := string(files["SHA256SUMS"]); strings.Count(sums, "omdirigeringar.txt") != 1 || strings.Count(sums, "Policy för x.pdf") != 1 {
		t.Error("the sums lack an old address")
	}
	if files["gammal/x.html"] != nil || len(made.Diags) != 2 {
		t.Errorf("got %v", made.Diags)
	}
}
