package pdftag

import (
	"bytes"
	"fmt"
)

// gopdf writes every text as a text object with an absolute place, font and colour. The rewriter joins text
// objects that follow each other and moves from line to line by differences, which mostly are the same. That
// halves the input of the compressor.

// textObject is the text object that is being written.
type textObject struct {
	open   bool // "BT" is written, "ET" is not
	mark   int  // the mark in which it was opened, -1 before one
	x, y   int  // beginning of the line, in hundredths of a point
	inside bool // the line being read is in a text object of gopdf
	tx, ty int  // place that gopdf has set
	placed bool
	size   []byte // of type, that gopdf has set
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

// onlyText reports whether nothing but texts and their colours are drawn between here and the end of the mark,
// and whether there are any. Marks of that kind need not end the text object.
func onlyText(s []byte) (only, some bool) {
	for {
		end := []byte("\n")
		if bytes.HasPrefix(s, []byte("BT\n")) {
			end, some = []byte("\nET\n"), true
		}
		i := bytes.Index(s, end)
		switch {
		case i < 0:
			return false, some
		case len(end) > 1, bytes.HasSuffix(s[:i], []byte(" rg")):
			s = s[i+len(end):]
		default:
			return bytes.HasPrefix(s, []byte("[31338.")), some
		}
	}
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
		_, size, _ := bytes.Cut(line[:n-len(" Tf 0 Tc\n")], []byte(" "))
		w.text.size = size
		return nil
	case bytes.HasSuffix(line, []byte(" rg\n")), bytes.HasSuffix(line, []byte(" g\n")):
		if setsStateOnly(line) {
			if !w.repeats(line, 'g') {
				w.out = appendTrimmed(w.out, line)
			}
			return nil
		}
	case bytes.HasPrefix(line, []byte("[<")) && bytes.HasSuffix(line, []byte(">] TJ\n")):
		if i, ok := number(line); ok {
			return w.show(i)
		}
	}
	return fmt.Errorf("unexpected line in a text: %.40q", line)
}

// show writes a recorded text at the place and in the size that were set.
func (w *rewriter) show(i int) error {
	t := &w.text
	if i >= len(w.rec.texts) {
		return fmt.Errorf("text %d was not recorded", i)
	}
	s := &w.rec.texts[i]
	switch {
	case s.placed:
		return fmt.Errorf("text %d is drawn twice", i)
	case s.mark != w.current:
		return fmt.Errorf("text %d belongs to mark %d", i, s.mark)
	case !t.placed || t.size == nil:
		return fmt.Errorf("text %d has no place or no size", i)
	}
	s.placed = true
	if w.state.face == nil || w.state.face.Font != s.font || !bytes.Equal(w.state.size, t.size) {
		w.state.face, w.state.size = w.fonts[s.font], t.size
		w.out = append(append(w.out, '/'), w.state.face.resource...)
		w.out = append(append(append(w.out, ' '), t.size...), " Tf\n"...)
	}
	w.out = append(appendHundredths(w.out, t.tx-t.x), ' ')
	w.out = append(appendHundredths(w.out, t.ty-t.y), " Td\n"...)
	t.x, t.y, t.placed = t.tx, t.ty, false

	face := w.state.face
	start := len(w.out)
	w.out = append(w.out, "[("...)
	gaps, left := false, uint16(0)
	for _, r := range s.text {
		g := face.of(r)
		if left != 0 {
			if k := face.Kern(left, g.glyph); k != 0 {
				w.out = append(appendInt(append(w.out, ')'), -k), '(')
				gaps = true
			}
		}
		w.out = w.encoding.appendCode(w.out, g.code)
		left = g.glyph
	}
	if gaps {
		w.out = append(w.out, ")]TJ\n"...)
	} else {
		w.out = append(append(w.out[:start], w.out[start+1:]...), ")Tj\n"...)
	}
	return nil
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
