package publish

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"styrdok/generator/regular"
)

// swap puts a file or a folder at a place, or takes one away.
type swap struct {
	To  string // slash-separated, below the folder
	New string // name in work/new of what is to be there; empty: nothing
	Old bool   // something is there
}

// swaps are made one after the other: all, or none if one fails or the program is killed. What was at
// a place is in work/old under the swap's number until all are made. The list is in work/journal from
// before the first until after the last.
type swaps struct {
	opt       Options
	dir, work string
	list      []swap
}

const journal = "journal"

// pending reports whether swaps have been begun that are neither finished nor undone.
func pending(work string) bool {
	_, err := os.Lstat(filepath.Join(work, journal))
	return err == nil
}

// recoverSwaps undoes what a program that was killed has left half done.
func recoverSwaps(opt Options, dir, work string) error {
	if !pending(work) {
		return nil
	}
	s := swaps{opt: opt, dir: dir, work: work}
	data, err := regular.ReadFile(filepath.Join(work, journal), 1<<30)
	if err != nil {
		return err
	}
	if json.Unmarshal(data, &s.list) != nil {
		return nil // It was not written to its end, so nothing has been done yet.
	}
	for _, w := range s.list {
		if !validPath(w.To) {
			return nil
		}
	}
	return s.undo()
}

func (s swaps) run() error {
	for _, w := range s.list {
		// A file that another program keeps open, say, is met before anything has changed.
		if err := s.try(w); err != nil {
			return fmt.Errorf("replace %s: %w", w.To, err)
		}
	}
	data, err := json.Marshal(s.list)
	if err != nil {
		return err
	}
	err = s.opt.folder(filepath.Join(s.work, "old"))
	if err == nil {
		err = s.opt.create(filepath.Join(s.work, journal), func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		})
	}
	for i, w := range s.list {
		if err != nil {
			break
		}
		if err = s.do(i); err != nil {
			err = fmt.Errorf("replace %s: %w", w.To, err)
		}
	}
	if err == nil {
		err = s.opt.remove(filepath.Join(s.work, journal))
	}
	if err != nil {
		return errors.Join(err, s.undo())
	}
	return nil
}

// try returns an error if a swap cannot be made, as far as that can be known.
func (s swaps) try(w swap) error {
	to := inFolder(s.dir, w.To)
	if err := s.opt.at("try", to); err != nil {
		return err
	}
	folder := filepath.Dir(to)
	for ; len(folder) > len(s.dir); folder = filepath.Dir(folder) {
		if info, err := os.Lstat(folder); err == nil && info.IsDir() {
			break
		}
	}
	return replaceable(to, folder)
}

func (s swaps) paths(i int) (to, fresh, old string) {
	w := s.list[i]
	return inFolder(s.dir, w.To), filepath.Join(s.work, "new", w.New), filepath.Join(s.work, "old", strconv.Itoa(i))
}

func (s swaps) do(i int) error {
	w := s.list[i]
	to, fresh, old := s.paths(i)
	info, err := os.Lstat(to)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !w.Old:
		err = nil
	case err != nil:
	case !w.Old:
		err = fs.ErrExist
	case w.New == "" || !info.Mode().IsRegular():
		err = s.opt.rename(to, old)
	default:
		err = s.opt.link(to, old) // There is a file at the place all the time.
	}
	if err != nil || w.New == "" {
		return err
	}
	if err := s.opt.folder(filepath.Dir(to)); err != nil {
		return err
	}
	return s.opt.rename(fresh, to)
}

// undo undoes the swaps, of which the last ones may not have been made. It can be repeated.
func (s swaps) undo() error {
	var errs []error
	for i, w := range slices.Backward(s.list) {
		if err := s.undo1(i); err != nil {
			errs = append(errs, fmt.Errorf("put back %s: %w", w.To, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return s.opt.remove(filepath.Join(s.work, journal))
}

func (s swaps) undo1(i int) error {
	w := s.list[i]
	to, fresh, old := s.paths(i)
	was, err := os.Lstat(old)
	switch {
	case err == nil && was.Mode().IsRegular():
	case err != nil && w.Old:
		return nil // It has not been touched, or has been put back already.
	case w.New != "" && absent(fresh) && !absent(to):
		if err := s.opt.rename(to, fresh); err != nil {
			return err
		}
	}
	if !w.Old {
		prune(s.dir, w.To)
		return nil
	}
	if err := s.opt.folder(filepath.Dir(to)); err != nil {
		return err
	}
	return s.opt.rename(old, to)
}

// present reports whether anything is at a path below dir, without following symbolic links.
func present(dir, path string) bool {
	for i, r := range path {
		if r == '/' {
			if info, err := os.Lstat(inFolder(dir, path[:i])); err != nil || !info.IsDir() {
				return false
			}
		}
	}
	return !absent(inFolder(dir, path))
}

func absent(name string) bool {
	_, err := os.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// prune removes the folders of a path within dir that are empty.
func prune(dir, path string) {
	for d := parent(path); d != "."; d = parent(d) {
		removeEmpty(inFolder(dir, d))
	}
}

// removeEmpty removes a folder, but neither a file nor a folder that holds anything.
func removeEmpty(name string) {
	if info, err := os.Lstat(name); err == nil && info.IsDir() {
		_ = os.Remove(name)
	}
}
