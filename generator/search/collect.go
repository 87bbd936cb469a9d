package search

import (
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

// A posting is a word's weight in a section. Sections are counted through all documents.
type posting struct {
	section int
	impact  int
}

// term is a word of the index, a stem or a number.
type term struct {
	text     string
	key      string // folded, the order of terms
	postings []posting
}

// collector goes through the documents and gathers terms and sections.
type collector struct {
	docs     []Document
	opt      Options
	terms    map[string]int
	list     []*term
	forms    map[string][]use // what a token gives, for every token seen
	splitter *splitter
	parts    map[string]bool // stems that are parts of compounds
	sections []storedSection
	texts    []weighed // of the sections
	average  float64   // length of a section in tokens
}

// storedSection is a section as it is kept for excerpts. The first of a document is the document
// itself: its summary and facts.
type storedSection struct {
	doc               int
	id, heading, text string
	tokens            int
}

// use is a term that a token stands for.
type use struct {
	term int
	part bool // a part of the token only
}

func newCollector(docs []Document, opt Options) *collector {
	return &collector{
		docs: docs, opt: opt,
		terms: map[string]int{},
		forms: map[string][]use{},
		parts: map[string]bool{},
	}
}

func (c *collector) collect() {
	for i, d := range c.docs {
		c.sections = append(c.sections, storedSection{doc: i, text: c.about(d)})
		for _, s := range d.Sections {
			c.sections = append(c.sections, storedSection{doc: i, id: s.ID, heading: tidy(s.Heading), text: tidy(s.Text)})
		}
	}
	c.texts = c.tokenise()
	c.splitter = newSplitter(c.vocabulary(c.texts))
	for i := range c.sections {
		c.section(i, c.texts[i])
	}
}

// about is the text of a document's first section.
func (c *collector) about(d Document) string {
	var lines []string
	add := func(s string) {
		if s = strings.Join(strings.Fields(tidy(s)), " "); s != "" {
			lines = append(lines, s)
		}
	}
	add(d.Summary)
	for _, f := range d.Facts {
		if f.Value != "" {
			add(f.Label + ": " + f.Value)
		}
	}
	if len(d.Keywords) > 0 {
		add(c.opt.KeywordsLabel + ": " + strings.Join(d.Keywords, ", "))
	}
	return strings.Join(lines, "\n")
}

// weighed is the tokens of a section by where they stand.
type weighed struct {
	body, heading []string
	runs          [][]string // texts in which a phrase may stand
}

func (c *collector) tokenise() []weighed {
	out := make([]weighed, len(c.sections))
	total := 0
	for i := range c.sections {
		s := &c.sections[i]
		if c.first(i) {
			out[i] = weighed{body: tokens(c.docs[s.doc].Summary), heading: tokens(c.docs[s.doc].Title)}
			out[i].runs = [][]string{out[i].heading, tokens(s.text)}
		} else {
			out[i] = weighed{body: tokens(s.text), heading: tokens(s.heading)}
			out[i].runs = [][]string{out[i].heading, out[i].body}
		}
		s.tokens = len(out[i].body)
		total += s.tokens
	}
	c.average = float64(total)/float64(max(1, len(c.sections))) + 1
	return out
}

// first reports whether section i is the document itself.
func (c *collector) first(i int) bool { return i == 0 || c.sections[i-1].doc != c.sections[i].doc }

// vocabulary is the stems of which compounds may be made: words that the site uses more than
// once, or in a title, a heading or a keyword. A word of three letters must be used more often,
// since it is in many words by chance.
func (c *collector) vocabulary(texts []weighed) map[string]bool {
	const trusted = 3
	count := map[string]int{}
	add := func(words []string, n int) {
		for _, w := range words {
			whole, parts := pieces(w)
			count[whole] += n
			for _, p := range parts {
				count[p] += n
			}
		}
	}
	for i, t := range texts {
		add(t.body, 1)
		add(t.heading, trusted)
		if c.first(i) {
			for _, k := range c.docs[c.sections[i].doc].Keywords {
				add(tokens(k), trusted)
			}
		}
	}
	stems := map[string]bool{}
	for w, n := range count {
		letters := utf8.RuneCountInString(w)
		if letters < minPart || n < 2 || letters == minPart && n < trusted || stopWords[w] || strings.IndexFunc(w, isDigit) >= 0 {
			continue
		}
		stems[Stem(w)] = true
	}
	return stems
}

// section weighs the words of one section.
func (c *collector) section(i int, text weighed) {
	s := c.sections[i]
	w := weigher{at: map[int]int{}}
	// A mention in a long section says less about the section.
	length := 0.5 + 0.5*float64(s.tokens)/c.average
	quarters := weigher{at: map[int]int{}}
	for _, t := range text.body {
		for _, u := range c.uses(t) {
			if u.part {
				quarters.add(u.term, 2)
			} else {
				quarters.add(u.term, 4)
			}
		}
	}
	for k, id := range quarters.order {
		w.add(id, bodyImpact(float64(quarters.weights[k])/4/length))
	}
	if !c.first(i) {
		c.weigh(&w, text.heading, headingImpact, 3)
	} else {
		d := c.docs[s.doc]
		c.weigh(&w, text.heading, titleImpact-2*min(6, c.content(text.heading)), 14)
		for _, k := range d.Keywords {
			c.weigh(&w, tokens(k), keywordImpact, 3)
		}
		for _, f := range d.Facts {
			c.facts(&w, f.Value)
		}
		c.weigh(&w, tokens(d.About), aboutImpact, 1)
	}
	for k, id := range w.order {
		t := c.list[id]
		t.postings = append(t.postings, posting{i, min(w.weights[k], maxImpact)})
	}
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

// weigh adds a weight for every word once, less for a part of a compound.
func (c *collector) weigh(w *weigher, words []string, whole, part int) {
	once := map[use]bool{}
	for _, t := range words {
		for _, u := range c.uses(t) {
			switch {
			case once[u]:
			case u.part:
				w.add(u.term, min(part, whole))
			default:
				w.add(u.term, whole)
			}
			once[u] = true
		}
	}
}

// facts weighs a fact's numbers above its words: who enters a case number wants that document.
func (c *collector) facts(w *weigher, value string) {
	for _, t := range tokens(value) {
		if strings.ContainsAny(t, "0123456789") {
			c.weigh(w, []string{t}, numberImpact, numberImpact/2)
		} else {
			c.weigh(w, []string{t}, factImpact, 1)
		}
	}
}

// content counts the words that are not so common as to say nothing.
func (c *collector) content(words []string) int {
	n := 0
	for _, w := range words {
		if !stopWords[w] {
			n++
		}
	}
	return n
}

// uses returns the terms that a token stands for, none for a stop word.
func (c *collector) uses(token string) []use {
	if known, ok := c.forms[token]; ok {
		return known
	}
	whole, hyphened := pieces(token)
	var out []use
	if !stopWords[whole] {
		main := Stem(whole)
		out = append(out, use{c.id(main), false})
		seen := map[string]bool{main: true}
		part := func(stem string, compound bool) {
			if compound {
				c.parts[stem] = true
			}
			if !seen[stem] {
				seen[stem] = true
				out = append(out, use{c.id(stem), true})
			}
		}
		for _, p := range hyphened {
			if utf8.RuneCountInString(p) > 1 && !stopWords[p] {
				part(Stem(p), !strings.ContainsAny(p, "0123456789"))
				whole = p // only the last piece is an unmarked compound: "it-säkerhetspolicy"
			}
		}
		for _, p := range c.splitter.parts(whole) {
			part(p, true)
		}
	}
	c.forms[token] = out
	return out
}

func (c *collector) id(text string) int {
	id, ok := c.terms[text]
	if !ok {
		id = len(c.list)
		c.terms[text] = id
		c.list = append(c.list, &term{text: text, key: fold(text)})
	}
	return id
}

// weigher adds up the weights of terms and keeps the order in which they came.
type weigher struct {
	at      map[int]int
	order   []int
	weights []int
}

func (w *weigher) add(id, weight int) {
	at, ok := w.at[id]
	if !ok {
		at = len(w.order)
		w.at[id] = at
		w.order = append(w.order, id)
		w.weights = append(w.weights, 0)
	}
	w.weights[at] += weight
}
