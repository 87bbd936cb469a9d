package odt

import (
	"cmp"
	"encoding/base64"
	"path"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
	"styrdok/generator/pattern"
)

// blocks reads the paragraphs, lists and tables below an element.
func (r *reader) blocks(n *pack.Node) []intake.Block {
	var out []intake.Block
	for _, k := range n.Children() {
		out = append(out, r.block(k)...)
	}
	return out
}

func (r *reader) block(k *pack.Node) []intake.Block {
	switch k.Name {
	case "p", "h":
		return r.paragraph(k, "")
	case "list":
		return r.list(k, "", 1)
	case "table":
		if t := r.table(k); t != nil {
			return []intake.Block{t}
		}
	case "section":
		if k.Attr("display") == "none" {
			r.aside(intake.Hidden, r.tell(k), nil)
			return nil
		}
		return r.blocks(k)
	case "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index":
		c := &intake.Contents{}
		k.Kid("index-body").Walk(func(n *pack.Node) bool {
			if n.Name != "p" && n.Name != "h" {
				return true
			}
			l := &line{r: r}
			l.inline(n, span{})
			l.piece()
			if s := intake.Tidy(l.spans); len(s) > 0 {
				c.Lines = append(c.Lines, s)
			}
			return false
		})
		if c.Lines != nil {
			return []intake.Block{c}
		}
	case "bibliography", "index-body", "index-title", "numbered-paragraph":
		return r.blocks(k)
	case "frame", "custom-shape", "rect", "g", "a", "text-box":
		l := &line{r: r}
		l.drawing(k, span{})
		l.piece()
		out := l.boxes
		if s := intake.Tidy(l.spans); len(s) > 0 {
			out = append([]intake.Block{&intake.Paragraph{Spans: s}}, out...)
		}
		return out
	case "change-start", "change-end", "change":
		r.change(k)
	}
	return nil
}

// change notes where tracked insertions begin and end.
func (r *reader) change(k *pack.Node) {
	id := k.Attr("change-id")
	switch k.Name {
	case "change-start":
		if c := r.changes[id]; c.Kid("insertion") != nil {
			r.open = append(r.open, id)
			r.order = append(r.order, id)
			r.inserted[id] = &strings.Builder{}
		}
	case "change-end":
		r.open = slices.DeleteFunc(r.open, func(o string) bool { return o == id })
	}
}

var (
	headingName = pattern.New(`(?i)(?:^|\s)(?:heading|rubrik|överskrift)\s?([1-9])(?:\D|$)`)
	quoteName   = pattern.New(`(?i)^(?:quotations?|quote|citat|block text)$`)
	codeName    = pattern.New(`(?i)^(?:preformatted text|source code|förformaterad text)$`)
)

// paragraph reads a paragraph or heading. A number given is that of the list item that it begins.
func (r *reader) paragraph(k *pack.Node, number string) []intake.Block {
	id := k.Attr("style-name")
	l := &line{r: r, style: id, sizes: map[float64]int{}}
	if r.property("paragraph", id, "text-properties", "display") == "none" {
		r.aside(intake.Hidden, r.tell(k), nil)
		return nil
	}
	l.inline(k, span{})
	l.piece()
	for _, o := range r.open {
		r.inserted[o].WriteByte(' ')
	}
	spans := intake.Tidy(l.spans)
	if intake.Blank(spans) {
		return l.boxes
	}
	var out []intake.Block
	if level, ok := r.headingLevel(k, id); ok {
		if number == "" && k.Name == "h" && k.Attr("is-list-header") != "true" && level >= 1 && level <= 10 {
			number = step(r.outline, &r.counts, level, k.Attr("start-value"))
		}
		out = append(out, &intake.Heading{Level: level, Number: strings.TrimRight(number, ". "), Spans: spans, Anchors: l.anchors})
	} else {
		p := &intake.Paragraph{Spans: spans, Anchors: l.anchors, Size: intake.Most(l.sizes), Style: r.shown("paragraph", id)}
		if p.Style == "Standard" || p.Style == "Text body" {
			p.Style = ""
		}
		p.Centred = r.property("paragraph", id, "paragraph-properties", "text-align") == "center"
		p.Indent = points(r.property("paragraph", id, "paragraph-properties", "margin-left"))
		r.chain("paragraph", id, func(s *pack.Node) bool {
			name := r.shown("paragraph", s.Attr("name"))
			p.Quote = p.Quote || quoteName.MatchString(name)
			p.Code = p.Code || codeName.MatchString(name)
			return true
		})
		out = append(out, p)
	}
	return append(out, l.boxes...)
}

// points is a length in points, 0 if it is none.
func points(s string) float64 {
	for unit, factor := range map[string]float64{"cm": 28.3465, "mm": 2.83465, "in": 72, "pt": 1} {
		if n, ok := strings.CutSuffix(s, unit); ok {
			v, _ := strconv.ParseFloat(n, 64)
			return v * factor
		}
	}
	return 0
}

// headingLevel returns the level of a heading, with 0 for the document's title, and whether it is one.
func (r *reader) headingLevel(k *pack.Node, id string) (int, bool) {
	level, found := 0, false
	r.chain("paragraph", id, func(s *pack.Node) bool {
		name := strings.ToLower(r.shown("paragraph", s.Attr("name")))
		if m := headingName.FindStringSubmatch(name); m != nil && k.Name == "p" {
			level, _ = strconv.Atoi(m[1])
		}
		found = level > 0 || name == "title" || name == "titel" || name == "rubrik" && k.Name == "p"
		return !found
	})
	if found || k.Name != "h" {
		return level, found
	}
	level, err := strconv.Atoi(k.Attr("outline-level"))
	if err != nil || level < 1 {
		level = 1
	}
	return level, true
}

// step counts one more at a level, and returns its number as shown, "" if the level has none.
func step(levels map[string]*pack.Node, counts *[11]int, level int, start string) string {
	l := levels[strconv.Itoa(level)]
	if l == nil {
		return ""
	}
	begin := 1
	if n, err := strconv.Atoi(l.Attr("start-value")); err == nil {
		begin = n
	}
	if n, err := strconv.Atoi(start); err == nil {
		counts[level] = n
	} else if counts[level] == 0 {
		counts[level] = begin
	} else {
		counts[level]++
	}
	clear(counts[level+1:])
	if l.Attr("num-format") == "" {
		return ""
	}
	shown, _ := strconv.Atoi(l.Attr("display-levels"))
	var numbers []string
	for i := level - max(1, shown) + 1; i <= level; i++ {
		if of := levels[strconv.Itoa(i)]; i > 0 && of != nil && of.Attr("num-format") != "" {
			numbers = append(numbers, intake.Numeral(max(counts[i], 1), of.Attr("num-format")))
		}
	}
	return strings.TrimSpace(l.Attr("num-prefix") + strings.Join(numbers, ".") + l.Attr("num-suffix"))
}

// list reads a list. Headings that a program has made items of become headings.
func (r *reader) list(n *pack.Node, style string, level int) []intake.Block {
	style = cmp.Or(n.Attr("style-name"), style)
	counts := r.count[style]
	if counts == nil || level == 1 && n.Attr("continue-numbering") != "true" && n.Attr("continue-list") == "" {
		counts = &[11]int{}
		r.count[style] = counts
	}
	spec := r.lists[style][strconv.Itoa(level)]
	ordered := spec != nil && spec.Name == "list-level-style-number" && spec.Attr("num-format") != ""
	var out []intake.Block
	var items []intake.Item
	flush := func() {
		if len(items) > 0 {
			out = append(out, &intake.List{Ordered: ordered, Items: items})
		}
		items = nil
	}
	for _, k := range n.Kids {
		if k.Name != "list-item" && k.Name != "list-header" {
			continue
		}
		item := intake.Item{}
		own := slices.ContainsFunc(k.Kids, func(c *pack.Node) bool { return c.Name == "p" || c.Name == "h" })
		if k.Name == "list-item" && own {
			item.Marker = "•"
			if spec != nil && spec.Name == "list-level-style-number" {
				item.Marker = step(r.lists[style], counts, level, k.Attr("start-value"))
			}
		}
		var blocks []intake.Block
		first := true
		for _, c := range k.Kids {
			switch c.Name {
			case "list":
				blocks = append(blocks, r.list(c, style, min(level+1, 10))...)
			case "p", "h":
				number := ""
				if first {
					number = item.Marker
				}
				blocks = append(blocks, r.paragraph(c, strings.TrimSuffix(number, "•"))...)
				first = false
			default:
				blocks = append(blocks, r.block(c)...)
			}
		}
		if slices.ContainsFunc(blocks, intake.Is[*intake.Heading]) {
			flush()
			out = append(out, blocks...)
			continue
		}
		if len(blocks) == 0 {
			continue
		}
		if !own && intake.Is[*intake.List](blocks[0]) {
			// An item that only holds deeper ones: LibreOffice writes a list that begins deep so.
			if at := len(items); at > 0 {
				items[at-1].Blocks = append(items[at-1].Blocks, blocks...)
			} else {
				out = append(out, blocks...)
			}
			continue
		}
		item.Blocks = blocks
		items = append(items, item)
	}
	flush()
	return out
}

func (r *reader) table(n *pack.Node) *intake.Table {
	t := &intake.Table{}
	var rows func(n *pack.Node, head bool)
	rows = func(n *pack.Node, head bool) {
		for _, k := range n.Kids {
			switch k.Name {
			case "table-header-rows":
				rows(k, true)
			case "table-rows", "table-row-group":
				rows(k, head)
			case "table-row":
				var cells []intake.Cell
				for _, c := range k.Kids {
					if c.Name != "table-cell" {
						continue
					}
					across, down := intake.Across(c.Attr("number-columns-spanned")), intake.Down(c.Attr("number-rows-spanned"))
					cells = append(cells, intake.Cell{Blocks: r.blocks(c), Across: across, Down: down})
				}
				if cells == nil {
					continue
				}
				if head && t.Heads == len(t.Rows) {
					t.Heads++
				}
				t.Rows = append(t.Rows, cells)
			}
		}
	}
	rows(n, false)
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// line gathers the spans of a paragraph, and the boxes that are anchored in it.
type line struct {
	r       *reader
	style   string
	spans   []intake.Span
	boxes   []intake.Block
	anchors []string
	sizes   map[float64]int
	words   strings.Builder // as they stand in the file
}

// span is what elements around a text say of it.
type span struct{ style, link string }

// piece ends the words of a piece of the line.
func (l *line) piece() { l.r.texts.End(&l.words) }

// sign adds what is shown without being text in the file.
func (l *line) sign(s string, look span) {
	l.piece()
	l.emit(s, look)
}

// node reads a text.
func (l *line) node(k *pack.Node, s span) {
	l.r.texts.Take(k)
	text := blanks.ReplaceAllString(k.Text, " ")
	if l.property(s, "display") == "none" {
		l.r.texts.Piece(text)
		l.r.aside(intake.Hidden, text, nil)
		return
	}
	l.words.WriteString(text)
	l.emit(text, s)
}

// property returns a property of a text, from its own style or that of its paragraph.
func (l *line) property(s span, name string) string {
	if v := l.r.property("text", s.style, "text-properties", name); v != "" {
		return v
	}
	return l.r.property("paragraph", l.style, "text-properties", name)
}

func (l *line) emit(text string, s span) {
	if text == "" {
		return
	}
	r := l.r
	for _, o := range r.open {
		r.inserted[o].WriteString(text)
	}
	out := intake.Span{Text: strings.ReplaceAll(text, "\u00ad", ""), Link: s.link}
	property := func(name string) string { return l.property(s, name) }
	if w := property("font-weight"); w == "bold" || w >= "600" && w <= "900" {
		out.Look |= intake.Bold
	}
	if v := property("font-style"); v == "italic" || v == "oblique" {
		out.Look |= intake.Italic
	}
	if v := property("text-underline-style"); v != "" && v != "none" && s.link == "" {
		out.Look |= intake.Underline
	}
	if v := property("text-line-through-style"); v != "" && v != "none" {
		out.Look |= intake.Strike
	}
	switch v := property("text-position"); {
	case strings.HasPrefix(v, "super"):
		out.Look |= intake.Super
	case strings.HasPrefix(v, "sub"):
		out.Look |= intake.Sub
	}
	if v := property("language"); v != "" && v != "none" && v != "zxx" && !strings.HasPrefix(r.out.Properties.Language, v) {
		out.Lang = v
	}
	if l.sizes != nil {
		size := property("font-size")
		if size == "" || strings.HasSuffix(size, "%") {
			size = r.defaults["paragraph"].Kid("text-properties").Attr("font-size")
		}
		l.sizes[points(size)] += len(text)
	}
	l.spans = append(l.spans, out)
}

func (l *line) inline(n *pack.Node, s span) {
	r := l.r
	for _, k := range n.Kids {
		switch k.Name {
		case "":
			l.node(k, s)
		case "span":
			l.inline(k, span{style: cmp.Or(k.Attr("style-name"), s.style), link: s.link})
		case "a":
			l.inline(k, span{style: s.style, link: outside(k.Attr("href"))})
		case "s":
			c, _ := strconv.Atoi(k.Attr("c"))
			l.sign(strings.Repeat(" ", max(1, min(c, 200))), s)
		case "tab":
			l.sign("\t", s)
		case "line-break":
			l.sign("\n", s)
		case "bookmark", "bookmark-start", "reference-mark", "reference-mark-start":
			l.anchors = append(l.anchors, k.Attr("name"))
		case "note":
			at := len(r.out.Notes)
			r.out.Notes = append(r.out.Notes, intake.Note{})
			blocks := r.blocks(k.Kid("note-body")) // may add notes
			r.out.Notes[at].Blocks = blocks
			l.spans = append(l.spans, intake.Span{Note: at + 1})
		case "annotation":
			r.aside(intake.Comment, r.tell(k), k)
		case "change", "change-start", "change-end":
			r.change(k)
		case "frame", "custom-shape", "rect", "g", "text-box", "line", "polyline", "path", "ellipse", "circle", "caption", "measure", "connector", "control", "polygon":
			l.drawing(k, s)
		case "page-number", "page-count", "print-date", "print-time", "modification-date", "modification-time", "file-name", "placeholder", "editing-duration", "editing-cycles", "page-continuation":
			r.left(intake.Computed, k)
		case "date", "time":
			if k.Attr("fixed") == "true" {
				l.inline(k, s)
			} else {
				r.left(intake.Computed, k)
			}
		case "hidden-text", "hidden-paragraph":
			if k.Attr("is-hidden") == "true" {
				r.aside(intake.Hidden, r.tell(k), nil)
			} else {
				l.inline(k, s)
			}
		case "ruby":
			if base, over := k.Kid("ruby-base"), k.Kid("ruby-text"); base != nil && over != nil {
				l.inline(base, s)
				l.sign(" (", s)
				l.inline(over, s)
				l.sign(")", s)
			} else {
				l.inline(k, s)
			}
		case "note-citation", "soft-page-break", "tracked-changes", "annotation-end", "script":
		default: // fields whose text is the author's, and wrappers
			l.inline(k, s)
		}
	}
}

var blanks = pattern.New(`[ \t\r\n]+`)

// outside returns an address as seen from the folder of the file. Relative ones begin within the package.
func outside(href string) string { return strings.TrimPrefix(href, "../") }

// drawing reads images and the text of boxes.
func (l *line) drawing(n *pack.Node, s span) {
	r := l.r
	var inside []intake.Block
	for _, k := range n.Kids {
		switch k.Name {
		case "image":
			alt := cmp.Or(strings.TrimSpace(n.Kid("desc").Content()), strings.TrimSpace(n.Kid("title").Content()))
			i := &intake.Image{Alt: alt, Name: path.Base(k.Attr("href")), Decorative: n.Attr("decorative") == "true"}
			switch href := k.Attr("href"); {
			case strings.Contains(href, "://") || strings.HasPrefix(href, "../"):
				i.Source = outside(href)
			case href != "":
				i.Data = r.a.Picture(href)
			default:
				i.Data, _ = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(k.Kid("binary-data").Content()), ""))
			}
			if n.Kid("object") != nil {
				continue // the picture of an object, which is read itself
			}
			l.spans = append(l.spans, intake.Span{Image: i, Link: s.link})
		case "text-box":
			inside = append(inside, r.blocks(k)...)
		case "object":
			l.object(strings.TrimPrefix(k.Attr("href"), "./"), k, s)
		case "p", "list", "h", "table":
			inside = append(inside, r.block(k)...)
		case "frame", "custom-shape", "rect", "g", "ellipse", "a", "caption", "polygon", "path", "circle":
			l.drawing(k, s)
		}
	}
	if len(inside) > 0 {
		l.boxes = append(l.boxes, &intake.Box{Blocks: inside})
	}
}

// object reads a formula, and tells of the words of a chart.
func (l *line) object(href string, inline *pack.Node, s span) {
	r := l.r
	n := inline.Find("math")
	if n == nil {
		n, _ = r.a.XML(href + "/content.xml")
	}
	if n == nil {
		return
	}
	if n.Name == "math" {
		var words []string
		n.Walk(func(k *pack.Node) bool {
			if t := strings.TrimSpace(k.Text); t != "" {
				r.texts.Take(k)
				words = append(words, t)
			}
			return k.Name != "annotation"
		})
		text := strings.Join(words, " ")
		l.words.WriteString(text)
		l.emit(text, s)
		return
	}
	r.left(intake.Drawing, n)
}
