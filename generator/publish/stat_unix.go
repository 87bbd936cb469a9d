//go:build unix

package publish

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

func stampOf(info fs.FileInfo) stamp {
	s := stamp{modified: info.ModTime().UnixNano()}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		s.inode = sys.Ino
	}
	return s
}

// mounted reports whether dir is a file system within that of its parent.
func mounted(dir, parent string) bool {
	device := func(name string) (dev any) {
		if info, err := os.Stat(name); err == nil {
			if sys, ok := info.Sys().(*syscall.Stat_t); ok {
				dev = sys.Dev
			}
		}
		return dev
	}
	return device(dir) != device(parent)
}

// replaceable returns an error if the file or folder cannot be replaced or removed. It changes nothing.
func replaceable(_, folder string) error {
	if err := unix.Access(folder, unix.W_OK|unix.X_OK); err != nil {
		return &fs.PathError{Op: "write", Path: folder, Err: err}
	}
	return nil
}
