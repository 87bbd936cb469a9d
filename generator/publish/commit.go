package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Result tells what publishing did.
type Result struct {
	Files     int   // that the output holds now, without the mark
	Written   int   // of these, the new and the changed ones
	Removed   int   // files that are gone
	Bytes     int64 // of all files
	Exchanged bool  // false: files were replaced one by one, which a reader could see
}

// changes are what is to be done to the output.
type changes struct {
	put   []*want  // files that were put, sorted by path
	kept  []*want  // files that stay, sorted by path
	gone  []string // files that are there and not wanted
	stale bool     // the records do not agree with what is there
}

// Commit makes the output hold the wanted files and nothing else, apart from top-level dotfiles that
// others have put there. On an error the output is as it was. If it holds the wanted files already,
// nothing in it is touched.
func (t *Tree) Commit() (Result, error) {
	result, err := t.commit()
	t.end(err == nil && t.back)
	return result, err
}

func (t *Tree) commit() (Result, error) {
	t.done = true
	if err := t.Put(Mark, []byte(t.opt.Sort+"\n")); err != nil {
		return Result{}, err
	}
	c := t.changes()
	result := Result{Files: len(t.wanted) - 1, Removed: len(c.gone), Exchanged: true}
	for _, w := range t.wanted {
		result.Bytes += w.Size
	}
	result.Bytes -= t.wanted[Mark].Size
	for _, w := range c.put {
		if w.Path != Mark {
			result.Written++
		}
	}
	if len(c.put)+len(c.gone) == 0 {
		if c.stale {
			// The back tree may hold what somebody has removed from the output.
			t.back = false
			t.remember(c)
		}
		return result, nil
	}
	if err := t.open(); err != nil {
		return Result{}, err
	}
	if t.whole {
		err := t.exchange(c)
		if !errors.Is(err, errFixed) {
			return result, err
		}
		if err := t.bringBack(c); err != nil {
			return Result{}, err
		}
	}
	result.Exchanged = false
	return result, t.replaceEach(c)
}

func (t *Tree) changes() changes {
	var c changes
	for _, w := range t.wanted {
		if w.record < 0 {
			c.put = append(c.put, w)
		} else {
			c.kept = append(c.kept, w)
		}
	}
	byPath := func(a, b *want) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(c.put, byPath)
	slices.SortFunc(c.kept, byPath)
	for i, r := range t.records {
		if t.wanted[r.Path] == nil {
			c.stale = true
			if t.live.there[i] {
				c.gone = append(c.gone, r.Path)
			}
		}
	}
	for _, p := range t.live.others {
		if t.wanted[p] == nil || t.live.folders[p] {
			c.gone = append(c.gone, p)
		}
	}
	for _, p := range t.live.dots {
		if info, err := os.Lstat(inFolder(t.dir, p)); t.folders[p] && (err != nil || !info.IsDir()) {
			c.gone = append(c.gone, p)
		}
	}
	slices.Sort(c.gone)
	return c
}

// errFixed means that the output cannot be exchanged for another folder, and that it is as it was.
var errFixed = errors.New("the folder cannot be exchanged")

// exchange completes the back tree, exchanges it for the output, and makes what was the output the
// next back tree.
func (t *Tree) exchange(c changes) error {
	tree := filepath.Join(t.work, "tree")
	kept := t.back
	t.back = false // Until it is as the records say again.
	if err := t.opt.folder(tree); err != nil {
		return err
	}
	back, err := t.clean(tree, kept)
	if err != nil {
		return err
	}
	if err := t.fill(tree, back, c); err != nil {
		return err
	}
	if !t.exists {
		if err := t.opt.rename(tree, t.dir); err != nil {
			return fmt.Errorf("put %s in place: %w", t.dir, err)
		}
		t.remember(c)
		return nil
	}
	for _, p := range t.live.dots {
		if err := t.opt.linkTree(inFolder(t.dir, p), inFolder(tree, p)); err != nil {
			return fmt.Errorf("keep %s: %w", p, err)
		}
	}
	if t.opt.exchange(tree, t.dir) != nil {
		return errFixed
	}
	t.withdraw(tree, c)
	return nil
}

// clean removes from the back tree what the output will not hold, or not with these bytes. It returns
// what is left.
func (t *Tree) clean(tree string, kept bool) (survey, error) {
	records, index := t.records, t.index
	if !kept {
		records, index = nil, nil
	}
	back, err := look(tree, records, index, t.opt)
	if err != nil {
		return back, err
	}
	odd := append(back.others, back.dots...)
	for i, r := range records {
		w := t.wanted[r.Path]
		if w == nil || w.record < 0 || back.found[i] == (stamp{}) {
			back.found[i] = stamp{}
			if back.there[i] {
				odd = append(odd, r.Path)
			}
		}
	}
	for _, p := range odd {
		if err := t.opt.remove(inFolder(tree, p)); err != nil {
			return back, err
		}
	}
	if records == nil {
		back.found = make([]stamp, len(t.records))
	}
	removeFolders(tree, back.folders, t.folders)
	return back, nil
}

// fill puts into the back tree what it lacks, and notes the stamps of all its files.
func (t *Tree) fill(tree string, back survey, c changes) error {
	var folders []string
	for d := range t.folders {
		if !back.folders[d] {
			folders = append(folders, d)
		}
	}
	slices.Sort(folders)
	for _, d := range folders {
		if err := t.opt.folder(inFolder(tree, d)); err != nil {
			return err
		}
	}
	lacking := slices.Clone(c.put)
	for _, w := range c.kept {
		if w.stamp = back.found[w.record]; w.stamp == (stamp{}) {
			lacking = append(lacking, w)
		}
	}
	return t.opt.each(len(lacking), func(i int) (err error) {
		w := lacking[i]
		to := inFolder(tree, w.Path)
		if w.record < 0 {
			return t.opt.rename(filepath.Join(t.work, "new", w.name), to)
		}
		from := inFolder(t.dir, w.Path)
		if err := t.opt.link(from, to); err != nil {
			return fmt.Errorf("keep %s: %w", w.Path, err)
		}
		if now, err := stampAt(from); err != nil || now != t.live.found[w.record] {
			return fmt.Errorf("keep %s: %w", w.Path, errors.Join(err, ErrChanged))
		}
		w.stamp, err = stampAt(to)
		return err
	})
}

// withdraw removes from the tree that was the output until now what the output does not hold any more.
// That may not stay until the next build: it may be what nobody is to read any longer.
func (t *Tree) withdraw(tree string, c changes) {
	odd := slices.Concat(c.gone, t.live.dots)
	for _, w := range c.put {
		odd = append(odd, w.Path)
	}
	t.back = len(c.kept) > 0 && t.kept != ""
	for _, p := range odd {
		t.back = t.back && t.opt.remove(inFolder(tree, p)) == nil
	}
	if t.back {
		removeFolders(tree, t.live.folders, t.folders)
	}
	t.back = t.remember(c) && t.back
}

// bringBack moves what was put to where it can be renamed into the output from, after the exchange has
// been refused.
func (t *Tree) bringBack(c changes) error {
	tree, before := filepath.Join(t.work, "tree"), t.work
	t.whole, t.work = false, t.placeWithin()
	if err := t.opt.folder(filepath.Join(t.work, "new")); err != nil {
		return err
	}
	for _, w := range c.put {
		to := filepath.Join(t.work, "new", w.name)
		err := t.opt.move(inFolder(tree, w.Path), to)
		if err == nil {
			w.stamp, err = stampAt(to)
		}
		if err != nil {
			return err
		}
	}
	for _, w := range c.kept {
		w.stamp = stamp{}
	}
	if before != t.work {
		tree = before
	}
	return t.opt.remove(tree)
}

// replaceEach replaces the files of the output one by one, pages last. It is the way where a folder cannot
// be exchanged: mount points, some systems.
func (t *Tree) replaceEach(c changes) error {
	s := swaps{opt: t.opt, dir: t.dir, work: t.work}
	put := slices.Clone(c.put)
	// The mark comes first: without it a folder that holds files is not known as ours.
	order := func(w *want) int {
		switch {
		case w.Path == Mark:
			return 0
		case !strings.HasSuffix(w.Path, ".html"):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(put, func(a, b *want) int { return order(a) - order(b) })
	for _, w := range put {
		s.list = append(s.list, swap{To: w.Path, New: w.name, Old: present(t.dir, w.Path)})
	}
	// What is gone comes before the rest, since it may be in the way.
	gone := make([]swap, len(c.gone))
	for i, p := range c.gone {
		gone[i] = swap{To: p, Old: true}
	}
	first := 0
	if len(put) > 0 && put[0].Path == Mark {
		first = 1
	}
	s.list = slices.Insert(s.list, first, gone...)
	if err := s.run(); err != nil {
		return err
	}
	removeFolders(t.dir, t.live.folders, t.folders)
	t.back = false
	t.remember(c)
	return nil
}

func inFolder(dir, path string) string { return filepath.Join(dir, filepath.FromSlash(path)) }

// removeFolders removes the folders that are not wanted, if they are empty.
func removeFolders(root string, folders, wanted map[string]bool) {
	var list []string
	for d := range folders {
		if !wanted[d] {
			list = append(list, d)
		}
	}
	slices.Sort(list)
	for _, d := range slices.Backward(list) {
		removeEmpty(inFolder(root, d))
	}
}

// linkTree makes the same tree at another place, of hard links or copies. Files that are there already
// stay.
func (o Options) linkTree(from, to string) error {
	return filepath.WalkDir(from, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if !e.IsDir() && !absent(target) {
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
		return o.link(p, target)
	})
}
