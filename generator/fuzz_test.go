package generator_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/preview"
	"styrdok/generator/site"
	"styrdok/generator/testkit/pdfdump"
	"styrdok/themes"
)

const longestText = 2000

// FuzzDocument takes any facts and any text through the whole program: either it says what is wrong, or pages and a
// print come out. It is never an error of the machine's.
func FuzzDocument(f *testing.F) {
	f.Add("owner = \"Chef\"", "## Syfte\n\nText med `kod`, [länk](#syfte) och not.[^1]\n\n[^1]: Not.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n")
	f.Add("summary = \"\u200b\"", "` `\n\n- \u200b\n\n| \u00ad |\n|---|\n\n> \u2060\n\n[\u200b](https://a.example)\n\n***\u00ad***\n")
	f.Add("review = \"every term\"\nkeywords = [\"a\"]", ":::lang en\nText\n:::\n\na) ett\nb) två\n\nm^2^ H~2~O\n\n1. a\n7. b\n\nT\n: d\n")
	files, err := filepath.Glob("markdown/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.SplitAfter(string(a.Files[0].Data), "\n\n## ") { // since long inputs only take longer
			if len(part) <= longestText {
				f.Add("", part)
			}
		}
	}
	dir := f.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content/policy"), 0o755); err != nil {
		f.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte(minimalConfig), 0o644); err != nil {
		f.Fatal(err)
	}
	file := filepath.Join(dir, "content/policy/a.md")
	// A session keeps the theme, and makes nothing but what is asked for.
	opt := generator.Options{Dir: dir, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(), Workers: 1, Context: context.Background()}
	session := preview.NewSession(opt)
	f.Cleanup(session.Close)
	var frame site.Frame
	f.Fuzz(func(t *testing.T, facts, text string) {
		if len(facts)+len(text) > longestText {
			return
		}
		// Another file in its place, so that it is read anew however fast it changes.
		if err := os.WriteFile(file+".new", []byte(adopted("A", facts+"\n", text)), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(file+".new", file); err != nil {
			t.Fatal(err)
		}
		if _, err := session.Refresh(opt.Context, opt.Today); err != nil {
			t.Fatalf("%q, %q: %v", facts, text, err)
		}
		made, err := session.Check(opt.Context)
		if err != nil {
			t.Fatalf("%q, %q: %v", facts, text, err)
		}
		lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(facts+text, "\r\n", "\n"), "\r", "\n"), "\n") + 10
		for _, d := range made.Diags {
			if d.Pos.File == "content/policy/a.md" && (d.Pos.Line > lines || d.Pos.Line < 0) {
				t.Errorf("%q, %q: %v is outside the file", facts, text, d.Pos)
			}
		}
		if made.Diags.HasErrors() {
			return
		}
		for _, d := range made.Site.Library.Public().Documents {
			if d.Visibility != library.Public || d.Shown == nil {
				continue
			}
			for _, address := range []string{"/" + string(d.ID) + "/index.html", frame.PrintAddress(d.Shown)} {
				f, found, err := session.File(strings.TrimPrefix(address, "/"))
				if err != nil || !found {
					t.Errorf("%q, %q: %s: found %v, %v", facts, text, address, found, err)
					continue
				}
				var b bytes.Buffer
				if n, err := f.Copy(&b); err != nil || n < 200 {
					t.Errorf("%q, %q: %s has %d bytes, %v", facts, text, address, n, err)
				}
			}
		}
	})
}

var fuzzed = flag.String("fuzzed", "", "folder for 300 prints of random texts, which validators may read")

// TestFuzzedPrints prints random texts that are nearly Markdown: whatever has no error becomes a print that can be
// read. With -fuzzed the prints are many and are left in a folder.
func TestFuzzedPrints(t *testing.T) {
	want := 12
	if *fuzzed != "" {
		want = 300
	}
	w := &writer{Rand: rand.New(rand.NewPCG(3, 4))}
	dir := t.TempDir()
	writeSite(t, dir, map[string]string{"config.toml": minimalConfig})
	texts := map[string]string{}
	for n := 0; len(texts) < want; {
		// As many as are wanted, less those with errors, until there are enough without.
		for len(texts) < want {
			n++
			texts[fmt.Sprintf("content/policy/t%d.md", n)] = adopted(fmt.Sprintf("Text %d", n), "", w.body())
		}
		writeSite(t, dir, texts)
		for _, d := range makeIn(t, dir, generator.Options{}).Diags {
			if d.Severity == diag.Error && texts[d.Pos.File] != "" {
				delete(texts, d.Pos.File)
				if err := os.Remove(filepath.Join(dir, d.Pos.File)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	made := makeIn(t, dir, generator.Options{})
	prints := 0
	for _, f := range made.Files {
		if !strings.HasSuffix(f.Path, ".pdf") {
			continue
		}
		prints++
		if _, err := pdfdump.Dump(f.Data); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		if *fuzzed != "" {
			if err := os.WriteFile(filepath.Join(*fuzzed, filepath.Base(f.Path)), f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if prints != want {
		t.Errorf("%d prints of %d texts", prints, want)
		for _, d := range made.Diags {
			t.Log(d.Pos, d.Message(made.Words))
		}
	}
}
