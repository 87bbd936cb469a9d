package layout

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout/line"
)

// tableFlow is a table whose head is repeated on every sheet that it goes on to.
type tableFlow struct {
	head       []lineBox // caption not included
	headHeight float64
}

// cell is one cell as it is being laid out.
type cell struct {
	runs      []textRun
	hyphenate bool
	head      bool // of a column that may be hyphenated if the table has no room else
	align     block.Align
	face      Face
}

// column is how wide a column must and would like to be, and where it is placed.
type column struct {
	squeezed float64 // the widest part of a word where words are hyphenated in the head as well
	divided  float64 // the widest part of a word where words are hyphenated
	least    float64 // the widest word
	whole    float64 // the same, also where words may be divided
	most     float64 // the whole text in one line
	x, width float64
}

// rowStyle is how the rows of a table are set.
type rowStyle struct {
	text        Type
	above       float64
	below       float64
	line        float64 // thickness of the line below
	color       Color
	table       *tableFlow
	after       keep
	left, right float64
}

// grid adds the room that rows need and their lines. A row is as many boxes as it has lines;
// it may be divided over sheets if it is long.
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

// shortTable is how many rows a table may have to be kept whole rather than divided, unless the
// sheet before it would stay half empty.
const shortTable = 8

// longRow is how many lines a row must have before it is divided without need.
const longRow = 12

// rowPad is the room above and below the text of a row.
const rowPad = 1.5 * Millimetre

// table adds a table as wide as the text, or wider where its words need it.
func (b *builder) table(t *block.Table, f frame) {
	n := len(t.Head)
	for _, r := range t.Rows {
		n = max(n, len(r.Cells))
	}
	if n == 0 {
		return
	}
	outer := f
	if t.Landscape && !f.small {
		f.land = true
		f.left = b.style.Hang
		f.right = b.style.Paper.Height - b.style.Right
		f.width = f.right - f.left
		for i := b.headings(); i < len(b.boxes); i++ {
			b.boxes[i].land = true
		}
	}
	b.space(6 * Millimetre)
	text := b.style.Table
	if f.small {
		text = f.text
	}
	e := f.child("Table")
	notes := len(b.pending)
	head, rows := b.cells(t, n, e, f, text)
	columns, ok := b.columns(head, rows, n, &f)
	if !ok && text.Size > smallestTable {
		// A size smaller may do; nothing is set smaller than that.
		text = Type{smallestTable, smallestTable * text.Leading / text.Size}
		e.Kids = nil
		b.forget(notes)
		head, rows = b.cells(t, n, e, f, text)
		columns, ok = b.columns(head, rows, n, &f)
	}
	if !ok {
		b.diags.Add(diag.TooWide, t.Pos, n)
		if columns == nil {
			outer.parent.Kids = outer.parent.Kids[:len(outer.parent.Kids)-1]
			b.forget(notes)
			b.listed(t, outer)
			return
		}
	}
	right := columns[n-1].x + columns[n-1].width
	f.right = right
	if columns[0].x < b.style.Left-slop {
		f.bars = b.style.Hang - barGap
	}
	b.caption(t, e, columns[0].x, f, text)

	rs := rowStyle{text: text, above: rowPad, below: rowPad, left: columns[0].x, right: right}
	flow := &tableFlow{}
	if head != nil {
		rs.line, rs.color, rs.after = headLine, b.style.Ink, keepFirm
		first := len(b.boxes)
		g := f
		if g.change == block.Changed && !slices.ContainsFunc(t.Head, func(c *block.Cell) bool { return c.Change != block.Unchanged || block.HasChange(c.Spans) }) {
			g.change = block.Unchanged
		}
		b.grid(head, columns, rs, &g)
		for i := first; i < len(b.boxes); i++ {
			b.boxes[i].keep = keepFirm
			flow.headHeight += b.boxes[i].height
		}
		flow.head = append(flow.head, b.boxes[first:]...)
	}
	rs.table = flow
	between := keepNone
	if len(rows) <= shortTable {
		between = keepWeak
	}
	body := t.Body()
	for i := range rows {
		g := b.mark(body[i].Change, f.in(e))
		rs.line, rs.color, rs.after = hairLine, b.style.Line, between
		if len(rows) > 3 && (i == 0 || i == len(rows)-2) {
			rs.after = keepFair
		}
		if i == len(rows)-1 {
			rs.line, rs.color, rs.after = headLine, b.style.Ink, keepNone
		}
		b.grid(rows[i], columns, rs, &g)
	}
	b.space(6 * Millimetre)
}

// smallestTable is the least size of type in tables.
const smallestTable = 9

// caption adds the words above a table.
func (b *builder) caption(t *block.Table, e *Element, x float64, f frame, text Type) {
	if len(t.Caption) == 0 {
		return
	}
	caption := &Element{Role: "Caption"}
	e.Kids = append([]Kid{caption}, e.Kids...)
	l := f.look()
	l.bold, l.size = true, text.Size
	l, word := b.changed(l, f.change)
	var runs []textRun
	if t.Number > 0 && b.doc.Words.TableLabel != "" {
		runs = b.plainText(number(b.doc.Words.TableLabel, t.Number)+" ", caption, l)
	}
	in := inliner{b: b, runs: runs, leaf: lastLeaf(caption)}
	in.spans(t.Caption, caption, &l, nil)
	runs = in.runs
	b.announce(runs, word)
	f.width += f.left - x
	f.left = x
	if f.change == block.Changed && !block.HasChange(t.Caption) {
		f.change = block.Unchanged
	}
	b.put(b.breakLines(runs, line.Setting{Measure: f.width}), &f, text, l.face(), keepAlways)
	b.space(1.6 * Millimetre)
}

// cells makes the cells of a table, no head for one that has none.
func (b *builder) cells(t *block.Table, n int, e *Element, f frame, text Type) (head []cell, rows [][]cell) {
	b.pictureWidth = f.width / float64(n)
	aligns := make([]block.Align, n)
	for i := range aligns {
		if i < len(t.Align) {
			aligns[i] = t.Align[i]
		}
		if aligns[i] == block.AlignDefault && i > 0 && isNumbers(t.Rows, i) {
			aligns[i] = block.AlignRight
		}
	}
	make1 := func(c *block.Cell, is block.Scope, row *Element, i int, g frame, bold bool) cell {
		td := &Element{Role: "TH", Scope: scopes[is]}
		if is == block.NoScope {
			td.Role = "TD"
		}
		row.Kids = append(row.Kids, td)
		l := g.look()
		l.size, l.bold = text.Size, bold
		if c == nil {
			return cell{align: aligns[i], face: l.face()}
		}
		g = b.mark(c.Change, g)
		l, word := b.changed(l, g.change)
		label := b.movedLabel(td, g.look(), text.Size)
		runs := b.inline(c.Spans, td, l)
		b.announce(runs, word)
		return cell{runs: append(label, runs...), align: aligns[i], face: l.face(), hyphenate: i > 0 && !bold && !f.foreign, head: i > 0 && is == block.ColumnScope && !f.foreign}
	}
	at := func(cells []*block.Cell, i int) *block.Cell {
		if i < len(cells) {
			return cells[i]
		}
		return nil
	}
	if t.Headed() {
		thead := &Element{Role: "THead"}
		tr := &Element{Role: "TR"}
		thead.Kids = []Kid{tr}
		e.Kids = append(e.Kids, thead)
		for i := range n {
			c := at(t.Head, i)
			head = append(head, make1(c, t.HeadScope(c), tr, i, f, true))
		}
	}
	body := &Element{Role: "TBody"}
	e.Kids = append(e.Kids, body)
	for _, r := range t.Body() {
		tr := &Element{Role: "TR"}
		body.Kids = append(body.Kids, tr)
		g := b.mark(r.Change, f)
		b.moved(r, r.Change)
		row := make([]cell, 0, n)
		for i := range n {
			is := t.RowScope(r, i)
			row = append(row, make1(at(r.Cells, i), is, tr, i, g, is == block.RowScope))
		}
		rows = append(rows, row)
	}
	return head, rows
}

// scopes are the values of the attribute Scope.
var scopes = [...]string{block.NoScope: "", block.ColumnScope: "Column", block.RowScope: "Row"}

// isNumbers reports whether a column holds amounts and nothing else.
func isNumbers(rows []*block.Row, i int) bool {
	found := false
	for _, r := range rows {
		if i >= len(r.Cells) {
			continue
		}
		text := strings.TrimSpace(block.Plain(r.Cells[i].Spans))
		digits := 0
		for at, c := range text {
			switch {
			case c >= '0' && c <= '9':
				digits++
			case c == ' ' || c == '\u00A0' || c == ',' || c == '%' || c == '\u202F':
			case (c == '-' || c == '–' || c == '−' || c == '+') && at == 0:
			default:
				return false
			}
		}
		if digits > 0 {
			found = true
		}
	}
	return found
}

// columns finds the widths of the columns. It returns false if words must be cut in them, and
// no columns if not even that would help.
func (b *builder) columns(head []cell, rows [][]cell, n int, f *frame) ([]column, bool) {
	columns := make([]column, n)
	var lengths [][]float64 // of the texts in their cells
	measure := func(cells []cell) {
		row := make([]float64, n)
		lengths = append(lengths, row)
		for i := range cells {
			least, most := b.extent(cells[i].runs, false)
			divided := least
			if cells[i].hyphenate && b.style.Hyphenate {
				divided, _ = b.extent(cells[i].runs, true)
			}
			squeezed := divided
			if cells[i].head && b.style.Hyphenate {
				squeezed, _ = b.extent(cells[i].runs, true)
			}
			columns[i].squeezed = max(columns[i].squeezed, squeezed)
			columns[i].divided = max(columns[i].divided, divided)
			columns[i].least = max(columns[i].least, least)
			columns[i].most = max(columns[i].most, most)
			row[i] = most
		}
	}
	measure(head)
	for _, r := range rows {
		measure(r)
	}
	for i := range columns {
		columns[i].whole = columns[i].least
	}
	left, width := f.left, f.width
	gap := min(columnGap, width/float64(4*n))
	place := func(fits bool) ([]column, bool) {
		if fits {
			balance(columns, lengths)
		}
		x := left
		for i := range columns {
			columns[i].x = x
			x += columns[i].width + gap
		}
		return columns, fits
	}
	for {
		room := width - gap*float64(n-1)
		if divide(columns, room) {
			return place(true)
		}
		whole := append([]column(nil), columns...)
		for i := range columns {
			columns[i].least = columns[i].divided
		}
		if divide(columns, room) {
			return place(true)
		}
		copy(columns, whole)
		if left == b.style.Left && !f.land {
			// The margin where numbers hang gives more room.
			width += left - b.style.Hang
			left = b.style.Hang
			continue
		}
		for i := range columns {
			columns[i].least = columns[i].squeezed
		}
		spare(columns, room)
		for i := range head {
			head[i].hyphenate = head[i].head
		}
		if divide(columns, room) {
			return place(true)
		}
		copy(columns, whole)
		if room/float64(n) < narrowestColumn {
			return nil, false
		}
		share(columns, room)
		return place(false)
	}
}

// narrowestColumn is the width under which a column holds nothing that can be read.
const narrowestColumn = 16

// longColumn is how many shares of the width are kept for a column of long text, as far as a third
// of the table goes: enough for some words on each line beside a dozen columns of numbers.
const longColumn = 4

// divide gives columns their widths if every word has room. A column that needs no more than
// its share gets its text in one line; the others divide the rest, the more the longer they are.
func divide(columns []column, room float64) bool {
	least, most := 0.0, 0.0
	for i := range columns {
		least += columns[i].least
		most += columns[i].most
		columns[i].width = 0
	}
	if least > room {
		return false
	}
	if most <= room {
		for i := range columns {
			columns[i].width = room / float64(len(columns))
			if most > 0 {
				columns[i].width = columns[i].most * room / most
			}
		}
		return true
	}
	n := len(columns)
	// Many short columns may not press the long ones so that their text runs down the sheet.
	longs, reserve, spread := 0, 0.0, room/float64(n)
	for i := range columns {
		if columns[i].most > spread {
			longs++
		}
	}
	for i := range columns {
		if c := &columns[i]; c.most > spread {
			reserve += max(0, min(c.most, longColumn*spread, room/float64(3*longs))-c.least)
		}
	}
	for changed := true; changed; {
		changed = false
		for i := range columns {
			c := &columns[i]
			kept := reserve
			if c.most > spread {
				kept = 0
			}
			// Columns that are alike, as those of years, are treated alike.
			for k := range columns {
				if o := &columns[k]; o.width == 0 && math.Abs(o.most-c.most) <= c.most/10 {
					kept += o.most - o.least
				}
			}
			if c.width == 0 && c.most <= room/float64(n) && least+kept <= room {
				c.width = max(c.most, 1)
				room -= c.width
				least -= c.least
				most -= c.most
				n--
				changed = true
			}
		}
	}
	for i := range columns {
		if c := &columns[i]; c.width == 0 {
			c.width = c.least
			if most > least {
				c.width += (room - least) * (c.most - c.least) / (most - least)
			}
		}
	}
	return true
}

// share gives narrow columns what they need and the others equal parts of the rest.
func share(columns []column, room float64) {
	for i := range columns {
		columns[i].width = 0
	}
	left, n := room, len(columns)
	for changed := true; changed && n > 0; {
		changed = false
		part := left / float64(n)
		for i := range columns {
			if c := &columns[i]; c.width == 0 && c.least <= part {
				c.width = max(c.least, 1)
				left -= c.width
				n--
				changed = true
			}
		}
	}
	for i := range columns {
		if columns[i].width == 0 {
			columns[i].width = left / float64(n)
		}
	}
}

// listed sets a table that no sheet is wide enough for as paragraphs, one for each row, with the
// head's word before each value.
func (b *builder) listed(t *block.Table, f frame) {
	if len(t.Caption) > 0 {
		b.space(paragraphGap)
		b.paragraph([]block.Span{&block.Strong{Spans: t.Caption}}, f, keepAlways)
	}
	for _, r := range t.Body() {
		e := f.child("P")
		l := f.look()
		l.size = b.style.Table.Size
		bold := l
		bold.bold = true
		var runs []textRun
		for i, c := range r.Cells {
			if i < len(t.Head) && t.HeadScope(t.Head[i]) == block.ColumnScope {
				runs = append(runs, b.inline(t.Head[i].Spans, e, bold)...)
				runs = append(runs, b.plainText(": ", e, bold)...)
			}
			runs = append(runs, b.inline(c.Spans, e, l)...)
			if n := len(runs); i < len(r.Cells)-1 && n > 0 {
				if r, _ := utf8.DecodeLastRuneInString(runs[n-1].Text); r != ';' {
					runs = append(runs, b.plainText(";", e, l)...)
				}
				runs = append(runs, b.plainText(" ", e, l)...)
			}
		}
		b.space(paragraphGap)
		b.put(b.breakLines(runs, b.setting(&f)), &f, b.style.Table, l.face(), keepNone)
	}
	b.space(paragraphGap)
}
