package search

import (
	"cmp"
	"maps"
	"math"
	"math/bits"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// model is the ranking in words as plain as possible, over the terms of the documents' analyses: what the
// script must come to from the files alone.
type model struct {
	docs     []Document
	meant    meanings
	sections int
	list     []*term // in the order of keys
	terms    map[string]*term
	ranges   []string
	kinds    []string // stems
	parts    *splitter
	folded   *splitter
}

// term is a word of the index, with where it stands.
type term struct {
	text, key string
	postings  []posting
}

type posting struct{ doc, section, impact int }

func newModel(docs []Document, opt Options) *model {
	m := &model{docs: docs, meant: meaningsOf(opt), terms: map[string]*term{}}
	var z Analyzer
	stems, folded := map[string]bool{}, map[string]bool{}
	for doc, d := range docs {
		a := newAnalysis(z.lexicon())
		for i, sections := range storedTexts(d) {
			for k, s := range sections {
				a.section(i*perText+k, s, d)
				m.sections++
			}
		}
		for _, t := range a.terms {
			if t.count == 0 {
				continue
			}
			known := m.terms[t.text]
			if known == nil {
				known = &term{text: t.text, key: fold(t.text)}
				m.terms[t.text] = known
				m.list = append(m.list, known)
			}
			section := -1
			for list := readNumbers(t.postings); len(list) > 0; list = list[1:] {
				section += list[0]/smallImpacts + 1
				impact := list[0]%smallImpacts + 1
				if impact == smallImpacts {
					list = list[1:]
					impact += list[0]
				}
				known.postings = append(known.postings, posting{doc, section, impact})
			}
		}
		for p := range strings.FieldsSeq(string(a.joined())) {
			stems[p], folded[fold(p)] = true, true
		}
	}
	m.meant.keep(func(stem string) bool { return m.terms[stem] != nil })
	for _, s := range m.meant.parts() {
		stems[s], folded[fold(s)] = true, true
	}
	for _, k := range opt.Kinds {
		m.kinds = append(m.kinds, Stem(lower(k.Label)))
	}
	slices.SortFunc(m.list, func(a, b *term) int {
		return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.text, b.text))
	})
	each := (len(ranges) + 1) / shards(len(docs), 2)
	for i := each; i <= len(ranges); i += each {
		m.ranges = append(m.ranges, ranges[i-1])
	}
	m.parts, m.folded = newSplitter(newStems(stems)), newSplitter(newStems(folded))
	m.parts.least, m.folded.least = 7, 7
	return m
}

// readNumbers is appendNumber undone.
func readNumbers(b []byte) []int {
	var out []int
	n := 0
	for _, c := range b {
		if c > 92 {
			n = n*34 + int(c-93)
		} else {
			out = append(out, n*57+int(c-35))
			n = 0
		}
	}
	return out
}

// rangeOf returns the number of the range in which a key lies.
func (m *model) rangeOf(key string) int {
	n := 0
	for _, r := range m.ranges {
		if r <= key {
			n++
		}
	}
	return n
}

// way is one way to satisfy a word: all of its terms in one section, at a factor.
type way struct {
	terms  []*term
	factor int
	least  int     // impact that the terms have on average
	among  []*term // of several with one beginning, all
}

type queryWord struct {
	token, whole string
	last         bool
	marked       bool     // the query has å, ä or ö
	series       bool     // stands before a number
	several      bool     // it is one of several words
	glued        []string // stems of it and a neighbour as one word
}

func (w queryWord) decides() bool {
	return strings.HasPrefix(w.token, "§") || strings.ContainsAny(w.token, "/:") || isDay(w.token)
}

// words are those of a query without phrases.
func (m *model) words(query string) []queryWord {
	query = tidy(query)
	list := tokens(query)
	var out []queryWord
	for i, t := range list {
		if i > 0 && list[i-1] == "paragraf" && strings.Trim(t, "0123456789") == "" {
			t = "§" + t
		}
		if number := strings.TrimSuffix(strings.TrimSuffix(t, "kronor"), "kr"); number != "" && strings.Trim(number, "0123456789") == "" {
			t = number
		}
		if letters := strings.TrimRight(t, "0123456789/:"); letters != "" && len(letters) < 6 && isWord([]rune(letters)[0]) && strings.ContainsAny(t, "/:") {
			out = append(out, queryWord{token: letters, whole: letters})
			t = t[len(letters):]
		}
		if i > 0 && strings.HasPrefix(list[i-1], "§") && list[i-1] == "§"+t {
			continue
		}
		whole, _ := pieces(t)
		last := i == len(list)-1 && isWord([]rune(lower(query))[utf8.RuneCountInString(lower(query))-1])
		if !stopWords[whole] || last && len(list) == 1 {
			out = append(out, queryWord{token: t, whole: whole, last: last})
		}
	}
	out = out[:min(12, len(out))]
	short := func(a, b string) bool {
		x, y := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
		return x+y > 5 && (min(x, y) < 4 || x > 5 && strings.HasSuffix(a, "s") && y > 4) && strings.IndexFunc(a+b, isDigit) < 0
	}
	for i := range out {
		out[i].several = len(out) > 1
		out[i].series = utf8.RuneCountInString(out[i].whole) < 4 && i+1 < len(out) && out[i+1].decides()
		out[i].marked = slices.ContainsFunc(out, func(w queryWord) bool { return !isASCII(w.whole) })
		if i > 0 && short(out[i-1].whole, out[i].whole) {
			stem := Stem(out[i-1].whole + out[i].whole)
			if slices.ContainsFunc(out, func(w queryWord) bool { return Stem(w.whole) == stem }) {
				continue
			}
			out[i-1].glued, out[i].glued = append(out[i-1].glued, stem), append(out[i].glued, stem)
		}
	}
	return out
}

func (m *model) find(stem string) *term { return m.terms[stem] }

// folding is the first term with a stem's key.
func (m *model) folding(stem string) *term {
	for _, t := range m.list {
		if t.key == fold(stem) {
			return t
		}
	}
	return nil
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7f }) < 0
}

// known returns the terms of stems, nil if one has none.
func (m *model) known(stems []string) []*term {
	out := make([]*term, len(stems))
	for i, s := range stems {
		if out[i] = m.find(s); out[i] == nil {
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
			out = append(out, way{terms: []*term{t}, factor: factor})
		}
	}
	all := func(yes func(*term) bool, factor int) {
		for _, t := range m.list {
			if yes(t) {
				add(t, factor)
			}
		}
	}
	stem := Stem(w.whole)
	add(m.find(stem), 16)
	exact := len(out) > 0
	if !exact && utf8.RuneCountInString(w.whole) > 3 || isASCII(w.whole) && !w.marked {
		all(func(t *term) bool { return t.key == fold(stem) }, 7)
	}
	for _, g := range w.glued {
		add(m.find(g), 24)
	}
	addSynonyms := func(stem string, factor int) {
		for _, asks := range slices.Sorted(maps.Keys(m.meant)) {
			is := func(s string) bool { return s == stem || isASCII(w.whole) && fold(s) == fold(stem) }
			if !is(asks) && !asked[asks] {
				continue
			}
			for _, text := range strings.Split(m.meant[asks], "|") {
				also, means, ok := strings.Cut(text, ">")
				if !ok {
					also, means = "", also
				}
				others := strings.Fields(also)
				if !is(asks) && !slices.ContainsFunc(others, is) || slices.ContainsFunc(others, func(s string) bool { return !asked[s] }) {
					continue
				}
				if words := strings.Fields(means); len(words) == 1 {
					add(m.find(means), factor)
				} else {
					several = append(several, way{terms: m.known(words), factor: factor})
				}
			}
		}
	}
	if !w.series {
		switch {
		case weakStems()[stem]:
			addSynonyms(stem, 16)
		case exact:
			addSynonyms(stem, 10)
		default:
			addSynonyms(stem, 12)
		}
	}
	least := 2
	if w.several {
		least = 3
	}
	if key := fold(w.whole); (w.last || !exact) && utf8.RuneCountInString(key) > least {
		first := m.rangeOf(key)
		var begun []*term
		for _, t := range m.list {
			if strings.HasPrefix(t.key, key) && m.rangeOf(t.key) <= first+1 && (isASCII(w.whole) || strings.HasPrefix(t.text, w.whole)) {
				begun = append(begun, t)
			}
		}
		length := func(t *term) int { return utf8.RuneCountInString(t.key) }
		slices.SortStableFunc(begun, func(a, b *term) int { return length(a) - length(b) })
		begun = begun[:min(60, len(begun))]
		for _, t := range begun {
			if n := len(out); !seen[t] {
				add(t, 6)
				out[n].among = begun
			}
		}
	}
	if w.last && !exact {
		runes := []rune(w.whole)
		for i := 3; i < len(runes); i++ {
			for _, e := range strings.Fields("ningarna ningens ingarna ingens arnas ernas ornas andes ades aste elsers") {
				if strings.HasPrefix(e, string(runes[i:])) {
					add(m.find(string(runes[:i])), 8)
				}
			}
		}
	}
	var split []string
	factor, take := 9, m.find
	if strings.IndexFunc(w.token, isDigit) < 0 && !(exact && m.named(stem)) {
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
		out = append(out, way{terms: group, factor: factor, least: least})
	}
	if !exact {
		kind, stems := m.loose(w)
		all := append(slices.Clone(out), slices.DeleteFunc(slices.Clone(several), func(w way) bool { return w.terms == nil })...)
		if kind || len(m.weights(all)) == 0 {
			for i, s := range stems {
				less := min(2, 2*i)
				add(m.find(s), 6-less)
				addSynonyms(s, 6-less)
			}
		}
	}
	return append(out, slices.DeleteFunc(several, func(w way) bool { return w.terms == nil })...)
}

// named reports whether ten documents or more have a term in a title, heading or keyword.
func (m *model) named(stem string) bool {
	docs := map[int]bool{}
	for _, p := range m.find(stem).postings {
		if p.impact >= headingImpact {
			docs[p.doc] = true
		}
	}
	return len(docs) >= 10
}

// loose returns the stems by one of which a word may be found of which no text has all; kind if they are all but the kind
// of document that the word asks for, or but a part that says little.
func (m *model) loose(w queryWord) (kind bool, stems []string) {
	runes := []rune(w.whole)
	if strings.IndexFunc(w.token, isDigit) >= 0 || len(runes) < 7 {
		return false, nil
	}
	for i := 3; i < len(runes)-2; i++ {
		if head := Stem(string(runes[:i])); slices.Contains(m.kinds, Stem(string(runes[i:]))) && m.find(head) != nil {
			return true, []string{head}
		}
	}
	marked := strings.Split(w.token, "-")
	last := marked[len(marked)-1]
	for _, p := range marked[:len(marked)-1] {
		stems = append(stems, Stem(p))
	}
	split := m.parts.fewest(last)
	for i := 3; split == nil && i < len(runes)-2; i++ {
		if head := string(runes[:i]); general.MatchString(string(runes[i:])) {
			return false, append([]string{Stem(head)}, m.partsOf(head)...)
		}
	}
	stems = append(stems, m.partsOf(last)...)
	var subjects []string
	for i, s := range stems {
		if !slices.Contains(m.kinds, s) && (i == 0 || !general.MatchString(s)) {
			subjects = append(subjects, s)
		}
	}
	if len(subjects) > 0 {
		stems = subjects
	}
	return split != nil && general.MatchString(split[len(split)-1]), stems
}

var (
	asking     = regexp.MustCompile(`(?i)^ *(?:hur|vad|vem|vilk(?:a|en|et)|när|vart?|varför|får|måste|kan|är|ska(?:ll)?|har|behöver|behövs|finns|gäller|går|blir|kostar|bör|vill|jag|vi|min|mitt|mina|om) |\? *$`)
	general    = regexp.MustCompile("^(?:plikt|skyldighet|krav|reg(?:el|ler)|regelverk|rätt|rättighet|tid|ansvar|rutin|behov|fråg|ärend|process|princip|villkor|bestämmelse|möjlighet|nivå|läg|situation|metod|områd|verksamhet|arbet|insats|ordning|hantering|blankett|mall|system|grupp|anpass(?:ad|ning)|vänlig|frihet|fri)(?:e[nrt]?|ar?|or|[aeo]rna|na|ets|ens|s)?$")
	wordLike   = regexp.MustCompile("^[^aeiouyåäö]+[aeiouyåäö]")
	suffixLike = regexp.MustCompile("^(?:[bls]?het|skap|ning|ling|lig|sam|bar|ter|ner|ler|ser|der)")
)

// partsOf returns the stems that a word is put together of, or the one that is known.
func (m *model) partsOf(w string) []string {
	if split := m.parts.fewest(w); split != nil {
		return split
	}
	if s := m.knownPart([]rune(w)); s != "" {
		return []string{s}
	}
	return nil
}

func (m *model) knownPart(w []rune) string {
	for i := len(w) - 4; i > 3; i-- {
		rest := string(w[i:])
		if head := Stem(string(w[:i])); m.parts.all[head] && (string(w[:i]) == head || string(w[:i]) == head+"s") && wordLike.MatchString(rest) && !suffixLike.MatchString(rest) {
			return head
		}
	}
	for i := 3; i < len(w)-5; i++ {
		if tail := Stem(string(w[i:])); m.parts.all[tail] {
			return tail
		}
	}
	return ""
}

// answers reports whether the heading of a section tells that a question may be answered there.
func (m *model) answers(query string, s posting) bool {
	var titles string
	switch query = strings.TrimLeft(lower(query), " "); {
	case strings.HasPrefix(query, "vem "):
		titles = "ansvar roll"
	case regexp.MustCompile("betyde|definition|^vad (?:är|menas|avses|innebär) ").MatchString(query):
		titles = "begrepp definition ordförklaring"
	}
	return slices.ContainsFunc(strings.Fields(titles), func(title string) bool {
		t := m.find(Stem(title))
		return t != nil && slices.ContainsFunc(t.postings, func(p posting) bool {
			return p.doc == s.doc && p.section == s.section && p.impact >= headingImpact && s.section > 0
		})
	})
}

// counts returns how much it counts that a document has a word. weights are those of each word in each section.
func (m *model) counts(words []queryWord, weights []map[posting]int) []int {
	out, sum := make([]int, len(words)), 0
	for i, w := range words {
		switch {
		case w.decides():
			out[i] = 12 * 16
		case !weakStems()[Stem(w.whole)] && !w.series:
			docs := map[int]bool{}
			for s := range weights[i] {
				docs[s.doc] = true
			}
			out[i] = 1
			if len(docs) > 0 {
				out[i] = bits.Len(uint(len(m.docs) / len(docs)))
			}
		}
		sum += out[i]
	}
	for i := range out {
		if sum == 0 {
			out[i] = 1
		}
	}
	return out
}

// weights are the weight of a word in each section.
func (m *model) weights(ways []way) map[posting]int {
	weights, _, _ := m.weigh(ways)
	return weights
}

// weigh returns also which titles and headings name a word, and which sections are the only ones of their document, but for
// the first, to have one of its terms.
func (m *model) weigh(ways []way) (out map[posting]int, named, lone map[posting]bool) {
	out, named, lone = map[posting]int{}, map[posting]bool{}, map[posting]bool{}
	for _, w := range ways {
		sum, met, bare := map[posting]int{}, map[posting]int{}, map[posting]int{}
		for _, t := range w.terms {
			rarity, uses := 3, len(t.postings)
			if w.among != nil {
				uses = 0
				for _, t := range w.among {
					uses += len(t.postings)
				}
			}
			for r := m.sections / uses; r > 1; r >>= 1 {
				rarity++
			}
			for _, p := range t.postings {
				s := posting{p.doc, p.section, 0}
				sum[s] += p.impact * rarity
				met[s]++
				bare[s] += p.impact
			}
		}
		sections := map[int][]posting{}
		for s, n := range met {
			if n < len(w.terms) || bare[s] < w.least*n {
				continue
			}
			out[s] = max(out[s], sum[s]/n*w.factor)
			least := titleImpact - 2*6 - 4
			if s.section > 0 {
				least = headingImpact
			}
			if bare[s] > n*(least-1) {
				named[s] = true
			}
			if s.section > 1 {
				sections[s.doc] = append(sections[s.doc], s)
			}
		}
		for _, list := range sections {
			if len(list) == 1 && w.among == nil {
				lone[list[0]] = true
			}
		}
	}
	return out, named, lone
}

// ranked is a hit, and the number of the section to which it leads, 0 for the document itself.
type ranked struct{ doc, score, section int }

func (m *model) search(query string) []ranked {
	type found struct {
		n, score, best, top, inside, strong, choice, section int
		adds                                                 bool // the section says of a word what the document itself does not
	}
	docs := map[int]*found{}
	total := map[posting]int{}
	words, asked := m.words(query), map[string]bool{}
	for _, w := range words {
		asked[Stem(w.whole)] = true
	}
	var weights []map[posting]int
	var named, lone []map[posting]bool
	for _, w := range words {
		x, y, z := m.weigh(m.ways(w, asked))
		weights, named, lone = append(weights, x), append(named, y), append(lone, z)
	}
	names := func(doc, section int) bool {
		return !slices.ContainsFunc(named, func(n map[posting]bool) bool { return !n[posting{doc, section, 0}] })
	}
	has := func(doc, section int) (n int) {
		for _, x := range weights {
			if x[posting{doc, section, 0}] > 0 {
				n++
			}
		}
		return n
	}
	value := m.counts(words, weights)
	question, sum, counted, kinds := asking.MatchString(query), 0, 0, true
	for i, n := range value {
		sum += n
		if n > 0 {
			counted++
			kinds = kinds && slices.Contains(m.kinds, Stem(words[i].whole))
		}
	}
	most, worthOf := 0, map[int]int{}
	for i := range words {
		met := map[int]bool{}
		for s := range weights[i] {
			if !met[s.doc] {
				met[s.doc] = true
				worthOf[s.doc] += value[i]
				most = max(most, worthOf[s.doc])
			}
		}
	}
	soft := question || counted > 2 || most < sum
	rooted := soft || counted > 1
	root := func(n int) int { return int(math.Sqrt(float64(64 * n))) }
	worth := func(i int) int {
		if value[i] > 0 {
			return 4
		}
		return 1
	}
	for i := range words {
		best, hits := map[int]int{}, map[int]int{}
		for s, x := range weights[i] {
			if value[i] == 0 {
				x >>= 5
			}
			d := s.doc
			best[d] = max(best[d], x)
			hits[d]++
			total[s] += x
		}
		for d := range best {
			if docs[d] == nil {
				docs[d] = &found{}
			}
			docs[d].n = worthOf[d]
			if times := min(4, hits[d]); rooted {
				docs[d].score += worth(i) * root(best[d]) * (8 + times)
			} else {
				docs[d].score += best[d] + times*min(20, best[d]>>4)
			}
		}
	}
	// Of the strongest section the first counts.
	for _, s := range slices.SortedFunc(maps.Keys(total), func(a, b posting) int { return a.section - b.section }) {
		f, strength, top, adds := docs[s.doc], 0, posting{s.doc, 0, 0}, false
		for i := range words {
			here, above := weights[i][s], weights[i][top]
			strength += worth(i) * (8*root(max(here, above)) + root(here))
			adds = adds || value[i] > 0 && (here > above || lone[i][s] && !named[i][top])
		}
		if adds && m.answers(query, s) {
			strength *= 4
		}
		choice := strength
		if s.section == 1 && !slices.ContainsFunc(named, func(n map[posting]bool) bool { return n[s] }) {
			choice -= strength / 16
		}
		f.best, f.strong = max(f.best, total[s]), max(f.strong, strength)
		if s.section == 0 {
			f.top = total[s]
		} else if choice > f.choice {
			f.section, f.inside, f.choice, f.adds = s.section, total[s], choice, adds
		}
	}
	var out []ranked
	for _, d := range slices.Sorted(maps.Keys(docs)) {
		if f := docs[d]; most > 0 && (f.n == most || soft && f.n*4 >= most) {
			score := f.score + f.best/2
			if rooted {
				score = (f.score + f.strong) * f.n / sum
			}
			sections := 0
			for _, t := range storedTexts(m.docs[d]) {
				sections += len(t)
			}
			if f.section > 0 && f.top <= f.inside {
				from := 2
				if rooted {
					from = 4
				}
				score = score * from / (from + max(0, bits.Len(uint(sections))-4))
			}
			switch {
			case m.docs[d].Kind != "" || m.docs[d].Body != "":
			case question && kinds:
				score <<= 6
			case rooted:
				score >>= 1
			default:
				score >>= 2
			}
			section := f.section
			if !question && names(d, 0) && !names(d, section) || !rooted && !f.adds && f.top > 2*f.inside && has(d, 0) >= has(d, section) {
				section = 0
			}
			out = append(out, ranked{d, score, section})
		}
	}
	slices.SortStableFunc(out, func(a, b ranked) int {
		if a.score != b.score {
			return b.score - a.score
		}
		if x, y := m.docs[a.doc].Active, m.docs[b.doc].Active; x != y {
			if x {
				return -1
			}
			return 1
		}
		return a.doc - b.doc
	})
	return out
}

// fewest returns the two or three stems that w can be put together of, nil if it cannot. Of
// several ways the one with the longest last part counts, since that says what the thing is.
func (s *splitter) fewest(w string) []string {
	cuts := s.cuts(w)
	for _, c := range cuts {
		if head, tail := Stem(c.head), Stem(c.tail); s.all[head] && s.all[tail] {
			return []string{head, tail}
		}
	}
	for _, c := range cuts {
		if head := Stem(c.head); s.all[head] {
			for _, d := range s.cuts(c.tail) {
				if middle, tail := Stem(d.head), Stem(d.tail); s.all[middle] && s.all[tail] {
					return []string{head, middle, tail}
				}
			}
		}
	}
	return nil
}

func lower(s string) string { return string(appendLower(nil, s)) }
