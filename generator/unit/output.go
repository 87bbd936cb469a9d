package unit

import (
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

// Memory is an output that publishes nothing.
type Memory struct {
	mu    sync.Mutex
	keeps keeps
	Files map[string]publish.File // by path
	sums  map[string]publish.Entry
}

// keeps is what a Memory keeps of files besides their names.
type keeps int

const (
	keepsAll keeps = iota
	keepsDigests
	keepsNames
)

// NewMemory returns an output that holds everything, for those who look at a site without publishing it.
func NewMemory() *Memory { return newMemory(keepsAll) }

// NewNames returns an output of which only the names of files are wanted.
func NewNames() *Memory { return newMemory(keepsNames) }

// NewDigests returns an output that keeps no files but the list of digests.
func NewDigests() *Memory { return newMemory(keepsDigests) }

func newMemory(k keeps) *Memory {
	return &Memory{keeps: k, Files: map[string]publish.File{}, sums: map[string]publish.Entry{}}
}

// Has reports whether a file need not be made, since only its name or its digest is wanted.
func (o *Memory) Has(_ string, digest publish.Digest) bool {
	return o.keeps == keepsNames || o.keeps == keepsDigests && digest != publish.Digest{}
}

// Keep notes the name and the digest of a file.
func (o *Memory) Keep(path string, digest publish.Digest) error {
	return o.add(publish.File{Path: path}, digest, 0)
}

// Put notes a file.
func (o *Memory) Put(path string, data []byte) error {
	if o.keeps == keepsNames {
		return o.add(publish.File{Path: path}, publish.Digest{}, 0)
	}
	f := publish.File{Path: path, Data: data}
	if o.keeps == keepsDigests && path != site.Place(site.AddressSums) {
		f.Data = nil
	}
	return o.add(f, sha256.Sum256(data), int64(len(data)))
}

// held is the largest copied file that is kept in memory, in bytes.
const held = 64 << 10

// PutFrom reads a file and keeps it if it is small.
func (o *Memory) PutFrom(path string, _ publish.Digest, open func() (io.ReadCloser, error)) error {
	if o.keeps == keepsNames {
		return o.Put(path, nil)
	}
	r, err := open()
	if err != nil {
		return err
	}
	defer r.Close()
	small, err := io.ReadAll(io.LimitReader(r, held+1))
	if err != nil {
		return err
	}
	if len(small) <= held {
		return o.Put(path, small)
	}
	h := sha256.New()
	h.Write(small)
	n, err := io.Copy(h, r)
	if err != nil {
		return err
	}
	return o.add(publish.File{Path: path, Open: open}, publish.Digest(h.Sum(nil)), int64(len(small))+n)
}

func (o *Memory) add(f publish.File, digest publish.Digest, size int64) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.Files[f.Path], o.sums[f.Path] = f, publish.Entry{Path: f.Path, Digest: digest, Size: size}
	return nil
}

// Wanted returns what has been put and kept so far, by path.
func (o *Memory) Wanted() publish.Manifest {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.SortedFunc(maps.Values(o.sums), func(a, b publish.Entry) int { return cmp.Compare(a.Path, b.Path) })
}

// All returns the files by path.
func (o *Memory) All() []publish.File {
	return slices.SortedFunc(maps.Values(o.Files), func(a, b publish.File) int { return cmp.Compare(a.Path, b.Path) })
}
