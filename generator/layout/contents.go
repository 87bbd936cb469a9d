package layout

import (
	"cmp"
	"slices"
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/layout/line"
)

// contentsSetter sets the table of contents of a document.
type contentsSetter struct{ *builder }

// contents adds the table of contents if the text has enough headings or the caller gives a list. Sheet numbers are
// filled in by resolve.
func (b contentsSetter) contents(f frame) {
	entries := b.contentsEntries(false)
	if len(entries) == 0 {
		return
	}
	from, kids := len(b.boxes), len(f.parent.Kids)
	b.contentsList(entries, f)
	b.toc.placed = contentsRange{from, len(b.boxes), kids, len(f.parent.Kids)}
}

// contentsList adds the heading and the lines of the contents.
func (b contentsSetter) contentsList(entries []contentsEntry, f frame) {
	b.space(8 * Millimetre)
	l := look{family: b.style.Data, bold: true, size: 12, color: b.style.Ink}
	b.words(b.doc.Contents, b.around(f, "H"+strconv.Itoa(2+b.deeper())), l, Type{12, 16}, &f, line.Setting{Measure: f.width}, keepAlways)
	last := &b.boxes[len(b.boxes)-1]
	last.height += 1.2*Millimetre + thickLine
	last.rules = append(last.rules, Rule{Rect{f.left, last.height - thickLine, f.right - f.left, thickLine}, b.style.Ink})
	b.contentsRows(entries, f.child("TOC"), f, false)
}

// tableOfContents is what must be known of the contents when the sheets are placed.
type tableOfContents struct {
	links  []contentsLink
	placed contentsRange // where they are
}

// contentsRange is where the contents are among the boxes and the kids of the document.
type contentsRange struct{ from, to, kidsFrom, kidsTo int }

// fitContents removes the contents if the text turned out to be short, and gives them a second level if it
// turned out to be long. The text follows them on their sheet if enough of it is left.
func (b contentsSetter) fitContents() {
	c, st := b.toc.placed, b.style
	if c.to == 0 || c.to == len(b.boxes) {
		return
	}
	b.boxes[c.to].above = max(b.boxes[c.to].above, frontGap)
	sheet := st.Paper.Height - st.Top - st.Bottom
	sheets := boxesHeight(b.boxes[c.to:]) / sheet
	switch {
	case len(b.part.List) > 0:
	case sheets < st.ContentsOver:
		b.replaceContents(nil, nil)
		b.toc.links = nil
		return
	case st.ContentsDeepFrom > 0 && sheets >= float64(st.ContentsDeepFrom):
		b.deepenContents(2 * sheet)
	}
	end := b.toc.placed.to
	if left, all := b.roomAfter(b.boxes[:end]); left < textAfterContents*all {
		b.boxes[end].fresh = true
	}
}

// textAfterContents is the share of a sheet that must be left below the contents for the text to begin there.
const textAfterContents = 0.25

// roomAfter returns the room that is left on the last of the sheets that line boxes fill, and all that it has.
func (b contentsSetter) roomAfter(boxes []lineBox) (left, all float64) {
	p := &pager{b: b.builder, boxes: boxes}
	for i, n := 0, 0; i < len(boxes); n++ {
		g := p.geometry(n, boxes[i].land)
		all = g.bottom - g.top
		end := p.fit(i, all, 0)
		left = all - boxesHeight(boxes[i:end]) + boxes[i].above
		i = end
	}
	return left, all
}

// deepenContents replaces the contents by ones of two levels, if there is a second level and they are no
// higher than room.
func (b contentsSetter) deepenContents(room float64) {
	entries := b.contentsEntries(true)
	if !slices.ContainsFunc(entries, func(e contentsEntry) bool { return len(e.kids) > 0 }) {
		return
	}
	text, links := b.stack, b.toc.links
	b.stack, b.toc.links = stack{}, nil
	root := &Element{}
	b.contentsList(entries, b.frame(root))
	list := b.boxes
	b.stack = text
	if boxesHeight(list) > room {
		b.toc.links = links
		return
	}
	b.replaceContents(list, root.Kids)
}

// replaceContents replaces the boxes and elements of the contents.
func (b contentsSetter) replaceContents(boxes []lineBox, kids []Kid) {
	c := b.toc.placed
	b.toc.placed.to = c.from + len(boxes)
	b.boxes = slices.Replace(b.boxes, c.from, c.to, boxes...)
	b.root.Kids = slices.Replace(b.root.Kids, c.kidsFrom, c.kidsTo, kids...)
}

// contentsEntry is a line of the contents. Target is a private name.
type contentsEntry struct {
	number, title, target string
	said                  string // in the link's description; default: the title
	around                bool   // a section outside the text
	chapter               bool   // of contents of two levels, with or without kids
	kids                  []contentsEntry
}

// contentsEntries lists the headings of level 2 and, if deep, those of level 3 below them.
func (b contentsSetter) contentsEntries(deep bool) []contentsEntry {
	d := b.doc
	if d.Contents == "" {
		return nil
	}
	if len(b.part.List) > 0 {
		return b.listEntries(b.part.List)
	}
	var entries []contentsEntry
	if d.Tree != nil {
		for _, h := range d.Tree.Headings() {
			if h.ID == "" || h.Level != 2 && (h.Level != 3 || !deep) {
				continue
			}
			e := contentsEntry{number: h.Number, title: b.headingTitle(h), target: "h:" + h.ID, chapter: deep && h.Level == 2}
			if h.Change == block.Deleted {
				e.number = "" // another heading has it now
			}
			if n := len(entries); h.Level == 3 && n > 0 {
				entries[n-1].kids = append(entries[n-1].kids, e)
			} else if h.Level == 2 {
				entries = append(entries, e)
			}
		}
	}
	if b.style.ContentsFrom <= 0 || len(entries) < b.style.ContentsFrom {
		return nil
	}
	for i, s := range d.Closing {
		entries = append(entries, contentsEntry{title: s.Title, target: closingName + strconv.Itoa(i), around: true, chapter: deep})
	}
	return entries
}

// contentsRows adds the lines of a list, preferably on one sheet. An entry with kids is set as their heading.
// The sections of a chapter follow it closely, without rules between them.
func (b contentsSetter) contentsRows(entries []contentsEntry, toc *Element, f frame, sections bool) {
	st := b.style
	numbers := 0.0
	l := look{family: st.Data, size: st.Contents.Size, color: st.Ink}
	for _, e := range entries {
		if e.number != "" {
			numbers = max(numbers, 9*Millimetre, b.glyphs.Width(l.face(), l.size, e.number)+numberGap)
		}
	}
	sheets := b.glyphs.Width(l.face(), l.size, "9999")
	columns := []column{{x: f.left, width: max(numbers, 1)}, {x: f.left + numbers, width: f.right - f.left - numbers - sheets - numberGap},
		{x: f.right - sheets, width: sheets}}
	for i, e := range entries {
		rs := rowStyle{text: st.Contents, above: 0.8 * Millimetre, below: 0.8 * Millimetre, line: hairLine, color: st.Line,
			left: b.style.Left, right: f.right, after: keepWeak}
		last := i == len(entries)-1
		if last {
			rs.after = keepNone
		}
		if i == 0 || i == len(entries)-2 || len(e.kids) > 0 {
			rs.after = keepFirm
		}
		switch {
		case sections:
			rs.above, rs.below = 0, 0
			if last {
				rs.below = chapterGap
			} else {
				rs.line = 0
			}
		case e.chapter && len(e.kids) > 0:
			rs.above, rs.below, rs.line = chapterGap, 0, 0
		case e.chapter:
			rs.above, rs.below = chapterGap, chapterGap
			if i > 0 && i < len(entries)-2 {
				rs.after = keepNone
			}
		case len(e.kids) > 0 || i > 0 && len(entries[i-1].kids) > 0:
			b.space(2.5 * Millimetre)
		}
		if !e.chapter && !sections {
			rs.left = f.left
		}
		tocI := toc.add("TOCI")
		if e.around {
			tocI.Lang = b.aroundLang()
		}
		b.contentsRow(e, tocI, columns, rs, l, &f)
		if len(e.kids) > 0 {
			inner := f
			inner.left += numbers
			b.contentsRows(e.kids, tocI.add("TOC"), inner, e.chapter)
		}
	}
}

// chapterGap is the room above a chapter of contents of two levels and below its last section.
const chapterGap = 0.9 * Millimetre

// contentsRow adds a line of contents: number, title and number of the sheet, one link together.
func (b contentsSetter) contentsRow(e contentsEntry, tocI *Element, columns []column, rs rowStyle, l look, f *frame) {
	ln := &link{element: tocI.add("Reference").add("Link"), target: e.target, description: e.title}
	in := inliner{b: b.builder}
	text := func(s string, l look) []textRun {
		from := len(in.runs)
		for _, s := range b.plainText(s, ln.element, l) {
			s.link = ln
			in.runs = append(in.runs, s)
		}
		return in.runs[from:len(in.runs):len(in.runs)]
	}
	own, muted := l, l
	muted.color = b.style.Muted
	if len(e.kids) > 0 || e.chapter {
		own.bold, muted.bold, muted.color = true, true, b.style.Ink
	}
	var number []textRun
	if e.number != "" {
		number = text(e.number+" ", muted)
	}
	title := text(e.title+" ", own)
	page := text("0", own)
	for j := range page {
		page[j].anchor = tocNumber
	}
	b.toc.links = append(b.toc.links, contentsLink{ln, cmp.Or(e.said, e.title), e.around})
	b.grid([]cell{{runs: number, face: own.face()}, {runs: title, face: own.face()}, {runs: page, face: own.face(), align: block.AlignRight}},
		columns, rs, f)
}

// tocNumber marks the run that the number of a sheet is filled into.
const tocNumber = "toc"

// contentsLink is a link of the contents, whose description says which sheet it leads to.
type contentsLink struct {
	link   *link
	title  string
	around bool // in the language around the text
}
