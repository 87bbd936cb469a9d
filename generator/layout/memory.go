package layout

import (
	"strings"
	"sync"
)

// Typesetter lays out documents and remembers for all of them how wide words are and where they may be
// hyphenated. It may be used by several goroutines if its Metrics may.
type Typesetter struct {
	metrics Metrics
	mu      sync.Mutex
	idle    []*memory
	divided divided
}

// NewTypesetter returns a Typesetter that measures with m.
func NewTypesetter(m Metrics) *Typesetter { return &Typesetter{metrics: m} }

// glyphs returns the glyphs of a new print. They hold a memory until release is called, so that no lock is
// needed while words are looked up: there are as many memories as prints that are laid out at the same time.
func (t *Typesetter) glyphs() *glyphs {
	t.mu.Lock()
	defer t.mu.Unlock()
	g := &glyphs{metrics: t.metrics, missed: map[missKey]bool{}}
	if n := len(t.idle); n > 0 {
		g.memory, t.idle = t.idle[n-1], t.idle[:n-1]
	} else {
		g.memory = &memory{other: map[coverKey]bool{}, divided: map[string][]point{}, shared: &t.divided}
	}
	return g
}

func (t *Typesetter) release(g *glyphs) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.idle = append(t.idle, g.memory)
	g.memory = nil
}

// memory is what one print after the other learns of words and characters.
type memory struct {
	// Whether a face has a character: 1 is yes, 2 is no.
	latin   [FaceCount][0x250]uint8
	other   map[coverKey]bool
	widths  [FaceCount][]sizedWords
	divided map[string][]point
	words   int // in widths and divided
	shared  *divided
}

// divided are the words that any print has asked to hyphenate. To divide a word takes longer than a lock.
type divided struct {
	mu    sync.Mutex
	words map[string][]point
}

func (d *divided) points(word string) []point {
	d.mu.Lock()
	p, ok := d.words[word]
	d.mu.Unlock()
	if ok {
		return p
	}
	p = swedish().points(word)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.words == nil || len(d.words) >= maxWords {
		d.words = make(map[string][]point, 1024)
	}
	d.words[word] = p
	return p
}

// sizedWords are the widths of words of one face in one size.
type sizedWords struct {
	size  float64
	space float64
	words map[string]float64
}

type coverKey struct {
	face Face
	r    rune
}

// maxWords bounds a memory to some 10 MB. A thousand documents of a municipality have half as many words.
const maxWords = 100_000

// longestKept is how many bytes of text are worth remembering: longer texts seldom occur twice.
const longestKept = 64

// learn returns a copy of a word to remember it by, which does not keep the text that it stands in.
func (m *memory) learn(word string) string {
	if m.words++; m.words > maxWords {
		m.words = 1
		clear(m.divided)
		for face := range m.widths {
			m.widths[face] = nil
		}
	}
	return strings.Clone(word)
}
