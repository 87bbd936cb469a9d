package generator_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/themes"
)

// TestImportAgain breaks an import off at every place where it can be killed, and shows that the next run ends as an undisturbed one: with versions of
// one document in one folder, pictures, two documents of one title, two versions of the same words, and files that a killed run has left.
func TestImportAgain(t *testing.T) {
	in := t.TempDir()
	flags := "Kommunen flaggar på allmänna flaggdagar vid kommunhuset, biblioteket och gymnasiet. Vaktmästaren hissar flaggan klockan åtta och halar den när solen går ned."
	pixel := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\b\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
	rules := func(name, day, more string) string {
		return "# Regler för flaggning\n\nFastställd av kommunstyrelsen " + day + " § 33\n\n" + flags + more + "\n\n![Flaggan](" + name + ")\n"
	}
	writeSite(t, in, map[string]string{
		"a.md": rules("x.png", "2015-03-02", ""), "b.md": rules("x.png", "2021-03-01", " Fastighetschefen beslutar om andra dagar."), "c.md": rules("x.png", "2023-05-04", ""), "x.png": pixel,
		"m.md": "# Policy för möten\n\nAntagen av KF 2020-01-13 § 4\n\nMöten har en dagordning.\n\n![Salen](x.png)\n",
		"n.md": "# Policy för möten\n\nAntagen av KS 2021-02-15 § 9\n\nHär gäller något helt annat för var och en som ordnar sammanträden åt nämnden.\n\n![Salen](x.png)\n",
	})
	run := func(before map[string]string) (map[string]string, *act.Imported) {
		t.Helper()
		dir := t.TempDir()
		writeSite(t, dir, map[string]string{"config.toml": minimalConfig})
		writeSite(t, dir, before)
		hold, err := act.Take(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer hold.Release()
		made, err := act.ImportFiles(generator.Options{Dir: dir, Today: docsDay, Standard: themes.Standard()}, act.Import{Paths: []string{in}})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		err = filepath.WalkDir(filepath.Join(dir, "content"), func(p string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				data, err := os.ReadFile(p)
				rel, _ := filepath.Rel(dir, p)
				out[filepath.ToSlash(rel)] = string(data)
				return err
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out, made
	}
	want, _ := run(nil)
	names := slices.Sorted(maps.Keys(want))
	texts := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.HasSuffix(n, ".md") })
	if len(texts) != 5 || len(names) <= len(texts) || !slices.Contains(names, "content/regler/regler-for-flaggning/2015-03-02.md") {
		t.Fatalf("the import is not what is to be broken off: %v", names)
	}
	if got, made := run(want); !maps.Equal(got, want) || made.First() != "" {
		t.Errorf("nothing lacks, and %q is written", made.First())
	}
	// Of what is renamed to its place, pictures before texts, one lacks or all but one.
	for i := range 2 * len(texts) {
		before, lacking := maps.Clone(want), 1<<(i/2)
		if i%2 == 1 {
			lacking = 1<<len(texts) - 1 - lacking
		}
		for i, n := range texts {
			if lacking&(1<<i) != 0 {
				delete(before, n)
				before[filepath.ToSlash(filepath.Join(filepath.Dir(n), "."+filepath.Base(n)+".0123456789abcdef.styrdok-new"))] = "+++"
			}
		}
		if got, _ := run(before); !maps.Equal(got, want) {
			t.Errorf("lacking %b: got %v", lacking, differing(got, want))
		}
	}
	// Another's picture in the way is left alone.
	other := map[string]string{}
	for _, n := range names {
		if strings.HasPrefix(n, "content/policy/policy-for-moten/") {
			other[n] = "another picture"
		}
	}
	if len(other) == 0 {
		t.Fatalf("no picture among %v", names)
	}
	got, _ := run(other)
	for n := range other {
		if got[n] != "another picture" || got["content/policy/policy-for-moten.md"] != "" {
			t.Errorf("%s is another document's: %v", n, slices.Sorted(maps.Keys(got)))
		}
	}
}

// differing names the files that differ.
func differing(got, want map[string]string) (out []string) {
	for n := range want {
		if w, ok := got[n]; !ok || w != want[n] {
			out = append(out, "-"+n)
		}
	}
	for n := range got {
		if _, ok := want[n]; !ok {
			out = append(out, fmt.Sprintf("+%s", n))
		}
	}
	slices.Sort(out)
	return out
}
