package edit

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// firsts are the changes of the first file that are tried, by sort.
var firsts = map[string]func(f *Files){
	"put":      func(f *Files) { f.Put("content/0.md", []byte("0"), []byte("02")) },
	"new":      func(f *Files) { f.Put("content/0.md", nil, []byte("02")) },
	"adopted":  func(f *Files) { f.Move("content/0/draft.md", "content/0/2024.md", []byte("0"), []byte("02")) },
	"moved":    func(f *Files) { f.Move("content/p/0.md", "content/0/1.md", []byte("0"), []byte("02")) },
	"as it is": func(f *Files) { f.Move("content/p/0.png", "content/0/1.png", []byte("0"), []byte("0")) },
}

// change is a set of files of every sort behind the first, or the first alone, and what a site holds before and after.
func change(first string, alone bool) (f Files, before, after map[string]string) {
	firsts[first](&f)
	if !alone {
		f.Put("content/a.md", []byte("a"), []byte("a2"))
		f.Put("content/new/b.md", nil, []byte("b"))
		f.Move("content/p/c/draft.md", "content/p/c/2024.md", []byte("c"), []byte("c2"))
		f.Move("content/p/d/1.md", "content/p/e/1.md", []byte("d"), []byte("d2"))
		f.Move("content/p/d/k.png", "content/p/e/k.png", []byte("k"), []byte("k"))
		f.PutLast("content/adopted.sum", []byte("s"), []byte("s2"))
	}
	before, after = map[string]string{}, map[string]string{}
	for _, c := range f.list {
		after[c.name] = string(c.new)
		if was := c.from; was != "" {
			before[was] = string(c.old)
		} else if c.old != nil {
			before[c.name] = string(c.old)
		}
	}
	return f, before, after
}

// killed does what Write does, in a new site, until it has put so many files in their places, and half of the next one.
func killed(t *testing.T, f Files, before map[string]string, puts int, half bool) string {
	t.Helper()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	check(t, err)
	defer root.Close()
	check(t, root.Mkdir(".styrdok", 0o755))
	for name, text := range before {
		check(t, root.MkdirAll(path.Dir(name), 0o755))
		check(t, root.WriteFile(name, []byte(text), 0o644))
	}
	var temps []string
	for _, c := range f.list {
		check(t, root.MkdirAll(path.Dir(c.name), 0o755))
		temp, err := c.prepare(root)
		check(t, err)
		temps = append(temps, temp)
	}
	order, _ := f.order()
	if !f.note(root, order, temps) && (len(f.list) > 1 || f.list[0].from != "") {
		t.Fatal("nothing is noted")
	}
	for _, i := range order[:puts] {
		check(t, f.list[i].put(root, temps[i]))
	}
	if half && puts < len(order) {
		c := f.list[order[puts]]
		to := c.name
		if c.from != "" && path.Dir(c.from) == path.Dir(c.name) {
			to = c.from
		}
		check(t, root.Rename(temps[order[puts]], to))
	}
	return dir
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	fsys := os.DirFS(dir)
	check(t, fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(name) == ".lock" {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		out[name] = string(data)
		return err
	}))
	return out
}

// TestFinish kills a run before each change on disk: the next one does the rest if anything had been done, and leaves what
// somebody has changed meanwhile.
func TestFinish(t *testing.T) {
	kills := 0
	for first := range firsts {
		for _, alone := range []bool{false, true} {
			f, before, after := change(first, alone)
			order, _ := f.order()
			for puts := range len(f.list) + 1 {
				if first != "put" && puts > 1 {
					break // as behind the other firsts
				}
				for _, half := range []bool{false, true} {
					if half && (puts == len(f.list) || f.list[order[puts]].from == "") {
						continue // is done at one stroke
					}
					kills++
					where := fmt.Sprintf("first file %s, alone: %v, killed after %d files, half of the next one: %v", first, alone, puts, half)
					dir := killed(t, f, before, puts, half)
					left, total := BrokenOff(dir)
					begun := puts > 0 || half
					if told := len(left) > 0; told != (begun && puts < len(f.list)) || told && total != len(f.list) {
						t.Errorf("%s: told of %q, %d in all", where, left, total)
					}
					names := Finish(dir, nil)
					if diff := cmp.Diff(names, left); diff != "" {
						t.Errorf("%s: told of others than are finished (-finished +told):\n%s", where, diff)
					}
					Sweep(dir)
					want := before
					if begun {
						want = after
					}
					if diff := cmp.Diff(want, contents(t, dir)); diff != "" {
						t.Errorf("%s: finished %q (-want +got):\n%s", where, names, diff)
					}
					if _, err := os.Lstat(dir + "/content/p/d"); begun && err == nil {
						t.Errorf("%s: a folder that all has moved out of is left", where)
					}
					if more := Finish(dir, nil); more != nil {
						t.Errorf("%s: %q is done twice", where, more)
					}
				}
			}
		}
	}
	t.Logf("%d kills", kills)
	f, before, _ := change("put", false)
	dir := killed(t, f, before, 2, false)
	check(t, os.WriteFile(dir+"/content/adopted.sum", []byte("mine"), 0o644))
	was := contents(t, dir)
	if names := Finish(dir, nil); names != nil || contents(t, dir)["content/adopted.sum"] != "mine" {
		t.Errorf("a file that has been changed is written over: %q", names)
	}
	now := contents(t, dir)
	delete(was, UnfinishedFile)
	if !maps.Equal(was, now) {
		t.Errorf("got %v, want %v", now, was)
	}
	check(t, os.WriteFile(dir+"/"+UnfinishedFile, []byte(`[{"Name":"../x","Temp":"content/a.md"},{`), 0o644))
	if names := Finish(dir, nil); names != nil {
		t.Errorf("a torn note is followed: %q", names)
	}
}

// TestNothingToNote shows that no note is left of nothing, which nobody could read.
func TestNothingToNote(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	check(t, err)
	defer root.Close()
	check(t, root.Mkdir(".styrdok", 0o755))
	if new(Files).note(root, nil, nil) {
		data, err := root.ReadFile(UnfinishedFile)
		t.Errorf("noted %q, %v", data, err)
	}
}
