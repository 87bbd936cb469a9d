package library

import (
	"slices"
	"testing"
)

// adopted is a draft of a policy that the council adopted on a day.
func adopted(id, on string, more ...func(*Draft)) *Draft {
	d := &Draft{File: "content/" + id + ".md", Document: ID(id), Title: id, Adopted: day(on), AdoptedBy: "kf"}
	for _, m := range more {
		m(d)
	}
	return d
}

// review reads cycles as front matter has them.
func review(cycles ...string) func(*Draft) {
	return func(d *Draft) {
		for _, s := range cycles {
			c, err := ParseReviewCycle(s)
			if err != nil {
				panic(err)
			}
			d.Review = append(d.Review, c)
		}
	}
}

func looked(days ...string) func(*Draft) {
	return func(d *Draft) {
		for _, s := range days {
			d.Reviews = append(d.Reviews, DraftReview{Date: day(s)})
		}
	}
}

func lookedBy(by string, days ...string) func(*Draft) {
	return func(d *Draft) {
		for _, s := range days {
			d.Reviews = append(d.Reviews, DraftReview{Date: day(s), By: by})
		}
	}
}

func deadline(s string) Deadline {
	d, err := ParseDeadline(s)
	if err != nil {
		panic(err)
	}
	return d
}

func reviewOf(t *testing.T, rules Rules, today string, d *Draft) Review {
	t.Helper()
	lib, _ := Resolve([]*Draft{d}, rules, day(today))
	return lib.Document(d.Document).Review
}

// TestEveryTerm holds the vectors of practice: last decision, whose terms, the first day of the
// next term, the first day too late by each of the four deadlines, and whole terms missed on two
// days.
func TestEveryTerm(t *testing.T) {
	deadlines := []string{"start of term", "12-31 after election", "24 months after election", "end of term"}
	for _, tt := range []struct {
		last, anchor, opens string
		overdue             [4]string
		missed              [2]int // on 2026-11-22 and 2027-01-01
	}{
		{"2014-03-12", "kf", "2014-10-15", [4]string{"2014-10-15", "2016-01-01", "2016-09-15", "2018-10-15"}, [2]int{3, 3}},
		{"2014-03-12", "ks", "2015-01-01", [4]string{"2015-01-01", "2016-01-01", "2016-09-15", "2019-01-01"}, [2]int{2, 3}},
		{"2015-12-09", "kf", "2018-10-15", [4]string{"2018-10-15", "2020-01-01", "2020-09-10", "2022-10-15"}, [2]int{2, 2}},
		{"2015-12-09", "ks", "2019-01-01", [4]string{"2019-01-01", "2020-01-01", "2020-09-10", "2023-01-01"}, [2]int{1, 2}},
		{"2014-10-14", "kf", "2014-10-15", [4]string{"2014-10-15", "2016-01-01", "2016-09-15", "2018-10-15"}, [2]int{3, 3}},
		{"2014-10-15", "kf", "2018-10-15", [4]string{"2018-10-15", "2020-01-01", "2020-09-10", "2022-10-15"}, [2]int{2, 2}},
		{"2014-10-15", "ks", "2015-01-01", [4]string{"2015-01-01", "2016-01-01", "2016-09-15", "2019-01-01"}, [2]int{2, 3}},
		{"2018-10-14", "kf", "2018-10-15", [4]string{"2018-10-15", "2020-01-01", "2020-09-10", "2022-10-15"}, [2]int{2, 2}},
		{"2018-10-15", "kf", "2022-10-15", [4]string{"2022-10-15", "2024-01-01", "2024-09-12", "2026-10-15"}, [2]int{1, 1}},
		{"2018-12-31", "ks", "2019-01-01", [4]string{"2019-01-01", "2020-01-01", "2020-09-10", "2023-01-01"}, [2]int{1, 2}},
		{"2019-01-01", "ks", "2023-01-01", [4]string{"2023-01-01", "2024-01-01", "2024-09-12", "2027-01-01"}, [2]int{0, 1}},
		{"2026-10-14", "kf", "2026-10-15", [4]string{"2026-10-15", "2028-01-01", "2028-09-14", "2030-10-15"}, [2]int{0, 0}},
		{"2026-10-15", "kf", "2030-10-15", [4]string{"2030-10-15", "2032-01-01", "2032-09-09", "2034-10-15"}, [2]int{0, 0}},
	} {
		for i, dl := range deadlines {
			t.Run(tt.last+" "+tt.anchor+" "+dl, func(t *testing.T) {
				rules := DefaultRules()
				rules.Terms.Anchor = tt.anchor
				rules.Terms.Deadline = deadline(dl)
				d := adopted("policy/a", tt.last, review("every term"))
				since := day(tt.overdue[i])
				for j, today := range []string{"2026-11-22", "2027-01-01"} {
					r := reviewOf(t, rules, today, d)
					if r.Opens != day(tt.opens) || r.Due != since.AddDays(-1) || r.TermsMissed != tt.missed[j] || r.Rule.Type != RuleTerm {
						t.Errorf("on %s: opens %s, due %s, missed %d, rule %s; want %s, %s, %d, every term",
							today, r.Opens, r.Due, r.TermsMissed, r.Rule, tt.opens, since.AddDays(-1), tt.missed[j])
					}
				}
				if r := reviewOf(t, rules, since.AddDays(-1).String(), d); r.State == Overdue || !r.OverdueSince.IsZero() {
					t.Errorf("on the last day in time: %s since %s", r.State, r.OverdueSince)
				}
				if r := reviewOf(t, rules, since.String(), d); r.State != Overdue || r.OverdueSince != since {
					t.Errorf("the day after: %s since %s, want overdue since %s", r.State, r.OverdueSince, since)
				}
			})
		}
	}
}

// TestSeedPolicies are the two real policies: adopted by the executive board, counted by the
// council's terms.
func TestSeedPolicies(t *testing.T) {
	board := func(d *Draft) { d.AdoptedBy = "kommunstyrelsen" }
	mjolby := reviewOf(t, DefaultRules(), "2026-11-22", adopted("policy/mjolby", "2014-03-12", board, review("every term")))
	haninge := reviewOf(t, DefaultRules(), "2026-11-22", adopted("policy/haninge", "2015-12-09", board))
	if mjolby.State != Overdue || mjolby.OverdueSince != day("2018-10-15") || mjolby.TermsMissed != 3 || mjolby.FromKind {
		t.Errorf("Mjölby: %+v", mjolby)
	}
	if haninge.State != Overdue || haninge.OverdueSince != day("2022-10-15") || haninge.TermsMissed != 2 || !haninge.FromKind {
		t.Errorf("Haninge: %+v", haninge)
	}
	wantTerm := Term{day("2010-11-01"), day("2014-10-14"), day("2010-09-19")}
	wantNext := Term{day("2014-10-15"), day("2018-10-14"), day("2014-09-14")}
	if mjolby.Term != wantTerm || mjolby.Next != wantNext || mjolby.TermBody.ID != "kommunfullmaktige" {
		t.Errorf("Mjölby's terms: %v, %v, %v", mjolby.Term, mjolby.Next, mjolby.TermBody)
	}
}

func TestReview(t *testing.T) {
	by := func(s string) func(*Draft) { return func(d *Draft) { d.ReviewBy = day(s) } }
	until := func(s string) func(*Draft) { return func(d *Draft) { d.ValidUntil = day(s) } }
	kind := func(s string) func(*Draft) { return func(d *Draft) { d.Kind = s } }
	corrected := func(s string) func(*Draft) {
		return func(d *Draft) { d.Corrections = []Correction{{Date: day(s), Note: "stavning"}} }
	}
	for _, tt := range []struct {
		name, today string
		draft       *Draft
		state       ReviewState
		due, rule   string
		missed      int
	}{
		{"months, current", "2025-09-01", adopted("x/a", "2025-06-15", kind("policy"), review("12 months")), Current, "2026-06-15", "12 months", -1},
		{"months, last current day", "2025-12-16", adopted("x/a", "2025-06-15", kind("policy"), review("12 months")), Current, "2026-06-15", "12 months", -1},
		{"months, first soon day", "2025-12-17", adopted("x/a", "2025-06-15", kind("policy"), review("12 months")), DueSoon, "2026-06-15", "12 months", -1},
		{"months, last day in time", "2026-06-15", adopted("x/a", "2025-06-15", kind("policy"), review("12 months")), DueSoon, "2026-06-15", "12 months", -1},
		{"months, too late", "2026-06-16", adopted("x/a", "2025-06-15", kind("policy"), review("12 months")), Overdue, "2026-06-15", "12 months", -1},
		{"leap day and a year", "2021-03-01", adopted("x/a", "2020-02-29", kind("policy"), review("12 months")), Overdue, "2021-02-28", "12 months", -1},
		{"end of a short month", "2025-03-01", adopted("x/a", "2025-01-31", kind("policy"), review("1 month")), Overdue, "2025-02-28", "1 month", -1},
		{"years", "2020-01-01", adopted("x/a", "2019-02-28", kind("policy"), review("2 years")), Current, "2021-02-28", "2 years", -1},

		{"review restarts", "2024-01-01", adopted("x/a", "2020-01-10", kind("policy"), review("12 months"), looked("2021-05-01", "2023-11-05")), Current, "2024-11-05", "12 months", -1},
		{"review yet to come does not", "2023-11-04", adopted("x/a", "2022-12-10", kind("policy"), review("12 months"), looked("2023-11-05")), DueSoon, "2023-12-10", "12 months", -1},
		{"review before adoption does not", "2023-01-01", adopted("x/a", "2022-12-10", kind("policy"), review("12 months"), looked("2020-11-05")), Current, "2023-12-10", "12 months", -1},
		{"correction never does", "2026-11-22", adopted("x/a", "2014-03-12", kind("policy"), review("every term"), corrected("2025-10-12")), Overdue, "2018-10-14", "every term", 3},
		{"review in a later term", "2024-01-01", adopted("x/a", "2014-03-12", kind("policy"), review("every term"), looked("2023-06-01")), Current, "2030-10-14", "every term", 0},

		{"term, before it opens", "2018-10-14", adopted("x/a", "2015-12-09", kind("policy")), Current, "2022-10-14", "every term", 0},
		{"term, open", "2018-10-15", adopted("x/a", "2015-12-09", kind("policy")), Open, "2022-10-14", "every term", 0},
		{"term, last open day", "2022-04-16", adopted("x/a", "2015-12-09", kind("policy")), Open, "2022-10-14", "every term", 0},
		{"term, due soon goes before open", "2022-04-17", adopted("x/a", "2015-12-09", kind("policy")), DueSoon, "2022-10-14", "every term", 0},
		{"term, overdue", "2022-10-15", adopted("x/a", "2015-12-09", kind("policy")), Overdue, "2022-10-14", "every term", 1},

		{"several, months first", "2020-01-01", adopted("x/a", "2015-12-09", kind("policy"), review("every term", "12 months")), Overdue, "2016-12-09", "12 months", -1},
		{"several, term first", "2020-01-01", adopted("x/a", "2015-12-09", kind("policy"), review("10 years", "every term")), Open, "2022-10-14", "every term", 0},
		{"several, months first and open", "2018-11-01", adopted("x/a", "2018-09-09", kind("policy"), review("every term", "12 months")), Open, "2019-09-09", "12 months", -1},
		{"or when needed", "2020-01-01", adopted("x/a", "2015-12-09", kind("policy"), review("every term", "when needed")), Open, "2022-10-14", "every term", 0},

		{"when needed", "2050-01-01", adopted("x/a", "2015-12-09", kind("policy"), review("when needed")), Unscheduled, "", "none", -1},
		{"none", "2050-01-01", adopted("x/a", "2015-12-09", kind("policy"), review("none")), Unscheduled, "", "none", -1},
		{"kind's months", "2016-12-10", adopted("x/a", "2015-12-09", kind("rutin")), Overdue, "2016-12-09", "12 months", -1},
		{"kind's none", "2050-01-01", adopted("x/a", "2015-12-09", kind("plan")), Unscheduled, "", "none", -1},
		{"kind's when needed", "2050-01-01", adopted("x/a", "2015-12-09", kind("foreskrift")), Unscheduled, "", "none", -1},

		{"review by alone", "2026-01-01", adopted("x/a", "2015-12-09", kind("policy"), by("2040-05-01")), Current, "2040-05-01", "review by", -1},
		{"review by, too late", "2040-05-02", adopted("x/a", "2015-12-09", kind("policy"), by("2040-05-01")), Overdue, "2040-05-01", "review by", -1},
		{"review by ends with a review", "2040-05-02", adopted("x/a", "2015-12-09", kind("policy"), by("2040-05-01"), looked("2016-01-01")), Overdue, "2022-10-14", "every term", 5},
		{"review by ends, and a kind without a day", "2040-05-02", adopted("x/a", "2015-12-09", kind("plan"), by("2040-05-01"), looked("2016-01-01")), Unscheduled, "", "none", -1},
		{"review by ends, by anybody", "2016-02-01", adopted("x/a", "2015-12-09", kind("rutin"), by("2040-05-01"), lookedBy("Säkerhetschef", "2016-01-01")), Current, "2017-01-01", "12 months", -1},
		{"review on the day of adoption ends nothing", "2040-05-02", adopted("x/a", "2015-12-09", kind("policy"), by("2040-05-01"), looked("2015-12-09")), Overdue, "2040-05-01", "review by", -1},
		{"review by and a later cycle", "2016-01-01", adopted("x/a", "2015-12-09", kind("policy"), by("2017-01-01"), review("every term")), Current, "2017-01-01", "review by", -1},
		{"review by and an earlier cycle", "2016-01-01", adopted("x/a", "2015-12-09", kind("policy"), by("2017-01-01"), review("12 months")), Current, "2016-12-09", "12 months", -1},
		{"cycle goes on after review by", "2017-01-01", adopted("x/a", "2015-12-09", kind("policy"), by("2017-01-01"), review("2 years"), looked("2016-06-01")), Current, "2018-06-01", "2 years", -1},

		{"valid until, 181 days left", "2026-07-03", adopted("x/a", "2024-01-01", kind("plan"), until("2026-12-31")), Unscheduled, "", "none", -1},
		{"valid until, last day", "2026-07-05", adopted("x/a", "2024-01-01", kind("plan"), until("2026-07-05")), DueSoon, "2026-07-05", "valid until", -1},
		{"valid until, other day", "2026-07-04", adopted("x/a", "2024-01-01", kind("plan"), until("2027-01-01")), Unscheduled, "", "none", -1},
		{"valid until, 180 days left", "2026-07-04", adopted("x/a", "2024-01-01", kind("plan"), until("2026-12-31"), review("none")), DueSoon, "2026-12-31", "valid until", -1},
		{"valid until and an overdue cycle", "2026-12-01", adopted("x/a", "2024-01-01", kind("plan"), until("2026-12-31"), review("12 months")), Overdue, "2025-01-01", "12 months", -1},
		{"valid until before the cycle's day", "2026-12-01", adopted("x/a", "2024-01-01", kind("policy"), until("2026-12-31")), DueSoon, "2026-12-31", "valid until", -1},
		{"expired is never overdue", "2027-01-01", adopted("x/a", "2024-01-01", kind("policy"), until("2026-12-31"), review("12 months")), 0, "", "none", 0},

		{"the far future is clamped", "9999-06-01", adopted("x/a", "9999-05-01", kind("policy"), review("100 years", "every term")), Current, "9999-12-31", "100 years", -1},
		{"a day long ago", "2026-11-22", adopted("x/a", "0001-01-01", kind("policy"), review("every term")), Overdue, "0006-10-31", "every term", 506},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := reviewOf(t, DefaultRules(), tt.today, tt.draft)
			if r.State != tt.state || r.Due != day(tt.due) || r.Rule.String() != tt.rule || r.TermsMissed != tt.missed {
				t.Errorf("on %s: %s, due %s by %q, missed %d; want %s, due %s by %q, missed %d",
					tt.today, r.State, r.Due, r.Rule, r.TermsMissed, tt.state, tt.due, tt.rule, tt.missed)
			}
		})
	}
}

func TestEveryYear(t *testing.T) {
	for _, tt := range []struct {
		cycle, last, today string
		state              ReviewState
		due                string
	}{
		{"every year", "2025-11-24", "2026-12-31", DueSoon, "2026-12-31"},
		{"every year", "2025-11-24", "2027-01-01", Overdue, "2026-12-31"},
		{"every year", "2025-01-01", "2026-07-03", Current, "2026-12-31"},
		{"every year", "2025-12-31", "2026-07-04", DueSoon, "2026-12-31"},
		{"every year", "2026-01-01", "2026-07-04", Current, "2027-12-31"},
		// Who reviews in January has reviewed for that year.
		{"03-31 every year", "2026-01-15", "2026-03-31", Current, "2027-03-31"},
		{"03-31 every year", "2025-12-31", "2026-03-31", DueSoon, "2026-03-31"},
		{"03-31 every year", "2025-12-31", "2026-04-01", Overdue, "2026-03-31"},
		{"03-31 every year", "2026-04-01", "2026-05-01", Current, "2027-03-31"},
		{"02-29 every year", "2025-06-01", "2026-02-28", DueSoon, "2026-02-28"},
		{"02-29 every year", "2027-06-01", "2028-02-29", DueSoon, "2028-02-29"},
		{"every year", "9999-05-01", "9999-06-01", Current, "9999-12-31"},
	} {
		rules := DefaultRules()
		r := reviewOf(t, rules, tt.today, adopted("policy/a", tt.last, review(tt.cycle)))
		if r.State != tt.state || r.Due != day(tt.due) || r.Rule.String() != tt.cycle || r.TermsMissed != -1 {
			t.Errorf("%s, last %s, on %s: %s, due %s by %q; want %s, %s", tt.cycle, tt.last, tt.today, r.State, r.Due, r.Rule, tt.state, tt.due)
		}
	}
	// A scale of charges for 2026, adopted a week earlier than the year before, is not overdue a year later.
	taxa := adopted("taxor/a", "2025-11-24", func(d *Draft) { d.Kind = "taxa" })
	if r := reviewOf(t, DefaultRules(), "2026-11-25", taxa); r.State != DueSoon || r.Due != day("2026-12-31") || !r.FromKind {
		t.Errorf("the scale of charges: %s, due %s", r.State, r.Due)
	}
}

// TestWhoReviewed holds who can say that a decision still serves in a new term of office: the body that made it, and
// those above it.
func TestWhoReviewed(t *testing.T) {
	rules := DefaultRules()
	rules.Bodies = append(rules.Bodies, Body{ID: "bun", Name: "Barnnämnden"}, Body{ID: "sbn", Name: "Byggnadsnämnden"})
	for _, tt := range []struct {
		adoptedBy, by string
		restarts      bool
	}{
		{"kf", "", true}, {"kf", "kommunfullmäktige", true}, {"kf", "ks", false}, {"kf", "bun", false}, {"kf", "kommundirektör", false}, {"kf", "Säkerhetschef", false},
		{"ks", "", true}, {"ks", "kf", true}, {"ks", "ks", true}, {"ks", "bun", false}, {"ks", "Säkerhetschef", false},
		{"bun", "bun", true}, {"bun", "sbn", false}, {"bun", "ks", true}, {"bun", "kommundirektör", false},
		{"kommundirektör", "kommundirektör", true}, {"kommundirektör", "bun", true}, {"kommundirektör", "It-chef", false},
	} {
		from := func(d *Draft) { d.AdoptedBy = tt.adoptedBy }
		r := reviewOf(t, rules, "2026-11-22", adopted("x/a", "2019-06-01", from, review("every term"), lookedBy(tt.by, "2026-11-20")))
		due, termLast := "2026-10-14", "2019-06-01"
		if tt.restarts {
			due, termLast = "2034-10-14", "2026-11-20"
		}
		if r.Due != day(due) || r.TermLast != day(termLast) || (r.TermEntry != nil) != tt.restarts || r.Last != day("2026-11-20") {
			t.Errorf("adopted by %s, reviewed by %q: due %s, counted from %s (last %s); want %s, %s", tt.adoptedBy, tt.by, r.Due, r.TermLast, r.Last, due, termLast)
		}
		// Anybody's look counts for a cycle of months.
		r = reviewOf(t, rules, "2026-11-22", adopted("x/a", "2019-06-01", from, review("12 months"), lookedBy(tt.by, "2026-11-20")))
		if r.Due != day("2027-11-20") || !r.TermLast.IsZero() {
			t.Errorf("adopted by %s, reviewed by %q: due %s by months", tt.adoptedBy, tt.by, r.Due)
		}
	}
	// A manager's yearly looks and the body's own every term: the second is missed although the first is kept.
	both := adopted("x/a", "2015-06-01", review("12 months", "every term"), lookedBy("Säkerhetschef", "2024-05-01", "2025-05-01", "2026-05-01"))
	if r := reviewOf(t, rules, "2026-11-22", both); r.State != Overdue || r.Due != day("2022-10-14") || r.TermsMissed != 2 {
		t.Errorf("looked at every year, but by no body: %s, due %s, %d terms missed", r.State, r.Due, r.TermsMissed)
	}
}

// TestOwnDeadlines holds that a document's deadline precedes its kind's, and that the site's.
func TestOwnDeadlines(t *testing.T) {
	for _, tt := range []struct{ site, kind, document, due string }{
		{"", "", "", "2030-10-14"},
		{"start of term", "", "", "2026-10-14"},
		{"start of term", "10-31 after election", "", "2027-10-31"},
		{"start of term", "10-31 after election", "24 months after election", "2028-09-13"},
		{"", "", "start of term", "2026-10-14"},
		{"start of term", "", "end of term", "2030-10-14"},
	} {
		read := func(s string) Deadline {
			if s == "" {
				return Deadline{}
			}
			return deadline(s)
		}
		rules := DefaultRules()
		rules.Terms.Deadline = read(tt.site)
		for i := range rules.Kinds {
			if rules.Kinds[i].ID == "policy" {
				rules.Kinds[i].Deadline = read(tt.kind)
			}
		}
		r := reviewOf(t, rules, "2026-11-22", adopted("policy/a", "2023-06-01", func(d *Draft) { d.Deadline = read(tt.document) }))
		if r.Due != day(tt.due) {
			t.Errorf("%+v: due %s", tt, r.Due)
		}
	}
}

// TestDeadlinesOfLaw are the days of PBL 3:23 (24 months) and of the risk analysis (31 October).
func TestDeadlinesOfLaw(t *testing.T) {
	d := adopted("policy/a", "2023-06-01", review("every term"))
	for dl, want := range map[string]string{
		"24 months after election":   "2028-09-13",
		"10-31 after election":       "2027-10-31",
		"12-31 after election":       "2027-12-31",
		"02-29 after election":       "2027-02-28",
		"end of term":                "2030-10-14",
		"start of term":              "2026-10-14",
		"1200 months after election": "2126-09-13",
	} {
		rules := DefaultRules()
		rules.Terms.Deadline = deadline(dl)
		if r := reviewOf(t, rules, "2026-11-22", d); r.Due != day(want) {
			t.Errorf("%s: due %s, want %s", dl, r.Due, want)
		}
	}
}

// TestDecisionBetweenDeadlineAndTerm is a board that decides after the day which the election
// gave, but before its own next term begins: the new decision cannot be late from the start.
func TestDecisionBetweenDeadlineAndTerm(t *testing.T) {
	rules := DefaultRules()
	rules.Terms.Anchor = "ks"
	rules.Terms.Deadline = deadline("2 months after election")
	r := reviewOf(t, rules, "2014-12-01", adopted("policy/a", "2014-11-20", review("every term")))
	if r.Due != day("2018-11-09") || r.State != Current {
		t.Errorf("due %s, %s; want 2018-11-09, current", r.Due, r.State)
	}
}

func TestAnchors(t *testing.T) {
	boards := func(d *Draft) { d.AdoptedBy = "Barn- och utbildningsnämnden" }
	draft := func() *Draft { return adopted("policy/a", "2014-12-01", boards, review("every term")) }
	rules := DefaultRules()
	rules.Bodies = append(rules.Bodies, Body{ID: "bun", Name: "Barn- och utbildningsnämnden"})
	for _, tt := range []struct{ anchor, body, opens string }{
		{"kommunfullmaktige", "kommunfullmaktige", "2018-10-15"},
		{"KF", "kommunfullmaktige", "2018-10-15"},
		{"", "kommunfullmaktige", "2018-10-15"},
		{"nobody", "kommunfullmaktige", "2018-10-15"},
		{"kommunstyrelsen", "kommunstyrelsen", "2015-01-01"},
		{"adopting body", "bun", "2015-01-01"},
	} {
		rules.Terms.Anchor = tt.anchor
		r := reviewOf(t, rules, "2015-06-01", draft())
		if r.Opens != day(tt.opens) || string(r.Rule.Body.ID) != tt.body {
			t.Errorf("anchor %q: opens %s by the terms of %s, want %s, %s", tt.anchor, r.Opens, r.Rule.Body.ID, tt.opens, tt.body)
		}
	}
	rules.Terms.Anchor = AdoptingBody
	rules.Bodies = nil
	if r := reviewOf(t, rules, "2015-06-01", draft()); r.Opens != day("2018-10-15") || r.Rule.Body == nil {
		t.Errorf("without any body: opens %s by %v, want the council's 2018-10-15", r.Opens, r.Rule.Body)
	}
}

func TestExtraElection(t *testing.T) {
	d := adopted("policy/a", "2027-05-01", review("every term"))
	rules := DefaultRules()
	rules.Terms.Elections = map[int]Date{2028: day("2028-03-12")}
	if r := reviewOf(t, rules, "2028-06-01", d); r.Opens != day("2030-10-15") {
		t.Errorf("an extra election shifts the duty: opens %s", r.Opens)
	}
	rules.Terms.ExtraTerms = []Date{day("2028-04-03")}
	for _, tt := range []struct{ deadline, due string }{
		{"end of term", "2030-10-14"}, {"start of term", "2028-04-02"},
		{"12-31 after election", "2029-12-31"}, {"24 months after election", "2030-03-12"},
	} {
		rules.Terms.Deadline = deadline(tt.deadline)
		r := reviewOf(t, rules, "2028-06-01", d)
		if r.Opens != day("2028-04-03") || r.Due != day(tt.due) {
			t.Errorf("%s: opens %s, due %s; want 2028-04-03, %s", tt.deadline, r.Opens, r.Due, tt.due)
		}
	}
}

func TestDaysOfAllRules(t *testing.T) {
	d := adopted("policy/a", "2015-12-09", review("every term", "2 years", "2 years", "when needed"))
	d.ReviewBy, d.ValidUntil = day("2016-06-01"), day("2016-03-01")
	r := reviewOf(t, DefaultRules(), "2016-01-01", d)
	var got []string
	for _, rd := range r.Days {
		got = append(got, rd.Rule.String()+" "+rd.Due.String())
	}
	want := []string{"valid until 2016-03-01", "review by 2016-06-01", "2 years 2017-12-09", "every term 2022-10-14"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if r.Opens != day("2018-10-15") || r.SoonFrom != day("2015-09-03") || r.FromKind {
		t.Errorf("opens %s, soon from %s, from kind %t", r.Opens, r.SoonFrom, r.FromKind)
	}
}

func TestEvents(t *testing.T) {
	event := func(change func(*Event)) Event {
		e := Event{Date: day("2026-01-15"), Text: "Cybersäkerhetslagen (2025:1506) gäller"}
		change(&e)
		return e
	}
	draft := func() *Draft {
		return adopted("policy/a", "2015-12-09", func(d *Draft) {
			d.Keywords = []string{"Informationssäkerhet"}
			d.Standards = []string{"ISO/IEC 27001:2022"}
			d.Laws = []string{"dataskyddslagen (SFS 2018:218)"}
		})
	}
	for _, tt := range []struct {
		name  string
		event Event
		want  bool
	}{
		{"document", event(func(e *Event) { e.Documents = []string{"policy/a"} }), true},
		{"other document", event(func(e *Event) { e.Documents = []string{"policy/ab"} }), false},
		{"kind", event(func(e *Event) { e.Kinds = []string{"policy"} }), true},
		{"other kind", event(func(e *Event) { e.Kinds = []string{"plan"} }), false},
		{"keyword in other case", event(func(e *Event) { e.Keywords = []string{"x", "informationssäkerhet"} }), true},
		{"part of a keyword", event(func(e *Event) { e.Keywords = []string{"säkerhet"} }), false},
		{"standard without its year", event(func(e *Event) { e.Standards = []string{"ISO/IEC 27001"} }), true},
		{"other edition", event(func(e *Event) { e.Standards = []string{"ISO/IEC 27001:2013"} }), false},
		{"longer number", event(func(e *Event) { e.Standards = []string{"ISO/IEC 2700"} }), false},
		{"law by number", event(func(e *Event) { e.Laws = []string{"2018:218"} }), true},
		{"other law", event(func(e *Event) { e.Laws = []string{"2018:21"} }), false},
		{"nothing named", event(func(*Event) {}), false},
		{"yet to come", event(func(e *Event) { e.Date, e.Kinds = day("2026-11-23"), []string{"policy"} }), false},
		{"today", event(func(e *Event) { e.Date, e.Kinds = day("2026-11-22"), []string{"policy"} }), true},
		{"on the day of the decision", event(func(e *Event) { e.Date, e.Kinds = day("2015-12-09"), []string{"policy"} }), false},
		{"the day after the decision", event(func(e *Event) { e.Date, e.Kinds = day("2015-12-10"), []string{"policy"} }), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rules := DefaultRules()
			rules.Events = []Event{tt.event}
			if r := reviewOf(t, rules, "2026-11-22", draft()); (len(r.Events) == 1) != tt.want {
				t.Errorf("touched by %d events, want %t", len(r.Events), tt.want)
			}
		})
	}
	rules := DefaultRules()
	rules.Events = []Event{event(func(e *Event) { e.Kinds = []string{"policy"}; e.Keywords = []string{"informationssäkerhet"} })}
	d := draft()
	looked("2026-02-01")(d)
	if r := reviewOf(t, rules, "2026-11-22", d); len(r.Events) != 0 {
		t.Error("an event touches a document that was reviewed after it")
	}
}

func TestSFSNumber(t *testing.T) {
	for in, want := range map[string]string{
		"2018:218": "2018:218", "SFS 2017:725": "2017:725", "kommunallagen (2017:725), 5 kap.": "2017:725", "1949:105": "1949:105",
		"ISO 27001:2022": "", "KS 2015/123": "", "2018:": "", ":218": "", "12018:218": "", "2018:21876": "", "": "", "å2018:2å": "2018:2",
	} {
		if got := SFSNumber(in); got != want {
			t.Errorf("SFSNumber(%q) = %q, want %q", in, got, want)
		}
	}
}
