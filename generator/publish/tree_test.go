package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/lock"
	"styrdok/generator/memo"
	"styrdok/generator/testkit"
)

// output is an output folder with the folder in which its state is kept.
type output struct {
	opt Options
	ops []string // changes on disk since the last reset
	odd bool     // somebody has put something in the back tree
}

// ways are how an output can be replaced: at once, of hard links or of copies; file by file because that is
// known at the beginning, or because the exchange is refused in the end; and both with nothing remembered.
var ways = []string{"exchange", "copies", "each", "refused", "forgetful", "forgetful each"}

// exchanges reports whether this system can exchange two folders. Where it cannot, every way is file by file, and some are the same.
const exchanges = runtime.GOOS == "linux" || runtime.GOOS == "darwin"

func init() {
	if !exchanges {
		ways = []string{"copies", "each", "forgetful each"}
	}
}

func newOutput(t *testing.T, way string) *output {
	t.Helper()
	root := t.TempDir()
	o := &output{opt: Options{Dir: filepath.Join(root, "public"), Sort: "public", Site: root}}
	if strings.HasPrefix(way, "forgetful") {
		o.opt.Site = ""
	}
	o.opt.hook = func(op, name string) error {
		o.ops = append(o.ops, op+" "+name)
		if op == "exchange" && (strings.HasSuffix(way, "each") || way == "refused" && name == o.opt.Dir) || op == "link" && way == "copies" {
			return errors.ErrUnsupported
		}
		return nil
	}
	return o
}

// Publish makes the output folder hold the files and nothing else, as [Tree.Commit] does. If it panics it leaves everything as a
// killed program does, whose lock the system takes back.
func Publish(files []File, opt Options) (Result, error) {
	t, err := Begin(opt)
	if err != nil {
		return Result{}, err
	}
	defer func() {
		if killed := recover(); killed != nil {
			t.release()
			panic(killed)
		}
		t.Abort()
	}()
	err = opt.untilFailure(len(files), func(i int) error {
		if f := files[i]; f.Open != nil {
			return t.PutFrom(f.Path, Digest{}, f.Open)
		}
		return t.Put(files[i].Path, files[i].Data)
	})
	if err != nil {
		return Result{}, err
	}
	return t.Commit()
}

func (o *output) state() string { return filepath.Join(filepath.Dir(o.opt.Dir), memo.Folder) }

// publish publishes the files, and checks that they are there and that nothing else is left anywhere.
func (o *output) publish(t *testing.T, files, dots map[string]string) Result {
	t.Helper()
	o.ops = nil
	result, err := Publish(filesOf(files), o.opt)
	if err != nil {
		t.Fatal(err)
	}
	if o.odd = o.odd && result.Written+result.Removed == 0; !o.odd {
		o.noLeftovers(t, tree(t, o.opt.Dir))
	}
	o.check(t, files, dots)
	return result
}

func (o *output) check(t *testing.T, files, dots map[string]string) {
	t.Helper()
	want := map[string]string{Mark: o.opt.Sort + "\n"}
	maps.Copy(want, dots)
	maps.Copy(want, files)
	if diff := cmp.Diff(want, tree(t, o.opt.Dir)); diff != "" {
		t.Fatal(diff)
	}
}

// noLeftovers checks that the folders that publishing works in hold nothing but a tree of files that
// the output holds too.
func (o *output) noLeftovers(t *testing.T, live map[string]string) {
	t.Helper()
	root := filepath.Dir(o.opt.Dir)
	for name, text := range tree(t, root) {
		if strings.HasPrefix(name, "public/") || strings.HasPrefix(name, ".styrdok/") && strings.Count(name, "/") == 1 {
			continue
		}
		_, p, back := strings.Cut(name, "/tree/")
		if !back || live[p] != text || p[0] == '.' && p != Mark && !strings.HasPrefix(p, ".own/") {
			t.Fatalf("%s is left, with %q", name, text)
		}
	}
}

// filesOf returns the files, those in folders called h as files to be copied.
func filesOf(files map[string]string) []File {
	var list []File
	for _, p := range slices.Sorted(maps.Keys(files)) {
		f := File{Path: p, Data: []byte(files[p])}
		if strings.Contains(p, "h") && !strings.Contains(p, "policy") {
			f = File{Path: p, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(files[p])), nil }}
		}
		list = append(list, f)
	}
	return list
}

func TestMain(m *testing.M) {
	testkit.InMemory()
	// The locks of outputs without a site.
	own, err := os.MkdirTemp("", "publish")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_CACHE_HOME", own)
	code := m.Run()
	os.RemoveAll(own)
	os.Exit(code)
}

// TestOnlyWhatDiffers counts the changes on disk.
func TestOnlyWhatDiffers(t *testing.T) {
	for _, way := range []string{"exchange", "each"} {
		t.Run(way, func(t *testing.T) {
			o := newOutput(t, way)
			files := map[string]string{}
			for i := range 40 {
				files[fmt.Sprintf("policy/%d/index.html", i)] = fmt.Sprint("text ", i)
			}
			if got := o.publish(t, files, nil); got.Written != 40 || got.Removed != 0 || got.Files != 40 {
				t.Errorf("first: %+v", got)
			}
			// What was exchanged for the first time lacks the other tree, which is made of links.
			files["policy/7/index.html"] = "changed"
			o.publish(t, files, nil)
			before, err := os.Stat(o.opt.Dir)
			if err != nil {
				t.Fatal(err)
			}
			put := func(p string) {
				if err := os.WriteFile(filepath.Join(o.opt.Dir, p), nil, 0o644); err != nil {
					t.Fatal(err)
				}
			}

			tr, err := Begin(o.opt)
			if err != nil {
				t.Fatal(err)
			}
			o.ops = nil
			for p, text := range files {
				if err := tr.Put(p, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			result, err := tr.Commit()
			if err != nil || result.Written+result.Removed != 0 || !result.Exchanged || result.Files != 40 || len(o.ops) > 0 {
				t.Errorf("nothing changed: %+v, %v, %q", result, err, o.ops)
			}
			if now, err := os.Stat(o.opt.Dir); err != nil || !os.SameFile(before, now) {
				t.Errorf("nothing changed, but the folder is another: %v", err)
			}

			files["policy/8/index.html"] = "changed"
			delete(files, "policy/9/index.html")
			put("policy/10/extra.html")
			if got := o.publish(t, files, nil); got.Written != 1 || got.Removed != 2 || len(o.ops) > 18 {
				t.Errorf("one changed, one removed, one of others: %+v, %d: %q", got, len(o.ops), o.ops)
			}
		})
	}
}

// TestInPlace shows that a file which is written to in place is made anew, whatever its size and time say, and that
// one which is only linked to is not.
func TestInPlace(t *testing.T) {
	testkit.NotInWindows(t, "it tells only the time that was set")
	for _, way := range ways {
		t.Run(way, func(t *testing.T) {
			o := newOutput(t, way)
			files := map[string]string{"a/x.html": "one", "b/y.html": "two", "c/z.html": "three"}
			for _, text := range []string{"one", "ONE", "One"} { // with and without a tree to fall back on
				files["a/x.html"] = text
				o.publish(t, files, nil)
			}
			name := filepath.Join(o.opt.Dir, "b/y.html")
			before, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte("TWO"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(name, time.Time{}, before.ModTime()); err != nil {
				t.Fatal(err)
			}
			if err := os.Link(filepath.Join(o.opt.Dir, "c/z.html"), filepath.Join(t.TempDir(), "copy")); err != nil {
				t.Skip(err)
			}
			want := 1
			if o.opt.Site == "" {
				want = len(files)
			}
			if got := o.publish(t, files, nil); got.Written != want {
				t.Errorf("%d files were written, want %d", got.Written, want)
			}
		})
	}
}

// TestTreeAPI uses a tree as a build does that knows digests before bytes, from several goroutines.
func TestTreeAPI(t *testing.T) {
	o := newOutput(t, "exchange")
	o.opt.hook = nil
	files := map[string]string{"a": "1", "b/c": "2", "b/d": "3"}
	o.publish(t, files, nil)
	tr, err := Begin(o.opt)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Abort()
	had := map[string]Digest{}
	for _, e := range mustPut(t, o.opt, files) {
		had[e.Path] = e.Digest
	}
	if !tr.Has("a", had["a"]) || tr.Has("a", had["b/c"]) || tr.Has("x", had["a"]) {
		t.Error("Has is wrong")
	}
	var wg sync.WaitGroup
	var failed atomic.Int32
	for i := range 100 {
		wg.Go(func() {
			if tr.Put(fmt.Sprintf("n/%d", i), []byte("n")) != nil {
				failed.Add(1)
			}
		})
	}
	wg.Wait()
	err = errors.Join(tr.Keep("a", had["a"]), tr.PutFrom("b/c", had["b/c"], nil))
	if err != nil || failed.Load() > 0 {
		t.Fatal(err, failed.Load())
	}
	if w := tr.Wanted(); len(w) != 102 || w[0].Path != "a" || w[0].Digest != had["a"] || w[1].Size != 1 {
		t.Errorf("wanted: %v", w[:2])
	}
	result, err := tr.Commit()
	if err != nil || result.Written != 100 || result.Removed != 1 || result.Files != 102 || result.Bytes != 102 {
		t.Errorf("%+v, %v", result, err)
	}
	tr.Abort() // Nothing more.

	for name, do := range map[string]func(tr *Tree) error{
		"absent":  func(tr *Tree) error { return tr.Keep("b/d", had["b/d"]) },
		"another": func(tr *Tree) error { return tr.Keep("a", had["b/d"]) },
		"changed": func(tr *Tree) error { return tr.PutFrom("z", had["a"], filesOf(map[string]string{"h": "2"})[0].Open) },
		"unopened": func(tr *Tree) error {
			return tr.PutFrom("z", had["a"], func() (io.ReadCloser, error) { return nil, fs.ErrPermission })
		},
		"twice": func(tr *Tree) error { return errors.Join(tr.Put("a", nil), tr.Put("a", nil)) },
		"in a":  func(tr *Tree) error { return errors.Join(tr.Put("a", nil), tr.Put("a/b/c", nil)) },
		"above": func(tr *Tree) error { return errors.Join(tr.Put("a/b/c", nil), tr.Put("a", nil)) },
		"own":   func(tr *Tree) error { return tr.Put(inside+"/x", nil) },
	} {
		tr, err := Begin(o.opt)
		if err != nil {
			t.Fatal(err)
		}
		if do(tr) == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := tr.Commit(); err == nil {
			t.Errorf("%s: committed", name)
		}
	}
	o.noLeftovers(t, tree(t, o.opt.Dir))
}

// TestSecondBuild shows that a build after the first one links no file that it does not change.
func TestSecondBuild(t *testing.T) {
	testkit.NotInWindows(t, "it exchanges no folders")
	o := newOutput(t, "exchange")
	files := map[string]string{}
	for i := range 30 {
		files[fmt.Sprintf("a/%d/index.html", i)] = "one"
	}
	o.publish(t, files, nil)
	files["a/7/index.html"] = "two"
	if got := o.publish(t, files, nil); got.Written != 1 || !got.Exchanged {
		t.Errorf("got %+v", got)
	}
	for _, op := range o.ops {
		if strings.HasPrefix(op, "link ") {
			t.Errorf("%s", op)
		}
	}
}

// TestForget shows that of an output folder that is gone nothing is kept.
func TestForget(t *testing.T) {
	o := newOutput(t, "exchange")
	files := map[string]string{"a": "1", "b": "1"}
	o.publish(t, files, nil)
	files["a"] = "2"
	o.publish(t, files, nil)
	old := o.opt.Dir
	if err := os.Rename(old, old+"-old"); err != nil {
		t.Fatal(err)
	}
	o.opt.Dir = filepath.Join(filepath.Dir(old), "other")
	if _, err := Publish(filesOf(files), o.opt); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(o.state(), "*"+lock.Output(old)))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// mustPut returns the manifest of the files.
func mustPut(t *testing.T, opt Options, files map[string]string) Manifest {
	t.Helper()
	opt.Dir, opt.Site = filepath.Join(t.TempDir(), "x"), t.TempDir()
	tr, err := Begin(opt)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Abort()
	for p, text := range files {
		if err := tr.Put(p, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return tr.Wanted()
}

// TestHands publishes again and again while somebody changes things by hand, in the output and in what is
// remembered of it.
func TestHands(t *testing.T) {
	for _, way := range ways {
		t.Run(way, func(t *testing.T) {
			for seed := range uint64(4) {
				o := newOutput(t, way)
				r := rand.New(rand.NewPCG(seed, 1))
				files, dots := map[string]string{}, map[string]string{}
				elsewhere := t.TempDir()
				for range 12 {
					for range r.IntN(4) {
						edit(r, files, strings.HasPrefix(way, "forgetful"))
					}
					o.publish(t, files, dots)
					for range r.IntN(3) {
						meddle(t, r, o, elsewhere, dots)
					}
				}
				for name, text := range tree(t, elsewhere) {
					if text != "elsewhere" {
						t.Fatalf("seed %d: %s was changed to %q", seed, name, text)
					}
				}
			}
		})
	}
}

// edit changes the files of a site: of two paths of which one is the folder of the other it has one.
func edit(r *rand.Rand, files map[string]string, noDots bool) {
	paths := []string{"a", "a/b", "a/b/c", "a/d", "e.html", "f/g.html", "f/h", ".own/x", ".own/y", "f/i/j"}
	p := paths[r.IntN(len(paths))]
	if noDots && p[0] == '.' {
		return
	}
	if r.IntN(3) == 0 {
		delete(files, p)
		return
	}
	for q := range files {
		if strings.HasPrefix(q, p+"/") || strings.HasPrefix(p, q+"/") {
			delete(files, q)
		}
	}
	files[p] = fmt.Sprint("text ", r.IntN(10))
}

// meddle does what a person might do.
func meddle(t *testing.T, r *rand.Rand, o *output, elsewhere string, dots map[string]string) {
	t.Helper()
	var found []string
	root := o.opt.Dir
	if absent(root) {
		return
	}
	back, _ := filepath.Glob(filepath.Join(o.state(), "output-*", "tree"))
	if len(back) > 0 && r.IntN(3) == 0 {
		root, o.odd = back[0], true
	}
	for name := range tree(t, root) {
		if name != Mark && !strings.HasPrefix(name, ".web") {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	found = append(found, "new")
	p := found[r.IntN(len(found))]
	name := filepath.Join(root, p)
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	switch r.IntN(9) {
	case 0: // written to, with another size
		if info, err := os.Lstat(name); absent(name) || err == nil && info.Mode().IsRegular() {
			check(os.WriteFile(name, []byte("by hand and longer"), 0o644))
		}
	case 1: // another file of the same size
		check(os.RemoveAll(name))
		check(os.WriteFile(name, []byte("TEXT 0"), 0o644))
	case 2:
		check(os.RemoveAll(name))
	case 3: // the folder moved away and a link in its place
		if d := filepath.Dir(name); d != root && p[0] != '.' {
			away, err := os.MkdirTemp(elsewhere, "x")
			check(err)
			check(os.WriteFile(filepath.Join(away, filepath.Base(name)), []byte("elsewhere"), 0o644))
			check(os.RemoveAll(d))
			check(os.Symlink(away, d))
		}
	case 4: // a link to a file
		check(os.RemoveAll(name))
		target := filepath.Join(elsewhere, "file")
		check(os.WriteFile(target, []byte("elsewhere"), 0o644))
		check(os.Symlink(target, name))
	case 5: // a folder in place of a file
		if p[0] == '.' {
			return // It would stay as one of others, and the site's file would have no place.
		}
		check(os.RemoveAll(name))
		check(os.MkdirAll(filepath.Join(name, "empty"), 0o755))
		check(os.WriteFile(filepath.Join(name, "more"), []byte("x"), 0o644))
	case 6: // dotfiles
		if root == o.opt.Dir {
			put(t, root, map[string]string{".web/x": "web", ".webfile": "web"})
			dots[".web/x"], dots[".webfile"] = "web", "web"
		}
	case 7: // the state is damaged
		// Nobody knows then which dotfiles were the site's.
		if files, _ := filepath.Glob(filepath.Join(o.state(), "state-*")); len(files) > 0 && absent(filepath.Join(o.opt.Dir, ".own")) {
			data, err := os.ReadFile(files[0])
			check(err)
			data[r.IntN(len(data))] ^= 1
			check(os.WriteFile(files[0], data[:len(data)-r.IntN(2)], 0o644))
		}
	case 8: // the output is removed
		check(os.RemoveAll(o.opt.Dir))
		clear(dots)
	}
}

// TestFirstPuts puts many files at once into folders that a first build has not made yet.
func TestFirstPuts(t *testing.T) {
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, memo.Folder), 0o755); err != nil {
		t.Fatal(err)
	}
	tr, err := Begin(Options{Dir: filepath.Join(root, "public"), Sort: "public", Site: root})
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Abort()
	const folders, each = 150, 4
	var wg sync.WaitGroup
	for i := range folders {
		for k := range each {
			wg.Go(func() {
				if err := tr.Put(fmt.Sprintf("%d/a/%d", i, k), []byte("x")); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if !tr.twin && exchanges {
		t.Error("a first build does not put files where they will lie")
	}
	if result, err := tr.Commit(); err != nil || result.Written != folders*each {
		t.Errorf("%+v, %v", result, err)
	}
	for _, dir := range []string{filepath.Join(root, "public"), filepath.Join(tr.work, "tree")} {
		if found, _ := filepath.Glob(filepath.Join(dir, "*", "a", "*")); exchanges && len(found) != folders*each {
			t.Errorf("%s has %d files", dir, len(found))
		}
	}
}
