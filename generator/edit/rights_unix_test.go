//go:build unix

package edit_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"styrdok/generator/edit"
)

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
		err := f.Write(dir)
		syscall.Umask(old)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != mode {
			t.Errorf("mode %v, want %v: %v", info.Mode(), mode, err)
		}
	}
}
