package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxToken is the length in characters at which a word is cut, so that no text without spaces can
// make a shard of one word.
const maxToken = 64

// tidy brings a text to the form in which it is stored: NFC, without soft hyphens.
func tidy(s string) string {
	return strings.ReplaceAll(norm.NFC.String(strings.ToValidUTF8(s, "\ufffd")), "\u00ad", "")
}

// lower is tidy and lower-case, character for character as in the browser.
func lower(s string) string { return strings.Map(lowerRune, tidy(s)) }

func lowerRune(r rune) rune {
	if r == 'İ' {
		return 'i' // its lower case is two characters elsewhere
	}
	if r == '²' || r == '³' || r == '¹' || r >= '⁰' && r <= '₎' {
		r, _ = utf8.DecodeRuneInString(norm.NFKC.String(string(r))) // m² is found by "m2", CO₂ by "co2"
	}
	return unicode.ToLower(r)
}

// isWord reports whether r is part of words. The ranges are stated rather than asked of Unicode's
// tables, since browsers of all ages must say the same.
func isWord(r rune) bool {
	switch {
	case r < 0xc0:
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
	case r == 0xd7 || r == 0xf7:
		return false
	}
	return r < 0x2000 || r >= 0x2c00 && r < 0x2e00 || r >= 0x3040 && r < 0xd800 || r >= 0xf900 && r < 0xfe00
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// tokens cuts a text into words: runs of letters and digits, hyphens within them as "-", and the
// signs that hold numbers together ("2018/412", "2018:218", "2019-03-25"). A § with a number gives
// a word of its own, "§333", before the number.
func tokens(text string) []string {
	var out []string
	r := []rune(lower(text))
	at := func(i int) rune {
		if i < len(r) {
			return r[i]
		}
		return ' '
	}
	for i := 0; i < len(r); {
		if r[i] == '§' {
			j := i + 1
			for at(j) == '§' || j < len(r) && (r[j] == ' ' || r[j] == '\u00a0' || r[j] == '\u202f') {
				j++
			}
			k := j
			for isDigit(at(k)) && k-j < maxToken {
				k++
			}
			if k > j {
				out = append(out, "§"+string(r[j:k]))
			}
			i = j
			continue
		}
		if !isWord(r[i]) {
			i++
			continue
		}
		var b strings.Builder
		for n := 0; n < maxToken; n++ {
			c := at(i)
			switch {
			case isWord(c):
			case isHyphen(c) && n > 0 && isWord(at(i+1)):
				c = '-'
			case (c == '/' || c == ':' || c == '.' || c == ',') && n > 0 && isDigit(r[i-1]) && isDigit(at(i+1)):
			default:
				c = 0
			}
			if c == 0 {
				break
			}
			b.WriteRune(c)
			i++
		}
		out = append(out, b.String())
	}
	return out
}

// pieces returns a word as it is looked up and, if it is put together with hyphens or signs, what
// it is put together of: "it-säkerhet" gives "itsäkerhet" and "it", "säkerhet"; "2018/412" gives
// itself and "2018", "412".
func pieces(token string) (whole string, parts []string) {
	if !strings.ContainsAny(token, "-/:.,") {
		return token, nil
	}
	parts = strings.FieldsFunc(token, func(r rune) bool { return strings.ContainsRune("-/:.,", r) })
	if strings.IndexFunc(token, func(r rune) bool { return isWord(r) && !isDigit(r) }) >= 0 {
		token = strings.ReplaceAll(token, "-", "")
	}
	return token, parts
}

// fold takes the marks off letters: the form by which words are sorted and found by those who
// cannot or will not write å, ä and ö.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r < 0x370:
			return -1
		case r == 'æ':
			return 'a'
		case r == 'ø':
			return 'o'
		}
		return r
	}, norm.NFD.String(s))
}

// stopWords are so common that no one looks for them. They are not in the index; in a phrase they
// count.
var stopWords = wordSet(`och det att i en jag hon som han på den med var sig för så till är men ett om
hade de av icke mig du henne då sin nu har inte hans honom skulle hennes där min man ej vid kunde
något från ut när efter upp vi dem vara vad över än dig kan sina här ha mot alla under någon eller
allt mycket sedan ju denna själv detta åt utan varit hur ingen mitt ni bli blev oss din dessa några
deras blir mina samma vilken er sådan vår blivit dess inom mellan sådant varför varje vilka ditt vem
vilket sitta sådana vart dina vars vårt våra ert era vilkas ska skall samt även också bör får inom`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
