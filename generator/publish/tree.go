package publish

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"styrdok/generator/lock"
	"styrdok/generator/memo"
	"styrdok/generator/regular"
)

// ErrChanged means that a file was changed during the build.
var ErrChanged = errors.New("the file has changed during the build")

// Tree is an output folder about to be replaced. [Tree.Has], [Tree.Put], [Tree.PutFrom], [Tree.Keep] and
// [Tree.Wanted] may be called from several goroutines at once. [Tree.Commit] or [Tree.Abort] ends it.
//
// What is put goes into work/new under a number. In work/tree lies the previous generation, which Commit
// makes the next one, and in work/old what Commit replaces file by file. A first build, which has no previous generation, puts
// everything into work/tree at once: work/new is there to say that it is not finished.
type Tree struct {
	opt     Options
	dir     string // the output folder, absolute, without symbolic links
	kept    string // the folder of what is remembered; "": nothing is
	exists  bool
	release func()
	undo    func() // takes back the folders that were made for the output, if it is not there

	*memory
	live survey

	work  string // the folder to work in; empty until something is to be written
	whole bool   // the output can be exchanged for work/tree
	back  bool   // work/tree is there, as the records say
	twin  bool   // the output, of which this is the first build, can be exchanged by later ones
	begun bool   // work/new is there
	done  bool   // being committed, or aborted: nothing more is put but the mark

	mu      sync.Mutex
	wanted  map[string]*want
	within  map[string]bool     // folders that the wanted files lie in
	stamps  [2]map[string]stamp // of folders in the two trees, as they are to be remembered
	failure error               // the first one
}

// want is a file that the output will hold.
type want struct {
	Entry
	record int    // index of its record; -1: it was put
	name   string // of a file that was put, see place
	stamp  stamp  // of the same
}

// Begin prepares to replace the output folder: it waits for other builds to it, checks it as [Check]
// does, and looks at what it holds. If an earlier build was killed while it replaced files one by one, it puts
// those back. Apart from that nothing in the folder changes before [Tree.Commit].
func Begin(opt Options) (*Tree, error) {
	if err := Check(opt); err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, err
	}
	dir = Resolve(dir)
	undo, err := regular.MakeFolder(regular.Disk, filepath.Dir(dir), 0o755)
	if err != nil {
		return nil, err
	}
	opt.share(filepath.Dir(dir))
	release, err := lock.TakeOutput(opt.Site, dir, opt.Waiting)
	if err != nil {
		undo()
		return nil, err
	}
	t := &Tree{opt: opt, dir: dir, release: release, undo: undo, within: map[string]bool{".": true}}
	if kept := filepath.Join(opt.Site, memo.Folder); opt.Site != "" {
		if info, err := os.Lstat(kept); err == nil && info.IsDir() {
			t.kept = kept
		}
	}
	if err := t.survey(); err != nil {
		release()
		undo()
		return nil, err
	}
	return t, nil
}

// survey looks at the output and at what earlier builds have left.
func (t *Tree) survey() error {
	// What a killed build has half replaced is put back first: Check has to see the mark.
	for _, work := range t.places() {
		if err := recoverSwaps(t.opt, t.dir, work); err != nil {
			return err
		}
	}
	// Another build may have put something else there in the meantime.
	if err := Check(t.opt); err != nil {
		return err
	}
	_, err := os.Lstat(t.dir)
	t.exists = err == nil
	var s state
	if t.exists && t.kept != "" {
		s = t.recall()
	}
	t.memory, t.wanted = newMemory(s.Records, s.Folders), make(map[string]*want, len(s.Records))
	for _, work := range t.places() {
		_, unfinished := os.Lstat(filepath.Join(work, "new"))
		info, err := os.Lstat(filepath.Join(work, "tree"))
		if !t.back && len(t.records) > 0 && err == nil && info.IsDir() && errors.Is(unfinished, fs.ErrNotExist) {
			t.work, t.whole, t.back = work, true, true
		} else if err := os.RemoveAll(work); err != nil {
			return fmt.Errorf("clear %s: %w", work, err)
		}
	}
	if t.exists {
		t.live, err = t.look(t.dir, live, survey{}, t.opt)
		return err
	}
	return nil
}

// places returns the folders to work in, the best first. The last lies in the output itself and
// can always be reached from there by renaming.
func (t *Tree) places() []string {
	beside := filepath.Join(filepath.Dir(t.dir), "."+filepath.Base(t.dir)+".styrdok-new")
	list := []string{beside, filepath.Join(t.dir, inside)}
	if t.kept != "" {
		list = slices.Insert(list, 0, filepath.Join(t.kept, t.name()))
	}
	return list
}

// inside is the folder to work in within the folder that is written to.
const inside = ".styrdok-new"

// Has reports whether the output already holds the bytes with this digest at a path.
func (t *Tree) Has(path string, digest Digest) bool {
	i, ok := t.index[path]
	return ok && t.live.found[i] != stamp{} && t.records[i].Digest == digest
}

// Keep adds a file for which [Tree.Has] is true to the wanted files.
func (t *Tree) Keep(path string, digest Digest) error {
	if !t.Has(path, digest) {
		return t.fail(fmt.Errorf("keep %q: it is not there", path))
	}
	i := t.index[path]
	r := &t.records[i]
	return t.want(&want{Entry: Entry{r.Path, r.Digest, r.Size}, record: i})
}

// KeepAll says that just the files of the last build are wanted, and returns them. It reports false, and
// changes nothing, if one of them is not there any more.
func (t *Tree) KeepAll() (Manifest, bool) {
	out := make(Manifest, 0, len(t.records))
	for _, r := range t.records {
		if !t.Has(r.Path, r.Digest) {
			return nil, false
		}
		if r.Path != Mark {
			out = append(out, Entry{r.Path, r.Digest, r.Size})
		}
	}
	for _, e := range out {
		if t.Keep(e.Path, e.Digest) != nil {
			return nil, false
		}
	}
	return out, len(out) > 0
}

// Put adds a file to the wanted files. Unless the output already holds it, it is written at once, so data may
// be reused.
func (t *Tree) Put(path string, data []byte) error {
	digest := sha256.Sum256(data)
	if t.Has(path, digest) {
		return t.Keep(path, digest)
	}
	return t.write(path, func(w *want, file io.Writer) (err error) {
		w.Digest, w.Size = digest, int64(len(data))
		_, err = file.Write(data)
		return err
	})
}

// PutFrom is like [Tree.Put], but copies the file from a reader, which it opens only if the output does not
// hold the file yet. A zero digest is one that is not known. If the bytes turn out to have another digest
// the error is [ErrChanged].
func (t *Tree) PutFrom(path string, digest Digest, open func() (io.ReadCloser, error)) error {
	if t.Has(path, digest) {
		return t.Keep(path, digest)
	}
	return t.write(path, func(w *want, file io.Writer) error {
		r, err := open()
		if err != nil {
			return err
		}
		defer r.Close()
		sum := sha256.New()
		if w.Size, err = io.Copy(io.MultiWriter(file, sum), r); err != nil {
			return err
		}
		w.Digest = Digest(sum.Sum(nil))
		if digest != (Digest{}) && w.Digest != digest {
			return ErrChanged
		}
		return nil
	})
}

// place returns where a file lies that was put.
func (t *Tree) place(w *want) string {
	if t.twin {
		return inFolder(filepath.Join(t.work, "tree"), w.Path)
	}
	return filepath.Join(t.work, "new", w.name)
}

// write makes a file in its place. If the output turns out to hold the same bytes, that file is kept instead.
func (t *Tree) write(path string, fill func(w *want, file io.Writer) error) error {
	w := &want{Entry: Entry{Path: path}, record: -1}
	if err := t.want(w); err != nil {
		return err
	}
	name := t.place(w)
	create := func() error { return t.opt.create(name, func(file io.Writer) error { return fill(w, file) }) }
	err := create()
	var at *fs.PathError
	if t.twin && errors.As(err, &at) && at.Path == name && errors.Is(err, fs.ErrNotExist) { // Its folder is not there, or was not just now.
		if err = t.opt.folder(filepath.Dir(name)); err == nil {
			err = create()
		}
	}
	if err == nil {
		var f found
		f, err = stat(name)
		w.stamp = f.stamp
	}
	if err == nil && t.Has(path, w.Digest) {
		w.record = t.index[path]
		err = os.Remove(name)
	}
	if err != nil {
		if errors.As(err, &at) && at.Path == name {
			at.Path = inFolder(t.dir, path) // Nobody knows the other name.
		}
		return t.fail(fmt.Errorf("write %s: %w", path, err))
	}
	return nil
}

// want adds a file to those that are wanted.
func (t *Tree) want(w *want) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failure != nil {
		return t.failure
	}
	if t.failure = t.allow(w.Path); t.failure == nil && w.record < 0 {
		t.failure = t.open()
	}
	if t.failure != nil {
		return t.failure
	}
	w.name = strconv.Itoa(len(t.wanted))
	t.wanted[w.Path] = w
	for d := parent(w.Path); !t.within[d]; d = parent(d) {
		t.within[d] = true
	}
	return nil
}

// allow checks that a path may be in the output beside those that are wanted already.
func (t *Tree) allow(path string) error {
	if !validPath(path) || strings.HasPrefix(path, inside+"/") || path == inside || path == Mark && !t.done {
		return fmt.Errorf("write %q: not a path within the output", path)
	}
	if t.wanted[path] != nil {
		return fmt.Errorf("write %q: two files have this path", path)
	}
	taken := t.within[path]
	for d := parent(path); d != "."; d = parent(d) {
		taken = taken || t.wanted[d] != nil
	}
	if taken {
		return fmt.Errorf("write %q: a file and a folder have this path", path)
	}
	return nil
}

func (t *Tree) fail(err error) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.failure = cmp.Or(t.failure, err)
	return err
}

// Wanted returns the files that have been put or kept so far. No Put may be under way.
func (t *Tree) Wanted() Manifest {
	t.mu.Lock()
	defer t.mu.Unlock()
	list := make(Manifest, 0, len(t.wanted))
	for _, w := range t.inOrder() {
		list = append(list, w.Entry)
	}
	return list
}

// inOrder returns what is wanted, sorted by path, as most of it is in the records already.
func (t *Tree) inOrder() []*want {
	known, more := make([]*want, 0, len(t.wanted)), []*want(nil)
	for _, r := range t.records {
		if w := t.wanted[r.Path]; w != nil {
			known = append(known, w)
		}
	}
	if len(known) == len(t.wanted) {
		return known
	}
	for p, w := range t.wanted {
		if _, recorded := t.index[p]; !recorded {
			more = append(more, w)
		}
	}
	byPath := func(a, b *want) int { return strings.Compare(a.Path, b.Path) }
	slices.SortFunc(more, byPath)
	out := make([]*want, 0, len(t.wanted))
	for _, w := range known {
		for len(more) > 0 && more[0].Path < w.Path {
			out, more = append(out, more[0]), more[1:]
		}
		out = append(out, w)
	}
	return append(out, more...)
}

// open makes the folder for what is put, once.
func (t *Tree) open() error {
	if t.begun {
		return nil
	}
	t.begun = true
	if t.work == "" {
		places := t.places()
		i := slices.IndexFunc(places[:len(places)-1], t.exchangeable)
		if t.whole = i >= 0; t.whole {
			t.work = places[i]
		} else {
			t.work = t.placeWithin()
		}
	}
	folder := filepath.Join(t.work, "new")
	if err := t.opt.folder(folder); err != nil {
		return err
	}
	info, err := os.Stat(folder)
	t.opt.readable = err == nil && t.opt.Sort == "public" && info.Mode().Perm()&0o055 != 0o055
	return err
}

// exchangeable reports whether the output can be exchanged for a folder in work, or put there from it if
// there is none yet.
func (t *Tree) exchangeable(work string) bool {
	above := filepath.Dir(t.dir)
	probe, beside := filepath.Join(work, "probe"), filepath.Join(above, "."+filepath.Base(t.dir)+".styrdok-probe")
	defer os.Remove(beside)
	defer os.Remove(work) // If it is empty.
	defer os.Remove(probe)
	switch {
	case t.exists && mounted(t.dir, above), t.opt.makeFolder(probe) != nil:
		return false
	case !t.exists:
		if t.opt.rename(probe, beside) != nil {
			return false
		}
		t.twin = t.kept != "" && os.Mkdir(probe, 0o755) == nil && t.opt.exchange(probe, beside) == nil
		return true
	}
	return os.MkdirAll(beside, 0o755) == nil && t.opt.exchange(probe, beside) == nil
}

// placeWithin returns a folder to work in from which files can be renamed into the output.
func (t *Tree) placeWithin() string {
	places := t.places()
	last := places[len(places)-1]
	if len(places) < 3 || !t.exists {
		return last
	}
	// In the site's folder nobody comes across what is not published yet.
	probe, target := filepath.Join(places[0], "probe"), last+"-probe"
	defer os.Remove(places[0]) // If it is empty.
	defer os.Remove(target)
	defer os.Remove(probe)
	if t.opt.makeFolder(probe) == nil && os.Rename(probe, target) == nil {
		return places[0]
	}
	return last
}

// Abort ends a build that is not to be published. The output stays as it is. After [Tree.Commit], and of a nil Tree,
// it does nothing.
func (t *Tree) Abort() {
	if t != nil && !t.done {
		t.end(t.back)
	}
}

// end removes what was put and, unless it may stay, the back tree.
func (t *Tree) end(keepBack bool) {
	t.done = true
	defer t.undo()
	defer t.release()
	if t.work == "" || pending(t.work) {
		return // What could not be put back is still there.
	}
	// What cannot be removed now is removed by the next build. As long as work/new is there it will not
	// take the rest for a back tree.
	var err error
	if !keepBack {
		err = errors.Join(os.RemoveAll(filepath.Join(t.work, "tree")), os.RemoveAll(filepath.Join(t.work, "old")))
	}
	if err == nil {
		err = os.RemoveAll(filepath.Join(t.work, "new"))
	}
	if err == nil && !keepBack {
		_ = os.RemoveAll(t.work)
	}
	if !t.exists {
		_ = os.Remove(t.dir) // if it was made to be worked in, and nothing else is there
	}
}
