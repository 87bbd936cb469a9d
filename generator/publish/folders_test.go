package publish_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"styrdok/generator/publish"
	"styrdok/generator/testkit"
)

// folder is one with a file that holds its text; what is there in its place is replaced unless it
// holds the same.
func folder(name, text string) publish.Folder {
	return publish.Folder{
		Name: name, Files: []publish.File{{Path: "data/a.txt", Data: []byte(text)}},
		Keep: func(old fs.FS) (bool, error) {
			if _, err := fs.Stat(old, "egen.txt"); err == nil {
				return false, publish.ErrForeign
			}
			data, err := fs.ReadFile(old, "data/a.txt")
			return err == nil && string(data) == text, nil
		},
	}
}

func content(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(data)
}

func TestFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ny", "mapp")
	opt := publish.Options{Dir: dir}
	got, err := publish.Folders([]publish.Folder{folder("a", "1"), folder("b", "1")}, opt)
	if err != nil || got[0] != publish.Added || got[1] != publish.Added {
		t.Fatalf("first: got %v, %v", got, err)
	}
	// What is beside is nobody's business, and what a killed run left is cleared.
	if err := os.MkdirAll(filepath.Join(dir, ".styrdok-new", "a"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "brev.txt"), []byte("brev"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err = publish.Folders([]publish.Folder{folder("a", "1"), folder("b", "2"), folder("c", "1")}, opt)
	if err != nil || got[0] != publish.Kept || got[1] != publish.Replaced || got[2] != publish.Added {
		t.Fatalf("second: got %v, %v", got, err)
	}
	for file, want := range map[string]string{"a/data/a.txt": "1", "b/data/a.txt": "2", "c/data/a.txt": "1", "brev.txt": "brev"} {
		if got := content(t, filepath.Join(dir, file)); got != want {
			t.Errorf("%s: got %q, want %q", file, got, want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, ".styrdok-new")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the scratch folder is left: %v", err)
	}
}

// TestFoldersIgnored shows that git leaves alone what is written, also where a call that failed has left an empty folder.
func TestFoldersIgnored(t *testing.T) {
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "new")} {
		if _, err := publish.Folders([]publish.Folder{folder("a", "1")}, publish.Options{Dir: dir, Site: t.TempDir()}); err != nil {
			t.Fatal(err)
		}
		if got := content(t, filepath.Join(dir, ".gitignore")); got != "*\n" {
			t.Errorf("%s: git is told %q", dir, got)
		}
	}
}

func TestFoldersAllOrNone(t *testing.T) {
	dir := t.TempDir()
	opt := publish.Options{Dir: dir, Site: t.TempDir()}
	if _, err := publish.Folders([]publish.Folder{folder("a", "1"), folder("b", "1")}, opt); err != nil {
		t.Fatal(err)
	}
	unchanged := func(t *testing.T) {
		t.Helper()
		entries, _ := os.ReadDir(dir)
		if len(entries) != 4 || content(t, filepath.Join(dir, "a/data/a.txt")) != "1" || content(t, filepath.Join(dir, "b/data/a.txt")) != "1" {
			t.Errorf("something was written: %v", entries)
		}
	}
	t.Run("a folder of somebody's", func(t *testing.T) {
		own := filepath.Join(dir, "b", "egen.txt")
		if err := os.WriteFile(own, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(own)
		_, err := publish.Folders([]publish.Folder{folder("a", "2"), folder("b", "2"), folder("c", "2")}, opt)
		if !errors.Is(err, publish.ErrForeign) {
			t.Errorf("got %v, want ErrForeign", err)
		}
		unchanged(t)
	})
	t.Run("a file that cannot be written", func(t *testing.T) {
		bad := folder("c", "2")
		bad.Files = append(bad.Files, publish.File{Path: "../ut.txt"})
		if _, err := publish.Folders([]publish.Folder{folder("a", "2"), bad}, opt); err == nil {
			t.Error("got no error")
		}
		unchanged(t)
	})
	t.Run("a place that is taken at the last moment", func(t *testing.T) {
		// The folder comes to be while the others are written; it is not empty, so none moves there.
		late := folder("c", "2")
		taken := filepath.Join(dir, "c")
		opt := opt
		opt.Each = func(n int, do func(int) error) error {
			if err := os.MkdirAll(filepath.Join(taken, "egen"), 0o755); err != nil {
				return err
			}
			for i := range n {
				if err := do(i); err != nil {
					return err
				}
			}
			return nil
		}
		if _, err := publish.Folders([]publish.Folder{folder("a", "2"), folder("b", "2"), late}, opt); err == nil {
			t.Error("got no error")
		}
		if err := os.RemoveAll(taken); err != nil {
			t.Fatal(err)
		}
		unchanged(t)
	})
	t.Run("a symbolic link", func(t *testing.T) {
		testkit.Symlink(t, filepath.Join(dir, "a"), filepath.Join(dir, "c"))
		defer os.Remove(filepath.Join(dir, "c"))
		if _, err := publish.Folders([]publish.Folder{folder("a", "2"), folder("c", "2")}, opt); !errors.Is(err, publish.ErrForeign) {
			t.Errorf("got %v, want ErrForeign", err)
		}
		os.Remove(filepath.Join(dir, "c"))
		unchanged(t)
	})
	t.Run("in a built site", func(t *testing.T) {
		site := t.TempDir()
		if _, err := publish.Publish([]publish.File{{Path: "index.html"}}, publish.Options{Dir: filepath.Join(site, "public"), Sort: "public"}); err != nil {
			t.Fatal(err)
		}
		_, err := publish.Folders([]publish.Folder{folder("a", "1")}, publish.Options{Dir: filepath.Join(site, "public", "x", "y")})
		if !errors.Is(err, publish.ErrInOutput) {
			t.Errorf("got %v, want ErrInOutput", err)
		}
	})
}
