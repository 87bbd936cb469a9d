package generator_test

import (
	"bytes"
	"flag"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"styrdok/generator"
	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit/pdfdump"
	"styrdok/themes"
)

// followed is the site that the tests follow from its texts to its pages and prints. Another one is
// named so: go test ./generator -run EveryWord -site FOLDER.
var followed = flag.String("site", "..", "folder of the site whose texts are followed")

// made is that site, made once for all tests, which only read it.
var made = sync.OnceValues(func() (*generator.Result, error) {
	return generator.Make(generator.Options{Dir: *followed, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(), Workers: 4})
})

// demonstration returns the site of the repository, unless another is named.
func demonstration(t testing.TB) *generator.Result {
	t.Helper()
	m, err := made()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range m.Diags {
		if d.Severity == diag.Error {
			t.Fatalf("%s: %s", d.Pos, d.Message(m.Words))
		}
	}
	return m
}

var word = regexp.MustCompile(`[\p{L}\p{Nd}§%]+`)

// treeWords returns the words of a text in reading order, notes after the text.
func treeWords(tree *block.Tree) []string {
	var out []string
	add := func(spans []block.Span) { out = append(out, word.FindAllString(block.Plain(spans), -1)...) }
	visit := func(b block.Block) bool {
		if c, ok := b.(*block.Code); ok {
			out = append(out, word.FindAllString(c.Text, -1)...)
		}
		if _, ok := b.(*block.Figure); !ok {
			block.Lines(b, add)
		}
		return true
	}
	block.Walk(tree.Blocks, visit)
	return out
}

// missing returns the first word of want that does not follow in got in the same order.
func missing(want, got []string) (string, bool) {
	i := 0
	for _, w := range want {
		for i < len(got) && got[i] != w {
			i++
		}
		if i == len(got) {
			return w, true
		}
		i++
	}
	return "", false
}

// TestEveryWordIsInPageAndPrint checks that no word of an adopted text is lost on the way to its page
// and its print, and that the order is kept.
func TestEveryWordIsInPageAndPrint(t *testing.T) {
	made := demonstration(t)
	files := map[string][]byte{}
	for _, f := range made.Files {
		files["/"+f.Path] = f.Data
	}
	for _, pr := range generator.SiteOf(made).Prints {
		tree, _ := markdown.Parse([]byte(generator.TextOf(made, pr.Version)), markdown.Options{
			File: pr.Version.File, Title: pr.Version.Title, Language: "sv", Mask: true, Numbered: true,
		})
		want := treeWords(tree)
		if len(want) < 20 {
			t.Errorf("%s has %d words only", pr.Address, len(want))
		}
		text, err := pdfdump.Text(files[pr.Address])
		if err != nil {
			t.Errorf("%s: %v", pr.Address, err)
			continue
		}
		if w, lost := missing(want, word.FindAllString(text, -1)); lost {
			t.Errorf("%s: %q is lost or out of order", pr.Address, w)
		}
		t.Logf("%s: %d words", pr.Address, len(want))
		page := files[pr.Page.URL+"index.html"]
		if w, lost := missing(want, word.FindAllString(pageText(t, page), -1)); lost {
			t.Errorf("%s: %q is lost or out of order", pr.Page.URL, w)
		}
	}
}

func pageText(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		} else if n.Type == html.ElementNode {
			switch n.Data {
			case "p", "li", "td", "th", "h2", "h3", "h4", "dt", "dd", "div", "caption", "tr", "article", "sup", "br":
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// TestSameBytes checks that the number of cores leaves no trace.
func TestSameBytes(t *testing.T) {
	made, err := generator.Make(generator.Options{
		Dir: *followed, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(), Workers: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	files := func(made *generator.Result) map[string]string {
		out := map[string]string{}
		for _, f := range made.Files {
			out[f.Path] = string(f.Data)
		}
		return out
	}
	one, four := files(made), files(demonstration(t)) // which four goroutines have made
	if len(one) < 50 || len(one) != len(four) {
		t.Fatalf("%d and %d files", len(one), len(four))
	}
	for p, data := range one {
		if four[p] != data {
			t.Errorf("%s differs", p)
		}
	}
}

// TestSameHeadings checks that page and print have the same headings, in the same order.
func TestSameHeadings(t *testing.T) {
	made := demonstration(t)
	files := map[string][]byte{}
	for _, f := range made.Files {
		files["/"+f.Path] = f.Data
	}
	heading := regexp.MustCompile(`(?s)<h[2-6] id="[a-z0-9-]+"[^>]*>(.*?)</h[2-6]>`)
	tag := regexp.MustCompile(`<[^>]+>`)
	for _, pr := range generator.SiteOf(made).Prints {
		text, err := pdfdump.Text(files[pr.Address])
		if err != nil {
			t.Fatal(err)
		}
		article := regexp.MustCompile(`(?s)<article.*</article>`).Find(files[pr.Page.URL+"index.html"])
		found := heading.FindAllSubmatch(article, -1)
		if len(found) == 0 {
			t.Errorf("%s has no headings", pr.Page.URL)
		}
		var want []string
		for _, m := range found {
			want = append(want, word.FindAllString(html.UnescapeString(tag.ReplaceAllString(string(m[1]), " ")), -1)...)
		}
		if w, lost := missing(want, word.FindAllString(text, -1)); lost {
			t.Errorf("%s: %q of a heading is lost or out of order", pr.Address, w)
		}
	}
}
