package redline

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what sort of token a token is.
type class uint8

const (
	space   class = iota
	mark          // punctuation, one sign
	stop          // a short word that every sentence has
	word          // any other word
	number        // a number, a date, a case number or a reference to a §
	special       // a picture, a footnote's sign or a line break
)

const blank = `[ \x{a0}\x{2007}\x{2009}\x{202f}]`

// What is read as one word although it holds spaces. A digit's successors are tried in this order.
var (
	sectionRef = regexp.MustCompile(`^(?:\d{1,4}` + blank + `?(?:[a-h]` + blank + `)?kap\.?` + blank + `)?\d{1,4}(?:` + blank + `?[a-h])?` +
		`(?:` + blank + `?[–-]` + blank + `?\d{1,4}(?:` + blank + `?[a-h])?)?` + blank + `?§{1,2}`)
	chapter       = regexp.MustCompile(`^\d{1,4}` + blank + `?(?:[a-h]` + blank + `)?kap\.?`)
	afterSign     = regexp.MustCompile(`^§{1,2}` + blank + `?\d{1,5}(?:` + blank + `[a-h]|[a-z])?(?:` + blank + `?[–-]` + blank + `?\d{1,5})?`)
	afterSignBare = regexp.MustCompile(`^§{1,2}` + blank + `?\d{1,5}`)
	dayOfMonth    = regexp.MustCompile(`^\d{1,2}(?:` + blank + `?[–-]` + blank + `?\d{1,2})?` + blank + `(?:[Jj]anuari|[Ff]ebruari|[Mm]ars|[Aa]pril|[Mm]aj|[Jj]uni|[Jj]uli|[Aa]ugusti|[Ss]eptember|[Oo]ktober|[Nn]ovember|[Dd]ecember|January|February|March|May|June|July|August|October)(?:` + blank + `\d{4})?`)
	grouped       = regexp.MustCompile(`^\d{1,3}(?:` + blank + `\d{3})+(?:,\d+)?(?:` + blank + `?%)?`)
	percent       = regexp.MustCompile(`^\d+(?:[.,]\d+)?` + blank + `?%`)
	caseNumber    = regexp.MustCompile(`^\p{Lu}{2,6}` + blank + `\d{2,4}[/:-]\d+(?:[-.]\d+)*`)
	abbreviated   = regexp.MustCompile(`^\p{L}{1,4}(?:\.\p{L}{1,4})+\.`)
)

// stopWords say so little that two sentences are not alike because both hold them.
var stopWords = set(`alla allt att av bland de dem den denna deras dess dessa det detta du där därför efter eller en ett fram från för
	genom ha hade han har hon här i in inom inte kan kommer man med mellan men mot nu när och om på sin sina sitt ska skall som så
	samt till under upp ut utan vad var vara vem vid vilka vilken vilket vår än är även åt över
	a an and are as at be by for from has have in is it its of on or shall that the their this to was were which will with`)

var conjunctions = set(`och eller samt men and or but`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// cut returns how long the token is that a text begins with, and its class. The text is not empty.
func cut(s string) (int, class) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsSpace(r):
		return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)), space
	case r == '§':
		for _, re := range [...]*regexp.Regexp{afterSign, afterSignBare} {
			if n := whole(s, re); n > 0 {
				return n, number
			}
		}
		return size, mark
	case r >= '0' && r <= '9':
		if n := longNumber(s); n > 0 {
			return n, number
		}
	case unicode.IsUpper(r) && upperFollows(s[size:]):
		if n := whole(s, caseNumber); n > 0 {
			return n, number
		}
	}
	if !inWord(r) {
		return size, mark
	}
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "www.") {
		return addressLength(s), word
	}
	if unicode.IsLetter(r) && joinedByStop(s) {
		if n := whole(s, abbreviated); n > 0 {
			return n, word
		}
	}
	n := wordLength(s)
	switch {
	case strings.ContainsAny(s[:n], "0123456789"):
		return n, number
	case n <= 10 && stopWords[strings.ToLower(s[:n])]:
		return n, stop
	}
	return n, word
}

// upperFollows reports whether a text begins with a capital letter.
func upperFollows(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// joinedByStop reports whether a word may go on after its first full stop, as "t.ex." does.
func joinedByStop(s string) bool {
	at := strings.IndexByte(s[:min(len(s), 10)], '.')
	if at <= 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[at+1:])
	return unicode.IsLetter(r)
}

// notBeforeSign reports whether a letter cannot stand in a reference to a § before its sign, as in
// "18 kap. 8 a–c §".
func notBeforeSign(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'h' || unicode.IsSpace(r) || strings.ContainsRune("kp.–-", r))
}

// longNumber returns the length of a number with spaces in it that s begins with, 0 if there is
// none. It looks first whether there may be one, since expressions are slow.
func longNumber(s string) int {
	digits := 1
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	near := s[:min(len(s), 40)]
	if end := strings.IndexFunc(near, notBeforeSign); end > 0 && strings.HasPrefix(near[end:], "§") {
		if n := whole(s, sectionRef); n > 0 {
			return n
		}
	}
	if strings.Contains(near, "kap") {
		if n := whole(s, chapter); n > 0 {
			return n
		}
	}
	if digits == len(s) {
		return 0
	}
	next, size := utf8.DecodeRuneInString(s[digits:])
	after, _ := utf8.DecodeRuneInString(s[digits+size:])
	if digits <= 2 && (unicode.IsSpace(next) && unicode.IsLetter(after) || next == '–' || next == '-' || unicode.IsSpace(next) && (after == '–' || after == '-')) {
		if n := whole(s, dayOfMonth); n > 0 {
			return n
		}
	}
	if digits <= 3 && unicode.IsSpace(next) && unicode.IsDigit(after) {
		if n := whole(s, grouped); n > 0 {
			return n
		}
	}
	if strings.Contains(near, "%") {
		return whole(s, percent)
	}
	return 0
}

// whole returns the length of what an expression finds at the beginning of s, 0 if that ends
// within a word. A number goes on to its end: "§ 42:3".
func whole(s string, re *regexp.Regexp) int {
	at := re.FindStringIndex(s[:min(len(s), 80)])
	if at == nil {
		return 0
	}
	n := at[1]
	last, size := utf8.DecodeLastRuneInString(s[:n])
	if !inWord(last) {
		return n
	}
	rest := wordLength(s[n-size:]) - size
	if rest > 0 && !unicode.IsDigit(last) {
		return 0
	}
	return n + rest
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '_' ||
		r == '\u00ad' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == codeSign
}

// joins reports whether a sign between letters or digits belongs to the word: "it-system", "KF:s",
// "2018/412", "8.00–16.00", "namn@example.se".
func joins(r rune) bool { return strings.ContainsRune("-‐‑–'’.,:/&@+·", r) }

// wordLength returns the length of the word that s begins with.
func wordLength(s string) int {
	end := 0
	last := rune(0)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if inWord(r) {
			i += size
			end, last = i, r
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		if end == i && joins(r) && i+size < len(s) && inWord(next) {
			// A comma joins digits alone.
			if r == ',' && !(unicode.IsDigit(last) && unicode.IsDigit(next)) {
				break
			}
			i += size
			continue
		}
		// The hyphen of "säkerhets- och" belongs to its word.
		if end == i && r == '-' {
			return i + size
		}
		break
	}
	return max(end, 1)
}

func addressLength(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '<' || r == '>' || r == lineSign })
	if end < 0 {
		end = len(s)
	}
	if n := len(strings.TrimRight(s[:end], ".,;:!?)”\"")); n > 0 {
		return n
	}
	return end
}
