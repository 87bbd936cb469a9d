package theme

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

// pagesTo is a folder to write the fixtures to, for a browser and outside checks.
var pagesTo = flag.String("pages", "", "write the fixtures' pages to this folder")

func TestWritePages(t *testing.T) {
	if *pagesTo == "" {
		t.Skip("no -pages")
	}
	th := load(t)
	put := func(name string, data []byte) {
		name = filepath.Join(*pagesTo, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, a := range th.Assets() {
		put(a.Path, a.Data)
	}
	for _, p := range fixtures() {
		out, err := th.render(fakeSite(), fakePlace{}, p)
		if err != nil {
			t.Fatal(err)
		}
		name := p.URL
		if name[len(name)-1] == '/' {
			name += "index.html"
		}
		put(name, out)
	}
}
