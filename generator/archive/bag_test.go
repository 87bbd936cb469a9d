package archive

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"styrdok/generator/library"
)

func day(t testing.TB, s string) library.Date {
	t.Helper()
	d, err := library.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func small(t testing.TB, on, text string) Package {
	return packBag("policy_a_2024-01-15", []File{{"b/ä ö.txt", []byte(text)}, {"a.txt", nil}},
		[]field{{"Source-Organization", "Provby\nBag-Software-Agent: x\r\n kommun"}, {"Contact-Name", ""}}, day(t, on))
}

func onDisk(b Package) fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range b.Files {
		out[f.Path] = &fstest.MapFile{Data: f.Data}
	}
	return out
}

func TestPack(t *testing.T) {
	b := small(t, "2026-11-22", "text")
	files := onDisk(b)
	want := "Source-Organization: Provby Bag-Software-Agent: x kommun\nBagging-Date: 2026-11-22\nPayload-Oxum: 4.2\nBag-Software-Agent: styrdok\n"
	if got := string(files["bag-info.txt"].Data); got != want {
		t.Errorf("bag-info.txt: got %q, want %q", got, want)
	}
	manifest := string(files["manifest-sha256.txt"].Data)
	if want := "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  data/a.txt\n" +
		"982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1  data/b/ä ö.txt\n"; manifest != want {
		t.Errorf("manifest: got %q, want %q", manifest, want)
	}
	for _, name := range []string{"bag-info.txt", "bagit.txt", "manifest-sha256.txt"} {
		if !strings.Contains(string(files["tagmanifest-sha256.txt"].Data), sum(files[name].Data)+"  "+name+"\n") {
			t.Errorf("the tag manifest lacks %s", name)
		}
	}
}

// comparison is of a package with a folder that held another and has been changed since.
type comparison struct {
	name    string
	p       Package
	change  func(fstest.MapFS)
	same    bool
	foreign string // the file that is not ours
}

func compare(t *testing.T, old Package, cases []comparison) {
	t.Helper()
	for _, c := range cases {
		files := onDisk(old)
		if c.change != nil {
			c.change(files)
		}
		same, err := c.p.Compare(files)
		var foreign *ForeignError
		switch {
		case same != c.same:
			t.Errorf("%s: got same %v, want %v", c.name, same, c.same)
		case c.foreign == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.foreign != "" && (!errors.As(err, &foreign) || foreign.Path != c.foreign):
			t.Errorf("%s: got %v, want the file %s", c.name, err, c.foreign)
		}
	}
}

func TestCompare(t *testing.T) {
	old := small(t, "2026-11-22", "text")
	compare(t, old, []comparison{
		{"the same", old, nil, true, ""},
		{"another day", small(t, "2027-01-01", "text"), nil, true, ""},
		{"another text", small(t, "2026-11-22", "texten"), nil, false, ""},
		{"spoilt", old, func(f fstest.MapFS) { f["data/a.txt"] = &fstest.MapFile{Data: []byte("x")} }, false, ""},
		{"incomplete", old, func(f fstest.MapFS) { delete(f, "data/a.txt") }, false, ""},
		{"spoilt day", old, func(f fstest.MapFS) {
			f["bag-info.txt"] = &fstest.MapFile{Data: []byte(strings.Replace(string(f["bag-info.txt"].Data), "2026", "2025", 1))}
		}, false, ""},
		{"with a file of somebody's", old, func(f fstest.MapFS) { f["data/min.txt"] = &fstest.MapFile{} }, false, "data/min.txt"},
		{"somebody's bag", old, func(f fstest.MapFS) {
			f["bag-info.txt"] = &fstest.MapFile{Data: []byte("Bag-Software-Agent: bagit.py\n")}
		}, false, "bag-info.txt"},
		{"without its manifest", old, func(f fstest.MapFS) { delete(f, "manifest-sha256.txt") }, false, "data/a.txt"},
		{"no bag", old, func(f fstest.MapFS) { clear(f); f["brev.txt"] = &fstest.MapFile{} }, false, "brev.txt"},
		{"an empty folder", old, func(f fstest.MapFS) { clear(f) }, false, ""},
	})
}

func TestPortable(t *testing.T) {
	for path, want := range map[string]bool{
		"content/policy/a/bild.png": true, "content/policy/a/Åtgärder 2026.xlsx": true, "content/policy/a/.b": true,
		"content/policy/a/50%.png": false, `content/policy/a/b\c.png`: false, "content/policy/a/b\nc.png": false,
		"content/policy/a/kl. 8:30.png": false, "content/policy/a/vad?.png": false, "content/policy/a/slut.": false,
		"content/policy/a/ blank.png": false, "content/policy/nul.txt": false, "content/policy/Aux/b.png": false, "content/policy/console.png": true,
	} {
		if got := Portable(path); got != want {
			t.Errorf("Portable(%q): got %v, want %v", path, got, want)
		}
	}
}
