// Package mask finds marks in a line that nearly hide what they stand around: a word that is nearly "confidential", or a
// synonym, next to a character of markup. In a sentence it is a word like any other. Its input is a line, its output a
// place in it; it knows neither blocks nor files.
package mask

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

var (
	lawAfterWord = pattern.New(`([\pL-]+) +(?:law|lag|lagrum) *=`)
	lawAtEnd     = pattern.New(` +(?:law|lag|lagrum) *= *(?:["”“][^"”“]*["”“]|\S*)$`)
	otherSigns   = pattern.New(`^[.;,!&·•%+=~@|/…$^¦§]{2,} *([\pL-]+)(?: +(?:law|lag|lagrum) *=.*)? *$`)
	ruledSigns   = pattern.New(`^[-*_?"']{3,} *([\pL-]+)(?: +(?:law|lag|lagrum) *=.*)?( +[-*_?"']{3,})? *$`)
	unseenTag    = pattern.New(`^template\b|\bdisplay *: *none\b`)
	pairSigns    = pattern.New(`^(?:[\s/:!]|(?:begins?|starts?|ends?|stops?|börjar?|början|slut|slutar?|på|av|of)(?:[\s/:!]|$))+|(?:[\s/:!]|[\s/:!](?:begins?|starts?|ends?|stops?|börjar?|början|slut|slutar?))+$`)
	addressValue = pattern.New(`\b(?:href|src|title|alt)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)`)
	wordOrSigns  = pattern.New(`[\pL-]+`)
	quotedSigns  = pattern.New("^(?:<[^<>`]*>|[^\\pL\\s`]{0,6}|\\pL:+)")
	otherColon   = pattern.New("^:(?:<[^<>`]*>|[^\\s`:]{1,3}):+")
	spoiltWord   = pattern.New("^[\\pL-]+(?:[^\\pL:`][\\pL-]+){0,2}")
	markAlone    = pattern.New(`^(?:\\?:){2,} *([\pL-]+)(?: +(?:law|lag|lagrum) *=.*)?$`)
)

// Kind is what a mark was meant as.
type Kind uint8

const (
	None      Kind = iota
	Hiding         // it was to hide something, and does not
	Directive      // two colons or more and a word, where no sentence has them
)

// Near returns the first mark in a line, from at on, that is only nearly one: its kind, offset and text. code has the
// ranges of code spans. parsed tells that three colons at the beginning are left to the parser of directives.
func Near(line []byte, at int, code [][2]int, parsed bool) (kind Kind, offset int, mark string) {
	if at >= len(line) || plain(line[at:]) {
		return None, 0, ""
	}
	text, from := latin(line, code)
	begin := 0
	for from.of(begin) < at {
		begin++
	}
	if first, length := near(text, begin); first >= 0 {
		mark := text[first : first+length]
		if raw := line[from.of(first):from.of(first+length)]; !bytes.ContainsFunc(raw, unseen) {
			mark = raw
		}
		return Hiding, from.of(first), string(bytes.TrimSpace(mark))
	}
	if bytes.Count(text[begin:], []byte(":")) < 2 {
		return None, 0, ""
	}
	for _, m := range directive.FindAllSubmatchIndex(text[begin:], 100) {
		i := 2
		for m[i] < 0 {
			i += 2
		}
		first, end := m[i], m[i+1]
		if first > 0 || !parsed || !bytes.HasPrefix(line[at:], []byte(":::")) {
			return Directive, from.of(begin + first), string(text[begin+first : begin+end])
		}
	}
	return None, 0, ""
}

var directive = pattern.New("(?:^|[^:\\\\])(:{3,} ?\\pL[\\pL-]*)|(?:^|[^\\pL\\pN:\\\\])(::\\pL[\\pL-]*)|^(:+(?:[^\\pL\\s`:]{1,3}:+ ?|\\pL:+)\\pL[\\pL-]*)")

// unseen reports whether a character could not be seen in a message.
func unseen(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Cc) }

// signs are those that make a mark if there are two.
const signs = ".;,!%+~@|/$^:"

const (
	isSign = 1 << iota
	isMarkup
)

// classes has the ASCII characters that may be part of a mark: signs if there are two.
var classes = func() (t [256]byte) {
	for _, c := range []byte(signs) {
		t[c] = isSign
	}
	for _, c := range []byte(`\{<&=`) {
		t[c] = isMarkup
	}
	for c := utf8.RuneSelf; c < 256; c++ {
		t[c] = isMarkup
	}
	return t
}()

// plain reports whether a text has nothing that could be part of a mark: signs that are doubled, brackets of markup, and
// characters that look like others.
func plain(text []byte) bool {
	if len(text) > 3 && strings.IndexByte("-*_?\"'", text[0]) >= 0 && text[1] == text[0] && text[2] == text[0] {
		return false
	}
	for i, n := 0, len(text); i < n; i++ {
		c := text[i]
		if classes[c] == 0 && c != '[' {
			continue
		}
		next := byte(' ')
		if i+1 < n {
			next = text[i+1]
		}
		switch {
		case c == '[':
			if next == '/' || next == '!' {
				return false
			}
		case c == 0xC3: // letters up to U+00FF
			i++
		case c == 0xC2 && (next == 0xA0 || next == 0xA7): // no-break space, §
			i++
		case c == 0xE2 && next == 0x80 && i+2 < n && strings.IndexByte("\x93\x94\x99\x9C\x9D", text[i+2]) >= 0: // dashes, quotation marks
			i += 2
		case classes[c] == isMarkup:
			return false
		case c == '/' && i > 0 && strings.IndexByte(`("`, text[i-1]) >= 0:
			return false
		case c == ':' && bytes.IndexByte(text[i+1:min(n, i+8)], ':') >= 0: // with another sign between them
			return false
		case c == ':' && (next == ':' || isLetter(next) || next >= utf8.RuneSelf || next == '&'):
			return false
		case classes[next] == isSign:
			rest := bytes.TrimLeft(text[i:], signs)
			word := wordAt(bytes.TrimLeft(rest, " "))
			if bytes.Contains(text[i:n-len(rest)], []byte("::")) || hides(bytes.ToLower(word)) || bytes.ContainsFunc(word, outsideASCII) {
				return false
			}
			i = n - len(rest) - 2 // the last of them may be a colon before a word
		}
	}
	return true
}

func outsideASCII(r rune) bool { return r >= utf8.RuneSelf }

// near finds a mark in a line as it looks.
func near(text []byte, at int) (offset, length int) {
	if m := otherSigns.FindSubmatchIndex(text[at:]); m != nil && hides(text[at:][m[2]:m[3]]) {
		return at, m[3]
	}
	if m := ruledSigns.FindSubmatchIndex(text[at:]); m != nil {
		words := hidingWords[:3]
		if m[4] >= 0 { // as around a heading
			words = hidingWords[:1]
		}
		if isMisspelt(text[at:][m[2]:m[3]], words) {
			return at, m[3]
		}
	}
	if m := markAlone.FindSubmatchIndex(text[at:]); m != nil && isMisspelt(text[at:][m[2]:m[3]], hidingWords[:3]) {
		return at, m[3]
	}
	for i := at; i < len(text); {
		size := 1
		switch c := text[i]; {
		case c == '\\':
			if word := wordAt(text[i+1:]); hides(word) {
				return i, 1 + len(word)
			}
			size = max(colons(text[i+1:])+1, 2)
		case c == '{':
			inside := within(text[i+1:], '}')
			size += len(inside)
			if bytes.HasPrefix(inside, []byte("#")) {
				break
			}
			if begin, word := anyHides(inside); word > 0 {
				return i, 1 + begin + word
			}
			if before := lastWord(text[at:i]); hides(before) {
				return i - len(before), len(before) + 1
			}
		case c == '<':
			inside := within(text[i+1:], '>')
			if bytes.Contains(inside, []byte("://")) || bytes.IndexByte(inside, '@') >= 0 {
				break
			}
			bare := bytes.TrimLeft(inside, " /!?")
			if word := wordAt(bare); hides(word) {
				return i, 1 + len(inside) - len(bare) + len(word)
			}
			if len(inside) > 0 && (isLetter(inside[0]) || strings.IndexByte("/!?", inside[0]) >= 0) {
				if unseenTag.Match(inside) {
					return i, 1 + len(inside)
				}
				inside = addressValue.ReplaceAllFunc(inside, func(v []byte) []byte { return bytes.Repeat([]byte(" "), len(v)) })
				if begin, word := anyHides(inside); word > 0 {
					return i, 1 + begin + word
				}
			}
		case c == '[' && i+2 < len(text) && (text[i+1] == '/' || text[i+1] == '!'):
			if word := wordAt(text[i+2:]); hides(word) {
				return i, 2 + len(word)
			}
		case c == '/' && endsInBrackets(text[at:i], text[i+1:]):
			return i, 1 + len(wordAt(text[i+1:]))
		case c == ':':
			n := colons(text[i:])
			if length := nearColons(text, i, n); length > 0 {
				return i, length
			}
			if before := lastWord(text[at:i]); n > 1 && hides(before) {
				return i - len(before), len(before) + n
			}
			size = n
		case strings.IndexByte(signs, c) >= 0 || c == '=':
			for i+size < len(text) && text[i+size] == c {
				size++
			}
			rest := bytes.TrimPrefix(text[i+size:], []byte(" "))
			if size > 2 || size == 2 && c != '.' && c != '~' {
				if word := wordAt(rest); isMisspelt(word, hidingWords[:1]) {
					return i, len(text) - i - len(rest) + len(word)
				}
			}
		}
		i += size
	}
	if bytes.IndexByte(text, '=') >= 0 { // the law that applies, without colons
		for _, m := range lawAfterWord.FindAllSubmatchIndex(text[at:], 100) {
			if hides(text[at+m[2] : at+m[3]]) {
				return at + m[2], m[1] - m[2]
			}
		}
	}
	return -1, 0
}

// endsInBrackets reports whether a word that hides stands alone in brackets, after the slash between the texts: (/secret).
// The address of a link is none.
func endsInBrackets(before, after []byte) bool {
	open, size := utf8.DecodeLastRune(before)
	if closing := brackets[open]; closing == "" || !bytes.HasPrefix(after[len(wordAt(after)):], []byte(closing)) {
		return false
	}
	return !bytes.HasSuffix(before[:len(before)-size], []byte("]")) && hides(wordAt(after))
}

var brackets = map[rune]string{'(': ")", '«': "»", '‹': "›", '"': `"`, '”': "”", '“': "”"}

// colons returns how many colons a text begins with.
func colons(text []byte) int { return len(text) - len(bytes.TrimLeft(text, ":")) }

// nearColons returns the length of a mark that begins with n colons at i, 0 if they hide nothing. One colon is that of a
// sentence if it stands after a word, or before a space.
func nearColons(text []byte, i, n int) int {
	rest := text[i+n:]
	words := hidingWords
	if n == 1 {
		if afterWord(text[:i]) {
			words = words[:3]
		} else if word := wordAt(rest); hides(word) {
			return 1 + len(word)
		}
		other := otherColon.Find(text[i:])
		if other == nil {
			return 0
		}
		rest = text[i+len(other):]
	}
	rest = bytes.TrimLeft(rest, " \t\v\f")
	rest = bytes.TrimLeft(rest[len(quotedSigns.Find(rest)):], " \t\v\f:")
	for _, word := range [][]byte{wordAt(rest), spoiltWord.Find(rest)} {
		if isMisspelt(word, words) {
			return len(text) - i - len(rest) + len(word)
		}
	}
	return 0
}

// maxWithin is the distance in bytes within which brackets close.
const maxWithin = 200

// within returns what precedes the next closing character, up to a limit.
func within(b []byte, closing byte) []byte {
	b = b[:min(len(b), maxWithin)]
	if i := bytes.IndexByte(b, closing); i >= 0 {
		return b[:i]
	}
	return b[:min(len(b), len("/confidential")+12)]
}

// anyHides returns where a word that hides stands in b, and its length, 0 if there is none.
func anyHides(b []byte) (begin, length int) {
	for _, m := range wordOrSigns.FindAllIndex(b, 40) {
		if hides(b[m[0]:m[1]]) {
			return m[0], m[1] - m[0]
		}
	}
	return 0, 0
}

// wordAt returns the word at the beginning of b, including hyphens.
func wordAt(b []byte) []byte {
	end := bytes.IndexFunc(b, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if end < 0 {
		end = len(b)
	}
	return b[:end]
}

func lastWord(b []byte) []byte {
	return b[len(bytes.TrimRightFunc(b, func(r rune) bool { return unicode.IsLetter(r) || r == '-' })):]
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func afterWord(b []byte) bool {
	r, _ := utf8.DecodeLastRune(b)
	return len(b) > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// hidingWords are the beginnings of words for what must not be seen. The number is the number of typing
// errors allowed: letters that are wrong, missing, added or transposed.
var hidingWords = []hidingWord{{"confidential", 2}, {"konfidentiell", 2}, {"sekretess", 2}, {"hemlig", 1}, {"secret", 1}, {"hidden", 0}, {"masked", 0}, {"maskera", 0}}

type hidingWord struct {
	word  string
	typos int
}

// longestWord is the length in bytes up to which a word is checked.
const longestWord = 96

// Hides returns a word of a text that says that something must not be seen, perhaps misspelt; "" if there is none.
func Hides(text []byte) string {
	line, _ := latin(text, nil)
	begin, length := anyHides(line)
	return string(line[begin : begin+length])
}

// HidesAlone reports whether a text is nothing but a word that hides, or says that something hidden begins or ends.
func HidesAlone(text []byte) bool {
	word, _ := latin(text, nil)
	words := hidingWords[:3]
	bare := bytes.Trim(word, " \t:!>") // with the signs of a quotation
	if word = pairSigns.ReplaceAll(bare, nil); len(word) < len(bare) {
		words = hidingWords
	}
	word = lawAtEnd.ReplaceAll(word, nil)
	return isMisspelt(word, words) && len(wordAt(word)) == len(word)
}

// hides reports whether a word, perhaps misspelt, says that something must not be seen.
func hides(word []byte) bool { return isMisspelt(word, hidingWords) }

func isMisspelt(word []byte, words []hidingWord) bool {
	if len(word) < 5 || len(word) > longestWord {
		return false
	}
	r := make([]rune, 0, 24)
	for _, c := range string(word) {
		if c != '-' {
			r = append(r, c)
		}
	}
	for _, h := range words {
		if strings.HasPrefix(string(r), h.word) || h.typos > 0 && diag.Distance(r, []rune(h.word), h.typos) <= h.typos {
			return true
		}
	}
	return false
}

// nearlyComment matches <!-- as mistyped, or as typed in a program that replaces hyphens with dashes.
var nearlyComment = pattern.New(`^(?:[<＜][\s\p{Zs}\p{Cf}]*[!！][\s\p{Zs}\p{Cf}]*(?:\p{Pd}|$)|[<＜][!！][\s\p{Zs}]|[<＜]\p{Pd}+[!！])|^<-{2,}[^\n>]*[^\s\n>-][^\n>]*\s-{1,2}>`)

// Comment returns what a text begins with if it is nearly the beginning of an HTML comment, "" if not.
func Comment(text []byte) string {
	if len(text) > 1 && (isLetter(text[1]) || text[1] == '/' || text[1] == '?') {
		return ""
	}
	return string(bytes.TrimSpace(nearlyComment.Find(text[:min(len(text), maxWithin)])))
}
