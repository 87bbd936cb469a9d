package search

import (
	_ "embed"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

var (
	// stems.txt holds the stems of which Swedish compounds of administration are made.
	//go:embed stems.txt
	stemList string
	// ranges.txt holds the key at which each range of terms begins but the first: about as many bytes of an
	// index lie between any two of them.
	//go:embed ranges.txt
	rangeList string

	commonStems = sync.OnceValue(func() *stems { return newStems(wordSet(stemList)) })
	ranges      = strings.Fields(rangeList)
)

// Analyzer makes segments. It remembers what words stand for, which is the same in all documents. The zero
// Analyzer is ready; it may be used from several goroutines.
type Analyzer struct {
	mu  sync.Mutex
	now *lexicon
}

// Forget frees what the analyzer has learnt of words. It learns them again.
func (z *Analyzer) Forget() {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.now = nil
}

// lexicon returns one that has room for more words.
func (z *Analyzer) lexicon() *lexicon {
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.now == nil || z.now.full() {
		z.now = &lexicon{forms: map[string]*form{}, stems: map[string]*stem{}}
	}
	return z.now
}

// lexicon is the words of documents with what they stand for.
type lexicon struct {
	analyses, splitters sync.Pool

	mu    sync.RWMutex
	forms map[string]*form // by token
	stems map[string]*stem
}

// mostForms bounds the memory of a lexicon, some 300 bytes for each.
const mostForms = 1 << 17

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
	*stem
	part     bool // a part of the token only
	compound bool // a part of an unmarked compound
}

// stem is a term. There is one for each text in a lexicon.
type stem struct {
	text   string
	number int  // in the lexicon
	file   int  // the part of a segment where its postings are
	common bool // compounds of it are split
}

func (l *lexicon) full() bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return len(l.forms) >= mostForms
}

// form returns what a token stands for.
func (l *lexicon) form(token []byte) *form {
	l.mu.RLock()
	f, ok := l.forms[string(token)]
	l.mu.RUnlock()
	if ok {
		return f
	}
	s, ok := l.splitters.Get().(*splitter)
	if !ok || len(s.known) > mostForms {
		s = newSplitter(commonStems())
	}
	f = newForm(string(token), s)
	l.splitters.Put(s)
	l.mu.Lock()
	defer l.mu.Unlock()
	if known, ok := l.forms[f.token]; ok {
		return known
	}
	for i, u := range f.uses {
		known, ok := l.stems[u.text]
		if !ok {
			known = u.stem
			known.number, known.file, known.common = len(l.stems), termPart(fold(u.text)), commonStems().all[u.text]
			l.stems[u.text] = known
		}
		f.uses[i].stem = known
	}
	l.forms[f.token] = f
	return f
}

// newForm analyses a token. Its stems are not those of a lexicon yet.
func newForm(token string, s *splitter) *form {
	var room struct { // most forms have one use
		form
		stem
		use [1]use
	}
	f := &room.form
	*f = form{token: token, hash: wordHash(token), stop: stopWords[token], uses: room.use[:0]}
	f.proposable = !f.stop && utf8.RuneCountInString(token) >= minSpelling && !strings.ContainsAny(token, "0123456789/:.,§")
	whole, hyphened := pieces(token)
	if stopWords[whole] {
		return f
	}
	room.stem.text = Stem(whole)
	f.uses = append(f.uses, use{stem: &room.stem})
	part := func(text string, compound bool) {
		for i := range f.uses {
			if f.uses[i].text == text {
				f.uses[i].compound = f.uses[i].compound || compound
				return
			}
		}
		f.uses = append(f.uses, use{&stem{text: text}, true, compound})
	}
	for _, p := range hyphened {
		if isYear(p) && strings.ContainsAny(token, "/:") {
			continue // who asks for 2018 does not mean all that was decided then, nor its laws
		}
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

// termRange returns the range of ranges.txt in which a term's key lies, termPart the part of a segment.
func termRange(key string) int {
	return sort.Search(len(ranges), func(i int) bool { return ranges[i] > key })
}

func termPart(key string) int { return termRange(key) * termParts / (len(ranges) + 1) }
