package main

import (
	"cmp"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite licences.txt")

// TestLicences shows that licences.txt holds the licences of all modules in the program, whatever system it is built for,
// and of what is embedded: fonts and hyphenation patterns.
func TestLicences(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs the go command: ", err)
	}
	files := map[string][]string{} // by the work's name
	files["Go"] = []string{filepath.Join(output(t, "", "env", "GOROOT"), "LICENSE")}
	for _, system := range []string{"linux", "darwin", "windows"} {
		list := output(t, system, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", ".")
		for line := range strings.Lines(list) {
			if module, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && files[module] == nil {
				for _, form := range []string{"LICENSE*", "COPYING*", "NOTICE*", "LICENSES/BSD*"} {
					found, _ := filepath.Glob(filepath.Join(dir, form))
					files[module] = append(files[module], slices.DeleteFunc(found, func(f string) bool { return filepath.Base(f) == "LICENSES" })...)
				}
			}
		}
	}
	files["styrdok-sv.txt, hyphenation patterns"] = []string{"../../generator/layout/hyphenation/NOTICE"}
	fonts, _ := filepath.Glob("../../themes/standard/fonts/OFL-*.md")
	for _, font := range fonts {
		files[strings.TrimSuffix(strings.TrimPrefix(filepath.Base(font), "OFL-"), ".md")+", fonts"] = []string{font}
	}

	works := map[string][]string{} // by the text of their licence
	for work, files := range files {
		var text strings.Builder
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text.WriteString(strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")) + "\n")
		}
		if text.Len() == 0 {
			t.Errorf("%s has no licence", work)
		}
		works[text.String()] = append(works[text.String()], work)
	}
	var sections []string
	for text, works := range works {
		slices.SortFunc(works, func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
		sections = append(sections, "== "+strings.Join(works, "\n== ")+"\n\n"+text)
	}
	slices.SortFunc(sections, func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
	want := "styrdok contains these works of others, under the licences below.\n\n" + strings.Join(sections, "\n")
	if *update {
		if err := os.WriteFile("licences.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if licences != want {
		t.Error(`licences.txt is out of date: run "go test ./cmd/styrdok -run TestLicences -update" and read the difference`)
	}
}

// output returns what the go command writes for an operating system; empty: this one.
func output(t *testing.T, system string, args ...string) string {
	t.Helper()
	c := exec.Command("go", args...)
	c.Stderr = os.Stderr
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if system != "" {
		c.Env = append(c.Env, "GOOS="+system)
	}
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}
