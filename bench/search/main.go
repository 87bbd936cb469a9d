// Command search writes a site's documents as plain pages and builds the search index over them,
// so that it can be measured beside another engine on the very same pages.
//
//	search SITE OUT
package main

import (
	"bytes"
	"fmt"
	"html/template"
	"log"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"styrdok/generator/html"
	"styrdok/generator/markdown"
	"styrdok/generator/search"
	"styrdok/generator/source"
	"styrdok/themes"
)

var page = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><main data-pagefind-body><h1>{{.Title}}</h1><p>{{.About}}</p>{{range .Facts}}<p>{{.Label}}: {{.Value}}</p>{{end}}
{{.Text}}</main></body></html>
`))

// form is the search page with the words that the script asks for.
const form = `<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Sök</title><meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self'">
<script src="search.js" defer></script></head>
<body data-pagefind-ignore><form data-index="search/" data-root="" data-file="index.html" data-single="{0} träff på {1}" data-other="{0} träffar på {1}"
 data-none="Inga träffar på {1}" data-least="Minst {0} träffar på {1}" data-unsure="Inga säkra träffar på {1}" data-partial="(inget dokument har alla orden)" data-kind="Dokumenttyp" data-body="Beslutat av" data-status="Status" data-all="Alla" data-active="Gäller"
 data-inactive="Gäller inte längre" data-more="Visa fler" data-failed="Registret gick inte att läsa"><label for="q">Sök</label><input id="q" name="q" type="search"><button>Sök</button></form>
<nav class="facett" aria-label="Begränsa"></nav><p class="antal-stor" role="status"></p><ol class="traff"></ol><p class="efter"></p></body></html>
`

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: search SITE OUT")
	}
	site, out := os.Args[1], os.Args[2]
	content, _, err := source.Load(os.DirFS(site), nil)
	if err != nil {
		log.Fatal(err)
	}
	var docs []search.Document
	opt := search.Options{KeywordsLabel: "Sökord", Synonyms: search.DefaultSynonyms()}
	facet := func(list *[]search.Facet, id string) string {
		f := search.Facet{ID: id, Label: id}
		if !slices.Contains(*list, f) {
			*list = append(*list, f)
		}
		return id
	}
	for _, d := range content.Drafts {
		tree, _ := markdown.Parse([]byte(d.Text), markdown.Options{File: d.File, Title: d.Title, Language: "sv", Mask: true})
		doc := search.Document{
			URL: string(d.Document) + "/", Title: d.Title, About: d.Kind + ", " + d.AdoptedBy, Date: d.Adopted.String(), Active: d.Repealed == nil,
			Mark: search.Mark{ID: "in-force", Word: "Gäller"}, Summary: d.Summary, Keywords: d.Keywords,
			Kind: facet(&opt.Kinds, path.Dir(string(d.Document))), Body: facet(&opt.Bodies, d.AdoptedBy),
			Facts:    []search.Fact{{Label: "Paragraf", Value: d.Section}, {Label: "Diarienummer", Value: d.CaseNumber}},
			Sections: search.Sections(tree),
		}
		docs = append(docs, doc)
		var b bytes.Buffer
		err := page.Execute(&b, struct {
			search.Document
			Text template.HTML
		}{doc, template.HTML(html.Render(tree, html.Options{}))})
		if err != nil {
			log.Fatal(err)
		}
		write(filepath.Join(out, filepath.FromSlash(doc.URL), "index.html"), b.Bytes())
	}
	start := time.Now()
	index := search.Build(docs, opt)
	took := time.Since(start)
	total, texts := 0, 0
	for _, f := range index.Files {
		total += len(f.Data)
		if f.Name[:4] == "text" {
			texts += len(f.Data)
		}
		write(filepath.Join(out, "search", f.Name), f.Data)
	}
	script, err := themes.Standard().Open("search.js")
	if err != nil {
		log.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(script); err != nil {
		log.Fatal(err)
	}
	write(filepath.Join(out, "search.js"), b.Bytes())
	write(filepath.Join(out, "index.html"), []byte(form))
	fmt.Printf("styrdok: %d documents, %d files, %d bytes (%d of texts), manifest %d, script %d, built in %d ms\n",
		len(docs), len(index.Files), total, texts, len(index.Files[0].Data), b.Len(), took.Milliseconds())
}

func write(file string, data []byte) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		log.Fatal(err)
	}
}
