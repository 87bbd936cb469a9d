package library

import (
	"slices"
	"sort"
	"time"
)

// Term is a term of office, first day to last.
type Term struct {
	First, Last Date
	Election    Date // the day of the election that began it
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
	Anchor      string // a body's id, or AdoptingBody
	Deadline    Deadline
	Elections   map[int]Date // election days that differ from the law's, by year
	Starts      map[int]Date // first days of the council's terms that differ, by election year
	BoardStarts map[int]Date // the same for the executive board
	ExtraTerms  []Date       // days on which an extra election begins a new term; usually none
}

// AdoptingBody is the anchor that counts the terms of the body that adopted the version.
const AdoptingBody = "adopting body"

// The days that a date may have here. What would fall outside is reckoned as these.
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

// IsElectionYear reports whether ordinary elections are held in a year: every fourth, 2022 among
// them, before and after.
func IsElectionYear(year int) bool { return modulo(year-2022, 4) == 0 }

func modulo(a, b int) int { return ((a % b) + b) % b }

// ElectionDay returns the day of the ordinary election in an election year: the second Sunday of
// September since 2014, the third before that, unless the rules have another day.
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

// TermStart returns the first day of a body's term after the ordinary election of a year. The
// council's terms begin on 15 October of that year since 2014 and began on 1 November before;
// those of the executive board and committees on 1 January of the next year. A body's own day
// lies in the election year from 1 September on, else in the year after. A nil body is the council.
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

// calendar is the terms of one body over a stretch of time, in order.
type calendar struct {
	body   *Body
	starts []termStart
}

type termStart struct{ first, election Date }

// calendar returns the terms of a body that cover both days and the two terms after the later.
func (r TermRules) calendar(body *Body, from, to Date) calendar {
	from, to = clampDate(from), clampDate(to)
	// A start may lie in the year after its election, so the term that from lies in began at most
	// five years before it.
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

// extraElection returns the day of the extra election that begins a term on a day: an election
// that the rules name in the year up to it, else the day itself.
func (r TermRules) extraElection(day Date) Date {
	election := Date{}
	for _, year := range []int{day.Year - 1, day.Year} {
		e := r.Elections[year]
		if !IsElectionYear(year) && !e.IsZero() && !e.After(day) && e.After(day.AddMonths(-12)) {
			election = e
		}
	}
	if election.IsZero() {
		return day
	}
	return election
}

// index returns the number of the term that a day lies in.
func (c calendar) index(d Date) int {
	after := sort.Search(len(c.starts), func(i int) bool { return c.starts[i].first.After(d) })
	return max(after-1, 0)
}

// term returns the term with a number. The last ones of a calendar have no end of their own and
// are only asked for when dates lie beyond the year 9999.
func (c calendar) term(i int) Term {
	i = min(i, len(c.starts)-2)
	return Term{
		First:    clampDate(c.starts[i].first),
		Last:     clampDate(c.starts[i+1].first.AddDays(-1)),
		Election: clampDate(c.starts[i].election),
	}
}

// TermAt returns the term of a body that a day lies in. A nil body is the council.
func (r TermRules) TermAt(body *Body, d Date) Term {
	c := r.calendar(body, d, d)
	return c.term(c.index(d))
}

// anchor returns the body whose terms count for a version that was adopted by a body; nil is a
// council that the rules do not name.
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

// TermProblem is an override of terms that cannot be right.
type TermProblem struct {
	Table  string // "elections", "starts", "board_starts" or "extra_terms"
	Year   int    // the override's year
	Date   Date
	Reason string // "no-election-year", "outside" or "order"
}

// Problems checks the overrides: starts belong to election years and to the time from the
// election to the end of the next year, and no term may begin before the one before it.
func (r TermRules) Problems() []TermProblem {
	var out []TermProblem
	check := func(table string, starts map[int]Date, outside func(year int, d Date) bool, needsElectionYear bool) {
		years := make([]int, 0, len(starts))
		for y := range starts {
			years = append(years, y)
		}
		slices.Sort(years)
		for _, y := range years {
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
