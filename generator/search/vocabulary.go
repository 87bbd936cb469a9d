package search

import (
	"crypto/sha256"
	_ "embed"
	"maps"
	"slices"
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

	commonStems = sync.OnceValue(func() map[string]bool { return wordSet(stemList) })
	ranges      = strings.Fields(rangeList)
)

// Vocabulary is the words of which compounds may be made: a list that is part of the program, and the words by
// which a site names its documents. Segments that were made with different vocabularies do not fit together.
type Vocabulary struct {
	stems  *stems
	digest [32]byte

	// What follows only remembers what is a function of the stems.
	mu        sync.RWMutex
	forms     map[string]*form // of tokens seen
	splitters sync.Pool
	analyses  sync.Pool
}

// mostForms bounds the memory of a vocabulary, some 300 bytes for each.
const mostForms = 1 << 18

// Names is the words by which a document is named.
type Names struct {
	Trusted []string // of its title and keywords
	Used    []string // of its headings, each once; words are trusted that three documents use
}

// Names returns the words by which the document is named.
func (d Document) Names() Names {
	var n Names
	for _, text := range append([]string{d.Title}, d.Keywords...) {
		n.Trusted = appendWords(n.Trusted, text)
	}
	for _, s := range d.Sections {
		n.Used = appendWords(n.Used, s.Heading)
	}
	slices.Sort(n.Used)
	n.Used = slices.Compact(n.Used)
	return n
}

// appendWords appends the words of a text that may be parts of compounds.
func appendWords(list []string, text string) []string {
	for _, t := range tokens(text) {
		whole, parts := pieces(t)
		for _, w := range append(parts, whole) {
			// A word of three letters is in many words by chance.
			if utf8.RuneCountInString(w) > minPart && !stopWords[w] && strings.IndexFunc(w, isDigit) < 0 {
				list = append(list, w)
			}
		}
	}
	return list
}

// NewVocabulary returns the vocabulary of a site.
func NewVocabulary(names []Names) *Vocabulary {
	const trusted = 3
	count := map[string]int{}
	for _, n := range names {
		for _, w := range n.Trusted {
			count[w] += trusted
		}
		for _, w := range n.Used {
			count[w]++
		}
	}
	all := maps.Clone(commonStems())
	for w, n := range count {
		if n >= trusted {
			all[Stem(w)] = true
		}
	}
	return &Vocabulary{
		stems:  newStems(all),
		digest: sha256.Sum256([]byte(strings.Join(slices.Sorted(maps.Keys(all)), "\n"))),
		forms:  map[string]*form{},
	}
}

// Digest returns what the vocabulary's words come to: a segment is made anew when it changes.
func (v *Vocabulary) Digest() [32]byte { return v.digest }

// analysis returns one that is ready for a document.
func (v *Vocabulary) analysis() *analysis {
	a, ok := v.analyses.Get().(*analysis)
	if !ok {
		return newAnalysis(v)
	}
	a.reset()
	return a
}

// form returns what a token stands for.
func (v *Vocabulary) form(token string) *form {
	v.mu.RLock()
	f, ok := v.forms[token]
	v.mu.RUnlock()
	if ok {
		return f
	}
	s, ok := v.splitters.Get().(*splitter)
	if !ok || len(s.known) > mostForms {
		s = newSplitter(v.stems)
	}
	f = newForm(strings.Clone(token), s) // not a part of a long text
	v.splitters.Put(s)
	v.mu.Lock()
	if len(v.forms) < mostForms {
		v.forms[f.token] = f
	}
	v.mu.Unlock()
	return f
}

// termPart returns the range in which a term's key lies.
func termPart(key string) int {
	return sort.Search(len(ranges), func(i int) bool { return ranges[i] > key })
}
