package line

import (
	"strings"
	"sync"

	"styrdok/generator/layout/hyphenation"
)

// Words remembers the hyphenation points of words and the characters of faces for any number of prints. Several
// goroutines may use it if they may use its Metrics.
type Words struct {
	metrics Metrics
	mu      sync.Mutex
	idle    []*memory
	divided divided
}

// NewWords returns Words that measure with m.
func NewWords(m Metrics) *Words { return &Words{metrics: m} }

// Glyphs returns the glyphs for a print, which must be released when it is laid out. Until then they own a memory, so
// that looking a word up needs no lock. There are as many memories as prints laid out at the same time.
func (w *Words) Glyphs() *Glyphs {
	w.mu.Lock()
	defer w.mu.Unlock()
	g := &Glyphs{Metrics: w.metrics}
	if n := len(w.idle); n > 0 {
		g.memory, w.idle = w.idle[n-1], w.idle[:n-1]
	} else {
		g.memory = &memory{other: map[coverKey]bool{}, divided: map[string][]hyphenation.Point{}, shared: &w.divided}
	}
	return g
}

// Release takes glyphs back. They must not be used afterwards.
func (w *Words) Release(g *Glyphs) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.idle = append(w.idle, g.memory)
	g.memory = nil
}

// memory is what successive prints have learnt of words and characters.
type memory struct {
	// Whether a face has a character: 0 is unknown, 1 is yes, 2 is no.
	latin   [FaceCount][0x250]uint8
	other   map[coverKey]bool
	divided map[string][]hyphenation.Point
	shared  *divided
}

// divided are the hyphenation points of all words. Finding them takes longer than a lock.
type divided struct {
	mu    sync.Mutex
	words map[string][]hyphenation.Point
}

func (d *divided) points(word string) []hyphenation.Point {
	d.mu.Lock()
	p, ok := d.words[word]
	d.mu.Unlock()
	if ok {
		return p
	}
	p = hyphenation.Swedish(word)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.words == nil || len(d.words) >= maxWords {
		d.words = make(map[string][]hyphenation.Point, 1024)
	}
	d.words[strings.Clone(word)] = p
	return p
}

type coverKey struct {
	face Face
	r    rune
}

// maxWords bounds a memory to a few MB. A thousand documents of a municipality have half as many words.
const maxWords = 100_000
