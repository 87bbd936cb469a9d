package generator_test

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/site"
)

// TestPagesTellChecksums shows that each page that offers a PDF tells the checksum of that very file, among what is folded away, with
// a link to how it is used; and that pages without one tell none.
func TestPagesTellChecksums(t *testing.T) {
	made := demonstration(t)
	files := map[string][]byte{}
	for _, f := range made.Files {
		files["/"+f.Path] = f.Data
	}
	offered := regexp.MustCompile(`<ul class="gor"><li><a href="([^"]+\.pdf)"`)
	told := regexp.MustCompile(`(?s)<details><summary>[^<]*</summary>\s*<p>[^<]*<span lang="zxx">([0-9a-f]{64})</span>[^<]*<a href="([^"]+)">`)
	n := 0
	for _, p := range generator.SiteOf(made).Pages {
		page := files[p.URL+"index.html"]
		pdf, sum := offered.FindSubmatch(page), told.FindSubmatch(page)
		if (pdf == nil) != (sum == nil) {
			t.Errorf("%s: offers %q and tells %q", p.URL, pdf, sum)
		}
		if pdf == nil || sum == nil {
			continue
		}
		n++
		want := sha256.Sum256(files[path.Join(p.URL, string(pdf[1]))])
		if string(sum[1]) != hex.EncodeToString(want[:]) || path.Join(p.URL, string(sum[2]))+"/" != site.AddressGenuine {
			t.Errorf("%s: tells %s and leads to %s, want %x", p.URL, sum[1], sum[2], want)
		}
	}
	if n < 20 {
		t.Errorf("%d pages tell checksums", n)
	}
	if page := string(files[site.AddressGenuine+"index.html"]); !strings.Contains(page, "certutil -hashfile") || strings.Contains(page, "minisign") {
		t.Error("how to check is not told as it is for a site without signatures")
	}
	t.Logf("%d pages tell the checksum of their PDF", n)
}
