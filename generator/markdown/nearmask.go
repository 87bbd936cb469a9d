package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/diag"
)

// A confidential part whose mark is misspelt would be published. So a word that is nearly
// "confidential", or a synonym, is an error next to a character of markup: after colons, within braces,
// as a tag or a command. In a sentence it is a word like any other.

// colons are the characters that look like colons.
const colons = ":：∶ː˸꞉﹕︓︰∷⁚׃܃"

var colonReference = regexp.MustCompile(`^&(?:#0*58|#[xX]0*3[aA]|colon);`)

// colonRun returns the length in bytes and the number of the colons at the beginning of b.
func colonRun(b []byte) (length, count int) {
	for length < len(b) {
		r, size := utf8.DecodeRune(b[length:])
		switch {
		case strings.ContainsRune(colons, r):
			if r == '∷' {
				count++
			}
		case r == '&':
			if size = len(colonReference.Find(b[length:])); size == 0 {
				return length, count
			}
		default:
			return length, count
		}
		length += size
		count++
	}
	return length, count
}

var (
	lawAfterWord = regexp.MustCompile(`(?i)([\pL\p{Cf}-]+)[\s\p{Zs}]+(?:law|lag|lagrum)[\s\p{Zs}]*=`)
	otherSigns   = regexp.MustCompile(`^[.;,!·•%+=~@|/…]{2,}[\s\p{Zs}]*([\pL\p{Cf}-]+)[\s\p{Zs}]*$`)
	addressValue = regexp.MustCompile(`(?i)\b(?:href|src|title|alt)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)`)
	wordOrSigns  = regexp.MustCompile(`[\pL\p{Cf}-]+`)
)

// harmless has the ASCII characters that are in no mark.
var harmless = func() (t [256]bool) {
	for c := range utf8.RuneSelf {
		t[c] = strings.IndexByte(`\{<[;!+%=@.~:&`, byte(c)) < 0
	}
	return t
}()

// nearMask returns the offset in a line, starting at at, of a misspelt mark of a confidential part, and
// the mark. code has the ranges of code spans.
func nearMask(text []byte, at int, code [][2]int) (offset int, mark string) {
	if at == len(text) {
		return -1, ""
	}
	if r := text[at]; isLetter(r) {
		// No character comes first.
	} else if m := otherSigns.FindSubmatch(text[at:]); m != nil && hides(m[1]) {
		return at, string(bytes.TrimSpace(m[0]))
	}
	all := code
	for i := at; i < len(text); {
		for len(code) == 0 && i < len(text) && harmless[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		if len(code) > 0 && i >= code[0][0] {
			i, code = max(i, code[0][1]), code[1:]
			continue
		}
		size := 1
		switch c := text[i]; {
		case harmless[c]:
		case c == 0xC3: // å, ä, ö and others up to U+00FF
			size = 2
		case c == '\\':
			if word := wordAt(text[i+1:]); hides(word) {
				return i, `\` + string(word)
			}
			n, _ := colonRun(text[i+1:])
			size = max(n+1, 2)
		case c == '{':
			inside := within(text[i+1:], '}')
			size += len(inside)
			if bytes.HasPrefix(inside, []byte("#")) {
				break
			}
			if word := anyHides(inside); word != nil {
				return i, "{" + string(word) + "}"
			}
			if before := lastWord(text[at:i]); hides(before) {
				return i - len(before), string(before) + "{"
			}
		case c == '<':
			inside := within(text[i+1:], '>')
			if bytes.Contains(inside, []byte("://")) || bytes.IndexByte(inside, '@') >= 0 {
				break
			}
			word := wordAt(bytes.TrimLeft(inside, " /!?"))
			if !hides(word) && len(inside) > 0 && isTagStart(inside[0]) {
				word = anyHides(addressValue.ReplaceAll(inside, nil))
			}
			if hides(word) {
				return i, "<" + string(word) + ">"
			}
		case c == '[' && i+2 < len(text) && (text[i+1] == '/' || text[i+1] == '!'):
			if word := wordAt(text[i+2:]); hides(word) {
				return i, string(text[i:i+2]) + string(word) + "]"
			}
		case c == ';' || c == '!' || c == '+' || c == '%' || c == '=' || c == '@' || c == '.' || c == '~':
			for i+size < len(text) && text[i+size] == c {
				size++
			}
			rest := text[i+size:]
			if rest = bytes.TrimPrefix(rest, []byte(" ")); size > 2 || size == 2 && c != '.' && c != '~' {
				if word := wordAt(rest); isMisspelt(word, hidingWords[:1]) {
					return i, string(text[i:i+size]) + string(word)
				}
			}
		case c == ':' || c == '&' || c >= utf8.RuneSelf:
			if offset, mark, size = nearColons(text, at, i); offset >= 0 {
				return offset, mark
			}
		}
		i += size
	}
	return maskLaw(text, at, all)
}

// maskLaw returns a word that hides with the law that applies, and no colons: "confidential law=…".
func maskLaw(text []byte, at int, code [][2]int) (offset int, mark string) {
	if bytes.IndexByte(text, '=') >= 0 {
		for _, m := range lawAfterWord.FindAllSubmatchIndex(text[at:], 100) {
			begin := at + m[2]
			inCode := slices.ContainsFunc(code, func(c [2]int) bool { return c[0] <= begin && begin < c[1] })
			if !inCode && hides(text[begin:at+m[3]]) {
				return begin, string(text[begin : at+m[1]])
			}
		}
	}
	return -1, ""
}

// nearColons returns a mark with colons or brackets at i that nearly hides something, and otherwise the
// number of bytes to skip.
func nearColons(text []byte, at, i int) (offset int, mark string, size int) {
	for _, sign := range []string{"&lt;", "＜", "｛", "《"} {
		if after, ok := bytes.CutPrefix(text[i:], []byte(sign)); ok && hides(wordAt(after)) {
			return i, sign + string(wordAt(after)), 0
		}
	}
	size, count := colonRun(text[i:])
	if size == 0 {
		_, size = utf8.DecodeRune(text[i:])
		return -1, "", size
	}
	run, end := string(text[i:i+size]), i+size
	rest := bytes.TrimLeft(text[end:], " \t\u00a0")
	word := wordAt(rest)
	double := count > 1
	if hides(word) && (double || len(rest) == len(text)-end && !afterWord(text[:i])) {
		return i, run + string(word), 0
	}
	if before := lastWord(text[at:i]); double && hides(before) {
		return i - len(before), string(before) + run, 0
	}
	return -1, "", size
}

// hidesAlone reports whether a comment contains only a word that hides, as if it began or ended a mask.
func hidesAlone(comment []byte) bool {
	word := bytes.Trim(comment, " \t/:!\u00a0")
	if i := lawAfterWord.FindSubmatchIndex(word); i != nil {
		word = word[i[2]:i[3]]
	}
	return isMisspelt(word, hidingWords[:3]) && len(wordAt(word)) == len(word)
}

// within returns what precedes the next closing character, up to a limit.
func within(b []byte, closing byte) []byte {
	b = b[:min(len(b), maxNear)]
	if i := bytes.IndexByte(b, closing); i >= 0 {
		return b[:i]
	}
	return b[:min(len(b), len("/confidential")+12)]
}

func anyHides(b []byte) []byte {
	for _, word := range wordOrSigns.FindAll(b, 40) {
		if hides(word) {
			return word
		}
	}
	return nil
}

// wordAt returns the word at the beginning of b, including hyphens and invisible characters.
func wordAt(b []byte) []byte {
	b = b[:min(len(b), maxNear)]
	end := 0
	for end < len(b) {
		r, size := utf8.DecodeRune(b[end:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Cf, r) && r != '-' {
			break
		}
		end += size
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

// hides reports whether a word, perhaps misspelt, says that something must not be seen.
func hides(word []byte) bool { return isMisspelt(word, hidingWords) }

func isMisspelt(word []byte, words []hidingWord) bool {
	if len(word) < 5 || len(word) > longestWord {
		return false
	}
	r := make([]rune, 0, 24)
	for _, c := range string(word) {
		if c >= '！' && c <= '～' { // full width
			c -= '！' - '!'
		}
		if unicode.IsLetter(c) {
			r = append(r, unicode.ToLower(c))
		}
	}
	for _, h := range words {
		if strings.HasPrefix(string(r), h.word) || h.typos > 0 && diag.Distance(r, []rune(h.word), h.typos) <= h.typos {
			return true
		}
	}
	return false
}

// unclear reports an unsafe mark of a confidential part. It does not quote the text around it.
func (s *source) unclear(pos diag.Pos, phrase string, args ...any) {
	s.problems.Add(diag.UnclearMask, pos, diag.P(phrase, args...))
}

// keepSilent drops diagnostics that quote a text with unsafe marks, since they might quote what is
// confidential. They appear once the marks are corrected.
func (c *converter) keepSilent() {
	if !slices.ContainsFunc(c.diags, func(d diag.Diagnostic) bool { return d.Code == diag.UnclearMask }) {
		return
	}
	c.diags = slices.DeleteFunc(c.diags, func(d diag.Diagnostic) bool { return slices.Contains(quoting, d.Code) })
}

// quoting are the codes whose messages quote the text.
var quoting = []diag.Code{
	diag.LostText, diag.NotALink, diag.NotATable, diag.LiteralMarkup, diag.TypedStructure, diag.RawHTML, diag.OwnNumber, diag.UnknownDirective,
}
