package text_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"styrdok/generator/i18n"
	"styrdok/generator/markdown"
	"styrdok/generator/redline"
	"styrdok/generator/redline/text"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestPairs shows what a reader sees of each kind of change, in the text form. The handbook docs/andringar.md tells the same
// in words. Nothing that is said may be untrue: what is marked as removed is in the old text, what is marked as added in the
// new one.
func TestPairs(t *testing.T) {
	files, err := filepath.Glob("testdata/pairs/*.txtar")
	if err != nil || len(files) < 20 {
		t.Fatalf("got %d pairs: %v", len(files), err)
	}
	handbook, err := os.ReadFile("../../../docs/andringar.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			old, now, want := string(a.Files[0].Data), string(a.Files[1].Data), string(a.Files[2].Data)
			got := strings.TrimLeft(compared(old, now), "\n")
			if *update {
				a.Files[2].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			for sign, version := range map[string]string{`\[-(.*?)-\]`: old, `\{\+(.*?)\+\}`: now} {
				known := append(plainWords(version), "1", "2") // and numbers of headings
				for _, m := range regexp.MustCompile(`(?s)`+sign).FindAllStringSubmatch(got, -1) {
					for _, w := range plainWords(m[1]) {
						if !slices.Contains(known, w) && !strings.Contains("nytt stycke ny punkt stil kursiv fet länk till tidigare", w) {
							t.Errorf("%q is marked but in no such version", w)
						}
					}
				}
			}
			if what := strings.TrimSpace(string(a.Comment)); !strings.Contains(string(handbook), "| "+strings.TrimSuffix(what, ".")+" |") {
				t.Errorf("the handbook has no row %q", what)
			}
		})
	}
}

func compared(old, now string) string {
	opt := markdown.Options{File: "a.md", Language: "sv", Numbered: true}
	before, _ := markdown.Parse([]byte(old), opt)
	after, _ := markdown.Parse([]byte(now), opt)
	tree, _ := redline.Compare(before, after, redline.Options{Brief: true})
	got := text.Write(text.Difference{Tree: tree}, text.Options{}, i18n.MustLoad("sv"))
	return strings.TrimPrefix(got, "\n\n\n")
}

func plainWords(s string) []string {
	return regexp.MustCompile(`[\pL\d]+`).FindAllString(s, -1)
}
