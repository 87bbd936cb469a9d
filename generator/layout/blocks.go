package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/layout/line"
)

// blocks adds blocks below one another.
func (b *builder) blocks(blocks []block.Block, f frame) {
	for i, bl := range blocks {
		var next block.Block
		if i+1 < len(blocks) {
			next = blocks[i+1]
		}
		b.block(bl, next, f)
		b.hangNotes(f)
	}
}

func (b *builder) block(bl, next block.Block, f frame) {
	f.depth = min(f.depth, maxDepth)
	if b.redline.away = false; f.parent == b.root {
		b.redline.label = "" // of a block that had no line for it
		b.redline.movedBlock(bl)
	}
	switch bl := bl.(type) {
	case *block.Heading:
		b.heading(bl, f)
	case *block.Paragraph:
		f = b.mark(bl.Change, f)
		b.space(b.paragraphGap(&f))
		if bl.ID != "" {
			b.names, b.anchors = append(b.names, "h:"+bl.ID), append(b.anchors, bl.ID)
		}
		after := keepNone
		switch next.(type) {
		case *block.List, *block.Definitions:
			after = keepFirm
		case *block.Code, *block.Quote:
			after = keepFair
		}
		if next != nil && actsAsHeading(bl) {
			after = keepFirm
		}
		b.paragraph(bl.Spans, f, after)
	case *block.List:
		b.list(bl, b.mark(bl.Change, f), 2*Millimetre)
	case *block.Definitions:
		b.definitions(bl, b.mark(bl.Change, f))
	case *block.Table:
		b.setTable(bl, b.mark(bl.Change, f))
	case *block.Quote:
		f = b.mark(bl.Change, f)
		b.space(paragraphGap)
		inner := f.indented(indent).in(f.child("BlockQuote"))
		if inner.left > f.left {
			inner.quote = f.left
		}
		b.blocks(bl.Blocks, inner)
		b.space(paragraphGap)
	case *block.Code:
		b.code(bl, b.mark(bl.Change, f))
	case *block.Figure:
		b.figure(bl, b.mark(bl.Change, f))
	case *block.Rule:
		f = b.mark(bl.Change, f)
		b.space(f.text.Leading)
		b.push(lineBox{height: hairLine, rules: []Rule{{Rect{f.left, 0, f.right - f.left, hairLine}, b.style.Line}}}, &f)
		b.space(f.text.Leading)
	case *block.PageBreak:
		if n := b.headings(); f.small {
			return
		} else if n < len(b.boxes) {
			b.boxes[n].fresh = true // so do the headings above it
		} else {
			b.fresh = true
		}
	case *block.Foreign:
		e := f.child("Div")
		e.Lang = bl.Lang
		inner := b.mark(bl.Change, f).in(e)
		inner.foreign = !b.swedish(bl.Lang)
		b.blocks(bl.Blocks, inner)
	case *block.Masked:
		text := b.doc.Words.MaskedPlain
		if bl.Law != "" {
			text = fill(b.doc.Words.Masked, bl.Law)
		}
		if text == "" {
			return
		}
		f = b.mark(bl.Change, f)
		b.space(b.paragraphGap(&f))
		f.color = b.style.Muted
		l, word := b.redline.changed(f.look(), f.change)
		runs := b.plainText(text, f.child("P"), l)
		b.redline.announce(runs, word)
		b.put(b.breakLines(runs, b.setting(&f)), &f, f.text, f.look().face(), keepNone)
	default:
		panic(fmt.Sprintf("layout: unknown block %T", bl))
	}
}

// actsAsHeading reports whether a paragraph is bold throughout, like a heading without markup.
func actsAsHeading(p *block.Paragraph) bool {
	if len(p.Spans) != 1 {
		return false
	}
	_, bold := p.Spans[0].(*block.Strong)
	return bold
}

func (b *builder) paragraphGap(f *frame) float64 {
	if f.small {
		return paragraphGap / 2
	}
	return paragraphGap
}

// paragraph adds running text.
func (b *builder) paragraph(spans []block.Span, f frame, after keep) {
	for i, s := range spans {
		if mark, ok := s.(*block.ParagraphMark); ok {
			b.stretch(spans[:i], mark, f, keepFirm)
			if !mark.Item {
				b.space(b.paragraphGap(&f))
			}
			b.paragraph(spans[i+1:], f, after)
			return
		}
	}
	b.stretch(spans, nil, f, after)
}

// stretch adds a paragraph, or the part of one before a mark.
func (b *builder) stretch(spans []block.Span, mark *block.ParagraphMark, f frame, after keep) {
	b.pictureWidth = f.width
	l, word := b.redline.changed(f.look(), f.change)
	e := f.child("P")
	label := b.takeLabel(e, f.look(), f.text.Size)
	runs := b.inline(spans, e, l)
	b.redline.announce(runs, word)
	runs = append(label, runs...)
	if mark != nil {
		runs = append(runs, b.paragraphMark(mark, e, f.look())...)
	}
	b.put(b.breakLines(runs, b.setting(&f)), &f, f.text, FaceOf(f.family, false, false), after)
}

// heading adds a heading with its number in the margin. It is kept with the lines after it.
func (b *builder) heading(h *block.Heading, f frame) {
	f = b.mark(h.Change, f)
	level := min(max(h.Level, 2), 6)
	t := b.style.Headings[level-2]
	switch level {
	case 2:
		b.space(7.5 * Millimetre)
	case 3:
		b.space(5 * Millimetre)
	default:
		b.space(4 * Millimetre)
	}
	b.level = min(level, b.level+1)
	e := f.child("H" + strconv.Itoa(min(b.level+b.deeper(), 6)))
	e.Title = strings.TrimSpace(h.Number + " " + b.headingTitle(h))
	l := look{family: b.style.Text, bold: true, italic: level >= 5, size: t.Size, color: b.style.Ink, foreign: f.foreign}
	t = b.fitted(block.Plain(h.Spans), l, t, b.style.Body.Size, f.width)
	l.size = t.Size
	unmarked := l
	l, word := b.redline.changed(l, f.change)
	b.pictureWidth = f.width
	for _, id := range append([]string{h.ID}, h.Aliases...) {
		if id != "" {
			b.names = append(b.names, "h:"+id)
			b.anchors = append(b.anchors, id)
		}
	}
	var number []textRun
	if h.Number != "" {
		nl := l
		nl.bold, nl.italic, nl.color = false, false, b.style.Muted
		number = b.plainText(h.Number+" ", e, nl)
	}
	in := inliner{b: b, leaf: lastLeaf(e)}
	in.spans(h.Spans, e, &l, nil)
	runs := in.runs
	b.redline.announce(append(append([]textRun(nil), number...), runs...), word)
	if b.redline.label != "" {
		runs = append(runs, b.plainText(" ", e, unmarked)...)
		runs = append(runs, b.takeLabel(e, unmarked, b.style.Body.Size)...)
	}
	face := FaceOf(b.style.Text, true, false)
	var label []textLine
	if number != nil {
		label = b.breakLines(number, line.Setting{Measure: 1e6})
		if len(label) != 1 || f.left != b.style.Left || f.land || label[0].Width > f.left-b.style.Hang-numberGap {
			runs, label = append(number, runs...), nil
		}
	}
	lines := b.breakLines(runs, line.Setting{Measure: f.width})
	if len(lines) == 0 {
		lines = []textLine{{}}
	}
	first := len(b.boxes)
	b.put(lines, &f, t, face, keepAlways)
	s := &b.boxes[first]
	s.outline = &Outline{Title: e.Title, Level: level + b.bookmarksDeeper(), Element: e}
	y := s.parts[0].y
	if label != nil {
		s.parts = append([]part{{textLine: label[0], x: b.style.Hang, y: y}}, s.parts...)
	}
	if len(b.redline.margin) > 0 {
		if label != nil {
			y -= t.Size + 2 // above the number
		}
		s.parts = append([]part{{textLine: b.redline.margin[0], x: b.style.Hang, y: y, column: -1}}, s.parts...)
		b.redline.margin = b.redline.margin[1:]
	}
	if level == 2 {
		b.space(1.6 * Millimetre)
	} else {
		b.space(1 * Millimetre)
	}
}

// list adds a list with room above. Each item's label precedes its first line.
func (b *builder) list(l *block.List, f frame, above float64) {
	e := f.child("L")
	e.Numbering = numberings[l.Numbering]
	gap := itemGap
	if !l.Tight {
		gap = paragraphGap
	}
	by := indent
	if l.Ordered() {
		for i, item := range l.Items {
			label := strings.TrimSpace(l.Label(i) + " " + taskBoxes[item.Task])
			by = max(by, numberGap+b.glyphs.Width(FaceOf(f.family, false, false), f.text.Size, label))
		}
	}
	b.space(above)
	if l.KindChanged() {
		was := b.doc.Words.WasBullets
		if l.Was.Ordered() {
			was = b.doc.Words.WasNumbered
		}
		b.redline.addLabel(was)
	}
	for i := range l.Items {
		if i > 0 {
			b.space(gap)
		}
		b.item(l, i, e, f, by)
	}
	b.space(b.paragraphGap(&f))
}

// numberings are the values of ListNumbering.
var numberings = [...]string{
	block.Unnumbered: "None", block.Decimal: "Decimal",
	block.LowerAlpha: "LowerAlpha", block.UpperAlpha: "UpperAlpha",
	block.LowerRoman: "LowerRoman", block.UpperRoman: "UpperRoman",
}

var taskBoxes = [...]string{block.NoTask: "", block.OpenTask: "☐", block.DoneTask: "☑"}

func (b *builder) item(l *block.List, i int, e *Element, f frame, by float64) {
	item := l.Items[i]
	f = b.mark(item.Change, f.in(e))
	b.redline.moved(item, item.Change)
	if was := l.WasLabel(i); was != "" {
		b.redline.addLabel(fill(b.doc.Words.WasLabel, was))
	}
	li := f.child("LI")
	lbl, body := li.add("Lbl"), li.add("LBody")
	text, color := cmp.Or(l.Label(i), "–")+" ", b.style.Muted
	if item.Task != block.NoTask {
		said := [...]string{block.OpenTask: b.doc.Words.OpenTask, block.DoneTask: b.doc.Words.DoneTask}[item.Task]
		lbl.Alt, color = strings.TrimLeft(l.Label(i)+" "+said, " "), b.style.Ink
		text = strings.TrimLeft(l.Label(i)+" "+taskBoxes[item.Task]+" ", " ")
	}
	look := f.look()
	look.color = color
	look, _ = b.redline.changed(look, f.change)
	look.under = 0
	label := b.breakLines(b.plainText(text, lbl, look), line.Setting{Measure: 1e6})
	inner := f.indented(by).in(body)
	first := len(b.boxes)
	b.itemBlocks(item.Blocks, inner, l.Tight)
	if len(b.boxes) == first { // an item without text has its label all the same
		b.push(lineBox{height: f.text.Leading}, &f)
	}
	s := &b.boxes[first]
	y := b.baseline(look.face(), f.text)
	if len(s.parts) > 0 && s.row == 0 {
		y = s.parts[0].y
	}
	if len(label) > 0 {
		if inner.left == f.left && len(s.parts) > 0 {
			// There is no room left for indentation, so the label goes above.
			own := lineBox{height: f.text.Leading, keep: keepFirm, above: s.above, fresh: s.fresh, land: s.land, change: s.change,
				parts: []part{{textLine: label[0], x: f.left, y: y, column: -1}}}
			s.above, s.fresh = 0, false
			b.boxes = slices.Insert(b.boxes, first, own)
			return
		}
		s.parts = append([]part{{textLine: label[0], x: f.left, y: y, column: -1}}, s.parts...)
	}
}

// itemBlocks adds what an item holds. In a tight list, nested lists are spaced like items.
func (b *builder) itemBlocks(blocks []block.Block, f frame, tightList bool) {
	gap := b.gap
	for i, bl := range blocks {
		p, ok := bl.(*block.Paragraph)
		if ok && (i == 0 || tightList) {
			g := b.mark(p.Change, f)
			if i == 0 {
				b.gap = gap
			}
			after := keepNone
			if i+1 < len(blocks) {
				after = keepFirm // an item is not left behind by what it introduces
			}
			b.paragraph(p.Spans, g, after)
		} else if sub, ok := bl.(*block.List); ok && tightList {
			if i > 0 {
				b.gap = 0
			}
			b.list(sub, b.mark(sub.Change, f), itemGap)
			b.gap = 0
		} else {
			b.block(bl, nil, f)
		}
		b.hangNotes(f)
	}
}

// definitions adds terms in bold with their meanings indented below.
func (b *builder) definitions(d *block.Definitions, f frame) {
	e := f.child("L")
	e.Numbering = "None"
	b.space(paragraphGap)
	for i, item := range d.Items {
		if i > 0 {
			b.space(1.8 * Millimetre)
		}
		g := b.mark(item.Change, f.in(e))
		b.redline.moved(item, item.Change)
		li := g.child("LI")
		lbl, body := li.add("Lbl"), li.add("LBody")
		for _, term := range item.Terms {
			l := g.look()
			l.bold = true
			h := b.mark(term.Change, g)
			l, word := b.redline.changed(l, h.change)
			b.pictureWidth = g.width
			label := b.takeLabel(lbl, g.look(), g.text.Size)
			runs := b.inline(term.Spans, lbl, l)
			b.redline.announce(runs, word)
			runs = append(label, runs...)
			set := b.setting(&g)
			set.Hyphenate, set.Justify = false, false
			b.put(b.breakLines(runs, set), &g, g.text, l.face(), keepAlways)
		}
		inner := g.indented(indent).in(body)
		for j, meaning := range item.Blocks {
			b.gap = 0
			if j > 0 {
				b.space(itemGap)
			}
			b.itemBlocks(meaning, inner, true)
		}
		b.gap = 0
		b.hangNotes(inner)
	}
	b.space(paragraphGap)
}

// code adds monospaced text line by line. Lines that are too long are wrapped.
func (b *builder) code(c *block.Code, f frame) {
	b.space(3 * Millimetre)
	inner := f.child("P").add("Code")
	t := b.style.Code
	if f.small {
		t = Type{f.text.Size * monoScale, f.text.Leading}
	}
	l := look{family: Mono, size: t.Size, color: f.color, code: true, foreign: true, pre: true}
	l, word := b.redline.changed(l, f.change)
	g := f.indented(indent)
	var all []textLine
	var spoken []textRun
	for text := range strings.Lines(c.Text) {
		in := inliner{b: b, leaf: lastLeaf(inner)}
		in.text(expandTabs(strings.TrimRight(text, "\r\n")), c.Pos, inner, &l, nil)
		in.runs = append(in.runs, lineBreak(&l, in.leafOf(inner)))
		spoken = append(spoken, in.runs...)
		lines := b.breakLines(in.runs, line.Setting{Measure: g.width})
		if len(lines) == 0 {
			lines = []textLine{{}}
		}
		all = append(all, lines...)
	}
	b.redline.announce(spoken, word)
	first := len(b.boxes)
	b.put(all, &g, t, l.face(), keepNone)
	if len(all) <= wholeCode {
		for i := first; i < len(b.boxes)-1; i++ {
			b.boxes[i].keep = keepFirm
		}
	}
	b.space(3 * Millimetre)
}

// wholeCode is the number of lines up to which code is kept on one sheet.
const wholeCode = 12

// lastLeaf returns the leaf that an element ends with, if it ends with one.
func lastLeaf(e *Element) *Leaf {
	if n := len(e.Kids); n > 0 {
		leaf, _ := e.Kids[n-1].(*Leaf)
		return leaf
	}
	return nil
}

// expandTabs replaces tabs by spaces, with tab stops every four columns.
func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var out strings.Builder
	column := 0
	for _, r := range s {
		if r == '\t' {
			n := 4 - column%4
			out.WriteString("    "[:n])
			column += n
			continue
		}
		out.WriteRune(r)
		column++
	}
	return out.String()
}

// figure adds a picture, scaled to the measure and to two thirds of a sheet, with its caption.
func (b *builder) figure(fig *block.Figure, f frame) {
	if fig.Image == nil {
		return
	}
	p, ok := b.picture(fig.Image)
	if !ok {
		if fig.Image.Alt != "" {
			b.space(paragraphGap)
			b.paragraph([]block.Span{&block.Text{At: fig.Image.At, Text: fig.Image.Alt}}, f, keepNone)
		}
		return
	}
	b.space(6 * Millimetre)
	scale := min(1, f.width/p.Width, (b.style.Paper.Height-b.style.Top-b.style.Bottom)*2/3/p.Height)
	parent := f.parent
	if len(fig.Caption) > 0 {
		parent = f.child("Div")
	}
	runs := []textRun{{picture: &p, Run: line.Run{Box: true, Width: p.Width * scale, Height: p.Height * scale}}}
	if !fig.Image.Decorative {
		e := parent.add("Figure")
		e.Alt = fig.Image.Alt
		runs[0].leaf = &Leaf{Parent: e, inked: true}
		e.Kids = []Kid{runs[0].leaf}
		_, word := b.redline.changed(f.look(), f.change)
		b.redline.announce(runs, word)
	}
	after := keepNone
	if len(fig.Caption) > 0 {
		after = keepFirm
	}
	picture := line.Line{Width: runs[0].Width, Fragments: []line.Fragment{{Width: runs[0].Width}}}
	b.push(lineBox{height: runs[0].Height, keep: after, parts: []part{{x: f.left, y: runs[0].Height, textLine: textLine{Line: picture, runs: runs}}}}, &f)
	if len(fig.Caption) > 0 {
		b.space(1.6 * Millimetre)
		e := parent.add("Caption")
		l := f.look()
		l.size = b.style.Table.Size
		l, word := b.redline.changed(l, f.change)
		set := b.setting(&f)
		set.Justify = false
		runs := b.inline(fig.Caption, e, l)
		b.redline.announce(runs, word)
		b.put(b.breakLines(runs, set), &f, b.style.Table, l.face(), keepNone)
	}
	b.space(6 * Millimetre)
}
