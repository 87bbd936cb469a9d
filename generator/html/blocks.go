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
		w.raw("<p")
		own := w.own(b.ID)
		w.raw(">")
		w.paragraph(b)
		if own && w.opt.Permalinks {
			w.permalink(b.ID)
		}
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

// paragraph writes the inside of a <p>, or of several where one of two versions has several.
func (w *writer) paragraph(p *block.Paragraph) {
	w.parts = true
	w.line(p.Spans, p.Change)
	w.parts = false
}

// within writes blocks inside a block with a change. If it was inserted or deleted as a whole, every
// line in it is marked.
func (w *writer) within(change block.Change, blocks []block.Block) {
	outer := w.inherit(change)
	w.blocks(blocks)
	w.change = outer
}

// inherit makes an insertion or a deletion apply to what follows, and returns the change to restore.
func (w *writer) inherit(change block.Change) (outer block.Change) {
	outer = w.change
	if isWhole(change) {
		w.change = change
	}
	return outer
}

func (w *writer) heads(h *block.Heading) {
	name := "h" + strconv.Itoa(min(max(h.Level, 1), 6))
	w.heading = block.Plain(h.Spans)
	link := w.opt.Permalinks && h.ID != "" && !w.used[h.ID]
	if link {
		w.raw(`<div class="rubrik">`)
	}
	w.raw("<" + name)
	w.own(h.ID)
	w.raw(">")
	for _, id := range h.Aliases {
		if link && !w.used[id] {
			w.raw("<span")
			w.own(id)
			w.raw("></span>")
		}
	}
	w.numberedLine(h.Number, h.Spans, h.Change)
	w.raw("</" + name + ">")
	if link {
		w.permalink(h.ID)
		w.raw("</div>")
	}
	w.raw("\n")
}

// own writes the ID of a part, unless it is empty or another part of the page has it, and reports whether it did.
func (w *writer) own(id string) bool {
	if id == "" || w.used[id] {
		return false
	}
	if w.used == nil {
		w.used = map[string]bool{}
	}
	w.used[id] = true
	w.id(id)
	return true
}

// permalink writes the link to a part beside it. It is for the mouse alone: the contents lead to the same addresses, and a link after every heading
// would be the most of what a screen reader's list of links has.
func (w *writer) permalink(id string) {
	w.raw(`<a class="hit"`)
	w.attribute("href", "#"+w.opt.ID(id))
	w.raw(` tabindex="-1" aria-hidden="true"></a>`)
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
	outer := w.inherit(l.Change)
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
			w.attribute("class", "streckat") // its former label is given in words
			number = next                    // browsers count it all the same
		} else if l.Ordered() && number != next {
			w.attribute("value", strconv.Itoa(number))
		}
		if !l.Ordered() && item.Task != block.NoTask {
			w.attribute("class", "val") // the checkbox replaces the bullet
		}
		next = number + 1
		w.raw(">")
		before := w.inherit(item.Change)
		w.movedPart(item, item.Change)
		was := l.WasLabel(i)
		if l.OldStyle(i) {
			was = l.Label(i)
		}
		if was != "" {
			w.addLabel(fill(w.opt.Words.WasLabel, was))
		}
		w.task(item.Task)
		w.item(item.Blocks, l.Tight)
		w.change = before
		w.raw("</li>\n")
	}
	w.change = outer
	w.raw("</" + name + ">\n")
}

// numberings are the values of the type attribute of <ol>.
var numberings = [...]string{
	block.Decimal: "1", block.LowerAlpha: "a", block.UpperAlpha: "A", block.LowerRoman: "i", block.UpperRoman: "I",
}

var delimiters = [...]string{block.Parenthesis: "efter-", block.Parentheses: "kring-"}

// listClass returns the classes for what HTML has no list type for: efter-a for "a)", kring-1 for
// "(1)", and for labels that need more room than usual.
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

// task writes in words whether a task is done; the checkbox is decoration.
func (w *writer) task(t block.Task) {
	box, words := "☐", w.opt.Words.TaskOpen
	switch t {
	case block.NoTask:
		return
	case block.DoneTask:
		box, words = "☑", w.opt.Words.TaskDone
	}
	w.between(`<span class="uppgift" aria-hidden="true">`+box+`</span> <span class="dold">`, words, ":&nbsp;</span>")
}

// item writes the contents of a list item or a definition. In a tight one, paragraphs have no <p>.
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
	outer := w.inherit(d.Change)
	for _, item := range d.Items {
		before := w.inherit(item.Change)
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
	// HTML parsers drop a newline right after <pre>, but not one inside <code>.
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
		w.larger(f)
		w.raw("</figcaption>") // nothing may follow it
	} else {
		w.larger(f)
	}
	w.raw("</figure>\n")
}

// narrowImage is how many pixels wide an image may be that is shown as large as it is everywhere.
const narrowImage = 300

// larger writes a link to the image of a figure by itself, where it can be seen larger than in the text.
func (w *writer) larger(f *block.Figure) {
	if w.opt.Image == nil || w.opt.Words.Larger == "" || f.Image.Decorative || w.changeOf(f.Change) != block.Unchanged {
		return
	}
	pic := w.opt.Image(f.Image)
	if pic.URL == "" || pic.Width > 0 && pic.Width <= narrowImage {
		return
	}
	w.raw(`<p class="storre"><a`)
	w.attribute("href", pic.URL)
	w.raw(">")
	w.text(w.opt.Words.Larger)
	if len(f.Caption) > 0 {
		w.between(`<span class="dold">:&nbsp;`, block.Plain(f.Caption), "</span>")
	}
	w.raw("</a></p>")
}

// notes writes the footnotes, each with links back to all its references.
func (w *writer) notes(notes []*block.Note) {
	if len(notes) == 0 {
		return
	}
	w.raw(`<section class="noter"><h2`)
	w.id("_noter")
	w.between(">", w.opt.Words.Notes, "</h2>\n<ol>\n")
	for i, n := range notes {
		w.raw("<li")
		w.id("_not-" + n.ID)
		if w.places != nil && n.Number != i+1 {
			w.attribute("value", strconv.Itoa(n.Number)) // preceding notes are left out
		}
		w.raw(">")
		outer := w.inherit(n.Change)
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
		w.between(` class="ater"><span aria-hidden="true">`+backSign+`</span><span class="dold">`, w.opt.Words.Back, "&nbsp;")
		if n.References == 1 {
			w.text(fill(w.opt.Words.BackTo, number))
		} else {
			w.text(fill(w.opt.Words.BackNth, number, strconv.Itoa(i)))
		}
		w.raw("</span></a>")
	}
}

// backSign is the arrow of a link from a note to the text; the variation selector keeps it from being drawn as an emoji.
const backSign = "\u21A9\uFE0E"

// noteRefID returns the ID of the nth reference to a note. The underscore keeps the second reference
// to "x" apart from a note "x-2".
func noteRefID(id string, n int) string {
	if n > 1 {
		return "_notref-" + id + "_" + strconv.Itoa(n)
	}
	return "_notref-" + id
}
