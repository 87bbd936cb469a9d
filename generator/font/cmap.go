package font

import "sort"

// cmap maps characters to glyphs: a (3, 1) subtable of format 4, and the groups of a (3, 10) subtable
// of format 12 for characters beyond the first plane.
type cmap struct {
	end, start, delta, offset, glyphs []uint16
	groups                            [][3]uint32
}

func (f *Font) readCmap(tables map[string][]byte) error {
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
				return &Error{LacksTable, "cmap of format 4"}
			}
			if err := f.cmap.readFormat4(sub, len(f.widths)); err != nil {
				return err
			}
			found = true
		case platform == 3 && encoding == 10:
			if be.Uint16(sub) != 12 {
				return &Error{LacksTable, "cmap of format 12"}
			}
			groups := uint64(be.Uint32(sub[12:]))
			if 16+12*groups > uint64(len(sub)) {
				return broken("table cmap is cut off")
			}
			for g := range int(groups) {
				e := sub[16+12*g:]
				r := [3]uint32{be.Uint32(e), be.Uint32(e[4:]), be.Uint32(e[8:])}
				if r[1] < r[0] || uint64(r[2])+uint64(r[1]-r[0]) >= uint64(len(f.widths)) {
					return broken("table cmap")
				}
				f.cmap.groups = append(f.cmap.groups, r)
			}
		}
	}
	if !found {
		return &Error{LacksTable, "cmap for Windows and Unicode"}
	}
	return nil
}

func (c *cmap) readFormat4(d []byte, glyphs int) error {
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
