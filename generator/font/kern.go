package font

import (
	"math"
	"math/bits"
	"sort"
)

// pairs are the kerning pairs of a kern table: left glyph, right glyph and value, sorted by the glyphs.
type pairs raw

func (p pairs) any() bool { return len(p) > 0 }

// readKern reads a kern table of one horizontal subtable of format 0. One of another kind is left to GPOS.
func (f *Font) readKern(tables map[string][]byte) error {
	d, ok := tables["kern"]
	if !ok || len(d) < 18 || be.Uint16(d) != 0 || be.Uint16(d[2:]) != 1 || be.Uint16(d[8:]) != 1 {
		return nil
	}
	n := int(be.Uint16(d[10:]))
	if len(d) < 18+6*n {
		return broken("table kern is cut off")
	}
	f.pairs = pairs(d[18 : 18+6*n])
	return nil
}

// kern returns what is added between two glyphs, in the font's units.
func (p pairs) kern(left, right uint16) int {
	n, key := len(p)/6, uint32(left)<<16|uint32(right)
	i := sort.Search(n, func(i int) bool { return be.Uint32(p[6*i:]) >= key })
	if i < n && be.Uint32(p[6*i:]) == key {
		return int16At(p, 6*i+4)
	}
	return 0
}

// Kerning tells what is added between two glyphs. It has a table of all pairs of Latin-1 characters, since nearly
// all pairs of a text are of these. Nil is that of a font without kerning.
type Kerning struct {
	font   *Font
	index  []uint8 // by glyph, its row and column counted from 1; 0 if it is not in the table
	values []int16 // row by row
	rows   int
}

// newKerning fills the table.
func newKerning(f *Font) *Kerning {
	if f.gpos == nil && !f.pairs.any() {
		return nil
	}
	k := &Kerning{font: f, index: make([]uint8, len(f.widths))}
	var glyphs []uint16
	for r := rune(' '); r <= 0xff; r++ {
		if g := f.Glyph(r); g != 0 && k.index[g] == 0 {
			glyphs = append(glyphs, g)
			k.index[g] = uint8(len(glyphs))
		}
	}
	k.rows = len(glyphs)
	k.values = make([]int16, k.rows*k.rows)
	if f.gpos == nil {
		for p := f.pairs; len(p) > 0; p = p[:len(p)-6] { // backwards: the first of two counts
			pair := p[len(p)-6:]
			if at := k.at(be.Uint16(pair), be.Uint16(pair[2:])); at >= 0 {
				k.values[at] = int16(f.thousandths(int16At(pair, 4)))
			}
		}
		return k
	}
	for _, left := range glyphs {
		for _, right := range glyphs {
			k.values[k.at(left, right)] = int16(f.lookUpKern(left, right))
		}
	}
	return k
}

// at returns where the table has two glyphs, -1 if it does not.
func (k *Kerning) at(left, right uint16) int {
	if int(max(left, right)) >= len(k.index) {
		return -1
	}
	i, j := int(k.index[left]), int(k.index[right])
	if i == 0 || j == 0 {
		return -1
	}
	return (i-1)*k.rows + j - 1
}

// Between returns what is added between two glyphs, usually less than nothing.
func (k *Kerning) Between(left, right uint16) int {
	if k == nil {
		return 0
	}
	at := k.at(left, right)
	if at < 0 {
		return k.font.lookUpKern(left, right)
	}
	return int(k.values[at])
}

// raw is bytes that have not been checked. What lies outside reads as zero.
type raw []byte

func (d raw) at(off int) int {
	if off < 0 || off+2 > len(d) {
		return 0
	}
	return int(be.Uint16(d[off:]))
}

// long returns a number of four bytes, at most the largest int32.
func (d raw) long(off int) int { return min(d.at(off)<<16|d.at(off+2), math.MaxInt32) }

func (d raw) signed(off int) int { return int(int16(d.at(off))) }

// from returns the bytes from an offset on, none if it lies outside.
func (d raw) from(off int) raw {
	if off < 0 || off > len(d) {
		return nil
	}
	return d[off:]
}

// pairTable is a pair adjustment subtable of GPOS (lookup type 2).
type pairTable struct {
	raw
	lookup int // subtables of a lookup have the same; the first that knows a pair decides
}

// maxPairTables is more than fonts have.
const maxPairTables = 256

// readGPOS returns the subtables of the feature "kern" of the Latin script, or of the default one. A table that
// makes no sense gives none.
func readGPOS(table []byte) []pairTable {
	d := raw(table)
	if len(d) < 10 {
		return nil
	}
	scripts, features, lookups := d.from(d.at(4)), d.from(d.at(6)), d.from(d.at(8))
	language := raw(nil)
	for i := range scripts.at(0) {
		at := 2 + 6*i
		if at+6 > len(scripts) {
			return nil
		}
		tag, script := string(scripts[at:at+4]), scripts.from(scripts.at(at+4))
		if def := script.at(0); def != 0 && (tag == "latn" || tag == "DFLT" && language == nil) {
			language = script.from(def)
		}
	}
	var out []pairTable
	for i := range language.at(4) {
		at := 2 + 6*language.at(6+2*i)
		if at+6 > len(features) || string(features[at:at+4]) != "kern" {
			continue
		}
		feature := features.from(features.at(at + 4))
		for k := range min(feature.at(2), maxPairTables) {
			lookup := lookups.from(lookups.at(2 + 2*feature.at(4+2*k)))
			kind := lookup.at(0)
			for s := range min(lookup.at(4), maxPairTables) {
				sub := lookup.from(lookup.at(6 + 2*s))
				if kind == 9 && sub.at(0) == 1 && sub.at(2) == 2 { // an extension, which has offsets of four bytes
					sub = sub.from(sub.long(4))
				} else if kind != 2 {
					continue
				}
				if out = append(out, pairTable{sub, k}); len(out) >= maxPairTables {
					return out
				}
			}
		}
		break
	}
	return out
}

// kernGPOS returns what is added between two glyphs, in the font's units.
func kernGPOS(tables []pairTable, left, right int) int {
	sum, done := 0, -1
	for _, t := range tables {
		if t.lookup == done {
			continue
		}
		if v, ok := t.kern(left, right); ok {
			sum += v
			done = t.lookup
		}
	}
	return sum
}

// kern returns the horizontal advance that a subtable adds after the left glyph of a pair, and whether it
// knows the pair.
func (t pairTable) kern(left, right int) (int, bool) {
	covered := coverage(t.from(t.at(2)), left)
	if covered < 0 {
		return 0, false
	}
	first, second := t.at(4), t.at(6)
	size := 2 * (bits.OnesCount8(uint8(first)) + bits.OnesCount8(uint8(second)))
	advance := func(record raw) int {
		if first&4 == 0 {
			return 0
		}
		return record.signed(2 * bits.OnesCount8(uint8(first&3)))
	}
	switch t.at(0) {
	case 1: // pairs of glyphs
		set := t.from(t.at(10 + 2*covered))
		n := sort.Search(set.at(0), func(i int) bool { return set.at(2+(2+size)*i) >= right })
		if at := 2 + (2+size)*n; n < set.at(0) && set.at(at) == right {
			return advance(set.from(at + 2)), true
		}
	case 2: // pairs of classes
		one, two := class(t.from(t.at(8)), left), class(t.from(t.at(10)), right)
		if one < t.at(12) && two < t.at(14) {
			return advance(t.from(16 + size*(one*t.at(14)+two))), true
		}
	}
	return 0, false
}

// coverage returns a glyph's index in a coverage table, -1 if it is not covered.
func coverage(d raw, glyph int) int {
	count := d.at(2)
	switch d.at(0) {
	case 1:
		i := sort.Search(count, func(i int) bool { return d.at(4+2*i) >= glyph })
		if i < count && d.at(4+2*i) == glyph {
			return i
		}
	case 2:
		i := sort.Search(count, func(i int) bool { return d.at(4+6*i+2) >= glyph })
		if start := d.at(4 + 6*i); i < count && start <= glyph {
			return d.at(4+6*i+4) + glyph - start
		}
	}
	return -1
}

// class returns a glyph's class in a class definition table, 0 for those that are not named.
func class(d raw, glyph int) int {
	switch d.at(0) {
	case 1:
		if i := glyph - d.at(2); i >= 0 && i < d.at(4) {
			return d.at(6 + 2*i)
		}
	case 2:
		count := d.at(2)
		i := sort.Search(count, func(i int) bool { return d.at(4+6*i+2) >= glyph })
		if i < count && d.at(4+6*i) <= glyph {
			return d.at(4 + 6*i + 4)
		}
	}
	return 0
}
