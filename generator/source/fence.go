package source

import (
	"slices"
	"strings"
	"unicode"

	"styrdok/generator/char"
	"styrdok/generator/diag"
)

// split cuts a file into its front matter and its text. Lines are counted from 1.
type split struct {
	front     string
	frontLine int
	text      string
	textLine  int
}

// splitFence finds the TOML between the "+++" lines. If one is missing it reports what is there instead, such as a
// misspelt fence.
func splitFence(file, src string, diags *diag.List) (split, bool) {
	at, line := 0, 1 // where the first line with something on it begins
	for _, l := range strings.SplitAfterN(src, "\n", 50) {
		if strings.TrimSpace(l) != "" {
			break
		}
		at, line = at+len(l), line+1
	}
	first, rest, _ := strings.Cut(src[at:], "\n")
	slip, near := nearFence(first)
	switch {
	case strings.TrimRight(first, " \t") == "+++" && at == 0:
	case isFence(first):
		diags.Add(diag.BadFence, diag.Pos{File: file, Line: 1, Column: 1}, diag.P("fence.blank-lines"), diag.P("fence-hint.blank-lines"))
		return split{}, false
	case near:
		diags.Add(diag.BadFence, diag.Pos{File: file, Line: line, Column: slip.column}, slip.what, slip.cure)
		return split{}, false
	case yamlFence(first):
		diags.Add(diag.YAMLFrontMatter, diag.Pos{File: file, Line: line, Column: 1})
		return split{}, false
	default:
		diags.Add(diag.NoFrontMatter, diag.Pos{File: file, Line: 1, Column: 1})
		return split{}, false
	}
	line, at = 2, 0
	var meant *diag.Diagnostic
	for at <= len(rest) {
		l, _, more := strings.Cut(rest[at:], "\n")
		if isFence(l) {
			end := min(at+len(l)+1, len(rest))
			return split{rest[:at], 2, rest[end:], line + 1}, true
		}
		if slip, near := nearFence(l); near && meant == nil {
			d := diag.New(diag.BadFence, diag.Pos{File: file, Line: line, Column: slip.column}, slip.what, slip.cure)
			meant = &d
		}
		if !more {
			break
		}
		at += len(l) + 1
		line++
	}
	if meant != nil {
		*diags = append(*diags, *meant)
		return split{}, false
	}
	diags.Add(diag.UnclosedFrontMatter, diag.Pos{File: file, Line: 1, Column: 1})
	return split{}, false
}

func isFence(line string) bool { return strings.TrimRight(line, " \t") == "+++" }

// slip is a mistake in a line that was meant as "+++".
type slip struct {
	column     int
	what, cure diag.Phrase
}

// nearFence reports whether a line is a misspelt fence, and how.
func nearFence(line string) (slip, bool) {
	if isFence(line) || strings.Count(line, "+") < 2 || strings.Trim(line, "+ \t"+odd) != "" {
		return slip{}, false
	}
	for i, r := range []rune(line) {
		if strings.ContainsRune(odd, r) {
			return slip{i + 1, diag.P("fence.odd", oddName(r)), diag.P("fence-hint.odd")}, true
		}
	}
	if trimmed := strings.TrimRight(line, " \t"); strings.ContainsAny(trimmed, " \t") {
		return slip{strings.IndexAny(line, " \t") + 1, diag.P("fence.space"), diag.P("fence-hint.space")}, true
	}
	return slip{1, diag.P("fence.count", strings.Count(line, "+")), diag.P("fence-hint.count")}, true
}

// yamlFence reports whether a line is dashes, of whatever length, as front matter of other programs begins.
func yamlFence(line string) bool {
	dashes := strings.Trim(line, " \t"+odd)
	return dashes != "" && strings.Trim(dashes, "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212 ") == "" && (len(dashes) > 1)
}

// odd are characters that look like a space or are invisible. None of them is white space in TOML.
const odd = "\u00A0\u00AD\u034F\u061C\u1680\u180E\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C\u200D\u200E\u200F" +
	"\u202F\u205F\u2060\u2061\u2062\u2063\u2064\u3000\u3164\uFE0F\uFFA0"

// oddName is a character's name, for people who cannot see it.
func oddName(r rune) diag.Phrase {
	name := "blank"
	switch {
	case r == 0x00A0 || r == 0x202F || r == 0x2007:
		name = "hard-blank"
	case r == 0x00AD:
		name = "soft-hyphen"
	case !unicode.IsSpace(r):
		name = "invisible"
	}
	return diag.P("odd."+name, char.CodePoint(r))
}

// oddOutside returns the first odd character of a line of TOML outside quoted texts and comments, and its column, or 0
// and 0.
func oddOutside(line string) (r rune, column int) {
	var quote rune
	escaped := false
	for i, c := range []rune(line) {
		switch {
		case escaped:
			escaped = false
		case quote == '"' && c == '\\':
			escaped = true
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '#':
			return 0, 0
		case slices.Contains([]rune{'"', '\''}, c):
			quote = c
		case strings.ContainsRune(odd, c):
			return c, i + 1
		}
	}
	return 0, 0
}

// readFront splits a file and reads its front matter; the table is nil if either cannot be done, which is reported.
func readFront(file, src string, diags *diag.List) (split, *table) {
	parts, ok := splitFence(file, src, diags)
	if !ok {
		return parts, nil
	}
	return parts, readTOML(file, parts.front, parts.frontLine, diags)
}
