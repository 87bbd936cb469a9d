package library

import (
	"slices"
	"strings"
)

// Review is the state of review of a document in force, and how it was computed.
type Review struct {
	State        ReviewState
	Last         Date // the latest of adoption and reviews by anybody
	LastIsReview bool
	LastEntry    *ReviewEntry // the review of Last, or nil if that is the adoption
	TermLast     Date         // for EveryTerm: the latest of adoption and reviews that count; else zero
	TermEntry    *ReviewEntry // the review of TermLast, or nil if that is the adoption
	Opens        Date         // for EveryTerm: the first day of the term after that of TermLast
	Due          Date         // the last day in time; zero if unscheduled
	SoonFrom     Date         // first day on which it is due soon; zero if unscheduled
	OverdueSince Date         // the day after Due, if that has passed
	TermsMissed  int          // number of whole terms after that of TermLast that have ended; -1 for other rules
	Rule         Rule         // the rule that gave Due
	Days         []RuleDay    // the last days by all rules, earliest first
	FromKind     bool         // whether the cycle is the kind's, since the document has none
	Cycles       []ReviewCycle
	Term, Next   Term    // for EveryTerm: the term of TermLast and the one after
	TermBody     *Body   // for EveryTerm: the body whose terms these are
	Events       []Event // events after Last that touch the document, newest first
}

// RuleType is the type of a rule that gives a last day.
type RuleType uint8

const (
	RuleNone RuleType = iota + 1
	RuleTerm
	RuleMonths
	RuleYear
	RuleReviewBy
	RuleValidUntil
)

// Rule is a rule by which a review is due.
type Rule struct {
	Type     RuleType
	Months   int      // RuleMonths
	Day      MonthDay // RuleYear
	Deadline Deadline // RuleTerm
	Body     *Body    // RuleTerm: the body whose terms are counted
}

// RuleDay is the last day in time according to one rule.
type RuleDay struct {
	Rule Rule
	Due  Date
}

// Touches reports whether the event names a document, its kind, or one of its keywords, standards or laws. Case is
// ignored. Laws match if they contain the same SFS number; a standard without a year matches every edition.
func (e *Event) Touches(d *Document) bool {
	v := d.Shown
	if v == nil {
		return false
	}
	return meet(e.Documents, strings.EqualFold, string(d.ID)) ||
		d.Kind != nil && meet(e.Kinds, strings.EqualFold, string(d.Kind.ID)) ||
		meet(e.Keywords, strings.EqualFold, v.Keywords...) ||
		meet(e.Standards, sameStandard, v.Standards...) ||
		meet(e.Laws, sameLaw, v.Laws...)
}

func meet(named []string, same func(a, b string) bool, has ...string) bool {
	return slices.ContainsFunc(named, func(n string) bool {
		return slices.ContainsFunc(has, func(h string) bool { return same(n, h) })
	})
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

// SFSNumber returns the first number of the Swedish Code of Statutes (SFS) in a text, or "": "2018:218" in
// "dataskyddslagen (SFS 2018:218)".
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
