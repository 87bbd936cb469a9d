package library

import "strings"

// ID is a document's lasting name, "<collection>/<name>". It is never reused and does not follow the title.
type ID string

// Collection returns the folder under content/ that the document lies in.
func (id ID) Collection() string { return string(id[:max(strings.IndexByte(string(id), '/'), 0)]) }

// Name returns the part after the collection.
func (id ID) Name() string { return string(id[strings.IndexByte(string(id), '/')+1:]) }

// KindID names a kind in files: "policy".
type KindID string

// BodyID names a body in files: "kommunstyrelsen".
type BodyID string

// Gender is the grammatical gender or number of the word for a kind, with which other words must agree.
type Gender uint8

const (
	Common Gender = iota + 1 // policyn är antagen
	Neuter                   // programmet är antaget
	Plural                   // riktlinjerna är antagna
)

// Kind is a sort of document. It decides the document's rank among others.
type Kind struct {
	ID         KindID
	Singular   string   // "policy", in lower case
	Plural     string   // "policyer"
	Definite   string   // "policyn"
	Folders    []string // further plurals that a collection of this kind may be named after
	Summary    string   // the purpose of such documents, in one line; may be empty
	Gender     Gender
	Forms      Forms         // of the noun, from which titles pick theirs; zero: all titles follow the kind
	Class      string        // a word that groups kinds, such as "planerande"; may be empty
	Verb       Verb          // what a body does with them; zero: it adopts them
	Rank       int           // 1 is highest
	Review     []ReviewCycle // how often, unless the document says otherwise; may be empty
	Deadline   Deadline      // of a review every term, unless the document says otherwise; zero: as the rules say
	Body       BodyID        // the body that usually adopts them; may be empty
	Visibility Visibility    // unless the document says otherwise; zero: public
	House      HouseRules
	Statute    bool // part of the municipal code of statutes (KL 8 kap. 13 §)
	// BindsPublic is true where documents bind those who live or work in the municipality, not only its own organisation.
	BindsPublic bool
}

// Verb is what a body does with a document to make it valid. Municipalities use different words for the same decision.
// The zero value is to adopt it.
type Verb string

// The verbs, by their Swedish participles in the common gender.
const (
	VerbAdopted   Verb = ""          // antagen
	VerbConfirmed Verb = "confirmed" // fastställd
	VerbDecided   Verb = "decided"   // beslutad
	VerbApproved  Verb = "approved"  // godkänd
)

// Body is a group with power to adopt documents: a council, board or committee, or an officer.
type Body struct {
	ID       BodyID
	Name     string   // "Kommunstyrelsen"
	Genitive string   // "kommunstyrelsens"
	Short    []string // other accepted names: "ks"
	Rank     int      // 1 is highest; 0 is a committee, or an officer below the others
	// WithoutMinutes is true for officers, whose decisions have no section in minutes and are not announced.
	WithoutMinutes bool
	TermStart      MonthDay // first day of its terms; zero: as the law has it for its rank
	Meetings       []Date   // days on which it meets, as far as they are known, in order
}

// Visibility says how much of a document is public. The zero value is unknown.
type Visibility uint8

const (
	Public Visibility = iota + 1
	Listed            // in the register, without its text
	Hidden            // not at all
)

// Status is the legal standing of a version on a given day. An overdue version is still in force.
type Status uint8

const (
	StatusDraft Status = iota + 1
	StatusConsultation
	StatusProposed
	StatusComing
	StatusInForce
	StatusSuperseded
	StatusExpired
	StatusRepealed
	StatusAnnulled
)

// ReviewState is the state of review of a document in force on a given day.
type ReviewState uint8

const (
	Unscheduled ReviewState = iota + 1
	Current
	Open
	DueSoon
	Overdue
)

// RelationType is the type of a relation between two documents.
type RelationType uint8

const (
	Implements RelationType = iota + 1
	Complements
	Replaces
	Related
)

// CycleType is the form of a review cycle.
type CycleType uint8

const (
	EveryTerm CycleType = iota + 1
	EveryMonths
	EveryYear
	WhenNeeded
	NoReview
)

// ReviewCycle says how often a version must be reviewed.
type ReviewCycle struct {
	Type   CycleType
	Months int      // for EveryMonths; at least 1
	Day    MonthDay // for EveryYear: the last day in time, in the year after that of the last look
}
