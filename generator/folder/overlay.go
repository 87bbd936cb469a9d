package folder

import (
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// overlay is a folder as it would be if some of its files were changed.
type overlay struct {
	fs.FS
	files map[string][]byte // nil: the file is gone
}

// Open opens a file as it would be.
func (o overlay) Open(name string) (fs.File, error) {
	if data, ok := o.files[name]; ok {
		if data == nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		return &imagined{info: imaginedInfo{path.Base(name), int64(len(data)), false}, Reader: bytes.NewReader(data)}, nil
	}
	f, err := o.FS.Open(name)
	if err != nil && len(o.below(name)) > 0 {
		return &imagined{info: imaginedInfo{path.Base(name), 0, true}, Reader: bytes.NewReader(nil)}, nil
	}
	return f, err
}

// Lstat tells about a file as it would be, and about a symbolic link as such.
func (o overlay) Lstat(name string) (fs.FileInfo, error) {
	if _, changed := o.files[name]; changed {
		return fs.Stat(o, name)
	}
	return fs.Lstat(o.FS, name)
}

// ReadLink returns where a symbolic link leads.
func (o overlay) ReadLink(name string) (string, error) { return fs.ReadLink(o.FS, name) }

// ReadDir lists a folder as it would be.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(o.FS, name)
	below := o.below(name)
	if err != nil && len(below) == 0 {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(e fs.DirEntry) bool {
		_, changed := o.files[path.Join(name, e.Name())]
		return changed
	})
	for _, info := range below {
		if !slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == info.name }) {
			list = append(list, fs.FileInfoToDirEntry(info))
		}
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return list, nil
}

// below returns what new files put directly into a folder.
func (o overlay) below(folder string) []imaginedInfo {
	var out []imaginedInfo
	for file, data := range o.files {
		rest, ok := strings.CutPrefix(file, folder+"/")
		if folder == "." {
			rest, ok = file, true
		}
		if !ok || data == nil {
			continue
		}
		name, _, deeper := strings.Cut(rest, "/")
		info := imaginedInfo{name, int64(len(data)), deeper}
		if !slices.ContainsFunc(out, func(i imaginedInfo) bool { return i.name == name }) {
			out = append(out, info)
		}
	}
	return out
}

// imagined is a file, or a folder, that is not on the disk.
type imagined struct {
	io.Reader
	info imaginedInfo
}

func (f *imagined) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *imagined) Close() error               { return nil }

type imaginedInfo struct {
	name string
	size int64
	dir  bool
}

func (i imaginedInfo) Name() string       { return i.name }
func (i imaginedInfo) Size() int64        { return i.size }
func (i imaginedInfo) ModTime() time.Time { return time.Time{} }
func (i imaginedInfo) IsDir() bool        { return i.dir }
func (i imaginedInfo) Sys() any           { return nil }
func (i imaginedInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
