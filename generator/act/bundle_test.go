package act_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"styrdok/generator/act"
	"testing"

	"styrdok/generator"
	"styrdok/generator/data"
	"styrdok/generator/library"
	"styrdok/generator/testkit/pdfdump"
	"styrdok/themes"
)

var update = flag.Bool("update", false, "rewrite expectations")

func makeBundle(t *testing.T, dir, meeting string, workers int) *act.Package {
	t.Helper()
	made, _, out, err := act.Bundle(generator.Options{
		Dir: dir, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(), Workers: workers,
	}, meeting, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	if out == nil {
		t.Fatal("no package")
	}
	return out
}

var (
	half      = regexp.MustCompile(`[0-9a-f]{32}`)
	headLevel = regexp.MustCompile(`(?m)^ *H([1-6])\b`)
)

// TestBundleDump compares a small package, read back by code other than the writer's, with the
// stored one: information, tags with text, links, heads and feet, bookmarks, labels and named places.
func TestBundleDump(t *testing.T) {
	out := makeBundle(t, "testdata/bundle", "2026-12-14-kf", 1)
	dump, err := pdfdump.Dump(out.Data)
	if err != nil {
		t.Fatal(err)
	}
	dump, _, _ = strings.Cut(dump, "\nfonts\n")
	dump = half.ReplaceAllString(dump, "0123…cdef")
	const file = "testdata/bundle.dump.txt"
	if *update {
		if err := os.WriteFile(file, []byte(dump), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Split(dump, "\n"), strings.Split(string(want), "\n"); dump != strings.Join(want, "\n") {
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Fatalf("line %d: got %q, want %q; run with -update and read the diff", i+1, got[i], want[i])
			}
		}
		t.Fatalf("got %d lines, want %d", len(got), len(want))
	}
}

// TestBundleHeadings wants a first heading of level 1 and no level left out, also where a part's
// own headings are as deep as they may be.
func TestBundleHeadings(t *testing.T) {
	for dir, meeting := range map[string]string{"testdata/bundle": "2026-12-14-kf", "../..": "2026-12-14-kommunfullmaktige"} {
		dump, err := pdfdump.Dump(makeBundle(t, dir, meeting, 1).Data)
		if err != nil {
			t.Fatal(err)
		}
		_, tags, _ := strings.Cut(dump, "\ntags\n")
		tags, _, _ = strings.Cut(tags, "\nartifacts\n")
		level, count := 0, 0
		for _, m := range headLevel.FindAllStringSubmatch(tags, -1) {
			next := int(m[1][0] - '0')
			if next > level+1 || next == 1 && count > 0 {
				t.Errorf("%s: H%d follows on H%d", dir, next, level)
			}
			level = next
			count++
		}
		if count < 10 {
			t.Errorf("%s: got %d headings", dir, count)
		}
	}
}

// TestBundleSums makes a package with one core and with many, finds the same bytes, and finds the
// sums of the separate files in the package.
func TestBundleSums(t *testing.T) {
	one, four := makeBundle(t, "testdata/bundle", "2026-12-14-kf", 1), makeBundle(t, "testdata/bundle", "content/meetings/2026-12-14-kf.md", 4)
	if string(one.Data) != string(four.Data) || string(one.Sums) != string(four.Sums) || len(one.Files) != 8 {
		t.Errorf("packages of one core and of four differ, or have not 8 files: %d", len(one.Files))
	}
	text, err := pdfdump.Text(one.Data)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range one.Files {
		sum := data.Sum(f.Data)
		if string(f.Data) != string(four.Files[i].Data) {
			t.Errorf("%s: differs", f.Name)
		}
		if !strings.Contains(string(one.Sums), sum+"  "+f.Name+"\n") {
			t.Errorf("%s: its sum is not in\n%s", f.Name, one.Sums)
		}
		if !strings.Contains(text, sum[:32]+" "+sum[32:]) {
			t.Errorf("%s: its sum is not in the package", f.Name)
		}
	}
	if strings.Contains(text, "Hemligt") {
		t.Error("a masked text stands in the package")
	}
}

var toldSheet = regexp.MustCompile(`(?m)^ *Link "[^\n]*(?:sidan\\s(\d+)[)\]]| (\d+))"\n *-> sheet (\d+) `)

// TestBundleNumbers finds that every number of a sheet which the package tells is that of the sheet
// its link leads to, also where there are many and telling them moves the text.
func TestBundleNumbers(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"config.toml": "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"O\"\n"}
	var items, links strings.Builder
	for i := range 12 {
		name := string(rune('a' + i))
		items.WriteString("[[items]]\ndocument = \"policy/" + name + "\"\naction = \"adopt\"\n")
		links.WriteString("[text " + name + "](" + name + ".md#slut) och\n")
	}
	for i := range 12 {
		name := string(rune('a' + i))
		text := "## Början\n\n" + strings.Repeat(links.String(), 1+i) + "så.\n\n:::pagebreak\n\n## Slut {#slut}\n\nText.\n"
		files["content/policy/"+name+".md"] = "+++\ntitle = \"Policy " + name + "\"\nstatus = \"proposed\"\n+++\n" + text
	}
	files["content/meetings/m.md"] = "+++\nbody = \"kf\"\ndate = 2026-12-14\n" + items.String() + "+++\n"
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	dump, err := pdfdump.Dump(makeBundle(t, dir, "m", 2).Data)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, m := range toldSheet.FindAllStringSubmatch(dump, -1) {
		if told := m[1] + m[2]; told != m[3] {
			t.Errorf("%q", m[0])
		}
		count++
	}
	if count < 12*11 {
		t.Errorf("got %d numbers, want %d or more", count, 12*11)
	}
}
