package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/util"

	"styrdok/generator/block"
)

// label is the marker at the beginning of a line that makes it a list item.
type label struct {
	start, end int    // bytes of the line, without surrounding spaces
	bullet     byte   // '-', '+' or '*'; 0 for a number
	word       string // "12", "a", "iv"
	delimiter  block.Delimiter
}

// listForm is what the labels of a list have in common.
type listForm struct {
	bullet    byte
	numbering block.Numbering
	delimiter block.Delimiter
}

// reading is a possible value of a label: i is the ninth letter and the first Roman numeral.
type reading struct {
	numbering block.Numbering
	value     int
}

// maxWord is the maximum length of a label. CommonMark allows nine digits.
const maxWord = 9

// readLabel returns the label at the beginning of a line, after white space.
func readLabel(line []byte, at int) (l label, ok bool) {
	if at >= len(line) {
		return l, false
	}
	l.start, l.end = at, at+1
	open := line[at] == '('
	switch c := line[at]; {
	case c == '-' || c == '+' || c == '*':
		l.bullet = c
	default:
		if open {
			at++
		}
		l.end = at
		for l.end < len(line) && l.end-at <= maxWord && util.IsAlphaNumeric(line[l.end]) {
			l.end++
		}
		if l.end == at || l.end-at > maxWord || l.end == len(line) {
			return l, false
		}
		l.word = string(line[at:l.end])
		switch {
		case line[l.end] == ')' && open:
			l.delimiter = block.Parentheses
		case line[l.end] == ')':
			l.delimiter = block.Parenthesis
		case line[l.end] == '.' && !open:
			l.delimiter = block.Period
		default:
			return l, false
		}
		l.end++
	}
	return l, l.end == len(line) || isBlank(line[l.end])
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// empty reports whether nothing follows a label on its line.
func (l label) empty(line []byte) bool { return len(bytes.Trim(line[l.end:], " \t\n")) == 0 }

// plain reports whether the label is one of CommonMark.
func (l label) plain() bool {
	return l.bullet != 0 || l.word[0] <= '9' && l.delimiter != block.Parentheses
}

func (l label) readings() []reading {
	if l.bullet != 0 {
		return nil
	}
	if n, err := strconv.Atoi(l.word); err == nil {
		return []reading{{block.Decimal, n}}
	}
	upper, add := strings.ToUpper(l.word), block.Numbering(0)
	switch l.word {
	case strings.ToLower(l.word):
	case upper:
		add = block.UpperAlpha - block.LowerAlpha
	default:
		return nil
	}
	var out []reading
	if n := romanValue(upper); n > 0 {
		out = append(out, reading{block.LowerRoman + add, n})
	}
	switch {
	case strings.ContainsAny(l.word, "0123456789"):
		return nil
	case len(upper) == 1:
		out = append(out, reading{block.LowerAlpha + add, int(upper[0]-'A') + 1})
	case len(upper) == 2:
		out = append(out, reading{block.LowerAlpha + add, 26*(int(upper[0]-'A')+1) + int(upper[1]-'A') + 1})
	}
	return out
}

// number returns a label's number in a list of the given form.
func (l label) number(f listForm) (int, bool) {
	if l.bullet != f.bullet || l.delimiter != f.delimiter {
		return 0, false
	}
	if l.bullet != 0 {
		return 0, true
	}
	for _, r := range l.readings() {
		if r.numbering == f.numbering {
			return r.value, true
		}
	}
	return 0, false
}

// A letter, or a number in parentheses, begins a list only if the next one in order begins a line too. A
// single one is prose that happens to be wrapped there. Initials of names are in order by chance more
// often: three are required, unless two spaces follow.
const (
	inOrder         = 2
	initialsInOrder = 3
)

// series is a sequence of labels that may become a list.
type series struct {
	column   int
	length   int
	readings []reading // of the last label
	label    label
	waiting  []int // offsets of labels that do not count yet
}

// findSeries returns the offsets of letters and numbers in parentheses that are list items, with their
// numbering. It sees lines and not blocks, and may be wrong inside code.
func findSeries(src []byte) map[int]block.Numbering {
	found := map[int]block.Numbering{}
	var open []series
	wasBlank := true
	for start := 0; start < len(src); {
		end := start + bytes.IndexByte(src[start:], '\n')
		if end < start {
			end = len(src)
		}
		line := src[start:end]
		at := skipBlanks(line, 0)
		if at == len(line) {
			wasBlank = true
			start = end + 1
			continue
		}
		l, ok := readLabel(line, at)
		if !ok && wasBlank || endsSeries(line[at:]) {
			// Text that does not belong to an item.
			for len(open) > 0 && at < open[len(open)-1].column+2 {
				open = open[:len(open)-1]
			}
		}
		for range maxDepth {
			if !ok {
				break
			}
			if !l.plain() {
				open = continueSeries(open, l, l.start, start, line, found)
			}
			l, ok = readLabel(line, skipBlanks(line, l.end))
		}
		wasBlank = false
		start = end + 1
	}
	return found
}

// skipBlanks returns the offset of the first character that is not indentation or a quotation marker.
func skipBlanks(line []byte, at int) int {
	for at < len(line) && (line[at] == ' ' || line[at] == '\t' || line[at] == '>') {
		at++
	}
	return at
}

// endsSeries reports whether a line begins a block that interrupts a paragraph.
func endsSeries(line []byte) bool {
	for _, sign := range []string{"#", "```", "~~~", ":::"} {
		if bytes.HasPrefix(line, []byte(sign)) {
			return true
		}
	}
	return false
}

func continueSeries(open []series, l label, column, lineStart int, line []byte, found map[int]block.Numbering) []series {
	offset, readings := lineStart+l.start, l.readings()
	for i := len(open) - 1; i >= 0; i-- {
		s := &open[i]
		if s.label.delimiter != l.delimiter || max(column-s.column, s.column-column) > 3 {
			continue
		}
		for _, was := range s.readings {
			for _, r := range readings {
				if r.numbering != was.numbering || r.value != was.value+1 {
					continue
				}
				s.length++
				s.column, s.readings, s.label = column, []reading{r}, l
				s.waiting = append(s.waiting, offset)
				need := inOrder
				if r.numbering == block.UpperAlpha && l.delimiter == block.Period && !bytes.HasPrefix(line[l.end:], []byte("  ")) {
					need = initialsInOrder
				}
				if s.length >= need {
					for _, at := range s.waiting {
						found[at] = r.numbering
					}
					s.waiting = s.waiting[:0]
				}
				return open[:i+1]
			}
		}
	}
	if len(readings) == 0 {
		return open
	}
	for len(open) > 0 && open[len(open)-1].column > column {
		open = open[:len(open)-1]
	}
	if len(open) == 2*maxDepth {
		open = append(open[:0], open[1:]...)
	}
	return append(open, series{column: column, length: 1, readings: readings, label: l, waiting: []int{offset}})
}
