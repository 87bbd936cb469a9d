package library

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/diag"
)

// version is a draft of one document in a folder of versions.
func version(name, on string, more ...func(*Draft)) *Draft {
	file := func(d *Draft) { d.File, d.VersionFile = "content/policy/a/"+name+".md", name }
	return adopted("policy/a", on, append([]func(*Draft){file}, more...)...)
}

func inForce(s string) func(*Draft)    { return func(d *Draft) { d.InForce = day(s) } }
func validUntil(s string) func(*Draft) { return func(d *Draft) { d.ValidUntil = day(s) } }
func status(s string) func(*Draft)     { return func(d *Draft) { d.Status = s } }
func replaces(s ...string) func(*Draft) {
	return func(d *Draft) { d.Replaces = s }
}
func repealed(date, from string) func(*Draft) {
	return func(d *Draft) { d.Repealed = &DraftRepeal{Date: day(date), From: day(from), By: "kf", Section: "§ 9"} }
}

// extended adds an entry of [[extensions]].
func extended(date, until, by string) func(*Draft) {
	return func(d *Draft) {
		d.Extensions = append(d.Extensions, DraftExtension{Date: day(date), Until: day(until), By: by})
	}
}

// picture tells of a document which version is shown and holds, and each version's file, status
// and last day.
func picture(d *Document) string {
	name := func(v *Version) string {
		if v == nil {
			return "none"
		}
		return v.VersionFile
	}
	out := []string{fmt.Sprintf("holds %s, shown %s", name(d.InForce), name(d.Shown))}
	for _, v := range d.Versions {
		s := v.VersionFile + " " + v.Status.String()
		if !v.LastDay.IsZero() {
			s += " to " + v.LastDay.String()
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestStatus(t *testing.T) {
	for _, tt := range []struct {
		name, today string
		drafts      []*Draft
		want        string
	}{
		{"draft by default", "2026-01-01", []*Draft{version("v", "")}, "holds none, shown v; v draft"},
		{"as written", "2026-01-01", []*Draft{version("a", "", status("proposed")), version("b", "", status("consultation")), version("c", "", status("draft"))},
			"holds none, shown a; c draft; b consultation; a proposed"},
		{"as written, though adopted", "2026-01-01", []*Draft{version("a", "2020-01-01", status("proposed"))}, "holds none, shown a; a proposed"},
		{"adopted after today", "2026-01-01", []*Draft{version("a", "2026-01-02")}, "holds none, shown a; a proposed"},
		{"adopted today", "2026-01-01", []*Draft{version("a", "2026-01-01")}, "holds a, shown a; a in_force"},
		{"adopted without a day", "2026-01-01", []*Draft{version("a", "", status("adopted"))}, "holds none, shown a; a draft"},
		{"coming", "2026-01-01", []*Draft{version("a", "2025-12-01", inForce("2026-01-02"))}, "holds none, shown a; a coming"},
		{"first day", "2026-01-02", []*Draft{version("a", "2025-12-01", inForce("2026-01-02"))}, "holds a, shown a; a in_force"},
		{"in force before it was adopted", "2026-01-02", []*Draft{version("a", "2026-01-02", inForce("2025-01-02"))}, "holds a, shown a; a in_force"},

		{"three versions", "2026-01-01", []*Draft{version("3", "2020-03-01"), version("1", "2010-03-01"), version("2", "2015-03-01")},
			"holds 3, shown 3; 1 superseded to 2015-02-28; 2 superseded to 2020-02-29; 3 in_force"},
		{"successor is coming", "2026-01-01", []*Draft{version("1", "2010-03-01"), version("2", "2025-12-01", inForce("2026-02-01"))},
			"holds 1, shown 1; 1 in_force to 2026-01-31; 2 coming"},
		{"successor's first day", "2026-02-01", []*Draft{version("1", "2010-03-01"), version("2", "2025-12-01", inForce("2026-02-01"))},
			"holds 2, shown 2; 1 superseded to 2026-01-31; 2 in_force"},
		{"successor is a proposal", "2026-02-01", []*Draft{version("1", "2010-03-01"), version("2", "2025-12-01", status("proposed"))},
			"holds 1, shown 1; 1 in_force; 2 proposed"},
		{"equal first day: the later adopted", "2026-02-01", []*Draft{version("1", "2010-03-01", inForce("2011-01-01")), version("2", "2010-06-01", inForce("2011-01-01"))},
			"holds 2, shown 2; 1 superseded to 2010-12-31; 2 in_force"},
		{"latest first day goes before latest adoption", "2026-02-01", []*Draft{version("1", "2010-03-01", inForce("2020-01-01")), version("2", "2015-06-01", inForce("2016-01-01"))},
			"holds 1, shown 1; 1 in_force; 2 superseded to 2019-12-31"},

		{"last day of validity", "2026-12-31", []*Draft{version("1", "2020-03-01", validUntil("2026-12-31"))}, "holds 1, shown 1; 1 in_force to 2026-12-31"},
		{"expired", "2027-01-01", []*Draft{version("1", "2020-03-01", validUntil("2026-12-31"))}, "holds none, shown 1; 1 expired to 2026-12-31"},
		{"expired never brings back an older", "2027-01-01", []*Draft{version("1", "2010-03-01"), version("2", "2020-03-01", validUntil("2026-12-31"))},
			"holds none, shown 2; 1 superseded to 2020-02-29; 2 expired to 2026-12-31"},
		{"expired before its successor", "2026-01-01", []*Draft{version("1", "2010-03-01", validUntil("2014-12-31")), version("2", "2020-03-01")},
			"holds 2, shown 2; 1 superseded to 2014-12-31; 2 in_force"},

		{"extended", "2027-01-01", []*Draft{version("1", "2020-03-01", validUntil("2026-12-31"), extended("2026-11-30", "2028-12-31", ""))},
			"holds 1, shown 1; 1 in_force to 2028-12-31"},
		{"not extended before the decision", "2026-11-29", []*Draft{version("1", "2020-03-01", validUntil("2026-12-31"), extended("2026-11-30", "2028-12-31", ""))},
			"holds 1, shown 1; 1 in_force to 2026-12-31"},
		{"the newest extension", "2027-01-01", []*Draft{version("1", "2020-03-01", validUntil("2024-12-31"), extended("2025-06-01", "2026-12-31", ""), extended("2024-06-01", "2025-12-31", ""))},
			"holds none, shown 1; 1 expired to 2026-12-31"},
		{"the next version goes before an extension", "2027-01-01", []*Draft{version("1", "2020-03-01", validUntil("2024-12-31"), extended("2024-06-01", "2028-12-31", "")), version("2", "2025-03-01")},
			"holds 2, shown 2; 1 superseded to 2025-02-28; 2 in_force"},

		{"repeal from a later day", "2026-01-01", []*Draft{version("1", "2020-03-01", repealed("2025-12-01", "2026-01-02"))}, "holds 1, shown 1; 1 in_force to 2026-01-01"},
		{"repealed", "2026-01-02", []*Draft{version("1", "2020-03-01", repealed("2025-12-01", "2026-01-02"))}, "holds none, shown 1; 1 repealed to 2026-01-01"},
		{"repealed from the decision", "2025-12-01", []*Draft{version("1", "2020-03-01", repealed("2025-12-01", ""))}, "holds none, shown 1; 1 repealed to 2025-11-30"},
		{"repeal yet to be decided", "2025-11-30", []*Draft{version("1", "2020-03-01", repealed("2025-12-01", ""))}, "holds 1, shown 1; 1 in_force"},
		{"repealed never brings back an older", "2026-01-02", []*Draft{version("1", "2010-03-01"), version("2", "2020-03-01", repealed("2025-12-01", ""))},
			"holds none, shown 2; 1 superseded to 2020-02-29; 2 repealed to 2025-11-30"},
		{"repealed goes before expired", "2027-01-02", []*Draft{version("1", "2020-03-01", repealed("2025-12-01", ""), validUntil("2026-12-31"))},
			"holds none, shown 1; 1 repealed to 2025-11-30"},
		{"repeal ends with a later adoption", "2027-01-02", []*Draft{version("1", "2020-03-01", repealed("2025-12-01", "")), version("2", "2026-05-01")},
			"holds 2, shown 2; 1 superseded to 2025-11-30; 2 in_force"},
		{"repeal older than the version", "2027-01-02", []*Draft{version("1", "2020-03-01", repealed("2019-12-01", ""))}, "holds 1, shown 1; 1 in_force"},
		{"repealed while the next is coming", "2026-05-02", []*Draft{version("1", "2020-03-01", repealed("2025-12-01", "")), version("2", "2026-05-01", inForce("2026-07-01"))},
			"holds none, shown 2; 1 repealed to 2025-11-30; 2 coming"},

		{"replaced by another document", "2026-01-01", []*Draft{version("1", "2010-03-01"), adopted("policy/b", "2025-06-01", replaces("policy/a"))},
			"holds none, shown 1; 1 superseded to 2025-05-31"},
		{"replaced by a document that is coming", "2026-01-01", []*Draft{version("1", "2010-03-01"), adopted("policy/b", "2025-06-01", replaces("policy/a"), inForce("2026-02-01"))},
			"holds 1, shown 1; 1 in_force to 2026-01-31"},
		{"replaced by a proposal", "2026-01-01", []*Draft{version("1", "2010-03-01"), adopted("policy/b", "2025-06-01", replaces("policy/a"), status("proposed"))},
			"holds 1, shown 1; 1 in_force"},
		{"replaced by a document that is repealed", "2026-01-01", []*Draft{version("1", "2010-03-01"), adopted("policy/b", "2024-06-01", replaces("policy/a"), repealed("2025-01-01", ""))},
			"holds none, shown 1; 1 superseded to 2024-05-31"},
		{"replaced goes before expired", "2026-01-01", []*Draft{version("1", "2010-03-01", validUntil("2020-12-31")), adopted("policy/b", "2024-06-01", replaces("policy/a"))},
			"holds none, shown 1; 1 superseded to 2020-12-31"},
		{"replacing itself changes nothing", "2026-01-01", []*Draft{version("1", "2010-03-01", replaces("policy/a"))}, "holds 1, shown 1; 1 in_force"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lib, _ := Resolve(tt.drafts, DefaultRules(), day(tt.today))
			if got := picture(lib.Document("policy/a")); got != tt.want {
				t.Errorf("on %s:\n got %s\nwant %s", tt.today, got, tt.want)
			}
		})
	}
}

func TestVersionChain(t *testing.T) {
	named := version("2", "2015-03-01")
	named.Version = "2.1"
	lib, _ := Resolve([]*Draft{version("3", "2020-03-01"), version("4", "", status("proposed")), version("1", "2010-03-01"), named}, DefaultRules(), day("2026-01-01"))
	d := lib.Document("policy/a")
	var names []string
	for _, v := range d.Versions {
		names = append(names, v.Name)
	}
	if got := strings.Join(names, " "); got != "1 2.1 3 " {
		t.Errorf("names %q, want %q", got, "1 2.1 3 ")
	}
	v := d.Versions
	if v[0].Supersedes != nil || v[0].Superseder != v[1] || v[1].Supersedes != v[0] || v[2].Superseder != nil || v[3].Supersedes != nil {
		t.Error("the versions do not follow each other")
	}
	if len(d.Adopted()) != 3 || d.Title() != "policy/a" {
		t.Errorf("%d adopted, title %q", len(d.Adopted()), d.Title())
	}
	if v[0].AdoptedBy == nil || v[0].AdoptedBy.ID != "kommunfullmaktige" || v[3].InForce != (Date{}) {
		t.Error("the body or the first day is wrong")
	}
}

func TestRepealDecision(t *testing.T) {
	lib, list := Resolve([]*Draft{version("1", "2020-03-01", repealed("2025-12-01", ""))}, DefaultRules(), day("2026-01-01"))
	r := lib.Document("policy/a").Shown.Repeal
	if len(list) != 0 || r == nil || r.From != day("2025-12-01") || r.By.ID != "kommunfullmaktige" || r.Section != "§ 9" {
		t.Errorf("repeal %+v, %v", r, list)
	}
}

// TestAnnulled holds that what a court has annulled was never in force, and that what was in force before is so again.
func TestAnnulled(t *testing.T) {
	court := &DraftAnnulment{Date: day("2026-05-04"), By: "Förvaltningsrätten i Linköping", CaseNumber: "1234-26"}
	old := &Draft{File: "content/policy/a/1.md", VersionFile: "1", Document: "policy/a", Title: "A", Adopted: day("2019-03-25"), AdoptedBy: "kf"}
	next := &Draft{File: "content/policy/a/2.md", VersionFile: "2", Document: "policy/a", Title: "A", Adopted: day("2025-11-24"), AdoptedBy: "kf", Annulled: court, Replaces: []string{"policy/b"}}
	other := &Draft{File: "content/policy/b.md", Document: "policy/b", Title: "B", Adopted: day("2018-03-25"), AdoptedBy: "kf"}
	for _, tt := range []struct {
		today, old, next, other string
	}{
		{"2025-11-23", "in_force", "proposed", "in_force"},
		{"2025-11-24", "superseded", "in_force", "superseded"},
		{"2026-05-03", "superseded", "in_force", "superseded"},
		{"2026-05-04", "in_force", "annulled", "in_force"},
		{"2030-01-01", "in_force", "annulled", "in_force"},
	} {
		lib, diags := Resolve([]*Draft{old, next, other}, DefaultRules(), day(tt.today))
		a, b := lib.Document("policy/a"), lib.Document("policy/b")
		got := map[string]string{}
		for _, v := range a.Versions {
			got[v.File] = v.Status.String()
		}
		if got[old.File] != tt.old || got[next.File] != tt.next || b.Shown.Status.String() != tt.other {
			t.Errorf("on %s: %v, other %s; want %+v", tt.today, got, b.Shown.Status, tt)
		}
		if want := "content/policy/a/1.md"; tt.next == "annulled" && (a.InForce.File != want || !a.InForce.LastDay.IsZero() || a.InForce.Superseder != nil || a.InForce.Name != "1") {
			t.Errorf("on %s: %s holds until %s", tt.today, a.InForce.File, a.InForce.LastDay)
		}
		if early := tt.today < "2026-05-04"; early != slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == diag.ImprobableDate }) {
			t.Errorf("on %s: %s", tt.today, told(diags))
		}
	}
	alone, _ := Resolve([]*Draft{{File: "content/policy/c.md", Document: "policy/c", Title: "C", Adopted: day("2025-11-24"), AdoptedBy: "kf", Annulled: court}}, DefaultRules(), day("2026-11-22"))
	if d := alone.Document("policy/c"); d.InForce != nil || !d.Ended() || d.Shown.Status != StatusAnnulled || alone.Public().Document("policy/c") == nil {
		t.Errorf("the only version: %s", d.Shown.Status)
	}
}

// TestEarlierDecisionTakesOver holds that an earlier decision which comes into force after a later one is told.
func TestEarlierDecisionTakesOver(t *testing.T) {
	from := func(s string) func(*Draft) { return func(d *Draft) { d.InForce = day(s) } }
	for _, tt := range []struct {
		second, third string // first days in force
		told          int
	}{{"2027-01-01", "2026-11-01", 1}, {"2026-11-01", "2027-01-01", 0}, {"2027-01-01", "2027-01-01", 0}} {
		_, diags := Resolve([]*Draft{
			version("1", "2019-03-25"), version("2", "2026-09-28", from(tt.second)), version("3", "2026-10-26", from(tt.third)),
		}, DefaultRules(), day("2026-11-22"))
		if len(diags) != tt.told {
			t.Errorf("in force from %s and %s: %s", tt.second, tt.third, told(diags))
		}
		for _, d := range diags {
			if d.Code != diag.ImprobableDate || d.Pos.File != "content/policy/a/2.md" {
				t.Errorf("%s: %s", d.Pos.File, d.Code)
			}
		}
	}
}
