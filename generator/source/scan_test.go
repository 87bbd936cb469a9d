package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/diag"
	"styrdok/generator/memo"
)

// counting counts the files that are opened.
type counting struct {
	fs.FS
	opened map[string]int
}

func (c counting) Open(name string) (fs.File, error) {
	c.opened[name]++
	return c.FS.Open(name)
}

func (c counting) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(c.FS, name) }
func (c counting) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(c.FS, name) }
func (c counting) ReadLink(name string) (string, error)       { return fs.ReadLink(c.FS, name) }
func (c counting) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(c.FS, name) }

// folder is a site's folder on the disk whose files count as written long ago.
type folder struct {
	t    testing.TB
	dir  string
	rand *rand.Rand
}

func newFolder(t testing.TB) *folder {
	clock = func() time.Time { return time.Now().Add(time.Minute) }
	t.Cleanup(func() { clock = time.Now })
	return &folder{t, t.TempDir(), rand.New(rand.NewPCG(1, 2))}
}

func (f *folder) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *folder) write(name, text string) {
	path := filepath.Join(f.dir, filepath.FromSlash(name))
	f.must(os.MkdirAll(filepath.Dir(path), 0o755))
	f.must(os.WriteFile(path, []byte(text), 0o644))
}

// tick returns when the file system's clock has moved on.
func (f *folder) tick() {
	path := filepath.Join(f.dir, "tick")
	var first time.Time
	for n := 0; ; n++ {
		f.must(os.WriteFile(path, nil, 0o644))
		f.must(os.Remove(path))
		f.must(os.WriteFile(path, []byte{1}, 0o644))
		info, err := os.Stat(path)
		f.must(err)
		if n == 0 {
			first = info.ModTime()
		} else if info.ModTime() != first {
			return
		}
	}
}

func (f *folder) check(what string, s *Snapshot) {
	f.t.Helper()
	content, diags, err := Load(os.DirFS(f.dir), nil)
	f.must(err)
	got := Content{Pages: s.Content.Pages, Intros: s.Content.Intros, Meetings: s.Content.Meetings}
	for _, d := range s.Content.Drafts {
		if d.Text != "" {
			f.t.Errorf("%s: %s: a text is kept", what, d.File)
		}
		whole, err := s.WithText(d)
		f.must(err)
		got.Drafts = append(got.Drafts, whole)
	}
	if diff := cmp.Diff(content, got) + cmp.Diff(diags, s.Diags); diff != "" {
		f.t.Fatalf("%s: what is scanned is not what is loaded:\n%s", what, diff)
	}
	for _, name := range []string{"static/a.txt", "content/policy/a.md", "config.toml"} {
		var want memo.Digest
		data, err := os.ReadFile(filepath.Join(f.dir, name))
		if err == nil {
			want = sha256.Sum256(data)
		}
		if got, ok := s.Digest(name); got != want || ok != (err == nil) {
			f.t.Fatalf("%s: %s: got another digest", what, name)
		}
	}
}

// TestScanEqualsLoad edits a site at random and scans it with what was found before, in memory and in a state.
func TestScanEqualsLoad(t *testing.T) {
	f := newFolder(t)
	pick := func(list ...string) string { return list[f.rand.IntN(len(list))] }
	texts := []string{
		"+++\ntitle = \"A\"\nadopted = 2024-05-06\nkeywords = [\"å\", \"ö\"]\n+++\n\n## Mål\n\nText.\n",
		"+++\ntitle = \"B\"\nonwer = \"x\"\n[[reviews]]\ndate = 2025-01-01\n+++\nText.\r\n",
		"+++\ntitle = \"C\nText", "---\ntitle: x\n---\n", "", "\xff\xfe", "+++\nkind = 3\n+++\n", "+++\n+++\n<<<<<<< a\n=======\n>>>>>>> b\n",
		"+++\ntitle = \"D\"\nbody = \"ks\"\ndate = 2026-11-30\n[[items]]\ndocument = \"policy/a\"\naction = \"adopt\"\n+++\nText\n",
	}
	names := []string{
		"content/policy/a.md", "content/policy/b.md", "content/policy/b/1.md", "content/policy/b/2.md", "content/policy/_index.md", "content/pages/om.md",
		"content/meetings/ks.md", "content/policy/Fel namn.md", "content/x.md", "content/policy/b/bild.png", "content/policy/c.md.txt", "static/a.txt", "config.toml",
	}
	var inMemory *Snapshot
	program := memo.KeyOf("program")
	for i := range 150 {
		name := pick(names...)
		path := filepath.Join(f.dir, filepath.FromSlash(name))
		info, err := os.Stat(path)
		what := fmt.Sprintf("%d: %s", i, name)
		f.tick()
		switch kind := f.rand.IntN(8); {
		case err != nil || kind < 3:
			f.write(name, pick(texts...))
		case kind == 3:
			f.must(os.Remove(path))
			what += " removed"
		case kind == 4:
			f.must(os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)))
			what += " touched"
		default: // other letters, the same size and time
			data, err := os.ReadFile(path)
			f.must(err)
			f.must(os.WriteFile(path, []byte(strings.NewReplacer("A", "B", "B", "A", "T", "t", "t", "T").Replace(string(data))), 0o644))
			f.must(os.Chtimes(path, time.Time{}, info.ModTime()))
			what += " changed"
		}
		state := memo.ReadState(f.dir, "x", program)
		fromState, err := Scan(os.DirFS(f.dir), Remember(state), nil)
		f.must(err)
		inMemory, err = Scan(os.DirFS(f.dir), inMemory, nil)
		f.must(err)
		f.check(what+", from the state", fromState)
		f.check(what+", in memory", inMemory)
		err = memo.WriteState(f.dir, "x", program, func(w *memo.StateWriter) error { fromState.Write(w); return nil })
		state.Close()
		if runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) {
			t.Skip("this file system replaces no open files: ", err)
		}
		f.must(err)
	}
}

// TestScanReadsWhatChanged shows that only changed files are opened, and all of them where stamps cannot be trusted.
func TestScanReadsWhatChanged(t *testing.T) {
	f := newFolder(t)
	for _, name := range []string{"a", "b", "c"} {
		f.write("content/policy/"+name+".md", "+++\ntitle = \""+name+"\"\n+++\nText.\n")
	}
	f.write("static/a.txt", "a")
	scan := func(before *Snapshot) (*Snapshot, string) {
		fsys := counting{os.DirFS(f.dir), map[string]int{}}
		s, err := Scan(fsys, before, nil)
		f.must(err)
		s.Digest("static/a.txt")
		s.Digest("static/absent.txt")
		return s, fmt.Sprint(fsys.opened)
	}
	const all = "map[content/policy/a.md:1 content/policy/b.md:1 content/policy/c.md:1 static/a.txt:1]"
	s, got := scan(nil)
	if got != all {
		t.Errorf("at first: got %s", got)
	}
	if s, got = scan(s); got != "map[]" {
		t.Errorf("nothing changed: got %s", got)
	}
	f.tick()
	f.write("content/policy/b.md", "+++\ntitle = \"B\"\n+++\nText.\n")
	d := s.Content.Drafts[1]
	if s, got = scan(s); got != "map[content/policy/b.md:1]" || s.Content.Drafts[1].Title != "B" {
		t.Errorf("b changed: got %s and %s", got, s.Content.Drafts[1].Title)
	}
	if _, err := s.WithText(d); err == nil || !strings.HasPrefix(err.Error(), "content/policy/b.md: ") {
		t.Errorf("the text of a changed file is read: %v", err)
	}
	info, err := os.Stat(filepath.Join(f.dir, "content/policy/a.md"))
	f.must(err)
	clock = func() time.Time { return info.ModTime().Add(-time.Second) }
	s, _ = scan(nil)
	if _, got = scan(s); got != all {
		t.Errorf("files that have just been written: got %s", got)
	}
	mem, err := Scan(fstest.MapFS{"content/policy/a.md": {Data: []byte("+++\n+++\n")}}, nil, nil)
	f.must(err)
	if len(mem.Content.Drafts) != 1 || len(mem.Diags) != 1 || mem.Diags[0].Code != diag.MissingKey {
		t.Errorf("in memory: got %v", mem.Diags)
	}
}

// BenchmarkScan scans 1,000 unchanged documents of 25 kB, on one core.
func BenchmarkScan(b *testing.B) {
	f := newFolder(b)
	front := "title = \"Riktlinjer för upphandling\"\nsummary = \"Vad som gäller när nämnder köper.\"\nkind = \"riktlinje\"\nadopted = 2024-05-06\nadopted_by = \"ks\"\n" +
		"section = \"§ 12\"\ncase_number = \"KS 2024/12\"\nowner = \"Upphandlingschef\"\ndepartment = \"Ekonomi\"\nreview = [\"every term\"]\nkeywords = [\"upphandling\", \"inköp\"]\nimplements = [\"policy/a\"]\n"
	for i := range 1000 {
		f.write(fmt.Sprintf("content/riktlinje/dokument-%d.md", i), "+++\n"+front+"+++\n"+strings.Repeat("Varje nämnd ansvarar för sin verksamhet.\n", 600))
	}
	root, err := os.OpenRoot(f.dir)
	f.must(err)
	defer root.Close()
	program := memo.KeyOf("program")
	first, err := Scan(root.FS(), nil, nil)
	f.must(err)
	f.must(memo.WriteState(f.dir, "x", program, func(w *memo.StateWriter) error { first.Write(w); return nil }))
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			Scan(root.FS(), nil, nil)
		}
	})
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			Scan(root.FS(), first, nil)
		}
	})
	b.Run("state", func(b *testing.B) {
		for b.Loop() {
			state := memo.ReadState(f.dir, "x", program)
			Scan(root.FS(), Remember(state), nil)
			state.Close()
		}
	})
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			f.must(memo.WriteState(f.dir, "x", program, func(w *memo.StateWriter) error { first.Write(w); return nil }))
		}
	})
}
