package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
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
	stale bool     // the records do not agree with what is there, or with too many stamps
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
			t.stamps[live] = t.live.folders
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
	c := changes{stale: t.live.unsure > manyUnsure}
	for _, w := range t.inOrder() {
		if w.record < 0 {
			c.put = append(c.put, w)
		} else {
			c.kept = append(c.kept, w)
		}
	}
	for i, r := range t.records {
		if t.wanted[r.Path] == nil {
			c.stale = true
			if t.live.there[i] {
				c.gone = append(c.gone, r.Path)
			}
		}
	}
	for _, p := range t.live.others {
		if _, folder := t.live.folders[p]; folder || t.wanted[p] == nil {
			c.gone = append(c.gone, p)
		}
	}
	for _, p := range t.live.dots {
		if info, err := os.Lstat(inFolder(t.dir, p)); t.within[p] && (err != nil || !info.IsDir()) {
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
	if t.twin {
		if err := t.double(tree, c.put); err != nil {
			return err
		}
	} else {
		old, err := t.clean(tree, kept)
		if err == nil {
			err = t.fill(tree, old, c)
		}
		if err != nil {
			return err
		}
	}
	if !t.exists {
		if err := t.opt.rename(tree, t.dir); err != nil {
			return fmt.Errorf("put %s in place: %w", t.dir, err)
		}
		t.back = t.twin && t.opt.rename(filepath.Join(t.work, "twin"), tree) == nil
		t.back = t.remember(c) && t.back
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
// what is left, with the stamps of the folders in which nothing has changed.
func (t *Tree) clean(tree string, kept bool) (survey, error) {
	m := t.memory
	if !kept {
		m = newMemory(nil, nil)
	}
	s, err := m.look(tree, back, t.live, t.opt)
	if err != nil {
		return s, err
	}
	odd := append(s.others, s.dots...)
	for i, r := range m.records {
		w := t.wanted[r.Path]
		if w == nil || w.record < 0 || s.found[i] == (stamp{}) {
			s.found[i] = stamp{}
			if s.there[i] {
				odd = append(odd, r.Path)
			}
		}
	}
	for _, p := range odd {
		if err := t.opt.remove(inFolder(tree, p)); err != nil {
			return s, err
		}
	}
	if !kept {
		s.found = make([]stamp, len(t.records))
	}
	t.removeFolders(tree, s)
	t.stamps[live] = t.untouched(s, odd)
	return s, nil
}

// untouched returns the stamps of the folders of a tree that are wanted and in which no name has come or gone.
func (t *Tree) untouched(s survey, changed []string) map[string]stamp {
	out := make(map[string]stamp, len(t.within))
	for d, stamp := range s.folders {
		if out[d] = stamp; !t.within[d] {
			changed = append(changed, d)
		}
	}
	for _, p := range changed {
		delete(out, p)
		delete(out, parent(p))
	}
	return out
}

// double makes a twin of the tree of a first build, which has none that could become the back tree: the build after it should not
// have to link all files. It notes the stamps of both.
func (t *Tree) double(tree string, files []*want) error {
	twin, folders := filepath.Join(t.work, "twin"), slices.Sorted(maps.Keys(t.within))
	for _, d := range folders {
		if err := t.opt.folder(inFolder(twin, d)); err != nil {
			return err
		}
	}
	err := t.opt.each(len(files), func(i int) error { return t.opt.link(t.place(files[i]), inFolder(twin, files[i].Path)) })
	if err == nil {
		err = t.settle(tree, files)
	}
	t.stamps = [2]map[string]stamp{live: make(map[string]stamp, len(folders)), back: make(map[string]stamp, len(folders))}
	for i, root := range []string{live: tree, back: twin} {
		if err == nil {
			err = t.stampFolders(root, folders, t.stamps[i])
		}
	}
	return err
}

// fill puts into the back tree what it lacks, and notes the stamps of all its files and folders.
func (t *Tree) fill(tree string, s survey, c changes) error {
	var folders []string
	for d := range t.within {
		if _, there := s.folders[d]; !there {
			folders = append(folders, d)
			delete(t.stamps[live], parent(d))
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
		if w.stamp = s.found[w.record]; w.stamp == (stamp{}) {
			lacking = append(lacking, w)
		}
	}
	err := t.opt.each(len(lacking), func(i int) error {
		w := lacking[i]
		to := inFolder(tree, w.Path)
		if w.record < 0 {
			return t.opt.rename(t.place(w), to)
		}
		from := inFolder(t.dir, w.Path)
		if err := t.opt.link(from, to); err != nil {
			return fmt.Errorf("keep %s: %w", w.Path, err)
		}
		now, err := stat(from)
		if same, _ := now.same(t.live.found[w.record]); err != nil || !same {
			return fmt.Errorf("keep %s: %w", w.Path, errors.Join(err, ErrChanged))
		}
		return nil
	})
	if err == nil {
		err = t.settle(tree, lacking)
	}
	if err != nil {
		return err
	}
	// Until it is put in place nobody else writes to the tree.
	for _, w := range lacking {
		delete(t.stamps[live], parent(w.Path))
	}
	folders = slices.DeleteFunc(slices.Collect(maps.Keys(t.within)), func(d string) bool { return t.stamps[live][d] != stamp{} })
	return t.stampFolders(tree, folders, t.stamps[live])
}

// settle notes the stamps of files that have come into a tree, if there are many when the next build can rely on them.
func (t *Tree) settle(tree string, files []*want) error {
	if len(files) > manyUnsure {
		time.Sleep(tick)
	}
	return t.restamp(tree, files)
}

// stampFolders notes the stamps of folders of a tree.
func (t *Tree) stampFolders(tree string, folders []string, into map[string]stamp) error {
	at, stamps := time.Now(), make([]stamp, len(folders))
	err := t.opt.each(len(folders), func(i int) error {
		f, err := stat(inFolder(tree, folders[i]))
		stamps[i] = f.settled(at)
		return err
	})
	for i, d := range folders {
		into[d] = stamps[i]
	}
	return err
}

// restamp notes the stamps of files that have come into a tree: renaming or linking a file changes it.
func (t *Tree) restamp(tree string, files []*want) error {
	at := time.Now()
	return t.opt.each(len(files), func(i int) error {
		f, err := stat(inFolder(tree, files[i].Path))
		files[i].stamp = f.settled(at)
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
		t.removeFolders(tree, t.live)
		t.stamps[back] = t.untouched(t.live, odd)
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
	t.removeFolders(t.dir, t.live)
	t.back = false
	changed := slices.Clone(c.gone)
	for _, w := range put {
		changed = append(changed, w.Path)
	}
	t.stamps[live] = t.untouched(t.live, changed)
	if err := t.restamp(t.dir, put); err != nil {
		return nil // It is published, but that is not remembered.
	}
	t.remember(c)
	return nil
}

func inFolder(dir, path string) string { return filepath.Join(dir, filepath.FromSlash(path)) }

// removeFolders removes the folders of a tree that are not wanted, if they are empty.
func (t *Tree) removeFolders(root string, s survey) {
	var list []string
	for d := range s.folders {
		if !t.within[d] {
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
			if err = os.MkdirAll(target, info.Mode().Perm()|0o700); err == nil && o.group != 0 {
				err = os.Chmod(target, info.Mode()&(0o777|fs.ModeSetgid)|0o700|o.group)
			}
			return err
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
