package generator_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/testkit"
	"styrdok/themes"
)

// TestStaticGivesWay shows that a file in static/ is left out whose place the site needs for its own,
// or for a folder, or whose
// name is unfit, that this is told, and that what has a place of its own is copied.
func TestStaticGivesWay(t *testing.T) {
	testkit.NotInWindows(t, "it has no such names")
	files := map[string]string{
		"config.toml": minimalConfig, "content/policy/a.md": adopted("A", "", "Text."), "static/.well-known/security.txt": "foreign", "static/a.txt": "foreign",
	}
	for _, name := range []string{
		"policy/a/index.html", "policy/a/2024-01-15/index.html", "policy/a/a-2024-01-15.pdf", "robots.txt/a", "SHA256SUMS", "dcat.rdf", "sok/index/index.js",
	} {
		files["static/"+name] = "foreign"
	}
	for _, name := range []string{"A.txt", "Policy/x.txt", ".env", ".git/config", "con.txt", "slut.", "a:b"} {
		files["static/"+name] = "foreign"
	}
	made := makeSite(t, files, generator.Options{})
	told := map[string]bool{}
	for _, d := range made.Diags {
		if d.Code != diag.NotPublished {
			t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
		}
		told[d.Pos.File] = true
	}
	seen := map[string]bool{}
	for _, f := range made.Files {
		if seen[strings.ToLower(f.Path)] {
			t.Errorf("%s is there twice", f.Path)
		}
		seen[strings.ToLower(f.Path)] = true
		if string(f.Data) == "foreign" {
			delete(files, "static/"+f.Path)
		}
	}
	var left []string
	for file := range files {
		if strings.HasPrefix(file, "static/") {
			left = append(left, file)
			if !told[file] && !told["static/.git"] {
				t.Errorf("nobody is told that %s is not published", file)
			}
		}
	}
	slices.Sort(left)
	want := "static/.env static/.git/config static/Policy/x.txt static/SHA256SUMS static/a.txt static/a:b static/con.txt static/dcat.rdf static/policy/a/2024-01-15/index.html " +
		"static/policy/a/a-2024-01-15.pdf static/policy/a/index.html static/robots.txt/a static/slut. static/sok/index/index.js"
	if got := strings.Join(left, " "); got != want {
		t.Errorf("left out are\n%s\nwant\n%s", got, want)
	}
}

// TestStaticLink shows that the folder itself is no way to other folders, as nothing in it is.
func TestStaticLink(t *testing.T) {
	for _, name := range []string{"static", "content"} {
		dir := t.TempDir()
		writeSite(t, dir, map[string]string{"config.toml": minimalConfig, "hidden/policy/a.md": adopted("A", "visibility = \"hidden\"\n", "Text.")})
		testkit.Symlink(t, "hidden", filepath.Join(dir, name))
		made, err := generator.Make(generator.Options{Dir: dir, Today: docsDay, Standard: themes.Standard()})
		if err != nil {
			t.Fatal(err)
		}
		if len(made.Diags) != 1 || made.Diags[0].Code != diag.SymbolicLink || made.Diags[0].Pos.File != name {
			t.Errorf("%s: got %v", name, made.Diags)
		}
	}
}
