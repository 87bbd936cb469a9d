package folder

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"testing/fstest" // for its file system in memory
)

// overlay is a folder as it would be if some of its files were changed.
type overlay struct {
	fs.FS
	changed fstest.MapFS    // files as they would be
	gone    map[string]bool // files that would be gone
}

// newOverlay returns a folder with some files changed; a nil text means that the file is gone.
func newOverlay(fsys fs.FS, files map[string][]byte) overlay {
	o := overlay{fsys, fstest.MapFS{}, map[string]bool{}}
	for name, data := range files {
		if data == nil {
			o.gone[name] = true
		} else {
			o.changed[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
	}
	return o
}

// differs reports whether a file would be changed or gone.
func (o overlay) differs(name string) bool { return o.gone[name] || o.changed[name] != nil }

// Open opens a file as it would be.
func (o overlay) Open(name string) (fs.File, error) {
	if o.gone[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if o.changed[name] == nil {
		if f, err := o.FS.Open(name); err == nil || !o.below(name) {
			return f, err
		}
	}
	return o.changed.Open(name)
}

// below reports whether changed files lie in a folder.
func (o overlay) below(folder string) bool {
	_, err := fs.Stat(o.changed, folder)
	return err == nil
}

// Lstat returns what is known of a file as it would be, and of a symbolic link as such.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if o.differs(name) {
		return fs.Stat(o, name)
	}
	return fs.Lstat(o.FS, name)
}

// ReadLink returns where a symbolic link leads.
func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.FS, name) }

// ReadDir lists a folder as it would be.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.FS, name)
	added, none := fs.ReadDir(o.changed, name)
	if err != nil && none != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(e fs.DirEntry) bool {
		return o.differs(path.Join(name, e.Name())) || slices.ContainsFunc(added, func(a fs.DirEntry) bool { return a.Name() == e.Name() })
	})
	return slices.SortedFunc(slices.Values(append(list, added...)), func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) }), nil
}
