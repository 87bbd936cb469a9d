package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// stated is a statement that has all that the law demands.
func stated() *Accessibility {
	return &Accessibility{
		Service: "Exempelby kommuns styrdokument", Conformance: "partial", Assessed: day("2026-10-05"), Updated: day("2026-10-12"),
		Method: "Självskattning.", ReportURL: "https://www.exempelby.example/rapportera", Contact: "tillganglighet@exempelby.example",
		Issues: []AccessibilityIssue{
			{Text: "Breda tabeller rullas i sidled.", FixedBy: day("2027-06-30")},
			{Text: "Kartan har ingen text.", Reason: "burden", Motivation: "Den ändras varje dag."},
			{Text: "Skannade protokoll.", Reason: "exempt"},
		},
		At: map[string]diag.Pos{"": {File: "config.toml", Line: 1, Column: 1}, "assessed": {File: "config.toml", Line: 4, Column: 12},
			"report_url": {File: "config.toml", Line: 7, Column: 14}, "issues[0].text": {File: "config.toml", Line: 10, Column: 8}},
	}
}

func stating(a *Accessibility) *small {
	s := newSmall()
	s.add("policy/resor", "Resepolicy", "2024-03-12", "## Mål")
	s.in.Accessibility = a
	return s
}

// TestStatement shows that the page says each of the eleven things that the law demands.
func TestStatement(t *testing.T) {
	site := stating(stated()).good(t)
	pg := page(t, site, "/tillganglighet/")
	d := pg.Data.(*StatementPage)
	var said strings.Builder
	var links []string
	var walk func([]Outline)
	add := func(s Sentence) {
		said.WriteString(strings.ReplaceAll(s.String(), nbsp, " ") + "\n")
		for _, p := range s {
			if p.Href != "" {
				links = append(links, p.Href)
			}
		}
	}
	walk = func(parts []Outline) {
		for _, o := range parts {
			said.WriteString("# " + o.ID + " " + o.Heading + "\n")
			for _, p := range o.Paragraphs {
				add(p)
			}
			for _, i := range o.Items {
				add(i.Text)
				add(i.Under)
			}
			walk(o.Parts)
		}
	}
	add(d.Lead)
	walk(d.Parts)
	for _, want := range []string{
		"Exempelby kommun står bakom webbplatsen Exempelby kommuns styrdokument.",
		"Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service.",
		"Breda tabeller rullas i sidled.\nÅtgärdas senast den 30 juni 2027.",
		"bedömdes senast den 5 oktober 2026", "uppdaterades senast den 12 oktober 2026", "Självskattning.",
		"12 §", "Kartan har ingen text.\nMotivering: Den ändras varje dag.", "9 §", "Skannade protokoll.",
		"tillganglighet@exempelby.example",
	} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("%q is not said in\n%s", want, said.String())
		}
	}
	for _, want := range []string{"https://www.exempelby.example/rapportera", "https://www.digg.se/tdosanmalan"} {
		if !slices.Contains(links, want) {
			t.Errorf("no link to %s among %v", want, links)
		}
	}
	inFooter := false
	for _, g := range site.FooterOf(page(t, site, "/policy/resor/")).Groups {
		for _, l := range g.Links {
			inFooter = inFooter || l.Href == "../../tillganglighet/"
		}
	}
	if !inFooter {
		t.Error("the footer has no link to the statement")
	}
}

func TestConformanceWords(t *testing.T) {
	for conformance, want := range map[string]string{"full": "helt förenlig", "partial": "delvis förenlig", "none": "inte förenlig"} {
		a := stated()
		a.Conformance = conformance
		if conformance == "full" {
			a.Issues = a.Issues[2:] // what the law does not cover is no deficiency
		}
		d := page(t, stating(a).good(t), "/tillganglighet/").Data.(*StatementPage)
		if got := d.Parts[0].Paragraphs[0].String(); !strings.Contains(got, " "+want+" ") {
			t.Errorf("%s: got %q, want %q", conformance, got, want)
		}
	}
}

// TestWrittenStatement shows that a written page adds to the statement, and is the statement where
// the configuration has none.
func TestWrittenStatement(t *testing.T) {
	written := PageSource{Name: "tillganglighet", Title: "Om tillgänglighet", Summary: "Kort", Text: sourceText("content/pages/tillganglighet.md", "## Mer")}
	s := stating(stated())
	s.in.Pages = []PageSource{written}
	pg := page(t, s.good(t), "/tillganglighet/")
	if pg.Kind != KindStatement || pg.Title != "Om tillgänglighet" || pg.Description != "Kort" || pg.Text != written.Text {
		t.Errorf("got %s %q %q, want the statement with the written title and text", pg.Kind, pg.Title, pg.Description)
	}
	s = stating(nil)
	s.in.Pages = []PageSource{written}
	if pg := page(t, s.good(t), "/tillganglighet/"); pg.Kind != KindText {
		t.Errorf("got kind %s, want a plain page", pg.Kind)
	}
	for _, pg := range stating(nil).good(t).Pages {
		if pg.URL == "/tillganglighet/" {
			t.Error("there is a statement without anything to state")
		}
	}
}

func TestStatementRules(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Accessibility)
		want   string
	}{
		{"empty", func(a *Accessibility) { *a = Accessibility{At: a.At} },
			"config.toml:1:1 statement-incomplete [service, conformance, assessed, updated, method, report_url]"},
		{"no_issues", func(a *Accessibility) { a.Issues = nil }, "config.toml:1:1 statement-incomplete [issues]"},
		{"only_exempt", func(a *Accessibility) { a.Conformance = "none"; a.Issues = a.Issues[2:] }, "config.toml:1:1 statement-incomplete [issues]"},
		{"no_motivation", func(a *Accessibility) { a.Issues[1].Motivation = "" }, "config.toml:1:1 statement-incomplete [issues[1].motivation]"},
		{"mailto", func(a *Accessibility) { a.ReportURL = "mailto:a@b.example" }, "config.toml:7:14 statement-contact [mailto:a@b.example]"},
		{"tel", func(a *Accessibility) { a.ReportURL = "TEL:0123" }, "config.toml:7:14 statement-contact [TEL:0123]"},
		{"address", func(a *Accessibility) { a.ReportURL = "a@b.example" }, "config.toml:7:14 statement-contact [a@b.example]"},
		{"contradiction", func(a *Accessibility) { a.Conformance = "full" }, "config.toml:10:8 statement-contradiction [Breda tabeller rullas i sidled.]"},
		{"old", func(a *Accessibility) { a.Assessed = day("2025-11-21") }, "config.toml:4:12 statement-old [2025-11-21 365]"},
		{"a_year", func(a *Accessibility) { a.Assessed = day("2025-11-22") }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := stated()
			c.change(a)
			_, diags := stating(a).plan(t)
			var got []string
			for _, d := range diags {
				args := []string{}
				for _, x := range d.Args {
					args = append(args, fmt.Sprint(x))
				}
				got = append(got, d.Pos.String()+" "+string(d.Code)+" ["+strings.Join(args, " ")+"]")
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFileName(t *testing.T) {
	for words, want := range map[string]string{
		"Säkerhetschef Kommunledningskontoret": "sakerhetschef-kommunledningskontoret", "Åsa / Ö & É": "asa-o-e", "A\u030a": "a",
		"../../x": "x", "漢字": "ansvarig", strings.Repeat("a", 300): strings.Repeat("a", 80),
	} {
		if got := fileName(words); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}

// TestCalendars shows that each role and unit, and each body, has a calendar at an address that stays when there is nothing to
// review and when others come, and that an internal matter stays one.
func TestCalendars(t *testing.T) {
	s := newSmall()
	s.add("policy/a", "A", "2024-03-12", "x")
	s.add("policy/b", "B", "2024-03-12", "x", func(d *library.Draft) { d.Department = "Ekonomi" })
	s.add("policy/c", "C", "2024-03-12", "x", func(d *library.Draft) { d.Department = "Ekonomi!" })
	s.add("policy/d", "D", "2024-03-12", "x", func(d *library.Draft) {
		d.Owner, d.Review = "Rektor", []library.ReviewCycle{{Type: library.NoReview}}
	})
	var got []string
	for _, c := range s.good(t).Calendars {
		got = append(got, fmt.Sprint(c.Address, " ", slices.Sorted(maps.Keys(c.Documents))))
	}
	want := []string{
		"/revidering.ics []", "/revidering/rektor-kommunledningskontoret.ics [policy/d]", "/revidering/sakerhetschef-ekonomi.ics [policy/b policy/c]",
		"/revidering/sakerhetschef-kommunledningskontoret.ics [policy/a]", "/revidering/organ/kommunfullmaktige.ics [policy/a policy/b policy/c policy/d]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("calendars (-want +got):\n%s", diff)
	}
	s.in.HideReview = true
	if site := s.good(t); len(site.Calendars) > 0 || slices.Contains(site.Data, AddressCalendar) {
		t.Error("there is a calendar though reviews are not shown")
	}
}
