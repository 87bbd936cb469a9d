package layout

import (
	"styrdok/generator/block"
	"styrdok/generator/layout/line"
)

// tableFlow is a table whose head is repeated on each of its sheets.
type tableFlow struct {
	head       []lineBox // that the caption is continued, and the rows of the head
	headHeight float64
}

// cell is a table cell being laid out.
type cell struct {
	runs      []textRun
	hyphenate bool
	head      bool // a column head, hyphenated only if the table does not fit otherwise
	align     block.Align
	face      Face
}

// rowStyle is the style of table rows.
type rowStyle struct {
	text        Type
	above       float64
	below       float64
	line        float64 // thickness of the rule below
	color       Color
	table       *tableFlow
	after       keep
	left, right float64
}

// grid adds a table row as one line box for each of its lines. A long row may be divided over sheets.
func (b *builder) grid(cells []cell, columns []column, rs rowStyle, f *frame) {
	b.rows++
	lines := make([][]textLine, len(cells))
	most := 1
	for i := range cells {
		set := line.Setting{Measure: columns[i].width, Hyphenate: cells[i].hyphenate && b.style.Hyphenate}
		lines[i] = b.breakLines(cells[i].runs, set)
		most = max(most, len(lines[i]))
	}
	inside := keepFair
	if most <= 3 {
		inside = keepFirm
	}
	for n := range most {
		s := lineBox{height: rs.text.Leading, row: b.rows, table: rs.table, keep: inside}
		if most > longRow && n >= 1 && n < most-2 {
			s.keep = keepNone
		}
		extra := 0.0
		for i := range cells {
			if n < len(lines[i]) {
				extra = max(extra, lines[i][n].Above-b.baseline(cells[i].face, rs.text))
			}
		}
		top := extra
		if n == 0 {
			top += rs.above
		}
		for i := range cells {
			if n >= len(lines[i]) {
				continue
			}
			x := columns[i].x
			switch cells[i].align {
			case block.AlignRight:
				x += columns[i].width - lines[i][n].Width
			case block.AlignCenter:
				x += (columns[i].width - lines[i][n].Width) / 2
			}
			s.parts = append(s.parts, part{textLine: lines[i][n], x: x, y: top + b.baseline(cells[i].face, rs.text), column: i})
		}
		s.height += top
		if n == most-1 {
			s.height += rs.below
			if rs.line > 0 {
				s.rules = []Rule{{Rect{rs.left, s.height - rs.line, rs.right - rs.left, rs.line}, rs.color}}
			}
			s.keep = rs.after
		}
		b.push(s, f)
	}
}

// longRow is the number of lines from which a row may be divided even if it fits on a sheet.
const longRow = 12
