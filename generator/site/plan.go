package site

import (
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

	Texts         map[*library.Version]*Text // every version that is read
	Pages         []PageSource
	Introductions map[string]*Text // content/<collection>/_index.md, by collection

	// Files are the files under content/ and static/ that are not Markdown, slash-separated and
	// relative to the site's folder. Only these may be shown, attached and copied.
	Files []string

	// PrintInfo returns what is known of a print once it has been drawn. Plan does not call it;
	// Download.Text does. Nil, or a zero answer, leaves size and sheets out of the link's words.
	PrintInfo func(*Print) PrintInfo

	Internal             bool // show everything, mark every page, forbid indexing
	Offline              bool // links end in index.html
	PublishConsultations bool
	HideReview           bool // the public does not see whether reviews are late
	Soon                 int  // days before the due day from which a review is due soon; 0: 180
}

// Organisation is whose documents they are.
type Organisation struct {
	Name         string // "Exempelby kommun"
	Number       string // 212000-0000
	Municipality string // code, "0123"
	Contact      string // e-mail address, web address or words
	Phone        string // "0123-45 60 00, vardagar kl. 8.00–16.00"; may be empty
	Website      string // may be empty
	Office       string // who answers questions: "Kommunkansliet"; may be empty
}

// PageSource is a plain page as written in content/pages/.
type PageSource struct {
	Name    string // "om": the address is /om/
	Title   string
	Summary string
	Updated library.Date
	Text    *Text
}

// PrintInfo is what a drawn print measures.
type PrintInfo struct {
	Bytes int64
	Pages int
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
	Head      string   // running head: "Resepolicy, KS 2014/12"
	Foot      string   // running foot: "Kommunfullmäktige 2019-03-25 § 42, version 3"
}

// Site is the plan of everything to be published.
type Site struct {
	Title        string
	Organisation Organisation
	Language     string
	BaseURL      string // ends in "/"
	Today        library.Date
	Internal     bool
	Offline      bool

	Pages     []*Page    // by URL
	Redirects []Redirect // by From
	Files     []File     // by Target
	Prints    []*Print   // by Address
	Sitemap   []byte     // sitemap.xml; empty in an internal build
	Robots    []byte     // robots.txt

	plan *planner
}

// Redirect is an old address that leads on. From ends in "/" or has a file's name.
type Redirect struct {
	From string // from the site's root
	Page *Page  // kind "forward", with URL From
}

// File is a file to be copied. Source is one of Input.Files.
type File struct {
	Source string // "content/policy/resor/karta.png"
	Target string // "/policy/resor/karta.png"
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

// Plan decides what is published of a library. The library and the texts are not changed.
func Plan(lib *library.Library, in Input, t *i18n.Texts) (*Site, diag.List) {
	return plan(lib, in, t)
}
