package library

// Term is a term of office, first day to last.
type Term struct {
	First, Last Date
}

// DeadlineType tells the forms of a deadline apart.
type DeadlineType uint8

const (
	EndOfTerm        DeadlineType = iota + 1 // last day of the term after that of the decision
	StartOfTerm                              // last day of the term of the decision
	DayAfterElection                         // a day in the year after the election
	MonthsAfterElection
)

// Deadline is the last day in time for what is to be reviewed every term.
type Deadline struct {
	Type   DeadlineType
	Day    MonthDay // DayAfterElection
	Months int      // MonthsAfterElection, at least 1
}

// TermRules say how terms of office run.
type TermRules struct {
	Anchor      string // a body's id, or "adopting body"
	Deadline    Deadline
	Elections   map[int]Date // election days that differ from the law's, by year
	Starts      map[int]Date // first days of the council's terms that differ, by election year
	BoardStarts map[int]Date // the same for the executive board
	ExtraTerms  []Date       // days on which an extra election begins a new term; usually none
}
