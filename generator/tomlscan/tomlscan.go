// Package tomlscan finds the offsets of keys and values in a TOML text, which the TOML library does not
// give. Offsets are in bytes. The text must be valid TOML; anything else is skipped.
package tomlscan

import (
	"bytes"
	"strings"
)

// Statement is a pair or the header of a table, with the offsets of its parts.
type Statement struct {
	Header bool     // "[table]" or "[[table]]"
	Array  bool     // "[[table]]"
	Path   []string // the key's parts without quotes

	Start, End int // whole lines, from the first byte to behind the last line end
	Key        int // first byte that is not white space
	Equals     int // of a pair
	Value      int // of a header: where its name begins
	ValueEnd   int // of a pair
	Comment    int // of the comment behind the value; 0 without one
}

// Element is one of an array or inline table.
type Element struct {
	Path            []string // of an inline table: the key's parts without quotes
	Key, Value, End int      // offsets; of an array Key is Value
}

// LineEnd returns where the line that holds an offset ends, its line end not counted. A carriage
// return alone ends a line, as it does for the reader of documents.
func LineEnd(data []byte, at int) int {
	if i := bytes.IndexAny(data[at:], "\r\n"); i >= 0 {
		return at + i
	}
	return len(data)
}

// PastEnd returns the offset behind the line end at an offset.
func PastEnd(data []byte, at int) int {
	switch {
	case at >= len(data):
		return len(data)
	case data[at] == '\r' && at+1 < len(data) && data[at+1] == '\n':
		return at + 2
	}
	return at + 1
}

// Elements calls f for each element of the array or inline table that begins at an offset and ends
// before another. For other values it does nothing.
func Elements(data []byte, at, end int, f func(Element)) {
	s := &scanner{data: data, at: at, end: end}
	if c := s.peek(0); c == '[' || c == '{' {
		s.elements(0, f)
	}
}

// Blank returns the offset behind white space, comments and line ends.
func Blank(data []byte, at, end int) int {
	s := &scanner{data: data, at: at, end: end}
	s.blank(true)
	return s.at
}

type scanner struct {
	data    []byte
	at, end int
}

func (s *scanner) peek(ahead int) byte {
	if s.at+ahead >= s.end {
		return 0
	}
	return s.data[s.at+ahead]
}

func (s *scanner) done() bool { return s.at >= s.end }

// blank skips white space, and comments and line ends too if lines is true.
func (s *scanner) blank(lines bool) {
	for !s.done() {
		switch c := s.peek(0); {
		case c == ' ' || c == '\t':
			s.at++
		case lines && (c == '\n' || c == '\r'):
			s.at++
		case lines && c == '#':
			s.at = LineEnd(s.data[:s.end], s.at)
		default:
			return
		}
	}
}

// PastMark returns the offset behind the byte order mark at an offset, where there may be one. The TOML library ignores it at
// the beginning of a text.
func PastMark(data []byte, at int) int {
	return len(data) - len(bytes.TrimPrefix(data[at:], []byte("\uFEFF")))
}

// Statements returns the statements of the text between two offsets, of which the first begins a line.
func Statements(data []byte, from, to int) []Statement {
	from = PastMark(data[:to], from)
	s := &scanner{data: data, at: from, end: to}
	var out []Statement
	for {
		s.blank(true)
		if s.done() {
			return out
		}
		st := Statement{Key: s.at, Start: s.at}
		for st.Start > from && s.data[st.Start-1] != '\n' && s.data[st.Start-1] != '\r' {
			st.Start--
		}
		if s.peek(0) == '[' {
			st.Header, st.Array = true, s.peek(1) == '['
			for s.peek(0) == '[' {
				s.at++
			}
			s.blank(false)
			st.Value = s.at
			st.Path = s.path()
			for s.peek(0) == ']' {
				s.at++
			}
		} else {
			st.Path = s.path()
			s.blank(false)
			st.Equals = s.at
			if s.peek(0) == '=' {
				s.at++
			}
			s.blank(false)
			st.Value = s.at
			s.skip(0)
			st.ValueEnd = s.at
		}
		s.blank(false)
		if s.peek(0) == '#' {
			st.Comment = s.at
		}
		s.at = PastEnd(s.data, LineEnd(s.data[:s.end], min(s.at, s.end)))
		st.End = s.at
		if st.Header || st.Equals < s.end && s.data[st.Equals] == '=' {
			out = append(out, st)
		}
	}
}

// path reads a dotted key.
func (s *scanner) path() []string {
	var parts []string
	for {
		s.blank(false)
		var part []byte
		switch c := s.peek(0); c {
		case '"', '\'':
			s.at++
			for !s.done() && s.peek(0) != c && s.peek(0) != '\n' {
				part = append(part, s.peek(0))
				s.at++
			}
			s.at++
		default:
			for !s.done() && !strings.ContainsRune(" \t\r\n.=]#", rune(s.peek(0))) {
				part = append(part, s.peek(0))
				s.at++
			}
		}
		parts = append(parts, string(part))
		s.blank(false)
		if s.peek(0) != '.' {
			return parts
		}
		s.at++
	}
}

// maxNesting bounds how deep arrays and inline tables are followed.
const maxNesting = 64

// skip moves behind a value.
func (s *scanner) skip(depth int) {
	switch c := s.peek(0); {
	case depth > maxNesting:
		s.at = s.end
	case c == '"' || c == '\'':
		s.quoted(c)
	case c == '[' || c == '{':
		s.elements(depth, func(Element) {})
	default:
		for !s.done() && !strings.ContainsRune(",]}\r\n#", rune(s.peek(0))) {
			s.at++
		}
		for s.at > 0 && (s.data[s.at-1] == ' ' || s.data[s.at-1] == '\t') {
			s.at--
		}
	}
}

// elements moves behind an array or inline table.
func (s *scanner) elements(depth int, f func(Element)) {
	closing := s.peek(0) + 2 // ']' is two behind '[', and '}' behind '{'.
	s.at++
	for {
		s.blank(true)
		if s.done() || s.peek(0) == closing {
			s.at = min(s.at+1, s.end)
			return
		}
		e := Element{Key: s.at}
		if closing == '}' {
			e.Path = s.path()
			s.blank(true)
			if s.peek(0) == '=' {
				s.at++
			}
			s.blank(true)
		}
		e.Value = s.at
		s.skip(depth + 1)
		e.End = s.at
		f(e)
		s.blank(true)
		if s.peek(0) == ',' {
			s.at++
		}
		if s.at == e.Key {
			s.at++
		}
	}
}

func (s *scanner) quoted(quote byte) {
	if s.peek(1) == quote && s.peek(2) == quote {
		s.at += 3
		for !s.done() {
			switch {
			case s.peek(0) == '\\' && quote == '"':
				s.at += 2
			case s.peek(0) == quote && s.peek(1) == quote && s.peek(2) == quote:
				// Up to two quotes may precede the closing three.
				for n := 0; s.peek(0) == quote && n < 5; n++ {
					s.at++
				}
				return
			default:
				s.at++
			}
		}
		s.at = min(s.at, s.end)
		return
	}
	s.at++
	for !s.done() && s.peek(0) != quote && s.peek(0) != '\n' && s.peek(0) != '\r' {
		if s.peek(0) == '\\' && quote == '"' {
			s.at++
		}
		s.at++
	}
	s.at = min(s.at+1, s.end)
}
