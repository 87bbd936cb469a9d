package edit

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"

	"styrdok/generator/lock"
	"styrdok/generator/pattern"
	"styrdok/generator/regular"
)

// ErrSymlink means that a file to be written is a symbolic link or lies behind one.
var ErrSymlink = errors.New("symbolic link")

// ErrChanged means that a file was changed by another program in the meantime.
var ErrChanged = errors.New("changed by another program in the meantime")

// ErrReadOnly means that a file is read-only. Renaming another to its name would circumvent that in a
// writable folder.
var ErrReadOnly = errors.New("read only")

// Files are the files of a site's folder that are to be changed. The zero value is empty.
type Files struct{ list []file }

// file is one of them. Old is nil if it does not exist yet, new is nil if it is to be removed.
type file struct {
	name     string
	from     string // where it was before; empty if it stays
	old, new []byte
	last     bool // written after all others
	program  bool // may be run
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

// PutLast is Put for a file that says what the others hold: it is written when they are all in their
// places.
func (f *Files) PutLast(name string, old, new []byte) {
	f.Put(name, old, new)
	f.list[f.index(name)].last = true
}

// PutProgram is Put for a new file that may be run.
func (f *Files) PutProgram(name string, data []byte) {
	f.Put(name, nil, data)
	f.list[f.index(name)].program = true
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

func (f *Files) sort() {
	slices.SortStableFunc(f.list, func(a, b file) int { return cmp.Compare(a.name, b.name) })
}

func (f *Files) index(name string) int {
	return slices.IndexFunc(f.list, func(c file) bool { return c.name == name })
}

// Empty reports whether nothing is to be changed.
func (f *Files) Empty() bool {
	return !slices.ContainsFunc(f.list, func(c file) bool { return c.from != "" || c.old == nil || !bytes.Equal(c.old, c.new) })
}

// Contents returns the new contents by name; nil means that the file is removed.
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

// Moved returns the new name of a file, which may be the old one.
func (f *Files) Moved(name string) string {
	for _, c := range f.list {
		if c.from == name {
			return c.name
		}
	}
	return name
}

// Was returns the name and line before the change of a line of a file, counted from 1, and false if the
// line is new. Changes are in the front matter, so lines behind it are counted from the end.
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
// written beside its place and renamed. Nothing is written through a symbolic link, nor over a file
// that has changed since the changes were made. The caller holds
// [lock.Sources].
func (f *Files) Write(dir string, waiting lock.Waiting) (err error) {
	root, err := regular.OpenRoot(dir)
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
	var folders []func()
	defer func() {
		for _, t := range temps {
			root.Remove(t) // What has been moved to its place is not there any more.
		}
		for _, undo := range slices.Backward(folders) {
			if err != nil {
				undo()
			}
		}
	}()
	for _, c := range f.list {
		undo, err := regular.MakeFolder(root, path.Dir(c.name), 0o755)
		if err != nil {
			return NotWritten(c.name, err)
		}
		folders = append(folders, undo)
		temp, err := c.prepare(root)
		temps = append(temps, temp)
		if err != nil {
			return NotWritten(c.name, err)
		}
	}
	defer lock.Change(dir, waiting)()
	for _, c := range f.list {
		// Another program may have written in the meantime.
		if err := c.ready(root); err != nil {
			return NotWritten(c.name, err)
		}
	}
	order, last := f.order()
	if f.note(root, order, temps) {
		defer root.Remove(UnfinishedFile)
	}
	for n, i := range order {
		if n == last {
			syncFolders(root, f.list)
		}
		c := f.list[i]
		err = c.put(root, temps[i])
		if err != nil {
			err = NotWritten(c.name, err)
			for _, i := range slices.Backward(order[:n+1]) {
				done := f.list[i]
				if undone := done.undo(root); undone != nil {
					err = errors.Join(err, NotWritten(done.name, undone))
				}
			}
			return err
		}
	}
	syncFolders(root, f.list)
	f.leave(root)
	return nil
}

// order returns in which order the files are put in their places, and how many come before those
// that must be last.
func (f *Files) order() (order []int, last int) {
	var late []int
	for i, c := range f.list {
		if c.last {
			late = append(late, i)
		} else {
			order = append(order, i)
		}
	}
	return append(order, late...), len(order)
}

// syncFolders has the names of files written to the disk, where the system can do that. What cannot be
// is as it would be without.
func syncFolders(root *os.Root, list []file) {
	done := map[string]bool{}
	for _, c := range list {
		for _, name := range []string{c.name, c.from} {
			folder := path.Dir(name)
			if name == "" || done[folder] {
				continue
			}
			done[folder] = true
			if f, err := root.Open(folder); err == nil {
				_ = f.Sync()
				f.Close()
			}
		}
	}
}

// mayWrite reports whether the program has permission to write a file.
func mayWrite(root *os.Root, name string, info fs.FileInfo) bool {
	if info.Mode()&0o200 == 0 {
		return false
	}
	w, err := root.OpenFile(name, os.O_WRONLY, 0)
	if err == nil {
		w.Close()
	}
	return !errors.Is(err, fs.ErrPermission)
}

// NotWritten is an error about the file that was to be written, not about one on its way there. Its operation is
// "replace" if it had been written and could not take the place of the file.
func NotWritten(name string, err error) error {
	op := "write"
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		op, err = "replace", l.Err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
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
			if info.Mode().IsRegular() && !mayWrite(root, path.Join(parts[:i+1]...), info) {
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
	r, err := regular.Open(regular.In(root), path.Clean(cmp.Or(c.from, c.name)))
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
	var old fs.FileInfo
	if c.old != nil {
		info, err := root.Lstat(cmp.Or(c.from, c.name))
		if err != nil {
			return "", err
		}
		old = info
	}
	mode := fs.FileMode(0o644)
	if c.program {
		mode = 0o755
	}
	return beside(root, c.name, c.new, old, mode, true)
}

// beside writes a file that is to take the place of another, and returns its name: one that nobody else writes, and no
// document's. It gets the rights of the old one. A new one has those that the process gives to new files, and in a shared folder its group has
// those of the folder, unless the file is for its owner alone. Only if it is to last is the disk waited for.
func beside(root *os.Root, name string, data []byte, old fs.FileInfo, mode fs.FileMode, lasting bool) (string, error) {
	var unique [8]byte
	rand.Read(unique[:])
	temp := path.Join(path.Dir(name), "."+shorten(path.Base(name))+"."+hex.EncodeToString(unique[:])+tempSuffix)
	w, err := root.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return "", err
	}
	_, err = w.Write(data)
	switch {
	case err != nil:
	case old != nil:
		keepOwner(w, old)
		err = w.Chmod(old.Mode().Perm())
	case mode&0o077 != 0:
		folder, found := root.Stat(path.Dir(name))
		if now, err2 := w.Stat(); found == nil && err2 == nil && regular.Shared(folder) {
			err = w.Chmod(now.Mode().Perm() | folder.Mode()&0o060 | mode&0o010)
		}
	}
	if err == nil && lasting {
		err = w.Sync()
	}
	return temp, cmp.Or(err, w.Close())
}

// tempSuffix ends the names of files on their way to their places.
const tempSuffix = ".styrdok-new"

var tempName = pattern.New(`^\..*\.[0-9a-f]{16}` + regexp.QuoteMeta(tempSuffix) + `$`)

// shorten leaves room for what makes a name unique: file systems take 255 bytes.
func shorten(name string) string { return name[:min(len(name), 200)] }

// Sweep removes from a site's folder what runs of [Files.Write] have left that were killed. Nobody else may be writing there.
func Sweep(dir string) {
	root, err := regular.OpenRoot(dir)
	if err != nil {
		return
	}
	defer root.Close()
	_ = fs.WalkDir(regular.In(root), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil: // What cannot be read or removed stays.
		case e.IsDir() && name != "." && name != ".vscode" && name != "content" && !strings.HasPrefix(name, "content/"):
			return fs.SkipDir
		case e.Type().IsRegular() && tempName.MatchString(e.Name()):
			root.Remove(name)
		}
		return nil
	})
}

// WriteFile writes a file of no site by way of one beside it, so that nobody sees half of it. One that was there keeps its rights. One that
// only its owner may read is a key, which cannot be made again, so that it is waited until it is on the disk.
func WriteFile(file string, data []byte, mode fs.FileMode) error {
	root, err := regular.OpenRoot(filepath.Dir(file))
	if err != nil {
		return NotWritten(file, err)
	}
	defer root.Close()
	name := filepath.Base(file)
	SweepOld(file)
	private := mode&0o077 == 0
	old, err := root.Lstat(name)
	if err != nil || private || !old.Mode().IsRegular() {
		old = nil
	}
	temp, err := beside(root, name, data, old, mode, private)
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		root.Remove(temp) // if it was made
		return NotWritten(file, err)
	}
	return nil
}

// abandoned is how long ago a file on its way was last written by a run that was killed. Nobody holds a lock on a folder of
// somebody's own, so another run may be writing there.
const abandoned = 10 * time.Minute

// SweepOld removes from beside a file what runs have left that were to write it and were killed a while ago.
func SweepOld(file string) {
	entries, _ := os.ReadDir(filepath.Dir(file))
	begin := "." + shorten(filepath.Base(file)) + "."
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), begin) || !tempName.MatchString(e.Name()) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > abandoned {
			os.Remove(filepath.Join(filepath.Dir(file), e.Name()))
		}
	}
}

// put moves the new contents to their place. A file that gets another name in its folder is never there
// twice, should the machine stop in between: a document with a draft and its adopted copy is a fault. In
// another folder the new contents may not be what the old place needs, since links lead on from it.
func (c file) put(root *os.Root, temp string) error {
	switch {
	case c.from == "":
		return root.Rename(temp, c.name)
	case path.Dir(c.from) == path.Dir(c.name):
		if err := root.Rename(temp, c.from); err != nil {
			return err
		}
		return root.Rename(c.from, c.name)
	}
	if err := root.Rename(temp, c.name); err != nil {
		return err
	}
	return root.Remove(c.from)
}

// undo puts a file back as it was.
func (c file) undo(root *os.Root) error {
	if c.old == nil {
		return ignoreAbsent(root.Remove(c.name))
	}
	now, err := root.Lstat(c.name)
	if err != nil && c.from != "" {
		now, err = root.Lstat(c.from)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	// Never written in place: a disk that is full would leave neither the new text nor the old one.
	temp, err := beside(root, cmp.Or(c.from, c.name), c.old, now, 0o644, true)
	if err == nil {
		err = root.Rename(temp, cmp.Or(c.from, c.name))
	}
	if err != nil {
		root.Remove(temp)
		return err
	}
	if c.from != "" {
		return ignoreAbsent(root.Remove(c.name))
	}
	return nil
}

func ignoreAbsent(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
