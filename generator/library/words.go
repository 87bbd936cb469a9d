package library

import (
	"fmt"
	"slices"
	"strings"
)

// The words of the enums are those of front matter, of config.toml and of the JSON interface.
// They are English and never change; what readers see stands in i18n.
var (
	visibilityWords = []string{"unknown", "public", "listed", "hidden"}
	statusWords     = []string{"unknown", "draft", "consultation", "proposed", "coming", "in_force", "superseded", "expired", "repealed"}
	reviewWords     = []string{"unknown", "unscheduled", "current", "open", "due_soon", "overdue"}
	relationWords   = []string{"unknown", "implements", "complements", "replaces", "related"}
	cycleWords      = []string{"unknown", "every_term", "every_months", "when_needed", "none"}
	genderWords     = []string{"unknown", "common", "neuter", "plural"}
	ruleWords       = []string{"unknown", "none", "every_term", "every_months", "review_by", "valid_until"}
	deadlineWords   = []string{"unknown", "end_of_term", "start_of_term", "day_after_election", "months_after_election"}
)

func word[T ~uint8](words []string, value T) string {
	if int(value) >= len(words) {
		return words[0]
	}
	return words[value]
}

// parseWord finds the value of a word exactly as it is written; the zero value has none.
func parseWord[T ~uint8](words []string, what, s string) (T, error) {
	if i := slices.Index(words, s); i > 0 {
		return T(i), nil
	}
	return 0, fmt.Errorf("%q is not a %s; write %s", s, what, strings.Join(words[1:], ", "))
}

// String gives "public", "listed" or "hidden".
func (v Visibility) String() string { return word(visibilityWords, v) }

// MarshalText gives the word of String.
func (v Visibility) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads a word of String; anything else is an error and never public.
func (v *Visibility) UnmarshalText(text []byte) (err error) {
	*v, err = ParseVisibility(string(text))
	return err
}

// ParseVisibility reads "public", "listed" or "hidden". Anything else is an error, never public.
func ParseVisibility(s string) (Visibility, error) {
	return parseWord[Visibility](visibilityWords, "visibility", s)
}

// Visibilities are the words of ParseVisibility.
func Visibilities() []string { return slices.Clone(visibilityWords[1:]) }

// String gives "draft", "consultation", "proposed", "coming", "in_force", "superseded",
// "expired" or "repealed".
func (s Status) String() string { return word(statusWords, s) }

// MarshalText gives the word of String.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseStatus reads a word of Status.String.
func ParseStatus(s string) (Status, error) { return parseWord[Status](statusWords, "status", s) }

// Adopted reports whether a version with the status has been adopted, whether or not it holds.
func (s Status) Adopted() bool { return s >= StatusComing }

// String gives "unscheduled", "current", "open", "due_soon" or "overdue".
func (s ReviewState) String() string { return word(reviewWords, s) }

// MarshalText gives the word of String.
func (s ReviewState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseReviewState reads a word of ReviewState.String.
func ParseReviewState(s string) (ReviewState, error) {
	return parseWord[ReviewState](reviewWords, "review state", s)
}

// ReviewStates are the words of ParseReviewState.
func ReviewStates() []string { return slices.Clone(reviewWords[1:]) }

// String gives the key of front matter: "implements", "complements", "replaces" or "related".
func (r RelationType) String() string { return word(relationWords, r) }

// String gives "every_term", "every_months", "when_needed" or "none".
func (c CycleType) String() string { return word(cycleWords, c) }

// String gives "common", "neuter" or "plural", the endings of i18n's keys.
func (g Gender) String() string { return word(genderWords, g) }

// ParseGender reads "common", "neuter" or "plural".
func ParseGender(s string) (Gender, error) { return parseWord[Gender](genderWords, "gender", s) }

// String gives "none", "every_term", "every_months", "review_by" or "valid_until".
func (r RuleType) String() string { return word(ruleWords, r) }

// String gives "end_of_term", "start_of_term", "day_after_election" or "months_after_election".
func (d DeadlineType) String() string { return word(deadlineWords, d) }

// String gives the rule as it is written in front matter: "every term", "12 months",
// "review by", "valid until" or "none".
func (r Rule) String() string {
	switch r.Type {
	case RuleTerm:
		return "every term"
	case RuleMonths:
		return ReviewCycle{EveryMonths, r.Months}.String()
	case RuleReviewBy:
		return "review by"
	case RuleValidUntil:
		return "valid until"
	}
	return "none"
}
