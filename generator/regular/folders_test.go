package regular

import (
	"os"
	"path/filepath"
	"testing"
)

// TestMakeFolder shows that only what was made is taken back, and only while it is empty.
func TestMakeFolder(t *testing.T) {
	there := func(name string) bool {
		_, err := os.Lstat(name)
		return err == nil
	}
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, in := range []struct {
		name string
		Folders
		at string
	}{{"root", root, ""}, {"disk", Disk, dir}} {
		make := func(name string) func() {
			undo, err := MakeFolder(in, filepath.Join(in.at, name), 0o755)
			if err != nil {
				t.Fatal(in.name, err)
			}
			return undo
		}
		keep := make("a")
		undo := make("a/b/c")
		make("a/b")() // which was there already
		if !there(filepath.Join(dir, "a/b/c")) {
			t.Errorf("%s: a folder that was there is gone", in.name)
		}
		undo()
		if there(filepath.Join(dir, "a/b")) || !there(filepath.Join(dir, "a")) {
			t.Errorf("%s: folders are left, or too many are gone", in.name)
		}
		undo = make("a/b")
		if err := os.WriteFile(filepath.Join(dir, "a/b/file"), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		undo()
		if _, err := MakeFolder(in, filepath.Join(in.at, "a/b/file/c"), 0o755); err == nil {
			t.Errorf("%s: a folder in a file", in.name)
		}
		if !there(filepath.Join(dir, "a/b/file")) {
			t.Errorf("%s: a file is gone", in.name)
		}
		os.RemoveAll(filepath.Join(dir, "a/b"))
		keep()
		if there(filepath.Join(dir, "a")) {
			t.Errorf("%s: the first folder is left", in.name)
		}
	}
}
