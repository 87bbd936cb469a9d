package site

import (
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// Input is all that a plan is made from besides the library.
type Input struct {
	Title        string // the site's name: "Styrdokument"
	BaseURL      string // "https://styrdokument.exempelby.example/", with or without a path
	Language     string // BCP 47; empty: that of the texts of i18n
	Organisation Organisation

	Texts         map[string]*Text // of every version that is read, by its source file
	Pages         []PageSource
	Introductions map[string]PageSource // content/<collection>/_index.md, by collection

	// Files are the files under content/ and static/ that are not Markdown, slash-separated and
	// relative to the site's folder. Only these may be shown, attached and copied.
	Files []string

	// Widths returns the widths in pixels in which an image is to be published, ascending, the last being
	// its own unless it is too large; none for one that is published as it is. It may be nil.
	Widths func(source string) (widths []int, own bool)

	// PrintInfo returns what is known of a print once it has been drawn. Plan does not call it;
	// Download.Text does. Nil, or a zero answer, leaves size and sheets out of the link's words.
	PrintInfo func(*Print) PrintInfo

	Accessibility *Accessibility // nil: there is no statement but what a page says
	StatementAt   diag.Pos       // where a missing statement is reported; zero where none is asked for

	// SearchVersion returns what changes with the search index, for the addresses of its files. Plan
	// does not call it. It may be nil.
	SearchVersion func() string

	// Comparisons are pairs of source files, the older version's first, that are to be compared
	// besides. What comes of them is in Site.Asked.
	Comparisons [][2]string

	Disclaimer bool // say on the page that its text is a copy of the decision
	Internal   bool // show everything, mark every page, forbid indexing
	Offline    bool // links end in index.html
	HideReview bool // the public does not see whether reviews are late
	Soon       int  // days before the due day from which a review is due soon; 0: 180
}

// Organisation is whose documents they are. Everything but the name may be empty.
type Organisation struct {
	Name             string // "Exempelby kommun"
	Genitive         string // "Exempelby kommuns"; empty: made from the name
	Number           string // registration number
	MunicipalityCode string
	Contact          string // e-mail address, web address or words
	Phone            string // "0123-45 60 00"
	Hours            string // "vardagar kl. 8.00–16.00"
	Office           string // who answers questions in general: "Kommunkansliet"
	URL              string // its own website
}

// PageSource is a text that is no document: a plain page, or the introduction to a collection.
type PageSource struct {
	Name     string // "om": the address is /om/; or the collection
	Title    string // of an introduction: may be empty
	Summary  string
	Language string // empty: the site's
	Order    int    // place among the pages of the footer; 0: after those with one, by title
	Text     *Text
}

// TextLink is a link in the text of a document that holds to another document.
type TextLink struct{ From, To library.ID }

// PrintInfo is what a drawn print measures.
type PrintInfo struct {
	Bytes  int64
	Pages  int
	SHA256 string // of the file, in hexadecimal
}

// Print is one version as a PDF.
type Print struct {
	Address   string // from the site's root: "/policy/resor/resor-2015-02-23.pdf"
	URL       string // the same, absolute
	Page      *Page  // the web page that shows the version
	Title     string
	KindLabel string // "Policy"
	Summary   string
	Version   *library.Version
	Text      *Text
	Facts     []Fact   // the decision, as on the web page but for what changes from day to day
	Status    Sentence // said first in a print of what does not hold, or not yet; empty for one that holds
	Notes     []Note   // said after Status: that it is a translation, and which text holds
	Head      string   // running head, with the short title: "Resepolicy, KS 2014/12"
	Foot      string   // running foot: "Kommunfullmäktige 2019-03-25 § 42, version 3, antagen"

	// Comparison is what a change-marked print shows, nil for the print of a version. Version is the
	// newer one, Text both in one, and Page the page of changes.
	Comparison *Comparison
	FileTitle  string // of the file, where it differs from Title
}

// Site is the plan of everything to be published.
type Site struct {
	TextLinks    []TextLink // in the order of the texts
	Title        string
	Organisation Organisation
	Language     string
	BaseURL      string // ends in "/"
	Today        library.Date
	Internal     bool
	Offline      bool
	HideReview   bool             // readers are not to see whether reviews are late
	Library      *library.Library // what this build shows: the public part, or in an internal build all

	Pages     []*Page    // by URL
	Redirects []Redirect // by From
	Files     []File     // by Target
	Prints    []*Print   // by Address
	// Comparisons are what versions changed, by address of their pages. Their prints are published
	// like Prints, where they are not.
	Comparisons []*Comparison
	Asked       []*Comparison // for Input.Comparisons, nil where this build does not show both versions
	Data        []string      // addresses of the files for machines, in order; package data makes them
	Calendars   []Calendar    // that of all reviews first, then by owner; empty where reviews are not shown
	Sitemap     []byte        // sitemap.xml; empty in an internal build
	Robots      []byte        // robots.txt
	PrintCopies []PrintCopy   // by From
	Moved       []byte        // the file at AddressRedirects; empty: there is none

	plan *planner
}

// AllPrints are all prints that are published: of versions and of what they changed.
func (s *Site) AllPrints() []*Print {
	out := slices.Clone(s.Prints)
	for _, c := range s.Comparisons {
		out = append(out, c.Print)
	}
	return out
}

// Redirect is an old address that leads on. From ends in "/" or has a file's name.
type Redirect struct {
	From string // from the site's root
	Page *Page  // kind "forward", with URL From
}

// File is a file that texts refer to. Source is one of Input.Files.
type File struct {
	Source string // "content/policy/resor/karta.png"
	Target string // "/policy/resor/karta.png"
	Width  int    // in pixels, of a copy of an image that is smaller than the source; 0: it is the file as it is

	At            diag.Pos // the first place that refers to it
	Shown, Linked bool     // as an image, as an attachment
}

// Copy is an image in one of the widths in which it is published.
type Copy struct {
	Href  string
	Width int
}

// Copies returns the widths in which an image is published, the smallest first, as a page writes their
// addresses. There are none of an image that is published as it is.
func (s *Site) Copies(from *Page, source string) []Copy {
	var out []Copy
	for _, f := range s.plan.copies[source] {
		out = append(out, Copy{s.plan.href(from, escaped(f.Target)), f.Width})
	}
	return out
}

// NavLinks returns the site's navigation as seen from a page.
func (s *Site) NavLinks(from *Page) []Link { return s.plan.navLinks(from) }

// Footer is what stands at the foot of every page.
type Footer struct {
	Contact *Contact
	Groups  []LinkGroup
	Updated Sentence // "Registret uppdaterades 22 november 2026."
}

// LinkGroup is a headed list of links.
type LinkGroup struct {
	Heading string
	Links   []Link
}

// FooterOf returns the foot of a page. Every page has the same contact at the same place.
func (s *Site) FooterOf(from *Page) Footer { return s.plan.footer(from) }

// Href returns how a page writes an address of the site, "/register/" or "/style.css".
func (s *Site) Href(from *Page, address string) string { return s.plan.href(from, address) }

// Plan decides what is published of a library, which is to be the whole one also where only its
// public part is published: else a link to what the public may not see could not be told from
// one that leads nowhere. Neither the library nor the texts are changed.
func Plan(lib *library.Library, in Input, t *i18n.Texts) (*Site, diag.List) {
	return plan(lib, in, t)
}
