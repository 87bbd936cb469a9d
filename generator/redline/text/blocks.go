package text

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"styrdok/generator/block"
)

func (w *writer) blocks(blocks []block.Block, indent string, around marking) {
	for _, b := range blocks {
		change, shown := block.ChangeIn(b)
		if around == plain && shown && change == block.Unchanged && !w.opt.Whole {
			w.left = true
			if h, ok := b.(*block.Heading); ok {
				w.under = h
			}
			continue
		}
		if _, ok := b.(*block.Heading); ok {
			w.under = nil
		}
		w.block(b, indent, around, change)
	}
}

// block writes a block that has changed, or is inside one that has.
func (w *writer) block(b block.Block, indent string, around marking, change block.Change) {
	in := within(around, change)
	w.movedHere(indent, b, change)
	switch b := b.(type) {
	case *block.Heading:
		w.ellipsis(indent)
		w.heading(b, indent, in)
	case *block.Paragraph:
		w.spans(indent, b.Spans, in)
	case *block.Masked:
		masked := w.t.T("print.masked-plain")
		if b.Law != "" {
			masked = w.t.T("print.masked", b.Law)
		}
		w.ellipsis(indent)
		w.wrap(indent, indent, words(masked, in))
	case *block.List:
		if b.KindChanged() {
			was := "was_bullets"
			if b.Was.Ordered() {
				was = "was_numbered"
			}
			w.ellipsis(indent)
			w.b.WriteString(indent + "[" + w.t.T("theme.text."+was) + "]\n")
		}
		for i, item := range b.Items {
			label := cmp.Or(b.Label(i), "–") + " "
			if was := b.WasLabel(i); was != "" {
				label += "[" + w.t.T("theme.text.was_label", was) + "] "
			}
			w.item(label, item, item.Blocks, indent, in, item.Change)
		}
	case *block.Definitions:
		w.definitions(b, indent, in)
	case *block.Table:
		w.table(b, indent, in)
	case *block.Quote:
		w.blocks(b.Blocks, indent+"    ", in)
	case *block.Foreign:
		w.blocks(b.Blocks, indent, in)
	case *block.Code:
		w.ellipsis(indent)
		for text := range strings.Lines(b.Text) {
			if text = printable(strings.TrimRight(text, "\r\n")); text != "" {
				w.b.WriteString(indent + "    " + w.mark(in, text) + "\n")
			}
		}
	case *block.Figure:
		if b.Image != nil {
			w.ellipsis(indent)
			w.wrap(indent, indent, words(w.t.T("command.diff.picture", b.Image.Alt), in))
		}
		if len(b.Caption) > 0 {
			w.spans(indent, b.Caption, in)
		}
	case *block.Rule, *block.PageBreak:
		// are not seen in plain text
	default:
		panic(fmt.Sprintf("text: unknown block %T", b))
	}
}

// heading writes a heading with its number, and the former one if it has not moved.
func (w *writer) heading(h *block.Heading, indent string, in marking) {
	line := append(words(h.Number, in), spaced(w.inline(h.Spans, in))...)
	if was := h.FormerNumber(); was != "" && h.Change != block.Moved && !w.away[h] {
		line = append(line, spaced(words("["+w.t.T("theme.text.was_label", was)+"]", plain))...)
	}
	w.wrap(indent, indent, line)
}

func (w *writer) definitions(d *block.Definitions, indent string, around marking) {
	for _, item := range d.Items {
		in := within(around, item.Change)
		w.movedHere(indent, item, item.Change)
		for _, term := range item.Terms {
			w.spans(indent, term.Spans, within(in, term.Change))
		}
		for _, meaning := range item.Blocks {
			w.blocks(meaning, indent+"    ", in)
		}
	}
}

// movedHere writes the label of a part that has moved, once for each run of such parts.
func (w *writer) movedHere(indent string, part any, change block.Change) {
	word := w.movedWord(part, change)
	if word != "" && word != w.moved {
		w.ellipsis(indent)
		w.b.WriteString(indent + "[" + word + "]\n")
	}
	w.moved = word
}

// movedWord is the label of a part that has moved, from another section or to it if it has; otherwise "".
func (w *writer) movedWord(part any, change block.Change) string {
	switch {
	case w.away[part]:
		return w.words(part, "theme.text.away", "theme.text.away_to")
	case change == block.Moved:
		return w.words(part, "theme.text.moved", "theme.text.moved_from")
	}
	return ""
}

// words returns the text of a key, or of another with the name of the section where the other version has a part.
func (w *writer) words(part any, key, with string) string {
	name, known := w.elsewhere[part]
	if !known {
		return w.t.T(key)
	}
	return w.t.T(with, name.In(w.t.T("theme.text.numbered"), w.t.T("theme.text.titled")))
}

// item writes an item of a list or a footnote, with its label before the first line.
func (w *writer) item(label string, part any, blocks []block.Block, indent string, around marking, own block.Change) {
	if around == plain && own == block.Unchanged && !w.opt.Whole {
		w.left = true
		return
	}
	w.ellipsis(indent)
	w.movedHere(indent, part, own)
	in := within(around, own)
	deeper := indent + strings.Repeat(" ", utf8.RuneCountInString(label))
	for i, b := range blocks {
		if p, ok := b.(*block.Paragraph); ok && i == 0 {
			w.lines(indent+label, deeper, p.Spans, within(in, p.Change))
			continue
		}
		w.blocks([]block.Block{b}, deeper, in)
	}
}

// table writes the rows that have changed below the head.
func (w *writer) table(t *block.Table, indent string, around marking) {
	if len(t.Caption) > 0 {
		w.spans(indent, t.Caption, around)
	}
	row := func(cells []*block.Cell, in marking) {
		var line []word
		for i, c := range cells {
			if i > 0 {
				line = append(line, word{text: "|"})
			}
			line = append(line, spaced(w.inline(c.Spans, within(in, c.Change)))...)
		}
		w.ellipsis(indent)
		w.wrap(indent, indent+"  ", line)
	}
	row(t.Head, around)
	for _, r := range t.Rows {
		if around == plain && r.Change == block.Unchanged && !w.opt.Whole {
			w.left = true
			continue
		}
		w.movedHere(indent, r, r.Change)
		row(r.Cells, within(around, r.Change))
	}
}

func (w *writer) spans(indent string, spans []block.Span, in marking) {
	w.ellipsis(indent)
	w.lines(indent, indent, spans, in)
}

// lines writes a paragraph, in several parts where one of the versions has several.
func (w *writer) lines(first, rest string, spans []block.Span, in marking) {
	for i, s := range spans {
		m, ok := s.(*block.ParagraphMark)
		if !ok {
			continue
		}
		sign := "¶ " + w.t.T("theme.text.new_paragraph")
		if m.Item {
			sign = "¶ " + w.t.T("theme.text.new_item")
		}
		w.wrap(first, rest, append(w.inline(spans[:i], in), spaced(words(sign, within(in, m.Change)))...))
		w.lines(rest, rest, spans[i+1:], in)
		return
	}
	w.wrap(first, rest, w.inline(spans, in))
}
