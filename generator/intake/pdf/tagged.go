package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// tagged makes blocks of a structure tree.
type tagged struct {
	*composer
	pages  []*page
	marks  map[[2]int][]*glyph // by page and marked-content identifier
	places map[intake.Block]place
	notes  []note
}

// place is where a block begins.
type place struct {
	page int
	y    float64
}

// note is a footnote whose place in the text is looked for when all text is there.
type note struct {
	label  string
	blocks []intake.Block
	stand  *intake.Rule // keeps its place among the blocks
}

func newTagged(f *file, c *composer) *tagged {
	t := &tagged{composer: c, pages: f.pages, marks: map[[2]int][]*glyph{}, places: map[intake.Block]place{}}
	for _, p := range f.pages {
		for g := range p.all() {
			if g.object.mark >= 0 && !g.object.artifact && !g.object.hidden {
				key := [2]int{p.number, g.object.mark}
				t.marks[key] = append(t.marks[key], g)
			}
		}
	}
	return t
}

// around is what holds for all that stands in an element.
type around struct {
	lang  string
	look  intake.Look
	quote bool
	depth int // of sections, for headings without a level
}

// flow gathers text into paragraphs, and blocks.
type flow struct {
	*tagged
	blocks []intake.Block
	atoms  []atom
}

// flush ends the paragraph.
func (f *flow) flush(in around) {
	if spans := f.spans(f.atoms); len(spans) > 0 {
		size, centred := measure(f.atoms)
		f.add(&intake.Paragraph{Spans: spans, Size: size, Centred: centred, Quote: in.quote}, f.atoms)
	}
	f.atoms = nil
}

// add adds a block and remembers where it begins.
func (f *flow) add(b intake.Block, atoms []atom) {
	for _, a := range atoms {
		if a.glyph != nil {
			f.places[b] = place{a.page.number, a.glyph.box.y0}
			break
		}
	}
	f.blocks = append(f.blocks, b)
}

func (t *tagged) blocks(kids []kid, in around) []intake.Block {
	f := flow{tagged: t}
	f.walk(kids, in)
	f.flush(in)
	return f.blocks
}

// inline returns the atoms of an element whose text is one line or paragraph, and the blocks that it has all the same.
func (t *tagged) inline(kids []kid, in around) ([]atom, []intake.Block) {
	f := flow{tagged: t}
	f.walk(kids, in)
	return f.atoms, f.blocks
}

func (f *flow) walk(kids []kid, in around) {
	for _, k := range kids {
		if k.element == nil {
			for _, g := range f.marks[[2]int{k.page, k.mark}] {
				f.atoms = append(f.atoms, atom{page: f.pages[k.page-1], glyph: g, look: in.look, lang: in.lang})
			}
			continue
		}
		f.element(k.element, in)
	}
}

func (f *flow) element(e *element, in around) {
	in.lang = cmp.Or(e.lang, in.lang)
	if e.actual != "" {
		f.instead(e, in)
		return
	}
	switch e.role {
	case "Document", "Part", "Art", "Sect", "Div", "P", "Caption", "BlockQuote", "LBody", "LI":
		f.flush(in)
		in.quote = in.quote || e.role == "BlockQuote"
		if e.role == "Sect" || e.role == "Art" {
			in.depth++
		}
		f.walk(e.kids, in)
		f.flush(in)
	case "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title":
		f.flush(in)
		f.heading(e, in)
	case "L":
		f.flush(in)
		f.list(e, in)
	case "Table":
		f.flush(in)
		f.table(e, in)
	case "TOC":
		f.flush(in)
		if c := (&intake.Contents{}); f.contents(e, in, c) {
			f.add(c, nil)
		}
	case "Note", "FENote":
		f.note(e, in)
	case "Figure", "Formula":
		f.figure(e, in)
	case "Aside":
		f.flush(in)
		if blocks := f.tagged.blocks(e.kids, in); len(blocks) > 0 {
			f.add(&intake.Box{Blocks: blocks}, nil)
		}
	default:
		in.look |= map[string]intake.Look{"Strong": intake.Bold, "Em": intake.Italic, "Code": intake.Fixed}[e.role]
		f.walk(e.kids, in)
	}
}

// instead writes an element's replacement text where its glyphs stand.
func (f *flow) instead(e *element, in around) {
	atoms, blocks := f.inline(e.kids, in)
	for _, b := range blocks {
		f.add(b, nil)
	}
	actual := atom{text: e.actual, look: in.look, lang: in.lang}
	var drawn strings.Builder
	for _, a := range atoms {
		if a.glyph != nil {
			drawn.WriteString(letters(a.glyph.r))
		}
	}
	if m, sign := spokenSign.FindStringSubmatch(e.actual), strings.TrimSpace(drawn.String()); m != nil && sign != "" && !strings.ContainsFunc(sign, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		actual.text = m[1] + sign + m[2]
	}
	for _, a := range atoms {
		if a.glyph == nil {
			continue
		}
		a.glyph.used = true
		if actual.glyph == nil {
			g := *a.glyph
			actual.page, actual.glyph = a.page, &g
		}
		actual.glyph.box = actual.glyph.box.with(a.glyph.box)
	}
	f.atoms = append(f.atoms, actual)
	f.spoken = append(f.spoken, spoken{atoms, actual.text})
}

// spokenSign is what a change is announced by, "[Tillagt: kommatecken]", where the sign itself would not be heard.
var spokenSign = pattern.New(`^( ?\[\pL+: )[^\[\]]+(\])$`)

func (f *flow) heading(e *element, in around) {
	level := in.depth + 1
	switch {
	case e.role == "Title":
		level = 0
	case len(e.role) == 2:
		level = int(e.role[1] - '0')
	}
	atoms, blocks := f.inline(e.kids, in)
	if spans := unbold(f.spans(atoms)); len(spans) > 0 {
		f.add(&intake.Heading{Level: level, Spans: spans}, atoms)
	}
	f.blocks = append(f.blocks, blocks...)
}

// unbold takes away what makes a heading bold, though its number may not be.
func unbold(spans []intake.Span) []intake.Span {
	for i := range spans {
		spans[i].Look &^= intake.Bold
	}
	return plainLook(spans)
}

// plainLook takes away what all spans are set in: a heading is bold by itself.
func plainLook(spans []intake.Span) []intake.Span {
	all := intake.Bold | intake.Italic
	for _, s := range spans {
		if strings.TrimSpace(s.Text) != "" {
			all &= s.Look
		}
	}
	for i := range spans {
		spans[i].Look &^= all
	}
	return intake.Tidy(spans)
}

func (f *flow) list(e *element, in around) {
	l := &intake.List{}
	var terms [][]intake.Span // the items' labels
	for _, k := range e.kids {
		switch {
		case k.element == nil:
			f.walk([]kid{k}, in)
		case k.element.role == "L" && len(l.Items) > 0:
			last := &l.Items[len(l.Items)-1]
			last.Blocks = append(last.Blocks, f.tagged.blocks([]kid{k}, in)...)
		case k.element.role == "Caption":
			f.element(k.element, in)
		default:
			terms = f.item(k.element, in, l, terms)
		}
	}
	f.flush(in)
	if len(l.Items) == 0 {
		return
	}
	l.Ordered = e.ordered || isOrdered(l.Items)
	if d := definitions(l.Items, terms); d != nil {
		f.add(d, nil)
		return
	}
	// Headings that are numbered are list items to some programs.
	if isHeadings(l.Items) {
		for _, i := range l.Items {
			f.blocks = append(f.blocks, marked(i.Marker, i.Blocks)...)
		}
		return
	}
	f.add(l, nil)
}

// definitions returns a list whose labels are words.
func definitions(items []intake.Item, terms [][]intake.Span) *intake.Definitions {
	d := &intake.Definitions{}
	for i, item := range items {
		if term := strings.TrimSpace(item.Marker); term == "" || marker.MatchString(term) || numbered.MatchString(term) || strings.IndexFunc(term, unicode.IsLetter) < 0 {
			return nil
		}
		d.Items = append(d.Items, intake.Definition{Terms: [][]intake.Span{plainLook(terms[i])}, Blocks: item.Blocks})
	}
	return d
}

func isHeadings(items []intake.Item) bool {
	for _, i := range items {
		if len(i.Blocks) > 0 {
			_, ok := i.Blocks[0].(*intake.Heading)
			return ok
		}
	}
	return false
}

var numbered = pattern.New(`^\(?([0-9]+|[a-zåäöA-ZÅÄÖ]|[ivxlcIVXLC]+)(\.[0-9]+)*[.):]?$`)

func isOrdered(items []intake.Item) bool {
	for _, i := range items {
		if i.Marker != "" {
			return numbered.MatchString(i.Marker) && i.Marker != "o"
		}
	}
	return false
}

// labelled parts what stands in an item or a note into its label, the first that has words, and the rest. A label of several blocks is text.
func (t *tagged) labelled(e *element, in around) (label []intake.Span, words string, rest []intake.Block) {
	f := flow{tagged: t}
	for _, k := range e.kids {
		if k.element == nil || k.element.role != "Lbl" || words != "" {
			f.walk([]kid{k}, in)
			continue
		}
		f.flush(in)
		blocks := t.blocks(k.element.kids, in)
		if p, ok := firstParagraph(blocks); ok && len(blocks) == 1 {
			label, words = p.Spans, strings.TrimSpace(intake.PlainText(p.Spans))
		} else {
			f.blocks = append(f.blocks, blocks...)
		}
	}
	f.flush(in)
	return label, words, f.blocks
}

// item adds an item to a list, and its label to terms, which it returns.
func (f *flow) item(e *element, in around, l *intake.List, terms [][]intake.Span) [][]intake.Span {
	in.lang = cmp.Or(e.lang, in.lang)
	var item intake.Item
	var term []intake.Span
	if e.role == "LI" {
		term, item.Marker, item.Blocks = f.labelled(e, in)
	} else {
		item.Blocks = f.tagged.blocks([]kid{{element: e}}, in)
	}
	if item.Marker == "" {
		if p, ok := firstParagraph(item.Blocks); ok {
			item.Marker, p.Spans = takeMarker(p.Spans)
		}
	}
	if item.Marker != "" || len(item.Blocks) > 0 {
		l.Items, terms = append(l.Items, item), append(terms, term)
	}
	return terms
}

// marker is what stands before an item: a bullet, a number or letter with a full stop or a bracket.
var marker = pattern.New(`^([•◦▪▫·∙●○■□►➢➤✓✔❖‣⁃*\-–—o]|\(?[0-9]{1,3}[.)]|[0-9]{1,2}(?:\.[0-9]{1,2})+\.?|\(?[a-zåäöA-ZÅÄÖ][.)]|\(?[ivxlc]{1,5}[.)])(?:[ \t\n]+|$)`)

// takeMarker takes a marker from the beginning of a text.
func takeMarker(spans []intake.Span) (string, []intake.Span) {
	m := marker.FindStringSubmatch(intake.PlainText(spans))
	if m == nil {
		return "", spans
	}
	cutText(spans, len(m[0]))
	return m[1], intake.Tidy(spans)
}

// cutText takes n bytes from the beginning of a text.
func cutText(spans []intake.Span, n int) {
	for i := range spans {
		own := min(n, len(spans[i].Text))
		spans[i].Text = spans[i].Text[own:]
		n -= own
	}
}

func (f *flow) contents(e *element, in around, c *intake.Contents) bool {
	for _, k := range e.kids {
		if k.element == nil {
			continue
		}
		if k.element.role == "TOC" {
			f.contents(k.element, in, c)
			continue
		}
		var own, below []kid
		var split func(kids []kid)
		split = func(kids []kid) {
			for _, k := range kids {
				switch {
				case k.element != nil && k.element.role == "TOC":
					below = append(below, k)
				case k.element != nil && hasRole(k.element, "TOC"):
					split(k.element.kids)
				default:
					own = append(own, k)
				}
			}
		}
		split([]kid{{element: k.element}})
		inner := flow{tagged: f.tagged}
		raised := len(f.raised)
		inner.walk(own, in)
		inner.flush(in)
		f.raised = f.raised[:raised] // numbers of pages, not of notes
		for _, b := range inner.blocks {
			if spans := intake.SpansOf(b); spans != nil {
				c.Lines = append(c.Lines, leaders(spans))
			} else {
				f.blocks = append(f.blocks, b)
			}
		}
		for _, k := range below {
			f.contents(k.element, in, c)
		}
	}
	return len(c.Lines) > 0
}

func hasRole(e *element, role string) bool {
	return slices.ContainsFunc(e.kids, func(k kid) bool {
		return k.element != nil && (k.element.role == role || hasRole(k.element, role))
	})
}

var dots = pattern.New(`[ \t]*(?:[.…·_] ?){3,}[ \t]*`)

// leaders makes tabulators of the dots between a heading and the number of its page.
func leaders(spans []intake.Span) []intake.Span {
	for i := range spans {
		spans[i].Text = dots.ReplaceAllString(spans[i].Text, "\t")
	}
	return tidy(spans)
}

func (f *flow) note(e *element, in around) {
	spans, label, blocks := f.labelled(e, in)
	n := note{label: label, blocks: blocks}
	if p, ok := firstParagraph(n.blocks); ok && n.label == "" {
		n.label, p.Spans = takeLabel(p.Spans)
	} else if len(n.blocks) == 0 && n.label != "" {
		n.label, n.blocks = "", []intake.Block{&intake.Paragraph{Spans: spans}}
	}
	if len(n.blocks) > 0 {
		n.stand = &intake.Rule{}
		f.notes = append(f.notes, n)
		f.blocks = append(f.blocks, n.stand)
	}
}

func firstParagraph(blocks []intake.Block) (*intake.Paragraph, bool) {
	if len(blocks) == 0 {
		return nil, false
	}
	p, ok := blocks[0].(*intake.Paragraph)
	return p, ok
}

var label = pattern.New(`^(?:([0-9]{1,3}|[ivx]{1,4}|\*{1,3}|†)(?:[ \t.)]|$)|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))`)

// takeLabel takes the number of a note from the beginning of its text.
func takeLabel(spans []intake.Span) (string, []intake.Span) {
	if len(spans) > 1 && (spans[0].Look&intake.Super != 0 || strings.HasPrefix(spans[0].Link, "#") && len(spans[0].Text) < 6) {
		text := strings.TrimSpace(spans[0].Text)
		spans = spans[1:]
		spans[0].Text = strings.TrimLeft(spans[0].Text, " \t")
		return text, spans
	}
	m := label.FindStringSubmatch(intake.PlainText(spans))
	if m == nil {
		return "", spans
	}
	cutText(spans, len(m[0]))
	return m[1] + m[2], tidy(spans)
}

// figure is an image if it has a description or a picture, and text if it has neither and text in it.
func (f *flow) figure(e *element, in around) {
	marks := map[[2]int]bool{}
	hasText := false
	var gather func(e *element)
	gather = func(e *element) {
		for _, k := range e.kids {
			if k.element != nil {
				gather(k.element)
			} else if k.page > 0 {
				marks[[2]int{k.page, k.mark}] = true
				for _, g := range f.marks[[2]int{k.page, k.mark}] {
					hasText = hasText || strings.TrimSpace(letters(g.r)) != ""
				}
			}
		}
	}
	gather(e)
	var found *picture
	for key := range marks {
		p := f.pages[key[0]-1]
		for i := range p.pictures {
			if b := &p.pictures[i]; b.mark == key[1] && (found == nil || b.box.width()*b.box.height() > found.box.width()*found.box.height()) {
				found = b
			}
		}
	}
	if e.alt != "" || found != nil && !hasRole(e, "Figure") {
		image := &intake.Image{Alt: e.alt}
		if found != nil {
			image.Data, image.Name = found.data, found.name
		}
		f.atoms = append(f.atoms, atom{image: image, lang: in.lang})
	}
	if e.alt != "" && hasText && !hasRole(e, "Caption") && !hasRole(e, "P") {
		return // labels in a drawing, which is described
	}
	f.walk(e.kids, in)
}
