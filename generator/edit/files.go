package edit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// ErrSymlink means that a file to be written is a symbolic link or lies behind one.
var ErrSymlink = errors.New("symbolic link")

// ErrChanged means that somebody else changed a file in the meantime.
var ErrChanged = errors.New("changed by another program in the meantime")

// ErrReadOnly means that somebody has set a file to be read only. Moving another into its place would
// get around that where the folder may be written.
var ErrReadOnly = errors.New("read only")

// Files are the files of a site's folder that are to be changed. The zero value is empty.
type Files struct{ list []file }

// file is one of them. Old is nil if it does not exist yet, new is nil if it is to go.
type file struct {
	name     string
	from     string // where it was before; empty if it stays
	old, new []byte
}

// Put gives a file new contents. Old is what it holds now; nil if it does not exist. A file that
// is put twice keeps its first old contents.
func (f *Files) Put(name string, old, new []byte) {
	if i := f.index(name); i >= 0 {
		f.list[i].new = new
		return
	}
	f.list = append(f.list, file{name: name, old: old, new: new})
	f.sort()
}

// Move gives a file another name within the site's folder, and new contents.
func (f *Files) Move(from, to string, old, new []byte) {
	if from == to {
		f.Put(to, old, new)
		return
	}
	f.list = append(f.list, file{name: to, from: from, old: old, new: new})
	f.sort()
}

// Add takes over what another set holds.
func (f *Files) Add(other Files) {
	f.list = append(f.list, other.list...)
	f.sort()
}

func (f *Files) sort() {
	slices.SortStableFunc(f.list, func(a, b file) int { return cmp.Compare(a.name, b.name) })
}

func (f *Files) index(name string) int {
	return slices.IndexFunc(f.list, func(c file) bool { return c.name == name })
}

// Empty tells whether nothing is to be changed.
func (f *Files) Empty() bool {
	return !slices.ContainsFunc(f.list, func(c file) bool { return c.from != "" || c.old == nil || !bytes.Equal(c.old, c.new) })
}

// Contents returns the files as they are to be; nil stands for one that is to go.
func (f *Files) Contents() map[string][]byte {
	out := map[string][]byte{}
	for _, c := range f.list {
		if c.from != "" {
			if _, put := out[c.from]; !put {
				out[c.from] = nil
			}
		}
		out[c.name] = c.new
	}
	return out
}

// Moved returns the new name of a file, which is the old one if it stays.
func (f *Files) Moved(name string) string {
	for _, c := range f.list {
		if c.from == name {
			return c.name
		}
	}
	return name
}

// Was returns where a line of a file, counted from 1, stands before the change; false if the line
// is new. Changes are in the front matter, so what follows it is counted from the end.
func (f *Files) Was(name string, line int) (string, int, bool) {
	i := f.index(name)
	if i < 0 {
		return name, line, true
	}
	c := f.list[i]
	old, now := bytes.Split(c.old, []byte("\n")), bytes.Split(c.new, []byte("\n"))
	for _, before := range []int{line, line - len(now) + len(old)} {
		if c.old != nil && line >= 1 && line <= len(now) && before >= 1 && before <= len(old) && bytes.Equal(now[line-1], old[before-1]) {
			return cmp.Or(c.from, c.name), before, true
		}
	}
	return name, line, false
}

// Diff shows the changes in the unified form.
func (f *Files) Diff() []byte {
	var b bytes.Buffer
	for _, c := range f.list {
		from := cmp.Or(c.from, c.name)
		if c.old == nil {
			from = "/dev/null"
		}
		if bytes.Equal(c.old, c.new) {
			if c.from != "" {
				fmt.Fprintf(&b, "diff %s %s\nrename from %s\nrename to %s\n", from, c.name, from, c.name)
			}
			continue
		}
		b.Write(diff.Diff(from, c.old, c.name, c.new))
	}
	return b.Bytes()
}

// Write writes the files into a site's folder: all, or none if something fails. Each file is
// written beside its place and moved there in one step. Nothing is written through a symbolic
// link, nor over a file that is not as it was when the changes were made.
func (f *Files) Write(dir string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, c := range f.list {
		if err := c.ready(root); err != nil {
			return NotWritten(c.name, err)
		}
	}
	var temps []string
	defer func() {
		for _, t := range temps {
			root.Remove(t) // What has been moved to its place is not there any more.
		}
	}()
	for _, c := range f.list {
		temp, err := c.prepare(root)
		if temp != "" {
			temps = append(temps, temp)
		}
		if err != nil {
			return NotWritten(c.name, err)
		}
	}
	for _, c := range f.list {
		// Writing takes a while; somebody may have been quicker.
		if err := c.ready(root); err != nil {
			return NotWritten(c.name, err)
		}
	}
	// The last file goes first, and so the file of seals comes last: should the machine stop in between,
	// a text without a seal can be sealed, but a seal without its text is a fault.
	for i, c := range slices.Backward(f.list) {
		if err = root.Rename(temps[i], c.name); err == nil && c.from != "" {
			err = root.Remove(c.from)
		}
		if err != nil {
			err = NotWritten(c.name, err)
			for _, done := range f.list[i:] {
				if undone := done.undo(root); undone != nil {
					err = errors.Join(err, NotWritten(done.name, undone))
				}
			}
			return err
		}
	}
	return nil
}

// NotWritten is an error about the file that was to be written, not about one on its way there.
func NotWritten(name string, err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	}
	return &fs.PathError{Op: "write", Path: name, Err: err}
}

// ready checks that a file and its folders are as they were.
func (c file) ready(root *os.Root) error {
	names := []string{c.name}
	if c.from != "" {
		names = append(names, c.from)
	}
	for _, name := range names {
		parts := strings.Split(name, "/")
		for i := range parts {
			info, err := root.Lstat(path.Join(parts[:i+1]...))
			if errors.Is(err, fs.ErrNotExist) {
				break
			}
			if err != nil {
				return err
			}
			if info.Mode()&fs.ModeSymlink != 0 {
				return ErrSymlink
			}
			if info.Mode().IsRegular() && info.Mode()&0o200 == 0 {
				return ErrReadOnly
			}
		}
	}
	if c.from != "" || c.old == nil {
		if _, err := root.Lstat(c.name); !errors.Is(err, fs.ErrNotExist) {
			return cmp.Or(err, fs.ErrExist)
		}
	}
	if c.old == nil {
		return nil
	}
	r, err := root.Open(cmp.Or(c.from, c.name))
	if err != nil {
		return err
	}
	defer r.Close()
	now, err := io.ReadAll(io.LimitReader(r, int64(len(c.old))+1))
	if err != nil {
		return err
	}
	if !bytes.Equal(now, c.old) {
		return ErrChanged
	}
	return nil
}

// prepare writes a file's new contents beside its place and returns their name.
func (c file) prepare(root *os.Root) (string, error) {
	mode := fs.FileMode(0o644)
	if c.old != nil {
		info, err := root.Lstat(cmp.Or(c.from, c.name))
		if err != nil {
			return "", err
		}
		mode = info.Mode().Perm()
	}
	if err := root.MkdirAll(path.Dir(c.name), 0o755); err != nil {
		return "", err
	}
	// A name with a dot in front is no document, should the program be killed before it is gone.
	temp := path.Join(path.Dir(c.name), "."+path.Base(c.name)+".new")
	w, err := root.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if errors.Is(err, fs.ErrExist) {
		// What a killed run left behind.
		if err = root.Remove(temp); err == nil {
			w, err = root.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
		}
	}
	if err != nil {
		return "", err
	}
	_, err = w.Write(c.new)
	if err == nil {
		err = w.Sync()
	}
	if closed := w.Close(); err == nil {
		err = closed
	}
	return temp, err
}

// undo puts a file back as it was.
func (c file) undo(root *os.Root) error {
	if c.old == nil {
		return ignoreAbsent(root.Remove(c.name))
	}
	if c.from != "" {
		if err := ignoreAbsent(root.Remove(c.name)); err != nil {
			return err
		}
	}
	return root.WriteFile(cmp.Or(c.from, c.name), c.old, 0o644)
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
