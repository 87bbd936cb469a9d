//go:build !unix

package publish

import (
	"io/fs"
	"os"
)

func stampOf(info fs.FileInfo) stamp { return stamp{modified: info.ModTime().UnixNano()} }

func mounted(_, _ string) bool { return false }

// replaceable returns an error if the file or folder cannot be replaced or removed. It changes nothing:
// a rename to the same name fails if another program has the file open.
func replaceable(name, _ string) error {
	err := os.Rename(name, name)
	if os.IsNotExist(err) {
		return nil
	}
	return err
}
