package site

import (
	"path"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// FuzzFollow shows that whatever a link says, it is reported, or leads to a page of the site, to a
// file that may be published, or to an address with one of four schemes.
func FuzzFollow(f *testing.F) {
	for _, seed := range []string{
		"", "#", "#syfte", "x.md", "x/", "./x", "..", "../..", "../../../etc/passwd", "..%2f..%2fetc", "%2e%2e/%2e%2e", "//a.example", "/x",
		"\\\\a", "a\\..\\b", "javascript:alert(1)", "JAVA\tscript:x", "http:", "x.md?a=b#c", "bild.png", "%zz", "x/ett.md#", "_index.md", "../pages/om.md",
	} {
		f.Add(seed)
	}
	s := linkedSite()
	s.add("policy/y", "Policy Y", "2025-02-02", "## Mål")
	lib, _ := library.Resolve(s.drafts, s.rules, day(s.today))
	site, _ := Plan(lib, s.in, i18n.MustLoad("sv"))
	addresses := map[string]bool{}
	var from *Page
	for _, pg := range site.Pages {
		addresses[pg.URL] = true
		if pg.URL == "/policy/y/" {
			from = pg
		}
	}
	f.Fuzz(func(t *testing.T, dest string) {
		for _, d := range []destination{site.plan.follow(site.plan.originOf(from), dest), site.plan.image(site.plan.originOf(from), dest)} {
			if d.code != "" {
				continue
			}
			switch d.kind {
			case TargetExternal:
				scheme, _, _ := strings.Cut(strings.ToLower(d.address), ":")
				if !slices.Contains([]string{"http", "https", "mailto", "tel"}, scheme) {
					t.Errorf("%q leads to %q", dest, d.address)
				}
			case TargetPage:
				if !addresses[d.address] || strings.Contains(d.address, "dold") || strings.Contains(d.address, "utkast") {
					t.Errorf("%q leads to %q", dest, d.address)
				}
			case TargetFile:
				if !slices.Contains(s.in.Files, d.file) || strings.Contains(d.file, "dold") || path.Clean(d.file) != d.file {
					t.Errorf("%q publishes %q", dest, d.file)
				}
			}
		}
	})
}
