package markdown

import (
	"bytes"
	"regexp"
)

var briefLine = regexp.MustCompile(`^ {0,3}:{3,}[ \t]*brief[ \t]*$`)

// Brief returns the lines of a text that hold the summary in :::brief, with the lines that enclose it:
// the first and the one behind the last, counted from 0; both are 0 if there is none.
func Brief(src []byte) (first, end int) {
	if !bytes.Contains(src, []byte("brief")) {
		return 0, 0
	}
	lines := splitLines(src, 1)
	for i, l := range lines {
		if briefLine.Match(l.text) {
			return i, min((&source{}).confidentialEnd(lines, i)+1, len(lines))
		}
	}
	return 0, 0
}
