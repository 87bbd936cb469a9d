//go:build !unix

package lock

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// try takes a lock if nobody has it. A file that is open cannot be removed here, so a lock whose
// process is gone is one that can. That does not hold of what a Root opens, which shares the right to
// remove.
func try(root *os.Root, name string) (release func(), taken bool, err error) {
	file := filepath.Join(root.Name(), name)
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if err == nil {
		return func() { f.Close(); os.Remove(file) }, true, nil
	}
	if !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission) {
		return nil, false, err
	}
	if _, absent := os.Lstat(file); errors.Is(absent, fs.ErrNotExist) && errors.Is(err, fs.ErrPermission) {
		return nil, false, err // Nothing may be written here.
	}
	os.Remove(file)
	return nil, false, nil
}
