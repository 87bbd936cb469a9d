package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
)

// verdict is the result of comparing two lines.
type verdict uint8

const (
	same     verdict = iota
	altered          // some words are kept
	replaced         // too little is kept for a word-by-word comparison to help
)

// line compares two lines and returns the merged line.
func (c *comparer) line(old, new []block.Span) ([]block.Span, verdict) {
	if c.sameSpans(old, new) {
		return c.copySpans(new), same
	}
	a, b := c.readLine(old), c.readLine(new)
	c.match(a.tokens, b.tokens)
	matchNodes(a, b)
	if !keepsWords(a.tokens) {
		return c.replacement(old, new), replaced
	}
	out := c.combine(a.root, b.root)
	if !block.HasChange(out) {
		return out, same // only the kinds of spaces differ, for example
	}
	return out, altered
}

// replacement returns a line of which nothing is kept.
func (c *comparer) replacement(old, new []block.Span) []block.Span {
	return replacement(nil, c.copySpans(old), c.copySpans(new))
}

func keepsWords(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.match >= 0 && t.class != space && t.class != punct })
}

// symbol is a token other than a space, as an element of the sequence alignment.
type symbol struct {
	key    int32
	weight int32
	at     int // index of the token
	match  int // index in the other line's symbols; -1: unmatched
	class  class
	text   string
	ends   bool // ends a sentence
}

// gapOpen is the cost of opening a gap: a word alone between two changes becomes part of them unless its
// weight exceeds it. At 7, "och" and "i ett" are absorbed; "får" and longer words are kept.
const gapOpen = 7

func (t *token) weight() int32 {
	switch t.class {
	case punct:
		return 2
	case stop:
		return 3
	case number:
		return 12
	case word:
		if n := utf8.RuneCountInString(t.text); n > 3 {
			return int32(8 + min(n, 14)/2)
		}
	}
	return 8
}

// match finds the tokens that two lines have in common: alignment, then the two clean-up steps.
func (c *comparer) match(a, b []token) {
	as, bs := symbols(a), symbols(b)
	c.matchSymbols(as, bs, 0, 0, 0)
	slide(as, bs)
	slide(bs, as)
	wholeSentences(as, bs)
	for i := range as {
		if j := as[i].match; j >= 0 {
			a[as[i].at].match, b[bs[j].at].match = bs[j].at, as[i].at
		}
	}
	matchSpaces(a, b)
}

func symbols(tokens []token) []symbol {
	out := make([]symbol, 0, len(tokens))
	for i := range tokens {
		t := &tokens[i]
		if t.class == space {
			continue
		}
		ends := t.class == punct && strings.Contains(".!?", t.text) && sentenceFollows(tokens[i+1:])
		out = append(out, symbol{key: t.key, weight: t.weight(), at: i, match: -1, class: t.class, text: t.text, ends: ends})
	}
	return out
}

// sentenceFollows reports whether a new sentence may begin at the tokens: after "kl." and "nr." the
// sentence continues with a number or a lower-case letter.
func sentenceFollows(tokens []token) bool {
	for _, t := range tokens {
		if t.class == punct && strings.Contains("”\"')", t.text) || t.class == object {
			continue
		}
		if t.class != space {
			r, _ := utf8.DecodeRuneInString(t.text)
			return !unicode.IsLower(r) && t.class != number
		}
	}
	return true
}

// matchSymbols aligns two sequences, which begin at i0 and j0 in their lines. What is too long for the
// quadratic alignment is first divided at anchors.
func (c *comparer) matchSymbols(a, b []symbol, i0, j0, depth int) {
	for len(a) > 0 && len(b) > 0 && a[0].key == b[0].key {
		a[0].match, b[0].match = j0, i0
		a, b, i0, j0 = a[1:], b[1:], i0+1, j0+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].key == b[len(b)-1].key {
		a[len(a)-1].match, b[len(b)-1].match = j0+len(b)-1, i0+len(a)-1
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return
	}
	if cells := (len(a) + 1) * (len(b) + 1); cells <= maxCells && cells <= c.cells {
		c.cells -= cells
		alignSymbols(a, b, i0, j0)
		return
	}
	if depth >= maxAnchoring {
		return
	}
	// Words that are unique on both sides are anchors, as in patience diff.
	type seen struct{ a, b, in, jn int }
	once := map[int32]*seen{}
	for i := range a {
		s := once[a[i].key]
		if s == nil {
			s = &seen{}
			once[a[i].key] = s
		}
		s.a, s.in = i, s.in+1
	}
	for j := range b {
		if s := once[b[j].key]; s != nil {
			s.b, s.jn = j, s.jn+1
		}
	}
	var anchors []pair
	for i := range a {
		if s := once[a[i].key]; s.in == 1 && s.jn == 1 {
			anchors = append(anchors, pair{i, s.b, int(a[i].weight)})
		}
	}
	i, j := 0, 0
	for _, p := range heaviestIncreasing(anchors) {
		c.matchSymbols(a[i:p.old], b[j:p.new], i0+i, j0+j, depth+1)
		a[p.old].match, b[p.new].match = j0+p.new, i0+p.old
		i, j = p.old+1, p.new+1
	}
	if i > 0 || j > 0 {
		c.matchSymbols(a[i:], b[j:], i0+i, j0+j, depth+1)
	}
}

// alignSymbols finds the alignment of the greatest total weight, less gapOpen for every gap: global
// alignment with affine gap costs (Gotoh 1982), where extending a gap is free. For every two prefixes it
// keeps the best alignment that ends in a pair and the best that ends in a gap.
func alignSymbols(a, b []symbol, i0, j0 int) {
	const never = -1 << 28
	// from is for backtracking. Bit 0: the pair follows a gap. Bit 1: the gap skips a symbol of b, not of
	// a. Bit 2: the gap follows a pair.
	width := len(b) + 1
	from := make([]uint8, (len(a)+1)*width)
	type cell struct{ pair, change int32 }
	above, row := make([]cell, width), make([]cell, width)
	for i := 0; i <= len(a); i++ {
		for j := 0; j <= len(b); j++ {
			if i == 0 && j == 0 {
				row[0] = cell{0, never}
				continue
			}
			best := cell{never, never}
			var f uint8
			if i > 0 && j > 0 && a[i-1].key == b[j-1].key {
				d := above[j-1]
				best.pair = d.pair
				if d.change > d.pair {
					best.pair, f = d.change, 1
				}
				best.pair += a[i-1].weight
			}
			if j > 0 {
				best.change, f = row[j-1].change, f|2
				if v := row[j-1].pair - gapOpen; v > best.change {
					best.change, f = v, f|4
				}
			}
			if i > 0 {
				if v := above[j].change; v > best.change {
					best.change, f = v, f&1
				}
				if v := above[j].pair - gapOpen; v > best.change {
					best.change, f = v, f&1|4
				}
			}
			row[j] = best
			from[i*width+j] = f
		}
		above, row = row, above
	}
	last := above[len(b)]
	inPair := last.pair >= last.change
	for i, j := len(a), len(b); i > 0 || j > 0; {
		f := from[i*width+j]
		if inPair {
			a[i-1].match, b[j-1].match = j0+j-1, i0+i-1
			inPair = f&1 == 0
			i, j = i-1, j-1
			continue
		}
		inPair = f&4 != 0
		if f&2 != 0 {
			j--
		} else {
			i--
		}
	}
}

// slide shifts insertions to the boundaries that read best without changing the alignment's weight: the
// insertion in "Den ska prövas. Den ska följas." may be "Den ska ändras." or "ändras. Den ska". With the
// arguments swapped it shifts deletions. Compare the "semantic lossless" clean-up of diff-match-patch and
// the indent heuristic of git.
func slide(a, b []symbol) {
	for start := 0; start < len(b); start++ {
		if b[start].match >= 0 {
			continue
		}
		end := start
		for end < len(b) && b[end].match < 0 {
			end++
		}
		// Not if something is deleted at the same place.
		before, after := -1, len(a)
		if start > 0 {
			before = b[start-1].match
		}
		if end < len(b) {
			after = b[end].match
		}
		if before+1 != after {
			start = end
			continue
		}
		s, best, bestAt := start, boundaryScore(b, start, end), start
		for s > 0 && b[s-1].match >= 0 && b[s-1].key == b[s-1+end-start].key && s-1 > start-maxSlide {
			s--
			if n := boundaryScore(b, s, s+end-start); n > best {
				best, bestAt = n, s
			}
		}
		for s = start; s+end-start < len(b) && b[s+end-start].match >= 0 && b[s].key == b[s+end-start].key && s < start+maxSlide; {
			s++
			if n := boundaryScore(b, s, s+end-start); n > best {
				best, bestAt = n, s
			}
		}
		length := end - start
		for s := start; s > bestAt; s-- {
			b[s-1+length].match, b[s-1].match = b[s-1].match, -1
			a[b[s-1+length].match].match = s - 1 + length
		}
		for s := start; s < bestAt; s++ {
			b[s].match, b[s+length].match = b[s+length].match, -1
			a[b[s].match].match = s
		}
		start = max(end, bestAt+length)
	}
}

// boundaryScore rates how well the symbols from start to end read as one change: whole sentences best,
// then clauses.
func boundaryScore(b []symbol, start, end int) int {
	n := 0
	if start == 0 || b[start-1].ends {
		n += 4
	}
	if b[end-1].ends && n > 0 {
		n += 4
	}
	switch first := b[start]; {
	case first.text == ",":
		n++
	case conjunctions[first.text]:
		n += 3
	case first.class == punct && first.text != "(" && first.text != "”":
		n--
	}
	if start > 0 && b[start-1].text == "," && b[end-1].text == "," {
		n += 2
	}
	if b[end-1].text == "(" || conjunctions[b[end-1].text] {
		n -= 2
	}
	return n
}

// wholeSentences unmatches the words of sentences that have little in common, so that they are replaced
// as a whole: scattered words that happen to be equal do not help a reader. Compare the "semantic"
// clean-up of diff-match-patch.
func wholeSentences(a, b []symbol) {
	as, bs := sentences(a), sentences(b)
	shared := map[int]int32{}
	start := 0
	for n := range bs.weights {
		end := start
		clear(shared)
		best := -1
		fragments, replacements := 0, 0
		for ; end < len(b) && bs.of[end] == n; end++ {
			if b[end].match < 0 {
				continue
			}
			if end > 0 && b[end-1].match < 0 && b[end].match > 0 && a[b[end].match-1].match < 0 {
				replacements++
			}
			if b[end].class != punct && (end == start || b[end-1].match < 0 || b[end-1].match+1 != b[end].match) {
				fragments++
			}
			s := as.of[b[end].match]
			shared[s] += b[end].weight
			if best < 0 || shared[s] > shared[best] {
				best = s
			}
		}
		if best >= 0 {
			kept, mine, theirs := float64(shared[best]), float64(bs.weights[n]), float64(as.weights[best])
			dice, overlap := 2*kept/(mine+theirs), kept/min(mine, theirs)
			if dice < minKept[min(fragments, 3)] && overlap < maxOverlap || replacements >= 3 && dice < 0.55 || replacements >= 5 && dice < 0.66 {
				for i := start; i < end; i++ {
					if m := b[i].match; m >= 0 {
						a[m].match, b[i].match = -1, -1
					}
				}
			}
		}
		start = end
	}
}

// minKept is the Dice coefficient below which a sentence is replaced as a whole, by the number of
// fragments that are kept: the more fragments, the more must be kept. A sentence of which the overlap
// coefficient exceeds maxOverlap has only been extended or shortened, and is easy to read all the same.
// Replaced words are harder to read than inserted or deleted ones: from three and five replacements on,
// more must be kept. On the origin of the numbers, see the package comment.
var minKept = [...]float64{1, 0.22, 0.36, 0.42}

const maxOverlap = 0.62

type sentenceList struct {
	of      []int // by symbol
	weights []int32
}

func sentences(s []symbol) sentenceList {
	l := sentenceList{of: make([]int, len(s))}
	for i := range s {
		if i == 0 || s[i-1].ends {
			l.weights = append(l.weights, 0)
		}
		l.of[i] = len(l.weights) - 1
		l.weights[l.of[i]] += s[i].weight
	}
	return l
}

// matchSpaces matches the spaces between matched symbols. Where words are replaced, the space before
// them is kept, so that both the deletion and the insertion begin with a word.
func matchSpaces(a, b []token) {
	i, j := 0, 0
	for {
		iEnd, jEnd := i, j
		for iEnd < len(a) && a[iEnd].match < 0 {
			iEnd++
		}
		for jEnd < len(b) && b[jEnd].match < 0 {
			jEnd++
		}
		spacesBetween(a[i:iEnd], b[j:jEnd], i, j)
		if iEnd == len(a) || jEnd == len(b) {
			return
		}
		i, j = iEnd+1, jEnd+1
	}
}

func spacesBetween(a, b []token, i0, j0 int) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	link := func(i, j int) bool {
		if a[i].class != space || b[j].class != space || a[i].key != b[j].key || a[i].match >= 0 || b[j].match >= 0 {
			return false
		}
		a[i].match, b[j].match = j0+j, i0+i
		return true
	}
	lastA, lastB := len(a)-1, len(b)-1
	if link(0, 0) {
		if lastA > 0 && lastB > 0 {
			link(lastA, lastB)
		}
		return
	}
	if (lastA == 0 || lastB == 0) && link(lastA, lastB) {
		return
	}
	// "nämnder och" becomes "nämnder,": the comma stays with its word, before the space.
	switch i, j := attached(a), attached(b); {
	case j > 0 && j <= lastB && link(0, j):
		if lastA > 0 && lastB > j {
			link(lastA, lastB)
		}
	case i > 0 && i <= lastA && link(i, 0):
		if lastB > 0 && lastA > i {
			link(lastA, lastB)
		}
	default:
		link(lastA, lastB)
	}
}

// attached returns the number of leading punctuation marks.
func attached(t []token) int {
	n := 0
	for n < len(t) && t[n].class == punct {
		n++
	}
	return n
}
