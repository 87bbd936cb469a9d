package publish

import (
	"errors"
	"fmt"
	"github.com/google/go-cmp/cmp"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// change is what the tests of faults publish: it changes, adds and removes files and folders.
var change = [2]map[string]string{
	{"a.html": "1", "b.css": "1", "c/d": "same", "e/f": "gone", "g": "file", "h/i": "in folder", "s.html": "same"},
	{"a.html": "2", "b.css": "2", "c/d": "same", "n/o": "new", "g/x": "in folder", "h": "file", "s.html": "same"},
}

// prepared returns an output that holds the first files of change, and has been published twice so that it
// has what it needs to be published a third time.
func prepared(t *testing.T, way string) *output {
	t.Helper()
	o := newOutput(t, way)
	first := maps.Clone(change[0])
	first["b.css"] = "0"
	o.publish(t, first, nil)
	put(t, o.opt.Dir, map[string]string{".web": "dot"})
	o.publish(t, change[0], map[string]string{".web": "dot"})
	return o
}

var dot = map[string]string{".web": "dot"}

// stride is the distance between changes that fail, or at which the program is killed: all do where files are fast.
var stride = map[string]int{"windows": 6}[runtime.GOOS] + 1

// TestFaults makes the first, the second, … change on disk fail.
func TestFaults(t *testing.T) {
	faults := 0
	defer func() { t.Logf("%d faults", faults) }()
	for _, way := range ways {
		t.Run(way, func(t *testing.T) {
			for k, done := 0, false; !done; k += stride {
				o := prepared(t, way)
				n, hook := 0, o.opt.hook
				o.opt.hook = func(op, name string) error {
					if n++; n == k+1 {
						return fmt.Errorf("fault at %s %s", op, name)
					}
					return hook(op, name)
				}
				_, err := Publish(filesOf(change[1]), o.opt)
				done = n <= k
				faults++
				if err != nil {
					o.check(t, change[0], dot)
					o.noLeftovers(t, tree(t, o.opt.Dir))
				} else {
					o.check(t, change[1], dot)
				}
				o.opt.hook = hook
				o.publish(t, change[1], dot)
				o.publish(t, change[0], dot)
			}
		})
	}
}

// TestFaultsOfTheFirst makes a change on disk fail of a first output that is made where it will lie, as nothing can be moved there:
// none is left.
func TestFaultsOfTheFirst(t *testing.T) {
	for k, done := 0, false; !done; k += stride {
		o := newOutput(t, "each")
		n, hook := 0, o.opt.hook
		o.opt.hook = func(op, name string) error {
			if op == "rename" && strings.HasSuffix(name, "probe") {
				return errors.ErrUnsupported
			}
			if n++; n == k+1 {
				return fmt.Errorf("fault at %s %s", op, name)
			}
			return hook(op, name)
		}
		_, err := Publish(filesOf(change[0]), o.opt)
		done = n <= k
		if _, left := os.Lstat(o.opt.Dir); err != nil && !errors.Is(left, fs.ErrNotExist) {
			t.Errorf("%v: an output is left with %v", err, tree(t, o.opt.Dir))
		}
	}
}

// TestTried shows that nothing changes if the last file cannot be replaced.
func TestTried(t *testing.T) {
	o := prepared(t, "each")
	hook := o.opt.hook
	o.opt.hook = func(op, name string) error {
		if op == "try" && name == filepath.Join(o.opt.Dir, "a.html") {
			return fs.ErrPermission
		}
		if strings.HasPrefix(name, o.opt.Dir+"/") && op != "try" {
			t.Errorf("%s %s", op, name)
		}
		return hook(op, name)
	}
	files := maps.Clone(change[1])
	if _, err := Publish(filesOf(files), o.opt); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("error %v", err)
	}
	o.check(t, change[0], dot)
}

// TestKilled kills the program at the first, the second, … change on disk.
func TestKilled(t *testing.T) {
	kills := 0
	defer func() { t.Logf("%d kills", kills) }()
	for _, way := range ways {
		t.Run(way, func(t *testing.T) {
			points := 0
			for k, done := 0, false; !done; k += stride {
				for i, next := range []string{"look", "old", "new"} {
					if way != "exchange" && way != "each" && i != k%3 {
						continue // These differ little from the other two.
					}
					o := prepared(t, way)
					n, hook := 0, o.opt.hook
					o.opt.hook = func(op, name string) error {
						if n++; n == k+1 {
							panic("killed")
						}
						return hook(op, name)
					}
					func() {
						defer func() { _ = recover() }()
						_, err := Publish(filesOf(change[1]), o.opt)
						if err != nil {
							t.Fatal(err)
						}
						done = true
					}()
					kills++
					points = k
					o.opt.hook = hook
					if exchanges && (way == "exchange" || way == "copies" || way == "forgetful") {
						o.whole(t)
					}
					switch next {
					case "look":
						tr, err := Begin(o.opt)
						if err != nil {
							t.Fatal(err)
						}
						tr.Abort()
						o.whole(t)
					case "old":
						o.publish(t, change[0], dot)
					}
					o.publish(t, change[1], dot)
					o.publish(t, change[0], dot)
				}
			}
			if points < 20 {
				t.Errorf("killed at %d points only", points)
			}
		})
	}
}

// whole checks that the output is the old or the new one.
func (o *output) whole(t *testing.T) {
	t.Helper()
	got := tree(t, o.opt.Dir)
	var diffs []string
	for _, files := range change {
		want := map[string]string{Mark: "public\n", ".web": "dot"}
		maps.Copy(want, files)
		diffs = append(diffs, cmp.Diff(want, got))
	}
	if diffs[0] != "" && diffs[1] != "" {
		t.Fatalf("neither the old nor the new output: %s\n%s", diffs[0], diffs[1])
	}
}

// TestFirstBuildKilled kills the first build, which has found an empty folder that cannot be exchanged.
func TestFirstBuildKilled(t *testing.T) {
	for k, done := 0, false; !done; k += stride {
		o := newOutput(t, "each")
		if err := os.MkdirAll(o.opt.Dir, 0o755); err != nil {
			t.Fatal(err)
		}
		n, hook := 0, o.opt.hook
		o.opt.hook = func(op, name string) error {
			if n++; n == k+1 {
				panic("killed")
			}
			return hook(op, name)
		}
		func() {
			defer func() { _ = recover() }()
			_, err := Publish(filesOf(change[1]), o.opt)
			done = err == nil
		}()
		o.opt.hook = hook
		if k%2 == 0 { // What was to be remembered is lost as well.
			if err := os.RemoveAll(o.state()); err != nil {
				t.Fatal(err)
			}
		}
		o.publish(t, change[1], nil)
	}
}

// TestFoldersKilled kills Folders, and shows that the next call finds all folders as they were, or all new.
func TestFoldersKilled(t *testing.T) {
	list := func(text string, names ...string) (out []Folder) {
		for _, name := range names {
			out = append(out, Folder{
				Name: name, Files: []File{{Path: "data/a", Data: []byte(text)}},
				Keep: func(fs.FS) (bool, error) { return false, nil },
			})
		}
		return out
	}
	before := map[string]string{"a/data/a": "1", "b/data/a": "1", "own": "of others"}
	after := map[string]string{"a/data/a": "2", "b/data/a": "2", "c/data/a": "2", "own": "of others"}
	points := 0
	for k, done := 0, false; !done; k += stride {
		opt := Options{Dir: t.TempDir(), Site: t.TempDir(), Sort: "whole"}
		if _, err := Folders(list("1", "a", "b"), opt); err != nil {
			t.Fatal(err)
		}
		put(t, opt.Dir, map[string]string{"own": "of others"})
		n := 0
		opt.hook = func(string, string) error {
			if n++; n == k+1 {
				panic("killed")
			}
			return nil
		}
		func() {
			defer func() { _ = recover() }()
			_, err := Folders(list("2", "a", "b", "c"), opt)
			done = err == nil
		}()
		points = k
		opt.hook, opt.Site = nil, t.TempDir()
		if _, err := Folders(nil, opt); err != nil {
			t.Fatal(err)
		}
		got := tree(t, opt.Dir)
		delete(got, FoldersMark)
		delete(got, ".gitignore")
		if !maps.Equal(got, before) && !maps.Equal(got, after) {
			t.Fatalf("killed at %d: %v", k, got)
		}
	}
	if points < 15 {
		t.Errorf("killed at %d points only", points)
	}
}
