package edit_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/edit"
	"styrdok/generator/testkit"
)

// tree reads all files below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o640)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWrite(t *testing.T) {
	dir := plant(t, map[string]string{"content/a/x.md": "old", "content/a/y.md": "y"})
	var f edit.Files
	f.Put("content/a/x.md", []byte("old"), []byte("new"))
	f.Move("content/a/y.md", "content/a/y/1.md", []byte("y"), []byte("y!"))
	f.Put("content/b.sum", nil, []byte("b"))
	if err := f.Write(dir, nil); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"content/a/x.md": "new", "content/a/y/1.md": "y!", "content/b.sum": "b"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	info, err := os.Stat(filepath.Join(dir, "content/a/x.md"))
	if err != nil || info.Mode().Perm() != 0o640 && runtime.GOOS != "windows" {
		t.Errorf("mode %v, want that of the old file: %v", info.Mode(), err)
	}
}

// TestSweep shows that what killed runs have left goes, and nothing that only looks like it.
func TestSweep(t *testing.T) {
	const dead = ".x.md.0123456789abcdef.styrdok-new"
	keep := map[string]string{"content/a/x.md": "x", "content/a/.x.md.new": "x", "content/a/x.styrdok-new": "x", "static/" + dead: "not ours"}
	files := maps.Clone(keep)
	files["content/a/"+dead], files["content/.adopted.sum.00000000000000ff.styrdok-new"], files[dead], files[".vscode/"+dead] = "", "", "", ""
	dir := plant(t, files)
	edit.Sweep(dir)
	if diff := cmp.Diff(keep, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	edit.Sweep(filepath.Join(dir, "absent"))
}

// TestWriteFile shows that what calls have left that were killed goes with the next one for the same file, if nobody can be
// writing it any more.
func TestWriteFile(t *testing.T) {
	const dead, young, other = ".a.pdf.0123456789abcdef.styrdok-new", ".a.pdf.0123456789abcdee.styrdok-new", ".b.pdf.0123456789abcdef.styrdok-new"
	dir := plant(t, map[string]string{"a.pdf": "old", dead: "", young: "", other: ""})
	for _, name := range []string{dead, other} {
		check(t, os.Chtimes(filepath.Join(dir, name), time.Time{}, time.Now().Add(-time.Hour)))
	}
	check(t, edit.WriteFile(filepath.Join(dir, "a.pdf"), []byte("new"), 0o644))
	if diff := cmp.Diff(map[string]string{"a.pdf": "new", young: "", other: ""}, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if err := edit.WriteFile(filepath.Join(dir, "absent/a.pdf"), nil, 0o644); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into no folder: %v", err)
	}
	if err := edit.WriteFile(dir, nil, 0o644); err == nil {
		t.Error("a folder is written over")
	}
}

// TestUndo shows that files which are in their places already are put back if a later one cannot be:
// here one file is to move to two places.
func TestUndo(t *testing.T) {
	before := map[string]string{"content/y.md": "y", "content/z.md": "z"}
	dir := plant(t, before)
	var f edit.Files
	f.Put("content/z.md", []byte("z"), []byte("new"))
	f.Move("content/y.md", "content/y/1.md", []byte("y"), []byte("y"))
	f.Move("content/y.md", "content/y/2.md", []byte("y"), []byte("y"))
	if err := f.Write(dir, nil); err == nil {
		t.Fatal("one file moved to two places")
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if info, err := os.Stat(filepath.Join(dir, "content/z.md")); err != nil || info.Mode().Perm() != 0o640 && runtime.GOOS != "windows" {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestNothingIsWritten shows that what stands in the way of one file keeps all from being written.
func TestNothingIsWritten(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(t *testing.T, dir string)
		change  func(f *edit.Files)
		want    error
	}{
		{"somebody else wrote", func(t *testing.T, dir string) {
			check(t, os.WriteFile(filepath.Join(dir, "b.md"), []byte("other"), 0o644))
		},
			func(f *edit.Files) { f.Put("b.md", []byte("b"), []byte("new")) }, edit.ErrChanged},
		{"it is gone", func(t *testing.T, dir string) { check(t, os.Remove(filepath.Join(dir, "b.md"))) },
			func(f *edit.Files) { f.Put("b.md", []byte("b"), []byte("new")) }, os.ErrNotExist},
		{"the name is taken", nil, func(f *edit.Files) { f.Put("b.md", nil, []byte("new")) }, os.ErrExist},
		{"the new name is taken", nil, func(f *edit.Files) { f.Move("c.md", "b.md", []byte("c"), []byte("new")) }, os.ErrExist},
		{"a link", func(t *testing.T, dir string) { testkit.Symlink(t, "b.md", filepath.Join(dir, "l.md")) },
			func(f *edit.Files) { f.Put("l.md", []byte("b"), []byte("new")) }, edit.ErrSymlink},
		{"a folder that is a link", func(t *testing.T, dir string) { testkit.Symlink(t, "..", filepath.Join(dir, "l")) },
			func(f *edit.Files) { f.Put("l/x.md", nil, []byte("new")) }, edit.ErrSymlink},
		{"read only", func(t *testing.T, dir string) { check(t, os.Chmod(filepath.Join(dir, "b.md"), 0o440)) },
			func(f *edit.Files) { f.Put("b.md", []byte("b"), []byte("new")) }, edit.ErrReadOnly},
		{"out of the folder", nil, func(f *edit.Files) { f.Put("../x.md", nil, []byte("new")) }, nil},
		// The folder of the last file is a file, which is found when the others are prepared.
		{"a folder that is none", nil, func(f *edit.Files) {
			f.Put("bb/new/x.md", nil, []byte("new"))
			f.Put("c.md/x.md", nil, []byte("new"))
		}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := plant(t, map[string]string{"a.md": "a", "b.md": "b", "c.md": "c"})
			if test.prepare != nil {
				test.prepare(t, dir)
			}
			before := tree(t, dir)
			var f edit.Files
			f.Put("a.md", []byte("a"), []byte("new"))
			test.change(&f)
			err := f.Write(dir, nil)
			if err == nil || test.want != nil && !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
			if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
				t.Errorf("files (-before +after):\n%s", diff)
			}
			if _, err := os.Stat(filepath.Join(dir, "bb")); err == nil {
				t.Error("a folder is left that was made for a file")
			}
		})
	}
}

func TestWas(t *testing.T) {
	var f edit.Files
	f.Move("a.md", "b.md", []byte("+++\ntitle\n+++\ntext\n"), []byte("+++\ntitle\nadopted\n+++\ntext\n"))
	for _, test := range []struct {
		line, was int
		ok        bool
	}{{2, 2, true}, {3, 3, false}, {5, 4, true}, {99, 99, false}} {
		name, line, ok := f.Was("b.md", test.line)
		if line != test.was || ok != test.ok || ok != (name == "a.md") {
			t.Errorf("line %d: got %s:%d %t, want %d %t", test.line, name, line, ok, test.was, test.ok)
		}
	}
	if !strings.Contains(string(f.Diff()), "diff a.md b.md\n") || !strings.Contains(string(f.Diff()), "\n+adopted\n") {
		t.Errorf("got the difference\n%s", f.Diff())
	}
}
