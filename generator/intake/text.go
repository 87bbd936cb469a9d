package intake

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"styrdok/generator/block"
)

// PlainText returns the words of spans, without marks of notes.
func PlainText(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// SpansOf are the words of a heading or a paragraph; nil for another block.
func SpansOf(b Block) []Span {
	switch b := b.(type) {
	case *Heading:
		return b.Spans
	case *Paragraph:
		return b.Spans
	}
	return nil
}

// Blank reports whether spans have no words, no mark of a note and no image.
func Blank(spans []Span) bool {
	return !slices.ContainsFunc(spans, func(s Span) bool { return s.Image != nil || s.Note != 0 || strings.TrimSpace(s.Text) != "" })
}

// Tidy joins neighbours that look the same and drops empty ones, and returns the rest.
func Tidy(spans []Span) []Span {
	var out []Span
	for _, s := range spans {
		if s.Text == "" && s.Note == 0 && s.Image == nil {
			continue
		}
		if n := len(out); n > 0 && s.Note == 0 && s.Image == nil && out[n-1].Note == 0 && out[n-1].Image == nil &&
			out[n-1].Look == s.Look && out[n-1].Lang == s.Lang && out[n-1].Link == s.Link {
			out[n-1].Text += s.Text
			continue
		}
		out = append(out, s)
	}
	return out
}

// Walk calls visit with each block and those within it, outer ones first, until visit returns false for a block, whose insides are passed over.
func Walk(blocks []Block, visit func(Block) bool) {
	for _, b := range blocks {
		if !visit(b) {
			continue
		}
		for inside := range Insides(b) {
			Walk(*inside, visit)
		}
	}
}

// All are the blocks of one sort, in whatever they lie, in the order of [Walk].
func All[T Block](blocks []Block) iter.Seq[T] {
	return func(yield func(T) bool) {
		going := true
		Walk(blocks, func(b Block) bool {
			if t, ok := b.(T); ok && going {
				going = yield(t)
			}
			return going
		})
	}
}

// Is reports whether a block is of a sort.
func Is[T Block](b Block) bool {
	_, is := b.(T)
	return is
}

// Insides are the blocks of each item, meaning or cell of a block, or in a box. They may be replaced.
func Insides(b Block) iter.Seq[*[]Block] {
	return func(yield func(*[]Block) bool) {
		switch b := b.(type) {
		case *List:
			for i := range b.Items {
				if !yield(&b.Items[i].Blocks) {
					return
				}
			}
		case *Definitions:
			for i := range b.Items {
				if !yield(&b.Items[i].Blocks) {
					return
				}
			}
		case *Table:
			for _, r := range b.Rows {
				for i := range r {
					if !yield(&r[i].Blocks) {
						return
					}
				}
			}
		case *Box:
			yield(&b.Blocks)
		}
	}
}

// Lines returns the lines of words in blocks: one for each heading, paragraph, caption and line of contents, with counted numbers
// of headings and without markers of items.
func Lines(blocks []Block) []string {
	var out []string
	add := func(s string) {
		out = append(out, slices.DeleteFunc(strings.Split(s, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })...)
	}
	Walk(blocks, func(b Block) bool {
		switch b := b.(type) {
		case *Heading:
			add(strings.TrimSpace(b.Number + " " + PlainText(b.Spans)))
		case *Paragraph:
			add(PlainText(b.Spans))
		case *Definitions:
			for _, d := range b.Items {
				for _, t := range d.Terms {
					add(PlainText(t))
				}
			}
		case *Table:
			add(PlainText(b.Caption))
		case *Contents:
			for _, l := range b.Lines {
				add(PlainText(l))
			}
		}
		return true
	})
	return out
}

// Mode returns the key with the highest count, the smallest of several; the zero value if counts is empty.
func Mode[K cmp.Ordered](counts map[K]int) K {
	var best K
	for k, n := range counts {
		if n > counts[best] || n == counts[best] && k < best {
			best = k
		}
	}
	return best
}

// Most returns the key with the highest count, the largest of several; the zero value if counts is empty.
func Most[K cmp.Ordered](counts map[K]int) K {
	var best K
	most := 0
	for k, n := range counts {
		if n > most || n == most && k > best {
			best, most = k, n
		}
	}
	return best
}

// Numeral writes a number in a form that HTML and OpenDocument call "a", "A", "i" or "I", and in digits in any other or if it has none in that.
// After z come aa, bb and cc, as word processors count.
func Numeral(n int, form string) string {
	s := ""
	switch strings.ToLower(form) {
	case "a":
		if n > 0 {
			s = strings.Repeat(string(rune('A'+(n-1)%26)), min((n-1)/26+1, 10))
		}
	case "i":
		s = block.Roman(n)
	}
	if form == "a" || form == "i" {
		s = strings.ToLower(s)
	}
	return cmp.Or(s, strconv.Itoa(n))
}

// Across reads over how many columns a cell reaches: at least one, and not over thousands.
func Across(columns string) int {
	n, _ := strconv.Atoi(columns)
	return max(1, min(n, 200))
}

// Down reads over how many rows a cell reaches: at least one, and not over more than a table has.
func Down(rows string) int {
	n, _ := strconv.Atoi(rows)
	return max(1, min(n, 5000))
}

// Day returns the date with which a time begins, or "".
func Day(t string) string {
	t = t[:min(len(t), len(time.DateOnly))]
	if _, err := time.Parse(time.DateOnly, t); err != nil {
		return ""
	}
	return t
}

// UTF16 decodes text; a last byte without its fellow is left out.
func UTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// Texts is the account that a reader of a tree keeps of the tree's texts. Whatever it places or tells it takes from here, and what it has not
// taken in the end it tells as outside of the text. So no text of the tree can be passed over, and words begin and end in one place: where they do in
// what was made of them.
type Texts[N comparable] struct {
	taken map[N]bool
	plain strings.Builder
}

// Take notes that the text of a node is placed or told, and returns false if it was before.
func (t *Texts[N]) Take(n N) bool {
	if t.taken == nil {
		t.taken = map[N]bool{}
	}
	first := !t.taken[n]
	t.taken[n] = true
	return first
}

// Piece adds words of texts that were taken to those of the file. Nothing in it belongs to a word in another piece.
func (t *Texts[N]) Piece(words string) { t.plain.WriteString(words + "\n") }

// End is Piece with words that were gathered, of which there may be none, and begins to gather anew.
func (t *Texts[N]) End(words *strings.Builder) {
	if words.Len() > 0 {
		t.Piece(words.String())
		words.Reset()
	}
}

// Plain returns all pieces, for [Reading.Plain].
func (t *Texts[N]) Plain() string { return t.plain.String() }

// Flat is an item with its depth, as word processors keep lists.
type Flat struct {
	Level   int // from 0
	Ordered bool
	Item    Item
}

// Nest makes lists of items in sequence. An item deeper than the one before goes into it; a change between ordered and
// unordered at one level begins another list. An item that is more than one level deeper counts as one level deeper.
func Nest(items []Flat) []Block {
	var out []Block
	for i := 0; i < len(items); {
		level, ordered := items[i].Level, items[i].Ordered
		l := &List{Ordered: ordered}
		for i < len(items) && (items[i].Level > level || items[i].Level == level && items[i].Ordered == ordered) {
			if items[i].Level == level {
				l.Items = append(l.Items, items[i].Item)
				i++
				continue
			}
			start := i
			for i < len(items) && items[i].Level > level {
				i++
			}
			last := &l.Items[len(l.Items)-1]
			last.Blocks = append(last.Blocks, Nest(items[start:i])...)
		}
		out = append(out, l)
	}
	return out
}
