package site

import (
	"cmp"
	"net/url"
	"strings"

	"styrdok/generator/library"
)

// AddressSearch is the address of the search page, and SearchFolder where the index lies.
const (
	AddressSearch = "/sok/"
	SearchFolder  = "sok/index/"
)

// SearchPage is the search page. Hits are found by the script in the browser; without it the page
// says so and leads to the register.
type SearchPage struct {
	Form     SearchForm
	Root     string // from the page to the site's root: "../"
	Index    string // from the page to the folder of the index, set by Root
	File     string // "index.html" in an offline copy, whose links need it; else empty
	Register Link
	Tips     Sentence // what to do where nothing is found
	Contact  *Contact // whom to ask then; nil if nobody is known
	Version  string   // changes whenever the index does; empty where nothing is known
}

// SearchForm is the field with its words.
type SearchForm struct {
	Label  string // "Sök bland 26 styrdokument"
	Button string
	Action string   // the search page, relative
	Hint   Sentence // what may be searched for, with examples of this site; may be empty
}

// searchForm returns the form as a page shows it.
func (p *Directory) searchForm(pg *Page) SearchForm {
	return SearchForm{
		Label: p.text("search.label", len(p.newLists().entries)), Button: p.text("search.button"), Action: p.Href(pg, AddressSearch),
	}
}

// searchHint tells what may be searched for, with a word, a section and a case number that this
// site has. It is empty where the documents lack one of them.
func (p *Directory) searchHint(pg *Page) Sentence {
	count := map[string]int{}
	word := ""
	var decided *library.Version
	for _, e := range p.entries {
		if !e.holds() || e.Listed {
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
		return Part{Text: words, Href: p.Href(pg, AddressSearch) + "?q=" + url.QueryEscape(words)}
	}
	return p.Say("search.hint", ask(word), ask(decided.Section), ask(decided.CaseNumber))
}

// SearchPage makes the search page, nil if there is nothing to search. The version changes whenever the index does.
func (d *Directory) SearchPage(version string) *Page {
	if len(d.entries) == 0 {
		return nil
	}
	pg := &Page{Kind: KindSearch, URL: AddressSearch, Section: AddressSearch, Title: d.text("search.title")}
	pg.Description = d.text("search.description", d.organisationGenitive())
	pg.Crumbs = d.crumbs(pg, pg.Title)
	s := &SearchPage{
		Form: d.searchForm(pg), Root: strings.TrimSuffix(d.Href(pg, "/"), "index.html"),
		Register: d.link(pg, d.text("site.start.all"), urlRegister), Version: version,
	}
	s.Form.Hint = d.searchHint(pg)
	s.Tips = d.Say("search.tips", Part{Text: d.text("search.register"), Href: s.Register.Href})
	s.Contact = d.contact(pg)
	s.Index = s.Root + SearchFolder
	if d.Offline {
		s.File = "index.html"
	}
	pg.Data = s
	d.complete(pg)
	return pg
}

// SearchEntry is a document as the search knows it. Of a listed document only what its page says
// is there.
type SearchEntry struct {
	URL      string // from the site's root, without a slash in front: "policy/resor/"
	Title    string
	Language string // if it is not the site's
	About    string // "Policy, kommunfullmäktige"
	Date     string // of the decision; may be empty
	Badge    Badge  // whether it holds
	Review   Badge  // that its review is late or soon due; else without words
	Kind     string // ID of a facet; empty if unknown
	Body     string // the same; empty if nobody has decided
	Active   bool   // in force
	Summary  string
	Keywords []string
	Facts    []Fact // number of the decision and the like
	Instead  string // what is said where nothing of the text is published
	Versions []SearchVersion
}

// SearchVersion is another version of a document, earlier or coming, as it is to be found: by its decision, on its own page.
type SearchVersion struct {
	Path  string // from the document's address: "2015-05-18/"
	State string // "Version 1 antagen, ersatt av version 2"
	Text  string // "kommunfullmäktige 2015-05-18 § 45, KS 2014/388"
}

// Facet is a choice by which hits are narrowed.
type Facet struct{ ID, Label string }

// Facets are the kinds and bodies of the documents, each in the order of their rank, as everywhere on the site.
func (p *Directory) Facets() (kinds, bodies []Facet) {
	used, decides := map[library.KindID]bool{}, map[library.BodyID]bool{}
	for _, e := range p.entries {
		if k := e.doc.Kind; k != nil {
			used[k.ID] = true
		}
		if b := e.shown.AdoptedBy; b != nil {
			decides[b.ID] = true
		}
	}
	for _, k := range p.Library.Kinds {
		if used[k.ID] && k.ID != "" {
			kinds = append(kinds, Facet{string(k.ID), capital(k.Plural)})
		}
	}
	for _, b := range p.Library.Bodies {
		if decides[b.ID] {
			bodies = append(bodies, Facet{string(b.ID), b.Name})
		}
	}
	return kinds, bodies
}

// SearchEntry returns a document as it is to be found: in the version that its page shows.
func (p *Directory) SearchEntry(id library.ID) (SearchEntry, bool) {
	e := p.byID[id]
	if e == nil {
		return SearchEntry{}, false
	}
	return p.searchEntry(e), true
}

func (p *Frame) searchEntry(e *entry) SearchEntry {
	v := e.shown
	x := SearchEntry{
		URL: strings.TrimPrefix(e.URL, "/"), Title: e.Title, Language: p.foreign(v.Language),
		About: p.decidedLine(e, v.AdoptedBy, "").String(), Date: v.Adopted.String(), Badge: e.Badge, Review: e.Review,
		Active: e.holds(),
	}
	if k := e.doc.Kind; k != nil {
		x.Kind = string(k.ID)
	}
	if b := v.AdoptedBy; b != nil {
		x.Body = string(b.ID)
	}
	add := func(key string, values ...string) {
		if value := strings.Join(values, ", "); value != "" {
			x.Facts = append(x.Facts, Fact{Key: key, Label: p.factLabel(key, e.doc.Kind), Value: plain(value)})
		}
	}
	add("section", v.Section)
	add("case_number", v.CaseNumber)
	add("code_number", v.CodeNumber)
	for _, r := range e.doc.Replaces {
		add("replaces", r.Text)
	}
	for _, v := range e.doc.Versions {
		switch {
		case v == e.shown:
		case e.shows(v):
			x.Versions = append(x.Versions, p.searchVersion(e, v))
		default:
			add("other_decisions", Joined(", ", v.Section, v.CaseNumber))
		}
	}
	if e.Listed {
		x.Instead = p.text("site.listed.description")
	} else {
		x.Facts = append(x.Facts, p.laterDecisions(e)...)
		x.Summary, x.Keywords = v.Summary, v.Keywords
		var laws []string
		add("based_on", v.BasedOn...)
		for _, law := range v.Laws {
			laws = append(laws, p.lawName(law))
		}
		add("laws", laws...)
		add("standards", v.Standards...)
	}
	return x
}

// laterDecisions are those on the shown version since it was adopted.
func (p *Frame) laterDecisions(e *entry) (out []Fact) {
	for _, h := range e.shown.Happenings(p.Today) {
		var label string
		switch h.Sort {
		case "reviewed":
			label = p.text("site.history.review")
		case "extended":
			label = p.text("site.history.extended", h.Until)
		case "repealed":
			_, gender := p.Subject(e.doc.Kind)
			label = p.SayG("site.history.repealed", gender).String()
		case "annulled":
			label = p.text("site.history.annulled", p.versionWord(e.shown))
		}
		if numbers := Joined(", ", h.Section, h.CaseNumber); numbers != "" && label != "" {
			out = append(out, Fact{Key: "decision", Label: label, Value: plain(h.Day.String() + ", " + numbers)})
		}
	}
	return out
}

func (p *Frame) searchVersion(e *entry, v *library.Version) SearchVersion {
	name, decided := p.versionWord(v), v.Adopted.String()
	_, state := p.adoptionTitle(e, v, v.Status, name)
	switch {
	case !adopted(v):
		decided = ""
	case v.Status == library.StatusAnnulled:
		state = p.Say("site.history.annulled", name)
	}
	return SearchVersion{
		Path: p.versionPart(v) + "/", State: state.String(),
		Text: Joined(", ", Joined(" ", BodyRunning(v.AdoptedBy), decided, v.Section), v.CaseNumber),
	}
}

// SearchPages are the plain pages as they are to be found, each with its text.
func (p *Directory) SearchPages() (pages []SearchEntry, texts []*Text) {
	for _, src := range p.plainPages() {
		if src.Text == nil || p.reserved(src) {
			continue
		}
		pages = append(pages, SearchEntry{
			URL: src.Name + "/", Title: src.Title, Language: p.foreign(src.Language), About: p.text("search.page"), Active: true, Summary: src.Summary,
		})
		texts = append(texts, src.Text)
	}
	return pages, texts
}
