package diag

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Mend applies the list's fixes to a part of a file that begins on a given line. It returns the new text
// and how many diagnostics were fixed. Of overlapping fixes it applies the first.
func Mend(text string, firstLine int, list List) (string, int) {
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	type change struct {
		start, stop int
		text        string
	}
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' || text[i] == '\r' && !strings.HasPrefix(text[i+1:], "\n") {
			starts = append(starts, i+1)
		}
	}
	offset := func(p Pos) int {
		line := p.Line - firstLine
		if line < 0 || line >= len(starts) {
			return -1
		}
		at := starts[line]
		for range p.Column - 1 {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
		}
		return at
	}
	var changes []change
	taken := map[[2]int]bool{}
	places := 0
	for _, d := range list {
		var own []change
		for _, e := range d.Fix {
			own = append(own, change{offset(e.Pos), offset(e.End), strings.ReplaceAll(e.Text, "\n", newline)})
		}
		if len(own) == 0 || slices.ContainsFunc(own, func(c change) bool {
			return c.start < 0 || c.stop < c.start || taken[[2]int{c.start, c.stop}]
		}) {
			continue
		}
		for _, c := range own {
			taken[[2]int{c.start, c.stop}] = true
		}
		places++
		changes = append(changes, own...)
	}
	slices.SortStableFunc(changes, func(a, b change) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	done := 0
	for _, c := range changes {
		if c.start < done {
			continue
		}
		b.WriteString(text[done:c.start])
		b.WriteString(c.text)
		done = c.stop
	}
	b.WriteString(text[done:])
	return b.String(), places
}
