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

// stems are the words of which compounds may be made: for the index those of a list, for a query those that
// were found to be parts.
type stems struct {
	all    map[string]bool
	hashes [1 << 12]uint64 // a bit for the hash of each stem
}

func newStems(all map[string]bool) *stems {
	s := &stems{all: all}
	for w := range all {
		s.hash(w)
		if rest, ok := strings.CutSuffix(w, "el"); ok {
			s.hash(rest + "l") // nycklar
		}
		for _, v := range vowels {
			if rest, ok := strings.CutSuffix(w, v[1]); ok {
				s.hash(rest + v[0])
			}
		}
	}
	return s
}

func (s *stems) hash(w string) {
	h := uint32(0)
	for i := range len(w) {
		h = hashByte(h, w[i])
	}
	s.hashes[h>>20] |= 1 << (h >> 14 & 63)
}

func hashByte(h uint32, b byte) uint32 { return (h + uint32(b) + 1) * 0x9e3779b1 }

// longestEnding is more bytes than Stem takes off any word.
const longestEnding = 12

// may reports whether a word can have one of the stems, and whether it can be a compound that begins with one. What newStems
// hashes for a stem is always a beginning of its word, so this is found out much faster than the stem itself.
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

// splitter finds the parts of compounds.
type splitter struct {
	*stems
	least int // characters of a compound
	known map[string]side
}

// side is what a word is that may be a side of a compound.
type side struct {
	stem  string // empty if it is none of the stems
	valid bool   // it is one of the stems or a compound of them
}

func newSplitter(s *stems) *splitter {
	return &splitter{stems: s, least: minCompound, known: map[string]side{}}
}

// A cut is a place where a compound comes apart; both sides are stems.
type cut struct{ head, tail string }

// cuts returns the places where w comes apart into two that are words or compounds themselves,
// from left to right. A joint s belongs to the head and goes with its stem.
func (s *splitter) cuts(w string) []cut {
	n := utf8.RuneCountInString(w)
	if n < s.least {
		return nil
	}
	var out []cut
	at := 0
	for i := range w {
		head, tail := w[:i], w[i:]
		if at >= minPart && n-at >= minPart && s.side(tail).valid && s.side(head).valid ||
			n-at >= minAfterParticle && particles[head] && s.side(tail).stem != "" {
			out = append(out, cut{head, tail})
		}
		at++
	}
	return out
}

// side looks at a word.
func (s *splitter) side(w string) side {
	simple, compound := s.may(w)
	if !compound {
		return side{}
	}
	out, ok := s.known[w]
	if ok {
		return out
	}
	if simple {
		if stem := Stem(w); s.all[stem] {
			out.stem = stem
		}
	}
	out.valid = out.stem != "" && !stopWords[w] || len(s.cuts(w)) > 0
	s.known[w] = out
	return out
}

// parts returns the stems of all words of which w is put together, from the smallest on: of
// informationssäkerhetspolicy information, säkerhet, policy and, if the list has them,
// informationssäkerhet and säkerhetspolicy. Each is listed once; w itself is not among them.
func (s *splitter) parts(w string) []string {
	var out, seen []string
	var visit func(string)
	visit = func(w string) {
		for _, c := range s.cuts(w) {
			for _, w := range []string{c.head, c.tail} {
				if slices.Contains(seen, w) {
					continue
				}
				seen = append(seen, w)
				if stem := s.side(w).stem; stem != "" && !slices.Contains(out, stem) {
					out = append(out, stem)
				}
				visit(w)
			}
		}
	}
	visit(w)
	return out
}
