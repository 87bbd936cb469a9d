package block

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scope is what a table cell is the heading of.
type Scope uint8

const (
	NoScope Scope = iota // not a heading
	ColumnScope
	RowScope
)

// Headed reports whether a table has column headings: a head row with text, and rows below it.
func (t *Table) Headed() bool {
	if len(t.Rows) == 0 {
		return false
	}
	for _, c := range t.Head {
		if len(c.Spans) > 0 {
			return true
		}
	}
	return false
}

// Body returns the rows below the head. If there are none, the head is the only row of the body.
func (t *Table) Body() []*Row {
	if len(t.Rows) == 0 && len(t.Head) > 0 {
		return []*Row{{At: t.At, Cells: t.Head}}
	}
	return t.Rows
}

// HeadScope returns the scope of a cell of the head row. An empty cell, such as the corner, is not a
// heading.
func (t *Table) HeadScope(c *Cell) Scope {
	if c == nil || len(c.Spans) == 0 || !t.Headed() {
		return NoScope
	}
	return ColumnScope
}

// RowScope returns the scope of cell i of a row of the body.
func (t *Table) RowScope(r *Row, i int) Scope {
	if i > 0 || !t.RowHeaders || len(r.Cells) < 2 || len(r.Cells[0].Spans) == 0 {
		return NoScope
	}
	return RowScope
}

// longestName is how long the words may be, in characters, that name a row: they are heard again with each cell of it.
const longestName = 60

// NamesRows reports whether the first column names the rows, as far as can be told where RowHeaders does not say so: it holds
// words, and no two cells are alike. Such cells are headings for those who listen, and look like the others.
func (t *Table) NamesRows() bool {
	if t.RowHeaders || !t.Headed() || len(t.Head) < 2 || t.Numeric(0) {
		return false
	}
	names := make(map[string]bool, len(t.Rows))
	for _, r := range t.Rows {
		if r.Change == Deleted || len(r.Cells) < 2 {
			continue
		}
		name := strings.TrimSpace(Plain(r.Cells[0].Spans))
		if IsDash(name) || name == "" || names[name] || utf8.RuneCountInString(name) > longestName {
			return false
		}
		names[name] = true
	}
	return len(names) > 0
}

// IsDash reports whether a cell's words are a dash, which stands for nothing.
func IsDash(words string) bool { return words == "–" || words == "-" || words == "—" }

// Numeric reports whether column i contains numbers only, besides empty cells and dashes.
func (t *Table) Numeric(i int) bool {
	found := false
	for _, r := range t.Rows {
		if i >= len(r.Cells) {
			continue
		}
		switch s := strings.TrimSpace(Plain(r.Cells[i].Spans)); {
		case s == "", IsDash(s):
		case !isNumber(s):
			return false
		default:
			found = true
		}
	}
	return found
}

// isNumber reports whether s is a number, with or without a sign and "%". Dates, ranges and section
// numbers are not.
func isNumber(s string) bool {
	s = strings.TrimLeft(strings.TrimSpace(strings.TrimSuffix(s, "%")), "+-−–")
	digits, points := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r == ',' || r == '.':
			points++
		case !unicode.IsSpace(r):
			return false
		}
	}
	return digits > 0 && points <= 1
}
