package markdown

import (
	"slices"
	"strings"
	"unicode"

	"styrdok/generator/diag"
)

// schemes are the allowed schemes of links.
var schemes = []string{"http", "https", "mailto", "tel"}

// checkAddress returns an address without the control characters that browsers ignore when they look for
// a scheme, and the code of its problem, if any. An image's address must be relative.
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
	switch scheme := schemeOf(s); {
	case scheme == "":
		return s, ""
	case !slices.Contains(schemes, scheme):
		return s, diag.BadScheme
	case image:
		return s, diag.LinkOutside
	}
	return s, ""
}

// schemeOf returns what precedes the first colon, in lower case, unless it is part of a path.
func schemeOf(s string) string {
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return ""
	}
	return strings.ToLower(s[:i])
}

// plainSigns reverses the substitutions that unescape makes for typography.
func plainSigns(s string) string {
	for _, l := range literals {
		if strings.ContainsRune(s, l.mark) {
			s = strings.ReplaceAll(s, string(l.mark), string(l.sign))
		}
	}
	return s
}

// shorten truncates an address for quotation in a message.
func shorten(s string) string {
	r := []rune(plainSigns(s))
	if len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return string(r)
}
