package pdf

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
		for g := range p.all() {
			if !g.used && unicode.IsLetter(g.r) {
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
	blocks := t.blocks(f.tree.kids, around{lang: f.Language})
	blocks, notes, left := c.settle(blocks, t.notes)
	out.Blocks, out.Notes, out.Left = blocks, notes, append(out.Left, left...)
	tellLanguage(blocks, notes, &out.Properties)
	f.resolve(blocks, notes, t.places)
	return true
}

// decide reads by tags, or by looks where the tags are wrong or tell less.
func (f *file) decide(c *composer, out *intake.Reading) {
	c.joints, c.raised, out.Left = slices.Clip(c.joints), slices.Clip(c.raised), slices.Clip(out.Left)
	start, tags, byTags := f.used(), *c, *out
	ok := f.byTags(&tags, &byTags)
	told := tally(byTags.Blocks)
	if ok && told.headings > 0 && !told.broken() {
		*c, *out = tags, byTags
		return
	}
	end := f.used()
	f.use(start)
	f.byLooks(c, out)
	if seen := tally(out.Blocks); ok && !told.broken() && (seen.headings < 2 || seen.lists+seen.tables < told.lists+told.tables) {
		f.use(end)
		*c, *out = tags, byTags
	}
}

// used tells of each glyph of each page whether it has come into something.
func (f *file) used() [][]bool {
	out := make([][]bool, len(f.pages))
	for n, p := range f.pages {
		out[n] = make([]bool, len(p.glyphs))
		for i := range p.glyphs {
			out[n][i] = p.glyphs[i].used
		}
	}
	return out
}

func (f *file) use(used [][]bool) {
	for n, p := range f.pages {
		for i := range p.glyphs {
			p.glyphs[i].used = used[n][i]
		}
	}
}

// counts is how much structure blocks have, and how much of it is wrong.
type counts struct {
	headings, lists, tables, paragraphs int
	cut                                 int // paragraphs that end within a sentence that the next one goes on with
	longest                             int
}

// broken reports whether each line is a paragraph, or everything is one.
func (c counts) broken() bool { return c.cut > 2 && 5*c.cut > c.paragraphs || c.longest > 6000 }

func tally(blocks []intake.Block) counts {
	var c counts
	before := ""
	intake.Walk(blocks, func(b intake.Block) bool {
		text := ""
		switch b := b.(type) {
		case *intake.Heading:
			c.headings++
		case *intake.List:
			c.lists++
		case *intake.Table:
			c.tables++
		case *intake.Paragraph:
			text = intake.PlainText(b.Spans)
			c.paragraphs++
			c.longest = max(c.longest, len(text))
			first, _ := utf8.DecodeRuneInString(text)
			if before != "" && unicode.IsLower(first) && !sentenceEnd.MatchString(before) && !strings.HasSuffix(before, ",") {
				c.cut++
			}
		}
		before = text
		return true
	})
	return c
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
	properties.Language = cmp.Or(properties.Language, intake.Mode(letters))
	each(func(s *intake.Span) {
		if strings.EqualFold(s.Lang, properties.Language) {
			s.Lang = ""
		}
	})
}

// resolve lets links within the file lead to the blocks that begin where they point, and gives blocks the names of the file's destinations.
func (f *file) resolve(blocks []intake.Block, notes []intake.Note, places map[intake.Block]place) {
	names := map[string]string{}
	begins := func(target string) intake.Block {
		var page int
		var y float64
		if n, _ := fmt.Sscanf(target, "#%d,%f", &page, &y); n != 2 || page < 1 || page > len(f.pages) {
			return nil
		}
		_, y = f.pages[page-1].view.point(0, y)
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
		return best
	}
	call := func(b intake.Block, name string) bool {
		switch b := b.(type) {
		case *intake.Heading:
			b.Anchors = append(b.Anchors, name)
		case *intake.Paragraph:
			b.Anchors = append(b.Anchors, name)
		default:
			return false
		}
		return true
	}
	for _, d := range f.names {
		if h, ok := begins(d.place).(*intake.Heading); ok {
			call(h, d.name)
		}
	}
	find := func(target string) string {
		if name, ok := names[target]; ok {
			return name
		}
		names[target] = ""
		name := strings.NewReplacer("#", "s", ",", "-").Replace(target)
		if !call(begins(target), name) {
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
	for c := range intake.All[*intake.Contents](blocks) {
		for i := range c.Lines {
			visit(&c.Lines[i])
		}
	}
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
	size = intake.Most(sizes)
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
