package pdf

import (
	"encoding/binary"

	"styrdok/generator/layout"
)

// Ink answers layout.Inked: where text set in one piece has ink between two depths below the baseline,
// as pairs of distances from its beginning. Of each character it tells one stretch at most.
func (f *Fonts) Ink(n layout.Face, size float64, text string, from, to float64) [][2]float64 {
	t := f.face(n)
	if t == nil || size <= 0 {
		return nil
	}
	scale := float64(t.unitsPerEm) / size
	var out [][2]float64
	for i, r := range text {
		g := t.glyph(r)
		if g == 0 {
			continue
		}
		left, right, ok := inkBelow(t.outline(g), from*scale, to*scale)
		if !ok {
			continue
		}
		// Kerning before the character moves it.
		x := float64(t.width(text[:i]+string(r))-int(t.widths[g])) * size / 1000
		out = append(out, [2]float64{x + left/scale, x + right/scale})
	}
	return out
}

// outline returns the outline of a glyph as it stands in the font, whose tables readTrueType has checked.
func (f *face) outline(g uint16) []byte {
	be := binary.BigEndian
	var glyf, loca []byte
	long := false
	for i := range int(be.Uint16(f.data[4:])) {
		entry := f.data[12+16*i:]
		off, length := be.Uint32(entry[8:]), be.Uint32(entry[12:])
		switch table := f.data[off : off+length]; string(entry[:4]) {
		case "glyf":
			glyf = table
		case "loca":
			loca = table
		case "head":
			long = be.Uint16(table[50:]) != 0
		}
	}
	if long {
		return glyf[be.Uint32(loca[4*int(g):]):be.Uint32(loca[4*int(g)+4:])]
	}
	return glyf[2*int(be.Uint16(loca[2*int(g):])) : 2*int(be.Uint16(loca[2*int(g)+2:]))]
}

// point is a point of an outline, y upwards from the baseline.
type point struct {
	x, y float64
	on   bool // on the outline, not the control point of a curve
}

// inkBelow returns from where to where an outline reaches between two depths below the baseline, in
// the font's units, and whether it does.
func inkBelow(d []byte, from, to float64) (left, right float64, ok bool) {
	be := binary.BigEndian
	if len(d) < 10 {
		return 0, 0, false
	}
	at := func(i int) float64 { return float64(int16(be.Uint16(d[i:]))) }
	if at(4) > -from {
		return 0, 0, false
	}
	if at(0) < 0 { // composed of others: its box will do
		return at(2), at(6), true
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
	be := binary.BigEndian
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
