package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// minCompound and minPart are lengths in characters: shorter words have too many chance splits.
const (
	minCompound = 8
	minPart     = 3

	minAfterParticle = 6
)

// particles stand before verbal nouns as in inloggning. Those that change the sense, as in
// upphandling and förordning, are not among them.
var particles = wordSet("in ut åter")

// stems are the words of which compounds may be made: for the index those of a vocabulary, for a query those that
// were found to be parts.
type stems struct {
	all    map[string]bool
	hashes [1 << 12]uint64 // a bit for the hash of each stem
}

func newStems(all map[string]bool) *stems {
	s := &stems{all: all}
	for w := range all {
		h := uint32(0)
		for i := range len(w) {
			h = hashByte(h, w[i])
		}
		s.hashes[h>>20] |= 1 << (h >> 14 & 63)
	}
	return s
}

func hashByte(h uint32, b byte) uint32 { return (h + uint32(b) + 1) * 0x9e3779b1 }

// longestEnding is more bytes than Stem takes off any word.
const longestEnding = 12

// may reports whether a word can have one of the stems, and whether it can be a compound that begins with one. A stem is
// always a beginning of its word, so this is found out much faster than the stem itself.
func (s *stems) may(w string) (simple, compound bool) {
	compound = particles[w[:min(len(w), 2)]] || strings.HasPrefix(w, "åter")
	h := uint32(0)
	for i := range len(w) {
		h = hashByte(h, w[i])
		if i+1 >= minPart && s.hashes[h>>20]>>(h>>14&63)&1 != 0 {
			compound = true
			simple = simple || i+1+longestEnding >= len(w)
		}
	}
	return simple, compound
}

// has reports whether the stem of a word is among them.
func (s *stems) has(w string) bool {
	simple, _ := s.may(w)
	return simple && s.all[Stem(w)]
}

// splitter finds the parts of compounds.
type splitter struct {
	*stems
	known map[string]bool // whether a word is one of the stems or a compound of them
}

func newSplitter(s *stems) *splitter { return &splitter{stems: s} }

// A cut is a place where a compound comes apart; both sides are stems.
type cut struct{ head, tail string }

// cuts returns the places where w comes apart into two that are words or compounds themselves,
// from left to right. A joint s belongs to the head and goes with its stem.
func (s *splitter) cuts(w string) []cut {
	n := utf8.RuneCountInString(w)
	if n < minCompound {
		return nil
	}
	var out []cut
	at := 0
	for i := range w {
		head, tail := w[:i], w[i:]
		if particles[head] && n-at >= minAfterParticle && s.has(tail) ||
			at >= minPart && n-at >= minPart && s.valid(tail) && s.valid(head) {
			out = append(out, cut{head, tail})
		}
		at++
	}
	return out
}

// valid reports whether a word is known or a compound of known words.
func (s *splitter) valid(w string) bool {
	simple, compound := s.may(w)
	if !compound {
		return false
	}
	if known, ok := s.known[w]; ok {
		return known
	}
	ok := simple && !stopWords[w] && s.all[Stem(w)] || len(s.cuts(w)) > 0
	if s.known == nil {
		s.known = map[string]bool{}
	}
	s.known[w] = ok
	return ok
}

// parts returns the stems of all words of which w is put together, from the smallest on: of
// informationssäkerhetspolicy information, säkerhet, policy and, if the vocabulary has them,
// informationssäkerhet and säkerhetspolicy. Each is listed once; w itself is not among them.
func (s *splitter) parts(w string) []string {
	var out []string
	seen := map[string]bool{}
	var visit func(string)
	visit = func(w string) {
		for _, c := range s.cuts(w) {
			for _, side := range []string{c.head, c.tail} {
				if seen[side] {
					continue
				}
				seen[side] = true
				if stem := Stem(side); s.all[stem] && !slices.Contains(out, stem) {
					out = append(out, stem)
				}
				visit(side)
			}
		}
	}
	visit(w)
	return out
}
