package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

var (
	contentsMark = pattern.New(`(?i)^(?:\[\[?_?toc_?\]\]?|\{:?toc\}|\$\{toc\})$`)
	tableName    = pattern.New(`^(?:corrections|reviews|extensions|attachments|items|repealed|annulled)$`)
	keyLine      = pattern.New(`^(?:\[\[?[a-z_]+\]\]?|[a-z_]+[ \t]*=[ \t]*(?:["'“”\[{].*|\d{4}-\d\d-\d\d|true|false))[ \t]*$`)
	breakCommand = pattern.New(`^\\(?:pagebreak|newpage|clearpage)(?:\{\}|\[\d\])?$`)
	command      = pattern.New(`\\(?:pagebreak|newpage|clearpage|tableofcontents|toc|textbf|textit|emph|underline|footnote|section|subsection|cite|ref|label|href|url|vspace|hspace|noindent|begin|end)\b\*?`)
	attributes   = pattern.New(`[ \t]*(?:\{[#.:][^{}]*\}|\{[A-Za-z-]+=[^{}]*\})`)
	spanStart    = pattern.New(`\]\{[#.:][^{}]*\}`)
	template     = pattern.New(`\{\{[^{}]*\}\}|\{%[^{}]*%\}`)
	admonition   = pattern.New(`^(?:(?:!!!|\?\?\?)\+?[ \t]+\pL+|\[!\pL+\][+-]?(?:[ \t]|$))`)
	highlighted  = pattern.New(`==([^\s=](?:[^=]*[^\s=])?)==`)
	formula      = pattern.New(`\$\$?([^\s$](?:[^$]*[^\s$])?)\$\$?`)
	formulaSign  = pattern.New(`^[A-Za-z]$|[\\^_={}]`)
	looseStars   = pattern.New(`(\*\*|__)([ \t\x{A0}]*)([^\s*_\x00](?:[^*_\x00]*[^\s*_\x00])?)([ \t\x{A0}]*)(?:\*\*|__)`)
	strayStars   = pattern.New(`(?:^|[^*])(\*\*)(?:[^*]|$)|(?:^|[^_])(__)(?:[^_]|$)`)
	gluedHash    = pattern.New(`^[ \t]{0,3}(#{1,6})([\x{A0}\x{2007}\x{202F}][ \t]*|[\pL\d])`)
	deepHash     = pattern.New(`^(#{7,})[ \t\x{A0}]+[^\s#]`)
	looseStar    = pattern.New(`(?:^|[\s(”"])(\*)(\pL[^*\x00]*[^\s*\x00])([ \t\x{A0}]+)\*(?:[\s.,;:!?)”"]|$)`)
	inlineNote   = pattern.New(`\^\[[^\[\]]+\]`)
)

// linePattern is markup of another program, or markup that is almost correct, within a line.
type linePattern struct {
	sign byte // that it contains
	kind string
	re   *pattern.Pattern
	mend string // what to write instead, in terms of the pattern's groups; empty if that is unclear
	not  func(l *plainLine, match []int) bool
}

var linePatterns = []linePattern{
	{'\\', "command", command, "", nil},
	{'=', "highlight", highlighted, "**$1**", nil},
	{'$', "formula", formula, "", notFormula},
	{'^', "inline-note", inlineNote, "", nil},
}

// notFormula reports whether what is between dollar signs is an amount of money.
func notFormula(l *plainLine, m []int) bool {
	follows := m[1] < len(l.bare) && isDigit(rune(l.bare[m[1]]))
	return follows || !formulaSign.Match(l.bare[m[2]:m[3]])
}

// patterns reports the line patterns in a line.
func (p *proofreader) patterns(l *plainLine) {
	for _, like := range linePatterns {
		if l.signs&signOf[like.sign] == 0 {
			continue
		}
		for _, m := range like.re.FindAllSubmatchIndex(l.bare, -1) {
			switch {
			case like.not != nil && like.not(l, m):
			case like.mend == "":
				p.suggest(diag.LiteralMarkup, like.kind, l.start+m[0], nil, shorten(string(l.raw[m[0]:m[1]])))
			default:
				p.suggest(diag.LiteralMarkup, like.kind, l.start+m[0], []edit{l.edit(m, string(like.re.Expand(nil, []byte(like.mend), l.raw, m)))})
			}
		}
	}
}

// nearMarks reports marks of other programs, and marks that are almost correct, which would otherwise be
// printed as they are. The line is the i-th of its block.
func (p *proofreader) nearMarks(b ast.Node, i int, l *plainLine) {
	text := bytes.TrimRight(l.bare, " \t")
	begin := len(text) - len(bytes.TrimLeft(text, " \t"))
	if text = text[begin:]; len(text) == 0 || p.wholeLine(b, i, l, begin, text) {
		return
	}
	if b.Kind() == ast.KindParagraph || b.Kind() == ast.KindTextBlock {
		p.hashes(l.start+begin, text)
		if l.signs&signOf['*'] == 0 {
			// There is no loose star.
		} else if m := looseStar.FindSubmatchIndex(l.bare); m != nil {
			p.suggest(diag.LiteralMarkup, "italic-blank", l.start+m[2], []edit{l.edit([]int{m[6], m[7] + 1}, "*"+string(l.raw[m[6]:m[7]]))})
		}
	}
	p.patterns(l)
	if l.signs&signOf['{'] != 0 {
		p.braces(l)
	}
	if l.signs&signOf['\\'] != 0 {
		p.lostBackslashes(l)
	}
	p.stars(l)
	p.citations(b, l)
}

// wholeLine reports a line that is a command of another program, and returns whether it is one.
func (p *proofreader) wholeLine(b ast.Node, i int, l *plainLine, begin int, text []byte) bool {
	report := func(kind string, edits []edit, args ...any) bool {
		p.suggest(diag.LiteralMarkup, kind, l.start+begin, edits, args...)
		return true
	}
	all := []int{begin, begin + len(text)}
	switch text[0] {
	case '\\':
		return breakCommand.Match(text) && report("page-break", []edit{l.edit(all, ":::pagebreak")})
	case '[', '{', '$':
		if contentsMark.Match(bytes.TrimSpace(l.raw)) {
			return report("contents", []edit{l.edit(all, "")})
		}
	}
	return admonition.Match(text) && report("admonition", nil, shorten(string(text))) ||
		i == 0 && b.Kind() == ast.KindParagraph && keyLine.Match(text) && p.keys(b) && report("keys", nil, shorten(string(text)))
}

// hashes reports a line that would be a heading if it had fewer number signs, or a space behind them.
func (p *proofreader) hashes(at int, text []byte) {
	if text[0] != '#' {
		return
	}
	if m := deepHash.FindSubmatchIndex(text); m != nil {
		p.suggest(diag.LiteralMarkup, "heading", at, []edit{{at + m[2], at + m[3], strings.Repeat("#", min(p.level+1, 6))}})
	}
	if m := gluedHash.FindSubmatchIndex(text); m != nil {
		space, end := at+m[4], at+m[5]
		if text[m[4]] < utf8.RuneSelf || inWordAt(text[m[4]:]) { // a letter follows
			if m[3]-m[2] == 1 {
				return
			}
			end = space
		}
		p.suggest(diag.LiteralMarkup, "heading", at, []edit{{space, end, " "}})
	}
}

// keys reports whether a paragraph consists of lines of front matter.
func (p *proofreader) keys(b ast.Node) bool {
	lines := b.Lines()
	named, values := false, 0
	for i := range lines.Len() {
		s := lines.At(i)
		line := bytes.TrimSpace(p.src.bytes[s.Start:s.Stop])
		if !keyLine.Match(line) {
			return false
		}
		named = named || tableName.Match(bytes.Trim(line, "[]"))
		values += min(bytes.IndexByte(line, '='), 1)
	}
	return named || values == lines.Len() && b.PreviousSibling() == nil && b.Parent().Kind() == ast.KindDocument
}

// braces reports attributes in braces for other programs.
func (p *proofreader) braces(l *plainLine) {
	taken := map[int]bool{}
	for _, m := range template.FindAllIndex(l.bare, -1) {
		taken[m[0]] = true
		p.suggest(diag.LiteralMarkup, "template", l.start+m[0], nil, shorten(string(l.raw[m[0]:m[1]])))
	}
	for _, m := range spanStart.FindAllIndex(l.bare, -1) {
		taken[m[0]+1] = true
		open := openBracket(l.bare, m[0])
		if open < 0 {
			continue
		}
		edits := []edit{l.edit([]int{open, open + 1}, ""), l.edit(m, "")}
		p.suggest(diag.LiteralMarkup, "attribute", l.start+open, edits, shorten(string(l.raw[m[0]+1:m[1]])))
	}
	for _, m := range attributes.FindAllIndex(l.bare, -1) {
		brace := m[0] + bytes.IndexByte(l.bare[m[0]:m[1]], '{')
		if !taken[brace] && !(brace > 0 && (l.bare[brace-1] == '{' || l.bare[brace-1] == ']')) {
			p.suggest(diag.LiteralMarkup, "attribute", l.start+brace, []edit{l.edit(m, "")}, shorten(string(l.raw[brace:m[1]])))
		}
	}
}

// stars reports ** and __ that do not make anything bold.
func (p *proofreader) stars(l *plainLine) {
	if !bytes.Contains(l.bare, []byte("**")) && !bytes.Contains(l.bare, []byte("__")) {
		return
	}
	done := 0
	for _, m := range looseStars.FindAllSubmatchIndex(l.bare, -1) {
		mark := string(l.bare[m[2]:m[3]])
		run := m[0] > 0 && l.bare[m[0]-1] == mark[0] || m[1] < len(l.bare) && l.bare[m[1]] == mark[0]
		if before, after := l.raw[m[4]:m[5]], l.raw[m[8]:m[9]]; !run && len(before)+len(after) > 0 && char.Inked(string(l.raw[m[6]:m[7]])) && string(l.bare[m[9]:m[1]]) == mark {
			// Spaces inside that separate words must remain outside.
			text := string(before) + mark + string(l.raw[m[6]:m[7]]) + mark + string(after)
			p.suggest(diag.LiteralMarkup, "bold-blank", l.start+m[0], []edit{l.edit(m, text)})
			done = m[1]
		}
	}
	if m := strayStars.FindSubmatchIndex(l.bare[done:]); m != nil {
		from := max(m[2], m[4])
		if mark := l.bare[done+from : done+from+2]; inWordAt(l.bare[done+from+2:]) || from > 0 && inWordBefore(l.bare[:done+from]) {
			p.suggest(diag.LiteralMarkup, "bold", l.start+done+from, nil, string(mark))
		}
	}
}
