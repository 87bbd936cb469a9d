package source

import (
	"strconv"
	"strings"
	"unicode"

	"styrdok/generator/diag"
)

// place is where a key and its value stand.
type place struct{ key, value diag.Pos }

// places maps paths such as "title", "reviews[1].date" and "implements[0]" to where they stand
// in a TOML text. The TOML library tells a line for few mistakes and nothing for unknown keys,
// so the text is read a second time for its layout alone. The text is known to be valid TOML;
// what is not understood is skipped, and then a path is merely absent.
type places map[string]place

func indexPlaces(file, text string, firstLine int) places {
	ix := &placeIndexer{text: []rune(text), file: file, line: firstLine, column: 1, found: places{}, arrays: map[string]int{}}
	ix.document()
	return ix.found
}

type placeIndexer struct {
	text         []rune
	at           int
	file         string
	line, column int
	found        places
	arrays       map[string]int // how many [[tables]] of a name have been seen
}

func (ix *placeIndexer) pos() diag.Pos {
	return diag.Pos{File: ix.file, Line: ix.line, Column: ix.column}
}

func (ix *placeIndexer) done() bool { return ix.at >= len(ix.text) }

func (ix *placeIndexer) peek(ahead int) rune {
	if ix.at+ahead >= len(ix.text) {
		return 0
	}
	return ix.text[ix.at+ahead]
}

func (ix *placeIndexer) next() {
	if ix.done() {
		return
	}
	if ix.text[ix.at] == '\n' {
		ix.line, ix.column = ix.line+1, 1
	} else {
		ix.column++
	}
	ix.at++
}

// blank skips white space, comments and, if lines is true, line ends.
func (ix *placeIndexer) blank(lines bool) {
	for !ix.done() {
		switch c := ix.peek(0); {
		case c == '#':
			for !ix.done() && ix.peek(0) != '\n' {
				ix.next()
			}
		case c == '\n' && !lines:
			return
		case unicode.IsSpace(c):
			ix.next()
		default:
			return
		}
	}
}

func (ix *placeIndexer) document() {
	prefix := ""
	for {
		ix.blank(true)
		if ix.done() {
			return
		}
		start := ix.at
		if ix.peek(0) == '[' {
			prefix = ix.header()
		} else {
			ix.pair(prefix)
		}
		if ix.at == start {
			ix.next()
		}
	}
}

// header reads "[a.b]" or "[[a.b]]" and returns the prefix of the keys below it.
func (ix *placeIndexer) header() string {
	many := ix.peek(1) == '['
	ix.next()
	if many {
		ix.next()
	}
	ix.blank(false)
	at := ix.pos()
	path := ix.keyPath()
	for !ix.done() && ix.peek(0) == ']' {
		ix.next()
	}
	// [a.b] below [[a]] belongs to the last a.
	path = ix.latest(path)
	if many {
		n := ix.arrays[path]
		ix.arrays[path] = n + 1
		if n == 0 {
			ix.found[path] = place{at, at}
		}
		path += "[" + strconv.Itoa(n) + "]"
	}
	ix.found[path] = place{at, at}
	return path + "."
}

func (ix *placeIndexer) latest(path string) string {
	parts := strings.Split(path, ".")
	built := ""
	for i, p := range parts {
		if i > 0 {
			built += "."
		}
		built += p
		if n := ix.arrays[built]; n > 0 && i < len(parts)-1 {
			built += "[" + strconv.Itoa(n-1) + "]"
		}
	}
	return built
}

// pair reads "key = value".
func (ix *placeIndexer) pair(prefix string) {
	at := ix.pos()
	path := prefix + ix.keyPath()
	ix.blank(false)
	if ix.peek(0) != '=' {
		return
	}
	ix.next()
	ix.blank(false)
	ix.found[path] = place{at, ix.pos()}
	ix.value(path, 0)
}

// keyPath reads a dotted key and returns it without quotes.
func (ix *placeIndexer) keyPath() string {
	var parts []string
	for {
		ix.blank(false)
		var b strings.Builder
		switch c := ix.peek(0); c {
		case '"', '\'':
			ix.next()
			for !ix.done() && ix.peek(0) != c && ix.peek(0) != '\n' {
				b.WriteRune(ix.peek(0))
				ix.next()
			}
			ix.next()
		default:
			for !ix.done() && (unicode.IsLetter(ix.peek(0)) || unicode.IsDigit(ix.peek(0)) || ix.peek(0) == '-' || ix.peek(0) == '_') {
				b.WriteRune(ix.peek(0))
				ix.next()
			}
		}
		parts = append(parts, b.String())
		ix.blank(false)
		if ix.peek(0) != '.' {
			return strings.Join(parts, ".")
		}
		ix.next()
	}
}

func (ix *placeIndexer) value(path string, depth int) {
	switch c := ix.peek(0); {
	case depth > maxNesting:
		return
	case c == '"' || c == '\'':
		ix.quoted(c)
	case c == '[':
		ix.next()
		for n := 0; ; n++ {
			ix.blank(true)
			if ix.done() || ix.peek(0) == ']' {
				ix.next()
				return
			}
			element := path + "[" + strconv.Itoa(n) + "]"
			ix.found[element] = place{ix.pos(), ix.pos()}
			start := ix.at
			ix.value(element, depth+1)
			ix.blank(true)
			if ix.peek(0) == ',' {
				ix.next()
			}
			if ix.at == start {
				return
			}
		}
	case c == '{':
		ix.next()
		for {
			ix.blank(true)
			if ix.done() || ix.peek(0) == '}' {
				ix.next()
				return
			}
			start, at := ix.at, ix.pos()
			key := path + "." + ix.keyPath()
			ix.blank(true)
			if ix.peek(0) == '=' {
				ix.next()
				ix.blank(true)
			}
			ix.found[key] = place{at, ix.pos()}
			ix.value(key, depth+1)
			ix.blank(true)
			if ix.peek(0) == ',' {
				ix.next()
			}
			if ix.at == start {
				return
			}
		}
	default:
		for !ix.done() && !strings.ContainsRune(",]}\n#", ix.peek(0)) {
			ix.next()
		}
	}
}

func (ix *placeIndexer) quoted(quote rune) {
	if ix.peek(1) == quote && ix.peek(2) == quote {
		ix.next()
		ix.next()
		ix.next()
		for !ix.done() {
			if ix.peek(0) == '\\' && quote == '"' {
				ix.next()
			} else if ix.peek(0) == quote && ix.peek(1) == quote && ix.peek(2) == quote {
				for ix.peek(0) == quote {
					ix.next()
				}
				return
			}
			ix.next()
		}
		return
	}
	ix.next()
	for !ix.done() && ix.peek(0) != quote && ix.peek(0) != '\n' {
		if ix.peek(0) == '\\' && quote == '"' {
			ix.next()
		}
		ix.next()
	}
	ix.next()
}
