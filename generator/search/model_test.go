package search

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// model is the ranking in words as plain as possible, over the collector's own terms: what the
// script must come to from the files alone.
type model struct {
	c      *collector
	shards []shard
	parts  *splitter
	folded *splitter
}

func newModel(docs []Document, opt Options) *model {
	c := newCollector(docs, opt)
	c.collect()
	folded := map[string]bool{}
	for p := range c.parts {
		folded[fold(p)] = true
	}
	return &model{c, c.shards(), newSplitter(c.parts), newSplitter(folded)}
}

// way is one way to satisfy a word: all of its terms in one section, at a factor.
type way struct {
	terms  []*term
	factor int
	least  int // impact that the terms have on average
}

type queryWord struct {
	token, whole string
	last         bool
}

// words are those of a query without phrases.
func (m *model) words(query string) []queryWord {
	query = tidy(query)
	list := tokens(query)
	var out []queryWord
	for i, t := range list {
		if i > 0 && strings.HasPrefix(list[i-1], "§") && list[i-1] == "§"+t {
			continue
		}
		whole, _ := pieces(t)
		last := i == len(list)-1 && isWord([]rune(lower(query))[utf8.RuneCountInString(lower(query))-1])
		if !stopWords[whole] || last && len(list) == 1 {
			out = append(out, queryWord{t, whole, last})
		}
	}
	return out[:min(12, len(out))]
}

func (m *model) term(stem string) *term {
	if id, ok := m.c.terms[stem]; ok {
		return m.c.list[id]
	}
	return nil
}

// folding is the first term with a stem's key.
func (m *model) folding(stem string) *term {
	for _, s := range m.shards {
		for _, t := range s.terms {
			if t.key == fold(stem) {
				return t
			}
		}
	}
	return nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7f }) < 0
}

// within reports whether a stem is one of several that the query has all of.
func (m *model) within(several, stem string, asked map[string]bool) bool {
	words := strings.Fields(several)
	return slices.Contains(words, stem) && !slices.ContainsFunc(words, func(w string) bool { return !asked[w] })
}

// known returns the terms of stems, nil if one has none.
func (m *model) known(stems []string) []*term {
	out := make([]*term, len(stems))
	for i, s := range stems {
		if out[i] = m.term(s); out[i] == nil {
			return nil
		}
	}
	return out
}

func (m *model) ways(w queryWord, asked map[string]bool) []way {
	var out, several []way
	seen := map[*term]bool{}
	add := func(t *term, factor int) {
		if t != nil && !seen[t] {
			seen[t] = true
			out = append(out, way{[]*term{t}, factor, 0})
		}
	}
	all := func(yes func(*term) bool, factor int) {
		for _, s := range m.shards {
			for _, t := range s.terms {
				if yes(t) {
					add(t, factor)
				}
			}
		}
	}
	stem := Stem(w.whole)
	add(m.term(stem), 16)
	exact := len(out) > 0
	if !exact || isASCII(w.whole) {
		all(func(t *term) bool { return t.key == fold(stem) }, 7)
	}
	for _, group := range m.c.synonyms() {
		if !slices.ContainsFunc(group, func(s string) bool { return s == stem || m.within(s, stem, asked) }) {
			continue
		}
		for _, s := range group {
			if words := strings.Fields(s); len(words) == 1 {
				add(m.term(s), 10)
			} else {
				several = append(several, way{m.known(words), 10, 0})
			}
		}
	}
	letters := utf8.RuneCountInString(w.whole)
	if key := fold(w.whole); (w.last || !exact) && letters > 2 {
		first := 0
		for i, s := range m.shards {
			if s.bound <= key {
				first = i
			}
		}
		left := 60
		for i := first; i < min(first+2, len(m.shards)); i++ {
			for _, t := range m.shards[i].terms {
				if strings.HasPrefix(t.key, key) && left > 0 {
					left--
					add(t, 6)
				}
			}
		}
	}
	if w.last && !exact {
		runes := []rune(w.whole)
		for i := 3; i < len(runes); i++ {
			for _, e := range strings.Fields("ningarna ningens ingarna ingens arnas ernas ornas andes ades aste elsers") {
				if strings.HasPrefix(e, string(runes[i:])) {
					add(m.term(string(runes[:i])), 8)
				}
			}
		}
	}
	var split []string
	factor, take := 9, m.term
	if strings.IndexFunc(w.token, isDigit) < 0 {
		if w.token != w.whole {
			for p := range strings.SplitSeq(w.token, "-") {
				split = append(split, Stem(p))
			}
		} else {
			split = m.parts.fewest(w.whole)
			if split == nil && isASCII(w.whole) {
				factor, take = 5, m.folding
				split = m.folded.fewest(w.whole)
			}
		}
	}
	var group []*term
	for _, s := range split {
		if t := take(s); t != nil {
			group = append(group, t)
		}
	}
	if len(group) > 0 && len(group) == len(split) {
		least := 0
		if exact {
			least = 5
		}
		out = append(out, way{group, factor, least})
	}
	return append(out, slices.DeleteFunc(several, func(w way) bool { return w.terms == nil })...)
}

// weights are the weight of a word in each section.
func (m *model) weights(ways []way) map[int]int {
	out := map[int]int{}
	for _, w := range ways {
		sum, met, bare := map[int]int{}, map[int]int{}, map[int]int{}
		for _, t := range w.terms {
			rarity := 3
			for r := len(m.c.sections) / len(t.postings); r > 1; r >>= 1 {
				rarity++
			}
			for _, p := range t.postings {
				sum[p.section] += p.impact * rarity
				met[p.section]++
				bare[p.section] += p.impact
			}
		}
		for s, n := range met {
			if n == len(w.terms) && bare[s] >= w.least*n {
				out[s] = max(out[s], sum[s]/n*w.factor)
			}
		}
	}
	return out
}

type ranked struct{ doc, score int }

func (m *model) search(query string) []ranked {
	type found struct{ n, score, best int }
	docs := map[int]*found{}
	total := map[int]int{}
	words, asked := m.words(query), map[string]bool{}
	for _, w := range words {
		asked[Stem(w.whole)] = true
	}
	for _, w := range words {
		weights := m.weights(m.ways(w, asked))
		best, hits := map[int]int{}, map[int]int{}
		for s, x := range weights {
			d := m.c.sections[s].doc
			best[d] = max(best[d], x)
			hits[d]++
			total[s] += x
		}
		for d := range best {
			if docs[d] == nil {
				docs[d] = &found{}
			}
			docs[d].n++
			docs[d].score += best[d] + min(8, hits[d])*20
		}
	}
	most := 0
	for _, f := range docs {
		most = max(most, f.n)
	}
	for s, x := range total {
		f := docs[m.c.sections[s].doc]
		f.best = max(f.best, x)
	}
	var out []ranked
	for _, d := range slices.Sorted(maps.Keys(docs)) {
		if f := docs[d]; f.n == most {
			out = append(out, ranked{d, f.score + f.best/2})
		}
	}
	slices.SortStableFunc(out, func(a, b ranked) int {
		if a.score != b.score {
			return b.score - a.score
		}
		if x, y := m.c.docs[a.doc].Active, m.c.docs[b.doc].Active; x != y {
			if x {
				return -1
			}
			return 1
		}
		return a.doc - b.doc
	})
	return out
}
