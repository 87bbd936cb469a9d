package edit

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// change is a set of files of every sort, and what a site holds before and after.
func change() (f Files, before, after map[string]string) {
	f.Put("content/a.md", []byte("a"), []byte("a2"))
	f.Put("content/new/b.md", nil, []byte("b"))
	f.Move("content/p/c/draft.md", "content/p/c/2024.md", []byte("c"), []byte("c2"))
	f.Move("content/p/d/1.md", "content/p/e/1.md", []byte("d"), []byte("d2"))
	f.Move("content/p/d/k.png", "content/p/e/k.png", []byte("k"), []byte("k"))
	f.PutLast("content/adopted.sum", []byte("s"), []byte("s2"))
	before = map[string]string{"content/a.md": "a", "content/p/c/draft.md": "c", "content/p/d/1.md": "d", "content/p/d/k.png": "k", "content/adopted.sum": "s"}
	after = map[string]string{"content/a.md": "a2", "content/new/b.md": "b", "content/p/c/2024.md": "c2", "content/p/e/1.md": "d2", "content/p/e/k.png": "k", "content/adopted.sum": "s2"}
	return f, before, after
}

// killed does what Write does, in a new site, until it has put so many files in their places, and half of the next one.
func killed(t *testing.T, puts int, half bool) string {
	t.Helper()
	f, before, _ := change()
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
	if !f.note(root, order, temps) {
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
	f, before, after := change()
	kills := 0
	for puts := range len(f.list) + 1 {
		for _, half := range []bool{false, true} {
			kills++
			dir := killed(t, puts, half)
			left, total := BrokenOff(dir)
			names := Finish(dir, nil)
			if diff := cmp.Diff(names, left); diff != "" || total != 0 && total != len(f.list) {
				t.Errorf("killed after %d files: told of %d (-finished +told):\n%s", puts, total, diff)
			}
			Sweep(dir)
			want := after
			if puts == 0 && !half {
				want = before
			}
			if diff := cmp.Diff(want, contents(t, dir)); diff != "" {
				t.Errorf("killed after %d files, half of the next one: %v: finished %q (-want +got):\n%s", puts, half, names, diff)
			}
			if puts > 0 && puts < len(f.list) && !half && len(names) == 0 {
				t.Errorf("killed after %d files: nothing is told", puts)
			}
			if more := Finish(dir, nil); more != nil {
				t.Errorf("killed after %d files: %q is done twice", puts, more)
			}
		}
	}
	t.Logf("%d kills", kills)
	dir := killed(t, 2, false)
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
