package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/diag"
)

// source is a text prepared for goldmark: lines end in \n, confidential parts are removed if they are to
// be masked, and long runs of blank lines are shortened, since goldmark's memory grows with them. It
// maps lines to those of the file.
type source struct {
	file     string
	quiet    bool // problems are not reported
	bytes    []byte
	starts   []int          // offset of the beginning of each line, or of its continuation after a comment
	numbers  []int          // line in the file
	columns  map[int]int    // column in the file at which a line begins, if it is not 1
	offsets  map[int]int    // bytes of the file's line that precede it, if any
	dropped  map[int]int    // number of blank lines dropped before a line
	titles   []stretch      // titles of images, which become captions of figures
	made     map[int]bool   // blank lines that the file does not have
	masked   map[int]string // lines that replace a confidential part, with the law that applies
	hides    bool           // there is a confidential part, replaced or not
	refs     map[string]bool
	suspects []stretch            // lines with a mark in what the scanner takes for code
	problems diag.List            // including those of confidential parts
	markup   []stretch            // what has been read as something other than text
	tails    map[ast.Node]stretch // what follows the text of a link or an image: ](address)

	line, offset, column int // last result of pos
}

type sourceLine struct {
	text   []byte
	number int
	masked bool
	law    string
	code   bool // inside a code block
	gaps   []gap

	suspect bool // a mark nearly hides something, if it isn't in code
}

func prepare(src []byte, opt Options) *source {
	s := &source{file: opt.File, quiet: opt.quiet, dropped: map[int]int{}, made: map[int]bool{}, masked: map[int]string{}, tails: map[ast.Node]stretch{}}
	lines := splitLines(src, opt.FirstLine)
	lines = s.mask(s.withoutComments(lines), opt.Mask)
	s.bytes = make([]byte, 0, len(src)+1)
	s.starts = make([]int, 0, len(lines))
	s.numbers = make([]int, 0, len(lines))
	definitions := 0
	for i := 0; i < len(lines); i++ {
		if isDefinition(lines[i].text) {
			if definitions++; definitions%maxDefinitions == 0 {
				s.made[len(s.starts)] = true
				s.add(sourceLine{number: lines[i].number})
			}
		} else {
			definitions = 0
		}
		if !blank(lines[i].text) || i+2 >= len(lines) {
			s.add(lines[i])
			continue
		}
		end := i
		for end+1 < len(lines) && blank(lines[end+1].text) {
			end++
		}
		s.add(lines[i])
		if end > i {
			s.dropped[len(s.starts)] = end - i - 1
			s.add(lines[end])
		}
		i = end
	}
	return s
}

func (s *source) add(l sourceLine) {
	if l.masked {
		s.masked[len(s.starts)] = l.law
	}
	s.starts = append(s.starts, len(s.bytes))
	s.numbers = append(s.numbers, l.number)
	for _, c := range l.gaps {
		if s.columns == nil {
			s.columns, s.offsets = map[int]int{}, map[int]int{}
		}
		s.columns[len(s.starts)], s.offsets[len(s.starts)] = c.column, c.from
		s.starts = append(s.starts, len(s.bytes)+c.offset)
		s.numbers = append(s.numbers, c.line)
	}
	if l.suspect {
		s.suspects = append(s.suspects, stretch{len(s.bytes), len(s.bytes) + len(l.text)})
	}
	s.bytes = append(s.bytes, l.text...)
	s.bytes = append(s.bytes, '\n')
}

// maxDefinitions is the number of consecutive link definitions that goldmark gets as one paragraph. It
// copies the rest of the paragraph for every one of them.
const maxDefinitions = 200

func isDefinition(line []byte) bool {
	line = bytes.TrimLeft(line, " >")
	return len(line) > 2 && line[0] == '[' && line[1] != '^' && bytes.Contains(line, []byte("]:"))
}

func blank(line []byte) bool { return len(bytes.Trim(line, " \t")) == 0 }

// splitLines splits a text at \n, \r\n and \r. Bytes that are not UTF-8 and NUL become U+FFFD, and so do
// the code points that represent escaped characters in this package.
func splitLines(src []byte, first int) []sourceLine {
	lines := make([]sourceLine, 0, bytes.Count(src, []byte("\n"))+1)
	replacement := []byte("\uFFFD")
	if !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, replacement)
	}
	if bytes.IndexByte(src, 0) >= 0 {
		src = bytes.ReplaceAll(src, []byte{0}, replacement)
	}
	if bytes.Contains(src, []byte("\uFDD0")[:2]) {
		for _, r := range literals {
			src = bytes.ReplaceAll(src, []byte(string(r.mark)), replacement)
		}
	}
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	hasCR := bytes.IndexByte(src, '\r') >= 0
	for len(src) > 0 {
		end := bytes.IndexByte(src, '\n')
		if hasCR {
			end = bytes.IndexAny(src, "\r\n")
		}
		line, rest := src, []byte(nil)
		if end >= 0 {
			line, rest = src[:end], src[end+1:]
			if src[end] == '\r' && len(rest) > 0 && rest[0] == '\n' {
				rest = rest[1:]
			}
		}
		lines = append(lines, sourceLine{text: line, number: first + len(lines)})
		src = rest
	}
	return lines
}

// origin maps a position in the prepared text to the source, whose lines begin at starts.
func (s *source) origin(starts []int, offset int) int {
	line := s.lineAt(offset)
	return starts[min(s.numbers[line]-1, len(starts)-1)] + s.offsets[line] + offset - s.starts[line]
}

// gapWithin reports whether a comment was removed between two offsets.
func (s *source) gapWithin(start, stop int) bool {
	if len(s.columns) == 0 {
		return false
	}
	for i := s.lineAt(start) + 1; i < len(s.starts) && s.starts[i] <= stop; i++ {
		if s.columns[i] > 0 {
			return true
		}
	}
	return false
}

// lineAt returns the index of the line that contains an offset.
func (s *source) lineAt(offset int) int {
	return sort.SearchInts(s.starts, offset+1) - 1
}

// pos returns the position of an offset in the file. Successive calls with nearby offsets are cheap even
// in very long lines.
func (s *source) pos(offset int) diag.Pos {
	offset = min(max(offset, 0), len(s.bytes))
	if len(s.starts) == 0 {
		return diag.Pos{File: s.file}
	}
	if offset == len(s.bytes) && offset > s.starts[len(s.starts)-1] && s.bytes[offset-1] == '\n' {
		offset-- // There is no line after the last newline.
	}
	line := s.line
	if offset < s.starts[line] || line+1 < len(s.starts) && offset >= s.starts[line+1] {
		line = s.lineAt(offset)
		s.line, s.offset, s.column = line, s.starts[line], max(s.columns[line], 1)
	}
	if s.column == 0 {
		s.offset, s.column = s.starts[line], max(s.columns[line], 1)
	}
	if offset >= s.offset {
		s.column += utf8.RuneCount(s.bytes[s.offset:offset])
	} else {
		s.column -= utf8.RuneCount(s.bytes[offset:s.offset])
	}
	s.offset = offset
	return diag.Pos{File: s.file, Line: s.numbers[line], Column: s.column}
}
