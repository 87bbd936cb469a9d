package layout

import "slices"

// pager fills sheets with line boxes and notes.
type pager struct {
	b      *builder
	print  *Print
	first  int // index of the document's first sheet in the print
	sheets int // number of its sheets, set when all are placed
	boxes  []lineBox
	queue  []noteBox // lines of notes that did not fit on earlier sheets
	places map[string]placeOf
	toc    []tocRun
	needs  []need
}

// noteBox is a line box of a note.
type noteBox struct {
	*lineBox
	first bool // begins its note
}

// placeOf is the place of a private name.
type placeOf struct {
	sheet int
	y     float64
}

// need is a link area whose target is not known yet.
type need struct {
	area   *LinkArea
	target string
}

// tocRun is a run that a sheet number is filled into.
type tocRun struct {
	sheet, mark, run int
	right            float64
	target           string
}

// Room around notes.
const (
	noteLine = 2 * Millimetre
	noteGap  = 0.8 * Millimetre
	noteRoom = 3 * Millimetre // between text and notes
)

// geometry is the area of a sheet's text.
type geometry struct {
	width, height float64
	top, bottom   float64
	left, right   float64 // edges of head and foot
}

func (p *pager) geometry(n int, land bool) geometry {
	st := p.b.style
	g := geometry{width: st.Paper.Width, height: st.Paper.Height, top: st.Top, left: st.Hang}
	bottom := st.Bottom
	if land {
		g.width, g.height = g.height, g.width
		g.top, bottom = st.LandTop, st.LandBottom
	}
	if n == p.first && p.b.hasHead() {
		g.top = max(st.First, g.top)
	}
	g.right = g.width - st.Right
	// Some lines must fit however small the paper is.
	g.bottom = max(g.height-bottom, g.top+4*st.Body.Leading)
	return g
}

// run places all line boxes.
func (p *pager) run() {
	for i := 0; i < len(p.boxes) || len(p.queue) > 0 || len(p.print.Sheets) == p.first; {
		p.turn(i)
		land := i < len(p.boxes) && p.boxes[i].land
		g := p.geometry(len(p.print.Sheets), land)
		p.print.Sheets = append(p.print.Sheets, Sheet{Width: g.width, Height: g.height})
		var head []lineBox
		headHeight := 0.0
		if i > 0 && i < len(p.boxes) {
			if t := p.boxes[i].table; t != nil && t == p.boxes[i-1].table && len(t.head) > 0 && t.headHeight < (g.bottom-g.top)/3 {
				head, headHeight = t.head, t.headHeight
			}
		}
		end := p.fit(i, g.bottom-g.top, headHeight)
		p.fill(i, end, g, head)
		i = end
	}
}

// turn sets the few lines from box i to a landscape table on its sheet, which they would otherwise have almost to
// themselves.
func (p *pager) turn(i int) {
	if len(p.print.Sheets) == p.first || len(p.queue) > 0 {
		return
	}
	g := p.geometry(len(p.print.Sheets), false)
	height := 0.0
	for j := i; j < len(p.boxes) && (j == i || !p.boxes[j].fresh); j++ {
		if p.boxes[j].land {
			for k := i; k < j; k++ {
				p.boxes[k].land = true
			}
			return
		}
		full, _ := noteHeights(&p.boxes[j])
		if height += p.boxes[j].above + p.boxes[j].height + full; height > fewLines*(g.bottom-g.top) {
			return
		}
	}
}

// fewLines is the share of a sheet that lines before a landscape table must fill to have one.
const fewLines = 0.15

// fit returns the end of the line boxes that go on a sheet of the given height, beginning with box i.
func (p *pager) fit(i int, height, headHeight float64) int {
	carried := stackHeight(p.queue)
	if carried > 0 && i < len(p.boxes) {
		// Notes carried over leave half of the sheet to the text.
		carried = min(carried, height/2) + noteRoom + noteLine
	}
	y, notes := headHeight, carried
	for j := i; j < len(p.boxes); j++ {
		s := &p.boxes[j]
		if j > i && (s.fresh || s.land != p.boxes[i].land) {
			return j
		}
		add := s.height
		if j > i || headHeight > 0 {
			add += s.above
		}
		full, least := noteHeights(s)
		if full > 0 && notes == 0 {
			full += noteRoom + noteLine
			least += noteRoom + noteLine
		}
		if y+add-s.overhang(notes+least)+notes+least > height+slop {
			if k := p.breakBefore(i, j, height, headHeight); k > i {
				return k
			}
			if k := p.fitWithoutNotes(i, j, y, height); k > i {
				return k
			}
			for k := j; k > i+1; k-- {
				if p.boxes[k-1].keep < keepAlways {
					return k
				}
			}
			return max(j, i+1) // higher than a sheet, but it must be put somewhere
		}
		y += add
		notes += full
	}
	return len(p.boxes)
}

// overhang returns how far a line box may reach below the text's area if notes take this much of it.
func (s *lineBox) overhang(notes float64) float64 {
	if notes > 0 {
		return 0
	}
	return s.below
}

// fitWithoutNotes returns the end of the line boxes from i that keep together, if they fit on the sheet without
// their notes, otherwise i; y is the height of those before j. Prefer moving the notes to the next sheet over
// leaving an orphan line.
func (p *pager) fitWithoutNotes(i, j int, y, height float64) int {
	for k := j; k < len(p.boxes); k++ {
		s := &p.boxes[k]
		if k > i {
			y += s.above
		}
		if y += s.height; y-s.below > height+slop || k > i && (s.fresh || s.land != p.boxes[i].land) {
			break
		}
		if s.keep <= keepFair {
			return k + 1
		}
	}
	return i
}

// breakBefore returns where the line boxes from i are best divided, at the latest before j, or i if they all keep
// together.
func (p *pager) breakBefore(i, j int, height, headHeight float64) int {
	y := headHeight
	filled := make([]float64, 0, j-i)
	for k := i; k < j; k++ {
		if k > i {
			y += p.boxes[k].above
		}
		y += p.boxes[k].height
		filled = append(filled, y)
	}
	best := i
	for limit := keepNone; limit <= keepFair; limit++ {
		k := j
		for k > i && p.boxes[k-1].keep > limit {
			k--
		}
		if k > i {
			if best = k; filled[k-i-1] >= fullEnough[limit]*height {
				break
			}
		}
	}
	return best
}

// fullEnough is the share of a sheet that must be filled before what keeps together more strongly is moved to the
// next one whole: the rows of a short table rather than to leave 15 % of the sheet white, the lines of a row, or a
// row of one line at either end, rather than to leave almost half of it.
var fullEnough = [...]float64{keepNone: 0.85, keepWeak: 0.6, keepFair: 0}

// noteHeights returns the height of a line box's notes, and of the least part of them that must be on the same
// sheet.
func noteHeights(s *lineBox) (full, least float64) {
	for k := range s.parts {
		for _, n := range s.parts[k].notes {
			for i := range n.boxes {
				full += (&noteBox{&n.boxes[i], i == 0}).room()
			}
			if least == 0 {
				least = noteGap
				for i := range n.boxes {
					least += n.boxes[i].height + n.boxes[i].above
					if n.boxes[i].keep == keepNone {
						break
					}
				}
			}
		}
	}
	return full, least
}

// noteBoxes appends the line boxes of a line box's notes.
func (s *lineBox) noteBoxes(to []noteBox) []noteBox {
	for k := range s.parts {
		for _, note := range s.parts[k].notes {
			for i := range note.boxes {
				to = append(to, noteBox{&note.boxes[i], i == 0})
			}
		}
	}
	return to
}

func stackHeight(stack []noteBox) float64 {
	h := 0.0
	for _, s := range stack {
		h += s.room()
	}
	return h
}

// room returns the height of a note's line box with the space above it.
func (s *noteBox) room() float64 {
	if s.first {
		return s.height + s.above + noteGap
	}
	return s.height + s.above
}

// fill places the line boxes from i to end on the last sheet, and as many notes as fit.
func (p *pager) fill(i, end int, g geometry, head []lineBox) {
	e := &emitter{p: p, g: g, n: len(p.print.Sheets) - 1}
	e.sheet = &p.print.Sheets[e.n]
	y := g.top
	for k := range head {
		e.rules(&head[k], y)
		e.parts(&head[k], y, true)
		y += head[k].height
	}
	for k := i; k < end; {
		// A row is emitted column by column, in reading order.
		next := k + 1
		for next < end && p.boxes[k].row != 0 && p.boxes[next].row == p.boxes[k].row {
			next++
		}
		tops := e.tops[:0]
		for m := k; m < next; m++ {
			s := &p.boxes[m]
			if m > i || len(head) > 0 {
				y += s.above
			}
			tops = append(tops, y)
			e.frame(s, y)
			p.queue = s.noteBoxes(p.queue)
			y += s.height
		}
		e.tops = tops
		if next == k+1 {
			e.parts(&p.boxes[k], tops[0], false)
		} else {
			e.row(p.boxes[k:next], tops)
		}
		k = next
	}
	p.foot(e, y, end == i)
	e.bars()
	e.finish()
}

// foot places as many lines of notes as fit below y.
func (p *pager) foot(e *emitter, y float64, alone bool) {
	if len(p.queue) == 0 {
		return
	}
	room := e.g.bottom - y - noteRoom - noteLine
	if y == e.g.top {
		room += noteRoom
	}
	n, h := 0, 0.0
	for n < len(p.queue) && h+p.queue[n].room() <= room+slop {
		h += p.queue[n].room()
		n++
	}
	if n < len(p.queue) {
		k := n
		for k > 0 && p.queue[k-1].keep != keepNone {
			k--
		}
		if k > 0 || !alone {
			n = k
		}
		if n == 0 && alone {
			n = 1
		}
	}
	if n == 0 {
		return
	}
	placed := p.queue[:n]
	rest := slices.Clone(p.queue[n:])
	h = stackHeight(placed)
	top := e.g.bottom - h
	st := p.b.style
	e.decor = append(e.decor, Rule{Rect{st.Left, top - noteLine, 40 * Millimetre, hairLine}, st.Ink})
	for k := range placed {
		top += placed[k].room() - placed[k].height
		e.frame(placed[k].lineBox, top)
		e.parts(placed[k].lineBox, top, false)
		rest = placed[k].noteBoxes(rest)
		top += placed[k].height
	}
	p.queue = rest
}
