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

// TestIrregular shows that a named pipe in place of a file is told, and waited for by no command.
func TestIrregular(t *testing.T) {
	for _, name := range []string{
		"config.toml", "content/adopted.sum", "content/published.sum", "content/signed.sum", "content/published.sum.tsr", "content/policy/a.md", "static/logo.svg",
		"static/font.ttf", "themes/egen/print.toml", "themes/egen/own.css", "public/.styrdok", "content/policy/a/bild.png",
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
		os.Remove(filepath.Join(dir, name))
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Skip(err)
		}
		for _, command := range [][]string{{"build"}, {"check"}, {"verify"}, {"seal"}, {"list"}, {"import", name}} {
			done := make(chan string, 1)
			go func() {
				var out strings.Builder
				code := run(append(command, "-C", dir), streams{in: strings.NewReader(""), out: &out, err: &out}, func(string) string { return "" }, time.Now)
				if code == exitFine && command[0] == "build" {
					out.WriteString("\nbuilt")
				}
				done <- out.String()
			}()
			select {
			case out := <-done:
				if strings.Contains(out, "not a regular file") {
					t.Errorf("%s: %s tells of it in the machine's words: %s", name, command, out)
				}
			case <-time.After(20 * time.Second):
				t.Fatalf("%s: %s waits", name, command)
			}
		}
	}
}
