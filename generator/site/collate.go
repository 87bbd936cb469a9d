package site

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// order sorts by the Swedish alphabet: å, ä and ö last, ü as y, numbers by value, capitals
// beside small letters. It is not safe for use by several goroutines.
type order struct {
	collator *collate.Collator
	keys     map[string][]byte
}

func newOrder() *order {
	return &order{
		collator: collate.New(language.Swedish, collate.Numeric, collate.IgnoreCase),
		keys:     map[string][]byte{},
	}
}

func (o *order) key(s string) []byte {
	k, ok := o.keys[s]
	if !ok {
		var buffer collate.Buffer
		k = bytes.Clone(o.collator.KeyFromString(&buffer, s))
		o.keys[s] = k
	}
	return k
}

// compare orders two names; names that the alphabet does not tell apart are ordered by bytes.
func (o *order) compare(a, b string) int {
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
