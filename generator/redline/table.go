package redline

import (
	"slices"

	"styrdok/generator/block"
)

// table merges two tables into one with the columns of both. It returns nil if they have no column in
// common.
func (c *comparer) table(old, new *block.Table) block.Block {
	if !regular(old) || !regular(new) {
		whole := func(t *block.Table) uint64 { return c.newUnit(tableKind, func(r *digester) { r.block(t) }).hash }
		if whole(old) == whole(new) && slices.Equal(old.Align, new.Align) {
			return c.keptTable(old, new, new.Align)
		}
		return nil
	}
	oldColumns, newColumns := c.columnUnits(old), c.columnUnits(new)
	columns := c.align(oldColumns, newColumns, false)
	common := make([][2]int, 0, len(new.Head))
	kept, some := false, false
	for _, u := range slices.Concat(oldColumns, newColumns) {
		some = some || u.words > 0
	}
	for i, j := range columns.toNew {
		if j >= 0 {
			common = append(common, [2]int{i, j})
			kept = kept || oldColumns[i].words > 0 && newColumns[j].words > 0
		}
	}
	// Empty columns match, but do not by themselves make two tables the same.
	if !kept && some || len(common) == 0 && len(old.Head)+len(new.Head) > 0 {
		return nil
	}
	order := columns.steps()
	var align []block.Align
	for _, s := range order {
		if s.new >= 0 {
			align = append(align, new.Align[s.new])
		} else {
			align = append(align, old.Align[s.old])
		}
	}
	out := c.keptTable(old, new, align)
	var v verdict
	var changed bool
	out.Caption, v = c.line(old.Caption, new.Caption)
	out.Head, changed = c.row(old.Head, new.Head, order)
	out.Rows = c.rows(old.Rows, new.Rows, order, common)
	changed = changed || slices.ContainsFunc(out.Rows, func(r *block.Row) bool { return r.Change != block.Unchanged })
	out.Change = changedIf(v != same || changed)
	return out
}

// rows merges the rows of two tables, given the order of their columns and those in common.
func (c *comparer) rows(old, new []*block.Row, order []step, common [][2]int) []*block.Row {
	var out []*block.Row
	us, vs := c.rowUnits(old, common, 0), c.rowUnits(new, common, 1)
	for _, s := range c.align(us, vs, true).steps() {
		row := &block.Row{}
		switch {
		case s.new < 0:
			row = c.wholeRow(old[s.old], block.Deleted, order, func(s step) int { return s.old })
			if s.moved {
				c.away[row] = true
			}
		case s.old < 0:
			row = c.wholeRow(new[s.new], block.Inserted, order, func(s step) int { return s.new })
		default:
			var changed bool
			if !s.moved && len(common) > 0 && otherRow(us[s.old], vs[s.new]) {
				out = append(out, c.wholeRow(old[s.old], block.Deleted, order, func(s step) int { return s.old }))
				row = c.wholeRow(new[s.new], block.Inserted, order, func(s step) int { return s.new })
				break
			}
			row.At = new[s.new].At
			row.Cells, changed = c.row(old[s.old].Cells, new[s.new].Cells, order)
			if row.Change = changedIf(changed); s.moved {
				row.Change = block.Moved
			}
		}
		out = append(out, row)
	}
	return out
}

// otherRow reports whether two rows are easier to read one after the other than cell by cell: they are about different
// things, as their first cells say, and have less than half of their words in common.
func otherRow(old, new *unit) bool {
	return old.name != new.name && old.similarity(new) < 0.5
}

// wholeRow copies a row that was deleted or inserted, with empty cells for the columns of the other table.
func (c *comparer) wholeRow(r *block.Row, change block.Change, order []step, column func(step) int) *block.Row {
	out, missing := &block.Row{At: r.At, Change: change}, block.Inserted
	if change == block.Inserted {
		missing = block.Deleted
	}
	for _, s := range order {
		cell := &block.Cell{At: r.At, Change: missing}
		if i := column(s); i >= 0 {
			cell = &block.Cell{At: r.Cells[i].At, Spans: c.copySpans(r.Cells[i].Spans)}
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// keptTable copies the new table, with the old one's settings in Was if they differ.
func (c *comparer) keptTable(old, new *block.Table, align []block.Align) *block.Table {
	out := c.copyBlock(new, block.Unchanged).(*block.Table)
	out.Align = append([]block.Align(nil), align...)
	if old.Number != new.Number || old.RowHeaders != new.RowHeaders || old.Landscape != new.Landscape || !slices.Equal(old.Align, new.Align) || len(align) != len(new.Align) {
		out.Was = &block.Table{
			At: old.At, Number: old.Number, RowHeaders: old.RowHeaders, Landscape: old.Landscape,
			Align: append([]block.Align(nil), old.Align...),
		}
	}
	return out
}

// row merges two rows, and reports whether anything has changed. A cell that is Inserted or Deleted
// belongs to a column that is.
func (c *comparer) row(old, new []*block.Cell, order []step) ([]*block.Cell, bool) {
	var out []*block.Cell
	changed := false
	for _, s := range order {
		cell := &block.Cell{}
		switch {
		case s.new < 0:
			*cell = block.Cell{At: old[s.old].At, Spans: c.copySpans(old[s.old].Spans), Change: block.Deleted}
		case s.old < 0:
			*cell = block.Cell{At: new[s.new].At, Spans: c.copySpans(new[s.new].Spans), Change: block.Inserted}
		default:
			var v verdict
			cell.At = new[s.new].At
			cell.Spans, v = c.line(old[s.old].Spans, new[s.new].Spans)
			cell.Change = v.change()
		}
		changed = changed || cell.Change != block.Unchanged
		out = append(out, cell)
	}
	return out, changed
}

// regular reports whether every row has a cell for every column.
func regular(t *block.Table) bool {
	return len(t.Align) == len(t.Head) && !slices.ContainsFunc(t.Rows, func(r *block.Row) bool { return len(r.Cells) != len(t.Head) })
}

func (c *comparer) columnUnits(t *block.Table) []*unit {
	out := make([]*unit, len(t.Head))
	for i, h := range t.Head {
		out[i] = c.newUnit(columnKind, func(r *digester) {
			r.spans(h.Spans)
			for _, row := range t.Rows {
				r.string("|")
				r.spans(row.Cells[i].Spans)
			}
		})
		out[i].name = nameOf(h.Spans)
	}
	return out
}

// rowUnits describes rows by the columns that both tables have, and names them by the first of those.
func (c *comparer) rowUnits(rows []*block.Row, common [][2]int, side int) []*unit {
	out := unitsOf(c, rowKind, rows, func(r *digester, row *block.Row) {
		for _, col := range common {
			r.string("|")
			r.spans(row.Cells[col[side]].Spans)
		}
	})
	for i, row := range rows {
		if len(common) > 0 {
			out[i].name = nameOf(row.Cells[common[0][side]].Spans)
		}
	}
	return out
}
