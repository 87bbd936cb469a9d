// Package pdfdump reads a PDF and prints what is in it as text, for tests to compare. It is a small
// reader of its own: it shares no code with what writes the files, so that a mistake made there does
// not hide itself here. It knows cross-reference tables and streams, object streams and Flate, which
// is all that our files use, and returns an error for the rest.
package pdfdump

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The values of a PDF: nil, bool, float64, name, text, array, dict, ref, *stream, and operator, which
// occurs in contents only.
type (
	name     string
	text     string // the bytes of a string
	array    []any
	dict     map[name]any
	ref      int
	operator string
	stream   struct {
		dict dict
		raw  []byte
	}
)

// scanner reads values from bytes.
type scanner struct {
	b   []byte
	pos int
}

var errEnd = errors.New("end of data")

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (s *scanner) skip() {
	for s.pos < len(s.b) {
		switch c := s.b[s.pos]; {
		case isSpace(c):
			s.pos++
		case c == '%':
			for s.pos < len(s.b) && s.b[s.pos] != '\n' && s.b[s.pos] != '\r' {
				s.pos++
			}
		default:
			return
		}
	}
}

// value reads one value; depth guards against nesting without end.
func (s *scanner) value(depth int) (any, error) {
	if depth > 100 {
		return nil, errors.New("values nested too deep")
	}
	s.skip()
	if s.pos >= len(s.b) {
		return nil, errEnd
	}
	rest := s.b[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<<")):
		s.pos += 2
		d := dict{}
		for {
			s.skip()
			if bytes.HasPrefix(s.b[s.pos:], []byte(">>")) {
				s.pos += 2
				return d, nil
			}
			k, err := s.value(depth + 1)
			if err != nil {
				return nil, err
			}
			key, ok := k.(name)
			if !ok {
				return nil, fmt.Errorf("key of a dictionary is %v", k)
			}
			if _, ok := d[key]; ok {
				return nil, fmt.Errorf("key %s stands twice in a dictionary", key)
			}
			if d[key], err = s.value(depth + 1); err != nil {
				return nil, err
			}
		}
	case rest[0] == '[':
		s.pos++
		a := array{}
		for {
			s.skip()
			if s.pos < len(s.b) && s.b[s.pos] == ']' {
				s.pos++
				return a, nil
			}
			v, err := s.value(depth + 1)
			if err != nil {
				return nil, err
			}
			a = append(a, v)
		}
	case rest[0] == '/':
		return s.name()
	case rest[0] == '(':
		return s.literal()
	case rest[0] == '<':
		return s.hex()
	}
	start := s.pos
	for s.pos < len(s.b) && !isSpace(s.b[s.pos]) && !isDelimiter(s.b[s.pos]) {
		s.pos++
	}
	word := string(s.b[start:s.pos])
	if word == "" {
		return nil, fmt.Errorf("unexpected %q", rest[0])
	}
	if v, err := strconv.ParseFloat(word, 64); err == nil && word[0] != 'I' && word[0] != 'N' && word[0] != 'i' && word[0] != 'n' {
		// A reference is three words.
		if n := int(v); v == float64(n) && n > 0 {
			save := s.pos
			if s.word() == "0" && s.word() == "R" {
				return ref(n), nil
			}
			s.pos = save
		}
		return v, nil
	}
	switch word {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return operator(word), nil
}

// word reads the next run of plain characters.
func (s *scanner) word() string {
	s.skip()
	start := s.pos
	for s.pos < len(s.b) && !isSpace(s.b[s.pos]) && !isDelimiter(s.b[s.pos]) {
		s.pos++
	}
	return string(s.b[start:s.pos])
}

func (s *scanner) name() (any, error) {
	s.pos++
	var out []byte
	for s.pos < len(s.b) && !isSpace(s.b[s.pos]) && !isDelimiter(s.b[s.pos]) {
		c := s.b[s.pos]
		if c == '#' && s.pos+2 < len(s.b) {
			v, err := strconv.ParseUint(string(s.b[s.pos+1:s.pos+3]), 16, 8)
			if err != nil {
				return nil, err
			}
			c = byte(v)
			s.pos += 2
		}
		out = append(out, c)
		s.pos++
	}
	return name(out), nil
}

func (s *scanner) literal() (any, error) {
	var out []byte
	depth := 0
	for ; s.pos < len(s.b); s.pos++ {
		c := s.b[s.pos]
		switch c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				s.pos++
				return text(out), nil
			}
		case '\\':
			s.pos++
			if s.pos >= len(s.b) {
				return nil, errEnd
			}
			c = s.b[s.pos]
			switch {
			case c >= '0' && c <= '7':
				v := 0
				for i := 0; i < 3 && s.pos < len(s.b) && s.b[s.pos] >= '0' && s.b[s.pos] <= '7'; i++ {
					v = v*8 + int(s.b[s.pos]-'0')
					s.pos++
				}
				s.pos--
				c = byte(v)
			case c == 'n':
				c = '\n'
			case c == 'r':
				c = '\r'
			case c == 't':
				c = '\t'
			}
		}
		out = append(out, c)
	}
	return nil, errEnd
}

func (s *scanner) hex() (any, error) {
	end := bytes.IndexByte(s.b[s.pos:], '>')
	if end < 0 {
		return nil, errEnd
	}
	digits := bytes.Join(bytes.Fields(s.b[s.pos+1:s.pos+end]), nil)
	s.pos += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	out := make([]byte, 0, len(digits)/2)
	for i := 0; i < len(digits); i += 2 {
		v, err := strconv.ParseUint(string(digits[i:i+2]), 16, 8)
		if err != nil {
			return nil, err
		}
		out = append(out, byte(v))
	}
	return text(out), nil
}

// beyondLatin1 are the characters of PDFDocEncoding from 80 on, as far as our texts use them.
var beyondLatin1 = map[byte]rune{0x80: '•', 0x83: '…', 0x84: '—', 0x85: '–', 0x8d: '“', 0x8e: '”', 0x8f: '‘', 0x90: '’'}

// String returns a text string as Go text.
func (t text) String() string {
	if len(t) >= 2 && t[0] == 0xfe && t[1] == 0xff {
		u := make([]uint16, 0, len(t)/2)
		for i := 2; i+1 < len(t); i += 2 {
			u = append(u, uint16(t[i])<<8|uint16(t[i+1]))
		}
		return string(utf16.Decode(u))
	}
	var b strings.Builder
	for i := range len(t) {
		if r, ok := beyondLatin1[t[i]]; ok {
			b.WriteRune(r)
		} else {
			b.WriteRune(rune(t[i]))
		}
	}
	return b.String()
}

// data returns a stream unpacked.
func (st *stream) data() ([]byte, error) {
	filter := st.dict["Filter"]
	switch filter {
	case nil:
		return st.raw, nil
	case name("FlateDecode"):
	default:
		return nil, fmt.Errorf("filter %v", filter)
	}
	r, err := zlib.NewReader(bytes.NewReader(st.raw))
	if err != nil {
		return nil, err
	}
	out, err := io.ReadAll(io.LimitReader(r, 256<<20))
	if err != nil {
		return nil, err
	}
	p, _ := st.dict["DecodeParms"].(dict)
	if pred, _ := p["Predictor"].(float64); pred >= 10 {
		return unpredict(out, p)
	} else if pred > 1 {
		return nil, fmt.Errorf("predictor %v", pred)
	}
	return out, nil
}

// unpredict undoes PNG's filters.
func unpredict(b []byte, p dict) ([]byte, error) {
	num := func(k name, def int) int {
		if v, ok := p[k].(float64); ok {
			return int(v)
		}
		return def
	}
	bits := num("Colors", 1) * num("BitsPerComponent", 8)
	row, left := (num("Columns", 1)*bits+7)/8, (bits+7)/8
	if row <= 0 || left <= 0 || len(b)%(row+1) != 0 {
		return nil, errors.New("rows of another length")
	}
	above := make([]byte, row)
	var out []byte
	for ; len(b) > 0; b = b[row+1:] {
		kind, line := b[0], append([]byte{}, b[1:row+1]...)
		for i := range line {
			var a, c byte
			if i >= left {
				a, c = line[i-left], above[i-left]
			}
			up := above[i]
			switch kind {
			case 0:
			case 1:
				line[i] += a
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(a) + int(up)) / 2)
			case 4:
				line[i] += paeth(a, up, c)
			default:
				return nil, fmt.Errorf("row filter %d", kind)
			}
		}
		out = append(out, line...)
		above = line
	}
	return out, nil
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	abs := func(n int) int { return max(n, -n) }
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

// rawText returns the bytes of a string.
func rawText(v any) string {
	t, _ := v.(text)
	return string(t)
}
