package site

import (
	"cmp"
	"net/url"
	"strings"

	"styrdok/generator/library"
)

// urlSearch is the address of the search page, and SearchFolder where the index lies.
const (
	urlSearch    = "/sok/"
	SearchFolder = "sok/index/"
)

// SearchPage is the search page. Hits are found by the script in the browser; without it the page
// says so and leads to the register.
type SearchPage struct {
	Form     SearchForm
	Root     string // from the page to the site's root: "../"
	Index    string // from the page to the folder of the index, set by Root
	File     string // "index.html" in an offline copy, whose links need it; else empty
	Register Link

	version func() string
}

// Version changes whenever the index does; it is empty where nothing is known.
func (s *SearchPage) Version() string {
	if s.version == nil {
		return ""
	}
	return s.version()
}

// SearchForm is the field with its words.
type SearchForm struct {
	Label  string // "Sök bland 26 styrdokument"
	Button string
	Action string   // the search page, relative
	Hint   Sentence // what may be searched for, with examples of this site; may be empty
}

// searchForm returns the form as a page shows it.
func (p *planner) searchForm(pg *Page) SearchForm {
	return SearchForm{
		Label: p.text("search.label", len(p.entries)), Button: p.text("search.button"), Action: p.href(pg, urlSearch),
	}
}

// searchHint tells what may be searched for, with a word, a section and a case number that this
// site has. It is empty where the documents lack one of them.
func (p *planner) searchHint(pg *Page) Sentence {
	count := map[string]int{}
	word := ""
	var decided *library.Version
	for _, e := range p.entries {
		if !e.holds() || e.listed {
			continue
		}
		for _, k := range e.shown.Keywords {
			count[k]++
			if c := cmp.Or(cmp.Compare(count[k], count[word]), p.order.compare(word, k)); word == "" || c > 0 {
				word = k
			}
		}
		if v := e.shown; v.Section != "" && v.CaseNumber != "" && (decided == nil || v.Adopted.After(decided.Adopted)) {
			decided = v
		}
	}
	if word == "" || decided == nil {
		return nil
	}
	ask := func(words string) Part {
		return Part{Text: words, Href: p.href(pg, urlSearch) + "?q=" + url.QueryEscape(words)}
	}
	return p.say("search.hint", ask(word), ask(decided.Section), ask(decided.CaseNumber))
}

// planSearch makes the search page, unless there is nothing to search.
func (p *planner) planSearch() {
	if len(p.entries) == 0 {
		return
	}
	pg := &Page{Kind: KindSearch, URL: urlSearch, Section: urlSearch, Title: p.text("search.title")}
	pg.Description = p.text("search.description", p.organisationGenitive())
	pg.Crumbs = p.crumbs(pg, pg.Title)
	root := p.href(pg, "/")
	d := &SearchPage{
		Form: p.searchForm(pg), Root: strings.TrimSuffix(root, "index.html"),
		version:  p.in.SearchVersion,
		Register: p.link(pg, p.text("site.start.all"), urlRegister),
	}
	d.Index = d.Root + SearchFolder
	if p.in.Offline {
		d.File = "index.html"
	}
	pg.Data = d
	p.addPage(pg)
}

// SearchEntry is a document as the search knows it. Of a listed document only what its page says
// is there.
type SearchEntry struct {
	URL      string // from the site's root, without a slash in front: "policy/resor/"
	Title    string
	Language string // if it is not the site's
	About    string // "Policy, kommunfullmäktige"
	Date     string // of the decision; may be empty
	Badge    Badge
	Kind     Facet // empty if unknown
	Body     Facet // empty if nobody has decided
	Active   bool  // in force
	Summary  string
	Keywords []string
	Facts    []Fact // number of the decision and the like
	Text     *Text  // nil if it is not published
}

// Facet is a choice by which hits are narrowed.
type Facet struct{ ID, Label string }

// SearchEntries returns what is to be found: every document in the version that its page shows.
func (s *Site) SearchEntries() []SearchEntry {
	p := s.plan
	out := make([]SearchEntry, 0, len(p.entries))
	for _, e := range p.entries {
		v := e.shown
		_, g := p.subject(e.doc.Kind)
		x := SearchEntry{
			URL: strings.TrimPrefix(e.url, "/"), Title: e.title, Language: p.foreign(v.Language),
			About: p.decidedLine(e, v.AdoptedBy, "").String(), Date: v.Adopted.String(), Badge: e.badge,
			Active: e.holds(),
		}
		if k := e.doc.Kind; k != nil {
			x.Kind = Facet{string(k.ID), capital(k.Plural)}
		}
		if b := v.AdoptedBy; b != nil {
			x.Body = Facet{string(b.ID), b.Name}
		}
		if !e.listed {
			x.Summary, x.Keywords = v.Summary, v.Keywords
			if e.page != nil {
				x.Text = e.page.Text
			}
		}
		for _, f := range []struct{ key, value string }{
			{"section", v.Section}, {"case_number", v.CaseNumber}, {"code_number", v.CodeNumber},
		} {
			if f.value != "" {
				x.Facts = append(x.Facts, Fact{Key: f.key, Label: p.sayG("site.fact."+f.key, g).String(), Value: plain(f.value)})
			}
		}
		if !e.listed {
			for _, f := range []struct {
				key    string
				values []string
			}{{"based_on", v.BasedOn}, {"laws", v.Laws}, {"standards", v.Standards}} {
				if len(f.values) > 0 {
					x.Facts = append(x.Facts, Fact{Key: f.key, Label: p.sayG("site.fact."+f.key, g).String(), Value: plain(strings.Join(f.values, ", "))})
				}
			}
		}
		out = append(out, x)
	}
	return out
}
