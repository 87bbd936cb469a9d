package layout

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/layout/line"
)

// Thicknesses of lines and other lengths of the look that no style changes.
const (
	hairLine  = 0.4
	linkLine  = 0.5
	thinLine  = 0.7
	insLine   = 0.9
	headLine  = 0.8
	thickLine = 1.2

	monoScale        = 0.92 // monospaced type looks larger than the others of its size
	noteSign         = 6.5  // least size of a raised number that has no glyph of its own
	maxInlinePicture = 72
	indent           = 7 * Millimetre
	noteIndent       = 5 * Millimetre
	frontGap         = 9 * Millimetre // between what stands before the text and the text
	paragraphGap     = 2.6 * Millimetre
	itemGap          = 1.1 * Millimetre // between the items of a tight list
	columnGap        = 5 * Millimetre
	numberGap        = 2 * Millimetre
	barGap           = 4.5 * Millimetre // between the bars that show a change and the text
	maxDepth         = 100              // of blocks in each other; what stands deeper is set as if it stood there
)

// keep is how strongly a line box keeps to the next one. Where a sheet ends, the weakest is broken.
type keep uint8

const (
	keepNone   keep = iota
	keepWeak        // the rows of a short table
	keepFair        // the lines of a row, the first and the last two rows, the text before a list
	keepFirm        // widows and orphans, a table's head
	keepAlways      // a heading and what follows
)

// lineBox is what sheets are filled with: a line, a line of the cells of a row, a figure.
type lineBox struct {
	above   float64 // room above, none at the top of a sheet
	height  float64
	keep    keep // with the next one
	parts   []part
	rules   []Rule // y from the top of the box
	names   []string
	outline *Outline
	table   *tableFlow
	row     int  // line boxes of one row have the same number, others 0
	land    bool // on a landscape sheet
	fresh   bool // begins a sheet
	change  block.Change
	bar     float64 // x of the bar of a quotation, 0 for none
	bars    float64 // x of the bars that show a change
}

// part is a line in a line box.
type part struct {
	textLine
	x, y   float64 // of the baseline's beginning: x from the sheet's edge, y from the box's top
	column int
}

// frame is where and how blocks are set.
type frame struct {
	left, width float64
	right       float64 // the edge of lines across
	text        Type
	family      Family
	color       Color
	parent      *Element
	foreign     bool
	land        bool
	small       bool // in a note
	quote       float64
	bars        float64 // x of the bars that show a change, 0: between margin and text
	change      block.Change
	depth       int
}

// builder turns a document into line boxes and a logical structure.
type builder struct {
	doc    *Document
	style  *Style
	glyphs *line.Glyphs
	root   *Element
	part   *Part   // nil but in a bundle
	bundle *bundle // the same
	label  *Leaf   // of the part's label, which stands above the title
	diags  diag.List

	breaker line.Breaker
	plain   []line.Run // for breakLines
	missed  map[missKey]bool

	boxes   []lineBox
	gap     float64 // room wanted above the next lineBox
	fresh   bool    // the next lineBox begins a sheet
	names   []string
	rows    int
	last    block.Change // of the outermost block before
	gone    bool         // it stood there and stands elsewhere now
	away    bool         // the same of the block that is being added
	told    string       // that an item or a row has moved, to be set before its first words
	level   int          // of the heading before; none is left out, also where texts have been put together
	margin  []textLine   // words that wait for their place in the margin
	anchors []string     // IDs and aliases in order of the text
	known   map[string]bool

	targets  map[*block.Link]Target
	pictures map[*block.Image]Picture
	became   map[*block.Heading]string

	notes         map[*block.Note]*noteFlow
	pending       []*noteFlow // notes that are to be hung after the block
	pictureWidth  float64
	baselines     map[Face]map[Type]float64
	swedishText   bool
	contentsLinks []contentsLink
	optional      contentsRange // the contents, if they are left out of a short print
}

// push adds a lineBox below the others.
func (b *builder) push(s lineBox, f *frame) {
	s.above = max(s.above, b.gap)
	b.gap = 0
	s.fresh = s.fresh || b.fresh
	b.fresh = false
	s.land = f.land
	s.names = append(s.names, b.names...)
	b.names = nil
	if s.change == block.Unchanged {
		s.change = f.change
	}
	s.bar, s.bars = f.quote, f.bars
	if s.bars == 0 {
		s.bars = b.style.Left - barGap
	}
	if len(b.margin) > 0 && s.change != block.Unchanged && s.keep != keepAlways && len(s.parts) > 0 && !f.small {
		b.marginWord(&s, f)
	}
	b.boxes = append(b.boxes, s)
}

// dropMargin forgets the word that waits, as nothing came that it could stand beside.
func (b *builder) dropMargin() {
	for _, l := range b.margin {
		if leaf := l.runs[l.Fragments[0].Run].leaf; leaf != nil {
			b.root.Kids = slices.DeleteFunc(b.root.Kids, func(k Kid) bool { return k == Kid(leaf.Parent) })
		}
	}
	b.margin = nil
}

// marginWord sets the word that waits beside a lineBox. A table that takes the margin's room has it above.
func (b *builder) marginWord(s *lineBox, f *frame) {
	word := b.margin[0]
	b.margin = b.margin[1:]
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

// slop is how much wider or higher than the room something may be by rounding.
const slop = 1e-6

// space wants at least this much room above the next lineBox.
func (b *builder) space(h float64) { b.gap = max(b.gap, h) }

// baseline returns how far below the top of a line its baseline is.
func (b *builder) baseline(face Face, t Type) float64 {
	byType := b.baselines[face]
	if byType == nil {
		byType = map[Type]float64{}
		b.baselines[face] = byType
	}
	y, ok := byType[t]
	if !ok {
		m := b.glyphs
		y = (t.Leading + m.Ascent(face, t.Size) - m.Descent(face, t.Size)) / 2
		byType[t] = y
	}
	return y
}

// look returns how running text of a frame is set.
func (f *frame) look() look {
	return look{family: f.family, size: f.text.Size, color: f.color, foreign: f.foreign}
}

// setting returns how paragraphs of a frame are broken.
func (b *builder) setting(f *frame) line.Setting {
	return line.Setting{Measure: f.width, Justify: b.style.Justify, Hyphenate: b.style.Hyphenate && !f.foreign}
}

// put adds the lines of a paragraph. The first two and the last two stay together.
func (b *builder) put(lines []textLine, f *frame, t Type, face Face, after keep) {
	base := b.baseline(face, t)
	for i := range lines {
		s := lineBox{height: t.Leading, keep: keepNone}
		y := base
		if extra := lines[i].Above - base; extra > 0 {
			s.height += extra
			y += extra
		}
		if i == 0 || i == len(lines)-2 {
			s.keep = keepFirm
		}
		if lines[i].Hyphen {
			s.keep = max(s.keep, keepFair) // no word goes on overleaf if that can be helped
		}
		if i == len(lines)-1 {
			s.keep = after
		}
		if after == keepAlways {
			s.keep = keepAlways
		}
		s.parts = []part{{textLine: lines[i], x: f.left, y: y}}
		b.push(s, f)
	}
}

// child hangs a new element into the frame's.
func (f *frame) child(role string) *Element {
	e := &Element{Role: role}
	f.parent.Kids = append(f.parent.Kids, e)
	return e
}

// in returns the frame within an element.
func (f frame) in(e *Element) frame {
	f.parent = e
	f.depth++
	return f
}

// indented returns the frame moved in from the left, as long as there is room.
func (f frame) indented(by float64) frame {
	if f.width-by < 8*f.text.Size {
		return f
	}
	f.left += by
	f.width -= by
	return f
}

// swedish reports whether words of a language are hyphenated as Swedish.
func (b *builder) swedish(lang string) bool {
	return lang == "sv" || strings.HasPrefix(lang, "sv-") || lang == "" && b.swedishText
}

// missKey is a character that has been reported at a place.
type missKey struct {
	pos diag.Pos
	r   rune
}

// missing reports a character that no face has, once for each place, and one of a script that cannot be
// set, once for a text, where it first stands in the text itself.
func (b *builder) missing(r rune, pos diag.Pos) {
	if script := char.Shaped(r); script != "" {
		for i, d := range b.diags {
			if d.Code == diag.UnshapedScript {
				if d.Pos.Line == 0 {
					b.diags[i].Pos = pos
				}
				return
			}
		}
		b.diags.Add(diag.UnshapedScript, pos, char.Named(script), string(r))
		return
	}
	key := missKey{pos, r}
	if !b.missed[key] {
		b.missed[key] = true
		hint := diag.P("glyph-hint.other")
		if r >= 0xE000 && r <= 0xF8FF {
			hint = diag.P("glyph-hint.symbol") // of Word's fonts Symbol and Wingdings
		}
		b.diags.Add(diag.MissingGlyph, pos, string(r), char.CodePoint(r), hint)
	}
}

// resolve returns where a link leads, nil if it is set as plain text.
func (b *builder) resolve(l *block.Link) *link {
	t := b.targets[l]
	description := t.Description
	if description == "" {
		description = strings.TrimSpace(block.Plain(l.Spans))
	}
	switch {
	case t.Part != "" && b.bundle != nil && b.bundle.parts[t.Part] != nil:
		if description == "" {
			description = t.Part
		}
		return &link{target: b.bundle.name(t.Part, t.Heading), description: description, after: t.After}
	case t.Heading != "" && b.known[t.Heading]:
		if description == "" {
			description = t.Heading
		}
		return &link{target: "h:" + t.Heading, description: description}
	case t.URL != "":
		if description == "" {
			description = t.URL
		}
		return &link{url: t.URL, description: description}
	}
	return nil
}

// picture returns the picture of an image, and whether it has one that can be set.
func (b *builder) picture(i *block.Image) (Picture, bool) {
	p := b.pictures[i]
	return p, p.Width > 0 && p.Height > 0 && p.Width < 1e7 && p.Height < 1e7
}

// changed returns how inserted and deleted text looks, and the word that says so to those who
// cannot see it.
func (b *builder) changed(l look, c block.Change) (look, string) {
	switch c {
	case block.Inserted:
		l.under = insLine
		return l, b.doc.Words.Inserted
	case block.Deleted:
		l.strike, l.color = thinLine, Color{0x33, 0x33, 0x33}
		return l, b.doc.Words.Deleted
	}
	return l, ""
}

// announce makes those who cannot see it hear where inserted or deleted text begins and ends. Only
// its first and last pieces are read otherwise than they are written, so that links, notes and
// pictures in between stay what they are.
func (b *builder) announce(runs []textRun, word string) {
	if word == "" {
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
			// A raised figure alone says nothing: "[Tillagt: not 1]", apart from the word before.
			spoken = " " + before + lowerFirst(p.sign) + after
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

func (b *builder) noteLink(n int) string { return number(b.doc.Words.NoteLink, n) }

func (b *builder) noteBack(n int) string { return number(b.doc.Words.NoteBack, n) }

// number fills a number into a pattern. Without a pattern it stands alone.
func number(pattern string, n int) string {
	return fill(cmp.Or(pattern, "{0}"), strconv.Itoa(n))
}
