package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// atom is the least part of a line: a word, a part of one, a space, or a picture.
type atom struct {
	seg        int32
	start, end int32 // bytes of the seg's text
	width      float64
	kind       atomKind
	breaks     chance // whether a line may end after it
}

type atomKind uint8

const (
	wordAtom atomKind = iota
	spaceAtom
	lineEnd // the author's line break
)

// chance reports whether and how well a line may end after an atom.
type chance uint8

const (
	never      chance = iota
	freely            // at a space, after a hyphen, a slash
	unwilling         // at the space after a word of one letter, which had better go with the next
	atSign            // in an address or code, which had better stay whole
	atJoint           // with a hyphen, between the words of a compound
	atSyllable        // with a hyphen, in a simple word
	atInner           // with a hyphen, inside a word of a compound
	forced            // the text says so: the author's line break
	cut               // in the middle of something that is wider than a line, without a hyphen
	cutHyphen         // in the middle of a word that is wider than a line
)

// hyphened reports whether a line that ends so shows a hyphen of ours.
func (c chance) hyphened() bool {
	return c == atJoint || c == atSyllable || c == atInner || c == cutHyphen
}

// longestAtom is how many bytes of a word are taken in at once: words longer than a line are
// cut anyhow, and nothing is gained by looking at megabytes.
const longestAtom = 2000

// cursor is a place in a list of segs.
type cursor struct{ seg, at int }

// atomizer cuts segs into atoms, a limited number at a time.
type atomizer struct {
	b         *builder
	segs      []seg
	hyphenate bool
	at        cursor
	atoms     []atom
	spare     []atom // for cutWide
}

// fill cuts from the cursor on until there are about limit atoms, and reports whether that was all.
func (a *atomizer) fill(from cursor, limit int) bool {
	a.at, a.atoms = from, a.atoms[:0]
	afterSpace := true // spaces at the beginning of a line are dropped
	for a.at.seg < len(a.segs) {
		s := &a.segs[a.at.seg]
		if len(a.atoms) >= limit {
			return false
		}
		switch {
		case s.br:
			a.add(atom{kind: lineEnd, breaks: forced})
			afterSpace = true
		case s.picture != nil:
			a.add(atom{width: s.w})
			afterSpace = false
		default:
			for a.at.at < len(s.text) {
				if n := len(a.atoms); n >= limit && s.text[a.at.at] == ' ' || n >= 2*limit {
					return false
				}
				if s.text[a.at.at] == ' ' {
					a.space(s, &afterSpace)
					continue
				}
				a.word(s)
				afterSpace = false
			}
		}
		a.at = cursor{a.at.seg + 1, 0}
	}
	return true
}

func (a *atomizer) add(at atom) {
	at.seg = int32(a.at.seg)
	a.atoms = append(a.atoms, at)
}

// space takes in a run of spaces. They become one, or stay as they are in code.
func (a *atomizer) space(s *seg, afterSpace *bool) {
	start := a.at.at
	end := start
	for end < len(s.text) && s.text[end] == ' ' {
		end++
	}
	a.at.at = end
	if s.look.pre {
		for i := start; i < end; i++ {
			kind, br := spaceAtom, freely
			if *afterSpace { // indentation is kept
				kind, br = wordAtom, never
			}
			a.add(atom{start: int32(i), end: int32(i + 1), width: a.b.glyphs.width(s.face, s.size, " "), kind: kind, breaks: br})
		}
		return
	}
	if *afterSpace {
		return
	}
	*afterSpace = true
	br := freely
	if a.bound(s, start, end) {
		br = never
	} else if singleLetter(s.text[:start]) {
		br = unwilling
	}
	a.add(atom{start: int32(start), end: int32(start + 1), width: a.b.glyphs.width(s.face, s.size, " "), kind: spaceAtom, breaks: br})
}

// bound reports whether a space must not end a line: before a dash between spaces, in "§ 42",
// "8 §", "18 kap. 8 §", "avsnitt 3", "KS 2018/412", "12 mars", "5 %", "30 km" and "12 500".
func (a *atomizer) bound(s *seg, start, end int) bool {
	before, after := s.text[:start], s.text[end:]
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
	if isDigit(last[len(last)-1]) {
		unit := strings.TrimRight(next, ".,;:)")
		switch {
		case units[unit] || next == "kap." || next == "st.":
			return true
		case len(last) <= 2 && isMonth(unit), len(last) <= 3 && thousand(next):
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

// wordEnd returns where the word ends that s begins with. Spaces part words, whether lines may end
// there or not. It and wordStart are called for every space of a text.
func wordEnd(s string) int {
	for i := range len(s) {
		if s[i] == ' ' || s[i] == noBreak[0] && strings.HasPrefix(s[i:], noBreak) {
			return i
		}
	}
	return len(s)
}

// wordStart returns where the word begins that s ends with.
func wordStart(s string) int {
	for i := len(s); i > 0; i-- {
		if s[i-1] == ' ' || s[i-1] == noBreak[1] && strings.HasSuffix(s[:i], noBreak) {
			return i
		}
	}
	return 0
}

const noBreak = "\u00A0"

// units are what stands after its number on the same line.
var units = words(`% ‰ § §§ kr kronor mkr mnkr tkr procent m km cm mm kg ton kWh MWh GWh kvm ha dB st`)

// numbered are what stands before its number on the same line.
var numbered = words(`§ §§ kl. nr dnr SFS kap. kap art. artikel s. p. avsnitt Avsnitt bilaga Bilaga tabell Tabell
	figur Figur punkt version nivå steg`)

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// thousand reports whether a word begins with three figures and no more, as the second of "12 500".
func thousand(s string) bool {
	for i := range 3 {
		if i >= len(s) || !isDigit(s[i]) {
			return false
		}
	}
	return len(s) == 3 || !isDigit(s[3])
}

// singleLetter reports whether a text ends with a word of one letter.
func singleLetter(s string) bool {
	r, n := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) && (n == len(s) || s[len(s)-n-1] == ' ')
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isCapitals(s string) bool {
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return s != ""
}

func isMonth(s string) bool {
	switch s {
	case "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december":
		return true
	}
	return false
}

// word takes in characters up to the next space as one atom or several.
func (a *atomizer) word(s *seg) {
	start := a.at.at
	end := strings.IndexByte(s.text[start:], ' ')
	if end < 0 {
		end = len(s.text)
	} else {
		end += start
	}
	if end-start > longestAtom {
		for end = start + longestAtom; s.text[end]&0xC0 == 0x80; end-- {
		}
	}
	a.at.at = end
	word := s.text[start:end]
	if !a.hyphenate && !mayOpen(word) {
		a.piece(s, start, end, never)
		return
	}
	address := s.look.code || strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.Contains(word, "@")
	sign := freely
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
			a.letters(s, from, at, start, end)
			a.mark(atSyllable)
			from = next
		case r == zeroWidth:
			a.letters(s, from, at, start, end)
			a.mark(freely)
			from = next
		case next < end && opens(word, i, next-start, r, address):
			a.letters(s, from, next, start, end)
			a.mark(sign)
			from = next
		}
	}
	a.letters(s, from, end, start, end)
}

// mayOpen reports whether a word may hold a character at which a line may end. It is asked of every word.
func mayOpen(word string) bool {
	for i := range len(word) {
		switch word[i] {
		case '-', '/', '.', '@', '_', '?', '&', '=', 0xC2, 0xE2: // the last two begin U+00AD, dashes and U+200B
			return true
		}
	}
	return false
}

// mark lets a line end after the last atom.
func (a *atomizer) mark(c chance) {
	if n := len(a.atoms); n > 0 && a.atoms[n-1].kind == wordAtom && int(a.atoms[n-1].seg) == a.at.seg {
		a.atoms[n-1].breaks = c
	}
}

// opens reports whether a line may end after the character r that stands at word[i:next].
func opens(word string, i, next int, r rune, address bool) bool {
	switch r {
	case '-', '/', '–', '—':
	case '_', '?', '&', '=', '@':
		return address && i > 0 && next < len(word)
	default:
		// A point at the end of the line would look like the end of the sentence.
		return address && next < len(word) && word[next] == '.' && r != '.' && lettersAhead(word[next+1:]) >= minLetters
	}
	if address {
		return r != '-' && word[next] != '/'
	}
	// "vatten-avlopp" and "och/eller" may be divided; "2019-03-25", "e-post", "it-system" and "2018/412" not.
	return lettersBack(word[:i]) >= minLetters && lettersAhead(word[next:]) >= minLetters
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

// letters adds a part of a word, divided where its letters may be hyphenated.
func (a *atomizer) letters(s *seg, from, to, start, end int) {
	if from >= to {
		return
	}
	if !a.hyphenate || s.look.code || s.look.foreign || to-from < 2*minLetters || s.rise != 0 {
		a.piece(s, from, to, never)
		return
	}
	// Quotation marks, brackets and commas around the letters do not matter.
	first, last := from, to
	for first < last {
		r, n := utf8.DecodeRuneInString(s.text[first:last])
		if unicode.IsLetter(r) {
			break
		}
		first += n
	}
	for first < last {
		r, n := utf8.DecodeLastRuneInString(s.text[first:last])
		if unicode.IsLetter(r) {
			break
		}
		last -= n
	}
	if first == from && from == start && a.touches(a.at.seg-1, -1, start) || last == to && to == end && a.touches(a.at.seg+1, 1, end) {
		a.piece(s, from, to, never)
		return
	}
	at := from
	for _, p := range a.b.glyphs.points(s.text[first:last]) {
		a.piece(s, at, first+p.at, atJoint+chance(p.grade))
		at = first + p.at
	}
	a.piece(s, at, to, never)
}

// touches reports whether the word at the edge of a seg goes on in the neighbouring one.
func (a *atomizer) touches(neighbour, step, edge int) bool {
	s := &a.segs[a.at.seg]
	if step < 0 && edge > 0 || step > 0 && edge < len(s.text) || neighbour < 0 || neighbour >= len(a.segs) {
		return false
	}
	text := a.segs[neighbour].text
	if step < 0 {
		return lettersBack(text) > 0
	}
	return lettersAhead(text) > 0
}

func (a *atomizer) piece(s *seg, from, to int, c chance) {
	if from < to {
		a.add(atom{start: int32(from), end: int32(to), width: a.b.glyphs.width(s.face, s.size, s.text[from:to]), breaks: c})
	}
}
