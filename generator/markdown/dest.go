package markdown

import (
	"slices"
	"strings"
	"unicode"

	"styrdok/generator/diag"
)

// schemes are those that a link may have.
var schemes = []string{"http", "https", "mailto", "tel"}

// checkAddress returns an address without the control characters that browsers pass over when
// they look for a scheme, and the code of what is wrong with it. An image's address is relative.
func checkAddress(s string, image bool) (string, diag.Code) {
	s = plainSigns(s)
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == '/' || s[0] == '\\') && (s[1] == '/' || s[1] == '\\') {
		return s, diag.BadScheme
	}
	scheme := schemeOf(s)
	if scheme == "" {
		return s, ""
	}
	if !image && slices.Contains(schemes, scheme) {
		return s, ""
	}
	if image && slices.Contains(schemes, scheme) {
		return s, diag.LinkOutside
	}
	return s, diag.BadScheme
}

// schemeOf returns what stands in front of the first colon, in small letters, unless it is part
// of a path.
func schemeOf(s string) string {
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return ""
	}
	return strings.ToLower(s[:i])
}

// plainSigns undoes what unescape does for typography.
func plainSigns(s string) string {
	for _, l := range literals {
		if strings.ContainsRune(s, l.mark) {
			s = strings.ReplaceAll(s, string(l.mark), string(l.sign))
		}
	}
	return s
}

// shorten keeps an address that is quoted in a message within bounds.
func shorten(s string) string {
	r := []rune(plainSigns(s))
	if len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return string(r)
}
