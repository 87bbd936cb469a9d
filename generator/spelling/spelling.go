// Package spelling holds the rules of spelling that several packages share: genitives, capitals, and names in the
// letters of addresses. Its input and output are strings; it knows no documents and no language but Swedish.
package spelling

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Genitive returns the Swedish genitive of a name: "Exempelby kommuns". A name that ends in s, x or z stays as it is, and
// so does an empty one.
func Genitive(name string) string {
	if name == "" || strings.ContainsAny(name[len(name)-1:], "sxzSXZ") {
		return name
	}
	return name + "s"
}

// Capital returns s with its first letter in upper case.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// Running returns a name as it is within a sentence, with its first letter in lower case: "Hållbarhetsnämnden Kalmar–Öland" is
// "hållbarhetsnämnden Kalmar–Öland". A word that begins with an abbreviation keeps it: "IT-chef", "E-tjänstråd".
func Running(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[n:])
	if n == 0 || unicode.IsUpper(second) || second == '-' {
		return name
	}
	return string(unicode.ToLower(first)) + name[n:]
}

// Letters transliterates the lower-case letters of Latin script that are not an ASCII letter with an accent.
var Letters = strings.NewReplacer("æ", "ae", "ð", "d", "đ", "d", "ı", "i", "ł", "l", "ŋ", "n", "ø", "o", "œ", "oe", "ß", "ss", "ŧ", "t", "þ", "th")

// Slug returns s in lower case with the letters a to z, digits, and one hyphen for each run of other characters between
// them: "Plan för Åsö (2026)" is "plan-for-aso-2026". It is empty if s holds no letter or digit. Accents are dropped;
// letters, usually [Letters], transliterates what is left.
func Slug(s string, letters *strings.Replacer) string {
	var b strings.Builder
	gap := false
	for _, r := range letters.Replace(norm.NFD.String(strings.ToLower(s))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r < 0x300 || r > 0x36F: // these are the accents that NFD has separated from their letters
			gap = true
		}
	}
	return b.String()
}

// Same reports whether two texts have the same words, whatever their capitals and the signs between them. Texts without a word are not the same.
func Same(a, b string) bool {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(norm.NFC.String(s)), func(c rune) bool {
			return !unicode.IsLetter(c) && !unicode.IsNumber(c) && !unicode.IsMark(c)
		})
	}
	first := words(a)
	return len(first) > 0 && slices.Equal(first, words(b))
}
