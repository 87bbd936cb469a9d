package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
)

// verdict tells how two lines compare.
type verdict uint8

const (
	same     verdict = iota
	altered          // some words are the same
	replaced         // too little is the same to show it word by word
)

// line compares two lines of spans.
func (c *comparer) line(old, new []block.Span) ([]block.Span, verdict) {
	if c.sameSpans(old, new) {
		return c.copySpans(new), same
	}
	a, b := c.readLine(old), c.readLine(new)
	c.match(a.tokens, b.tokens)
	settle(a, b)
	if !keepsWords(a.tokens) {
		return c.replacement(old, new), replaced
	}
	out := c.combine(a.root, b.root)
	if !block.HasChange(out) {
		return out, same // other kinds of space, for example
	}
	return out, altered
}

// replacement writes a line of which nothing has been kept.
func (c *comparer) replacement(old, new []block.Span) []block.Span {
	return exchange(nil, c.copySpans(old), c.copySpans(new))
}

func keepsWords(tokens []token) bool {
	for _, t := range tokens {
		if t.mate >= 0 && t.class != space && t.class != mark {
			return true
		}
	}
	return false
}

// sign is a token other than a space, with its place in the line.
type sign struct {
	key    int32
	weight int32
	at     int // index of the token
	mate   int // index in the other line's signs, -1 for none
	class  class
	text   string
	ends   bool // a sentence
}

// opening is what a change must be worth: a word that stands alone between two changes is shown
// as changed with them, unless it weighs more. At 7 "och" and "i ett" go, "får" and longer words
// stay, which is what people found readable on paper.
const opening = 7

func (t *token) weight() int32 {
	switch t.class {
	case mark:
		return 2
	case stop:
		return 3
	case number:
		return 12
	case word:
		if n := utf8.RuneCountInString(t.text); n <= 3 {
			return 8
		} else {
			return int32(8 + min(n, 14)/2)
		}
	}
	return 8
}

// match finds the tokens that two lines have in common.
func (c *comparer) match(a, b []token) {
	as, bs := signs(a), signs(b)
	c.matchSigns(as, bs, 0, 0, 0)
	slide(as, bs)
	slide(bs, as)
	wholeSentences(as, bs)
	for i := range as {
		if j := as[i].mate; j >= 0 {
			a[as[i].at].mate, b[bs[j].at].mate = bs[j].at, as[i].at
		}
	}
	matchSpaces(a, b)
}

func signs(tokens []token) []sign {
	out := make([]sign, 0, len(tokens))
	for i := range tokens {
		t := &tokens[i]
		if t.class == space {
			continue
		}
		ends := t.class == mark && strings.Contains(".!?", t.text) && sentenceFollows(tokens[i+1:])
		out = append(out, sign{key: t.key, weight: t.weight(), at: i, mate: -1, class: t.class, text: t.text, ends: ends})
	}
	return out
}

// sentenceFollows reports whether a sentence may have ended in front of the tokens: after "kl." and
// "nr." it goes on with a number or a small letter.
func sentenceFollows(tokens []token) bool {
	for _, t := range tokens {
		if t.class == mark && strings.Contains("”\"')", t.text) || t.class == special {
			continue
		}
		if t.class != space {
			r, _ := utf8.DecodeRuneInString(t.text)
			return !unicode.IsLower(r) && t.class != number
		}
	}
	return true
}

// matchSigns pairs signs so that what is paired weighs most, less opening for every change. i0
// and j0 are where the parts begin in their lines.
func (c *comparer) matchSigns(a, b []sign, i0, j0, depth int) {
	for len(a) > 0 && len(b) > 0 && a[0].key == b[0].key {
		a[0].mate, b[0].mate = j0, i0
		a, b, i0, j0 = a[1:], b[1:], i0+1, j0+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].key == b[len(b)-1].key {
		a[len(a)-1].mate, b[len(b)-1].mate = j0+len(b)-1, i0+len(a)-1
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return
	}
	if cells := (len(a) + 1) * (len(b) + 1); cells <= maxCells && cells <= c.cells {
		c.cells -= cells
		heaviest(a, b, i0, j0)
		return
	}
	if depth >= maxAnchoring {
		return
	}
	// Too long for comparing everything with everything: words that each side has once are the
	// same, and what is between them is compared.
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
	for _, p := range heaviestRising(anchors) {
		c.matchSigns(a[i:p.old], b[j:p.new], i0+i, j0+j, depth+1)
		a[p.old].mate, b[p.new].mate = j0+p.new, i0+p.old
		i, j = p.old+1, p.new+1
	}
	if i > 0 || j > 0 {
		c.matchSigns(a[i:], b[j:], i0+i, j0+j, depth+1)
	}
}

// heaviest fills a table of what the best pairing of two beginnings weighs, once ending in a pair
// and once in a change.
func heaviest(a, b []sign, i0, j0 int) {
	const never = -1 << 28
	// Where the best comes from: bit 0 for a pair that follows a change; then for a change that
	// drops from a (0) or b (1), after a pair (bit 2) or a change.
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
				if v := row[j-1].pair - opening; v > best.change {
					best.change, f = v, f|4
				}
			}
			if i > 0 {
				if v := above[j].change; v > best.change {
					best.change, f = v, f&1
				}
				if v := above[j].pair - opening; v > best.change {
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
			a[i-1].mate, b[j-1].mate = j0+j-1, i0+i-1
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

// slide moves insertions to where they read best: in "Den ska prövas. Den ska följas." the words
// between may be "Den ska ändras." or "ändras. Den ska". Called the other way round it moves
// deletions.
func slide(a, b []sign) {
	for start := 0; start < len(b); start++ {
		if b[start].mate >= 0 {
			continue
		}
		end := start
		for end < len(b) && b[end].mate < 0 {
			end++
		}
		// Nothing may be deleted at the same place.
		before, after := -1, len(a)
		if start > 0 {
			before = b[start-1].mate
		}
		if end < len(b) {
			after = b[end].mate
		}
		if before+1 != after {
			start = end
			continue
		}
		s, best, bestAt := start, niceness(b, start, end), start
		for s > 0 && b[s-1].mate >= 0 && b[s-1].key == b[s-1+end-start].key && s-1 > start-maxSlide {
			s--
			if n := niceness(b, s, s+end-start); n > best {
				best, bestAt = n, s
			}
		}
		for s = start; s+end-start < len(b) && b[s+end-start].mate >= 0 && b[s].key == b[s+end-start].key && s < start+maxSlide; {
			s++
			if n := niceness(b, s, s+end-start); n > best {
				best, bestAt = n, s
			}
		}
		length := end - start
		for s := start; s > bestAt; s-- {
			b[s-1+length].mate, b[s-1].mate = b[s-1].mate, -1
			a[b[s-1+length].mate].mate = s - 1 + length
		}
		for s := start; s < bestAt; s++ {
			b[s].mate, b[s+length].mate = b[s+length].mate, -1
			a[b[s].mate].mate = s
		}
		start = max(end, bestAt+length)
	}
}

// niceness tells how well the signs from start to end read as one change.
func niceness(b []sign, start, end int) int {
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
	case first.class == mark && first.text != "(" && first.text != "”":
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

// wholeSentences gives up what is left of a sentence that has become another one, so that it is
// shown as a whole: single words that happen to be the same help no reader.
func wholeSentences(a, b []sign) {
	as, bs := sentences(a), sentences(b)
	shared := map[int]int32{}
	start := 0
	for n := range bs.weights {
		end := start
		clear(shared)
		best := -1
		islands, exchanges := 0, 0
		for ; end < len(b) && bs.of[end] == n; end++ {
			if b[end].mate < 0 {
				continue
			}
			if end > 0 && b[end-1].mate < 0 && b[end].mate > 0 && a[b[end].mate-1].mate < 0 {
				exchanges++
			}
			if b[end].class != mark && (end == start || b[end-1].mate < 0 || b[end-1].mate+1 != b[end].mate) {
				islands++
			}
			s := as.of[b[end].mate]
			shared[s] += b[end].weight
			if best < 0 || shared[s] > shared[best] {
				best = s
			}
		}
		if best >= 0 {
			kept, mine, theirs := float64(shared[best]), float64(bs.weights[n]), float64(as.weights[best])
			dice, part := 2*kept/(mine+theirs), kept/min(mine, theirs)
			// The more pieces a sentence is in, the more must be left of it. Words that only come
			// or go are easier to read than words exchanged.
			least := [...]float64{1, 0.22, 0.36, 0.42}[min(islands, 3)]
			if dice < least && part < 0.62 || exchanges >= 3 && dice < 0.55 || exchanges >= 5 && dice < 0.66 {
				for i := start; i < end; i++ {
					if m := b[i].mate; m >= 0 {
						a[m].mate, b[i].mate = -1, -1
					}
				}
			}
		}
		start = end
	}
}

type sentenceList struct {
	of      []int // by sign
	weights []int32
}

func sentences(s []sign) sentenceList {
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

// matchSpaces pairs the spaces between signs that are pairs already. Where words are exchanged the
// space in front of them is kept, so that the deletion and the insertion begin with a word.
func matchSpaces(a, b []token) {
	i, j := 0, 0
	for {
		iEnd, jEnd := i, j
		for iEnd < len(a) && a[iEnd].mate < 0 {
			iEnd++
		}
		for jEnd < len(b) && b[jEnd].mate < 0 {
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
	join := func(i, j int) bool {
		if a[i].class != space || b[j].class != space || a[i].key != b[j].key || a[i].mate >= 0 || b[j].mate >= 0 {
			return false
		}
		a[i].mate, b[j].mate = j0+j, i0+i
		return true
	}
	lastA, lastB := len(a)-1, len(b)-1
	if join(0, 0) {
		if lastA > 0 && lastB > 0 {
			join(lastA, lastB)
		}
		return
	}
	if (lastA == 0 || lastB == 0) && join(lastA, lastB) {
		return
	}
	// "nämnder och" becomes "nämnder,": the comma goes to its word, in front of the space.
	switch i, j := attached(a), attached(b); {
	case j > 0 && j <= lastB && join(0, j):
		if lastA > 0 && lastB > j {
			join(lastA, lastB)
		}
	case i > 0 && i <= lastA && join(i, 0):
		if lastB > 0 && lastA > i {
			join(lastA, lastB)
		}
	default:
		join(lastA, lastB)
	}
}

// attached returns how many punctuation signs a part begins with.
func attached(t []token) int {
	n := 0
	for n < len(t) && t[n].class == mark {
		n++
	}
	return n
}
