package pdf

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"styrdok/generator/pdftag"
)

// pen draws with SVG's commands into a path of the PDF, through a transformation.
type pen struct {
	path   pdftag.Path
	matrix matrix
	count  int // segments

	x, y           float64 // where the pen is
	startX, startY float64 // where the figure began
	ctrlX, ctrlY   float64 // last control point, for the smooth commands
	last           byte    // last command, lower case
}

func (p *pen) move(x, y float64) {
	p.x, p.y, p.startX, p.startY = x, y, x, y
	p.path.MoveTo(p.matrix.point(x, y))
	p.count++
}

func (p *pen) line(x, y float64) {
	p.x, p.y = x, y
	p.path.LineTo(p.matrix.point(x, y))
	p.count++
}

func (p *pen) curve(x1, y1, x2, y2, x, y float64) {
	p.x, p.y, p.ctrlX, p.ctrlY = x, y, x2, y2
	x1, y1 = p.matrix.point(x1, y1)
	x2, y2 = p.matrix.point(x2, y2)
	x, y = p.matrix.point(x, y)
	p.path.CurveTo(x1, y1, x2, y2, x, y)
	p.count++
}

// quadratic draws a curve with one control point as one with two.
func (p *pen) quadratic(cx, cy, x, y float64) {
	p.curve(p.x+2*(cx-p.x)/3, p.y+2*(cy-p.y)/3, x+2*(cx-x)/3, y+2*(cy-y)/3, x, y)
	p.ctrlX, p.ctrlY = cx, cy
}

func (p *pen) close() {
	p.x, p.y = p.startX, p.startY
	p.path.Close()
	p.count++
}

// round is how far the control points of a quarter circle lie from its ends.
const round = 0.5522847498

func (p *pen) ellipse(cx, cy, rx, ry float64) {
	if rx <= 0 || ry <= 0 {
		return
	}
	kx, ky := round*rx, round*ry
	p.move(cx+rx, cy)
	p.curve(cx+rx, cy+ky, cx+kx, cy+ry, cx, cy+ry)
	p.curve(cx-kx, cy+ry, cx-rx, cy+ky, cx-rx, cy)
	p.curve(cx-rx, cy-ky, cx-kx, cy-ry, cx, cy-ry)
	p.curve(cx+kx, cy-ry, cx+rx, cy-ky, cx+rx, cy)
	p.close()
}

func (p *pen) rect(x, y, w, h, r float64) {
	if w <= 0 || h <= 0 {
		return
	}
	r = math.Min(r, math.Min(w, h)/2)
	if r <= 0 {
		p.move(x, y)
		p.line(x+w, y)
		p.line(x+w, y+h)
		p.line(x, y+h)
		p.close()
		return
	}
	k := r * (1 - round)
	p.move(x+r, y)
	p.line(x+w-r, y)
	p.curve(x+w-k, y, x+w, y+k, x+w, y+r)
	p.line(x+w, y+h-r)
	p.curve(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	p.line(x+r, y+h)
	p.curve(x+k, y+h, x, y+h-k, x, y+h-r)
	p.line(x, y+r)
	p.curve(x, y+k, x+k, y, x+r, y)
	p.close()
}

// arguments is how many numbers each command takes.
var arguments = map[byte]int{'m': 2, 'l': 2, 'h': 1, 'v': 1, 'c': 6, 's': 4, 'q': 4, 't': 2, 'a': 7, 'z': 0}

// data draws the commands of a path.
func (p *pen) data(d string) error {
	sc := scanner{s: d}
	var command byte
	for {
		c, ok := sc.command()
		if ok {
			command = c
		} else if sc.done() {
			return nil
		} else if command|0x20 == 'z' {
			return errors.New("numbers after z in a path")
		}
		n, known := arguments[command|0x20]
		if !known {
			return fmt.Errorf("command %q in a path", command)
		}
		if p.count == 0 && command|0x20 != 'm' {
			return errors.New("path does not begin with m")
		}
		var v [7]float64
		for i := range n {
			if command|0x20 == 'a' && (i == 3 || i == 4) {
				v[i], ok = sc.flag()
			} else {
				v[i], ok = sc.number()
			}
			if !ok || !finite(v[i]) {
				return fmt.Errorf("command %q in a path lacks numbers", command)
			}
		}
		p.command(command, v)
		if p.count > maxSegments {
			return fmt.Errorf("%w: too many points", ErrPictureSize)
		}
		// Pairs that follow a move are lines.
		switch command {
		case 'm':
			command = 'l'
		case 'M':
			command = 'L'
		}
	}
}

func (p *pen) command(c byte, v [7]float64) {
	x0, y0 := 0.0, 0.0
	if c >= 'a' {
		x0, y0 = p.x, p.y
	}
	kind := c | 0x20
	// The smooth commands reflect the control point before, if there is one of their kind.
	reflect := func(kinds string) (float64, float64) {
		if strings.IndexByte(kinds, p.last) < 0 {
			return p.x, p.y
		}
		return 2*p.x - p.ctrlX, 2*p.y - p.ctrlY
	}
	switch kind {
	case 'm':
		p.move(x0+v[0], y0+v[1])
	case 'l':
		p.line(x0+v[0], y0+v[1])
	case 'h':
		p.line(x0+v[0], p.y)
	case 'v':
		p.line(p.x, y0+v[0])
	case 'c':
		p.curve(x0+v[0], y0+v[1], x0+v[2], y0+v[3], x0+v[4], y0+v[5])
	case 's':
		x1, y1 := reflect("cs")
		p.curve(x1, y1, x0+v[0], y0+v[1], x0+v[2], y0+v[3])
	case 'q':
		p.quadratic(x0+v[0], y0+v[1], x0+v[2], y0+v[3])
	case 't':
		x1, y1 := reflect("qt")
		p.quadratic(x1, y1, x0+v[0], y0+v[1])
	case 'a':
		p.arc(v[0], v[1], v[2], v[3] != 0, v[4] != 0, x0+v[5], y0+v[6])
	case 'z':
		p.close()
	}
	p.last = kind
}

// arc draws a part of a turned ellipse as curves of at most a quarter turn.
func (p *pen) arc(rx, ry, degrees float64, large, sweep bool, x, y float64) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	if rx == 0 || ry == 0 || p.x == x && p.y == y {
		p.line(x, y)
		return
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	// The middle between the ends, in the ellipse's own directions.
	dx, dy := (p.x-x)/2, (p.y-y)/2
	mx, my := cos*dx+sin*dy, -sin*dx+cos*dy
	if s := mx*mx/(rx*rx) + my*my/(ry*ry); s > 1 {
		rx, ry = rx*math.Sqrt(s), ry*math.Sqrt(s)
	}
	num := rx*rx*ry*ry - rx*rx*my*my - ry*ry*mx*mx
	k := math.Sqrt(math.Max(0, num/(rx*rx*my*my+ry*ry*mx*mx)))
	if large == sweep {
		k = -k
	}
	ox, oy := k*rx*my/ry, -k*ry*mx/rx
	cx, cy := cos*ox-sin*oy+(p.x+x)/2, sin*ox+cos*oy+(p.y+y)/2
	from := math.Atan2((my-oy)/ry, (mx-ox)/rx)
	turn := math.Atan2((-my-oy)/ry, (-mx-ox)/rx) - from
	if sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	n := max(1, int(math.Ceil(math.Abs(turn)/(math.Pi/2)-1e-9)))
	step := turn / float64(n)
	t := 4.0 / 3 * math.Tan(step/4)
	at := func(angle, along float64) (float64, float64) {
		s, c := math.Sincos(angle)
		u, w := rx*(c-along*s), ry*(s+along*c)
		return cx + cos*u - sin*w, cy + sin*u + cos*w
	}
	for i := range n {
		a := from + float64(i)*step
		x1, y1 := at(a, t)
		x2, y2 := at(a+step, -t)
		ex, ey := at(a+step, 0)
		if i == n-1 {
			ex, ey = x, y
		}
		p.curve(x1, y1, x2, y2, ex, ey)
	}
}

// scanner reads the compact lists of SVG, in which "1-2.5.5" is three numbers.
type scanner struct {
	s   string
	pos int
}

func (sc *scanner) skip() {
	for sc.pos < len(sc.s) && strings.IndexByte(" ,\t\r\n", sc.s[sc.pos]) >= 0 {
		sc.pos++
	}
}

func (sc *scanner) done() bool {
	sc.skip()
	return sc.pos == len(sc.s)
}

func (sc *scanner) command() (byte, bool) {
	sc.skip()
	if sc.pos < len(sc.s) {
		if c := sc.s[sc.pos]; c|0x20 >= 'a' && c|0x20 <= 'z' {
			sc.pos++
			return c, true
		}
	}
	return 0, false
}

// flag reads a single 0 or 1, which need no space after them.
func (sc *scanner) flag() (float64, bool) {
	sc.skip()
	if sc.pos < len(sc.s) && (sc.s[sc.pos] == '0' || sc.s[sc.pos] == '1') {
		sc.pos++
		return float64(sc.s[sc.pos-1] - '0'), true
	}
	return 0, false
}

func (sc *scanner) number() (float64, bool) {
	sc.skip()
	start := sc.pos
	digits, dot, exponent := false, false, false
	for ; sc.pos < len(sc.s); sc.pos++ {
		switch c := sc.s[sc.pos]; {
		case c >= '0' && c <= '9':
			digits = true
			continue
		case (c == '-' || c == '+') && (sc.pos == start || sc.s[sc.pos-1]|0x20 == 'e'):
			continue
		case c == '.' && !dot && !exponent:
			dot = true
			continue
		case c|0x20 == 'e' && digits && !exponent:
			exponent = true
			continue
		}
		break
	}
	v, err := strconv.ParseFloat(sc.s[start:sc.pos], 64)
	return v, err == nil
}
