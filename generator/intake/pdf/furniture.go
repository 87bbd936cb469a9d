package pdf

import (
	"strings"
	"unicode"

	"styrdok/generator/intake"
)

// strip is a line of words that may be furniture.
type strip struct {
	page  *page
	atoms []atom
	box   box
	text  string
}

// shapeOf is a line's words with its numbers made alike, as page numbers differ.
func shapeOf(text string) string {
	var b strings.Builder
	digit := false
	for _, r := range strings.ToLower(text) {
		if d := unicode.IsDigit(r); d && digit {
			continue
		} else if digit = d; d {
			r = '0'
		}
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// strips are the lines of a page's atoms.
func (c *composer) strips(p *page, atoms []atom) []strip {
	var out []strip
	for _, l := range linesOf(atoms) {
		s := strip{page: p, atoms: atoms[l.from:l.to], box: l.box}
		if s.text = intake.PlainText(c.spans(s.atoms)); s.text != "" {
			out = append(out, s)
		}
	}
	return out
}

// furniture takes away what the file calls artifacts, and what is printed again and again at the edges of pages.
func (f *file) furniture(c *composer, out *intake.Reading) {
	artifacts, all := 0, 0
	for _, p := range f.pages {
		all += len(p.glyphs)
		for g := range p.all() {
			if g.object.artifact {
				artifacts++
			}
		}
	}
	var strips []strip
	for _, p := range f.pages {
		body := box{}
		var atoms []atom
		for g := range p.all() {
			switch {
			case g.used:
			case g.object.artifact && 10*artifacts < 8*all: // a file whose whole text is no text to it does not know what an artifact is
				atoms = append(atoms, atom{page: p, glyph: g})
			default:
				body = body.with(g.box)
			}
		}
		p.body = body
		strips = append(strips, c.strips(p, atoms)...)
	}
	if !f.tagged {
		strips = append(strips, f.repeated(c)...)
	}
	f.tell(strips, out)
}

// tell writes each line once, and what repeats it to Left.
func (f *file) tell(strips []strip, out *intake.Reading) {
	type key struct {
		place   intake.Place
		pattern string
	}
	first := map[key]*intake.Furniture{}
	var order []*intake.Furniture
	pages := map[*intake.Furniture]int{}
	var last *intake.Furniture
	var lastStrip strip
	for _, s := range strips {
		k := key{intake.Margin, shapeOf(s.text)}
		switch {
		case s.box.y1 <= s.page.body.y0+2 || s.box.y1 < .12*s.page.height:
			k.place = intake.Header
		case s.box.y0 >= s.page.body.y1-2 || s.box.y0 > .88*s.page.height:
			k.place = intake.Footer
		}
		if old := first[k]; old != nil {
			pages[old]++
			out.Left = append(out.Left, intake.Left{Why: intake.Foot, Text: s.text, Page: s.page.number})
			last = nil
			continue
		}
		p := &intake.Paragraph{Spans: []intake.Span{{Text: s.text}}, Size: sizeOf(s.atoms[0].glyph)}
		if last != nil && last.Place == k.place && lastStrip.page == s.page {
			last.Blocks = append(last.Blocks, p)
		} else {
			last = &intake.Furniture{Place: k.place, Page: s.page.number, Blocks: []intake.Block{p}}
			order = append(order, last)
		}
		first[k], lastStrip = last, s
		pages[last]++
	}
	for _, o := range order {
		if o.Page == 1 && len(f.pages) > 1 && pages[o] == len(o.Blocks) {
			switch o.Place {
			case intake.Header:
				o.Place = intake.FirstHeader
			case intake.Footer:
				o.Place = intake.FirstFooter
			}
		}
		out.Furniture = append(out.Furniture, *o)
	}
}

// unseen puts aside what is on a page and cannot be seen there: text without ink, and text beyond the edges.
func (f *file) unseen(c *composer, out *intake.Reading) {
	for _, p := range f.pages {
		var atoms []atom
		for g := range p.all() {
			x, y := (g.box.x0+g.box.x1)/2, (g.box.y0+g.box.y1)/2
			if g.object.hidden || x < -2 || y < -2 || x > p.width+2 || y > p.height+2 {
				atoms = append(atoms, atom{page: p, glyph: g})
			}
		}
		if text := intake.PlainText(c.spans(atoms)); text != "" {
			out.Asides = append(out.Asides, intake.Aside{Kind: intake.Hidden, Text: text})
		}
		for _, n := range p.notes {
			if n.kind == "field" {
				out.Left = append(out.Left, intake.Left{Why: intake.Computed, Text: n.text, Page: p.number})
			} else {
				out.Asides = append(out.Asides, intake.Aside{Kind: intake.Comment, Text: n.text, Author: n.author})
			}
		}
	}
}

// rest tells which letters came into nothing.
func (f *file) rest(c *composer, out *intake.Reading) {
	if !out.ByLooks { // running heads that are not marked as such
		f.tell(f.repeated(c), out)
	}
	for _, p := range f.pages {
		for _, why := range []intake.Why{intake.Unreadable, intake.WhyUnknown} {
			var atoms []atom
			for g := range p.all() {
				if !g.used && g.lost == (why == intake.Unreadable) {
					atoms = append(atoms, atom{page: p, glyph: g})
				}
			}
			if text := intake.PlainText(c.spans(atoms)); text != "" {
				out.Left = append(out.Left, intake.Left{Why: why, Text: text, Page: p.number})
			}
		}
	}
}
