package docx

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
	"styrdok/generator/pattern"
)

// line gathers the spans of a paragraph, and the boxes that are anchored in it.
type line struct {
	r          *reader
	style      string // of the paragraph
	spans      []intake.Span
	boxes      []intake.Block
	anchors    []string
	sizes      map[float64]int // characters by size
	pageBefore bool
	pageAfter  bool
}

// state is what elements around a run say of it.
type state struct{ link string }

// field is one of Word's fields: a command, and what it came to.
type field struct {
	command string
	result  bool
	link    string
}

// name is the field's command, in capitals.
func (f *field) name() string {
	if w := strings.Fields(f.command); len(w) > 0 {
		return strings.ToUpper(w[0])
	}
	return ""
}

// inContents reports whether what is read now belongs to a table of contents.
func (r *reader) inContents() bool {
	return slices.ContainsFunc(r.fields, func(f *field) bool { return f.result && f.name() == "TOC" })
}

func (l *line) inline(n *pack.Node, s state) {
	r := l.r
	for _, k := range n.Children() {
		switch k.Name {
		case "r":
			l.run(k, s)
		case "hyperlink":
			inner := s
			if rel, ok := r.rels[r.part][k.Attr("id")]; ok && rel.outside {
				inner.link = rel.target
				if a := k.Attr("anchor"); a != "" && !strings.Contains(inner.link, "#") {
					inner.link += "#" + a
				}
			} else if a := k.Attr("anchor"); a != "" {
				inner.link = "#" + a
			}
			l.inline(k, inner)
		case "ins", "moveTo":
			from := len(l.spans)
			l.inline(k, s)
			if k.Name == "ins" {
				r.aside(intake.Insertion, strings.TrimSpace(intake.PlainText(l.spans[from:])), k)
			}
		case "del", "moveFrom":
			r.aside(removed[k.Name], words(k), k)
		case "smartTag", "customXml", "dir", "bdo", "sdtContent":
			l.inline(k, s)
		case "sdt":
			if placeholder(k) {
				r.left(intake.Computed, words(k))
				continue
			}
			l.inline(k.Kid("sdtContent"), s)
		case "fldSimple":
			r.fields = append(r.fields, &field{command: k.Attr("instr"), result: true, link: linkOf(k.Attr("instr"))})
			l.inline(k, s)
			r.fields = r.fields[:len(r.fields)-1]
		case "bookmarkStart":
			if name := k.Attr("name"); name != "_GoBack" {
				l.anchors = append(l.anchors, name)
			}
		case "oMath", "oMathPara":
			l.emit(intake.Span{Text: words(k)})
		case "AlternateContent":
			l.inline(choice(k), s)
		}
	}
}

// symbols are the letters of Symbol and Wingdings that occur in texts.
var symbols = map[string]string{
	"F0B7": "•", "F0A7": "•", "F0D8": "•", "F076": "•", "F06F": "☐", "F0A8": "☐", "F0FE": "☒", "F0FC": "✓", "F0E0": "→", "F0AE": "→", "F0B3": "≥", "F0A3": "≤", "F0B0": "°", "F0B1": "±", "F0B4": "×", "F06D": "µ",
}

func (l *line) run(n *pack.Node, s state) {
	r := l.r
	p := n.Kid("rPr")
	span := intake.Span{Look: r.look(p, l.style), Link: s.link, Lang: r.lang(p, l.style)}
	hidden := r.toggled(p, p.Kid("rStyle").Attr("val"), l.style, "vanish")
	var unseen strings.Builder
	add := func(text string) {
		if hidden {
			unseen.WriteString(text)
			return
		}
		out := span
		out.Text = text
		l.sizes[r.size(p, l.style)] += len(text)
		l.emit(out)
	}
	for _, k := range n.Kids {
		switch k.Name {
		case "t":
			add(strings.ReplaceAll(k.Content(), "\u00ad", ""))
		case "tab", "ptab":
			add("\t")
		case "cr":
			add("\n")
		case "br":
			switch {
			case k.Attr("type") != "page":
				add("\n")
			case len(l.spans) == 0:
				l.pageBefore = true
			default:
				l.pageAfter = true
			}
		case "noBreakHyphen":
			add("-")
		case "sym":
			if text, ok := symbols[strings.ToUpper(k.Attr("char"))]; ok {
				add(text)
			}
		case "footnoteReference", "endnoteReference":
			kind := strings.TrimSuffix(k.Name, "Reference") + "s"
			if at := r.note(kind, k.Attr("id")); at > 0 && !hidden {
				l.emit(intake.Span{Note: at})
			}
		case "commentReference":
			r.comment(k.Attr("id"))
		case "fldChar":
			l.fieldChar(k)
		case "instrText":
			if n := len(r.fields); n > 0 && !r.fields[n-1].result {
				r.fields[n-1].command += k.Content()
			}
		case "ruby":
			add(words(k.Kid("rubyBase")))
			if over := words(k.Kid("rt")); over != "" {
				add(" (" + over + ")")
			}
		case "drawing", "pict", "object":
			l.drawing(k, s)
		case "AlternateContent":
			for _, d := range choice(k).Children() {
				l.drawing(d, s)
			}
		case "oMath":
			add(words(k))
		case "delText":
			r.aside(intake.Deletion, k.Content(), nil)
		}
	}
	r.aside(intake.Hidden, strings.TrimSpace(unseen.String()), nil)
}

// lang is the language of a run if it is another than the text's.
func (r *reader) lang(p *pack.Node, style string) string {
	lang := r.property(p, p.Kid("rStyle").Attr("val"), style, "lang").Attr("val")
	short := func(s string) string { return strings.ToLower(strings.SplitN(s, "-", 2)[0]) }
	if short(lang) == short(r.out.Properties.Language) {
		return ""
	}
	return lang
}

func (l *line) fieldChar(k *pack.Node) {
	r := l.r
	switch k.Attr("fldCharType") {
	case "begin":
		r.fields = append(r.fields, &field{})
		form := k.Kid("ffData")
		if box := form.Kid("checkBox"); box != nil {
			mark := "☐"
			if isOn(cmp.Or(box.Kid("checked"), box.Kid("default"))) {
				mark = "☒"
			}
			l.spans = append(l.spans, intake.Span{Text: mark})
		}
	case "separate":
		if n := len(r.fields); n > 0 {
			f := r.fields[n-1]
			f.result, f.link = true, linkOf(f.command)
		}
	case "end":
		if n := len(r.fields); n > 0 {
			r.fields = r.fields[:n-1]
		}
	}
}

var (
	hyperlink = pattern.New(`(?i)^\s*HYPERLINK\s+(?:(?:\\[nmot]\s+)*"([^"]*)")?(?:.*?\\l\s+"([^"]*)")?`)
	// volatile are fields whose text is of the day on which the file was printed or saved, and pages' numbers.
	volatile = []string{"DATE", "TIME", "PRINTDATE", "SAVEDATE", "PAGE", "NUMPAGES", "SECTIONPAGES", "EDITTIME", "FILENAME", "FILESIZE", "REVNUM"}
)

func linkOf(command string) string {
	m := hyperlink.FindStringSubmatch(command)
	switch {
	case m == nil:
		return ""
	case m[2] != "":
		return m[1] + "#" + m[2]
	}
	return m[1]
}

// emit adds a span, unless a field around it says that it is not the author's text.
func (l *line) emit(s intake.Span) {
	r := l.r
	if s.Text == "" && s.Note == 0 && s.Image == nil {
		return
	}
	for _, f := range r.fields {
		if !f.result || slices.Contains(volatile, f.name()) {
			if s.Text != "" {
				r.left(intake.Computed, s.Text)
				return
			}
		}
		if s.Link == "" && f.link != "" {
			s.Link = f.link
		}
	}
	if s.Link != "" {
		s.Look &^= intake.Underline
	}
	l.spans = append(l.spans, s)
}

// drawing reads images and the text of boxes.
func (l *line) drawing(n *pack.Node, s state) {
	r := l.r
	name := n.Find("docPr")
	alt := cmp.Or(name.Attr("descr"), name.Attr("title"))
	decorative := isOn(n.Find("decorative"))
	if h := name.Find("hlinkClick"); h != nil && s.link == "" {
		if rel, ok := r.rels[r.part][h.Attr("id")]; ok && rel.outside {
			s.link = rel.target
		}
	}
	if name == nil {
		alt = n.Find("shape").Attr("alt")
	}
	image := func(id string) {
		rel, ok := r.rels[r.part][id]
		if !ok || id == "" {
			return
		}
		i := &intake.Image{Alt: alt, Decorative: decorative, Name: path.Base(rel.target)}
		if rel.outside {
			i.Source = rel.target
		} else {
			i.Data = r.a.Picture(rel.target)
		}
		l.emit(intake.Span{Image: i, Link: s.link})
	}
	var loose []string
	var walk func(k *pack.Node)
	walk = func(k *pack.Node) {
		switch k.Name {
		case "txbxContent":
			fields := r.fields
			r.fields = nil
			if blocks := r.blocks(k); len(blocks) > 0 {
				l.boxes = append(l.boxes, &intake.Box{Blocks: blocks})
			}
			r.fields = fields
			return
		case "blip":
			image(cmp.Or(k.Attr("embed"), k.Attr("link")))
			return // its extensions hold the same picture in another form
		case "imagedata":
			image(k.Attr("id"))
		case "Fallback":
			return
		case "t":
			loose = append(loose, k.Content())
		}
		for _, c := range k.Kids {
			walk(c)
		}
	}
	walk(n)
	if text := strings.Join(loose, " "); strings.TrimSpace(text) != "" {
		l.boxes = append(l.boxes, &intake.Box{Blocks: []intake.Block{&intake.Paragraph{Spans: []intake.Span{{Text: text}}}}})
	}
}
