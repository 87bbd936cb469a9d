package line

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/char"
	"styrdok/generator/layout/hyphenation"
)

// item is the least part of a line: a word, a part of one, a space, or a box.
type item struct {
	run        int32
	start, end int32 // bytes of the run's text
	width      float64
	kind       itemKind
	breaks     breakpoint // after it
}

type itemKind uint8

const (
	wordItem itemKind = iota
	spaceItem
	lineEnd // the author's line break
)

// breakpoint says whether and how well a line may end after an item.
type breakpoint uint8

const (
	noBreak     breakpoint = iota
	atSpace                // at a space, after a hyphen, a slash
	afterLetter            // at the space after a word of one letter
	atSign                 // at punctuation in an address or code
	atJoint                // with a hyphen, between the words of a compound
	atSyllable             // with a hyphen, in a simple word
	atInner                // with a hyphen, inside a word of a compound
	forced                 // the author's line break
	cut                    // within something wider than a line, without a hyphen
	cutHyphen              // within a word wider than a line, with a hyphen
)

// hyphened reports whether a line that ends so shows a hyphen that the text does not have.
func (c breakpoint) hyphened() bool {
	return c == atJoint || c == atSyllable || c == atInner || c == cutHyphen
}

// longestItem is how many bytes of a word become one item at most. Words longer than a line are cut anyway.
const longestItem = 2000

// cursor is a position in a list of runs.
type cursor struct{ run, at int }

// itemizer splits runs into items, a limited number at a time: first into words and spaces, and these into what a
// line may be broken at.
type itemizer struct {
	glyphs *Glyphs
	runs   []Run
	at     cursor
	words  []item // not hyphenated
	items  []item
	spare  []item // for cutWide
	space  struct {
		face  Face
		size  float64
		width float64
	}
}

// fill reads about limit words and spaces from the cursor on, and reports whether the runs are exhausted.
func (a *itemizer) fill(from cursor, limit int) bool {
	a.at, a.words = from, a.words[:0]
	afterSpace := true // spaces at the beginning of a line are dropped
	for a.at.run < len(a.runs) {
		s := &a.runs[a.at.run]
		if len(a.words) >= limit {
			return false
		}
		switch {
		case s.Break:
			a.add(item{kind: lineEnd, breaks: forced})
			afterSpace = true
		case s.Box:
			a.add(item{width: s.Width})
			afterSpace = false
		default:
			for a.at.at < len(s.Text) {
				if n := len(a.words); n >= limit && s.Text[a.at.at] == ' ' || n >= 2*limit {
					return false
				}
				if s.Text[a.at.at] == ' ' {
					a.addSpace(s, &afterSpace)
					continue
				}
				a.word(s)
				afterSpace = false
			}
		}
		a.at = cursor{a.at.run + 1, 0}
	}
	return true
}

func (a *itemizer) add(at item) {
	at.run = int32(a.at.run)
	a.words = append(a.words, at)
}

// addSpace makes an item of consecutive spaces, or one of each if they are kept as they are.
func (a *itemizer) addSpace(s *Run, afterSpace *bool) {
	start := a.at.at
	end := start
	for end < len(s.Text) && s.Text[end] == ' ' {
		end++
	}
	a.at.at = end
	if s.Pre {
		for i := start; i < end; i++ {
			kind, br := spaceItem, atSpace
			if *afterSpace { // indentation is kept
				kind, br = wordItem, noBreak
			}
			a.add(item{start: int32(i), end: int32(i + 1), width: a.spaceWidth(s), kind: kind, breaks: br})
		}
		return
	}
	if *afterSpace {
		return
	}
	*afterSpace = true
	br := atSpace
	if a.bound(s, start, end) {
		br = noBreak
	} else if singleLetter(s.Text[:start]) {
		br = afterLetter
	}
	a.add(item{start: int32(start), end: int32(start + 1), width: a.spaceWidth(s), kind: spaceItem, breaks: br})
}

// spaceWidth returns the width of a space in a run.
func (a *itemizer) spaceWidth(s *Run) float64 {
	if a.space.size != s.Size || a.space.face != s.Face || a.space.width == 0 {
		a.space.face, a.space.size, a.space.width = s.Face, s.Size, a.glyphs.Width(s.Face, s.Size, " ")
	}
	return a.space.width
}

// bound reports whether a line must not end at a space: before a dash between spaces, in "§ 42",
// "8 §", "18 kap. 8 §", "avsnitt 3", "KS 2018/412", "12 mars", "5 %", "30 km", "12 500", "2.5 Ansvar" and "it- och".
func (a *itemizer) bound(s *Run, start, end int) bool {
	before, after := s.Text[:start], s.Text[end:]
	if after == "" || before == "" {
		return false
	}
	next := after[:wordEnd(after)]
	if next == "–" || next == "—" {
		return true
	}
	last := before[wordStart(before):]
	if last == "" || next == "" {
		return false
	}
	if suspended(last) || sectionNumber(last) && capital(next) {
		return true
	}
	if isDigit(last[len(last)-1]) {
		unit := strings.TrimRight(next, ".,;:)")
		switch {
		case char.Unit(unit) || unit == "§" || unit == "§§" || unit == "st" || next == "kap.":
			return true
		case len(last) <= 2 && char.Month(unit), len(last) <= 3 && thousand(next):
			return true
		}
	}
	if !isDigit(next[0]) {
		return false
	}
	if numbered[strings.TrimLeft(last, "(")] {
		return true
	}
	return strings.ContainsAny(next, "/:") && len(last) <= 5 && isCapitals(last)
}

// suspended reports whether a word is a short one that stands for the beginning of a compound, such as "it-" in "it- och
// telefonidrift".
func suspended(word string) bool {
	head, ok := strings.CutSuffix(word, "-")
	return ok && head != "" && lettersBack(head) < hyphenation.MinLetters && utf8.RuneCountInString(head) < hyphenation.MinLetters
}

// capital reports whether a word begins with a capital letter.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// sectionNumber reports whether a word is a number of a section, such as "2.5": digits with full stops between.
func sectionNumber(word string) bool {
	dots := 0
	for i := range len(word) {
		switch {
		case isDigit(word[i]):
		case word[i] == '.' && i > 0 && i < len(word)-1 && word[i-1] != '.':
			dots++
		default:
			return false
		}
	}
	return dots > 0
}

// wordEnd returns the end of the word that s begins with. No-break spaces separate words too. It and wordStart
// are called for every space of a text.
func wordEnd(s string) int {
	for i := range len(s) {
		if s[i] == ' ' || s[i] == nbsp[0] && strings.HasPrefix(s[i:], nbsp) {
			return i
		}
	}
	return len(s)
}

// wordStart returns the beginning of the word that s ends with.
func wordStart(s string) int {
	for i := len(s); i > 0; i-- {
		if s[i-1] == ' ' || s[i-1] == nbsp[1] && strings.HasSuffix(s[:i], nbsp) {
			return i
		}
	}
	return 0
}

const nbsp = "\u00A0"

// numbered are words that are followed by their number on the same line.
var numbered = words(`§ §§ kl. nr dnr SFS kap. kap art. artikel s. p. avsnitt Avsnitt bilaga Bilaga tabell Tabell
	figur Figur punkt version nivå steg`)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// thousand reports whether a word begins with exactly three digits, like the second of "12 500".
func thousand(s string) bool {
	return len(s) >= 3 && isDigit(s[0]) && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// singleLetter reports whether a text ends with a word of one letter.
func singleLetter(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) && (n == len(s) || s[len(s)-n-1] == ' ')
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isCapitals(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsUpper(r) })
}

// word makes items of the characters up to the next space.
func (a *itemizer) word(s *Run) {
	start := a.at.at
	end := strings.IndexByte(s.Text[start:], ' ')
	if end < 0 {
		end = len(s.Text)
	} else {
		end += start
	}
	if end-start > longestItem {
		for end = start + longestItem; s.Text[end]&0xC0 == 0x80; end-- {
		}
	}
	a.at.at = end
	word := s.Text[start:end]
	if !mayOpen(word) {
		a.piece(s, start, end)
		return
	}
	address := s.Code || strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.Contains(word, "@")
	sign := atSpace
	if address {
		sign = atSign
	}
	from := start
	for i, r := range word {
		at := start + i
		next := at + utf8.RuneLen(r)
		switch {
		case r == softHyphen:
			// The author's own hyphen is not drawn unless the line ends there.
			a.piece(s, from, at)
			a.mark(atSyllable)
			from = next
		case r == zeroWidth:
			a.piece(s, from, at)
			a.mark(atSpace)
			from = next
		case next < end && opens(word, i, next-start, r, address):
			a.piece(s, from, next)
			a.mark(sign)
			from = next
		}
	}
	a.piece(s, from, end)
}

// mayOpen reports whether a word may contain a breakpoint. It is called for every word.
func mayOpen(word string) bool {
	for i := range len(word) {
		switch word[i] {
		case '-', '/', '.', '@', '_', '?', '&', '=', 0xC2, 0xE2: // the last two begin U+00AD, dashes and U+200B
			return true
		}
	}
	return false
}

// mark sets the breakpoint after the last item.
func (a *itemizer) mark(c breakpoint) {
	if n := len(a.words); n > 0 && a.words[n-1].kind == wordItem && int(a.words[n-1].run) == a.at.run {
		a.words[n-1].breaks = c
	}
}

// opens reports whether a line may end after the character r at word[i:next].
func opens(word string, i, next int, r rune, address bool) bool {
	switch r {
	case '-', '/', '–', '—':
	case '_', '?', '&', '=', '@':
		return address && i > 0 && next < len(word)
	default:
		// A full stop at the end of a line would look like the end of a sentence.
		return address && next < len(word) && word[next] == '.' && r != '.' && lettersAhead(word[next+1:]) >= hyphenation.MinLetters
	}
	if address {
		return r != '-' && word[next] != '/'
	}
	// "vatten-avlopp" and "och/eller" may be divided; "2019-03-25", "e-post", "it-system" and "2018/412" not.
	return lettersBack(word[:i]) >= hyphenation.MinLetters && lettersAhead(word[next:]) >= hyphenation.MinLetters
}

// lettersBack counts the letters at the end of s, up to 3.
func lettersBack(s string) int {
	n := 0
	for n < 3 && s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLetter(r) {
			break
		}
		s = s[:len(s)-size]
		n++
	}
	return n
}

// lettersAhead counts the letters at the beginning of s, up to 3.
func lettersAhead(s string) int {
	n := 0
	for _, r := range s {
		if n == 3 || !unicode.IsLetter(r) {
			break
		}
		n++
	}
	return n
}

// piece adds a word, or a part of one between breakpoints.
func (a *itemizer) piece(s *Run, from, to int) {
	if from < to {
		a.add(item{start: int32(from), end: int32(to), width: a.glyphs.Width(s.Face, s.Size, s.Text[from:to])})
	}
}

// divideWords makes the items of the words, with breakpoints where these may be hyphenated.
func (a *itemizer) divideWords(hyphenate bool) {
	if a.items = a.items[:0]; !hyphenate {
		a.items = append(a.items, a.words...)
		return
	}
	for _, at := range a.words {
		from, to := int(at.start), int(at.end)
		s := &a.runs[at.run]
		if at.kind != wordItem || to-from < 2*hyphenation.MinLetters || s.Code || s.Foreign || s.Rise != 0 {
			a.items = append(a.items, at)
			continue
		}
		// Ignore quotation marks, brackets and commas around the letters.
		word := strings.TrimFunc(s.Text[from:to], notLetter)
		first := from + strings.Index(s.Text[from:to], word)
		if first == from && a.touches(int(at.run)-1, -1, from) || first+len(word) == to && a.touches(int(at.run)+1, 1, to) {
			a.items = append(a.items, at)
			continue
		}
		for _, p := range a.glyphs.points(word) {
			part := at
			part.end = int32(first + p.At)
			part.breaks = atJoint + breakpoint(p.Grade)
			part.width = a.glyphs.Width(s.Face, s.Size, s.Text[part.start:part.end])
			a.items = append(a.items, part)
			at.start = part.end
		}
		if int(at.start) > from {
			at.width = a.glyphs.Width(s.Face, s.Size, s.Text[at.start:at.end])
		}
		a.items = append(a.items, at)
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// touches reports whether the word at the edge of a run continues in the neighbouring one.
func (a *itemizer) touches(neighbour, step, edge int) bool {
	if neighbour < 0 || neighbour >= len(a.runs) {
		return false
	}
	if step < 0 {
		return edge == 0 && lettersBack(a.runs[neighbour].Text) > 0
	}
	return edge == len(a.runs[neighbour-1].Text) && lettersAhead(a.runs[neighbour].Text) > 0
}
