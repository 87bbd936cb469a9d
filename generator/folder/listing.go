package folder

import (
	"io/fs"
	"slices"
	"sync"
)

// listing is a folder of which each directory is listed once, however often it is walked.
type listing struct {
	fs.FS
	mu    sync.Mutex
	known map[string][]fs.DirEntry
}

func newListing(fsys fs.FS) *listing { return &listing{FS: fsys, known: map[string][]fs.DirEntry{}} }

func (l *listing) ReadDir(name string) ([]fs.DirEntry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	list, known := l.known[name]
	if !known {
		var err error
		if list, err = fs.ReadDir(l.FS, name); err != nil {
			return list, err
		}
		l.known[name] = list
	}
	return slices.Clone(list), nil // whoever asks may change it
}

func (l *listing) Stat(name string) (fs.FileInfo, error)  { return fs.Stat(l.FS, name) }
func (l *listing) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(l.FS, name) }
func (l *listing) ReadLink(name string) (string, error)   { return fs.ReadLink(l.FS, name) }
