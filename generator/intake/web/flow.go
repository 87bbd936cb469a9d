package web

import (
	"encoding/base64"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

var blockAtoms = []atom.Atom{
	atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt,
	atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header,
	atom.Hgroup, atom.Hr, atom.Li, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Plaintext, atom.Pre, atom.Search, atom.Section,
	atom.Summary, atom.Table, atom.Caption, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Legend, atom.Noscript,
}

// looks are the elements that say how text is set off.
var looks = map[atom.Atom]intake.Look{
	atom.B: intake.Bold, atom.Strong: intake.Bold,
	atom.I: intake.Italic, atom.Em: intake.Italic, atom.Cite: intake.Italic, atom.Dfn: intake.Italic, atom.Var: intake.Italic,
	atom.U: intake.Underline, atom.S: intake.Strike, atom.Strike: intake.Strike, atom.Sup: intake.Super, atom.Sub: intake.Sub,
	atom.Code: intake.Fixed, atom.Tt: intake.Fixed, atom.Kbd: intake.Fixed, atom.Samp: intake.Fixed,
}

var menuRoles = []string{"navigation", "search", "banner", "contentinfo", "dialog", "alertdialog"}

func isBlock(n *html.Node) bool {
	return n.Type == html.ElementNode && slices.Contains(blockAtoms, n.DataAtom)
}

// flow reads the blocks below an element.
func (r *reader) flow(n *html.Node, l look) []intake.Block {
	f := &flow{r: r}
	f.kids(n, l)
	f.end()
	return f.out
}

// flow gathers blocks, and the line that is not yet one.
type flow struct {
	r       *reader
	out     []intake.Block
	line    []intake.Span
	anchors []string
	items   []intake.Flat // of Word, whose lists are paragraphs
	quote   bool
	code    bool
	centred bool
	style   string
	words   strings.Builder // of the line, as they stand in the page
}

// look is what elements around a text say of it.
type look struct {
	intake.Look
	link, lang string
	exact      bool // blanks count
}

func (f *flow) end() {
	f.paragraph()
	f.endItems()
}

func (f *flow) endItems() {
	f.out = append(f.out, intake.Nest(f.items)...)
	f.items = nil
}

func (f *flow) add(b intake.Block) {
	f.end()
	f.out = append(f.out, b)
}

// paragraph makes one of the line.
func (f *flow) paragraph() {
	spans := f.spans()
	if spans == nil {
		return
	}
	f.endItems()
	f.out = append(f.out, &intake.Paragraph{Spans: spans, Anchors: f.anchors, Quote: f.quote, Code: f.code, Centred: f.centred, Style: f.style})
	f.anchors = nil
}

// spans takes the line, without blanks at its ends; nil if there is nothing in it.
func (f *flow) spans() []intake.Span {
	spans := intake.Tidy(f.line)
	f.line = nil
	f.piece()
	if f.code {
		if strings.TrimSpace(intake.PlainText(spans)) == "" {
			return nil
		}
		return spans
	}
	trim := func(i int, cut func(string, string) string) bool {
		s := &spans[i]
		if s.Image != nil || s.Note != 0 {
			return false
		}
		s.Text = cut(s.Text, " \n\t")
		return s.Text == ""
	}
	for len(spans) > 0 && trim(0, strings.TrimLeft) {
		spans = spans[1:]
	}
	for len(spans) > 0 && trim(len(spans)-1, strings.TrimRight) {
		spans = spans[:len(spans)-1]
	}
	if intake.Blank(spans) {
		return nil
	}
	return spans
}

// piece ends the words of a piece of the line.
func (f *flow) piece() { f.r.texts.End(&f.words) }

// sign adds what the page shows without having it as text.
func (f *flow) sign(s string, l look) {
	f.piece()
	f.text(s, l)
}

// node reads a text.
func (f *flow) node(n *html.Node, l look) {
	f.r.texts.Take(n)
	f.words.WriteString(n.Data)
	f.text(n.Data, l)
}

var whitespace = pattern.New(`[ \t\r\n\f]+`)

func (f *flow) text(s string, l look) {
	if !l.exact {
		s = whitespace.ReplaceAllString(s, " ")
		if n := len(f.line); n == 0 {
			s = strings.TrimLeft(s, " ")
		} else if last := f.line[n-1]; strings.HasPrefix(s, " ") && last.Image == nil && last.Note == 0 && (strings.HasSuffix(last.Text, " ") || strings.HasSuffix(last.Text, "\n")) {
			s = s[1:]
		}
	}
	s = strings.ReplaceAll(s, "\u00ad", "")
	if s != "" {
		f.line = append(f.line, intake.Span{Text: s, Look: l.Look, Link: l.link, Lang: l.lang})
	}
}

// unseen reports whether an element is not shown.
func unseen(n *html.Node) bool {
	s := style(n)
	return has(n, "hidden") || strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") || strings.Contains(s, "mso-hide:all")
}

func (f *flow) kids(n *html.Node, l look) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.Type {
		case html.TextNode:
			f.node(k, l)
		case html.ElementNode:
			f.element(k, l)
		}
	}
}

func (f *flow) element(n *html.Node, l look) {
	r := f.r
	if quiet(n) {
		return
	}
	if r.isNote(n) && !r.inNote {
		return // read where it is referred to
	}
	if unseen(n) {
		r.aside(intake.Hidden, n, "")
		return
	}
	if class(n, "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screen-reader-only", "env-assistive-text", "sv-visuallyhidden") {
		r.left(intake.Aloud, r.tell(n))
		return
	}
	role := attr(n, "role")
	if title := attr(n, "title"); n.DataAtom == atom.Div && (title == "header" || title == "footer") { // as LibreOffice has it
		r.menu(n)
		return
	}
	if n.DataAtom == atom.Li && !r.isNote(n) { // outside of a list, where browsers show one all the same
		f.paragraph()
		if blocks := r.item(n, l); len(blocks) > 0 {
			f.items = append(f.items, intake.Flat{Item: intake.Item{Marker: "•", Blocks: blocks}})
		}
		return
	}
	switch n.DataAtom {
	case atom.Nav, atom.Form, atom.Button, atom.Select, atom.Search, atom.Dialog, atom.Noscript, atom.Textarea:
		r.menu(n)
		return
	case atom.Header, atom.Footer:
		if in(n, atom.Body) && !in(n, atom.Main, atom.Article) && find(n, func(k *html.Node) bool { return k.DataAtom == atom.H1 }) == nil {
			r.menu(n)
			return
		}
	}
	if slices.Contains(menuRoles, role) {
		r.menu(n)
		return
	}
	if lang := attr(n, "lang"); lang != "" {
		l.lang = ""
		if !strings.HasPrefix(lang, strings.SplitN(r.out.Properties.Language+"-", "-", 2)[0]) {
			l.lang = lang
		}
	}
	if id := attr(n, "id"); id != "" {
		f.anchors = append(f.anchors, id)
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		f.heading(n, l, int(n.Data[1]-'0'))
	case atom.P:
		f.wordParagraph(n, l)
	case atom.Br:
		if strings.Contains(style(n), "page-break-before:always") {
			return
		}
		f.piece()
		f.line = append(f.line, intake.Span{Text: "\n"})
	case atom.Hr:
		f.add(&intake.Rule{})
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		f.list(n)
	case atom.Dl:
		f.definitions(n)
	case atom.Table:
		f.table(n)
	case atom.Blockquote:
		f.inner(n, l, func(in *flow) { in.quote = true })
	case atom.Pre, atom.Listing, atom.Plaintext:
		l.exact = true
		f.inner(n, l, func(in *flow) { in.code = true })
	case atom.Img:
		f.image(n, l)
	case atom.A:
		f.anchor(n, l)
	case atom.Del:
		r.aside(intake.Deletion, n, attr(n, "datetime"))
	case atom.Q:
		f.sign("”", l)
		f.kids(n, l)
		f.sign("”", l)
	case atom.Rt:
		f.sign(" (", l)
		f.kids(n, l)
		f.sign(")", l)
	case atom.Svg:
		r.left(intake.Drawing, r.tell(n))
	case atom.Rp, atom.Object, atom.Iframe, atom.Noframes, atom.Audio, atom.Video, atom.Canvas, atom.Datalist:
		r.left(intake.Alternative, r.tell(n))
	case atom.Aside:
		if blocks := r.flow(n, l); len(blocks) > 0 {
			f.add(&intake.Box{Blocks: blocks})
		}
	case atom.Input:
		if attr(n, "type") == "checkbox" {
			mark := "☐"
			if has(n, "checked") {
				mark = "☒"
			}
			f.sign(mark+" ", l)
		}
	default:
		if own := looks[n.DataAtom]; own != 0 {
			l.Look |= own
			f.kids(n, l)
			return
		}
		s := style(n)
		if strings.Contains(s, "font-weight:bold") || strings.Contains(s, "font-weight:700") {
			l.Look |= intake.Bold
		}
		if strings.Contains(s, "font-style:italic") {
			l.Look |= intake.Italic
		}
		if strings.Contains(s, "mso-list:ignore") {
			return
		}
		if role == "heading" {
			level, err := strconv.Atoi(attr(n, "aria-level"))
			if err != nil || level < 1 {
				level = 2
			}
			f.heading(n, l, level)
			return
		}
		if isBlock(n) || find(n, isBlock) != nil {
			f.paragraph()
			f.kids(n, l)
			f.paragraph()
			return
		}
		f.kids(n, l)
	}
}

func (f *flow) heading(n *html.Node, l look, level int) {
	f.end()
	anchors := f.anchors
	f.anchors = nil
	f.kids(n, l)
	if spans := f.spans(); spans != nil {
		f.out = append(f.out, &intake.Heading{Level: level, Spans: spans, Anchors: append(anchors, f.anchors...)})
	}
	f.anchors = nil
}

func in(n *html.Node, atoms ...atom.Atom) bool {
	for p := range n.Ancestors() {
		if slices.Contains(atoms, p.DataAtom) {
			return true
		}
	}
	return false
}

// inner reads what is below an element as blocks of another sort.
func (f *flow) inner(n *html.Node, l look, set func(*flow)) {
	f.end()
	in := &flow{r: f.r, anchors: f.anchors}
	f.anchors = nil
	set(in)
	in.kids(n, l)
	in.end()
	f.out = append(f.out, in.out...)
}

var (
	wordList  = pattern.New(`mso-list:l(\d+)level(\d)`)
	wordTitle = pattern.New(`^mso(?:title|rubrik)`)
	counted   = pattern.New(`^[\p{L}\d(]`)
)

// wordParagraph reads a paragraph. Word makes items, titles and tables of contents of them.
func (f *flow) wordParagraph(n *html.Node, l look) {
	r := f.r
	f.paragraph()
	anchors := f.anchors
	f.anchors = nil
	own := strings.ToLower(attr(n, "class"))
	s := style(n)
	f.style, f.centred = attr(n, "class"), strings.Contains(s, "text-align:center") || strings.EqualFold(attr(n, "align"), "center")
	defer func() { f.style, f.centred = "", false }()
	m := wordList.FindStringSubmatch(s)
	switch {
	case m != nil:
		marker := ""
		if ignored := find(n, func(k *html.Node) bool { return strings.Contains(style(k), "mso-list:ignore") }); ignored != nil {
			marker = strings.TrimSpace(strings.ReplaceAll(r.take(ignored), "\u00a0", " "))
		}
		ordered := counted.MatchString(marker) && marker != "o"
		if ordered {
			r.texts.Piece(marker)
		} else {
			marker = "•"
		}
		f.kids(n, l)
		if spans := f.spans(); spans != nil {
			level, _ := strconv.Atoi(m[2])
			f.items = append(f.items, intake.Flat{Level: level - 1, Ordered: ordered, Item: intake.Item{Marker: marker,
				Blocks: []intake.Block{&intake.Paragraph{Spans: spans, Anchors: anchors}}}})
		}
	case wordTitle.MatchString(own):
		f.kids(n, l)
		if spans := f.spans(); spans != nil {
			f.add(&intake.Heading{Level: 0, Spans: spans, Anchors: anchors})
		}
	case strings.HasPrefix(own, "msotoc"):
		f.kids(n, l)
		if spans := f.spans(); spans != nil {
			if k := len(f.out) - 1; k >= 0 {
				if c, ok := f.out[k].(*intake.Contents); ok {
					c.Lines = append(c.Lines, spans)
					break
				}
			}
			f.add(&intake.Contents{Lines: [][]intake.Span{spans}})
		}
	default:
		f.anchors = anchors
		f.kids(n, l)
		f.paragraph()
	}
}

func (r *reader) left(why intake.Why, text string) {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		r.out.Left = append(r.out.Left, intake.Left{Why: why, Text: text})
	}
}

// aside tells of words that are no part of the text.
func (r *reader) aside(kind intake.AsideKind, n *html.Node, date string) {
	if text := strings.Join(strings.Fields(r.tell(n)), " "); text != "" {
		r.out.Asides = append(r.out.Asides, intake.Aside{Kind: kind, Text: text, Date: intake.Day(date)})
	}
}

func (f *flow) image(n *html.Node, l look) {
	alt := strings.Join(strings.Fields(attr(n, "alt")), " ")
	i := &intake.Image{Alt: alt, Decorative: has(n, "alt") && alt == "" || attr(n, "role") == "presentation"}
	src := attr(n, "src")
	if rest, ok := strings.CutPrefix(src, "data:"); ok {
		head, body, _ := strings.Cut(rest, ",")
		if strings.HasSuffix(head, ";base64") {
			i.Data, _ = base64.StdEncoding.DecodeString(strings.Join(strings.Fields(body), ""))
		} else if s, err := url.PathUnescape(body); err == nil {
			i.Data = []byte(s)
		}
		i.Name = "bild"
	} else if src != "" {
		i.Source = src
		if u, err := url.Parse(src); err == nil {
			i.Name = path.Base(u.Path)
		}
	} else {
		return
	}
	f.line = append(f.line, intake.Span{Image: i, Link: l.link})
}

// anchor reads a link, the target of one, or the mark of a footnote.
func (f *flow) anchor(n *html.Node, l look) {
	r := f.r
	if name := attr(n, "name"); name != "" {
		f.anchors = append(f.anchors, name)
	}
	href := strings.TrimSpace(attr(n, "href"))
	if id, ok := strings.CutPrefix(href, "#"); ok {
		if note := r.notes[id]; note != nil && !r.inNote {
			f.line = append(f.line, intake.Span{Note: r.note(note)})
			r.left(intake.Foot, r.tell(n))
			return
		}
		if r.inNote && (attr(n, "role") == "doc-backlink" || class(n, "footnote-back", "sdfootnotesym", "sdendnotesym", "footnote-backref") || backMark.MatchString(plain(n))) {
			r.left(intake.Foot, r.tell(n))
			return
		}
	}
	if href != "" && !strings.HasPrefix(strings.ToLower(href), "javascript:") {
		l.link = r.resolved(href)
	}
	f.kids(n, l)
}

func (r *reader) resolved(href string) string {
	u, err := url.Parse(href)
	if err != nil || u.IsAbs() || strings.HasPrefix(href, "#") || r.base == nil {
		return href
	}
	return r.base.ResolveReference(u).String()
}
