package publish

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"styrdok/generator/lock"
	"styrdok/generator/memo"
	"styrdok/generator/regular"
)

// Digest is the SHA-256 digest of a file's bytes.
type Digest = [sha256.Size]byte

// Entry is a file of the output.
type Entry struct {
	Path   string // slash-separated, relative to the output folder
	Digest Digest
	Size   int64
}

// Manifest lists the files of an output, sorted by path, without its [Mark].
type Manifest []Entry

// record is an Entry with the stamps of its file in the live tree and in the back tree. The back tree
// holds the file with the same bytes or, if its stamp is zero, not at all.
type record struct {
	Path   string
	Digest Digest
	Size   int64
	Stamps [2]stamp
}

// folderRecord has the stamps of a folder in both trees.
type folderRecord struct {
	Path   string
	Stamps [2]stamp
}

// state is what is remembered of an output folder.
type state struct {
	Dir, Sort string
	Records   []record // sorted by path
	Folders   []folderRecord
}

// format is the program that writes such states. If their form changes it has to change too.
var format = memo.KeyOf("publish.state", 3)

// recall returns what is remembered of the output, which is nothing if anything is odd about it.
func (t *Tree) recall() state {
	file := memo.ReadState(t.opt.Site, t.name(), format)
	defer file.Close()
	var s state
	if !file.Get("output", "", &s) || s.Dir != t.dir || s.Sort != t.opt.Sort {
		return state{}
	}
	for i, r := range s.Records {
		if !validPath(r.Path) || i > 0 && r.Path <= s.Records[i-1].Path {
			return state{}
		}
	}
	return s
}

// name is that of the output's state and of the folder to work in.
func (t *Tree) name() string { return lock.Output(t.dir) }

// remember writes what is to be remembered, and reports whether it could.
func (t *Tree) remember(c changes) bool {
	if t.kept == "" {
		return false
	}
	s := state{t.dir, t.opt.Sort, make([]record, 0, len(t.wanted)), make([]folderRecord, 0, len(t.within))}
	for _, w := range slices.Concat(c.put, c.kept) {
		r := record{Path: w.Path, Digest: w.Digest, Size: w.Size, Stamps: [2]stamp{live: w.stamp}}
		if w.record >= 0 {
			was := t.live.found[w.record]
			if w.stamp == (stamp{}) {
				r.Stamps[live] = was
			}
			if t.back {
				r.Stamps[back] = was
				if shared, _ := was.same(w.stamp); shared {
					r.Stamps[back] = w.stamp
				}
			}
		} else if t.back && !t.exists {
			r.Stamps[back] = w.stamp // a link to the same file, else it will be found to be another
		}
		s.Records = append(s.Records, r)
	}
	for d := range t.within {
		if d != "." {
			s.Folders = append(s.Folders, folderRecord{Path: d, Stamps: [2]stamp{t.stamps[live][d], t.stamps[back][d]}})
		}
	}
	slices.SortFunc(s.Records, func(a, b record) int { return strings.Compare(a.Path, b.Path) })
	err := t.opt.at("remember", t.name())
	if err == nil {
		err = memo.WriteState(t.opt.Site, t.name(), format, func(w *memo.StateWriter) error {
			w.Put("output", "", s)
			w.Put("folder", "", t.dir) // alone, for forget
			return nil
		})
	}
	t.forget()
	return err == nil
}

// forget removes what is remembered of output folders that are gone.
func (t *Tree) forget() {
	files, _ := fs.Glob(regular.Folder(t.kept), "state-output-*")
	for _, file := range files {
		name := strings.TrimPrefix(file, "state-")
		work, dir := filepath.Join(t.kept, name), ""
		s := memo.ReadState(t.opt.Site, name, format)
		known := s.Get("folder", "", &dir)
		s.Close()
		if known && absent(dir) && absent(filepath.Join(work, "new")) {
			_ = errors.Join(os.RemoveAll(work), os.Remove(filepath.Join(t.kept, file)))
		}
	}
}

// validPath reports whether a path names a file within the output on every system.
func validPath(p string) bool {
	return fs.ValidPath(p) && p != "." && !strings.Contains(p, `\`)
}

// parent returns the folder of a slash-separated path, "." at the top.
func parent(p string) string {
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		return p[:i]
	}
	return "."
}
