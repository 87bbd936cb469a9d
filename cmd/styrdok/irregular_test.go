//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestIrregular shows that a named pipe, or a link that leads out, in place of a file is told in words and waited for by no
// command, and that it is no fault of the machine.
func TestIrregular(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	places := []string{
		"config.toml", "content/adopted.sum", "content/published.sum", "content/signed.sum", "content/published.sum.tsr", "content/policy/a.md", "static/logo.svg",
		"static/font.ttf", "themes/egen/print.toml", "themes/egen/own.css", "public/.styrdok", "public/SHA256SUMS", "content/policy/a/bild.png", ".styrdok", ".styrdok/state-public",
	}
	commands := [][]string{{"build"}, {"check"}, {"verify"}, {"seal"}, {"list"}}
	for _, name := range places {
		for kind, put := range map[string]func(string) error{
			"a pipe":     func(file string) error { return syscall.Mkfifo(file, 0o644) },
			"a link out": func(file string) error { return os.Symlink(outside, file) },
		} {
			dir := t.TempDir()
			for file, text := range map[string]string{
				"config.toml":         "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\ntheme = \"egen\"\n[organisation]\nname = \"S\"\nlogo = \"static/logo.svg\"\n[print.fonts]\nbody = \"static/font.ttf\"\n",
				"content/policy/a.md": "+++\ntitle = \"A\"\n+++\n\n![Karta](a/bild.png)\n", "themes/egen/x": "", "static/x": "", "public/x": "", "content/policy/a/x": "",
			} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if strings.HasPrefix(name, ".styrdok/") {
				if err := os.Mkdir(filepath.Join(dir, ".styrdok"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			os.Remove(filepath.Join(dir, name))
			if err := put(filepath.Join(dir, name)); err != nil {
				t.Skip(err)
			}
			for _, command := range append(commands, []string{"import", name}) {
				type result struct {
					code int
					out  string
				}
				done := make(chan result, 1)
				go func() {
					var out strings.Builder
					code := run(append(command, "-C", dir, "--lang", "sv"), streams{in: strings.NewReader(""), out: &out, err: &out}, func(string) string { return "" }, time.Now)
					done <- result{code, out.String()}
				}()
				select {
				case r := <-done:
					if r.code == exitMachine || strings.Contains(r.out, "not a regular") || strings.Contains(r.out, "escapes") {
						t.Errorf("%s in place of %s: %s ends with %d: %s", kind, name, command, r.code, r.out)
					}
				case <-time.After(20 * time.Second):
					t.Fatalf("%s in place of %s: %s waits", kind, name, command)
				}
			}
		}
	}
	t.Logf("%d places, 2 kinds, %d commands", len(places), len(commands)+1)
}
