package pdf

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"styrdok/generator/intake"
)

// byTags makes blocks of the structure tree, or returns false if it does not tell the truth: if it has little of the text.
func (f *file) byTags(c *composer, out *intake.Reading) bool {
	if len(f.tree.kids) == 0 {
		return false
	}
	t := newTagged(f, c)
	inTree, seen := 0, 0
	in := map[[2]int]bool{}
	var walk func(e *element)
	walk = func(e *element) {
		for _, k := range e.kids {
			if k.element != nil {
				walk(k.element)
			} else if k.page > 0 {
				in[[2]int{k.page, k.mark}] = true
			}
		}
	}
	walk(&f.tree)
	for _, p := range f.pages {
		for i := range p.glyphs {
			if g := &p.glyphs[i]; !g.used && unicode.IsLetter(g.r) {
				seen++
				if in[[2]int{p.number, g.object.mark}] {
					inTree++
				}
			}
		}
	}
	if 2*inTree < seen {
		return false
	}
	lang := f.Language
	blocks := t.blocks(f.tree.kids, around{lang: lang})
	blocks, notes, left := c.settle(blocks, t.notes)
	out.Blocks, out.Notes, out.Left = blocks, notes, append(out.Left, left...)
	tellLanguage(blocks, notes, &out.Properties)
	resolve(blocks, notes, t.places)
	return true
}

// tellLanguage leaves languages only where they differ from the file's, which is that of most letters if the file names none.
func tellLanguage(blocks []intake.Block, notes []intake.Note, properties *intake.Properties) {
	letters := map[string]int{}
	each := func(visit func(*intake.Span)) {
		all := func(spans *[]intake.Span) {
			for i := range *spans {
				visit(&(*spans)[i])
			}
			*spans = intake.Tidy(*spans)
		}
		eachText(blocks, all)
		for _, n := range notes {
			eachText(n.Blocks, all)
		}
	}
	each(func(s *intake.Span) { letters[s.Lang] += len(s.Text) })
	main, most := properties.Language, 0
	if main == "" {
		for lang, n := range letters {
			if n > most || n == most && lang < main {
				main, most = lang, n
			}
		}
		properties.Language = main
	}
	each(func(s *intake.Span) {
		if strings.EqualFold(s.Lang, main) {
			s.Lang = ""
		}
	})
}

// resolve lets links within the file lead to the blocks that begin where they point.
func resolve(blocks []intake.Block, notes []intake.Note, places map[intake.Block]place) {
	names := map[string]string{}
	find := func(target string) string {
		if name, ok := names[target]; ok {
			return name
		}
		names[target] = ""
		var page int
		var y float64
		if n, _ := fmt.Sscanf(target, "#%d,%f", &page, &y); n != 2 {
			return ""
		}
		var best intake.Block
		nearest := 80.
		intake.Walk(blocks, func(b intake.Block) bool {
			at, ok := places[b]
			if !ok || at.page != page {
				return true
			}
			away := math.Abs(at.y - y)
			if _, heading := b.(*intake.Heading); !heading {
				away += 20
			}
			if away < nearest {
				best, nearest = b, away
			}
			return true
		})
		name := strings.NewReplacer("#", "s", ",", "-").Replace(target)
		switch best := best.(type) {
		case *intake.Heading:
			best.Anchors = append(best.Anchors, name)
		case *intake.Paragraph:
			best.Anchors = append(best.Anchors, name)
		default:
			return ""
		}
		names[target] = "#" + name
		return "#" + name
	}
	visit := func(spans *[]intake.Span) {
		for i := range *spans {
			if s := &(*spans)[i]; strings.HasPrefix(s.Link, "#") {
				s.Link = find(s.Link)
			}
		}
		*spans = intake.Tidy(*spans)
	}
	eachText(blocks, visit)
	intake.Walk(blocks, func(b intake.Block) bool {
		if c, ok := b.(*intake.Contents); ok {
			for i := range c.Lines {
				visit(&c.Lines[i])
			}
		}
		return true
	})
	for _, n := range notes {
		eachText(n.Blocks, visit)
	}
}

// measure returns the size of most letters and whether lines stand in the middle of their page.
func measure(atoms []atom) (size float64, centred bool) {
	sizes := map[float64]int{}
	for _, a := range atoms {
		if a.glyph != nil && unicode.IsLetter(a.glyph.r) {
			sizes[math.Round(2*sizeOf(a.glyph))/2]++
		}
	}
	most := 0
	for s, n := range sizes {
		if n > most || n == most && s > size {
			size, most = s, n
		}
	}
	lines := linesOf(atoms)
	for _, l := range lines {
		if l.page == nil {
			continue
		}
		left, right := l.box.x0-l.page.body.x0, l.page.body.x1-l.box.x1
		if left < 25 || math.Abs(left-right) > 12 {
			return size, false
		}
		centred = true
	}
	return size, centred
}
