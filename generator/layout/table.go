package layout

import (
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout/line"
)

// shortTable is the number of rows up to which a table is kept on one sheet, unless the sheet before would be
// left too empty (fullEnough).
const shortTable = 8

// The room above and below the text of a row.
const (
	rowPad     = 1.5 * Millimetre
	rowPadLand = 3 // on landscape sheets, which are low
)

// smallestTable is the smallest type size in tables.
const smallestTable = 9

// scopes are the values of the attribute Scope.
var scopes = [...]string{block.NoScope: "", block.ColumnScope: "Column", block.RowScope: "Row"}

// tableSetter sets one table.
type tableSetter struct {
	*builder
	table   *block.Table
	n       int // columns
	frame   frame
	outer   frame // around the table
	element *Element
	text    Type
}

// setTable adds a table as wide as the text, or wider if its words need it.
func (b *builder) setTable(t *block.Table, f frame) {
	s := tableSetter{builder: b, table: t, n: len(t.Head), frame: f, outer: f, text: b.style.Table}
	for _, r := range t.Rows {
		s.n = max(s.n, len(r.Cells))
	}
	if s.n == 0 {
		return
	}
	if f.small {
		s.text = f.text
	}
	if t.Landscape && !f.small {
		s.frame.land = true
		s.frame.left = b.style.Hang
		s.frame.right = b.style.Paper.Height - b.style.Right
		s.frame.width = s.frame.right - s.frame.left
		for i := b.headings(); i < len(b.boxes); i++ {
			b.boxes[i].land = true
		}
	}
	b.space(6 * Millimetre)
	s.element = f.child("Table")
	waiting := len(b.notes.pending)
	head, rows := s.cells()
	columns, ok := s.columns(head, rows)
	if !ok && s.text.Size > smallestTable {
		// Try the smallest size.
		s.text = Type{smallestTable, smallestTable * s.text.Leading / s.text.Size}
		s.element.Kids = nil
		b.forget(waiting)
		head, rows = s.cells()
		columns, ok = s.columns(head, rows)
	}
	if !ok {
		b.diags.Add(diag.TooWide, t.Pos, s.n)
		if columns == nil {
			f.parent.Kids = f.parent.Kids[:len(f.parent.Kids)-1]
			b.forget(waiting)
			s.list()
			return
		}
	}
	s.frame.right = columns[s.n-1].x + columns[s.n-1].width
	if columns[0].x < b.style.Left-slop {
		s.frame.bars = b.style.Hang - barGap
	}
	s.caption(columns[0].x)
	s.rows(head, rows, columns)
	b.space(6 * Millimetre)
}

// rows adds the head and the rows below it.
func (s *tableSetter) rows(head []cell, rows [][]cell, columns []column) {
	pad := rowPad
	if s.frame.land {
		pad = rowPadLand
	}
	style := rowStyle{text: s.text, above: pad, below: pad, left: columns[0].x, right: s.frame.right}
	flow := s.continued(columns[0].x)
	if head != nil {
		style.line, style.color, style.after = headLine, s.style.Ink, keepFirm
		first := len(s.boxes)
		f := s.frame
		if f.change == block.Changed && !slices.ContainsFunc(s.table.Head, func(c *block.Cell) bool { return c.Change != block.Unchanged || block.HasChange(c.Spans) }) {
			f.change = block.Unchanged
		}
		s.grid(head, columns, style, &f)
		for i := first; i < len(s.boxes); i++ {
			s.boxes[i].keep = keepFirm
			flow.headHeight += s.boxes[i].height
		}
		flow.head = append(flow.head, s.boxes[first:]...)
	}
	style.table = flow
	between := keepNone
	if len(rows) <= shortTable {
		between = keepWeak
	}
	body := s.table.Body()
	var at []int // where rows begin
	for i := range rows {
		at = append(at, len(s.boxes))
		f := s.mark(body[i].Change, s.frame.in(s.element))
		style.line, style.color, style.after = hairLine, s.style.Line, between
		if i == len(rows)-1 {
			style.line, style.color, style.after = headLine, s.style.Ink, keepNone
		}
		s.grid(rows[i], columns, style, &f)
	}
	// Two lines at least of a table's rows are on either sheet.
	if at = append(at, len(s.boxes)); len(rows) > 1 {
		if at[1]-at[0] == 1 {
			s.boxes[at[1]-1].keep = keepFair
		}
		if last := len(rows) - 1; at[last+1]-at[last] == 1 {
			s.boxes[at[last]-1].keep = keepFair
		}
	}
}

// continued returns the flow of the table with the line that begins it on further sheets, "Tabell 6, forts.", which is
// not read again.
func (s *tableSetter) continued(x float64) *tableFlow {
	t, flow := s.table, &tableFlow{}
	if words := s.doc.Words.TableMore; t.Number > 0 && words != "" {
		l := look{family: s.frame.family, bold: true, size: s.text.Size, color: s.frame.color}
		box := lineBox{height: s.text.Leading + captionGap}
		for _, ln := range s.breakLines(s.plainText(number(words, t.Number), &Element{}, l), line.Setting{Measure: s.frame.right - x})[:1] {
			box.parts = []part{{textLine: ln, x: x, y: s.baseline(l.face(), s.text)}}
		}
		flow.head, flow.headHeight = []lineBox{box}, box.height
	}
	return flow
}

// told is what the caption says of a table that is new or gone as a whole, whose cells need not say it then.
func (s *tableSetter) told() string {
	if len(s.table.Caption) == 0 {
		return ""
	}
	switch s.frame.change {
	case block.Inserted:
		return s.doc.Words.NewTable
	case block.Deleted:
		return s.doc.Words.OldTable
	}
	return ""
}

// captionGap is the room between a caption and its table.
const captionGap = 1.6 * Millimetre

// caption adds the caption above the table, from x on.
func (s *tableSetter) caption(x float64) {
	t, e, f := s.table, s.element, s.frame
	if len(t.Caption) == 0 {
		return
	}
	caption := &Element{Role: "Caption"}
	e.Kids = append([]Kid{caption}, e.Kids...)
	l := f.look()
	l.bold, l.size = true, s.text.Size
	l, word := s.redline.changed(l, f.change)
	if told := s.told(); told != "" {
		word = told + ":"
	}
	var runs []textRun
	if t.Number > 0 && s.doc.Words.TableLabel != "" {
		runs = s.plainText(number(s.doc.Words.TableLabel, t.Number)+" ", caption, l)
	}
	in := inliner{b: s.builder, runs: runs, leaf: lastLeaf(caption)}
	in.spans(t.Caption, caption, &l, nil)
	runs = in.runs
	s.redline.announce(runs, word)
	f.width += f.left - x
	f.left = x
	if f.change == block.Changed && !block.HasChange(t.Caption) {
		f.change = block.Unchanged
	}
	s.put(s.breakLines(runs, line.Setting{Measure: f.width}), &f, s.text, l.face(), keepAlways)
	s.space(captionGap)
}

// cells makes the cells of the table. The head is nil if it has none.
func (s *tableSetter) cells() (head []cell, rows [][]cell) {
	t, n, e, f := s.table, s.n, s.element, s.frame
	s.pictureWidth = f.width / float64(n)
	aligns := make([]block.Align, n)
	copy(aligns, t.Align)
	for i := range aligns {
		if aligns[i] == block.AlignDefault && i > 0 && t.Numeric(i) {
			aligns[i] = block.AlignRight
		}
	}
	told := s.told()
	newCell := func(c *block.Cell, is block.Scope, row *Element, i int, g frame, bold bool) cell {
		td := row.add("TH")
		if td.Scope = scopes[is]; is == block.NoScope {
			td.Role = "TD"
		}
		l := g.look()
		l.size, l.bold = s.text.Size, bold
		if c == nil {
			return cell{align: aligns[i], face: l.face()}
		}
		g = s.mark(c.Change, g)
		l, word := s.redline.changed(l, g.change)
		if told != "" {
			word = ""
		}
		label := s.takeLabel(td, g.look(), s.text.Size)
		inner := td
		if words := strings.TrimSpace(block.Plain(c.Spans)); word == "" && block.IsDash(words) && !block.HasChange(c.Spans) && s.doc.Words.Signs != nil {
			// A dash alone is not heard, and says as much as any other word.
			inner = &Element{Role: "Span", Alt: block.SignNames(words, s.doc.Words.Signs)}
			td.Kids = append(td.Kids, inner)
		}
		runs := s.inline(c.Spans, inner, l)
		s.redline.announce(runs, word)
		return cell{runs: append(label, runs...), align: aligns[i], face: l.face(), hyphenate: i > 0 && !bold && !f.foreign, head: i > 0 && is == block.ColumnScope && !f.foreign}
	}
	at := func(cells []*block.Cell, i int) *block.Cell {
		if i < len(cells) {
			return cells[i]
		}
		return nil
	}
	if t.Headed() {
		tr := e.add("THead").add("TR")
		for i := range n {
			c := at(t.Head, i)
			head = append(head, newCell(c, t.HeadScope(c), tr, i, f, true))
		}
	}
	body, named := e.add("TBody"), t.NamesRows()
	for _, r := range t.Body() {
		tr := body.add("TR")
		g := s.mark(r.Change, f)
		s.redline.moved(r, r.Change)
		row := make([]cell, 0, n)
		for i := range n {
			is := t.RowScope(r, i)
			bold := is == block.RowScope
			if named && i == 0 {
				is = block.RowScope
			}
			row = append(row, newCell(at(r.Cells, i), is, tr, i, g, bold))
		}
		rows = append(rows, row)
	}
	return head, rows
}

// columns returns the columns, and reports whether their words fit without being cut. It returns no columns if
// even cutting words would not help.
func (s *tableSetter) columns(head []cell, rows [][]cell) ([]column, bool) {
	n, f := s.n, &s.frame
	columns := make([]column, n)
	var lengths [][]float64 // of the texts on one line
	measure := func(cells []cell) {
		row := make([]float64, n)
		lengths = append(lengths, row)
		for i := range cells {
			least, most := s.extent(cells[i].runs, false)
			divided := least
			if cells[i].hyphenate && s.style.Hyphenate {
				divided, _ = s.extent(cells[i].runs, true)
			}
			squeezed := divided
			if cells[i].head && s.style.Hyphenate {
				squeezed, _ = s.extent(cells[i].runs, true)
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
		whole := slices.Clone(columns)
		for i := range columns {
			columns[i].least = columns[i].divided
		}
		if divide(columns, room) {
			return place(true)
		}
		copy(columns, whole)
		if left == s.style.Left && !f.land {
			// Use the margin of the section numbers too.
			width += left - s.style.Hang
			left = s.style.Hang
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

// narrowestColumn is the width below which a column is unreadable.
const narrowestColumn = 16

// list sets a table that is too wide for any sheet as paragraphs, one for each row, with the column's head
// before each value.
func (s *tableSetter) list() {
	t, f := s.table, s.outer
	if len(t.Caption) > 0 {
		s.space(paragraphGap)
		s.paragraph([]block.Span{&block.Strong{Spans: t.Caption}}, f, keepAlways)
	}
	for _, r := range t.Body() {
		e := f.child("P")
		l := f.look()
		l.size = s.style.Table.Size
		bold := l
		bold.bold = true
		var runs []textRun
		for i, c := range r.Cells {
			if i < len(t.Head) && t.HeadScope(t.Head[i]) == block.ColumnScope {
				runs = append(runs, s.inline(t.Head[i].Spans, e, bold)...)
				runs = append(runs, s.plainText(": ", e, bold)...)
			}
			runs = append(runs, s.inline(c.Spans, e, l)...)
			if n := len(runs); i < len(r.Cells)-1 && n > 0 {
				if r, _ := utf8.DecodeLastRuneInString(runs[n-1].Text); r != ';' {
					runs = append(runs, s.plainText(";", e, l)...)
				}
				runs = append(runs, s.plainText(" ", e, l)...)
			}
		}
		s.space(paragraphGap)
		s.put(s.breakLines(runs, s.setting(&f)), &f, s.style.Table, l.face(), keepNone)
	}
	s.space(paragraphGap)
}
