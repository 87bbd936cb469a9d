package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// script is superscript or subscript: m^2^, CO~2~.
type script struct {
	ast.BaseInline
	raised bool
}

var kindScript = ast.NewNodeKind("Script")

func (*script) Kind() ast.NodeKind              { return kindScript }
func (s *script) Dump(source []byte, level int) { ast.DumpHelper(s, source, level, nil, nil) }

// scriptParser reads ^superscript^ and ~subscript~, and ~~struck~~ text with goldmark's parser.
// Superscripts and subscripts are short and without spaces, and subscripts follow a word, so that x^2 +
// y^2, ~5 and addresses with ~ stay as they are.
type scriptParser struct{ strike parser.InlineParser }

func newScriptParser() scriptParser {
	return scriptParser{limitedMarks{extension.NewStrikethroughParser()}}
}

func (scriptParser) Trigger() []byte { return []byte("^~") }

var (
	scriptText = pattern.New(`^[\^~]([\pL\d+\-−–=(),.:;·′’]{1,30})[\^~]`)
	exponent   = pattern.New(`^[+\-−–]?\d+$`)
)

func (p scriptParser) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, segment := r.PeekLine()
	sign := line[0]
	if sign == '~' && len(line) > 1 && line[1] == '~' {
		return p.strike.Parse(parent, r, pc)
	}
	before := r.PrecendingCharacter()
	if byte(before) == sign || sign == '~' && !unicode.IsLetter(before) && !unicode.IsDigit(before) && before != ')' && before != ']' {
		return nil
	}
	m := scriptText.FindSubmatchIndex(line[:min(len(line), 100)])
	if m == nil || line[m[1]-1] != sign {
		return nil
	}
	after, _ := utf8.DecodeRune(line[m[1]:])
	if unicode.IsDigit(after) || after == rune(sign) || unicode.IsLetter(after) && !exponent.Match(line[m[2]:m[3]]) {
		return nil // x^2+y^2, x^n+y^n
	}
	s := &script{raised: sign == '^'}
	s.AppendChild(s, ast.NewTextSegment(text.NewSegment(segment.Start+m[2], segment.Start+m[3])))
	r.Advance(m[1])
	return s
}

// scriptSpan returns a superscript or a subscript, in which a hyphen before a digit is a minus sign.
func scriptSpan(raised bool, at block.At, inside []block.Span) block.Span {
	if len(inside) == 1 {
		if t, ok := inside[0].(*block.Text); ok && exponent.MatchString(t.Text) {
			t.Text = strings.Replace(t.Text, "-", "−", 1)
		}
	}
	if raised {
		return &block.Superscript{At: at, Spans: inside}
	}
	return &block.Subscript{At: at, Spans: inside}
}

// openTag is a <sup> or <sub> that is open.
type openTag struct {
	name     string
	from     int // index of the first span inside it
	offset   int
	tag      []byte
	brackets []bracket // those open around it
}

// scriptTag reads <sup>, <sub> and their end tags. It returns false for other tags and for end tags
// without a start tag.
func (c *converter) scriptTag(out []block.Span, open []openTag, brackets []bracket, n *ast.RawHTML) ([]block.Span, []openTag, []bracket, bool) {
	if n.Segments.Len() == 0 {
		return out, open, brackets, false
	}
	s := n.Segments.At(0)
	tag := c.src.bytes[s.Start:s.Stop]
	name := tagName(tag)
	if name != "sup" && name != "sub" {
		return out, open, brackets, false
	}
	c.asideAll(n.Segments)
	switch {
	case !bytes.HasPrefix(tag, []byte("</")):
		if c.spanDepth+len(open) >= maxSpanDepth {
			return out, open, brackets, false
		}
		return out, append(open, openTag{name, len(out), s.Start, tag, brackets}), nil, true
	case len(open) == 0 || open[len(open)-1].name != name:
		return out, open, brackets, false
	}
	last := open[len(open)-1]
	if inside := append([]block.Span(nil), out[last.from:]...); len(inside) > 0 {
		out = append(out[:last.from], scriptSpan(name == "sup", c.at(last.offset), inside))
	}
	return out, open[:len(open)-1], last.brackets, true
}

// unclosedTags reports tags that do not end within the part of a line in which they begin.
func (c *converter) unclosedTags(open []openTag) {
	for _, t := range open {
		c.diags.Add(diag.RawHTML, c.src.pos(t.offset), shorten(strings.TrimSpace(string(t.tag))), diag.P("html.kept"))
	}
}
