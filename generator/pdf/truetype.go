package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
	"strings"
)

// trueType is what is read from a font file to measure text and to tell whether the font can be used.
// Widths are those that gopdf writes: thousandths of the size, rounded as it rounds.
type trueType struct {
	name            string // PostScript name, ASCII
	unitsPerEm      int
	ascent, descent int // thousandths, both positive

	low     [lowRunes]uint16 // glyphs of the commonest characters
	cmap    cmap
	widths  []uint16 // by glyph
	kerning bool     // whether the font has pairs that can be used
	first   []int32  // by left glyph, where its pairs begin; one longer than there are glyphs
	right   []uint16 // right glyph of each pair, in order within a left glyph
	value   []int16
}

// lowRunes is the end of Latin Extended-B.
const lowRunes = 0x250

// cmap is a (3, 1) table of format 4, and the groups of a (3, 10) table of format 12 for characters
// beyond the first plane.
type cmap struct {
	end, start, delta, offset, glyphs []uint16
	groups                            [][3]uint32
}

// FontError tells why a font cannot be used.
type FontError struct {
	Reason FontReason
	Detail string // a table's name or the like; may be empty
}

// FontReason is a kind of fault in a font.
type FontReason string

// The faults.
const (
	FontNotTrueType   FontReason = "not-truetype"  // CFF, a collection, a web font or no font at all
	FontBroken        FontReason = "broken"        // Detail says where
	FontLacksTable    FontReason = "lacks-table"   // Detail names it
	FontNotEmbeddable FontReason = "no-embedding"  // its licence bits forbid embedding or subsetting
	FontNested        FontReason = "nested-glyphs" // composed of composed glyphs, which would lose strokes
)

// Error gives the reason in plain English.
func (e *FontError) Error() string {
	s := map[FontReason]string{
		FontNotTrueType:   "not a TrueType font",
		FontBroken:        "font is broken",
		FontLacksTable:    "font lacks a table",
		FontNotEmbeddable: "font may not be embedded",
		FontNested:        "font has glyphs composed of composed glyphs",
	}[e.Reason]
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

func broken(format string, args ...any) error {
	return &FontError{FontBroken, fmt.Sprintf(format, args...)}
}

// maxFontFile is above any text font, CJK ones too.
const maxFontFile = 48 << 20

// readTrueType reads a font and refuses one that could not be drawn whole.
func readTrueType(b []byte) (*trueType, error) {
	be := binary.BigEndian
	if len(b) < 12 || be.Uint32(b) != 0x00010000 {
		kind := ""
		if len(b) >= 4 {
			kind = map[string]string{"OTTO": "OpenType with CFF outlines", "ttcf": "a collection", "wOFF": "WOFF", "wOF2": "WOFF2", "true": "an Apple font"}[string(b[:4])]
		}
		return nil, &FontError{FontNotTrueType, kind}
	}
	if len(b) > maxFontFile {
		return nil, broken("%d bytes", len(b))
	}
	tables := map[string][]byte{}
	n := int(be.Uint16(b[4:]))
	for i := range n {
		at := 12 + 16*i
		if at+16 > len(b) {
			return nil, broken("directory is cut off")
		}
		off, length := uint64(be.Uint32(b[at+8:])), uint64(be.Uint32(b[at+12:]))
		// gopdf reads a table with its padding.
		if off+(length+3)&^3 > uint64(len(b)) {
			return nil, broken("table %s is cut off", b[at:at+4])
		}
		tables[string(b[at:at+4])] = b[off : off+length]
	}
	if tables["CFF "] != nil || tables["CFF2"] != nil {
		return nil, &FontError{FontNotTrueType, "OpenType with CFF outlines"}
	}
	for _, t := range []struct {
		name string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 32}, {"hmtx", 4}, {"cmap", 4}, {"name", 6}, {"OS/2", 78}, {"post", 32}, {"loca", 4}, {"glyf", 1}} {
		switch d, ok := tables[t.name]; {
		case !ok:
			return nil, &FontError{FontLacksTable, t.name}
		case len(d) < t.size:
			return nil, broken("table %s is cut off", t.name)
		}
	}
	var t trueType
	for _, step := range []func(map[string][]byte) error{t.readHead, t.readLicence, t.readName, t.readWidths, t.readGlyphs, t.readCmap, t.readKerning} {
		if err := step(tables); err != nil {
			return nil, err
		}
	}
	for r := range rune(lowRunes) {
		t.low[r] = t.cmap.glyph(r)
	}
	return &t, nil
}

func (t *trueType) readHead(tables map[string][]byte) error {
	be := binary.BigEndian
	t.unitsPerEm = int(be.Uint16(tables["head"][18:]))
	if be.Uint32(tables["head"][12:]) != 0x5F0F3CF5 || t.unitsPerEm < 16 || t.unitsPerEm > 16384 {
		return broken("table head")
	}
	hhea := tables["hhea"]
	t.ascent = max(0, t.thousandths(int(int16(be.Uint16(hhea[4:])))))
	t.descent = max(0, -t.thousandths(int(int16(be.Uint16(hhea[6:])))))
	return nil
}

func (t *trueType) thousandths(v int) int { return v * 1000 / t.unitsPerEm }

// readLicence looks at the bits of OS/2.fsType: restricted, no subsetting, bitmaps only.
func (t *trueType) readLicence(tables map[string][]byte) error {
	kind := binary.BigEndian.Uint16(tables["OS/2"][8:])
	// A font with several usage bits may be used by the least restrictive of them.
	restricted := kind&0x000e == 0x0002
	if restricted || kind&0x0300 != 0 {
		return &FontError{FontNotEmbeddable, fmt.Sprintf("fsType %#04x", kind)}
	}
	return nil
}

// readName finds the PostScript name, entry 6.
func (t *trueType) readName(tables map[string][]byte) error {
	be := binary.BigEndian
	d := tables["name"]
	count, base := int(be.Uint16(d[2:])), int(be.Uint16(d[4:]))
	for i := range count {
		at := 6 + 12*i
		if at+12 > len(d) {
			return broken("table name is cut off")
		}
		length, off := int(be.Uint16(d[at+8:])), int(be.Uint16(d[at+10:]))
		if be.Uint16(d[at+6:]) != 6 || base+off+length > len(d) {
			continue
		}
		var b strings.Builder
		for _, c := range d[base+off : base+off+length] {
			letter := c|0x20 >= 'a' && c|0x20 <= 'z'
			if (letter || c >= '0' && c <= '9' || c == '-' || c == '_') && b.Len() < 63 {
				b.WriteByte(c)
			}
		}
		if b.Len() > 0 {
			t.name = b.String()
			return nil
		}
	}
	return broken("no PostScript name")
}

func (t *trueType) readWidths(tables map[string][]byte) error {
	be := binary.BigEndian
	glyphs := int(be.Uint16(tables["maxp"][4:]))
	metrics := int(be.Uint16(tables["hhea"][34:]))
	d := tables["hmtx"]
	if glyphs == 0 || metrics == 0 || metrics > glyphs || len(d) < 4*metrics {
		return broken("table hmtx")
	}
	t.widths = make([]uint16, glyphs)
	for g := range t.widths {
		w := t.thousandths(int(be.Uint16(d[4*min(g, metrics-1):])))
		if w > 0xffff {
			return broken("width of glyph %d", g)
		}
		t.widths[g] = uint16(w)
	}
	return nil
}

// readGlyphs checks every outline's place and that no glyph is composed of composed ones.
func (t *trueType) readGlyphs(tables map[string][]byte) error {
	be := binary.BigEndian
	glyf, loca := tables["glyf"], tables["loca"]
	long := be.Uint16(tables["head"][50:]) != 0
	place := func(g int) int {
		if long {
			return int(be.Uint32(loca[4*g:]))
		}
		return 2 * int(be.Uint16(loca[2*g:]))
	}
	size := 2
	if long {
		size = 4
	}
	glyphs := len(t.widths)
	if len(loca) < size*(glyphs+1) {
		return broken("table loca is cut off")
	}
	composed := make([]bool, glyphs)
	for g := range glyphs {
		from, to := place(g), place(g+1)
		if from > to || to > len(glyf) || to > from && to-from < 10 {
			return broken("glyph %d", g)
		}
		composed[g] = to > from && int16(be.Uint16(glyf[from:])) < 0
	}
	for g := range glyphs {
		if !composed[g] {
			continue
		}
		d := glyf[place(g):place(g+1)]
		for at := 10; ; {
			if at+4 > len(d) {
				return broken("glyph %d", g)
			}
			flags, part := be.Uint16(d[at:]), int(be.Uint16(d[at+2:]))
			if part >= glyphs {
				return broken("glyph %d", g)
			}
			if composed[part] {
				return &FontError{FontNested, fmt.Sprintf("glyph %d", g)}
			}
			at += 6
			if flags&0x0001 != 0 {
				at += 2
			}
			switch {
			case flags&0x0008 != 0:
				at += 2
			case flags&0x0040 != 0:
				at += 4
			case flags&0x0080 != 0:
				at += 8
			}
			if flags&0x0020 == 0 {
				break
			}
		}
	}
	return nil
}

func (t *trueType) readCmap(tables map[string][]byte) error {
	be := binary.BigEndian
	d := tables["cmap"]
	n := int(be.Uint16(d[2:]))
	if len(d) < 4+8*n {
		return broken("table cmap is cut off")
	}
	found := false
	for i := range n {
		e := d[4+8*i:]
		platform, encoding, off := be.Uint16(e), be.Uint16(e[2:]), uint64(be.Uint32(e[4:]))
		if off+16 > uint64(len(d)) {
			return broken("table cmap is cut off")
		}
		sub := d[off:]
		switch {
		case platform == 3 && encoding == 1:
			if be.Uint16(sub) != 4 {
				return &FontError{FontLacksTable, "cmap of format 4"}
			}
			if err := t.cmap.readFormat4(sub, len(t.widths)); err != nil {
				return err
			}
			found = true
		case platform == 3 && encoding == 10:
			if be.Uint16(sub) != 12 {
				return &FontError{FontLacksTable, "cmap of format 12"}
			}
			groups := uint64(be.Uint32(sub[12:]))
			if 16+12*groups > uint64(len(sub)) {
				return broken("table cmap is cut off")
			}
			for g := range int(groups) {
				e := sub[16+12*g:]
				r := [3]uint32{be.Uint32(e), be.Uint32(e[4:]), be.Uint32(e[8:])}
				if r[1] < r[0] || uint64(r[2])+uint64(r[1]-r[0]) >= uint64(len(t.widths)) {
					return broken("table cmap")
				}
				t.cmap.groups = append(t.cmap.groups, r)
			}
		}
	}
	if !found {
		return &FontError{FontLacksTable, "cmap for Windows and Unicode"}
	}
	return nil
}

func (c *cmap) readFormat4(d []byte, glyphs int) error {
	be := binary.BigEndian
	length, n := int(be.Uint16(d[2:])), int(be.Uint16(d[6:]))/2
	if length > len(d) || length < 16+8*n || n == 0 {
		return broken("table cmap is cut off")
	}
	list := func(at, n int) []uint16 {
		l := make([]uint16, n)
		for i := range l {
			l[i] = be.Uint16(d[at+2*i:])
		}
		return l
	}
	c.end, c.start = list(14, n), list(16+2*n, n)
	c.delta, c.offset = list(16+4*n, n), list(16+6*n, n)
	c.glyphs = list(16+8*n, (length-16-8*n)/2)
	if c.end[n-1] != 0xffff {
		return broken("table cmap has no end")
	}
	for i := range n {
		if c.start[i] > c.end[i] || i > 0 && c.start[i] <= c.end[i-1] {
			return broken("table cmap is not in order")
		}
		if c.offset[i] == 0 || c.start[i] == 0xffff {
			continue
		}
		last := int(c.offset[i])/2 + int(c.end[i]-c.start[i]) - (n - i)
		if first := int(c.offset[i])/2 - (n - i); first < 0 || last >= len(c.glyphs) || c.offset[i]%2 != 0 {
			return broken("table cmap leads outside")
		}
	}
	for i := range n {
		if c.start[i] == 0xffff {
			continue
		}
		for r := int(c.start[i]); r <= int(c.end[i]); r++ {
			if int(c.segment(i, uint16(r))) >= glyphs {
				return broken("table cmap names a glyph that is not there")
			}
		}
	}
	return nil
}

// segment returns the glyph of a character in a segment.
func (c *cmap) segment(i int, r uint16) uint16 {
	if c.offset[i] == 0 {
		return r + c.delta[i]
	}
	g := c.glyphs[int(c.offset[i])/2+int(r-c.start[i])-(len(c.end)-i)]
	if g != 0 {
		g += c.delta[i]
	}
	return g
}

// glyph returns the glyph of a character, 0 if there is none.
func (c *cmap) glyph(r rune) uint16 {
	if r < 0 || r == 0xffff {
		return 0
	}
	if r > 0xffff {
		for _, g := range c.groups {
			if uint32(r) >= g[0] && uint32(r) <= g[1] {
				return uint16(g[2] + uint32(r) - g[0])
			}
		}
		return 0
	}
	i := sort.Search(len(c.end), func(i int) bool { return int(c.end[i]) >= int(r) })
	if i == len(c.end) || int(c.start[i]) > int(r) {
		return 0
	}
	return c.segment(i, uint16(r))
}

// readKerning reads a kern table of one horizontal subtable of format 0. gopdf reads the last
// subtable whatever it says, so a font with any other kern table is set without kerning.
func (t *trueType) readKerning(tables map[string][]byte) error {
	be := binary.BigEndian
	d, ok := tables["kern"]
	if !ok || len(d) < 18 || be.Uint16(d) != 0 || be.Uint16(d[2:]) != 1 || be.Uint16(d[8:]) != 1 {
		return nil
	}
	n := int(be.Uint16(d[10:]))
	if len(d) < 18+6*n {
		return broken("table kern is cut off")
	}
	type pair struct {
		left, right uint16
		value       int16
	}
	pairs := make([]pair, n)
	for i := range pairs {
		e := d[18+6*i:]
		pairs[i] = pair{be.Uint16(e), be.Uint16(e[2:]), int16(be.Uint16(e[4:]))}
		if int(pairs[i].left) >= len(t.widths) {
			return broken("table kern")
		}
	}
	sort.SliceStable(pairs, func(i, j int) bool {
		if pairs[i].left != pairs[j].left {
			return pairs[i].left < pairs[j].left
		}
		return pairs[i].right < pairs[j].right
	})
	t.kerning = true
	t.first = make([]int32, len(t.widths)+1)
	t.right, t.value = make([]uint16, 0, n), make([]int16, 0, n)
	for i, p := range pairs {
		v := kernThousandths(int(p.value), t.unitsPerEm)
		if i > 0 && pairs[i-1].left == p.left && pairs[i-1].right == p.right {
			t.value[len(t.value)-1] = v // of doubles the last counts, as in gopdf
			continue
		}
		t.right, t.value = append(t.right, p.right), append(t.value, v)
		t.first[p.left+1] = int32(len(t.right))
	}
	for g := 1; g < len(t.first); g++ {
		t.first[g] = max(t.first[g], t.first[g-1])
	}
	return nil
}

// kernThousandths rounds towards zero, as gopdf does.
func kernThousandths(v, unitsPerEm int) int16 {
	return int16(v * 1000 / unitsPerEm)
}

func (t *trueType) glyph(r rune) uint16 {
	if r >= 0 && r < lowRunes {
		return t.low[r]
	}
	return t.cmap.glyph(r)
}

// kern returns what is put between two glyphs, mostly less than nothing.
func (t *trueType) kern(left, right uint16) int {
	lo, hi := int(t.first[left]), int(t.first[left+1])
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch r := t.right[mid]; {
		case r == right:
			return int(t.value[mid])
		case r < right:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return 0
}

// width returns the width of s in thousandths of the size. Characters that the font lacks count
// nothing.
func (t *trueType) width(s string) int {
	sum := 0
	left := uint16(0)
	for _, r := range s {
		g := t.glyph(r)
		if g == 0 {
			continue
		}
		sum += int(t.widths[g])
		if t.kerning && left != 0 {
			sum += t.kern(left, g)
		}
		left = g
	}
	return sum
}

var errNoFont = errors.New("no font")
