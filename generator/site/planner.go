package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// planner holds what is decided while a plan is made, and answers the Site's questions later.
// After plan has returned, nothing in it changes.
type planner struct {
	words
	full      *library.Library // all there is
	public    *library.Library // what the public may see
	lib       *library.Library // what this build shows: one of the two
	in        Input
	base      string // base URL, ends in "/"
	basePath  string // its path, begins and ends in "/"
	site      *Site
	order     *order
	sources   *sources
	entries   []*entry // documents that are in this build, in Swedish order of title
	byID      map[library.ID]*entry
	pages     map[string]*Page // by URL
	textPages []*Page          // plain pages in the order of the footer
	// whole is the text shown at a document's address with the anchors of older versions, by the
	// text as written.
	whole  map[*Text]*Text
	used   map[string]*File  // files that published texts refer to, by source
	copies map[string][]File // images that are published in several widths, by source
	places Places
	moved  []string // lines of AddressRedirects
	diags  diag.List
}

// entry is a document as this build shows it.
type entry struct {
	doc      *library.Document
	url      string
	title    string
	listed   bool               // only that it exists, not what it says
	versions []*library.Version // that are shown, by adoption, undecided ones last
	shown    *library.Version   // at url
	page     *Page
	pages    map[*library.Version]*Page       // that show a version: page for shown
	changes  map[*library.Version]*Comparison // what a version changed in the one before
	since    map[*library.Version]*Comparison // what is different now from a version that has been replaced
	prints   map[*library.Version]*Print
	badge    Badge
}

// holds reports whether the version shown is in force.
func (e *entry) holds() bool { return e.doc.Holds != nil && e.doc.Holds == e.shown }

// adopted reports whether a version has been decided.
func adopted(v *library.Version) bool { return v.Status.Adopted() }

func plan(lib *library.Library, in Input, t *i18n.Texts) (*Site, diag.List) {
	p := &planner{
		words: words{t}, full: lib, public: lib, in: in, order: newOrder(),
		byID: map[library.ID]*entry{}, pages: map[string]*Page{}, used: map[string]*File{}, copies: map[string][]File{}, whole: map[*Text]*Text{},
	}
	if !lib.PublicView {
		p.public = lib.Public()
	}
	p.lib = p.public
	if in.Internal {
		p.lib = p.full
	}
	if p.in.Language == "" {
		p.in.Language = t.Lang()
	}
	if p.in.Soon == 0 {
		p.in.Soon = 180
	}
	p.base = strings.TrimRight(in.BaseURL, "/") + "/"
	p.basePath = "/"
	if u, err := url.Parse(p.base); err == nil && strings.HasPrefix(u.EscapedPath(), "/") {
		p.basePath = u.EscapedPath()
	}
	p.site = &Site{
		Title: in.Title, Organisation: in.Organisation, Language: p.in.Language, BaseURL: p.base,
		Today: lib.Today, Internal: in.Internal, Offline: in.Offline, plan: p,
		HideReview: p.hidesReview(), Library: p.lib,
	}
	p.chooseDocuments()
	p.sources = p.newSources()
	p.placeDocuments()
	p.planStart()
	p.planCollections()
	p.planRegister()
	p.planCalendars()
	p.planReview()
	p.planDecisions()
	p.planStatutes()
	p.planSearch()
	p.planData()
	p.planTexts()
	p.planNotFound()
	for _, e := range p.entries {
		p.planDocument(e)
	}
	p.planAsked()
	p.takePlaces()
	p.checkTexts()
	p.planRedirects()
	p.finish()
	return p.site, p.diags.Sort()
}

// seen returns a document as the public sees it, or as an internal build shows it, or nil, and
// whether all that is seen is that it exists.
func (p *planner) seen(id library.ID, internal bool) (d *library.Document, listed bool) {
	if internal {
		return p.full.Document(id), false
	}
	d = p.public.Document(id)
	return d, d != nil && d.Visibility != library.Public
}

func (p *planner) chooseDocuments() {
	for _, d := range p.lib.Documents {
		_, listed := p.seen(d.ID, p.in.Internal)
		e := &entry{
			doc: d, url: documentURL(d.ID), listed: listed, versions: d.Versions, shown: d.Shown, title: d.Shown.Title,
			pages: map[*library.Version]*Page{}, changes: map[*library.Version]*Comparison{}, since: map[*library.Version]*Comparison{}, prints: map[*library.Version]*Print{},
		}
		e.badge = p.badge(e)
		p.entries = append(p.entries, e)
		p.byID[d.ID] = e
	}
	slices.SortFunc(p.entries, func(a, b *entry) int {
		return cmp.Or(p.order.compare(a.title, b.title), cmp.Compare(a.doc.ID, b.doc.ID))
	})
}

// addPage puts a page into the plan. It returns false if the address is taken.
func (p *planner) addPage(pg *Page) bool {
	if _, taken := p.pages[pg.URL]; taken {
		return false
	}
	p.complete(pg)
	p.pages[pg.URL] = pg
	if pg.Kind != KindForward {
		p.site.Pages = append(p.site.Pages, pg)
	}
	return true
}

// complete fills what a page has not been given.
func (p *planner) complete(pg *Page) {
	if pg.Language == "" {
		pg.Language = p.in.Language
	}
	if pg.Canonical == "" {
		pg.Canonical = p.absolute(pg.URL)
	}
	if pg.HeadTitle == "" {
		pg.HeadTitle = headTitle(pg.Title, p.in.Title, p.in.Organisation.Name)
	}
	switch pg.Kind {
	case KindStart, KindCollection, KindRegister, KindReview:
		pg.Stale = p.stale()
	}
	if p.in.Internal {
		pg.NoIndex = true
		pg.Banner = p.text("site.internal.banner")
	}
}

// headTitle joins the parts of a page's title that are there and differ from the one before.
func headTitle(parts ...string) string {
	var out []string
	for _, s := range parts {
		if s != "" && (len(out) == 0 || out[len(out)-1] != s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " – ")
}

// link makes a link from a page to an address of the site.
func (p *planner) link(from *Page, text, address string) Link {
	if address == "" {
		return Link{Text: text}
	}
	return Link{Text: text, Href: p.href(from, address)}
}

// linked is a link as a part of a sentence. Without a page it is for a print, and absolute.
func (p *planner) linked(from *Page, text, address string) Part {
	if address == "" {
		return Part{Text: text}
	}
	if from == nil {
		return Part{Text: text, Href: p.absolute(address)}
	}
	return Part{Text: text, Href: p.href(from, address)}
}

// documentLink is a link to a document, with its title.
func (p *planner) documentLink(from *Page, e *entry) Link {
	l := p.link(from, e.title, e.url)
	l.Lang = p.foreign(e.shown.Language)
	return l
}

// documentPart is the same as a part of a sentence.
func (p *planner) documentPart(from *Page, e *entry) Part {
	part := p.linked(from, e.title, e.url)
	part.Lang = p.foreign(e.shown.Language)
	return part
}

// foreign returns a language if it is another than the site's, else nothing.
func (p *planner) foreign(lang string) string {
	if strings.EqualFold(lang, p.in.Language) {
		return ""
	}
	return lang
}

// crumbs makes the way to a page: the start page, the steps in between, the page.
func (p *planner) crumbs(pg *Page, own string, steps ...crumb) []Link {
	out := []Link{p.link(pg, p.in.Title, "/")}
	for _, s := range steps {
		l := p.link(pg, s.text, s.url)
		l.Lang = p.foreign(s.lang)
		out = append(out, l)
	}
	last := Link{Text: own, Current: true}
	if own == pg.Title {
		last.Lang = p.foreign(pg.Language)
	}
	return append(out, last)
}

type crumb struct{ text, url, lang string }

// finish orders what was planned and adds the files that follow from it.
func (p *planner) finish() {
	s := p.site
	slices.SortFunc(s.Pages, func(a, b *Page) int { return strings.Compare(a.URL, b.URL) })
	slices.SortFunc(s.Prints, func(a, b *Print) int { return strings.Compare(a.Address, b.Address) })
	slices.SortFunc(s.Comparisons, func(a, b *Comparison) int { return strings.Compare(a.Page.URL, b.Page.URL) })
	slices.SortFunc(s.Redirects, func(a, b Redirect) int { return strings.Compare(a.From, b.From) })
	p.planFiles()
	slices.SortFunc(s.Files, func(a, b File) int { return strings.Compare(a.Target, b.Target) })
	slices.SortFunc(s.PrintCopies, func(a, b PrintCopy) int { return strings.Compare(a.From, b.From) })
	s.Sitemap = p.sitemap()
	s.Robots = p.robots()
}
