// Package lock keeps two processes from writing the same files at once. A lock is a file that the
// system holds for its process, so it dies with it, however that ends. Locks lie in the cache's folder
// of a site, where only those who may write the site can make them; where that cannot be written they
// lie in the user's own cache. The package does not know what is written.
package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"styrdok/generator/memo"
)

// ErrNotFile means that something else than a file has the name of a lock.
var ErrNotFile = errors.New("the lock is no file")

// every is how long a process waits before it tries again, and patience how often it does before it
// tells that it waits.
const (
	every    = 25 * time.Millisecond
	patience = 20
)

// Sources is the lock for writing a site's own files, from before they are read.
const Sources = "sources"

// Output is the lock for writing an output folder, which has an absolute path without links.
func Output(dir string) string { return "output-" + digest(dir) }

// Take waits until nobody else has the named lock of the site in a folder. Waiting, which may be nil,
// is called once if that takes more than half a second.
func Take(site, name string, waiting func()) (release func(), err error) {
	root, file, err := place(site, name)
	if err != nil {
		return nil, err
	}
	for n := 1; ; n++ {
		free, taken, err := try(root, file)
		if err != nil {
			root.Close()
			return nil, fmt.Errorf("lock %s: %w", file, err)
		}
		if taken {
			return func() { free(); root.Close() }, nil
		}
		if n == patience && waiting != nil {
			waiting()
		}
		time.Sleep(every)
	}
}

// place opens the folder in which a lock lies, and gives the name of its file.
func place(site, name string) (*os.Root, string, error) {
	if root, err := memo.OpenFolder(site); err == nil {
		file := name + ".lock"
		if release, taken, err := try(root, file); err == nil {
			if taken {
				release()
			}
			return root, file, nil
		}
		root.Close()
	}
	own, err := os.UserCacheDir()
	if err != nil {
		return nil, "", err
	}
	own = filepath.Join(own, "styrdok")
	if err := os.MkdirAll(own, 0o700); err != nil {
		return nil, "", err
	}
	root, err := os.OpenRoot(own)
	if err != nil {
		return nil, "", err
	}
	abs, err := filepath.Abs(site)
	if real, linked := filepath.EvalSymlinks(abs); linked == nil {
		abs = real
	}
	return root, name + "-" + digest(abs) + ".lock", err
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}
