package memo_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"styrdok/generator/memo"
	"styrdok/generator/testkit"
)

func files(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, memo.Folder))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestStore(t *testing.T) {
	dir := t.TempDir()
	a, b := memo.KeyOf("a"), memo.KeyOf("b")
	c := memo.Open(dir)
	if _, ok := c.Get(a); ok {
		t.Error("an empty store has something")
	}
	c.Put(a, []byte("one"))
	c.Put(b, []byte("two"))
	c.Sweep()
	c.Close()

	c = memo.Open(dir)
	if got, ok := c.Get(a); !ok || string(got) != "one" || !c.Has(a) || c.Has(memo.KeyOf("c")) {
		t.Errorf("got %q, %v, want one", got, ok)
	}
	if err := os.WriteFile(filepath.Join(dir, memo.Folder, "notes.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, memo.Folder, "new-1.cache"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	c.Sweep() // b was not asked for
	if _, ok := c.Get(b); ok {
		t.Error("what was not used is still there")
	}
	if got := files(t, dir); len(got) != 3 {
		t.Errorf("the folder holds %q, want .gitignore, the one kept and notes.txt", got)
	}
	c.Close()
}

func TestDamagedFileIsIgnored(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"changed": func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"cut off": func(b []byte) []byte { return b[:len(b)-1] },
		"longer":  func(b []byte) []byte { return append(b, 0) },
		"empty":   func([]byte) []byte { return nil },
	} {
		dir := t.TempDir()
		c := memo.Open(dir)
		key := memo.KeyOf(1)
		c.Put(key, []byte("what was made"))
		for _, f := range files(t, dir) {
			if strings.HasSuffix(f, ".cache") {
				path := filepath.Join(dir, memo.Folder, f)
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, damage(data), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		if got, ok := c.Get(key); ok {
			t.Errorf("%s: got %q, want nothing", name, got)
		}
		c.Put(key, []byte("anew"))
		if got, ok := c.Get(key); !ok || string(got) != "anew" {
			t.Errorf("%s: got %q, %v after it was made anew", name, got, ok)
		}
		c.Close()
	}
}

func TestFileOfAnotherKeyIsIgnored(t *testing.T) {
	dir := t.TempDir()
	c := memo.Open(dir)
	defer c.Close()
	c.Put(memo.KeyOf("a"), []byte("a"))
	first := files(t, dir)[1]
	c.Put(memo.KeyOf("b"), []byte("b"))
	for _, f := range files(t, dir)[1:] {
		if f != first {
			if err := os.Rename(filepath.Join(dir, memo.Folder, f), filepath.Join(dir, memo.Folder, first)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got, ok := c.Get(memo.KeyOf("a")); ok {
		t.Errorf("got %q, which is kept under another key", got)
	}
}

// TestNoStore shows that a folder that cannot be one is none, and that nothing leads out of the site.
func TestNoStore(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	testkit.Symlink(t, outside, filepath.Join(dir, memo.Folder))
	for _, d := range []string{dir, filepath.Join(dir, "absent")} {
		c := memo.Open(d)
		c.Put(memo.KeyOf(1), []byte("x"))
		if _, ok := c.Get(memo.KeyOf(1)); ok || c != nil {
			t.Errorf("there is a store in %s", d)
		}
		c.Sweep()
		c.Close()
	}
	if left, err := os.ReadDir(outside); err != nil || len(left) > 0 {
		t.Errorf("outside the site there is %v, %v", left, err)
	}
}

type leaf struct{ name string }

type tree struct {
	Kids  []any
	when  time.Time
	Share *leaf
	f     func()
}

func TestKeyOf(t *testing.T) {
	one := &leaf{"x"}
	two := &leaf{"x"}
	day := time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC)
	loop := &tree{}
	loop.Kids = []any{loop}
	different := []any{
		nil, 0, "", "a", []string{"a"}, []string{"a", "b"}, []string{"ab"}, []string{"ab", ""}, []byte("ab"), 1.5, true,
		tree{Kids: []any{one, one}}, tree{Kids: []any{one, two}}, tree{Kids: []any{one}, Share: one}, tree{Kids: []any{two}, Share: one},
		tree{Kids: []any{leaf{"x"}}}, tree{Kids: []any{"x"}}, tree{when: day}, day, day.Add(1), day.In(time.FixedZone("", 3600)), loop,
	}
	seen := map[memo.Digest]int{}
	for i, v := range different {
		// A number and nothing are told apart by the type only, which is that of the field.
		k := memo.KeyOf([]any{v})
		if j, ok := seen[k]; ok {
			t.Errorf("%#v and %#v have one key", different[j], v)
		}
		seen[k] = i
	}
	if memo.KeyOf(tree{Kids: []any{one, two}}) != memo.KeyOf(tree{Kids: []any{two, one}}) {
		t.Error("equal values at other addresses have different keys")
	}
	big := bytes.Repeat([]byte("å"), 10_000)
	if memo.KeyOf(string(big), 1) == memo.KeyOf(string(big), 2) {
		t.Error("what follows a long text does not count")
	}
	for _, v := range []any{map[string]int{}, func() {}, tree{f: func() {}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%T has a key", v)
				}
			}()
			memo.KeyOf(v)
		}()
	}
}
