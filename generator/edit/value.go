package edit

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/library"
)

// Value is a TOML value to be written.
type Value struct {
	text    string // of a text; empty for other values
	isText  bool
	literal string
}

// Text is a string value. Whatever it holds, it is written so that it reads back as it is;
// invalid UTF-8 becomes replacement characters.
func Text(s string) Value {
	return Value{text: strings.ToValidUTF8(s, "\uFFFD"), isText: true}
}

// Day is a local date.
func Day(d library.Date) Value { return Value{literal: d.String()} }

// Pair is a key with its value.
type Pair struct {
	Key   string // a bare key of TOML: a to z, digits, "_" and "-"
	Value Value
}

func (p Pair) toml() string { return p.Key + " = " + p.Value.toml('"') }

// Table is an inline table.
func Table(pairs ...Pair) Value { return Value{literal: inline(pairs)} }

func inline(pairs []Pair) string {
	var written []string
	for _, p := range pairs {
		written = append(written, p.toml())
	}
	return "{" + strings.Join(written, ", ") + "}"
}

// String returns the value as TOML.
func (v Value) String() string { return v.toml('"') }

// toml writes a value. Texts are quoted as asked for where they can be.
func (v Value) toml(quote byte) string {
	if !v.isText {
		return v.literal
	}
	if quote == '\'' && !strings.ContainsFunc(v.text, func(r rune) bool { return r == '\'' || mustEscape(r) }) {
		return "'" + v.text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range v.text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case mustEscape(r) && r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
		case mustEscape(r):
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// mustEscape reports whether a character cannot stand in a file as it is: TOML forbids it, the
// reader of documents refuses it, or it would join with the character before it when the file
// is normalised.
func mustEscape(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) ||
		unicode.Is(unicode.Mn, r) || r == utf8.RuneError
}
