package pdf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"styrdok/generator/pdftag"
)

// ErrPictureFeature means that a drawing uses a feature that is not supported, such as text, gradients or filters. It
// is refused rather than drawn in part.
var ErrPictureFeature = errors.New("drawing uses what cannot be drawn")

// Limits of a drawing. A coat of arms has some thousand points.
const (
	maxDrawing  = 2 << 20
	maxSegments = 100_000
	maxGroups   = 64
)

// isSVG reports whether data begins like a drawing.
func isSVG(data []byte) bool {
	head := bytes.TrimLeft(data[:min(len(data), 4096)], "\ufeff \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg"))
}

// decodeSVG reads a drawing of filled and outlined shapes.
func decodeSVG(data []byte) (*Picture, error) {
	if len(data) > maxDrawing {
		return nil, fmt.Errorf("%w: %d bytes", ErrPictureSize, len(data))
	}
	r := svgReader{xml: xml.NewDecoder(bytes.NewReader(data))}
	r.xml.Strict = true
	r.xml.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("character set %q", charset)
	}
	if err := r.read(); err != nil {
		if errors.Is(err, ErrPictureFeature) || errors.Is(err, ErrPictureSize) {
			return nil, err
		}
		return nil, fmt.Errorf("%w: %v", ErrPictureBroken, err)
	}
	if r.picture.Width <= 0 || r.picture.Height <= 0 {
		return nil, fmt.Errorf("%w: no size", ErrPictureBroken)
	}
	if len(r.picture.paths) == 0 {
		return nil, fmt.Errorf("%w: nothing is drawn", ErrPictureBroken)
	}
	return &r.picture, nil
}

// svgReader walks through the elements of a drawing.
type svgReader struct {
	xml      *xml.Decoder
	picture  Picture
	segments int
	stack    []svgStyle
}

// svgStyle is what a shape inherits.
type svgStyle struct {
	matrix       matrix
	fill, stroke *pdftag.Colour
	current      pdftag.Colour
	width        float64
	cap, join    int
	evenOdd      bool
}

// matrix is the transformation x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

// times returns the transformation that does n first and m afterwards.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m matrix) point(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

func (r *svgReader) read() error {
	r.stack = []svgStyle{{matrix: matrix{a: 1, d: 1}, fill: &pdftag.Colour{}, width: 1}}
	for {
		token, err := r.xml.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(r.stack) > maxGroups {
				return fmt.Errorf("%w: groups too deep", ErrPictureSize)
			}
			skip, err := r.start(t)
			if err != nil {
				return err
			}
			if skip {
				if err := r.xml.Skip(); err != nil {
					return err
				}
			}
		case xml.EndElement:
			r.stack = r.stack[:len(r.stack)-1]
		case xml.Directive:
			// A plain document type is common; one that declares entities is not looked into.
			if bytes.ContainsAny(t, "[") {
				return errors.New("document type with declarations")
			}
		}
	}
}

// start handles an element; skip reports that its content has been skipped, with its end.
func (r *svgReader) start(t xml.StartElement) (skip bool, err error) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		if a.Name.Space == "" {
			attr[a.Name.Local] = a.Value
		}
	}
	for _, rule := range strings.Split(attr["style"], ";") {
		if k, v, ok := strings.Cut(rule, ":"); ok {
			attr[strings.TrimSpace(k)] = strings.TrimSpace(v)
		}
	}
	name := t.Name.Local
	switch name {
	case "title", "desc", "metadata", "namedview":
		return true, nil
	case "defs":
		// Unused definitions are harmless; used ones are refused at their use.
		return true, nil
	case "svg", "g", "a", "path", "rect", "circle", "ellipse", "polygon", "polyline", "line":
	default:
		return false, fmt.Errorf("%w: <%s>", ErrPictureFeature, name)
	}
	s := r.stack[len(r.stack)-1]
	if err := s.apply(attr); err != nil {
		return false, err
	}
	if name == "svg" {
		if len(r.stack) > 1 {
			return false, fmt.Errorf("%w: <svg> in <svg>", ErrPictureFeature)
		}
		if err := r.size(attr, &s); err != nil {
			return false, err
		}
	} else if len(r.stack) == 1 {
		return false, errors.New("does not begin with <svg>")
	}
	r.stack = append(r.stack, s)
	if attr["display"] == "none" || attr["visibility"] == "hidden" {
		r.stack = r.stack[:len(r.stack)-1]
		return true, nil
	}
	if name == "svg" || name == "g" || name == "a" {
		return false, nil
	}
	return false, r.shape(name, attr, s)
}

// size reads the natural size and moves the corner of the view box to the origin.
func (r *svgReader) size(attr map[string]string, s *svgStyle) error {
	if box := numbers(attr["viewBox"]); len(box) == 4 {
		r.picture.Width, r.picture.Height = box[2], box[3]
		s.matrix = s.matrix.times(matrix{1, 0, 0, 1, -box[0], -box[1]})
	} else {
		w, err1 := strconv.ParseFloat(strings.TrimSuffix(attr["width"], "px"), 64)
		h, err2 := strconv.ParseFloat(strings.TrimSuffix(attr["height"], "px"), 64)
		if err1 != nil || err2 != nil {
			return errors.New("neither a view box nor a width and height in pixels")
		}
		r.picture.Width, r.picture.Height = w, h
	}
	if !finite(r.picture.Width, r.picture.Height) {
		return errors.New("no size")
	}
	return nil
}

// apply applies inherited attributes, and refuses those that are visible but not supported.
func (s *svgStyle) apply(attr map[string]string) error {
	for _, k := range []string{"filter", "mask", "clip-path", "marker-start", "marker-mid", "marker-end", "stroke-dasharray", "class"} {
		if v := attr[k]; v != "" && v != "none" {
			return fmt.Errorf("%w: %s", ErrPictureFeature, k)
		}
	}
	for _, k := range []string{"opacity", "fill-opacity", "stroke-opacity"} {
		if v := attr[k]; v != "" && v != "1" {
			return fmt.Errorf("%w: %s", ErrPictureFeature, k)
		}
	}
	if v := attr["transform"]; v != "" {
		m, err := parseTransform(v)
		if err != nil {
			return err
		}
		s.matrix = s.matrix.times(m)
	}
	if v, ok := attr["color"]; ok {
		c, err := parseColour(v, s.current)
		if err != nil {
			return err
		}
		if c != nil {
			s.current = *c
		}
	}
	var err error
	if v, ok := attr["fill"]; ok && v != "inherit" {
		if s.fill, err = parseColour(v, s.current); err != nil {
			return err
		}
	}
	if v, ok := attr["stroke"]; ok && v != "inherit" {
		if s.stroke, err = parseColour(v, s.current); err != nil {
			return err
		}
	}
	if v, ok := attr["stroke-width"]; ok {
		if s.width, err = strconv.ParseFloat(strings.TrimSuffix(v, "px"), 64); err != nil || !finite(s.width) || s.width < 0 {
			return fmt.Errorf("stroke-width %q", v)
		}
	}
	if v, ok := attr["fill-rule"]; ok {
		s.evenOdd = v == "evenodd"
	}
	ends := map[string]int{"butt": 0, "round": 1, "square": 2, "miter": 0, "bevel": 2}
	if v, ok := attr["stroke-linecap"]; ok {
		s.cap = ends[v]
	}
	if v, ok := attr["stroke-linejoin"]; ok {
		s.join = ends[v]
	}
	return nil
}

// shape draws one shape.
func (r *svgReader) shape(name string, attr map[string]string, s svgStyle) error {
	if s.fill == nil && s.stroke == nil {
		return nil
	}
	p := pen{matrix: s.matrix}
	p.path.Fill, p.path.Stroke, p.path.EvenOdd = s.fill, s.stroke, s.evenOdd
	p.path.Cap, p.path.Join = s.cap, s.join
	p.path.Width = s.width * math.Sqrt(math.Abs(s.matrix.a*s.matrix.d-s.matrix.b*s.matrix.c))
	var bad error
	num := func(k string) float64 {
		v, ok := attr[k]
		if !ok {
			return 0
		}
		f, err := strconv.ParseFloat(strings.TrimSuffix(v, "px"), 64)
		if err != nil || !finite(f) {
			bad = fmt.Errorf("%s %q in <%s>", k, v, name)
		}
		return f
	}
	switch name {
	case "path":
		if err := p.data(attr["d"]); err != nil {
			return err
		}
	case "rect":
		p.rect(num("x"), num("y"), num("width"), num("height"), max(num("rx"), num("ry")))
	case "circle":
		p.ellipse(num("cx"), num("cy"), num("r"), num("r"))
	case "ellipse":
		p.ellipse(num("cx"), num("cy"), num("rx"), num("ry"))
	case "line":
		p.move(num("x1"), num("y1"))
		p.line(num("x2"), num("y2"))
	case "polygon", "polyline":
		list := numbers(attr["points"])
		for i := 0; i+1 < len(list); i += 2 {
			if i == 0 {
				p.move(list[0], list[1])
			} else {
				p.line(list[i], list[i+1])
			}
		}
		if name == "polygon" && len(list) > 1 {
			p.close()
		}
	}
	if bad != nil {
		return bad
	}
	if p.count == 0 {
		return nil
	}
	if r.segments += p.count; r.segments > maxSegments {
		return fmt.Errorf("%w: too many points", ErrPictureSize)
	}
	r.picture.paths = append(r.picture.paths, p.path)
	return nil
}

// parseTransform reads "translate(1 2) rotate(45)".
func parseTransform(s string) (matrix, error) {
	m := matrix{a: 1, d: 1}
	for s = strings.Trim(s, " ,\t\r\n"); s != ""; s = strings.Trim(s, " ,\t\r\n") {
		name, rest, ok := strings.Cut(s, "(")
		args, rest, ok2 := strings.Cut(rest, ")")
		v := numbers(args)
		if !ok || !ok2 || !finite(v...) {
			return m, fmt.Errorf("transform %q", s)
		}
		arg := func(i int, def float64) float64 {
			if i < len(v) {
				return v[i]
			}
			return def
		}
		var n matrix
		switch name = strings.TrimSpace(name); {
		case name == "matrix" && len(v) == 6:
			n = matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
		case name == "translate" && len(v) > 0:
			n = matrix{1, 0, 0, 1, v[0], arg(1, 0)}
		case name == "scale" && len(v) > 0:
			n = matrix{v[0], 0, 0, arg(1, v[0]), 0, 0}
		case name == "rotate" && len(v) > 0:
			sin, cos := math.Sincos(v[0] * math.Pi / 180)
			x, y := arg(1, 0), arg(2, 0)
			n = matrix{1, 0, 0, 1, x, y}.times(matrix{cos, sin, -sin, cos, 0, 0}).times(matrix{1, 0, 0, 1, -x, -y})
		case name == "skewX" && len(v) == 1:
			n = matrix{1, 0, math.Tan(v[0] * math.Pi / 180), 1, 0, 0}
		case name == "skewY" && len(v) == 1:
			n = matrix{1, math.Tan(v[0] * math.Pi / 180), 0, 1, 0, 0}
		default:
			return m, fmt.Errorf("transform %q", s)
		}
		m = m.times(n)
		s = rest
	}
	return m, nil
}

var colourNames = map[string]pdftag.Colour{
	"black": {}, "white": {R: 255, G: 255, B: 255}, "red": {R: 255}, "lime": {G: 255}, "blue": {B: 255},
	"yellow": {R: 255, G: 255}, "green": {G: 128}, "navy": {B: 128}, "gray": {R: 128, G: 128, B: 128},
	"grey": {R: 128, G: 128, B: 128}, "silver": {R: 192, G: 192, B: 192}, "gold": {R: 255, G: 215},
	"maroon": {R: 128}, "teal": {G: 128, B: 128}, "orange": {R: 255, G: 165}, "purple": {R: 128, B: 128},
}

// parseColour returns nil for "none".
func parseColour(s string, current pdftag.Colour) (*pdftag.Colour, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch {
	case s == "none" || s == "transparent":
		return nil, nil
	case s == "currentcolor":
		return &current, nil
	case strings.HasPrefix(s, "#"):
		h := s[1:]
		if len(h) == 3 {
			h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
		}
		v, err := strconv.ParseUint(h, 16, 32)
		if err != nil || len(h) != 6 {
			return nil, fmt.Errorf("colour %q", s)
		}
		return &pdftag.Colour{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}, nil
	case strings.HasPrefix(s, "rgb(") && strings.HasSuffix(s, ")"):
		parts := strings.FieldsFunc(s[4:len(s)-1], func(r rune) bool { return r == ',' || r == ' ' })
		var c [3]uint8
		if len(parts) != 3 {
			return nil, fmt.Errorf("colour %q", s)
		}
		for i, p := range parts {
			p, percent := strings.CutSuffix(p, "%")
			v, err := strconv.ParseFloat(p, 64)
			if percent {
				v *= 2.55
			}
			if err != nil || !(v >= 0 && v <= 255.5) {
				return nil, fmt.Errorf("colour %q", s)
			}
			c[i] = uint8(min(math.Round(v), 255))
		}
		return &pdftag.Colour{R: c[0], G: c[1], B: c[2]}, nil
	}
	if c, ok := colourNames[s]; ok {
		return &c, nil
	}
	return nil, fmt.Errorf("%w: colour %q", ErrPictureFeature, s)
}

// numbers reads a list separated by spaces or commas, up to what is not a number.
func numbers(s string) []float64 {
	var list []float64
	sc := scanner{s: s}
	for {
		v, ok := sc.number()
		if !ok {
			return list
		}
		list = append(list, v)
	}
}
