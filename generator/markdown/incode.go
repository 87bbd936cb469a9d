package markdown

import (
	"bytes"
	"iter"
	"math"
	"slices"
	"sort"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"styrdok/generator/diag"
	"styrdok/generator/mask"
)

// What is code is found line by line, as goldmark will find it, before comments and misspelt marks are looked for outside of it. Where goldmark
// sees text in the end, [converter.marksOutsideCode] looks once more.

// tick is a run of backticks in a line.
type tick struct{ line, offset int }

// codeSpan reads the run of backticks at i, and returns the offset after it or after the code span that it
// begins and that ends in the line.
func (l *lineScan) codeSpan(i int) int {
	begin, was := len(l.done)+i-l.from, l.ticks
	i += l.backticks(l.text, i, l.raw, l.shift)
	switch {
	case was == 0 && l.ticks > 0:
		l.code = append(l.code, [2]int{begin, math.MaxInt})
	case was > 0 && l.ticks == 0:
		l.code[len(l.code)-1][1] = len(l.done) + i - l.from
	case was == 0 && l.spanned:
		l.code = append(l.code, [2]int{begin, len(l.done) + i - l.from})
	}
	return i
}

// tag returns the length of the tag or address at i, in which backticks are no code, or of its first byte.
func (l *lineScan) tag(i int) int {
	near := l.text[i:min(len(l.text), i+maxNear)]
	if bytes.IndexByte(near, '`') < 0 {
		return 1
	}
	tag := inlineTag.Find(near)
	if bytes.IndexByte(tag, '`') < 0 || bytes.Contains(tag, []byte("<!--")) {
		return 1
	}
	return len(tag)
}

// backticks reads a run of backticks and returns its length.
func (sc *scanner) backticks(text []byte, i, raw, shift int) int {
	n := runOf(text[i:], '`')
	sc.spanned = false
	switch {
	case sc.ticks == n:
		sc.ticks = 0
	case sc.ticks == 0 && sc.blocks.paragraph && (sc.blocks.table || sc.headsTable(raw)):
		cell := text[i+n : i+n+cellEnd(text[i+n:])]
		if close := closingTicks(cell, n); close < len(cell) {
			sc.beginsInCode(cell[:close], raw, i+n+shift)
			sc.spanned = true
			return close + 2*n
		}
	case sc.ticks == 0:
		if sc.until <= raw {
			sc.findTicks(raw)
		}
		end, ok := sc.last[n]
		if !ok || end.line < raw || end.line == raw && end.offset <= i+shift {
			break
		}
		close := closingTicks(text[i+n:], n)
		sc.beginsInCode(text[i+n:i+n+close], raw, i+n+shift)
		if close+i+n < len(text) {
			sc.spanned = true
			return close + 2*n
		}
		sc.ticks = n
		return len(text) - i
	}
	return n
}

// headsTable reports whether a line is the header of a table, if it is in a paragraph.
func (sc *scanner) headsTable(line int) bool {
	if line+1 == len(sc.lines) {
		return false
	}
	next := bytes.TrimLeft(sc.lines[line+1].text, " \t>")
	n := listMarker(next)
	return isTableRule(next) && !isUnderline(next) && !isRule(next) && (n == 0 || !mayInterrupt(next, n))
}

// cellEnd returns where the table cell ends that a text continues. No code extends beyond it.
func cellEnd(text []byte) int {
	for i, c := range text {
		if c == '|' && (i == 0 || text[i-1] != '\\') {
			return i
		}
	}
	return len(text)
}

// beginsInCode looks for a comment that begins in code. If it ends outside, it was meant as a comment.
func (sc *scanner) beginsInCode(code []byte, raw, offset int) {
	end := bytes.LastIndex(code, []byte("-->"))
	if end >= 0 {
		sc.pending = diag.Pos{}
	}
	if begin := bytes.LastIndex(code, []byte("<!--")); begin >= 0 && begin > end {
		sc.pending = sc.pos(raw, offset+begin)
	}
}

// ticks returns the offset and length of each run of backticks in b.
func ticks(b []byte) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for at := 0; ; {
			i := bytes.IndexByte(b[at:], '`')
			if i < 0 {
				return
			}
			at += i
			n := runOf(b[at:], '`')
			if !yield(at, n) {
				return
			}
			at += n
		}
	}
}

// closingTicks returns the offset of the first run of n backticks, len(b) if there is none.
func closingTicks(b []byte, n int) int {
	for i, length := range ticks(b) {
		if length == n {
			return i
		}
	}
	return len(b)
}

// findTicks records the last runs of backticks in the text that a line continues.
func (sc *scanner) findTicks(from int) {
	clear(sc.last)
	if from >= sc.terms {
		sc.until = sc.paragraphEnd(from)
		if sc.definesTerms(sc.until) {
			sc.terms = sc.until
		}
	}
	if from < sc.terms {
		sc.until = from + 1
	}
	for i, l := range sc.lines[from:sc.until] {
		for at, n := range ticks(l.text) {
			sc.last[n] = tick{from + i, at}
		}
	}
}

// paragraphEnd returns the index of the line after the paragraph that line i, the last one read, is in.
func (sc *scanner) paragraphEnd(i int) int {
	after := sc.blocks.save()
	for i++; after.paragraph && i < len(sc.lines) && !sc.headsTable(i); i++ {
		if _, kind := after.line(sc.lines[i].text); kind != wordLine || after.begun {
			break
		}
	}
	return i
}

// definesTerms reports whether what follows a paragraph that ends before line i makes each of its lines a term.
func (sc *scanner) definesTerms(i int) bool {
	for ; i < len(sc.lines); i++ {
		if t := bytes.TrimLeft(sc.lines[i].text, " \t>"); len(t) > 0 {
			return isDescription(t)
		}
	}
	return false
}

// commentInCode reports a comment that was removed from what has turned out to be code. scanner is meant
// to agree with goldmark on what is code, so this guards against unknown differences.
func (c *converter) commentInCode(start, stop int) {
	if c.src.gapWithin(start, stop) {
		c.diags.Add(diag.BadComment, c.src.pos(start), diag.P("comment.code"))
	}
}

// marksOutsideCode looks for comments and misspelt marks of confidential parts once more where the scanner has found code,
// now outside of what is code to goldmark: titles, captions and addresses have no code.
func (c *converter) marksOutsideCode(root ast.Node) {
	if len(c.src.suspects) == 0 {
		return
	}
	var code, comments []stretch
	lines := func(list []stretch, lines *text.Segments) []stretch {
		for i := range lines.Len() {
			list = append(list, stretch{lines.At(i).Start, lines.At(i).Stop})
		}
		return list
	}
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			for t := n.FirstChild(); t != nil; t = t.NextSibling() {
				if t, ok := t.(*ast.Text); ok {
					code = append(code, stretch{t.Segment.Start, t.Segment.Stop})
				}
			}
			return ast.WalkSkipChildren, nil
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			code = lines(code, n.Lines())
		case *ast.HTMLBlock:
			comments = append(lines(comments, n.Lines()), stretch{n.ClosureLine.Start, n.ClosureLine.Stop})
		case *ast.RawHTML:
			if c.isComment(n) {
				comments = lines(comments, n.Segments)
			}
		}
		return ast.WalkContinue, nil
	})
	comments = append(comments, code...)
	for _, list := range [][]stretch{code, comments} {
		slices.SortFunc(list, func(a, b stretch) int { return a.start - b.start })
	}
	for _, line := range c.src.suspects {
		text := c.src.bytes[line.start:line.stop]
		if i := commentOutside(text, line.parts(comments)); i >= 0 {
			c.diags.Add(diag.BadComment, c.src.pos(line.start+i), diag.P("comment.shown"))
		}
		if kind, i, mark := mask.Near(text, 0, line.parts(code), false); kind == mask.Hiding {
			c.diags.Add(diag.UnclearMask, c.src.pos(line.start+i), diag.P("mask.near", mark))
		}
	}
}

// parts returns what of a stretch is in others, which are in order and end in order, from its beginning.
func (s stretch) parts(others []stretch) (out [][2]int) {
	first := sort.Search(len(others), func(i int) bool { return others[i].stop > s.start })
	for _, o := range others[first:] {
		if o.start >= s.stop {
			break
		}
		out = append(out, [2]int{max(o.start-s.start, 0), min(o.stop, s.stop) - s.start})
	}
	return out
}

// commentOutside returns where the first comment begins outside code, whose parts are in order; -1 if there is none.
func commentOutside(text []byte, code [][2]int) int {
	for at := 0; ; at++ {
		i := bytes.Index(text[at:], []byte("<!--"))
		if i < 0 {
			return -1
		}
		at += i
		for len(code) > 0 && code[0][1] <= at {
			code = code[1:]
		}
		escaped := (at - len(bytes.TrimRight(text[:at], `\`))) % 2
		if escaped == 0 && (len(code) == 0 || at < code[0][0]) {
			return at
		}
	}
}
