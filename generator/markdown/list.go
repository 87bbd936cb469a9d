package markdown

import (
	"bytes"
	"cmp"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"styrdok/generator/block"
)

// item is what is known of a list item besides goldmark's node.
type item struct {
	indent int // of its label
	number int
	closed bool // a blank line follows its label, so that nothing more belongs to it
}

// maxIndent is the indentation up to which a label is not part of a surrounding block.
const maxIndent = 3

// label returns the label at the beginning of a line and the form of the list that it would begin. A
// letter has a form only in a series. deepest is the maximum indentation.
func (st *state) label(r text.Reader, deepest int) (line []byte, l label, f listForm, ok bool) {
	line, segment := r.PeekLine()
	at := 0
	for at < len(line) && line[at] == ' ' {
		at++
	}
	l, ok = readLabel(line, at)
	if !ok || at > deepest {
		return line, l, f, false
	}
	f = listForm{bullet: l.bullet, delimiter: l.delimiter}
	switch {
	case l.bullet != 0:
	case l.plain():
		f.numbering = block.Decimal
		ok = len(l.readings()) == 1
	default:
		if st.series == nil {
			st.series = findSeries(st.src.bytes)
		}
		f.numbering = st.series[segment.Start-segment.Padding+l.start]
	}
	return line, l, f, ok
}

// continues returns the number of the item that a line begins in an open list.
func (st *state) continues(list *ast.List, r text.Reader) (l label, number int, ok bool) {
	line, l, f, ok := st.label(r, maxIndent)
	want := st.forms[list]
	if !ok || l.bullet != 0 && isRule(bytes.TrimRight(line[l.start:], "\n")) {
		return l, 0, false
	}
	number, ok = l.number(want)
	if !ok || f == want {
		return l, number, ok
	}
	// A letter out of order: some may have been repealed.
	last := st.items[list.LastChild().(*ast.ListItem)].number
	return l, number, f.numbering == block.Unnumbered && number > last && number <= last+maxRepealed
}

// maxRepealed is the number of letters that may be missing between two items of a list.
const maxRepealed = 3

// listParser reads lists of CommonMark, and in addition: letters, Roman numerals and numbers in
// parentheses, if at least two are in order; and the content of numbered items that is indented by two
// spaces only.
type listParser struct{ interrupting }

func (listParser) Trigger() []byte { return listTrigger }

var listTrigger = []byte("-+*(0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

func (listParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if parent.Kind() == ast.KindList {
		return nil, parser.NoChildren
	}
	st := stateOf(pc)
	line, l, f, ok := st.label(r, maxIndent)
	if !ok || l.bullet == 0 && f.numbering == block.Unnumbered {
		return nil, parser.NoChildren
	}
	number, _ := l.number(f)
	if last := pc.LastOpenedBlock().Node; ast.IsParagraph(last) && last.Parent() == parent {
		if l.empty(line) || l.plain() && l.bullet == 0 && number != 1 {
			return nil, parser.NoChildren
		}
	}
	list := ast.NewList(cmp.Or(l.bullet, line[l.end-1]))
	st.forms[list] = f
	return list, parser.HasChildren
}

func (listParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	st, list := stateOf(pc), node.(*ast.List)
	line, _ := r.PeekLine()
	last := list.LastChild().(*ast.ListItem)
	if util.IsBlank(line) || st.within(last, line, r) || st.takesIn(list, last, line, r) {
		return parser.Continue | parser.HasChildren
	}
	if _, _, ok := st.continues(list, r); ok {
		return parser.Continue | parser.HasChildren
	}
	return parser.Close
}

// within reports whether a line is indented as the content of an item.
func (st *state) within(it *ast.ListItem, line []byte, r text.Reader) bool {
	indent, _ := util.IndentWidth(line, r.LineOffset())
	return indent >= it.Offset && !st.items[it].closed
}

// takesIn reports whether a line belongs to a numbered item although it is indented less than the item's
// content, and makes its indentation that of the item. CommonMark would end the list there.
func (st *state) takesIn(list *ast.List, it *ast.ListItem, line []byte, r text.Reader) bool {
	indent, _ := util.IndentWidth(line, r.LineOffset())
	own := st.items[it]
	if st.forms[list].bullet != 0 || !it.HasChildren() || indent < own.indent+2 || indent > maxIndent && own.indent > 0 {
		return false
	}
	_, l, f, ok := st.label(r, indent)
	if ok && (l.bullet != 0 || f.numbering != block.Unnumbered) {
		if f == st.forms[list] {
			if n, _ := l.number(f); n != 1 || own.number == 0 {
				return false
			}
		}
	} else if !beginsText(line) || !st.blankBefore(r) {
		return false // without a blank line it continues a paragraph anyway
	}
	it.Offset = indent
	return true
}

// beginsText reports whether a line begins with text, and not with the marker of a block.
func beginsText(line []byte) bool {
	line = bytes.TrimLeft(line, " \t")
	return !bytes.ContainsAny(line[:1], "#>|`~:<") && !isRule(bytes.TrimRight(line, "\n"))
}

// blankBefore reports whether the reader's previous line is blank.
func (st *state) blankBefore(r text.Reader) bool {
	_, segment := r.PeekLine()
	at := st.src.lineAt(segment.Start)
	return at > 0 && blank(bytes.TrimRight(st.src.bytes[st.src.starts[at-1]:st.src.starts[at]], "\n"))
}

// Close makes a list loose if blank lines separate its items, or the blocks of one.
func (listParser) Close(node ast.Node, _ text.Reader, _ parser.Context) {
	list := node.(*ast.List)
	for it := list.FirstChild(); it != nil; it = it.NextSibling() {
		if it != list.FirstChild() && it.HasBlankPreviousLines() {
			list.IsTight = false
		}
		for child := it.FirstChild(); child != nil; child = child.NextSibling() {
			if child != it.FirstChild() && child.HasBlankPreviousLines() {
				list.IsTight = false
			}
		}
	}
	if !list.IsTight {
		return
	}
	for it := list.FirstChild(); it != nil; it = it.NextSibling() {
		for child := it.FirstChild(); child != nil; {
			p, ok := child.(*ast.Paragraph)
			child = child.NextSibling()
			if ok {
				bare := ast.NewTextBlock()
				bare.SetLines(p.Lines())
				it.ReplaceChild(it, p, bare)
			}
		}
	}
}

// itemParser reads the items of a list begun by listParser.
type itemParser struct{ interrupting }

func (itemParser) Trigger() []byte { return listTrigger }

func (itemParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	list, ok := parent.(*ast.List)
	if !ok {
		return nil, parser.NoChildren
	}
	st := stateOf(pc)
	line, l, f, ok := st.label(r, maxIndent)
	number := 0
	if list.HasChildren() {
		l, number, ok = st.continues(list, r)
	} else if ok {
		number, _ = l.number(f)
	}
	if !ok {
		return nil, parser.NoChildren
	}
	made := item{indent: l.start, number: number}
	if l.empty(line) {
		node := ast.NewListItem(l.end + 1)
		st.items[node] = &made
		return node, parser.NoChildren
	}
	width, _ := util.IndentWidth(line[l.end:], l.end)
	if width > 4 {
		width = 1 // indented code
	}
	node := ast.NewListItem(l.end + width)
	st.items[node] = &made
	pos, padding := util.IndentPosition(line[l.end:], l.end, width)
	r.AdvanceAndSetPadding(l.end+pos, padding)
	return node, parser.HasChildren
}

func (itemParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	st, it := stateOf(pc), node.(*ast.ListItem)
	line, _ := r.PeekLine()
	if util.IsBlank(line) {
		if !it.HasChildren() {
			st.items[it].closed = true
		}
		r.AdvanceToEOL()
		return parser.Continue | parser.HasChildren
	}
	if !st.within(it, line, r) {
		return parser.Close
	}
	r.AdvanceAndSetPadding(util.IndentPosition(line, r.LineOffset(), it.Offset))
	return parser.Continue | parser.HasChildren
}

// list returns a list with its numbers as written. If all are the same, they count from it, as in 1. 1.
// 1.
func (c *converter) list(n *ast.List) *block.List {
	f := c.forms[n]
	l := &block.List{At: c.at(n.Pos()), Numbering: f.numbering, Delimiter: f.delimiter, Tight: n.IsTight}
	same := true
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		l.Items = append(l.Items, c.item(child.(*ast.ListItem)))
		same = same && l.Items[len(l.Items)-1].Number == l.Items[0].Number
	}
	if same && l.Ordered() {
		l.Count(l.Items[0].Number)
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			if label, ok := readLabel(lineFrom(c.src.bytes, child.Pos()), 0); ok {
				c.src.setAside(child.Pos(), child.Pos()+label.end) // it is numbered instead
			}
		}
	}
	return l
}

func (c *converter) item(n *ast.ListItem) *block.Item {
	it := &block.Item{At: c.at(n.Pos()), Number: c.items[n].number}
	if first := n.FirstChild(); first != nil {
		if box, ok := first.FirstChild().(*extast.TaskCheckBox); ok {
			it.Task = block.OpenTask
			c.src.setAside(first.Lines().At(0).Start, first.Lines().At(0).Start+len("[x]"))
			if box.IsChecked {
				it.Task = block.DoneTask
			}
		}
	}
	it.Blocks = c.children(n)
	return it
}
