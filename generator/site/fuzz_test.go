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
	site, _ := Plan(lib, s.in, s.texts, nil, i18n.MustLoad("sv"))
	addresses := map[string]bool{}
	for _, pg := range site.Pages {
		addresses[pg.URL] = true
	}
	f.Fuzz(func(t *testing.T, dest string) {
		for _, image := range []bool{false, true} {
			d := site.Follow(Question{File: "content/policy/y.md", Doc: "policy/y", Public: true, Image: image, Dest: dest})
			if d.Code != "" {
				continue
			}
			switch d.Kind {
			case TargetExternal:
				scheme, _, _ := strings.Cut(strings.ToLower(d.Address), ":")
				if !slices.Contains([]string{"http", "https", "mailto", "tel"}, scheme) {
					t.Errorf("%q leads to %q", dest, d.Address)
				}
			case TargetPage:
				if !addresses[d.Address] || strings.Contains(d.Address, "dold") || strings.Contains(d.Address, "utkast") {
					t.Errorf("%q leads to %q", dest, d.Address)
				}
			case TargetFile:
				if !slices.Contains(s.in.Files, d.File) || strings.Contains(d.File, "dold") || path.Clean(d.File) != d.File {
					t.Errorf("%q publishes %q", dest, d.File)
				}
			}
		}
	})
}
