package html

import (
	"fmt"
	"strconv"
	"strings"

	"styrdok/generator/block"
)

func (w *writer) blocks(blocks []block.Block) {
	for _, b := range blocks {
		w.block(b)
	}
}

func (w *writer) block(b block.Block) {
	w.movedBlock(b)
	switch b := b.(type) {
	case *block.Heading:
		w.heads(b)
	case *block.Paragraph:
		w.raw("<p>")
		w.paragraph(b)
		w.raw("</p>\n")
	case *block.List:
		w.list(b)
	case *block.Definitions:
		w.definitions(b)
	case *block.Table:
		w.table(b)
	case *block.Quote:
		w.raw("<blockquote>\n")
		w.within(b.Change, b.Blocks)
		w.raw("</blockquote>\n")
	case *block.Code:
		w.code(b)
	case *block.Figure:
		w.figure(b)
	case *block.Rule:
		w.raw("<hr>\n")
	case *block.PageBreak:
		// Paper only.
	case *block.Foreign:
		w.raw("<div")
		leave := w.enter(b.Lang)
		w.raw(">\n")
		w.within(b.Change, b.Blocks)
		leave()
		w.raw("</div>\n")
	case *block.Masked:
		masked := w.opt.Words.Masked
		if b.Law != "" {
			masked += ", " + b.Law
		}
		w.raw(`<p class="utelamnad">`)
		w.line([]block.Span{&block.Text{Text: "[" + masked + "]"}}, b.Change)
		w.raw("</p>\n")
	default:
		panic(fmt.Sprintf("html: unknown block %T", b))
	}
}

// paragraph writes the inside of a <p>. Where it is several paragraphs in one of two versions there
// are several here.
func (w *writer) paragraph(p *block.Paragraph) {
	w.parts = true
	w.line(p.Spans, p.Change)
	w.parts = false
}

// within writes the blocks of a block that was itself inserted or deleted: the mark then goes
// around every line in it.
func (w *writer) within(change block.Change, blocks []block.Block) {
	outer := w.change
	w.inherit(change)
	w.blocks(blocks)
	w.change = outer
}

func (w *writer) inherit(change block.Change) {
	if change == block.Inserted || change == block.Deleted {
		w.change = change
	}
}

func (w *writer) heads(h *block.Heading) {
	name := "h" + strconv.Itoa(min(max(h.Level+w.opt.HeadingShift, 1), 6))
	w.heading = block.Plain(h.Spans)
	own := h.ID != "" && !w.used[h.ID]
	link := w.opt.Permalinks && own
	if link {
		w.raw(`<div class="rubrik">`)
	}
	w.raw("<" + name)
	if own {
		if w.used == nil {
			w.used = map[string]bool{}
		}
		w.used[h.ID] = true
		w.id(h.ID)
	}
	w.raw(">")
	if h.Number != "" {
		class := "nr"
		if h.Change == block.Deleted || w.change == block.Deleted {
			class = "nr bort"
		}
		w.raw(`<span class="` + class + `">`)
		w.text(h.Number)
		w.raw("</span> ")
	}
	w.line(h.Spans, h.Change)
	w.raw("</" + name + ">")
	if link {
		// Beside the heading and not in it: its words are those of the text alone, also where a
		// list of headings is read aloud.
		w.raw(`<a class="hit"`)
		w.attribute("href", "#"+w.opt.ID(h.ID))
		w.raw(`><span class="dold">`)
		w.text(fill(w.opt.Words.Section, w.heading))
		w.raw("</span></a></div>")
	}
	w.raw("\n")
}

func (w *writer) list(l *block.List) {
	name := "ul"
	next := 1
	if l.Ordered() {
		name = "ol"
		if len(l.Items) > 0 {
			next = l.Items[0].Number
		}
	}
	w.raw("<" + name)
	if l.Ordered() && l.Numbering != block.Decimal {
		w.attribute("type", numberings[l.Numbering])
	}
	w.attribute("class", listClass(l))
	if next != 1 {
		w.attribute("start", strconv.Itoa(next))
	}
	w.raw(">\n")
	outer := w.change
	w.inherit(l.Change)
	if l.KindChanged() {
		w.label = w.opt.Words.WasBullets
		if l.Was.Ordered() {
			w.label = w.opt.Words.WasNumbered
		}
	}
	for i, item := range l.Items {
		w.raw("<li")
		number := item.Number
		if l.Ordered() && l.OldStyle(i) {
			w.attribute("class", "streckat") // its label is told in words
			number = next                    // it is counted all the same
		} else if l.Ordered() && number != next {
			w.attribute("value", strconv.Itoa(number))
		}
		if !l.Ordered() && item.Task != block.NoTask {
			w.attribute("class", "val") // the box stands where other items have their dash
		}
		next = number + 1
		w.raw(">")
		before := w.change
		w.inherit(item.Change)
		w.movedPart(item, item.Change)
		was := l.WasLabel(i)
		if l.OldStyle(i) {
			was = l.Label(i)
		}
		if was != "" {
			w.tell(fill(w.opt.Words.WasLabel, was))
		}
		w.task(item.Task)
		w.item(item.Blocks, l.Tight)
		w.change = before
		w.raw("</li>\n")
	}
	w.change = outer
	w.raw("</" + name + ">\n")
}

// numberings are the types that HTML has for lists.
var numberings = [...]string{
	block.Decimal: "1", block.LowerAlpha: "a", block.UpperAlpha: "A", block.LowerRoman: "i", block.UpperRoman: "I",
}

var delimiters = [...]string{block.Parenthesis: "efter-", block.Parentheses: "kring-"}

// listClass names what HTML has no type for: efter-a for "a)", kring-1 for "(1)". It also says whether
// the labels need more room than usual.
func listClass(l *block.List) string {
	if !l.Ordered() {
		return ""
	}
	class := ""
	if l.Delimiter != block.Period {
		class = delimiters[l.Delimiter] + numberings[l.Numbering]
	}
	longest := 0
	for i := range l.Items {
		longest = max(longest, len(l.Label(i)))
	}
	switch {
	case longest > 5:
		class += " bredast"
	case longest > 3:
		class += " bred"
	}
	return strings.TrimSpace(class)
}

// task says in words whether a task is done; the box is decoration.
func (w *writer) task(t block.Task) {
	box, words := "☐", w.opt.Words.TaskOpen
	switch t {
	case block.NoTask:
		return
	case block.DoneTask:
		box, words = "☑", w.opt.Words.TaskDone
	}
	w.raw(`<span class="uppgift" aria-hidden="true">` + box + `</span> <span class="dold">`)
	w.text(words)
	w.raw(": </span>")
}

// item writes the inside of a list item or of a definition. Paragraphs of a tight one are bare.
func (w *writer) item(blocks []block.Block, tight bool) {
	for i, b := range blocks {
		if p, ok := b.(*block.Paragraph); ok && tight {
			if i > 0 {
				if _, also := blocks[i-1].(*block.Paragraph); also {
					w.raw("<br>")
				}
			}
			w.movedBlock(p)
			w.line(p.Spans, p.Change)
			continue
		}
		if i == 0 || tight {
			w.raw("\n")
		}
		w.block(b)
	}
}

func (w *writer) definitions(d *block.Definitions) {
	w.raw("<dl>\n")
	outer := w.change
	w.inherit(d.Change)
	for _, item := range d.Items {
		before := w.change
		w.inherit(item.Change)
		w.movedPart(item, item.Change)
		for _, t := range item.Terms {
			w.raw("<dt>")
			w.line(t.Spans, t.Change)
			w.raw("</dt>\n")
		}
		for _, blocks := range item.Blocks {
			w.raw("<dd>")
			w.item(blocks, len(blocks) == 1)
			w.raw("</dd>\n")
		}
		w.change = before
	}
	w.change = outer
	w.raw("</dl>\n")
}

func (w *writer) code(b *block.Code) {
	w.raw("<pre tabindex=\"0\"><code")
	if b.Language != "" {
		w.attribute("class", "kod-"+strings.Map(wordSign, b.Language))
	}
	w.raw(">")
	change := w.changeOf(b.Change)
	w.open(change)
	// A parser drops the first line end after <pre>, but not one within code.
	w.text(strings.TrimSuffix(b.Text, "\n"))
	w.close(change)
	w.raw("</code></pre>\n")
}

func wordSign(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '+' {
		return r
	}
	return '-'
}

func (w *writer) figure(f *block.Figure) {
	w.raw("<figure>")
	change := w.changeOf(f.Change)
	w.open(change)
	w.image(f.Image)
	w.close(change)
	if len(f.Caption) > 0 {
		w.raw("<figcaption>")
		w.line(f.Caption, change)
		w.raw("</figcaption>")
	}
	w.raw("</figure>\n")
}

// notes writes the footnotes, each with a way back to every place that refers to it.
func (w *writer) notes(notes []*block.Note) {
	if len(notes) == 0 {
		return
	}
	h := strconv.Itoa(min(max(2+w.opt.HeadingShift, 1), 6))
	w.raw(`<section class="noter"`)
	w.attribute("aria-labelledby", w.opt.ID("_noter"))
	w.raw("><h" + h)
	w.id("_noter")
	w.raw(">")
	w.text(w.opt.Words.Notes)
	w.raw("</h" + h + ">\n<ol>\n")
	for i, n := range notes {
		w.raw("<li")
		w.id("_not-" + n.ID)
		if w.places != nil && n.Number != i+1 {
			w.attribute("value", strconv.Itoa(n.Number)) // notes before it are left out
		}
		w.raw(">")
		outer := w.change
		w.inherit(n.Change)
		last := len(n.Blocks) - 1
		p, ok := (*block.Paragraph)(nil), false
		if last >= 0 {
			p, ok = n.Blocks[last].(*block.Paragraph)
		}
		switch {
		case ok && last == 0:
			w.line(p.Spans, p.Change)
			w.change = outer
			w.raw(" ")
			w.back(n)
		case ok:
			w.raw("\n")
			w.blocks(n.Blocks[:last])
			w.raw("<p>")
			w.paragraph(p)
			w.change = outer
			w.raw(" ")
			w.back(n)
			w.raw("</p>\n")
		default:
			w.raw("\n")
			w.blocks(n.Blocks)
			w.change = outer
			w.raw("<p>")
			w.back(n)
			w.raw("</p>\n")
		}
		w.raw("</li>\n")
	}
	w.raw("</ol>\n</section>\n")
}

func (w *writer) back(n *block.Note) {
	number := strconv.Itoa(n.Number)
	first := true
	for i := 1; i <= n.References; i++ {
		if w.places != nil && !w.places[noteRefID(n.ID, i)] {
			continue
		}
		if !first {
			w.raw(" ")
		}
		first = false
		w.raw("<a")
		w.attribute("href", "#"+w.opt.ID(noteRefID(n.ID, i)))
		w.raw(">")
		w.text(w.opt.Words.Back)
		w.raw(`<span class="dold"> `)
		if n.References == 1 {
			w.text(fill(w.opt.Words.BackTo, number))
		} else {
			w.text(fill(w.opt.Words.BackNth, number, strconv.Itoa(i)))
		}
		w.raw("</span></a>")
	}
}

// noteRefID is the ID of the nth reference to a note. Underscores keep "x" at its second place
// apart from a note "x-2".
func noteRefID(id string, n int) string {
	if n > 1 {
		return "_notref-" + id + "_" + strconv.Itoa(n)
	}
	return "_notref-" + id
}
