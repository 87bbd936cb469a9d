package search

import (
	"strings"
	"unicode/utf8"

	"github.com/kljensen/snowball/swedish"
)

// Stem reduces a lower-case word so that its inflections meet. It is Snowball's Swedish algorithm between rules for what
// that lacks: definite forms (taxan, registret, områdena, artikeln), plurals with another vowel (städer), forms that
// lose an e (vattnet, öppna, nycklar), neuter adjectives and participles (säkert, anmäld), policyn and policyer,
// and verbal nouns (revidering and revideras). -het, -lig and -else are kept, which Snowball takes away, since säkerhet is
// not säker, verklig not verk, and styrelse not styrning. Words such as kostnad, plats and kvarter, from which Snowball takes an ending that they only seem to
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
	return plain(verbal(settle(indefinite(w))))
}

var (
	policyEndings = wordSet("n ns s er ers erna ernas")
	hetEndings    = strings.Fields("het hets heten hetens heter heters heterna heternas")
)

// rewrite replaces an ending.
type rewrite struct {
	endings []string
	cut     int // letters of the ending, all of one byte
	put     string
	but     []string // endings of other words
}

// endings returns each of some beginnings with each of some ends.
func endings(beginnings, ends string) (out []string) {
	for b := range strings.FieldsSeq(beginnings) {
		for e := range strings.FieldsSeq(ends) {
			out = append(out, b+e)
		}
	}
	return out
}

// definites bring forms of six letters or more to such as Snowball knows. The first that fits is used.
var definites = []rewrite{
	{endings("e i o ä é", "na"), 2, "", strings.Fields("förena försena tjäna hyena")}, // områdena
	{strings.Fields("eln ern oln orn"), 1, "", nil},                                   // artikeln, datorn
	{[]string{"in"}, 1, "", strings.Fields("ain ein")},                                // teorin
	{[]string{"yn"}, 1, "", strings.Fields("ayn eyn iyn oyn uyn")},                    // menyn
	{endings("b d f g k p s t v", "ret ren"), 3, "er", nil},                           // registret
	{endings("int yst ist eat ld ott serv", "rar"), 3, "er", nil},                     // vintrar
	{endings("int yst ist eat ld ott serv", "rarna"), 5, "er", nil},
	{endings("k t", "net nen"), 3, "en", nil},                         // vattnet
	{endings("v pp et it ut yt åt ag og äg", "na ne"), 2, "en", nil},  // öppna, beslutna
	{endings("iv ll mm it ut åt id ud nn und upp", "it"), 2, "", nil}, // skrivit
}

// vowels are endings of plurals in -er with those of their singulars.
var vowels = [][2]string{{"städ", "stad"}, {"länd", "land"}, {"stränd", "strand"}, {"tänd", "tand"}, {"händ", "hand"},
	{"böck", "bok"}, {"ledamöt", "ledamot"}, {"bokstäv", "bokstav"}, {"nätt", "natt"}, {"rött", "rot"}}

var (
	// etWords end in -et and anWords in -an without being definite forms; compounds of them too.
	etWords = strings.Fields("itet budget paket internet planet staket magnet arbet diet alfabet mycket inget")
	anWords = strings.Fields("plan organ roman man ocean titan redan sedan medan ovan nedan sådan")
)

// indefinite takes off the end of a definite form what Snowball does not know.
func indefinite(w string) string {
	rest := strings.TrimSuffix(w, "s")
	n := utf8.RuneCountInString(rest)
	if n < 5 {
		return w
	}
	for _, v := range vowels {
		if i := strings.LastIndex(rest, v[0]+"er"); i >= 0 && (rest[i+len(v[0])+2:] == "" || rest[i+len(v[0])+2:] == "na") {
			return rest[:i] + v[1]
		}
	}
	for _, r := range definites {
		if n > 5 && endsInAny(rest, r.endings) && !endsInAny(rest, r.but) {
			return rest[:len(rest)-r.cut] + r.put
		}
	}
	switch {
	case rest == "egna":
		return "egen"
	case strings.HasSuffix(rest, "jön"), strings.HasSuffix(rest, "én"), // miljön, kommittén
		strings.HasSuffix(rest, "et") && !endsInAny(rest, etWords),
		strings.HasSuffix(rest, "an") && (strings.HasSuffix(rest, "mman") || !endsInAny(rest, anWords)):
		return rest[:len(rest)-1]
	}
	return w
}

var (
	// seeming are endings of nouns that Snowball takes for inflections.
	seeming = strings.Fields("ad at ar as or s")
	// seemingAfterE are those that count when nothing or what begins with e or s has been taken off: kvarteret gives
	// kvarter and that kvart, but planerar gives planer.
	seemingAfterE = strings.Fields("er en el an")
	// settled are stems that lose no more: those of styrelse, of insats and motsats, of apparat.
	settled = strings.Fields("ren els insat motsat ansat avsat uppsat försat bisat utsat tillsat översat undersat tesat undsat appar")
	// prefixes are no stems, nor with a single letter: förse is not för, nor is utsatt utse.
	prefixes = wordSet("för före över under efter genom åter från ut in till av an be upp om på fram med mot sam")
)

// snowball is Snowball's algorithm without what it takes of -lig and -else.
func snowball(w string) string {
	stem := swedish.Stem(w, true)
	switch taken := w[len(stem):]; {
	case strings.HasPrefix(taken, "lig"), strings.HasPrefix(taken, "els"):
		return w[:len(stem)+3]
	case strings.HasPrefix(taken, "ig") && strings.HasSuffix(stem, "l"):
		return w[:len(stem)+2]
	}
	return stem
}

// settle takes endings off as long as there is one that may be the noun's own.
// Rollator loses -or alone, lest it meet roll.
func settle(w string) string {
	stem := snowball(w)
	for taken := w[len(stem):]; !endsInAny(stem, settled); {
		more := endsInAny(stem, seeming) && (taken != "or" || !strings.HasSuffix(stem, "at"))
		if taken == "" || taken[0] == 'e' || taken[0] == 's' {
			more = more || endsInAny(stem, seemingAfterE)
		}
		shorter := snowball(stem)
		_, last := utf8.DecodeLastRuneInString(shorter)
		if !more || shorter == stem || prefixes[shorter] || prefixes[shorter[:len(shorter)-last]] {
			break
		}
		taken, stem = stem[len(shorter):], shorter
	}
	return stem
}

// verbal takes the ending of a verbal noun off a stem.
func verbal(s string) string {
	n := utf8.RuneCountInString(s)
	switch {
	case strings.HasSuffix(s, "ering") && n > 7, strings.HasSuffix(s, "ling") && n > 7, strings.HasSuffix(s, "föring") && n > 7:
		return s[:len(s)-3]
	case strings.HasSuffix(s, "ning") && n > 7:
		if last, _ := utf8.DecodeLastRuneInString(s[:len(s)-4]); !strings.ContainsRune("aeiouyåäö", last) {
			return s[:len(s)-4]
		}
	}
	return s
}

var (
	articles     = strings.Fields("in on yn ot")
	tions        = strings.Fields("tion sion")
	neuters      = strings.Fields("lt vt bart vart klart rart ert irt urt yrt ärt ört årt öst ld rd") // and participles
	otherNeuters = strings.Fields("stolt skylt svart stört pert sert övert återt")
)

// plain brings the ends of stems together: of nouns in -i, -o, -um, of adjectives in -t and of what has lost an e.
func plain(s string) string {
	n := utf8.RuneCountInString(s)
	switch {
	case n > 5 && (strings.HasSuffix(s, "ium") || strings.HasSuffix(s, "eum") || strings.HasSuffix(s, "iet")): // museum, gymnasiet
		s = s[:len(s)-2]
	case n > 5 && endsInAny(s, articles) && !endsInAny(s, tions): // konton, kontot
		s = s[:len(s)-1]
	case n > 4 && (endsInAny(s, neuters) && !endsInAny(s, otherNeuters) || s == "stort"):
		s = s[:len(s)-1]
		if strings.HasSuffix(s, "ar") || strings.HasSuffix(s, "er") {
			s = snowball(s)
		}
	case strings.HasSuffix(s, "mm"): // programmet, program
		return s[:len(s)-1]
	}
	if l := len(s); utf8.RuneCountInString(s) > 3 && s[l-1] == 'l' && strings.IndexByte("bdfgkpstv", s[l-2]) >= 0 { // nycklar, nyckel
		return s[:l-1] + "el"
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
