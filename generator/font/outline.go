package font

// Flags of a component of a composite glyph.
const (
	argsAreWords    = 0x0001
	haveScale       = 0x0008
	moreComponents  = 0x0020
	haveXYScale     = 0x0040
	haveTwoByTwo    = 0x0080
	haveInstruction = 0x0100
)

// maxNesting limits composite glyphs of composite glyphs.
const maxNesting = 8

// readGlyphs checks the place of every outline, and that the components of composite glyphs are there and not
// nested without end.
func (f *Font) readGlyphs(map[string][]byte) error {
	f.longLoca = be.Uint16(f.head[50:]) != 0
	size := 2
	if f.longLoca {
		size = 4
	}
	glyphs := len(f.widths)
	if len(f.loca) < size*(glyphs+1) {
		return broken("table loca is cut off")
	}
	for g := range glyphs {
		if from, to := f.place(g), f.place(g+1); from > to || to > len(f.glyf) || to > from && to-from < 10 {
			return broken("glyph %d", g)
		}
	}
	height := make([]int, glyphs) // levels of components counted from 1, 0 if not known yet
	for g := range glyphs {
		if f.measureNesting(g, height, 0) > maxNesting {
			return broken("glyph %d", g)
		}
	}
	return nil
}

// measureNesting returns the number of levels of a glyph, more than maxNesting if its components are not whole.
func (f *Font) measureNesting(g int, height []int, depth int) int {
	if depth > maxNesting {
		return maxNesting + 1
	}
	if height[g] == 0 {
		most := 0
		whole := components(f.outline(g), func(_, part int) {
			if part >= len(height) {
				most = maxNesting
			} else if most < maxNesting {
				most = max(most, f.measureNesting(part, height, depth+1))
			}
		})
		if !whole {
			most = maxNesting
		}
		height[g] = most + 1
	}
	return height[g]
}

// place returns where in glyf the outline of a glyph begins.
func (f *Font) place(g int) int {
	if f.longLoca {
		return int(be.Uint32(f.loca[4*g:]))
	}
	return 2 * int(be.Uint16(f.loca[2*g:]))
}

// outline returns the bytes of a glyph's outline, none for one that shows nothing.
func (f *Font) outline(g int) []byte { return f.glyf[f.place(g):f.place(g+1)] }

// components calls visit for each component of a composite glyph, with the place of its number in the outline
// and the number, and reports whether the outline is whole. A simple glyph has no components.
func components(d []byte, visit func(at, part int)) bool {
	if len(d) < 10 || int16At(d, 0) >= 0 {
		return true
	}
	for at := 10; at+4 <= len(d); {
		flags := be.Uint16(d[at:])
		visit(at+2, int(be.Uint16(d[at+2:])))
		at += componentSize(flags)
		if flags&moreComponents == 0 {
			return at <= len(d)
		}
	}
	return false
}

func componentSize(flags uint16) int {
	n := 6
	if flags&argsAreWords != 0 {
		n += 2
	}
	switch {
	case flags&haveScale != 0:
		n += 2
	case flags&haveXYScale != 0:
		n += 4
	case flags&haveTwoByTwo != 0:
		n += 8
	}
	return n
}

// Ink returns where text set in one piece has ink between two depths below the baseline, as pairs of
// distances from its beginning. All lengths are in the unit of size. A character counts as one stretch.
func (f *Font) Ink(size float64, text string, from, to float64) [][2]float64 {
	scale := float64(f.unitsPerEm) / size
	var out [][2]float64
	kern := f.kerns()
	x, before := 0, uint16(0)
	for _, r := range text {
		g := f.Glyph(r)
		if g == 0 {
			continue
		}
		if before != 0 {
			x += kern.Between(before, g)
		}
		if ink := f.inkOf(g, from*scale, to*scale); ink.any {
			at := float64(x) * size / 1000
			out = append(out, [2]float64{at + ink.left/scale, at + ink.right/scale})
		}
		x += f.Advance(g)
		before = g
	}
	return out
}

// inkKey is a glyph with two depths below the baseline, in the font's units.
type inkKey struct {
	glyph    uint16
	from, to float64
}

// inkSpan is how far ink reaches, in the font's units.
type inkSpan struct {
	left, right float64
	any         bool
}

// inkOf returns where a glyph has ink between two depths, and remembers it: few letters reach below the
// baseline, and they are asked for at few sizes.
func (f *Font) inkOf(glyph uint16, from, to float64) inkSpan {
	outline := f.outline(int(glyph))
	if len(outline) < 10 || float64(int16At(outline, 4)) > -from {
		return inkSpan{}
	}
	key := inkKey{glyph, from, to}
	if known, ok := f.ink.Load(key); ok {
		return known.(inkSpan)
	}
	var s inkSpan
	s.left, s.right, s.any = inkBelow(outline, from, to)
	f.ink.Store(key, s)
	return s
}

// point is a point of an outline, y upwards from the baseline.
type point struct {
	x, y float64
	on   bool // on the outline, not the control point of a curve
}

// inkBelow returns from where to where an outline reaches between two depths below the baseline, in
// the font's units, and whether it does.
func inkBelow(d []byte, from, to float64) (left, right float64, ok bool) {
	if int16At(d, 0) < 0 { // composed of others: its box will do
		return float64(int16At(d, 2)), float64(int16At(d, 6)), true
	}
	contours, ok := readContours(d)
	if !ok {
		return 0, 0, false
	}
	ok = false
	for _, points := range contours {
		last := points[len(points)-1]
		for _, p := range points {
			// The part of the line that lies between the depths.
			a, b := last, p
			last = p
			if a.y < b.y {
				a, b = b, a
			}
			if b.y > -from || a.y < -to {
				continue
			}
			along := func(y float64) float64 {
				if a.y == b.y {
					return a.x
				}
				return a.x + (b.x-a.x)*(a.y-y)/(a.y-b.y)
			}
			for _, x := range [...]float64{along(min(a.y, -from)), along(max(b.y, -to))} {
				if !ok {
					left, right, ok = x, x, true
				}
				left, right = min(left, x), max(right, x)
			}
		}
	}
	return left, right, ok
}

// curveSteps is how many lines stand for a curve.
const curveSteps = 6

// readContours reads a simple outline as polygons, and whether it is whole.
func readContours(d []byte) ([][]point, bool) {
	n := int(be.Uint16(d))
	pos := 10 + 2*n
	if n == 0 || pos+2 > len(d) {
		return nil, false
	}
	count := int(be.Uint16(d[pos-2:])) + 1
	pos += 2 + int(be.Uint16(d[pos:]))
	flags := make([]byte, 0, count)
	for len(flags) < count {
		if pos+2 > len(d) {
			return nil, false
		}
		flag, times := d[pos], 1
		pos++
		if flag&8 != 0 {
			times += int(d[pos])
			pos++
		}
		for range times {
			flags = append(flags, flag)
		}
	}
	points := make([]point, count)
	for axis := range 2 {
		short, same := byte(2)<<axis, byte(16)<<axis
		v := 0
		for i := range points {
			switch f := flags[i]; {
			case f&short != 0:
				if pos >= len(d) {
					return nil, false
				}
				step := int(d[pos])
				if pos++; f&same == 0 {
					step = -step
				}
				v += step
			case f&same == 0:
				if pos+2 > len(d) {
					return nil, false
				}
				v += int(int16(be.Uint16(d[pos:])))
				pos += 2
			}
			if axis == 0 {
				points[i].x = float64(v)
			} else {
				points[i].y = float64(v)
			}
			points[i].on = flags[i]&1 != 0
		}
	}
	var out [][]point
	begin := 0
	for i := range n {
		end := int(be.Uint16(d[10+2*i:])) + 1
		if end <= begin || end > count {
			return nil, false
		}
		out = append(out, flatten(points[begin:end]))
		begin = end
	}
	return out, true
}

// flatten puts lines in the place of curves.
func flatten(points []point) []point {
	var out []point
	between := func(a, b point) point { return point{(a.x + b.x) / 2, (a.y + b.y) / 2, true} }
	for i, p := range points {
		if p.on {
			out = append(out, p)
			continue
		}
		// Between two control points the curve passes midway.
		from, to := points[(i+len(points)-1)%len(points)], points[(i+1)%len(points)]
		if !from.on {
			from = between(from, p)
		}
		if !to.on {
			to = between(p, to)
		}
		for k := 0; k <= curveSteps; k++ {
			t := float64(k) / curveSteps
			u := 1 - t
			out = append(out, point{u*u*from.x + 2*u*t*p.x + t*t*to.x, u*u*from.y + 2*u*t*p.y + t*t*to.y, true})
		}
	}
	return out
}
