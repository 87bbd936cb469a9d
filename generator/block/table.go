package block

// Scope tells what a cell of a table is the heading of.
type Scope uint8

const (
	NoScope Scope = iota // it is no heading
	ColumnScope
	RowScope
)

// Headed reports whether a table has a head row: one with words, and rows below that it is about.
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

// Body returns the rows below the head. What stands in the head of a table without other rows is its
// only row.
func (t *Table) Body() []*Row {
	if len(t.Rows) == 0 && len(t.Head) > 0 {
		return []*Row{{At: t.At, Cells: t.Head}}
	}
	return t.Rows
}

// HeadScope returns what a cell of the head row is the heading of. An empty one, as the corner often
// is, is no heading.
func (t *Table) HeadScope(c *Cell) Scope {
	if c == nil || len(c.Spans) == 0 || !t.Headed() {
		return NoScope
	}
	return ColumnScope
}

// RowScope returns what a cell of a row of the body is the heading of, by its place in the row.
func (t *Table) RowScope(r *Row, i int) Scope {
	if i > 0 || !t.RowHeaders || len(r.Cells) < 2 || len(r.Cells[0].Spans) == 0 {
		return NoScope
	}
	return RowScope
}
