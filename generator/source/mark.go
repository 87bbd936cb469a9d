package source

import (
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// How marks for review begin, in the front matter and in the text, in Swedish or English.
var (
	frontMark = pattern.New(`^#\s*(?:granska|to review):\s*(.*?)\s*$`)
	textMark  = pattern.New(`^<!--\s*(?:granska|to review):\s*(.*?)\s*-->\s*$`)

	statusLine = pattern.New(`^status\s*=`) // goes with the mark above it
)

// Marks finds the marks for review in a document's file.
func Marks(src string) []library.Mark {
	if !strings.Contains(src, "granska:") && !strings.Contains(src, "to review:") {
		return nil
	}
	lines := strings.Split(src, "\n")
	var out []library.Mark
	fences := 0
	for i, l := range lines {
		if strings.TrimRight(strings.TrimPrefix(l, "\ufeff"), " \t\r") == "+++" {
			fences++
			continue
		}
		form := textMark
		if fences == 1 {
			form = frontMark
		}
		if m := form.FindStringSubmatch(l); m != nil {
			waiting := fences == 1 && i+1 < len(lines) && statusLine.MatchString(lines[i+1])
			out = append(out, library.Mark{Line: i + 1, Text: m[1], Waiting: waiting})
		}
	}
	return out
}
