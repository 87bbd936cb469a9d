package block

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Walk calls f for blocks and the blocks inside them, in reading order. If f returns false, the blocks
// inside its argument are skipped. Footnotes are not included; walk [Tree.Notes] for them.
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

// Lines calls f for every line of b itself: the spans of a paragraph or a heading, the caption and
// the cells of a table. Blocks inside b are not entered.
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

// PlainText returns the words of the text in reading order, a line each: those of its blocks, the labels of items, and
// those of its notes last.
func (t *Tree) PlainText() string {
	var out strings.Builder
	line := func(s string) { out.WriteString(s + "\n") }
	var visit func(Block) bool
	visit = func(b Block) bool {
		switch b := b.(type) {
		case *List:
			for i, it := range b.Items {
				line(b.Label(i))
				Walk(it.Blocks, visit)
			}
			return false
		case *Code:
			line(b.Text)
		}
		Lines(b, func(spans []Span) { line(Plain(spans)) })
		return true
	}
	Walk(t.Blocks, visit)
	for _, n := range t.Notes {
		Walk(n.Blocks, visit)
	}
	return out.String()
}

// WalkSpans calls f for spans and the spans inside them, in order. If f returns false, the spans
// inside its argument are skipped.
func WalkSpans(spans []Span, f func(Span) bool) {
	for _, s := range spans {
		if f(s) {
			WalkSpans(Inside(s), f)
		}
	}
}

// AnySpan reports whether is returns true for any of spans or of the spans inside them.
func AnySpan(spans []Span, is func(Span) bool) bool {
	found := false
	WalkSpans(spans, func(s Span) bool {
		found = found || is(s)
		return !found
	})
	return found
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

// Trim separates spans from leading and trailing spaces, which the mark-up of a change leaves out.
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

// AllSpans calls f for every span of the tree, including footnotes.
func (t *Tree) AllSpans(f func(Span)) {
	visit := func(b Block) bool {
		Lines(b, func(spans []Span) {
			WalkSpans(spans, func(s Span) bool { f(s); return true })
		})
		return true
	}
	Walk(t.Brief, visit)
	Walk(t.Blocks, visit)
	for _, n := range t.Notes {
		Walk(n.Blocks, visit)
	}
}

// Paragraphs returns the paragraphs of a statute that have an address of their own, in order.
func (t *Tree) Paragraphs() []*Paragraph {
	var out []*Paragraph
	for _, b := range t.Blocks {
		if p, ok := b.(*Paragraph); ok && p.ID != "" {
			out = append(out, p)
		}
	}
	return out
}

// Links returns the text's links in the order of [Tree.AllSpans]. Writers look up
// a link's destination by its index here.
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

// Plain returns the text of spans without formatting. Note references and images are left out.
// Superscripts use the characters of Unicode where possible, since 10³ is not 103. Most cells of tables are a single text,
// which is returned as it is.
func Plain(spans []Span) string {
	if len(spans) == 1 {
		if t, ok := spans[0].(*Text); ok {
			return t.Text
		}
	}
	return plain(spans, false)
}

// PlainNew is [Plain] for a compared text, without deletions.
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

// Raise writes s in Unicode superscript characters. It returns s unchanged if a character has none.
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
