package source

import (
	"strings"
	"unicode/utf8"

	"styrdok/generator/diag"
)

// What a TOML text may be. The library takes memory in proportion to the text's size times its depth.
const (
	maxTOML    = 1 << 20 // bytes
	maxNesting = 16      // arrays, inline tables and parts of dotted keys within each other; four are needed
)

// nesting returns the offset at which a TOML text first goes deeper than maxNesting, or -1. The TOML
// library takes memory in proportion to the square of the depth and recurses without bound, so the
// text is checked before it is decoded. On invalid TOML the result may be wrong, but there the library
// stops by itself.
func nesting(text string) int {
	var outer []int // for each open bracket the dots that stood before it in its key
	dots := 0       // in the key being read, or whose value is
	deep := 0       // open brackets and the dots before them
	for at := 0; at < len(text); {
		switch text[at] {
		case '#':
			at = lineAfter(text, at)
			continue
		case '"', '\'':
			at = stringAfter(text, at)
			continue
		case '[', '{':
			outer = append(outer, dots)
			deep += 1 + dots
			dots = 0
		case ']', '}':
			dots = 0
			if n := len(outer); n > 0 {
				dots, outer = outer[n-1], outer[:n-1]
				deep -= 1 + dots
			}
		case '.':
			dots++
		case ',', '\n':
			dots = 0
		}
		if deep+dots > maxNesting {
			return at
		}
		at++
	}
	return -1
}

// lineAfter returns the offset of the line end at or behind an offset.
func lineAfter(text string, at int) int {
	if i := strings.IndexByte(text[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(text)
}

// stringAfter returns the offset behind the TOML string that begins at an offset. A string of one
// line that nothing closes ends with its line.
func stringAfter(text string, at int) int {
	quote := text[at]
	long := strings.Repeat(string(quote), 3)
	escapes := quote == '"'
	if strings.HasPrefix(text[at:], long) {
		for at += 3; at < len(text); at++ {
			switch {
			case text[at] == '\\' && escapes:
				at++
			case strings.HasPrefix(text[at:], long):
				at += 3
				for n := 0; n < 2 && at < len(text) && text[at] == quote; n++ { // Up to two belong to the string.
					at++
				}
				return at
			}
		}
		return len(text)
	}
	for at++; at < len(text) && text[at] != '\n'; at++ {
		switch {
		case text[at] == '\\' && escapes:
			at++
		case text[at] == quote:
			return at + 1
		}
	}
	return min(at, len(text))
}

// placeAt returns the position of an offset of a TOML text in its file.
func (r *reader) placeAt(text string, offset int) diag.Pos {
	begin := strings.LastIndexByte(text[:offset], '\n') + 1
	return diag.Pos{
		File: r.file, Line: r.line + strings.Count(text[:begin], "\n"),
		Column: utf8.RuneCountInString(text[begin:offset]) + 1,
	}
}
