package markdown

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/mask"
	"styrdok/generator/pattern"
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
	terms   int      // lines before it are terms, in which no code extends beyond its line
	endless bool     // no later comment is terminated
	pending diag.Pos // a code span in which a comment seems to begin

	line, offset, column int // last result of pos
}

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

// lineScan is the reading of a line, and of the lines that its comments extend into.
type lineScan struct {
	*scanner
	first   int        // index of the line
	before  blockState // in front of it
	content int        // offset of its content
	kind    lineKind
	html    bool   // backticks are no code
	done    []byte // the line so far, without its comments
	gaps    []gap
	code    [][2]int // code spans in the line without its comments

	text  []byte // what is left to read, from the first byte of the line that has it
	at    int    // offset of the content in text
	from  int    // start of the part of text that is not in done
	raw   int    // index of the line that text is the rest of
	shift int    // from offsets in text to those in line raw
}

// next reads a line, and the lines that its comments extend into.
func (sc *scanner) next() {
	l := lineScan{scanner: sc, first: sc.i, raw: sc.i, before: sc.blocks, text: sc.lines[sc.i].text}
	if bytes.Contains(l.text, []byte("<!--")) {
		l.before = sc.blocks.save()
	}
	l.begin()
	plain := sc.ticks == 0 && sc.pending.Line == 0 &&
		bytes.IndexByte(l.text, '<') < 0 && bytes.IndexByte(l.text, '`') < 0 && bytes.IndexByte(l.text, 0xEF) < 0
	for i := l.at; (l.kind == wordLine || l.blocks.fenced) && i < len(l.text) && !plain; {
		switch c := l.text[i]; {
		case c == '\\' && sc.ticks == 0:
			i++
		case c == '`' && !l.html:
			i = l.codeSpan(i)
			continue
		case c == '-' && sc.ticks == 0 && sc.pending.Line > 0 && bytes.HasPrefix(l.text[i:], []byte("-->")):
			sc.problem(sc.pending, "comment.code")
			sc.pending = diag.Pos{}
		case c == ']' && sc.ticks == 0:
			i += l.tag(i)
			continue
		case (c == '<' || c == 0xEF) && sc.ticks == 0: // U+FF1C begins with EF
			if !bytes.HasPrefix(l.text[i:], []byte("<!--")) {
				l.nearComment(i)
				i += l.tag(i)
				continue
			}
			var alone bool
			if i, alone = l.skipComment(i); alone {
				return
			}
			continue
		}
		i++
	}
	sc.i = l.raw + 1
	if l.gaps == nil {
		sc.add(sc.lines[l.first], l.content, l.kind, l.code)
		return
	}
	l.done = append(l.done, l.text[l.from:]...)
	// Only now is the kind of the line known: a single tag, a thematic break, an empty item.
	sc.blocks = l.before
	sc.blocks.line(l.done)
	sc.add(sourceLine{text: l.done, number: sc.lines[l.first].number, gaps: l.gaps}, l.content, l.kind, l.code)
}

// begin determines the kind of the line by its beginning.
func (l *lineScan) begin() {
	l.at, l.kind = l.blocks.line(l.text)
	l.content = l.at
	if l.blocks.begun || l.kind != wordLine {
		l.ticks = 0
	}
	if l.kind == codeLine && !l.blocks.fenced {
		l.beginsInCode(l.text, l.raw, l.shift)
	}
	l.html, l.code = l.blocks.tags || l.blocks.fenced || bytes.HasPrefix(l.text[l.at:], []byte(":::")), nil
	if l.ticks > 0 {
		l.code = [][2]int{{l.at, math.MaxInt}}
	}
}

// nearComment reports a misspelt beginning of a comment at i.
func (l *lineScan) nearComment(i int) {
	if near := mask.Comment(l.text[i:]); near != "" {
		l.problem(l.pos(l.raw, i+l.shift), "comment.begin", near)
	}
}

// skipComment removes the comment at i and returns the offset at which to continue. alone reports whether
// the line contained nothing else, and is done.
func (l *lineScan) skipComment(i int) (next int, alone bool) {
	rest, line := l.comment(l.text[i:], l.raw, i+l.shift)
	leading := len(l.done) == 0 && blank(l.text[l.at:i])
	for leading && bytes.HasPrefix(bytes.TrimLeft(rest, " \t"), []byte("<!--")) {
		rest = bytes.TrimLeft(rest, " \t")
		rest, line = l.comment(rest, line, len(l.lines[line].text)-len(rest))
	}
	head := l.text[l.from:i]
	if tail := bytes.TrimLeft(rest, " \t"); len(tail) == 0 {
		head = bytes.TrimRight(head, " \t")
		if l.from <= l.at {
			head = l.text[l.from:max(l.from+len(head), l.at)]
		}
		if leading && !l.blocks.opened {
			l.i = line + 1
			l.scanner.alone(l.before, l.text[:l.at], l.first)
			return 0, true
		}
	} else if leading || i > l.from && isSpace(l.text[i-1]) || i == l.from && len(l.done) > 0 && isSpace(l.done[len(l.done)-1]) {
		rest = tail
	}
	l.raw, l.shift = line, len(l.lines[line].text)-len(rest)
	where := l.pos(l.raw, l.shift)
	if leading {
		// What follows may begin a block, as if it were first on the line.
		start := l.at
		l.text = append(bytes.Clone(l.text[:start]), rest...)
		l.gaps = []gap{{start, where.Line, where.Column, l.shift}}
		l.shift -= start
		l.blocks = l.before.save()
		l.begin()
		l.from = 0
		return max(l.at, start), false
	}
	l.done = append(l.done, head...)
	l.gaps = append(l.gaps, gap{len(l.done), where.Line, where.Column, l.shift})
	l.text, l.from, l.at = rest, 0, 0
	return 0, false
}

// add appends a line, and looks for a misspelt mark of a confidential part in it.
func (sc *scanner) add(l sourceLine, content int, kind lineKind, code [][2]int) {
	_, run := fenceStart(l.text[content:])
	// What is indented by mistake is code, too.
	indented := kind == codeLine && run == 0 && sc.blocks.fence == 0
	l.code = kind == codeLine && !indented
	sc.out = append(sc.out, l)
	if sc.s.quiet {
		return
	}
	if kind == codeLine && run > 0 {
		if word := mask.Hides(l.text[content:]); word != "" {
			sc.s.unclear(l.pos(sc.s.file, content), "mask.near", string(l.text[content:content+run])+word)
		}
	}
	suspect := bytes.Contains(l.text, []byte("<!--"))
	if !suspect && (l.code || len(code) > 0) {
		kind, _, _ := mask.Near(l.text, content, nil, false)
		suspect = kind == mask.Hiding
	}
	sc.out[len(sc.out)-1].suspect = suspect
	if kind != wordLine && !indented || bytes.Contains(l.text, []byte(":::")) && confidentialLine.Match(l.text) {
		return
	}
	if before := bytes.TrimRight(l.text[:content], " \t"); bytes.HasSuffix(before, []byte(":")) && l.text[content] == ':' {
		content = len(before) - 1 // colons with spaces between them, more likely than a description that begins with one
	}
	meant, i, mark := mask.Near(l.text, content, code, !indented)
	if begin := markOverLines(l.text, content, code); meant == mask.None && begin >= 0 {
		if meant, _, mark = mask.Near(sc.joined(l.text, content, begin), 0, nil, false); meant != mask.Hiding {
			return
		}
		i = begin
	}
	switch meant {
	case mask.Hiding:
		sc.s.unclear(l.pos(sc.s.file, i), "mask.near", mark)
		sc.out[len(sc.out)-1].suspect = false // once is enough
	case mask.Directive:
		d := diag.New(diag.UnknownDirective, l.pos(sc.s.file, i), mark)
		if near := diag.Nearest(strings.TrimLeft(mark, ": "), directives); near != "" {
			d.Subject = ":::" + near
		}
		sc.s.problems = append(sc.s.problems, d)
	}
}

// markOverLines returns where a tag, an attribute or a mark of colons begins that the next line may continue, -1 if none does.
func markOverLines(text []byte, content int, code [][2]int) int {
	if len(text)-content < 3*len(":::") && mask.Colons(text[content:]) && !closingLine.Match(text[content:]) {
		return content
	}
	i := bytes.LastIndexAny(text, "<{")
	if i < content || bytes.IndexByte(text[i:], text[i]+2) >= 0 || text[i] == '<' && (i+1 == len(text) || !isTagStart(text[i+1])) ||
		slices.ContainsFunc(code, func(c [2]int) bool { return c[0] <= i && i < c[1] }) {
		return -1
	}
	return i
}

// joined returns what begins within a line and ends on one of the next, on one line; nil if its end is far.
func (sc *scanner) joined(text []byte, content, begin int) []byte {
	markers := " \t"
	if bytes.IndexByte(text[:content], '>') >= 0 {
		markers = " \t>"
	}
	out := bytes.Clone(text[begin:])
	for _, next := range sc.lines[sc.i:] {
		rest := bytes.TrimLeft(next.text, markers)
		if len(rest) == 0 || len(out)+len(rest) > maxNear {
			break
		}
		out = append(append(out, ' '), rest...)
		if text[begin] != '<' && text[begin] != '{' || bytes.IndexByte(rest, text[begin]+2) >= 0 {
			return out
		}
	}
	return nil
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
	var said []byte // on the lines before, as far as it may be a mark
	at := 2         // <!--> and <!---> are complete comments
	for line = raw; ; {
		for at < len(b) {
			i := bytes.IndexAny(b[at:], "-<")
			if i < 0 {
				break
			}
			at += i
			switch {
			case bytes.HasPrefix(b[at:], []byte("-->")):
				if said = append(said, b[:at+3]...); len(said) > len("<!---->") && len(said) < maxNear && mask.HidesAlone(said[4:len(said)-3]) {
					sc.s.unclear(begin, "mask.near", string(said))
				} else if line > raw && sc.beginsMask(raw, offset, line, at) {
					sc.s.unclear(begin, "mask.near", "<!-- :::confidential")
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
		if len(said) < maxNear {
			said = append(append(said, b...), ' ')
		}
		b, at = sc.lines[line].text, 0
	}
	report("comment.unclosed")
	sc.endless = true
	return nil, raw
}

// beginsMask reports whether a comment, from an offset in a line up to one in another, has the mark of a confidential part
// and not its end.
func (sc *scanner) beginsMask(first, begin, last, end int) bool {
	lines := slices.Clone(sc.lines[first : last+1])
	lines[0].text, lines[last-first].text = lines[0].text[begin:], lines[last-first].text[:end]
	for i := 0; i < len(lines); i++ {
		if bytes.Contains(lines[i].text, []byte(":::")) && confidentialLine.Match(lines[i].text) {
			if i = (&source{}).confidentialEnd(lines, i); i == len(lines) {
				return true
			}
		}
	}
	return false
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

// maxNear is the distance in bytes within which the end of a tag or a mark is looked for.
const maxNear = 200

// nearlyEnd matches a line end that looks like the end of a comment.
var nearlyEnd = pattern.New(`(?:^|\s)(?:-+|\p{Pd}{1,2})[\s\p{Zs}]*>[\s\p{Zs}]*$`)

func isSpace(c byte) bool { return c == ' ' || c == '\t' }
