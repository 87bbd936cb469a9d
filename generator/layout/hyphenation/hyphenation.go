// Package hyphenation finds where Swedish words may be divided at the end of a line: at the joints of
// compounds, which it knows by their words, and between syllables, by Liang's patterns.
package hyphenation

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Point is a place in a word where a line may end with a hyphen.
type Point struct {
	At    int // byte offset in the word
	Grade Grade
}

// Grade is how good a break is.
type Grade uint8

// The grades, the best first.
const (
	Joint    Grade = iota // between the words of a compound
	Syllable              // in a simple word
	Inner                 // within a word of a compound, before a short ending, after a short beginning
)

// MinLetters is the least number of letters before and after a hyphen.
const MinLetters = 3

// MaxLetters is the number of letters up to which words are hyphenated. Longer ones are not Swedish words.
const MaxLetters = 80

// Swedish returns where a word may be divided, in order, none if it has other characters than letters.
func Swedish(word string) []Point { return swedish().points(word) }

//go:embed styrdok-sv.txt
var swedishPatterns string

//go:embed styrdok-joints.txt
var swedishJoints string

//go:embed styrdok-words.txt
var swedishWords string

//go:embed styrdok-exceptions.txt
var swedishExceptions string

// hyphenator divides words of one language.
type hyphenator struct {
	patterns    map[string]string // letters → digits, one more than letters; "" for the prefixes of patterns
	stems       map[string]bool
	longestStem int               // in bytes
	exceptions  map[string]string // letters → divided
}

// swedish is built when the first word is divided.
var swedish = sync.OnceValue(func() *hyphenator {
	h := &hyphenator{
		patterns:   make(map[string]string, 5000),
		stems:      make(map[string]bool, 4000),
		exceptions: make(map[string]string, 64),
	}
	for line := range strings.Lines(swedishPatterns) {
		letters, digits := splitPattern(strings.TrimSpace(line))
		h.patterns[letters] = digits
		for end := len(letters) - 1; end > 0; end-- {
			if _, ok := h.patterns[letters[:end]]; ok {
				break
			}
			h.patterns[letters[:end]] = ""
		}
	}
	for line := range strings.Lines(swedishJoints + swedishWords) {
		if !strings.HasPrefix(line, "#") {
			for _, stem := range strings.Fields(line) {
				h.stems[stem] = true
				h.longestStem = max(h.longestStem, len(stem))
			}
		}
	}
	for line := range strings.Lines(swedishExceptions) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			h.exceptions[strings.NewReplacer("=", "", "-", "").Replace(line)] = line
		}
	}
	return h
})

// splitPattern splits "a5g4ra" into "agra" and the digits before, between and after the bytes of the letters, 0 where
// there is none.
func splitPattern(p string) (letters, digits string) {
	var l, d strings.Builder
	digit := byte('0')
	for i := range len(p) {
		if p[i] >= '0' && p[i] <= '9' {
			digit = p[i]
			continue
		}
		d.WriteByte(digit)
		l.WriteByte(p[i])
		digit = '0'
	}
	d.WriteByte(digit)
	return l.String(), d.String()
}

// points returns where a word may be divided, in order. The word is letters only.
func (h *hyphenator) points(word string) []Point {
	n := 0
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return nil
		}
		n++
	}
	if n < 2*MinLetters || n > MaxLetters {
		return nil
	}
	lower := strings.ToLower(word)
	if len(lower) != len(word) {
		return nil
	}
	caps := capitals(word)
	if caps == someCapitals {
		return nil // a name such as LinkedIn
	}
	if points, ok := h.exceptional(lower); ok {
		return points
	}
	joints := h.joints(lower)
	if caps == allCapitals {
		return trimPoints(h.readable(pointsAt(joints), lower), word) // UNICEF is not divided, KOMMUNFULLMÄKTIGE is
	}
	var out []Point
	from := 0
	for i := 0; i <= len(joints); i++ {
		to := len(lower)
		if i < len(joints) {
			to = joints[i]
		}
		g := Syllable
		if len(joints) > 0 {
			g = Inner
		}
		for _, at := range h.syllables(lower[from:to]) {
			p := Point{from + at, g}
			if letters(lower[p.At:]) == MinLetters || letters(lower[:p.At]) == MinLetters {
				p.Grade = Inner // "verksam-heten" rather than "verksamhe-ten", and better than "kon-tinuitet"
			}
			out = append(out, p)
		}
		if to < len(lower) {
			out = append(out, Point{to, Joint})
		}
		from = to
	}
	return trimPoints(h.readable(out, lower), word)
}

// readable drops the points where two words share a letter, "kontrol-läsning", and those that would leave letters
// without a vowel between two hyphens, "finsk-k-lingande": both, but before a vowel only the first, "miss-aktning".
func (h *hyphenator) readable(points []Point, word string) []Point {
	var out []Point
	for _, p := range points {
		if h.shared(word, p.At) {
			continue
		}
		if n := len(out) - 1; n >= 0 && !hasVowel(word[out[n].At:p.At]) {
			if out[n].Grade != Joint {
				out = out[:n]
			}
			if p.Grade != Joint && !startsWithVowel(word[p.At:]) {
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// shared reports whether the letter before at is the last of one word and the first of the next, since
// three of a kind are written as two: "kontrolläsning" is "kontroll" and "läsning". A hyphen there would have to
// bring the third letter back.
func (h *hyphenator) shared(word string, at int) bool {
	if word[at-1] != word[at] || startsWithVowel(word[at:]) || endings[word[at+1:]] {
		return false // "träf-fas" is one word
	}
	for from := range at - MinLetters + 1 {
		if h.stems[word[from:at]] {
			return false // "skol-lokal"
		}
		if h.stems[word[from:at+1]] {
			_, ok := h.known(word[at:])
			return ok
		}
	}
	return false
}

func pointsAt(joints []int) []Point {
	out := make([]Point, len(joints))
	for i, at := range joints {
		out[i] = Point{at, Joint}
	}
	return out
}

const (
	noCapitals   = iota // except perhaps the first letter
	someCapitals        // within the word
	allCapitals
)

// capitals reports which letters after the first are capitals.
func capitals(word string) int {
	upper, lower := 0, 0
	for i, r := range word {
		switch {
		case i == 0:
		case unicode.IsUpper(r):
			upper++
		default:
			lower++
		}
	}
	switch {
	case upper == 0:
		return noCapitals
	case lower == 0:
		return allCapitals
	}
	return someCapitals
}

// trimPoints drops the points too close to the word's ends.
func trimPoints(points []Point, word string) []Point {
	return slices.DeleteFunc(points, func(p Point) bool { return letters(word[:p.At]) < MinLetters || letters(word[p.At:]) < MinLetters })
}

// letters counts the characters of s.
func letters(s string) int { return utf8.RuneCountInString(s) }

// exceptional returns the points of the longest exception that a word begins with, if an ending follows it.
func (h *hyphenator) exceptional(word string) ([]Point, bool) {
	for end := len(word); end >= 2*MinLetters; end-- {
		divided, ok := h.exceptions[word[:end]]
		if !ok || !endings[word[end:]] {
			continue
		}
		var out []Point
		compound := strings.Contains(divided, "=")
		at := 0
		for i := range len(divided) {
			switch {
			case divided[i] == '=':
				out = append(out, Point{at, Joint})
			case divided[i] == '-' && compound:
				out = append(out, Point{at, Inner})
			case divided[i] == '-':
				out = append(out, Point{at, Syllable})
			default:
				at++
			}
		}
		return trimPoints(out, word), true
	}
	return nil, false
}

// syllables divides a simple word by Liang's patterns.
func (h *hyphenator) syllables(word string) []int {
	if letters(word) < 2*MinLetters {
		return nil
	}
	allowed := h.liang(word)
	var out []int
	for at := 1; at < len(word); at++ {
		if allowed(at) && letters(word[:at]) >= MinLetters && letters(word[at:]) >= MinLetters {
			out = append(out, at)
		}
	}
	return out
}

// liang returns a function that reports whether the patterns allow a hyphen at an offset in a word (Liang, "Word
// Hy-phen-a-tion by Com-put-er", 1983).
func (h *hyphenator) liang(word string) func(at int) bool {
	dotted := "." + word + "."
	var values [2*MaxLetters + 4]byte
	for i := range len(dotted) {
		for j := i + 1; j <= len(dotted); j++ {
			digits, ok := h.patterns[dotted[i:j]]
			if !ok {
				break // no pattern has this prefix
			}
			for k := range len(digits) {
				values[i+k] = max(values[i+k], digits[k])
			}
		}
	}
	return func(at int) bool { return values[at+1] > '0' && (values[at+1]-'0')%2 == 1 && word[at]&0xC0 != 0x80 }
}

// endings may follow a stem at the end of a word.
var endings = func() map[string]bool {
	out := map[string]bool{}
	for _, e := range strings.Fields(`a e n r s t d ad ade ads an ans ar are aren arens ares arna arnas ars as at ats da de des
		di en ens er erna ernas ers es et ets het heten hetens lig liga ligt ligen na nas ns or orna ornas ors ande andet andets ande
		ing ingen ingens ingar ingarna ts te nen nens la lar laren ler lerna let lets ren rens rna mar mer men
		ig iga igt iges sk ska skt isk iska iskt ta tas tt er ern erns ella ell elle ellt ier ierna ium ier iet`) {
		out[e] = true
	}
	out[""] = true
	return out
}()

// longestEnding is the length in bytes of the longest ending.
var longestEnding = func() int {
	n := 0
	for e := range endings {
		n = max(n, len(e))
	}
	return n
}()

// joiners may follow the stem of a word that is not the last. They are single letters of one byte.
var joiners = map[string]bool{"": true, "s": true, "e": true, "a": true, "o": true, "u": true}

// joints returns where the words of a compound meet: as its words say if all of them are known, otherwise as far as its
// last words or the form of the others show it.
func (h *hyphenator) joints(word string) []int {
	if out, ok := h.known(word); ok {
		return out
	}
	allowed := h.liang(word)
	var out []int
	ends := endings
	for end := len(word); end > MinLetters; {
		at := h.lastWord(word[:end], ends, allowed)
		if at < 0 {
			at = firstWordEnd(word[:end], ends)
		}
		if at <= 0 {
			break
		}
		out = append(out, at)
		end, ends = at, joiners
	}
	slices.Reverse(out)
	return out
}

// known divides a word that consists of known words only, at the least cost (dynamic programming). Here short words
// count too, which in other words are found by chance.
func (h *hyphenator) known(word string) ([]int, bool) {
	type state struct{ cost, from int } // of the best division up to here
	var states [2*MaxLetters + 1]state
	for end := 2; end <= len(word); end++ {
		follow, longest := joiners, 1
		if end == len(word) {
			follow, longest = endings, longestEnding
		}
		for stem := max(1, end-longest); stem <= end; stem++ {
			if !follow[word[stem:end]] {
				continue
			}
			for at := max(0, stem-h.longestStem); at < stem; at++ {
				if at > 0 && (states[at].cost == 0 || stem-at < MinLetters) || !h.stems[word[at:stem]] {
					continue
				}
				cost := states[at].cost + 4
				switch {
				case end < len(word) && endsIn(word[:end], sEndings):
					cost += 2 // "folkbokförings-orten" rather than "folkbokföring-sorten"
				case end == len(word) && stem < end:
					cost++ // "fordons-vård" rather than "fordon-svår-d"
				}
				if states[end].cost == 0 || cost < states[end].cost {
					states[end] = state{cost, at}
				}
			}
		}
	}
	if states[len(word)].cost == 0 {
		return nil, false
	}
	var out []int
	for at := states[len(word)].from; at > 0; at = states[at].from {
		out = append(out, at)
	}
	slices.Reverse(out)
	return out, true
}

// firstWordEnd returns where an unknown last word begins, if the form of the word before it shows the joint: "-hets",
// "-nings", "-tions". It returns -1 if there is none.
func firstWordEnd(s string, ends map[string]bool) int {
	for at := len(s) - MinLetters; at > MinLetters; at-- {
		if s[at]&0xC0 != 0x80 && endsIn(s[:at], firstWordEndings) && letters(s[at:]) > MinLetters && hasVowel(s[at:]) && !ends[s[at:]] {
			return at
		}
	}
	return -1
}

// lastWord returns where the last word of a compound begins, 0 if the whole is one known word, -1 if none is known.
// The longest stem wins, since "styrdokument" is more than "dokument"; but what precedes it must be able to be a
// word.
func (h *hyphenator) lastWord(s string, ends map[string]bool, allowed func(int) bool) int {
	for at := 0; at <= len(s)-4; at++ {
		if s[at]&0xC0 == 0x80 || at > 0 && (letters(s[:at]) < MinLetters || !hasVowel(s[:at])) {
			continue
		}
		for stem := len(s); stem >= max(at+4, len(s)-longestEnding); stem-- {
			if !ends[s[stem:]] || !h.stems[s[at:stem]] || letters(s[at:stem]) <= MinLetters {
				continue
			}
			switch {
			case at == 0, !chanceWords[s[at:stem]] && endsLikeWord(s[:at]) && (allowed(at) || clearAt(s[:stem], at)):
				return at
			case letters(s[at:stem]) > 6:
				return -1 // no shorter word in it: "kriminal-assi-stent"
			}
		}
	}
	return -1
}

// chanceWords also occur at the end of simple words: "testamenta-risk", "geogra-fisk", "stif-tande",
// "rusande", "produktivitet", "adolescens". They count where all words of a compound are known.
var chanceWords = map[string]bool{"risk": true, "fisk": true, "tand": true, "sand": true, "vite": true, "scen": true}

// clearBeginnings begin words and do not occur within others.
var clearBeginnings = []string{"alkoh", "analy", "anord", "assis", "attac", "effek", "egens", "ekono", "energ", "exam", "idrot",
	"olyck", "optim", "organ", "åter", "åtgär", "över"}

// clearAt reports whether the word from at on begins with an adverb, as "avstånd" and "utredning" do, or with another
// vowel that is clear. Patterns take the consonant before it for its beginning, and divide "felan-mälan".
func clearAt(s string, at int) bool {
	if letters(s[at:]) < 6 || strings.HasPrefix(s[at:], "and") || strings.HasSuffix(s[:at], "samm") || strings.HasSuffix(s[:at], "und") {
		return false // "krasch-landning", "samman-slutning", "undan-tagande"
	}
	if slices.ContainsFunc(clearBeginnings, func(beginning string) bool { return strings.HasPrefix(s[at:], beginning) }) {
		return true
	}
	for _, adverb := range [...]string{"an", "av", "in", "om", "upp", "ut"} {
		if rest, ok := strings.CutPrefix(s[at:], adverb); ok && rest[0]&0xC0 != 0x80 && !startsWithVowel(rest) {
			return true
		}
	}
	return false
}

// firstWordEndings end the first word of a compound, and nothing else.
var firstWordEndings = []string{"hets", "nings", "rings", "lings", "tions", "sions", "skaps", "ndoms", "itets", "ments"}

// sEndings end a first word that takes an s before the next one.
var sEndings = []string{"het", "ning", "ling", "ring", "tion", "sion", "skap", "itet", "else"}

// endsIn reports whether s has one of the endings after two bytes at least.
func endsIn(s string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(s, e) && len(s) > len(e)+1 })
}

// endsLikeWord reports whether s can be a word or the stem of one: none ends in "pr" or "kl", and
// hardly any in "be", which begins the next: "skuld-belagd".
func endsLikeWord(s string) bool {
	if len(s) < 2 {
		return true
	}
	switch s[len(s)-1] {
	case 'r', 'l':
		return !strings.ContainsRune("bcdfgkptv", rune(s[len(s)-2]))
	case 'e':
		return s[len(s)-2] != 'b'
	}
	return true
}

const vowels = "aeiouyåäöé"

func hasVowel(s string) bool { return strings.ContainsAny(s, vowels) }

func startsWithVowel(s string) bool { return strings.IndexAny(s, vowels) == 0 }
