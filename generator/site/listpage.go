package site

import "styrdok/generator/library"

// Table is a list of documents in columns.
type Table struct {
	Caption string
	Columns Columns
	Rows    []Row
	Order   string // the column by which the rows stand: "document" and "review" upwards, "decided" downwards; may be empty
	Divided bool   // one page of several, whose rows cannot be sorted by themselves
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
	Groups  []RuleGroup // a single one without Heading where they are few
	More    []Link      // to the rest
}

// RuleGroup is those of one kind, or those of all kinds that do not bind by themselves.
type RuleGroup struct {
	Heading string
	Note    string // "senast beslutade", where they are not all of them; may be empty
	Items   []Rule
	More    Link // to all of them; without Href where these are all
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
	Rows        string // Href of the script with the rows of all documents, where the page has the first of them; else empty
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
	Count int    // -1 where counts say nothing
	Unit  string // "dokument", for those who do not see what the list is of; may be empty
	Title string // of the page of the choice, where a script makes this one of it and Rows does not tell; else empty
	Lead  string // the same page's lead, where a script makes this one of it; may be empty
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
	More  string       // "Ytterligare 12 dokument"
	Rest  *ReviewTable // folded; nil if there are few
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
	Badge Badge    // a mark, and what takes its place and that of When on coming days
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
