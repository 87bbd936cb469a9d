package mask

import (
	"styrdok/generator/pattern"

	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// alike has the characters that look like signs of marks and Latin letters, beside those that Unicode decomposes into them:
// of the list of confusables of Unicode, what occurs in a mark.
var alike = func() map[rune]string {
	m := map[rune]string{'∷': "::"}
	for _, look := range []struct{ ascii, others string }{
		{":", "ःઃ։܃܄᛬︰᠃᠄᠉⁚׃˸꞉∶ːꓽ⁝⁞⋮፡⦂⫶꓿"}, {"<", "〈⟨˂ᐸ《"}, {">", "〉⟩˃ᐳ》"}, {"{", "❴"}, {"}", "❵"}, {"\\", "∖⧵"},
		{"a", "аɑαᴀ"}, {"c", "сϲᴄ"}, {"d", "ԁᴅ"}, {"e", "еєᴇε"}, {"f", "ƒꜰϝ"}, {"g", "ɡցɢ"}, {"h", "һհʜн"}, {"i", "іıιɪ"}, {"k", "кκᴋ"},
		{"l", "ӏʟǀ"}, {"m", "мᴍ"}, {"n", "ոηɴпռ"}, {"o", "оοσօᴏ"}, {"r", "гʀ"}, {"s", "ѕꜱ"}, {"t", "тτᴛ"},
	} {
		for _, r := range look.others {
			m[r] = look.ascii
		}
	}
	return m
}()

var entity = pattern.New(`^&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});`)

// numerals are digits that are read as letters between letters.
var numerals = map[rune]rune{'0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't'}

// disguised finds what [latin] changes, but for capitals.
var disguised = pattern.New(`[^\x00-\x7FÀ-ÿ§–—”“’]|&|:\s+:|\pL[*_\\\d]\pL`)

// offsets are those in a line that the bytes of another come from, and one more for the end; nil if they are the same.
type offsets []int32

func (o offsets) of(i int) int {
	if o == nil {
		return i
	}
	return int(o[i])
}

// latin returns a line as it looks: in small ASCII letters and signs where it seems to be written with them, without what
// leaves no ink, without emphasis within words and spaces between colons. A code span is one backtick. at has the
// offset in the line that each byte comes from.
func latin(line []byte, code [][2]int) (out []byte, at offsets) {
	if len(code) == 0 && !disguised.Match(line) {
		return bytes.ToLower(line), nil
	}
	out, at = make([]byte, 0, len(line)), make([]int32, 0, len(line)+1)
	add := func(s string, from int) {
		if s == ":" {
			if before := bytes.TrimRight(out, " \t\v\f"); bytes.HasSuffix(before, []byte(":")) {
				out, at = before, at[:len(before)] // spaces between colons
			}
		}
		out = append(out, s...)
		for range len(s) {
			at = append(at, int32(from))
		}
	}
	letter := func(i int) bool { return i < len(line) && (isLetter(line[i]) || line[i] >= utf8.RuneSelf) }
	for i := 0; i < len(line); {
		if len(code) > 0 && i >= code[0][0] {
			add("`", i)
			i, code = max(i+1, min(code[0][1], len(line))), code[1:]
			continue
		}
		r, size := utf8.DecodeRune(line[i:])
		if r == '&' {
			if e := entity.Find(line[i:]); e != nil {
				if s := html.UnescapeString(string(e)); s != string(e) {
					r, size = []rune(s)[0], len(e)
				}
			}
		}
		inWord := len(out) > 0 && (isLetter(out[len(out)-1]) || out[len(out)-1] >= utf8.RuneSelf) && letter(i+size)
		switch {
		case inWord && (r == '*' || r == '_' || r == '\\'):
		case inWord && numerals[r] != 0:
			add(string(numerals[r]), i)
		case r < utf8.RuneSelf:
			add(string(unicode.ToLower(r)), i)
		case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Variation_Selector):
		case unicode.IsSpace(r):
			add(" ", i)
		default:
			add(look(r), i)
		}
		i += size
	}
	return out, append(at, int32(len(line)))
}

// look returns what a character outside ASCII looks like.
func look(r rune) string {
	for _, r := range []rune{r, unicode.ToLower(r)} {
		if s := alike[r]; s != "" {
			return s
		}
	}
	if r >= 'À' && r <= 'ÿ' { // letters of their own
		return string(unicode.ToLower(r))
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(string(r)) {
		switch low := unicode.ToLower(r); {
		case unicode.In(r, unicode.Mn, unicode.Me):
		case alike[low] != "":
			b.WriteString(alike[low])
		default:
			b.WriteRune(low)
		}
	}
	return b.String()
}

// Colons reports whether a line has nothing but what looks like colons.
func Colons(line []byte) bool {
	out, _ := latin(line, nil)
	out = bytes.TrimSpace(out)
	return len(out) > 0 && len(bytes.Trim(out, ":")) == 0
}
