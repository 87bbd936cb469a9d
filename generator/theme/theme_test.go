package theme

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/site"
	"styrdok/themes"
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
		name := p.URL
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		put(name, render(t, th, p))
	}
}

func render(t testing.TB, th *Theme, p *site.Page) []byte {
	t.Helper()
	out, err := th.render(fakeView(p))
	if err != nil {
		t.Fatalf("%s: %v", p.URL, err)
	}
	return out
}

func parse(t testing.TB, out []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// each calls f with every element below n.
func each(n *html.Node, f func(*html.Node)) {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode {
			f(d)
		}
	}
}

func attr(n *html.Node, name string) string {
	v, _ := attribute(n, name)
	return v
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func inner(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func find(n *html.Node, name string, match func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	each(n, func(e *html.Node) {
		if e.Data == name && (match == nil || match(e)) {
			out = append(out, e)
		}
	})
	return out
}

func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, c := range strings.Fields(attr(n, "class")) {
			if c == name {
				return true
			}
		}
		return false
	}
}

// checkPage holds a page to the rules that every page obeys.
func checkPage(t *testing.T, p *site.Page, out []byte) {
	t.Helper()
	doc := parse(t, out)
	one := func(name string) *html.Node {
		t.Helper()
		found := find(doc, name, nil)
		if len(found) != 1 {
			t.Errorf("got %d <%s>, want 1", len(found), name)
			return nil
		}
		return found[0]
	}
	if n := one("html"); n != nil && attr(n, "lang") != p.Language {
		t.Errorf("got lang %q, want %q", attr(n, "lang"), p.Language)
	}
	if n := one("h1"); n != nil && inner(n) != strings.Join(strings.Fields(p.Title), " ") {
		t.Errorf("got h1 %q, want %q", inner(n), p.Title)
	}
	for _, name := range []string{"header", "main", "footer"} {
		one(name)
	}
	if titles := find(doc.FirstChild.NextSibling.FirstChild, "title", nil); len(titles) != 1 || inner(titles[0]) != strings.Join(strings.Fields(p.HeadTitle), " ") {
		t.Errorf("got %d titles in head, want one %q", len(titles), p.HeadTitle)
	}
	if body := one("body"); body != nil {
		if attr(body, "data-page") != string(p.Kind) {
			t.Errorf("got data-page %q, want %q", attr(body, "data-page"), p.Kind)
		}
		first := find(body, "a", nil)[0]
		target := strings.TrimPrefix(attr(first, "href"), "#")
		if m := one("main"); !class("hoppa")(first) || m != nil && attr(m, "id") != target {
			t.Errorf("the first link goes to %q, want a skip link to main", attr(first, "href"))
		}
	}

	level := 0
	ids := map[string]bool{}
	each(doc, func(n *html.Node) {
		if id, ok := attribute(n, "id"); ok {
			if id == "" || ids[id] || strings.ContainsAny(id, " \t\n") {
				t.Errorf("id %q is empty, used twice or has spaces", id)
			}
			ids[id] = true
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			l := int(n.Data[1] - '0')
			if l > level+1 {
				t.Errorf("h%d %q follows h%d", l, inner(n), level)
			}
			level = l
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has the attribute %s", n.Data, a.Key)
			}
		}
		switch n.Data {
		case "img":
			if _, ok := attribute(n, "alt"); !ok {
				t.Errorf("an image has no alt: %s", attr(n, "src"))
			}
			sameSite(t, attr(n, "src"))
		case "script":
			if attr(n, "src") == "" || n.FirstChild != nil {
				t.Error("a script stands in the page")
			}
			sameSite(t, attr(n, "src"))
		case "link":
			if r := attr(n, "rel"); r != "canonical" {
				sameSite(t, attr(n, "href"))
			}
		case "style", "iframe", "object", "base":
			t.Errorf("the page has <%s>", n.Data)
		case "table":
			if len(find(n, "caption", nil)) != 1 && attr(n.Parent, "role") != "group" {
				t.Error("a table has no caption")
			}
			for _, th := range find(n, "th", nil) {
				if attr(th, "scope") == "" {
					t.Errorf("a heading of a table has no scope: %q", inner(th))
				}
			}
		case "a":
			if inner(n) == "" && (attr(n, "aria-hidden") != "true" || attr(n, "tabindex") != "-1") {
				t.Errorf("a link has no words: %q", attr(n, "href"))
			}
			if _, ok := attribute(n, "target"); ok {
				t.Error("a link opens a window")
			}
		case "nav", "aside":
			if attr(n, "aria-label") == "" && attr(n, "aria-labelledby") == "" {
				t.Errorf("<%s> has no name", n.Data)
			}
		case "section":
			if attr(n, "aria-label") != "" || attr(n, "aria-labelledby") != "" {
				t.Errorf("a section is a landmark: %q", attr(n, "aria-label")+attr(n, "aria-labelledby"))
			}
		case "svg":
			if attr(n, "aria-hidden") != "true" && attr(n, "role") != "img" {
				t.Error("a picture has neither name nor is hidden")
			}
		}
	})
	each(doc, func(n *html.Node) {
		for _, key := range []string{"aria-labelledby", "for"} {
			for _, id := range strings.Fields(attr(n, key)) {
				if !ids[id] {
					t.Errorf("%s=%q leads nowhere", key, id)
				}
			}
		}
		if n.Data == "input" && len(find(doc, "label", func(l *html.Node) bool { return attr(l, "for") == attr(n, "id") })) != 1 {
			t.Error("an input has no label")
		}
		if h := attr(n, "href"); n.Data == "use" && !ids[strings.TrimPrefix(h, "#")] {
			t.Errorf("the mark %q is not drawn", h)
		}
	})
	policies := find(doc, "meta", func(n *html.Node) bool { return attr(n, "http-equiv") == "Content-Security-Policy" })
	if len(policies) != 1 || strings.Contains(attr(policies[0], "content"), "unsafe") || !strings.Contains(attr(policies[0], "content"), "default-src 'none'") {
		t.Error("the page has no strict policy")
	}
}

// sameSite reports whether a file that the browser fetches by itself is the site's own.
func sameSite(t *testing.T, u string) {
	t.Helper()
	if u == "" || strings.Contains(u, ":") || strings.HasPrefix(u, "//") {
		t.Errorf("the page fetches %q", u)
	}
}

func TestEveryKindOfPage(t *testing.T) {
	th := load(t)
	seen := map[site.PageKind]bool{}
	for _, p := range fixtures() {
		seen[p.Kind] = true
		t.Run(p.URL, func(t *testing.T) {
			out := render(t, th, p)
			checkPage(t, p, out)
			if bytes.Contains(out, []byte("[[theme.")) || bytes.Contains(out, []byte("ZgotmplZ")) || bytes.Contains(out, []byte("no value>")) {
				t.Error("the page has a text without words or an address that was refused")
			}
		})
	}
	for _, kind := range Kinds() {
		if !seen[kind] {
			t.Errorf("no fixture for pages of kind %s", kind)
		}
	}
}

func pageOf(kind site.PageKind) *site.Page {
	for _, p := range fixtures() {
		if p.Kind == kind {
			return p
		}
	}
	panic("theme: no fixture " + string(kind))
}

func TestDocumentPage(t *testing.T) {
	doc := parse(t, render(t, load(t), pageOf(site.KindDocument)))
	box := find(doc, "div", class("lage"))
	if len(box) != 1 || len(find(box[0], "span", class("varn"))) != 1 {
		t.Fatal("no status with a warning")
	}
	p := find(box[0], "div", class("svar"))[0]
	if got, want := strings.Join(strings.Fields(inner(p)), " "), "Policyn gäller. Översynen skulle ha varit klar den 14 oktober 2026 och är försenad."; got != want {
		t.Errorf("got the status %q, want %q", got, want)
	}
	if times := find(p, "time", nil); len(times) != 1 || attr(times[0], "datetime") != "2026-10-14" {
		t.Error("the status has no date that machines read")
	}
	// What is read first must come first: status, decision, contents, text.
	order := []string{}
	each(doc, func(n *html.Node) {
		for _, c := range []string{"lage", "fakta", "innehall", "text", "trad", "tid"} {
			if class(c)(n) {
				order = append(order, c)
			}
		}
	})
	if want := []string{"lage", "fakta", "fakta", "innehall", "text", "trad", "tid"}; !reflect.DeepEqual(order, want) {
		t.Errorf("got the order %v, want %v", order, want)
	}
	if n := find(doc, "template", nil); len(n) != 1 || attr(n[0], "data-from") != "2030-01-01" {
		t.Error("the status of a coming day is not in the page")
	}
	if n := find(box[0], "details", nil); len(n) != 1 || !strings.Contains(inner(n[0]), "En mandatperiod har alltså gått utan översyn.") {
		t.Error("the derivation is not in the page")
	}
}

func TestOlderVersionSaysSoFirst(t *testing.T) {
	out := render(t, load(t), pageOf(site.KindVersion))
	doc := parse(t, out)
	if body := find(doc, "body", class("aldre")); len(body) != 1 {
		t.Error("the page does not look older")
	}
	main := find(doc, "main", nil)[0]
	var first *html.Node
	each(main, func(n *html.Node) {
		if first == nil && n.Data != "div" {
			first = n
		}
	})
	if !class("inaktuell")(first.Parent.Parent) || !strings.HasPrefix(inner(first), "Version 2 gäller inte längre.") {
		t.Errorf("the first words are %q, want the notice", inner(first))
	}
}

// TestChangesPage holds a page of changes to its promises: what is the same is a line that leads
// to the text, marks are told in words too, and no link leads to what the page leaves out.
func TestChangesPage(t *testing.T) {
	doc := parse(t, render(t, load(t), pageOf(site.KindChanges)))
	same := find(doc, "p", class("lika"))
	if len(same) != 1 || inner(same[0]) != "1 Syfte: oförändrat. Läs avsnittet Syfte" || attr(find(same[0], "a", nil)[0], "href") != "../../#syfte" {
		t.Fatalf("the section that is the same is not one line with a link to it")
	}
	for name, want := range map[string]string{"ins": "[tillagt: informationsägare]", "del": "[borttaget: systemägare]"} {
		if n := find(doc, name, nil); len(n) == 0 || inner(n[0]) != want {
			t.Errorf("no <%s> with %q", name, want)
		}
	}
	ids := map[string]bool{}
	each(doc, func(n *html.Node) { ids[attr(n, "id")] = true })
	for _, a := range find(doc, "a", nil) {
		if to, ok := strings.CutPrefix(attr(a, "href"), "#"); ok && !ids[to] {
			t.Errorf("the link %q leads to #%s, which is not on the page", inner(a), to)
		}
	}
	if a := find(doc, "a", func(n *html.Node) bool { return inner(n) == "avsnitt 1.1" }); len(a) != 1 || attr(a[0], "href") != "../../#undantag" {
		t.Error("a link to a subsection that is left out does not lead to the text's page")
	}
	notes := find(find(doc, "section", class("noter"))[0], "li", nil)
	if len(notes) != 1 || inner(notes[0]) != "Se lagen. ↩\uFE0ETillbaka till texten vid not 1, ställe 2" {
		t.Errorf("got %d notes, want the one that a changed section refers to, with one way back", len(notes))
	}
}

func TestForwardPage(t *testing.T) {
	doc := parse(t, render(t, load(t), pageOf(site.KindForward)))
	meta := find(doc, "meta", func(n *html.Node) bool { return attr(n, "http-equiv") == "refresh" })
	if len(meta) != 1 || attr(meta[0], "content") != "0; url=../informationssakerhet/" {
		t.Error("the page does not send the reader on")
	}
	if n := find(doc, "meta", func(n *html.Node) bool { return attr(n, "name") == "robots" && attr(n, "content") == "noindex" }); len(n) != 1 {
		t.Error("the page may be indexed")
	}
	if n := find(find(doc, "main", nil)[0], "a", func(n *html.Node) bool { return attr(n, "href") == "../informationssakerhet/" }); len(n) != 1 {
		t.Error("the page has no link for those whom the browser does not send on")
	}
}

func TestNotFoundPageHasNoRelativeAddress(t *testing.T) {
	each(parse(t, render(t, load(t), pageOf(site.KindNotFound))), func(n *html.Node) {
		for _, key := range []string{"href", "src"} {
			if v, ok := attribute(n, key); ok && !strings.HasPrefix(v, "/") && !strings.HasPrefix(v, "#") && !strings.Contains(v, ":") {
				t.Errorf("<%s> has the relative address %q", n.Data, v)
			}
		}
	})
}

func TestInternalBuildIsMarked(t *testing.T) {
	th := load(t)
	for _, p := range fixtures() {
		p.Banner = "Intern version, inte för publicering"
		out := render(t, th, p)
		header := find(parse(t, out), "header", nil)
		if len(header) != 1 || !strings.HasPrefix(inner(header[0]), p.Banner) {
			t.Errorf("%s: the first words are not the mark of an internal build", p.URL)
		}
	}
}

// set puts a string into every text that a page's data hold.
func set(v reflect.Value, s string, depth int) {
	if depth > 20 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() && v.Type() != reflect.TypeOf(site.PageKind("")) {
			v.SetString(s)
		}
	case reflect.Slice:
		for i := range v.Len() {
			set(v.Index(i), s, depth+1)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			set(v.Elem(), s, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().Field(i).Name != "Language" {
				set(v.Field(i), s, depth+1)
			}
		}
	}
}

func TestTextCannotBecomeCode(t *testing.T) {
	th := load(t)
	tried, attributes := 0, 0
	defer func() { t.Logf("%d pages with every field hostile, %d attributes looked at", tried, attributes) }()
	for _, bad := range []string{
		`"><script>alert(1)</script>`, `'><img src=x onerror=alert(1)>`, `javascript:alert(1)`, ` JaVaScRiPt:alert(1)`,
		"java\nscript:alert(1)", "\\\\evil.example/x", `data:text/html,<script>alert(1)</script>`, `</title></template></svg><script>x</script>`, `{{.}}</main>`,
	} {
		for _, p := range fixtures() {
			tried++
			address := p.URL
			set(reflect.ValueOf(p).Elem(), bad, 0)
			p.URL = address
			doc := parse(t, render(t, th, p))
			want := 2
			switch p.Kind {
			case site.KindSearch:
				want = 4 // its own, and the index of a known version
			case site.KindRegister, site.KindCollection, site.KindSubject, site.KindStatutes, site.KindReview, site.KindReport:
				want = 3
			}
			if scripts := find(doc, "script", nil); len(scripts) != want || !strings.Contains(attr(scripts[1], "src"), "script.js") {
				t.Errorf("%s with %q: got %d scripts, want %d", p.Kind, bad, len(scripts), want)
			}
			if len(find(doc, "main", nil)) != 1 {
				t.Errorf("%s with %q: main is closed too early", p.Kind, bad)
			}
			each(doc, func(n *html.Node) {
				attributes += len(n.Attr)
				for _, a := range n.Attr {
					v := strings.ToLower(strings.TrimSpace(a.Val))
					switch {
					case strings.HasPrefix(a.Key, "on") || a.Key == "style":
						t.Errorf("%s with %q: <%s %s=%q>", p.Kind, bad, n.Data, a.Key, a.Val)
					case a.Key == "href" || a.Key == "src" || a.Key == "action":
						if strings.HasPrefix(v, "javascript:") || strings.HasPrefix(v, "data:") || strings.Contains(v, "\n") || strings.HasPrefix(v, `\`) {
							t.Errorf("%s with %q: <%s %s=%q>", p.Kind, bad, n.Data, a.Key, a.Val)
						}
					case a.Key == "content" && attr(n, "http-equiv") == "refresh" && !strings.HasSuffix(v, "url=#"):
						if strings.Contains(v, "script:") || strings.Contains(v, "data:") {
							t.Errorf("%s with %q: the page sends the reader to %q", p.Kind, bad, a.Val)
						}
					}
				}
			})
			if h1 := find(doc, "h1", nil); len(h1) != 1 || inner(h1[0]) != strings.Join(strings.Fields(bad), " ") {
				t.Errorf("%s: the title %q does not come through", p.Kind, bad)
			}
		}
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"../policy/resor/": "../policy/resor/", "#syfte": "#syfte", "?v=1": "?v=1", "./": "./", "a/b:c": "a/b:c", "https://a.example/": "https://a.example/",
		"mailto:a@b.example": "mailto:a@b.example", "tel:+46123": "tel:+46123", "TEL:1": "TEL:1",
		"javascript:x": "", " javascript:x": "", "vbscript:x": "", "data:text/html,x": "", "file:///etc/passwd": "", "java\tscript:x": "", `\\a`: "", "": "",
	} {
		if got := address(in); got != want {
			t.Errorf("address(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestOwnTheme(t *testing.T) {
	own := os.DirFS("testdata/own")
	th, list := Load(themes.Standard(), own, Options{Texts: i18n.MustLoad("sv"), Folder: "themes/exempel"})
	if len(list) > 0 {
		t.Fatalf("got %v, want no diagnostics", list)
	}
	// A whole file takes the place of the standard one.
	missing := parse(t, render(t, th, pageOf(site.KindNotFound)))
	if got := inner(find(missing, "main", nil)[0]); !strings.Contains(got, "Här fanns inget.") {
		t.Errorf("got %q, want the own 404 page", got)
	}
	// A single piece is defined anew; the rest of the page stays.
	out := render(t, th, pageOf(site.KindDocument))
	doc := parse(t, out)
	checkPage(t, pageOf(site.KindDocument), out)
	if got := inner(find(doc, "footer", nil)[0]); got != "Exempelby, foten" {
		t.Errorf("got the foot %q, want the own one", got)
	}
	if len(find(doc, "div", class("lage"))) != 1 {
		t.Error("the status of the standard theme is gone")
	}
	// A colour.
	var css string
	for _, a := range th.Assets() {
		if a.Path == "assets/style.css" {
			css = string(a.Data)
		}
		if a.Path == "assets/own.css" {
			t.Error("own.css is published by itself")
		}
	}
	if !strings.HasSuffix(css, ":root{--warn:#7a1020}") || !strings.Contains(css, "Styrdok Serif") {
		t.Error("own.css does not follow the standard stylesheet")
	}
}

func TestBrokenThemes(t *testing.T) {
	type want struct {
		file string
		line int
		word string
	}
	for _, c := range []struct {
		name, file, text string
		want             want
	}{
		{"syntax", "templates/start.html", "{{define \"main\"}}\n{{if}}{{end}}{{end}}", want{"themes/x/templates/start.html", 2, "missing value"}},
		{"unclosed", "templates/start.html", "{{define \"main\"}}\n\n{{range .Data.Kinds}}", want{"themes/x/templates/start.html", 3, "EOF"}},
		{"unknown field", "templates/start.html", "{{define \"main\"}}\n<h1>{{.Page.Titel}}</h1>{{end}}", want{"themes/x/templates/start.html", 2, "uppgiften Titel finns inte"}},
		{"unknown field in a list", "templates/start.html", "{{define \"main\"}}{{range .Data.Kinds}}\n{{.Nope}}{{end}}{{end}}", want{"themes/x/templates/start.html", 2, "Nope"}},
		{"unknown function", "templates/extra.html", "{{define \"footer\"}}{{nix}}{{end}}", want{"themes/x/templates/extra.html", 1, "funktionen nix finns inte"}},
		{"ambiguous place", "templates/start.html", "{{define \"main\"}}\n<a {{if .Page.Title}}href=\"{{end}}>x</a>{{end}}", want{"themes/x/templates/start.html", 2, "branches"}},
		{"unknown template", "templates/start.html", "{{define \"main\"}}\n{{template \"nix\"}}{{end}}", want{"themes/x/templates/start.html", 2, "mallen nix finns inte"}},
		{"no main part", "templates/start.html", "<h1>x</h1>", want{"themes/x/templates/start.html", 0, "main"}},
		{"endless", "templates/start.html", "{{define \"main\"}}{{range 2000000000}}x{{end}}{{end}}", want{"themes/x/templates/start.html", 0, "utan slut"}},
		{"texts without end", "templates/start.html", "{{define \"main\"}}{{$x := \"a\"}}{{range 99}}{{$x = print $x $x}}{{end}}{{end}}", want{"themes/x/templates/start.html", 0, "utan slut"}},
		{"many long texts", "templates/start.html", "{{define \"main\"}}{{$x := \"a\"}}{{range 999999}}{{$x = printf \"%s%s\" $x \"0123456789\"}}{{end}}{{end}}", want{"themes/x/templates/start.html", 0, "utan slut"}},
		{"escapes without end", "templates/start.html", "{{define \"main\"}}{{$x := \"\\\\\"}}{{range 99}}{{$x = js $x}}{{end}}{{end}}", want{"themes/x/templates/start.html", 0, "utan slut"}},
		{"a piece that calls itself", "templates/start.html", "{{define \"a\"}}{{if .}}{{template \"a\" slice . 1}}{{template \"a\" slice . 1}}{{end}}{{end}}{{define \"main\"}}{{template \"a\" \"0123456789012345678901234567890123456789\"}}{{end}}", want{"themes/x/templates/start.html", 0, "utan slut"}},
		{"a wide value", "templates/start.html", "{{define \"main\"}}{{printf \"%0999999d\" 1}}{{end}}", want{"themes/x/templates/start.html", 0, "utan slut"}},
		{"endless and silent", "templates/start.html", "{{define \"main\"}}{{if true}}{{range 2000000000}}{{range 3}}{{break}}{{end}}{{continue}}{{end}}{{end}}{{end}}", want{"themes/x/templates/start.html", 0, "utan slut"}},
		{"itself", "templates/start.html", "{{define \"main\"}}{{template \"main\" .}}{{end}}", want{"themes/x/templates/start.html", 1, "depth"}},
		{"memory", "templates/start.html", "{{define \"main\"}}{{printf \"%#v\" .}}{{end}}", want{"themes/x/templates/start.html", 0, "olika varje gång"}},
		{"memory by itself", "templates/start.html", "{{define \"main\"}}{{.}}{{end}}", want{"themes/x/templates/start.html", 0, "olika varje gång"}},
		{"nil", "templates/document.html", "{{define \"main\"}}\n{{.Data.Notice.Label}}{{end}}", want{"themes/x/templates/document.html", 2, "nil"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			th, list := Load(themes.Standard(), fstest.MapFS{c.file: {Data: []byte(c.text)}}, Options{Texts: i18n.MustLoad("sv"), Folder: "themes/x"})
			if th != nil || len(list) == 0 {
				t.Fatalf("got a theme and %v, want a diagnostic", list)
			}
			d := list[0]
			message := d.Message(i18n.MustLoad("sv"))
			if d.Code != diag.BadTheme || d.Pos.File != c.want.file || d.Pos.Line != c.want.line || !strings.Contains(message, c.want.word) {
				t.Errorf("got %v %s: %s, want %s:%d with %q", d.Code, d.Pos, message, c.want.file, c.want.line, c.want.word)
			}
		})
	}
}

func TestOversizedThemeFile(t *testing.T) {
	_, list := Load(themes.Standard(), fstest.MapFS{"fonts/x.woff2": {Data: make([]byte, largestFile+1)}}, Options{Texts: i18n.MustLoad("sv"), Folder: "themes/x"})
	if len(list) != 1 || list[0].Pos.File != "themes/x/fonts/x.woff2" || !strings.Contains(list[0].Message(i18n.MustLoad("sv")), "4 MB") {
		t.Errorf("got %v, want one diagnostic about the font", list)
	}
}

func TestAssets(t *testing.T) {
	size := map[string]int{}
	for _, a := range load(t).Assets() {
		size[a.Path] = len(a.Data)
		if strings.HasSuffix(a.Path, ".ttf") || strings.HasSuffix(a.Path, ".py") || strings.HasSuffix(a.Path, ".sh") || strings.Contains(a.Path, "templates") {
			t.Errorf("%s is published", a.Path)
		}
		if strings.HasSuffix(a.Path, ".css") {
			for _, m := range regexp.MustCompile(`url\("?([^")]*)`).FindAllSubmatch(a.Data, -1) {
				if _, err := fs.Stat(themes.Standard(), string(m[1])); err != nil {
					t.Errorf("the stylesheet fetches %q", m[1])
				}
			}
			if bytes.Contains(a.Data, []byte("@import")) {
				t.Error("the stylesheet imports another")
			}
		}
	}
	fonts := 0
	for path, n := range size {
		if strings.HasSuffix(path, ".woff2") {
			fonts++
			if n > 21_000 {
				t.Errorf("%s is %d bytes, want at most 21,000", path, n)
			}
		}
	}
	if fonts != 5 {
		t.Errorf("got %d web fonts, want 5", fonts)
	}
	page := len(render(t, load(t), pageOf(site.KindDocument)))
	if sum := page + size["assets/style.css"] + size["assets/script.js"]; sum > 60_000 || size["assets/script.js"] > 15_000 {
		t.Errorf("a document's page weighs %d bytes, want at most 60,000", sum)
	}
}

func TestAssetAddressesCarryTheirFingerprint(t *testing.T) {
	get := func(o Options) string {
		o.Texts = i18n.MustLoad("sv")
		th, list := Load(themes.Standard(), nil, o)
		if len(list) > 0 {
			t.Fatal(list)
		}
		doc := parse(t, render(t, th, pageOf(site.KindDocument)))
		return attr(find(doc, "link", func(n *html.Node) bool { return attr(n, "rel") == "stylesheet" })[0], "href")
	}
	a, b := get(Options{}), get(Options{Accent: "#1b5e20"})
	if !regexp.MustCompile(`^\.\./\.\./assets/style\.css\?v=[0-9a-f]{8}$`).MatchString(a) {
		t.Errorf("got the stylesheet %q", a)
	}
	if a == b {
		t.Error("another colour has the same address")
	}
}

func TestRenderFromManyGoroutines(t *testing.T) {
	th := load(t)
	pages := fixtures()
	want := make([][]byte, len(pages))
	for i, p := range pages {
		want[i] = render(t, th, p)
	}
	fresh := load(t) // a theme that has rendered nothing before
	var wait sync.WaitGroup
	for range 8 {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i, p := range pages {
				out, err := fresh.render(fakeView(p))
				if err != nil || !bytes.Equal(out, want[i]) {
					t.Errorf("%s differs: %v", p.URL, err)
				}
			}
		}()
	}
	wait.Wait()
}

func TestEnglishWords(t *testing.T) {
	sv, en := i18n.MustLoad("sv"), i18n.MustLoad("en")
	for _, key := range sv.Keys() {
		if strings.HasPrefix(key, "theme.") && !en.Has(key) {
			t.Errorf("%s has no English words", key)
		}
	}
	used := regexp.MustCompile(`\{\{-? ?t "([^"]+)"|\(t "([^"]+)"`)
	names, err := fs.Glob(themes.Standard(), "templates/*.html")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(themes.Standard(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllSubmatch(data, -1) {
			if key := string(m[1]) + string(m[2]); !sv.Has(key) {
				t.Errorf("%s: no words for %s", name, key)
			}
		}
	}
}

func BenchmarkRender(b *testing.B) {
	for _, kind := range []site.PageKind{site.KindDocument, site.KindRegister} {
		b.Run(string(kind), func(b *testing.B) {
			th, p := load(b), pageOf(kind)
			b.ReportAllocs()
			for b.Loop() {
				render(b, th, p)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}

// TestNoHandlers shows that no data attribute is taken for a handler of events: html/template reads
// data-one as it reads onclick and writes texts there as JavaScript, in quotation marks.
func TestNoHandlers(t *testing.T) {
	files, err := fs.Glob(themes.Standard(), "templates/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d templates, %v", len(files), err)
	}
	handler := regexp.MustCompile(`(?:\s|data-)on[a-z]`)
	for _, name := range files {
		data, err := fs.ReadFile(themes.Standard(), name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range handler.FindAllString(string(data), -1) {
			t.Errorf("%s has an attribute that begins with %q", name, found)
		}
	}
	t.Logf("%d templates", len(files))
}

// What the program adds to a text is read with the text's voice, so it is in the text's language.
func TestWordsOfForeignTexts(t *testing.T) {
	p := pageOf(site.KindDocument)
	if out := string(render(t, load(t), p)); !strings.Contains(out, "Tabell 1.") {
		t.Error("a Swedish text has no Swedish label at its table")
	}
	p.Language = "en-GB"
	out := string(render(t, load(t), p))
	for _, want := range []string{"Table 1.", ">Notes</h2>"} {
		if !strings.Contains(out, want) {
			t.Errorf("an English text lacks %q", want)
		}
	}
	if strings.Contains(out, "Tabell 1.") {
		t.Error("an English text has a Swedish label at its table")
	}
	p.Language = "fi"
	if out := string(render(t, load(t), p)); !strings.Contains(out, "Tabell 1.") {
		t.Error("a text in a language that the program does not speak lacks the site's words")
	}
}
