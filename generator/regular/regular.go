// Package regular opens files that hold bytes. A named pipe in place of one would wait for ever for somebody to write to
// it, a device may never end, and a link may lead out of a folder or in a circle.
package regular

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// ErrIrregular means that there is something else than a file: a pipe, a device, a socket, a link that may not be followed.
var ErrIrregular = errors.New("not a regular file")

// ErrTooLarge means that a file is larger than its reader allows.
var ErrTooLarge = errors.New("too large")

// Open opens a file of a file system.
func Open(fsys fs.FS, name string) (fs.File, error) {
	if g, ok := fsys.(guarded); ok {
		fsys = g.of
	}
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, behindLink(fsys, name, err)
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: ErrIrregular}
	}
	return fsys.Open(name)
}

// behindLink makes ErrIrregular of an error that is due to a symbolic link which leads out, in a circle, or to what is neither a file nor
// a folder. One that leads nowhere is as if it were not there.
func behindLink(fsys fs.FS, name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		if link, other := fs.Lstat(fsys, name[:i]); other == nil && link.Mode()&fs.ModeSymlink != 0 {
			return &fs.PathError{Op: "open", Path: name, Err: ErrIrregular}
		}
	}
	return err
}

// Folder is a folder of the disk. Whatever is opened in it is opened as by [Open].
func Folder(dir string) fs.FS { return guarded{os.DirFS(dir)} }

// In is what lies in a folder that nothing leads out of, as [Folder].
func In(root *os.Root) fs.FS { return guarded{root.FS()} }

type guarded struct{ of fs.FS }

func (g guarded) Open(name string) (fs.File, error)      { return Open(g.of, name) }
func (g guarded) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(g.of, name) }
func (g guarded) ReadLink(name string) (string, error)   { return fs.ReadLink(g.of, name) }
func (g guarded) ReadDir(name string) ([]fs.DirEntry, error) {
	info, err := fs.Stat(g.of, name)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: syscall.ENOTDIR}
	}
	if err != nil {
		return nil, behindLink(g.of, name, err)
	}
	return fs.ReadDir(g.of, name)
}

func (g guarded) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(g.of, name)
	if err != nil {
		err = behindLink(g.of, name, err)
	}
	return info, err
}

// OpenFile opens a file of the disk.
func OpenFile(name string) (fs.File, error) {
	f, err := Folder(filepath.Dir(name)).Open(filepath.Base(name))
	return f, at(name, err)
}

// ReadFile reads a file of the disk of at most limit bytes.
func ReadFile(name string, limit int64) ([]byte, error) {
	data, err := Read(Folder(filepath.Dir(name)), filepath.Base(name), limit)
	return data, at(name, err)
}

// at has an error tell the whole name of a file.
func at(name string, err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		p.Path = name
	}
	return err
}

// OpenRoot opens a folder of the disk that nothing leads out of.
func OpenRoot(dir string) (*os.Root, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	}
	if err != nil {
		return nil, err
	}
	return os.OpenRoot(dir)
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
