package data

import (
	"cmp"
	"encoding/xml"
	"net/url"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/site"
)

// longestFeed is how many entries the feeds of the site and of collections hold, the newest. It is
// more than a council decides in a year; a document's own feed holds all.
const longestFeed = 100

// tagYear is the year in which names of entries were first given (RFC 4151). It is a part of the
// names and may never change.
const tagYear = "2026"

type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr"`
		ID      string      `xml:"id"`
		Title   string      `xml:"title"`
		Updated string      `xml:"updated"`
		Author  string      `xml:"author>name"`
		Links   []atomLink  `xml:"link"`
		Entries []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Published  string         `xml:"published"`
		Updated    string         `xml:"updated"`
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
		Summary    string         `xml:"summary,omitempty"`
	}
	atomLink struct {
		Rel    string `xml:"rel,attr"`
		Type   string `xml:"type,attr,omitempty"`
		Href   string `xml:"href,attr"`
		Length int64  `xml:"length,attr,omitempty"`
		Title  string `xml:"title,attr,omitempty"`
	}
	atomCategory struct {
		Term  string `xml:"term,attr"`
		Label string `xml:"label,attr,omitempty"`
	}
)

// Feed is a feed of the site or of a collection, which is yet to be made.
type Feed struct {
	Path   string
	Prints []site.PrintInfo // those of which it tells
	Make   func() []byte
}

// Feeds returns the feeds of the site and of collections. There is none without an entry, since a feed must say when it
// was last updated. An internal build has none.
func (d *Data) Feeds() []Feed {
	var out []Feed
	add := func(at, title string, news []event) {
		news = news[:min(longestFeed, len(news))]
		f := Feed{Path: pathOf(site.FeedAddress(at)), Make: func() []byte { return d.feed(at, title, at, news) }}
		for _, e := range news {
			if p, ok := d.print(e.v); ok {
				f.Prints = append(f.Prints, p)
			}
		}
		if len(news) > 0 && !d.frame.Internal {
			out = append(out, f)
		}
	}
	collections := map[string][]event{}
	for _, e := range d.news {
		id := e.v.Document.ID
		collections[id.Collection()] = append(collections[id.Collection()], e)
	}
	add("/", d.siteFeedTitle(), d.news)
	for _, c := range d.site.Library.Collections {
		add("/"+c.ID+"/", d.collectionFeedTitle(c.ID), collections[c.ID])
	}
	for _, of := range d.site.ReviewDepartments() {
		add(of.URL, d.departmentFeedTitle(of), d.departmentNews(of.Documents))
	}
	return out
}

// departmentNews are the decisions on a department's documents, and which of them are overdue or soon to be reviewed.
func (d *Data) departmentNews(documents []*library.Document) []event {
	of := map[library.ID]bool{}
	var out []event
	for _, doc := range documents {
		of[doc.ID] = true
		r := doc.Review
		e := event{day: r.OverdueSince, sort: "overdue", v: doc.InForce}
		if r.State == library.DueSoon {
			e.day, e.sort = r.SoonFrom, "soon"
		}
		if r.State != library.Overdue && r.State != library.DueSoon || r.Rule.Type == library.RuleValidUntil {
			continue
		}
		e.id, e.note = string(doc.ID)+"/"+e.sort+"-"+e.day.String(), d.words.T("data.feed."+e.sort+"_text", r.Due.String())
		out = append(out, e)
	}
	for _, e := range d.news {
		if of[e.v.Document.ID] {
			out = append(out, e)
		}
	}
	sortEvents(out)
	return out
}

// Feed makes a document's own feed, which an internal build does not have, and reports whether there is one.
func (d *Document) Feed(doc *library.Document) (File, bool) {
	news := d.news(doc)
	if len(news) == 0 || d.frame.Internal {
		return File{}, false
	}
	at := "/" + string(doc.ID) + "/"
	return File{pathOf(site.FeedAddress(at)), d.feed(at, d.words.T("data.feed.document", doc.Title()), at, news)}, true
}

func (d *Document) siteFeedTitle() string {
	return d.words.T("data.feed.site", site.Joined(", ", d.frame.Title, d.frame.Organisation.Name))
}

func (d *Data) departmentFeedTitle(of site.Department) string {
	return d.words.T("data.feed.department", of.Name, d.frame.Organisation.Name)
}

func (d *Document) collectionFeedTitle(id string) string {
	return d.words.T("data.feed.collection", d.frame.CollectionTitle(id), d.frame.Organisation.Name)
}

// feedOf is the whole address of a document's feed, empty if it has none.
func (d *Document) feedOf(doc *library.Document) optional {
	for _, v := range doc.Versions {
		if v.Status.Adopted() {
			return orNull(d.absolute(site.FeedAddress("/" + string(doc.ID) + "/")))
		}
	}
	return ""
}

func (d *Document) feed(address, title, about string, news []event) []byte {
	f := atomFeed{
		Lang: d.frame.Language, ID: d.tag(strings.Trim(address, "/")), Title: clean(title), Updated: moment(news[0].day),
		Author: clean(cmp.Or(d.frame.Organisation.Name, d.frame.Title, "styrdok")),
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: d.absolute(site.FeedAddress(address))},
			{Rel: "alternate", Type: "text/html", Href: d.absolute(about)},
		},
	}
	for _, e := range news {
		f.Entries = append(f.Entries, d.entry(e))
	}
	return markup(f)
}

func (d *Document) entry(e event) atomEntry {
	doc := e.v.Document
	out := atomEntry{
		ID: d.tag(e.id), Title: clean(d.words.T("data.feed."+e.sort, e.v.Title)),
		Published: moment(e.day), Updated: moment(e.day), Summary: d.sentence(e),
		Links: []atomLink{{Rel: "alternate", Type: "text/html", Href: d.versionURL(e.v)}},
	}
	if k := doc.Kind; k != nil && k.ID != "" {
		out.Categories = append(out.Categories, atomCategory{string(k.ID), clean(site.KindLabel(k))})
		if k.Class != "" {
			out.Categories = append(out.Categories, atomCategory{Term: clean(k.Class)})
		}
	}
	if p, ok := d.print(e.v); ok {
		out.Links = append(out.Links, atomLink{
			Rel: "enclosure", Type: "application/pdf", Href: d.absolute(d.frame.PrintAddress(e.v)), Length: p.Bytes, Title: clean(e.v.Title),
		})
	}
	return out
}

// moment is the beginning of a day. Nobody knows at what hour a decision was taken.
func moment(day library.Date) string { return day.String() + "T00:00:00Z" }

// tag is a lasting name in the site's domain (RFC 4151). The path of the base URL is a part of it,
// so that two sites in one domain do not meet.
func (d *Document) tag(name string) string {
	host, path := "styrdok", "/"
	if u, err := url.Parse(d.frame.BaseURL); err == nil && u.Hostname() != "" {
		host, path = strings.ToLower(u.Hostname()), u.EscapedPath()
	}
	return iri("tag:" + host + "," + tagYear + ":" + strings.TrimSuffix(path, "/") + "/" + name)
}
