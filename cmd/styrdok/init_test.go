package main

import (
	"os"
	"strings"
	"testing"
)

// TestGitignore holds the handbook and the file that init writes together.
func TestGitignore(t *testing.T) {
	data, err := start.ReadFile("start/gitignore")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/writing.md")
	if err != nil {
		t.Fatal(err)
	}
	_, lines, _ := strings.Cut(string(data), "\n") // the first is a comment
	if !strings.Contains(string(text), "```text .gitignore\n"+lines+"```\n") {
		t.Errorf("docs/writing.md does not show\n%s", lines)
	}
}
