package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"
)

// Impacts are the weight of a word in a section as a small whole number, so that every browser
// ranks alike. What stands in a title or a case number outweighs any number of mentions in
// running text, which adds 1 to 4.
const (
	maxImpact     = 40
	titleImpact   = 30 // for a title of one word; less for a longer one
	headingImpact = 8
	keywordImpact = 9
	numberImpact  = 18 // case number, section and the like in the facts
	factImpact    = 4
	aboutImpact   = 2
)

// averageLength is the length of a section in words that weighs as an ordinary one. It is the same for all
// sites, so that no document's weights depend on another's.
const averageLength = 60

// analysis collects the terms of one document.
type analysis struct {
	vocabulary        *Vocabulary
	words             map[string]*word
	at                map[string]int // in terms
	terms             []docTerm
	pairs             []uint32
	weights, quarters weigher
	room              []byte // for the first postings of terms
}

const firstRoom = 8 // bytes

// word is a form with its terms in the document.
type word struct {
	*form
	terms    []int // of uses
	proposal int   // how far it may be proposed to those who misspell it
	repeated bool
}

// docTerm is a term of the document with its postings.
type docTerm struct {
	text     string
	file     int    // the part of the segment where they are
	joined   bool   // a part of a compound
	count    int    // sections
	last     int    // the last of them
	postings []byte // gap and impact for each section
}

func newAnalysis(v *Vocabulary) *analysis {
	return &analysis{vocabulary: v, words: make(map[string]*word, 1024), at: make(map[string]int, 1024)}
}

// reset makes the analysis ready for another document; its memory is used again.
func (a *analysis) reset() {
	clear(a.words)
	clear(a.at)
	a.terms, a.pairs = a.terms[:0], a.pairs[:0]
}

// read returns the words of a text.
func (a *analysis) read(text string) []*word {
	list := tokens(text)
	out := make([]*word, len(list))
	for i, t := range list {
		w, ok := a.words[t]
		if !ok {
			w = a.word(t)
			a.words[t] = w
		}
		out[i] = w
	}
	return out
}

func (a *analysis) word(token string) *word {
	w := &word{form: a.vocabulary.form(token)}
	for _, u := range w.uses {
		at, ok := a.at[u.stem]
		if !ok {
			at = len(a.terms)
			a.at[u.stem] = at
			if len(a.room) < firstRoom {
				a.room = make([]byte, 1<<14)
			}
			a.terms = append(a.terms, docTerm{text: u.stem, file: u.file, last: -1, postings: a.room[:0:firstRoom]})
			a.room = a.room[firstRoom:]
		}
		a.terms[at].joined = a.terms[at].joined || u.compound
		w.terms = append(w.terms, at)
	}
	return w
}

// section weighs the words of the section with a number, which is 0 for the document itself.
func (a *analysis) section(number int, s Section, d Document) {
	text, heading := a.read(s.Text), a.read(s.Heading)
	body := text
	if number == 0 {
		body, heading = a.read(d.Summary), a.read(d.Title)
	}
	a.body(body)
	if number == 0 {
		a.document(heading, d)
	} else {
		a.once(heading, headingImpact, 3)
		propose(heading, 2)
	}
	a.pair(heading)
	a.pair(text)
	for _, at := range a.weights.order {
		t := &a.terms[at]
		t.count++
		t.postings = appendPosting(t.postings, number-t.last-1, min(a.weights.sums[at], maxImpact))
		t.last = number
	}
	a.weights.reset()
}

// body weighs running text.
func (a *analysis) body(words []*word) {
	// A mention in a long section says less about the section.
	length := 0.5 + 0.5*float64(len(words))/averageLength
	for _, w := range words {
		for i, at := range w.terms {
			if w.uses[i].part {
				a.quarters.add(at, 2)
			} else {
				a.quarters.add(at, 4)
			}
		}
		// A word that is used once in running text may itself be misspelt.
		if w.proposable && w.repeated {
			w.proposal = max(w.proposal, 1)
		}
		w.repeated = true
	}
	for _, at := range a.quarters.order {
		a.weights.add(at, bodyImpact(float64(a.quarters.sums[at])/4/length))
	}
	a.quarters.reset()
}

// document weighs what names and describes the document.
func (a *analysis) document(title []*word, d Document) {
	a.once(title, titleImpact-2*min(6, contentWords(title)), 14)
	propose(title, 8)
	for _, k := range d.Keywords {
		keyword := a.read(k)
		a.once(keyword, keywordImpact, 3)
		propose(keyword, 4)
	}
	for _, f := range d.Facts {
		for _, w := range a.read(f.Value) {
			if strings.ContainsAny(w.token, "0123456789") {
				a.once([]*word{w}, numberImpact, numberImpact/2)
			} else {
				a.once([]*word{w}, factImpact, 1)
			}
		}
	}
	a.once(a.read(d.About), aboutImpact, 1)
}

// once adds a weight for every word once, less for a part of a compound.
func (a *analysis) once(words []*word, whole, part int) {
	type key struct {
		term int
		part bool
	}
	seen := map[key]bool{}
	for _, w := range words {
		for i, at := range w.terms {
			k := key{at, w.uses[i].part}
			switch {
			case seen[k]:
			case k.part:
				a.weights.add(at, min(part, whole))
			default:
				a.weights.add(at, whole)
			}
			seen[k] = true
		}
	}
}

func propose(words []*word, weight int) {
	for _, w := range words {
		if w.proposable {
			w.proposal = max(w.proposal, weight)
		}
	}
}

// pair notes the neighbours in a text. Pairs of words that are in every text say nothing.
func (a *analysis) pair(words []*word) {
	for i := 1; i < len(words); i++ {
		if x, y := words[i-1], words[i]; !x.stop || !y.stop {
			a.pairs = append(a.pairs, pairHash(x.hash, y.hash))
		}
	}
}

// addTerms puts the terms in order and adds their parts: each term with its length before it, then the postings likewise.
func (a *analysis) addTerms(s *Segment) {
	slices.SortFunc(a.terms, func(x, y docTerm) int { return cmp.Or(x.file-y.file, strings.Compare(x.text, y.text)) })
	list := a.terms
	var data, count []byte
	for file := range termParts {
		data = data[:0]
		for ; len(list) > 0 && list[0].file == file; list = list[1:] {
			t := &list[0]
			if t.count == 0 {
				continue
			}
			data = appendString(data, t.text)
			count = appendNumber(count[:0], t.count-1)
			data = binary.AppendUvarint(data, uint64(len(count)+len(t.postings)))
			data = append(append(data, count...), t.postings...)
		}
		s.add(file, data)
	}
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// cutString takes off what appendString appended; ok is false if nothing such is there.
func cutString(b []byte) (s, rest []byte, ok bool) {
	n, k := binary.Uvarint(b)
	if k <= 0 || n > uint64(len(b)-k) {
		return nil, nil, false
	}
	return b[k : k+int(n)], b[k+int(n):], true
}

// addPairs adds the parts of pairs, three bytes for each.
func (a *analysis) addPairs(s *Segment) {
	slices.Sort(a.pairs)
	list := slices.Compact(a.pairs)
	var data []byte
	for k := range pairParts {
		data = data[:0]
		for len(list) > 0 && int(list[0]>>pairShift) == k {
			data = append(data, byte(list[0]>>16), byte(list[0]>>8), byte(list[0]))
			list = list[1:]
		}
		s.add(firstPair+k, data)
	}
}

// joined returns the stems that are parts of the document's compounds.
func (a *analysis) joined() []byte {
	var out []byte
	for _, t := range a.terms {
		if t.joined && t.count > 0 {
			out = append(append(out, t.text...), ' ')
		}
	}
	return out
}

// spellings returns the words that may be proposed, each with its weight before it.
func (a *analysis) spellings() []byte {
	var words []*word
	for _, w := range a.words {
		if w.proposal > 0 {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(x, y *word) int { return strings.Compare(x.token, y.token) })
	var out []byte
	for _, w := range words {
		out = appendString(append(out, byte(w.proposal)), w.token)
	}
	return out
}

func bodyImpact(frequency float64) int {
	switch {
	case frequency < 0.9:
		return 1
	case frequency < 1.8:
		return 2
	case frequency < 3.5:
		return 3
	}
	return 4
}

// contentWords counts the words that are not so common as to say nothing.
func contentWords(words []*word) int {
	n := 0
	for _, w := range words {
		if !w.stop {
			n++
		}
	}
	return n
}

// weigher adds up the weights of terms and keeps the order in which they came.
type weigher struct {
	sums  []int
	order []int
}

func (w *weigher) add(term, weight int) {
	for len(w.sums) <= term {
		w.sums = append(w.sums, 0)
	}
	if w.sums[term] == 0 {
		w.order = append(w.order, term)
	}
	w.sums[term] += weight
}

func (w *weigher) reset() {
	for _, term := range w.order {
		w.sums[term] = 0
	}
	w.order = w.order[:0]
}

// form is what a token stands for.
type form struct {
	token      string
	uses       []use  // none for a stop word
	hash       uint32 // for pairs
	stop       bool   // the token itself is a stop word
	proposable bool   // to those who misspell it
}

// use is a term that a token stands for.
type use struct {
	stem     string
	file     int  // the part of a segment where its postings are
	part     bool // a part of the token only
	compound bool // a part of an unmarked compound
}

// newForm analyses a token.
func newForm(token string, s *splitter) *form {
	f := &form{token: token, hash: wordHash(token), stop: stopWords[token]}
	f.proposable = !f.stop && utf8.RuneCountInString(token) >= minSpelling && !strings.ContainsAny(token, "0123456789/:.,§")
	whole, hyphened := pieces(token)
	if stopWords[whole] {
		return f
	}
	main := Stem(whole)
	f.uses = append(f.uses, use{main, termPart(fold(main)), false, false})
	part := func(stem string, compound bool) {
		for i := range f.uses {
			if f.uses[i].stem == stem {
				f.uses[i].compound = f.uses[i].compound || compound
				return
			}
		}
		f.uses = append(f.uses, use{stem, termPart(fold(stem)), true, compound})
	}
	for _, p := range hyphened {
		if utf8.RuneCountInString(p) > 1 && !stopWords[p] {
			part(Stem(p), !strings.ContainsAny(p, "0123456789"))
			whole = p // only the last piece is an unmarked compound: "it-säkerhetspolicy"
		}
	}
	for _, p := range s.parts(whole) {
		part(p, true)
	}
	return f
}

// Phrases are found by pairs of neighbouring words. A pair is not stored but hashed to one of many lists of
// documents; the texts of what the lists of a phrase have in common are then read. That costs a fraction of
// what the words' positions would.
const (
	pairBits  = 24
	pairShift = pairBits - 7 // pairParts is 1<<7
)

// wordHash is FNV-1a over the characters, all of which are below U+10000.
func wordHash(w string) uint32 {
	h := uint32(2166136261)
	for _, r := range w {
		h = (h ^ uint32(r)) * 16777619
	}
	return h
}

func pairHash(a, b uint32) uint32 { return (a*31 + b) * 0x9e3779b1 >> (32 - pairBits) }
