// Package cache keeps between builds what took long to make, in a folder of the site. What is kept is
// found by a key made of everything that it depends on, so a hit is what making it anew would give.
// A cache that cannot be read or written is none: the build goes on without it. The package does not
// know what it keeps.
package cache

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
)

// Folder is the cache's place in the site's folder.
const Folder = ".styrdok"

// Cache is a cache that is open. A nil Cache keeps nothing. It may be used from several goroutines.
type Cache struct {
	root *os.Root

	mu   sync.Mutex
	used map[string]bool
	off  bool // writing has failed once
}

// Open opens the cache of the site in dir, which is made if it is absent. It returns nil if there can
// be none.
func Open(dir string) *Cache {
	root, err := OpenFolder(dir)
	if err != nil {
		return nil
	}
	return &Cache{root: root, used: map[string]bool{}}
}

// OpenFolder opens the folder of the cache of the site in dir, which is made if it is absent. What lies
// there is nobody's work, and git leaves it alone.
func OpenFolder(dir string) (*os.Root, error) {
	site, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer site.Close()
	// A root does not follow links that lead out of it.
	if err := site.Mkdir(Folder, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	root, err := site.OpenRoot(Folder)
	if err != nil {
		return nil, err
	}
	if _, err := root.Stat(".gitignore"); err != nil {
		// Should this fail, so will whatever is to be kept.
		_ = write(root, ".gitignore", []byte("*\n"))
	}
	return root, nil
}

// suffix is that of all files of the cache. Nothing else in the folder is touched.
const suffix = ".cache"

// partial begins the names of files that are being written.
const partial = "new-"

// Get returns what is kept under a key. A file that is not what was written is as good as none.
func (c *Cache) Get(key Key) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	name := key.file()
	data, err := c.root.ReadFile(name)
	if err != nil || len(data) < sha256.Size {
		return nil, false
	}
	sum, data := data[:sha256.Size], data[sha256.Size:]
	if want := digest(key, data); !bytes.Equal(sum, want[:]) {
		return nil, false
	}
	c.mu.Lock()
	c.used[name] = true
	c.mu.Unlock()
	return data, true
}

// Put keeps data under a key.
func (c *Cache) Put(key Key, data []byte) {
	if c == nil {
		return
	}
	sum := digest(key, data)
	name := key.file()
	if c.write(name, append(sum[:], data...)) {
		c.mu.Lock()
		c.used[name] = true
		c.mu.Unlock()
	}
}

// digest binds data to its key, so that a file under another's name is not taken for it.
func digest(key Key, data []byte) [sha256.Size]byte {
	h := sha256.New()
	h.Write(key[:])
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
}

// write writes a file so that it is there whole or not at all, and reports whether it is.
func (c *Cache) write(name string, data []byte) bool {
	c.mu.Lock()
	off := c.off
	c.mu.Unlock()
	if off {
		return false
	}
	if err := write(c.root, name, data); err == nil {
		return true
	}
	c.mu.Lock()
	c.off = true
	c.mu.Unlock()
	return false
}

// write puts a file into a folder whole or not at all.
func write(root *os.Root, name string, data []byte) error {
	var unique [8]byte
	rand.Read(unique[:])
	tmp := partial + hex.EncodeToString(unique[:]) + suffix
	err := root.WriteFile(tmp, data, 0o644)
	if err == nil {
		err = root.Rename(tmp, name)
	}
	if err != nil {
		root.Remove(tmp)
	}
	return err
}

// Sweep removes what has been neither found nor put since the cache was opened, and what a build that
// was broken off has left.
func (c *Cache) Sweep() {
	if c == nil {
		return
	}
	folder, err := c.root.Open(".")
	if err != nil {
		return
	}
	defer folder.Close()
	names, err := folder.Readdirnames(-1)
	if err != nil && err != io.EOF {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, name := range names {
		if path.Ext(name) == suffix && !c.used[name] {
			c.root.Remove(name)
		}
	}
}

// Close closes the cache.
func (c *Cache) Close() {
	if c != nil {
		c.root.Close()
	}
}
