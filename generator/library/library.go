// Package library holds the vocabulary and rules of governing documents. Resolve turns the
// drafts read from files into an immutable Library on a given day: which version holds, what is
// due for review and why, and how documents hang together. It knows no files, Markdown, pages
// or prints, and it never asks for the time.
package library

import "styrdok/generator/diag"

// Rules are what the configuration decides about documents.
type Rules struct {
	Bodies      []Body
	Kinds       []Kind
	Collections []Collection
	Terms       TermRules
	Soon        int // how many days before it is due a review is due soon
	Events      []Event
	// PublishConsultations lets the public see versions with status consultation.
	PublishConsultations bool
}

// Collection is a folder under content/; its name is the first part of its documents' IDs.
type Collection struct {
	ID    string
	Title string
	Kind  KindID // empty: the kind that has the collection's name, or none
}

// Event is something that makes documents due for a look: "or when needed".
type Event struct {
	Pos         diag.Pos // where it is written; the zero value is the start of config.toml
	Date        Date
	Text        string // "Cybersäkerhetslagen (2025:1506) gäller"
	Documents   []string
	DocumentsAt []diag.Pos // where they are written
	Kinds       []string
	Keywords    []string
	Standards   []string
	Laws        []string
}

// Library is all documents of one organisation, resolved and immutable.
type Library struct {
	Today       Date
	Documents   []*Document  // by ID
	Bodies      []Body       // by rank, then name
	Kinds       []Kind       // by rank, then name
	Collections []Collection // those that hold documents, by ID
	Events      []Event      // newest first
	PublicView  bool         // holds what the public may see, and nothing else
	byID        map[ID]*Document
	// publishConsultations is the rule of the same name, which Public needs.
	publishConsultations bool
}

// Document returns the document with an ID, or nil.
func (l *Library) Document(id ID) *Document { return l.byID[id] }

// Document is a governing document known by one stable ID through all its versions. Keys that
// belong to the document (title, kind, owner, relations …) have the values of Shown.
type Document struct {
	ID         ID
	Kind       *Kind
	Visibility Visibility // the strictest of its versions'
	Versions   []*Version // by adoption, drafts and proposals last
	Holds      *Version   // the version that holds today; nil if none does
	Shown      *Version   // shown at /<id>/: Holds, else the newest adopted, else the newest draft
	Review     Review     // of Holds; zero if nothing holds
	Aliases    []string   // old addresses of all versions

	Implements, ImplementedBy   []Tie
	Complements, ComplementedBy []Tie
	Replaces, ReplacedBy        []Tie
	Related                     []Tie
	TranslationOf               ID   // empty if it is not a translation
	Translations                []ID // by ID
}

// Title returns the title of the version that is shown.
func (d *Document) Title() string { return d.Shown.Title }

// Tie is one end of a relation.
type Tie struct {
	ID   ID     // of a document of the library; empty if the text is all that is known
	Text string // "KF § 30 2013", for what is not a document here
}

// Version is the text of a document as adopted once; it never changes after that.
type Version struct {
	*Draft
	Document   *Document
	Status     Status
	Name       string // "3": as written, else counted by date
	AdoptedBy  *Body  // nil if not said
	InForce    Date   // first day; zero for what is not adopted
	ValidUntil Date   // as adopted, or as the newest extension moved it; zero: until further notice
	LastDay    Date   // last day on which it held or is to hold; zero: until further notice
	Repeal     *Repeal
	Reviews    []ReviewEntry
	Extensions []Extension // by date, those of coming days too
	Supersedes *Version    // the adopted version before, nil for the first
	Superseder *Version    // the adopted version after it, nil for the last
}

// Repeal is the decision that ended a document without a successor.
type Repeal struct {
	Date, From          Date
	By                  *Body  // nil if not said, or no body of the configuration
	ByText              string // as written
	Section, CaseNumber string
}

// ReviewEntry is a recorded look which left the text as it was.
type ReviewEntry struct {
	Date                Date
	By                  *Body  // nil if it was no body of the configuration
	ByText              string // as written
	Section, CaseNumber string
}
