package html

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// appendText appends s escaped as text content. Characters that HTML does not allow are left out;
// bytes that are not UTF-8 become U+FFFD.
func appendText(b []byte, s string) []byte { return appendEscaped(b, s, false) }

// appendValue appends s escaped as the value of a quoted attribute.
func appendValue(b []byte, s string) []byte { return appendEscaped(b, s, true) }

// plain has the ASCII characters that are the same in text and in attributes.
var plain = func() (t [256]bool) {
	for c := ' '; c < 0x7F; c++ {
		t[c] = !strings.ContainsRune(`&<>"'`, c)
	}
	return t
}()

func appendEscaped(b []byte, s string, value bool) []byte {
	begin := 0
	for i := 0; i < len(s); {
		c := s[i]
		if plain[c] {
			i++
			continue
		}
		size, with := 1, ""
		switch {
		case c == '&':
			with = "&amp;"
		case c == '<':
			with = "&lt;"
		case c == '>':
			with = "&gt;"
		case c == '"' && value:
			with = "&#34;"
		case c == '\'' && value:
			with = "&#39;"
		case c == '\n' || c == '\t':
			if !value {
				i++
				continue
			}
			with = " "
		case c < 0x20 || c == 0x7F:
		case c < 0x80:
			i++
			continue
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			size = n
			switch {
			case r == utf8.RuneError && n == 1:
				with = "\uFFFD"
			case r < 0xA0 || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF:
			default:
				i += n
				continue
			}
		}
		b = append(b, s[begin:i]...)
		b = append(b, with...)
		i += size
		begin = i
	}
	return append(b, s[begin:]...)
}

// safe reports whether an address is allowed in href or src.
func safe(url string) bool {
	i := strings.IndexAny(url, ":/?#")
	for j := 0; j < len(url); j++ {
		if url[j] < 0x20 || url[j] == 0x7F {
			return false
		}
	}
	// Browsers treat a backslash as a slash, so \\host would lead to another site.
	if url == "" || url[0] == ' ' || url[0] == '\\' || strings.HasPrefix(url, "/\\") {
		return false
	}
	if i < 0 || url[i] != ':' {
		return true
	}
	return slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(url[:i]))
}

// embedded reports whether an address is a data URL of an image. Only the function that resolves images
// may return one; a text may not contain one.
func embedded(url string) bool {
	rest, ok := strings.CutPrefix(url, "data:image/")
	kind, data, found := strings.Cut(rest, ";base64,")
	return ok && found && isWord(kind) && !strings.ContainsFunc(data, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '+' || r == '/' || r == '=')
	})
}

func isWord(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r == '+') })
}
