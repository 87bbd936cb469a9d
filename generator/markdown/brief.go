package markdown

import (
	"bytes"
	"regexp"
)

var briefLine = regexp.MustCompile(`^ {0,3}:{3,}[ \t]*brief[ \t]*$`)

// Brief returns the range of lines of the summary in :::brief, including the lines that enclose it,
// counted from 0: the first line and the one after the last. Both are 0 if there is no summary.
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
