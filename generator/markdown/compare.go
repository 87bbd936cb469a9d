package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"styrdok/generator/diag"
)

// findReferences records which link definitions the text refers to.
func (c *converter) findReferences(root ast.Node) {
	c.linked, c.linksDefined = map[string]bool{}, map[string]bool{}
	var visit func(ast.Node)
	visit = func(parent ast.Node) {
		for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
			if _, reference := destinationOf(n); reference != nil {
				c.linked[util.ToLinkReference(reference.Value)] = true
			}
			visit(n)
		}
	}
	visit(root)
}

// definition reports a link definition that is unused or a duplicate: such a line is not in the output.
func (c *converter) definition(n *ast.LinkReferenceDefinition) {
	start, stop := n.Pos(), lastOffset(n)
	c.src.setAside(start, stop)
	label := util.ToLinkReference(n.Label)
	kind := ""
	switch twice := c.linksDefined[label]; {
	case twice:
		kind = "twice"
	case !c.linked[label] && (len(c.src.masked) == 0 || !bytes.ContainsAny(n.Destination, "/.:#")):
		// The reference to a definition may be in a part that is masked here.
		kind = "definition"
	}
	c.linksDefined[label] = true
	if kind != "" {
		line := strings.Join(strings.Fields(string(c.src.bytes[start:stop])), " ")
		c.suggest(diag.LostText, kind, start, nil, shorten(line), shorten(string(n.Label)))
	}
}

// surplus reports the cells of a row beyond the columns of its table.
func (c *converter) surplus(row ast.Node, columns int) {
	start := row.Pos()
	stop := start + len(bytes.TrimRight(lineFrom(c.src.bytes, start), " \t\r\n"))
	line := c.src.bytes[start:stop]
	if len(line) == 0 {
		return
	}
	pipes := unescapedPipes(line)
	if len(pipes) == 0 && columns > 1 {
		c.suggest(diag.TypedStructure, "row-text", start, c.newLine(start, ""))
		return
	}
	inCode := pipesInCode(line, pipes)
	bounds := pipes
	begin := 0
	if len(bytes.TrimLeft(line[:at(pipes, 0, len(line))], " \t")) == 0 {
		begin, bounds = pipes[0]+1, pipes[1:]
	}
	cells := 0
	for i := 0; begin < len(line); i++ {
		end := at(bounds, i, len(line))
		cell := bytes.TrimSpace(line[begin:end])
		if cells++; cells > columns && len(cell) > 0 {
			first := start + begin + bytes.Index(line[begin:end], cell)
			count := len(bounds)
			if count == 0 || bounds[count-1] < len(line)-1 {
				count++ // the row does not end with a pipe
			}
			c.src.setAside(first, stop)
			if len(inCode) > 0 {
				c.suggest(diag.LostText, "code-pipe", start+inCode[0], escapePipes(start, inCode))
				return
			}
			c.suggest(diag.LostText, "cell", first, nil, count, columns, shorten(string(bytes.Trim(line[begin:], " \t|"))))
			return
		}
		begin = end + 1
	}
	if len(inCode) > 0 {
		c.suggest(diag.LiteralMarkup, "code-pipe", start+inCode[0], escapePipes(start, inCode))
	}
}

func escapePipes(start int, pipes []int) []edit {
	var out []edit
	for _, p := range pipes {
		out = append(out, edit{start + p, start + p, `\`})
	}
	return out
}

func at(list []int, i, otherwise int) int {
	if i < len(list) {
		return list[i]
	}
	return otherwise
}

func lineFrom(src []byte, start int) []byte {
	line, _, _ := bytes.Cut(src[start:], []byte("\n"))
	return line
}

// unescapedPipes returns the ends of a row's cells.
func unescapedPipes(line []byte) []int {
	var out []int
	for i, b := range line {
		if b == '|' && (i == 0 || line[i-1] != '\\') {
			out = append(out, i)
		}
	}
	return out
}

// pipesInCode returns those of a row's pipes that are inside backticks, where they end a cell all the
// same.
func pipesInCode(line []byte, pipes []int) []int {
	if len(pipes) == 0 || bytes.IndexByte(line, '`') < 0 {
		return nil
	}
	last := map[int]int{} // last run of each length
	for i, n := range ticks(line) {
		last[n] = i
	}
	var out []int
	end := 0 // of the last code span
	for i, n := range ticks(line) {
		if i < end || last[n] <= i {
			continue
		}
		end = i + n + closingTicks(line[i+n:], n)
		for ; len(pipes) > 0 && pipes[0] < end; pipes = pipes[1:] {
			if pipes[0] > i {
				out = append(out, pipes[0])
			}
		}
		end += n
	}
	return out
}
