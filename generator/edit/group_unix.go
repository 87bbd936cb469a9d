//go:build unix

package edit

import (
	"io/fs"
	"os"
	"syscall"
)

// keepGroup gives a file the group of another, if whoever runs the program may.
func keepGroup(f *os.File, old fs.FileInfo) {
	if stat, ok := old.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(-1, int(stat.Gid))
	}
}
