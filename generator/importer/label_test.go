package importer

import (
	"strings"
	"testing"
)

// TestLabels reads each label as the fact that it stands under, so that none stands under two.
func TestLabels(t *testing.T) {
	key, found := "", 0
	for line := range strings.Lines(labelText) {
		line = strings.TrimSpace(line)
		word := strings.TrimLeft(line, "+~ ")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			key = strings.Trim(line, "[]")
		default:
			found++
			if got := keyOf(word); got != key {
				t.Errorf("%q: got %q, want %q", word, got, key)
			}
			if m := labels().verbs.FindString(word + " 2014-03-12"); strings.HasPrefix(line, "+") != strings.HasPrefix(m, word) {
				t.Errorf("%q without a colon: found %q", line, m)
			}
		}
	}
	if found < 300 {
		t.Errorf("%d labels", found)
	}
}
