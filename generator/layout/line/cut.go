package line

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/layout/hyphenation"
)

// keepLastWord removes the hyphens of a paragraph's last word, unless it is wider than a line.
func (a *itemizer) keepLastWord(measure float64) {
	width := 0.0
	for i := len(a.items) - 1; i >= 0 && a.items[i].kind == wordItem; i-- {
		width += a.items[i].width
	}
	if width > measure {
		return
	}
	for i := len(a.items) - 1; i >= 0 && a.items[i].kind == wordItem; i-- {
		if a.items[i].breaks.hyphened() {
			a.items[i].breaks = noBreak
		}
	}
}

// cutWide adds breakpoints within what is wider than a line and has no better ones.
func (a *itemizer) cutWide(measure float64) {
	items := a.items
	var out []item // nil as long as nothing is cut
	for i := 0; i < len(items); {
		j, width, bound := i, 0.0, false
		for j < len(items) && (items[j].kind == wordItem || items[j].kind == spaceItem && items[j].breaks == noBreak) {
			bound = bound || items[j].kind == spaceItem
			width += items[j].width
			j++
			if items[j-1].breaks != noBreak {
				break
			}
		}
		if j == i {
			j++
		} else if items[j-1].breaks.hyphened() {
			width += a.glyphs.hyphenWidth(&a.runs[items[j-1].run])
		}
		if width <= measure {
			if out != nil {
				out = append(out, items[i:j]...)
			}
			i = j
			continue
		}
		if bound {
			// Rather separate words that belong together than cut one of them.
			for k := i; k < j; k++ {
				if items[k].kind == spaceItem {
					items[k].breaks = atSpace
				}
			}
			continue
		}
		if out == nil {
			out = append(a.spare[:0], items[:i]...)
		}
		for k, at := range items[i:j] {
			if at.breaks == noBreak && i+k < j-1 {
				at.breaks = cut
			}
			out = a.divide(out, at, measure)
		}
		i = j
	}
	if out != nil {
		a.items, a.spare = out, items
	}
}

// divide adds the parts of an item that hyphenation gives, even where hyphenation is off, and cuts those that are
// still too wide.
func (a *itemizer) divide(out []item, at item, measure float64) []item {
	s := &a.runs[at.run]
	if s.Box || s.Code || s.Foreign || at.end-at.start > hyphenation.MaxLetters*2 {
		return a.cut(out, at, measure)
	}
	from := at.start
	end := at.end
	word := strings.TrimFunc(s.Text[from:end], notLetter)
	first := from + int32(strings.Index(s.Text[from:end], word))
	room := measure - a.glyphs.hyphenWidth(s)
	add := func(to int32, c breakpoint) {
		part := at
		part.start, part.end, part.breaks = from, to, c
		part.width = a.glyphs.Width(s.Face, s.Size, s.Text[from:to])
		if part.width > room {
			out = a.cut(out, part, measure)
		} else {
			out = append(out, part)
		}
		from = to
	}
	for _, p := range a.glyphs.points(word) {
		add(first+int32(p.At), atJoint+breakpoint(p.Grade))
	}
	add(end, at.breaks)
	return out
}

// cut adds each character of an item as an item.
func (a *itemizer) cut(out []item, at item, measure float64) []item {
	s := &a.runs[at.run]
	if s.Box {
		return append(out, at)
	}
	few := 1
	if at.end-at.start > hyphenation.MaxLetters*4 {
		few = 8 // several characters, to save time
	}
	for i := int(at.start); i < int(at.end); {
		r, n := utf8.DecodeRuneInString(s.Text[i:at.end])
		next := i + n
		for range few - 1 {
			if next >= int(at.end) || measure < 20*s.Size {
				break
			}
			r, n = utf8.DecodeRuneInString(s.Text[next:at.end])
			next += n
		}
		c := cut
		if next < int(at.end) {
			after, _ := utf8.DecodeRuneInString(s.Text[next:at.end])
			switch {
			case unicode.Is(unicode.M, after):
				c = noBreak
			case r == noBreakSpace:
				c = cut
			case unicode.IsLetter(r) && unicode.IsLetter(after) && !s.Code:
				c = cutHyphen
			}
		} else if at.breaks != noBreak {
			c = at.breaks
		}
		width := a.glyphs.Width(s.Face, s.Size, s.Text[i:next])
		out = append(out, item{run: at.run, start: int32(i), end: int32(next), width: width, breaks: c})
		i = next
	}
	return out
}

// hyphenText returns how the hyphen at the end of a line is written, and in which face: the run's, or another that
// has the character, since a plain hyphen would be read as part of the word.
func (g *Glyphs) hyphenText(s *Run) (Face, string) {
	if g.Covers(s.Face, softHyphen) {
		return s.Face, "\u00AD"
	}
	if face, ok := g.fallback(s.Face, softHyphen); ok {
		return face, "\u00AD"
	}
	return s.Face, "-"
}

func (g *Glyphs) hyphenWidth(s *Run) float64 {
	face, text := g.hyphenText(s)
	return g.Width(face, s.Size, text)
}
