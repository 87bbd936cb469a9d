// Package memo keeps the results of expensive work between builds in a folder of the site. A [Store]
// finds finished files by the digest of everything that they depend on. A [Record] is valid as long as
// its input and the answers to all questions that were asked while it was made are the same. A [State]
// keeps values of one site by name. Whatever cannot be read or does not fit is treated as absent. The
// package does not know what it keeps.
package memo

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"

	"styrdok/generator/regular"
)

// Folder is the name of the folder below the site's in which everything is remembered.
const Folder = ".styrdok"

// Store keeps finished files, each under the digest of everything that it depends on. A nil Store
// keeps nothing. It may be used from several goroutines.
type Store struct {
	root *os.Root

	mu   sync.Mutex
	used map[string]bool
	off  bool // writing has failed once
}

// Open opens the store of the site in dir and creates it if needed. It returns nil if that fails.
func Open(dir string) *Store {
	root, err := OpenFolder(dir)
	if err != nil {
		return nil
	}
	return &Store{root: root, used: map[string]bool{}}
}

// OpenFolder opens [Folder] of the site in dir and creates it if needed. Everything in it can be made
// again, and git ignores it.
func OpenFolder(dir string) (*os.Root, error) {
	site, err := regular.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer site.Close()
	// A root does not follow links that lead out of it.
	switch err := site.Mkdir(Folder, 0o755); {
	case err == nil:
		// All who share the site may write here, and so wait for the same locks.
		if above, err := site.Stat("."); err == nil && above.Mode()&fs.ModeSetgid != 0 {
			if now, err := site.Stat(Folder); err == nil {
				_ = site.Chmod(Folder, now.Mode().Perm()|above.Mode()&(0o070|fs.ModeSetgid))
			}
		}
	case !errors.Is(err, fs.ErrExist):
		return nil, err
	}
	if info, err := site.Stat(Folder); err != nil || !info.IsDir() {
		return nil, cmp.Or(err, fs.ErrExist) // to open a named pipe would wait for its writer
	}
	root, err := site.OpenRoot(Folder)
	if err != nil {
		return nil, err
	}
	if _, err := root.Stat(".gitignore"); err != nil {
		// If this fails, so will writing anything else.
		_ = write(root, ".gitignore", []byte("*\n"))
	}
	return root, nil
}

// suffix ends the names of the store's files. Sweep touches no others.
const suffix = ".cache"

// partial begins the names of files that are being written.
const partial = "new-"

// mostKept is above anything that is kept under a key, in bytes.
const mostKept = 1 << 30

// Get returns what is kept under a key. A damaged file is treated as absent.
func (s *Store) Get(key Digest) ([]byte, bool) {
	if s == nil {
		return nil, false
	}
	name := key.file()
	data, err := regular.Read(regular.In(s.root), name, mostKept)
	if err != nil || len(data) < sha256.Size {
		return nil, false
	}
	sum, data := data[:sha256.Size], data[sha256.Size:]
	if want := sumOf(key, data); !bytes.Equal(sum, want[:]) {
		return nil, false
	}
	s.mu.Lock()
	s.used[name] = true
	s.mu.Unlock()
	return data, true
}

// Has reports whether there is a file under a key, which may yet be damaged. It counts as found.
func (s *Store) Has(key Digest) bool {
	if s == nil {
		return false
	}
	name := key.file()
	if _, err := s.root.Lstat(name); err != nil {
		return false
	}
	s.mu.Lock()
	s.used[name] = true
	s.mu.Unlock()
	return true
}

// Use says that what is under a key is still wanted, without a look at it.
func (s *Store) Use(key Digest) {
	if s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.used[key.file()] = true
	}
}

// Put keeps data under a key.
func (s *Store) Put(key Digest, data []byte) {
	if s == nil {
		return
	}
	sum := sumOf(key, data)
	name := key.file()
	if s.write(name, append(sum[:], data...)) {
		s.mu.Lock()
		s.used[name] = true
		s.mu.Unlock()
	}
}

// sumOf binds data to its key, so that a renamed file is not taken for another.
func sumOf(key Digest, data []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(key[:])
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
}

// write writes a file whole or not at all, and reports whether it succeeded.
func (s *Store) write(name string, data []byte) bool {
	s.mu.Lock()
	off := s.off
	s.mu.Unlock()
	if off {
		return false
	}
	if err := write(s.root, name, data); err == nil {
		return true
	}
	s.mu.Lock()
	s.off = true
	s.mu.Unlock()
	return false
}

// write writes a file whole or not at all.
func write(root *os.Root, name string, data []byte) error {
	tmp := partialName()
	err := root.WriteFile(tmp, data, 0o644)
	if err == nil {
		err = root.Rename(tmp, name)
	}
	if err != nil {
		root.Remove(tmp)
	}
	return err
}

// Sweep removes what has been neither found nor put since the store was opened, and the partial files
// of interrupted builds.
func (s *Store) Sweep() {
	if s == nil {
		return
	}
	folder, err := s.root.Open(".")
	if err != nil {
		return
	}
	defer folder.Close()
	names, err := folder.Readdirnames(-1)
	if err != nil && err != io.EOF {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range names {
		if path.Ext(name) == suffix && !s.used[name] {
			s.root.Remove(name)
		}
	}
}

// Close closes the store.
func (s *Store) Close() {
	if s != nil {
		s.root.Close()
	}
}
