package edit

import (
	"bytes"
	"errors"
	"strings"
)

// ErrNoFrontMatter means that a file has no front matter between "+++" lines.
var ErrNoFrontMatter = errors.New("no front matter")

// statement is a pair or a table header of front matter, with the places of its parts as offsets
// in the file.
type statement struct {
	header bool     // "[table]" or "[[table]]"
	array  bool     // "[[table]]"
	path   []string // the key's parts without quotes

	start, end int // whole lines, from the first byte to behind the last line end
	key        int // first byte that is not white space
	equals     int
	value      int
	valueEnd   int
	comment    int // where the comment behind the value begins; 0 if there is none
}

func (s statement) is(key string) bool { return len(s.path) == 1 && s.path[0] == key }

// front is the front matter of a file. Its text is known to be valid TOML; what is not understood
// is skipped.
type front struct {
	data       []byte
	start, end int // the TOML between the fences; end is where the closing fence begins
	eol        string
	statements []statement
}

// top returns the pairs in front of the first header.
func (f *front) top() []statement {
	for i, s := range f.statements {
		if s.header {
			return f.statements[:i]
		}
	}
	return f.statements
}

var byteOrderMark = []byte("\uFEFF")

// scan finds the front matter and its statements.
func scan(data []byte) (*front, error) {
	f := &front{data: data}
	at := 0
	if bytes.HasPrefix(data, byteOrderMark) {
		at = len(byteOrderMark)
	}
	end := lineEnd(data, at)
	if !isFence(data[at:end]) {
		return nil, ErrNoFrontMatter
	}
	f.start = pastEnd(data, end)
	f.eol = string(data[end:f.start])
	for at = f.start; ; {
		end = lineEnd(data, at)
		if isFence(data[at:end]) {
			f.end = at
			break
		}
		if end == len(data) {
			return nil, ErrNoFrontMatter
		}
		at = pastEnd(data, end)
	}
	s := scanner{data: data, at: f.start, end: f.end}
	f.statements = s.statements()
	return f, nil
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "+++" }

// lineEnd returns where the line that holds an offset ends, its line end not counted. A carriage
// return alone ends a line, as it does for the reader of documents.
func lineEnd(data []byte, at int) int {
	if i := bytes.IndexAny(data[at:], "\r\n"); i >= 0 {
		return at + i
	}
	return len(data)
}

// pastEnd returns the offset behind the line end at an offset.
func pastEnd(data []byte, at int) int {
	switch {
	case at >= len(data):
		return len(data)
	case data[at] == '\r' && at+1 < len(data) && data[at+1] == '\n':
		return at + 2
	}
	return at + 1
}

// scanner reads the statements of a TOML text.
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
			s.at = lineEnd(s.data[:s.end], s.at)
		default:
			return
		}
	}
}

func (s *scanner) statements() []statement {
	var out []statement
	for {
		s.blank(true)
		if s.done() {
			return out
		}
		st := statement{key: s.at, start: s.at}
		for st.start > 0 && s.data[st.start-1] != '\n' && s.data[st.start-1] != '\r' {
			st.start--
		}
		if s.peek(0) == '[' {
			st.header, st.array = true, s.peek(1) == '['
			for s.peek(0) == '[' {
				s.at++
			}
			st.path = s.path()
			for s.peek(0) == ']' {
				s.at++
			}
		} else {
			st.path = s.path()
			s.blank(false)
			st.equals = s.at
			if s.peek(0) == '=' {
				s.at++
			}
			s.blank(false)
			st.value = s.at
			s.skip(0)
			st.valueEnd = s.at
		}
		s.blank(false)
		if s.peek(0) == '#' {
			st.comment = s.at
		}
		s.at = pastEnd(s.data, lineEnd(s.data[:s.end], min(s.at, s.end)))
		st.end = s.at
		if st.header || st.equals < s.end && s.data[st.equals] == '=' {
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
		s.elements(c+2, depth, nil) // ']' and '}' stand two behind '[' and '{'.
	default:
		for !s.done() && !strings.ContainsRune(",]}\r\n#", rune(s.peek(0))) {
			s.at++
		}
		for s.at > 0 && (s.data[s.at-1] == ' ' || s.data[s.at-1] == '\t') {
			s.at--
		}
	}
}

// elements moves behind an array or inline table and tells of each element's start and end.
func (s *scanner) elements(closing byte, depth int, each func(start, end int)) {
	s.at++
	for {
		s.blank(true)
		if s.done() || s.peek(0) == closing {
			s.at = min(s.at+1, s.end)
			return
		}
		start := s.at
		if closing == '}' {
			s.path()
			s.blank(true)
			if s.peek(0) == '=' {
				s.at++
			}
			s.blank(true)
		}
		s.skip(depth + 1)
		if each != nil {
			each(start, s.at)
		}
		s.blank(true)
		if s.peek(0) == ',' {
			s.at++
		}
		if s.at == start {
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
				// Up to two quotes may stand in front of the closing three.
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
