package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/spelling"
)

// Addresses of what the site says to machines. Feeds stand besides at FeedAddress.
const (
	AddressData     = "/data/"
	AddressJSON     = "/data/styrdokument.json"
	AddressCSV      = "/data/styrdokument.csv"
	AddressSchema   = "/data/schema.json"
	AddressRDF      = "/dcat.rdf"
	AddressTurtle   = "/dcat.ttl"
	AddressCalendar = "/revidering.ics"
	AddressSums     = "/SHA256SUMS"
	AddressSitemap  = "/sitemap.xml"
	AddressRobots   = "/robots.txt"
	AddressDay      = "/assets/dag.js" // a script that tells on which day the site was built
)

// feedName is the name of every feed; it stands beside the page whose news it tells.
const feedName = "flode.atom"

// FeedAddress is the address of the feed that belongs to a page: "/" is the site, "/policy/" a
// collection, "/policy/resor/" a document.
func FeedAddress(url string) string { return url + feedName }

// Calendar is a calendar of reviews, of all documents, of an owner's or of those that a body has adopted. Its address depends
// on whose it is and on nothing else, so that subscriptions last.
type Calendar struct {
	Name      string              // "Säkerhetschef, Kommunledningskontoret", "Kommunstyrelsen"; empty in that of the whole site
	Address   string              // "/revidering.ics", "/revidering/sakerhetschef-kommunledningskontoret.ics", "/revidering/organ/kommunstyrelsen.ics"
	Documents map[library.ID]bool // nil: all
}

// Head is what machines read in the head of a page. Addresses in it are relative to the page, or
// whole where they name something.
type Head struct {
	Meta   []Meta // Dublin Core
	Feeds  []Feed
	JSONLD string // an object of JSON without "<", ">" and "&"; empty where there is none
}

// Meta is a name and a value.
type Meta struct{ Name, Content string }

// Feed is a link to an Atom feed.
type Feed struct{ Title, Href string }

// DataPage tells people what there is for machines.
type DataPage struct {
	Lead  Sentence
	Parts []Outline
}

// planCalendars decides which calendars there are: one for all reviews, one for each owner and one for each body. Whoever has
// nothing to review for the time being keeps the address.
func (d *Directory) planCalendars() {
	found := filter(d.entries, func(e *entry) bool { return adopted(e.shown) })
	if d.HideReview || len(found) == 0 {
		return
	}
	d.Calendars = []Calendar{{Address: AddressCalendar}}
	at := map[string]int{}
	add := func(name, address string, e *entry) {
		i, known := at[address]
		if !known {
			i, at[address] = len(d.Calendars), len(d.Calendars)
			d.Calendars = append(d.Calendars, Calendar{name, address, map[library.ID]bool{}})
		}
		d.Calendars[i].Documents[e.doc.ID] = true
	}
	owners := groupBy(found, ownerOf)
	slices.SortFunc(owners, d.byOwner)
	for _, g := range owners {
		if g.key == (owner{}) {
			continue
		}
		name, address := list(", ", plain(g.key.role), plain(g.key.unit)).String(), g.key.calendar()
		for _, e := range g.entries {
			add(name, address, e)
		}
	}
	for _, b := range d.Library.Bodies {
		address := urlReview + "organ/" + slug(string(b.ID)) + ".ics"
		for _, e := range found {
			if by := e.shown.AdoptedBy; by != nil && by.ID == b.ID {
				add(b.Name, address, e)
			}
		}
	}
}

// calendar is the address of an owner's calendar. Two whose names differ in what addresses do not hold share one.
func (o owner) calendar() string {
	return urlReview + fileName(strings.TrimSpace(o.role+" "+o.unit)) + ".ics"
}

// freeName returns name, or name with a number where it is taken, and takes it.
func freeName(name string, taken map[string]bool) string {
	free := name
	for i := 2; taken[free]; i++ {
		free = name + "-" + strconv.Itoa(i)
	}
	taken[free] = true
	return free
}

// longestName keeps a file's name within what every file system takes.
const longestName = 80

// fileLetters are those of the addresses of owners and calendars, which were published before spelling.Letters.
var fileLetters = strings.NewReplacer("æ", "ae", "ø", "o")

// fileName makes a name of [a-z0-9-] of words.
func fileName(words string) string {
	name := spelling.Slug(words, fileLetters)
	return cmp.Or(strings.TrimRight(name[:min(len(name), longestName)], "-"), "ansvarig")
}

// hasNews reports whether there is a decision for a feed to tell of.
func (p *Directory) hasNews() bool {
	return slices.ContainsFunc(p.originals(), func(e *entry) bool { return slices.ContainsFunc(e.versions, adopted) })
}

// dataFiles are the addresses of all that the site says to machines but the checksums, which are
// reckoned over the finished files.
func (p *Directory) dataFiles() []string {
	var out []string
	for _, c := range p.Calendars {
		out = append(out, c.Address)
	}
	if divided(len(p.originals())) {
		out = append(out, AddressRows)
	}
	if p.Internal {
		return out
	}
	out = append(out, AddressJSON, AddressCSV, AddressSchema, AddressRDF, AddressTurtle)
	if p.hasNews() {
		out = append(out, FeedAddress("/"))
	}
	for _, c := range p.Library.Collections {
		if p.HasNewsIn(c.ID) {
			out = append(out, FeedAddress("/"+c.ID+"/"))
		}
	}
	for _, of := range p.ReviewDepartments() {
		out = append(out, FeedAddress(of.URL))
	}
	for _, e := range p.entries {
		if slices.ContainsFunc(e.versions, adopted) {
			out = append(out, FeedAddress(e.URL))
		}
	}
	slices.Sort(out)
	return out
}

// planData makes the page about open data. An internal build publishes nothing, so it has none.
func (p *lists) planData() {
	if p.Internal {
		return
	}
	pg := &Page{Kind: KindData, URL: AddressData, Title: p.text("data.title")}
	pg.Description = p.text("data.description", p.organisationGenitive())
	item := func(text, address, under string) OutlineItem {
		i := OutlineItem{Text: Sentence{p.linked(pg, text, address)}}
		if under != "" {
			i.Under = p.Say(under)
		}
		return i
	}
	register := Outline{ID: "_register", Heading: p.text("data.register.heading"), Items: []OutlineItem{
		item(p.text("data.json"), AddressJSON, "data.json_under"),
		item(p.text("data.csv"), AddressCSV, "data.csv_under"),
		item(p.text("data.schema"), AddressSchema, "data.schema_under"),
	}}
	parts := []Outline{register}
	add := func(id, key string, items []OutlineItem) {
		if len(items) > 0 {
			parts = append(parts, Outline{ID: id, Heading: p.text("data." + key + ".heading"), Paragraphs: []Sentence{p.Say("data." + key + ".text")}, Items: items})
		}
	}
	var feeds, departments, calendars []OutlineItem
	if p.hasNews() {
		feeds = append(feeds, item(p.text("data.feeds.all"), FeedAddress("/"), ""))
		for _, c := range p.Library.Collections {
			if p.HasNewsIn(c.ID) {
				feeds = append(feeds, item(p.text("data.feeds.collection", p.CollectionTitle(c.ID)), FeedAddress("/"+c.ID+"/"), ""))
			}
		}
	}
	for _, of := range p.ReviewDepartments() {
		departments = append(departments, item(p.text("data.feeds.collection", of.Name), FeedAddress(of.URL), ""))
	}
	for _, c := range p.Calendars {
		text := p.text("data.calendars.all")
		if c.Address != AddressCalendar {
			text = p.text("data.calendars.owner", c.Name)
		}
		calendars = append(calendars, item(text, c.Address, ""))
	}
	add("_floden", "feeds", feeds)
	add("_forvaltningar", "departments", departments)
	add("_kalendrar", "calendars", calendars)
	parts = append(parts, Outline{ID: "_katalog", Heading: p.text("data.catalogue.heading"), Items: []OutlineItem{
		item(p.text("data.rdf"), AddressRDF, "data.rdf_under"),
		item(p.text("data.turtle"), AddressTurtle, ""),
		item(p.text("data.sums"), AddressSums, ""),
		item(p.text("data.genuine.title"), AddressGenuine, "data.sums_under"),
	}})
	p.addPage(pg, &DataPage{Lead: p.Say("data.lead"), Parts: parts})
}

// HasNewsIn reports whether a collection has a decision for its feed to tell of.
func (p *Directory) HasNewsIn(collection string) bool {
	return slices.ContainsFunc(p.entries, func(e *entry) bool {
		return p.original(e) == nil && e.doc.ID.Collection() == collection && slices.ContainsFunc(e.versions, adopted)
	})
}

// followLinks are the links at the foot of a page for those who want to follow and reuse.
func (p *Frame) followLinks(from *Page) []Link {
	var out []Link
	if !p.Internal && p.about.News {
		out = append(out, p.link(from, p.text("data.footer.feed"), FeedAddress("/")))
	}
	if p.about.Calendars {
		out = append(out, p.link(from, p.text("data.footer.calendar"), AddressCalendar))
	}
	if !p.Internal {
		l := p.link(from, p.text("data.footer.data"), AddressData)
		l.Current = from.URL == AddressData
		out = append(out, l)
	}
	return out
}

// AddressGenuine is the address of the page that tells how somebody who has been given a PDF finds out whether it is one that was
// published.
const AddressGenuine = "/data/kontroll/"

// unspoken is the language of what is no words: a screen reader spells it, and nothing is hyphenated.
const unspoken = "zxx"

// planGenuine makes the page about checking a file. What an internal build shows is not published, so it has none.
func (p *lists) planGenuine() {
	if p.Internal {
		return
	}
	pg := &Page{Kind: KindData, URL: AddressGenuine, Title: p.text("data.genuine.title")}
	pg.Description = p.text("data.genuine.description", p.organisationGenitive())
	pg.Crumbs = p.crumbs(pg, pg.Title, crumb{p.text("data.title"), AddressData, ""})
	command := func(system, line string) OutlineItem {
		return OutlineItem{Text: p.Say("data.genuine.on." + system), Under: Sentence{{Text: line, Lang: unspoken}}}
	}
	part := func(id string, paragraphs ...Sentence) Outline {
		return Outline{ID: "_" + id, Heading: p.text("data.genuine." + id), Paragraphs: paragraphs}
	}
	say := func(key string, args ...any) Sentence { return p.Say("data.genuine."+key, args...) }
	reckon := part("reckon", say("reckon_text"))
	reckon.Items = []OutlineItem{
		command("windows", "Get-FileHash"), command("older", "certutil -hashfile"), command("mac", "shasum -a 256"), command("linux", "sha256sum"),
	}
	sums := p.linked(pg, p.text("data.genuine.sums"), AddressSums)
	compare := part("compare", say("compare_text", p.text("site.genuine.label"), sums))
	compare.Items = []OutlineItem{{Text: say("same")}, {Text: say("other")}}
	meaning := part("meaning", say("meaning_text", p.BaseURL), say("meaning_not"))
	if p.SigningKey != "" {
		signature := p.linked(pg, "SHA256SUMS.minisig", AddressSums+".minisig")
		meaning.Paragraphs = append(meaning.Paragraphs, say("signed", signature, Part{Text: p.SigningKey, Lang: unspoken}))
	}
	p.addPage(pg, &DataPage{Lead: say("lead"), Parts: []Outline{reckon, compare, meaning, part("staff", say("staff_text"))}})
}

// genuine tells the checksum of a version's print and how it is used, for those who want to know. The original of an import is
// published in place of its print.
func (p *unit) genuine(pg *Page, pr *Print) *Derivation {
	sum := p.measures[pr.Address].SHA256
	if p.Internal || pr.Version.Original != "" || sum == "" {
		return nil
	}
	how := p.linked(pg, p.text("site.genuine.how"), AddressGenuine)
	return &Derivation{Label: p.text("site.genuine.label"), Paragraphs: []Sentence{p.Say("site.genuine.text", Part{Text: sum, Lang: unspoken}, how)}}
}
