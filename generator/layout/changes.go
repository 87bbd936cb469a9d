package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/layout/line"
)

// redline words the marks in a compared text and keeps their state.
type redline struct {
	words  *Words
	tree   *block.Tree  // that the text is, nil if there is none
	last   block.Change // of the previous outermost block
	gone   bool         // whether that block is elsewhere in the new version
	away   bool         // the same for the block being added
	place  string       // where the block before has moved from or to, as its label says
	label  string       // pending label of the next item or row: "flyttat"
	margin []textLine   // pending words in the margin
	silent bool         // marks are shown as examples and not announced
}

// mark returns the frame of a block that was inserted, deleted, changed or moved. What is unchanged within a
// changed block gets no bar. The word in the margin is set once, at the first of consecutive blocks with
// the same change.
func (b *builder) mark(c block.Change, f frame) frame {
	outermost := f.parent == b.root
	turns := c != b.redline.last || b.redline.away != b.redline.gone // begins blocks with another change
	if outermost && turns {
		b.dropMargin()
	}
	if c == block.Unchanged {
		if outermost {
			b.redline.last, b.redline.gone = c, false
		}
		if f.change == block.Changed {
			f.change = c
		}
		return f
	}
	if f.change == block.Inserted || f.change == block.Deleted {
		return f
	}
	f.change = c
	if outermost && turns {
		b.redline.last, b.redline.gone = c, b.redline.away
		word := b.redline.words.Margin[c]
		if b.redline.away {
			word = b.redline.words.Margin[block.Moved] // the label tells that it is here no longer
		}
		if word != "" {
			l := look{family: b.style.Data, size: b.style.Running.Size, color: b.style.Ink}
			e := &Element{}
			if c == block.Changed || c == block.Moved || b.redline.away {
				e = f.child("P")
			}
			runs := b.plainText(word, e, l)
			if e.Role == "" {
				// announce says so before insertions and deletions.
				for i := range runs {
					runs[i].leaf = nil
				}
			}
			lines := b.breakLines(runs, line.Setting{Measure: b.style.Left - b.style.Hang - numberGap})
			b.redline.margin = append(b.redline.margin, lines[:1]...)
		}
	}
	return f
}

// isAway reports whether a part of the text is elsewhere in the new version.
func (r *redline) isAway(part any) bool { return r.tree != nil && r.tree.Away[part] }

// movedBlock sets the pending label of a block that has moved: where from or where to, once for consecutive blocks.
func (r *redline) movedBlock(bl block.Block) {
	if r.tree == nil {
		return
	}
	r.away = r.isAway(bl)
	place := ""
	name, known := r.tree.Elsewhere[bl]
	switch in := name.In(r.words.Numbered, r.words.Titled); {
	case r.away && known:
		place = fill(r.words.AwayTo, in)
	case r.away:
		place = r.words.Away
	case known && block.ChangeOf(bl) == block.Moved:
		place = fill(r.words.MovedFrom, in)
	}
	if place != r.place {
		r.addLabel(place)
	}
	r.place = place
	if h, ok := bl.(*block.Heading); ok && place == "" && h.FormerNumber() != "" {
		r.addLabel(fill(r.words.WasLabel, h.FormerNumber()))
	}
}

// moved sets the pending label of an item, a row or a definition that has moved.
func (r *redline) moved(part any, c block.Change) {
	switch {
	case r.isAway(part):
		r.addLabel(r.words.Away)
	case c == block.Moved:
		r.addLabel(lowerFirst(r.words.Margin[c]))
	}
}

// addLabel adds a word to the pending label.
func (r *redline) addLabel(word string) {
	if r.label != "" && word != "" {
		word = r.label + ", " + word
	}
	if word != "" {
		r.label = word
	}
}

// takeLabel sets the pending label, if there is one.
func (b *builder) takeLabel(e *Element, l look, size float64) []textRun {
	if b.redline.label == "" {
		return nil
	}
	l.family, l.italic, l.bold, l.color = b.style.Data, false, false, b.style.Muted
	l.size = math.Round(size*afterScale*100) / 100
	runs := b.plainText("["+b.redline.label+"] ", e, l)
	b.redline.label = ""
	return runs
}

// dropMargin drops the pending words of the margin, since there is no line left to set them beside.
func (b *builder) dropMargin() {
	for _, l := range b.redline.margin {
		if leaf := l.runs[l.Fragments[0].Run].leaf; leaf != nil {
			b.root.Kids = slices.DeleteFunc(b.root.Kids, func(k Kid) bool { return k == Kid(leaf.Parent) })
		}
	}
	b.redline.margin = nil
}

// marginWord sets the first pending word in the margin beside a line box, or above a table that takes up the
// margin.
func (b *builder) marginWord(s *lineBox, f *frame) {
	word := b.redline.margin[0]
	b.redline.margin = b.redline.margin[1:]
	left := s.parts[0].x
	for i := range s.parts {
		left = min(left, s.parts[i].x)
	}
	if !f.land && left >= b.style.Left {
		s.parts = append([]part{{textLine: word, x: b.style.Hang, y: s.parts[0].y, column: -1}}, s.parts...)
		return
	}
	t := Type{b.style.Running.Size, b.style.Running.Leading}
	b.boxes = append(b.boxes, lineBox{
		height: t.Leading, keep: keepAlways, above: s.above, fresh: s.fresh, land: s.land, change: s.change, names: s.names, table: s.table, bars: s.bars,
		parts: []part{{textLine: word, x: left, y: b.baseline(FaceOf(b.style.Data, false, false), t), column: -1}},
	})
	s.above, s.fresh, s.names = 0, false, nil
}

// changed returns the look of inserted or deleted text, and the word by which screen readers announce it.
func (r *redline) changed(l look, c block.Change) (look, string) {
	switch c {
	case block.Inserted:
		l.under = insLine
		return l, r.words.Inserted
	case block.Deleted:
		l.strike, l.color = thinLine, Color{0x33, 0x33, 0x33}
		return l, r.words.Deleted
	}
	return l, ""
}

// announce makes screen readers say where inserted or deleted text begins and ends. Only its first and last
// pieces get an ActualText, so that links, notes and pictures between them are left alone.
func (r *redline) announce(runs []textRun, word string) {
	if word == "" || r.silent {
		return
	}
	type piece struct {
		leaf *Leaf
		text strings.Builder
		sign string
	}
	var pieces []*piece
	for i := range runs {
		s := &runs[i]
		if n := len(pieces); s.Break && n > 0 {
			pieces[n-1].text.WriteByte(' ')
		}
		if s.leaf == nil || s.leaf.Parent == nil || !s.Box && s.Text == "" {
			continue
		}
		if n := len(pieces); n == 0 || pieces[n-1].leaf != s.leaf {
			pieces = append(pieces, &piece{leaf: s.leaf, sign: s.sign})
		}
		pieces[len(pieces)-1].text.WriteString(s.Text)
	}
	for i, p := range pieces {
		before, after := "", ""
		if i == 0 {
			before = "[" + word + " "
		}
		if i == len(pieces)-1 {
			after = "]"
		}
		if before+after == "" {
			continue
		}
		parent := p.leaf.Parent
		if parent.Role == "Figure" {
			parent.Alt = before + parent.Alt + after
			continue
		}
		text := p.text.String()
		inner := strings.TrimSpace(text)
		at := strings.Index(text, inner)
		spoken := text[:at] + before + inner + after + text[at+len(inner):]
		if p.sign != "" {
			parent.ActualText = " " + before + lowerFirst(p.sign) + after // of the link
			continue
		}
		if len(pieces) == 1 && r.words.Signs != nil {
			if names := block.SignNames(inner, r.words.Signs); names != "" {
				spoken = before + names + after
			}
		}
		if parent.Role == "Span" && len(parent.Kids) == 1 && parent.ActualText == block.Raise(text) && parent.ActualText != text {
			parent.ActualText = before + parent.ActualText + after
			continue
		}
		if parent.Role == "Span" && len(parent.Kids) == 1 && parent.ActualText == "" && parent.Lang == "" {
			parent.ActualText = spoken
			continue
		}
		span := &Element{Role: "Span", ActualText: spoken, Kids: []Kid{p.leaf}}
		for k := range parent.Kids {
			if parent.Kids[k] == Kid(p.leaf) {
				parent.Kids[k] = span
			}
		}
		p.leaf.Parent = span
	}
}

func lowerFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToLower(r)) + s[size:]
}

// paragraphMark sets the words at a paragraph or item break that was inserted or deleted.
func (b *builder) paragraphMark(m *block.ParagraphMark, e *Element, l look) []textRun {
	words := b.doc.Words.Paragraph
	if m.Item {
		words = b.doc.Words.Item
	}
	in := inliner{b: b, leaf: lastLeaf(e)}
	in.text(" ", m.Pos, e, &l, nil)
	next, word := b.redline.changed(l, m.Change)
	next.family, next.italic, next.bold = b.style.Data, false, false
	next.size = math.Round(l.size*afterScale*100) / 100
	in.text("¶ "+words, m.Pos, in.enter(e, &Element{Role: "Span", ActualText: "[" + word + " " + words + "]"}), &next, nil)
	return in.runs
}
