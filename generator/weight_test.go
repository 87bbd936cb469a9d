package generator_test

import (
	"regexp"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/site"
)

// Limits of what a reader's telephone has to fetch for one page, in bytes before compression and
// without fonts and images. Scripts are those of every page; search has its own.
const (
	mostPage   = 60_000
	mostScript = 15_000
)

// longText is from how many bytes of article on a document counts as long, and may weigh what its
// text does. An ordinary one is some six sheets.
const longText = 25_000

// TestPagesAreLight weighs the documents of the demonstration site with stylesheet and scripts.
func TestPagesAreLight(t *testing.T) {
	made := demonstration(t)
	files := map[string][]byte{}
	for _, f := range made.Files {
		files["/"+strings.TrimPrefix(f.Path, "/")] = f.Data
	}
	linked := regexp.MustCompile(`(?:<link rel="stylesheet" href|<script src)="([^"?]+)`)
	text := regexp.MustCompile(`(?s)<article.*</article>`)
	ordinary := 0
	for _, p := range generator.SiteOf(made).Pages {
		if p.Kind != site.KindDocument && p.Kind != site.KindVersion && p.Kind != site.KindListed {
			continue
		}
		page := files[p.URL+"index.html"]
		if len(page) == 0 {
			t.Fatalf("%s: no file", p.URL)
		}
		frame, scripts := 0, 0
		for _, m := range linked.FindAllSubmatch(page, -1) {
			name := string(m[1])
			at := strings.LastIndex(name, "assets/")
			if at < 0 {
				t.Fatalf("%s: %s is no file of the theme", p.URL, name)
			}
			data := files["/"+name[at:]]
			if len(data) == 0 {
				t.Errorf("%s: there is no %s", p.URL, name)
			}
			frame += len(data)
			if strings.HasSuffix(name, ".js") {
				scripts += len(data)
			}
		}
		if frame == 0 || scripts == 0 {
			t.Fatalf("%s: found no stylesheet and script", p.URL)
		}
		if scripts > mostScript {
			t.Errorf("%s: %d bytes of scripts, at most %d", p.URL, scripts, mostScript)
		}
		if len(text.Find(page)) >= longText {
			continue
		}
		ordinary++
		if all := frame + len(page); all > mostPage {
			t.Errorf("%s: %d bytes, at most %d", p.URL, all, mostPage)
		}
	}
	if ordinary < 20 {
		t.Errorf("weighed %d ordinary documents", ordinary)
	}
}
