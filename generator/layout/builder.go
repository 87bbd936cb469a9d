package layout

import (
	"cmp"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/layout/line"
)

// Thicknesses of lines and other lengths that no style changes.
const (
	hairLine  = 0.4
	linkLine  = 0.5
	thinLine  = 0.7
	insLine   = 0.9
	headLine  = 0.8
	thickLine = 1.2

	monoScale        = 0.92 // monospaced type looks larger than other type of the same size
	noteSign         = 6.5  // least size of a note's number if the font has no raised figures
	maxInlinePicture = 72
	indent           = 7 * Millimetre
	noteIndent       = 5 * Millimetre
	frontGap         = 9 * Millimetre // between the front matter and the text
	paragraphGap     = 2.2 * Millimetre
	itemGap          = 0.8 * Millimetre // between the items of a tight list
	columnGap        = 5 * Millimetre
	numberGap        = 2 * Millimetre
	barGap           = 4.5 * Millimetre // between change bars and text
	maxDepth         = 100              // of nested blocks; deeper ones are set as if they were at this depth
)

// frame is where and how blocks are set.
type frame struct {
	left, width float64
	right       float64 // right edge of rules
	text        Type
	family      Family
	color       Color
	parent      *Element
	foreign     bool
	land        bool
	small       bool // in a note
	quote       float64
	bars        float64 // x of the change bars, 0: between margin and text
	change      block.Change
	depth       int
}

// builder turns a document into line boxes and a logical structure. What it sets text with, where references lead
// and which words mark a change are for its parts to know.
type builder struct {
	setter
	stack
	references
	languages
	misses
	redline redline
	notes   notes
	toc     tableOfContents

	doc   *Document
	root  *Element
	label *Leaf // of the part's label above the title

	rows         int      // number of table rows so far
	level        int      // of the previous heading; no level is skipped, even if texts are combined
	anchors      []string // IDs and aliases of headings, in order of the text
	pictureWidth float64  // largest width of pictures within lines
}

// push adds a line box at the bottom.
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
	s.bar, s.bars = f.quote, cmp.Or(f.bars, b.style.Left-barGap)
	if len(b.redline.margin) > 0 && s.change != block.Unchanged && s.keep != keepAlways && len(s.parts) > 0 && !f.small {
		b.marginWord(&s, f)
	}
	b.boxes = append(b.boxes, s)
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
	below := max(0, t.Leading-base-b.glyphs.Descent(face, t.Size))
	for i := range lines {
		s := lineBox{height: t.Leading, below: below, keep: keepNone}
		y := base
		if extra := lines[i].Above - base; extra > 0 {
			s.height += extra
			y += extra
		}
		if i == 0 || i == len(lines)-2 {
			s.keep = keepFirm
		}
		if lines[i].Hyphen {
			s.keep = max(s.keep, keepFair) // prefer not to hyphenate a word across sheets
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

// child adds a new element to the frame's.
func (f *frame) child(role string) *Element { return f.parent.add(role) }

// in returns the frame within an element.
func (f frame) in(e *Element) frame {
	f.parent = e
	f.depth++
	return f
}

// indented returns the frame indented from the left, unless it would become too narrow.
func (f frame) indented(by float64) frame {
	if f.width-by < 8*f.text.Size {
		return f
	}
	f.left += by
	f.width -= by
	return f
}

// languages are those of a print (BCP 47).
type languages struct {
	text   string // of title, summary and text; empty: Swedish
	around string // of everything else
}

// swedish reports whether words of a language are hyphenated as Swedish. The empty one is that of the text.
func (l languages) swedish(lang string) bool {
	lang = cmp.Or(lang, l.text, "sv")
	return lang == "sv" || strings.HasPrefix(lang, "sv-")
}

// aroundLang returns the language around the text, empty if it is that of the text.
func (l languages) aroundLang() string {
	if l.around == l.text {
		return ""
	}
	return l.around
}

// misses reports the characters of a document that no face has.
type misses struct {
	diags diag.List
	told  map[missKey]bool // shared by the parts of a bundle
}

// missKey is a character that has been reported at a place.
type missKey struct {
	pos diag.Pos
	r   rune
}

// missing reports a character that no face has, once for each place. One of a script that needs shaping is
// reported once for each text, at its first place there.
func (m *misses) missing(r rune, pos diag.Pos) {
	if script := char.Shaped(r); script != "" {
		for i, d := range m.diags {
			if d.Code == diag.UnshapedScript {
				if d.Pos.Line == 0 {
					m.diags[i].Pos = pos
				}
				return
			}
		}
		m.diags.Add(diag.UnshapedScript, pos, char.Named(script), string(r))
		return
	}
	key := missKey{pos, r}
	if !m.told[key] {
		m.told[key] = true
		hint := diag.P("glyph-hint.other")
		if r >= 0xE000 && r <= 0xF8FF {
			hint = diag.P("glyph-hint.symbol") // of Word's fonts Symbol and Wingdings
		}
		m.diags.Add(diag.MissingGlyph, pos, string(r), char.CodePoint(r), hint)
	}
}
