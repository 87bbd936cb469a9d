package site

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/spelling"
)

// Addresses of the pages that every site has.
const (
	urlRegister  = "/register/"
	urlStatutes  = "/forfattningssamling/"
	urlDecisions = "/beslut/"
	urlReview    = "/revidering/"
	urlObligated = "/lagkrav/"
	urlNotFound  = "/404.html"
)

// NavLinks returns the site's navigation as seen from a page.
func (p *Frame) NavLinks(from *Page) []Link {
	entries := []crumb{
		{text: p.text("site.register.title"), url: urlRegister},
		{text: p.text("site.statutes.title"), url: urlStatutes},
		{text: p.text("site.decisions.nav"), url: urlDecisions},
		{text: p.text("site.review.title"), url: urlReview},
		{text: p.text("site.obligations.title"), url: urlObligated},
		{text: p.text("search.title"), url: AddressSearch},
	}
	var out []Link
	for _, e := range entries {
		if !slices.Contains(p.about.Sections, e.url) {
			continue
		}
		l := p.link(from, e.text, e.url)
		l.Current = e.url == from.Section || e.url == from.URL
		out = append(out, l)
	}
	return out
}

// FooterOf returns the foot of a page. Every page has the same contact at the same place.
func (p *Frame) FooterOf(from *Page) Footer {
	f := Footer{Contact: p.contact(from)}
	if lang := from.MainLanguage; lang != "" && f.Contact != nil {
		f.Contact = p.speaking(lang).contact(from) // the page leads to it in its own words
		f.Contact.Lang = p.foreign(lang)
	}
	if follow := p.followLinks(from); len(follow) > 0 {
		f.Groups = append(f.Groups, LinkGroup{Heading: p.text("data.footer.heading"), Links: follow})
	}
	var about, access []Link
	for _, pg := range p.about.Texts {
		l := p.link(from, pg.Title, pg.URL)
		l.Lang, l.Current = p.foreign(pg.Language), pg.URL == from.URL
		if pg.Statement {
			access = append(access, l)
			continue
		}
		about = append(about, l)
	}
	if w := p.Organisation.URL; w != "" {
		about = append(about, Link{Text: p.text("site.footer.website", p.organisationGenitive()), Href: w})
	}
	if len(about) > 0 {
		f.Groups = append(f.Groups, LinkGroup{Heading: p.text("site.footer.about"), Links: about})
	}
	if len(access) > 0 {
		if report := p.Accessibility.ReportURL; isWebAddress(report) {
			access = append(access, Link{Text: p.text("site.footer.report"), Href: report})
		}
		access = append(access, Link{Text: p.text("site.footer.supervision"), Href: superviseURL})
		f.Groups = append(f.Groups, LinkGroup{Heading: p.text("site.footer.accessibility"), Links: access})
	}
	if from.Kind == KindStart || from.Kind == KindRegister {
		f.Updated = p.Say("site.footer.updated", p.Today)
	}
	return f
}

func (p *Frame) organisationGenitive() string {
	return cmp.Or(p.Organisation.Genitive, spelling.Genitive(p.Organisation.Name))
}

// contact is whom to ask about a page. A document's own contact and owner go before those of the site.
func (p *Frame) contact(pg *Page) *Contact {
	org := p.Organisation
	c := &Contact{Label: p.text("site.contact.label")}
	address := org.Contact
	phone := org.Phone
	if phone != "" && org.Hours != "" {
		phone += ", " + org.Hours
	}
	if pg.Document != nil {
		v := pg.Document.Shown
		if v.Contact != "" {
			address, phone = v.Contact, ""
		}
		if owner := p.ownerRunning(v); owner != "" {
			the, _ := p.Subject(pg.Document.Kind)
			c.Lines = append(c.Lines, p.Say("site.contact.owner", the, owner))
		}
	}
	if len(c.Lines) == 0 && org.Office != "" {
		c.Lines = append(c.Lines, p.Say("site.contact.office", org.Office))
	}
	if line := contactLine(address); len(line) > 0 {
		c.Lines = append(c.Lines, line)
	}
	if phone != "" {
		c.Lines = append(c.Lines, p.Say("site.contact.phone", phone))
	}
	if len(c.Lines) == 0 {
		return nil
	}
	return c
}

// contactLine makes a link of an e-mail or web address and keeps other words as they are.
func contactLine(address string) Sentence {
	switch {
	case address == "":
		return nil
	case isWebAddress(address):
		return Sentence{{Text: address, Href: address}}
	case isEmail(address):
		return Sentence{{Text: address, Href: "mailto:" + address}}
	}
	return plain(address)
}

// isEmail reports whether words are an e-mail address and nothing else.
func isEmail(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && at < len(s)-1 && strings.Count(s, "@") == 1 &&
		!strings.ContainsAny(s, " ?&:/\\<>\"'") && strings.Contains(s[at:], ".")
}

// ownerRunning is the owner and the department within a sentence.
func (p *Frame) ownerRunning(v *library.Version) string {
	return Joined(", ", Running(v.Owner), Running(v.Department))
}

// ownerLine is the owner and the department as a line of its own: "Säkerhetschef,
// kommunledningskontoret".
func (p *Frame) ownerLine(v *library.Version) string {
	if v.Owner == "" {
		return v.Department
	}
	return Joined(", ", v.Owner, Running(v.Department))
}

func (p *lists) planNotFound() {
	pg := &Page{Kind: KindNotFound, URL: urlNotFound, Title: p.text("site.notfound.title"), NoIndex: true}
	pg.Description = p.text("site.notfound.description")
	d := &NotFoundPage{
		Paragraphs: []Sentence{p.Say("site.notfound.text")},
		Links: []Link{
			p.link(pg, p.text("site.start.all"), urlRegister),
			p.link(pg, p.text("site.notfound.start"), "/"),
		},
	}
	if len(p.entries) > 0 {
		form := p.searchForm(pg)
		d.Search = &form
	}
	p.addPage(pg, d)
}

// Sitemap lists the pages that search engines are to keep, with the day on which their content
// last changed. An internal build has none.
func (f *Frame) Sitemap(pages []Kept) []byte {
	if f.Internal {
		return nil
	}
	type entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
	set := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []entry  `xml:"url"`
	}{}
	pages = slices.SortedFunc(slices.Values(pages), func(a, b Kept) int { return strings.Compare(a.URL, b.URL) })
	for _, pg := range pages {
		set.URLs = append(set.URLs, entry{f.absolute(pg.URL), pg.Updated})
	}
	out, err := xml.MarshalIndent(set, "", " ")
	if err != nil {
		panic("site: sitemap: " + err.Error())
	}
	return append([]byte(xml.Header), append(out, '\n')...)
}

// Kept is a page that search engines are to keep.
type Kept struct {
	URL     string
	Updated string // ISO; empty where nothing says so
}

// Keep returns the pages among some that search engines are to keep.
func (f *Frame) Keep(pages []*Page) []Kept {
	var out []Kept
	for _, pg := range pages {
		if !pg.NoIndex && pg.Canonical == f.absolute(pg.URL) {
			out = append(out, Kept{pg.URL, pg.Updated.ISO})
		}
	}
	return out
}

// Robots tells search engines what they may read.
func (f *Frame) Robots() []byte {
	if f.Internal {
		return []byte("User-agent: *\nDisallow: /\n")
	}
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + f.absolute(AddressSitemap) + "\n")
}
