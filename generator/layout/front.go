package layout

import (
	"cmp"
	"strconv"
	"strings"

	"styrdok/generator/block"
)

// front adds what stands before the text: kind, title, summary, notices, facts and contents.
// It returns whether the text begins a sheet of its own.
func (b *builder) front(root *Element) bool {
	d, st := b.doc, b.style
	f := b.frame(root)
	if d.Kind != "" {
		l := look{family: st.Data, size: st.Kind.Size, color: st.Muted}
		b.words(d.Kind, f.child("P"), l, st.Kind, &f, setting{measure: f.width}, tight)
	}
	if d.Title != "" {
		b.space(1 * Millimetre)
		e := f.child("H" + strconv.Itoa(1+b.deeper()))
		b.label = b.labelLeaf(e)
		e.Title = d.Title
		l := look{family: st.Text, bold: true, size: st.Title.Size, color: st.Ink}
		first := len(b.strips)
		b.words(d.Title, e, l, st.Title, &f, setting{measure: f.width, balance: true}, tight)
		if len(b.strips) > first {
			b.strips[first].outline = &Outline{Title: b.bookmark(), Level: 1 + b.bookmarksDeeper(), Element: e, title: true}
		}
	}
	if d.Summary != "" {
		b.space(5 * Millimetre)
		l := look{family: st.Data, size: st.Summary.Size, color: st.Ink}
		b.words(d.Summary, f.child("P"), l, st.Summary, &f, setting{measure: f.width * 0.86}, loose)
	}
	for i, n := range d.Notices {
		if b.space(5 * Millimetre); i > 0 {
			b.gap = paragraphGap
		}
		l := look{family: st.Data, bold: true, size: st.Facts.Size, color: st.Ink}
		b.words(n, f.child("P"), l, Type{st.Facts.Size, st.Facts.Leading}, &f, setting{measure: f.width}, loose)
	}
	b.facts(f)
	return b.contents(f)
}

// words adds a text of the caller's as lines.
func (b *builder) words(text string, e *Element, l look, t Type, f *frame, set setting, after bond) {
	b.put(b.breakLines(b.plainText(text, e, l), set), f, t, l.face(), after)
}

// facts adds the decision table: real content in two columns, each label the head of its row.
func (b *builder) facts(f frame) {
	d, st := b.doc, b.style
	if len(d.Facts) == 0 {
		return
	}
	b.space(8 * Millimetre)
	e := f.child("Table")
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
		label := cell{segs: b.plainText(fact.Label, th, l), face: l.face()}
		l.color = st.Ink
		value := cell{segs: b.inline(fact.Value, td, l), face: l.face()}
		first := len(b.strips)
		rs.after = loose
		if i == 0 || i == len(d.Facts)-2 {
			rs.after = firm
		}
		b.grid([]cell{label, value}, columns, rs, &f)
		if i == 0 {
			s := &b.strips[first]
			s.rules = append(s.rules, Rule{Rect{f.left, 0, f.right - f.left, thickLine}, st.Ink})
		}
	}
	b.hangNotes(f)
}

// contents adds the table of contents, if the text has headings enough or the caller gives a list.
// The numbers of the sheets are filled in when they are known.
func (b *builder) contents(f frame) bool {
	d, st := b.doc, b.style
	entries := b.contentsEntries()
	if len(entries) == 0 {
		return false
	}
	from, kids := len(b.strips), len(f.parent.Kids)
	b.space(8 * Millimetre)
	// The heading is above what it names and no heading of the text.
	l := look{family: st.Data, bold: true, size: 12, color: st.Ink}
	b.words(d.Contents, f.child("P"), l, Type{12, 16}, &f, setting{measure: f.width}, tight)
	last := &b.strips[len(b.strips)-1]
	last.height += 1.2*Millimetre + thickLine
	last.rules = append(last.rules, Rule{Rect{f.left, last.height - thickLine, f.right - f.left, thickLine}, st.Ink})
	b.contentsRows(entries, f.child("TOC"), f)
	if b.part != nil && len(b.part.List) > 0 {
		return true // what is first in a bundle is looked for at the top of a sheet
	}
	b.optional = contentsRange{from, len(b.strips), kids, len(f.parent.Kids)}
	// Contents that run over the first sheet are followed by the text; else it begins a new one.
	height := st.Top
	if b.hasHead() {
		height = st.First
	}
	for i := range b.strips {
		height += b.strips[i].above + b.strips[i].height
	}
	return height <= st.Paper.Height-st.Bottom
}

// contentsRange is where the contents stand among the strips and the kids of the document.
type contentsRange struct{ from, to, kidsFrom, kidsTo int }

// dropContents takes the contents away again if the text turned out to be short.
func (b *builder) dropContents() {
	c, st := b.optional, b.style
	if c.to == 0 || c.to == len(b.strips) {
		return
	}
	height := 0.0
	for i := c.to; i < len(b.strips); i++ {
		height += b.strips[i].above + b.strips[i].height
	}
	if height > st.ContentsOver*(st.Paper.Height-st.Top-st.Bottom) {
		return
	}
	first := &b.strips[c.to]
	first.fresh, first.above = false, max(first.above, frontGap)
	b.strips = append(b.strips[:c.from], b.strips[c.to:]...)
	b.root.Kids = append(b.root.Kids[:c.kidsFrom], b.root.Kids[c.kidsTo:]...)
	b.contentsLinks = nil
}

// contentsEntry is a line of the contents. Target is a private name.
type contentsEntry struct {
	number, title, target string
	said                  string // where the link is described; default: the title
	kids                  []contentsEntry
}

func (b *builder) contentsEntries() []contentsEntry {
	d := b.doc
	if d.Contents == "" {
		return nil
	}
	if b.part != nil && len(b.part.List) > 0 {
		return b.listEntries(b.part.List)
	}
	var entries []contentsEntry
	if d.Tree != nil {
		for _, h := range d.Tree.Headings() {
			if h.Level == 2 && h.ID != "" {
				e := contentsEntry{number: h.Number, title: b.headingTitle(h), target: "h:" + h.ID}
				if h.Change == block.Deleted {
					e.number = "" // it is another one's now
				}
				entries = append(entries, e)
			}
		}
	}
	if b.style.ContentsFrom <= 0 || len(entries) < b.style.ContentsFrom {
		return nil
	}
	for i, s := range d.Closing {
		entries = append(entries, contentsEntry{title: s.Title, target: closingName + strconv.Itoa(i)})
	}
	return entries
}

// contentsRows adds the lines of a list, which had better stand on one sheet. One with kids is set as their heading.
func (b *builder) contentsRows(entries []contentsEntry, toc *Element, f frame) {
	st := b.style
	numbers := 0.0
	l := look{family: st.Data, size: st.Contents.Size, color: st.Ink}
	for _, e := range entries {
		if e.number != "" {
			numbers = max(numbers, 9*Millimetre, b.glyphs.width(l.face(), l.size, e.number)+numberGap)
		}
	}
	sheets := b.glyphs.width(l.face(), l.size, "9999")
	columns := []column{{x: f.left, width: max(numbers, 1)}, {x: f.left + numbers, width: f.right - f.left - numbers - sheets - numberGap},
		{x: f.right - sheets, width: sheets}}
	rs := rowStyle{text: st.Contents, above: 0.8 * Millimetre, below: 0.8 * Millimetre, line: hairLine, color: st.Line,
		left: f.left, right: f.right}
	for i, e := range entries {
		tocI := &Element{Role: "TOCI"}
		ref := &Element{Role: "Reference"}
		tocI.Kids = []Kid{ref}
		toc.Kids = append(toc.Kids, tocI)
		ln := &link{element: &Element{Role: "Link"}, target: e.target, description: e.title}
		ref.Kids = []Kid{ln.element}
		in := inliner{b: b}
		text := func(s string, l look) []seg {
			from := len(in.segs)
			for _, s := range b.plainText(s, ln.element, l) {
				s.link = ln
				in.segs = append(in.segs, s)
			}
			return in.segs[from:len(in.segs):len(in.segs)]
		}
		own, muted := l, l
		muted.color = st.Muted
		if len(e.kids) > 0 {
			own.bold, muted.bold, muted.color = true, true, st.Ink
		}
		if len(e.kids) > 0 || i > 0 && len(entries[i-1].kids) > 0 {
			b.space(2.5 * Millimetre)
		}
		var number []seg
		if e.number != "" {
			number = text(e.number+" ", muted)
		}
		title := text(e.title+" ", own)
		page := text("0", own)
		for j := range page {
			page[j].anchor = tocNumber
		}
		b.contentsLinks = append(b.contentsLinks, contentsLink{ln, cmp.Or(e.said, e.title)})
		rs.after = weak
		if i == len(entries)-1 {
			rs.after = loose
		}
		if i == 0 || i == len(entries)-2 || len(e.kids) > 0 {
			rs.after = firm
		}
		b.grid([]cell{{segs: number, face: own.face()}, {segs: title, face: own.face()}, {segs: page, face: own.face(), align: block.AlignRight}},
			columns, rs, &f)
		if len(e.kids) > 0 {
			kids := &Element{Role: "TOC"}
			toc.Kids = append(toc.Kids, kids)
			inner := f
			inner.left += numbers
			b.contentsRows(e.kids, kids, inner)
		}
	}
}

// tocNumber marks the seg that the number of a sheet is filled into.
const tocNumber = "toc"

// contentsLink is a link of the contents, whose description tells the sheet.
type contentsLink struct {
	link  *link
	title string
}

// sections adds the sections before or after the text, in the voice of the facts: they are no part
// of what was adopted.
func (b *builder) sections(root *Element, sections []Section, name string) {
	text := b.style.Text
	b.style.Text = b.style.Data
	defer func() { b.style.Text = text }()
	for i, s := range sections {
		f := b.frame(root)
		b.names = append(b.names, name+strconv.Itoa(i))
		b.heading(&block.Heading{Level: 2, Spans: []block.Span{&block.Text{Text: s.Title}}}, f)
		b.blocks(s.Blocks, f)
	}
}

// closingName begins the private names of the sections after the text.
const closingName = "c:"

// headingTitle is a heading's words in contents and bookmarks. Of one that has changed they are the
// new ones; what has become of its section is told after them.
func (b *builder) headingTitle(h *block.Heading) string {
	title := strings.TrimSpace(block.PlainNew(h.Spans))
	if b.doc.Words.Section != nil {
		if word := b.doc.Words.Section(h); word != "" {
			title += " (" + word + ")"
		}
	}
	return title
}
