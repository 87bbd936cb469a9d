package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"styrdok/generator/lock"
	"styrdok/generator/regular"
)

// ErrInOutput means that a folder lies in the output of a build, which the next build replaces and
// which may be published.
var ErrInOutput = errors.New("the folder lies in a built site")

// Folder is a folder to be written whole, beside others that may not be ours.
type Folder struct {
	Name  string
	Files []File
	// Keep reports whether an existing folder of this name may stay as it is. On an error, such as
	// ErrForeign, no folder is written.
	Keep func(old fs.FS) (bool, error)
}

// Outcome is what became of a folder.
type Outcome uint8

// Outcomes of [Folders].
const (
	Added    Outcome = iota + 1 // there was none
	Replaced                    // it took the place of another
	Kept                        // the existing one stayed
)

// FoldersMark is the file that marks a folder as written by [Folders]. It holds the sort, as [Mark] does.
const FoldersMark = ".styrdok-archive"

// Folders writes folders into Options.Dir: all, or none if something fails. All are written before the first
// is put in its place. If the program is killed in between, the next call puts back what was there.
// A folder that holds another sort than Options.Sort is not written to. Folders for which Options.Holds
// is true are of the sort "whole" where there is no mark.
func Folders(list []Folder, opt Options) (outcomes []Outcome, err error) {
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, err
	}
	dir = Resolve(dir)
	if err := opt.apart(dir, false); err != nil {
		return nil, err
	}
	if InBuild(dir) {
		return nil, fmt.Errorf("%s: %w", opt.Dir, ErrInOutput)
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s: %w", opt.Dir, ErrForeign)
	}
	unlock, err := lock.TakeOutput(opt.Site, dir, opt.Waiting)
	if err != nil {
		return nil, err
	}
	defer unlock()
	work := filepath.Join(dir, inside)
	if err := recoverSwaps(opt, dir, work); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(work); err != nil {
		return nil, fmt.Errorf("clear %s: %w", work, err)
	}
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
	undo, err := regular.MakeFolder(regular.Disk, dir, 0o755)
	if err != nil {
		return nil, err
	}
	opt.share(dir)
	defer undo() // If nothing has been put there.
	defer func() {
		if !pending(work) { // Otherwise what could not be put back is still there.
			os.RemoveAll(work)
		}
	}()
	swaps := swaps{opt: opt, dir: dir, work: work}
	for i, f := range list {
		if outcomes[i] == Kept {
			continue
		}
		if err := opt.writeFolder(filepath.Join(work, "new", f.Name), f.Files); err != nil {
			return nil, err
		}
		swaps.list = append(swaps.list, swap{To: f.Name, New: f.Name, Old: outcomes[i] == Replaced})
	}
	unlabel, err := opt.label(dir, work, fresh)
	if err == nil {
		err = swaps.run()
	}
	if err != nil {
		return outcomes, errors.Join(err, unlabel())
	}
	return outcomes, nil
}

// writeFolder makes a folder with the files.
func (o Options) writeFolder(dir string, files []File) error {
	made := map[string]bool{}
	seen := map[string]bool{}
	for _, f := range files {
		if !validPath(f.Path) {
			return fmt.Errorf("write %q: not a path within the folder", f.Path)
		}
		if seen[f.Path] {
			return fmt.Errorf("write %q: two files have this path", f.Path)
		}
		seen[f.Path] = true
		if d := filepath.Dir(inFolder(dir, f.Path)); !made[d] {
			if err := o.folder(d); err != nil {
				return err
			}
			made[d] = true
		}
	}
	return o.untilFailure(len(files), func(i int) error {
		err := o.create(inFolder(dir, files[i].Path), func(w io.Writer) error {
			_, err := files[i].Copy(w)
			return err
		})
		if err != nil {
			return fmt.Errorf("write %s: %w", files[i].Path, err)
		}
		return nil
	})
}

// label writes the mark of a folder, before its contents.
func (o Options) label(dir, work string, fresh bool) (undo func() error, err error) {
	var made []string
	put := func(name, text string) error {
		name = filepath.Join(dir, name)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			made = append(made, name)
		}
		temp := filepath.Join(work, "label") // A program that is killed leaves no half of it.
		if err := o.create(temp, func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
			return err
		}
		return os.Rename(temp, name)
	}
	if fresh {
		// Git is to leave the folder alone whatever its name: what is in it may be confidential.
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

// sorted checks that a folder holds nothing of another sort. It reports whether the folder is absent or, as a call that
// failed may leave it, empty.
func (o Options) sorted(dir string) (fresh bool, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	sort := "whole"
	if mark, err := readMark(dir, FoldersMark); err == nil {
		sort = mark
	} else if !errors.Is(err, fs.ErrInvalid) {
		return false, err
	}
	if sort == o.Sort {
		return false, nil
	}
	for _, e := range entries {
		if e.IsDir() && o.Holds != nil && o.Holds(regular.Folder(filepath.Join(dir, e.Name()))) {
			return false, fmt.Errorf("%s: %w (%s)", o.Dir, ErrOtherBuild, sort)
		}
	}
	return false, nil
}

// InBuild reports whether a folder, which need not exist, is or lies in the output of a build.
func InBuild(dir string) bool {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return false
	}
	for at := Resolve(dir); ; at = filepath.Dir(at) {
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
	keep, err := f.Keep(regular.Folder(place))
	if keep {
		return Kept, err
	}
	return Replaced, err
}
