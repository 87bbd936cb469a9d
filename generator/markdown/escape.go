package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"styrdok/generator/char"
)

// literals are characters that typography would change. Written with a backslash they are kept; until
// typography is done, they are represented by noncharacters.
var literals = []struct{ sign, mark rune }{
	{'"', '\uFDD0'}, {'\'', '\uFDD1'}, {'-', '\uFDD2'}, {'.', '\uFDD3'},
}

// maxAway is the distance in bytes from the beginning of a link within which the position of its address
// or title is looked for.
const maxAway = 2000

// unescape returns the text whose source begins at an offset or soon after it, and reports control
// characters in it. Raw ones are rejected before a text is parsed.
func (c *converter) unescape(at int, b []byte) string {
	s := unescape(b)
	if bytes.IndexByte(b, '&') < 0 {
		return s
	}
	at += max(0, bytes.Index(c.src.bytes[at:min(at+len(b)+maxAway, len(c.src.bytes))], b))
	for i := range b {
		if b[i] != '&' || i > 0 && b[i-1] == '\\' {
			continue
		}
		characters, _ := reference(b[i:])
		if characters == "\n" {
			s = strings.ReplaceAll(s, "\n", " ") // a span has no newlines
		}
		for _, r := range characters {
			if char.Control(r) {
				char.Report(&c.diags, c.src.pos(at+i), r)
				s = strings.ReplaceAll(s, string(r), "")
			}
		}
	}
	return s
}

// unescape returns the meaning of a source text: backslash escapes and character references are
// resolved.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b))
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			i++
			out.WriteRune(literal(b[i]))
		case b[i] == '&':
			r, length := reference(b[i:])
			if length == 0 {
				out.WriteByte('&')
				continue
			}
			// A newline within a text is a space.
			out.WriteString(strings.NewReplacer("\n", " ", "\r", " ").Replace(r))
			i += length - 1
		default:
			out.WriteByte(b[i])
		}
	}
	return out.String()
}

func literal(c byte) rune {
	for _, l := range literals {
		if l.sign == rune(c) {
			return l.mark
		}
	}
	return rune(c)
}

// reference reads "&name;", "&#65;" or "&#x41;" and returns its characters and length.
func reference(b []byte) (string, int) {
	end := bytes.IndexByte(b[:min(len(b), 40)], ';')
	if end < 2 {
		return "", 0
	}
	name := string(b[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	if digits := strings.TrimLeft(name, "#xX"); len(digits) > 7 || len(digits) > 6 && len(digits) < len(name)-1 {
		return "", 0 // CommonMark allows no more digits
	}
	var n uint64
	var err error
	if len(name) > 2 && (name[1] == 'x' || name[1] == 'X') {
		n, err = strconv.ParseUint(name[2:], 16, 32)
	} else {
		n, err = strconv.ParseUint(name[1:], 10, 32)
	}
	if err != nil {
		return "", 0
	}
	if r := rune(n); n > 0 && n <= utf8.MaxRune && utf8.ValidRune(r) {
		return string(r), end + 1
	}
	return "\uFFFD", end + 1
}
