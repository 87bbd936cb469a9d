package act_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/diag"
	"styrdok/generator/importer"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
	"styrdok/themes"
)

// TestPrintsComeBack imports all prints of the demonstration site, and of a document that was turned upside down: each becomes the text that it was made
// of, and one that marks changes is the same as the newer version.
func TestPrintsComeBack(t *testing.T) {
	testkit.Long(t)
	root, site, out, back := "../..", t.TempDir(), t.TempDir(), t.TempDir()
	for to, tops := range map[string][]string{site: {"config.toml", "static", "content"}, back: {"config.toml", "static"}} {
		for _, top := range tops {
			copyTree(t, filepath.Join(root, top), filepath.Join(to, top))
		}
	}
	copyTree(t, "testdata/flytt", filepath.Join(site, "content/policy/flytt"))
	today := library.NewDate(2026, 11, 29)
	made, _, err := generator.Build(generator.Options{Dir: site, Out: out, Today: today, Standard: themes.Standard()})
	if err != nil || made.Diags.HasErrors() {
		t.Fatal(err, made.Diags)
	}
	keepEngine(t, back)
	prints := filesBelow(t, out, ".pdf")
	options := generator.Options{Dir: back, Today: today, Standard: themes.Standard()}
	got, err := act.ImportFiles(options, act.Import{Paths: prints})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Files) != len(prints) || len(prints) == 0 {
		t.Fatalf("%d of %d prints were imported", len(got.Files), len(prints))
	}
	redlines := 0
	for _, f := range got.Files {
		name, _ := filepath.Rel(out, f.File)
		source, redline := sourceOf(t, site, filepath.ToSlash(filepath.Dir(name)), filepath.Base(name))
		front, text := parts(t, filepath.Join(site, source))
		switch {
		case f.Document == nil:
			t.Errorf("%s: %s %s", name, f.Result, f.Reason)
			continue
		case redline && f.Result != act.ImportSame, !redline && f.ID != idOf(name):
			t.Errorf("%s: %s as %q, and it was made of %s", name, f.Result, f.Path, source)
		case f.Document.Lost != nil:
			t.Errorf("%s: lost %q", name, f.Document.Lost)
		}
		parse := markdown.Options{Mask: true, Numbered: true, Title: f.Document.Title}
		want, _ := markdown.Parse([]byte(text), parse)
		tree, _ := markdown.Parse([]byte(f.Document.Text), parse)
		if diff := cmp.Diff(testkit.Shape(want), testkit.Shape(tree)); diff != "" {
			t.Errorf("%s (-source +print):\n%s", name, diff)
		}
		var ids, had []string
		for _, h := range tree.Headings() {
			ids = append(ids, h.ID)
		}
		for _, h := range want.Headings() {
			had = append(had, h.ID)
		}
		if !redline && !slices.Equal(ids, had) {
			t.Errorf("%s: headings are %q, want %q", name, ids, had)
		}
		x := f.Document.Facts
		if redline {
			redlines++
			if x.Adopted.String() != front["adopted"] || !strings.HasSuffix(front["section"], x.Section+`"`) {
				t.Errorf("%s: decided %s %s, want %s %s", name, x.Adopted, x.Section, front["adopted"], front["section"])
			}
			if !slices.ContainsFunc(f.Document.Told, func(t importer.Told) bool { return t.Why == "deletion" }) {
				t.Errorf("%s: no deletion is told", name)
			}
			continue
		}
		now, _ := parts(t, filepath.Join(back, f.Path))
		for _, key := range []string{"title", "summary", "status", "adopted", "adopted_by", "section", "case_number", "valid_until", "consultation_until", "owner", "department", "keywords", "code_number", "changes", "translation_of"} {
			if want := front[key]; want != "" && now[key] != want {
				t.Errorf("%s: %s = %s, want %s", name, key, now[key], want)
			}
		}
		if (front["repealed"] != "") != (x.Repealed != nil) {
			t.Errorf("%s: repealed: %v, want %s", name, x.Repealed, front["repealed"])
		}
		if now["status"] == `"draft"` {
			t.Errorf("%s: it has become a draft: %v", name, x.Guesses)
		}
	}
	t.Logf("%d prints, %d of them with marked changes", len(prints), redlines)
	if redlines < 5 {
		t.Errorf("only %d prints mark changes", redlines)
	}
	// A document that is not published has no print; the others find each other.
	again, _, err := generator.Build(generator.Options{Dir: back, Out: t.TempDir(), Today: today, Standard: themes.Standard(), Check: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range again.Diags {
		if d.Severity == diag.Error && d.Code != diag.DeadAddress {
			t.Errorf("check: %v", d)
		}
	}
}

func idOf(print string) library.ID {
	parts := strings.Split(filepath.ToSlash(print), "/")
	return library.ID(strings.Join(parts[:2], "/"))
}

// sourceOf returns the file of which a print was made, by where it lies, and whether it marks changes.
func sourceOf(t *testing.T, site, folder, name string) (file string, redline bool) {
	version := regexp.MustCompile(`\d{4}-\d\d-\d\d(?:\.pdf|-andringar)`).FindString(name)
	version = version[:min(len(version), len("2006-01-02"))]
	id := string(idOf(folder))
	redline = strings.Count(folder, "/") > 2
	if single := "content/" + id + ".md"; len(filesBelow(t, filepath.Join(site, "content", id), ".md")) == 0 {
		return single, redline
	}
	if version == "" { // compared with the newest
		versions := filesBelow(t, filepath.Join(site, "content", id), ".md")
		version = strings.TrimSuffix(filepath.Base(versions[len(versions)-1]), ".md")
	}
	return fmt.Sprintf("content/%s/%s.md", id, version), redline
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if err == nil && !info.IsDir() {
		var data []byte
		if data, err = os.ReadFile(from); err == nil {
			err = os.WriteFile(to, data, 0o644)
		}
	} else if err == nil {
		err = os.CopyFS(to, os.DirFS(from))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// filesBelow are the files of a kind in a folder, sorted; none if there is no folder.
func filesBelow(t *testing.T, dir, ending string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(p) == ending {
			out = append(out, p)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return out
}

// keepEngine lets a site find the compiled engine that other tests have left in the user's cache.
func keepEngine(t *testing.T, site string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		return
	}
	cache = filepath.Join(cache, "styrdok", "pdfium")
	if os.MkdirAll(cache, 0o755) == nil && os.MkdirAll(filepath.Join(site, ".styrdok"), 0o755) == nil {
		_ = os.Symlink(cache, filepath.Join(site, ".styrdok", "pdfium")) // without it, it is compiled once more
	}
}

// parts returns the plain keys of a document's front matter, and its text.
func parts(t *testing.T, file string) (front map[string]string, text string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "+++\n")
	head, text, _ := strings.Cut(rest, "+++\n")
	front = map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z_]+)\s*= (.*)$`).FindAllStringSubmatch(strings.Split(head, "\n[")[0], -1) {
		front[m[1]] = m[2]
	}
	return front, text
}
