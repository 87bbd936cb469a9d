package search

import (
	"os"
	"strings"
	"testing"
)

// TestParadigms asks how many forms of ordinary words have the stem of their lemma, and how many lemmas share one.
func TestParadigms(t *testing.T) {
	data, err := os.ReadFile("testdata/paradigms.txt")
	if err != nil {
		t.Fatal(err)
	}
	met, all, lemmas, shared := map[string]int{}, map[string]int{}, map[string][]string{}, 0
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if f[0] == "#" || len(f[0]) > 1 {
			continue
		}
		class, root := f[0], f[1]
		if root == "-" {
			root = ""
		}
		form := func(ending string) string { return root + strings.TrimPrefix(ending, "-") }
		lemma := form(f[2])
		stem := Stem(lemma)
		for _, e := range f[3:] {
			all[class]++
			if Stem(form(e)) == stem {
				met[class]++
			}
		}
		for _, other := range lemmas[stem] {
			shared++
			t.Logf("%s and %s have one stem, %s", lemma, other, stem)
		}
		lemmas[stem] = append(lemmas[stem], lemma)
	}
	for class, least := range map[string]int{"N": 94, "V": 85, "A": 86} {
		t.Logf("%s: %d of %d forms, %.1f %%", class, met[class], all[class], 100*float64(met[class])/float64(all[class]))
		if met[class]*100 < least*all[class] {
			t.Errorf("%s: %d of %d forms have the lemma's stem, want %d %%", class, met[class], all[class], least)
		}
	}
	if shared > 5 {
		t.Errorf("%d pairs of lemmas have one stem, want at most 5, all of one origin but tapper and tappa", shared)
	}
}
