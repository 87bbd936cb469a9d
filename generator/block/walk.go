package block

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Walk calls f for every block of a list and of the blocks inside them, in reading order.
// Footnotes are not part of the list; walk Tree.Notes for them. Where f returns false the
// block's inside is left out.
func Walk(blocks []Block, f func(Block) bool) {
	for _, b := range blocks {
		if !f(b) {
			continue
		}
		switch b := b.(type) {
		case *List:
			for _, it := range b.Items {
				Walk(it.Blocks, f)
			}
		case *Definitions:
			for _, d := range b.Items {
				for _, t := range d.Terms {
					f(t)
				}
				for _, m := range d.Blocks {
					Walk(m, f)
				}
			}
		case *Quote:
			Walk(b.Blocks, f)
		case *Foreign:
			Walk(b.Blocks, f)
		case *Heading, *Paragraph, *Table, *Code, *Figure, *Rule, *PageBreak, *Masked:
			// have no blocks inside
		default:
			panic(fmt.Sprintf("block: unknown block %T", b))
		}
	}
}

// Lines calls f for every list of spans that a block holds itself: a paragraph's, a heading's,
// a table's caption and cells. Blocks within b are not entered.
func Lines(b Block, f func([]Span)) {
	switch b := b.(type) {
	case *Heading:
		f(b.Spans)
	case *Paragraph:
		f(b.Spans)
	case *Figure:
		f([]Span{b.Image})
		if len(b.Caption) > 0 {
			f(b.Caption)
		}
	case *Table:
		if len(b.Caption) > 0 {
			f(b.Caption)
		}
		for _, c := range b.Head {
			f(c.Spans)
		}
		for _, r := range b.Rows {
			for _, c := range r.Cells {
				f(c.Spans)
			}
		}
	case *List, *Definitions, *Quote, *Foreign, *Code, *Rule, *PageBreak, *Masked:
		// have no lines of their own
	default:
		panic(fmt.Sprintf("block: unknown block %T", b))
	}
}

// WalkSpans calls f for every span of a list and of the spans inside them, in order.
// Where f returns false the span's inside is left out.
func WalkSpans(spans []Span, f func(Span) bool) {
	for _, s := range spans {
		if f(s) {
			WalkSpans(Inside(s), f)
		}
	}
}

// Inside returns the spans inside a span, nil for one that cannot contain any.
func Inside(s Span) []Span {
	if spans := s.inside(); spans != nil {
		return *spans
	}
	return nil
}

// WithInside returns a copy of s that contains other spans. For one that cannot contain any it is a
// copy of s.
func WithInside(s Span, spans []Span) Span {
	s = s.clone()
	if in := s.inside(); in != nil {
		*in = spans
	}
	return s
}

// Trim parts spans from the spaces that they begin and end with, which marks of change leave out.
func Trim(spans []Span) (before string, inner []Span, after string) {
	inner = spans
	end := func(i int, cut func(string) (text, space string)) (space string) {
		t, ok := inner[i].(*Text)
		if !ok {
			return ""
		}
		text, space := cut(t.Text)
		if space == "" || text == "" && len(inner) == 1 {
			return ""
		}
		changed := append([]Span(nil), inner...)
		if text == "" {
			changed = append(changed[:i], changed[i+1:]...)
		} else {
			changed[i] = &Text{At: t.At, Text: text}
		}
		inner = changed
		return space
	}
	if len(inner) > 0 {
		before = end(0, func(s string) (string, string) {
			text := strings.TrimLeft(s, " ")
			return text, s[:len(s)-len(text)]
		})
	}
	if len(inner) > 0 {
		after = end(len(inner)-1, func(s string) (string, string) {
			text := strings.TrimRight(s, " ")
			return text, s[len(text):]
		})
	}
	return before, inner, after
}

// AllSpans calls f for every span of the tree, footnotes included.
func (t *Tree) AllSpans(f func(Span)) {
	visit := func(b Block) bool {
		Lines(b, func(spans []Span) {
			WalkSpans(spans, func(s Span) bool { f(s); return true })
		})
		return true
	}
	Walk(t.Blocks, visit)
	for _, n := range t.Notes {
		Walk(n.Blocks, visit)
	}
}

// Links returns the text's links in the order of [Tree.AllSpans]. A link's index here is the ordinal by which
// writers find where it leads.
func (t *Tree) Links() []*Link { return spansOf[*Link](t) }

// Images returns the text's images in the order of [Tree.AllSpans].
func (t *Tree) Images() []*Image { return spansOf[*Image](t) }

func spansOf[T Span](t *Tree) []T {
	var out []T
	if t != nil {
		t.AllSpans(func(s Span) {
			if s, ok := s.(T); ok {
				out = append(out, s)
			}
		})
	}
	return out
}

// Headings returns the text's headings in order.
func (t *Tree) Headings() []*Heading {
	var out []*Heading
	Walk(t.Blocks, func(b Block) bool {
		if h, ok := b.(*Heading); ok {
			out = append(out, h)
		}
		return true
	})
	return out
}

// Plain returns the characters of spans without marks. Note signs and images give nothing, and raised
// figures stay so, since 10³ is not 103.
func Plain(spans []Span) string { return plain(spans, false) }

// PlainNew is Plain for a compared text: what has been deleted within the spans is left out.
func PlainNew(spans []Span) string { return plain(spans, true) }

func plain(spans []Span, fresh bool) string {
	var b strings.Builder
	WalkSpans(spans, func(s Span) bool {
		switch s := s.(type) {
		case *ChangeSpan:
			return !fresh || s.Change == Inserted
		case *Superscript:
			b.WriteString(Raise(plain(s.Spans, fresh)))
			return false
		case *Text:
			b.WriteString(s.Text)
		case *CodeSpan:
			b.WriteString(s.Text)
		case *Break:
			b.WriteByte(' ')
		}
		return true
	})
	return b.String()
}

var raised = map[rune]rune{
	'0': '⁰', '1': '¹', '2': '²', '3': '³', '4': '⁴', '5': '⁵', '6': '⁶', '7': '⁷', '8': '⁸', '9': '⁹',
	'+': '⁺', '-': '⁻', '–': '⁻', '−': '⁻', 'n': 'ⁿ',
}

// Raise writes a superscript with the raised characters of Unicode. A text that has others too stays as
// it is.
func Raise(s string) string {
	up := strings.Map(func(r rune) rune {
		if u, ok := raised[r]; ok {
			return u
		}
		return -1
	}, s)
	if utf8.RuneCountInString(up) != utf8.RuneCountInString(s) {
		return s
	}
	return up
}
