package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
)

// atom is a part of running text: a glyph of a page, or something that is no glyph.
type atom struct {
	page  *page
	glyph *glyph
	text  string // read instead of the glyph
	look  intake.Look
	lang  string
	note  int
	image *intake.Image
}

// line is a line of running text: the atoms from one up to another.
type line struct {
	from, to   int
	page       *page
	box        box
	base, size float64 // of its largest glyph
	first      float64 // the width of its first word
}

// composer makes spans of atoms. words are those of the whole file, by which it decides whether a hyphen at the end of a line belongs to the word.
type composer struct {
	words  map[string]int
	spaced bool // lines end with a blank, so that a line without one ends within a word
	joints []joint
	spoken []spoken
	raised []raisedText
	placed map[string]bool // the numbers of notes that have found their places
}

// raisedText is text that may be the number of a note.
type raisedText struct {
	first atom
	text  string
}

// spoken is text that is read instead of glyphs.
type spoken struct {
	atoms []atom
	text  string
}

// joint is a place where a word was divided, and what stands there now.
type joint struct {
	before, after atom
	sep           string
}

// spans sets atoms in the order in which they are read. Line ends are spaces, but where the author must have asked for one.
func (c *composer) spans(atoms []atom) []intake.Span {
	lines := linesOf(atoms)
	var out []intake.Span
	open := -1
	for n, l := range lines {
		if n > 0 {
			out = c.joinLine(out, lines, n, atoms)
		}
		for i := l.from; i < l.to; i++ {
			a := &atoms[i]
			s := intake.Span{Look: a.look, Lang: a.lang, Note: a.note, Image: a.image, Text: a.text}
			if a.glyph != nil {
				a.glyph.used = true
				if s = c.glyph(a, l); a.text != "" {
					s.Text = a.text
				}
				if i > l.from {
					s.Text = between(atoms[i-1], *a) + s.Text
				}
			}
			if s.Text == "" && s.Note == 0 && s.Image == nil {
				continue
			}
			if k := len(out) - 1; k >= 0 && s.Note == 0 && s.Image == nil && out[k].Note == 0 && out[k].Image == nil && out[k].Look == s.Look && out[k].Link == s.Link && out[k].Lang == s.Lang {
				out[k].Text += s.Text
			} else {
				out = append(out, s)
				if a.glyph != nil && mayBeNote(s) {
					open = len(out) - 1
					c.raised = append(c.raised, raisedText{first: *a})
				}
			}
			if open >= 0 && open == len(out)-1 {
				c.raised[len(c.raised)-1].text = out[open].Text
			}
		}
	}
	return tidy(out)
}

// mayBeNote reports whether a span may be the number of a note: it is raised, or leads to another place of the file.
func mayBeNote(s intake.Span) bool {
	return s.Look&intake.Super != 0 || strings.HasPrefix(s.Link, "#") && len(s.Text) < 8
}

// tidy takes away blanks at both ends and doubled ones. Blanks belong to no look.
func tidy(spans []intake.Span) []intake.Span {
	blank := true
	for i := range spans {
		s := &spans[i]
		if s.Note != 0 || s.Image != nil {
			blank = false
			continue
		}
		var b strings.Builder
		for _, r := range s.Text {
			if r == ' ' || r == '\t' || r == '\n' {
				if blank {
					continue
				}
				blank = true
			} else {
				blank = false
			}
			b.WriteRune(r)
		}
		s.Text = b.String()
	}
	for i := len(spans) - 1; i >= 0 && spans[i].Note == 0 && spans[i].Image == nil; i-- {
		if spans[i].Text = strings.TrimRight(spans[i].Text, " \t\n"); spans[i].Text != "" {
			break
		}
	}
	set := func(s intake.Span) bool { return s.Link != "" || s.Look != 0 }
	text := func(i int) bool { return i >= 0 && i < len(spans) && spans[i].Note == 0 && spans[i].Image == nil }
	for i := 1; i+1 < len(spans); i++ { // the blank between the lines of a link is part of it
		if a, b := spans[i-1], spans[i+1]; text(i-1) && text(i) && text(i+1) && strings.TrimSpace(spans[i].Text) == "" && a.Link == b.Link && a.Look == b.Look {
			spans[i].Link, spans[i].Look = a.Link, a.Look
		}
	}
	spans = intake.Tidy(spans)
	for i := range spans { // "<b>word </b>next" is "<b>word</b> next"
		s := &spans[i]
		if text(i) && text(i+1) && set(*s) && strings.HasSuffix(s.Text, " ") {
			s.Text = s.Text[:len(s.Text)-1]
			spans[i+1].Text = " " + spans[i+1].Text
		}
		if text(i) && text(i-1) && set(*s) && strings.HasPrefix(s.Text, " ") {
			s.Text = s.Text[1:]
			spans[i-1].Text += " "
		}
	}
	return intake.Tidy(spans)
}

func (c *composer) glyph(a *atom, l line) intake.Span {
	g := a.glyph
	s := intake.Span{Look: a.look, Lang: a.lang, Text: letters(g.r)}
	if g.lost || s.Text == "" {
		return intake.Span{Look: a.look, Lang: a.lang, Text: s.Text}
	}
	f := g.object.font
	if f.bold {
		s.Look |= intake.Bold
	}
	if f.italic {
		s.Look |= intake.Italic
	}
	if f.fixed {
		s.Look |= intake.Fixed
	}
	if size := g.object.size; size > 0 && size < .85*l.size && !unicode.IsSpace(g.r) {
		if l.base-g.base > .12*l.size {
			s.Look |= intake.Super
		} else if g.base-l.base > .05*l.size {
			s.Look |= intake.Sub
		}
	}
	if strings.ContainsRune(raisedDigits, g.r) && !(g.index > 0 && g.gap == noGap && strings.ContainsRune("mM", a.page.glyphs[g.index-1].r)) {
		s.Look |= intake.Super
	}
	s.Link = a.page.linkAt(g)
	return s
}

// linkAt is where a glyph leads.
func (p *page) linkAt(g *glyph) string {
	x, y := (g.box.x0+g.box.x1)/2, (g.box.y0+g.box.y1)/2
	for _, link := range slices.Backward(p.links) {
		for _, area := range link.areas {
			if area.contains(x, y) {
				return link.target
			}
		}
	}
	return ""
}

// spelled is what characters are written as that are not written as they are.
var spelled = map[rune]string{
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
	0xF0B7: "•", 0xF0A7: "•", 0xF06C: "•", 0xF06E: "•", 0xF0D8: "•", 0xF0FC: "•", 0xF076: "•", 0xF02D: "–", // of symbol fonts
	2:    "-", // what pdfium calls the hyphen of a divided word
	0xAD: "", 0xFFFE: "", 0xFFFF: "", 0xFEFF: "", 0x200B: "",
}

// letters is what a character is written as: ligatures are spelled out, bullets of symbol fonts are bullets, what has no ink is nothing.
func letters(r rune) string {
	if s, ok := spelled[r]; ok {
		return s
	}
	switch {
	case unicode.IsSpace(r):
		return " "
	case unicode.IsControl(r):
		return ""
	}
	return string(r)
}

// sizeOf is a glyph's size, or a guess by its height.
func sizeOf(g *glyph) float64 {
	if g.object.size > 0 {
		return g.object.size
	}
	return max(g.box.height()/1.2, 1)
}

// sameLine reports whether b goes on in a's line.
func sameLine(a, b atom) bool {
	if a.glyph == nil || b.glyph == nil {
		return true
	}
	p, g := a.glyph, b.glyph
	if g.object.turned || p.object.turned {
		return p.object.turned && g.object.turned && a.page == b.page && g.index == p.index+1 && g.gap != lineGap
	}
	if a.page != b.page || g.gap == lineGap && g.index == p.index+1 && math.Abs(p.base-g.base) > .35*sizeOf(g) {
		return false
	}
	size := max(sizeOf(p), sizeOf(g))
	overlap := min(p.box.y1, g.box.y1) - max(p.box.y0, g.box.y0)
	return overlap > .3*min(p.box.height(), g.box.height()) && g.box.x0 > p.box.x0-2*size && math.Abs(p.base-g.base) < .6*size
}

// between is the blank between two atoms of a line.
func between(a, b atom) string {
	if a.glyph == nil || b.glyph == nil {
		return ""
	}
	p, g := a.glyph, b.glyph
	if unicode.IsSpace(p.r) || unicode.IsSpace(g.r) {
		return ""
	}
	size := max(sizeOf(p), sizeOf(g))
	space := g.box.x0 - p.box.x1
	switch {
	case space > 3*size && !g.object.turned:
		return "\t"
	case g.index == p.index+1 && a.page == b.page:
		if g.gap != noGap {
			return " "
		}
		return ""
	case space > .15*size || space < -size:
		return " "
	}
	return ""
}

func linesOf(atoms []atom) []line {
	var lines []line
	last := -1 // the glyph before
	for i := range atoms {
		if len(lines) == 0 || atoms[i].glyph != nil && last >= 0 && !sameLine(atoms[last], atoms[i]) {
			lines = append(lines, line{from: i})
		}
		l := &lines[len(lines)-1]
		l.to = i + 1
		g := atoms[i].glyph
		if g == nil {
			continue
		}
		last = i
		if unicode.IsSpace(g.r) {
			continue
		}
		l.page, l.box = atoms[i].page, l.box.with(g.box)
		if size := sizeOf(g); size > l.size*1.01 {
			l.size, l.base = size, g.base
		}
	}
	for n := range lines {
		l := &lines[n]
		for i := l.from; i < l.to && atoms[i].glyph != nil; i++ {
			g := atoms[i].glyph
			if w := g.box.x1 - l.box.x0; l.first > 0 && (unicode.IsSpace(g.r) || g.gap != noGap) {
				break
			} else {
				l.first = w
			}
		}
	}
	return lines
}

// joinLine joins line n to the text before it.
func (c *composer) joinLine(out []intake.Span, lines []line, n int, atoms []atom) []intake.Span {
	if len(out) == 0 {
		return out
	}
	last := &out[len(out)-1]
	before, after := lines[n-1], lines[n]
	if last.Note == 0 && last.Image == nil {
		soft := endsSoft(atoms[before.from:before.to])
		if text := strings.TrimRight(last.Text, " "); soft || strings.HasSuffix(text, "-") || strings.HasSuffix(text, "‐") {
			if !soft {
				_, size := utf8.DecodeLastRuneInString(text)
				text = text[:len(text)-size]
			}
			if sep, ok := c.join(lastWord(text), firstWord(atoms[after.from:after.to]), soft); ok {
				last.Text = text + sep
				c.joined(atoms[inked(atoms, before.to-1, before.from, -1)], atoms[inked(atoms, after.from, after.to-1, 1)], sep)
				return out
			}
		}
	}
	sep := " "
	if forced(lines, n) {
		sep = "\n"
	} else if c.spaced && within(atoms, before, after) {
		sep = ""
		c.joined(atoms[after.from-1], atoms[after.from], sep)
	}
	if last.Note != 0 || last.Image != nil {
		return append(out, intake.Span{Text: sep})
	}
	last.Text += sep
	return out
}

// within reports whether a line that holds nothing but the beginning of a word is followed by its end. Other lines end with blanks.
func within(atoms []atom, before, after line) bool {
	for _, a := range atoms[before.from:before.to] {
		if a.glyph == nil || a.text != "" || !unicode.IsLetter(a.glyph.r) {
			return false
		}
	}
	next := atoms[after.from].glyph
	return next != nil && unicode.IsLower(next.r)
}

// forced reports whether line n would have fitted at the end of the line before it, with room to spare, had the author not ended that.
func forced(lines []line, n int) bool {
	before, after := lines[n-1], lines[n]
	if before.page != after.page || after.first == 0 || before.box.y0 > after.box.y0 {
		return false
	}
	right, left := 0., before.box.x0
	for _, l := range lines {
		if l.page == before.page && math.Abs(l.box.x0-before.box.x0) < 40 {
			right, left = max(right, l.box.x1), min(left, l.box.x0)
		}
	}
	return right-before.box.x1 > after.first+.3*before.size+max(2*before.size, .18*(right-left))
}

func (c *composer) joined(before, after atom, sep string) {
	if before.glyph != nil && after.glyph != nil {
		c.joints = append(c.joints, joint{before, after, sep})
	}
}

// inked returns the first atom that is no blank, from one towards another.
func inked(atoms []atom, from, to, step int) int {
	for i := from; i != to; i += step {
		if g := atoms[i].glyph; g != nil && !unicode.IsSpace(g.r) {
			return i
		}
	}
	return to
}

func endsSoft(atoms []atom) bool {
	for i := len(atoms) - 1; i >= 0; i-- {
		if g := atoms[i].glyph; g != nil && g.r == 0xAD {
			return true
		} else if g == nil || !unicode.IsSpace(g.r) {
			return false
		}
	}
	return false
}

func lastWord(text string) string {
	i := strings.LastIndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if i < 0 {
		return text
	}
	_, size := utf8.DecodeRuneInString(text[i:])
	return text[i+size:]
}

func firstWord(atoms []atom) string {
	var b strings.Builder
	for _, a := range atoms {
		if a.glyph == nil {
			break
		}
		text := letters(a.glyph.r)
		if b.Len() > 0 && a.glyph.gap != noGap {
			break
		}
		for _, r := range text {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				if b.Len() > 0 {
					return b.String()
				}
				if r != ' ' {
					return ""
				}
				continue
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

var conjunctions = map[string]bool{"och": true, "eller": true, "samt": true, "respektive": true, "till": true, "som": true, "men": true, "and": true, "or": true, "und": true, "oder": true}

// join returns what stands between the halves of a word whose first half ends a line with a hyphen, without that hyphen, and false if
// the hyphen is no hyphen at all. soft says that the file calls it a soft one.
func (c *composer) join(left, right string, soft bool) (string, bool) {
	if soft {
		return "", right != ""
	}
	first, _ := utf8.DecodeRuneInString(right)
	last, _ := utf8.DecodeLastRuneInString(left)
	switch {
	case left == "" || right == "":
		return "", false
	case conjunctions[right]:
		return "- ", true
	case !unicode.IsLower(first) || !unicode.IsLetter(last):
		return "-", true
	}
	joined, apart := c.words[strings.ToLower(left+right)], c.words[strings.ToLower(left+"-"+right)]
	if apart > joined || joined == 0 && (utf8.RuneCountInString(left) < 3 && left != "i" || strings.ToUpper(left) == left) {
		return "-", true
	}
	return "", true
}

// isWord reports whether r is part of a word as they are counted here.
func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' }
