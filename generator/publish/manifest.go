package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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

// stamp tells, with the size and without reading it, whether a file is still the one that was written. The
// zero stamp belongs to no file. (The time at which the inode changed, which package memo looks at too,
// changes with every hard link.)
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

// remember writes the manifest file, and reports whether it could.
func (t *Tree) remember(c changes) bool {
	if t.opt.State == "" {
		return false
	}
	records := make([]record, 0, len(t.wanted))
	for _, w := range slices.Concat(c.put, c.kept) {
		r := record{Entry: w.Entry, live: w.stamp}
		if w.record >= 0 {
			if w.stamp == (stamp{}) {
				r.live = t.live.found[w.record]
			}
			if t.back {
				r.back = t.live.found[w.record]
			}
		}
		records = append(records, r)
	}
	slices.SortFunc(records, func(a, b record) int { return strings.Compare(a.Path, b.Path) })
	file := t.manifestFile()
	err := t.opt.at("manifest", file)
	if err == nil {
		err = os.WriteFile(file+".new", encode(t.dir, t.opt.Sort, records), 0o644)
	}
	if err == nil {
		err = os.Rename(file+".new", file)
	}
	t.forget()
	return err == nil
}

// forget removes what is remembered of output folders that are gone.
func (t *Tree) forget() {
	names, _ := fs.Glob(os.DirFS(t.opt.State), "output-*.manifest")
	for _, name := range names {
		file := filepath.Join(t.opt.State, name)
		data, err := os.ReadFile(file)
		if err != nil || !bytes.HasPrefix(data, []byte(version)) {
			continue
		}
		d := decoder{b: data[len(version):]}
		work := strings.TrimSuffix(file, ".manifest")
		if dir := d.text(); !d.bad && absent(dir) && absent(filepath.Join(work, "new")) {
			_ = errors.Join(os.RemoveAll(work), os.Remove(file))
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
