package publish

import (
	"crypto/sha256"
	"io"
	"time"

	"styrdok/generator/regular"
)

// found is a file or folder in a folder.
type found struct {
	name string
	kind kind
	size int64
	stamp
}

type kind uint8

const (
	isOther kind = iota // a symbolic link, say
	isFile
	isFolder
)

// stamp tells, with the size and without reading it, whether a file is still the one that was written, or whether a
// folder has the same names in it. The zero stamp belongs to no file.
type stamp struct {
	Modified int64 // nanoseconds since 1970
	Changed  int64 // the same of the inode, which a program cannot set; zero: not to be relied upon
	Inode    uint64
}

// tick is the longest time for which the clock of a file system may stand still: what is changed twice within it
// may have one stamp. Linux counts at least a hundred ticks in a second.
const tick = 10 * time.Millisecond

// settled returns a stamp that was taken after a moment, without its time of change if what has it may have been
// changed since without another stamp to show for it.
func (s stamp) settled(at time.Time) stamp {
	last, step := max(s.Modified, s.Changed), tick
	if last%int64(time.Second) == 0 {
		step = 2 * time.Second // as on FAT
	}
	if last > at.Add(-step).UnixNano() {
		s.Changed = 0
	}
	return s
}

// same reports whether two stamps belong to one file, and whether it is sure that it has not been written to.
func (s stamp) same(o stamp) (file, sure bool) {
	file = s.Inode == o.Inode && s.Modified == o.Modified && s != stamp{}
	return file, file && s.Changed == o.Changed && s.Changed != 0
}

// manyUnsure is from how many files on it is worth while that the next build need not read them.
const manyUnsure = 200

// The two trees, as stamps are remembered of them.
const (
	live = iota
	back
)

// memory is what is remembered of the trees of an output. A record has the stamps of its file in both.
type memory struct {
	records []record
	index   map[string]int       // of records by path
	folders map[string][2]stamp  // of folders by path
	in      map[string]*contents // of folders by path
}

// contents are the files, by record, and the folders in a folder as far as they are remembered.
type contents struct {
	files   []int
	folders []string
}

func newMemory(records []record, folders []folderRecord) *memory {
	m := &memory{records: records, index: make(map[string]int, len(records)), folders: make(map[string][2]stamp, len(folders)), in: map[string]*contents{".": {}}}
	for _, f := range folders {
		m.folders[f.Path] = f.Stamps
	}
	for i, r := range records {
		m.index[r.Path] = i
		d := m.folder(parent(r.Path))
		d.files = append(d.files, i)
	}
	return m
}

// folder returns the contents of a folder, which with those above becomes one of those remembered.
func (m *memory) folder(path string) *contents {
	c, ok := m.in[path]
	if !ok {
		c = &contents{}
		m.in[path] = c
		above := m.folder(parent(path))
		above.folders = append(above.folders, path)
	}
	return c
}

// survey is what lies in a tree, compared with what is remembered of it.
type survey struct {
	found   []stamp          // by record: the file's stamp if it is there as it was written, else zero
	there   []bool           // by record: something that is not a folder is there
	others  []string         // files without a record, in no particular order
	dots    []string         // the same for top-level dotfiles; a folder is not looked into
	folders map[string]stamp // real folders, that is, no symbolic links, with the stamp that they had before
	unsure  int              // files that had to be read, since their stamps did not tell enough
}

// look surveys a tree, of which root is the folder. The back tree, which nobody else writes to, is compared with the
// live tree as it was found: where a folder of it has its stamp still, so have the files in it that both trees share.
// It never follows a symbolic link below root.
func (m *memory) look(root string, tree int, alive survey, opt Options) (survey, error) {
	at := time.Now()
	within, err := openTop(root)
	if err != nil {
		return survey{}, err
	}
	defer within.close()
	s := survey{found: make([]stamp, len(m.records)), there: make([]bool, len(m.records)), folders: map[string]stamp{".": {}}}
	// Level by level, so that a folder is read only when it is known to be one.
	for level := []found{{name: "."}}; len(level) > 0; {
		results := make([]result, len(level))
		err := opt.each(len(level), func(i int) error {
			l := looking{m, root, within, tree, at, alive, &s, &results[i]}
			if _, same := level[i].same(m.folders[level[i].name][tree]); same {
				return l.known(m.in[level[i].name])
			}
			err := l.read(level[i].name)
			if err != nil && level[i].name != "." {
				results[i].others = append(results[i].others, level[i].name) // What cannot be read is not what was written.
				err = nil
			}
			return err
		})
		if err != nil {
			return s, err
		}
		level = nil
		for _, r := range results {
			s.others, s.dots = append(s.others, r.others...), append(s.dots, r.dots...)
			level = append(level, r.folders...)
			s.unsure += r.unsure
		}
		for _, d := range level {
			s.folders[d.name] = d.settled(at)
		}
	}
	return s, nil
}

// looking is at one folder of a tree.
type looking struct {
	*memory
	root   string
	within top // root, open
	tree   int
	at     time.Time
	alive  survey
	*survey
	*result
}

// result is what is found in one folder apart from files that are remembered, with whole paths.
type result struct {
	folders      []found
	others, dots []string
	unsure       int
}

// known looks at what is remembered of a folder in which no name has come or gone.
func (l *looking) known(c *contents) error {
	if c == nil {
		return nil
	}
	for _, i := range c.files {
		r := &l.records[i]
		if r.Stamps[l.tree] == (stamp{}) {
			continue
		}
		if shared, _ := r.Stamps[back].same(r.Stamps[live]); shared && l.tree == back {
			l.there[i], l.found[i] = true, l.alive.found[i]
			continue
		}
		if f, err := l.within.stat(r.Path); err == nil && f.kind != isFolder {
			l.file(i, f)
		}
	}
	for _, d := range c.folders {
		if f, err := l.within.stat(d); err == nil && f.kind == isFolder {
			f.name = d
			l.result.folders = append(l.result.folders, f)
		}
	}
	return nil
}

// read reads the names in a folder.
func (l *looking) read(path string) error {
	return readFolder(inFolder(l.root, path), func(f found) {
		if path != "." {
			f.name = path + "/" + f.name
		}
		i, recorded := l.index[f.name]
		dot := f.name[0] == '.'
		switch {
		case f.kind == isFolder && (l.in[f.name] != nil || !dot):
			l.result.folders = append(l.result.folders, f)
		case f.kind != isFolder && recorded:
			l.file(i, f)
		case dot:
			l.result.dots = append(l.result.dots, f.name)
		default:
			l.result.others = append(l.result.others, f.name)
		}
	})
}

// file compares a file with its record. If only its inode has changed, as with every hard link, its bytes decide.
func (l *looking) file(i int, f found) {
	r := &l.records[i]
	l.there[i] = true
	if f.kind != isFile || f.size != r.Size {
		return
	}
	asLive, sure := f.same(r.Stamps[live])
	asBack, alsoSure := f.same(r.Stamps[back])
	if !sure && !alsoSure {
		if !asLive && !asBack {
			return
		}
		if l.result.unsure++; digestOf(inFolder(l.root, r.Path)) != r.Digest {
			return
		}
	}
	l.found[i] = f.settled(l.at)
}

// digestOf returns the digest of a file, zero if it cannot be read.
func digestOf(name string) (d Digest) {
	file, err := regular.OpenFile(name)
	if err != nil {
		return d
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err == nil {
		sum.Sum(d[:0])
	}
	return d
}
