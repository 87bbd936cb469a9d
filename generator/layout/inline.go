package layout

import (
	"fmt"
	"math"
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/layout/line"
)

// look is how text is set.
type look struct {
	family  Family
	bold    bool
	italic  bool
	size    float64
	color   Color
	under   float64 // thickness of the underline, 0 for none
	strike  float64 // thickness of the strikethrough, 0 for none
	rise    float64 // how far the baseline is raised
	code    bool
	foreign bool // not hyphenated
	pre     bool // spaces are kept as they are
}

func (l look) face() Face { return FaceOf(l.family, l.bold, l.italic) }

// textRun is a run with its meaning.
type textRun struct {
	line.Run
	look    *look
	leaf    *Leaf
	link    *link
	note    *noteFlow // the note whose first reference this is
	sign    string    // spoken form of a note's number
	anchor  string    // private name of this place
	picture *Picture  // in a box
}

// newRun returns a run of text in a look, in a face that has its glyphs.
func newRun(text string, face Face, l *look) textRun {
	return textRun{look: l, Run: line.Run{
		Text: text, Face: face, Size: l.size, Rise: l.rise, Code: l.code, Pre: l.pre, Foreign: l.foreign,
	}}
}

// link is a link being laid out.
type link struct {
	element     *Element
	description string
	url         string
	target      string // private name of a place in the print
	after       string // words added after the link's text
	areas       []*LinkArea
}

// scriptScale is the size of superscripts and subscripts. They do not increase the leading.
const scriptScale = 0.65

// maxSpanDepth limits the nesting of spans.
const maxSpanDepth = 200

// inliner turns spans into runs and into kids of an element.
type inliner struct {
	b     *builder
	runs  []textRun
	leaf  *Leaf // that the next text may be added to
	depth int
	// Number of runs after the last reference to a note.
	noteEnd int
}

// lineBreak returns the author's line break.
func lineBreak(l *look, leaf *Leaf) textRun {
	run := newRun("", l.face(), l)
	run.Break, run.leaf = true, leaf
	return run
}

// inline makes the runs of spans and adds their content to the element.
func (b *builder) inline(spans []block.Span, e *Element, l look) []textRun {
	in := inliner{b: b, runs: make([]textRun, 0, len(spans)+1)}
	in.spans(spans, e, &l, nil)
	return in.runs
}

// plainText makes the runs of a text from outside the tree.
func (b *builder) plainText(text string, e *Element, l look) []textRun {
	in := inliner{b: b}
	in.text(text, diag.Pos{}, e, &l, nil)
	return in.runs
}

func (in *inliner) spans(spans []block.Span, e *Element, l *look, ln *link) {
	if in.depth++; in.depth > maxSpanDepth {
		in.text(block.Plain(spans), diag.Pos{}, e, l, ln)
		in.depth--
		return
	}
	for _, s := range spans {
		in.span(s, e, l, ln)
	}
	in.depth--
}

func (in *inliner) span(s block.Span, e *Element, l *look, ln *link) {
	switch s := s.(type) {
	case *block.Text:
		in.text(s.Text, s.Pos, e, l, ln)
	case *block.Emphasis:
		next := *l
		next.italic = !l.italic
		in.spans(s.Spans, e, &next, ln)
	case *block.Strong:
		next := *l
		next.bold = true
		in.spans(s.Spans, e, &next, ln)
	case *block.Strike:
		next := *l
		next.strike = thinLine
		in.spans(s.Spans, e, &next, ln)
	case *block.Superscript:
		in.superscript(s, e, l, ln)
	case *block.Subscript:
		next := *l
		next.size, next.rise = math.Round(l.size*scriptScale*100)/100, l.rise-l.size/7
		in.spans(s.Spans, e, &next, ln)
	case *block.CodeSpan:
		next := *l
		next.family, next.italic, next.code = Mono, false, true
		next.size = math.Round(next.size*monoScale*100) / 100
		in.text(s.Text, s.Pos, in.enter(e, &Element{Role: "Code"}), &next, ln)
		in.leaf = nil
	case *block.Link:
		in.link(s, e, l, ln)
	case *block.Image:
		in.image(s, e, l, ln)
	case *block.NoteRef:
		in.noteRef(s, e, l)
	case *block.Break:
		in.runs = append(in.runs, lineBreak(l, in.leaf))
	case *block.ForeignSpan:
		next := *l
		next.foreign = !in.b.swedish(s.Lang)
		in.spans(s.Spans, in.enter(e, &Element{Role: "Span", Lang: s.Lang}), &next, ln)
		in.leaf = nil
	case *block.ChangeSpan:
		next, word := in.b.redline.changed(*l, s.Change)
		before, inner, after := block.Trim(s.Spans)
		in.text(before, s.Pos, e, l, ln)
		from := len(in.runs)
		in.spans(inner, in.enter(e, &Element{Role: "Span"}), &next, ln)
		in.b.redline.announce(in.runs[from:], word)
		in.leaf = nil
		in.text(after, s.Pos, e, l, ln)
	case *block.ParagraphMark:
		in.spans(s.Spans, e, l, ln) // in a cell or a heading it begins no paragraph
	default:
		panic(fmt.Sprintf("layout: unknown span %T", s))
	}
}

// enter adds a new element to e; text after it goes into a new leaf.
func (in *inliner) enter(e, kid *Element) *Element {
	e.Kids = append(e.Kids, kid)
	in.leaf = nil
	return kid
}

// leafOf returns the leaf for the next text of e.
func (in *inliner) leafOf(e *Element) *Leaf {
	if in.leaf == nil || in.leaf.Parent != e {
		in.leaf = &Leaf{Parent: e}
		e.Kids = append(e.Kids, in.leaf)
	}
	return in.leaf
}

func (in *inliner) text(text string, pos diag.Pos, e *Element, l *look, ln *link) {
	if text == "" {
		return
	}
	leaf := in.leafOf(e)
	leaf.inked = leaf.inked || char.Inked(text)
	in.b.glyphs.Split(l.face(), text, func(r rune) { in.b.missing(r, pos) }, func(face Face, piece string) {
		run := newRun(piece, face, l)
		run.leaf, run.link = leaf, ln
		in.runs = append(in.runs, run)
	})
}

func (in *inliner) link(s *block.Link, e *Element, l *look, outer *link) {
	ln := in.b.resolve(s)
	if ln == nil || outer != nil {
		in.spans(s.Spans, e, l, outer)
		return
	}
	ln.element = in.enter(e, &Element{Role: "Link"})
	next := *l
	if next.under == 0 && !in.b.doc.PlainLinks {
		next.under = linkLine
	}
	before := len(in.runs)
	in.spans(s.Spans, ln.element, &next, ln)
	if ln.after != "" {
		added := next
		added.under, added.family, added.italic, added.color = 0, in.b.style.Data, false, in.b.style.Muted
		added.size = math.Round(added.size*afterScale*100) / 100
		in.text(ln.after, s.Pos, ln.element, &added, ln)
	}
	if len(in.runs) == before { // a link without text is left out
		e.Kids = e.Kids[:len(e.Kids)-1]
	}
	in.leaf = nil
}

// image sets a picture within a line, at most a few lines high.
func (in *inliner) image(s *block.Image, e *Element, l *look, ln *link) {
	picture, ok := in.b.picture(s)
	if !ok {
		in.text(s.Alt, s.Pos, e, l, ln)
		return
	}
	scale := min(1, in.b.pictureWidth/picture.Width, maxInlinePicture/picture.Height)
	sg := newRun("", l.face(), l)
	sg.Box, sg.Width, sg.Height, sg.picture, sg.link = true, picture.Width*scale, picture.Height*scale, &picture, ln
	if !s.Decorative {
		sg.leaf = in.leafOf(in.enter(e, &Element{Role: "Figure", Alt: s.Alt}))
		sg.leaf.inked = true
		in.leaf = nil
	}
	in.runs = append(in.runs, sg)
}

// superscript sets raised text with the raised figures of the font if it has them, otherwise smaller and higher.
// Read aloud or copied, 10³ must not become 103.
func (in *inliner) superscript(s *block.Superscript, e *Element, l *look, ln *link) {
	text := block.Plain(s.Spans)
	up := block.Raise(text)
	if up != text && isText(s.Spans) && in.b.glyphs.CoversAll(l.face(), up) {
		in.text(up, s.Pos, e, l, ln)
		return
	}
	next := *l
	next.size, next.rise = math.Round(l.size*scriptScale*100)/100, l.rise+l.size/3
	if up != text {
		e = in.enter(e, &Element{Role: "Span", ActualText: up})
		defer func() { in.leaf = nil }()
	}
	in.spans(s.Spans, e, &next, ln)
}

// isText reports whether spans are a single plain text.
func isText(spans []block.Span) bool {
	if len(spans) != 1 {
		return false
	}
	_, ok := spans[0].(*block.Text)
	return ok
}

// noteRef sets the raised number that refers to a note.
func (in *inliner) noteRef(s *block.NoteRef, e *Element, l *look) {
	if s.Note == nil {
		return
	}
	note, first := in.b.note(s.Note)
	if n := len(in.runs); n > 0 && n == in.noteEnd {
		// Without a comma, notes 2 and 3 of one word would read as note 23.
		next := *l
		next.under, next.strike, next.size = 0, 0, max(noteSign, l.size*.6)
		in.text(",", s.Pos, e, &next, nil)
		for i := n; i < len(in.runs); i++ {
			in.runs[i].Rise = l.size / 3
		}
	}
	ref := in.enter(e, &Element{Role: "Reference"})
	ln := &link{element: ref.add("Link"), target: note.name(), description: number(in.b.doc.Words.NoteLink, s.Note.Number)}
	if ln.description != "" {
		ln.element.ActualText = " (" + lowerFirst(ln.description) + ")" // a raised figure alone would be read as part of the word
	}
	next := *l
	next.under, next.italic, next.code = 0, false, false
	before := len(in.runs)
	text := block.Raise(strconv.Itoa(s.Note.Number))
	rise := 0.0
	if !in.b.glyphs.CoversAll(next.face(), text) {
		text, rise = strconv.Itoa(s.Note.Number), l.size/3
		next.size = max(noteSign, l.size*.6)
	}
	in.text(text, s.Pos, ln.element, &next, ln)
	in.leaf = nil
	for i := before; i < len(in.runs); i++ {
		in.runs[i].Rise = rise
		in.runs[i].sign = ln.description
		if first && i == before {
			in.runs[i].note = note
		}
	}
	if first && before < len(in.runs) {
		in.runs[before].anchor = note.back()
	}
	in.noteEnd = len(in.runs)
}
