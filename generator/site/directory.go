package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// Directory knows of every document what others may ask of it: where it is published, what it is called
// and whether it holds. All addresses are dealt out here, so that no two documents can take the same.
// Once made it does not change and may be used by many goroutines at once.
type Directory struct {
	*Frame
	Library   *library.Library // what this build shows: the public part, or in an internal build all
	Calendars []Calendar       // that of all reviews first, then by owner; empty where reviews are not shown
	Data      []string         // addresses of the files for machines, in order; package data makes them
	full      *library.Library // all there is
	public    *library.Library // what the public may see
	in        Input
	t         *i18n.Texts
	order     *Order
	sources   *sources
	entries   []*entry // documents that are in this build, in Swedish order of what they are about
	byID      map[library.ID]*entry
	diags     diag.List
	pages     func() map[string]stub     // by URL
	subjects  func() map[string]*subject // by subjectKey
	places    func() *Places             // of all that the site makes itself
	linkedSet func() map[string]bool     // files that a text of this build links to
	offices   func() []department        // departments that have pages of reviews
	targets   func() map[string]bool     // where the files of the sources are published, by placeKey
}

// Card is what other documents' pages may show of a document.
type Card struct {
	ID            library.ID
	URL           string // "/policy/resor/"
	Title         string
	Language      string // as written; empty: the site's
	Kind          string // "Policy"
	Badge         Badge  // whether it holds
	Review        Badge  // that its review is late or soon due; else without words
	Listed        bool   // only that it exists, not what it says
	InForce       bool   // a version of it holds
	Status        library.Status
	Implements    []library.ID
	ImplementedBy []library.ID
	Translations  []library.ID
	SortKey       []byte // of the title in Swedish order
}

// entry is a document as this build shows it.
type entry struct {
	Card
	doc      *library.Document
	public   *library.Document  // as the public sees it; nil if it does not
	versions []*library.Version // that are shown, by adoption, undecided ones last
	shown    *library.Version   // at URL
	indexed  string             // the title as an index has it: "Informationssäkerhet, policy för"
}

// holds reports whether the version shown is in force.
func (e *entry) holds() bool { return e.doc.InForce != nil && e.doc.InForce == e.shown }

// shows reports whether a version has a page in this build.
func (e *entry) shows(v *library.Version) bool {
	return v == e.shown || !e.Listed && slices.Contains(e.versions, v)
}

// adoptedOn returns the version adopted on a day that has a page in this build; nil if none has.
func (e *entry) adoptedOn(day library.Date) *library.Version {
	for _, v := range e.versions {
		if adopted(v) && v.Adopted == day && e.shows(v) {
			return v
		}
	}
	return nil
}

// adopted reports whether a version has been decided.
func adopted(v *library.Version) bool { return v.Status.Adopted() }

// stub is a page that is known by its address only.
type stub struct {
	kind PageKind
	doc  library.ID
	text *Text // of a plain page or a collection's introduction
}

// NewDirectory decides what is published of a library and where. The library is to be the whole one also
// where only its public part is published: otherwise a link to what the public may not see could not be
// told from one that leads nowhere. Neither the library nor the texts are changed.
func NewDirectory(lib *library.Library, in Input, t *i18n.Texts) (*Directory, diag.List) {
	d := &Directory{
		Frame: newFrame(in.Settings, lib.Today, t), full: lib, public: lib, in: in, t: t, order: in.Order, byID: map[library.ID]*entry{},
	}
	if d.order == nil {
		d.order = NewOrder()
	}
	if !lib.PublicView {
		d.public = lib.Public()
	}
	d.Library = d.public
	if in.Internal {
		d.Library = d.full
	}
	d.chooseDocuments()
	d.sources = d.newSources()
	d.planCalendars()
	d.offices = sync.OnceValue(d.newLists().reviewDepartments)
	d.Data = d.dataFiles()
	d.nameLists()
	d.subjects = sync.OnceValue(d.newSubjects)
	d.pages = sync.OnceValue(d.allPages)
	d.places = sync.OnceValue(d.allPlaces)
	d.linkedSet = sync.OnceValue(d.linkedFiles)
	d.targets = sync.OnceValue(func() map[string]bool {
		out := map[string]bool{}
		for _, f := range in.Files {
			out[placeKey(FileTarget(f))] = true
		}
		return out
	})
	return d, d.diags.Sort()
}

// seen returns a document as the public sees it, or as an internal build shows it, or nil, and
// whether all that is seen is that it exists.
func (d *Directory) seen(id library.ID, internal bool) (doc *library.Document, listed bool) {
	if internal {
		return d.full.Document(id), false
	}
	doc = d.public.Document(id)
	return doc, doc != nil && doc.Visibility != library.Public
}

func (d *Directory) chooseDocuments() {
	words := d.newAboutWords()
	for _, doc := range d.Library.Documents {
		e := d.newEntry(doc)
		e.indexed = words.indexed(e.Title)
		d.entries = append(d.entries, e)
		d.byID[doc.ID] = e
	}
	slices.SortFunc(d.entries, func(a, b *entry) int {
		return cmp.Or(d.order.compare(a.indexed, b.indexed), cmp.Compare(a.ID, b.ID))
	})
}

// newEntry makes a document's entry in the directory.
func (d *Directory) newEntry(doc *library.Document) *entry {
	_, listed := d.seen(doc.ID, d.Internal)
	v := doc.Shown
	e := &entry{doc: doc, public: d.public.Document(doc.ID), versions: doc.Versions, shown: v, Card: Card{
		ID: doc.ID, URL: documentURL(doc.ID), Title: v.Title, Language: v.Language, Kind: KindLabel(doc.Kind), Listed: listed,
		InForce: doc.InForce != nil, Status: v.Status, Translations: doc.Translations, SortKey: d.order.key(v.Title),
		Implements: tiedIDs(doc.Implements), ImplementedBy: tiedIDs(doc.ImplementedBy),
	}}
	e.Badge, e.Review = d.documentBadge(e), d.reviewBadge(e)
	return e
}

func tiedIDs(ties []library.Tie) []library.ID {
	var out []library.ID
	for _, t := range ties {
		if t.ID != "" {
			out = append(out, t.ID)
		}
	}
	return out
}

// compare orders documents by title in Swedish order, those of one title by ID.
func (c *Card) compare(o *Card) int {
	return cmp.Or(slices.Compare(c.SortKey, o.SortKey), strings.Compare(c.Title, o.Title), cmp.Compare(c.ID, o.ID))
}

// nameLists notes what every page needs to know of the pages that are no document's.
func (d *Directory) nameLists() {
	d.about.News, d.about.Calendars = d.hasNews(), len(d.Calendars) > 0
	for _, c := range d.Library.Collections {
		url := "/" + c.ID + "/"
		d.about.Collections = append(d.about.Collections, crumb{text: d.titleOf(c), url: url, lang: d.in.Introductions[c.ID].Language})
	}
	d.about.Sections = []string{urlRegister, urlDecisions}
	if slices.ContainsFunc(d.entries, func(e *entry) bool { return isStatute(e.doc.Kind) }) {
		d.about.Sections = append(d.about.Sections, urlStatutes)
	}
	if !d.HideReview {
		d.about.Sections = append(d.about.Sections, urlReview)
	}
	if len(d.obligations()) > 0 {
		d.about.Sections = append(d.about.Sections, urlObligated)
	}
	if len(d.entries) > 0 {
		d.about.Sections = append(d.about.Sections, AddressSearch)
	}
	for _, src := range d.plainPages() {
		d.about.Texts = append(d.about.Texts, footText{
			Title: src.Title, URL: "/" + src.Name + "/", Language: cmp.Or(src.Language, d.Language), Statement: d.stated(src),
		})
	}
}

// titleOf is the title of a collection's list.
func (d *Directory) titleOf(c library.Collection) string {
	if t := cmp.Or(d.in.Introductions[c.ID].Title, c.Title); t != "" {
		return t
	}
	for _, k := range d.Library.Kinds {
		if k.ID == c.Kind && k.Plural != "" {
			return capital(k.Plural)
		}
	}
	return capital(c.ID)
}

// allPages are all pages of the site by address, without those at old addresses.
func (d *Directory) allPages() map[string]stub {
	out := map[string]stub{"/": {kind: KindStart}, urlNotFound: {kind: KindNotFound}}
	l := d.newLists()
	for _, g := range l.collections() {
		url := "/" + g.key + "/"
		for _, part := range listPages(url, g.entries, true) {
			out[part.url] = stub{kind: KindCollection}
		}
		out[url] = stub{kind: KindCollection, text: d.in.Introductions[g.key].Text}
	}
	for _, s := range d.subjects() {
		for _, part := range listPages(s.url, s.entries, true) {
			out[part.url] = stub{kind: KindSubject}
		}
		out[urlSubjects] = stub{kind: KindSubject}
	}
	for _, url := range l.registerURLs() {
		out[url] = stub{kind: KindRegister}
	}
	for _, url := range l.decisionURLs() {
		out[url] = stub{kind: KindDecisions}
	}
	if !d.HideReview {
		for _, of := range d.offices() {
			out[of.url] = stub{kind: KindReview}
		}
	}
	if d.reports() {
		out[urlReport] = stub{kind: KindReport}
	}
	for _, b := range d.reportedBodies() {
		out[reportURL(b)] = stub{kind: KindReport}
	}
	for _, url := range d.about.Sections {
		if _, known := out[url]; !known {
			out[url] = stub{kind: KindRegister}
		}
	}
	if !d.Internal {
		out[AddressData], out[AddressGenuine] = stub{kind: KindData}, stub{kind: KindData}
	}
	for _, src := range d.plainPages() {
		if url := "/" + src.Name + "/"; out[url].kind == "" {
			out[url] = stub{kind: KindText, text: src.Text}
		}
	}
	for _, e := range d.entries {
		for _, url := range d.addressesOf(e) {
			out[url] = stub{kind: KindDocument, doc: e.ID}
		}
	}
	return out
}

// allPlaces are the places of all that the site makes itself but the files that texts refer to and what
// stands at old addresses.
func (d *Directory) allPlaces() *Places {
	var p Places
	for url := range d.pages() {
		p.Take(Place(url))
	}
	for _, e := range d.entries {
		for _, address := range d.printsOf(e) {
			p.Take(Place(address))
		}
	}
	for _, address := range append([]string{AddressSums, AddressSitemap, AddressRobots, AddressRedirects}, d.Data...) {
		p.Take(Place(address))
	}
	p.Close(AssetFolder)
	p.Close(strings.TrimSuffix(SearchFolder, "/"))
	return &p
}

// addressesOf are the addresses of a document's pages.
func (d *Directory) addressesOf(e *entry) []string {
	out := []string{e.URL}
	if e.Listed {
		return out
	}
	for _, v := range e.versions {
		out = append(out, d.versionURL(v))
	}
	for _, c := range d.comparisons(e) {
		out = append(out, c.url, c.url+wholeFolder)
	}
	return out
}

// PrintCount is how many prints the site has.
func (d *Directory) PrintCount() int {
	n := 0
	for _, e := range d.entries {
		n += len(d.printsOf(e))
	}
	return n
}

// printsOf are the addresses of a document's prints.
func (d *Directory) printsOf(e *entry) []string {
	if e.Listed {
		return nil
	}
	var out []string
	for _, v := range e.versions {
		if v.Original == "" {
			out = append(out, d.PrintAddress(v))
		}
	}
	for _, c := range d.comparisons(e) {
		out = append(out, c.print)
	}
	return out
}

// anchors are the IDs and aliases of headings that a link to a version of a document may name.
func (d *Directory) anchors(doc *library.Document, v *library.Version) map[string]bool {
	out := d.in.outline(v.File).anchors()
	if e := d.byID[doc.ID]; e != nil && !e.Listed && e.shown.File == v.File {
		for _, w := range e.versions {
			if w != e.shown && adopted(w) && before(w, e.shown) {
				maps.Copy(out, d.in.outline(w.File).anchors())
			}
		}
	}
	return out
}

// anchorsOf are the IDs and aliases of a text's headings.
func anchorsOf(t *Text) map[string]bool {
	if t == nil || t.Tree == nil {
		return nil
	}
	return TextOutline{Headings: anchors(t.Tree)}.anchors()
}

// TextOutline is what links need to know of a text: the anchors to which they may lead.
type TextOutline struct {
	Headings []Anchor
	Links    []string // as written, in order
	Masked   []string // IDs of headings that are left out because they are confidential
}

// Anchor is a heading's ID with the other names under which it is found.
type Anchor struct {
	ID      string
	Aliases []string
}

// NewTextOutline returns what links need to know of a text.
func NewTextOutline(t *block.Tree, masked []string) TextOutline {
	o := TextOutline{Headings: anchors(t), Masked: masked}
	t.AllSpans(func(s block.Span) {
		if l, ok := s.(*block.Link); ok {
			o.Links = append(o.Links, l.Dest)
		}
	})
	return o
}

// anchors are those of a text's headings in order, and of its §.
func anchors(t *block.Tree) []Anchor {
	var out []Anchor
	for _, h := range t.Headings() {
		out = append(out, Anchor{h.ID, h.Aliases})
	}
	for _, p := range t.Paragraphs() {
		out = append(out, Anchor{ID: p.ID})
	}
	return out
}

func (o TextOutline) anchors() map[string]bool {
	out := map[string]bool{}
	for _, h := range o.Headings {
		out[h.ID] = true
		for _, a := range h.Aliases {
			out[a] = true
		}
	}
	return out
}
