package redline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
)

// Placeholders in the plain text of a line: a code span counts as a letter, so that "`x`-värde" is one
// token; other spans without text are tokens by themselves.
const (
	codeSign = '\uE010'
	lineSign = '\uE011'
)

// node is a node in the tree of a line: a span with others inside, or the piece of a leaf span that
// belongs to one token.
type node struct {
	span   block.Span // nil for the line itself
	parent *node
	kids   []*node
	depth  int
	looks  string // key of the span and all spans around it; empty for a leaf
	text   string // of a piece of running text
	match  *node  // in the other line; nil: unmatched
}

func (n *node) leaf() bool { return n.looks == "" && n.parent != nil }

// token is never split: a word, a number, a punctuation mark or a run of spaces.
type token struct {
	key    int32 // equal for tokens that a reader cannot tell apart
	text   string
	class  class
	pieces []*node
	match  int // index in the other line's tokens; -1: unmatched
}

// line is a line prepared for comparison: the tree of its spans and the sequence of its tokens.
type line struct {
	root   *node
	tokens []token
}

// readLine builds the tree and the tokens of a line.
func (c *comparer) readLine(spans []block.Span) *line {
	r := &lineReader{c: c}
	l := &line{root: &node{}}
	r.spans(l.root, spans)
	r.cut(l)
	flatten(l.root)
	return l
}

// flatten replaces leaves with their pieces.
func flatten(n *node) {
	var kids []*node
	for _, k := range n.kids {
		if k.leaf() {
			kids = append(kids, k.kids...)
		} else {
			flatten(k)
			kids = append(kids, k)
		}
	}
	n.kids = kids
}

type lineReader struct {
	c      *comparer
	plain  strings.Builder
	leaves []leaf
	nodes  []node
}

// leaf is a span without others inside, with its range in the plain text.
type leaf struct {
	span       block.Span
	parent     *node
	start, end int
	key        string
	pieces     *node // placeholder among the parent's nodes, until flatten
}

func (r *lineReader) spans(parent *node, spans []block.Span) {
	for _, s := range spans {
		r.span(parent, s)
	}
}

func (r *lineReader) span(parent *node, s block.Span) {
	key, ok := r.c.spanKey(s)
	switch s := s.(type) {
	case *block.Text:
		if s.Text != "" {
			r.leaf(parent, s, s.Text, "")
		}
		return
	case *block.CodeSpan:
		r.leaf(parent, s, string(codeSign), key)
		return
	case *block.Image, *block.NoteRef, *block.Break:
		r.leaf(parent, s, string(lineSign), key)
		return
	case *block.ParagraphMark:
		if s.Change == block.Unchanged && parent.parent == nil {
			r.leaf(parent, s, " ", "p")
			return
		}
	}
	if !ok { // left by an earlier comparison
		r.spans(parent, block.Inside(s))
		return
	}
	n := &node{span: s, parent: parent, depth: parent.depth + 1, looks: parent.looks}
	if parent.depth < maxSpanDepth {
		n.looks += "/" + key
	}
	parent.kids = append(parent.kids, n)
	r.spans(n, block.Inside(s))
}

func (r *lineReader) leaf(parent *node, s block.Span, plain, key string) {
	start := r.plain.Len()
	r.plain.WriteString(plain)
	pieces := &node{span: s, parent: parent}
	parent.kids = append(parent.kids, pieces)
	r.leaves = append(r.leaves, leaf{s, parent, start, r.plain.Len(), key, pieces})
}

// cut makes the tokens. A token that spans several leaves has a piece in each.
func (r *lineReader) cut(l *line) {
	plain := r.plain.String()
	at, textStart, textEnd := 0, 0, 0
	var cuts []tokenEnd
	var key []byte
	for start := 0; start < len(plain); {
		var n int
		var c class
		if f := r.leaves[at]; f.key != "" && !isCode(f.span) {
			n, c = f.end-start, object
			if f.key == "p" {
				c = space
			}
		} else {
			if textEnd <= start {
				textStart, textEnd = start, r.textEnd(at)
				cuts = r.c.tokenize(plain[textStart:textEnd]).cuts
				l.tokens = slices.Grow(l.tokens, len(cuts))
			}
			n, c = textStart+int(cuts[0].end)-start, cuts[0].class
			cuts = cuts[1:]
		}
		end := start + n
		t := token{class: c, text: plain[start:end], match: -1}
		key = key[:0]
		for from := start; from < end; {
			f := &r.leaves[at]
			to := min(end, f.end)
			p := r.node()
			p.span, p.parent, p.depth = f.span, f.parent, f.parent.depth+1
			if _, ok := f.span.(*block.Text); ok {
				p.text = plain[from:to]
			}
			kids := append(f.pieces.kids, p)
			f.pieces.kids = kids
			if t.pieces == nil {
				t.pieces = kids[len(kids)-1 : len(kids) : len(kids)]
			} else {
				t.pieces = append(t.pieces, p)
			}
			key = append(append(key, f.parent.looks...), 0)
			switch f.key {
			case "":
				text := sameSpaces(p.text, c)
				if r.c.opt.Brief && c != space {
					text = spelled(text)
				}
				key = append(append(key, 1), text...)
			case "p": // matches a space in the other text
				key = append(key, 1, ' ')
			default:
				key = append(append(key, f.key...), 1)
			}
			key = append(key, 2)
			from = to
			if to == f.end {
				at++
			}
		}
		t.key = r.c.keyOf(key)
		l.tokens = append(l.tokens, t)
		start = end
	}
}

// node returns an empty node. Nodes are allocated in chunks, since every word has one.
func (r *lineReader) node() *node {
	if len(r.nodes) == 0 {
		r.nodes = make([]node, 32)
	}
	n := &r.nodes[0]
	r.nodes = r.nodes[1:]
	return n
}

// keyOf returns the number of a key (string interning).
func (c *comparer) keyOf(key []byte) int32 {
	n, ok := c.keys[string(key)]
	if !ok {
		n = int32(len(c.keys))
		c.keys[string(key)] = n
	}
	return n
}

// textEnd returns the end of the run of text that contains leaf i: a word may continue in the next leaf,
// but not past a footnote reference.
func (r *lineReader) textEnd(i int) int {
	for i < len(r.leaves) && (r.leaves[i].key == "" || isCode(r.leaves[i].span)) {
		i++
	}
	return r.leaves[i-1].end
}

func isCode(s block.Span) bool { _, ok := s.(*block.CodeSpan); return ok }

// sameSpaces normalises all kinds of spaces, since a reader cannot tell them apart.
func sameSpaces(s string, c class) string {
	if c == space {
		return " "
	}
	if !strings.ContainsFunc(s, unicode.IsSpace) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
}

// matchNodes matches the pieces of matched tokens, and the spans around them. A span has one match:
// tokens that would give it a second one are unmatched again.
func matchNodes(a, b *line) {
	for i := range a.tokens {
		j := a.tokens[i].match
		if j < 0 {
			continue
		}
		if !compatible(a.tokens[i].pieces, b.tokens[j].pieces) {
			a.tokens[i].match, b.tokens[j].match = -1, -1
			continue
		}
		for k, p := range a.tokens[i].pieces {
			q := b.tokens[j].pieces[k]
			for p.parent != nil && p.match == nil {
				p.match, q.match = q, p
				p, q = p.parent, q.parent
			}
		}
	}
}

func compatible(as, bs []*node) bool {
	for k := range as {
		p, q := as[k].parent, bs[k].parent
		if as[k].depth != bs[k].depth {
			return false
		}
		for ; p.parent != nil; p, q = p.parent, q.parent {
			if p.match != q && (p.match != nil || q.match != nil) {
				return false
			}
		}
	}
	// What is inside the same span here must be so there.
	for k := 1; k < len(as); k++ {
		if commonDepth(as[k-1], as[k]) != commonDepth(bs[k-1], bs[k]) {
			return false
		}
	}
	return true
}

// commonDepth returns the depth of the lowest common ancestor of two nodes.
func commonDepth(p, q *node) int {
	for p != q {
		if p.depth >= q.depth {
			p = p.parent
		} else {
			q = q.parent
		}
	}
	return p.depth
}

// combine merges two lines whose nodes have been matched.
func (c *comparer) combine(old, new *node) []block.Span {
	var out []block.Span
	i, j := 0, 0
	for {
		oldFrom, newFrom := i, j
		for i < len(old.kids) && old.kids[i].match == nil {
			i++
		}
		for j < len(new.kids) && new.kids[j].match == nil {
			j++
		}
		out = replacement(out, c.copyNodes(old.kids[oldFrom:i]), c.copyNodes(new.kids[newFrom:j]))
		if i == len(old.kids) || j == len(new.kids) {
			return out
		}
		n := new.kids[j]
		o := old.kids[i]
		joined, isJoin := o.span.(*block.ParagraphMark)
		split, isSplit := n.span.(*block.ParagraphMark)
		switch {
		case isJoin && n.leaf():
			out = append(out, paragraphMark(block.Deleted, joined, c.appendLeaf(nil, n)))
		case isSplit && n.leaf():
			out = append(out, paragraphMark(block.Inserted, split, c.appendLeaf(nil, o)))
		case n.leaf():
			out = c.appendLeaf(out, n)
			if c.opt.Brief && o.text != n.text && spelled(o.text) == spelled(n.text) {
				out = respell(out, o.text, n)
			}
		default:
			out = append(out, block.WithInside(n.span, c.combine(o, n)))
		}
		i++
		j++
	}
}

func paragraphMark(change block.Change, m *block.ParagraphMark, instead []block.Span) block.Span {
	return &block.ParagraphMark{At: m.At, Change: change, Item: m.Item, Number: m.Number, Spans: instead}
}

// replacement appends a deletion and an insertion, either of which may be empty.
func replacement(out, deleted, inserted []block.Span) []block.Span {
	out = appendChange(out, block.Deleted, deleted)
	if len(deleted) > 0 && len(inserted) > 0 && touching(deleted, inserted) {
		out = append(out, changeSpan(block.Changed, []block.Span{&block.Text{At: block.At{Pos: inserted[0].Position()}, Text: " "}}))
	}
	return appendChange(out, block.Inserted, inserted)
}

// appendChange appends a deletion or an insertion. Paragraph marks in it carry the change themselves.
func appendChange(out []block.Span, change block.Change, spans []block.Span) []block.Span {
	start := 0
	for i, s := range spans {
		if m, ok := s.(*block.ParagraphMark); ok {
			if i > start {
				out = append(out, changeSpan(change, spans[start:i:i]))
			}
			out = append(out, paragraphMark(change, m, nil))
			start = i + 1
		}
	}
	if start < len(spans) {
		out = append(out, changeSpan(change, spans[start:]))
	}
	return out
}

func changeSpan(change block.Change, spans []block.Span) block.Span {
	return &block.ChangeSpan{At: block.At{Pos: spans[0].Position()}, Change: change, Spans: spans}
}

// touching reports whether a deletion and the insertion after it would read as one word.
func touching(deleted, inserted []block.Span) bool {
	last, _ := utf8.DecodeLastRuneInString(visible(deleted))
	first, _ := utf8.DecodeRuneInString(visible(inserted))
	return !unicode.IsSpace(last) && (inWord(first) || strings.ContainsRune("§(”\"'’–-", first))
}

// visible returns the text of spans, with a letter for an image or a footnote reference.
func visible(spans []block.Span) string {
	var b strings.Builder
	block.WalkSpans(spans, func(s block.Span) bool {
		switch s := s.(type) {
		case *block.Text:
			b.WriteString(s.Text)
		case *block.CodeSpan, *block.Image, *block.NoteRef:
			b.WriteRune(codeSign)
		case *block.Break, *block.ParagraphMark:
			b.WriteByte('\n')
		}
		return true
	})
	return b.String()
}

func (c *comparer) copyNodes(nodes []*node) []block.Span {
	var out []block.Span
	for _, n := range nodes {
		if n.leaf() {
			out = c.appendLeaf(out, n)
		} else {
			out = append(out, block.WithInside(n.span, c.copyNodes(n.kids)))
		}
	}
	return out
}

// respell gives the last word of a line, which n is the piece for, its former spelling.
func respell(out []block.Span, was string, n *node) []block.Span {
	last := out[len(out)-1].(*block.Text)
	word := &block.Text{At: last.At, Text: n.text, Was: was}
	if last.Text = strings.TrimSuffix(last.Text, n.text); last.Text == "" {
		out[len(out)-1] = word
		return out
	}
	return append(out, word)
}

// appendLeaf appends a piece of a leaf. Adjacent pieces of the same text are joined.
func (c *comparer) appendLeaf(out []block.Span, n *node) []block.Span {
	t, ok := n.span.(*block.Text)
	if !ok {
		return append(out, c.copySpan(n.span))
	}
	if len(out) > 0 {
		if last, ok := out[len(out)-1].(*block.Text); ok && last.Pos == t.Pos && last.Was == "" {
			last.Text += n.text
			return out
		}
	}
	return append(out, &block.Text{At: t.At, Text: n.text})
}
