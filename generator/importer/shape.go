package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

var (
	typedBullet = pattern.New(`^\s*(?:[•·▪●■□○◦➢►∙⁃‣\x{F0B7}\x{F0A7}\x{F0D8}]\s*|o\t\s*)`)
	typedDash   = pattern.New(`^\s*[-–—*]\s+`)
	typedNumber = pattern.New(`^\s*(\(?(\d{1,3}|[a-zåäö])[.)])\s+`)
)

// marked is how a line begins, if it is typed as an item.
type marked struct {
	marker  string // "•" or "1." or "a)"
	cut     int    // bytes of the line that the marker takes
	ordered bool
	value   int // of a number or letter
	sure    bool
}

func markedLine(s string) (marked, bool) {
	if m := typedBullet.FindString(s); m != "" && len(m) < len(s) {
		return marked{"•", len(m), false, 0, true}, true
	}
	if m := typedDash.FindString(s); m != "" && len(m) < len(s) {
		return marked{"•", len(m), false, 0, false}, true
	}
	if m := typedNumber.FindStringSubmatch(s); m != nil {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			n = strings.IndexRune("abcdefghijklmnopqrstuvwxyzåäö", []rune(m[2])[0]) + 1
			if !strings.HasSuffix(m[1], ")") {
				return marked{}, false
			}
		}
		return marked{m[1], len(m[0]), true, n, false}, true
	}
	return marked{}, false
}

// expand makes paragraphs of lines that the author has broken off, where they are items.
func expand(blocks []intake.Block) []intake.Block {
	var out []intake.Block
	for _, b := range blocks {
		p, ok := b.(*intake.Paragraph)
		if !ok || p.Code || !strings.Contains(intake.PlainText(p.Spans), "\n") {
			out = append(out, b)
			continue
		}
		items := 0
		var parts []intake.Block
		for _, l := range splitLines(p.Spans) {
			text := intake.PlainText(l)
			if _, ok := markedLine(text); ok {
				items++
			}
			own := *p
			own.Spans = l
			if strings.TrimSpace(text) != "" || len(l) > 0 && (l[0].Image != nil || l[0].Note != 0) {
				parts = append(parts, &own)
			}
		}
		if items < 2 {
			parts = []intake.Block{b}
		}
		out = append(out, parts...)
	}
	return out
}

// splitLines divides spans at the line breaks in them.
func splitLines(spans []intake.Span) [][]intake.Span {
	out := [][]intake.Span{nil}
	for _, s := range spans {
		if s.Text == "" {
			out[len(out)-1] = append(out[len(out)-1], s)
			continue
		}
		for i, t := range strings.Split(s.Text, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			if t != "" {
				own := s
				own.Text = t
				out[len(out)-1] = append(out[len(out)-1], own)
			}
		}
	}
	return out
}

// cutFront removes bytes from the beginning of spans.
func cutFront(spans []intake.Span, n int) []intake.Span {
	var out []intake.Span
	for _, s := range spans {
		if n > 0 {
			k := min(n, len(s.Text))
			s.Text, n = s.Text[k:], n-k
			if s.Text == "" && s.Note == 0 && s.Image == nil {
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// typedLists makes lists of paragraphs that are typed as items.
func typedLists(blocks []intake.Block) (out []intake.Block, made bool) {
	for i := 0; i < len(blocks); {
		var flat []intake.Flat
		var marks []marked
		j := i
		var indents []float64
		for ; j < len(blocks); j++ {
			p, ok := blocks[j].(*intake.Paragraph)
			if !ok || p.Code {
				break
			}
			m, ok := markedLine(intake.PlainText(p.Spans))
			if !ok || len(marks) > 0 && !follows(marks, m, p.Indent, indents) {
				break
			}
			own := *p
			own.Spans = cutFront(p.Spans, m.cut)
			level := levelOf(indents, p.Indent)
			indents = append(indents, p.Indent)
			marks = append(marks, m)
			flat = append(flat, intake.Flat{Level: level, Ordered: m.ordered, Item: intake.Item{Marker: m.marker, Blocks: []intake.Block{&own}}})
		}
		if !worth(marks, blocks, i) {
			out = append(out, blocks[i])
			i++
			continue
		}
		out = append(out, intake.Nest(flat)...)
		made = true
		i = j
	}
	return out, made
}

// levelOf finds how deep an item lies by its indentation.
func levelOf(before []float64, indent float64) int {
	var steps []float64 // to the right
	for _, x := range append(slices.Clip(before), indent) {
		for len(steps) > 0 && x < steps[len(steps)-1]-6 {
			steps = steps[:len(steps)-1]
		}
		if len(steps) == 0 || x > steps[len(steps)-1]+6 {
			steps = append(steps, x)
		}
	}
	return len(steps) - 1
}

// follows reports whether a typed item goes on with a list.
func follows(marks []marked, m marked, indent float64, indents []float64) bool {
	if indent > indents[len(indents)-1]+6 || !m.ordered {
		return true
	}
	// The next number of the nearest item of this form.
	for k := len(marks) - 1; k >= 0; k-- {
		if marks[k].ordered && strings.HasSuffix(marks[k].marker, m.marker[len(m.marker)-1:]) && isDigit(marks[k].marker) == isDigit(m.marker) {
			return m.value == marks[k].value+1
		}
	}
	return !marks[len(marks)-1].ordered
}

func isDigit(marker string) bool {
	c := strings.TrimLeft(marker, "(")
	return c != "" && c[0] >= '0' && c[0] <= '9'
}

// worth reports whether typed items are a list: a real bullet always is; a dash and a number may be something else if there is only one.
func worth(marks []marked, blocks []intake.Block, at int) bool {
	switch {
	case len(marks) == 0:
		return false
	case marks[0].sure:
		return true
	case marks[0].ordered:
		// Numbered lines each followed by text are headings, and would not stand next to each other.
		return len(marks) > 1
	case len(marks) > 1:
		return true
	}
	if at > 0 {
		if p, ok := blocks[at-1].(*intake.Paragraph); ok {
			return strings.HasSuffix(strings.TrimSpace(intake.PlainText(p.Spans)), ":")
		}
	}
	return false
}

var (
	headingNumber = pattern.New(`^(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+\p{Lu}`)
	unfinished    = pattern.New(`(?i)(?:^|\s)(?:är|att|och|eller|för|av|med|som|följande|nedan|ska|till|på|i|om|enligt|genom|den|det|en|ett|de|samt|vid|från|under|har|kan|får|bör|måste)$`)
)

// lineLike reports whether a paragraph could be a heading by its words: short, begins like one, and does not end like a sentence.
func lineLike(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || strings.Contains(s, "\n") || utf8.RuneCountInString(s) > 100 || strings.ContainsAny(s[len(s)-1:], ".,;:!?") || strings.Contains(s, "\t") || unfinished.MatchString(s) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	return (unicode.IsUpper(first) || unicode.IsDigit(first) || first == '§') && strings.ContainsFunc(s, unicode.IsLetter)
}

func allBold(spans []intake.Span) bool {
	seen := false
	for _, s := range spans {
		if strings.TrimSpace(s.Text) == "" {
			continue
		}
		if s.Look&intake.Bold == 0 {
			return false
		}
		seen = true
	}
	return seen
}

func capitals(s string) bool {
	letters := 0
	for _, c := range s {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsUpper(c) {
			letters++
		}
	}
	return letters > 3
}

// bodySize is the size of most letters of the running text.
func bodySize(blocks []intake.Block) float64 {
	count := map[float64]int{}
	for p := range intake.All[*intake.Paragraph](blocks) {
		if p.Size > 0 {
			count[p.Size] += len(intake.PlainText(p.Spans))
		}
	}
	return intake.Mode(count)
}

// guessHeadings makes headings of paragraphs that look like some, and returns their words.
func guessHeadings(blocks []intake.Block, format intake.Format) (out []intake.Block, guessed []string) {
	real := slices.ContainsFunc(blocks, intake.Is[*intake.Heading])
	size := bodySize(blocks)
	level := 1
	var sizes []float64 // of guessed headings, larger ones first
	for _, b := range blocks {
		if p, ok := b.(*intake.Paragraph); ok && p.Size > size*1.1 && size > 0 && !slices.Contains(sizes, p.Size) && lineLike(intake.PlainText(p.Spans)) {
			sizes = append(sizes, p.Size)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	for i, b := range blocks {
		if h, ok := b.(*intake.Heading); ok {
			level = h.Level
		}
		p, ok := b.(*intake.Paragraph)
		if !ok || p.Quote || p.Code || i+1 == len(blocks) {
			out = append(out, b)
			continue
		}
		text := strings.TrimSpace(intake.PlainText(p.Spans))
		words := len(strings.Fields(text))
		number := headingNumber.FindStringSubmatch(text)
		next, isText := blocks[i+1].(*intake.Paragraph)
		_, isList := blocks[i+1].(*intake.List)
		_, isTable := blocks[i+1].(*intake.Table)
		longer := isText && (len(intake.PlainText(next.Spans)) >= 60 || len(intake.PlainText(next.Spans)) > len(text)) && !strings.HasPrefix(strings.TrimSpace(intake.PlainText(next.Spans)), "•")
		bold, large := allBold(p.Spans), size > 0 && p.Size > size*1.1
		if slices.ContainsFunc(p.Spans, func(s intake.Span) bool { return s.Image != nil }) || !lineLike(text) {
			out = append(out, b)
			continue
		}
		is := false
		switch {
		case large && (words <= 12), bold && words <= 12:
			is = longer || isList || isTable || isText && looksSet(next, size)
		case number != nil && words <= 12:
			is = longer || isList || isTable || isText && headingNumber.MatchString(strings.TrimSpace(intake.PlainText(next.Spans)))
		case capitals(text) && words <= 8:
			is = longer || isList
		case format == intake.Text && !real:
			is = words <= 9 && longer && p.Indent == 0 || isList && words <= 3
		}
		if !is {
			out = append(out, b)
			continue
		}
		own := 2
		switch {
		case number != nil:
			own = 2 + strings.Count(number[1], ".")
		case real && level >= 2 && !large:
			own = level + 1
		case large:
			own = 2 + slices.Index(sizes, p.Size)
		case len(sizes) > 0:
			own = 2 + len(sizes)
		}
		guessed = append(guessed, text)
		out = append(out, &intake.Heading{Level: min(own, 6), Spans: p.Spans, Anchors: p.Anchors})
	}
	return out, guessed
}

// looksSet reports whether a paragraph is set like a heading itself.
func looksSet(p *intake.Paragraph, size float64) bool {
	return lineLike(intake.PlainText(p.Spans)) && (allBold(p.Spans) || size > 0 && p.Size > size*1.1)
}

// levels gives headings the levels from 2 without a gap.
func levels(blocks []intake.Block) {
	var used []int
	for _, b := range blocks {
		if h, ok := b.(*intake.Heading); ok && !slices.Contains(used, h.Level) {
			used = append(used, h.Level)
		}
	}
	slices.Sort(used)
	last := 1
	for i, b := range blocks {
		if h, ok := b.(*intake.Heading); ok {
			own := *h
			own.Level = min(6, last+1, slices.Index(used, h.Level)+2)
			last = own.Level
			blocks[i] = &own
		}
	}
}

// headTables finds the heads of tables that do not say which they are, and reports whether it guessed.
func headTables(blocks []intake.Block) (guessed bool) {
	for t := range intake.All[*intake.Table](blocks) {
		for i := range min(t.Heads, len(t.Rows)) {
			for _, c := range t.Rows[i] {
				unbold(c.Blocks)
			}
		}
		if t.Heads > 0 || len(t.Rows) < 2 || len(t.Rows[0]) < 2 || rowHeaded(t) {
			continue
		}
		bold, short := true, true
		for _, c := range t.Rows[0] {
			text := strings.Join(intake.Lines(c.Blocks), " ")
			if strings.TrimSpace(text) == "" {
				continue
			}
			for _, k := range c.Blocks {
				p, ok := k.(*intake.Paragraph)
				if !ok {
					short, bold = false, false
				} else if !allBold(p.Spans) {
					bold = false
				}
			}
			if utf8.RuneCountInString(text) > 45 || strings.ContainsFunc(text, unicode.IsDigit) || strings.HasSuffix(text, ".") {
				short = false
			}
		}
		columnBold := len(t.Rows) > 1
		for _, r := range t.Rows {
			for _, k := range r[0].Blocks {
				if p, ok := k.(*intake.Paragraph); !ok || !allBold(p.Spans) {
					columnBold = false
				}
			}
			if len(r[0].Blocks) == 0 {
				columnBold = false
			}
		}
		switch {
		case columnBold && !bold:
			for _, r := range t.Rows {
				r[0].Head = true
				unbold(r[0].Blocks)
			}
			guessed = true
		case bold, short && len(t.Rows) > 2:
			t.Heads = 1
			for _, c := range t.Rows[0] {
				unbold(c.Blocks)
			}
			guessed = true
		}
	}
	return guessed
}

func unbold(blocks []intake.Block) {
	for p := range intake.All[*intake.Paragraph](blocks) {
		p.Spans = slices.Clone(p.Spans)
		for i := range p.Spans {
			p.Spans[i].Look &^= intake.Bold
		}
	}
}

// within shapes the blocks in boxes, cells and items as the text itself is, and reports whether it made a list of any.
func within(blocks []intake.Block) (made bool) {
	for _, b := range blocks {
		if _, meanings := b.(*intake.Definitions); meanings {
			continue
		}
		for inside := range intake.Insides(b) {
			inner := within(*inside)
			out, lists := typedLists(expand(*inside))
			*inside, made = out, made || lists || inner
		}
	}
	return made
}
