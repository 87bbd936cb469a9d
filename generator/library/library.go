// Package library holds the vocabulary and rules of governing documents. Resolve turns the drafts read from files into
// an immutable [Library] on a given day: which version is in force, what is due for review and why, and how documents
// relate. It knows no files, Markdown, pages or prints, and it never asks for the time.
package library

import (
	"iter"

	"styrdok/generator/diag"
)

// Rules are the parts of the configuration that concern documents.
type Rules struct {
	Bodies      []Body
	Kinds       []Kind
	Collections []Collection
	Terms       TermRules
	Soon        int // number of days before Due from which a review is due soon
	Events      []Event
	Obligations []Obligation
	// PublishConsultations makes versions with status consultation public.
	PublishConsultations bool
}

// Collection is a folder under content/; its name is the first part of its documents' IDs.
type Collection struct {
	ID    string
	Title string
	Kind  KindID // empty: the kind with the collection's name, if there is one
}

// Event is a change in the world that makes documents due for a review "when needed".
type Event struct {
	Pos         diag.Pos // where it is defined; the zero value is the start of config.toml
	Date        Date
	Text        string // "Cybersäkerhetslagen (2025:1506) gäller"
	Documents   []string
	DocumentsAt []diag.Pos // where Documents are written
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
	Obligations []Fulfilment // in the order of the configuration
	PublicView  bool         // holds only what the public may see
	byID        map[ID]*Document
	// publishConsultations is the rule of the same name; Public needs it.
	publishConsultations bool
	rules                *Rules // by which the past is told
}

// Document returns the document with an ID, or nil.
func (l *Library) Document(id ID) *Document { return l.byID[id] }

// IDs returns the IDs of all documents, for suggestions.
func (l *Library) IDs() []string {
	out := make([]string, len(l.Documents))
	for i, d := range l.Documents {
		out[i] = string(d.ID)
	}
	return out
}

// Versions are all versions with their documents, document by document.
func (l *Library) Versions() iter.Seq2[*Document, *Version] {
	return func(yield func(*Document, *Version) bool) {
		for _, d := range l.Documents {
			for _, v := range d.Versions {
				if !yield(d, v) {
					return
				}
			}
		}
	}
}

// Document is a governing document known by one stable ID through all its versions. Facts of the document (title, kind,
// owner, relations …) are those of Shown.
type Document struct {
	ID         ID
	Kind       *Kind
	Visibility Visibility // the strictest one of its versions
	Versions   []*Version // in the order of adoption, drafts and proposals last
	InForce    *Version   // the version in force today, or nil
	Shown      *Version   // the version at /<id>/: InForce, or else the newest adopted one, or else the newest draft
	Review     Review     // of InForce, or of the version that is adopted to take its place; zero if nothing is in force
	OwnReview  *Review    // of InForce alone, where its end has been decided since it was adopted; else nil
	Turns      []Turn     // earliest first
	Aliases    []string   // former addresses of all versions

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
	ID   ID     // of a document in the library; empty if only a text is known
	Text string // "KF § 30 2013", for a document that is not in the library
}

// Version is the text of a document as adopted once; it never changes after that.
type Version struct {
	*Draft
	Document   *Document
	Status     Status
	Name       string // "3": as written, or the number by date of adoption
	AdoptedBy  *Body  // nil if unknown
	InForce    Date   // the first day; zero if not adopted
	ValidUntil Date   // as adopted, or as the newest extension moved it; zero: until further notice
	LastDay    Date   // the last day in force, past or future; zero: until further notice
	Repeal     *Repeal
	Reviews    []ReviewEntry
	Extensions []Extension // by date, including those of coming days
	Supersedes *Version    // the adopted version before, nil for the first
	Superseder *Version    // the adopted version after it, nil for the last
}

// Repeal is the decision that ended a document without a successor.
type Repeal struct {
	Date, From          Date
	By                  *Body  // nil if unknown or not a body of the configuration
	ByText              string // as written
	Section, CaseNumber string
}

// ReviewEntry is a recorded review that left the text unchanged.
type ReviewEntry struct {
	Date                Date
	By                  *Body  // nil if it was not a body of the configuration
	ByText              string // as written
	Section, CaseNumber string
	Note                string // what was looked at; may be empty
}
