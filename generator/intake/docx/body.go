package docx

import (
	"cmp"
	"strconv"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
	"styrdok/generator/pattern"
)

// writer gathers blocks, of which items of lists and lines of contents come one by one.
type writer struct {
	r        *reader
	out      []intake.Block
	items    []intake.Flat
	list     string // the numbering of the last item
	contents [][]intake.Span
	anchors  []string      // that wait for the next paragraph
	carried  []intake.Span // of a paragraph whose end was deleted
	toc      int           // depth of what the file calls a table of contents
}

// blocks reads the paragraphs and tables below an element.
func (r *reader) blocks(n *pack.Node) []intake.Block {
	w := &writer{r: r}
	w.all(n)
	w.flush()
	return w.out
}

func (w *writer) all(n *pack.Node) {
	for _, k := range n.Children() {
		switch k.Name {
		case "p":
			w.paragraph(k)
		case "tbl":
			if t := w.r.table(k); t != nil {
				w.add(t)
			}
		case "sdt":
			gallery := k.Kid("sdtPr", "docPartObj", "docPartGallery").Attr("val")
			switch {
			case strings.Contains(gallery, "Table of Contents"):
				w.toc++
				w.all(k.Kid("sdtContent"))
				w.toc--
			case placeholder(k):
				w.r.left(intake.Computed, words(k))
			default:
				w.all(k.Kid("sdtContent"))
			}
		case "customXml", "smartTag", "ins", "moveTo", "txbxContent":
			w.all(k)
		case "del", "moveFrom":
			w.r.aside(removed[k.Name], words(k), k)
		case "AlternateContent":
			w.all(choice(k))
		case "bookmarkStart":
			w.anchors = append(w.anchors, k.Attr("name"))
		case "oMathPara", "oMath":
			w.add(&intake.Paragraph{Spans: []intake.Span{{Text: words(k)}}})
		}
	}
}

// removed are the elements of tracked deletions, and of the places from which something was moved.
var removed = map[string]intake.AsideKind{"del": intake.Deletion, "moveFrom": intake.Former}

// placeholder reports whether a control still shows its invitation to write something.
func placeholder(sdt *pack.Node) bool {
	return isOn(sdt.Kid("sdtPr", "showingPlcHdr"))
}

// choice returns the form of a drawing that is read: the first that holds something.
func choice(n *pack.Node) *pack.Node {
	for _, k := range n.All("Choice") {
		if len(k.Kids) > 0 {
			return k
		}
	}
	return n.Kid("Fallback")
}

func (r *reader) left(why intake.Why, text string) {
	if text = strings.TrimSpace(text); text != "" {
		r.out.Left = append(r.out.Left, intake.Left{Why: why, Text: text})
	}
}

// aside tells of words, if there are any, that are no part of the text. The element says by whom and when; it may be nil.
func (r *reader) aside(kind intake.AsideKind, text string, by *pack.Node) {
	if text != "" {
		r.out.Asides = append(r.out.Asides, intake.Aside{Kind: kind, Text: text, Author: by.Attr("author"), Date: intake.Day(by.Attr("date"))})
	}
}

func (w *writer) flush() {
	w.flushContents()
	w.flushItems()
}

func (w *writer) flushItems() {
	w.out = append(w.out, intake.Nest(w.items)...)
	w.items, w.list = nil, ""
}

func (w *writer) flushContents() {
	if w.contents != nil {
		w.out = append(w.out, &intake.Contents{Lines: w.contents})
		w.contents = nil
	}
}

func (w *writer) add(b intake.Block) {
	w.flush()
	w.out = append(w.out, b)
}

var (
	quoteName     = pattern.New(`(?i)^(?:intense )?quote$|^(?:starkt )?citat$|^block ?text$|^indragen text$`)
	codeName      = pattern.New(`(?i)^(?:html preformatted|source code|html - förformaterad|preformatted text|verbatim)`)
	continuedName = pattern.New(`(?i)^(?:list continue|listfortsättning|lista - fortsättning|list paragraph|liststycke)`)
)

func (w *writer) paragraph(p *pack.Node) {
	r := w.r
	properties := p.Kid("pPr")
	id := cmp.Or(properties.Kid("pStyle").Attr("val"), r.normal)
	inContents := r.inContents()
	l := &line{r: r, style: id, sizes: map[float64]int{}}
	l.inline(p, state{})
	inContents = inContents || r.inContents() || w.toc > 0
	spans := intake.Tidy(append(w.carried, l.spans...))
	w.carried = nil
	anchors := append(w.anchors, l.anchors...)
	w.anchors = nil
	empty := intake.Blank(spans)
	num := numbered{}
	if !empty || properties.Kid("numPr") != nil { // Word counts empty paragraphs too, but shows no number
		num = r.number(p, id)
	}
	if mark := properties.Kid("rPr"); mark.Kid("del") != nil && !inContents {
		w.carried, w.anchors = spans, anchors
		w.boxes(l)
		return
	}
	if l.pageBefore || isOn(properties.Kid("pageBreakBefore")) {
		w.add(&intake.Rule{Page: true})
	}
	switch level, heading := r.headingLevel(p, id); {
	case empty:
		w.anchors = anchors
	case inContents || r.isContents(id):
		w.flushItems()
		w.contents = append(w.contents, spans)
	case heading:
		w.add(&intake.Heading{Level: level, Number: strings.TrimRight(num.marker, ". "), Spans: spans, Anchors: anchors})
	case num.list != "":
		w.flushContents()
		if num.marker != "" && w.list != "" && w.list != num.list && r.nums[w.list].abstract != r.nums[num.list].abstract && num.level == 0 {
			w.flushItems()
		}
		if num.marker != "" {
			w.list = num.list
		}
		para := r.plainParagraph(p, id, l, spans, anchors)
		if n := len(w.items); num.marker == "" && !num.ordered && n > 0 {
			w.items[n-1].Item.Blocks = append(w.items[n-1].Item.Blocks, para)
			break
		}
		w.items = append(w.items, intake.Flat{Level: num.level, Ordered: num.ordered, Item: intake.Item{Marker: num.marker, Blocks: []intake.Block{para}}})
	default:
		para := r.plainParagraph(p, id, l, spans, anchors)
		if n := len(w.items); n > 0 && continuedName.MatchString(para.Style) && para.Indent > 0 {
			w.items[n-1].Item.Blocks = append(w.items[n-1].Item.Blocks, para)
			break
		}
		w.add(para)
	}
	w.boxes(l)
	if l.pageAfter {
		w.add(&intake.Rule{Page: true})
	}
	if properties.Kid("pBdr", "bottom") != nil && empty {
		w.add(&intake.Rule{})
	}
}

// boxes puts text boxes behind the paragraph that they are anchored in.
func (w *writer) boxes(l *line) {
	for _, b := range l.boxes {
		w.add(b)
	}
}

func (r *reader) plainParagraph(p *pack.Node, id string, l *line, spans []intake.Span, anchors []string) *intake.Paragraph {
	out := &intake.Paragraph{Spans: spans, Anchors: anchors, Size: intake.Most(l.sizes), Centred: r.ofParagraph(p, id, "jc").Attr("val") == "center"}
	if s := r.styles[id]; s != nil && id != r.normal {
		out.Style = s.name
	}
	ind := r.ofParagraph(p, id, "ind")
	for _, name := range []string{"left", "start"} {
		if twips, err := strconv.ParseFloat(ind.Attr(name), 64); err == nil {
			out.Indent = twips / 20
		}
	}
	r.chain(id, func(_ string, s *style) bool {
		out.Quote = out.Quote || quoteName.MatchString(s.name)
		out.Code = out.Code || codeName.MatchString(s.name)
		return true
	})
	return out
}

// parts returns the children of a name, also those in wrappers.
func parts(n *pack.Node, name string) []*pack.Node {
	var out []*pack.Node
	for _, k := range n.Children() {
		switch k.Name {
		case name:
			out = append(out, k)
		case "sdt":
			out = append(out, parts(k.Kid("sdtContent"), name)...)
		case "customXml", "ins", "moveTo", "sdtContent", "smartTag":
			out = append(out, parts(k, name)...)
		}
	}
	return out
}

func (r *reader) table(n *pack.Node) *intake.Table {
	t := &intake.Table{}
	firstRow, firstColumn := r.tableLook(n)
	// above has, for each column, the cell whose text reaches down into the row that is being read.
	above := map[int][2]int{}
	heads := true
	for _, row := range parts(n, "tr") {
		properties := row.Kid("trPr")
		if d := properties.Kid("del"); d != nil {
			r.aside(intake.Deletion, words(row), d)
			continue
		}
		column, _ := strconv.Atoi(properties.Kid("gridBefore").Attr("val"))
		var cells []intake.Cell
		at := len(t.Rows)
		for _, c := range parts(row, "tc") {
			p := c.Kid("tcPr")
			across := intake.Across(p.Kid("gridSpan").Attr("val"))
			blocks := r.blocks(c)
			merge := p.Kid("vMerge")
			if owner, ok := above[column]; ok && merge != nil && merge.Attr("val") != "restart" {
				cell := &t.Rows[owner[0]][owner[1]]
				cell.Down = at - owner[0] + 1
				cell.Blocks = append(cell.Blocks, blocks...)
				column += across
				continue
			}
			if h := p.Kid("hMerge"); h != nil && h.Attr("val") != "restart" && len(cells) > 0 {
				last := &cells[len(cells)-1]
				last.Across += across
				last.Blocks = append(last.Blocks, blocks...)
				column += across
				continue
			}
			for i := range across {
				delete(above, column+i)
			}
			if merge != nil {
				above[column] = [2]int{at, len(cells)}
			}
			cells = append(cells, intake.Cell{Blocks: blocks, Across: across, Down: 1, Head: firstColumn && column == 0 && at > 0})
			column += across
		}
		if len(cells) == 0 {
			continue
		}
		if heads && isOn(properties.Kid("tblHeader")) {
			t.Heads++
		} else {
			heads = false
		}
		t.Rows = append(t.Rows, cells)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	if t.Heads == 0 && firstRow && len(t.Rows) > 1 {
		t.Heads = 1
	}
	if text := n.Kid("tblPr", "tblCaption").Attr("val"); text != "" {
		t.Caption = []intake.Span{{Text: text}}
		r.out.Plain += text + "\n"
	}
	return t
}

// tableLook reports whether the table's style sets off its first row and its first column, and the table asks for it.
func (r *reader) tableLook(n *pack.Node) (row, column bool) {
	p := n.Kid("tblPr")
	look := p.Kid("tblLook")
	bits, _ := strconv.ParseUint(look.Attr("val"), 16, 32)
	wanted := func(name string, bit uint64) bool {
		if v := look.Attr(name); v != "" {
			return on(v)
		}
		return bits&bit != 0
	}
	bold := func(part string) bool {
		found := false
		r.chain(p.Kid("tblStyle").Attr("val"), func(_ string, s *style) bool {
			for _, k := range s.node.All("tblStylePr") {
				if k.Attr("type") == part && isOn(k.Kid("rPr", "b")) {
					found = true
				}
			}
			return !found
		})
		return found
	}
	return wanted("firstRow", 0x20) && bold("firstRow"), wanted("firstColumn", 0x80) && bold("firstCol")
}
