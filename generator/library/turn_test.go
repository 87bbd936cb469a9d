package library

import (
	"fmt"
	"strings"
	"testing"
)

// TestTurns holds on which coming days the state of a document changes: a document whose next version takes over goes on.
func TestTurns(t *testing.T) {
	version := func(on, from string, change ...func(*Draft)) *Draft {
		return adopted("policy/a", on, append(change, func(d *Draft) { d.File, d.InForce = "content/policy/a/"+on+".md", day(from) })...)
	}
	until := func(on string) func(*Draft) { return func(d *Draft) { d.ValidUntil = day(on) } }
	repealed := func(d *Draft) { d.Repealed = &DraftRepeal{Date: day("2026-11-02"), From: day("2027-01-01"), By: "kf"} }
	replacing := adopted("policy/b", "2026-11-02", func(d *Draft) { d.Replaces, d.InForce = []string{"policy/a"}, day("2027-03-01") })
	for _, c := range []struct {
		name, want string
		drafts     []*Draft
	}{
		{"nothing is decided", "", []*Draft{version("2022-12-12", "2023-01-01")}},
		{"the next version", "2027-01-01 in_force 2026-10-26", []*Draft{version("2022-12-12", "2023-01-01"), version("2026-10-26", "2027-01-01")}},
		{"the next version, with an end", "2027-01-01 in_force 2026-10-26, 2029-01-01 expired 2026-10-26",
			[]*Draft{version("2022-12-12", "2023-01-01"), version("2026-10-26", "2027-01-01", until("2028-12-31"))}},
		{"a gap before it", "2027-01-01 expired 2022-12-12, 2027-02-01 in_force 2026-10-26",
			[]*Draft{version("2022-12-12", "2023-01-01", until("2026-12-31")), version("2026-10-26", "2027-02-01")}},
		{"the last day", "2027-01-01 expired 2022-12-12", []*Draft{version("2022-12-12", "2023-01-01", until("2026-12-31"))}},
		{"a repeal", "2027-01-01 repealed 2022-12-12", []*Draft{version("2022-12-12", "2023-01-01", repealed)}},
		{"another document", "2027-03-01 superseded 2022-12-12", []*Draft{version("2022-12-12", "2023-01-01"), replacing}},
		{"not yet in force", "2027-01-01 in_force 2026-10-26", []*Draft{version("2026-10-26", "2027-01-01")}},
		{"two to come", "2027-01-01 in_force 2026-10-26, 2028-01-01 in_force 2026-11-02",
			[]*Draft{version("2026-10-26", "2027-01-01"), version("2026-11-02", "2028-01-01")}},
		{"ended", "", []*Draft{version("2020-01-01", "2020-01-01", until("2023-12-31"))}},
	} {
		lib, _ := Resolve(c.drafts, DefaultRules(), day("2026-11-22"))
		for _, l := range []*Library{lib, lib.Public()} {
			var got []string
			for _, turn := range l.Document("policy/a").Turns {
				got = append(got, fmt.Sprint(turn.From, " ", turn.Status, " ", turn.Adopted))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("%s: got %q, want %q", c.name, s, c.want)
			}
		}
	}
}

// TestReviewOfSuccessor holds that the next review of a document is that of the version adopted to take over, and that what
// ends before its review has none.
func TestReviewOfSuccessor(t *testing.T) {
	first := adopted("policy/a", "2014-03-12", func(d *Draft) { d.File = "content/policy/a/1.md" })
	second := adopted("policy/a", "2026-10-26", func(d *Draft) { d.File, d.InForce = "content/policy/a/2.md", day("2027-01-01") })
	lib, _ := Resolve([]*Draft{first, second}, DefaultRules(), day("2026-11-22"))
	d := lib.Document("policy/a")
	if r := d.Review; d.InForce.Adopted != day("2014-03-12") || r.Due != day("2034-10-14") || r.State != Current || r.Last != day("2026-10-26") {
		t.Errorf("got %v by %v after %v, want that of the version that was adopted", r.State, r.Due, r.Last)
	}
	if v, r := lib.Past().On(d, day("2026-10-25")); v == nil || r.State != Overdue {
		t.Errorf("got %v on the day before it was adopted, want overdue", r.State)
	}
	for name, end := range map[string]func(*Draft){
		"repealed":    func(d *Draft) { d.Repealed = &DraftRepeal{Date: day("2026-11-02"), From: day("2027-01-01"), By: "kf"} },
		"valid until": func(d *Draft) { d.ValidUntil = day("2028-12-31") },
	} {
		lib, _ := Resolve([]*Draft{adopted("policy/a", "2023-03-12", end)}, DefaultRules(), day("2026-11-22"))
		if r := lib.Document("policy/a").Review; r.State != Unscheduled || !r.Due.IsZero() || !r.Opens.IsZero() {
			t.Errorf("%s: got a review by %v, want none", name, r.Due)
		}
	}
}

// TestTranslationEnds holds that a translation holds no longer than what it translates, whatever ends that.
func TestTranslationEnds(t *testing.T) {
	original := func(on string, change ...func(*Draft)) *Draft {
		return adopted("policy/a", on, append(change, func(d *Draft) { d.File = "content/policy/a/" + on + ".md" })...)
	}
	later := func(from string) func(*Draft) { return func(d *Draft) { d.InForce = day(from) } }
	replacing := adopted("policy/c", "2025-01-01", func(d *Draft) { d.Replaces = []string{"policy/a"} })
	for _, c := range []struct {
		name, adopted, want string
		drafts              []*Draft
	}{
		{"in force", "2022-12-12", "in_force 2: ", []*Draft{original("2019-01-01"), original("2022-12-12")}},
		{"a successor", "2022-12-12", "superseded 1: 2024-12-31", []*Draft{original("2022-12-12"), original("2025-01-01")}},
		{"a successor to come", "2022-12-12", "in_force 1: 2026-12-31 2027-01-01", []*Draft{original("2022-12-12"), original("2026-10-26", later("2027-01-01"))}},
		{"replaced", "2022-12-12", "superseded 1: 2024-12-31", []*Draft{original("2022-12-12"), replacing}},
		{"repealed", "2022-12-12", "repealed 1: 2024-12-31", []*Draft{original("2022-12-12", func(d *Draft) { d.Repealed = &DraftRepeal{Date: day("2025-01-01"), By: "kf"} })}},
		{"expired, and the translation has a day of its own", "2023-01-15", "expired 1: 2024-12-31",
			[]*Draft{original("2022-12-12", func(d *Draft) { d.ValidUntil = day("2024-12-31") })}},
	} {
		tr := adopted("policy/b", c.adopted, func(d *Draft) { d.TranslationOf = "policy/a" })
		lib, _ := Resolve(Translated(append(c.drafts, tr), day("2026-11-22"), nil), DefaultRules(), day("2026-11-22"))
		d := lib.Document("policy/b")
		got := fmt.Sprint(d.Shown.Status, " ", d.Shown.Name, ": ", d.Shown.LastDay)
		for _, turn := range d.Turns {
			got += " " + turn.From.String()
		}
		if got != c.want || (d.InForce != nil) != (d.Shown.Status == StatusInForce) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
