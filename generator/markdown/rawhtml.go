package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// isComment reports whether inline HTML is a comment, the author's private note.
func (c *converter) isComment(n *ast.RawHTML) bool {
	return n.Segments.Len() > 0 && bytes.HasPrefix(c.src.bytes[n.Segments.At(0).Start:], []byte("<!--"))
}

// rawHTML drops a tag within a line. A line break is kept, and reported where Markdown has its own;
// other tags are reported once, at the opening tag.
func (c *converter) rawHTML(out []block.Span, n *ast.RawHTML) []block.Span {
	if n.Segments.Len() == 0 {
		return out
	}
	at := n.Segments.At(0)
	tag := c.src.bytes[at.Start:at.Stop]
	c.asideHTML(at.Start, n.Segments.At(n.Segments.Len()-1).Stop)
	if bytes.HasPrefix(tag, []byte("</")) {
		return out
	}
	name, shown := tagName(tag), shorten(strings.TrimSpace(string(tag)))
	if name == "br" {
		if !inCell(n) { // where it is the only kind of line break
			c.diags.Add(diag.RawHTML, c.src.pos(at.Start), shown, diag.P("html.break"))
		}
		return append(out, &block.Break{At: c.at(at.Start)})
	}
	if kept := (htmlReader{opened: string(tag)}); tag[1] == '!' || tag[1] == '?' || ofHTML(name) {
		c.diags.Add(diag.RawHTML, c.src.pos(at.Start), shown, kept.kept())
	} // Others are reported as lost words.
	return out
}

// tagName returns a tag's name in lower case.
func tagName(tag []byte) string {
	name := bytes.TrimLeft(tag, "</")
	if i := bytes.IndexAny(name, " \t\n/>"); i >= 0 {
		name = name[:i]
	}
	return strings.ToLower(string(name[:min(len(name), 40)]))
}

// characterData begins HTML whose content is text, but is dropped all the same.
const characterData = "<![CDATA["

// withinWords are tags that may be in the middle of a word. Others separate words.
var withinWords = setOf("a abbr b code del em font i ins kbd mark q s small span strong sub sup time u wbr")

// htmlBlock keeps the text of an HTML block as a paragraph. Comments, scripts and styles are dropped
// with their content.
func (c *converter) htmlBlock(out []block.Block, n *ast.HTMLBlock) []block.Block {
	lines := n.Lines()
	if n.HasClosure() {
		lines = text.NewSegments()
		lines.AppendAll(n.Lines().Sliced(0, n.Lines().Len()))
		lines.Append(n.ClosureLine)
	}
	r := htmlReader{}
	var spans []block.Span
	opened, reported := -1, -1 // beginning of what is dropped, and the last diagnostic
	for i := range lines.Len() {
		s := lines.At(i)
		for at := s.Start; at < s.Stop; {
			next, kept := r.next(c.src.bytes[at:s.Stop])
			if r.opened != "" {
				reported = len(c.diags)
				c.diags.Add(diag.RawHTML, c.src.pos(at), shorten(r.opened), r.kept())
				r.opened = ""
			}
			if r.separates {
				r.separates = false
				spans = c.space(spans, at)
			}
			if kept {
				words := bytes.TrimRight(c.src.bytes[at:at+next], "\n")
				if len(words) > 0 {
					t := &block.Text{At: c.at(at), Text: c.unescape(at, words)}
					if r.raised {
						t.Text = block.Raise(t.Text)
					}
					spans = append(spans, t)
				}
			}
			if !kept && opened < 0 {
				opened = at
			}
			at += next
			if opened >= 0 && !r.within() {
				c.asideHTML(opened, at)
				opened = -1
			}
		}
		if len(spans) > 0 {
			spans = c.space(spans, s.Stop)
		}
	}
	if opened >= 0 {
		// What follows is lost, and reported like any lost text. The tag's name is not text.
		c.src.setAside(opened, opened+1+len(tagName(c.src.bytes[opened:])))
		if reported >= 0 {
			c.diags[reported].Args[1] = diag.P("html.gone").Arg()
		}
	}
	if spans = c.finish(joinSpaces(spans)); len(spans) > 0 {
		out = append(out, &block.Paragraph{At: block.At{Pos: spans[0].Position()}, Spans: spans})
	}
	return out
}

// joinSpaces collapses the spaces that dropped tags have left.
func joinSpaces(spans []block.Span) []block.Span {
	out := spans[:0]
	space := true
	for _, s := range spans {
		t := s.(*block.Text)
		words := strings.Join(strings.Fields(t.Text), " ")
		if !space && t.Text != "" && (t.Text[0] == ' ' || t.Text[0] == '\t') {
			words = " " + words
		}
		if words != "" && words != " " && (strings.HasSuffix(t.Text, " ") || strings.HasSuffix(t.Text, "\t")) {
			words += " "
		}
		if words == "" {
			continue
		}
		t.Text = words
		space = strings.HasSuffix(words, " ")
		out = append(out, t)
	}
	return out
}

// htmlReader splits HTML into tags and text. It keeps its state between lines.
type htmlReader struct {
	comment   bool
	skip      string // "script" or "style": dropped up to its end
	tag       bool
	quote     byte
	opened    string // a tag that has just begun
	separates bool   // it separates words
	raised    bool   // inside <sup>
}

// next returns the length of the next token and whether it is text.
func (r *htmlReader) next(b []byte) (length int, words bool) {
	switch {
	case r.comment:
		if i := bytes.Index(b, []byte("-->")); i >= 0 {
			r.comment = false
			return i + 3, false
		}
		return len(b), false
	case r.tag:
		return r.tagEnd(b, 0), false
	case r.skip != "":
		if i := indexFold(b, "</"+r.skip); i >= 0 {
			r.skip = ""
			if i > 0 {
				return i, false
			}
			return r.next(b)
		}
		return len(b), false
	case b[0] != '<':
		if i := bytes.IndexByte(b, '<'); i >= 0 {
			return i, true
		}
		return len(b), true
	case bytes.HasPrefix(b, []byte("<!--")):
		r.comment = true
		return 4, false
	case len(b) < 2 || !isTagStart(b[1]):
		return 1, true
	}
	name := tagName(b)
	if b[1] != '/' {
		end := bytes.IndexByte(b, '>')
		if end < 0 {
			end = len(bytes.TrimRight(b, "\n")) - 1
		}
		r.opened = string(b[:end+1])
		if name == "script" || name == "style" {
			r.skip = name
		}
	}
	r.separates = !withinWords[name]
	if name == "sup" {
		r.raised = b[1] != '/'
	}
	r.tag = true
	return r.tagEnd(b, 1), false
}

// within reports whether something is still open.
func (r *htmlReader) within() bool { return r.comment || r.tag || r.skip != "" }

// kept returns in words whether the content of the tag that has just begun is kept.
func (r *htmlReader) kept() diag.Phrase {
	if r.skip != "" || len(r.opened) > 1 && (r.opened[1] == '!' || r.opened[1] == '?') {
		return diag.P("html.gone")
	}
	return diag.P("html.kept")
}

func isTagStart(c byte) bool {
	return c == '/' || c == '!' || c == '?' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func (r *htmlReader) tagEnd(b []byte, from int) int {
	for i := from; i < len(b); i++ {
		switch {
		case r.quote != 0:
			if b[i] == r.quote {
				r.quote = 0
			}
		case b[i] == '"' || b[i] == '\'':
			r.quote = b[i]
		case b[i] == '>':
			r.tag = false
			return i + 1
		}
	}
	return len(b)
}

func indexFold(b []byte, s string) int {
	for i := 0; i+len(s) <= len(b); i++ {
		if b[i] == s[0] && strings.EqualFold(string(b[i:i+len(s)]), s) {
			return i
		}
	}
	return -1
}

// elements are the names of HTML elements, current and obsolete. Any other name in angle brackets is a
// word of the text, as in "<namn>".
var elements = setOf(`a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote
	body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
	fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input
	ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option
	output p param path picture pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike
	strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xml`)

// bareAttributes are the boolean attributes of HTML.
var bareAttributes = setOf(`allowfullscreen async autofocus autoplay checked compact controls default defer disabled formnovalidate
	hidden inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed selected`)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// attributePiece matches an attribute of a tag, with its value if it has one.
var attributePiece = pattern.New(`([^\s=<>"'/]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?`)

// ofHTML reports whether a tag's name is one of HTML, or of a word processor's.
func ofHTML(name string) bool {
	return elements[name] || strings.ContainsAny(name, ":-")
}

// asideHTML records that a piece of HTML is markup: all of a comment or an instruction, but only the
// name and attributes of a tag. The rest is text that is dropped with it.
func (c *converter) asideHTML(start, stop int) {
	piece := c.src.bytes[start:stop]
	switch {
	case bytes.HasPrefix(piece, []byte(characterData)):
		c.src.setAside(start, start+len(characterData))
		return
	case len(piece) < 2 || piece[1] == '!' || piece[1] == '?':
		c.src.setAside(start, stop)
		return
	}
	at := start + 1
	if piece[1] == '/' {
		at++
	}
	name := tagName(piece)
	if name == "script" || name == "style" {
		c.src.setAside(start, stop)
		return
	}
	if ofHTML(name) {
		c.src.setAside(start, at+len(name))
	}
	inside := c.src.bytes[min(at+len(name), stop):stop]
	for _, m := range attributePiece.FindAllSubmatchIndex(inside, -1) {
		if m[4] >= 0 || bareAttributes[strings.ToLower(string(inside[m[2]:m[3]]))] {
			c.src.setAside(at+len(name)+m[0], at+len(name)+m[1])
		}
	}
}
