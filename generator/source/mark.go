package source

import (
	"regexp"
	"strings"

	"styrdok/generator/library"
)

// mark finds such a comment, in the front matter or in the text, in Swedish or English.
var mark = regexp.MustCompile(`^(?:#|<!--)\s*(?:granska|to review):\s*(.*?)(?:\s*-->)?\s*$`)

// Marks finds the marks for review in a document's file.
func Marks(src string) []library.Mark {
	if !strings.Contains(src, "granska:") && !strings.Contains(src, "to review:") {
		return nil
	}
	lines := strings.Split(src, "\n")
	var out []library.Mark
	for i, l := range lines {
		if m := mark.FindStringSubmatch(l); m != nil {
			waiting := l[0] == '#' && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "status")
			out = append(out, library.Mark{Line: i + 1, Text: m[1], Waiting: waiting})
		}
	}
	return out
}
