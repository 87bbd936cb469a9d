package publish

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/lock"
)

// tree returns the files of a folder with their texts.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		if e.Type()&os.ModeSymlink != 0 {
			out[filepath.ToSlash(rel)] = "a symbolic link"
			return nil
		}
		data, err := os.ReadFile(p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPublishReplacesAllButDotfiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	opt := Options{Dir: dir, Sort: "public"}
	if _, err := Publish([]File{{Path: "index.html", Data: []byte("1")}, {Path: "old/index.html", Data: []byte("1")}}, opt); err != nil {
		t.Fatal(err)
	}
	put(t, dir, map[string]string{".git/HEAD": "ref", ".well-known/security.txt": "kept", ".gitignore": "*"})
	result, err := Publish([]File{{Path: "index.html", Data: []byte("2")}, {Path: ".well-known/new.txt", Data: []byte("n")}}, opt)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"index.html": "2", ".styrdok": "public\n", ".git/HEAD": "ref", ".gitignore": "*",
		".well-known/security.txt": "kept", ".well-known/new.txt": "n",
	}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	if result.Exchanged != exchanges || result.Files != 2 {
		t.Errorf("result %+v", result)
	}
	left, _ := os.ReadDir(filepath.Dir(dir))
	if len(left) != 1 {
		t.Errorf("scratch folders are left: %v", left)
	}
}

func TestPublishRefuses(t *testing.T) {
	root := t.TempDir()
	put(t, root, map[string]string{
		"foreign/thesis.docx": "x", "dots/.gitignore": "*", "internal/.styrdok": "internal\n",
		"site/config.toml": "", "site/content/a.md": "",
	})
	sources := []string{filepath.Join(root, "site/config.toml"), filepath.Join(root, "site/content")}
	refused := 0
	for _, test := range []struct {
		dir  string
		want error
	}{
		{"foreign", ErrForeign},
		{"internal", ErrOtherBuild},
		{"site", ErrContainsSource},
		{"site/content", ErrContainsSource},
		{"site/content/out", ErrContainsSource},
		{".", ErrContainsSource},
		{"dots", nil},
		{"site/public", nil},
		{"absent", nil},
	} {
		before := tree(t, root)
		opt := Options{Dir: filepath.Join(root, test.dir), Sort: "public", Sources: sources}
		if err := Check(opt); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.dir, err, test.want)
		}
		if test.want != nil {
			refused++
			if _, err := Publish(nil, opt); !errors.Is(err, test.want) {
				t.Errorf("%s: Publish gives %v, want %v", test.dir, err, test.want)
			}
			if diff := cmp.Diff(before, tree(t, root)); diff != "" {
				t.Errorf("%s: refused, but %s", test.dir, diff)
			}
		}
	}
	t.Logf("%d folders refused and left as they were", refused)
}

// TestPublishLooksAgain shows that a build which has waited for another does not write over what that one
// has put in the folder, if it is of the other sort.
func TestPublishLooksAgain(t *testing.T) {
	dir, locks := filepath.Join(t.TempDir(), "site", "public"), t.TempDir()
	unlock, err := lock.TakeOutput(locks, Resolve(dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	waited := make(chan error)
	go func() {
		_, err := Publish([]File{{Path: "index.html", Data: []byte("a draft")}}, Options{Dir: dir, Sort: "internal", Site: locks})
		waited <- err
	}()
	for { // It has looked at the folder once when it makes the one around it.
		if _, err := os.Stat(filepath.Dir(dir)); err == nil {
			break
		}
		runtime.Gosched()
	}
	put(t, dir, map[string]string{Mark: "public\n", "index.html": "public"})
	unlock()
	if err := <-waited; !errors.Is(err, ErrOtherBuild) {
		t.Errorf("got %v, want %v", err, ErrOtherBuild)
	}
	if got := tree(t, dir)["index.html"]; got != "public" {
		t.Errorf("the page is %q", got)
	}
}

func TestPublishRefusesPathsThatLeadOut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, p := range []string{"../x", "/x", "a/../../x", "", ".", "a\\b", Mark, "a//b"} {
		if _, err := Publish([]File{{Path: p}}, Options{Dir: dir, Sort: "public"}); err == nil {
			t.Errorf("path %q was written", p)
		}
	}
	if _, err := Publish([]File{{Path: "a"}, {Path: "a"}}, Options{Dir: dir, Sort: "public"}); err == nil {
		t.Error("two files with one path were written")
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Error("a failed build left an output folder")
	}
}

func TestPublishClearsWhatAKilledBuildLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	put(t, filepath.Join(filepath.Dir(dir), ".public.styrdok-new"), map[string]string{"half": "written"})
	if _, err := Publish([]File{{Path: "index.html", Data: []byte("1")}}, Options{Dir: dir, Sort: "public"}); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"index.html": "1", ".styrdok": "public\n"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}
