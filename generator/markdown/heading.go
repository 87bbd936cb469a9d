package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
	"styrdok/generator/spelling"
)

// written is what a heading's line contains besides its text.
type written struct {
	level    int
	id       string // from "#id"; may be empty
	bookmark bool   // the ID was made by a word processor
	plain    bool   // "-": not numbered
}

// heading returns nil for a heading that is the title or has no text.
func (c *converter) heading(n *ast.Heading) *block.Heading {
	at := c.at(n.Pos())
	spans := c.spans(n)
	w := written{level: n.Level}
	c.attributes(&w, n, spans)
	spans = c.finish(spans)
	words := block.Plain(spans)
	if !char.Inked(words) {
		c.diags.Add(diag.EmptyHeading, at.Pos)
		return nil
	}
	level := n.Level
	switch {
	case level == 1:
		first := len(c.headings) == 0 && !c.inNote && n.Parent().Kind() == ast.KindDocument
		if first && !c.title && spelling.Same(joined.Replace(words), joined.Replace(c.opt.Title)) {
			c.title = true
			c.asideNode(n)
			return nil
		}
		switch {
		case c.inNote || c.tops < 2:
			c.diags.Add(diag.SecondTitle, at.Pos, words, diag.P("title-hint.one"))
		case !c.lowered:
			c.lowered = true
			c.diags.Add(diag.SecondTitle, at.Pos, words, diag.P("title-hint.several"))
		}
		level = 2
	case c.lowered && !c.inNote:
		if level++; level > 6 {
			level = 6
			c.diags.Add(diag.HeadingTooDeep, at.Pos, words)
		}
	}
	h := &block.Heading{At: at, Level: level, Spans: spans}
	c.headings = append(c.headings, h)
	c.written[h] = w
	return h
}

// countTops counts the headings of a text with a single #.
func (c *converter) countTops(parent ast.Node) {
	for n := parent.FirstChild(); n != nil && n.Type() != ast.TypeInline; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 1 && h.HasChildren() {
			c.tops++
		}
		if n.Kind() != kindNote {
			c.countTops(n)
		}
	}
}

// headingAttributes are Pandoc's attributes at the end of a heading: {#id .class key=value -}.
var headingAttributes = pattern.New(`\s*\{((?:\s*(?:#[^\s{}]+|\.[\pL_][\pL\d_:-]*|-|[\pL_][\pL\d_:.-]*=(?:"[^"{}]*"|[^\s"{}]*)))+)\s*\}\s*$`)

// bookmark matches an ID made by Word or a converter, which changes from one export to the next.
var bookmark = pattern.New(`^(?i:_?(?:toc|ref|hlk|hlt)_?\d+|_goback|bookmark\d*|_?heading=?[a-z]?[._].*|anchor-?\d+)$`)

// attributes reads and removes the braces at the end of a heading, unless they are escaped.
func (c *converter) attributes(w *written, n *ast.Heading, spans []block.Span) {
	if len(spans) == 0 || n.Lines().Len() == 0 {
		return
	}
	t, ok := spans[len(spans)-1].(*block.Text)
	last := n.Lines().At(n.Lines().Len() - 1)
	line := last.Value(c.src.bytes)
	brace := bytes.LastIndexByte(line, '{')
	if !ok || brace < 0 || brace > 0 && (line[brace-1] == '\\' || line[brace-1] == ']') {
		return
	}
	m := headingAttributes.FindStringSubmatch(plainSigns(t.Text))
	if m == nil {
		return
	}
	c.src.setAside(last.Stop-len(line)+brace, last.Stop)
	t.Text = strings.TrimRight(t.Text[:strings.LastIndexByte(t.Text, '{')], " \t\u00a0")
	for _, a := range strings.Fields(m[1]) {
		switch {
		case a[0] == '#' && w.id == "":
			w.id, w.bookmark = slug(a[1:], ""), bookmark.MatchString(a[1:])
		case a == "-" || a == ".unnumbered":
			w.plain = true
		}
	}
}

// checkHeadings reports skipped levels. Notes are after the text and not part of its outline.
func (c *converter) checkHeadings() {
	level := 1
	for _, h := range c.headings {
		if h.Level > level+1 {
			lower := h.Level - c.written[h].level // number of levels by which the text is lowered
			c.diags.Add(diag.SkippedHeading, h.Pos, strings.Repeat("#", h.Level-lower), strings.Repeat("#", level+1-lower), block.Plain(h.Spans))
		}
		level = h.Level
	}
}
