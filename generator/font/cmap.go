package font

import "sort"

// cmap maps characters to glyphs: a (3, 1) subtable of format 4 and, for characters beyond the first plane,
// the groups of a (3, 10) subtable of format 12. Both are sorted by their last characters.
type cmap struct {
	segments, groups raw
	glyphs           int // number of glyphs in the font
}

func (f *Font) readCmap(tables map[string][]byte) error {
	d := raw(tables["cmap"])
	f.cmap.glyphs = len(f.widths)
	for i := range d.at(2) {
		sub := d.from(d.long(4 + 8*i + 4))
		switch [2]int{d.at(4 + 8*i), d.at(4 + 8*i + 2)} {
		case [2]int{3, 1}:
			if sub.at(0) != 4 {
				return &Error{LacksTable, "cmap of format 4"}
			}
			f.cmap.segments = sub
		case [2]int{3, 10}:
			if sub.at(0) != 12 {
				return &Error{LacksTable, "cmap of format 12"}
			}
			f.cmap.groups = sub
		}
	}
	if f.cmap.segments == nil {
		return &Error{LacksTable, "cmap for Windows and Unicode"}
	}
	return nil
}

// glyph returns the glyph of a character, 0 if there is none.
func (c *cmap) glyph(r rune) uint16 {
	g := 0
	switch {
	case r < 0:
	case r > 0xffff:
		g = c.beyond(int(r))
	default:
		g = c.inPlane(int(r))
	}
	if g >= c.glyphs {
		return 0
	}
	return uint16(g)
}

// inPlane looks a character up in the segments of format 4: four lists of ends, starts, deltas and offsets.
func (c *cmap) inPlane(r int) int {
	d := c.segments
	size := d.at(6) &^ 1 // of a list in bytes
	i := 2 * sort.Search(size/2, func(i int) bool { return d.at(14+2*i) >= r })
	starts := 16 + size
	start, delta, offset := d.at(starts+i), d.at(starts+size+i), d.at(starts+2*size+i)
	if i >= size || start > r {
		return 0
	}
	if offset == 0 {
		return (r + delta) & 0xffff
	}
	// The offset is relative to its own place.
	g := d.at(starts + 2*size + i + offset + 2*(r-start))
	if g != 0 {
		g = (g + delta) & 0xffff
	}
	return g
}

// beyond looks a character up in the groups of format 12: triples of start, end and first glyph.
func (c *cmap) beyond(r int) int {
	d := c.groups
	n := min(d.long(12), len(d)/12)
	i := sort.Search(n, func(i int) bool { return d.long(16+12*i+4) >= r })
	if start := d.long(16 + 12*i); i < n && start <= r {
		return d.long(16+12*i+8) + r - start
	}
	return 0
}
