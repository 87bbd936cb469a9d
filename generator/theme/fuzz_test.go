package theme

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/picture"
	"styrdok/generator/site"
)

// FuzzLoad reads a theme with any template, rules, picture and colours: either it says what is wrong, at a place in one of its files, or
// every kind of page comes out, however hostile the words on it are, and the picture is one without script.
func FuzzLoad(f *testing.F) {
	f.Add(`{{define "main"}}<h1>{{.Page.Title}}</h1>{{range .Data.Kinds}}<a href="{{.Href}}">{{.Text}}</a>{{end}}{{end}}`, ":root { --warn: #7a1020; }", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "#0d4f7c")
	f.Add(`{{define "main"}}{{range 2000000000}}{{end}}{{end}}`, "/* ", "<svg onload=x>", "#fff")
	f.Add(`{{define "footer"}}{{with .Page}}{{.Nope}}{{end}}{{end}}{{define "main"}}<script>x={{.Page.Title}}</script><p title='{{.Page.Title}}' style="color:{{.Page.Title}}">`, ":root{--accent:#zzz}@media print{", "\x89PNG\r\n\x1a\n", "x")
	// A standard theme that takes no time to be read.
	standard := fstest.MapFS{
		"style.css": {Data: []byte(":root { --accent: #0d4f7c; --bg: #ffffff; --fg: #111111; }\n")}, "script.js": {Data: []byte("let a = 1;\n")}, "icon.svg": {Data: []byte("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")},
		"templates/base.html": {Data: []byte(`{{define "page"}}<!doctype html><html><body>{{template "main" .}}<footer>{{block "footer" .}}{{end}}</footer></body></html>{{end}}`)},
	}
	for _, kind := range Kinds() {
		standard["templates/"+templateFile(kind)] = &fstest.MapFile{Data: []byte(`{{define "main"}}{{.Page.Title}}{{end}}`)}
	}
	words := i18n.MustLoad("sv")
	f.Fuzz(func(t *testing.T, template, css, image, accent string) {
		if len(template)+len(css)+len(image) > 4000 {
			return
		}
		own := fstest.MapFS{"templates/start.html": {Data: []byte(template)}, "own.css": {Data: []byte(css)}, "a.svg": {Data: []byte(image)}}
		th, list := Load(standard, own, Options{Texts: words, Folder: "themes/x", Accent: accent, AccentDark: accent})
		for _, d := range list {
			data, err := own.ReadFile(strings.TrimPrefix(d.Pos.File, "themes/x/"))
			if lines := bytes.Count(data, []byte("\n")) + 1; err == nil && d.Pos.Line > lines {
				t.Errorf("%v is outside the file", d.Pos)
			}
		}
		// Colours that are too close are an error of a theme that can be used.
		if (th == nil) != slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.BadTheme }) {
			t.Fatalf("got a theme %v, and %v", th != nil, list)
		}
		if th == nil {
			return
		}
		for _, a := range th.Assets() {
			if strings.HasSuffix(a.Path, ".svg") && picture.CheckSVG(a.Data) != nil {
				t.Errorf("%q is published", a.Data)
			}
		}
		page := func(title string) *View {
			p := samplePage(site.KindStart, true)
			p.Title = title
			return &View{Site: &site.Frame{}, Page: p}
		}
		plain, err := th.render(page("x"))
		if err != nil {
			return // an odd template may fail on one page and not on another
		}
		hostile, err := th.render(page("\"'></script></style><script>alert(1)</script><img src=x onerror=alert(1)>`${x}"))
		if err == nil && !strings.Contains(template, "Title") {
			return
		}
		if got, want := tagsOf(hostile), tagsOf(plain); err == nil && got != want && !strings.Contains(template, "HTML") {
			t.Errorf("%q: a title makes of the tags %s %s", template, want, got)
		}
	})
}

// tagsOf lists the elements of a page with the names of their attributes.
func tagsOf(page []byte) string {
	var b strings.Builder
	for z := html.NewTokenizer(bytes.NewReader(page)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			b.WriteString("<" + token.Data)
			for _, a := range token.Attr {
				b.WriteString(" " + a.Key)
			}
		}
	}
}
