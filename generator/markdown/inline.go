package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// line returns the spans of a block with text: typeset, and without spaces at either end.
func (c *converter) line(n ast.Node) []block.Span {
	return c.finish(c.spans(n))
}

func (c *converter) finish(spans []block.Span) []block.Span {
	spans = trimLine(bare(spans))
	c.typo.set(spans, c.lang, c.literal)
	return spans
}

// bare replaces spans that leave no ink, such as code of a space or emphasis of U+200B, with their text,
// so that the line may still break there. A line without any ink becomes empty.
func bare(spans []block.Span) []block.Span {
	if !leavesInk(spans) {
		return nil
	}
	for i, s := range spans {
		switch s := s.(type) {
		case *block.CodeSpan:
			if !char.Inked(s.Text) {
				spans[i] = &block.Text{At: s.At, Text: s.Text}
			}
		case *block.Emphasis, *block.Strong, *block.Strike, *block.Superscript, *block.Subscript, *block.ForeignSpan:
			if inside := block.Inside(s); !leavesInk(inside) {
				spans[i] = &block.Text{At: block.At{Pos: s.Position()}, Text: block.Plain(inside)}
			} else {
				copy(inside, bare(inside))
			}
		}
	}
	return spans
}

// leavesInk reports whether anything in spans is visible.
func leavesInk(spans []block.Span) bool {
	return block.AnySpan(spans, func(s block.Span) bool {
		switch s := s.(type) {
		case *block.Text:
			return char.Inked(s.Text)
		case *block.CodeSpan:
			return char.Inked(s.Text)
		case *block.Image, *block.NoteRef:
			return true
		}
		return false
	})
}

// trimLine removes spaces at both ends, which dropped comments may leave.
func trimLine(spans []block.Span) []block.Span {
	for len(spans) > 0 {
		if t, ok := spans[0].(*block.Text); ok {
			if t.Text = strings.TrimLeft(t.Text, " \t"); t.Text == "" {
				spans = spans[1:]
				continue
			}
		}
		break
	}
	for len(spans) > 0 {
		switch t := spans[len(spans)-1].(type) {
		case *block.Text:
			if t.Text = strings.TrimRight(t.Text, " \t"); t.Text != "" {
				return spans
			}
		case *block.Break:
		default:
			return spans
		}
		spans = spans[:len(spans)-1]
	}
	return spans
}

// piece is a run of plain source text, or a node.
type piece struct {
	start, stop int
	node        ast.Node
	soft, hard  bool
}

// pieces joins the texts that goldmark has split at every special character.
func pieces(parent ast.Node) []piece {
	var out []piece
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok {
			out = append(out, piece{node: n})
			continue
		}
		s := t.Segment
		if last := len(out) - 1; last >= 0 && out[last].node == nil && out[last].stop == s.Start && !out[last].soft && !out[last].hard {
			out[last].stop = s.Stop
			out[last].soft, out[last].hard = t.SoftLineBreak(), t.HardLineBreak()
			continue
		}
		out = append(out, piece{start: s.Start, stop: s.Stop, soft: t.SoftLineBreak(), hard: t.HardLineBreak()})
	}
	return out
}

// attribute matches what may follow an image or a bracket.
var attribute = pattern.New(`^\{\s*([A-Za-z][A-Za-z-]*)(?:=["”“]?([^\s{}"”“]*)["”“]?)?\s*\}`)

// spans returns the spans inside a node.
func (c *converter) spans(parent ast.Node) []block.Span {
	c.spanDepth++
	defer func() { c.spanDepth-- }()
	list := pieces(parent)
	out := make([]block.Span, 0, len(list))
	var brackets []bracket // open ones, for [text]{lang=en}
	var tags []openTag
	last := c.lastAttribute(list)
	dropped := false // the previous piece was a comment
	for i, p := range list {
		if p.node != nil {
			raw, ok := p.node.(*ast.RawHTML)
			if ok && c.isComment(raw) {
				c.asideAll(raw.Segments)
				dropped = true
				continue
			}
			if ok {
				out, tags, brackets, ok = c.scriptTag(out, tags, brackets, raw)
			}
			if !ok {
				out = c.span(out, p.node)
			}
			dropped = false
			continue
		}
		start, stop := p.start, p.stop
		if dropped && len(out) > 0 {
			if t, ok := out[len(out)-1].(*block.Text); ok && strings.HasSuffix(t.Text, " ") {
				for start < stop && c.src.bytes[start] == ' ' {
					start++
				}
			}
		}
		dropped = false
		if i > 0 && list[i-1].node != nil {
			if _, isImage := list[i-1].node.(*ast.Image); isImage {
				start += c.imageAttribute(start, stop)
			}
		}
		if i <= last {
			out, brackets = c.bracketed(out, brackets, start, stop)
		} else {
			out = c.text(out, start, stop)
		}
		switch {
		case p.hard:
			out = append(out, &block.Break{At: c.at(stop)})
		case p.soft:
			out = c.space(out, stop)
		}
	}
	c.unclosedTags(tags)
	return out
}

// lastAttribute returns the index of the last piece in which an attribute may end a bracket.
func (c *converter) lastAttribute(list []piece) int {
	for i := len(list) - 1; i >= 0; i-- {
		if p := list[i]; p.node == nil && bytes.Contains(c.src.bytes[p.start:p.stop], []byte("]{")) {
			return i
		}
	}
	return -1
}

// text appends the meaning of a run of source text.
func (c *converter) text(out []block.Span, start, stop int) []block.Span {
	if start >= stop {
		return out
	}
	raw := c.src.bytes[start:stop]
	if !c.inLink && mayHoldAddress(raw) {
		return c.addresses(out, start, stop)
	}
	return append(out, &block.Text{At: c.at(start), Text: c.unescape(start, raw)})
}

// space ends a line of the source.
func (c *converter) space(out []block.Span, at int) []block.Span {
	if len(out) > 0 {
		if t, ok := out[len(out)-1].(*block.Text); ok {
			if !strings.HasSuffix(t.Text, " ") {
				t.Text += " "
			}
			return out
		}
	}
	return append(out, &block.Text{At: c.at(at), Text: " "})
}

func (c *converter) span(out []block.Span, n ast.Node) []block.Span {
	switch n := n.(type) {
	case *ast.Emphasis:
		if !c.deepEnough(n) {
			return append(out, c.spans(n)...)
		}
		at := c.at(begin(n))
		if n.Level == 2 {
			return append(out, &block.Strong{At: at, Spans: c.spans(n)})
		}
		return append(out, &block.Emphasis{At: at, Spans: c.spans(n)})
	case *extast.Strikethrough:
		if !c.deepEnough(n) {
			return append(out, c.spans(n)...)
		}
		return append(out, &block.Strike{At: c.at(n.Pos()), Spans: c.spans(n)})
	case *script:
		return append(out, scriptSpan(n.raised, c.at(n.Pos()), c.spans(n)))
	case *ast.CodeSpan:
		return append(out, c.codeSpan(n))
	case *ast.Link:
		return c.link(out, n)
	case *ast.AutoLink:
		return c.autoLink(out, n)
	case *ast.Image:
		return c.image(out, n)
	case *noteRef:
		return c.noteRef(out, n)
	case *ast.RawHTML:
		return c.rawHTML(out, n)
	case *extast.TaskCheckBox:
		return out // list has read it
	case *ast.String:
		return append(out, &block.Text{At: c.at(n.Pos()), Text: string(n.Value)})
	}
	panic("markdown: span of unknown kind " + n.Kind().String())
}

func (c *converter) deepEnough(n ast.Node) bool {
	if c.spanDepth < maxSpanDepth {
		return true
	}
	if c.spanDepth == maxSpanDepth {
		c.diags.Add(diag.TooDeep, c.src.pos(n.Pos()), maxSpanDepth)
	}
	return false
}

// begin returns the beginning of emphasis. goldmark reports the beginning of the whole delimiter run for
// all that share it, so it is counted back from the content.
func begin(n *ast.Emphasis) int {
	back := n.Level
	for {
		switch child := n.FirstChild().(type) {
		case *ast.Text:
			return child.Segment.Start - back
		case *ast.Emphasis:
			n = child
			back += n.Level
			continue
		}
		return n.Pos()
	}
}

func (c *converter) codeSpan(n *ast.CodeSpan) *block.CodeSpan {
	var b []byte
	if n.FirstChild() != nil {
		if last, ok := n.LastChild().(*ast.Text); ok {
			c.commentInCode(n.Pos(), last.Segment.Stop)
		}
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			b = append(b, bytes.ReplaceAll(t.Segment.Value(c.src.bytes), []byte("\n"), []byte(" "))...)
		}
	}
	if inCell(n) {
		b = bytes.ReplaceAll(b, []byte(`\|`), []byte("|"))
	}
	return &block.CodeSpan{At: c.at(n.Pos()), Text: string(b)}
}

// inCell reports whether a span is in a table cell.
func inCell(n ast.Node) bool {
	p := n.Parent()
	for p != nil && p.Type() == ast.TypeInline {
		p = p.Parent()
	}
	return p != nil && p.Kind() == extast.KindTableCell
}

func (c *converter) link(out []block.Span, n *ast.Link) []block.Span {
	at := c.at(n.Pos())
	if c.inLink || !c.deepEnough(n) {
		return append(out, c.spans(n)...)
	}
	outer := c.hoisted
	c.inLink, c.hoisted = true, nil
	inside := c.spans(n)
	notes := c.hoisted
	c.inLink, c.hoisted = false, outer
	written := c.unescape(n.Pos(), n.Destination)
	dest, problem := checkAddress(written, false)
	switch {
	case dest == "":
		c.diags.Add(diag.BrokenLink, at.Pos, block.Plain(inside))
		out = append(out, inside...)
	case (problem == "" || webStart.MatchString(dest)) && c.oddAddress(n, dest):
		out = append(out, inside...)
	case problem != "":
		c.diags.Add(problem, at.Pos, shorten(written))
		out = append(out, inside...)
	default:
		l := &block.Link{At: at, Dest: dest, Title: plainSigns(char.Bare(c.unescape(n.Pos(), n.Title))), Spans: trimLine(bare(inside))}
		if !named(l.Spans) {
			c.diags.Add(diag.EmptyLink, at.Pos, shorten(written))
		}
		if len(l.Spans) == 0 {
			t := &block.Text{At: at, Text: dest}
			c.literal[t] = true
			l.Spans = []block.Span{t}
		}
		out = append(out, l)
	}
	return append(out, notes...)
}

// named reports whether a link's text says what it is.
func named(spans []block.Span) bool {
	return char.Inked(block.Plain(spans)) || block.AnySpan(spans, func(s block.Span) bool {
		i, ok := s.(*block.Image)
		return ok && !i.Decorative
	})
}

func (c *converter) autoLink(out []block.Span, n *ast.AutoLink) []block.Span {
	label := string(n.Label(c.src.bytes))
	at := c.at(n.Pos())
	t := &block.Text{At: at, Text: label}
	if c.src.bytes[n.Pos()] == '<' {
		t.At = c.at(n.Pos() + 1)
	}
	c.literal[t] = true
	if c.inLink {
		return append(out, t)
	}
	dest := label
	if n.AutoLinkType == ast.AutoLinkEmail && !hasPrefixFold([]byte(label), "mailto:") {
		dest = "mailto:" + label
	}
	dest, problem := checkAddress(dest, false)
	if problem != "" {
		c.diags.Add(problem, at.Pos, shorten(label))
		return append(out, t)
	}
	return append(out, &block.Link{At: at, Dest: dest, Spans: []block.Span{t}})
}

func (c *converter) image(out []block.Span, n *ast.Image) []block.Span {
	at := c.at(n.Pos())
	written := c.unescape(n.Pos(), n.Destination)
	src, problem := checkAddress(written, true)
	alt := c.plainText(c.alt(n))
	decorative := false
	if next, ok := n.NextSibling().(*ast.Text); ok {
		m := attribute.FindSubmatch(c.src.bytes[next.Segment.Start:c.runEnd(next)])
		decorative = m != nil && string(m[1]) == "decorative"
	}
	switch {
	case src == "":
		c.diags.Add(diag.MissingImage, at.Pos, written)
		problem = diag.MissingImage
	case problem != "":
		c.diags.Add(problem, at.Pos, shorten(written))
	case alt == "" && !decorative:
		c.diags.Add(diag.MissingAlt, at.Pos, written)
	}
	if problem != "" {
		c.asideNode(n) // all of it has been reported
		if alt == "" {
			return out
		}
		return append(out, &block.Text{At: at, Text: alt})
	}
	if decorative {
		alt = ""
		c.asideNode(n)
	}
	return append(out, &block.Image{At: at, Src: src, Alt: alt, Decorative: decorative})
}

// runEnd returns the end of the run of texts that begins with t.
func (c *converter) runEnd(t *ast.Text) int {
	end := t.Segment.Stop
	for !t.SoftLineBreak() && !t.HardLineBreak() {
		next, ok := t.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != end || end-t.Segment.Start > maxLabel {
			break
		}
		t, end = next, next.Segment.Stop
	}
	return end
}

// imageAttribute reads the attribute after an image and returns its length in bytes.
func (c *converter) imageAttribute(start, stop int) int {
	m := attribute.FindSubmatch(c.src.bytes[start:stop])
	if m == nil {
		return 0
	}
	c.src.setAside(start, start+len(m[0]))
	if string(m[1]) != "decorative" {
		c.diags.Add(diag.UnknownDirective, c.src.pos(start), string(m[0]))
	}
	return len(m[0])
}

// alt returns the text within an image's brackets.
func (c *converter) alt(n ast.Node) string {
	var b strings.Builder
	var visit func(ast.Node)
	visit = func(parent ast.Node) {
		for child := parent.FirstChild(); child != nil; child = child.NextSibling() {
			switch t := child.(type) {
			case *ast.Text:
				b.WriteString(c.unescape(t.Segment.Start, t.Segment.Value(c.src.bytes)))
				if t.SoftLineBreak() || t.HardLineBreak() {
					b.WriteByte(' ')
				}
			case *ast.CodeSpan:
				b.WriteString(c.codeSpan(t).Text)
			case *ast.AutoLink:
				b.Write(t.Label(c.src.bytes))
			default:
				visit(child)
			}
		}
	}
	visit(n)
	return b.String()
}

func (c *converter) noteRef(out []block.Span, n *noteRef) []block.Span {
	at := c.at(n.Pos())
	target := c.referred[n.label]
	if target == nil {
		definition := c.defined[n.label]
		if definition == nil {
			c.diags.Add(diag.UnknownFootnote, at.Pos, n.label)
			return append(out, &block.Text{At: at, Text: "[^" + n.label + "]"})
		}
		target = &block.Note{
			At: c.at(definition.Pos()), Number: len(c.notes) + 1,
			ID: unique(slug(n.label, "not"), c.noteIDs),
		}
		c.notes = append(c.notes, target)
		c.bodies = append(c.bodies, definition)
		c.referred[n.label] = target
	}
	_, length := noteLabel(c.src.bytes[n.Pos():])
	c.src.setAside(n.Pos(), n.Pos()+length)
	target.References++
	ref := &block.NoteRef{At: at, Note: target, Index: target.References}
	if c.inLink {
		// Links cannot be nested.
		c.hoisted = append(c.hoisted, ref)
		return out
	}
	return append(out, ref)
}

// bracket is an open [ that an attribute may turn into a span.
type bracket struct {
	index  int // in the list of spans
	offset int
}

// bracketed appends a run of text that may contain "[" or "]{lang=en}".
func (c *converter) bracketed(out []block.Span, open []bracket, start, stop int) ([]block.Span, []bracket) {
	src := c.src.bytes
	from := start
	for i := start; i < stop; i++ {
		switch src[i] {
		case '\\':
			i++
		case '[':
			out = c.text(out, from, i)
			if len(open) < maxSpanDepth {
				open = append(open, bracket{index: len(out), offset: i})
			}
			out = append(out, &block.Text{At: c.at(i), Text: "["})
			from = i + 1
		case ']':
			if len(open) == 0 {
				continue
			}
			last := open[len(open)-1]
			open = open[:len(open)-1]
			m := attribute.FindSubmatch(src[i+1 : stop])
			if m == nil {
				continue
			}
			if string(m[1]) != "lang" || !languageTag.Match(m[2]) {
				c.diags.Add(diag.UnknownDirective, c.src.pos(i+1), string(m[0]))
				continue
			}
			out = c.text(out, from, i)
			inside := slices.Clone(out[last.index+1:])
			if out = out[:last.index]; len(inside) > 0 {
				out = append(out, &block.ForeignSpan{At: c.at(last.offset), Lang: string(m[2]), Spans: inside})
			}
			from = i + 1 + len(m[0])
			c.src.setAside(i+1, from)
			i = from - 1
		}
	}
	return c.text(out, from, stop), open
}
