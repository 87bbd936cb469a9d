package library

import (
	"fmt"
	"slices"
	"strings"
)

// The words of the enumerations are those of front matter, config.toml and the JSON interface. They are English and
// never change; i18n has the words that readers see.
var (
	visibilityWords = []string{"unknown", "public", "listed", "hidden"}
	statusWords     = []string{"unknown", "draft", "consultation", "proposed", "coming", "in_force", "superseded", "expired", "repealed", "annulled"}
	reviewWords     = []string{"unknown", "unscheduled", "current", "open", "due_soon", "overdue"}
	relationWords   = []string{"unknown", "implements", "complements", "replaces", "related"}
	cycleWords      = []string{"unknown", "every_term", "every_months", "every_year", "when_needed", "none"}
	genderWords     = []string{"unknown", "common", "neuter", "plural"}
	ruleWords       = []string{"unknown", "none", "every_term", "every_months", "every_year", "review_by", "valid_until"}
	deadlineWords   = []string{"unknown", "end_of_term", "start_of_term", "day_after_election", "months_after_election"}
)

func word[T ~uint8](words []string, value T) string {
	if int(value) >= len(words) {
		return words[0]
	}
	return words[value]
}

// parseWord returns the value of a word, which must match exactly. The zero value has no word.
func parseWord[T ~uint8](words []string, what, s string) (T, error) {
	if i := slices.Index(words, s); i > 0 {
		return T(i), nil
	}
	return 0, fmt.Errorf("%q is not a %s; write %s", s, what, strings.Join(words[1:], ", "))
}

// String returns "public", "listed" or "hidden".
func (v Visibility) String() string { return word(visibilityWords, v) }

// ParseVisibility reads "public", "listed" or "hidden". It fails for anything else, so that a misspelt word is never
// public.
func ParseVisibility(s string) (Visibility, error) {
	return parseWord[Visibility](visibilityWords, "visibility", s)
}

// Visibilities returns the words that ParseVisibility reads.
func Visibilities() []string { return slices.Clone(visibilityWords[1:]) }

// String returns "draft", "consultation", "proposed", "coming", "in_force", "superseded", "expired", "repealed"
// or "annulled".
func (s Status) String() string { return word(statusWords, s) }

// Adopted reports whether a version with the status has been adopted, in force or not.
func (s Status) Adopted() bool { return s >= StatusComing }

// String returns "unscheduled", "current", "open", "due_soon" or "overdue".
func (s ReviewState) String() string { return word(reviewWords, s) }

// ReviewStates returns the words of all states.
func ReviewStates() []string { return slices.Clone(reviewWords[1:]) }

// String returns the key of front matter: "implements", "complements", "replaces" or "related".
func (r RelationType) String() string { return word(relationWords, r) }

// String returns "every_term", "every_months", "every_year", "when_needed" or "none".
func (c CycleType) String() string { return word(cycleWords, c) }

// String returns "common", "neuter" or "plural", which keys of i18n end in.
func (g Gender) String() string { return word(genderWords, g) }

// ParseGender reads "common", "neuter" or "plural".
func ParseGender(s string) (Gender, error) { return parseWord[Gender](genderWords, "gender", s) }

// String returns "none", "every_term", "every_months", "every_year", "review_by" or "valid_until".
func (r RuleType) String() string { return word(ruleWords, r) }

// String returns "end_of_term", "start_of_term", "day_after_election" or "months_after_election".
func (d DeadlineType) String() string { return word(deadlineWords, d) }

// String returns the rule in the words of front matter: "every term", "12 months", "every year", "review
// by", "valid until" or "none".
func (r Rule) String() string {
	switch r.Type {
	case RuleTerm:
		return "every term"
	case RuleMonths:
		return ReviewCycle{Type: EveryMonths, Months: r.Months}.String()
	case RuleYear:
		return ReviewCycle{Type: EveryYear, Day: r.Day}.String()
	case RuleReviewBy:
		return "review by"
	case RuleValidUntil:
		return "valid until"
	}
	return "none"
}
