package library

import "strings"

// Review is where a document in force stands, and how that was reckoned.
type Review struct {
	State        ReviewState
	Last         Date // L: the latest of adoption and reviews
	LastIsReview bool
	LastEntry    *ReviewEntry // the review of Last; nil if it is the adoption
	Opens        Date         // for EveryTerm: the first day of the term after that of Last
	Due          Date         // last day in time; zero if unscheduled
	SoonFrom     Date         // first day on which it is due soon; zero if unscheduled
	OverdueSince Date         // the day after Due, once it has come
	TermsMissed  int          // whole terms after Last's that have ended; -1 for other rules
	Rule         Rule         // the rule that gave Due
	Days         []RuleDay    // the last days of all rules, earliest first; the first is Rule's
	FromKind     bool         // the cycle is the kind's, the document says none
	Cycles       []ReviewCycle
	Term, Next   Term    // for EveryTerm: the term of Last and the one after
	TermBody     *Body   // for EveryTerm: whose terms these are
	Events       []Event // that touch the document after Last, newest first
}

// RuleType tells which rule gave the earliest day.
type RuleType uint8

const (
	RuleNone RuleType = iota + 1
	RuleTerm
	RuleMonths
	RuleReviewBy
	RuleValidUntil
)

// Rule is the rule by which a review is due.
type Rule struct {
	Type     RuleType
	Months   int      // RuleMonths
	Deadline Deadline // RuleTerm
	Body     *Body    // RuleTerm: whose terms are counted
}

// RuleDay is the last day in time by one rule.
type RuleDay struct {
	Rule Rule
	Due  Date
}

// Touches reports whether the event names a document, its kind or one of its keywords, standards
// or laws. Words are compared without regard to case; an SFS number counts wherever it stands in
// the text; a standard named without its year means every edition of it.
func (e *Event) Touches(d *Document) bool {
	v := d.Shown
	if v == nil {
		return false
	}
	for _, id := range e.Documents {
		if strings.EqualFold(id, string(d.ID)) {
			return true
		}
	}
	for _, k := range e.Kinds {
		if d.Kind != nil && strings.EqualFold(k, string(d.Kind.ID)) {
			return true
		}
	}
	return meet(e.Keywords, v.Keywords, strings.EqualFold) ||
		meet(e.Standards, v.Standards, sameStandard) ||
		meet(e.Laws, v.Laws, sameLaw)
}

func meet(a, b []string, same func(a, b string) bool) bool {
	for _, x := range a {
		for _, y := range b {
			if same(x, y) {
				return true
			}
		}
	}
	return false
}

func sameStandard(event, document string) bool {
	edition, cut := cutPrefixFold(document, event+":")
	return strings.EqualFold(event, document) || cut && digits(edition)
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func sameLaw(event, document string) bool {
	if n := SFSNumber(event); n != "" {
		return n == SFSNumber(document)
	}
	return strings.EqualFold(event, document)
}

// SFSNumber returns the first number of the Swedish code of statutes in a text: "2018:218" in
// "dataskyddslagen (SFS 2018:218)". It returns "" if there is none.
func SFSNumber(s string) string {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for i := range len(s) {
		if s[i] != ':' || !digit(i-1) || !digit(i-2) || !digit(i-3) || !digit(i-4) || digit(i-5) || !digit(i+1) {
			continue
		}
		end := i + 1
		for digit(end) {
			end++
		}
		if end-i-1 <= 4 {
			return s[i-4 : end]
		}
	}
	return ""
}
