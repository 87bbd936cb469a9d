package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// maskedName is the directive that mask writes. It matches only lines written by mask.
const maskedName = "masked"

// directives are the names available to authors, in the order of the hints.
var directives = []string{"brief", "table", "lang", "confidential", "pagebreak"}

// directive is a ":::name arguments" line and the blocks up to its ":::".
type directive struct {
	ast.BaseBlock
	name   string
	values map[string]string
	flags  []string
	law    string // of a masked part
	closed bool
}

var kindDirective = ast.NewNodeKind("Directive")

func (*directive) Kind() ast.NodeKind { return kindDirective }

func (d *directive) Dump(src []byte, level int) { ast.DumpHelper(d, src, level, nil, nil) }

type directiveParser struct{ interrupting }

func (directiveParser) Trigger() []byte { return []byte{':'} }

func (directiveParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[at:], []byte(":::")) {
		return nil, parser.NoChildren
	}
	st := stateOf(pc)
	written := strings.TrimSpace(string(line[at:]))
	pos := st.src.pos(segment.Start - segment.Padding + at)
	d := &directive{}
	d.name, d.values, d.flags = directiveArguments(strings.TrimLeft(written, ":"))
	st.src.setAside(segment.Start, segment.Stop)
	r.AdvanceToEOL()
	if d.name == maskedName {
		if law, ok := st.src.masked[st.src.lineAt(segment.Start)]; ok {
			d.law, d.closed = law, true
			return d, parser.NoChildren
		}
	}
	switch d.name {
	case "pagebreak", "brief":
		if len(d.flags)+len(d.values) > 0 {
			st.diags.Add(diag.UnknownDirective, pos, written)
		}
		if d.closed = d.name == "pagebreak"; d.closed {
			return d, parser.NoChildren
		}
	case "lang":
		if len(d.flags) != 1 || len(d.values) > 0 || !languageTag.MatchString(d.flags[0]) {
			st.diags.Add(diag.UnknownDirective, pos, written)
		}
	case "table":
		for _, f := range d.flags {
			if f != "row-headers" && f != "landscape" {
				*st.diags = append(*st.diags, diag.New(diag.UnknownDirective, pos, f).
					Suggest(f, []string{"caption", "row-headers", "landscape"}))
			}
		}
		for k := range d.values {
			if k != "caption" {
				st.diags.Add(diag.UnknownDirective, pos, k)
			}
		}
	case "confidential":
	case "":
		// An end without a beginning. What was to be hidden may have ended before.
		if st.src.hides {
			st.diags.Add(diag.UnclearMask, pos, diag.P("mask.stray"))
		} else {
			st.diags.Add(diag.UnknownDirective, pos, ":::")
		}
		d.closed = true
		return d, parser.NoChildren
	default:
		*st.diags = append(*st.diags, diag.New(diag.UnknownDirective, pos, ":::"+d.name).
			Suggest(d.name, directives))
	}
	if depthOf(parent) >= maxDepth {
		d.closed = true
		st.diags.Add(diag.TooDeep, pos, maxDepth)
		return d, parser.NoChildren
	}
	return d, parser.HasChildren
}

func (directiveParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	d := node.(*directive)
	if d.closed {
		return parser.Close
	}
	line, _ := r.PeekLine()
	t := bytes.TrimSpace(line)
	if len(t) < 3 || len(bytes.Trim(t, ":")) > 0 || indent(line) > 3 {
		return parser.Continue | parser.HasChildren
	}
	// The line ends the innermost directive, or nothing if it is in code.
	inside := false
	for _, b := range pc.OpenedBlocks() {
		if b.Node == node {
			inside = true
			continue
		}
		if inner, ok := b.Node.(*directive); inside && (ok && !inner.closed || b.Node.Kind() == ast.KindFencedCodeBlock) {
			return parser.Continue | parser.HasChildren
		}
	}
	d.closed = true
	r.AdvanceToEOL()
	return parser.Close
}

func (directiveParser) Close(node ast.Node, r text.Reader, pc parser.Context) {
	if d := node.(*directive); !d.closed {
		st := stateOf(pc)
		st.diags.Add(diag.UnclosedDirective, st.src.pos(d.Pos()), ":::"+d.name)
	}
}

var languageTag = pattern.New(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$`)

// argument matches a word, or name="value" in straight or typographic quotation marks.
var argument = pattern.New(`([\pL][\pL0-9-]*)(?:=(?:["”“]((?:\\.|[^"”“\\])*)["”“]|([^\s"”“]*)))?`)

// directiveArguments splits what follows the colons.
func directiveArguments(s string) (name string, values map[string]string, flags []string) {
	name = strings.TrimSpace(s)
	if i := strings.IndexAny(name, " \t\u00a0"); i >= 0 {
		values = map[string]string{}
		name, s = name[:i], name[i:]
		for _, m := range argument.FindAllStringSubmatchIndex(s, 200) {
			switch word := s[m[2]:m[3]]; {
			case m[4] >= 0:
				values[word] = backslash.ReplaceAllString(s[m[4]:m[5]], "$1")
			case m[6] >= 0:
				values[word] = s[m[6]:m[7]]
			default:
				flags = append(flags, word)
			}
		}
	}
	return strings.ToLower(name), values, flags
}

var backslash = pattern.New(`\\(.)`)

var briefLine = pattern.New(`^ {0,3}:{3,}[ \t]*brief[ \t]*$`)

// Brief returns the range of lines of the summary in :::brief, including the lines that enclose it,
// counted from 0: the first line and the one after the last. Both are 0 if there is no summary. It stands first in a text without comments.
func Brief(src []byte) (first, end int) {
	if !bytes.Contains(src, []byte("brief")) {
		return 0, 0
	}
	lines, title := splitLines(src, 1), false
	for i, l := range lines {
		switch {
		case briefLine.Match(l.text):
			return i, min((&source{}).confidentialEnd(lines, i)+1, len(lines))
		case len(bytes.TrimSpace(l.text)) == 0:
		case !title && bytes.HasPrefix(l.text, []byte("# ")):
			title = true
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// plainBrief reports whether a summary has only paragraphs and lists. Anything else belongs to the text: headings and notes would be numbered
// with it.
func plainBrief(blocks []block.Block) bool {
	plain := true
	block.Walk(blocks, func(b block.Block) bool {
		switch b.(type) {
		case *block.Paragraph, *block.List, *block.Foreign, *block.Masked:
		default:
			plain = false
		}
		block.Lines(b, func(spans []block.Span) {
			plain = plain && !block.AnySpan(spans, func(s block.Span) bool {
				switch s.(type) {
				case *block.NoteRef, *block.Image:
					return true
				}
				return false
			})
		})
		return true
	})
	return plain
}
