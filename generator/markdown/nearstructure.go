package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

var (
	// A word processor's bullet is unambiguous; a dash or a point may begin a line of dialogue.
	bullet     = pattern.New(`^[ \t]*([•▪●○◦‣■□➢►∙⁃\x{F0A7}\x{F0B7}\x{F0D8}][ \t\x{A0}]*|o\t[ \t]*|[-*+]\x{A0}[ \t\x{A0}]*)`)
	weakBullet = pattern.New(`^[ \t]*(?:([–—·o][ \t\x{A0}]+)|(-)\pL)`)
	weakNumber = pattern.New(`^[ \t]*(?:(?:\d{1,3}[.)]|[a-zåäö]\))(\x{A0}[ \t]*)|(?:\d{1,2}[.)]|[a-zåäö]\))()\pL)`)

	numberedLine = pattern.New(`^\d{1,2}((?:\.\d{1,2})+)\.?[ \t\x{A0}]+\p{Lu}`)
	numberedNote = pattern.New(`^[ \t]*(\[(\d{1,2})\]:?)[ \t\x{A0}]+\S`)
	citation     = pattern.New(`[\pL\d.,;:!?)”"](\[(\d{1,2})\])`)

	dashRow = pattern.New(`^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$`)
	// Smart punctuation turns two or three hyphens into dashes.
	otherDashes = pattern.New(`^[ \t]*\|(?:[ \t]*:?[-–—−_=]+:?[ \t]*\|)+[ \t]*$`)
	gridRow     = pattern.New(`^[ \t]*\+(?:[-=:]+\+)+[ \t]*$`)
	ruleRow     = pattern.New(`^[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*$`)
	diagrams    = pattern.New(`(?i)^(?:mermaid|plantuml|graphviz|dot|math)$`)
)

// Maximum length of a line that looks like a heading, if it is formatted as one and if it is not.
const (
	maxTyped = 80
	maxTitle = 50
)

// titled matches a line of words that begins like a heading.
var titled = pattern.New(`^\p{Lu}[\pL\pN ,/–()-]+$`)

func inWordAt(b []byte) bool {
	r, _ := utf8.DecodeRune(b)
	return inWord(r)
}

func inWordBefore(b []byte) bool {
	r, _ := utf8.DecodeLastRune(b)
	return inWord(r)
}

// nearTable reports a paragraph that was meant as a table, and returns whether it is one.
func (p *proofreader) nearTable(b ast.Node, lines []plainLine) bool {
	for i := range lines {
		if gridRow.Match(lines[i].text) {
			p.suggest(diag.NotATable, "grid", lines[i].start, nil)
			return true
		}
	}
	for i := range lines {
		if trimmed := bytes.TrimLeft(lines[i].text, " \t"); len(trimmed) > 0 && trimmed[0] == '|' {
			return p.pipes(lines[i:])
		}
		if i > 0 && dashRow.Match(lines[i].text) && bytes.IndexByte(lines[i].text, '|') >= 0 && len(columnsOf(lines[i-1].text)) > 1 {
			return p.pipes(lines[i-1:])
		}
	}
	return p.tabs(b, lines)
}

// columnsOf returns the cells of what may be a row.
func columnsOf(row []byte) [][]byte {
	row = bytes.TrimSpace(row)
	pipes := unescapedPipes(row)
	var out [][]byte
	begin := 0
	for _, p := range append(pipes, len(row)) {
		if cell := row[begin:p]; !(begin == 0 && p == 0) && !(p == len(row) && len(cell) == 0) {
			out = append(out, cell)
		}
		begin = p + 1
	}
	return out
}

// pipes reports lines that begin with a row of a table.
func (p *proofreader) pipes(lines []plainLine) bool {
	head := &lines[0]
	columns := len(columnsOf(head.text))
	if dashRow.Match(head.text) {
		p.suggest(diag.NotATable, "headless", head.start, nil)
		return true
	}
	if columns < 2 {
		return false
	}
	if columns > maxColumns {
		return true // it has been reported
	}
	dashes := "|" + strings.Repeat(" --- |", columns)
	if len(lines) == 1 {
		if len(unescapedPipes(bytes.TrimSpace(head.text))) < 3 {
			return false
		}
		p.suggest(diag.NotATable, "no-dashes", head.start, nil, dashes)
		return true
	}
	second := &lines[1]
	begin := second.start + indent(second.raw)
	rule := []edit{{begin, second.start + len(bytes.TrimRight(second.raw, " \t")), dashes}}
	switch got := len(columnsOf(second.text)); {
	case dashRow.Match(second.text) && got != columns:
		p.suggest(diag.NotATable, "dashes", head.start, rule, got, columns)
	case otherDashes.Match(second.text):
		p.suggest(diag.NotATable, "dash-signs", second.start, rule)
	default:
		p.suggest(diag.NotATable, "no-dashes", head.start, p.newLine(begin, dashes), dashes)
	}
	return true
}

// tabs reports lines whose columns are separated by tabs, as copied from a spreadsheet.
func (p *proofreader) tabs(b ast.Node, lines []plainLine) bool {
	if len(lines) < 2 || b.Kind() != ast.KindParagraph {
		return false
	}
	count := bytes.Count(bytes.TrimSpace(lines[0].raw), []byte("\t"))
	for i := range lines {
		row := bytes.TrimSpace(lines[i].raw)
		if count == 0 || bytes.Count(row, []byte("\t")) != count || bullet.Match(lines[i].text) {
			return false
		}
	}
	var edits []edit
	for i := range lines {
		row := bytes.TrimSpace(lines[i].raw)
		begin := lines[i].start + indent(lines[i].raw)
		cells := strings.Split(strings.ReplaceAll(string(row), "|", `\|`), "\t")
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		text := "| " + strings.Join(cells, " | ") + " |"
		if i == 0 {
			second := lines[1].start
			margin := p.src.bytes[bytes.LastIndexByte(p.src.bytes[:second], '\n')+1 : second]
			if len(bytes.Trim(margin, " \t>")) > 0 {
				edits = nil
				break
			}
			text += "\n" + string(margin) + "|" + strings.Repeat(" --- |", count+1)
		}
		edits = append(edits, edit{begin, begin + len(row), text})
	}
	p.suggest(diag.TypedStructure, "tabs", lines[0].start, edits)
	return true
}

// typedBullet is a bullet, or a number, that is not one of Markdown.
type typedBullet struct {
	at     []int // its range in the line
	number bool
	weak   bool // it may be something else
}

// bulletOf returns the typed bullet at the beginning of a line, nil if there is none.
func bulletOf(l *plainLine) *typedBullet {
	if t := bytes.TrimLeft(l.text, " \t"); len(t) < 2 || isLetter(t[0]) && t[0] != 'o' && t[1] != ')' {
		return nil // the most frequent case
	}
	if m := bullet.FindSubmatchIndex(l.text); m != nil {
		return &typedBullet{at: m[2:4]}
	}
	m := weakBullet.FindSubmatchIndex(l.text)
	number := m == nil
	if number {
		m = weakNumber.FindSubmatchIndex(l.text)
	}
	switch {
	case m == nil:
		return nil
	case m[2] < 0:
		m = m[2:]
	}
	return &typedBullet{at: m[2:4], number: number, weak: true}
}

// typedLines returns the lines of a paragraph that begins with a typed bullet, nil for other blocks.
func (p *proofreader) typedLines(n ast.Node) []plainLine {
	if n == nil || n.Kind() != ast.KindParagraph {
		return nil
	}
	lines := p.plainLines(n)
	if len(lines) == 0 || bulletOf(&lines[0]) == nil {
		return nil
	}
	return lines
}

// nearList reports lines, or paragraphs, that begin with a typed bullet.
func (p *proofreader) nearList(b ast.Node, lines []plainLine) {
	if len(lines) == 0 || bulletOf(&lines[0]) != nil && p.typedLines(b.PreviousSibling()) != nil {
		return // it has been reported with the first
	}
	inItem := b.Parent().Kind() == ast.KindListItem && b.PreviousSibling() == nil
	certain := false
	var edits []edit
	for lines != nil {
		for i := range lines {
			t := bulletOf(&lines[i])
			if t == nil {
				continue
			}
			mark := "- "
			switch {
			case t.number:
				mark = " "
			case inItem && i == 0:
				mark = ""
			}
			certain = certain || !t.weak
			edits = append(edits, lines[i].edit(t.at, mark))
		}
		if len(edits) == 0 {
			return
		}
		b = b.NextSibling()
		lines = p.typedLines(b)
	}
	if certain || len(edits) > 1 {
		p.suggest(diag.TypedStructure, "list", edits[0].start, edits)
	}
}

// plainNumber matches the beginning of a numbered item of CommonMark.
var plainNumber = pattern.New(`^[ \t]*(\d{1,3})([.)])[ \t]+\S`)

// stuckNumber reports an item that has become part of the paragraph before it: without a blank line only
// number 1 begins a list there. It is certainly an item if the next such line, or the list before or
// after, has an adjacent number.
func (p *proofreader) stuckNumber(b ast.Node, lines []plainLine) {
	first, number, delimiter := -1, 0, block.Period
	for i := 1; i < len(lines); i++ {
		m := plainNumber.FindSubmatch(lines[i].text)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(string(m[1]))
		d := block.Period
		if m[2][0] == ')' {
			d = block.Parenthesis
		}
		inOrder := first >= 0 && d == delimiter && n == number+1
		if !inOrder {
			first, number, delimiter = i, n, d
			inOrder = p.nearItem(b, d, ast.Node.PreviousSibling, ast.Node.LastChild) == n-1 && n > 1 ||
				p.nearItem(b, d, ast.Node.NextSibling, ast.Node.FirstChild) == n+1
		}
		if inOrder {
			at := lines[first].start + indent(lines[first].raw)
			p.suggest(diag.TypedStructure, "list-stuck", at, p.newLine(at, ""), number)
			return
		}
	}
}

// maxApart is the number of blocks that may separate two parts of one list.
const maxApart = 8

// nearItem returns the number of the item nearest to a block in the nearest numbered list of one form
// before or after it, 0 if there is none.
func (p *proofreader) nearItem(b ast.Node, delimiter block.Delimiter, next, edge func(ast.Node) ast.Node) int {
	for range maxApart {
		if b = next(b); b == nil || b.Kind() == ast.KindHeading {
			break
		}
		if list, ok := b.(*ast.List); ok && p.forms[list] == (listForm{numbering: block.Decimal, delimiter: delimiter}) {
			return p.items[edge(list).(*ast.ListItem)].number
		}
	}
	return 0
}

// nearHeading reports a paragraph that only looks like a heading.
func (p *proofreader) nearHeading(b ast.Node, lines []plainLine) {
	next := b.NextSibling()
	if b.Kind() != ast.KindParagraph || len(lines) != 1 || next == nil || next.Kind() == ast.KindHeading ||
		b.Parent().Kind() != ast.KindDocument && b.Parent().Kind() != kindDirective {
		return
	}
	l := &lines[0]
	text := bytes.TrimSpace(l.raw)
	if len(text) == 0 || utf8.RuneCount(text) > maxTyped || strings.ContainsRune(".,;:!?", rune(text[len(text)-1])) {
		return
	}
	start := l.start + bytes.Index(l.raw, text)
	level := min(p.level+1, 6)
	switch {
	case onlyBold(b):
		if onlyBold(next) {
			return
		}
		text := strings.Trim(string(text), "*_")
		if inside, ok := b.FirstChild().FirstChild().(*ast.Text); !ok || inside.NextSibling() != nil || strings.ContainsRune(".,;:!?", rune(text[len(text)-1])) {
			return
		}
		p.suggest(diag.TypedStructure, "bold-heading", start, []edit{{start, l.start + len(l.raw), strings.Repeat("#", level) + " " + text}})
	case capitals(l.text):
		p.suggest(diag.TypedStructure, "heading-typed", start, []edit{{start, start, strings.Repeat("#", level) + " "}})
	default:
		if m := numberedLine.FindSubmatch(l.text); m != nil {
			p.suggest(diag.TypedStructure, "heading-typed", start, []edit{{start, start, strings.Repeat("#", min(2+bytes.Count(m[1], []byte(".")), level)) + " "}})
		} else if titled.Match(text) && utf8.RuneCount(text) <= maxTitle && next.Kind() != ast.KindThematicBreak && next.Kind() != ast.KindList {
			p.titles = append(p.titles, edit{start, start, "## "}) // A single one may be anything.
			if isProse(p.src.bytes, next) {
				p.overProse = append(p.overProse, start)
			}
		}
	}
}

// minProse is the minimum length of a paragraph that makes the line above it a heading and not a name.
const minProse = 80

// isProse reports whether a block is a paragraph of at least this length that ends like a sentence.
func isProse(src []byte, n ast.Node) bool {
	if n.Kind() != ast.KindParagraph || n.Lines().Len() == 0 {
		return false
	}
	text := bytes.TrimSpace(src[n.Lines().At(0).Start:n.Lines().At(n.Lines().Len()-1).Stop])
	return len(text) >= minProse && bytes.IndexByte([]byte(".:?"), text[len(text)-1]) >= 0
}

// underlined reports a sentence that is a heading only because a line of hyphens, meant as a thematic
// break, is directly below it.
func (p *proofreader) underlined(lines []plainLine) {
	if len(lines) == 0 {
		return
	}
	last := lines[len(lines)-1]
	text := bytes.TrimSpace(last.raw)
	below := last.start + len(last.raw)
	for below < len(p.src.bytes) && (p.src.bytes[below] == '\n' || p.src.bytes[below] == ' ' || p.src.bytes[below] == '>' || p.src.bytes[below] == '\t') {
		below++
	}
	dashes := bytes.TrimSpace(lineFrom(p.src.bytes, min(below, len(p.src.bytes))))
	if len(text) == 0 || len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 && len(bytes.Trim(dashes, "=")) > 0 || bytes.Contains(p.src.bytes[last.start+len(last.raw):below], []byte("\n\n")) {
		return
	}
	if len(lines) > 1 || utf8.RuneCount(text) > maxTyped || strings.ContainsRune(".,;:", rune(text[len(text)-1])) {
		p.suggest(diag.TypedStructure, "underlined", lines[0].start, p.newLine(below, ""))
	}
}

func onlyBold(n ast.Node) bool {
	strong, ok := n.FirstChild().(*ast.Emphasis)
	return ok && strong.Level == 2 && strong.NextSibling() == nil && n.Kind() == ast.KindParagraph
}

// capitals reports whether a line is in capital letters, with a word of at least four.
func capitals(line []byte) bool {
	longest, run := 0, 0
	for _, r := range string(line) {
		switch {
		case r == 0 || unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			run++
			longest = max(longest, run)
		default:
			run = 0
		}
	}
	return longest >= 4
}

// citations collects [1] after a word, and paragraphs that begin with [1] like a note.
func (p *proofreader) citations(b ast.Node, l *plainLine) {
	if bytes.IndexByte(l.bare, '[') < 0 {
		return
	}
	if m := numberedNote.FindSubmatchIndex(l.bare); m != nil && b.Kind() == ast.KindParagraph && b.Parent().Kind() == ast.KindDocument {
		p.listed = append(p.listed, typedNote{string(l.bare[m[4]:m[5]]), l.start + m[2], l.start + m[3]})
	}
	for _, m := range citation.FindAllSubmatchIndex(l.bare, -1) {
		label := string(l.bare[m[4]:m[5]])
		p.cited[label] = append(p.cited[label], l.edit(m[2:4], "[^"+label+"]"))
	}
}

// nearFence reports an unclosed fence, and code that another program would draw.
func (p *proofreader) nearFence(n *ast.FencedCodeBlock) {
	if language := n.Language(p.src.bytes); diagrams.Match(language) {
		p.suggest(diag.LiteralMarkup, "diagram", n.Pos(), nil, string(language))
	}
	opening := lineFrom(p.src.bytes, n.Pos())
	fence := opening[:1]
	last := n.Pos() + len(opening) + 1
	if lines := n.Lines(); lines.Len() > 0 {
		last = lines.At(lines.Len() - 1).Stop
	}
	closing := []byte{}
	if last < len(p.src.bytes) {
		closing = bytes.Trim(lineFrom(p.src.bytes, last), " \t>")
	}
	if len(closing) < 3 || len(bytes.Trim(closing, string(fence))) > 0 {
		p.diags.Add(diag.UnclosedCode, p.src.pos(n.Pos()), string(opening[:runOf(opening, fence[0])]))
	}
}

// nearCode reports prose that has become code because its lines are indented.
func (p *proofreader) nearCode(n *ast.CodeBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	letters, others := 0, 0
	for i := range lines.Len() {
		s := lines.At(i)
		for _, r := range string(s.Value(p.src.bytes)) {
			switch {
			case unicode.IsLetter(r):
				letters++
			case !unicode.IsSpace(r):
				others++
			}
		}
	}
	words := bytes.Fields(lines.Value(p.src.bytes))
	if len(words) < 2 || letters < 4*others {
		return
	}
	var edits []edit
	for i := range lines.Len() {
		s := lines.At(i)
		begin := bytes.LastIndexByte(p.src.bytes[:s.Start], '\n') + 1
		margin := p.src.bytes[begin:s.Start]
		text := bytes.TrimLeft(p.src.bytes[s.Start:s.Stop], " \t")
		if n.Parent().Kind() != ast.KindDocument || len(bytes.Trim(margin, " \t")) > 0 {
			edits = nil
			break
		}
		if len(bytes.TrimSpace(text)) > 0 {
			edits = append(edits, edit{begin, s.Stop - len(text), ""})
		}
	}
	first := lines.At(0)
	p.suggest(diag.TypedStructure, "indented", first.Start+indent(first.Value(p.src.bytes)), edits)
}

// nearRule reports the delimiter lines of a simple table of another program.
func (p *proofreader) nearRule(n ast.Node) {
	line := lineFrom(p.src.bytes, n.Pos())
	if prev := n.PreviousSibling(); ruleRow.Match(line) && prev != nil && prev.Kind() == ast.KindParagraph {
		p.suggest(diag.NotATable, "simple", prev.Lines().At(0).Start, nil)
	}
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
