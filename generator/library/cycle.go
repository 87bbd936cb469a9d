package library

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// MaxCycleMonths is the longest review cycle, a hundred years. Anything longer is a slip of the pen.
const MaxCycleMonths = 1200

// Errors for cycles that are out of range, as opposed to malformed.
var (
	ErrCycleTooShort = errors.New("a review cycle is at least one month")
	ErrCycleTooLong  = errors.New("a review cycle is at most 1200 months")
)

// endOfYear is the day of the cycle "every year".
var endOfYear = MonthDay{time.December, 31}

// ParseReviewCycle reads "every term", "12 months", "1 month", "2 years", "1 year", "every year", "03-31 every year",
// "when needed" or "none", ignoring case and the number of spaces between words.
func ParseReviewCycle(s string) (ReviewCycle, error) {
	bad := fmt.Errorf(`%q is not a review cycle; write "12 months", "every year", "every term" or "when needed"`, s)
	if len(s) > 100 {
		return ReviewCycle{}, errors.New("the text is too long for a review cycle")
	}
	words := strings.Fields(strings.ToLower(s))
	switch strings.Join(words, " ") {
	case "every term":
		return ReviewCycle{Type: EveryTerm}, nil
	case "when needed":
		return ReviewCycle{Type: WhenNeeded}, nil
	case "none":
		return ReviewCycle{Type: NoReview}, nil
	case "every year":
		return ReviewCycle{Type: EveryYear, Day: endOfYear}, nil
	}
	if len(words) == 3 && words[1] == "every" && words[2] == "year" {
		day, err := ParseMonthDay(words[0])
		if err != nil {
			return ReviewCycle{}, bad
		}
		return ReviewCycle{Type: EveryYear, Day: day}, nil
	}
	if len(words) != 2 || !digits(words[0]) {
		return ReviewCycle{}, bad
	}
	n, err := strconv.Atoi(words[0])
	if err != nil {
		n = MaxCycleMonths + 1
	}
	switch words[1] {
	case "day", "days", "week", "weeks":
		return ReviewCycle{}, fmt.Errorf("%q: %w; count it in months", s, ErrCycleTooShort)
	case "month", "months":
	case "year", "years":
		n = min(n, MaxCycleMonths) * 12
	default:
		return ReviewCycle{}, bad
	}
	if n < 1 {
		return ReviewCycle{}, fmt.Errorf("%q: %w", s, ErrCycleTooShort)
	}
	if n > MaxCycleMonths {
		return ReviewCycle{}, fmt.Errorf("%q: %w", s, ErrCycleTooLong)
	}
	return ReviewCycle{Type: EveryMonths, Months: n}, nil
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// String returns the cycle as written in front matter: "every term", "12 months", "2 years", "every year", "03-31 every
// year", "when needed" or "none"; "" for the zero value. Two or more whole years are written as years.
func (c ReviewCycle) String() string {
	switch c.Type {
	case EveryTerm:
		return "every term"
	case WhenNeeded:
		return "when needed"
	case NoReview:
		return "none"
	case EveryYear:
		if c.Day == endOfYear {
			return "every year"
		}
		return c.Day.String() + " every year"
	case EveryMonths:
		switch {
		case c.Months == 1:
			return "1 month"
		case c.Months > 12 && c.Months%12 == 0:
			return strconv.Itoa(c.Months/12) + " years"
		}
		return strconv.Itoa(c.Months) + " months"
	}
	return ""
}

// ParseDeadline reads "end of term", "start of term", "12-31 after election" or "24 months after election", ignoring
// case and the number of spaces between words.
func ParseDeadline(s string) (Deadline, error) {
	bad := fmt.Errorf(`%q is not a deadline; write "end of term", "start of term", "12-31 after election" or "24 months after election"`, s)
	if len(s) > 100 {
		return Deadline{}, errors.New("the text is too long for a deadline")
	}
	words := strings.Fields(strings.ToLower(s))
	switch strings.Join(words, " ") {
	case "end of term":
		return Deadline{Type: EndOfTerm}, nil
	case "start of term":
		return Deadline{Type: StartOfTerm}, nil
	}
	if n := len(words); n < 3 || words[n-2] != "after" || words[n-1] != "election" {
		return Deadline{}, bad
	}
	switch words = words[:len(words)-2]; len(words) {
	case 1:
		day, err := ParseMonthDay(words[0])
		if err != nil {
			return Deadline{}, err
		}
		return Deadline{Type: DayAfterElection, Day: day}, nil
	case 2:
		c, err := ParseReviewCycle(strings.Join(words, " "))
		if err != nil || c.Type != EveryMonths {
			return Deadline{}, bad
		}
		return Deadline{Type: MonthsAfterElection, Months: c.Months}, nil
	}
	return Deadline{}, bad
}

// String returns the deadline as written in config.toml; "" for the zero value.
func (d Deadline) String() string {
	switch d.Type {
	case EndOfTerm:
		return "end of term"
	case StartOfTerm:
		return "start of term"
	case DayAfterElection:
		return d.Day.String() + " after election"
	case MonthsAfterElection:
		if d.Months == 1 {
			return "1 month after election"
		}
		return strconv.Itoa(d.Months) + " months after election"
	}
	return ""
}

// ParseMonthDay reads a month and day, "10-15". It accepts 29 February.
func ParseMonthDay(s string) (MonthDay, error) {
	// 2000 was a leap year.
	d, err := ParseDate("2000-" + s)
	if err != nil {
		return MonthDay{}, fmt.Errorf("%q is not a day of the form 10-15", s)
	}
	return MonthDay{d.Month, d.Day}, nil
}
