package search

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite meanings.txt")

// TestMeanings reads synonyms.txt as whoever adds a line writes it, and holds meanings.txt to it.
func TestMeanings(t *testing.T) {
	list, err := os.ReadFile("synonyms.txt")
	if err != nil {
		t.Fatal(err)
	}
	synonymList := string(list)
	read := meanings{}
	for _, x := range readMeanings(synonymList) {
		read.add(x)
	}
	var lines []string
	for _, stem := range slices.Sorted(maps.Keys(read)) {
		lines = append(lines, stem+"="+read[stem]+"\n")
	}
	if got := strings.Join(lines, ""); *update {
		if err := os.WriteFile("meanings.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		meaningList = got
	} else if got != meaningList {
		t.Error("meanings.txt is not what synonyms.txt says: go test ./generator/search -run TestMeanings -update")
	}
	for at, line := range strings.Split(synonymList, "\n") {
		words, _, note := strings.Cut(line, "#")
		if words = strings.TrimSpace(words); words == "" {
			if line != "" && !note {
				t.Errorf("synonyms.txt:%d: the line has blanks only", at+1)
			}
			continue
		}
		sides := strings.FieldsFunc(words, func(r rune) bool { return r == '>' || r == '=' })
		if len(sides) < 2 || strings.Count(words, ">") > 1 || strings.Contains(words, ">") == strings.Contains(words, "=") {
			t.Errorf("synonyms.txt:%d: %q has no > or =, or both", at+1, line)
		}
		if strings.Contains(words, "=") && strings.Contains(words, ",") {
			t.Errorf("synonyms.txt:%d: %q: a group has = between its words, no commas", at+1, line)
		}
		for i, side := range sides {
			for _, w := range strings.Split(side, ",") {
				// "utan ström" is not to be "ström" alone
				if n := len(stemsOf(w)); n == 0 || n == 1 && len(strings.Fields(w)) > 1 && (i == 0 || strings.Contains(words, "=")) {
					t.Errorf("synonyms.txt:%d: %q has no two words that are in the index", at+1, w)
				}
			}
		}
	}
	m := meaningsOf(Options{Synonyms: [][]string{{"GDPR", "allmänna förordningen"}}, Common: true})
	if len(m) < 1000 {
		t.Errorf("only %d words have a meaning", len(m))
	}
	for asked, want := range map[string]string{"gdpr": "allmän föror", "allmän": "föror>gdpr", "knark": "narkotik", "trekammarbrun": "slam"} {
		if !slices.Contains(strings.Split(m[asked], "|"), want) {
			t.Errorf("%s means %q, want %q too", asked, m[asked], want)
		}
	}
	if strings.Contains(m["narkotik"], "knark") {
		t.Error("what is right of > is taken for what is left of it")
	}
}

// readMeanings reads lines of synonyms.txt, with > or = between the sides.
func readMeanings(text string) (out []meaning) {
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		if asked, meant, ok := strings.Cut(line, ">"); ok {
			out = append(out, meaning{strings.Split(asked, ","), strings.Split(meant, ",")})
		} else if group := strings.Split(line, "="); len(group) > 1 {
			out = append(out, meaning{group, group})
		}
	}
	return out
}
