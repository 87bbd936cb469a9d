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
