package redline

import (
	"fmt"
	"reflect"
	"slices"
	"unicode/utf8"

	"styrdok/generator/block"
)

// kind is the type of what a unit stands for. Only units of the same kind match.
type kind = reflect.Type

var (
	headingKind     = reflect.TypeFor[*block.Heading]()
	listKind        = reflect.TypeFor[*block.List]()
	definitionsKind = reflect.TypeFor[*block.Definitions]()
	tableKind       = reflect.TypeFor[*block.Table]()
	quoteKind       = reflect.TypeFor[*block.Quote]()
	foreignKind     = reflect.TypeFor[*block.Foreign]()
	itemKind        = reflect.TypeFor[*block.Item]()
	definitionKind  = reflect.TypeFor[*block.Definition]()
	meaningKind     = reflect.TypeFor[[]block.Block]()
	rowKind         = reflect.TypeFor[*block.Row]()
	columnKind      = reflect.TypeFor[*block.Cell]()
	noteKind        = reflect.TypeFor[*block.Note]()
	sectionKind     = reflect.TypeFor[*section]()
)

// unit is the fingerprint of a block, an item, a row and so on, from which alignment decides what to
// compare with what.
type unit struct {
	kind    kind
	hash    uint64   // of everything that makes a difference
	name    uint64   // hash of a term, a caption or a row's first cell; 0: none
	words   int      // number of words
	content []uint64 // hashes of its content words
	bottomK []uint64 // sketch, computed on first use
}

// sketchSize is the k of the bottom-k MinHash sketch (Cohen and Kaplan 2007), which bounds the work of
// comparing two units. Texts of fewer content words are compared exactly; for longer ones the standard
// error is about 0.03.
const sketchSize = 256

const (
	fnvStart = 14695981039346656037
	fnvPrime = 1099511628211
)

func hashString(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return (h ^ 0xff) * fnvPrime
}

// hashNumber adds a number to a hash. The shift mixes the high bits into the low ones.
func hashNumber(h, n uint64) uint64 {
	h = (h ^ n) * 0x9e3779b97f4a7c15
	return h ^ h>>32
}

// textWords is a text's tokens and hashes. They are cached, since the same text is read many times: in
// its paragraph, item, list and section, in both versions, and for the comparison word by word.
type textWords struct {
	cuts  []tokenEnd
	hash  uint64
	words int
	all   []uint64 // hashes of all words
	some  []uint64 // hashes of content words
}

// tokenEnd is a token of a text, by its end in bytes.
type tokenEnd struct {
	end   int32
	class class
}

// tokenize returns the tokens of a text, from the cache if possible.
func (c *comparer) tokenize(s string) *textWords {
	if t := c.texts[s]; t != nil {
		return t
	}
	t := &textWords{hash: fnvStart, cuts: make([]tokenEnd, 0, len(s)/3+1)}
	for at := 0; at < len(s); {
		n, class := nextToken(s[at:])
		token := s[at : at+n]
		at += n
		t.cuts = append(t.cuts, tokenEnd{int32(at), class})
		if class == space {
			t.hash = hashNumber(t.hash, ' ')
			continue
		}
		w := hashString(fnvStart, token)
		t.hash = hashNumber(t.hash, w)
		if class == punct {
			continue
		}
		t.words++
		t.all = append(t.all, w)
		if class != stop && (class == number || utf8.RuneCountInString(token) > 2) {
			t.some = append(t.some, w)
		}
	}
	c.texts[s] = t
	return t
}

// digester computes a unit.
type digester struct {
	c     *comparer
	h     uint64
	words int
	all   []uint64
	some  []uint64
}

func (c *comparer) newUnit(k kind, read func(*digester)) *unit {
	r := &digester{c: c, h: hashString(fnvStart, k.String()), all: c.all[:0], some: c.some[:0]}
	read(r)
	c.all, c.some = r.all, r.some
	u := &unit{kind: k, hash: r.h, words: r.words}
	if list := r.some; len(list) > 0 {
		u.content = slices.Clone(list)
	} else if len(r.all) > 0 {
		u.content = slices.Clone(r.all)
	}
	return u
}

// unitsOf computes the units of the members of a list.
func unitsOf[T any](c *comparer, k kind, list []T, read func(*digester, T)) []*unit {
	out := make([]*unit, len(list))
	for i, x := range list {
		out[i] = c.newUnit(k, func(r *digester) { read(r, x) })
	}
	return out
}

// sketch returns the hashes of the content words in order, the bottomK ones of many. Most units are
// never asked for it, being the same in both texts.
func (u *unit) sketch() []uint64 {
	if u.bottomK == nil {
		list := multiset(slices.Clone(u.content))
		u.bottomK = list[:min(len(list), sketchSize)]
	}
	return u.bottomK
}

// multiset sorts hashes and makes them distinct, so that a word that occurs twice counts twice.
func multiset(list []uint64) []uint64 {
	slices.Sort(list)
	for i, first := 1, 0; i < len(list); i++ {
		if list[i] == list[first] {
			list[i] += uint64(i - first)
		} else {
			first = i
		}
	}
	slices.Sort(list)
	return list
}

func (r *digester) number(n int)    { r.h = hashNumber(r.h, uint64(n)) }
func (r *digester) string(s string) { r.h = hashString(r.h, s) }

func (r *digester) flag(b bool) {
	if b {
		r.number(1)
	} else {
		r.number(0)
	}
}

func (r *digester) text(s string) {
	t := r.c.tokenize(s)
	r.number(int(t.hash))
	r.words += t.words
	r.all = append(r.all, t.all...)
	r.some = append(r.some, t.some...)
}

func (r *digester) spans(spans []block.Span) {
	for _, s := range spans {
		switch s := s.(type) {
		case *block.Text:
			r.text(s.Text)
			continue
		case *block.CodeSpan:
			r.text(s.Text)
		case *block.Image:
			r.text(s.Alt)
		}
		if _, ok := s.(*block.NoteRef); ok {
			r.string("n") // Notes have not been matched yet.
		} else {
			key, _ := r.c.spanKey(s)
			r.string(key)
		}
		r.spans(block.Inside(s))
		r.string("/")
	}
}

func (r *digester) blocks(blocks []block.Block) {
	r.number(len(blocks))
	for _, b := range blocks {
		r.block(b)
	}
}

func (r *digester) block(b block.Block) {
	r.string(reflect.TypeOf(b).String())
	switch b := b.(type) {
	case *block.Heading:
		r.number(b.Level)
		r.spans(b.Spans)
	case *block.Paragraph:
		r.spans(b.Spans)
	case *block.List:
		r.flag(b.Ordered())
		for _, it := range b.Items {
			r.item(it)
		}
	case *block.Definitions:
		for _, d := range b.Items {
			r.definition(d)
		}
	case *block.Table:
		r.spans(b.Caption)
		r.cells(b.Head)
		for _, row := range b.Rows {
			r.cells(row.Cells)
		}
	case *block.Quote:
		r.blocks(b.Blocks)
	case *block.Code:
		r.string(b.Language)
		r.string(b.Text)
		r.text(b.Text)
	case *block.Figure:
		if b.Image != nil {
			r.spans([]block.Span{b.Image})
		}
		r.spans(b.Caption)
	case *block.Foreign:
		r.string(b.Lang)
		r.blocks(b.Blocks)
	case *block.Masked:
		r.string(b.Law)
	case *block.Rule, *block.PageBreak:
	default:
		panic(fmt.Sprintf("redline: unknown block %T", b))
	}
}

func (r *digester) item(it *block.Item) {
	r.number(int(it.Task))
	r.blocks(it.Blocks)
}

func (r *digester) definition(d *block.Definition) {
	r.number(len(d.Terms))
	for _, t := range d.Terms {
		r.spans(t.Spans)
	}
	r.number(len(d.Blocks))
	for _, m := range d.Blocks {
		r.blocks(m)
	}
}

func (r *digester) cells(cells []*block.Cell) {
	r.number(len(cells))
	for _, c := range cells {
		r.string("|")
		r.spans(c.Spans)
	}
}

func (c *comparer) blockUnits(blocks []block.Block) []*unit {
	out := make([]*unit, len(blocks))
	for i, b := range blocks {
		out[i] = c.newUnit(reflect.TypeOf(b), func(r *digester) { r.block(b) })
		if t, ok := b.(*block.Table); ok {
			if out[i].name = nameOf(t.Caption); out[i].name == 0 && len(t.Head) > 0 {
				out[i].name = c.newUnit(rowKind, func(r *digester) { r.cells(t.Head) }).hash
			}
		}
	}
	return out
}

// nameOf returns a hash of the text of a line, 0 if it is empty.
func nameOf(spans []block.Span) uint64 {
	s := block.Plain(spans)
	if s == "" {
		return 0
	}
	return hashString(fnvStart, s) | 1
}

// similarity returns the similarity of two units, from 0 to 1.
func (u *unit) similarity(v *unit) float64 {
	if u.kind != v.kind {
		return 0
	}
	if u.hash == v.hash {
		return 1
	}
	s := dice(u.sketch(), v.sketch())
	if u.name != 0 && u.name == v.name {
		if u.kind == noteKind {
			// Footnotes are often named 1, 2 and 3, and are renamed when one is inserted.
			return max(s, 0.36)
		}
		return max(s, 0.7)
	}
	return s
}

// dice returns the Sørensen–Dice coefficient of two sketches: twice the size of the intersection by the
// sum of the sizes.
func dice(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		if len(a) == len(b) {
			return 0.5 // rules, images, empty cells
		}
		return 0
	}
	if len(a) < sketchSize && len(b) < sketchSize {
		n := intersection(a, b, ^uint64(0))
		return 2 * float64(n) / float64(len(a)+len(b))
	}
	// A truncated sketch is comparable only up to its greatest hash.
	limit := min(a[len(a)-1], b[len(b)-1])
	if len(a) < sketchSize {
		limit = b[len(b)-1]
	} else if len(b) < sketchSize {
		limit = a[len(a)-1]
	}
	n := intersection(a, b, limit)
	na, _ := slices.BinarySearch(a, limit)
	nb, _ := slices.BinarySearch(b, limit)
	return min(1, 2*float64(n)/float64(max(na+nb, 1)))
}

func intersection(a, b []uint64, limit uint64) int {
	n := 0
	for len(a) > 0 && len(b) > 0 && a[0] <= limit && b[0] <= limit {
		switch {
		case a[0] == b[0]:
			n++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}

// minSimilarity is the similarity from which two units match. Lists and tables often change beyond
// recognition by this measure; comparing them shows whether anything is kept.
func (u *unit) minSimilarity() float64 {
	switch u.kind {
	case listKind, definitionsKind, tableKind, quoteKind, foreignKind:
		return 0.02
	case columnKind, definitionKind:
		return 0.5
	}
	return 0.32
}
