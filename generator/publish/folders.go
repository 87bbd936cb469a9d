package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"styrdok/generator/lock"
)

// ErrInOutput means that a folder lies in the output of a build, which the next build replaces and
// which may be published as it is.
var ErrInOutput = errors.New("the folder lies in a built site")

// Folder is a folder to be written whole, beside others that are not this program's business.
type Folder struct {
	Name  string
	Files []File
	// Keep reports whether a folder that has the name already stays as it is. An error, ErrForeign
	// for one, keeps all folders from being written.
	Keep func(old fs.FS) (bool, error)
}

// Outcome tells what became of a folder.
type Outcome uint8

// A folder was not there before, took the place of another, or stayed as it was.
const (
	Added Outcome = iota + 1
	Replaced
	Kept
)

// FoldersMark is the file by which a folder that holds what [Folders] wrote is known. Its text tells the
// sort, as that of [Mark] does.
const FoldersMark = ".styrdok-archive"

// Folders writes folders into Options.Dir: all, or none if something fails. All are written beside
// their places first and then exchanged one by one, so that each is whole at any moment.
// Options.Sort keeps what is of different sorts apart: of what has no mark, Holds reports whether it is
// of the sort "whole".
func Folders(list []Folder, opt Options) (outcomes []Outcome, err error) {
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, err
	}
	dir = resolve(dir)
	if err := opt.outside(dir); err != nil {
		return nil, err
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s: %w", opt.Dir, ErrForeign)
	}
	unlock, err := lock.Take(opt.Site, lock.Output(dir), opt.Waiting)
	if err != nil {
		return nil, err
	}
	defer unlock()
	fresh, err := opt.sorted(dir)
	if err != nil {
		return nil, err
	}
	outcomes = make([]Outcome, len(list))
	changes := false
	for i, f := range list {
		if outcomes[i], err = fate(dir, f); err != nil {
			return nil, err
		}
		changes = changes || outcomes[i] != Kept
	}
	if !changes {
		return outcomes, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	scratch := filepath.Join(dir, ".styrdok-new")
	// What a run that was killed left behind.
	if err := os.RemoveAll(scratch); err != nil {
		return nil, fmt.Errorf("clear %s: %w", scratch, err)
	}
	defer os.RemoveAll(scratch)
	for i, f := range list {
		if outcomes[i] == Kept {
			continue
		}
		fresh := filepath.Join(scratch, f.Name)
		if err := os.MkdirAll(fresh, 0o755); err != nil {
			return nil, err
		}
		if _, err := writeFiles(fresh, f.Files, opt); err != nil {
			return nil, err
		}
	}
	unlabel, err := opt.label(dir, fresh)
	if err == nil {
		err = moveAll(list, outcomes, scratch, dir)
	}
	if err != nil {
		return outcomes, errors.Join(err, unlabel())
	}
	return outcomes, nil
}

// label says of what sort a folder's contents are to be, before they are there.
func (o Options) label(dir string, fresh bool) (undo func() error, err error) {
	var made []string
	put := func(name, text string) error {
		name = filepath.Join(dir, name)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			made = append(made, name)
		}
		return os.WriteFile(name, []byte(text), 0o644)
	}
	if fresh {
		// Whatever the folder is called, git leaves it alone: there may be in it what few may read.
		err = put(".gitignore", "*\n")
	}
	if err == nil {
		err = put(FoldersMark, o.Sort+"\n")
	}
	return func() error {
		var errs []error
		for _, name := range made {
			if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, err)
			}
		}
		return errors.Join(errs...)
	}, err
}

// sorted checks that a folder holds nothing of another sort, and reports whether there is none yet.
func (o Options) sorted(dir string) (fresh bool, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	sort := "whole"
	if info, err := os.Lstat(filepath.Join(dir, FoldersMark)); err == nil && info.Mode().IsRegular() {
		mark, err := os.ReadFile(filepath.Join(dir, FoldersMark))
		if err != nil {
			return false, err
		}
		sort = strings.TrimSpace(string(mark))
	}
	if sort == o.Sort {
		return false, nil
	}
	for _, e := range entries {
		if e.IsDir() && o.Holds != nil && o.Holds(os.DirFS(filepath.Join(dir, e.Name()))) {
			return false, fmt.Errorf("%s: %w (%s)", o.Dir, ErrOtherBuild, sort)
		}
	}
	return false, nil
}

// outside checks that folders may be written in a folder.
func (o Options) outside(dir string) error {
	for _, s := range o.Sources {
		source, err := filepath.Abs(s)
		if err != nil {
			return err
		}
		if source = resolve(source); source == dir || isSourceFolder(source, dir) {
			return fmt.Errorf("%s: %w", o.Dir, ErrContainsSource)
		}
	}
	if InBuild(dir) {
		return fmt.Errorf("%s: %w", o.Dir, ErrInOutput)
	}
	return nil
}

// InBuild reports whether a folder, which need not exist, is or lies in the output of a build.
func InBuild(dir string) bool {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	for at := resolve(dir); ; at = filepath.Dir(at) {
		if info, err := os.Lstat(filepath.Join(at, Mark)); err == nil && info.Mode().IsRegular() {
			return true
		}
		if at == filepath.Dir(at) {
			return false
		}
	}
}

func fate(dir string, f Folder) (Outcome, error) {
	if !fs.ValidPath(f.Name) || filepath.Base(f.Name) != f.Name || f.Name[0] == '.' {
		return 0, fmt.Errorf("write %q: not the name of a folder", f.Name)
	}
	place := filepath.Join(dir, f.Name)
	info, err := os.Lstat(place)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Added, nil
	case err != nil:
		return 0, err
	case !info.IsDir():
		return 0, fmt.Errorf("%s: %w", f.Name, ErrForeign)
	}
	keep, err := f.Keep(os.DirFS(place))
	if keep {
		return Kept, err
	}
	return Replaced, err
}

// moveAll moves folders to their places, and those that were there out of the way. If one cannot
// be moved all are put back.
func moveAll(list []Folder, outcomes []Outcome, scratch, dir string) error {
	var undo []func() error
	for i, f := range list {
		fresh, place, old := filepath.Join(scratch, f.Name), filepath.Join(dir, f.Name), filepath.Join(scratch, f.Name+".old")
		var err error
		switch {
		case outcomes[i] == Kept:
			continue
		case outcomes[i] == Replaced && exchange(fresh, place) == nil:
			undo = append(undo, func() error { return exchange(fresh, place) })
			continue
		case outcomes[i] == Replaced:
			// Without an exchange in one step there is a moment without the folder.
			if err = os.Rename(place, old); err == nil {
				undo = append(undo, func() error { return os.Rename(old, place) })
			}
		}
		if err == nil {
			if err = os.Rename(fresh, place); err == nil {
				undo = append(undo, func() error { return os.Rename(place, fresh) })
			}
		}
		if err != nil {
			for n := len(undo) - 1; n >= 0; n-- {
				err = errors.Join(err, undo[n]())
			}
			return fmt.Errorf("put %s in place: %w", f.Name, err)
		}
	}
	return nil
}
