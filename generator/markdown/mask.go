package markdown

import (
	"bytes"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/mask"
	"styrdok/generator/pattern"
)

// Confidential parts are found line by line before Markdown is parsed. Where it is unclear whether a
// line begins such a part, for example within code, it does, and where it is unclear whether a line ends
// one, it does not: what is hidden by mistake can be reported and corrected, but what is published by
// mistake cannot be recalled.
var (
	confidentialLine = pattern.New("(?i)^(?:[^\\pL`]|\\[\\^[^\\]]*\\]:)*?:{3,}[\\s\\p{Zs}]*confidential(?:[^\\pL]|$)")
	openingLine      = pattern.New("^[^\\pL`]*?:{3,}[\\s\\p{Zs}]*(\\pL[\\pL-]*)")
	closingLine      = pattern.New(`^[\s\p{Zs}>]*:{3,}[\s\p{Zs}]*$`)
	nearlyOpening    = pattern.New("^[^`]{0,3}?:[^`]{0,4}?:[^`\\pL]{0,3}(?:lang|table|brief)\\b")
	fenceLine        = pattern.New("^[^\\pL`~]*(`{3,}|~{3,})([^\\n]*)$")
	referenceLabel   = pattern.New(`\[\^([^\[\]\n]+)\]`)
)

// mask replaces each confidential part with one line, if such parts are to be left out. It reports what
// makes a part unsafe in either case.
func (s *source) mask(lines []sourceLine, leaveOut bool) []sourceLine {
	colons := []byte(":::")
	var out []sourceLine
	done, depth := 0, 0
	for i := 0; i < len(lines); i++ {
		if !bytes.Contains(lines[i].text, colons) {
			continue
		}
		if !confidentialLine.Match(lines[i].text) {
			if depth += nesting(&lines[i]); depth < 0 {
				depth = 0
				if s.hides { // also where it is no directive, as in HTML
					s.unclear(lines[i].pos(s.file, bytes.Index(lines[i].text, colons)), "mask.stray")
				}
			}
			continue
		}
		at := bytes.Index(lines[i].text, colons)
		if !lines[i].code {
			s.checkBegin(&lines[i], at)
		}
		s.hides = true
		end := s.confidentialEnd(lines, i)
		if !leaveOut {
			// Nested parts belong to this one.
			i = min(end, len(lines)-1)
			continue
		}
		if end == len(lines) {
			s.problems.Add(diag.UnclosedDirective, diag.Pos{File: s.file, Line: lines[i].number, Column: 1}, ":::confidential")
		}
		out = append(out, lines[done:i]...)
		_, law, _ := directiveArguments(string(bytes.TrimLeft(lines[i].text[at:], ":")))
		out = append(out, sourceLine{
			text:   append(plainPrefix(lines[i].text[:at]), ":::"+maskedName...),
			number: lines[i].number, masked: true, law: law["law"],
		})
		for _, l := range lines[i:min(end+1, len(lines))] {
			for _, m := range referenceLabel.FindAllSubmatch(l.text, -1) {
				if s.refs == nil {
					s.refs = map[string]bool{}
				}
				s.refs[string(m[1])] = true
			}
		}
		done, i = min(end+1, len(lines)), end
	}
	if done == 0 {
		return lines
	}
	return append(out, lines[done:]...)
}

var (
	// maskBegin matches the correct first line of a part, after the markers of lists, quotations and
	// notes.
	maskPrefix = pattern.New(`^(?:[\s\p{Zs}\p{Cf}>]|[-+*][\s]|[0-9a-zA-Z]{1,9}[.)][\s]|:[\s]|\[\^[^\]]*\]:)*$`)
	maskBegin  = pattern.New(`(?i)^:{3,}[\s\p{Zs}]*confidential(?:[\s\p{Zs}]+law=(?:["”“](?:\\.|[^"”“\\])*["”“]|[^\s\p{Zs}"”“:]+))?[\s\p{Zs}]*$`)
)

// checkBegin reports other text on the first line of a confidential part.
func (s *source) checkBegin(l *sourceLine, at int) {
	switch {
	case !maskPrefix.Match(l.text[:at]):
		s.unclear(l.pos(s.file, at), "mask.before")
	case !maskBegin.Match(l.text[at:]):
		s.unclear(l.pos(s.file, at), "mask.line")
	}
}

// confidentialEnd returns the index of the line that ends the part begun on line begin, or the number of
// lines if there is none. It reports lines that almost do.
func (s *source) confidentialEnd(lines []sourceLine, begin int) int {
	depth := 1
	var fence []byte
	comment := false
	for i := begin + 1; i < len(lines); i++ {
		text := lines[i].text
		if fence != nil {
			t := bytes.Trim(text, " \t>")
			if len(t) >= len(fence) && len(bytes.Trim(t, string(fence[:1]))) == 0 {
				fence = nil
			}
			continue
		}
		if m := fenceLine.FindSubmatch(text); m != nil && !(m[1][0] == '`' && bytes.IndexByte(m[2], '`') >= 0) {
			fence = m[1]
			continue
		}
		if comment = comment && !bytes.Contains(text, []byte("-->")); comment {
			continue
		}
		if i := bytes.LastIndex(text, []byte("<!--")); i >= 0 && !bytes.Contains(text[i:], []byte("-->")) && !bytes.ContainsAny(text[:i], "\\`") {
			comment = true // as it is left in code
			continue
		}
		if closingLine.Match(text) {
			if depth--; depth == 0 {
				return i
			}
			continue
		}
		if !bytes.Contains(text, []byte(":::")) {
			t := bytes.Trim(text, " \t>\u00a0")
			if mask.Colons(t) || bytes.HasSuffix(t, []byte("::")) || nearlyOpening.Match(t) {
				s.unclear(lines[i].pos(s.file, 0), "mask.end")
			}
			continue
		}
		m := openingLine.FindSubmatch(text)
		switch {
		case m == nil:
			s.unclear(lines[i].pos(s.file, 0), "mask.end")
		case string(m[1]) != "pagebreak":
			depth++
			if !slices.Contains(directives, strings.ToLower(string(m[1]))) {
				s.unclear(lines[i].pos(s.file, 0), "mask.end")
			}
		}
	}
	return len(lines)
}

// nesting returns 1 for a line that begins a directive, and -1 for one that ends it.
func nesting(l *sourceLine) int {
	m := openingLine.FindSubmatch(l.text)
	switch {
	case l.code:
	case mask.Colons(bytes.Trim(l.text, " \t>")):
		return -1
	case m != nil && string(m[1]) != "pagebreak":
		return 1
	}
	return 0
}

// plainPrefix keeps the markers before a directive that determine its list or quotation. Anything else
// would keep the directive from being recognised.
func plainPrefix(prefix []byte) []byte {
	out := make([]byte, 0, len(prefix)+len(maskedName)+3)
	if bytes.HasPrefix(bytes.TrimSpace(prefix), []byte("[^")) {
		return out
	}
	for _, r := range string(prefix) {
		if r < 0x80 && (bytes.ContainsRune([]byte(" \t>-+*.):"), r) || r >= '0' && r <= '9') {
			out = append(out, byte(r))
		} else {
			out = append(out, ' ')
		}
	}
	return out
}

// A confidential part whose mark is misspelt would be published. So what [mask.Near] finds is an error.

// unclear reports an unsafe mark of a confidential part. It does not quote the text around it.
func (s *source) unclear(pos diag.Pos, phrase string, args ...any) {
	s.problems.Add(diag.UnclearMask, pos, diag.P(phrase, args...))
}

// keepSilent drops diagnostics that quote a text with unsafe marks, since they might quote what is
// confidential. They appear once the marks are corrected.
func (c *converter) keepSilent() {
	if !slices.ContainsFunc(c.diags, func(d diag.Diagnostic) bool { return d.Code == diag.UnclearMask }) {
		return
	}
	c.diags = slices.DeleteFunc(c.diags, func(d diag.Diagnostic) bool { return slices.Contains(quoting, d.Code) })
}

// quoting are the codes whose messages quote the text.
var quoting = []diag.Code{
	diag.LostText, diag.NotALink, diag.NotATable, diag.LiteralMarkup, diag.TypedStructure, diag.RawHTML, diag.OwnNumber, diag.UnknownDirective,
}
