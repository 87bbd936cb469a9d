package library

import (
	"errors"
	"testing"
)

func TestParseReviewCycle(t *testing.T) {
	for in, want := range map[string]ReviewCycle{
		"every term": {Type: EveryTerm}, "Every  Term ": {Type: EveryTerm}, "when needed": {Type: WhenNeeded}, "none": {Type: NoReview},
		"12 months": {Type: EveryMonths, Months: 12}, "1 month": {Type: EveryMonths, Months: 1}, "1 months": {Type: EveryMonths, Months: 1}, "2 years": {Type: EveryMonths, Months: 24}, "1 year": {Type: EveryMonths, Months: 12},
		"1200 months": {Type: EveryMonths, Months: 1200}, "100 years": {Type: EveryMonths, Months: 1200}, "007 months": {Type: EveryMonths, Months: 7},
		"every year": {Type: EveryYear, Day: MonthDay{12, 31}}, "12-31 every year": {Type: EveryYear, Day: MonthDay{12, 31}},
		"03-31  Every year": {Type: EveryYear, Day: MonthDay{3, 31}}, "02-29 every year": {Type: EveryYear, Day: MonthDay{2, 29}},
	} {
		got, err := ParseReviewCycle(in)
		if err != nil || got != want {
			t.Errorf("ParseReviewCycle(%q) = %v, %v; want %v", in, got, err, want)
		}
		again, err := ParseReviewCycle(got.String())
		if err != nil || again != got {
			t.Errorf("%q is written %q, which is read as %v, %v", in, got, again, err)
		}
	}
	for in, want := range map[string]error{
		"0 months": ErrCycleTooShort, "0 years": ErrCycleTooShort, "3 weeks": ErrCycleTooShort, "30 days": ErrCycleTooShort,
		"1201 months": ErrCycleTooLong, "101 years": ErrCycleTooLong, "99999999999999999999999 months": ErrCycleTooLong, "99999999999999999999999 years": ErrCycleTooLong,
		"": nil, "tolv månader": nil, "-1 months": nil, "+1 months": nil, "1.5 years": nil, "12": nil, "months": nil, "12 months 1": nil, "every term or when needed": nil, "02-30 every year": nil, "31 every year": nil, "3-31 every year": nil, "every other year": nil, "٣ months": nil,
	} {
		got, err := ParseReviewCycle(in)
		if err == nil || got != (ReviewCycle{}) || want != nil && !errors.Is(err, want) {
			t.Errorf("ParseReviewCycle(%q) = %v, %v; want %v", in, got, err, want)
		}
	}
}

func FuzzReviewCycle(f *testing.F) {
	for _, s := range []string{"every term", "12 months", "2 years", "when needed", "none", "1 month", "0 years", "1200 months", "every year", "03-31 every year", "tolv månader", "1 1", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseReviewCycle(s)
		if err != nil {
			if c != (ReviewCycle{}) {
				t.Fatalf("%q: %v beside an error", s, c)
			}
			return
		}
		if c.Type == EveryMonths && (c.Months < 1 || c.Months > MaxCycleMonths) {
			t.Fatalf("%q: %d months", s, c.Months)
		}
		if again, err := ParseReviewCycle(c.String()); err != nil || again != c {
			t.Fatalf("%q is written %q, which is read as %v, %v", s, c, again, err)
		}
	})
}

func TestParseDeadline(t *testing.T) {
	for in, want := range map[string]Deadline{
		"end of term": {Type: EndOfTerm}, "Start of Term": {Type: StartOfTerm},
		"12-31 after election": {Type: DayAfterElection, Day: MonthDay{12, 31}}, "02-29 after election": {Type: DayAfterElection, Day: MonthDay{2, 29}},
		"24 months after election": {Type: MonthsAfterElection, Months: 24}, "1 month  after election": {Type: MonthsAfterElection, Months: 1}, "2 years after election": {Type: MonthsAfterElection, Months: 24},
	} {
		got, err := ParseDeadline(in)
		if err != nil || got != want {
			t.Errorf("ParseDeadline(%q) = %v, %v; want %v", in, got, err, want)
		}
		if again, err := ParseDeadline(got.String()); err != nil || again != got {
			t.Errorf("%q is written %q, which is read as %v, %v", in, got, again, err)
		}
	}
	for _, in := range []string{"", "after election", "13-01 after election", "02-30 after election", "1-1 after election", "0 months after election", "every term after election", "none after election", "24 months after the election", "24 months", "12-31", "middle of term"} {
		if got, err := ParseDeadline(in); err == nil || got != (Deadline{}) {
			t.Errorf("ParseDeadline(%q) = %v, want an error", in, got)
		}
	}
}

func TestWords(t *testing.T) {
	for _, s := range Visibilities() {
		if v, err := ParseVisibility(s); err != nil || v.String() != s {
			t.Errorf("%q is read as %s, %v", s, v, err)
		}
	}
	for _, s := range []string{"", "unknown", "Public", "offentlig", "publik"} {
		if v, err := ParseVisibility(s); err == nil || v != 0 {
			t.Errorf("visibility %q is read as %s", s, v)
		}
	}
	for s, want := range map[string]Status{
		"draft": StatusDraft, "consultation": StatusConsultation, "proposed": StatusProposed, "coming": StatusComing,
		"in_force": StatusInForce, "superseded": StatusSuperseded, "expired": StatusExpired, "repealed": StatusRepealed,
	} {
		if want.String() != s || want.Adopted() != (want >= StatusComing) {
			t.Errorf("%s: got %s, adopted %v", s, want, want.Adopted())
		}
	}
	for _, tt := range []struct{ got, want string }{
		{Implements.String(), "implements"}, {Complements.String(), "complements"}, {Replaces.String(), "replaces"}, {Related.String(), "related"},
		{Overdue.String(), "overdue"}, {DueSoon.String(), "due_soon"}, {Unscheduled.String(), "unscheduled"}, {Status(0).String(), "unknown"}, {Visibility(77).String(), "unknown"},
		{EveryTerm.String(), "every_term"}, {NoReview.String(), "none"}, {Neuter.String(), "neuter"}, {RuleValidUntil.String(), "valid_until"}, {MonthsAfterElection.String(), "months_after_election"},
		{Rule{Type: RuleTerm}.String(), "every term"}, {Rule{Type: RuleMonths, Months: 24}.String(), "2 years"}, {Rule{Type: RuleYear, Day: MonthDay{3, 31}}.String(), "03-31 every year"}, {Rule{}.String(), "none"},
		{ReviewCycle{}.String(), ""}, {ReviewCycle{Type: EveryMonths, Months: 18}.String(), "18 months"}, {Deadline{}.String(), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
	if g, err := ParseGender("neuter"); err != nil || g != Neuter {
		t.Errorf("neuter is read as %s, %v", g, err)
	}
	if _, err := ParseMonthDay("02-30"); err == nil {
		t.Error("30 February is a day")
	}
}

func TestDefaultRules(t *testing.T) {
	r := DefaultRules()
	want := map[KindID]struct {
		plural, definite, review string
		gender                   Gender
		rank                     int
		statute                  bool
	}{
		"vision":             {"visioner", "visionen", "every term", Common, 1, false},
		"strategi":           {"strategier", "strategin", "every term", Common, 2, false},
		"program":            {"program", "programmet", "every term", Neuter, 2, false},
		"plan":               {"planer", "planen", "none", Common, 3, false},
		"handlingsplan":      {"handlingsplaner", "handlingsplanen", "12 months", Common, 4, false},
		"policy":             {"policyer", "policyn", "every term", Common, 2, false},
		"riktlinje":          {"riktlinjer", "riktlinjerna", "every term", Plural, 3, false},
		"regler":             {"regler", "reglerna", "2 years", Plural, 3, false},
		"instruktion":        {"instruktioner", "instruktionen", "2 years", Common, 4, false},
		"anvisning":          {"anvisningar", "anvisningen", "2 years", Common, 4, false},
		"rutin":              {"rutiner", "rutinen", "12 months", Common, 5, false},
		"reglemente":         {"reglementen", "reglementet", "every term", Neuter, 1, true},
		"arbetsordning":      {"arbetsordningar", "arbetsordningen", "every term", Common, 1, true},
		"delegationsordning": {"delegationsordningar", "delegationsordningen", "12 months", Common, 2, true},
		"foreskrift":         {"föreskrifter", "föreskrifterna", "when needed", Plural, 1, true},
		"taxa":               {"taxor", "taxan", "every year", Common, 1, true},
		"bolagsordning":      {"bolagsordningar", "bolagsordningen", "every term", Common, 1, true},
		"agardirektiv":       {"ägardirektiv", "ägardirektivet", "every term", Neuter, 1, true},
	}
	if len(r.Kinds) != len(want) {
		t.Errorf("%d kinds, want %d", len(r.Kinds), len(want))
	}
	for _, k := range r.Kinds {
		w := want[k.ID]
		if k.Plural != w.plural || k.Definite != w.definite || k.Gender != w.gender || k.Rank != w.rank || k.Statute != w.statute || len(k.Review) != 1 || k.Review[0].String() != w.review {
			t.Errorf("%+v, want %+v", k, w)
		}
		if k.Singular == "" || k.Summary == "" || r.Body(string(k.Body)) == nil {
			t.Errorf("%s lacks a word: %+v", k.ID, k)
		}
		if got := r.CollectionKind(string(k.ID)); got == nil || got.ID != k.ID {
			t.Errorf("the collection %s has kind %v", k.ID, got)
		}
		if got := r.CollectionKind(slug(k.Plural)); got == nil || got.ID != k.ID {
			t.Errorf("the collection %s has kind %v, want %s", slug(k.Plural), got, k.ID)
		}
	}
	if r.Terms.Anchor != "kommunfullmaktige" || r.Terms.Deadline.Type != EndOfTerm || r.Soon != 180 || r.PublishConsultations {
		t.Errorf("terms %+v, soon %d", r.Terms, r.Soon)
	}
	r.Kinds[0].Review[0].Type = NoReview
	if DefaultRules().Kinds[0].Review[0].Type != EveryTerm {
		t.Error("two calls share their cycles")
	}
}

func TestBody(t *testing.T) {
	r := DefaultRules()
	r.Bodies = append(r.Bodies, Body{ID: "ks", Name: "Kultursektorn"})
	for in, want := range map[string]BodyID{
		"kommunfullmaktige": "kommunfullmaktige", "Kommunfullmäktige": "kommunfullmaktige", "KOMMUNFULLMÄKTIGE": "kommunfullmaktige", "KF": "kommunfullmaktige", " kf ": "kommunfullmaktige",
		"kommundirektören": "kommundirektoren", "Ks": "ks", "kommunstyrelsen": "kommunstyrelsen",
	} {
		if b := r.Body(in); b == nil || b.ID != want {
			t.Errorf("Body(%q) = %v, want %s", in, b, want)
		}
	}
	for _, in := range []string{"", " ", "kommun", "k"} {
		if b := r.Body(in); b != nil {
			t.Errorf("Body(%q) = %v", in, b)
		}
	}
	for in, want := range map[string]string{"komunfullmäktige": "kommunfullmaktige", "kommunstyrelse": "kommunstyrelsen", "Riksdagen": "", "": ""} {
		if got := r.NearestBody(in); got != want {
			t.Errorf("NearestBody(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestID(t *testing.T) {
	for in, want := range map[string]bool{"policy/losenord": true, "a/b-2": true, "KS 2015/123": false, "policy": false, "a/b/c": false, "policy/": false, "/a": false, "Policy/a": false, "policy/å": false, "a/b\n": false} {
		if IsID(in) != want {
			t.Errorf("IsID(%q) = %t", in, !want)
		}
	}
	if id := ID("policy/losenord"); id.Collection() != "policy" || id.Name() != "losenord" {
		t.Errorf("parts %q %q", id.Collection(), id.Name())
	}
}
