package library

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/diag"
)

// told gives diagnostics as "file:line:column code [suggestion]", with places from Draft.At.
func told(list diag.List) string {
	var out []string
	for _, d := range list {
		s := d.Pos.File
		if d.Pos.Line != 1 || d.Pos.Column != 1 {
			s += fmt.Sprintf(":%d", d.Pos.Line)
		}
		s += " " + string(d.Code)
		if d.Subject != "" {
			s += " " + d.Subject
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// at notes on which line a key's value stands.
func at(key string, line int) func(*Draft) {
	return func(d *Draft) {
		if d.At == nil {
			d.At = map[string]diag.Pos{}
		}
		d.At[key] = diag.Pos{File: d.File, Line: line, Column: 9}
	}
}

func kindOf(s string) func(*Draft)     { return func(d *Draft) { d.Kind = s } }
func seen(v Visibility) func(*Draft)   { return func(d *Draft) { d.Visibility = v } }
func aliases(s ...string) func(*Draft) { return func(d *Draft) { d.Aliases = s } }
func relates(t RelationType, s ...string) func(*Draft) {
	return func(d *Draft) {
		switch t {
		case Implements:
			d.Implements = s
		case Complements:
			d.Complements = s
		case Replaces:
			d.Replaces = s
		case Related:
			d.Related = s
		}
	}
}

func TestDiagnostics(t *testing.T) {
	by := func(s string) func(*Draft) { return func(d *Draft) { d.AdoptedBy = s } }
	translates := func(s string) func(*Draft) { return func(d *Draft) { d.TranslationOf = s } }
	const today = "2026-11-22"
	for _, tt := range []struct {
		name   string
		drafts []*Draft
		want   string
	}{
		{"nothing wrong", []*Draft{version("1", "2010-03-01"), version("2", "2015-03-01"), version("d", ""), version("e", "")}, ""},
		{"unknown body", []*Draft{adopted("policy/a", "2020-01-01", by("komunstyrelsen"), at("adopted_by", 4))}, "content/policy/a.md:4 unknown-body kommunstyrelsen"},
		{"unknown body by name", []*Draft{adopted("policy/a", "2020-01-01", by("Kommunfullmäktge"))}, "content/policy/a.md unknown-body kommunfullmaktige"},
		{"body unlike any", []*Draft{adopted("policy/a", "2020-01-01", by("Riksdagen"))}, "content/policy/a.md unknown-body"},
		{"body of a proposal", []*Draft{adopted("policy/a", "", by("kx"))}, "content/policy/a.md unknown-body kommunfullmaktige"},
		{"body of a repeal", []*Draft{adopted("policy/a", "2020-01-01", repealed("2024-01-01", ""), func(d *Draft) { d.Repealed.By = "kommunstyrelse" }, at("repealed.by", 7))},
			"content/policy/a.md:7 unknown-body kommunstyrelsen"},
		{"body of a review is free", []*Draft{adopted("policy/a", "2020-01-01", looked("2021-01-01"), func(d *Draft) { d.Reviews[0].By = "säkerhetschefen" })}, ""},
		{"adopted by nobody", []*Draft{adopted("policy/a", "2020-01-01", by(""), at("adopted", 3))}, "content/policy/a.md:3 missing-body"},
		{"adopted without a day", []*Draft{adopted("policy/a", "", status("adopted"), at("status", 3))}, "content/policy/a.md:3 missing-key"},
		{"who is to decide", []*Draft{adopted("policy/a", "", by("kf"))}, ""},

		{"unknown kind", []*Draft{adopted("policy/a", "2020-01-01", kindOf("polisy"), at("kind", 5))}, "content/policy/a.md:5 unknown-kind policy"},
		{"kind by its plural", []*Draft{adopted("policy/a", "2020-01-01", kindOf("Riktlinjer"))}, "content/policy/a.md unknown-kind riktlinje"},
		{"kind by its Swedish word", []*Draft{adopted("policy/a", "2020-01-01", kindOf("Föreskrifter"))}, "content/policy/a.md unknown-kind foreskrift"},
		{"no kind", []*Draft{adopted("blandat/a", "2020-01-01")}, "content/blandat/a.md missing-key"},

		{"file and folder", []*Draft{adopted("policy/a", "2020-01-01"), version("1", "2010-01-01")}, "content/policy/a/1.md duplicate-id"},
		{"same day twice", []*Draft{version("1", "2020-01-01"), version("2", "2020-01-01", at("adopted", 6))}, "content/policy/a/2.md:6 duplicate-adoption"},
		{"same day, one a proposal", []*Draft{version("1", "2020-01-01"), version("2", "2020-01-01", status("proposed"))}, ""},

		{"ends before it begins", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2019-12-31"), at("valid_until", 6))}, "content/policy/a.md:6 valid-until-before-start"},
		{"ends before in_force", []*Draft{adopted("policy/a", "2020-01-01", inForce("2020-03-01"), validUntil("2020-02-29"))}, "content/policy/a.md valid-until-before-start"},
		{"one day only", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2020-01-01"))}, ""},
		{"in force before adopted", []*Draft{adopted("policy/a", "2020-01-01", inForce("2019-12-31"), at("in_force", 6))}, "content/policy/a.md:6 in-force-before-adopted"},
		{"review before adopted", []*Draft{adopted("policy/a", "2020-01-01", looked("2020-06-01", "2019-06-01"), at("reviews[1].date", 9))}, "content/policy/a.md:9 review-before-adopted"},
		{"extended", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2024-12-31"), extended("2024-06-01", "2025-12-31", ""), extended("2025-12-31", "2027-12-31", "kf"))}, ""},
		{"extended on a coming day", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2026-12-31"), extended("2026-12-01", "2027-12-31", ""))}, ""},
		{"extended without a last day", []*Draft{adopted("policy/a", "2020-01-01", extended("2024-06-01", "2025-12-31", ""), at("extensions[0].until", 7))},
			"content/policy/a.md:7 bad-extension"},
		{"extended to the same day", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2024-12-31"), extended("2024-06-01", "2024-12-31", ""), at("extensions[0].until", 7))},
			"content/policy/a.md:7 bad-extension"},
		{"extended twice to one day", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2024-12-31"), extended("2024-09-01", "2025-12-31", ""), extended("2024-06-01", "2025-12-31", ""),
			at("extensions[0].until", 7))}, "content/policy/a.md:7 bad-extension"},
		{"extended when it had ended", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2024-12-31"), extended("2025-01-01", "2027-12-31", ""), at("extensions[0].date", 7))},
			"content/policy/a.md:7 bad-extension"},
		{"extended before it was adopted", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2024-12-31"), extended("2019-12-31", "2027-12-31", ""), at("extensions[0].date", 7))},
			"content/policy/a.md:7 bad-extension"},
		{"extended by a body below", []*Draft{adopted("policy/a", "2020-01-01", by("kf"), validUntil("2024-12-31"), extended("2024-06-01", "2027-12-31", "ks"), at("extensions[0].by", 7))},
			"content/policy/a.md:7 bad-extension"},
		{"extended by a body above", []*Draft{adopted("policy/a", "2020-01-01", by("ks"), validUntil("2024-12-31"), extended("2024-06-01", "2027-12-31", "kf"))}, ""},
		{"extended by an unknown body", []*Draft{adopted("policy/a", "2020-01-01", validUntil("2024-12-31"), extended("2024-06-01", "2027-12-31", "säkerhetschefen"), at("extensions[0].by", 7))},
			"content/policy/a.md:7 unknown-body"},
		{"a draft extended", []*Draft{adopted("policy/a", "", validUntil("2024-12-31"), extended("2024-06-01", "2027-12-31", ""))}, "content/policy/a.md bad-extension"},
		{"adopted after today", []*Draft{adopted("policy/a", "2026-11-23", at("adopted", 2))}, "content/policy/a.md:2 adopted-in-future"},
		{"proposed for a day after today", []*Draft{adopted("policy/a", "2026-11-23", status("proposed"))}, ""},

		{"repeal in an older version", []*Draft{version("1", "2010-01-01", repealed("2024-01-01", ""), at("repealed", 8)), version("2", "2015-01-01")}, "content/policy/a/1.md:8 repeal-misplaced"},
		{"repeal before the next", []*Draft{version("1", "2010-01-01", repealed("2014-01-01", "")), version("2", "2015-01-01")}, ""},
		{"repeal before adoption", []*Draft{adopted("policy/a", "2020-01-01", repealed("2019-01-01", ""))}, "content/policy/a.md repeal-before-adopted"},
		{"repeal of a proposal", []*Draft{adopted("policy/a", "", repealed("2019-01-01", ""))}, "content/policy/a.md repeal-before-adopted"},

		{"visibilities differ", []*Draft{version("1", "2010-01-01"), version("2", "2015-01-01", seen(Listed), at("visibility", 5))}, "content/policy/a/2.md:5 visibility-differs"},
		{"visibilities agree with the kind's", []*Draft{version("1", "2010-01-01"), version("2", "2015-01-01", seen(Public))}, ""},

		{"alias of two documents", []*Draft{adopted("policy/a", "2020-01-01", aliases("/old/")), adopted("policy/b", "2020-01-01", aliases("x", "old"), at("aliases[1]", 7))},
			"content/policy/b.md:7 duplicate-alias"},
		{"alias of two versions", []*Draft{version("1", "2010-01-01", aliases("old")), version("2", "2015-01-01", aliases("old"))}, ""},
		{"alias that is a document", []*Draft{adopted("policy/a", "2020-01-01", aliases("policy/b")), adopted("policy/b", "2020-01-01")}, "content/policy/a.md duplicate-alias"},

		{"unknown document", []*Draft{adopted("policy/losenord", "2020-01-01"), adopted("policy/b", "2020-01-01", relates(Related, "policy/losenord", "policy/lösenord"), at("related[1]", 7))},
			"content/policy/b.md:7 unknown-document policy/losenord"},
		{"document by its file", []*Draft{adopted("policy/losenord", "2020-01-01"), adopted("policy/b", "2020-01-01", relates(Related, "../policy/losenord.md"))},
			"content/policy/b.md unknown-document policy/losenord"},
		{"unknown document of a draft", []*Draft{version("1", "2010-01-01"), version("2", "", relates(Implements, "policy/zzz"))}, "content/policy/a/2.md unknown-document"},
		{"replaces a text", []*Draft{adopted("policy/a", "2020-01-01", replaces("KF § 30 2013", "Policy/B"))}, ""},
		{"a hidden document replaces a public one", []*Draft{adopted("policy/a", "2020-01-01"), adopted("policy/b", "2020-01-01", seen(Hidden), replaces("KF 1", "policy/a"), at("replaces[1]", 8))},
			"content/policy/b.md:8 hidden-replaces"},
		{"a hidden document replaces a hidden one", []*Draft{adopted("policy/a", "2020-01-01", seen(Hidden)), adopted("policy/b", "2020-01-01", seen(Hidden), replaces("policy/a"))}, ""},
		{"a hidden proposal replaces a public document", []*Draft{adopted("policy/a", "2020-01-01"), adopted("policy/b", "2020-01-01", status("proposed"), seen(Hidden), replaces("policy/a"))}, ""},
		{"replaces an unknown document", []*Draft{adopted("policy/a", "2020-01-01", replaces("policy/bb"))}, "content/policy/a.md unknown-document"},
		{"translation of an unknown document", []*Draft{adopted("policy/a", "2020-01-01", translates("policy/xyz"))}, "content/policy/a.md unknown-document"},

		{"related to itself", []*Draft{adopted("policy/a", "2020-01-01", relates(Related, "policy/a"), at("related[0]", 3))}, "content/policy/a.md:3 relation-cycle"},
		{"related both ways", []*Draft{adopted("policy/a", "2020-01-01", relates(Related, "policy/b")), adopted("policy/b", "2020-01-01", relates(Related, "policy/a"))}, ""},
		{"translation of itself", []*Draft{adopted("policy/a", "2020-01-01", translates("policy/a"))}, "content/policy/a.md relation-cycle"},
		{"translations of each other", []*Draft{adopted("policy/a", "2020-01-01", translates("policy/b")), adopted("policy/b", "2020-01-01", translates("policy/a"))},
			"content/policy/a.md relation-cycle"},
		{"ring of three", []*Draft{
			adopted("policy/a", "2020-01-01", relates(Implements, "policy/b"), at("implements[0]", 3)),
			adopted("policy/b", "2020-01-01", relates(Implements, "policy/c", "policy/d")),
			adopted("policy/c", "2020-01-01", relates(Implements, "policy/a")),
			adopted("policy/d", "2020-01-01"),
			adopted("policy/e", "2020-01-01", relates(Implements, "policy/a"))},
			"content/policy/a.md:3 relation-cycle"},
		{"two rings", []*Draft{
			adopted("policy/a", "2020-01-01", relates(Complements, "policy/b")), adopted("policy/b", "2020-01-01", relates(Complements, "policy/a", "policy/c")),
			adopted("policy/c", "2020-01-01", relates(Complements, "policy/d")), adopted("policy/d", "2020-01-01", relates(Complements, "policy/c"))},
			"content/policy/a.md relation-cycle; content/policy/c.md relation-cycle"},
		{"one implements, the other complements", []*Draft{adopted("policy/a", "2020-01-01", relates(Implements, "policy/b")), adopted("policy/b", "2020-01-01", relates(Complements, "policy/a"))}, ""},

		{"implements a lower rank", []*Draft{adopted("policy/a", "2020-01-01", relates(Implements, "rutiner/b"), at("implements[0]", 3)), adopted("rutiner/b", "2026-01-01")},
			"content/policy/a.md:3 relation-rank"},
		{"implements a higher rank", []*Draft{adopted("policy/a", "2020-01-01"), adopted("rutiner/b", "2026-01-01", relates(Implements, "policy/a"))}, ""},
		{"implements an equal rank", []*Draft{adopted("policy/a", "2020-01-01", relates(Implements, "program/b")), adopted("program/b", "2020-01-01")}, ""},

		{"public to hidden", []*Draft{adopted("policy/a", "2020-01-01", relates(Related, "policy/b"), at("related[0]", 3)), adopted("policy/b", "2020-01-01", seen(Hidden))},
			"content/policy/a.md:3 relation-hidden"},
		{"public to draft", []*Draft{adopted("policy/a", "2020-01-01", relates(Complements, "policy/b")), adopted("policy/b", "")}, "content/policy/a.md relation-hidden"},
		{"public to unpublished consultation", []*Draft{adopted("policy/a", "2020-01-01", replaces("policy/b")), adopted("policy/b", "", status("consultation"))}, "content/policy/a.md relation-hidden"},
		{"translation of hidden", []*Draft{adopted("policy/a", "2020-01-01", translates("policy/b")), adopted("policy/b", "2020-01-01", seen(Hidden))}, "content/policy/a.md relation-hidden"},
		{"hidden to public", []*Draft{adopted("policy/a", "2020-01-01", relates(Related, "policy/b"), seen(Hidden)), adopted("policy/b", "2020-01-01")}, ""},
		{"draft to hidden", []*Draft{adopted("policy/a", "", relates(Related, "policy/b")), adopted("policy/b", "2020-01-01", seen(Hidden))}, ""},
		{"listed to hidden", []*Draft{adopted("policy/a", "2020-01-01", relates(Related, "policy/b"), seen(Listed)), adopted("policy/b", "2020-01-01", seen(Hidden))}, ""},
		{"public to listed", []*Draft{adopted("policy/a", "2020-01-01", relates(Related, "policy/b")), adopted("policy/b", "2020-01-01", seen(Listed))}, ""},

		{"refers to an expired one", []*Draft{adopted("policy/a", "2020-01-01", relates(Implements, "policy/b"), at("implements[0]", 3)), adopted("policy/b", "2020-01-01", validUntil("2021-01-01"))},
			"content/policy/a.md:3 relation-inactive"},
		{"refers to a repealed one", []*Draft{adopted("policy/a", "2020-01-01", relates(Related, "policy/b")), adopted("policy/b", "2020-01-01", repealed("2021-01-01", ""))},
			"content/policy/a.md relation-inactive"},
		{"refers to a superseded one", []*Draft{adopted("policy/a", "2020-01-01", relates(Complements, "policy/b")), adopted("policy/b", "2020-01-01"), adopted("policy/c", "2021-01-01", replaces("policy/b"))},
			"content/policy/a.md relation-inactive"},
		{"replaces a superseded one", []*Draft{adopted("policy/b", "2020-01-01"), adopted("policy/c", "2021-01-01", replaces("policy/b"))}, ""},
		{"a repealed one refers to an expired one", []*Draft{adopted("policy/a", "2020-01-01", relates(Implements, "policy/b"), repealed("2025-01-01", "")), adopted("policy/b", "2020-01-01", validUntil("2021-01-01"))}, ""},
		{"an older version's relations do not count", []*Draft{version("1", "2010-01-01", relates(Implements, "rutiner/b")), version("2", "2015-01-01"), adopted("rutiner/b", "2026-01-01", repealed("2026-02-01", ""))}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, list := Resolve(tt.drafts, DefaultRules(), day(today))
			if got := told(list); got != tt.want {
				t.Errorf("\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestUnknownDocumentOfEvent(t *testing.T) {
	rules := DefaultRules()
	rules.Events = []Event{{Date: day("2020-01-01"), Text: "x", Documents: []string{"policy/aa"}}, {Date: day("2020-01-01"), Documents: []string{"policy/a"}}}
	_, list := Resolve([]*Draft{adopted("policy/a", "2020-01-01")}, rules, day("2026-11-22"))
	if got := told(list); got != "config.toml:0 unknown-document policy/a" {
		t.Errorf("got %q", got)
	}
}

func TestRingIsShown(t *testing.T) {
	var drafts []*Draft
	for i := range 20 {
		drafts = append(drafts, adopted(fmt.Sprintf("policy/p%02d", i), "2020-01-01", relates(Implements, fmt.Sprintf("policy/p%02d", (i+1)%20))))
	}
	_, list := Resolve(drafts, DefaultRules(), day("2026-11-22"))
	want := "policy/p00 → policy/p01 → policy/p02 → policy/p03 → policy/p04 → policy/p05 → … → policy/p00"
	if len(list) != 1 || list[0].Args[1].Text != want {
		t.Errorf("got %v, want one report of %s", list, want)
	}
}

func TestRelations(t *testing.T) {
	lib, list := Resolve([]*Draft{
		adopted("policy/a", "2020-01-01"),
		adopted("riktlinjer/c", "2020-01-01", relates(Implements, "policy/a", "policy/a"), func(d *Draft) { d.Related = []string{"riktlinjer/b"}; d.Complements = []string{"policy/a"} }),
		adopted("riktlinjer/b", "2020-01-01", relates(Implements, "policy/a"), func(d *Draft) { d.Related = []string{"riktlinjer/c"} }),
		adopted("policy/ny", "2024-01-01", replaces("policy/gammal", "KF § 30 2013", "policy/a2")),
		adopted("policy/gammal", "2010-01-01"),
		adopted("policy/a2", "2010-01-01"),
		adopted("policy/en", "2020-01-01", func(d *Draft) { d.TranslationOf = "policy/a"; d.Language = "en" }),
	}, DefaultRules(), day("2024-06-01"))
	if len(list) != 0 {
		t.Fatal(told(list))
	}
	show := func(ties []Tie) string {
		var out []string
		for _, tie := range ties {
			if tie.ID == "" {
				out = append(out, `"`+tie.Text+`"`)
				continue
			}
			if lib.Document(tie.ID) == nil {
				t.Errorf("a tie to %s leads out of the library", tie.ID)
			}
			out = append(out, string(tie.ID))
		}
		return strings.Join(out, " ")
	}
	a, b, n := lib.Document("policy/a"), lib.Document("riktlinjer/b"), lib.Document("policy/ny")
	for _, tt := range []struct {
		what string
		got  []Tie
		want string
	}{
		{"implemented by", a.ImplementedBy, "riktlinjer/b riktlinjer/c"},
		{"implements", b.Implements, "policy/a"},
		{"complemented by", a.ComplementedBy, "riktlinjer/c"},
		{"related", b.Related, "riktlinjer/c"},
		{"replaces", n.Replaces, `policy/a2 policy/gammal "KF § 30 2013"`},
		{"replaced by", lib.Document("policy/gammal").ReplacedBy, "policy/ny"},
	} {
		if got := show(tt.got); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.what, got, tt.want)
		}
	}
	if en := lib.Document("policy/en"); en.TranslationOf != a.ID || len(a.Translations) != 1 || a.Translations[0] != en.ID {
		t.Error("the translation is not tied")
	}
	if lib.Document("policy/none") != nil {
		t.Error("a document that is not there is found")
	}
}

// TestReplacementLasts has a document that replaced another in its first version and says
// nothing of it in its second.
func TestReplacementLasts(t *testing.T) {
	lib, _ := Resolve([]*Draft{version("1", "2010-01-01", replaces("policy/b")), version("2", "2015-01-01"), adopted("policy/b", "2005-01-01")}, DefaultRules(), day("2020-01-01"))
	b := lib.Document("policy/b")
	if b.Shown.Status != StatusSuperseded || b.Shown.LastDay != day("2009-12-31") || len(b.ReplacedBy) != 1 {
		t.Errorf("%s to %s, replaced by %d", b.Shown.Status, b.Shown.LastDay, len(b.ReplacedBy))
	}
}

func TestDocumentKeysAreOfTheShownVersion(t *testing.T) {
	lib, _ := Resolve([]*Draft{
		version("1", "2010-01-01", kindOf("plan"), aliases("gammal"), relates(Related, "policy/b")),
		version("2", "2015-01-01", kindOf("program"), aliases("ny", "gammal")),
		version("3", "", kindOf("policy"), aliases("/framtid/")),
		adopted("policy/b", "2020-01-01"),
	}, DefaultRules(), day("2020-01-01"))
	d := lib.Document("policy/a")
	if d.Kind.ID != "program" || len(d.Related) != 0 || !slices.Equal(d.Aliases, []string{"gammal", "ny", "/framtid/"}) {
		t.Errorf("kind %s, %d related, aliases %q", d.Kind.ID, len(d.Related), d.Aliases)
	}
}

func TestCollections(t *testing.T) {
	rules := DefaultRules()
	rules.Collections = []Collection{{ID: "blandat", Title: "Blandat"}, {ID: "regelverk", Title: "Regelverk", Kind: "regler"}, {ID: "policy", Title: "Våra policyer"}, {ID: "tom", Kind: "plan"}, {ID: "planer", Kind: "program"}}
	lib, list := Resolve([]*Draft{
		adopted("blandat/a", "2020-01-01", kindOf("plan")), adopted("regelverk/a", "2020-01-01"), adopted("policy/a", "2020-01-01"),
		adopted("policy/b", "2020-01-01"), adopted("foreskrifter/a", "2020-01-01", func(d *Draft) { d.InForce = day("2020-02-01") }), adopted("planer/a", "2020-01-01"), adopted("gamla-saker/a", "2020-01-01", kindOf("vision")),
	}, rules, day("2020-06-01"))
	var got []string
	for _, c := range lib.Collections {
		got = append(got, c.ID+" "+c.Title+" "+string(c.Kind))
	}
	want := []string{"blandat Blandat ", "foreskrifter Föreskrifter foreskrift", "gamla-saker Gamla saker ", "planer Program program", "policy Våra policyer policy", "regelverk Regelverk regler"}
	if !slices.Equal(got, want) || len(list) != 0 {
		t.Errorf("got %q, want %q; %s", got, want, told(list))
	}
}

func TestOrderOfBodiesKindsAndEvents(t *testing.T) {
	rules := DefaultRules()
	rules.Bodies = append([]Body{{ID: "o", Name: "Överförmyndarnämnden"}, {ID: "a", Name: "Äldrenämnden"}, {ID: "b", Name: "Byggnadsnämnden"}, {ID: "aa", Name: "Åsnämnden"}}, rules.Bodies...)
	rules.Events = []Event{{Date: day("2019-01-01"), Text: "b"}, {Date: day("2020-01-01"), Text: "c"}, {Date: day("2020-01-01"), Text: "a"}}
	lib, _ := Resolve(nil, rules, day("2020-06-01"))
	var bodies, events string
	for _, b := range lib.Bodies {
		bodies += string(b.ID) + " "
	}
	for _, e := range lib.Events {
		events += e.Text
	}
	if want := "kommunfullmaktige kommunstyrelsen b aa a o kommundirektoren "; bodies != want {
		t.Errorf("bodies %q, want %q", bodies, want)
	}
	if events != "acb" {
		t.Errorf("events %q, want newest first", events)
	}
	if !slices.IsSortedFunc(lib.Kinds, func(a, b Kind) int { return a.Rank - b.Rank }) || len(lib.Kinds) != 18 {
		t.Errorf("%d kinds, not by rank", len(lib.Kinds))
	}
}

// TestInputIsLeftAlone resolves twice from drafts in different orders.
func TestInputIsLeftAlone(t *testing.T) {
	drafts := []*Draft{version("2", "2015-01-01"), version("1", "2010-01-01", looked("2014-01-01", "2012-01-01")), adopted("policy/b", "")}
	before := slices.Clone(drafts)
	rules := DefaultRules()
	one, _ := Resolve(drafts, rules, day("2020-01-01"))
	if !slices.Equal(before, drafts) || drafts[1].Reviews[0].Date != day("2014-01-01") || rules.Bodies[0].ID != "kommunfullmaktige" {
		t.Error("Resolve changed what it was given")
	}
	slices.Reverse(drafts)
	two, _ := Resolve(drafts, rules, day("2020-01-01"))
	if a, b := picture(one.Document("policy/a")), picture(two.Document("policy/a")); a != b {
		t.Errorf("the order of drafts matters: %s; %s", a, b)
	}
}
