package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Who misspells a word is shown the nearest of the site's own. They are a file that is fetched only
// when a word of a query is unknown, so it has those that readers are likely to mean.
const (
	minSpelling  = 4    // characters
	maxSpellings = 5000 // words, some 30 kB
)

// spellings returns words as they are written, for each stem the commonest form, in the order of
// the alphabet. A word that stands once in running text may itself be misspelt.
func (c *collector) spellings() []string {
	count := map[string]int{}
	add := func(words []string, n int) {
		for _, w := range words {
			if utf8.RuneCountInString(w) >= minSpelling && !stopWords[w] && !strings.ContainsAny(w, "0123456789/:.,§") {
				count[w] += n
			}
		}
	}
	for i, t := range c.texts {
		add(t.body, 1)
		add(t.heading, 2)
		if c.first(i) {
			add(t.heading, 8)
			for _, k := range c.docs[c.sections[i].doc].Keywords {
				add(tokens(k), 4)
			}
		}
	}
	type form struct {
		word  string
		count int // of all forms
		best  int // of this one
	}
	byStem := map[string]form{}
	for w, n := range count {
		whole, _ := pieces(w)
		stem := Stem(whole)
		f := byStem[stem]
		f.count += n
		if n > f.best || n == f.best && (len(w) < len(f.word) || len(w) == len(f.word) && w < f.word) {
			f.word, f.best = w, n
		}
		byStem[stem] = f
	}
	var list []form
	for _, f := range byStem {
		if f.count > 1 {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b form) int { return cmp.Or(b.count-a.count, strings.Compare(a.word, b.word)) })
	list = list[:min(len(list), maxSpellings)]
	out := make([]string, len(list))
	for i, f := range list {
		out[i] = f.word
	}
	slices.Sort(out)
	return out
}
