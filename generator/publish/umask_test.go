//go:build unix

package publish

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestUmask shows that a web server, which is another user, can read what is for the public, and that nobody else can
// read what is not if that is how new files are made.
func TestUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for sort, want := range map[string][2]os.FileMode{"public": {0o755, 0o644}, "internal": {0o700, 0o600}} {
		for _, way := range []string{"exchange", "each"} {
			o := newOutput(t, way)
			o.opt.Sort = sort
			for _, text := range []string{"one", "two"} {
				o.publish(t, map[string]string{"a/b.html": text}, nil)
				for name, mode := range map[string]os.FileMode{".": want[0], "a": want[0], "a/b.html": want[1]} {
					info, err := os.Stat(filepath.Join(o.opt.Dir, name))
					if err != nil || info.Mode().Perm() != mode {
						t.Errorf("%s, %s, %s: %v, want %v, %v", sort, way, name, info.Mode(), mode, err)
					}
				}
			}
		}
	}
}

// TestGroup shows that in a folder with setgid all of its group may replace the output and what is kept for the next one, also an
// internal one, which nobody else may read then that could not before; and so it is with folders of packages.
func TestGroup(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	things := 0
	for sort, want := range map[string][2]os.FileMode{"public": {0o775, 0o664}, "internal": {0o770, 0o660}} {
		for _, way := range []string{"exchange", "each", "copies"} {
			o := newOutput(t, way)
			o.opt.Sort = sort
			site := filepath.Dir(o.opt.Dir)
			if err := os.Chmod(site, 0o775|os.ModeSetgid); err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{"one", "two", "three"} {
				o.publish(t, map[string]string{"a/b.html": text, "c/d/e.html": "same"}, nil)
				if err := os.MkdirAll(filepath.Join(o.opt.Dir, ".well-known"), 0o755); err != nil { // somebody's own
					t.Fatal(err)
				}
				err := filepath.WalkDir(site, func(name string, e os.DirEntry, err error) error {
					if err != nil || name == site || strings.Contains(name, ".well-known") {
						return err
					}
					info, err := e.Info()
					got, mode := info.Mode()&(0o777|os.ModeSetgid), want[1]
					if e.IsDir() {
						mode = want[0] | os.ModeSetgid
					}
					inside := strings.HasPrefix(name, o.opt.Dir) || strings.Contains(name, "output-") && !strings.HasSuffix(name, ".lock") && !strings.Contains(name, "state-")
					if things++; inside && got&^0o005 != mode&^0o005 || inside && sort == "internal" && got != mode {
						t.Errorf("%s, %s, %s: %s has %v, want %v", sort, way, text, name, got, mode)
					}
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	dir := filepath.Join(t.TempDir(), "archive")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o775|os.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	file := File{Path: "data/a.pdf", Data: []byte("a")}
	if _, err := Folders([]Folder{{Name: "one", Files: []File{file}}}, Options{Dir: dir, Sort: "whole"}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{"one": 0o770 | os.ModeSetgid, "one/data": 0o770 | os.ModeSetgid, "one/data/a.pdf": 0o660, FoldersMark: 0o660} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode()&(0o777|os.ModeSetgid) != want {
			t.Errorf("%s: %v, want %v, %v", name, info.Mode(), want, err)
		}
	}
	t.Logf("%d files and folders", things)
}
