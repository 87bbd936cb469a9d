package site

import (
	"strings"
	"testing"

	"styrdok/generator/library"
)

func TestPlaces(t *testing.T) {
	var p Places
	for _, c := range []struct {
		file string
		free bool
	}{
		{"policy/x/index.html", true}, {"policy/x/index.html", false}, {"policy", false}, {"policy/x", false},
		{"policy/x/index.html/a", false}, {"policy/x/x.pdf", true}, {"policy/x/x.pdf/index.html", false}, {"policyx", true}, {"policy/y", true},
	} {
		if got := p.Take(c.file); got != c.free {
			t.Errorf("%s: free %t, want %t", c.file, got, c.free)
		}
	}
}

// TestAliasesTakeNoFile shows that an old address is refused that is one of the site's own files, or
// that could not stand beside them in a folder.
func TestAliasesTakeNoFile(t *testing.T) {
	for _, alias := range []string{
		"sitemap.xml", "robots.txt", "SHA256SUMS", "data/styrdokument.json", "revidering.ics", "policy/x/x-2025-05-18.pdf",
		"policy/x/x-2025-05-18.pdf/", "flode.atom", "dok/17.html/a",
	} {
		s := newSmall()
		versions(s)
		s.drafts[1].Aliases = []string{"dok/17.html", alias}
		_, diags := s.plan(t)
		if len(diags) != 1 || diags[0].Code != "duplicate-alias" {
			t.Errorf("%s: %v", alias, diags)
		}
	}
}

// TestAttachmentsTakeNoFile shows the same of a file that a text refers to.
func TestAttachmentsTakeNoFile(t *testing.T) {
	for file, link := range map[string]string{
		"content/robots.txt": "../robots.txt", "content/SHA256SUMS": "../SHA256SUMS", "content/policy/x/x-2025-05-18.pdf": "x/x-2025-05-18.pdf",
	} {
		s := newSmall()
		versions(s)
		s.in.Files = []string{file}
		s.add("policy/y", "Policy Y", "2025-02-02", "## Mål\n[text]("+link+")", func(d *library.Draft) {})
		_, diags := s.plan(t)
		if len(diags) != 1 || diags[0].Code != "bad-name" || !strings.HasPrefix(diags[0].Pos.File, "content/policy/y") {
			t.Errorf("%s: %v", file, diags)
		}
	}
}
