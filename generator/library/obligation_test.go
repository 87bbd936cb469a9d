package library

import (
	"fmt"
	"strings"
	"testing"
)

// obliged resolves documents with one obligation.
func obliged(o Obligation, drafts ...*Draft) *Library {
	rules := DefaultRules()
	o.What, o.Law = "Program för privata utförare", "kommunallagen (2017:725)"
	rules.Obligations = []Obligation{o}
	lib, _ := Resolve(drafts, rules, day("2026-11-22"))
	return lib
}

// fulfilled writes a fulfilment as a line: documents, those that are not in force, the last day, and its state.
func fulfilled(f Fulfilment) string {
	var out []string
	for _, d := range f.Documents {
		out = append(out, string(d.ID))
	}
	for _, d := range f.Ended {
		out = append(out, "("+string(d.ID)+")")
	}
	if r := f.Earliest(); r != nil {
		out = append(out, r.Due.String())
	}
	if f.Missing() {
		out = append(out, "missing")
	}
	if f.Overdue() != nil {
		out = append(out, "overdue")
	}
	if n := len(f.Below()); n > 0 {
		out = append(out, fmt.Sprint("below ", n))
	}
	return strings.Join(out, " ")
}

func TestObligations(t *testing.T) {
	term := []ReviewCycle{{Type: EveryTerm}}
	program := func(on string, more ...func(*Draft)) *Draft { return adopted("program/utforare", on, more...) }
	named := []string{"program/utforare"}
	for _, tt := range []struct {
		what   string
		o      Obligation
		drafts []*Draft
		want   string
	}{
		{"nothing named", Obligation{}, []*Draft{program("2023-02-27")}, "missing"},
		{"in the term before, KL 5:3", Obligation{Documents: named, Review: term}, []*Draft{program("2018-10-14")}, "program/utforare 2022-10-14 overdue"},
		{"in the last term", Obligation{Documents: named, Review: term}, []*Draft{program("2023-02-27")}, "program/utforare 2030-10-14"},
		{"24 months, PBL 3:23", Obligation{Documents: named, Review: term, Deadline: Deadline{Type: MonthsAfterElection, Months: 24}},
			[]*Draft{program("2023-02-27")}, "program/utforare 2028-09-13"},
		{"31 October, RSA", Obligation{Documents: named, Review: term, Deadline: Deadline{Type: DayAfterElection, Day: MonthDay{10, 31}}},
			[]*Draft{program("2023-02-27")}, "program/utforare 2027-10-31"},
		{"the document's own rule", Obligation{Documents: named}, []*Draft{program("2025-02-27", func(d *Draft) { d.Review = []ReviewCycle{{Type: EveryMonths, Months: 12}} })},
			"program/utforare 2026-02-27 overdue"},
		{"the law's rule, not the document's", Obligation{Documents: named, Review: term},
			[]*Draft{program("2025-02-27", func(d *Draft) { d.ReviewBy = day("2026-01-01") })}, "program/utforare 2030-10-14"},
		{"a draft", Obligation{Documents: named}, []*Draft{{File: "content/program/utforare.md", Document: "program/utforare", Title: "P", Kind: "program"}},
			"(program/utforare) missing"},
		{"expired", Obligation{Documents: named}, []*Draft{program("2020-02-27", func(d *Draft) { d.ValidUntil = day("2024-12-31") })},
			"(program/utforare) missing"},
		{"by keyword, the first day counts", Obligation{Keyword: "Utförare", Review: term}, []*Draft{
			program("2023-02-27", func(d *Draft) { d.Keywords = []string{"utförare"} }),
			adopted("policy/utforare", "2019-02-27", func(d *Draft) { d.Keywords = []string{"UTFÖRARE"} }),
		}, "policy/utforare program/utforare 2026-10-14 overdue"},
		{"by the board", Obligation{Documents: named, Body: "kommunfullmaktige"}, []*Draft{program("2023-02-27", func(d *Draft) { d.AdoptedBy = "ks" })},
			"program/utforare 2030-10-14 below 1"},
	} {
		if got := fulfilled(obliged(tt.o, tt.drafts...).Obligations[0]); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.what, got, tt.want)
		}
	}
}

// TestPublicObligations shows that the public is not told of what it does not see.
func TestPublicObligations(t *testing.T) {
	seen := func(v Visibility, keyword bool) string {
		o := Obligation{Documents: []string{"program/utforare"}}
		d := adopted("program/utforare", "2023-02-27", func(d *Draft) { d.Visibility = v })
		if keyword {
			o = Obligation{Keyword: "utförare"}
			d.Keywords = []string{"utförare"}
		}
		all := obliged(o, d).Public().Obligations
		if len(all) == 0 {
			return "left out"
		}
		return fulfilled(all[0])
	}
	for _, tt := range []struct {
		visibility Visibility
		keyword    bool
		want       string
	}{
		{Public, false, "program/utforare 2030-10-14"}, {Public, true, "program/utforare 2030-10-14"},
		{Listed, false, "program/utforare 2030-10-14"}, {Listed, true, "left out"},
		{Hidden, false, "left out"}, {Hidden, true, "left out"},
	} {
		if got := seen(tt.visibility, tt.keyword); got != tt.want {
			t.Errorf("%s, keyword %t: %s, want %s", tt.visibility, tt.keyword, got, tt.want)
		}
	}
}
