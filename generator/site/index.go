package site

import (
	"bytes"
	"cmp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// aboutWords are the words by which titles are taken apart, in lower case and with a capital.
type aboutWords struct {
	kinds, before, names, prepositions map[string]bool
}

func (d *Directory) newAboutWords() aboutWords {
	w := aboutWords{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	add := func(to map[string]bool, words ...string) {
		for _, s := range words {
			if s = strings.ToLower(strings.TrimSpace(s)); s != "" {
				to[s], to[capital(s)] = true, true
			}
		}
	}
	for _, k := range d.full.Kinds {
		add(w.kinds, k.Singular, k.Plural, k.Definite)
		add(w.kinds, k.Forms.Singular, k.Forms.Plural)
	}
	add(w.before, strings.Split(d.text("site.about.before"), ",")...)
	add(w.names, strings.Fields(d.organisationGenitive())...)
	add(w.prepositions, strings.Split(d.text("site.about.prepositions"), ",")...)
	return w
}

// about divides a title into what the document is about and the words in front of that: "Policy för" and
// "informationssäkerhet". The first part is empty where the title does not begin with what sort of document it is.
func (w aboutWords) about(title string) (lead, about string) {
	word, rest := firstWord(title)
	for n := 0; n < 4 && (w.before[word] || w.names[word]) && !w.kinds[word]; n++ {
		word, rest = firstWord(rest)
	}
	if !w.kinds[word] {
		return "", title
	}
	for word, rest = firstWord(rest); word == "och" || word == "samt" || word == "and"; word, rest = firstWord(rest) {
		if word, rest = firstWord(rest); !w.kinds[word] {
			return "", title
		}
	}
	if !w.prepositions[word] || rest == "" {
		return "", title
	}
	return strings.TrimSpace(title[:len(title)-len(rest)]), rest
}

// firstWord returns the first word of a title and what comes after it.
func firstWord(s string) (word, rest string) {
	word, rest, _ = strings.Cut(strings.TrimLeft(s, " "), " ")
	return word, strings.TrimLeft(rest, " ")
}

// indexed is a title as an index from A to Ö has it: "Informationssäkerhet, policy för".
func (w aboutWords) indexed(title string) string {
	lead, about := w.about(title)
	if lead == "" {
		return title
	}
	if first, _ := firstWord(lead); !w.names[first] {
		lead = Running(lead)
	}
	return capital(about) + ", " + lead
}

// Order sorts by the Swedish alphabet: å, ä and ö last, ü as y, numbers by value, capitals
// beside small letters. It remembers the sort keys of all names that it has seen.
type Order struct {
	mu       sync.Mutex
	collator *collate.Collator
	buffer   collate.Buffer
	keys     map[string][]byte
}

// NewOrder returns an order that has seen no names.
func NewOrder() *Order {
	return &Order{
		collator: collate.New(language.Swedish, collate.Numeric, collate.IgnoreCase),
		keys:     map[string][]byte{},
	}
}

func (o *Order) key(s string) []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	k, ok := o.keys[s]
	if !ok {
		o.buffer.Reset()
		k = bytes.Clone(o.collator.KeyFromString(&o.buffer, s))
		o.keys[s] = k
	}
	return k
}

// compare orders two names; names that the alphabet does not tell apart are ordered by bytes.
func (o *Order) compare(a, b string) int {
	return cmp.Or(bytes.Compare(o.key(a), o.key(b)), strings.Compare(a, b))
}

// Letter returns the heading under which a name stands in an index from A to Ö. Letters with
// other marks stand where the Swedish alphabet sorts them: É under E, Ü under Y, Æ under Ä.
// Names that begin with no letter stand under "0–9".
func Letter(name string) string {
	for _, r := range norm.NFC.String(name) {
		if unicode.IsDigit(r) {
			return "0–9"
		}
		if !unicode.IsLetter(r) {
			continue
		}
		switch r = unicode.ToUpper(r); r {
		case 'Å', 'Ä', 'Ö':
			return string(r)
		case 'Æ':
			return "Ä"
		case 'Ø', 'Œ':
			return "Ö"
		case 'Ü':
			return "Y"
		}
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		return string(base)
	}
	return "0–9"
}
