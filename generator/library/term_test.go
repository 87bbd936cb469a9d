package library

import (
	"testing"
)

func day(s string) Date {
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestElectionDay(t *testing.T) {
	for year, want := range map[int]string{
		1998: "1998-09-20", 2002: "2002-09-15", 2006: "2006-09-17", 2010: "2010-09-19", 2014: "2014-09-14",
		2018: "2018-09-09", 2022: "2022-09-11", 2026: "2026-09-13", 2030: "2030-09-08", 2034: "2034-09-10", 2038: "2038-09-12",
	} {
		if got := (TermRules{}).ElectionDay(year); got != day(want) {
			t.Errorf("ElectionDay(%d) = %s, want %s", year, got, want)
		}
		if !IsElectionYear(year) {
			t.Errorf("IsElectionYear(%d) = false", year)
		}
	}
	if IsElectionYear(2028) || IsElectionYear(2015) {
		t.Error("a year between elections counts as one")
	}
}

// termAt returns the term of a body that includes a day. A nil body is the council.
func (r TermRules) termAt(body *Body, d Date) Term {
	c := r.calendar(body, d, d)
	return c.term(c.index(d))
}

func TestTermAt(t *testing.T) {
	council := &Body{ID: "kf", Rank: 1}
	board := &Body{ID: "ks", Rank: 2}
	committee := &Body{ID: "bun"}
	spring := &Body{ID: "spring", TermStart: MonthDay{3, 1}}
	autumn := &Body{ID: "autumn", TermStart: MonthDay{9, 1}}
	for _, tt := range []struct {
		body        *Body
		day         string
		first, last string
		election    string
	}{
		{nil, "2014-03-12", "2010-11-01", "2014-10-14", "2010-09-19"},
		{council, "2014-03-12", "2010-11-01", "2014-10-14", "2010-09-19"},
		{council, "2014-10-14", "2010-11-01", "2014-10-14", "2010-09-19"},
		{council, "2014-10-15", "2014-10-15", "2018-10-14", "2014-09-14"},
		{council, "2006-10-31", "2002-11-01", "2006-10-31", "2002-09-15"},
		{council, "2006-11-01", "2006-11-01", "2010-10-31", "2006-09-17"},
		{council, "1971-05-01", "1970-11-01", "1974-10-31", "1970-09-20"},
		{council, "0001-01-01", "0001-01-01", "0002-10-31", "0001-01-01"},
		{council, "9999-12-31", "9998-10-15", "9999-12-31", "9998-09-13"},
		{board, "2014-12-31", "2011-01-01", "2014-12-31", "2010-09-19"},
		{board, "2015-01-01", "2015-01-01", "2018-12-31", "2014-09-14"},
		{committee, "2026-12-31", "2023-01-01", "2026-12-31", "2022-09-11"},
		{committee, "2027-01-01", "2027-01-01", "2030-12-31", "2026-09-13"},
		{spring, "2015-02-28", "2011-03-01", "2015-02-28", "2010-09-19"},
		{spring, "2015-03-01", "2015-03-01", "2019-02-28", "2014-09-14"},
		{autumn, "2014-09-01", "2014-09-01", "2018-08-31", "2014-09-14"},
	} {
		got := TermRules{}.termAt(tt.body, day(tt.day))
		if got != (Term{day(tt.first), day(tt.last), day(tt.election)}) {
			t.Errorf("termAt(%v, %s) = %s to %s, elected %s; want %s to %s, elected %s",
				tt.body, tt.day, got.First, got.Last, got.Election, tt.first, tt.last, tt.election)
		}
	}
}

func TestTermOverrides(t *testing.T) {
	council, board, committee := &Body{Rank: 1}, &Body{Rank: 2}, &Body{Rank: 0}
	extra := []Date{day("2028-04-03")}
	for _, tt := range []struct {
		name        string
		rules       TermRules
		body        *Body
		day         string
		first, last string
		election    string
	}{
		{"start of the council", TermRules{Starts: map[int]Date{2018: day("2019-04-15")}}, council, "2019-04-14", "2014-10-15", "2019-04-14", "2014-09-14"},
		{"start of the council leaves the board", TermRules{Starts: map[int]Date{2018: day("2019-04-15")}}, board, "2019-04-14", "2019-01-01", "2022-12-31", "2018-09-09"},
		{"start of the board", TermRules{BoardStarts: map[int]Date{2022: day("2022-10-24")}}, board, "2022-10-24", "2022-10-24", "2026-12-31", "2022-09-11"},
		{"start of the board leaves committees", TermRules{BoardStarts: map[int]Date{2022: day("2022-10-24")}}, committee, "2022-10-24", "2019-01-01", "2022-12-31", "2018-09-09"},
		{"day of election", TermRules{Elections: map[int]Date{2026: day("2026-09-20")}}, council, "2026-10-15", "2026-10-15", "2030-10-14", "2026-09-20"},
		{"extra election without a new term", TermRules{Elections: map[int]Date{2028: day("2028-03-12")}}, council, "2028-06-01", "2026-10-15", "2030-10-14", "2026-09-13"},
		{"extra election with a new term, before", TermRules{ExtraTerms: extra}, council, "2028-04-02", "2026-10-15", "2028-04-02", "2026-09-13"},
		{"extra election with a new term, after", TermRules{ExtraTerms: extra}, council, "2028-04-03", "2028-04-03", "2030-10-14", "2028-04-03"},
		{"extra election with a day", TermRules{ExtraTerms: extra, Elections: map[int]Date{2028: day("2028-03-12")}}, council, "2028-04-03", "2028-04-03", "2030-10-14", "2028-03-12"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.rules.termAt(tt.body, day(tt.day))
			if got != (Term{day(tt.first), day(tt.last), day(tt.election)}) {
				t.Errorf("termAt(%s) = %s to %s, elected %s; want %s to %s, elected %s",
					tt.day, got.First, got.Last, got.Election, tt.first, tt.last, tt.election)
			}
		})
	}
}

func TestTermProblems(t *testing.T) {
	for _, tt := range []struct {
		name  string
		rules TermRules
		want  string // table and reason
	}{
		{"none", TermRules{Starts: map[int]Date{2018: day("2019-04-15")}, BoardStarts: map[int]Date{2022: day("2022-10-24")}}, ""},
		{"start in a year without election", TermRules{Starts: map[int]Date{2019: day("2019-10-15")}}, "starts no-election-year"},
		{"start before the election", TermRules{Starts: map[int]Date{2018: day("2018-09-01")}}, "starts outside"},
		{"start years after", TermRules{BoardStarts: map[int]Date{2018: day("2020-01-01")}}, "board_starts outside"},
		{"election in another year", TermRules{Elections: map[int]Date{2018: day("2019-09-01")}}, "elections outside"},
		{"extra terms out of order", TermRules{ExtraTerms: []Date{day("2028-05-01"), day("2028-04-01")}}, "extra_terms order"},
	} {
		got := ""
		for _, p := range tt.rules.Problems() {
			got += p.Table + " " + p.Reason
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, tt := range []struct {
		from   string
		months int
		want   string
	}{
		{"2020-02-29", 12, "2021-02-28"}, {"2020-02-29", 48, "2024-02-29"}, {"2019-01-31", 1, "2019-02-28"},
		{"2020-01-31", 1, "2020-02-29"}, {"2020-12-31", 2, "2021-02-28"}, {"2020-08-31", 1, "2020-09-30"}, {"2020-03-31", -1, "2020-02-29"},
	} {
		if got := day(tt.from).AddMonths(tt.months); got != day(tt.want) {
			t.Errorf("%s + %d months = %s, want %s", tt.from, tt.months, got, tt.want)
		}
	}
	if got := day("0001-01-01").DaysUntil(day("9999-12-31")); got != 3652058 {
		t.Errorf("days from year 1 to 9999 = %d, want 3652058", got)
	}
	if got := (MonthDay{2, 29}).In(2023); got != day("2023-02-28") {
		t.Errorf("29 February in 2023 = %s", got)
	}
}
