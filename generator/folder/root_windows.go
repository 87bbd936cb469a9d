package folder

import (
	"io/fs"
	"path/filepath"

	"styrdok/generator/regular"
)

// files returns the files of a folder. In Windows an open folder can be neither renamed nor removed, so it is opened
// anew for every question.
func files(dir string) (fs.FS, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	_, err = ask(closed(dir), func(fs.FS) (any, error) { return nil, nil })
	return closed(dir), err
}

// closed is a folder that is not kept open.
type closed string

func ask[T any](dir closed, question func(fs.FS) (T, error)) (answer T, err error) {
	root, err := regular.OpenRoot(string(dir))
	if err != nil {
		return answer, err
	}
	defer root.Close()
	return question(regular.In(root))
}

func (d closed) Open(name string) (fs.File, error) {
	return ask(d, func(f fs.FS) (fs.File, error) { return f.Open(name) })
}

func (d closed) ReadDir(name string) ([]fs.DirEntry, error) {
	return ask(d, func(f fs.FS) ([]fs.DirEntry, error) { return fs.ReadDir(f, name) })
}

func (d closed) Stat(name string) (fs.FileInfo, error) {
	return ask(d, func(f fs.FS) (fs.FileInfo, error) { return fs.Stat(f, name) })
}

func (d closed) Lstat(name string) (fs.FileInfo, error) {
	return ask(d, func(f fs.FS) (fs.FileInfo, error) { return fs.Lstat(f, name) })
}

func (d closed) ReadLink(name string) (string, error) {
	return ask(d, func(f fs.FS) (string, error) { return fs.ReadLink(f, name) })
}
