//go:build !unix

package lock

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// try acquires a lock if it is free. An open file cannot be removed here, so a lock file that can be removed belongs to
// no process. Files opened through an os.Root are an exception, since they share the right to be removed.
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
		return nil, false, err // no files can be created here
	}
	os.Remove(file)
	return nil, false, nil
}
