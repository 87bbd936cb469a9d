package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"styrdok/generator/intake"
)

// grid is a table whose cells have lines around them.
type grid struct {
	xs, ys []float64
	across []box // its horizontal rules
	down   []box // its vertical ones
}

const touch = 2.5 // points within which rules meet

// grids makes tables of the ruled areas of a page, and returns the pieces outside them.
func (l *looks) grids(p *page, pieces []*piece) ([]*para, []*piece) {
	var tables []*para
	for _, g := range findGrids(p.rules) {
		area := box{g.xs[0], g.ys[0], g.xs[len(g.xs)-1], g.ys[len(g.ys)-1]}
		var inside, outside []*piece
		for _, x := range pieces {
			if y := (x.box.y0 + x.box.y1) / 2; area.contains((x.box.x0+x.box.x1)/2, y) || area.contains(x.box.x0+1, y) && area.contains(x.box.x1-1, y) {
				inside = append(inside, x)
			} else {
				outside = append(outside, x)
			}
		}
		if len(inside) < 2 {
			continue
		}
		if t := l.ruled(p, g, inside); t != nil {
			tables = append(tables, &para{page: p, box: area, table: t, columns: g.xs})
			pieces = outside
		}
	}
	return tables, pieces
}

// findGrids puts rules that touch together, and takes those that make at least two columns.
func findGrids(rules []box) []grid {
	if len(rules) > 3000 {
		return nil
	}
	owner := make([]int, len(rules))
	for i := range owner {
		owner[i] = i
	}
	find := func(i int) int {
		for owner[i] != i {
			owner[i] = owner[owner[i]]
			i = owner[i]
		}
		return i
	}
	for i, a := range rules {
		for k := range i {
			b := rules[k]
			if a.x0-touch < b.x1 && b.x0-touch < a.x1 && a.y0-touch < b.y1 && b.y0-touch < a.y1 {
				owner[find(i)] = find(k)
			}
		}
	}
	groups := map[int][]box{}
	for i, r := range rules {
		groups[find(i)] = append(groups[find(i)], r)
	}
	var out []grid
	for i := range rules {
		members := groups[i]
		var g grid
		var xs, ys []float64
		for _, r := range members {
			if r.width() > r.height() {
				g.across = append(g.across, r)
				ys = append(ys, (r.y0+r.y1)/2)
			} else {
				g.down = append(g.down, r)
				xs = append(xs, (r.x0+r.x1)/2)
			}
		}
		for _, r := range g.across {
			xs = append(xs, r.x0, r.x1)
		}
		for _, r := range g.down {
			ys = append(ys, r.y0, r.y1)
		}
		if g.xs, g.ys = cluster(xs, 2*touch), cluster(ys, 2*touch); len(g.xs) > 2 && len(g.ys) > 1 && len(g.down) > 0 && len(g.across) > 0 && len(g.xs) < 60 && len(g.ys) < 300 {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b grid) int { return cmp.Compare(a.ys[0], b.ys[0]) })
	return out
}

// cluster makes one of values that are no more than so much apart, and sorts them.
func cluster(values []float64, apart float64) []float64 {
	slices.Sort(values)
	var out []float64
	for _, v := range values {
		if len(out) == 0 || v-out[len(out)-1] > apart {
			out = append(out, v)
		}
	}
	return out
}

func (g grid) lineBelow(r, c int) bool {
	x := (g.xs[c] + g.xs[c+1]) / 2
	return slices.ContainsFunc(g.across, func(b box) bool {
		return math.Abs((b.y0+b.y1)/2-g.ys[r+1]) < 2*touch && b.x0 < x && b.x1 > x
	})
}

func (g grid) lineAfter(r, c int) bool {
	y := (g.ys[r] + g.ys[r+1]) / 2
	return slices.ContainsFunc(g.down, func(b box) bool {
		return math.Abs((b.x0+b.x1)/2-g.xs[c+1]) < 2*touch && b.y0 < y && b.y1 > y
	})
}

// ruled makes a table of a grid, or nil if it has no columns after all.
func (l *looks) ruled(p *page, g grid, pieces []*piece) *intake.Table {
	rows, columns := len(g.ys)-1, len(g.xs)-1
	taken := make([][]bool, rows)
	for r := range taken {
		taken[r] = make([]bool, columns)
	}
	t := &intake.Table{}
	var looks [][]cellLook
	wide := 0
	for r := range rows {
		cells, look := []intake.Cell{}, []cellLook{}
		for c := range columns {
			if taken[r][c] {
				continue
			}
			across, down := 1, 1
			for c+across < columns && !taken[r][c+across] && !g.lineAfter(r, c+across-1) {
				across++
			}
			for r+down < rows && !g.lineBelow(r+down-1, c) {
				down++
			}
			for i := range down {
				for k := range across {
					taken[r+i][c+k] = true
				}
			}
			area := box{g.xs[c], g.ys[r], g.xs[c+across], g.ys[r+down]}
			blocks, lk := l.cell(p, cut(pieces, area))
			cells = append(cells, intake.Cell{Blocks: blocks, Across: across, Down: down})
			look = append(look, lk)
		}
		wide = max(wide, len(cells))
		if len(cells) > 0 {
			t.Rows = append(t.Rows, cells)
			looks = append(looks, look)
		}
	}
	if wide < 2 {
		return nil
	}
	for r := len(t.Rows) - 1; r >= 0; r-- { // double lines make rows without text
		if !anyText(t.Rows[r]) && !slices.ContainsFunc(t.Rows[r], func(c intake.Cell) bool { return c.Down > 1 }) && !reached(t.Rows, r) {
			t.Rows, looks = slices.Delete(t.Rows, r, r+1), slices.Delete(looks, r, r+1)
		}
	}
	headRows(t, looks)
	pad(t)
	return t
}

// reached reports whether a cell above row r reaches down into it.
func reached(rows [][]intake.Cell, r int) bool {
	for i := range r {
		if slices.ContainsFunc(rows[i], func(c intake.Cell) bool { return i+c.Down > r }) {
			return true
		}
	}
	return false
}

// cut returns what of pieces lies in an area.
func cut(pieces []*piece, area box) []*piece {
	var out []*piece
	for _, x := range pieces {
		y := (x.box.y0 + x.box.y1) / 2
		if y < area.y0 || y > area.y1 || x.box.x1 < area.x0 || x.box.x0 > area.x1 {
			continue
		}
		part := &piece{page: x.page}
		for _, a := range x.atoms {
			if m := (a.glyph.box.x0 + a.glyph.box.x1) / 2; m >= area.x0 && m < area.x1 {
				part.atoms = append(part.atoms, a)
				if !unicode.IsSpace(a.glyph.r) {
					part.box = part.box.with(a.glyph.box)
				}
			}
		}
		if part.box != (box{}) {
			part.measure()
			out = append(out, part)
		}
	}
	return out
}

// cellLook is what tells heads of a table from the rest.
type cellLook struct {
	bold, number, empty bool
}

func (l *looks) cell(p *page, pieces []*piece) ([]intake.Block, cellLook) {
	look := cellLook{bold: len(pieces) > 0, empty: len(pieces) == 0}
	for _, x := range pieces {
		look.bold = look.bold && x.bold
		look.number = look.number || strings.ContainsFunc(x.text, unicode.IsDigit)
	}
	inner := looks{composer: l.composer, file: l.file, body: l.body, leading: l.leading, places: l.places}
	for _, r := range rowsOf(pieces) {
		inner.line(p, merged(r))
	}
	return inner.plainBlocks(), look
}

// headRows finds the heads of a table by their bold letters.
func headRows(t *intake.Table, looks [][]cellLook) {
	for r, row := range t.Rows {
		all := true
		for c := range row {
			all = all && (looks[r][c].bold || looks[r][c].empty)
		}
		if !all || !anyText(row) || r == len(t.Rows)-1 {
			break
		}
		t.Heads++
		for c := range row {
			row[c].Head = true
		}
	}
	if t.Heads == len(t.Rows)-1 && t.Heads > 1 {
		t.Heads = 1
	}
	for r := t.Heads; r < len(t.Rows); r++ { // the names of rows
		if row := t.Rows[r]; len(row) > 1 && looks[r][0].bold && !looks[r][1].bold && !looks[r][1].empty {
			row[0].Head = true
		}
	}
	for _, row := range t.Rows {
		for _, c := range row {
			plainHead(c)
		}
	}
}

// columnsOf returns where the columns of rows begin. Some rows may have cells that reach over several columns.
func columnsOf(rows []row) []float64 {
	most := 0
	for _, r := range rows {
		most = max(most, len(r))
	}
	full := slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return len(r) < most })
	starts, _ := gutters(full)
	if 2*len(full) < len(rows) || len(starts) != most {
		starts, _ = gutters(rows)
	}
	return starts
}

// aligned makes a table of the first rows whose pieces stand below each other in columns, and returns how many they are.
func (l *looks) aligned(p *page, rows []row) (int, *para) {
	if len(rows) < 2 || len(rows[0]) < 2 {
		return 0, nil
	}
	n, several := 1, 1
	for n < len(rows) {
		r, before := rows[n], rows[n-1]
		starts, _ := gutters(rows[:n+1])
		if len(starts) < 2 || r.box().y0-before.box().y1 > 2.2*l.body || r[0].size > 1.13*l.body {
			break
		}
		if len(r) == 1 {
			// A line that reaches into no other column may be the end of a cell, or the next heading.
			first := rows[0][0]
			if x := r[0]; x.box.x0 < starts[1]-3 && (x.box.y0-before.box().y1 > .6*x.size || x.bold != first.bold && x.bold || math.Abs(x.size-before[0].size) > .5) {
				break
			}
		} else {
			several++
		}
		n++
	}
	for n > 1 && len(rows[n-1]) == 1 && rows[n-1][0].box.x0 < rows[0][1].box.x0-3 && rows[n-1].box().y0-rows[n-2].box().y1 > .3*l.body {
		n--
	}
	starts := columnsOf(rows[:n])
	if several < 2 || len(starts) < 2 || 4*several < n && n > 4 || rows[0][0].size > 1.13*l.body {
		return 0, nil
	}
	t := &intake.Table{}
	var looks [][]cellLook
	var cells [][]*piece
	end := func() {
		if cells == nil {
			return
		}
		row, look := make([]intake.Cell, len(starts)), make([]cellLook, len(starts))
		for c := range starts {
			row[c].Across, row[c].Down = 1, 1
			row[c].Blocks, look[c] = l.cell(p, cells[c])
		}
		for c := len(starts) - 2; c >= 0; c-- { // a cell may reach over empty ones
			for len(row) > c+1 && len(row[c+1].Blocks) == 0 && slices.ContainsFunc(cells[c], func(x *piece) bool { return x.box.x1 > starts[c+row[c].Across] }) {
				row[c].Across++
				row, look = slices.Delete(row, c+1, c+2), slices.Delete(look, c+1, c+2)
				if c+row[c].Across >= len(starts) {
					break
				}
			}
		}
		t.Rows, looks = append(t.Rows, row), append(looks, look)
		cells = nil
	}
	least := math.Inf(1)
	for i := 1; i < n; i++ {
		least = min(least, rows[i][0].base-rows[i-1][0].base)
	}
	for i, r := range rows[:n] {
		of := make([][]*piece, len(starts))
		for _, x := range r {
			c := 0
			for c+1 < len(starts) && starts[c+1] <= x.box.x0+.1 {
				c++
			}
			of[c] = append(of[c], x)
		}
		step := math.Inf(1)
		if i > 0 {
			step = r[0].base - rows[i-1][0].base
		}
		tight := step < 1.12*least
		lined := i > 0 && slices.ContainsFunc(p.rules, func(b box) bool {
			return b.width() > 20 && b.y0 > rows[i-1][0].base-1 && b.y1 < r[0].base-.3*r[0].size && b.x0 < r.box().x1 && b.x1 > r.box().x0
		})
		if cells == nil || lined || !tight || len(of[0]) > 0 && (len(r) > 1 || len(t.Rows) == 0 && i > 1) {
			end()
			cells = make([][]*piece, len(starts))
		}
		for c := range of {
			cells[c] = append(cells[c], of[c]...)
		}
	}
	end()
	headRows(t, looks)
	area := box{}
	for _, r := range rows[:n] {
		area = area.with(r.box())
	}
	return n, &para{page: p, box: area, table: t, columns: starts}
}
