package layout

import (
	"styrdok/generator/block"
	"styrdok/generator/char"
)

// emitter puts line boxes on one sheet.
type emitter struct {
	p     *pager
	g     geometry
	n     int // the sheet's number from 0
	sheet *Sheet
	decor []Rule // underlines, rules of tables, bars
	gaps  []gap  // in underlines
	tops  []float64
	spans []barSpan
	// The quotation bar of the previous line box, and where it ends.
	bar, barEnd float64
}

// barSpan is the extent of a change bar.
type barSpan struct {
	from, to float64
	change   block.Change
	x        float64
}

// frame records what belongs to a line box besides its text: rules, names, bookmarks, bars.
func (e *emitter) frame(s *lineBox, y float64) {
	e.rules(s, y)
	for _, name := range s.names {
		if _, ok := e.p.places[name]; !ok {
			e.p.places[name] = placeOf{e.n, y}
		}
	}
	if s.outline != nil && char.Inked(s.outline.Title) {
		o := *s.outline
		o.Sheet, o.Y = e.n, y
		e.p.print.Outline = append(e.p.print.Outline, o)
	}
	if s.bar > 0 {
		from := y
		if e.bar == s.bar {
			from = e.barEnd
		}
		e.decor = append(e.decor, Rule{Rect{s.bar, from, 1, y + s.height - from}, e.p.b.style.Line})
	}
	e.bar, e.barEnd = s.bar, y+s.height
	if s.change != block.Unchanged {
		from, x := y, s.bars
		if n := len(e.spans); n > 0 && e.spans[n-1].change == s.change && e.spans[n-1].x == x && from-e.spans[n-1].to <= s.above+slop {
			e.spans[n-1].to = y + s.height
		} else {
			e.spans = append(e.spans, barSpan{from, y + s.height, s.change, x})
		}
	}
}

// rules records the rules of a line box.
func (e *emitter) rules(s *lineBox, y float64) {
	for _, r := range s.rules {
		r.Y += y
		e.decor = append(e.decor, r)
	}
}

// parts puts the text of a line box on the sheet. An artifact is a repetition, which is not read again.
func (e *emitter) parts(s *lineBox, y float64, artifact bool) {
	for i := range s.parts {
		e.part(&s.parts[i], y, artifact)
	}
}

// row puts the line boxes of one row on the sheet, column by column.
func (e *emitter) row(boxes []lineBox, tops []float64) {
	last := -1
	for i := range boxes {
		for k := range boxes[i].parts {
			last = max(last, boxes[i].parts[k].column)
		}
	}
	for column := -1; column <= last; column++ {
		for i := range boxes {
			for k := range boxes[i].parts {
				if boxes[i].parts[k].column == column {
					e.part(&boxes[i].parts[k], tops[i], false)
				}
			}
		}
	}
}

// mark returns the mark for what comes next of a leaf, or of an artifact if leaf is nil.
func (e *emitter) mark(leaf *Leaf) *Mark {
	marks := e.sheet.Marks
	if n := len(marks); n > 0 && marks[n-1].Leaf == leaf && (leaf != nil || marks[n-1].Artifact == LayoutArtifact) {
		return &marks[n-1]
	}
	e.sheet.Marks = append(marks, Mark{Leaf: leaf})
	return &e.sheet.Marks[len(marks)]
}

func (e *emitter) part(pt *part, top float64, artifact bool) {
	baseline := top + pt.y
	for i := range pt.Fragments {
		f := &pt.Fragments[i]
		s := &pt.runs[f.Run]
		x := pt.x + f.X
		leaf := s.leaf
		if artifact {
			leaf = nil
		}
		if s.picture != nil {
			box := Rect{x, baseline - s.Height, s.Width, s.Height}
			m := e.mark(leaf)
			m.Pictures = append(m.Pictures, PictureBox{box, *s.picture})
			if leaf != nil && leaf.Parent.Role == "Figure" {
				leaf.Parent.Sheet, leaf.Parent.BBox = e.n, box
			}
			if s.link != nil && !artifact {
				e.link(s.link, box)
			}
			continue
		}
		e.p.b.glyphs.Use(f.Face)
		m := e.mark(leaf)
		m.Runs = append(m.Runs, Run{Text: f.Text, Face: f.Face, Size: s.Size, X: x, Y: baseline - s.Rise, Width: f.Width, Color: s.look.color})
		if s.look.under > 0 && f.Width > 0 {
			w := s.look.under
			e.line(Rule{Rect{x, baseline + underline, f.Width, w}, s.look.color})
			if inked, ok := e.p.b.glyphs.Metrics.(Inked); ok {
				for _, ink := range inked.Ink(f.Face, s.Size, f.Text, underline-s.Rise, underline+w-s.Rise) {
					e.gaps = append(e.gaps, gap{baseline + underline, x + ink[0] - gapMargin, x + ink[1] + gapMargin})
				}
			}
		}
		if s.look.strike > 0 && f.Width > 0 {
			e.line(Rule{Rect{x, baseline - s.Size*0.24, f.Width, s.look.strike}, s.look.color})
		}
		if artifact {
			continue
		}
		switch s.anchor {
		case "":
		case tocNumber:
			e.p.toc = append(e.p.toc, tocRun{e.n, len(e.sheet.Marks) - 1, len(m.Runs) - 1, x + f.Width, s.link.target})
		default:
			if _, ok := e.p.places[s.anchor]; !ok {
				e.p.places[s.anchor] = placeOf{e.n, top}
			}
		}
		if s.link != nil && f.Width > 0 {
			ascent := e.p.b.glyphs.Ascent(f.Face, s.Size)
			descent := e.p.b.glyphs.Descent(f.Face, s.Size)
			e.link(s.link, Rect{x, baseline - s.Rise - ascent, f.Width, ascent + descent})
		}
	}
}

// underline is the distance from the baseline to the top of underlines.
const underline = 1.5

// gap is a stretch of an underline that is left out for a descender.
type gap struct{ y, from, to float64 }

const (
	gapMargin = 0.8 // between descender and underline
	shortLine = 1.0 // shorter remains of an underline are left out too
)

// divided returns the parts of an underline between its gaps.
func (e *emitter) divided(r Rule) []Rule {
	var out []Rule
	add := func(from, to float64) {
		if to-from >= shortLine {
			part := r
			part.X, part.W = from, to-from
			out = append(out, part)
		}
	}
	x := r.X
	for _, g := range e.gaps { // from left to right, as text is set
		if g.y == r.Y && g.to > x && g.from < r.X+r.W {
			add(x, g.from)
			x = g.to
		}
	}
	add(x, r.X+r.W)
	return out
}

// line adds an underline or strikethrough, joined with the previous one if they touch.
func (e *emitter) line(r Rule) {
	if n := len(e.decor); n > 0 {
		last := &e.decor[n-1]
		if last.Y == r.Y && last.H == r.H && last.Color == r.Color && r.X >= last.X && r.X-(last.X+last.W) < 4 {
			last.W = r.X + r.W - last.X
			return
		}
	}
	e.decor = append(e.decor, r)
}

// link adds a rectangle to the area that a link has on this sheet.
func (e *emitter) link(l *link, r Rect) {
	n := len(l.areas)
	if n == 0 || l.areas[n-1].Sheet != e.n {
		area := &LinkArea{Element: l.element, Sheet: e.n, Description: l.description, URL: l.url}
		l.areas = append(l.areas, area)
		l.element.Kids = append(l.element.Kids, area)
		e.sheet.Links = append(e.sheet.Links, area)
		if l.url == "" {
			e.p.needs = append(e.p.needs, need{area, l.target})
		}
		n++
	}
	area := l.areas[n-1]
	if k := len(area.Rects); k > 0 {
		last := &area.Rects[k-1]
		if r.Y < last.Y+last.H/2 && last.Y < r.Y+r.H/2 && r.X >= last.X && r.X-(last.X+last.W) < 6 {
			top, bottom := min(last.Y, r.Y), max(last.Y+last.H, r.Y+r.H)
			last.W, last.Y, last.H = r.X+r.W-last.X, top, bottom-top
			return
		}
	}
	area.Rects = append(area.Rects, r)
}

// bars adds the change bars: plain for changed, double for inserted, dotted for deleted. All have the same axis.
func (e *emitter) bars() {
	st := e.p.b.style
	for _, s := range e.spans {
		h, x := s.to-s.from, s.x+(doubleBar-singleBar)/2
		switch s.change {
		case block.Inserted:
			e.decor = append(e.decor, Rule{Rect{s.x, s.from, 1, h}, st.Ink}, Rule{Rect{s.x + doubleBar - 1, s.from, 1, h}, st.Ink})
		case block.Deleted:
			for y := s.from; y < s.to; y += 3 {
				e.decor = append(e.decor, Rule{Rect{x, y, singleBar, min(singleBar, s.to-y)}, st.Ink})
			}
		default:
			e.decor = append(e.decor, Rule{Rect{x, s.from, singleBar, h}, st.Ink})
		}
	}
}

// Widths of change bars.
const (
	singleBar = 1.5
	doubleBar = 3
)

// finish puts all rules into one artifact before the text.
func (e *emitter) finish() {
	if len(e.decor) == 0 {
		return
	}
	if len(e.gaps) > 0 {
		var rules []Rule
		for _, r := range e.decor {
			if r.H > insLine || r.W < shortLine {
				rules = append(rules, r)
			} else {
				rules = append(rules, e.divided(r)...)
			}
		}
		e.decor = rules
	}
	marks := make([]Mark, 0, len(e.sheet.Marks)+3)
	e.p.before(e.n, append(marks, Mark{Rules: e.decor}))
}
