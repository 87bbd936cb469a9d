package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxLabel is the maximum length of a footnote's label. CommonMark allows 999 characters for links.
const maxLabel = 200

// note is "[^label]: text" and the indented blocks below it. goldmark's own footnotes are not used: they
// lose notes within notes, drop unknown references and compare every reference with every note.
type note struct {
	ast.BaseBlock
	label string
}

// noteRef is "[^label]".
type noteRef struct {
	ast.BaseInline
	label string
}

var (
	kindNote    = ast.NewNodeKind("Note")
	kindNoteRef = ast.NewNodeKind("NoteRef")
)

func (*note) Kind() ast.NodeKind    { return kindNote }
func (*noteRef) Kind() ast.NodeKind { return kindNoteRef }

func (n *note) Dump(src []byte, level int)    { ast.DumpHelper(n, src, level, nil, nil) }
func (n *noteRef) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// noteLabel reads "[^label]" at the beginning of a line and returns its length, 0 if there is none.
func noteLabel(line []byte) (label string, length int) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return "", 0
	}
	end := bytes.IndexAny(line[2:min(len(line), maxLabel+3)], "[]\n")
	if end <= 0 || line[2+end] != ']' {
		return "", 0
	}
	label = string(bytes.TrimSpace(line[2 : 2+end]))
	if label == "" {
		return "", 0
	}
	return label, end + 3
}

type noteBlockParser struct{ interrupting }

func (noteBlockParser) Trigger() []byte { return []byte{'['} }

func (noteBlockParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || depthOf(parent) >= maxDepth {
		return nil, parser.NoChildren
	}
	label, length := noteLabel(line[at:])
	if length == 0 || at+length >= len(line) || line[at+length] != ':' {
		return nil, parser.NoChildren
	}
	for p := parent; p != nil; p = p.Parent() {
		if p.Kind() == kindNote {
			return nil, parser.NoChildren
		}
	}
	begin := segment.Start - segment.Padding + at
	stateOf(pc).src.setAside(begin, begin+length)
	r.Advance(at + length + 1)
	return &note{label: label}, parser.HasChildren
}

func (noteBlockParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, r.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	r.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

type noteRefParser struct{}

func (noteRefParser) Trigger() []byte { return []byte{'!', '['} }

func (noteRefParser) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, segment := r.PeekLine()
	if line[0] == '!' {
		// In "Viktigt![^1]" the exclamation mark is text, and does not begin an image.
		if label, _ := noteLabel(line[1:]); label == "" {
			return nil
		}
		r.Advance(1)
		return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
	}
	label, length := noteLabel(line)
	if length == 0 {
		return nil
	}
	r.Advance(length)
	n := &noteRef{label: label}
	n.SetPos(segment.Start)
	return n
}
