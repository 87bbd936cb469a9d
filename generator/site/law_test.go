package site

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A line of laws.txt is a number and a name, each number once.
func TestNamesOfLaws(t *testing.T) {
	lines := slices.Collect(strings.Lines(lawList))
	for _, line := range lines {
		if !regexp.MustCompile(`^\d{4}:\d{1,4} [a-zåäö][a-zåäö ,-]*[a-zåäö]\n$`).MatchString(line) {
			t.Errorf("not a number and a name: %q", line)
		}
	}
	if len(lawNames()) != len(lines) {
		t.Errorf("%d lines, %d numbers", len(lines), len(lawNames()))
	}
}
