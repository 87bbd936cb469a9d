package html

import (
	"fmt"
	"strconv"
	"strings"

	"styrdok/generator/block"
)

func (w *writer) spans(spans []block.Span) {
	for i, s := range spans {
		if i > 0 && isNote(spans[i-1]) && isNote(s) && !w.inLink {
			// Without a comma, notes 2 and 3 on the same word would read as note 23.
			w.raw("<sup>,</sup>")
		}
		w.following = ""
		if i+1 < len(spans) {
			if t, ok := spans[i+1].(*block.Text); ok {
				w.following = t.Text
			}
		}
		w.span(s)
	}
}

func isNote(s block.Span) bool {
	_, ok := s.(*block.NoteRef)
	return ok
}

func (w *writer) span(s block.Span) {
	switch s := s.(type) {
	case *block.Text:
		if s.Was != "" && w.opt.Whole {
			w.open(block.Deleted)
			w.text(s.Was)
			w.close(block.Deleted)
			w.raw(" ")
			w.open(block.Inserted)
			w.text(s.Text)
			w.close(block.Inserted)
			return
		}
		w.dated(s.Text)
	case *block.Emphasis:
		w.wrap("em", s.Spans)
	case *block.Strong:
		w.wrap("strong", s.Spans)
	case *block.Strike:
		w.wrap("s", s.Spans)
	case *block.Superscript:
		w.wrap("sup", s.Spans)
	case *block.Subscript:
		w.wrap("sub", s.Spans)
	case *block.CodeSpan:
		w.between("<code>", s.Text, "</code>")
	case *block.Link:
		w.link(s)
	case *block.Image:
		w.image(s)
	case *block.NoteRef:
		w.noteRef(s)
	case *block.Break:
		w.raw("<br>\n")
	case *block.ForeignSpan:
		w.raw("<span")
		leave := w.enter(s.Lang)
		w.raw(">")
		w.spans(s.Spans)
		leave()
		w.raw("</span>")
	case *block.ChangeSpan:
		before, inner, after := block.Trim(s.Spans)
		w.text(before)
		if !w.sign(s.Change, inner) {
			signs, inner := leading(inner)
			w.openAfter(s.Change, signs)
			outer := w.change
			w.change = block.Unchanged
			w.spans(inner)
			w.change = outer
			w.close(s.Change)
		}
		w.text(after)
	case *block.ParagraphMark:
		words := w.opt.Words.Paragraph
		if s.Item {
			words = w.opt.Words.Item
		}
		w.raw(` <span class="styckemarke">`)
		w.open(s.Change)
		w.raw(`<span aria-hidden="true">¶ </span>`)
		w.text(words)
		w.close(s.Change)
		w.raw("</span>")
		if w.parts && !s.Item {
			w.raw("</p>\n<p>")
		} else {
			w.raw("<br>\n")
		}
	default:
		panic(fmt.Sprintf("html: unknown span %T", s))
	}
}

func (w *writer) wrap(name string, spans []block.Span) {
	w.raw("<" + name + ">")
	w.spans(spans)
	w.raw("</" + name + ">")
}

func (w *writer) link(l *block.Link) {
	href := Href{URL: l.Dest}
	switch {
	case w.opt.Link != nil:
		href = w.opt.Link(l)
	case len(l.Dest) > 1 && l.Dest[0] == '#':
		href.URL = "#" + w.opt.ID(l.Dest[1:])
	}
	if w.inLink || !safe(href.URL) {
		w.spans(l.Spans)
		return
	}
	following := w.following
	w.raw("<a")
	w.attribute("href", href.URL)
	w.attribute("class", href.Class)
	w.attribute("type", href.Type)
	w.attribute("title", l.Title)
	w.raw(">")
	w.inLink = true
	w.spans(l.Spans)
	w.inLink = false
	if href.Note != "" && !isNoted(block.Plain(l.Spans), following, href.Note) {
		w.text("\u00A0(" + href.Note + ")")
	}
	w.raw("</a>")
}

// isNoted reports whether the author has already given the format or size of a file: in parentheses at
// the end of the link's text or right after the link.
func isNoted(words, following, note string) bool {
	kind, _, _ := strings.Cut(note, ",")
	says := func(s string) bool {
		s = strings.ToLower(strings.ReplaceAll(s, "\u00A0", " "))
		return strings.Contains(s, kind) || strings.Contains(s, " kb") || strings.Contains(s, " mb")
	}
	words = strings.TrimRight(words, " .:")
	if open := strings.LastIndexByte(words, '('); open >= 0 && strings.HasSuffix(words, ")") && says(words[open:]) {
		return true
	}
	inside, found := strings.CutPrefix(strings.TrimLeft(following, " \u00A0"), "(")
	inside, _, closed := strings.Cut(inside, ")")
	return found && closed && says(inside)
}

func (w *writer) image(i *block.Image) {
	p := Picture{URL: i.Src}
	if w.opt.Image != nil {
		p = w.opt.Image(i)
	}
	if !safe(p.URL) && !(w.opt.Image != nil && embedded(p.URL)) {
		w.text(i.Alt)
		return
	}
	w.raw("<img")
	w.attribute("src", p.URL)
	if p.Srcset != "" {
		w.attribute("srcset", p.Srcset)
		w.attribute("sizes", p.Sizes)
	}
	w.raw(` alt="`)
	if !i.Decorative {
		w.value(i.Alt)
	}
	w.raw(`"`)
	if p.Width > 0 && p.Height > 0 {
		w.attribute("width", strconv.Itoa(p.Width))
		w.attribute("height", strconv.Itoa(p.Height))
	}
	w.raw(` loading="lazy" decoding="async">`)
}

func (w *writer) noteRef(r *block.NoteRef) {
	if w.inLink {
		return
	}
	w.raw("<sup><a")
	w.attribute("href", "#"+w.opt.ID("_not-"+r.Note.ID))
	w.id(noteRefID(r.Note.ID, r.Index))
	w.between(`><span class="dold">&nbsp;`, w.opt.Words.Note, "&nbsp;</span>")
	w.number(r.Note.Number)
	w.raw("</a></sup>")
}
