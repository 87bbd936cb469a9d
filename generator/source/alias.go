package source

import (
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/diag"
)

// addresses reads old addresses on the site, and keeps each in one form whichever way it was written.
func (t *table) addresses(key string, to *[]string) {
	t.list(key, to, func(place, kind string, _ any) diag.Phrase {
		if kind == "list" {
			return diag.P("write.line", place, `["/policyer/losenord/"]`)
		}
		return diag.P("reason.alias")
	})
	kept := (*to)[:0]
	for i, a := range *to {
		address, fault := oldAddress(a)
		if fault != "" {
			t.badBut(fmt.Sprintf("%s[%d]", key, i), strconv.Quote(cut(a, shownValue)), diag.P("reason."+fault), meantAlias(a))
			continue
		}
		kept = append(kept, address)
	}
	*to = kept
}

// meantAlias is what is left of an address that is no old address of the site, without host and fragment, or "".
func meantAlias(written string) string {
	meant, _, _ := strings.Cut(written, "#")
	if _, rest, host := strings.Cut(meant, "//"); host {
		_, path, _ := strings.Cut(rest, "/")
		meant = "/" + path
	}
	if _, fault := oldAddress(meant); fault != "" || meant == written || len(meant) > maxLine {
		return ""
	}
	return meant
}

// stillEncoded are the characters that an address keeps as %25, %23 and %3F, since they would mean
// something else.
var stillEncoded = strings.NewReplacer("%", "%25", "#", "%23", "?", "%3F")

// oldAddress returns an old address decoded once and in NFC: "/gamla dokument/åäö.html",
// "/visa.aspx?id=17". A path that is not UTF-8 once it is decoded stays as it is written. The fault is
// the key of a reason if there can be no such address on this site.
func oldAddress(written string) (address, fault string) {
	written = strings.TrimSpace(written)
	whole, query, asked := strings.Cut(written, "?")
	switch {
	case written == "" || strings.ContainsAny(written, "\\\"<>") || strings.ContainsFunc(written, unicode.IsControl):
		return "", "alias"
	case strings.Contains(written, "#"):
		return "", "alias-fragment"
	case strings.HasPrefix(whole, "//") || strings.Contains(whole, "://"):
		return "", "alias-host"
	}
	decoded, err := url.PathUnescape(whole)
	if err != nil {
		decoded = whole // "100%.html": nobody has encoded it
	}
	if strings.Contains(decoded, `\`) || strings.ContainsFunc(decoded, unicode.IsControl) {
		return "", "alias"
	}
	for _, part := range strings.Split(decoded, "/") {
		if strings.HasPrefix(part, ".") {
			return "", "alias-dot"
		}
	}
	if !utf8.ValidString(decoded) {
		return "/" + strings.TrimPrefix(written, "/"), ""
	}
	clean := path.Clean("/" + norm.NFC.String(decoded))
	if !asked && (clean == "/" || strings.EqualFold(clean, "/index.html")) {
		return "", "alias-start"
	}
	if strings.HasSuffix(decoded, "/") && clean != "/" {
		clean += "/"
	}
	clean = stillEncoded.Replace(clean)
	if asked {
		clean += "?" + query
	}
	return clean, ""
}
