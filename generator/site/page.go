// Package site decides what is published: pages and their addresses, navigation, lists, prints,
// redirects and files. A [Directory] deals out the addresses; [Directory.Unit] plans a document's pages and
// prints and [Directory.Lists] all other pages. Every fact is worded here, so that web page and print say the
// same thing; a theme only arranges it.
// The package is pure: it opens no file, asks for no time and knows no templates, Markdown or PDF.
package site

import (
	"styrdok/generator/block"
	"styrdok/generator/library"
)

// PageKind tells which template a page is made with.
type PageKind string

// The kinds of page, each with the type of its Data.
const (
	KindStart       PageKind = "start"       // *StartPage
	KindCollection  PageKind = "collection"  // *CollectionPage
	KindDocument    PageKind = "document"    // *DocumentPage
	KindVersion     PageKind = "version"     // *DocumentPage; Notice is set where the version does not hold
	KindChanges     PageKind = "changes"     // *ChangesPage; Version is nil, since it shows two
	KindListed      PageKind = "listed"      // *ListedPage
	KindRegister    PageKind = "register"    // *RegisterPage
	KindReview      PageKind = "review"      // *ReviewPage
	KindDecisions   PageKind = "decisions"   // *DecisionsPage
	KindReport      PageKind = "report"      // *ReportPage
	KindObligations PageKind = "obligations" // *ObligationsPage
	KindSubjects    PageKind = "subjects"    // *SubjectsPage
	KindSubject     PageKind = "subject"     // *CollectionPage
	KindSearch      PageKind = "search"      // *SearchPage
	KindStatutes    PageKind = "statutes"    // *StatutesPage
	KindText        PageKind = "page"        // *TextPage
	KindStatement   PageKind = "statement"   // *StatementPage
	KindData        PageKind = "data"        // *DataPage
	KindNotFound    PageKind = "notfound"    // *NotFoundPage
	KindForward     PageKind = "forward"     // *ForwardPage
)

// Page is a web page in the plan. Every Href in it and in its Data is relative to URL and may be
// written as it is; addresses in URL and Canonical are not.
type Page struct {
	Kind        PageKind
	URL         string // from the site's root: "/policy/resor/", "/404.html"
	Title       string // the page's one h1
	HeadTitle   string // "Resepolicy – Styrdokument – Exempelby kommun"
	Description string
	Language    string // BCP 47, of title and text; everything else is in the site's language
	// MainLanguage is that of the words around the text, where it is another than the site's.
	MainLanguage string
	Crumbs       []Link      // start page first, this page last and without Href; empty on the start page
	Canonical    string      // absolute address that search engines are to keep
	Alternates   []Alternate // the page and its translations, if it has any
	NoIndex      bool
	Alone        bool   // a file of its own and no page of the site: its links are whole addresses
	Older        bool   // shows a version that no longer holds
	Banner       string // sentence above everything on every page of an internal build; else empty
	Section      string // URL of the entry in the navigation that the page belongs to; may be empty
	Updated      Part   // when the content last changed, with ISO; zero where nothing says so
	Stale        Stale  // of a page that counts and chooses by status
	Data         any

	// Document and Version are what the page shows, nil for other pages.
	Document *library.Document
	Version  *library.Version

	// Text is the adopted or written text shown on the page, nil if there is none. Links and Images tell
	// where its links and images lead, in the order of [block.Tree.AllSpans].
	Text   *Text
	Links  []Target
	Images []Image
}

// Text is a parsed text and the source file that its relative links start from.
type Text struct {
	File   string // "content/policy/resor.md"
	Tree   *block.Tree
	Masked []string // IDs of headings that were left out because they are confidential
}

// Part is a piece of a sentence or value: words, a date if ISO is set, a link if Href is set.
// A sentence is the concatenation of its parts' Text; spaces stand in the parts.
type Part struct {
	Text   string
	ISO    string // "2014-03-12": write <time datetime>
	Href   string
	Lang   string // BCP 47, where the words are in another language than the site
	Strong bool
}

// Sentence is one or several sentences in parts.
type Sentence []Part

// String returns the words without marks.
func (s Sentence) String() string {
	var out string
	for _, p := range s {
		out += p.Text
	}
	return out
}

// Fact is a row of decision data: a label and its value. Key names it for themes and data.
type Fact struct {
	Key   string // "kind", "adopted_by", "adopted" …
	Label string
	Value Sentence
}

// Link is a link outside running text. Without Href it is the page itself.
type Link struct {
	Text    string
	Href    string
	Lang    string // BCP 47, where the words are in another language than the site
	Current bool   // the page itself, or the part of the site that the page belongs to
}

// Mark names the shape in front of a status word.
type Mark string

// The marks. LOOK: ● ▲ ◐ → ✕ □ and a dashed ring; "coming" is an open ring.
const (
	MarkInForce    Mark = "in-force"
	MarkOverdue    Mark = "overdue"
	MarkDueSoon    Mark = "due-soon"
	MarkComing     Mark = "coming"
	MarkSuperseded Mark = "superseded"
	MarkRepealed   Mark = "repealed"
	MarkExpired    Mark = "expired"
	MarkDraft      Mark = "draft" // draft, consultation and proposed
	MarkEvent      Mark = "event" // in a history: corrections, reviews, events
)

// Badge is something about a document in a few words with a mark: whether it holds, or how its review stands. The two
// are never one, since a document whose review is late holds all the same. Later are the badges that take over on
// coming days, earliest first, so that a page which has not been rebuilt can still tell the truth.
type Badge struct {
	Mark  Mark   // empty: words alone, or nothing to tell yet
	Text  string // "Gäller", "översyn försenad"
	Later []LaterBadge
}

// LaterBadge is a badge with the first day on which it is true.
type LaterBadge struct {
	From string // ISO
	Mark Mark
	Text string
	URL  string // where the text then stands, from the site's root; empty: where it stands today
}

// Stale is what a page says of itself once it is older than what it counts.
type Stale struct {
	From     string // ISO: the first day on which a document has another status; empty if there is none
	Sentence Sentence
}

// Status is the answer to "does this hold?" in sentences.
type Status struct {
	StatusWords
	Later []LaterStatus // as for Badge
}

// StatusWords are the sentences of a status with their marks.
type StatusWords struct {
	Mark     Mark
	Sentence Sentence
	// Review is said of a review that is late or due soon, with a mark of its own; else empty.
	Review     Sentence
	ReviewMark Mark
}

// LaterStatus is a status with the first day on which it is true.
type LaterStatus struct {
	From  string // ISO
	Older bool   // the text on the page no longer holds
	StatusWords
}

// Derivation tells in words how something was reckoned, such as the day of review. It is folded away.
type Derivation struct {
	Label      string // "Så är dagen räknad"
	Paragraphs []Sentence
}

// Download is a link to a print.
type Download struct {
	Href string
	Text string // "Resepolicy (pdf, 21 kB, 3 sidor)"
}

// DocumentPage is a document in the version that holds, or one version of it.
type DocumentPage struct {
	KindLabel     string   // "Policy", "Policy, version 2"
	Lead          Sentence // the summary, or when the text held
	LeadLang      string   // BCP 47, where Lead is in another language than the site
	Translation   *Translation
	Notice        *Notice     // framed notice before everything else; nil where the version holds
	Status        *Status     // nil where Notice says it
	Derivation    *Derivation // nil where there is nothing to reckon
	AsideLabel    string      // "Om dokumentet"
	FactsLabel    string      // "Beslutet"
	Facts         []Fact      // what most readers look for
	MoreLabel     string      // "Alla uppgifter om beslutet"
	More          []Fact      // the rest
	Downloads     []Download  // the print, with Actions in a row under the status
	Actions       []Link      // to all versions, and to whom to ask
	Jumps         []Link      // to relations on the page
	ContentsLabel string
	Contents      []Content   // empty for texts with fewer than three sections
	TextLabel     string      // "Policyns text"
	Relations     *Relations  // nil if there are none
	History       *History    // nil on pages of older versions
	Source        Sentence    // where the original is, and when the page was last updated
	Genuine       *Derivation // how a reader checks the print; nil where there is none
	Contact       *Contact
}

// Notice is the framed words on a version that does not hold.
type Notice struct {
	Label    string // for assistive technology: "Inaktuell version"
	Mark     Mark
	Sentence Sentence
	Links    []Link        // to the version that holds
	Later    []LaterNotice // as for Badge
}

// LaterNotice is what a notice says from a day on.
type LaterNotice struct {
	From     string // ISO
	Mark     Mark
	Sentence Sentence
	Links    []Link
}

// Translation ties a document to the same in other languages. Nil where there is none.
type Translation struct {
	Notes  []Note // on a translation: how it stands with the original, in the site's language
	Label  string // "På andra språk:"
	Others []Link // the documents, each with its language in its own words
}

// Note is a sentence in a language.
type Note struct {
	Lang     string // BCP 47, where it is another than the page's
	Sentence Sentence
	Later    []LaterNotice // as for Badge: sentences alone
}

// Alternate is a document in another language, or the page itself among its translations.
type Alternate struct{ Lang, URL string }

// Content is an entry of the contents list.
type Content struct {
	Number   string // may be empty
	Text     string
	Href     string // "#syfte"
	Children []Content
}

// Relations are the documents above, below and beside this one.
type Relations struct {
	Label string
	Tree  []Node
	Lists []RelationList // documents that do not stand in the tree
}

// Node is a document in the tree of relations.
type Node struct {
	Link     Link   // Current: this page
	Kind     string // "Policy, den här sidan"
	Badge    Badge  // whether it holds
	Review   Badge  // that its review is late or soon due; else without words
	Children []Node
}

// RelationList is a named list of documents: "Berör också:".
type RelationList struct {
	Key   string // "complements", "complemented_by", "replaces", "replaced_by", "related"
	Label string
	Items []Link // without Href for what is no document here
}

// History is what has happened to a document, newest first.
type History struct {
	Label   string
	Day     *DayForm // nil where there is one version
	Entries []HistoryEntry
}

// DayForm asks for a day and leads to the text that held on it. It needs a script; without one the list of versions says the same.
type DayForm struct {
	Label  string // "Visa texten som gällde den"
	Button string
	None   string // said of a day without a version
	Here   string // said of a day on which the text of the page held
	Spans  []DaySpan
}

// DaySpan is from when to when the text at an address held.
type DaySpan struct {
	From, Until string // ISO; "-" for until further notice
	Href        string // "#_innehall" for the text of the page
}

// HistoryEntry is one thing that happened.
type HistoryEntry struct {
	From      string         // ISO: the first day on which it is shown; empty: from the beginning
	Later     []HistoryEntry // what stands in its place from coming days on
	Date      Part           // ISO form
	Mark      Mark
	Title     Sentence // "Version 3 antagen, gäller"
	Under     Sentence // may be empty
	Links     []Link   // to the version's page
	Downloads []Download
}

// Contact is whom to ask about the page.
type Contact struct {
	Lang  string // BCP 47, where it is another than the site's
	Label string
	Lines []Sentence
}

// ListedPage is a document of which the public sees only that it exists.
type ListedPage struct {
	KindLabel  string
	Status     Status
	Derivation *Derivation
	AsideLabel string
	FactsLabel string
	Facts      []Fact
	HowTo      Section // how to ask for the document
	Contact    *Contact
}

// Section is a heading with paragraphs.
type Section struct {
	Heading    string
	Paragraphs []Sentence
}

// TargetKind tells what a link leads to.
type TargetKind uint8

// Where links lead. A broken link has been reported and is to be written as plain words.
const (
	TargetBroken   TargetKind = iota
	TargetAnchor              // a heading of the same text
	TargetPage                // a page of the site
	TargetFile                // an image or attachment
	TargetExternal            // another site, an e-mail address or a telephone number
)

// Target is where a link of a text leads.
type Target struct {
	Kind     TargetKind
	Href     string     // for a web page: relative, or as written for external links
	Absolute string     // for a print: the absolute address; empty for a heading of the same text
	Anchor   string     // ID of the heading, without "#"; may be empty
	Document library.ID // of TargetPage; may be empty
	Source   string     // of TargetFile: the file in the site's folder
	Bytes    int64      // of TargetFile, as it is published; 0 if unknown
	Version  string     // source file of the version that the link names; empty where it means the document
}

// Image is an image of a text as a page shows it. An image that has been reported as missing is empty.
type Image struct {
	Href   string // relative to the page; empty for paper
	Source string // the file in the site's folder
	Width  int    // as a browser shows it, in pixels; 0 if unknown, or for paper
	Height int
	Copies []Copy // the widths in which it is published, the smallest first; none if it is published as it is
}
