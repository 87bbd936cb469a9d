//go:build !unix

package publish

import (
	"errors"
	"io/fs"
	"os"
)

// readFolder calls do for everything in a folder.
func readFolder(folder string, do func(found)) error {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		do(foundBy(info))
	}
	return err
}

// stat looks up a file or folder.
func stat(name string) (found, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return found{}, err
	}
	return foundBy(info), nil
}

// top is a folder below which files are looked up.
type top string

func openTop(folder string) (top, error) {
	_, err := os.Lstat(folder)
	return top(folder), err
}

func (top) close() {}

// stat looks up a file or folder by its path with slashes.
func (t top) stat(path string) (found, error) { return stat(inFolder(string(t), path)) }

// foundBy takes the time of a file for that of its inode, which is not to be had; for folders it is not known when
// names have come and gone.
func foundBy(info fs.FileInfo) found {
	at := info.ModTime().UnixNano()
	f := found{name: info.Name(), kind: isOther, size: info.Size(), stamp: stamp{Modified: at, Changed: at}}
	switch {
	case info.IsDir():
		f.kind, f.Changed = isFolder, 0
	case info.Mode().IsRegular():
		f.kind = isFile
	}
	return f
}

func mounted(_, _ string) bool { return false }

// replaceable returns an error if the file or folder cannot be replaced or removed. It changes nothing
// but an attribute: a rename to the same name fails if another program has the file open.
func replaceable(name, _ string) error {
	_ = os.Chmod(name, 0o666) // A file that is read-only cannot be replaced on Windows.
	if err := os.Rename(name, name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
