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
		e.Title = d.Title
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

// facts adds the decision table: two columns, each label a row header.
func (b *builder) facts(f frame) {
	d, st := b.doc, b.style
	if len(d.Facts) == 0 {
		return
	}
	b.space(8 * Millimetre)
	e := b.around(f, "Table")
	body := &Element{Role: "TBody"}
	e.Kids = []Kid{body}
	labels := min(43*Millimetre, f.width*0.4)
	columns := []column{{x: f.left, width: labels - 2*Millimetre}, {x: f.left + labels, width: f.width - labels}}
	rs := rowStyle{text: st.Facts, above: 1.1 * Millimetre, below: 1.1 * Millimetre, line: hairLine, color: st.Line,
		left: f.left, right: f.right}
	f.family = st.Data
	b.pictureWidth = columns[1].width
	for i, fact := range d.Facts {
		tr := &Element{Role: "TR"}
		th, td := &Element{Role: "TH", Scope: "Row"}, &Element{Role: "TD"}
		tr.Kids = []Kid{th, td}
		body.Kids = append(body.Kids, tr)
		l := look{family: st.Data, size: st.Facts.Size, color: st.Muted}
		label := cell{runs: b.plainText(fact.Label, th, l), face: l.face()}
		l.color = st.Ink
		value := cell{runs: b.inline(fact.Value, td, l), face: l.face()}
		first := len(b.boxes)
		rs.after = keepNone
		if i == 0 || i == len(d.Facts)-2 {
			rs.after = keepFirm
		}
		b.grid([]cell{label, value}, columns, rs, &f)
		if i == 0 {
			s := &b.boxes[first]
			s.rules = append(s.rules, Rule{Rect{f.left, 0, f.right - f.left, thickLine}, st.Ink})
		}
	}
	b.hangNotes(f)
}

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
