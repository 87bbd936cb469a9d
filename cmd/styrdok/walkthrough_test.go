package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestWalkthrough holds the walk-through and the script that runs it together: the same commands in
// the same order, the same files, the same answers, and a picture for each that is taken.
func TestWalkthrough(t *testing.T) {
	script, err := txtar.ParseFile("testdata/script/walkthrough.txtar")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/fran-utkast-till-beslut.md")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	texts := 0
	fence := regexp.MustCompile("(?ms)^```(\\w+)(?: (\\S+))?\n(.*?)^```$")
	for _, m := range fence.FindAllStringSubmatch(string(text), -1) {
		switch language, name, content := m[1], m[2], m[3]; {
		case language == "sh":
			told = append(told, strings.Split(strings.TrimSpace(content), "\n")...)
		case language == "toml":
			if !strings.Contains(string(script.Comment), "'"+strings.TrimSpace(content)+"' content/") {
				t.Errorf("the script does not write %s", content)
			}
		case name != "":
			texts++
			// The script keeps a file that is written on the way in a folder of its own.
			if !slices.ContainsFunc(script.Files, func(f txtar.File) bool {
				return (f.Name == name || strings.HasSuffix(f.Name, "/"+name)) && string(f.Data) == content
			}) {
				t.Errorf("no file of the script called %s is as it is told", name)
			}
		}
	}
	var run, pictures []string
	for _, line := range strings.Split(string(script.Comment), "\n") {
		if command, ok := strings.CutPrefix(line, "exec styrdok "); ok {
			command, _, dated := strings.Cut(command, " --today ")
			if !dated {
				t.Errorf("%s: not dated", line)
			}
			// A script cannot serve; what it builds is the same.
			if command == "build --internal" {
				command = "serve --internal"
			}
			run = append(run, "styrdok "+strings.ReplaceAll(command, "'", `"`))
		}
		if words := strings.Fields(line); len(words) >= 3 && words[0] == "picture" {
			pictures = append(pictures, words[1])
		}
	}
	if !slices.Equal(told, run) {
		t.Errorf("told:\n%s\nrun:\n%s", strings.Join(told, "\n"), strings.Join(run, "\n"))
	}
	if texts < 6 || len(run) < 12 || len(pictures) < 6 {
		t.Errorf("got %d texts, %d commands and %d pictures", texts, len(run), len(pictures))
	}
	shown := regexp.MustCompile(`!\[([^\]]*)\]\(images/([a-z]+)\.png\)`).FindAllStringSubmatch(string(text), -1)
	if len(shown) != len(pictures) {
		t.Errorf("%d pictures are shown, %d taken", len(shown), len(pictures))
	}
	for i, m := range shown {
		if i < len(pictures) && m[2] != pictures[i] {
			t.Errorf("picture %d: %s is shown, %s taken", i+1, m[2], pictures[i])
		}
		if len(m[1]) < 20 {
			t.Errorf("%s: %q describes no picture", m[2], m[1])
		}
		info, err := os.Stat("../../docs/images/" + m[2] + ".png")
		if err != nil {
			t.Error(err)
		} else if info.Size() > 80_000 {
			t.Errorf("%s is of %d bytes, more than 80 kB", m[2], info.Size())
		}
	}
}
