package site

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/account"
	"styrdok/generator/library"
	"styrdok/generator/memo"
)

// recent is how many of the latest decisions the start page shows, and mostLate how many overdue reviews.
const (
	recent   = 5
	mostLate = 6
)

// lists plans the pages that show many documents, or none.
type lists struct {
	*Directory
	entries []*entry // those that are listed: a translation stands with its original
	made    []*Page
	stale   Stale
	rows    map[*entry]Row
	slugs   map[string]string // of the names of departments, which are few and asked for often

	history func() *account.History
	owners  func() []choice
}

func (d *Directory) newLists() *lists {
	l := &lists{
		Directory: d, entries: d.originals(), rows: map[*entry]Row{}, slugs: map[string]string{},
		history: sync.OnceValue(func() *account.History { return account.NewHistory(d.Library) }),
	}
	l.owners = sync.OnceValue(l.ownerChoices)
	return l
}

// departmentSlug is what makes names of departments one: the part of an address.
func (p *lists) departmentSlug(name string) string {
	s, known := p.slugs[name]
	if !known {
		s = slug(name)
		p.slugs[name] = s
	}
	return s
}

// originals are the documents that are listed, without translations.
func (d *Directory) originals() []*entry {
	return filter(d.entries, func(e *entry) bool { return d.original(e) == nil })
}

// original is the document of this build that a document translates; nil if there is none.
func (d *Directory) original(e *entry) *entry { return d.byID[e.doc.TranslationOf] }

// Lists plans the pages that are no document's, by URL, without that of the search and those at old addresses.
func (d *Directory) Lists() []*Page {
	l := d.newLists()
	l.stale = l.staleness()
	l.planStart()
	l.planCollections()
	l.planRegister()
	l.planReview()
	l.planReports()
	l.planObligations()
	l.planDecisions()
	l.planSubjects()
	l.planStatutes()
	l.planData()
	l.planGenuine()
	l.planTexts()
	l.planNotFound()
	u := d.unitOfTexts()
	for _, pg := range l.made {
		u.resolve(pg)
	}
	slices.SortFunc(l.made, func(a, b *Page) int { return strings.Compare(a.URL, b.URL) })
	return l.made
}

// ListsDigest stands for what the lists show besides the documents and the frame: the texts of plain
// pages and of collections' introductions, with where their links and images lead.
func (d *Directory) ListsDigest() memo.Digest {
	u := d.unitOfTexts()
	var all []any
	add := func(src PageSource) {
		pg := &Page{URL: "/" + src.Name + "/", Text: src.Text}
		u.resolve(pg)
		all = append(all, src, pg.Links, pg.Images)
	}
	for _, src := range d.in.Pages {
		add(src)
	}
	for _, c := range d.full.Collections {
		add(d.in.Introductions[c.ID])
	}
	return memo.KeyOf(all...)
}

// unitOfTexts resolves the links of texts that are no documents'.
func (d *Directory) unitOfTexts() *unit { return d.newUnit("", nil, d) }

// addPage puts a page with its data among the lists.
func (p *lists) addPage(pg *Page, data any) {
	pg.Data = data
	p.complete(pg)
	if pg.Crumbs == nil && pg.Kind != KindStart {
		pg.Crumbs = p.crumbs(pg, pg.Title)
	}
	switch pg.Kind {
	case KindStart, KindStatutes, KindCollection, KindSubject, KindRegister, KindReview, KindReport, KindObligations:
		pg.Stale = p.stale
	}
	p.made = append(p.made, pg)
}

func (p *lists) planStart() {
	org := p.Organisation.Name
	pg := &Page{
		Kind: KindStart, URL: "/", Title: p.text("site.start.title", org),
		HeadTitle: headTitle(p.Title, org), Description: p.text("site.start.description", p.organisationGenitive()),
	}
	if org == "" {
		pg.Title, pg.Description = p.Title, ""
	}
	d := &StartPage{
		Lead: p.Say("site.start.lead"), Links: []Link{p.link(pg, p.text("site.start.all"), urlRegister)}, Rules: p.rules(pg),
		KindsLabel: p.text("site.start.kinds"),
		Recent:     DatedList{Heading: p.text("site.start.recent"), More: p.link(pg, p.text("site.start.decisions"), urlDecisions)},
	}
	if len(p.subjects()) > 0 {
		d.Links = append(d.Links, p.link(pg, p.text("site.start.subjects"), urlSubjects))
	}
	if len(p.entries) > 0 {
		form := p.searchForm(pg)
		form.Hint = p.searchHint(pg)
		d.Search = &form
	}
	for _, c := range p.governing() {
		k := c.entries[0].doc.Kind
		d.Kinds = append(d.Kinds, KindItem{
			Link: p.link(pg, c.text, c.url), Count: len(c.entries),
			CountUnit: p.unit(len(c.entries)), Summary: k.Summary,
		})
	}
	d.Classes = p.kindClasses(pg, d.Kinds)
	decided := filter(p.entries, func(e *entry) bool { return e.holds() || e.shown.Status == library.StatusComing })
	slices.SortStableFunc(decided, func(a, b *entry) int { return b.shown.Adopted.Compare(a.shown.Adopted) })
	for _, e := range decided[:min(recent, len(decided))] {
		d.Recent.Items = append(d.Recent.Items, DatedItem{
			When: Sentence{iso(e.shown.Adopted)}, Link: p.documentLink(pg, &e.Card), Badge: e.Badge,
			Under: p.decidedLine(e, e.shown.AdoptedBy, e.shown.Section),
		})
	}
	d.Coming = p.coming(pg)
	if late := p.overdue(); len(late) > 0 {
		l := &DatedList{
			Heading: p.text("site.start.review"), More: p.link(pg, p.text("site.start.all_review"), urlReview),
			Intro: p.SayN("site.start.overdue", len(late), p.count(len(late), library.Neuter)),
		}
		if len(late) > mostLate {
			l.More = p.link(pg, p.text("site.start.all_overdue", len(late)), urlRegister+"status/forsenade/")
		}
		for _, e := range late[:min(mostLate, len(late))] {
			l.Items = append(l.Items, DatedItem{
				When: p.Say("site.since", iso(e.doc.Review.OverdueSince)), Link: p.documentLink(pg, &e.Card),
				Badge: e.Badge, Under: plain(p.ownerLine(e.shown)),
			})
		}
		d.Review = l
	}
	p.addPage(pg, d)
}

// governing are the kinds by which the municipality governs itself: those that the rules above them do not show.
func (p *lists) governing() []choice {
	return slices.DeleteFunc(p.kindChoices(), func(c choice) bool { return c.entries[0].doc.Kind.BindsPublic })
}

// kindClasses groups the kinds of the start page by class, those without one last; nothing if no kind has one.
func (p *lists) kindClasses(pg *Page, items []KindItem) []KindClass {
	classes := p.classChoices()
	if len(classes) == 0 || len(items) == 0 {
		return nil
	}
	var out []KindClass
	for _, c := range classes {
		out = append(out, KindClass{Link: p.link(pg, c.text, c.url)})
	}
	out = append(out, KindClass{Link: Link{Text: p.text("site.start.no_class")}})
	for i, c := range p.governing() {
		class := slug(c.entries[0].doc.Kind.Class)
		at := slices.IndexFunc(classes, func(c choice) bool { return class != "" && c.url == urlRegister+"klass/"+class+"/" })
		if at < 0 {
			at = len(classes)
		}
		out[at].Kinds = append(out[at].Kinds, items[i])
	}
	return slices.DeleteFunc(out, func(c KindClass) bool { return len(c.Kinds) == 0 })
}

// coming are the versions that do not hold yet: those with a day first, the earliest first, then
// what has not been decided. An internal build shows drafts and proposals among them.
func (p *lists) coming(pg *Page) *DatedList {
	type item struct {
		e *entry
		v *library.Version
	}
	var found []item
	undecided := false
	for _, e := range p.entries {
		for _, v := range e.versions {
			switch v.Status {
			case library.StatusComing:
				found = append(found, item{e, v})
			case library.StatusConsultation, library.StatusProposed, library.StatusDraft:
				found = append(found, item{e, v})
				undecided = undecided || v == e.shown
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	day := func(i item) library.Date {
		if i.v.Status == library.StatusComing {
			return i.v.InForce
		}
		return library.NewDate(9999, 12, 31)
	}
	slices.SortStableFunc(found, func(a, b item) int {
		return cmp.Or(day(a).Compare(day(b)), cmp.Compare(b.v.Status, a.v.Status))
	})
	l := &DatedList{Heading: p.text("site.start.coming")}
	switch coming := func(e *entry) bool { return e.Badge.Mark == MarkComing }; {
	case undecided:
		l.More = p.link(pg, p.text("site.start.all_coming"), urlRegister+"status/utkast/")
	case len(found) > recent && slices.ContainsFunc(p.entries, coming):
		l.More = p.link(pg, p.text("site.start.all_decided"), urlRegister+"status/kommande/")
	}
	for _, i := range found[:min(recent, len(found))] {
		d := DatedItem{
			Link: p.link(pg, i.v.Title, p.addressOf(i.e, i.v)), When: p.Say("site.start.begins", iso(i.v.InForce)),
			Under: p.decidedLine(i.e, i.v.AdoptedBy, i.v.Section),
		}
		d.Link.Lang = p.foreign(i.v.Language)
		if i.v.Status != library.StatusComing {
			d.When = p.Say("site.start.undecided." + i.v.Status.String())
			d.Under = plain(KindLabel(i.e.doc.Kind))
			if i.v.AdoptedBy != nil {
				d.Under = p.Say("site.start.decides", KindLabel(i.e.doc.Kind), BodyRunning(i.v.AdoptedBy))
			}
		}
		l.Items = append(l.Items, d)
	}
	return l
}

// overdue are the documents whose review is late, the longest first; none where readers are not
// to see them.
func (p *lists) overdue() []*entry {
	if p.HideReview {
		return nil
	}
	late := filter(p.entries, func(e *entry) bool { return e.holds() && e.doc.Review.State == library.Overdue })
	slices.SortStableFunc(late, func(a, b *entry) int {
		return a.doc.Review.OverdueSince.Compare(b.doc.Review.OverdueSince)
	})
	return late
}

// collections are the documents of each collection, by its name. A translation is told with its original, if that is in
// the same list.
func (p *lists) collections() []grouped[string] {
	in := func(e *entry) string { return e.doc.ID.Collection() }
	groups := groupBy(filter(p.Directory.entries, func(e *entry) bool { o := p.original(e); return o == nil || in(o) != in(e) }), in)
	slices.SortFunc(groups, func(a, b grouped[string]) int { return strings.Compare(a.key, b.key) })
	return groups
}

func (p *lists) planCollections() {
	for _, g := range p.collections() {
		id, found := g.key, g.entries
		pg := &Page{Kind: KindCollection, URL: "/" + id + "/", Section: urlRegister, Text: p.in.Introductions[id].Text}
		pg.Title = p.CollectionTitle(id)
		pg.Language = p.in.Introductions[id].Language
		pg.Description = cmp.Or(p.in.Introductions[id].Summary, p.text("site.collection.description", pg.Title, p.Organisation.Name))
		p.planList(*pg, found)
	}
}

// planList makes a page of documents from A to Ö, or several if there are many. Only the first has the page's text.
func (p *lists) planList(first Page, found []*entry, above ...crumb) {
	pages := listPages(first.URL, found, true)
	for n, part := range pages {
		pg := first
		pg.URL = part.url
		pg.Crumbs = p.crumbs(&pg, first.Title, above...)
		if n > 0 {
			pg.Text, pg.Canonical = nil, p.absolute(first.URL)
			pg.HeadTitle = headTitle(p.text("site.pages.title", first.Title, n+1, len(pages)), p.Title, p.Organisation.Name)
		}
		d := &CollectionPage{
			Lead: p.leadOf("site.collection.lead", found), Shown: p.shown(found, part), Narrow: p.narrow(&pg, found, len(pages) > 1),
			Pages: p.pageLinks(&pg, pages, true), Table: p.index(&pg, p.text("site.collection.caption", first.Title), part.entries),
		}
		d.Table.Divided = len(pages) > 1
		if oneKind(found) != nil {
			d.Table.Columns.Kind = ""
		}
		p.addPage(&pg, d)
	}
}

func isStatute(k *library.Kind) bool { return k != nil && k.Statute }

// planStatutes makes the collection of statutes: the provisions that hold, as the Local Government Act demands, in a
// list by their numbers that shows what the collection contains. Those without a number come last.
func (p *lists) planStatutes() {
	statute := func(e *entry) bool { return isStatute(e.doc.Kind) }
	if len(filter(p.entries, statute)) == 0 {
		return
	}
	pg := &Page{Kind: KindStatutes, URL: urlStatutes, Section: urlStatutes, Title: p.text("site.statutes.title")}
	pg.Description = p.text("site.statutes.description", p.Organisation.Name)
	d := &StatutesPage{Lead: p.Say("site.statutes.lead")}
	found := filter(p.entries, func(e *entry) bool { return statute(e) && e.holds() })
	number := func(e *entry) string { return e.shown.CodeNumber }
	slices.SortStableFunc(found, func(a, b *entry) int {
		return cmp.Or(boolOrder(number(a) == "", number(b) == ""), p.order.compare(number(a), number(b)))
	})
	if len(found) > 0 && number(found[0]) != "" {
		d.NumberColumn = p.text("site.column.number")
	}
	if len(found) == 0 {
		d.Empty = p.text("site.statutes.empty")
	}
	d.Table = p.table(pg, p.text("site.statutes.caption"), found)
	p.addPage(pg, d)
}

// plainPages are the texts that are no documents in the order of the footer, the accessibility statement
// among them.
func (p *Directory) plainPages() []PageSource {
	sources := slices.Clone(p.in.Pages)
	if p.Accessibility != nil && !slices.ContainsFunc(sources, p.stated) {
		sources = append(sources, PageSource{Name: statementName, Title: p.text("statement.title")})
	}
	place := func(s PageSource) int {
		if s.Order <= 0 {
			return math.MaxInt
		}
		return s.Order
	}
	slices.SortStableFunc(sources, func(a, b PageSource) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), p.order.compare(a.Title, b.Title))
	})
	return sources
}

// stated reports whether a plain page is the accessibility statement.
func (p *Directory) stated(s PageSource) bool {
	return s.Name == statementName && p.Accessibility != nil
}

// planTexts makes the plain pages.
func (p *lists) planTexts() {
	for _, src := range p.plainPages() {
		if p.reserved(src) {
			continue
		}
		if p.stated(src) {
			p.planStatement(src)
			continue
		}
		pg := &Page{
			Kind: KindText, URL: "/" + src.Name + "/", Title: src.Title, Text: src.Text, Language: src.Language,
			Description: cmp.Or(src.Summary, p.text("site.page.description", src.Title, p.Organisation.Name)),
		}
		p.addPage(pg, &TextPage{Lead: src.Summary})
	}
}

// reserved reports whether a list has the address of a plain page.
func (p *Directory) reserved(src PageSource) bool {
	url := "/" + src.Name + "/"
	return slices.Contains(p.about.Sections, url) || !p.Internal && url == AddressData || url == urlReport && p.reports() ||
		slices.ContainsFunc(p.about.Collections, func(c crumb) bool { return c.url == url })
}
