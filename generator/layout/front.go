package layout

import (
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/layout/line"
)

// front adds the front matter: kind, title, summary, notices, facts and contents.
func (b *builder) front(root *Element) {
	d, st := b.doc, b.style
	f := b.frame(root)
	if d.Kind != "" {
		l := look{family: st.Data, size: st.Kind.Size, color: st.Muted}
		b.words(d.Kind, b.around(f, "P"), l, st.Kind, &f, line.Setting{Measure: f.width}, keepAlways)
	}
	if d.Title != "" {
		b.space(1 * Millimetre)
		e := f.child("H" + strconv.Itoa(1+b.deeper()))
		b.label = b.labelLeaf(e)
		e.Title, e.ActualText = d.Title, b.spokenTitle(d.Title)
		l := look{family: st.Text, bold: true, size: st.Title.Size, color: st.Ink}
		t := b.fitted(d.Title, l, st.Title, st.Headings[1].Size, f.width)
		l.size = t.Size
		first := len(b.boxes)
		b.words(d.Title, e, l, t, &f, line.Setting{Measure: f.width, Balance: true}, keepAlways)
		if len(b.boxes) > first {
			b.boxes[first].outline = &Outline{Title: b.bookmark(d.Title), Level: 1 + b.bookmarksDeeper(), Element: e, title: true}
		}
	}
	if d.Summary != "" {
		b.space(5 * Millimetre)
		l := look{family: st.Data, size: st.Summary.Size, color: st.Ink}
		b.words(d.Summary, f.child("P"), l, st.Summary, &f, line.Setting{Measure: f.width * 0.86, Balance: true}, keepNone)
	}
	for i, n := range d.Notices {
		if b.space(5 * Millimetre); i > 0 {
			b.gap = paragraphGap
		}
		l := look{family: st.Data, bold: true, size: st.Facts.Size, color: st.Ink}
		e := b.around(f, "P")
		if n.Lang != "" {
			e.Lang = n.Lang
		}
		b.put(b.breakLines(b.inline(n.Value, e, l), line.Setting{Measure: f.width, Balance: true}), &f, Type{st.Facts.Size, st.Facts.Leading}, l.face(), keepNone)
	}
	b.facts(f)
	contentsSetter{b}.contents(f)
}

// around adds an element in the language around the text.
func (b *builder) around(f frame, role string) *Element {
	e := f.child(role)
	e.Lang = b.aroundLang()
	return e
}

// words adds a plain text.
func (b *builder) words(text string, e *Element, l look, t Type, f *frame, set line.Setting, after keep) {
	b.put(b.breakLines(b.plainText(text, e, l), set), f, t, l.face(), after)
}

// fact is a row of the decision table being laid out.
type fact struct {
	row          *Element
	label, value cell
}

// facts adds the decision table, each label a row header. First come the facts that fit on a line of half the width,
// two beside each other and read from left to right, then the others.
func (b *builder) facts(f frame) {
	d, st := b.doc, b.style
	if len(d.Facts) == 0 {
		return
	}
	b.space(8 * Millimetre)
	e := b.around(f, "Table")
	e.Summary = d.Words.Facts
	body := e.add("TBody")
	f.family = st.Data
	labels, half := min(43*Millimetre, f.width*0.4), (f.width-columnGap)/2
	b.pictureWidth = f.width - labels
	all, widest := b.factCells(half / 2)
	var short, long []fact
	if half >= leastHalf {
		labels = widest + factGap
	}
	for _, x := range all {
		_, label := b.extent(x.label.runs, false)
		if _, value := b.extent(x.value.runs, false); half >= leastHalf && max(label, widest)+factGap+value <= half {
			short = append(short, x)
		} else {
			long = append(long, x)
		}
	}
	if n := len(short); n%2 == 1 {
		short, long = short[:n-1], append([]fact{short[n-1]}, long...)
	}
	columns := []column{{x: f.left, width: labels - factGap}, {x: f.left + labels, width: f.width - labels}}
	right := f.left + half + columnGap
	four := []column{columns[0], {x: f.left + labels, width: half - labels}, {x: right, width: labels - factGap}, {x: right + labels, width: half - labels}}
	rs := rowStyle{text: st.Facts, above: 1.1 * Millimetre, below: 1.1 * Millimetre, line: hairLine, color: st.Line,
		left: f.left, right: f.right}
	first, rows := len(b.boxes), len(short)/2+len(long)
	for i := range rows {
		rs.after = keepNone
		if i == 0 || i == rows-2 {
			rs.after = keepFirm
		}
		if pair := 2 * i; pair < len(short) {
			one, two := short[pair], short[pair+1]
			body.Kids = append(body.Kids, one.row, two.row)
			b.grid([]cell{one.label, one.value, two.label, two.value}, four, rs, &f)
			continue
		}
		one := long[i-len(short)/2]
		body.Kids = append(body.Kids, one.row)
		b.grid([]cell{one.label, one.value}, columns, rs, &f)
	}
	top := &b.boxes[first]
	top.rules = append(top.rules, Rule{Rect{f.left, 0, f.right - f.left, thickLine}, st.Ink})
	b.hangNotes(f)
}

// factCells returns the cells of all facts, and the width of the widest label that is not above room.
func (b *builder) factCells(room float64) (all []fact, widest float64) {
	st := b.style
	b.redline.silent = true
	defer func() { b.redline.silent = false }()
	for _, x := range b.doc.Facts {
		th, td := &Element{Role: "TH", Scope: "Row"}, &Element{Role: "TD"}
		l := look{family: st.Data, size: st.Facts.Size, color: st.Muted}
		label := cell{runs: b.plainText(x.Label, th, l), face: l.face()}
		if _, width := b.extent(label.runs, false); width <= room {
			widest = max(widest, width)
		}
		l.color = st.Ink
		value := cell{runs: b.inline(x.Value, td, l), face: l.face()}
		all = append(all, fact{&Element{Role: "TR", Kids: []Kid{th, td}}, label, value})
	}
	return all, widest
}

const (
	factGap   = 3 * Millimetre  // between a label and its value
	leastHalf = 60 * Millimetre // of a table of two facts beside each other
)

// sections adds the sections before or after the text, in the type of the facts, since they
// are not part of what was adopted.
func (b *builder) sections(root *Element, sections []Section, name string) {
	text := b.style.Text
	b.style.Text = b.style.Data
	defer func() { b.style.Text = text }()
	for i, s := range sections {
		from := len(root.Kids)
		f := b.frame(root)
		b.names = append(b.names, name+strconv.Itoa(i))
		b.heading(&block.Heading{Level: 2, Spans: []block.Span{&block.Text{Text: s.Title}}}, f)
		b.blocks(s.Blocks, f)
		for _, kid := range root.Kids[from:] {
			if e, ok := kid.(*Element); ok {
				e.Lang = b.aroundLang()
			}
		}
	}
}

// closingName is the prefix of the private names of the sections after the text.
const closingName = "c:"
