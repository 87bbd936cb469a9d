// Package regular opens files that hold bytes. A named pipe in place of one would wait for ever for somebody to write to
// it, a device may never end, and a link may lead out of a folder or in a circle.
package regular

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrIrregular means that there is something else than a file: a pipe, a device, a socket, a link that may not be followed.
var ErrIrregular = errors.New("not a regular file")

// ErrTooLarge means that a file is larger than its reader allows.
var ErrTooLarge = errors.New("too large")

// Open opens a file of a file system.
func Open(fsys fs.FS, name string) (fs.File, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		if link, other := fs.Lstat(fsys, name); other == nil && link.Mode()&fs.ModeSymlink != 0 && !errors.Is(err, fs.ErrNotExist) {
			err = &fs.PathError{Op: "open", Path: name, Err: ErrIrregular}
		}
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrIrregular}
	}
	return fsys.Open(name)
}

// ReadFile reads a file of the disk of at most limit bytes.
func ReadFile(name string, limit int64) ([]byte, error) {
	data, err := Read(os.DirFS(filepath.Dir(name)), filepath.Base(name), limit)
	var at *fs.PathError
	if errors.As(err, &at) {
		at.Path = name
	}
	return data, err
}

// Read reads a file of a file system of at most limit bytes.
func Read(fsys fs.FS, name string, limit int64) ([]byte, error) {
	f, err := Open(fsys, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = &fs.PathError{Op: "read", Path: name, Err: ErrTooLarge}
	}
	return data, err
}
