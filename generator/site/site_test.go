package site

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// small makes plans of small sites: documents and their texts, built without Markdown.
type small struct {
	drafts []*library.Draft
	rules  library.Rules
	in     Input
	lang   string
	today  string

	texts   map[string]*Text
	measure PrintInfo // of every print
}

func newSmall() *small {
	return &small{
		rules: library.DefaultRules(), lang: "sv", today: "2026-11-22",
		in: Input{
			Settings: Settings{
				Title: "Styrdokument", BaseURL: "https://styrdokument.exempelby.example/", Disclaimer: true,
				Organisation: Organisation{
					Name: "Exempelby kommun", Contact: "styrdokument@exempelby.example",
					Phone: "0123-45 60 00", Office: "Kommunkansliet", URL: "https://www.exempelby.example/",
				},
			},
			Introductions: map[string]PageSource{},
		},
		texts: map[string]*Text{}, measure: PrintInfo{Bytes: 21_000, Pages: 3},
	}
}

// add adds a version: id is "policy/resor" or, for one of several versions, "policy/resor/1".
func (s *small) add(id, title, adoptedOn, text string, change ...func(*library.Draft)) *library.Draft {
	parts := strings.SplitN(id, "/", 3)
	d := &library.Draft{
		File: "content/" + id + ".md", Document: library.ID(parts[0] + "/" + parts[1]), Title: title,
		AdoptedBy: "kommunfullmaktige", Owner: "Säkerhetschef", Department: "Kommunledningskontoret",
	}
	if len(parts) == 3 {
		d.VersionFile = parts[2]
	}
	if adoptedOn != "" {
		d.Adopted = day(adoptedOn)
	}
	for _, c := range change {
		c(d)
	}
	s.drafts = append(s.drafts, d)
	s.texts[d.File] = sourceText(d.File, text)
	return d
}

func day(s string) library.Date {
	d, err := library.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

var (
	headingForm = regexp.MustCompile(`^(#+) (.*?)(?: \{#(.*)\})?$`)
	linkForm    = regexp.MustCompile(`(!?)\[([^\]]*)\]\(([^)]*)\)`)
)

// sourceText makes a text of lines: headings "## Mål {#mal}", and links and images in running text.
func sourceText(file, src string) *Text {
	t := &Text{File: file, Tree: &block.Tree{}}
	for i, line := range strings.Split(src, "\n") {
		at := block.At{Pos: diag.Pos{File: file, Line: i + 1, Column: 1}}
		if m := headingForm.FindStringSubmatch(line); m != nil {
			id := m[3]
			if id == "" {
				id = slug(m[2])
			}
			t.Tree.Blocks = append(t.Tree.Blocks, &block.Heading{
				At: at, Level: len(m[1]), ID: id, Spans: []block.Span{&block.Text{At: at, Text: m[2]}},
			})
			continue
		}
		para := &block.Paragraph{At: at}
		from := 0
		for _, m := range linkForm.FindAllStringSubmatchIndex(line, -1) {
			para.Spans = append(para.Spans, &block.Text{At: at, Text: line[from:m[0]]})
			here := block.At{Pos: diag.Pos{File: file, Line: i + 1, Column: m[0] + 1}}
			words, dest := line[m[4]:m[5]], line[m[6]:m[7]]
			if m[2] != m[3] {
				para.Spans = append(para.Spans, &block.Image{At: here, Alt: words, Src: dest})
			} else {
				para.Spans = append(para.Spans, &block.Link{At: here, Dest: dest, Spans: []block.Span{&block.Text{Text: words}}})
			}
			from = m[1]
		}
		para.Spans = append(para.Spans, &block.Text{At: at, Text: line[from:]})
		t.Tree.Blocks = append(t.Tree.Blocks, para)
	}
	return t
}

func (s *small) plan(t *testing.T) (*Site, diag.List) {
	t.Helper()
	lib, diags := library.Resolve(s.drafts, s.rules, day(s.today))
	if diags.HasErrors() {
		t.Fatalf("library: %v", diags)
	}
	return Plan(lib, s.in, s.texts, s.measures(lib), i18n.MustLoad(s.lang))
}

// measures are those of every print that a library may have.
func (s *small) measures(lib *library.Library) map[string]PrintInfo {
	out := map[string]PrintInfo{}
	var f Frame
	for _, d := range lib.Documents {
		for _, v := range d.Versions {
			out[f.PrintAddress(v)] = s.measure
			for _, folder := range []string{"andringar", "jamforelse"} {
				out[f.versionURL(v)+folder+"/"+d.ID.Name()+"-"+f.versionPart(v)+"-"+folder+".pdf"] = s.measure
			}
		}
	}
	return out
}

// linkFrom tells where a link in a page's text leads.
func (s *Site) linkFrom(pg *Page, texts map[string]*Text, l *block.Link) Target {
	t, _ := s.follow(pg, texts, l)
	return t
}

// follow tells where a link or image leads that stands in a page's text, or in its print.
func (s *Site) follow(pg *Page, texts map[string]*Text, span block.Span) (Target, []Image) {
	u := s.newUnit(pg.Document.ID, texts, s.Directory)
	t := &Text{File: pg.Text.File, Tree: &block.Tree{Blocks: append(slices.Clone(pg.Text.Tree.Blocks), &block.Paragraph{Spans: []block.Span{span}})}}
	links, images := u.targets(pg, t, pg.Text)
	if len(links) == 0 {
		return Target{}, images
	}
	return links[len(links)-1], images
}

// good is plan for a site without trouble.
func (s *small) good(t *testing.T) *Site {
	t.Helper()
	site, diags := s.plan(t)
	if len(diags) > 0 {
		t.Fatalf("plan: %v", diags)
	}
	return site
}

// page returns a page, also one that leads on.
func page(t *testing.T, s *Site, url string) *Page {
	t.Helper()
	for _, pg := range s.Pages {
		if pg.URL == url {
			return pg
		}
	}
	for _, pg := range s.Redirects {
		if pg.URL == url {
			return pg
		}
	}
	t.Fatalf("no page %s", url)
	return nil
}

func documentAt(t *testing.T, s *Site, url string) *DocumentPage {
	t.Helper()
	d, ok := page(t, s, url).Data.(*DocumentPage)
	if !ok {
		t.Fatalf("%s is no document page but %T", url, page(t, s, url).Data)
	}
	return d
}

// allFacts are those of a document's page in their order on it.
func allFacts(d *DocumentPage) []Fact { return append(slices.Clone(d.Facts), d.More...) }

func fact(facts []Fact, key string) string {
	for _, f := range facts {
		if f.Key == key {
			return f.Label + ": " + f.Value.String()
		}
	}
	return ""
}
