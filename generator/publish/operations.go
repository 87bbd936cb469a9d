package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"styrdok/generator/regular"
)

// The operations that change anything on disk. Each may be made to fail by a test.

func (o Options) at(op, name string) error {
	if o.hook != nil {
		return o.hook(op, name)
	}
	return nil
}

// do makes a change, if [Options.at] lets it.
func (o Options) do(op, name string, change func() error) error {
	if err := o.at(op, name); err != nil {
		return err
	}
	return change()
}

// create makes a file that is not there yet. It never writes to one that is: that might be a hard link to a
// published file.
func (o Options) create(name string, fill func(io.Writer) error) (err error) {
	if err := o.at("create", name); err != nil {
		return err
	}
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }() // Also if fill panics: Windows removes no file that is open.
	err = fill(w)
	if err == nil {
		err = o.grant(w.Stat, w.Chmod, 0o644)
	}
	if err == nil {
		err = o.at("filled", name)
	}
	return err
}

// copy makes a file with the bytes of another.
func (o Options) copy(from, to string) error {
	r, err := regular.OpenFile(from)
	if err != nil {
		return err
	}
	defer r.Close()
	return o.create(to, func(w io.Writer) error {
		_, err := io.Copy(w, r)
		return err
	})
}

// link makes a hard link, or a copy where there can be none.
func (o Options) link(from, to string) error {
	if o.at("link", to) == nil && os.Link(from, to) == nil {
		return nil
	}
	return o.copy(from, to)
}

func (o Options) folder(name string) error {
	return o.do("folder", name, func() error { return o.makeFolder(name) })
}

// makeFolder makes a folder and those above it that are not there.
func (o Options) makeFolder(name string) error {
	err := os.Mkdir(name, 0o755)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err = o.makeFolder(filepath.Dir(name)); err == nil {
			err = o.makeFolder(name)
		}
		return err
	case errors.Is(err, fs.ErrExist):
		if info, found := os.Stat(name); found == nil && info.IsDir() {
			err = nil
		}
		return err
	case err != nil:
		return err
	}
	return o.grant(func() (fs.FileInfo, error) { return os.Lstat(name) }, func(mode fs.FileMode) error { return os.Chmod(name, mode) }, 0o755)
}

// grant gives a new file or folder the rights that the process has withheld from it: those of a group that shares the output, and
// public ones if it is to be readable.
func (o Options) grant(stat func() (fs.FileInfo, error), chmod func(fs.FileMode) error, public fs.FileMode) error {
	if o.group == 0 && !o.readable {
		return nil
	}
	info, err := stat()
	if err != nil {
		return err
	}
	mode := info.Mode() & (0o777 | fs.ModeSetgid)
	want := mode | o.group&(public>>3&0o070|fs.ModeSetgid)
	if !info.IsDir() {
		want &^= fs.ModeSetgid
	}
	if o.readable {
		want |= public
	}
	if want == mode {
		return nil
	}
	return chmod(want)
}

// share has the group of a folder share what is written, if the folder is set up for that.
func (o *Options) share(folder string) {
	if info, err := os.Lstat(folder); err == nil && regular.Shared(info) {
		o.group = info.Mode() & (0o070 | fs.ModeSetgid)
	}
}

func (o Options) rename(from, to string) error {
	return o.do("rename", to, func() error { return os.Rename(from, to) })
}

// move renames a file, or copies it where it cannot be renamed.
func (o Options) move(from, to string) error {
	if o.rename(from, to) == nil {
		return nil
	}
	return o.copy(from, to)
}

func (o Options) exchange(a, b string) error {
	return o.do("exchange", b, func() error { return exchange(a, b) })
}

func (o Options) remove(name string) error {
	return o.do("remove", name, func() error { return os.RemoveAll(name) })
}
