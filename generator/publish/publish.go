// Package publish makes an output folder hold a set of files. Only files that differ are written, and a
// reader of the folder meets the old set or the new one, never a mixture. The package does not know
// what is in the files.
package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"styrdok/generator/lock"
	"styrdok/generator/regular"
)

// Mark is the file that marks an output folder as written by this program. It holds the sort of the
// build that wrote it: "public" or "internal".
const Mark = ".styrdok"

// ErrForeign means that the output folder holds files that this program did not write.
var ErrForeign = errors.New("the folder holds other files")

// ErrOtherBuild means that the output folder holds a build of the other sort.
var ErrOtherBuild = errors.New("the folder holds a build of another sort")

// ErrContainsSource means that the output folder contains the sources or lies in them.
var ErrContainsSource = errors.New("the folder contains the sources")

// File is one file to be written.
type File struct {
	Path string // slash-separated, relative to the output folder, without ".."
	Data []byte
	// Open opens a file that is too large to be kept in memory; Data is then unused. Nil: the file is Data.
	Open func() (io.ReadCloser, error)
}

// Copy writes the file's bytes to w and returns their number.
func (f File) Copy(w io.Writer) (int64, error) {
	if f.Open == nil {
		n, err := w.Write(f.Data)
		return int64(n), err
	}
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return io.Copy(w, r)
}

// Options say where and how to publish.
type Options struct {
	Dir     string   // the output folder
	Sort    string   // "public" or "internal"; for Folders "public" or "whole"
	Sources []string // files and folders that the output may not replace or contain
	// Site is the site's folder, in which the lock is and what is remembered of the output. If it is "",
	// or has no place for that, all files are written in every build.
	Site    string
	Waiting lock.Waiting // told if another build to the folder has to be waited for
	// Holds reports whether a folder is of the kind that Folders writes. Nil: none is.
	Holds func(folder fs.FS) bool
	// Each calls do for 0 to n-1, concurrently if it likes, and joins the errors. Nil: one by one.
	Each func(n int, do func(i int) error) error

	// readable makes what is written readable by all, whatever the umask: a web server is often another user.
	readable bool
	// group is what the group may do with what is written, and that it belongs to that; 0: as the process says.
	group fs.FileMode

	hook func(op, name string) error // called before each change on disk; for tests
}

func (o Options) each(n int, do func(i int) error) error {
	if o.Each != nil {
		return o.Each(n, do)
	}
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

// Check returns an error if the output folder may not be replaced. It changes nothing.
func Check(opt Options) error {
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return err
	}
	if err := opt.apart(Resolve(dir), true); err != nil {
		return err
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s: %w", opt.Dir, ErrForeign)
	}
	if sort, err := readMark(dir, Mark); err == nil {
		if sort != opt.Sort {
			return fmt.Errorf("%s: %w (%s)", opt.Dir, ErrOtherBuild, sort)
		}
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return fmt.Errorf("%s: %w (%s)", opt.Dir, ErrForeign, e.Name())
		}
	}
	return nil
}

// readMark returns the sort of build that a folder is marked with.
func readMark(dir, name string) (string, error) {
	name = filepath.Join(dir, name)
	if info, err := os.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return "", errors.Join(err, fs.ErrInvalid)
	}
	mark, err := regular.ReadFile(name, 1<<20)
	return strings.TrimSpace(string(mark)), err
}

// apart checks that a folder neither is a source nor lies in one and, if it is to be replaced whole, contains none.
func (o Options) apart(real string, whole bool) error {
	for _, s := range o.Sources {
		source := Resolve(s)
		if source == real || whole && strings.HasPrefix(source, real+string(filepath.Separator)) || isSourceFolder(source, real) {
			return fmt.Errorf("%s: %w", o.Dir, ErrContainsSource)
		}
	}
	return nil
}

// isSourceFolder reports whether dir lies in a folder of sources.
func isSourceFolder(source, dir string) bool {
	info, err := os.Stat(source)
	return err == nil && info.IsDir() && strings.HasPrefix(dir, source+string(filepath.Separator))
}

// Resolve follows symbolic links as far as the path exists.
func Resolve(p string) string {
	if abs, err := filepath.Abs(p); err == nil {
		p = abs
	}
	rest := ""
	for q := p; ; q = filepath.Dir(q) {
		if real, err := filepath.EvalSymlinks(q); err == nil {
			return filepath.Join(real, rest)
		}
		if q == filepath.Dir(q) {
			return p
		}
		rest = filepath.Join(filepath.Base(q), rest)
	}
}

// untilFailure is each, but calls do no more after an error: a full disk is told of once, not for
// every file.
func (o Options) untilFailure(n int, do func(i int) error) error {
	var failed atomic.Bool
	return o.each(n, func(i int) error {
		if failed.Load() {
			return nil
		}
		err := do(i)
		if err != nil {
			failed.Store(true)
		}
		return err
	})
}
