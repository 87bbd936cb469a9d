package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

func (p *para) isText() bool { return p.table == nil && p.image == nil && p.rule == nil }

func (p *para) atoms() []atom {
	var out []atom
	for _, x := range p.pieces {
		out = append(out, x.atoms...)
	}
	return out
}

// plainBlocks makes paragraphs and lists.
func (l *looks) plainBlocks() []intake.Block {
	var out []intake.Block
	for i := 0; i < len(l.paras); i++ {
		if n := l.items(i); n > 0 {
			out = append(out, l.list(l.paras[i:i+n])...)
			i += n - 1
			continue
		}
		out = append(out, l.paragraph(l.paras[i]))
	}
	return out
}

func (l *looks) paragraph(p *para) *intake.Paragraph {
	atoms := p.atoms()
	size, centred := measure(atoms)
	b := &intake.Paragraph{Spans: l.spans(atoms), Size: size, Centred: centred}
	l.places[b] = place{p.page.number, p.box.y0}
	return b
}

// items returns how many paragraphs from i on are items of a list, with what goes on below an item's text. A number alone is no list.
func (l *looks) items(i int) int {
	n := 0
	ordered, bullets := 0, 0
	for k := i; k < len(l.paras); k++ {
		p := l.paras[k]
		if !p.isText() || len(p.pieces) == 0 {
			break
		}
		if p.marker == "" || p.bold && !isBullet(p.marker) && p.size > 1.05*l.body {
			if n == 0 || p.size > 1.08*l.body || p.bold {
				break
			}
			// A paragraph that begins below the text of the item before it belongs to it.
			if before := l.paras[k-1]; p.page != before.page || before.inner == 0 || math.Abs(p.box.x0-before.inner) > 4 {
				break
			}
			p.inner = l.paras[k-1].inner
		} else if isBullet(p.marker) || p.marker == "o" {
			bullets++
		} else {
			ordered++
		}
		n = k - i + 1
	}
	if l.paras[i].marker == "" || bullets == 0 && ordered < 2 {
		return 0
	}
	return n
}

func (l *looks) list(paras []*para) []intake.Block {
	var edges []float64
	for _, p := range paras {
		if p.marker != "" {
			edges = append(edges, p.box.x0)
		}
	}
	levels := cluster(edges, 6)
	var items []intake.Flat
	for _, p := range paras {
		b := l.paragraph(p)
		if p.marker == "" {
			last := &items[len(items)-1].Item
			last.Blocks = append(last.Blocks, b)
			continue
		}
		_, b.Spans = takeMarker(b.Spans)
		item := intake.Item{Marker: p.marker, Blocks: []intake.Block{b}}
		level := 0
		for level+1 < len(levels) && p.box.x0 > levels[level+1]-3 {
			level++
		}
		items = append(items, intake.Flat{Level: level, Ordered: numbered.MatchString(p.marker) && p.marker != "o", Item: item})
	}
	return intake.Nest(items)
}

// connect puts together what was parted by the end of a column or page.
func (l *looks) connect() {
	var out []*para
	var last *para // the last paragraph of running text
	for _, p := range l.paras {
		if p.isText() && len(p.pieces) > 0 && !p.contents && last != nil && last != p && (last.page != p.page || p.box.y0 < last.box.y0) {
			first, _ := utf8.DecodeRuneInString(p.text())
			divided := strings.HasSuffix(last.last().text, "-")
			if p.marker == "" && math.Abs(p.size-last.size) < .06*p.size && p.bold == last.bold && unicode.IsLower(first) && (divided || !sentenceEnd.MatchString(last.last().text)) {
				last.pieces = append(last.pieces, p.pieces...)
				continue
			}
		}
		if p.table != nil && len(out) > 0 {
			if before := out[len(out)-1]; before.table != nil && before.page.number+1 == p.page.number && sameColumns(before.columns, p.columns) {
				l.appendTable(before, p)
				continue
			}
		}
		if p.isText() {
			last = p
		} else if p.table != nil {
			last = nil
		}
		out = append(out, p)
	}
	l.paras = out
}

func sameColumns(a, b []float64) bool {
	return len(a) == len(b) && len(a) > 1 && !slices.ContainsFunc(a, func(x float64) bool {
		return !slices.ContainsFunc(b, func(y float64) bool { return math.Abs(x-y) < 5 })
	})
}

// appendTable goes on with a table from the page before, without the heads that are repeated.
func (l *looks) appendTable(t, more *para) {
	rows := more.table.Rows
	line := func(r []intake.Cell) string {
		var b strings.Builder
		for _, c := range r {
			b.WriteString(strings.Join(intake.Lines(c.Blocks), " ") + "\t")
		}
		return b.String()
	}
	for n := 0; len(rows) > 0 && n < max(1, t.table.Heads) && n < len(t.table.Rows) && line(rows[0]) == line(t.table.Rows[n]); n++ {
		l.left = append(l.left, intake.Left{Why: intake.Foot, Text: line(rows[0]), Page: more.page.number})
		rows = rows[1:]
	}
	t.table.Rows = append(t.table.Rows, rows...)
	t.page, t.box = more.page, more.box
}

// style is what headings of one level share.
type style struct {
	size          float64
	bold, capital bool
	italic        bool
}

var numbering = pattern.New(`^(?:(?:Kapitel|Kap\.?|Avsnitt|Bilaga|Del)\s+)?([0-9]{1,2}(?:\.[0-9]{1,2}){0,4})\.?(?:[ \t]+|$)`)

// blocks decides what paragraphs are.
func (l *looks) blocks() []intake.Block {
	l.connect()
	l.markContents()
	known := map[string]int{}
	for _, e := range l.file.outline {
		known[bare(e.title)] = e.level
	}
	headings := map[*para]style{}
	for i, p := range l.paras {
		if l.isHeading(i, known) {
			headings[p] = styleOf(p)
		}
	}
	levels, title := l.levels(headings, known)
	var out []intake.Block
	var contents *intake.Contents
	var caption *intake.Paragraph
	for i := 0; i < len(l.paras); i++ {
		p := l.paras[i]
		if p.contents {
			if contents == nil {
				contents = &intake.Contents{}
				out = append(out, contents)
			}
			raised := len(l.raised)
			contents.Lines = append(contents.Lines, leaders(l.spans(p.atoms())))
			l.raised = l.raised[:raised]
			continue
		}
		contents = nil
		switch {
		case p.table != nil:
			if caption != nil && out[len(out)-1] == intake.Block(caption) {
				p.table.Caption, out = plainLook(caption.Spans), out[:len(out)-1]
			}
			out = append(out, p.table)
		case p.image != nil:
			out = append(out, &intake.Paragraph{Spans: []intake.Span{{Image: p.image}}})
		case p.rule != nil:
			out = append(out, p.rule)
		case headings[p] != style{} || p == title:
			level := levels[p]
			if p == title {
				level = 0
			}
			if spans := unbold(l.spans(p.atoms())); len(spans) > 0 {
				h := &intake.Heading{Level: level, Spans: spans}
				l.places[h] = place{p.page.number, p.box.y0}
				out = append(out, h)
			}
		default:
			if n := l.items(i); n > 0 {
				for k := i; k < i+n; k++ {
					if headings[l.paras[k]] != (style{}) {
						n = k - i
					}
				}
				out = append(out, l.list(l.paras[i:i+n])...)
				i += n - 1
				continue
			}
			b := l.paragraph(p)
			caption = nil
			if tableName.MatchString(intake.PlainText(b.Spans)) && len(p.pieces) < 4 {
				caption = b
			}
			out = append(out, b)
		}
	}
	return out
}

var tableName = pattern.New(`^(Tabell|Table)\s+[0-9]+`)

// markContents finds tables of contents among the paragraphs: several lines in sequence that end with the number of a page.
func (l *looks) markContents() {
	for i := 0; i < len(l.paras); i++ {
		from, leaders := i, 0
		for ; i < len(l.paras) && l.paras[i].isText() && len(l.paras[i].pieces) == 1 && pageNumber.MatchString(l.paras[i].pieces[0].text); i++ {
			if dots.MatchString(l.paras[i].pieces[0].text) {
				leaders++
			}
		}
		if n := i - from; n > 2 && leaders > 0 || n > 4 {
			for _, p := range l.paras[from:i] {
				p.contents = true
			}
		}
	}
}

// bare is a heading without its number, for comparing.
func bare(text string) string {
	if m := numbering.FindString(text); m != "" && len(m) < len(text) {
		text = text[len(m):]
	}
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

func styleOf(p *para) style {
	text := p.text()
	s := style{size: math.Round(2*p.size) / 2, bold: p.bold, italic: true}
	s.capital = strings.ToUpper(text) == text && strings.ToLower(text) != text
	for _, a := range p.atoms() {
		s.italic = s.italic && (a.glyph.object.font.italic || unicode.IsSpace(a.glyph.r))
	}
	return s
}

// isHeading reports whether a paragraph looks like a heading: short, and larger, bolder or in capitals, or named in the outline.
func (l *looks) isHeading(i int, known map[string]int) bool {
	p := l.paras[i]
	if !p.isText() || len(p.pieces) == 0 || p.contents || len(p.pieces) > 4 || p.pieces[0].turn {
		return false
	}
	text := p.text()
	letters := strings.IndexFunc(text, unicode.IsLetter)
	if letters < 0 || utf8.RuneCountInString(text) > 200 {
		return false
	}
	if _, ok := known[bare(text)]; ok && bare(text) != "" {
		return true
	}
	if isBullet(p.marker) || p.size < .95*l.body || tableName.MatchString(text) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	ends := strings.ContainsRune(".,;:", last)
	s := styleOf(p)
	number := numbering.MatchString(text)
	switch {
	case p.size > 1.13*l.body:
		return !ends || p.size > 1.4*l.body || number
	case p.bold:
		return !ends && len(strings.Fields(text)) <= 16 && l.followed(i)
	case s.capital:
		return !ends && utf8.RuneCountInString(text) > 4 && p.gap > .4*p.size && l.followed(i) && !strings.ContainsFunc(text, unicode.IsDigit)
	case number && !ends && len(p.pieces) == 1 && p.gap > .4*p.size && len(strings.Fields(text)) <= 10:
		first, _ := utf8.DecodeRuneInString(text[len(numbering.FindString(text)):])
		return unicode.IsUpper(first) && l.followed(i) && p.marker == ""
	}
	return false
}

// followed reports whether text, a table or another heading comes after a paragraph: a heading is not the end.
func (l *looks) followed(i int) bool { return i+1 < len(l.paras) }

// levels orders headings by the outline, by their numbers, and by size, weight and capitals.
func (l *looks) levels(headings map[*para]style, known map[string]int) (map[*para]int, *para) {
	var title *para
	count := map[style]int{}
	for _, p := range l.paras {
		s, ok := headings[p]
		if !ok {
			continue
		}
		count[s]++
		if p.page.number <= 2 && (title == nil || p.size > title.size+.4) {
			title = p
		}
	}
	if title != nil {
		if s := headings[title]; count[s] > 1 || s.size < 1.13*l.body && !(title == l.firstText()) {
			title = nil
		}
		for p, s := range headings {
			if title != nil && p != title && s.size > title.size-.4 {
				title = nil
			}
		}
	}
	if title == nil && l.file.Title != "" { // the properties may say which of several large lines it is
		i := slices.IndexFunc(l.paras, func(p *para) bool { _, ok := headings[p]; return ok && bare(p.text()) == bare(l.file.Title) })
		if i >= 0 && l.paras[i].page.number <= 2 {
			title = l.paras[i]
		}
	}
	if title != nil {
		delete(headings, title)
	}
	weight := func(s style) float64 {
		w := s.size * 10
		if s.capital {
			w += 4
		}
		if s.bold {
			w += 3
		}
		if s.italic {
			w -= 2
		}
		return w
	}
	styles := slices.SortedFunc(maps.Values(headings), func(a, b style) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(b.size, a.size))
	})
	styles = slices.Compact(styles)
	// A number of one part tells which level its style is: those of more parts are below it.
	top := map[style]int{}
	for p, s := range headings {
		if m := numbering.FindStringSubmatch(p.text()); m != nil && !strings.Contains(m[1], ".") {
			top[s]++
		}
	}
	base, most := 1, 0
	for i, s := range styles {
		if top[s] > most {
			base, most = i+1, top[s]
		}
	}
	levels := map[*para]int{}
	for p, s := range headings {
		level := slices.Index(styles, s) + 1
		if m := numbering.FindStringSubmatch(p.text()); m != nil && len(top) > 0 && top[s] > 0 || m != nil && strings.Contains(m[1], ".") {
			level = base + strings.Count(m[1], ".")
		}
		if k := known[bare(p.text())]; k > 0 {
			level = k
		}
		levels[p] = level
	}
	used := slices.Compact(slices.Sorted(maps.Values(levels)))
	for p, level := range levels {
		levels[p] = min(slices.Index(used, level)+1, 6)
	}
	return levels, title
}

// firstText returns the first paragraph that has words. There must be one.
func (l *looks) firstText() *para {
	i := slices.IndexFunc(l.paras, func(p *para) bool { return p.isText() && len(p.pieces) > 0 })
	return l.paras[i]
}
