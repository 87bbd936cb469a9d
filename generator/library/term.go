package library

import (
	"maps"
	"slices"
	"sort"
	"time"
)

// Term is a term of office.
type Term struct {
	First, Last Date
	Election    Date // the day of the election before it
}

// DeadlineType is the form of a deadline.
type DeadlineType uint8

const (
	EndOfTerm        DeadlineType = iota + 1 // last day of the term after the one of the decision
	StartOfTerm                              // last day of the term of the decision
	DayAfterElection                         // a day in the year after the election
	MonthsAfterElection
)

// Deadline is the last day in time for a review every term.
type Deadline struct {
	Type   DeadlineType
	Day    MonthDay // DayAfterElection
	Months int      // MonthsAfterElection; at least 1
}

// TermRules define the terms of office. The zero value is the law's.
type TermRules struct {
	Anchor      string // a body's ID, or AdoptingBody
	Deadline    Deadline
	Elections   map[int]Date // by year, days that differ from the law's
	Starts      map[int]Date // by election year, first days of the council's terms that differ from the law's
	BoardStarts map[int]Date // the same for the executive board
	ExtraTerms  []Date       // days on which an extra election (KL 5 kap. 10 §) begins a new term; usually none
}

// AdoptingBody is the anchor for the terms of the body that adopted the version.
const AdoptingBody = "adopting body"

// The range of dates. Dates outside it are clamped.
var (
	firstDate = Date{1, time.January, 1}
	lastDate  = Date{9999, time.December, 31}
)

func clampDate(d Date) Date {
	switch {
	case d.Before(firstDate):
		return firstDate
	case d.After(lastDate):
		return lastDate
	}
	return d
}

// IsElectionYear reports whether ordinary elections are held in a year: every fourth year, such as 2022.
func IsElectionYear(year int) bool { return modulo(year-2022, 4) == 0 }

func modulo(a, b int) int { return ((a % b) + b) % b }

// ElectionDay returns the day of the ordinary election in an election year: the second Sunday of September since 2014
// (vallagen 1 kap. 3 §), the third before that, unless Elections has another day.
func (r TermRules) ElectionDay(year int) Date {
	if d := r.Elections[year]; !d.IsZero() {
		return d
	}
	first := Date{year, time.September, 1}
	sunday := 1 + modulo(-int(first.Time().Weekday()), 7)
	if year < 2014 {
		return Date{year, time.September, sunday + 14}
	}
	return Date{year, time.September, sunday + 7}
}

// TermStart returns the first day of a body's term after the ordinary election of a year. The council's terms begin on
// 15 October of that year (KL 5 kap. 9 §), before 2014 on 1 November; those of the executive board and committees on 1
// January of the next year (KL 6 kap. 18 and 19 §§), unless the body has a day of its own. Such a day is in the
// election year if it is 1 September or later, and otherwise in the next year. A nil body is the council.
func (r TermRules) TermStart(body *Body, year int) Date {
	council := body == nil || body.Rank == 1
	switch {
	case council && !r.Starts[year].IsZero():
		return r.Starts[year]
	case body != nil && body.Rank == 2 && !r.BoardStarts[year].IsZero():
		return r.BoardStarts[year]
	case body != nil && body.TermStart != MonthDay{}:
		if body.TermStart.Month >= time.September {
			return body.TermStart.In(year)
		}
		return body.TermStart.In(year + 1)
	case council && year < 2014:
		return Date{year, time.November, 1}
	case council:
		return Date{year, time.October, 15}
	}
	return Date{year + 1, time.January, 1}
}

// calendar is a series of terms of one body, in order.
type calendar struct {
	body   *Body
	starts []termStart
}

type termStart struct{ first, election Date }

// calendar returns the terms of a body that include both days and the two terms after the later day.
func (r TermRules) calendar(body *Body, from, to Date) calendar {
	from, to = clampDate(from), clampDate(to)
	// A term may begin in the year after its election, so the one that includes from began at most five years before
	// it.
	year := from.Year - 6
	year -= modulo(year-2022, 4)
	c := calendar{body: body}
	for ; year <= to.Year+14; year += 4 {
		c.starts = append(c.starts, termStart{r.TermStart(body, year), r.ElectionDay(year)})
	}
	first, last := c.starts[0].first, c.starts[len(c.starts)-1].first
	for _, day := range r.ExtraTerms {
		if day.After(first) && day.Before(last) {
			c.starts = append(c.starts, termStart{day, r.extraElection(day)})
		}
	}
	slices.SortStableFunc(c.starts, func(a, b termStart) int { return a.first.Compare(b.first) })
	c.starts = slices.CompactFunc(c.starts, func(a, b termStart) bool { return a.first == b.first })
	return c
}

// extraElection returns the day of the extra election that begins a term on a day: an election of the rules in the year
// up to it, or else the day itself.
func (r TermRules) extraElection(day Date) Date {
	election := day
	for _, year := range []int{day.Year - 1, day.Year} {
		e := r.Elections[year]
		if !IsElectionYear(year) && !e.IsZero() && !e.After(day) && e.After(day.AddMonths(-12)) {
			election = e
		}
	}
	return election
}

// index returns the number of the term that includes a day.
func (c calendar) index(d Date) int {
	after := sort.Search(len(c.starts), func(i int) bool { return c.starts[i].first.After(d) })
	return max(after-1, 0)
}

// term returns the term with a number. The last terms of a calendar have no end; they are only needed for dates beyond
// the year 9999.
func (c calendar) term(i int) Term {
	i = min(i, len(c.starts)-2)
	return Term{
		First:    clampDate(c.starts[i].first),
		Last:     clampDate(c.starts[i+1].first.AddDays(-1)),
		Election: clampDate(c.starts[i].election),
	}
}

// anchor returns the body whose terms count for a version adopted by a body. Nil means a council that the rules do not
// name.
func (r TermRules) anchor(bodies []Body, adoptedBy *Body) *Body {
	if r.Anchor == AdoptingBody {
		if adoptedBy != nil {
			return adoptedBy
		}
	} else if b := findBody(bodies, r.Anchor); b != nil {
		return b
	}
	for i := range bodies {
		if bodies[i].Rank == 1 {
			return &bodies[i]
		}
	}
	return nil
}

// TermProblem is an invalid override of terms.
type TermProblem struct {
	Table  string // "elections", "starts", "board_starts" or "extra_terms"
	Year   int    // the override's year
	Date   Date
	Reason string // "no-election-year", "outside" or "order"
}

// Problems returns the invalid overrides. First days must be in election years, and after the election but no later
// than the end of the next year; terms must begin one after the other.
func (r TermRules) Problems() []TermProblem {
	var out []TermProblem
	check := func(table string, starts map[int]Date, outside func(year int, d Date) bool, needsElectionYear bool) {
		for _, y := range slices.Sorted(maps.Keys(starts)) {
			switch d := starts[y]; {
			case needsElectionYear && !IsElectionYear(y):
				out = append(out, TermProblem{table, y, d, "no-election-year"})
			case outside(y, d):
				out = append(out, TermProblem{table, y, d, "outside"})
			}
		}
	}
	check("elections", r.Elections, func(y int, d Date) bool { return d.Year != y }, false)
	begins := func(y int, d Date) bool { return !d.After(r.ElectionDay(y)) || d.Year > y+1 }
	check("starts", r.Starts, begins, true)
	check("board_starts", r.BoardStarts, begins, true)
	for i, d := range r.ExtraTerms {
		if i > 0 && !d.After(r.ExtraTerms[i-1]) {
			out = append(out, TermProblem{"extra_terms", d.Year, d, "order"})
		}
	}
	return out
}
