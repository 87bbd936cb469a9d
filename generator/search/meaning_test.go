package search

import (
	"slices"
	"strings"
	"testing"
)

// TestMeanings reads synonyms.txt as whoever adds a line writes it.
func TestMeanings(t *testing.T) {
	for n, line := range strings.Split(synonymList, "\n") {
		words, _, note := strings.Cut(line, "#")
		if words = strings.TrimSpace(words); words == "" {
			if line != "" && !note {
				t.Errorf("synonyms.txt:%d: the line has blanks only", n+1)
			}
			continue
		}
		sides := strings.FieldsFunc(words, func(r rune) bool { return r == '>' || r == '=' })
		if len(sides) < 2 || strings.Count(words, ">") > 1 || strings.Contains(words, ">") == strings.Contains(words, "=") {
			t.Errorf("synonyms.txt:%d: %q has no > or =, or both", n+1, line)
		}
		if strings.Contains(words, "=") && strings.Contains(words, ",") {
			t.Errorf("synonyms.txt:%d: %q: a group has = between its words, no commas", n+1, line)
		}
		for _, side := range sides {
			for _, w := range strings.Split(side, ",") {
				if len(stemsOf(w)) == 0 {
					t.Errorf("synonyms.txt:%d: %q means nothing", n+1, w)
				}
			}
		}
	}
	m := meaningsOf(Options{Synonyms: [][]string{{"GDPR", "allmänna förordningen"}}, Common: true})
	if len(m.of) < 1000 {
		t.Errorf("only %d words have a meaning", len(m.of))
	}
	for asked, want := range map[string]string{"gdpr": "allmän föror", "allmän": "föror>gdpr", "knark": "narkotik", "trekammarbrun": "slam"} {
		if !slices.Contains(m.of[asked], want) {
			t.Errorf("%s means %q, want %q too", asked, m.of[asked], want)
		}
	}
	if slices.Contains(m.of["narkotik"], "knark") {
		t.Error("what is right of > is taken for what is left of it")
	}
}
