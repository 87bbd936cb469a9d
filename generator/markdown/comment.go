package markdown

import (
	"bytes"
	"iter"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/diag"
)

// StripComments returns a text as [Parse] reads it: without HTML comments outside code. A line that
// contained nothing else is removed, or left blank if it separated two paragraphs. For each line of the
// result, lines has the line of the text on which it began, from 0. An unterminated comment is kept as
// text, but not on the line on which it begins.
func StripComments(src string) (out string, lines []int) {
	all := splitLines([]byte(src), 0)
	s := &source{quiet: true}
	kept := s.withoutComments(all)
	var b strings.Builder
	b.Grow(len(src))
	for i, l := range kept {
		b.Write(l.text)
		if i+1 < len(kept) || strings.HasSuffix(src, "\n") {
			b.WriteByte('\n')
		}
		lines = append(lines, l.number)
	}
	return b.String(), lines
}

// gap is a place within a line from which a comment was removed, and the place in the file where the
// text continues.
type gap struct {
	offset       int
	line, column int
	from         int // byte of that line
}

// scanner reads a text outside code. It removes comments and looks for misspelt marks of confidential
// parts.
type scanner struct {
	s       *source
	lines   []sourceLine
	i       int // next line to read
	out     []sourceLine
	blocks  blockState
	ticks   int          // length of the backtick run that opened the current code span
	spanned bool         // the last backtick run opened a span that ends on its line
	last    map[int]tick // last backtick run of each length, up to line until
	until   int
	endless bool     // no later comment is terminated
	pending diag.Pos // a code span in which a comment seems to begin

	line, offset, column int // last result of pos
}

// tick is a run of backticks in a line.
type tick struct{ line, offset int }

func (s *source) withoutComments(lines []sourceLine) []sourceLine {
	begins := func(l sourceLine) bool { return bytes.Contains(l.text, []byte("<!--")) }
	if s.quiet && !slices.ContainsFunc(lines, begins) {
		return lines
	}
	sc := &scanner{s: s, lines: lines, out: make([]sourceLine, 0, len(lines)), last: map[int]tick{}}
	for sc.i < len(lines) {
		sc.next()
	}
	return sc.out
}

// pos returns the position of an offset in a line as written.
func (sc *scanner) pos(line, offset int) diag.Pos {
	if line != sc.line || offset < sc.offset || sc.column == 0 {
		sc.line, sc.offset, sc.column = line, 0, 1
	}
	sc.column += utf8.RuneCount(sc.lines[line].text[sc.offset:offset])
	sc.offset = offset
	return diag.Pos{File: sc.s.file, Line: sc.lines[line].number, Column: sc.column}
}

func (sc *scanner) problem(pos diag.Pos, phrase string, args ...any) {
	sc.s.problems.Add(diag.BadComment, pos, diag.P(phrase, args...))
}

// next reads a line, and the lines that its comments extend into.
func (sc *scanner) next() {
	first := sc.i
	before := sc.blocks
	text := sc.lines[first].text
	if bytes.Contains(text, []byte("<!--")) {
		before = sc.blocks.save()
	}
	var (
		done  []byte // the line so far, without its comments
		gaps  []gap
		raw   = first // the line that text is the rest of
		shift = 0     // from offsets in text to those in raw
		from  = 0     // start of the part of text that is not in done
		code  [][2]int
	)
	at, kind := sc.blocks.line(text)
	content := at
	html := false
	enter := func() {
		if sc.blocks.begun || kind != wordLine {
			sc.ticks = 0
		}
		if kind == codeLine {
			sc.beginsInCode(text, raw, shift)
		}
		html, code = sc.blocks.tags, nil
		if sc.ticks > 0 {
			code = [][2]int{{at, math.MaxInt}}
		}
	}
	enter()
	plain := sc.ticks == 0 && sc.pending.Line == 0 &&
		bytes.IndexByte(text, '<') < 0 && bytes.IndexByte(text, '`') < 0 && bytes.IndexByte(text, 0xEF) < 0
	for i := at; kind == wordLine && i < len(text) && !plain; {
		switch text[i] {
		case '\\':
			i += 2
			continue
		case '`':
			if html {
				break
			}
			begin, was := len(done)+i-from, sc.ticks
			i += sc.backticks(text, i, raw, shift)
			switch {
			case was == 0 && sc.ticks > 0:
				code = append(code, [2]int{begin, math.MaxInt})
			case was > 0 && sc.ticks == 0:
				code[len(code)-1][1] = len(done) + i - from
			case was == 0 && sc.spanned:
				code = append(code, [2]int{begin, len(done) + i - from})
			}
			continue
		case '-':
			if sc.ticks == 0 && sc.pending.Line > 0 && bytes.HasPrefix(text[i:], []byte("-->")) {
				sc.problem(sc.pending, "comment.code")
				sc.pending = diag.Pos{}
			}
		case '<', 0xEF: // first byte of U+FF1C
			if sc.ticks > 0 {
				break
			}
			if !bytes.HasPrefix(text[i:], []byte("<!--")) {
				near := text[i:min(len(text), i+maxNear)]
				if len(near) > 1 && isTagStart(near[1]) && near[1] != '!' {
					break
				}
				if m := nearlyComment.Find(near); m != nil {
					sc.problem(sc.pos(raw, i+shift), "comment.begin", string(bytes.TrimSpace(m)))
				}
				break
			}
			rest, line := sc.comment(text[i:], raw, i+shift)
			leading := len(done) == 0 && blank(text[at:i])
			for leading && bytes.HasPrefix(bytes.TrimLeft(rest, " \t"), []byte("<!--")) {
				rest = bytes.TrimLeft(rest, " \t")
				rest, line = sc.comment(rest, line, len(sc.lines[line].text)-len(rest))
			}
			head := text[from:i]
			if tail := bytes.TrimLeft(rest, " \t"); len(tail) == 0 {
				head = text[from : from+len(bytes.TrimRight(text[from:i], " \t"))]
				if from <= at {
					head = text[from:max(from+len(head), at)]
				}
				if leading && !sc.blocks.opened {
					sc.i = line + 1
					sc.alone(before, text[:at], first)
					return
				}
			} else if leading || i > from && isSpace(text[i-1]) || i == from && len(done) > 0 && isSpace(done[len(done)-1]) {
				rest = tail
			}
			raw, shift = line, len(sc.lines[line].text)-len(rest)
			where := sc.pos(raw, shift)
			if leading {
				// What follows may begin a block, as if it were first on the line.
				text = append(bytes.Clone(text[:at]), rest...)
				gaps = []gap{{at, where.Line, where.Column, shift}}
				shift -= at
				sc.blocks = before.save()
				start := at
				at, kind = sc.blocks.line(text)
				content = at
				enter()
				i, from = max(at, start), 0
				continue
			}
			done = append(done, head...)
			gaps = append(gaps, gap{len(done), where.Line, where.Column, shift})
			text, i, from = rest, 0, 0
			at = 0
			continue
		}
		i++
	}
	sc.i = raw + 1
	if gaps == nil {
		sc.add(sc.lines[first], content, kind, code)
		return
	}
	done = append(done, text[from:]...)
	// Only now is the kind of the line known: a single tag, a thematic break, an empty item.
	sc.blocks = before
	sc.blocks.line(done)
	sc.add(sourceLine{text: done, number: sc.lines[first].number, gaps: gaps}, content, kind, code)
}

// add appends a line, and looks for a misspelt mark of a confidential part in it.
func (sc *scanner) add(l sourceLine, content int, kind lineKind, code [][2]int) {
	l.code = kind == codeLine
	sc.out = append(sc.out, l)
	if sc.s.quiet {
		return
	}
	if _, run := fenceStart(l.text[content:]); kind == codeLine && run > 0 {
		if word := anyHides(l.text[content:]); word != nil {
			sc.s.unclear(l.pos(sc.s.file, content), "mask.near", string(l.text[content:content+run])+string(word))
		}
	}
	if kind != wordLine || bytes.Contains(l.text, []byte(":::")) && confidentialLine.Match(l.text) {
		return
	}
	if i, mark := nearMask(l.text, content, code); i >= 0 {
		sc.s.unclear(l.pos(sc.s.file, i), "mask.near", mark)
	}
}

// pos returns the position of an offset in the line.
func (l *sourceLine) pos(file string, offset int) diag.Pos {
	last := gap{line: l.number, column: 1}
	for _, g := range l.gaps {
		if g.offset <= offset {
			last = g
		}
	}
	return diag.Pos{File: file, Line: last.line, Column: last.column + utf8.RuneCount(l.text[last.offset:offset])}
}

// alone drops a line that contained comments and nothing else.
func (sc *scanner) alone(before blockState, prefix []byte, first int) {
	var next []byte
	if sc.i < len(sc.lines) {
		next = bytes.TrimLeft(sc.lines[sc.i].text, " \t>")
	}
	inItem := len(before.open) > 0 && !before.open[len(before.open)-1].quote
	if before.paragraph && !before.table && len(next) > 0 && next[0] != ':' && !(inItem && listMarker(next) > 0) {
		sc.blocks.line(prefix)
		sc.out = append(sc.out, sourceLine{text: prefix, number: sc.lines[first].number})
		return
	}
	sc.blocks = before
	if len(next) == 0 && sc.i < len(sc.lines) && (len(sc.out) == 0 || blank(bytes.Trim(sc.out[len(sc.out)-1].text, ">"))) {
		// One blank line is enough where the comment was between two.
		sc.i++
	}
}

// backticks reads a run of backticks and returns its length.
func (sc *scanner) backticks(text []byte, i, raw, shift int) int {
	n := 1
	sc.spanned = false
	for i+n < len(text) && text[i+n] == '`' {
		n++
	}
	switch {
	case sc.ticks == n:
		sc.ticks = 0
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
			n := len(b[at:]) - len(bytes.TrimLeft(b[at:], "`"))
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

// findTicks records the last runs of backticks in the paragraph that a line continues, whose end is
// determined by the beginnings of the next lines.
func (sc *scanner) findTicks(from int) {
	clear(sc.last)
	for i := from; i < len(sc.lines); i++ {
		b := sc.lines[i].text
		if i > from {
			t := bytes.TrimLeft(b, " \t>")
			if len(t) == 0 || isATX(t) || isRule(t) || bytes.HasPrefix(t, []byte(":::")) {
				break
			}
			if n := listMarker(t); n > 0 && mayInterrupt(t, n) {
				break
			}
			if _, run := fenceStart(t); run > 0 {
				break
			}
		}
		for at, n := range ticks(b) {
			sc.last[n] = tick{i, at}
		}
		sc.until = i + 1
	}
}

// comment reads the comment at the beginning of b, which is the rest of a line as written. It returns
// what follows the end of the comment, and its line.
func (sc *scanner) comment(b []byte, raw, offset int) (rest []byte, line int) {
	begin := sc.pos(raw, offset)
	if sc.endless {
		return nil, raw
	}
	reported := false
	report := func(phrase string, args ...any) {
		if !reported {
			sc.problem(begin, phrase, args...)
		}
		reported = true
	}
	at := 2 // <!--> and <!---> are complete comments
	for line = raw; ; {
		for at < len(b) {
			i := bytes.IndexAny(b[at:], "-<")
			if i < 0 {
				break
			}
			at += i
			switch {
			case bytes.HasPrefix(b[at:], []byte("-->")):
				if line == raw && at > 4 && hidesAlone(b[4:at]) {
					sc.s.unclear(begin, "mask.near", string(b[:at+3]))
				}
				if line == raw && at < 4 && sc.endsLater(b[at+3:], line) {
					report("comment.begin", string(b[:at+3]))
				}
				return b[at+3:], line
			case bytes.HasPrefix(b[at:], []byte("--!>")):
				report("comment.end", sc.lines[line].number, "--!>")
			case bytes.HasPrefix(b[at:], []byte("<!-")) && (line > raw || at > 2):
				report("comment.nested", sc.lines[line].number)
			}
			at++
		}
		if line+1 == len(sc.lines) {
			break
		}
		if m := nearlyEnd.Find(b); m != nil {
			report("comment.end", sc.lines[line].number, string(bytes.TrimSpace(m)))
		}
		line++
		b, at = sc.lines[line].text, 0
	}
	report("comment.unclosed")
	sc.endless = true
	return nil, raw
}

// maxLater is the number of lines searched for the real end of a comment that seems to end where it
// begins.
const maxLater = 50

// endsLater reports whether the end of a comment follows without a beginning before it.
func (sc *scanner) endsLater(b []byte, line int) bool {
	for range maxLater {
		if end := bytes.Index(b, []byte("-->")); end >= 0 {
			begin := bytes.Index(b, []byte("<!--"))
			return begin < 0 || begin > end
		}
		if line++; line >= len(sc.lines) || bytes.Contains(b, []byte("<!--")) {
			return false
		}
		b = sc.lines[line].text
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

// strayComment reports comment syntax in running text.
func (c *converter) strayComment(start, stop int) {
	b := c.src.bytes[start:stop]
	if i := bytes.Index(b, []byte("<!--")); i >= 0 && (i == 0 || b[i-1] != '\\') {
		c.diags.Add(diag.BadComment, c.src.pos(start+i), diag.P("comment.unclosed"))
	}
}

// maxNear is the distance in bytes within which a misspelt comment delimiter is looked for.
const maxNear = 200

var (
	// nearlyComment matches <!-- as mistyped, or as typed in a program that replaces hyphens with
	// dashes.
	nearlyComment = regexp.MustCompile(`^(?:[<＜][\s\p{Zs}]*[!！][\s\p{Zs}]*(?:\p{Pd}|$)|[<＜][!！][\s\p{Zs}]|[<＜]\p{Pd}+[!！])|^<-{2,}[^\n>]*[^\s\n>-][^\n>]*\s-{1,2}>`)
	// nearlyEnd matches a line end that looks like the end of a comment.
	nearlyEnd = regexp.MustCompile(`(?:^|\s)(?:-+|\p{Pd}{1,2})[\s\p{Zs}]*>[\s\p{Zs}]*$`)
)

func isSpace(c byte) bool { return c == ' ' || c == '\t' }
