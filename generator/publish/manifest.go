package publish

import (
	"crypto/sha256"
	"encoding/binary"
	"io/fs"
	"os"
	"strings"
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

// stamp tells without reading a file whether it is still the one that was written. The zero stamp
// belongs to no file.
type stamp struct {
	modified int64 // nanoseconds since 1970
	inode    uint64
}

// record is an Entry with the stamps of its file in the live tree and in the back tree. The back tree
// holds the file with the same bytes or, if its stamp is zero, not at all.
type record struct {
	Entry
	live, back stamp
}

// heldBy returns the stamp of a file if that file is the one on record.
func (r *record) heldBy(info fs.FileInfo) stamp {
	if !info.Mode().IsRegular() || info.Size() != r.Size {
		return stamp{}
	}
	if s := stampOf(info); s == r.live || s == r.back {
		return s
	}
	return stamp{}
}

// version begins a manifest file. Another format gets another version.
const version = "styrdok output 1\n"

// encode returns the manifest file of an output folder.
func encode(dir, sort string, records []record) []byte {
	b := []byte(version)
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	text(dir)
	text(sort)
	b = binary.AppendUvarint(b, uint64(len(records)))
	for _, r := range records {
		text(r.Path)
		b = append(b, r.Digest[:]...)
		b = binary.AppendVarint(b, r.Size)
		for _, s := range []stamp{r.live, r.back} {
			b = binary.AppendUvarint(binary.AppendVarint(b, s.modified), s.inode)
		}
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// decode reads what encode wrote for the folder. It returns nil for anything else.
func decode(b []byte, dir, sort string) []record {
	if len(b) < sha256.Size {
		return nil
	}
	b, sum := b[:len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if sha256.Sum256(b) != Digest(sum) {
		return nil
	}
	d := decoder{b: b}
	if string(d.bytes(uint64(len(version)))) != version || d.text() != dir || d.text() != sort {
		return nil
	}
	n := d.unsigned()
	if n > uint64(len(d.b))/sha256.Size {
		return nil
	}
	records := make([]record, n)
	for i := range records {
		r := &records[i]
		r.Path = d.text()
		copy(r.Digest[:], d.bytes(sha256.Size))
		r.Size = d.signed()
		r.live = stamp{d.signed(), d.unsigned()}
		r.back = stamp{d.signed(), d.unsigned()}
		if !validPath(r.Path) || i > 0 && r.Path <= records[i-1].Path {
			return nil
		}
	}
	if d.bad || len(d.b) > 0 {
		return nil
	}
	return records
}

// decoder reads values off the front of b. Once bad it returns zero values.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) bytes(n uint64) []byte {
	if d.bad = d.bad || n > uint64(len(d.b)); d.bad {
		return nil
	}
	out := d.b[:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) text() string { return string(d.bytes(d.unsigned())) }

func (d *decoder) unsigned() uint64 {
	v, n := binary.Uvarint(d.b)
	d.bytes(uint64(n)) // A negative n, which tells of an error, becomes more than there is.
	d.bad = d.bad || n == 0
	return v
}

func (d *decoder) signed() int64 {
	v, n := binary.Varint(d.b)
	d.bytes(uint64(n))
	d.bad = d.bad || n == 0
	return v
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

// survey is what lies in a tree, compared with the records of it.
type survey struct {
	found   []stamp         // by record: the file's stamp if it is there as it was written, else zero
	there   []bool          // by record: something that is not a folder is there
	others  []string        // files without a record, in no particular order
	dots    []string        // the same for top-level dotfiles; a folder is not looked into
	folders map[string]bool // real folders, that is, no symbolic links
}

// look surveys the tree in root. It never follows a symbolic link below root.
func look(root string, records []record, opt Options) (survey, error) {
	s := survey{found: make([]stamp, len(records)), there: make([]bool, len(records)), folders: map[string]bool{".": true}}
	index := make(map[string]int, len(records))
	known := map[string]bool{".": true}
	for i := range records {
		index[records[i].Path] = i
		for d := parent(records[i].Path); !known[d]; d = parent(d) {
			known[d] = true
		}
	}
	// Level by level, so that a folder is read only when it is known to be one.
	for level := []string{"."}; len(level) > 0; {
		seen := make([]survey, len(level))
		err := opt.each(len(level), func(i int) error {
			return seen[i].read(root, level[i], func(p string, e fs.DirEntry) {
				r, recorded := index[p]
				dot := p[0] == '.'
				switch {
				case e.IsDir() && (known[p] || !dot):
					seen[i].folders[p] = true
				case recorded && !e.IsDir():
					s.there[r] = true
					if info, err := e.Info(); err == nil {
						s.found[r] = records[r].heldBy(info)
					}
				case dot:
					seen[i].dots = append(seen[i].dots, p)
				default:
					seen[i].others = append(seen[i].others, p)
				}
			})
		})
		if err != nil {
			return s, err
		}
		level = level[:0:0]
		for _, found := range seen {
			s.others, s.dots = append(s.others, found.others...), append(s.dots, found.dots...)
			for d := range found.folders {
				s.folders[d] = true
				level = append(level, d)
			}
		}
	}
	return s, nil
}

// read calls do for all entries of a folder. A folder below root that cannot be read is listed with the
// others.
func (s *survey) read(root, folder string, do func(p string, e fs.DirEntry)) error {
	s.folders = map[string]bool{}
	f, err := os.Open(root + "/" + folder)
	if err != nil && folder != "." {
		s.others = append(s.others, folder)
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	for _, e := range entries {
		p := e.Name()
		if folder != "." {
			p = folder + "/" + p
		}
		do(p, e)
	}
	return err
}
