package markdown

import (
	"bytes"

	"styrdok/generator/block"
	"styrdok/generator/pattern"
)

var briefLine = pattern.New(`^ {0,3}:{3,}[ \t]*brief[ \t]*$`)

// Brief returns the range of lines of the summary in :::brief, including the lines that enclose it,
// counted from 0: the first line and the one after the last. Both are 0 if there is no summary. It stands first in a text without comments.
func Brief(src []byte) (first, end int) {
	if !bytes.Contains(src, []byte("brief")) {
		return 0, 0
	}
	lines, title := splitLines(src, 1), false
	for i, l := range lines {
		switch {
		case briefLine.Match(l.text):
			return i, min((&source{}).confidentialEnd(lines, i)+1, len(lines))
		case len(bytes.TrimSpace(l.text)) == 0:
		case !title && bytes.HasPrefix(l.text, []byte("# ")):
			title = true
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// plainBrief reports whether a summary has only paragraphs and lists. Anything else belongs to the text: headings and notes would be numbered
// with it.
func plainBrief(blocks []block.Block) bool {
	plain := true
	block.Walk(blocks, func(b block.Block) bool {
		switch b.(type) {
		case *block.Paragraph, *block.List, *block.Foreign, *block.Masked:
		default:
			plain = false
		}
		block.Lines(b, func(spans []block.Span) {
			plain = plain && !block.AnySpan(spans, func(s block.Span) bool {
				switch s.(type) {
				case *block.NoteRef, *block.Image:
					return true
				}
				return false
			})
		})
		return true
	})
	return plain
}
