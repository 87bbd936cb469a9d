// Package publish writes a whole tree of files beside the old one and exchanges the two in one
// step, so that a reader meets the old site or the new one and never a mixture. It does not know
// what is in the files.
package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"styrdok/generator/lock"
)

// Mark is the file by which an output folder is known as one of this program's. Its text tells
// which build wrote it: "public" or "internal".
const Mark = ".styrdok"

// ErrForeign means that the output folder holds files that this program did not write.
var ErrForeign = errors.New("the folder holds files of others")

// ErrOtherBuild means that the output folder holds a build of the other sort.
var ErrOtherBuild = errors.New("the folder holds a build of another sort")

// ErrContainsSource means that the output folder contains, or lies in, what is read.
var ErrContainsSource = errors.New("the folder contains the sources")

// File is one file to be written.
type File struct {
	Path string // slash-separated, relative to the output folder, without ".."
	Data []byte
	// Open reads a file that is too large to be kept in memory; then Data is empty. Nil: it is Data.
	Open func() (io.ReadCloser, error)
}

// Copy writes what is in the file to w.
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

// create writes the file at a place where there is none.
func (f File) create(name string) (int64, error) {
	w, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return 0, err
	}
	n, err := f.Copy(w)
	return n, errors.Join(err, w.Close())
}

// Options say where and how to publish.
type Options struct {
	Dir     string   // the output folder
	Sort    string   // "public" or "internal"; of folders "public" or "whole"
	Sources []string // files and folders that the output may not replace or contain
	Site    string   // the site's folder, where the lock is
	Waiting func()   // called once if another build to the folder has to be waited for; may be nil
	// Holds reports whether a folder is of the kind that Folders writes. Nil: none is.
	Holds func(folder fs.FS) bool
	// Each calls do for 0 to n-1, at once if it likes, and joins the errors. Nil: one by one.
	Each func(n int, do func(i int) error) error
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

// Result tells what publishing did.
type Result struct {
	Files     int
	Bytes     int64
	Exchanged bool // false: files were renamed one by one, which a reader could see
}

// Check reports whether the output folder may be replaced, without touching anything.
func Check(opt Options) error {
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return err
	}
	if err := opt.apart(resolve(dir)); err != nil {
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
	mark, err := os.ReadFile(filepath.Join(dir, Mark))
	if err == nil {
		if sort := strings.TrimSpace(string(mark)); sort != opt.Sort {
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

// apart checks that a folder neither contains sources nor lies in them.
func (o Options) apart(real string) error {
	for _, s := range o.Sources {
		source, err := filepath.Abs(s)
		if err != nil {
			return err
		}
		source = resolve(source)
		if source == real || strings.HasPrefix(source, real+string(filepath.Separator)) || isSourceFolder(source, real) {
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

// resolve follows symbolic links as far as the path exists.
func resolve(p string) string {
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

// Publish replaces the output folder with the files. Top-level dotfiles of the old folder are
// kept. On an error the old folder is as it was.
func Publish(files []File, opt Options) (Result, error) {
	if err := Check(opt); err != nil {
		return Result{}, err
	}
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return Result{}, err
	}
	dir = resolve(dir)
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return Result{}, err
	}
	unlock, err := lock.Take(opt.Site, lock.Output(dir), opt.Waiting)
	if err != nil {
		return Result{}, err
	}
	defer unlock()
	// Another build may have put something else there in the meantime.
	if err := Check(opt); err != nil {
		return Result{}, err
	}
	scratch := scratchName(dir)
	// What a build that was killed left behind is cleared by the next one.
	if err := os.RemoveAll(scratch); err != nil {
		return Result{}, fmt.Errorf("clear %s: %w", scratch, err)
	}
	beside := true
	if err := os.Mkdir(scratch, 0o755); err != nil {
		beside = false
		if scratch, err = os.MkdirTemp("", "styrdok-"); err != nil {
			return Result{}, fmt.Errorf("scratch folder: %w", err)
		}
	}
	defer os.RemoveAll(scratch)
	result, err := write(scratch, files, opt)
	if err != nil {
		return Result{}, err
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && beside {
		if err := os.Rename(scratch, dir); err != nil {
			return Result{}, fmt.Errorf("put %s in place: %w", dir, err)
		}
		result.Exchanged = true
		return result, nil
	}
	if beside {
		made, err := keepDotfiles(dir, scratch)
		if err != nil {
			return Result{}, err
		}
		if err := exchange(scratch, dir); err == nil {
			result.Exchanged = true
			return result, nil
		}
		for _, m := range made {
			os.RemoveAll(m)
		}
	}
	return result, replaceEach(scratch, dir, files)
}

func scratchName(dir string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".styrdok-new")
}

// keepDotfiles puts the old folder's top-level dotfiles into the new one as hard links, or copies,
// before the exchange, so that they are never missing. It returns what it made.
func keepDotfiles(from, to string) (made []string, err error) {
	entries, err := os.ReadDir(from)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, ".") || name == Mark {
			continue
		}
		target := filepath.Join(to, name)
		if _, err := os.Lstat(target); err == nil && !e.IsDir() {
			// The site has a file of that name itself; the site's wins.
			continue
		}
		made = append(made, target)
		if err := linkTree(filepath.Join(from, name), target); err != nil {
			return made, fmt.Errorf("keep %s: %w", name, err)
		}
	}
	return made, nil
}

// linkTree makes the same tree at another place, hard-linking files and copying where a link
// cannot be made. Files that are there already stay.
func linkTree(from, to string) error {
	return filepath.WalkDir(from, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if _, err := os.Lstat(target); err == nil && !e.IsDir() {
			return nil
		}
		switch {
		case e.IsDir():
			info, err := e.Info()
			if err != nil {
				return err
			}
			return os.MkdirAll(target, info.Mode().Perm()|0o700)
		case e.Type()&fs.ModeSymlink != 0:
			link, err := os.Readlink(p)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		case !e.Type().IsRegular():
			return nil
		}
		if os.Link(p, target) == nil {
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
}

// write puts the files of a site and its mark into an empty folder.
func write(dir string, files []File, opt Options) (Result, error) {
	result, err := writeFiles(dir, files, opt)
	if err != nil {
		return result, err
	}
	return result, os.WriteFile(filepath.Join(dir, Mark), []byte(opt.Sort+"\n"), 0o644)
}

// writeFiles puts files into an empty folder.
func writeFiles(dir string, files []File, opt Options) (Result, error) {
	result := Result{Files: len(files)}
	made := map[string]bool{dir: true}
	seen := map[string]bool{}
	for _, f := range files {
		if !fs.ValidPath(f.Path) || f.Path == "." || strings.Contains(f.Path, `\`) || f.Path == Mark {
			return result, fmt.Errorf("write %q: not a path within the output", f.Path)
		}
		if seen[f.Path] {
			return result, fmt.Errorf("write %q: two files have this path", f.Path)
		}
		seen[f.Path] = true
		if d := filepath.Join(dir, filepath.Dir(filepath.FromSlash(f.Path))); !made[d] {
			if err := os.MkdirAll(d, 0o755); err != nil {
				return result, err
			}
			made[d] = true
		}
	}
	var failed atomic.Bool
	var written atomic.Int64
	err := opt.each(len(files), func(i int) error {
		if failed.Load() {
			return nil // A full disk is told once, not for every file.
		}
		p := filepath.Join(dir, filepath.FromSlash(files[i].Path))
		n, err := files[i].create(p)
		written.Add(n)
		if err != nil {
			failed.Store(true)
			return fmt.Errorf("write %s: %w", files[i].Path, err)
		}
		return nil
	})
	result.Bytes = written.Load()
	return result, err
}

// replaceEach moves files into the old folder one by one, pages last, and then removes what the
// new site lacks. It is the way where a folder cannot be exchanged: mount points, some systems.
func replaceEach(scratch, dir string, files []File) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	paths := make([]string, 0, len(files)+1)
	want := map[string]bool{}
	for _, f := range files {
		paths = append(paths, f.Path)
		want[f.Path] = true
	}
	slices.SortStableFunc(paths, func(a, b string) int {
		return isPage(a) - isPage(b)
	})
	paths = append(paths, Mark)
	for _, p := range paths {
		from, to := filepath.Join(scratch, filepath.FromSlash(p)), filepath.Join(dir, filepath.FromSlash(p))
		if same(from, to) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		if err := os.Rename(from, to); err != nil {
			if err := copyInto(from, to); err != nil {
				return fmt.Errorf("put %s in place: %w", p, err)
			}
		}
	}
	return removeOthers(dir, want)
}

func isPage(p string) int {
	if strings.HasSuffix(p, ".html") {
		return 1
	}
	return 0
}

func same(a, b string) bool {
	x, err := os.ReadFile(a)
	if err != nil {
		return false
	}
	y, err := os.ReadFile(b)
	return err == nil && bytes.Equal(x, y)
}

// copyInto writes beside the target and renames, for when the scratch folder is on another disk.
func copyInto(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	temporary := to + ".styrdok-new"
	if err := os.WriteFile(temporary, data, 0o644); err != nil {
		return err
	}
	return os.Rename(temporary, to)
}

func removeOthers(dir string, want map[string]bool) error {
	var folders []string
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || p == dir {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if strings.HasPrefix(rel, ".") {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if e.IsDir() {
			folders = append(folders, p)
			return nil
		}
		if !want[rel] {
			return os.Remove(p)
		}
		return nil
	})
	for _, f := range slices.Backward(folders) {
		// A folder that still holds something stays; that is what the failure means.
		_ = os.Remove(f)
	}
	return err
}
