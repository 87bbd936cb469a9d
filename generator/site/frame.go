package site

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
)

// Frame is what all pages and prints of a site share: whose site it is, how addresses are written, and
// what navigation and foot hold. It is made once and never changes; its methods only word it and link
// to it.
type Frame struct {
	Wording
	Settings
	home  string // the site's language; Language is another in the frame of a translation
	about about
}

// speaking returns the frame in which the page of a translation is worded: in a language, if the program has its texts.
func (f *Frame) speaking(lang string) *Frame {
	t := i18n.For(lang, f.t)
	if t.Lang() == f.t.Lang() {
		return f
	}
	c := *f
	c.Wording, c.Language = NewWording(t), lang
	return &c
}

// Settings are what the configuration says of a site. Those of a Frame are complete.
type Settings struct {
	Title          string // the site's name: "Styrdokument"
	BaseURL        string // "https://styrdokument.exempelby.example/", with or without a path; in a Frame it ends in "/"
	Language       string // BCP 47; empty: that of the texts of i18n
	Organisation   Organisation
	Today          library.Date   // that of the library, whatever is given
	Internal       bool           // show everything, mark every page, forbid indexing
	Offline        bool           // links end in index.html
	HideReview     bool           // readers are not to see whether reviews are late; an internal build shows it all the same
	PublishReports bool           // readers are to see the reports to bodies; an internal build shows them all the same
	Obligations    bool           // readers are to see what the law requires; an internal build shows it all the same
	SigningKey     string         // minisign's public key with which the checksums are verified; empty: they are not signed
	Disclaimer     bool           // pages say that their text is a copy of the decision
	Soon           int            // days before the due day from which a review is due soon; 0: 180
	Accessibility  *Accessibility // nil: there is no statement but what a page says
}

// about is what every page needs to know of the others.
type about struct {
	Sections    []string // URLs of the pages in the navigation
	Collections []crumb  // title, address and language of each collection's list, by address
	Texts       []footText
	News        bool // there is a feed
	Calendars   bool
}

// footText is a plain page as the foot of every page links to it.
type footText struct {
	Title, URL, Language string
	Statement            bool // it is the accessibility statement
}

func newFrame(of Settings, today library.Date, t *i18n.Texts) *Frame {
	of.BaseURL = strings.TrimRight(of.BaseURL, "/") + "/"
	of.Language = cmp.Or(of.Language, t.Lang())
	of.Soon = cmp.Or(of.Soon, 180)
	of.HideReview = of.HideReview && !of.Internal
	of.Today = today
	return &Frame{Wording: NewWording(t), Settings: of, home: of.Language}
}

// Digest stands for all that pages and prints can read in a frame but for the day, and for the settings
// that only the configuration holds.
func (f *Frame) Digest() memo.Digest {
	s := f.Settings
	s.Today, s.Accessibility = library.Date{}, nil
	return memo.KeyOf(f.t.Lang(), s, f.about)
}

// HasNews reports whether there is a decision for a feed to tell of.
func (f *Frame) HasNews() bool { return f.about.News }

// VersionAddress is where a version is shown: at its document's address or at its own.
func (f *Frame) VersionAddress(v *library.Version) string {
	if v == v.Document.Shown {
		return documentURL(v.Document.ID)
	}
	return f.versionURL(v)
}

// CollectionTitle is the title of a collection's list.
func (f *Frame) CollectionTitle(id string) string { return f.collection(id).text }

func (f *Frame) collection(id string) crumb {
	i, found := slices.BinarySearchFunc(f.about.Collections, "/"+id+"/", func(c crumb, url string) int { return strings.Compare(c.url, url) })
	if !found {
		return crumb{text: capital(id), url: "/" + id + "/"}
	}
	return f.about.Collections[i]
}

// complete fills what a page has not been given.
func (f *Frame) complete(pg *Page) {
	pg.Language = cmp.Or(pg.Language, f.Language)
	if pg.Canonical == "" {
		pg.Canonical = f.absolute(pg.URL)
	}
	if pg.HeadTitle == "" {
		pg.HeadTitle = headTitle(pg.Title, f.Title, f.Organisation.Name)
	}
	if f.Internal {
		pg.NoIndex = true
		if internal := f.text("site.internal.title"); !strings.HasPrefix(pg.HeadTitle, internal) {
			pg.HeadTitle = internal + " " + pg.HeadTitle
		}
		pg.Banner = f.text("site.internal.banner")
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
func (f *Frame) link(from *Page, text, address string) Link {
	if address == "" {
		return Link{Text: text}
	}
	return Link{Text: text, Href: f.Href(from, address)}
}

// linked is a link as a part of a sentence. Without a page it is for a print, and absolute.
func (f *Frame) linked(from *Page, text, address string) Part {
	if from == nil && address != "" {
		return Part{Text: text, Href: f.absolute(address)}
	}
	return Part{Text: text, Href: f.link(from, text, address).Href}
}

// documentLink is a link to a document, with its title.
func (f *Frame) documentLink(from *Page, e *Card) Link {
	l := f.link(from, e.Title, e.URL)
	l.Lang = f.foreign(e.Language)
	return l
}

// documentPart is the same as a part of a sentence.
func (f *Frame) documentPart(from *Page, e *Card) Part {
	part := f.linked(from, e.Title, e.URL)
	part.Lang = f.foreign(e.Language)
	return part
}

// foreign returns a language if it is another than the one in which the page is worded, else nothing. Without one it is the site's.
func (f *Frame) foreign(lang string) string {
	lang = cmp.Or(lang, f.home)
	if strings.EqualFold(lang, f.Language) {
		return ""
	}
	return lang
}

// crumbs makes the way to a page: the start page, the steps in between, the page.
func (f *Frame) crumbs(pg *Page, own string, steps ...crumb) []Link {
	out := []Link{f.link(pg, f.Title, "/")}
	for _, s := range steps {
		l := f.link(pg, s.text, s.url)
		l.Lang = f.foreign(s.lang)
		out = append(out, l)
	}
	last := Link{Text: own, Current: true}
	if own == pg.Title {
		last.Lang = f.foreign(pg.Language)
	}
	return append(out, last)
}

type crumb struct{ text, url, lang string }
