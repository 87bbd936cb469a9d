package pdftag

import (
	"errors"
	"math"
)

// Path is a drawing of lines and curves, which may consist of several figures and have holes.
type Path struct {
	Fill    *Colour // nil: not filled
	Stroke  *Colour // nil: no outline
	Width   float64 // of the outline
	Cap     int     // end of an outline: 0 flat, 1 round, 2 square
	Join    int     // its corners: 0 pointed, 1 round, 2 cut
	EvenOdd bool    // how a point is found to lie inside; default is the nonzero winding rule

	segments []segment
}

// Colour is a colour of sRGB.
type Colour struct{ R, G, B uint8 }

// segment is an operator with its points.
type segment struct {
	op byte
	p  [6]float64
}

// MoveTo begins a figure.
func (p *Path) MoveTo(x, y float64) {
	p.segments = append(p.segments, segment{'m', [6]float64{x, y}})
}

// LineTo adds a straight line.
func (p *Path) LineTo(x, y float64) {
	p.segments = append(p.segments, segment{'l', [6]float64{x, y}})
}

// CurveTo adds a cubic Bézier curve with two control points.
func (p *Path) CurveTo(x1, y1, x2, y2, x3, y3 float64) {
	p.segments = append(p.segments, segment{'c', [6]float64{x1, y1, x2, y2, x3, y3}})
}

// Close ends the figure with a line to its beginning.
func (p *Path) Close() {
	p.segments = append(p.segments, segment{op: 'h'})
}

// append appends the operators of p, with the origin at the lower left of a page of this height.
func (p *Path) append(b []byte, height float64) ([]byte, error) {
	if len(p.segments) == 0 || p.segments[0].op != 'm' {
		return b, errors.New("does not begin with a point")
	}
	if !finite(p.Width) || p.Width < 0 || p.Cap < 0 || p.Cap > 2 || p.Join < 0 || p.Join > 2 {
		return b, errors.New("outline has no sensible width or ends")
	}
	b = append(b, "q\n"...)
	if c := p.Fill; c != nil {
		b = append(appendColour(b, *c), " rg\n"...)
	}
	if c := p.Stroke; c != nil {
		b = append(appendColour(b, *c), " RG\n"...)
		b = append(appendNumber(b, p.Width), " w\n[] 0 d\n"...)
		b = append(appendInt(b, p.Cap), " J\n"...)
		b = append(appendInt(b, p.Join), " j\n"...)
	}
	for _, s := range p.segments {
		points := map[byte]int{'m': 1, 'l': 1, 'c': 3, 'h': 0}[s.op]
		for i := range points {
			x, y := s.p[2*i], s.p[2*i+1]
			if !finite(x, y) {
				return b, errors.New("point is not a number")
			}
			b = append(appendNumbers(b, x, height-y), ' ')
		}
		b = append(b, s.op, '\n')
	}
	op := "n"
	switch {
	case p.Fill != nil && p.Stroke != nil:
		op = "B"
	case p.Fill != nil:
		op = "f"
	case p.Stroke != nil:
		op = "S"
	}
	b = append(b, op...)
	if p.EvenOdd && p.Fill != nil {
		b = append(b, '*')
	}
	return append(b, "\nQ\n"...), nil
}

func appendColour(b []byte, c Colour) []byte {
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		if i > 0 {
			b = append(b, ' ')
		}
		// Three decimals tell all 256 values apart.
		b = appendFixed(b, (int(v)*1000+127)/255, 1000)
	}
	return b
}

// Scaled returns p with its origin moved to a place and its units made as large as told, which are
// points otherwise.
func (p *Path) Scaled(x, y, sx, sy float64) Path {
	out := *p
	out.Width *= math.Sqrt(math.Abs(sx * sy))
	out.segments = make([]segment, len(p.segments))
	for i, s := range p.segments {
		for j := 0; j < 6; j += 2 {
			s.p[j], s.p[j+1] = x+sx*s.p[j], y+sy*s.p[j+1]
		}
		out.segments[i] = s
	}
	return out
}
