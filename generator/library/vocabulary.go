package library

// ID is a document's lasting name, "<collection>/<name>"; never reused, not made from the title.
type ID string

// Collection returns the folder under content/ that the document lies in.
func (id ID) Collection() string {
	for i := range id {
		if id[i] == '/' {
			return string(id[:i])
		}
	}
	return ""
}

// Name returns the part after the collection.
func (id ID) Name() string {
	for i := range id {
		if id[i] == '/' {
			return string(id[i+1:])
		}
	}
	return string(id)
}

// KindID names a kind in files: "policy".
type KindID string

// BodyID names a body in files: "kommunstyrelsen".
type BodyID string

// Gender is the grammatical gender or number that words about a kind agree with.
type Gender uint8

const (
	Common Gender = iota + 1 // policyn är antagen
	Neuter                   // programmet är antaget
	Plural                   // riktlinjerna är antagna
)

// Kind is what sort of document it is, and thereby its rank.
type Kind struct {
	ID         KindID
	Singular   string   // "policy", in lower case
	Plural     string   // "policyer"
	Definite   string   // "policyn"
	Folders    []string // further plurals that a collection of this kind may be named as
	Summary    string   // what documents of this kind are for, in one line; may be empty
	Gender     Gender
	Rank       int           // 1 is highest
	Review     []ReviewCycle // how often, where the document does not say
	Body       BodyID        // who usually adopts; may be empty
	Visibility Visibility    // where the document does not say; public if unknown
	Statute    bool          // belongs to the collection of statutes (KL 8:13)
}

// Body is a group with power to adopt: council, board, committee. Never a text.
type Body struct {
	ID        BodyID
	Name      string   // "Kommunstyrelsen"
	Genitive  string   // "kommunstyrelsens"
	Short     []string // other names accepted in files: "ks"
	Rank      int      // 1 is highest; 0 ranks as a committee, below all others
	TermStart MonthDay // first day of its terms; zero: the rule for its rank
}

// Visibility is how much of a document the public may see. The zero value means unknown.
type Visibility uint8

const (
	Public Visibility = iota + 1
	Listed            // an entry in the register, without text
	Hidden            // no trace
)

// Status is whether a version holds, on a given day. An overdue version is still in force.
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
)

// ReviewState is where a document in force stands in its review, on a given day.
type ReviewState uint8

const (
	Unscheduled ReviewState = iota + 1
	Current
	Open
	DueSoon
	Overdue
)

// RelationType is how a document is tied to another.
type RelationType uint8

const (
	Implements RelationType = iota + 1
	Complements
	Replaces
	Related
)

// CycleType tells the forms of a review cycle apart.
type CycleType uint8

const (
	EveryTerm CycleType = iota + 1
	EveryMonths
	WhenNeeded
	NoReview
)

// ReviewCycle is how often a version must be reviewed.
type ReviewCycle struct {
	Type   CycleType
	Months int // for EveryMonths, at least 1
}
