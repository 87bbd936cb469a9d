package pdf

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// piece is text that stands together in a line of the page: words with ordinary blanks between them.
type piece struct {
	page  *page
	atoms []atom
	box   box
	base  float64
	size  float64 // of most of its letters
	bold  bool    // all its letters are
	turn  bool    // not written from left to right
	text  string
}

// row is the pieces that share a baseline, from left to right.
type row []*piece

func (r row) box() (b box) {
	for _, p := range r {
		b = b.with(p.box)
	}
	return b
}

// pieces finds the pieces of a page among its glyphs that have come into nothing yet.
func (p *page) pieces() []*piece {
	var out []*piece
	var last *glyph
	for g := range p.all() {
		if g.used || g.lost || letters(g.r) == "" {
			continue
		}
		blank := unicode.IsSpace(g.r) || g.r == 0xA0
		a := atom{page: p, glyph: g}
		if last == nil || !blank && !together(last, g, p) {
			if blank {
				continue
			}
			out = append(out, &piece{page: p, turn: g.object.turned})
		}
		now := out[len(out)-1]
		now.atoms = append(now.atoms, a)
		if !blank {
			now.box = now.box.with(g.box)
			last = g
		}
	}
	for _, x := range out {
		x.measure()
	}
	return joinPieces(out)
}

// together reports whether b goes on where a ends.
func together(a, b *glyph, p *page) bool {
	if a.object.turned != b.object.turned || !sameLine(atom{page: p, glyph: a}, atom{page: p, glyph: b}) {
		return false
	}
	if a.object.turned {
		return true
	}
	gap, size := b.box.x0-a.box.x1, max(sizeOf(a), sizeOf(b))
	return gap < .95*size && gap > -1.5*size
}

func (x *piece) measure() {
	sizes := map[float64]int{}
	bolds, all := 0, 0
	var b strings.Builder
	for i, a := range x.atoms {
		if i > 0 {
			b.WriteString(between(x.atoms[i-1], a))
		}
		b.WriteString(letters(a.glyph.r))
		if unicode.IsSpace(a.glyph.r) {
			continue
		}
		sizes[math.Round(4*sizeOf(a.glyph))/4]++
		if all++; a.glyph.object.font.bold {
			bolds++
		}
	}
	x.size = intake.Most(sizes)
	for _, a := range x.atoms {
		if math.Abs(sizeOf(a.glyph)-x.size) < .3 {
			x.base = a.glyph.base
			break
		}
	}
	x.bold = all > 0 && bolds*20 >= all*19
	x.text = strings.TrimSpace(b.String())
}

// joinPieces joins pieces that were drawn at different times and stand together, as words in bold do, raised numbers, and bullets before their text.
func joinPieces(pieces []*piece) []*piece {
	slices.SortStableFunc(pieces, func(a, b *piece) int {
		if math.Abs(a.base-b.base) > 1 {
			return cmp.Compare(a.base, b.base)
		}
		return cmp.Compare(a.box.x0, b.box.x0)
	})
	for i := 0; i < len(pieces); i++ {
		a := pieces[i]
		for k := i + 1; k < len(pieces) && k < i+12; k++ {
			b := pieces[k]
			if a.turn || b.turn || b.base-a.base > max(a.size, b.size) {
				continue
			}
			left, right := a, b
			if right.box.x0 < left.box.x0 {
				left, right = b, a
			}
			overlap := min(a.box.y1, b.box.y1) - max(a.box.y0, b.box.y0)
			gap, size := right.box.x0-left.box.x1, max(a.size, b.size)
			if overlap < .5*min(a.box.height(), b.box.height()) || gap < -.3*size {
				continue
			}
			near := gap < .95*size
			if m := markerOf(left.text); math.Abs(left.base-right.base) < .3*size && (m == left.text || right.bold && alone.MatchString(left.text)) {
				near = gap < 5*size
			}
			if !near {
				continue
			}
			left.atoms = append(left.atoms, right.atoms...)
			left.box = left.box.with(right.box)
			left.measure()
			pieces[i] = left
			pieces = slices.Delete(pieces, k, k+1)
			i = max(-1, i-2)
			break
		}
	}
	return pieces
}

// alone is the number of a heading that hangs in the margin.
var alone = pattern.New(`^[0-9]{1,2}(\.[0-9]{1,2}){0,4}\.?$`)

// rowsOf puts pieces on the same baseline together.
func rowsOf(pieces []*piece) []row {
	slices.SortStableFunc(pieces, func(a, b *piece) int { return cmp.Compare(a.base, b.base) })
	var out []row
	for _, x := range pieces {
		if n := len(out) - 1; n >= 0 {
			first := out[n][0]
			if x.base-first.base < .35*min(x.size, first.size) {
				out[n] = append(out[n], x)
				continue
			}
		}
		out = append(out, row{x})
	}
	for _, r := range out {
		slices.SortStableFunc(r, func(a, b *piece) int { return cmp.Compare(a.box.x0, b.box.x0) })
	}
	return out
}

// typed is what stands before an item whose marker is typed: a bullet, or a number or letter with a bracket or full stop.
var typed = pattern.New(`^([•◦▪▫·∙●○■□►➢➤✓✔❖‣⁃*\-–—]|o|\(?[0-9]{1,2}[.)]|\(?[a-zåäö][.)]|\(?[ivx]{1,5}[.)])(?:[ \t]+|$)`)

func markerOf(text string) string {
	if m := typed.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// para is a paragraph, a heading or an item before it is decided which, or a table.
type para struct {
	page     *page
	pieces   []*piece // its lines
	box      box
	size     float64
	bold     bool
	gap      float64 // above it
	table    *intake.Table
	columns  []float64 // of a table: where its columns begin
	image    *intake.Image
	rule     *intake.Rule
	contents bool // a line of a table of contents
	marker   string
	inner    float64 // where an item's text begins
}

func (p *para) text() string {
	var b strings.Builder
	for _, x := range p.pieces {
		b.WriteString(x.text + " ")
	}
	return strings.TrimSpace(b.String())
}

func (p *para) last() *piece { return p.pieces[len(p.pieces)-1] }

// looks makes blocks of pages by what they look like.
type looks struct {
	*composer
	file    *file
	body    float64 // size of most letters
	leading map[float64]float64
	paras   []*para
	notes   []note
	places  map[intake.Block]place
	left    []intake.Left
}

func (f *file) byLooks(c *composer, out *intake.Reading) {
	l := looks{composer: c, file: f, leading: map[float64]float64{}, places: map[intake.Block]place{}}
	all := make([][]*piece, len(f.pages))
	sizes := map[float64]int{}
	steps := map[float64]map[float64]int{}
	for i, p := range f.pages {
		all[i] = p.pieces()
		rows := rowsOf(slices.Clone(all[i]))
		for n, r := range rows {
			for _, x := range r {
				sizes[x.size] += utf8.RuneCountInString(x.text)
			}
			if n > 0 {
				if steps[r[0].size] == nil {
					steps[r[0].size] = map[float64]int{}
				}
				if step := math.Round(2*(r[0].base-rows[n-1][0].base)) / 2; step > .9*r[0].size && step < 2.2*r[0].size {
					steps[r[0].size][step]++
				}
			}
		}
	}
	l.body = intake.Mode(sizes)
	for size, counts := range steps {
		l.leading[size] = intake.Mode(counts)
	}
	for i, p := range f.pages {
		l.page(p, all[i])
	}
	blocks := l.blocks()
	blocks, notes, left := c.settle(blocks, l.notes)
	f.resolve(blocks, notes, l.places)
	out.Blocks, out.Notes, out.Left = append(out.Blocks, blocks...), append(out.Notes, notes...), append(append(out.Left, left...), l.left...)
	out.ByLooks = true
}

// maxRows is the number of rows on a page above which no columns are looked for, since that takes time by its square. A poster has some 500.
const maxRows = 1500

// page adds the paragraphs of a page.
func (l *looks) page(p *page, pieces []*piece) {
	var upright, turned []*piece
	for _, x := range pieces {
		if x.turn {
			turned = append(turned, x)
		} else {
			upright = append(upright, x)
		}
	}
	start := len(l.paras)
	grids, rest := l.grids(p, upright)
	notes, rest := l.footnotes(rest)
	rows := rowsOf(rest)
	l.zone(p, rows, len(rows) <= maxRows)
	for _, g := range grids {
		l.insert(start, g)
	}
	for i := range p.pictures {
		if b := &p.pictures[i]; len(b.data) > 0 && b.box.width() > 40 && b.box.height() > 40 {
			l.insert(start, &para{page: p, box: b.box, image: &intake.Image{Name: b.name, Data: b.data}})
		}
	}
	for _, x := range turned {
		l.paras = append(l.paras, &para{page: p, pieces: []*piece{x}, box: x.box, size: x.size})
	}
	for _, n := range notes {
		l.notes = append(l.notes, n)
		l.paras = append(l.paras, &para{page: p, rule: n.stand, box: box{0, p.height, p.width, p.height}})
	}
}

// insert puts what has a place of its own before the first paragraph of the page that begins below it.
func (l *looks) insert(from int, x *para) {
	at := len(l.paras)
	for i := from; i < len(l.paras); i++ {
		if q := l.paras[i].box; q.y0 >= (x.box.y0+min(x.box.y1, x.box.y0+10))/2 && q.x0 < x.box.x1 && q.x1 > x.box.x0 {
			at = i
			break
		}
	}
	l.paras = slices.Insert(l.paras, at, x)
}

// zone reads rows that belong together: text and contents, and, if it is as wide as the page, columns of text and tables.
func (l *looks) zone(p *page, rows []row, wide bool) {
	for i := 0; i < len(rows); {
		if wide {
			if n, columns := l.textColumns(rows[i:]); n > 0 {
				for _, c := range columns {
					l.zone(p, rowsOf(c), false)
				}
				i += n
				continue
			}
		}
		if n := contentsRows(rows[i:], len(l.file.pages)); n > 0 {
			for _, r := range rows[i : i+n] {
				x := merged(r)
				l.paras = append(l.paras, &para{page: p, pieces: []*piece{x}, box: x.box, size: x.size, contents: true})
			}
			i += n
			continue
		}
		if wide {
			if n, t := l.aligned(p, rows[i:]); n > 0 {
				l.paras = append(l.paras, t)
				i += n
				continue
			}
		}
		l.line(p, merged(rows[i]))
		i++
	}
}

// merged is a row as one piece.
func merged(r row) *piece {
	x := *r[0]
	for _, more := range r[1:] {
		x.atoms = append(slices.Clip(x.atoms), more.atoms...)
		x.box = x.box.with(more.box)
	}
	if len(r) > 1 {
		x.measure()
	}
	return &x
}

// gutters returns the blanks between the columns of rows, as the places where columns begin, and the pieces of each column.
func gutters(rows []row) (starts []float64, columns [][]*piece) {
	var all []*piece
	for _, r := range rows {
		all = append(all, r...)
	}
	slices.SortStableFunc(all, func(a, b *piece) int { return cmp.Compare(a.box.x0, b.box.x0) })
	end := math.Inf(-1)
	for _, x := range all {
		if x.box.x0 > end+.6*x.size {
			starts = append(starts, x.box.x0)
			columns = append(columns, nil)
		}
		n := len(columns) - 1
		columns[n] = append(columns[n], x)
		end = max(end, x.box.x1)
	}
	return starts, columns
}

// textColumns returns how many of the first rows are set in columns of running text, and the columns.
func (l *looks) textColumns(rows []row) (int, [][]*piece) {
	best := 0
	var found [][]*piece
	for n := 1; n <= len(rows); n++ {
		if r := rows[n-1]; n > 1 && len(r) == 1 && r[0].base-rows[n-2][0].base > 1.9*l.body && (r[0].bold || r[0].size > 1.1*l.body) {
			break // a heading across the columns, though it may be short
		}
		starts, columns := gutters(rows[:n])
		if len(starts) < 2 {
			if n > 2*best+3 {
				break
			}
			if len(rows[n-1]) == 1 && n == 1 {
				continue
			}
			break
		}
		if len(starts) > 4 || n < 4 {
			continue
		}
		if isText(columns) && !inRows(rows[:n], starts[1]) {
			best, found = n, columns
		}
	}
	return best, found
}

// isText reports whether columns hold running text: lines of several words that fill them.
func isText(columns [][]*piece) bool {
	for _, c := range columns {
		lines := rowsOf(slices.Clone(c))
		area := box{}
		words, full := 0, 0
		for _, r := range lines {
			area = area.with(r.box())
			for _, x := range r {
				words += len(strings.Fields(x.text))
			}
		}
		for _, r := range lines {
			if r.box().width() > .7*area.width() {
				full++
			}
		}
		if len(lines) < 4 || area.width() < 90 || 5*words < 12*len(lines) || 2*full < len(lines) {
			return false
		}
	}
	return true
}

// inRows reports whether columns have their wide steps in common, as the rows of a table have. The second one begins at x.
func inRows(rows []row, x float64) bool {
	var steps []float64
	shared := func(r row) bool { return r[0].box.x0 < x && r[len(r)-1].box.x0 >= x }
	for i := 1; i < len(rows); i++ {
		if step := rows[i][0].base - rows[i-1][0].base; shared(rows[i]) && shared(rows[i-1]) && step > .8*rows[i][0].size {
			steps = append(steps, step)
		}
	}
	wide := 0
	for _, s := range steps {
		if s > 1.2*slices.Min(steps) {
			wide++
		}
	}
	return wide > 1 && 5*wide > len(steps) && 2*len(steps) > len(rows)
}

var pageNumber = pattern.New(`^(.*\S)[ \t.…·_]*?[ \t.…·_]([0-9]{1,3})$`)

// contentsRows returns how many of the first rows are a table of contents: headings with the numbers of pages at the right edge.
func contentsRows(rows []row, pages int) int {
	n, last, leaders := 0, 0, 0
	right := 0.
	for _, r := range rows {
		x := merged(r)
		m := pageNumber.FindStringSubmatch(x.text)
		if m == nil || n > 0 && math.Abs(x.box.x1-right) > 8 || strings.IndexFunc(m[1], unicode.IsLetter) < 0 {
			break
		}
		number, _ := strconv.Atoi(m[2])
		if number < last || number > 2*pages+30 {
			break
		}
		if dots.MatchString(x.text) {
			leaders++
		} else if len(r) < 2 && n == 0 {
			break
		}
		right, last = x.box.x1, number
		n++
	}
	if n < 3 || leaders == 0 && n < 5 {
		return 0
	}
	return n
}

// line adds a line to the paragraph before it, or begins another.
func (l *looks) line(p *page, x *piece) {
	if n := len(l.paras); n > 0 {
		if last := l.paras[n-1]; last.page == p && l.goesOn(last, x) {
			last.pieces = append(last.pieces, x)
			last.box = last.box.with(x.box)
			return
		}
	}
	q := &para{page: p, pieces: []*piece{x}, box: x.box, size: x.size, bold: x.bold, marker: markerOf(x.text), gap: 100}
	if n := len(l.paras); n > 0 && l.paras[n-1].page == p {
		q.gap = x.box.y0 - l.paras[n-1].box.y1
	}
	if q.marker != "" {
		q.inner = innerEdge(x)
	}
	l.paras = append(l.paras, q)
}

// innerEdge is where the text of an item begins, after its marker.
func innerEdge(x *piece) float64 {
	after := false
	marker := utf8.RuneCountInString(markerOf(x.text))
	for _, a := range x.atoms {
		if text := letters(a.glyph.r); strings.TrimSpace(text) != "" {
			if marker -= utf8.RuneCountInString(text); after {
				return a.glyph.box.x0
			}
			after = marker <= 0
		}
	}
	return x.box.x0
}

var sentenceEnd = pattern.New(`[.!?:;][)"”»’]?$`)

// goesOn reports whether a line goes on with a paragraph.
func (l *looks) goesOn(p *para, x *piece) bool {
	if len(p.pieces) == 0 || p.contents || p.last().turn || dots.MatchString(p.last().text) && pageNumber.MatchString(p.last().text) {
		return false
	}
	last := p.last()
	step := x.base - last.base
	leading := cmp.Or(l.leading[x.size], 1.25*x.size)
	if math.Abs(x.size-last.size) > .08*x.size || x.bold != last.bold && (len(p.pieces) > 1 || x.bold || step > 1.05*leading || len(last.text) < 60) {
		return false
	}
	if step <= 0 || step > leading+.38*x.size {
		return false
	}
	left := p.box.x0
	if p.marker != "" {
		left = p.inner
	}
	right := l.rightEdge(x.page, p)
	short := last.box.x1+firstWidth(x)+.3*x.size < right-x.size
	ended := sentenceEnd.MatchString(last.text)
	switch m := markerOf(x.text); {
	case m != "" && (ended || short || p.marker != "" && math.Abs(x.box.x0-p.inner) > 4 || p.marker == "" && x.box.x0 > left+.8*x.size || isBullet(m)):
		return false
	case p.marker != "":
		// An item's lines begin below its text, or below its marker.
		return x.box.x0 > p.inner-4 && x.box.x0 < p.inner+12 || x.box.x0 < p.box.x0+4 && !short && !ended
	case len(p.pieces) > 1 && x.box.x0 > left+.8*x.size && (ended || short):
		return false // the first line of a paragraph that begins with a blank
	case x.box.x0 < left-1.2*x.size && len(p.pieces) > 1 && !centredOn(p, x):
		return false
	case short && ended:
		return false
	case short && p.bold && right-last.box.x1 > .5*(right-left):
		return centredOn(p, x)
	}
	return true
}

func centredOn(p *para, x *piece) bool {
	return math.Abs((p.box.x0+p.box.x1)/2-(x.box.x0+x.box.x1)/2) < 4
}

func isBullet(m string) bool {
	r, _ := utf8.DecodeRuneInString(m)
	return m != "" && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("(-–—*", r)
}

func firstWidth(x *piece) float64 {
	for i, a := range x.atoms {
		if i > 0 && (unicode.IsSpace(a.glyph.r) || between(x.atoms[i-1], a) != "") {
			return x.atoms[i-1].glyph.box.x1 - x.box.x0
		}
	}
	return x.box.width()
}

// rightEdge is how far lines reach that begin about where the paragraph does.
func (l *looks) rightEdge(p *page, q *para) float64 {
	right := q.box.x1
	for i := len(l.paras) - 1; i >= 0 && i > len(l.paras)-15; i-- {
		if o := l.paras[i]; o.page == p && math.Abs(o.box.x0-q.box.x0) < 60 && o.table == nil {
			right = max(right, o.box.x1)
		}
	}
	return right
}
