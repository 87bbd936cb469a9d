// Package site decides what is published: pages and their addresses, navigation, lists, prints,
// redirects and files. Plan takes the library and the parsed texts and returns a Site in which
// every fact is worded, so that web page and print say the same thing; a theme only arranges it.
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

// Derivation tells in words how the day of review was reckoned.
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
	Contents      []Content  // empty for texts with fewer than three sections
	TextLabel     string     // "Policyns text"
	Relations     *Relations // nil if there are none
	History       *History   // nil on pages of older versions
	Source        Sentence   // where the original is, and when the page was last updated
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
	Notes  []Note // on a translation: that another version holds, in both languages
	Label  string // "På andra språk:"
	Others []Link // the documents, each with its language in its own words
}

// Note is a sentence in a language.
type Note struct {
	Lang     string // BCP 47, where it is another than the site's
	Sentence Sentence
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
	Date      Part // ISO form
	Mark      Mark
	Title     Sentence // "Version 3 antagen, gäller"
	Under     Sentence // may be empty
	Links     []Link   // to the version's page
	Downloads []Download
}

// Contact is whom to ask about the page.
type Contact struct {
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

// Table is a list of documents in columns.
type Table struct {
	Caption string
	Columns Columns
	Rows    []Row
	Divided bool // one page of several, whose rows cannot be sorted by themselves
}

// Columns are the heads of a Table. An empty one is left out.
type Columns struct{ Document, Status, Kind, Body, Decided, Review string }

// Row is a document in a Table.
type Row struct {
	ID          library.ID
	Letter      string // group in an index from A to Ö
	Link        Link
	Listed      bool   // the content is not published
	Note        string // "Innehållet publiceras inte"; empty for what the public sees
	Badge       Badge  // whether it holds
	Kind        string
	Body        string   // empty where nobody has decided
	Decided     Sentence // "2025-11-24 § 140"
	ReviewLabel string   // "Översyn", needed where the column's head is not seen; may be empty
	Review      Badge    // "senast 2026-11-24"; marked where the review is late or soon due
	CodeNumber  string   // number in the collection of statutes
	Owner       string
	Department  string
	Also        []Link // the same in other languages: "Även på engelska"
	Choices     []int  // which choices of the filters leave it, counted over all of them, where scripts combine them; else empty
}

// StartPage is the site's first page.
type StartPage struct {
	Lead       Sentence
	Search     *SearchForm // nil if there is nothing to search
	Links      []Link      // to the register and the subjects
	Rules      *Rules      // what binds those who live or work there; nil if nothing does
	Kinds      []KindItem
	Classes    []KindClass // Kinds by class; empty if no kind has one
	KindsLabel string
	Recent     DatedList
	Coming     *DatedList // what is out for consultation or begins to hold on a later day; nil if nothing
	Review     *DatedList // what is overdue; nil if nothing is, or if it is not shown
}

// Rules are documents that bind those who live or work in the municipality.
type Rules struct {
	Heading string
	Items   []Rule
	Brief   bool   // there are many: titles alone
	More    []Link // to the rest
}

// Rule is one of them.
type Rule struct {
	Link    Link
	Kind    string // "Taxa"
	Summary string // may be empty
}

// KindItem is a kind of document with how many there are.
type KindItem struct {
	Link      Link
	Count     int
	CountUnit string // "dokument", for those who do not see the list
	Summary   string
}

// KindClass is a class of kinds. Link leads to its documents, without Href for kinds that have no class.
type KindClass struct {
	Link  Link
	Kinds []KindItem
}

// DatedList is a list of documents with a day in front of each.
type DatedList struct {
	Heading string
	Intro   Sentence // may be empty
	Items   []DatedItem
	More    Link
}

// DatedItem is a document with a day.
type DatedItem struct {
	When  Sentence // "2026-10-26", "sedan 2022-10-15"
	Link  Link
	Badge Badge
	Under Sentence
}

// CollectionPage lists the documents of a collection, or about a subject.
type CollectionPage struct {
	Lead   Sentence // how many documents there are; Page.Text is the written introduction
	Shown  string   // "Visar 26 dokument."
	Narrow *Narrow  // nil for a short list
	Pages  []Link   // of a list that is divided, "A–B"; else empty
	Table  Table
}

// SubjectsPage lists what documents are about, from A to Ö.
type SubjectsPage struct {
	Lead    Sentence
	Letters []SubjectLetter
}

// SubjectLetter is the subjects that begin with a letter, each with how many documents there are.
type SubjectLetter struct {
	Letter string
	Items  []FilterItem
}

// Narrow is a field by which a list is narrowed to titles that hold some words. It needs a script.
type Narrow struct {
	Action        string // Href of the page on which a divided list is searched; empty: the list is whole
	Group, Choice string // what is chosen there already; may be empty
}

// RegisterPage lists all documents, or those that a filter leaves, in one order.
type RegisterPage struct {
	Lead        Sentence
	Clear       Link   // from a choice to all documents; Current where they are all there
	FilterLabel string // "Filtrera", and on the page of a choice "Visa i stället"
	Filters     []Filter
	Combine     string // Href of the page on which a script can combine filters; empty: it is this one
	Narrow      *Narrow
	Shown       string // "Visar 26 dokument."
	Pages       []Link // of a list that is divided, "A–B"; else empty
	Whole       Link   // from a divided list to all documents on one page
	Table       Table
	Legend      Legend
}

// Filter is a group of links, each to the register with one choice made.
type Filter struct {
	ID    string // for the page's own anchors: "status"
	Label string
	Items []FilterItem
	// Choices is how many there are, and More leads to all of them where Items
	// does not hold them.
	Choices int
	More    Link
}

// FilterItem is one choice.
type FilterItem struct {
	Link  Link
	Count int // -1 where counts say nothing
}

// Legend tells what the marks mean.
type Legend struct {
	Heading string
	Items   []LegendItem
}

// LegendItem is a mark with its meaning.
type LegendItem struct {
	Badge Badge
	Text  string
}

// ReviewPage tells what is to be reviewed, when and by whom, in all departments or in one.
type ReviewPage struct {
	Lead        Sentence
	Note        string        // that what is overdue is in force all the same; empty if nothing is
	Departments *CountTable   // nil on the page of a department, or if fewer than two are named
	Meetings    *DataTable    // what must be decided at which meeting; nil if no meetings are known
	Trend       *Chart        // how many were overdue in the last two years; nil if none was
	Groups      []ReviewGroup // by department, or one of all
	Events      *EventGroup   // nil if no document is touched by one
	Owners      *CountTable   // each with a calendar of its own; nil where departments have pages, or if fewer than two are named
	HalfYears   *HalfYears    // nil if no review falls due in any
	Links       []Link        // to the same as data: calendar, feed and table; may be empty
}

// EventGroup is the documents that something has happened to, by what has happened.
type EventGroup struct {
	Heading string
	Note    string
	Events  []Event
}

// Event is something that has happened and the documents that it touches.
type Event struct {
	Text  string
	Under Sentence // "2026-01-15, tre dokument"
	Table ReviewTable
}

// CountTable tells how many reviews are late, soon due and so on, in each department or for each
// owner.
type CountTable struct {
	ID               string // for the page's own anchors: "forvaltningar"
	Heading, Caption string
	Columns          []string // the heads: department or owner, overdue, due soon, later, without a day
	CalendarColumn   string   // the head of a last column with calendars; empty if no row has one
	Rows             []CountRow
}

// CountRow is one department or owner, with as many counts as there are columns after the first.
type CountRow struct {
	Link     Link
	Counts   []int
	Calendar Link // its reviews as a calendar; without Href where there is none
}

// ReviewGroup is the documents of a department that are to be reviewed, what is most urgent first.
type ReviewGroup struct {
	Heading string
	Under   string // "31 dokument, 12 försenade"
	Table   ReviewTable
	More    Link // to the department's page, which has all of them; without Href if these are all
}

// ReviewTable is documents with their reviews, a row each.
type ReviewTable struct {
	Caption                       string
	When, Document, Owner, Reason string // the heads of the columns
	Rows                          []ReviewRow
}

// ReviewRow is a document with its day of review.
type ReviewRow struct {
	Badge Badge
	Lead  string   // read aloud before When, and not seen: "Gäller, ses över"; may be empty
	When  Sentence // "sedan 2022-10-15", "senast 2026-11-24"
	Link  Link
	Owner string   // may be empty
	Why   Sentence // by which rule, and since when: "Vart fjärde år. Senast beslutad 2017-11-27."
}

// ReportPage is the account of reviews to a body, or of all documents.
type ReportPage struct {
	Lead     Sentence
	Facts    []Fact // the figures in short
	Sections []ReportSection
	Links    []Link // to the reports to other bodies
}

// ReportSection is a part of a report: a note, a chart, a table.
type ReportSection struct {
	ID, Heading string
	Note        Sentence   // may be empty
	Chart       *Chart     // may be nil
	Table       *DataTable // may be nil
}

// Chart is a number at each of several times, as bars with a table beside them.
type Chart struct {
	Heading, Note, Caption            string
	PeriodColumn, CountColumn, Column string // the heads of the table; Column is that of Of
	Points                            []ChartPoint
}

// ChartPoint is one number of a chart.
type ChartPoint struct {
	Label     string // "2024-11"
	Count, Of int    // how many, of how many
}

// DataTable is a table of words, days and numbers.
type DataTable struct {
	Heading, Note string // empty in a section that has its own
	Caption       string
	Columns       []DataColumn
	Rows          []DataRow
}

// DataColumn is the head of a column.
type DataColumn struct {
	Text   string
	Number bool // its cells are numbers
}

// DataRow is a row of a table, with a cell for each column. The first one names it.
type DataRow struct{ Cells []DataCell }

// DataCell is a value of a table.
type DataCell struct {
	Value Sentence // may be empty
	Bar   int      // a share of a hundred, which is drawn as a bar too; 0: none
}

// ObligationsPage lists what the law requires, and what is said to fulfil it.
type ObligationsPage struct {
	Lead     Sentence
	Sections []ObligationSection // without a document, overdue, and the rest; only those that hold any
}

// ObligationSection is the obligations in one state.
type ObligationSection struct {
	ID      string // "saknas", "sena", "angivna"
	Heading string
	Note    string // may be empty
	Items   []ObligationItem
}

// ObligationItem is one obligation.
type ObligationItem struct {
	What  string
	Text  string // what the law demands; may be empty
	Facts []ObligationFact
}

// ObligationFact is a row of what is known of an obligation: a label and its values.
type ObligationFact struct {
	Key    string // "law", "read", "body", "cycle", "fulfilled_by", "ended" or "due"
	Label  string
	Values []Sentence
}

// HalfYears tells how many reviews fall due in each half-year.
type HalfYears struct {
	Heading, Note, Caption    string
	PeriodColumn, CountColumn string
	Items                     []HalfYear
}

// HalfYear is one row of HalfYears.
type HalfYear struct {
	Label string // "Andra halvåret 2026"
	Key   string // "overdue", "2026-2", "later"
	Count int
}

// DecisionsPage lists decisions by date, newest first: all of them, or those of one body.
type DecisionsPage struct {
	Lead        Sentence
	FilterLabel string
	Filters     []Filter // by body and by year; empty where there is nothing to choose
	Years       []DecisionYear
}

// DecisionYear is the decisions of a year.
type DecisionYear struct {
	Year     string
	Meetings []Meeting
}

// Meeting is what a body has decided on a day.
type Meeting struct {
	Heading Sentence // "26 oktober 2026, kommunfullmäktige"
	Items   []DecisionItem
}

// DecisionItem is one decision: an adoption, a review or a repeal.
type DecisionItem struct {
	Section Sentence // "§ 139", with a link to the minutes if that is known; may be empty
	Mark    Mark
	What    string // "Antogs", "Ny version"
	Link    Link
	Kind    string // "Policy"
}

// StatutesPage is the collection of statutes: what KL 8:13 demands.
type StatutesPage struct {
	Lead         Sentence
	Table        Table  // those that hold, by number
	NumberColumn string // head of the column with Row.CodeNumber; empty if no row has one
	Empty        string // said where there are none
}

// TextPage is a plain page. Its text is Page.Text.
type TextPage struct {
	Lead string // the page's summary; may be empty
}

// NotFoundPage is shown for addresses that are not there.
type NotFoundPage struct {
	Paragraphs []Sentence
	Search     *SearchForm // nil if there is nothing to search
	Links      []Link
}

// ForwardPage sends the reader on. It needs no script: the theme writes a refresh and a link.
type ForwardPage struct {
	To   Link
	Lead Sentence
}
