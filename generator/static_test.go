package generator_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/folder"
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

// TestLargeFiles shows that what is only copied may be as large as the disk takes, without being held in memory, and that what a text attaches
// may not, which is told.
func TestLargeFiles(t *testing.T) {
	testkit.Long(t) // it writes 257 MB
	site := siteFolder(t, map[string]string{"config.toml": minimalConfig, "content/policy/a.md": adopted("A", "", "Text."), "static/film.bin": ""})
	options := generator.Options{Dir: site, Standard: themes.Standard(), Today: docsDay, Cache: true}
	if _, _, err := generator.Build(options); err != nil { // which makes everything else
		t.Fatal(err)
	}
	const size = folder.MaxFile + 1<<20
	if err := os.Truncate(filepath.Join(site, "static/film.bin"), size); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r, _, err := generator.Build(options)
	runtime.ReadMemStats(&after)
	if err != nil || r.Diags.HasErrors() {
		t.Fatalf("%v, %v", err, r.Diags)
	}
	if info, err := os.Stat(filepath.Join(site, "public/film.bin")); err != nil || info.Size() != size {
		t.Errorf("published: %v, %v", info, err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > size/4 {
		t.Errorf("building took %d MB of memory", took>>20)
	}
	writeSite(t, site, map[string]string{"content/policy/a.md": adopted("A", "", "[Filmen](a/film.bin) [och den](../../static/film.bin)"), "content/policy/a/film.bin": ""})
	if err := os.Truncate(filepath.Join(site, "content/policy/a/film.bin"), size); err != nil {
		t.Fatal(err)
	}
	r, _, err = generator.Build(options)
	if err != nil || len(r.Diags) != 1 || r.Diags[0].Code != diag.FileTooLarge || r.Diags[0].Pos.File != "content/policy/a/film.bin" {
		t.Errorf("attached: %v, %v", err, r.Diags)
	}
}
