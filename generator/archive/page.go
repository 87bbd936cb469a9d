package archive

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/html"
)

//go:embed page.html
var pageTemplate string

//go:embed page.css
var pageStyle string

var pages = template.Must(template.New("page").Funcs(template.FuncMap{
	"lang":  func(lang string) template.HTMLAttr { return template.HTMLAttr(html.LangAttributes(lang, "")) },
	"style": func() template.CSS { return template.CSS(pageStyle) },
}).Parse(pageTemplate))

type (
	pageData struct {
		Language, Title       string
		Organisation, Kind    string
		TextLanguage, Summary string
		FactsLabel            string
		Facts                 []pageFact
		Text                  template.HTML
		Sections              []pageSection
		Source                template.HTML
		List                  []pageEntry
	}
	pageFact struct {
		Label string
		Value template.HTML
	}
	pageSection struct {
		Title string
		Body  template.HTML
	}
	pageEntry struct {
		Title, Lang, Under, Page, Print, PrintLabel string
	}
)

// page returns the version as one HTML file with its pictures embedded. Links to files in the bag are relative, all
// others absolute.
func (p packer) page() []byte {
	v, t := p.Version, p.opt.Words
	words := func(key string) string { return t.T("theme.text." + key) }
	opt := html.Options{
		Words: html.Words{
			Notes: words("notes"), Note: words("note"), Back: words("back"), BackTo: words("back_to"), BackNth: words("back_nth"),
			Table: words("table"), TableIn: words("table_in"), Masked: words("masked"), TaskDone: words("done"), TaskOpen: words("open"),
		},
		Language: cmp.Or(v.Language, p.opt.Sender.Language),
		Link:     func(l *block.Link) html.Href { return html.Href{URL: p.Link(l)} },
		Image:    p.image,
	}
	d := pageData{
		Language: p.opt.Sender.Language, Title: v.Title, Organisation: p.opt.Sender.Name, Kind: p.KindLabel,
		Summary: v.Summary, FactsLabel: t.T("site.facts.label"),
		Text:   template.HTML(html.Render(p.Tree, opt)),
		Source: template.HTML(template.HTMLEscapeString(t.T("archive.page.source")) + " <a href=\"" + template.HTMLEscapeString(p.Address) + "\">" + template.HTMLEscapeString(p.Address) + "</a>"),
	}
	if lang := cmp.Or(v.Language, d.Language); lang != d.Language {
		d.TextLanguage = lang
	}
	facts := html.Options{IDPrefix: "_fakta-"}
	for _, f := range p.Facts {
		d.Facts = append(d.Facts, pageFact{f.Label, template.HTML(spansWithLinks(f.Value, facts))})
	}
	for _, s := range p.Closing {
		d.Sections = append(d.Sections, pageSection{s.Title, template.HTML(html.RenderBlocks(s.Blocks, html.Options{IDPrefix: "_slut-", Words: opt.Words}))})
	}
	return execute(d)
}

// spansWithLinks returns a fact in HTML with its links.
func spansWithLinks(spans []block.Span, opt html.Options) string {
	out := string(html.RenderBlocks([]block.Block{&block.Paragraph{Spans: spans}}, opt))
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(out), "<p>"), "</p>")
}

// image returns a picture as a data URL.
func (p packer) image(i *block.Image) html.Picture {
	file, ok := p.Image(i)
	n := slices.IndexFunc(p.Files, func(f File) bool { return f.Path == file })
	if !ok || n < 0 {
		return html.Picture{}
	}
	return html.Picture{URL: "data:" + mediaType(file) + ";base64," + base64.StdEncoding.EncodeToString(p.Files[n].Data)}
}

// SourceAddress returns the relative address, in a page of a bag, of a file of the site's folder.
func SourceAddress(file string) string {
	return (&url.URL{Path: sourceFolder + file}).String()
}

// contentsPage returns a page that links to all versions of a bag.
func contentsPage(title string, items []Item, opt Options) []byte {
	d := pageData{Language: opt.Sender.Language, Title: title, Organisation: opt.Sender.Name, Summary: opt.Words.T("archive.one.summary")}
	for _, it := range items {
		base := Name(it.Version) + "/" + packer{it, opt}.stem()
		e := pageEntry{Title: it.Version.Title, Under: it.Decision, Page: base + ".html", Print: base + ".pdf", PrintLabel: opt.Words.T("archive.one.print", it.Version.Title, it.Version.Name)}
		if it.Print == nil {
			e.Print = Name(it.Version) + "/" + SourceAddress(packer{it, opt}.original())
		}
		if it.Version.Language != "" && it.Version.Language != opt.Sender.Language {
			e.Lang = it.Version.Language
		}
		d.List = append(d.List, e)
	}
	return execute(d)
}

func execute(d pageData) []byte {
	var b bytes.Buffer
	if err := pages.Execute(&b, d); err != nil {
		panic("archive: page: " + err.Error())
	}
	return b.Bytes()
}
