package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

const (
	// maxDepth is more than any document needs. goldmark asks every open block about every line and
	// caches the answers, so the cost is depth times lines.
	maxDepth = 12
	// maxSpanDepth bounds the nesting of web pages and of the structure tree of PDFs.
	maxSpanDepth = 12
	// maxMarks bounds what goldmark compares pairwise within a paragraph.
	maxMarks = 1000
	// maxColumns bounds a table. Omitted cells are filled in, so that there are columns times rows cells
	// whatever is written.
	maxColumns = 100
)

// state is shared by the parsers of one text.
type state struct {
	src   *source
	diags *diag.List

	counted  ast.Node // block in which marks and brackets are counted
	marks    int
	brackets int

	ticksIn ast.Node    // block that ticks describes
	ticks   map[int]int // beginning of the last backtick run of each length

	forms  map[*ast.List]listForm
	items  map[*ast.ListItem]*item
	series map[int]block.Numbering // computed on first use

	deep   bool // too-deep has been reported, once per text
	failed bool // goldmark could not read the text
}

func newState(src *source, diags *diag.List) *state {
	return &state{src: src, diags: diags, forms: map[*ast.List]listForm{}, items: map[*ast.ListItem]*item{}}
}

var stateKey = parser.NewContextKey()

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// interrupting is what the parsers of this package's blocks have in common.
type interrupting struct{}

func (interrupting) CanInterruptParagraph() bool                 { return true }
func (interrupting) CanAcceptIndentedLine() bool                 { return false }
func (interrupting) Close(ast.Node, text.Reader, parser.Context) {}

// nested wraps the parser of a container block and counts the nesting.
type nested struct{ parser.BlockParser }

func (p nested) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if depthOf(parent) < maxDepth {
		return p.BlockParser.Open(parent, r, pc)
	}
	line, segment := r.PeekLine()
	node, _ := p.BlockParser.Open(parent, r, pc)
	if node == nil {
		return nil, parser.NoChildren
	}
	at, _ := r.Position()
	r.SetPosition(at, segment) // nothing has been read
	st := stateOf(pc)
	if !st.deep {
		st.deep = true
		st.diags.Add(diag.TooDeep, st.src.pos(segment.Start+indent(line)), maxDepth)
	}
	return nil, parser.NoChildren
}

func indent(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}

func depthOf(n ast.Node) int {
	depth := 0
	for ; n != nil; n = n.Parent() {
		switch n.Kind() {
		case ast.KindList, ast.KindBlockquote, extast.KindDefinitionList, kindDirective, kindNote:
			depth++
		}
	}
	return depth
}

// count restarts for every block.
func (st *state) count(in ast.Node) {
	if st.counted != in {
		st.counted, st.marks, st.brackets = in, 0, 0
	}
}

// limitedMarks wraps the parser of emphasis.
type limitedMarks struct{ parser.InlineParser }

func (p limitedMarks) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	st.count(parent)
	if st.marks >= maxMarks {
		return nil
	}
	node := p.InlineParser.Parse(parent, r, pc)
	if node != nil {
		if st.marks++; st.marks == maxMarks {
			st.diags.Add(diag.TooComplex, st.src.pos(node.(*parser.Delimiter).Segment.Start), diag.P("limit.marks", maxMarks))
		}
	}
	return node
}

// limitedLinks wraps the parser of links and images.
type limitedLinks struct{ parser.InlineParser }

func (p *limitedLinks) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	st.count(parent)
	if c := r.Peek(); c != ']' {
		if st.brackets >= maxMarks {
			return nil
		}
		if c == '[' {
			if st.brackets++; st.brackets == maxMarks {
				_, segment := r.PeekLine()
				st.diags.Add(diag.TooComplex, st.src.pos(segment.Start), diag.P("limit.brackets", maxMarks))
			}
		}
	}
	_, before := r.Position()
	n := p.InlineParser.Parse(parent, r, pc)
	_, after := r.Position()
	switch n := n.(type) {
	case *ast.Link:
		st.src.tails[n] = stretch{before.Start, after.Start}
		st.src.setAside(before.Start, after.Start)
	case *ast.Image:
		st.src.tails[n] = stretch{before.Start, after.Start}
		// The title is text: a figure's caption.
		stop := after.Start
		if i := bytes.Index(st.src.bytes[before.Start:stop], n.Destination); i >= 0 && n.Reference == nil {
			stop = before.Start + i + len(n.Destination)
		}
		st.src.setAside(before.Start, stop)
		st.src.titles = append(st.src.titles, stretch{stop, after.Start})
	}
	return n
}

// CloseBlock forwards the call that goldmark's link parser needs at the end of a block.
func (p *limitedLinks) CloseBlock(parent ast.Node, r text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, r, pc)
}

// codeSpanParser wraps goldmark's, which searches to the end of the paragraph for every unclosed run of
// backticks. It knows in advance which runs those are.
type codeSpanParser struct{ parser.InlineParser }

func (p codeSpanParser) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	st := stateOf(pc)
	if st.ticksIn != parent {
		st.ticksIn, st.ticks = parent, lastTicks(st.src.bytes, parent.Lines())
	}
	line, segment := r.PeekLine()
	run := runOf(line, '`')
	if last, ok := st.ticks[run]; !ok || last <= segment.Start {
		r.Advance(run)
		return ast.NewTextSegment(segment.WithStop(segment.Start + run))
	}
	return p.InlineParser.Parse(parent, r, pc)
}

func lastTicks(src []byte, lines *text.Segments) map[int]int {
	out := map[int]int{}
	for i := range lines.Len() {
		s := lines.At(i)
		for at, n := range ticks(src[s.Start:s.Stop]) {
			out[n] = s.Start + at
		}
	}
	return out
}

// limitedTables wraps the table parser.
type limitedTables struct{ parser.ParagraphTransformer }

func (p limitedTables) Transform(node *ast.Paragraph, r text.Reader, pc parser.Context) {
	st := stateOf(pc)
	lines := node.Lines()
	for i := 1; i < lines.Len(); i++ {
		s := lines.At(i)
		row := st.src.bytes[s.Start:s.Stop]
		if len(bytes.Trim(row, " \t|:-\n")) == 0 && bytes.Count(row, []byte("|")) > maxColumns {
			st.diags.Add(diag.TooComplex, st.src.pos(s.Start), diag.P("limit.columns", maxColumns))
			return
		}
	}
	p.ParagraphTransformer.Transform(node, r, pc)
}
