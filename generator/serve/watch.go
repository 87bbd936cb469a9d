package serve

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher reports changes of what a site is made from. It watches folders instead of files, since many editors save by
// replacing a file.
type watcher struct {
	notify *fsnotify.Watcher
	wake   chan struct{}
	done   chan struct{}
}

// watched are the parts of a site's folder that it is made from.
var watched = []string{"content", "static", "themes"}

func watch(dir string) (*watcher, error) {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{notify: n, wake: make(chan struct{}, 1), done: make(chan struct{})}
	if err := w.add(dir); err != nil {
		n.Close()
		return nil, err
	}
	go w.relay(dir)
	return w, nil
}

// add watches a folder and those below it, unless they are watched already.
func (w *watcher) add(dir string) error {
	if err := w.notify.Add(dir); err != nil {
		return err
	}
	for _, part := range watched {
		root := filepath.Join(dir, part)
		err := filepath.WalkDir(root, func(p string, e fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case !e.IsDir():
				return nil
			case p != root && strings.HasPrefix(e.Name(), "."):
				return fs.SkipDir
			}
			return w.notify.Add(p)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// relay passes on relevant changes.
func (w *watcher) relay(dir string) {
	defer close(w.done)
	for e := range w.notify.Events {
		if !matters(dir, e) {
			continue
		}
		if e.Has(fsnotify.Create) {
			if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
				// Files may have been added before the folder was watched; they are read when the change is handled.
				_ = w.add(dir)
			}
		}
		w.tell()
	}
}

// tell reports that something has changed.
func (w *watcher) tell() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func matters(dir string, e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	name := filepath.Base(e.Name)
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, ".swp") {
		return false
	}
	rel, err := filepath.Rel(dir, e.Name)
	if err != nil {
		return false
	}
	first, _, below := strings.Cut(filepath.ToSlash(rel), "/")
	return below || first == "config.toml" || slices.Contains(watched, first)
}

func (w *watcher) changes() <-chan struct{} { return w.wake }

func (w *watcher) errors() <-chan error { return w.notify.Errors }

// drain waits until nothing has changed for the time quiet.
func (w *watcher) drain(quiet time.Duration) {
	timer := time.NewTimer(quiet)
	defer timer.Stop()
	for {
		select {
		case <-w.wake:
			timer.Reset(quiet)
		case <-timer.C:
			return
		}
	}
}

// Close stops watching.
func (w *watcher) Close() {
	w.notify.Close()
	<-w.done
}
