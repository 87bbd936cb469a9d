package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/diag"
)

// converter turns goldmark's tree into blocks. It visits everything once, in reading order, in which
// notes, tables and headings are numbered.
type converter struct {
	opt   Options
	src   *source
	diags diag.List
	lang  string // of the current part

	brief    []block.Block
	blocks   []block.Block
	headings []*block.Heading
	written  map[*block.Heading]written
	title    bool // the title has been left out
	tops     int  // number of headings with a single #
	lowered  bool // headings are one level lower from here on
	tables   int

	notes     []*block.Note
	defined   map[string]*note
	referred  map[string]*block.Note
	bodies    []*note // definition of notes[i]
	noteIDs   map[string]int
	inNote    bool
	inLink    bool
	hoisted   []block.Span // note references inside a link, to be placed after it
	spanDepth int
	literal   map[*block.Text]bool // addresses, which typography leaves alone
	typo      typesetter

	forms map[*ast.List]listForm
	items map[*ast.ListItem]*item

	places       []place         // of the parts of the tree
	linked       map[string]bool // labels of link definitions that are in use
	linksDefined map[string]bool
}

func (c *converter) at(offset int) block.At {
	pos := c.src.pos(offset)
	c.places = append(c.places, place{pos, offset})
	return block.At{Pos: pos}
}

func (c *converter) document(root ast.Node) {
	c.written = map[*block.Heading]written{}
	c.defined = map[string]*note{}
	c.referred = map[string]*block.Note{}
	c.noteIDs = map[string]int{}
	c.literal = map[*block.Text]bool{}
	var unused []*note
	c.findReferences(root)
	var find func(ast.Node)
	find = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			if n.Type() == ast.TypeInline {
				return
			}
			if d, ok := n.(*note); ok {
				if _, twice := c.defined[d.label]; twice {
					unused = append(unused, d)
				} else {
					c.defined[d.label] = d
				}
				continue
			}
			find(n)
		}
	}
	find(root)

	c.countTops(root)
	c.blocks = c.children(root)
	c.inNote = true
	for i := 0; i < len(c.notes); i++ {
		// A note may refer to further notes, which are appended.
		c.notes[i].Blocks = c.children(c.bodies[i])
	}
	for label, d := range c.defined {
		if c.referred[label] == nil {
			unused = append(unused, d)
		}
	}
	for _, d := range unused {
		c.asideNode(d)
		if !c.src.refs[d.label] {
			why := "note.unused"
			if c.defined[d.label] != d {
				why = "note.twice"
			}
			c.diags.Add(diag.UnusedFootnote, c.src.pos(d.Pos()), d.label, diag.P(why))
		}
	}
	c.checkHeadings()
	c.number()
	c.identify()
	c.addressed()
}

// children returns the blocks inside a node.
func (c *converter) children(parent ast.Node) []block.Block {
	var out []block.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = c.block(out, n)
	}
	return out
}

func (c *converter) block(out []block.Block, n ast.Node) []block.Block {
	switch n := n.(type) {
	case *ast.Heading:
		if h := c.heading(n); h != nil {
			return append(out, h)
		}
	case *ast.Paragraph:
		return c.paragraph(out, n, n.Lines())
	case *ast.TextBlock:
		return c.paragraph(out, n, n.Lines())
	case *ast.List:
		return append(out, c.list(n))
	case *ast.Blockquote:
		return append(out, &block.Quote{At: c.at(n.Pos()), Blocks: c.children(n)})
	case *ast.ThematicBreak:
		return append(out, &block.Rule{At: c.at(n.Pos())})
	case *ast.FencedCodeBlock:
		if n.Info != nil {
			c.src.setAside(n.Info.Segment.Start, n.Info.Segment.Stop)
		}
		return c.code(out, n.Pos(), c.unescape(n.Pos(), n.Language(c.src.bytes)), n.Lines())
	case *ast.CodeBlock:
		at := n.Pos()
		if n.Lines().Len() > 0 {
			at = n.Lines().At(0).Start
		}
		return c.code(out, at, "", n.Lines())
	case *ast.HTMLBlock:
		return c.htmlBlock(out, n)
	case *extast.Table:
		if t := c.table(n); t != nil {
			return append(out, t)
		}
	case *extast.DefinitionList:
		return append(out, c.definitions(n))
	case *directive:
		return c.directive(out, n)
	case *ast.LinkReferenceDefinition:
		c.definition(n)
	case *note:
		// Placed where it is referred to.
	default:
		panic("markdown: block of unknown kind " + n.Kind().String())
	}
	return out
}

// paragraph returns a paragraph, or a figure if an image is its only content.
func (c *converter) paragraph(out []block.Block, n ast.Node, lines *text.Segments) []block.Block {
	if lines.Len() == 0 {
		return out
	}
	at := c.at(lines.At(0).Start)
	spans := c.line(n)
	if len(spans) == 0 {
		return out
	}
	if image, ok := spans[0].(*block.Image); ok && len(spans) == 1 {
		f := &block.Figure{At: at, Image: image}
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			if i, ok := child.(*ast.Image); ok && len(i.Title) > 0 {
				f.Caption = c.plainLine(c.unescape(i.Pos(), i.Title), image.At)
			}
		}
		return append(out, f)
	}
	return append(out, &block.Paragraph{At: at, Spans: spans})
}

// plainLine returns unformatted text as a line of spans.
func (c *converter) plainLine(s string, at block.At) []block.Span {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return nil
	}
	return c.finish([]block.Span{&block.Text{At: at, Text: s}})
}

func (c *converter) definitions(n *extast.DefinitionList) *block.Definitions {
	d := &block.Definitions{}
	var last *block.Definition
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if child.Kind() == extast.KindDefinitionTerm {
			if last == nil || len(last.Blocks) > 0 {
				last = &block.Definition{At: c.at(child.Lines().At(0).Start)}
				d.Items = append(d.Items, last)
			}
			if spans := c.line(child); len(spans) > 0 {
				last.Terms = append(last.Terms, &block.Paragraph{At: c.at(child.Lines().At(0).Start), Spans: spans})
			}
			continue
		}
		if last == nil {
			last = &block.Definition{At: c.at(child.Pos())}
			d.Items = append(d.Items, last)
		}
		last.Blocks = append(last.Blocks, c.children(child))
	}
	d.At = c.at(n.Pos())
	if len(d.Items) > 0 {
		d.At = d.Items[0].At
	}
	return d
}

var aligns = map[extast.Alignment]block.Align{
	extast.AlignLeft: block.AlignLeft, extast.AlignCenter: block.AlignCenter, extast.AlignRight: block.AlignRight,
}

// table returns nil for a table without visible content.
func (c *converter) table(n *extast.Table) *block.Table {
	t := &block.Table{}
	for _, a := range n.Alignments {
		t.Align = append(t.Align, aligns[a])
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []*block.Cell
		begin := n.Pos()
		if first := row.FirstChild(); first != nil && first.Lines().Len() > 0 {
			begin = c.rowStart(first.Lines().At(0).Start)
		}
		end := begin
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell.Lines().Len() > 0 {
				end = cell.Lines().At(0).Start
			}
			out := &block.Cell{At: c.at(end), Spans: c.line(cell)}
			if len(out.Spans) == 1 {
				if t, ok := out.Spans[0].(*block.Text); ok && t.Text == "-" {
					t.Text = "–" // a cell without a value
				}
			}
			cells = append(cells, out)
		}
		if row.Kind() == extast.KindTableHeader {
			t.At, t.Head = c.at(begin), cells
			continue
		}
		t.Rows = append(t.Rows, &block.Row{At: c.at(begin), Cells: cells})
		c.surplus(row, len(t.Align))
	}
	return c.headed(t, n)
}

// headed reports a table without head row or without rows below it, and returns it.
func (c *converter) headed(t *block.Table, n *extast.Table) *block.Table {
	switch d, _ := n.Parent().(*directive); {
	case t.Headed():
	case len(t.Rows) == 0:
		for _, cell := range t.Head {
			if len(cell.Spans) > 0 {
				c.diags.Add(diag.NoTableHead, t.Pos, diag.P("table-head.alone"), diag.P("table-head-hint.alone"))
				return t
			}
		}
		return nil
	case d == nil || !slices.Contains(d.flags, "row-headers"):
		first := ""
		for _, cell := range t.Rows[0].Cells {
			first += "| " + block.Plain(cell.Spans) + " "
		}
		c.diags.Add(diag.NoTableHead, t.Pos, diag.P("table-head.none"), diag.P("table-head-hint.none", shorten(first+"|")))
	}
	return t
}

// rowStart returns the beginning of the row whose first cell begins at an offset.
func (c *converter) rowStart(cell int) int {
	at := cell
	for at > 0 && (c.src.bytes[at-1] == ' ' || c.src.bytes[at-1] == '\t') {
		at--
	}
	if at > 0 && c.src.bytes[at-1] == '|' {
		return at - 1
	}
	return cell
}

// code appends a code block, unless it has no visible content.
func (c *converter) code(out []block.Block, at int, language string, lines *text.Segments) []block.Block {
	code := c.verbatim(lines)
	if !char.Inked(code) {
		return out
	}
	return append(out, &block.Code{At: c.at(at), Language: language, Text: code})
}

// verbatim returns lines of code with the blank lines that source has dropped.
func (c *converter) verbatim(lines *text.Segments) string {
	var b strings.Builder
	if n := lines.Len(); n > 0 {
		c.commentInCode(lines.At(0).Start, lines.At(n-1).Stop-1)
	}
	for i := range lines.Len() {
		s := lines.At(i)
		if len(c.src.dropped) > 0 && i > 0 {
			b.WriteString(strings.Repeat("\n", c.src.dropped[c.src.lineAt(s.Start)]))
		}
		if len(c.src.made) > 0 && c.src.made[c.src.lineAt(s.Start)] {
			continue
		}
		value := s.Value(c.src.bytes)
		b.Write(value)
		if len(value) == 0 || value[len(value)-1] != '\n' {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func (c *converter) directive(out []block.Block, d *directive) []block.Block {
	at := c.at(d.Pos())
	switch d.name {
	case maskedName:
		if d.law != "" || d.closed && !d.HasChildren() {
			return append(out, &block.Masked{At: at, Law: c.plainText(d.law)})
		}
	case "pagebreak":
		return append(out, &block.PageBreak{At: at})
	case "brief":
		why := ""
		switch {
		case c.brief != nil:
			why = "twice"
		case len(out) > 0 || d.Parent().Kind() != ast.KindDocument:
			why = "first"
		}
		if why != "" {
			c.diags.Add(diag.MisplacedBrief, at.Pos, diag.P("brief."+why))
			break
		}
		c.brief = c.children(d)
		if !plainBrief(c.brief) {
			c.diags.Add(diag.MisplacedBrief, at.Pos, diag.P("brief.plain"))
		}
		return out
	case "lang":
		if len(d.flags) != 1 || !languageTag.MatchString(d.flags[0]) {
			break
		}
		outer := c.lang
		c.lang = d.flags[0]
		inside := c.children(d)
		c.lang = outer
		return append(out, &block.Foreign{At: at, Lang: d.flags[0], Blocks: inside})
	case "table":
		inside := c.children(d)
		for _, b := range inside {
			t, ok := b.(*block.Table)
			if !ok {
				continue
			}
			for _, f := range d.flags {
				t.RowHeaders = t.RowHeaders || f == "row-headers"
				t.Landscape = t.Landscape || f == "landscape"
			}
			if t.Caption = c.plainLine(d.values["caption"], at); t.Caption != nil {
				c.tables++
				t.Number = c.tables
			}
			return append(out, inside...)
		}
		c.diags.Add(diag.UnknownDirective, at.Pos, ":::table")
		return append(out, inside...)
	}
	return append(out, c.children(d)...)
}

func (c *converter) plainText(s string) string { return block.Plain(c.plainLine(s, block.At{})) }
