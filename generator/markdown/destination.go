package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"styrdok/generator/diag"
)

// Destination is the destination of a link, an image or a link definition, as written in a text.
type Destination struct {
	Start, Stop int    // byte range in the source, including angle brackets
	Raw         string // that range without angle brackets
	Address     string // its meaning, with backslash escapes and entities resolved
}

// Destinations returns the destinations in a text in order, as the parser reads them. Code, comments,
// note labels and bare addresses have none. It returns nil for a text that is not UTF-8.
func Destinations(src []byte) []Destination {
	if !mayHoldDestination(src) || !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
		return nil
	}
	var diags diag.List
	st := newState(prepare(src, Options{FirstLine: 1, quiet: true}), &diags)
	st.collect = true
	root := readTree(st)
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if d, ok := n.(*ast.LinkReferenceDefinition); ok && entering {
			st.definition(d)
		}
		return ast.WalkContinue, nil
	})
	slices.SortFunc(st.destinations, func(a, b text.Segment) int { return cmp.Compare(a.Start, b.Start) })
	starts := lineStarts(src)
	out := make([]Destination, 0, len(st.destinations))
	for _, s := range st.destinations {
		written := st.src.bytes[s.Start:s.Stop]
		start := st.src.origin(starts, s.Start)
		if !bytes.HasPrefix(src[min(start, len(src)):], written) {
			continue
		}
		d := Destination{Start: start, Stop: start + len(written), Raw: string(written)}
		if written[0] == '<' {
			d.Raw = string(written[1 : len(written)-1])
		}
		d.Address = plainSigns(unescape([]byte(d.Raw)))
		out = append(out, d)
	}
	return out
}

// mayHoldDestination is a cheap check that rules out most texts.
func mayHoldDestination(src []byte) bool {
	return bytes.Contains(src, []byte("](")) || bytes.Contains(src, []byte("]:"))
}

// lineStarts returns the beginning of each line of a text, as divided by splitLines.
func lineStarts(src []byte) []int {
	at := 0
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		at = len("\uFEFF")
	}
	out := []int{at}
	for ; at < len(src); at++ {
		if src[at] == '\n' || src[at] == '\r' && (at+1 == len(src) || src[at+1] != '\n') {
			out = append(out, at+1)
		}
	}
	return out
}

// inlineDestination records the destination of a link whose bracket has been read.
func (st *state) inlineDestination(node ast.Node, r text.Reader, line int, bracket text.Segment) {
	var reference *ast.ReferenceLink
	switch n := node.(type) {
	case *ast.Link:
		reference = n.Reference
	case *ast.Image:
		reference = n.Reference
	default:
		return
	}
	if reference != nil {
		return
	}
	after, segment := r.Position()
	r.SetPosition(line, bracket)
	r.Advance(len("]("))
	st.destination(r)
	r.SetPosition(after, segment)
}

// definition records the destination of a link definition.
func (st *state) definition(d *ast.LinkReferenceDefinition) {
	r := text.NewBlockReader(st.src.bytes, d.Lines())
	r.SkipSpaces()
	if r.Peek() != '[' {
		return
	}
	r.Advance(1)
	if _, found := r.FindClosure('[', ']', text.FindClosureOptions{Newline: true, Advance: true}); !found || r.Peek() != ':' {
		return
	}
	r.Advance(1)
	st.destination(r)
}

// destination records the destination that comes next. It is known to be valid, so that only its end
// must be found (CommonMark 0.31, 6.3).
func (st *state) destination(r text.Reader) {
	r.SkipSpaces()
	line, segment := r.PeekLine()
	if len(line) == 0 {
		return
	}
	angle := line[0] == '<'
	end, open := 0, 0
scan:
	for end < len(line) {
		switch c := line[end]; {
		case c == '\\' && end+1 < len(line) && util.IsPunct(line[end+1]):
			end++
		case angle && c == '>':
			end++
			break scan
		case angle:
		case c == '(':
			open++
		case c == ')':
			if open--; open < 0 {
				break scan
			}
		case util.IsSpace(c):
			break scan
		}
		end++
	}
	if end > 0 {
		st.destinations = append(st.destinations, text.NewSegment(segment.Start, segment.Start+end))
	}
}
