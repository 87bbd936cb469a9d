//go:build unix

package main

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"styrdok/generator/testkit"
)

// irregularSite makes a site that has all that commands read: sources, a theme and fonts of its own, files for an editor, a built site, archives,
// logs, signatures, what styrdok remembers, and files to import.
func irregularSite(t *testing.T) string {
	dir := filepath.Join(t.TempDir(), "site")
	for file, text := range map[string]string{
		"config.toml": "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\ntheme = \"egen\"\n[organisation]\nname = \"S\"\nlogo = \"static/logo.svg\"\n[print.fonts]\nserif_regular = \"static/font.ttf\"\n" +
			"[remind]\ncoordinator = \"s@s.example\"\nfrom = \"f@s.example\"\n[notify]\nto = [\"a@s.example\"]\n",
		"content/policy/a.md":                     "+++\ntitle = \"A\"\nadopted = 2024-01-10\nadopted_by = \"kf\"\n+++\n\n![Karta](a/bild.svg) [Bilaga](a/b.txt)\n",
		"content/policy/a/bild.svg":               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>",
		"content/policy/a/b.txt":                  "B",
		"content/policy/b.md":                     "+++\ntitle = \"B\"\nstatus = \"proposed\"\nadopted_by = \"kf\"\n+++\n\nText.\n",
		"content/meetings/2026-11-20-kf.md":       "+++\ntitle = \"Kommunfullmäktige\"\nbody = \"kf\"\ndate = 2026-11-20\n[[items]]\ndocument = \"policy/b\"\naction = \"adopt\"\nsection = \"§ 1\"\n+++\n",
		"static/logo.svg":                         "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>",
		"themes/egen/own.css":                     "p{}",
		"themes/egen/print.toml":                  "",
		"themes/egen/templates/partials/own.html": "",
		"in/c.txt":                                "Policy för C\n\nText.\n",
		"in/d.html":                               "<h1>Policy för D</h1><p>Text<img src=bild.png>",
		"in/bild.png":                             "x",
		".styrdok/unfinished":                     "[]",
	} {
		file = filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	font, err := filepath.Glob("../../themes/standard/fonts/*.ttf")
	if err != nil || len(font) == 0 {
		font, _ = filepath.Glob("../../themes/standard/*/*.ttf")
	}
	data, err := os.ReadFile(font[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "static/font.ttf"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"seal"}, {"schema"}, {"build", "--record"}, {"archive", "-o", "ut/bagit"}, {"archive", "-o", "ut/eark", "--format", "eark"}, {"notify", "--write", "brev", "--log"}, {"print", "policy/a", "-o", "a.pdf"}} {
		if code, said := irregularRun(dir, command); code != 0 {
			t.Fatalf("%q: exit %d: %s", command, code, said)
		}
	}
	return dir
}

func irregularRun(dir string, command []string) (code int, said string) {
	var out strings.Builder
	args := append(slices.Clone(command), "-C", dir, "--lang", "sv", "--today", "2026-11-22")
	code = run(args, streams{in: strings.NewReader(""), out: &out, err: &out}, func(string) string { return "" }, time.Now)
	return code, out.String()
}

// irregular are what may lie in place of a file or a folder, with how it is put there.
var irregular = map[string]func(file string) error{
	"a pipe":             func(file string) error { return syscall.Mkfifo(file, 0o644) },
	"a link to a device": func(file string) error { return os.Symlink("/dev/zero", file) },
	"a link out":         func(file string) error { return os.Symlink(os.Args[0], file) },
	"a link to itself":   func(file string) error { return os.Symlink(filepath.Base(file), file) },
	"a socket": func(file string) error {
		fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
		if err != nil {
			return err
		}
		defer syscall.Close(fd)
		if len(file) > 100 { // more than an address of a socket may have
			return errors.ErrUnsupported
		}
		return syscall.Bind(fd, &syscall.SockaddrUnix{Name: file})
	},
}

// copied copies a file or a folder.
func copied(to, from string) error {
	if info, err := os.Stat(from); err != nil || info.IsDir() {
		return errors.Join(err, os.CopyFS(to, os.DirFS(from)))
	}
	data, err := os.ReadFile(from)
	return errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, data, 0o644))
}

// readers are the commands that look at a part of the site, with one of the others.
var readers = map[string][]string{
	"public": {"build", "verify"}, ".styrdok": {"check", "build"}, ".vscode": {"schema"}, "ut": {"archive"}, "in": {"import"}, "reminders.log": {"notify", "remind"},
	"content": {"check", "adopt"}, "config.toml": {"check"}, "static": {"build", "print"}, "themes": {"check", "print"}, "a.pdf": {"print"}, "brev": {"notify"},
}

// system are words of the operating system.
var system = regexp.MustCompile(`not a regular|escapes|too many levels|no such (file|device)|not a directory|is a directory|file exists|goroutine|neither`)

// TestIrregular puts a pipe, a link to a device, out of the site or to itself, and a socket in place of each file and folder: no command waits for it, fills
// the memory, calls it the machine's fault or speaks of it in the system's words.
func TestIrregular(t *testing.T) {
	testkit.Long(t)
	site := irregularSite(t)
	absent := []string{"content/signed.sum", "content/published.sum.tsr", "content/published.sum.minisig", "content/signed.sum.minisig", "public/SHA256SUMS.minisig", ".styrdok/unfinished", ".gitignore", "content/policy/a/2020-01-01.md"}
	places := slices.Clone(absent)
	err := filepath.WalkDir(site, func(file string, e fs.DirEntry, err error) error {
		name, _ := filepath.Rel(site, file)
		// Of what a site publishes one of each sort will do.
		if parts := strings.Split(name, "/"); name != "." && (parts[0] != "public" && parts[0] != ".styrdok" || len(parts) < 3 || filepath.Ext(name) == ".pdf") {
			places = append(places, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	commands := [][]string{{"check"}, {"build"}, {"verify"}, {"seal"}, {"list"}, {"schema"}, {"archive", "-o", "ut/bagit"}, {"archive", "-o", "ut/eark", "--format", "eark"}, {"notify", "--write", "brev", "--log"},
		{"remind", "--write", "brev"}, {"print", "policy/a", "-o", "a.pdf"}, {"bundle", "2026-11-20-kf", "-o", "b.pdf"}, {"import", "in"}, {"adopt", "--meeting", "2026-11-20-kf"}}
	tried := 0
	for i, name := range places {
		for k, kind := range slices.Sorted(maps.Keys(irregular)) {
			if !testkit.IsExhaustive() && (kind != "a pipe" || !testkit.IsLong() && i%4 > 0) && (testing.Short() || k != i%(4*len(irregular))) {
				continue
			}
			dir := filepath.Join(t.TempDir(), "s")
			for _, part := range []string{"content", "static", "themes", "in", "config.toml", "reminders.log", "public", ".styrdok", ".vscode", "ut", "brev", "a.pdf"} {
				built := []string{"public", ".styrdok", ".vscode", "ut", "brev", "a.pdf"} // of which only what the place is in is needed
				if top := strings.Split(name, "/")[0]; slices.Contains(built, part) && part != top && !(part == ".styrdok" && top == "public") {
					continue
				}
				if err := copied(filepath.Join(dir, part), filepath.Join(site, part)); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(dir, name)
			if err := errors.Join(os.RemoveAll(file), os.MkdirAll(filepath.Dir(file), 0o755)); err != nil {
				t.Fatal(err)
			}
			if err := irregular[kind](file); err != nil {
				continue
			}
			for j, command := range append(commands, []string{"import", name}) {
				if !testkit.IsExhaustive() && !slices.Contains(readers[strings.Split(name, "/")[0]], command[0]) && (kind == "a pipe" || j != i%len(commands)) {
					continue
				}
				tried++
				done := make(chan bool)
				var code int
				var said string
				go func() { code, said = irregularRun(dir, command); close(done) }()
				select {
				case <-done:
				case <-time.After(time.Minute):
					t.Fatalf("%s in place of %s: %q waits", kind, name, command)
				}
				if code == exitMachine || system.MatchString(said) {
					t.Errorf("%s in place of %s: %q ends with %d: %s", kind, name, command, code, said)
				}
			}
		}
	}
	t.Logf("%d places, %d kinds, %d commands: %d tried", len(places), len(irregular), len(commands)+1, tried)
}

// TestLinkedContent has the folder of texts be a link, also to itself: each command that reads them says so. A folder to be imported may be one.
func TestLinkedContent(t *testing.T) {
	for _, target := range []string{t.TempDir(), "content", "in"} {
		dir := t.TempDir()
		for name, text := range map[string]string{"config.toml": "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"S\"\n", "in/a.txt": "Policy för A\n\nText.\n"} {
			file := filepath.Join(dir, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(os.Symlink(target, filepath.Join(dir, "content")), os.Symlink("in", filepath.Join(dir, "link"))); err != nil {
			t.Skip(err)
		}
		for _, command := range [][]string{{"check"}, {"build"}, {"verify"}, {"seal"}, {"list"}, {"archive"}, {"notify", "--write", "brev", "--log"}, {"new", "policy/x", "--title", "X"}} {
			code, said := irregularRun(dir, command)
			if code != exitContent && code != exitUsage || !strings.Contains(said, "content") || !strings.Contains(said, "genväg") || system.MatchString(said) {
				t.Errorf("content is a link to %s: %q ends with %d: %s", target, command, code, said)
			}
		}
		if target == "in" {
			continue // the site's own texts
		}
		if code, said := irregularRun(dir, []string{"import", "--dry-run", "link"}); code != 0 || !strings.Contains(said, "policy-for-a.md") {
			t.Errorf("a link to a folder is imported with %d: %s", code, said)
		}
	}
}
