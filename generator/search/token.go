package search

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxToken is the length in characters at which a word is cut, so that no text without spaces can
// make a shard of one word.
const maxToken = 64

// tidy brings a text to the form in which it is stored: NFC, without soft hyphens.
func tidy(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.ReplaceAll(norm.NFC.String(strings.ToValidUTF8(s, "\ufffd")), "\u00ad", "")
}

// isPlain reports whether a text has nothing but ASCII, Latin-1 without the soft hyphen, and the quotation marks and dashes
// of Unicode: nearly every Swedish text. Such a text is tidy.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < utf8.RuneSelf:
		case c == 0xc3 && i+1 < len(s) && s[i+1]&0xc0 == 0x80, c == 0xc2 && i+1 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+1] != 0xad:
			i++
		case c == 0xe2 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2]&0xc0 == 0x80:
			i += 2
		default:
			return false
		}
	}
	return true
}

// appendLower appends a text, tidy and in lower case, character for character as in the browser.
func appendLower(b []byte, s string) []byte {
	if !isPlain(s) {
		return append(b, strings.Map(lowerRune, tidy(s))...)
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == 0xc3 && s[i+1] <= 0x9e && s[i+1] != 0x97: // À to Þ, but ×
			i++
			b, c = append(b, c), s[i]+0x20
		case c == 0xc2 && strings.IndexByte("\xb2\xb3\xb9", s[i+1]) >= 0: // ², ³ and ¹
			if i++; s[i] == 0xb9 {
				c = '1'
			} else {
				c = s[i] - 0xb2 + '2'
			}
		}
		b = append(b, c)
	}
	return b
}

func lowerRune(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
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

func isYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && isDigit(rune(s[2])) && isDigit(rune(s[3]))
}

// isDay reports whether a word is a day, "2019-03-25".
func isDay(s string) bool {
	return len(s) == len("2019-03-25") && isYear(s[:4]) && s[4] == '-' && s[7] == '-'
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// tokens cuts a text into words: runs of letters and digits, hyphens within them as "-", and the
// signs that hold numbers together ("2018/412", "2018:218", "2019-03-25"). Numbers in groups of three are one word,
// "150 000" as "150000". A § with a number gives
// a word of its own, "§333", before the number.
func tokens(text string) []string {
	var out []string
	eachToken(appendLower(nil, text), func(token []byte) { out = append(out, string(token)) })
	return out
}

// eachToken calls yield with each word of a text in lower case.
func eachToken(s []byte, yield func(token []byte)) {
	for i := 0; i < len(s); {
		r, size := runeAt(s, i)
		switch {
		case r == '§':
			i += size
			for r, size = runeAt(s, i); size > 0 && (r == '§' || r == ' ' || r == '\u00a0' || r == '\u202f'); r, size = runeAt(s, i) {
				i += size
			}
			end := i
			for end < len(s) && isDigit(rune(s[end])) && end-i < maxToken {
				end++
			}
			if end > i {
				yield(append([]byte("§"), s[i:end]...))
			}
		case isWord(r):
			end := wordEnd(s, i)
			word := s[i:end]
			if bytes.IndexByte(word, ' ') >= 0 || bytes.IndexByte(word, 0xc2) >= 0 || bytes.IndexByte(word, 0xe2) >= 0 {
				word = plainSigns(word)
			}
			yield(word)
			i = end
		default:
			i += size
		}
	}
}

// plainSigns writes hyphens as "-" and leaves out what stands between thousands.
func plainSigns(word []byte) []byte {
	out := make([]byte, 0, len(word))
	for i := 0; i < len(word); {
		r, size := runeAt(word, i)
		switch {
		case isHyphen(r):
			out = append(out, '-')
		case r != ' ' && r != '\u00a0' && r != '\u202f':
			out = append(out, word[i:i+size]...)
		}
		i += size
	}
	return out
}

// wordEnd returns where the word ends that begins at i.
func wordEnd(s []byte, i int) int {
	begins := true
	for n := 0; n < maxToken; n++ {
		if end, digits := thousands(s, i); begins && digits > 0 {
			i, n, begins = end, n+digits-1, false
			continue
		}
		r, size := runeAt(s, i)
		begins = isHyphen(r)
		switch {
		case isWord(r):
		case n > 0 && isHyphen(r) && isWord(first(runeAt(s, i+size))):
		case n > 0 && strings.ContainsRune("/:.,", r) && isDigit(rune(s[i-1])) && isDigit(first(runeAt(s, i+size))):
		default:
			return i
		}
		i += size
	}
	return i
}

// thousands returns where a number ends that is written in groups, "150 000", and its digits; none if no such begins at i.
func thousands(s []byte, i int) (end, digits int) {
	for end = i; digits < 3 && end < len(s) && isDigit(rune(s[end])) && s[i] != '0'; end++ {
		digits++
	}
	groups := 0
	for digits > 0 && groups < 4 {
		r, size := runeAt(s, end)
		next := end + size
		if r != ' ' && r != '\u00a0' && r != '\u202f' || next+3 > len(s) || bytes.IndexFunc(s[next:next+3], func(r rune) bool { return !isDigit(r) }) >= 0 || isWord(first(runeAt(s, next+3))) {
			break
		}
		end, digits, groups = next+3, digits+3, groups+1
	}
	if groups == 0 {
		return i, 0
	}
	return end, digits
}

func first(r rune, _ int) rune { return r }

// runeAt returns a character and its length in bytes; a space of none at the end.
func runeAt(s []byte, i int) (rune, int) {
	switch {
	case i >= len(s):
		return ' ', 0
	case s[i] < utf8.RuneSelf:
		return rune(s[i]), 1
	}
	return utf8.DecodeRune(s[i:])
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
vilket sitta sådana vart dina vars vårt våra ert era vilkas ska skall samt även också bör får inom vill`)

// weakWords ask, label or are everybody's: in a query beside others they say nothing of the subject, however rare they are on a
// site.
const weakWords = `gäller kostar gör göra gjort händer händer hända behöver behövs måste finns länge ofta många mycket långt lång längre skillnad mäta paragraf
dnr diarienummer sfs nummer kommun stan tillåten bestämma stor större liten snabbt fort fritt rätt räcker räknas ställa använda veta vet sitta säga
ge ger ta tar tagit slippa betyder skriva skrivs prata komma kommer gå går gått stå står se ser höra hjälpa fråga visa börja börjar sluta tänka
tro försöka hitta ordna skaffa dela flera fler olika stan lov okej lagligt tillåtet jag få fick fått annan annat andra hos bland fram bort ute inne
hög högt låg lågt år tid tider gång gånger igen alltid aldrig kanske bara själv själva eget egen egna ens dag dagar idag nu hur samma några något
inom utanför emot runt kring per st heter kallas menas innebär blir blivit varit haft ha hade lägga låta lät håller hålla kör köra fram sätt typ slags
regler regel sak saker person personer folk människor människa kr kronor kron kommunal kommunala exempelvis via angående gällande hej tack snälla
bra dålig dåligt fel möjligt möjlig enligt helt väldigt ganska hela ingen någonstans någonting vilket åt läsa orsak anledning vanlig vanligt
viktig viktigt rimligt minst högst max min tredje första sista ny nytt gammal gamla både bestämt bestämmer ske sker skett beror fungerar funkar hinner
orkar önskar söker sökt sökte fatta fattas ligga legat lagt lade satt satte ställt sagt vetat visste kommit sett såg hört hjälpt frågat börjat
tänkt trott hittat undra undrar menar egentligen faktiskt alls bäst bättre lämna lämnat slag`

var weakStems = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(weakWords) {
		out[Stem(w)] = true
	}
	return out
})

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
