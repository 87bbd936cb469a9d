package block

import (
	"net/url"
	"path"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Locate resolves a relative address in a source file to a path within the site's folder and an
// anchor, both in NFC. inside reports whether the path is below content/ or static/.
func Locate(file, address string) (target, anchor string, inside bool) {
	address, anchor, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if u, err := url.PathUnescape(address); err == nil {
		address = u
	}
	if u, err := url.PathUnescape(anchor); err == nil {
		anchor = u
	}
	target, anchor = path.Join(path.Dir(file), norm.NFC.String(address)), norm.NFC.String(anchor)
	inside = strings.HasPrefix(target+"/", "content/") || strings.HasPrefix(target+"/", "static/")
	return target, anchor, inside && !strings.Contains(address, "\\")
}

// Scheme returns the scheme of an address in lower case, and whether it has one.
func Scheme(address string) (string, bool) {
	colon := strings.IndexByte(address, ':')
	if colon <= 0 {
		return "", false
	}
	for i, r := range address[:colon] {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+.-", r)) {
			return "", false
		}
	}
	return strings.ToLower(address[:colon]), true
}

// IsRelative reports whether an address is a path relative to the file that contains it: it has no
// scheme, and is neither an anchor of the same page nor a path from the root.
func IsRelative(address string) bool {
	_, scheme := Scheme(address)
	return !scheme && address != "" && !strings.ContainsRune("#?/\\", rune(address[0]))
}

// Normal returns a name in the form in which names are compared: NFC, one code point for a letter
// with its accent.
func Normal(name string) string { return norm.NFC.String(name) }
