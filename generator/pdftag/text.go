package pdftag

import (
	"bytes"
	"fmt"
)

// gopdf writes every piece of text as a text object of its own, with an absolute place, font and
// colour, and each glyph as four digits. The rewriter joins text objects that follow each other, moves
// from line to line by differences, which mostly are the same, and writes codes. That halves what is
// to be compressed.

// textObject is the text object that is being written.
type textObject struct {
	open   bool // "BT" is written, "ET" is not
	mark   int  // the mark in which it was opened, -1 before one
	x, y   int  // beginning of the line, in hundredths of a point
	inside bool // the line being read stands in a text object of gopdf
	tx, ty int  // place that gopdf has set
	placed bool
}

// openText begins a text object if none is open.
func (w *rewriter) openText(mark int) {
	if !w.text.open {
		w.text = textObject{open: true, mark: mark}
		w.out = append(w.out, "BT\n"...)
	}
}

func (w *rewriter) closeText() {
	if w.text.open {
		w.text.open = false
		w.out = append(w.out, "ET\n"...)
	}
}

// onlyText reports whether nothing but text stands between here and the end of the mark. Marks of that
// kind need not end the text object.
func onlyText(s []byte) bool {
	for bytes.HasPrefix(s, []byte("BT\n")) {
		i := bytes.Index(s, []byte("\nET\n"))
		if i < 0 {
			return false
		}
		s = s[i+len("\nET\n"):]
	}
	return bytes.HasPrefix(s, []byte("[31338."))
}

// textLine handles a line of a text object of gopdf.
func (w *rewriter) textLine(line []byte) error {
	n := len(line)
	switch {
	case string(line) == "ET\n":
		w.text.inside = false
		return nil
	case bytes.HasSuffix(line, []byte(" TD\n")):
		x, rest, ok := hundredths(line)
		rest, ok2 := bytes.CutPrefix(rest, []byte(" "))
		y, rest, ok3 := hundredths(rest)
		if ok && ok2 && ok3 && string(rest) == " TD\n" {
			w.text.tx, w.text.ty, w.text.placed = x, y, true
			return nil
		}
	case bytes.HasSuffix(line, []byte(" Tf 0 Tc\n")) && line[0] == '/':
		name, _, _ := bytes.Cut(line[1:], []byte(" "))
		font := w.fonts[string(name)]
		if font == nil {
			return fmt.Errorf("text in a font that is not there: %.40q", line)
		}
		if !bytes.Equal(w.state.font, line) {
			w.state.font, w.state.face = line, font
			w.out = append(append(w.out, line[:n-len(" 0 Tc\n")]...), '\n')
		}
		return nil
	case bytes.HasSuffix(line, []byte(" rg\n")), bytes.HasSuffix(line, []byte(" g\n")):
		if setsStateOnly(line) {
			if !w.repeats(line, 'g') {
				w.out = appendTrimmed(w.out, line)
			}
			return nil
		}
	case bytes.HasPrefix(line, []byte("[<")) && bytes.HasSuffix(line, []byte(">] TJ\n")):
		if w.state.face == nil || !w.text.placed {
			return fmt.Errorf("text without font or place: %.40q", line)
		}
		return w.show(line[1 : n-len("] TJ\n")])
	}
	return fmt.Errorf("unexpected line in a text: %.40q", line)
}

// show writes glyphs, as "<00410042>-20<0043>", at the place that was set.
func (w *rewriter) show(s []byte) error {
	t := &w.text
	w.out = append(appendHundredths(w.out, t.tx-t.x), ' ')
	w.out = append(appendHundredths(w.out, t.ty-t.y), " Td\n"...)
	t.x, t.y, t.placed = t.tx, t.ty, false

	face := w.state.face
	start := len(w.out)
	w.out = append(w.out, '[')
	gaps, left := false, -1
	for len(s) > 0 {
		end := bytes.IndexByte(s, '>')
		if s[0] != '<' || end < 0 || end%4 != 1 {
			return fmt.Errorf("unexpected text %.40q", s)
		}
		w.out = append(w.out, '(')
		for i := 1; i < end; i += 4 {
			a, b, c, d := unhex(s[i]), unhex(s[i+1]), unhex(s[i+2]), unhex(s[i+3])
			g := int(a)<<12 | int(b)<<8 | int(c)<<4 | int(d)
			if a|b|c|d > 15 || g >= len(face.codes) || face.codes[g] == 0 {
				return fmt.Errorf("%s: glyph %.4q stands for no character", face.name, s[i:i+4])
			}
			if face.kern != nil && left >= 0 {
				if k := face.kern(uint16(left), uint16(g)); k != 0 {
					w.out = append(appendInt(append(w.out, ')'), -k), '(')
					gaps = true
				}
			}
			w.out = w.encoding.appendCode(w.out, face.codes[g])
			left = g
		}
		w.out = append(w.out, ')')
		s = s[end+1:]
		if len(s) == 0 {
			break
		}
		// A gap that gopdf has put in.
		i := 0
		for i < len(s) && (s[i] == '-' && i == 0 || s[i] >= '0' && s[i] <= '9') {
			i++
		}
		if i == 0 || i == len(s) {
			return fmt.Errorf("unexpected text %.40q", s)
		}
		w.out = append(w.out, s[:i]...)
		s, gaps, left = s[i:], true, -1
	}
	if gaps {
		w.out = append(w.out, "]TJ\n"...)
	} else {
		w.out = append(append(w.out[:start], w.out[start+1:]...), "Tj\n"...)
	}
	return nil
}

// unhex returns the value of a hexadecimal digit as gopdf writes it, 16 if it is none.
func unhex(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 16
}

// hundredths reads a number with two decimals.
func hundredths(s []byte) (v int, rest []byte, ok bool) {
	negative := len(s) > 0 && s[0] == '-'
	if negative {
		s = s[1:]
	}
	n, rest, ok := leadingInt(s)
	if !ok || len(rest) < 3 || rest[0] != '.' || rest[1]-'0' > 9 || rest[2]-'0' > 9 {
		return 0, s, false
	}
	v = 100*n + 10*int(rest[1]-'0') + int(rest[2]-'0')
	if negative {
		v = -v
	}
	return v, rest[3:], true
}

// appendHundredths appends v hundredths in as few characters as it takes.
func appendHundredths(b []byte, v int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	if v >= 100 || v == 0 {
		b = appendInt(b, v/100)
	}
	if v %= 100; v != 0 {
		b = append(b, '.', byte('0'+v/10))
		if v%10 != 0 {
			b = append(b, byte('0'+v%10))
		}
	}
	return b
}

// appendTrimmed appends a line without the zeros that numbers need not have: "0.500 1.00 m" is
// ".5 1 m".
func appendTrimmed(b, line []byte) []byte {
	for len(line) > 0 {
		i, point := 0, -1
		for i < len(line) && (line[i] >= '0' && line[i] <= '9' || line[i] == '.' || line[i] == '-' && i == 0) {
			if line[i] == '.' {
				point = i
			}
			i++
		}
		if i == 0 || i < len(line) && line[i] != ' ' && line[i] != '\n' {
			// Not a number; copied up to the next one.
			for i < len(line) && line[i] != ' ' && line[i] != '\n' {
				i++
			}
			point = -1
		}
		word := line[:i]
		if point >= 0 {
			word = bytes.TrimRight(word, "0")
			word = bytes.TrimSuffix(word, []byte("."))
			if bytes.HasPrefix(word, []byte("0.")) {
				word = word[1:]
			} else if bytes.HasPrefix(word, []byte("-0.")) {
				b, word = append(b, '-'), word[2:]
			} else if string(word) == "-0" {
				word = word[1:]
			}
		}
		b = append(b, word...)
		for i < len(line) && (line[i] == ' ' || line[i] == '\n') {
			b = append(b, line[i])
			i++
		}
		line = line[i:]
	}
	return b
}
