package search

import (
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

// splitter finds the parts of compounds. Its words are stems: for the index those of the site's
// own vocabulary, for a query those that were found to be parts.
type splitter struct {
	stems map[string]bool
	known map[string]bool // whether a word is one of the stems or a compound of them
}

func newSplitter(stems map[string]bool) *splitter {
	return &splitter{stems: stems, known: map[string]bool{}}
}

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
		if particles[head] && n-at >= minAfterParticle && s.stems[Stem(tail)] ||
			at >= minPart && n-at >= minPart && s.valid(head) && s.valid(tail) {
			out = append(out, cut{head, tail})
		}
		at++
	}
	return out
}

func (s *splitter) valid(w string) bool {
	if known, ok := s.known[w]; ok {
		return known
	}
	ok := !stopWords[w] && s.stems[Stem(w)] || len(s.cuts(w)) > 0
	s.known[w] = ok
	return ok
}

// parts returns the stems of all words of which w is put together, from the smallest on: of
// informationssäkerhetspolicy information, säkerhet, policy and, if the vocabulary has them,
// informationssäkerhet and säkerhetspolicy. Each stands once; w itself is not among them.
func (s *splitter) parts(w string) []string {
	var out []string
	seen := map[string]bool{w: true}
	var visit func(string)
	visit = func(w string) {
		for _, c := range s.cuts(w) {
			for _, side := range []string{c.head, c.tail} {
				if seen[side] {
					continue
				}
				seen[side] = true
				if stem := Stem(side); s.stems[stem] && !seen["="+stem] {
					seen["="+stem] = true
					out = append(out, stem)
				}
				visit(side)
			}
		}
	}
	visit(w)
	return out
}

// fewest returns the two or three stems that w can be put together of, nil if it cannot. Of
// several ways the one with the longest last part counts, since that says what the thing is.
func (s *splitter) fewest(w string) []string {
	cuts := s.cuts(w)
	for _, c := range cuts {
		if head, tail := Stem(c.head), Stem(c.tail); s.stems[head] && s.stems[tail] {
			return []string{head, tail}
		}
	}
	for _, c := range cuts {
		if head := Stem(c.head); s.stems[head] {
			for _, d := range s.cuts(c.tail) {
				if middle, tail := Stem(d.head), Stem(d.tail); s.stems[middle] && s.stems[tail] {
					return []string{head, middle, tail}
				}
			}
		}
	}
	return nil
}
