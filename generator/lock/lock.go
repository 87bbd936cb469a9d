// Package lock keeps two processes from writing the same files at once. A lock is an operating system's file lock,
// which ends with its process. Lock files are in the cache folder of a site, where only those who may write the site
// can create them. If that cannot be, what is there already is locked, where the system can do that, and otherwise a file in the
// user's cache folder; without any of these it is done without. The package does not know what is written.
package lock

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"styrdok/generator/memo"
	"styrdok/generator/regular"
)

// ErrNotFile means that something other than a regular file has the name of a lock.
var ErrNotFile = errors.New("the lock is not a regular file")

// Wait is what is waited for.
type Wait string

// Kinds of waits. Waiting for a reader or a writer is given up in the end; "-long" is then appended, and the work is done without the lock.
const (
	Writing  Wait = "writing"  // another process writes the site's files, or the output, until it ends
	Reading  Wait = "reading"  // files are to be changed that others read
	Changing Wait = "changing" // files are to be read that another process is changing

	long = "-long"
)

// Waiting is told what is waited for, once that has taken a while, and if it is waited for no longer. It may be nil.
type Waiting func(Wait)

func (w Waiting) tell(what Wait) {
	if w != nil {
		w(what)
	}
}

// every is the time between attempts, and patience the time before it is told that something is waited for.
const (
	every    = 25 * time.Millisecond
	patience = time.Second
)

// Sources is the lock on a site's own files. It must be held from before they are read until they are written.
const Sources = "sources"

// changing is the lock on the moment in which a site's files change: whoever changes them has it alone, whoever reads them a share.
const changing = "changing"

// longest is how long a process waits for that lock. Then it is done without, and so is what follows until the lock is free again:
// somebody else's program may have been stopped.
const longest = 30 * time.Second

// without has the locks that this process has given up waiting for, by folder and wait.
var without sync.Map

// Change waits until nobody reads the files of the site in a folder, and keeps others from reading them until it is released. It does so
// where the site has its cache folder.
func Change(site string, waiting Waiting) (release func()) {
	release, _ = brief(site, false, waiting)
	return release
}

// Read waits until nobody is changing the files of the site in a folder, and keeps others from doing so until it is released, so that
// what is listed is there when it is read. It reports false if that cannot be had.
func Read(site string, waiting Waiting) (release func(), had bool) {
	return brief(site, true, waiting)
}

func brief(site string, share bool, waiting Waiting) (release func(), had bool) {
	none := func() {}
	folder := filepath.Join(site, memo.Folder)
	if info, err := os.Lstat(folder); err != nil || !info.IsDir() {
		return none, false
	}
	root, err := regular.OpenRoot(folder)
	if err != nil {
		return none, false
	}
	what := Reading
	if share {
		what = Changing
	}
	key := folder + "\x00" + string(what)
	told, pause := false, every/5 // what takes a moment only is not to take long
	for begun := time.Now(); ; time.Sleep(pause) {
		free, taken, err := try(root, changing+".lock", share)
		if taken {
			without.Delete(key)
			return func() { free(); root.Close() }, true
		}
		waited := time.Since(begun)
		_, given := without.Load(key)
		if waited > longest && !given {
			without.Store(key, true)
			waiting.tell(what + long)
		}
		if err != nil || waited > longest || given {
			root.Close()
			return none, false
		}
		if waited > patience && !told {
			told, pause = true, every
			waiting.tell(what)
		}
	}
}

// Output returns the lock on an output folder; dir is absolute and without symbolic links.
func Output(dir string) string { return "output-" + digest(dir) }

// Take acquires a lock of the site in a folder, and waits as long as another process holds it.
func Take(site, name string, waiting Waiting) (release func(), err error) {
	instead := cmp.Or(site, ".")
	if name == Sources { // which is taken together with others
		instead = filepath.Join(site, "config.toml")
	}
	return take(site, name, instead, waiting)
}

// TakeOutput acquires the lock on an output folder, see [Output], as [Take] does.
func TakeOutput(site, dir string, waiting Waiting) (release func(), err error) {
	return take(site, Output(dir), filepath.Dir(dir), waiting)
}

func take(site, name, instead string, waiting Waiting) (release func(), err error) {
	attempt, done := place(site, name, instead)
	for n := time.Duration(1); ; n++ {
		free, taken, err := attempt()
		if err != nil {
			done()
			return nil, fmt.Errorf("lock %s: %w", name, err)
		}
		if taken {
			return func() { free(); done() }, nil
		}
		if n == patience/every {
			waiting.tell(Writing)
		}
		time.Sleep(every)
	}
}

// attempt acquires a lock if it is free.
type attempt func() (release func(), taken bool, err error)

// place finds where a lock can be had: in the site's cache folder, else where the system says, else nowhere.
func place(site, name, instead string) (_ attempt, done func()) {
	file := name + ".lock"
	in := func(root *os.Root, file string) attempt {
		return func() (func(), bool, error) { return try(root, file, false) }
	}
	works := func(a attempt) bool {
		release, taken, err := a()
		if taken {
			release()
		}
		return err == nil
	}
	if root, err := memo.OpenFolder(site); err == nil {
		if a := in(root, file); works(a) {
			return a, func() { root.Close() }
		}
		root.Close()
	}
	if a, done := elsewhere(site, name, instead, in); a != nil {
		if works(a) {
			return a, done
		}
		done()
	}
	return func() (func(), bool, error) { return func() {}, true, nil }, func() {}
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}
