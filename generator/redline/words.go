package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/pattern"
)

// class is the class of a token.
type class uint8

const (
	space  class = iota
	punct        // one punctuation mark
	stop         // a stop word
	word         // any other word
	number       // a number, a date, a case number or a reference to a §
	object       // an image, a footnote reference or a line break
)

const blank = `[ \x{a0}\x{2007}\x{2009}\x{202f}]`

// Tokens that contain spaces. Those that begin with a digit are tried in this order.
var (
	sectionRef = pattern.New(`^(?:\d{1,4}` + blank + `?(?:[a-h]` + blank + `)?kap\.?` + blank + `)?\d{1,4}(?:` + blank + `?[a-h])?` +
		`(?:` + blank + `?[–-]` + blank + `?\d{1,4}(?:` + blank + `?[a-h])?)?` + blank + `?§{1,2}`)
	chapter       = pattern.New(`^\d{1,4}` + blank + `?(?:[a-h]` + blank + `)?kap\.?`)
	afterSign     = pattern.New(`^§{1,2}` + blank + `?\d{1,5}(?:` + blank + `[a-h]|[a-z])?(?:` + blank + `?[–-]` + blank + `?\d{1,5})?`)
	afterSignBare = pattern.New(`^§{1,2}` + blank + `?\d{1,5}`)
	dayOfMonth    = pattern.New(`^\d{1,2}(?:` + blank + `?[–-]` + blank + `?\d{1,2})?` + blank + `(?:[Jj]anuari|[Ff]ebruari|[Mm]ars|[Aa]pril|[Mm]aj|[Jj]uni|[Jj]uli|[Aa]ugusti|[Ss]eptember|[Oo]ktober|[Nn]ovember|[Dd]ecember|January|February|March|May|June|July|August|October)(?:` + blank + `\d{4})?`)
	grouped       = pattern.New(`^\d{1,3}(?:` + blank + `\d{3})+(?:,\d+)?(?:` + blank + `?%)?`)
	percent       = pattern.New(`^\d+(?:[.,]\d+)?` + blank + `?%`)
	caseNumber    = pattern.New(`^\p{Lu}{2,6}` + blank + `\d{2,4}[/:-]\d+(?:[-.]\d+)*`)
	abbreviated   = pattern.New(`^\p{L}{1,4}(?:\.\p{L}{1,4})+\.`)
)

// stopWords carry so little meaning that sharing them does not make two sentences similar.
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

// nextToken returns the length in bytes and the class of the first token of s, which is not empty.
func nextToken(s string) (int, class) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsSpace(r):
		return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)), space
	case r == '§':
		for _, re := range [...]*pattern.Pattern{afterSign, afterSignBare} {
			if n := whole(s, re); n > 0 {
				return n, number
			}
		}
		return size, punct
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
		return size, punct
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

// upperFollows reports whether s begins with a capital letter.
func upperFollows(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// joinedByStop reports whether a word may continue after its first full stop, as "t.ex." does.
func joinedByStop(s string) bool {
	at := strings.IndexByte(s[:min(len(s), 10)], '.')
	if at <= 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[at+1:])
	return unicode.IsLetter(r)
}

// notBeforeSign reports whether a character is impossible before the § of a reference such as
// "18 kap. 8 a–c §".
func notBeforeSign(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'h' || unicode.IsSpace(r) || strings.ContainsRune("kp.–-", r))
}

// longNumber returns the length of the number with spaces at the beginning of s, or 0. It makes cheap
// checks first, since regular expressions are slow.
func longNumber(s string) int {
	digits := 1
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	near := s[:min(len(s), 40)]
	sign := strings.IndexFunc(near, notBeforeSign)
	next, size := utf8.DecodeRuneInString(s[digits:])
	after, _ := utf8.DecodeRuneInString(s[digits+size:])
	dash := next == '–' || next == '-'
	for _, form := range [...]struct {
		likely bool
		re     *pattern.Pattern
	}{
		{sign > 0 && strings.HasPrefix(near[max(sign, 0):], "§"), sectionRef},
		{strings.Contains(near, "kap"), chapter},
		{digits <= 2 && (dash || unicode.IsSpace(next) && (unicode.IsLetter(after) || after == '–' || after == '-')), dayOfMonth},
		{digits <= 3 && unicode.IsSpace(next) && unicode.IsDigit(after), grouped},
		{strings.Contains(near, "%"), percent},
	} {
		if form.likely {
			if n := whole(s, form.re); n > 0 {
				return n
			}
		}
	}
	return 0
}

// whole returns the length of the match of re at the beginning of s, extended to the end of a number as
// in "§ 42:3". It is 0 if there is no match or if it ends inside a word.
func whole(s string, re *pattern.Pattern) int {
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

// joins reports whether a character between letters or digits is part of the word: "it-system", "KF:s",
// "2018/412", "8.00–16.00", "namn@example.se".
func joins(r rune) bool { return strings.ContainsRune("-‐‑–'’.,:/&@+·", r) }

// wordLength returns the length of the word at the beginning of s, at least 1.
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
			// A comma joins digits only.
			if r == ',' && !(unicode.IsDigit(last) && unicode.IsDigit(next)) {
				break
			}
			i += size
			continue
		}
		// The hyphen of "säkerhets- och" is part of its word.
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
