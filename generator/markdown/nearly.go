package markdown

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"styrdok/generator/diag"
)

// What Markdown has left as text is searched for what does not occur in sentences: broken links, tables
// without a delimiter row, bullets from a word processor. Code, addresses that became links, and
// characters written with a backslash or as a reference are intended.

// edit replaces a range of the source with a text.
type edit struct {
	start, stop int
	text        string
}

// suggest reports a text that is nearly Markdown. A kind has its sentence under "phrase.nearly", and its
// remedy under "phrase.mend" if no edit within a line corrects it.
func (c *converter) suggest(code diag.Code, kind string, at int, edits []edit, args ...any) {
	if slices.ContainsFunc(edits, c.src.coversComment) {
		edits = nil
	}
	advice := diag.P("mend."+kind, args...)
	switch line := c.mended(edits); {
	case line == "" || kind == "note": // whose lines are not alike
	case c.src.lineAt(edits[0].start) < c.src.lineAt(edits[len(edits)-1].start):
		advice = diag.P("mend.write-all", line)
	default:
		advice = diag.P("mend.write", line)
	}
	d := diag.New(code, c.src.pos(at), diag.P("nearly."+kind, args...), advice)
	for _, e := range edits {
		pos := c.src.pos(e.start)
		end := pos
		if e.stop > e.start {
			end = c.src.pos(e.stop)
			if last, size := utf8.DecodeLastRune(c.src.bytes[e.start:e.stop]); last != '\n' {
				end = c.src.pos(e.stop - size) // what follows may be after a comment
				end.Column++
			}
		}
		d.Fix = append(d.Fix, diag.Edit{Pos: pos, End: end, Text: e.text})
	}
	c.diags = append(c.diags, d)
}

// coversComment reports whether an edit extends over a comment, which must stay.
func (s *source) coversComment(e edit) bool {
	for i := s.lineAt(e.start) + 1; i < len(s.starts) && s.starts[i] < e.stop; i++ {
		if s.starts[i] > e.start && s.bytes[s.starts[i]-1] != '\n' {
			return true
		}
	}
	return false
}

// maxMended is the number of characters of a line that a hint shows.
const maxMended = 90

// mended returns the corrected line of the first edit, abbreviated if it is long. It returns "" if the
// line is removed or divided.
func (c *converter) mended(edits []edit) string {
	if len(edits) == 0 {
		return ""
	}
	src := c.src.bytes
	begin := max(0, edits[0].start-2*maxMended)
	if i := bytes.LastIndexByte(src[begin:edits[0].start], '\n'); i >= 0 {
		begin += i + 1
	}
	end := edits[0].start + len(lineFrom(src[:min(len(src), edits[0].stop+2*maxMended)], edits[0].start))
	if edits[0].stop > end {
		return ""
	}
	var b strings.Builder
	done, mark := begin, 0
	for _, e := range edits {
		if e.stop > end {
			break
		}
		if strings.Contains(e.text, "\n") {
			return ""
		}
		b.Write(src[done:e.start])
		if mark == 0 {
			mark = b.Len()
		}
		b.WriteString(e.text)
		done = e.stop
	}
	b.Write(src[done:end])
	line := []rune(strings.ToValidUTF8(b.String(), ""))
	first := len([]rune(strings.ToValidUTF8(b.String()[:mark], "")))
	before, after := "", ""
	if len(line) > maxMended {
		from := max(0, min(first-maxMended/3, len(line)-maxMended))
		to := min(len(line), from+maxMended)
		if from > 0 {
			before = "…"
		}
		if to < len(line) {
			after = "…"
		}
		line = line[from:to]
	}
	return before + strings.TrimSpace(strings.ReplaceAll(string(line), "\u00a0", " ")) + after
}

// newLine returns the edit that begins a new line at an offset, preceded by a text. It returns nil if
// the line is after a list marker, which must not be repeated.
func (c *converter) newLine(at int, text string) []edit {
	begin := bytes.LastIndexByte(c.src.bytes[:at], '\n') + 1
	margin := c.src.bytes[begin:at]
	if len(bytes.Trim(margin, " \t>")) > 0 {
		return nil
	}
	return []edit{{at, at, text + "\n" + string(margin)}}
}

// plainLine is a line of a block with text.
type plainLine struct {
	start int    // offset of its beginning
	raw   []byte // as written
	text  []byte // the same with 0 for everything but plain text
	bare  []byte // the same with 0 for web and e-mail addresses too
	signs signs  // that occur in text, and the backslash if it occurs in raw
}

// edit returns the edit that replaces a range of the line, a pair of a regular expression's indexes.
func (l *plainLine) edit(from []int, text string) edit {
	return edit{l.start + from[0], l.start + from[1], text}
}

// signs is a set of the characters that checks look for. Most lines have none, and need no check.
type signs uint32

const allSigns = "[]<>*_#\\{=$^!?|+\t"

var signOf = func() (out [256]signs) {
	for i := range len(allSigns) {
		out[allSigns[i]] = 1 << i
	}
	return out
}()

func signsIn[T string | []byte](s T) (out signs) {
	for i := range len(s) {
		out |= signOf[s[i]]
	}
	return out
}

// plainLines returns the lines of a block with their plain text.
func (c *converter) plainLines(n ast.Node) []plainLine {
	segments := n.Lines()
	out := make([]plainLine, segments.Len())
	if len(out) == 0 {
		return nil
	}
	length := 0
	for i := range out {
		s := segments.At(i)
		out[i] = plainLine{start: s.Start, raw: bytes.TrimRight(c.src.bytes[s.Start:s.Stop], "\n")}
		length += len(out[i].raw)
	}
	text := make([]byte, length)
	for i := range out {
		out[i].text, text = text[:len(out[i].raw):len(out[i].raw)], text[len(out[i].raw):]
	}
	var visit func(ast.Node)
	visit = func(parent ast.Node) {
		for child := parent.FirstChild(); child != nil; child = child.NextSibling() {
			switch t := child.(type) {
			case *ast.Text:
				i := sort.Search(len(out), func(i int) bool { return out[i].start > t.Segment.Start }) - 1
				if i >= 0 && !t.IsRaw() {
					out[i].copy(t.Segment.Start, min(t.Segment.Stop, out[i].start+len(out[i].raw)))
				}
			case *ast.CodeSpan, *ast.Image:
			default:
				visit(child)
			}
		}
	}
	visit(n)
	for i := range out {
		out[i].hideMarkup(c.src.markup)
		out[i].hideAddresses()
		out[i].signs = signsIn(out[i].text) | signsIn(out[i].raw)&signOf['\\']
	}
	return out
}

// copy copies a range of plain text, without escapes and character references.
func (l *plainLine) copy(start, stop int) {
	for i := start - l.start; i < stop-l.start; i++ {
		switch b := l.raw[i]; {
		case b == '\\' && i+1 < len(l.raw) && util.IsPunct(l.raw[i+1]):
			i++
		case b == '&':
			if _, length := reference(l.raw[i:]); length > 0 {
				i += length - 1
				continue
			}
			l.text[i] = b
		default:
			l.text[i] = b
		}
	}
}

// hideMarkup hides what has been read as markup within plain text, such as {lang=en}.
func (l *plainLine) hideMarkup(markup []stretch) {
	end := l.start + len(l.raw)
	for i := sort.Search(len(markup), func(i int) bool { return markup[i].stop > l.start }); i < len(markup) && markup[i].start < end; i++ {
		clear(l.text[max(markup[i].start-l.start, 0):min(markup[i].stop-l.start, len(l.text))])
	}
}

func (l *plainLine) hideAddresses() {
	l.bare = l.text
	if !mayHoldAddress(l.raw) {
		return
	}
	l.bare = bytes.Clone(l.text)
	for i := 0; i < len(l.raw); i++ {
		if !util.IsAlphaNumeric(l.raw[i]) || i > 0 && !beforeAddress(l.raw[:i]) {
			continue
		}
		length, _ := addressLength(l.raw[i:min(len(l.raw), i+maxAddress)])
		clear(l.bare[i : i+length])
		i += max(length-1, 0)
	}
}

// proofreader checks a text. It visits blocks in reading order.
type proofreader struct {
	*converter
	level      int  // of the last heading
	headings   bool // the text has one
	words      int
	first      int               // offset of the beginning of the text, -1 if it is empty
	cited      map[string][]edit // [1] after a word, with the edits that would make it a note reference
	listed     []typedNote       // paragraphs that begin with [1]
	titles     []edit            // lines that look like headings, with the edits that would make them so
	overProse  []int             // offsets of those above prose
	hyphenated []int             // offsets of lines that end with a hyphen within a word
}

// typedNote is a paragraph that begins with [1].
type typedNote struct {
	label       string
	start, stop int
}

// fewTitles is the number of lines that look like headings that a text with headings may not exceed.
const fewTitles = 3

// longText is the number of words up to which a text needs no heading.
const longText = 300

// proofread reports what is nearly Markdown in a text.
func (c *converter) proofread(root ast.Node) {
	p := &proofreader{converter: c, level: 1, first: -1, cited: map[string][]edit{}}
	p.blocks(root)
	for _, note := range p.listed {
		edits := p.cited[note.label]
		if len(edits) == 0 || edits[0].start > note.start {
			continue
		}
		delete(p.cited, note.label)
		edits = append(edits, edit{note.start, note.stop, "[^" + note.label + "]:"})
		sort.SliceStable(edits, func(i, j int) bool { return edits[i].start < edits[j].start })
		c.suggest(diag.TypedStructure, "note", note.start, edits, note.label)
	}
	p.reportHyphenated()
	if !p.headings && len(p.titles) > 1 {
		c.suggest(diag.TypedStructure, "headings-typed", p.titles[0].start, p.titles)
		return
	}
	if p.headings && len(p.overProse) >= fewTitles {
		c.suggest(diag.TypedStructure, "titles-typed", p.overProse[0], nil, len(p.overProse))
	}
	if !p.headings && p.words >= longText && p.first >= 0 {
		c.diags.Add(diag.NoHeadings, c.src.pos(p.first), p.words)
	}
}

func (p *proofreader) blocks(parent ast.Node) {
	for child := parent.FirstChild(); child != nil; child = child.NextSibling() {
		switch b := child.(type) {
		case *ast.Heading:
			p.level, p.headings = max(b.Level, 2), true
			lines := p.plainLines(b)
			p.underlined(lines)
			p.lines(b, lines)
		case *ast.Paragraph, *ast.TextBlock:
			lines := p.plainLines(b)
			if p.nearTable(b, lines) {
				continue
			}
			if !p.headings { // otherwise the number does not matter
				p.count(lines)
			}
			p.hyphenatedWords(lines)
			p.nearList(b, lines)
			p.stuckNumber(b, lines)
			p.brokenProse(b, lines)
			p.nearHeading(b, lines)
			p.lines(b, lines)
		case *ast.FencedCodeBlock:
			p.nearFence(b)
		case *ast.CodeBlock:
			p.nearCode(b)
		case *ast.ThematicBreak:
			p.nearRule(b)
		case *ast.Blockquote:
			p.lostGreater(b)
			p.blocks(b)
		case *extast.TableCell:
			p.lines(b, p.plainLines(b))
		default:
			if child.Type() == ast.TypeInline {
				return
			}
			if child.Kind() == extast.KindDefinitionTerm {
				p.lines(child, p.plainLines(child))
				continue
			}
			p.blocks(child)
		}
	}
}

func (p *proofreader) count(lines []plainLine) {
	for _, l := range lines {
		p.words += len(bytes.FieldsFunc(l.raw, func(r rune) bool { return r == ' ' || r == '\t' }))
		if p.first < 0 {
			p.first = l.start
		}
	}
}

// lines checks the lines of a block.
func (p *proofreader) lines(b ast.Node, lines []plainLine) {
	p.lostStars(b)
	for i := range lines {
		if lines[i].signs != 0 {
			p.nearLinks(lines[i:])
			p.nearMarks(b, i, &lines[i])
		}
	}
}
