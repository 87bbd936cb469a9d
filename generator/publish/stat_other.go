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
		f := found{name: e.Name(), kind: isOther, size: info.Size(), stamp: stamp{Modified: info.ModTime().UnixNano()}}
		switch {
		case info.IsDir():
			f.kind = isFolder
		case info.Mode().IsRegular():
			f.kind = isFile
		}
		do(f)
	}
	return err
}

// stampAt returns the stamp of a file.
func stampAt(name string) (stamp, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return stamp{}, err
	}
	return stamp{Modified: info.ModTime().UnixNano()}, nil
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
