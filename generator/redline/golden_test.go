package redline_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"styrdok/generator/block"
	"styrdok/generator/markdown"
	"styrdok/generator/redline"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

func parse(t testing.TB, src string) *block.Tree {
	t.Helper()
	tree, _ := markdown.Parse([]byte(src), markdown.Options{File: "a.md", Language: "sv", Numbered: true, Mask: true})
	return tree
}

// TestCompare compares old.md with new.md of testdata/*.txtar. The order back, from new to old,
// is held to the same promises but has no expectation.
func TestCompare(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 25 {
		t.Fatalf("got %d test files: %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range a.Files {
				parts[f.Name] = string(f.Data)
			}
			old, new := parse(t, parts["old.md"]), parse(t, parts["new.md"])
			var opt redline.Options
			opt.NoMoves = strings.Contains(string(a.Comment), "no moves")
			combined, summary := redline.Compare(old, new, opt)
			there := checkPair(t, old, new, opt)
			checkPair(t, new, old, opt)
			checkSteady(t, there, old, new, opt)
			got := dump(combined, summary)
			if *update {
				a.Files = []txtar.File{
					{Name: "old.md", Data: []byte(parts["old.md"])}, {Name: "new.md", Data: []byte(parts["new.md"])},
					{Name: "want", Data: []byte(got)},
				}
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != parts["want"] {
				t.Errorf("got\n%s\nwant\n%s", got, parts["want"])
			}
		})
	}
}

// TestDemonstration compares versions of texts of the demonstration site. Of the policy for
// information security the pictures of the intended look show how it is to be.
func TestDemonstration(t *testing.T) {
	read := func(name string) *block.Tree {
		data, err := os.ReadFile("../../content/" + name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		_, text, ok := strings.Cut(strings.TrimPrefix(string(data), "+++\n"), "\n+++\n")
		if !ok {
			t.Fatalf("%s has no front matter", name)
		}
		return parse(t, text)
	}
	for _, p := range []struct{ folder, from, to string }{
		{"policy/informationssakerhet", "2011-02-28", "2015-05-18"},
		{"policy/informationssakerhet", "2015-05-18", "2019-03-25"},
		{"policy/informationssakerhet", "2011-02-28", "2019-03-25"},
		{"policy/inkop", "2017-11-27", "forslag-2027"},
		{"reglementen/kommunstyrelsen", "2022-12-12", "2026-10-26"},
	} {
		name := filepath.Base(p.folder) + "_" + p.from + "_" + p.to
		t.Run(name, func(t *testing.T) {
			old, new := read(p.folder+"/"+p.from), read(p.folder+"/"+p.to)
			there := checkPair(t, old, new, redline.Options{})
			checkPair(t, new, old, redline.Options{})
			checkSteady(t, there, old, new, redline.Options{})
			got := dump(redline.Compare(old, new, redline.Options{}))
			file := "testdata/demonstration/" + name + ".txt"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
