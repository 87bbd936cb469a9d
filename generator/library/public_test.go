package library

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// ids gives the IDs of a library's documents.
func ids(l *Library) string {
	var out []string
	for _, d := range l.Documents {
		out = append(out, string(d.ID))
	}
	return strings.Join(out, " ")
}

func TestPublicDocuments(t *testing.T) {
	drafts := []*Draft{
		adopted("policy/adopted", "2020-01-01"),
		adopted("policy/coming", "2020-01-01", inForce("2030-01-01")),
		adopted("policy/consultation", "", status("consultation")),
		adopted("policy/draft", ""),
		adopted("policy/hidden", "2020-01-01", seen(Hidden)),
		adopted("policy/listed", "2020-01-01", seen(Listed)),
		adopted("policy/proposed", "", status("proposed")),
		adopted("policy/repealed", "2020-01-01", repealed("2021-01-01", "")),
		adopted("policy/tomorrow", "2024-06-02"),
	}
	rules := DefaultRules()
	lib, _ := Resolve(drafts, rules, day("2024-06-01"))
	if got, want := ids(lib.Public()), "policy/adopted policy/coming policy/listed policy/repealed"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	rules.PublishConsultations = true
	lib, _ = Resolve(drafts, rules, day("2024-06-01"))
	if got, want := ids(lib.Public()), "policy/adopted policy/coming policy/consultation policy/listed policy/repealed"; got != want {
		t.Errorf("with consultations: got %s, want %s", got, want)
	}
}

func TestPublicVersions(t *testing.T) {
	rules := DefaultRules()
	drafts := []*Draft{version("1", "2010-01-01"), version("2", "2015-01-01"), version("3", "", status("consultation")), version("4", "", status("proposed"), aliases("nytt")), version("5", "")}
	lib, _ := Resolve(drafts, rules, day("2024-06-01"))
	full, public := lib.Document("policy/a"), lib.Public().Document("policy/a")
	if got, want := picture(public), "holds 2, shown 2; 1 superseded to 2014-12-31; 2 in_force"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(full.Versions) != 5 || len(full.Aliases) != 1 || len(public.Aliases) != 0 {
		t.Errorf("the full library changed or an alias leaks: %s, %q, %q", picture(full), full.Aliases, public.Aliases)
	}
	one, two := public.Versions[0], public.Versions[1]
	if one.Superseder != two || two.Supersedes != one || one.Document != public || public.InForce != two || two.Name != "2" {
		t.Error("the public versions do not belong together")
	}
	if full.Versions[0].Superseder != full.Versions[1] || full.Versions[0].Document != full {
		t.Error("the versions of the full library changed")
	}
	rules.PublishConsultations = true
	lib, _ = Resolve(drafts[2:], rules, day("2024-06-01"))
	if got, want := picture(lib.Public().Document("policy/a")), "holds none, shown 3; 3 consultation"; got != want {
		t.Errorf("with consultations: got %s, want %s", got, want)
	}
}

// marked fills every text of a draft with a word.
func marked(word string) func(*Draft) {
	return func(d *Draft) {
		keep := *d
		v := reflect.ValueOf(d).Elem()
		for i := range v.NumField() {
			switch f := v.Field(i); f.Interface().(type) {
			case string:
				f.SetString(word)
			case []string:
				f.Set(reflect.ValueOf([]string{word}))
			}
		}
		d.Corrections = []Correction{{Date: day("2021-01-01"), Note: word}}
		d.File, d.Document, d.VersionFile, d.Status, d.AdoptedBy = keep.File, keep.Document, keep.VersionFile, keep.Status, keep.AdoptedBy
		d.Kind, d.Implements, d.Complements, d.Related, d.TranslationOf = keep.Kind, nil, nil, nil, ""
	}
}

func TestListedIsReduced(t *testing.T) {
	const word = "MARKERAD"
	d := adopted("policy/a", "2020-01-01", marked(word), seen(Listed), review("12 months"), looked("2021-06-01"))
	d.Title, d.Section, d.CaseNumber, d.Owner, d.Steward, d.Department, d.Contact, d.Language = "Titel", "§ 1", "KS 1", "Chef", "Handläggare", "Kontor", "a@b.se", "sv"
	d.Aliases = []string{"gammal"}
	rules := DefaultRules()
	rules.Events = []Event{{Date: day("2022-01-01"), Text: "Händelse", Keywords: []string{word}}}
	older := adopted("policy/a", "2010-01-01", marked(word), seen(Listed))
	older.VersionFile, d.VersionFile = "2010", "2020"
	lib, _ := Resolve([]*Draft{d, older}, rules, day("2024-06-01"))
	if len(lib.Document("policy/a").Review.Events) != 1 {
		t.Fatal("the event does not touch the document")
	}
	p := lib.Public().Document("policy/a")
	if got := fmt.Sprintf("%+v %+v %+v %q", *p.Shown.Draft, p.Replaces, p.Review.Events, p.Shown.Name); strings.Contains(got, word) {
		t.Errorf("a listed document shows its content: %s", got)
	}
	if len(p.Versions) != 1 || p.Shown.Title != "Titel" || p.Shown.Section != "§ 1" || p.Shown.Owner != "Chef" || p.Shown.Contact != "a@b.se" || p.Review.State != Overdue || p.Shown.Supersedes != nil {
		t.Errorf("a listed document lacks what it shows: %+v, %s", p.Shown.Draft, p.Review.State)
	}
	if lib.Document("policy/a").Shown.Text != word {
		t.Error("the full library changed")
	}
}

func TestPublicTies(t *testing.T) {
	lib, list := Resolve([]*Draft{
		adopted("policy/a", "2020-01-01", relates(Implements, "program/listed"), func(d *Draft) { d.Replaces = []string{"KF § 30 2013"} }),
		adopted("program/listed", "2020-01-01", seen(Listed), relates(Related, "policy/b"), func(d *Draft) { d.Replaces = []string{"KF § 1 1999"} }),
		adopted("policy/b", "2020-01-01"),
		adopted("riktlinjer/hidden", "2020-01-01", seen(Hidden), relates(Implements, "policy/a"), func(d *Draft) { d.Replaces = []string{"policy/old"}; d.TranslationOf = "policy/a" }),
		adopted("riktlinjer/draft", "", relates(Related, "policy/a")),
		adopted("policy/old", "2010-01-01"),
	}, DefaultRules(), day("2024-06-01"))
	if told(list) != "content/riktlinjer/hidden.md hidden-replaces" {
		t.Fatal(told(list))
	}
	p := lib.Public()
	a, b, listed, old := p.Document("policy/a"), p.Document("policy/b"), p.Document("program/listed"), p.Document("policy/old")
	if len(a.ImplementedBy)+len(a.Related)+len(a.Translations) != 0 {
		t.Errorf("ties to what is not seen: %v %v %v", a.ImplementedBy, a.Related, a.Translations)
	}
	if len(a.Implements) != 1 || a.Implements[0].ID != listed.ID || len(a.Replaces) != 1 || a.Replaces[0].Text != "KF § 30 2013" {
		t.Errorf("ties of a public document: %v %v", a.Implements, a.Replaces)
	}
	if len(b.Related) != 1 || b.Related[0].ID != listed.ID {
		t.Errorf("a public document does not know the listed one that points to it: %v", b.Related)
	}
	if len(listed.ImplementedBy)+len(listed.Related)+len(listed.Replaces) != 0 || len(listed.Shown.Related) != 0 {
		t.Error("a listed document shows relations")
	}
	if old.Shown.Status != StatusSuperseded || len(old.ReplacedBy) != 0 {
		t.Errorf("replaced by a hidden document: %s, %v", old.Shown.Status, old.ReplacedBy)
	}
	if full := lib.Document("policy/a"); len(full.ImplementedBy) != 1 || len(full.Related) != 1 || len(full.Translations) != 1 {
		t.Error("the full library lost ties")
	}
}

func TestPublicCounts(t *testing.T) {
	rules := DefaultRules()
	rules.Kinds = append(rules.Kinds, Kind{ID: "hemlig", Singular: "hemlig", Plural: "hemliga", Rank: 9})
	rules.Events = []Event{
		{Date: day("2021-01-01"), Text: "om det dolda", Documents: []string{"hemligt/h"}},
		{Date: day("2021-01-01"), Text: "om slaget", Kinds: []string{"hemlig"}},
		{Date: day("2021-01-01"), Text: "om båda", Documents: []string{"hemligt/h", "policy/a"}},
		{Date: day("2021-01-01"), Text: "om ett ord", Keywords: []string{"ord"}},
	}
	lib, _ := Resolve([]*Draft{adopted("policy/a", "2020-01-01"), adopted("hemligt/h", "2020-01-01", kindOf("hemlig"), seen(Hidden))}, rules, day("2024-06-01"))
	p := lib.Public()
	var events []string
	for _, e := range p.Events {
		events = append(events, e.Text+strings.Join(e.Documents, " "))
	}
	slices.Sort(events)
	if want := []string{"om bådapolicy/a", "om ett ord"}; !slices.Equal(events, want) {
		t.Errorf("events %q, want %q", events, want)
	}
	if len(p.Collections) != 1 || len(p.Kinds) != 1 || !p.PublicView || lib.PublicView || p.Document("policy/a").Kind.ID != "policy" {
		t.Errorf("collections %v, kinds %v", p.Collections, p.Kinds)
	}
	if e := p.Document("policy/a").Review.Events; len(e) != 1 || len(e[0].Documents) != 1 {
		t.Errorf("the document's events: %v", e)
	}
	if twice := p.Public(); ids(twice) != ids(p) || len(twice.Events) != len(p.Events) {
		t.Error("the public view of the public view differs")
	}
}

func TestStrictestVisibilityHolds(t *testing.T) {
	for _, tt := range []struct {
		a, b Visibility
		kind Visibility
		want Visibility
	}{{0, 0, 0, Public}, {0, Hidden, 0, Hidden}, {Public, Listed, 0, Listed}, {Listed, Hidden, 0, Hidden}, {0, 0, Listed, Listed}, {Public, 0, Hidden, Hidden}, {Public, Public, Hidden, Public}} {
		rules := DefaultRules()
		rules.Kind("policy").Visibility = tt.kind
		lib, list := Resolve([]*Draft{version("1", "2010-01-01", seen(tt.a)), version("2", "2015-01-01", seen(tt.b))}, rules, day("2020-01-01"))
		if got := lib.Document("policy/a").Visibility; got != tt.want {
			t.Errorf("%s and %s, kind %s: got %s, want %s", tt.a, tt.b, tt.kind, got, tt.want)
		}
		differs := tt.want != Public && (tt.a != tt.b)
		if (len(list) == 1) != differs {
			t.Errorf("%s and %s, kind %s: %d warnings", tt.a, tt.b, tt.kind, len(list))
		}
	}
}

// TestListedReviewsHaveNoNotes shows that what was looked at in a document that is only listed is not public.
func TestListedReviewsHaveNoNotes(t *testing.T) {
	for _, visibility := range []Visibility{Public, Listed} {
		d := adopted("plan/larm", "2024-01-15", func(d *Draft) {
			d.Visibility, d.Reviews = visibility, []DraftReview{{Date: day("2025-01-15"), By: "kf", Note: "Larmkoderna är bytta."}}
		})
		lib, _ := Resolve([]*Draft{d}, DefaultRules(), day("2026-11-22"))
		v := lib.Public().Document("plan/larm").Shown
		told := v.Reviews[0].Note != "" || v.Draft.Reviews[0].Note != ""
		if told != (visibility == Public) || v.Reviews[0].Date != day("2025-01-15") {
			t.Errorf("%s: got the review %+v, %+v", visibility, v.Reviews[0], v.Draft.Reviews[0])
		}
	}
}
