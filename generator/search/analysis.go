package search

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Impacts are the weight of a word in a section as a small whole number, so that every browser
// ranks alike. What stands in a title or a case number outweighs any number of mentions in
// running text, which adds 1 to 4.
const (
	maxImpact     = 40
	titleImpact   = 30 // for a title of one word; less for a longer one
	headingImpact = 8
	captionImpact = 3 // for what a table is about
	keywordImpact = 9
	ownImpact     = 30 // case number, section and the like of the document in the facts
	numberImpact  = 18 // of a law or another document
	factImpact    = 4
	aboutImpact   = 2
)

// averageLength is the length of a section in words that weighs as an ordinary one. It is the same for all
// sites, so that no document's weights depend on another's.
const averageLength = 60

// analysis collects the terms of one document at a time.
type analysis struct {
	lexicon           *lexicon
	low               []byte         // a text in lower case
	numbers           map[string]int // of words, by token
	words             []word
	at                []int // of the words' uses, in terms
	run               []int // words of the texts of a section
	terms             []docTerm
	ofStem            []int32 // number of the term of each stem of the lexicon, from 1
	pairs             []uint32
	weights, quarters weigher
}

// word is a form in the document.
type word struct {
	*form
	first    int // of its uses, in at
	proposal int // how far it may be proposed to those who misspell it
	repeated bool
}

// docTerm is a term of the document with its postings.
type docTerm struct {
	*stem
	joined   bool   // a part of a compound, or of those that queries are likely to have
	met      int    // for once
	count    int    // sections
	last     int    // the last of them
	postings []byte // gap and impact for each section
}

func newAnalysis(l *lexicon) *analysis {
	return &analysis{lexicon: l, numbers: make(map[string]int, 1024)}
}

// reset makes the analysis ready for another document; its memory is used again.
func (a *analysis) reset() {
	for i := range a.terms {
		a.ofStem[a.terms[i].number] = 0
	}
	clear(a.numbers)
	a.words, a.at, a.terms, a.pairs = a.words[:0], a.at[:0], a.terms[:0], a.pairs[:0]
}

// read returns the words of a text, valid until the next section.
func (a *analysis) read(text string) []int {
	from := len(a.run)
	a.low = appendLower(a.low[:0], text)
	eachToken(a.low, func(token []byte) {
		a.run = append(a.run, a.number(token))
	})
	return a.run[from:len(a.run):len(a.run)]
}

// number returns the number of a word, which is added if it is new.
func (a *analysis) number(token []byte) int {
	if n, ok := a.numbers[string(token)]; ok {
		return n
	}
	return a.word(token)
}

// word adds a word.
func (a *analysis) word(token []byte) int {
	w, n := word{form: a.lexicon.form(token), first: len(a.at)}, len(a.words)
	for _, u := range w.uses {
		for len(a.ofStem) <= u.number {
			a.ofStem = append(a.ofStem, 0)
		}
		if a.ofStem[u.number] == 0 {
			a.addTerm(u.stem)
		}
		at := int(a.ofStem[u.number]) - 1
		a.terms[at].joined = a.terms[at].joined || u.compound || u.common
		a.at = append(a.at, at)
	}
	a.words, a.numbers[w.token] = append(a.words, w), n
	return n
}

// addTerm adds a term. Memory for postings is that of an earlier document, if there is any.
func (a *analysis) addTerm(s *stem) {
	a.terms = slices.Grow(a.terms, 1)[:len(a.terms)+1]
	t := &a.terms[len(a.terms)-1]
	*t = docTerm{stem: s, last: -1, postings: t.postings[:0]}
	a.ofStem[s.number] = int32(len(a.terms))
}

// uses returns a word with its terms.
func (a *analysis) uses(n int) (w *word, terms []int) {
	w = &a.words[n]
	return w, a.at[w.first:][:len(w.uses)]
}

// section weighs the words of the section with a number, which is 0 for the document itself.
func (a *analysis) section(number int, s Section, d Document) {
	a.run = a.run[:0]
	text, heading := a.read(s.Text), a.read(s.Heading)
	body := text
	if number == 0 {
		body, heading = a.read(d.Summary), a.read(d.Title)
	}
	switch {
	case number == 0:
		a.body(body)
		a.document(heading, d)
	case s.ofVersion():
		a.decision(text, d)
	default:
		a.body(body)
		a.once(heading, headingImpact, 3)
		a.propose(heading, 2)
		for line := range strings.SplitSeq(s.Text, "\n") {
			if caption, ok := strings.CutSuffix(line, captionEnd); ok && !strings.Contains(caption, cellJoint) {
				a.once(a.read(caption), captionImpact, 1)
			}
		}
		if chapter, number, ok := strings.Cut(s.Number, ":"); ok {
			a.once([]int{a.number([]byte(s.Number))}, ownImpact, 0)
			if chapter != "§" {
				a.once([]int{a.number([]byte("§:" + number))}, numberImpact, 0)
			}
		}
		a.pair(heading)
	}
	a.pair(text)
	for _, at := range a.weights.order {
		t := &a.terms[at]
		t.count++
		t.postings = appendPosting(t.postings, number-t.last-1, min(a.weights.sums[at], maxImpact))
		t.last = number
	}
	a.weights.reset()
}

// decision weighs the numbers and the day of a decision, and the letters before a case number. A number that the document's own
// decision has too leads to the document.
func (a *analysis) decision(text []int, d Document) {
	var own []int
	for _, f := range d.Facts {
		if f.Own {
			own = append(own, a.read(f.Value)...)
		}
	}
	hasDigits := func(n int) bool { return strings.ContainsAny(a.words[n].token, "0123456789") }
	for i, n := range text {
		switch {
		case hasDigits(n) && slices.Contains(own, n):
		case isDay(a.words[n].token):
			a.once(text[i:i+1], ownImpact, 0)
		case hasDigits(n):
			a.once(text[i:i+1], ownImpact, ownImpact/2)
		case i+1 < len(text) && strings.ContainsAny(a.words[text[i+1]].token, "/:"):
			a.once(text[i:i+1], factImpact, 0)
		}
	}
}

// body weighs running text.
func (a *analysis) body(words []int) {
	// A mention in a long section says less about the section.
	length := 0.5 + 0.5*float64(len(words))/averageLength
	for _, n := range words {
		w, terms := a.uses(n)
		for i, at := range terms {
			if w.form.uses[i].part {
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
func (a *analysis) document(title []int, d Document) {
	a.once(title, titleImpact-2*min(6, a.contentWords(title)), 14)
	a.propose(title, 8)
	a.join(title)
	for _, k := range d.Keywords {
		keyword := a.read(k)
		a.once(keyword, keywordImpact, 3)
		a.propose(keyword, 4)
		a.join(keyword)
	}
	for _, f := range d.Facts {
		value := a.read(f.Value)
		for i, n := range value {
			if t := a.words[n].token; strings.ContainsAny(t, "0123456789") && !isYear(t) {
				impact, part := numberImpact, numberImpact/2
				if f.Own {
					impact, part = ownImpact, ownImpact/2
				}
				if isDay(t) {
					part = 0
				}
				a.once(value[i:i+1], impact, part)
			} else {
				a.once(value[i:i+1], factImpact, 1)
			}
		}
	}
	a.once(a.read(d.About), aboutImpact, 1)
	a.once(a.read(d.Date), ownImpact, 0)
}

// once adds a weight for every word once, less for a part of a compound, which may be none.
func (a *analysis) once(words []int, whole, part int) {
	weigh := func(clear bool) {
		for _, n := range words {
			w, terms := a.uses(n)
			for i, at := range terms {
				as, weight := 1, whole
				if w.form.uses[i].part {
					as, weight = 2, min(part, whole)
				}
				t := &a.terms[at]
				switch {
				case clear:
					t.met = 0
				case t.met&as == 0 && weight > 0:
					t.met |= as
					a.weights.add(at, weight)
				}
			}
		}
	}
	weigh(false)
	weigh(true)
}

func (a *analysis) propose(words []int, weight int) {
	for _, n := range words {
		if w := &a.words[n]; w.proposable {
			w.proposal = max(w.proposal, weight)
		}
	}
}

// join lets compounds in queries be split by the words that name a document.
func (a *analysis) join(words []int) {
	for _, n := range words {
		if w, terms := a.uses(n); w.proposable && len(terms) > 0 {
			a.terms[terms[0]].joined = true
		}
	}
}

// pair notes the neighbours in a text. Pairs of words that are in every text say nothing.
func (a *analysis) pair(words []int) {
	for i := 1; i < len(words); i++ {
		if x, y := a.words[words[i-1]].form, a.words[words[i]].form; !x.stop || !y.stop {
			a.pairs = append(a.pairs, pairHash(x.hash, y.hash))
		}
	}
}

// addTerms adds the parts of terms: each term with its length before it, then the postings likewise.
func (a *analysis) addTerms(s *Segment) {
	var parts [termParts][]*docTerm
	for i := range a.terms {
		if t := &a.terms[i]; t.count > 0 {
			parts[t.file] = append(parts[t.file], t)
		}
	}
	var data, count []byte
	for _, terms := range parts {
		data = data[:0]
		for _, t := range terms {
			data = appendString(data, t.text)
			count = appendNumber(count[:0], t.count-1)
			data = binary.AppendUvarint(data, uint64(len(count)+len(t.postings)))
			data = append(append(data, count...), t.postings...)
		}
		s.add(data)
	}
}

func appendString[T string | []byte](b []byte, s T) []byte {
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
		s.add(data)
	}
}

// meant returns a bit for each of the stems that are meant by others.
func (a *analysis) meant() []byte {
	numbers := meantStems()
	out := make([]byte, len(numbers)/8+1)
	for i := range a.terms {
		if n, ok := numbers[a.terms[i].text]; ok && a.terms[i].count > 0 {
			out[n/8] |= 1 << (n % 8)
		}
	}
	return out
}

// joined returns the stems by which compounds in queries are split: parts of the document's own, the words that name it,
// and those that are parts of many.
func (a *analysis) joined() []byte {
	var out []byte
	for i := range a.terms {
		if t := &a.terms[i]; t.joined && t.count > 0 {
			out = append(append(out, t.text...), ' ')
		}
	}
	return out
}

// spellings returns the words that may be proposed, each with its weight before it.
func (a *analysis) spellings() []byte {
	var out []byte
	for i := range a.words {
		if w := &a.words[i]; w.proposal > 0 {
			out = appendString(append(out, byte(w.proposal)), w.token)
		}
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
func (a *analysis) contentWords(words []int) (count int) {
	for _, n := range words {
		if !a.words[n].stop {
			count++
		}
	}
	return count
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

// Phrases are found by pairs of neighbouring words. A pair is not stored but hashed to one of many lists of
// documents; the texts of what the lists of a phrase have in common are then read. That costs a fraction of
// what the words' positions would.
const (
	pairBits  = 24
	pairShift = pairBits - 5 // pairParts is 1<<5
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
