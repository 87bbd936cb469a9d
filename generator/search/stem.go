package search

import (
	"strings"
	"unicode/utf8"

	"github.com/kljensen/snowball/swedish"
)

// Stem reduces a lower-case word so that its inflections meet. It is Snowball's Swedish algorithm
// with what that lacks: the definite forms taxan and reglementet, policyn and policyer, and verbal
// nouns (revidering and revideras). -het is kept, which Snowball takes away, since säkerhet is
// not säker. Words such as kostnad, plats and villkor, from which Snowball takes an ending that they only seem to
// have, lose it in all forms: kostnader gives kostnad and that kostn. A word with a digit is left as it is.
// search.js has the same rules.
func Stem(w string) string {
	if utf8.RuneCountInString(w) < 4 || strings.IndexFunc(w, func(r rune) bool { return isDigit(r) || !isWord(r) }) >= 0 {
		return w
	}
	if i := strings.LastIndex(w, "policy"); i >= 0 && policyEndings[w[i+6:]] {
		return w[:i+6]
	}
	for _, e := range hetEndings {
		if rest, ok := strings.CutSuffix(w, e); ok && utf8.RuneCountInString(rest) > 1 {
			return rest + "het"
		}
	}
	return verbal(settle(swedish.Stem(indefinite(w), true)))
}

// seeming are endings of nouns that Snowball takes for inflections.
var seeming = strings.Fields("ad at ar as or s")

// settle takes endings off a stem as long as it has one that may be the noun's own. That of insats or motsats
// is s alone.
func settle(stem string) string {
	for endsInAny(stem, seeming) && !strings.HasSuffix(stem, "sat") {
		shorter := swedish.Stem(stem, true)
		if shorter == stem {
			break
		}
		stem = shorter
	}
	return stem
}

var (
	policyEndings = wordSet("n ns s er ers erna ernas")
	hetEndings    = strings.Fields("het hets heten hetens heter heters heterna heternas")
	// etWords end in -et and anWords in -an without being definite forms; compounds of them too.
	etWords = strings.Fields("itet budget paket internet planet staket magnet arbet diet alfabet mycket inget")
	anWords = strings.Fields("plan organ roman man ocean titan utan innan redan sedan medan ovan nedan annan sådan")
)

// indefinite takes the last letter off a definite form, so that Snowball knows the rest.
func indefinite(w string) string {
	rest := strings.TrimSuffix(w, "s")
	if utf8.RuneCountInString(rest) < 5 {
		return w
	}
	switch {
	case strings.HasSuffix(rest, "jön"), strings.HasSuffix(rest, "én"), // miljön, kommittén
		strings.HasSuffix(rest, "et") && !endsInAny(rest, etWords),
		strings.HasSuffix(rest, "an") && (strings.HasSuffix(rest, "mman") || !endsInAny(rest, anWords)):
		return rest[:len(rest)-1]
	}
	return w
}

// verbal takes the ending of a verbal noun off a stem.
func verbal(s string) string {
	n := utf8.RuneCountInString(s)
	switch {
	case strings.HasSuffix(s, "ering") && n > 7, strings.HasSuffix(s, "ling") && n > 7:
		return s[:len(s)-3]
	case strings.HasSuffix(s, "ning") && n > 7:
		if last, _ := utf8.DecodeLastRuneInString(s[:len(s)-4]); !strings.ContainsRune("aeiouyåäö", last) {
			return s[:len(s)-4]
		}
	case strings.HasSuffix(s, "mm"):
		return s[:len(s)-1] // programmet, program
	}
	return s
}

func endsInAny(w string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}
