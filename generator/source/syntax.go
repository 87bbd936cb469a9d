package source

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// syntax reports a text that is not TOML, where it broke. What the library says is meant for
// programmers and in English, so the line itself is looked at for what people get wrong.
func (r *reader) syntax(err error, text string) {
	broken, ok := errors.AsType[toml.ParseError](err)
	if !ok {
		r.diags.Add(diag.TOMLSyntax, diag.Pos{File: r.file, Line: r.line}, diag.P("toml.other"), diag.P("toml-hint.other"))
		return
	}
	pos := diag.Pos{File: r.file, Line: r.line + broken.Position.Line - 1, Column: 1}
	lines := strings.Split(text, "\n")
	line := ""
	if n := broken.Position.Line - 1; n >= 0 && n < len(lines) {
		line = lines[n]
	}
	if start := broken.Position.Start; start >= 0 && start <= len(text) {
		begin := strings.LastIndexByte(text[:start], '\n') + 1
		if strings.Count(text[:start], "\n") == broken.Position.Line-1 {
			pos.Column = len([]rune(text[begin:start])) + 1
		}
	}
	if r.oddCharacter(lines, broken.Position.Line-1) {
		return
	}
	if m := dateLike.FindStringSubmatchIndex(line); m != nil && !isDate(line[m[2]:m[3]]) && (isDateLine(line) || wholeYear.MatchString(line[m[2]:m[3]])) {
		// Of what looks like a date the library takes the beginning for a number.
		pos.Column = len([]rune(line[:m[2]])) + 1
		d := diag.New(diag.BadDate, pos, strings.TrimSpace(line[m[2]:m[3]]))
		d.Subject = meantDate(line[m[2]:m[3]])
		*r.diags = append(*r.diags, d)
		return
	}
	if isDateLine(line) && !strings.ContainsAny(line, `"'[{`+otherQuote) {
		// A day that is not whole, or a word for one.
		key, value, _ := strings.Cut(line, "=")
		if value, _, _ = strings.Cut(value, "#"); strings.TrimSpace(value) != "" && !isDate(strings.TrimSpace(value)) {
			pos.Column = len([]rune(key)) + 2 + len(value) - len(strings.TrimLeft(value, " "))
			r.diags.Add(diag.BadDate, pos, cut(strings.TrimSpace(value), shownValue))
			return
		}
	}
	what, args := mistake(line, broken.Message)
	if what == "comma" && strings.HasPrefix(r.file, "content/") {
		// No key of a document is a decimal number.
		key, value, _ := strings.Cut(line, "=")
		what, args = "unquoted", []any{strings.TrimSpace(key), literal(strings.TrimSpace(key), value)}
	}
	if above, column := open(lines, broken.Position.Line-1); what == "list" && above >= 0 {
		// A list or heading without an end is found out further down.
		pos.Line, pos.Column = r.line+above, column
		if strings.HasPrefix(strings.TrimSpace(lines[above]), "[") {
			what = "heading"
		}
	}
	r.diags.Add(diag.TOMLSyntax, pos, diag.P("toml."+what, args...), diag.P("toml-hint."+what, args...))
}

// oddCharacter reports a character that looks like a blank or like nothing and stands where TOML has none: on the line that
// broke, or on one that a list began on above it.
func (r *reader) oddCharacter(lines []string, at int) bool {
	for i := min(at, len(lines)-1); i >= 0 && i > at-50; i-- {
		if c, column := oddOutside(lines[i]); column > 0 {
			cure := "odd"
			if !unicode.IsSpace(c) {
				cure = "invisible"
			}
			r.diags.Add(diag.TOMLSyntax, diag.Pos{File: r.file, Line: r.line + i, Column: column}, diag.P("toml.odd", oddName(c)), diag.P("toml-hint."+cure))
			return true
		}
		if i < at && !strings.HasSuffix(strings.TrimSpace(lines[i]), ",") && !strings.HasSuffix(strings.TrimSpace(lines[i]), "[") {
			break
		}
	}
	return false
}

func isDateLine(line string) bool {
	key, _, equals := strings.Cut(line, "=")
	return equals && keyTypes[strings.TrimSpace(key)] == "date"
}

func isDate(s string) bool {
	_, err := library.ParseDate(s)
	return err == nil
}

// open returns the last line up to one that opens more brackets than it closes, and the column of the
// first of them; -1 if there is none.
func open(lines []string, upTo int) (line, column int) {
	for i := min(upTo, len(lines)-1); i >= 0; i-- {
		if strings.Count(lines[i], "[") > strings.Count(lines[i], "]") {
			return i, len([]rune(lines[i][:strings.IndexByte(lines[i], '[')])) + 1
		}
	}
	return -1, 0
}

const monthNames = `jan(?:uari)?|feb(?:ruari)?|mar(?:s)?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?`

// dateLike finds a value that was meant as a date: 2026-13-40, 14/12 2026, 14.12.2026, 14 december 2026,
// and with hyphens of other sorts.
var dateLike = pattern.New(`(?i)^[^="]*=\s*(\d{4}[-\x{2010}-\x{2015}\x{2212}]\d{1,2}[-\x{2010}-\x{2015}\x{2212}]\d{1,2}[^\s#]*|\d{1,4}[/.]\s?\d{1,2}(?:[/.\s-]\s?\d{1,4})?|\d{1,2}(?::e|:a)?\s+(?:` + monthNames + `)\.?(?:\s+\d{4})?)(?:[\s,]|$)`)

// wholeYear tells a date from a version, which may look like one, as 1.2.3 does.
var wholeYear = pattern.New(`\d{4}`)

var (
	dayFirst   = pattern.New(`^(\d{1,2})[/.]\s?(\d{1,2})[/.\s-]\s?(\d{4})$`)
	yearFirst  = pattern.New(`^(\d{4})[^\d]{1,3}(\d{1,2})[^\d]{1,3}(\d{1,2})$`)
	monthNamed = pattern.New(`(?i)^(\d{1,2})(?::e|:a)?\s+(` + monthNames + `)\.?\s+(\d{4})$`)
)

// meantDate returns the date that was meant, as it must be written, or "" if that is unclear.
func meantDate(s string) string {
	s = strings.TrimSpace(s)
	var year, month, day string
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := yearFirst.FindStringSubmatch(s); m != nil {
		year, month, day = m[1], m[2], m[3]
	} else if m := monthNamed.FindStringSubmatch(s); m != nil {
		day, year = m[1], m[3]
		month = strconv.Itoa(strings.Index("janfebmaraprmajjunjulaugsepoktnovdec", strings.ToLower(m[2][:3]))/3 + 1)
	}
	if year == "" {
		return ""
	}
	if m, _ := strconv.Atoi(month); m > 12 {
		month, day = day, month // Only one of them can be the month.
	}
	iso := fmt.Sprintf("%s-%02s-%02s", year, month, day)
	if _, err := library.ParseDate(iso); err != nil {
		return ""
	}
	return iso
}

var (
	tomlHeading = pattern.New(`^(\[[^\[\]]+\]|\[\[[^\[\]]+\]\])$`)
	tomlKey     = pattern.New(`^[A-Za-z0-9_.-]+$`)
	yamlLine    = pattern.New(`^\s*([\pL\d_-]+)\s*:\s*(.*)$`)
	otherQuote  = "”“„»«″’‘‚"
)

// mistake returns the kind of mistake in a line, which is the last part of the key of its sentences, and
// their arguments. Message is the library's.
func mistake(line, message string) (what string, args []any) {
	key, value, equals := strings.Cut(line, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	switch {
	case strings.Contains(message, "already been defined") || strings.Contains(message, "already exists"):
		return "twice", []any{strings.Trim(key, "[]")}
	case strings.HasPrefix(key, "[") && !tomlHeading.MatchString(key):
		return "heading", nil
	case strings.HasPrefix(value, "{"):
		return "table", nil
	case strings.HasPrefix(value, "[") && strings.HasSuffix(value, "]") && strings.ContainsAny(value, otherQuote), strings.ContainsAny(value, otherQuote) && severalQuoted.MatchString(value):
		return "curly-list", []any{key, meant("list", value)}
	case strings.HasPrefix(value, "["), strings.Contains(message, "array") || strings.Contains(message, "comma"):
		return "list", nil
	case strings.HasPrefix(key, "["):
		return "heading", nil
	}
	if m := yamlLine.FindStringSubmatch(line); m != nil && (!equals || strings.Contains(key, ":")) {
		key := cmp.Or(MeantKey(m[1]), m[1])
		return "colon", []any{m[1], key, literal(key, m[2])}
	}
	switch {
	case !equals:
		return "no-value", []any{key, "title = " + example("title", "")}
	case !tomlKey.MatchString(key):
		plain := bareKey(key)
		plain = cmp.Or(swedish().keys[plain], plain)
		if !tomlKey.MatchString(plain) {
			plain = "case_number"
		}
		return "key", []any{key, plain, literal(plain, value)}
	case value == "":
		return "no-value", []any{key, cmp.Or(strings.TrimSpace(key), "title") + " = " + example(key, "")}
	case strings.ContainsRune(otherQuote, []rune(value)[0]):
		return "curly", []any{key, literal(key, value)}
	case value[0] == '"' && strings.Contains(message, "escape"):
		return "backslash", []any{key, literal(key, value)}
	case value[0] == '"' || value[0] == '\'':
		if strings.Count(value, value[:1]) == 1 {
			return "unclosed", []any{key, literal(key, value)}
		}
		return "inner", []any{key, literal(key, value)}
	case decimalComma.MatchString(value):
		return "comma", []any{key, strings.Replace(value, ",", ".", 1)}
	}
	return "unquoted", []any{key, literal(key, value)}
}

// severalQuoted finds texts in quotation marks with commas between them.
var severalQuoted = pattern.New(`["”“„»«″]\s*,\s*["”“„»«″]`)

// literal returns a value as the key takes it in TOML, made of what the line has.
func literal(key, written string) string {
	kind := cmp.Or(keyTypes[key], "text")
	value, _, _ := strings.Cut(strings.TrimSpace(written), " #")
	if word := strings.Trim(value, ` "'`+otherQuote); swedish().values[key] != nil {
		value = cmp.Or(swedishValue(key, word), value)
	} else if key == "review" {
		value = cmp.Or(meantCycle(word), value)
	}
	return cmp.Or(meant(kind, cut(strings.Trim(strings.TrimSpace(value), `"'`+otherQuote), shownValue)), example(key, kind))
}

// shownValue is how many characters of a value a message repeats.
const shownValue = 80

var decimalComma = pattern.New(`^[+-]?\d+,\d+$`)
