package unit

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"io"
	"maps"
	"slices"
	"sync"

	"styrdok/generator/publish"
	"styrdok/generator/site"
)

// Output takes what is published, file by file, from several goroutines at once. A [publish.Tree] is one.
type Output interface {
	// Has reports whether the output holds just these bytes already, so that they need not be made.
	Has(path string, digest publish.Digest) bool
	// Keep says that a file is wanted of which Has reports that it is there.
	Keep(path string, digest publish.Digest) error
	Put(path string, data []byte) error
	// PutFrom is Put for a file that is copied; its digest may be zero if it is not known.
	PutFrom(path string, digest publish.Digest, open func() (io.ReadCloser, error)) error
	// Wanted returns what has been put and kept so far, by path.
	Wanted() publish.Manifest
}

// Memory is an output that holds everything, for those who look at a site without publishing it.
type Memory struct {
	mu    sync.Mutex
	Files map[string]publish.File // by path
	sums  map[string]publish.Entry
}

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	return &Memory{Files: map[string]publish.File{}, sums: map[string]publish.Entry{}}
}

func (o *Memory) Has(string, publish.Digest) bool { return false }

func (o *Memory) Keep(path string, _ publish.Digest) error {
	panic("unit: nothing to keep: " + path)
}

func (o *Memory) Put(path string, data []byte) error {
	return o.add(publish.File{Path: path, Data: data}, sha256.Sum256(data), int64(len(data)))
}

func (o *Memory) PutFrom(path string, _ publish.Digest, open func() (io.ReadCloser, error)) error {
	h, small := sha256.New(), new(bytes.Buffer)
	n, err := publish.File{Path: path, Open: open}.Copy(io.MultiWriter(h, &limited{small, held}))
	if err != nil {
		return err
	}
	f := publish.File{Path: path, Open: open}
	if n <= held {
		f = publish.File{Path: path, Data: small.Bytes()}
	}
	return o.add(f, publish.Digest(h.Sum(nil)), n)
}

func (o *Memory) add(f publish.File, digest publish.Digest, size int64) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.Files[f.Path], o.sums[f.Path] = f, publish.Entry{Path: f.Path, Digest: digest, Size: size}
	return nil
}

func (o *Memory) Wanted() publish.Manifest {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.SortedFunc(maps.Values(o.sums), func(a, b publish.Entry) int { return cmp.Compare(a.Path, b.Path) })
}

// held is the largest file that is kept in memory until it is written, in bytes.
const held = 64 << 10

// limited forgets what is written beyond a number of bytes.
type limited struct {
	to   io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	if _, err := l.to.Write(p[:n]); err != nil {
		return 0, err
	}
	return len(p), nil
}

// All returns the files by path.
func (o *Memory) All() []publish.File {
	return slices.SortedFunc(maps.Values(o.Files), func(a, b publish.File) int { return cmp.Compare(a.Path, b.Path) })
}

// Nowhere is an output of which only the names are wanted.
type Nowhere struct{ *Memory }

// NewNowhere returns an output that has no names yet.
func NewNowhere() Nowhere { return Nowhere{NewMemory()} }

func (o Nowhere) Put(path string, _ []byte) error {
	return o.add(publish.File{Path: path}, publish.Digest{}, 0)
}

func (o Nowhere) PutFrom(path string, _ publish.Digest, _ func() (io.ReadCloser, error)) error {
	return o.Put(path, nil)
}

// Digests is an output that keeps no files but the list of digests.
type Digests struct{ *Memory }

// NewDigests returns an output that has no digests yet.
func NewDigests() Digests { return Digests{NewMemory()} }

func (o Digests) Has(_ string, digest publish.Digest) bool { return digest != publish.Digest{} }

func (o Digests) Keep(path string, digest publish.Digest) error {
	return o.add(publish.File{Path: path}, digest, 0)
}

func (o Digests) Put(path string, data []byte) error {
	if err := o.Memory.Put(path, data); err != nil || path == site.Place(site.AddressSums) {
		return err
	}
	return o.forget(path)
}

func (o Digests) PutFrom(path string, digest publish.Digest, open func() (io.ReadCloser, error)) error {
	if err := o.Memory.PutFrom(path, digest, open); err != nil {
		return err
	}
	return o.forget(path)
}

func (o Digests) forget(path string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.Files, path)
	return nil
}
