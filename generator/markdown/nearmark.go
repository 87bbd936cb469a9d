package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/char"
	"styrdok/generator/diag"
)

var (
	contentsMark = regexp.MustCompile(`(?i)^(?:\[\[?_?toc_?\]\]?|\{:?toc\}|\$\{toc\})$`)
	tableName    = regexp.MustCompile(`^(?:corrections|reviews|extensions|attachments|items|repealed|annulled)$`)
	keyLine      = regexp.MustCompile(`^(?:\[\[?[a-z_]+\]\]?|[a-z_]+[ \t]*=[ \t]*(?:["'“”\[{].*|\d{4}-\d\d-\d\d|true|false))[ \t]*$`)
	breakCommand = regexp.MustCompile(`^\\(?:pagebreak|newpage|clearpage)(?:\{\}|\[\d\])?$`)
	command      = regexp.MustCompile(`\\(?:pagebreak|newpage|clearpage|tableofcontents|toc|textbf|textit|emph|underline|footnote|section|subsection|cite|ref|label|href|url|vspace|hspace|noindent|begin|end)\b\*?`)
	attributes   = regexp.MustCompile(`[ \t]*(?:\{[#.:][^{}]*\}|\{[A-Za-z-]+=[^{}]*\})`)
	spanStart    = regexp.MustCompile(`\]\{[#.:][^{}]*\}`)
	template     = regexp.MustCompile(`\{\{[^{}]*\}\}|\{%[^{}]*%\}`)
	admonition   = regexp.MustCompile(`^(?:(?:!!!|\?\?\?)\+?[ \t]+\pL+|\[!\pL+\][+-]?(?:[ \t]|$))`)
	highlighted  = regexp.MustCompile(`==([^\s=](?:[^=]*[^\s=])?)==`)
	formula      = regexp.MustCompile(`\$\$?([^\s$](?:[^$]*[^\s$])?)\$\$?`)
	formulaSign  = regexp.MustCompile(`^[A-Za-z]$|[\\^_={}]`)
	looseStars   = regexp.MustCompile(`(\*\*|__)([ \t\x{A0}]*)([^\s*_\x00](?:[^*_\x00]*[^\s*_\x00])?)([ \t\x{A0}]*)(?:\*\*|__)`)
	strayStars   = regexp.MustCompile(`(?:^|[^*])(\*\*)(?:[^*]|$)|(?:^|[^_])(__)(?:[^_]|$)`)
	gluedHash    = regexp.MustCompile(`^[ \t]{0,3}(#{1,6})([\x{A0}\x{2007}\x{202F}][ \t]*|[\pL\d])`)
	deepHash     = regexp.MustCompile(`^(#{7,})[ \t\x{A0}]+[^\s#]`)
	looseStar    = regexp.MustCompile(`(?:^|[\s(”"])(\*)(\pL[^*\x00]*[^\s*\x00])([ \t\x{A0}]+)\*(?:[\s.,;:!?)”"]|$)`)
	inlineNote   = regexp.MustCompile(`\^\[[^\[\]]+\]`)
)

// nearMarks reports marks of other programs, and marks that are almost correct, which would otherwise be
// printed as they are. The line is the i-th of its block.
func (p *proofreader) nearMarks(b ast.Node, i int, l *plainLine) {
	text := bytes.TrimRight(l.bare, " \t")
	begin := len(text) - len(bytes.TrimLeft(text, " \t"))
	if text = text[begin:]; len(text) == 0 {
		return
	}
	whole := func(replacement string) []edit {
		return []edit{{l.start + begin, l.start + begin + len(text), replacement}}
	}
	at := l.start + begin
	switch {
	case breakCommand.Match(text):
		p.suggest(diag.LiteralMarkup, "page-break", at, whole(":::pagebreak"))
		return
	case contentsMark.Match(bytes.TrimSpace(l.raw)) && (text[0] == '[' || text[0] == '{' || text[0] == '$'):
		p.suggest(diag.LiteralMarkup, "contents", at, whole(""))
		return
	case admonition.Match(text):
		p.suggest(diag.LiteralMarkup, "admonition", at, nil, shorten(string(text)))
		return
	case i == 0 && b.Kind() == ast.KindParagraph && keyLine.Match(text) && p.keys(b):
		p.suggest(diag.LiteralMarkup, "keys", at, nil, shorten(string(text)))
		return
	}
	if b.Kind() == ast.KindParagraph || b.Kind() == ast.KindTextBlock {
		if m := deepHash.FindSubmatchIndex(text); m != nil {
			p.suggest(diag.LiteralMarkup, "heading", at, []edit{{at + m[2], at + m[3], strings.Repeat("#", min(p.level+1, 6))}})
		}
		if bytes.IndexByte(text, '*') < 0 {
			// There is nothing to look for.
		} else if m := looseStar.FindSubmatchIndex(l.bare); m != nil {
			star, blank := l.start+m[2], l.start+m[6]
			p.suggest(diag.LiteralMarkup, "italic-blank", star, []edit{{blank, l.start + m[7] + 1, "*" + string(l.raw[m[6]:m[7]])}})
		}
		if m := gluedHash.FindSubmatchIndex(text); m != nil {
			letter := text[m[4]] < 0x80 || inWordAt(text[m[4]:])
			if !letter {
				p.suggest(diag.LiteralMarkup, "heading", at, []edit{{at + m[4], at + m[5], " "}})
			} else if m[3]-m[2] > 1 {
				p.suggest(diag.LiteralMarkup, "heading", at, []edit{{at + m[4], at + m[4], " "}})
			}
		}
	}
	if bytes.IndexByte(text, '{') >= 0 {
		p.braces(l)
	}
	if bytes.IndexByte(l.raw, '\\') >= 0 {
		p.lostBackslashes(l)
		for _, m := range command.FindAllIndex(l.bare, -1) {
			p.suggest(diag.LiteralMarkup, "command", l.start+m[0], nil, string(l.bare[m[0]:m[1]]))
		}
	}
	if bytes.Contains(text, []byte("==")) {
		for _, m := range highlighted.FindAllSubmatchIndex(l.bare, -1) {
			p.suggest(diag.LiteralMarkup, "highlight", l.start+m[0],
				[]edit{{l.start + m[0], l.start + m[1], "**" + string(l.raw[m[2]:m[3]]) + "**"}})
		}
	}
	if bytes.IndexByte(text, '$') >= 0 {
		for _, m := range formula.FindAllSubmatchIndex(l.bare, -1) {
			follows := m[1] < len(l.bare) && l.bare[m[1]] >= '0' && l.bare[m[1]] <= '9'
			if !follows && formulaSign.Match(l.bare[m[2]:m[3]]) {
				p.suggest(diag.LiteralMarkup, "formula", l.start+m[0], nil, shorten(string(l.raw[m[0]:m[1]])))
			}
		}
	}
	for _, m := range inlineNote.FindAllIndex(l.bare, -1) {
		p.suggest(diag.LiteralMarkup, "inline-note", l.start+m[0], nil, shorten(string(l.raw[m[0]:m[1]])))
	}
	p.stars(l)
	p.citations(b, i, l)
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
		edits := []edit{{l.start + open, l.start + open + 1, ""}, {l.start + m[0], l.start + m[1], ""}}
		p.suggest(diag.LiteralMarkup, "attribute", l.start+open, edits, shorten(string(l.raw[m[0]+1:m[1]])))
	}
	for _, m := range attributes.FindAllIndex(l.bare, -1) {
		brace := m[0] + bytes.IndexByte(l.bare[m[0]:m[1]], '{')
		if !taken[brace] && !(brace > 0 && (l.bare[brace-1] == '{' || l.bare[brace-1] == ']')) {
			p.suggest(diag.LiteralMarkup, "attribute", l.start+brace, []edit{{l.start + m[0], l.start + m[1], ""}}, shorten(string(l.raw[brace:m[1]])))
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
			p.suggest(diag.LiteralMarkup, "bold-blank", l.start+m[0], []edit{{l.start + m[0], l.start + m[1], text}})
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
