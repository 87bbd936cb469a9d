//go:build unix

package publish

import (
	"os"
	"path/filepath"
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
