package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/library"
	"styrdok/generator/testkit"
	"styrdok/themes"
)

// copySite copies the sources of the demonstration site.
func copySite(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, part := range []string{"content", "static"} {
		if err := os.CopyFS(filepath.Join(dir, part), os.DirFS("../"+part)); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile("../config.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func makePrints(t testing.TB, dir string, keep bool) map[string][]byte {
	t.Helper()
	made, err := generator.Make(generator.Options{Dir: dir, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(), Cache: keep})
	if err != nil {
		t.Fatal(err)
	}
	if made.Diags.HasErrors() {
		t.Fatal(made.Diags)
	}
	out := map[string][]byte{}
	for _, f := range made.Files {
		if strings.HasSuffix(f.Path, ".pdf") {
			out[f.Path] = f.Data
		}
	}
	return out
}

func keptFiles(t testing.TB, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, ".styrdok", "*.cache"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func same(t *testing.T, when string, got, want map[string][]byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d prints, want %d", when, len(got), len(want))
	}
	for path := range want {
		if !bytes.Equal(got[path], want[path]) {
			t.Errorf("%s: %s is not what a clean build makes", when, path)
		}
	}
}

// replaceIn replaces text in a file of a site.
func replaceIn(t *testing.T, file, old, new string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s does not have %q", file, old)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// besides is how many files the cache holds beside prints: the sealed texts, and what is known of the
// mark and the one image of the demonstration site.
const besides = 3

// TestKeptPrints shows that prints from the cache are those of a clean build: at first, unchanged,
// after each kind of change, and when the cache is damaged or cannot be.
func TestKeptPrints(t *testing.T) {
	testkit.Long(t)
	dir := copySite(t)
	clean := makePrints(t, dir, false)
	if _, err := os.Stat(filepath.Join(dir, ".styrdok")); err == nil {
		t.Fatal("a build without cache leaves one")
	}
	same(t, "first", makePrints(t, dir, true), clean)
	kept := keptFiles(t, dir)
	if len(kept) != len(clean)+besides {
		t.Fatalf("%d files are kept, want %d prints and %d others", len(kept), len(clean), besides)
	}
	same(t, "unchanged", makePrints(t, dir, true), clean)

	steps := []struct {
		name string
		edit func()
	}{
		{"organisation renamed", func() { replaceIn(t, filepath.Join(dir, "config.toml"), "Exempelby", "Annanby") }},
		{"other paper", func() { replaceIn(t, filepath.Join(dir, "config.toml"), `"A4"`, `"A5"`) }},
	}
	for _, step := range steps {
		step.edit()
		want := makePrints(t, dir, false)
		same(t, step.name, makePrints(t, dir, true), want)
		clean = want
	}
	if n := len(keptFiles(t, dir)); n > len(clean)+besides {
		t.Errorf("%d files are kept, %d of them prints and %d others: what is not used is not removed", n, len(clean), besides)
	}

	for _, f := range keptFiles(t, dir) {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		data[len(data)/2] ^= 0x20
		if err := os.WriteFile(f, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "damaged", makePrints(t, dir, true), clean)

	if err := os.RemoveAll(filepath.Join(dir, ".styrdok")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".styrdok"), []byte("a file"), 0o644); err != nil {
		t.Fatal(err)
	}
	same(t, "no cache possible", makePrints(t, dir, true), clean)
}

// TestKeptPrintShowsNewPicture changes nothing but the bytes of a picture.
func TestKeptPrintShowsNewPicture(t *testing.T) {
	testkit.Long(t)
	dir := copySite(t)
	drawing := func(color string) {
		if err := os.WriteFile(filepath.Join(dir, "static", "mark.svg"), []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="`+color+`" d="M0 0h9v9z"/></svg>`), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f := filepath.Join(dir, "config.toml")
	data, err := os.ReadFile(f)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, l := range strings.Split(string(data), "\n") {
		if !strings.HasPrefix(l, "logo") {
			lines = append(lines, l)
		}
		if l == "[organisation]" {
			lines = append(lines, `logo = "static/mark.svg"`)
		}
	}
	if err := os.WriteFile(f, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	drawing("#ff0000")
	red := makePrints(t, dir, true)
	drawing("#0000ff")
	blue := makePrints(t, dir, true)
	same(t, "new picture", blue, makePrints(t, dir, false))
	for path := range red {
		if bytes.Equal(red[path], blue[path]) {
			t.Errorf("%s still shows the old picture", path)
		}
	}
}

func BenchmarkPrints(b *testing.B) {
	for _, keep := range []bool{false, true} {
		name := "drawn"
		if keep {
			name = "kept"
		}
		b.Run(name, func(b *testing.B) {
			dir := copySite(b)
			b.ReportAllocs()
			for b.Loop() {
				makePrints(b, dir, keep)
			}
		})
	}
}
