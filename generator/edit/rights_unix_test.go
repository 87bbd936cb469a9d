//go:build unix

package edit_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"styrdok/generator/edit"
)

// TestNewRights shows that all who share a folder may write what is new in it, and that otherwise the process says who may.
func TestNewRights(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for folder, want := range map[os.FileMode][2]os.FileMode{
		0o775 | os.ModeSetgid: {0o770 | os.ModeSetgid, 0o660}, 0o770 | os.ModeSetgid: {0o770 | os.ModeSetgid, 0o660}, 0o777 | os.ModeSetgid: {0o770 | os.ModeSetgid, 0o660},
		0o775: {0o700, 0o600}, 0o755: {0o700, 0o600},
	} {
		dir := plant(t, map[string]string{"content/a.md": "a"})
		if err := os.Chmod(filepath.Join(dir, "content"), folder); err != nil {
			t.Fatal(err)
		}
		var f edit.Files
		f.Put("content/policy/b/c.md", nil, []byte("b"))
		if err := f.Write(dir, nil); err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]os.FileMode{"policy": want[0], "policy/b": want[0], "policy/b/c.md": want[1]} {
			info, err := os.Stat(filepath.Join(dir, "content", name))
			if err != nil || info.Mode()&(0o777|os.ModeSetgid) != want {
				t.Errorf("in a folder with %v %s has %v, want %v: %v", folder, name, info.Mode(), want, err)
			}
		}
	}
}

// TestWrittenRights shows that a file which is written for somebody can be read by those that the process or the file before it says, and a key
// by its owner alone.
func TestWrittenRights(t *testing.T) {
	for umask, want := range map[int]os.FileMode{0o077: 0o600, 0o027: 0o640, 0o022: 0o644} {
		old := syscall.Umask(umask)
		for _, c := range []struct {
			folder, before, mode, want os.FileMode
		}{
			{0o755, 0, 0o644, want}, {0o755, 0, 0o600, 0o600}, {0o755, 0o644, 0o600, 0o600}, {0o755, 0o640, 0o644, 0o640}, {0o755, 0o600, 0o644, 0o600}, {0o755, 0o644, 0o644, 0o644},
			{0o775 | os.ModeSetgid, 0, 0o644, want | 0o060}, {0o775 | os.ModeSetgid, 0, 0o600, 0o600},
		} {
			dir := t.TempDir()
			file := filepath.Join(dir, "a.pdf")
			if c.before != 0 {
				check(t, os.WriteFile(file, nil, 0o600))
				check(t, os.Chmod(file, c.before))
			}
			check(t, os.Chmod(dir, c.folder))
			check(t, edit.WriteFile(file, []byte("x"), c.mode))
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != c.want {
				t.Errorf("umask %03o, %+v: %v, %v", umask, c, info.Mode(), err)
			}
		}
		syscall.Umask(old)
	}
}

// TestRights shows that a file keeps its rights, whatever the process may give to new ones.
func TestRights(t *testing.T) {
	for _, mode := range []os.FileMode{0o664, 0o660, 0o600, 0o755} {
		dir := plant(t, map[string]string{"content/a.md": "a"})
		file := filepath.Join(dir, "content/a.md")
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		var f edit.Files
		f.Put("content/a.md", []byte("a"), []byte("b"))
		old := syscall.Umask(0o077)
		err := f.Write(dir, nil)
		syscall.Umask(old)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != mode {
			t.Errorf("mode %v, want %v: %v", info.Mode(), mode, err)
		}
	}
}
