package source

import (
	"strings"
	"testing"
	"unicode"
)

func TestOldAddress(t *testing.T) {
	for written, want := range map[string]string{
		"/gamla dokument/åäö.html": "/gamla dokument/åäö.html", "gammal": "/gammal", "/a//b/": "/a/b/",
		"/download/18.5193/Policy%20f%C3%B6r%20x.pdf": "/download/18.5193/Policy för x.pdf",
		"/fo%CC%88r/":       "/för/", // decomposed, as a Mac's server writes it
		"/100%.html":        "/100%25.html",
		"/100%25.html":      "/100%25.html",
		"/a%2520b":          "/a%2520b", // decoded once
		"/vad%3F/":          "/vad%3F/",
		"/visa.aspx?id=1&a": "/visa.aspx?id=1&a", "?id=1": "/?id=1", "/index.html?a": "/index.html?a",
		"/f%F6r.html": "/f%F6r.html", // ISO 8859-1
		" /a ":        "/a",
		"/CON/":       "/CON/", "/a:b": "/a:b",
	} {
		if got, fault := oldAddress(written); got != want || fault != "" {
			t.Errorf("%q: got %q, %q, want %q", written, got, fault, want)
		}
	}
	for written, want := range map[string]string{
		"": "alias", "  ": "alias", `a\b`: "alias", "a%5Cb": "alias", "a\u0001": "alias", "a%00": "alias", "<a>": "alias",
		"/": "alias-start", "/index.html": "alias-start", "index%2Ehtml": "alias-start", "//": "alias-host",
		"/a#b": "alias-fragment", "https://www.a.example/b": "alias-host", "//a.example/b": "alias-host",
		"/.htaccess": "alias-dot", "/.git/config": "alias-dot", "/.well-known/x": "alias-dot", "/a/../b": "alias-dot", "./a": "alias-dot", "/%2e%2e/a": "alias-dot",
	} {
		if got, fault := oldAddress(written); got != "" || fault != want {
			t.Errorf("%q: got %q, %q, want %q", written, got, fault, want)
		}
	}
}

// FuzzOldAddress shows that an address that is accepted begins with a slash and never leads out of the site.
func FuzzOldAddress(f *testing.F) {
	for _, s := range []string{"/gamla dokument/åäö.html", "/a%2520b", "/x?id=1", "/f%F6r/", "/%2e%2e/x", "100%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, written string) {
		got, fault := oldAddress(written)
		if fault != "" {
			return
		}
		path, _, _ := strings.Cut(got, "?")
		if path == "" || path[0] != '/' || strings.Contains(path, "/.") || strings.ContainsFunc(path, unicode.IsControl) {
			t.Errorf("%q: got %q", written, got)
		}
	})
}
