package generator

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

// output takes what is published, file by file, from several goroutines at once. A [publish.Tree] is one.
type output interface {
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

// memory is an output that holds everything, for those who look at a site without publishing it.
type memory struct {
	mu    sync.Mutex
	files map[string]publish.File
	sums  map[string]publish.Entry
}

func newMemory() *memory {
	return &memory{files: map[string]publish.File{}, sums: map[string]publish.Entry{}}
}

func (o *memory) Has(string, publish.Digest) bool { return false }

func (o *memory) Keep(path string, _ publish.Digest) error {
	panic("generator: nothing to keep: " + path)
}

func (o *memory) Put(path string, data []byte) error {
	return o.add(publish.File{Path: path, Data: data}, sha256.Sum256(data), int64(len(data)))
}

func (o *memory) PutFrom(path string, _ publish.Digest, open func() (io.ReadCloser, error)) error {
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

func (o *memory) add(f publish.File, digest publish.Digest, size int64) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.files[f.Path], o.sums[f.Path] = f, publish.Entry{Path: f.Path, Digest: digest, Size: size}
	return nil
}

func (o *memory) Wanted() publish.Manifest {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.SortedFunc(maps.Values(o.sums), func(a, b publish.Entry) int { return cmp.Compare(a.Path, b.Path) })
}

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

// all returns the files by path.
func (o *memory) all() []publish.File {
	return slices.SortedFunc(maps.Values(o.files), func(a, b publish.File) int { return cmp.Compare(a.Path, b.Path) })
}

// nowhere is an output of which only the names are wanted.
type nowhere struct{ *memory }

func newNowhere() nowhere { return nowhere{newMemory()} }

func (o nowhere) Put(path string, _ []byte) error {
	return o.add(publish.File{Path: path}, publish.Digest{}, 0)
}

func (o nowhere) PutFrom(path string, _ publish.Digest, _ func() (io.ReadCloser, error)) error {
	return o.Put(path, nil)
}

// digests is an output that keeps no files but the list of digests.
type digests struct{ *memory }

func newDigests() digests { return digests{newMemory()} }

func (o digests) Has(_ string, digest publish.Digest) bool { return digest != publish.Digest{} }

func (o digests) Keep(path string, digest publish.Digest) error {
	return o.add(publish.File{Path: path}, digest, 0)
}

func (o digests) Put(path string, data []byte) error {
	if err := o.memory.Put(path, data); err != nil || path == site.Place(site.AddressSums) {
		return err
	}
	return o.forget(path)
}

func (o digests) PutFrom(path string, digest publish.Digest, open func() (io.ReadCloser, error)) error {
	if err := o.memory.PutFrom(path, digest, open); err != nil {
		return err
	}
	return o.forget(path)
}

func (o digests) forget(path string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.files, path)
	return nil
}
