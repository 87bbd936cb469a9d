package site

import (
	"slices"
	"strings"
	"testing"

	"styrdok/generator/library"
)

func TestStatusSentence(t *testing.T) {
	kind := func(k string) func(*library.Draft) { return func(d *library.Draft) { d.Kind = k } }
	for _, c := range []struct {
		name   string
		change []func(*library.Draft)
		on     string
		lang   string
		want   string
		mark   Mark
	}{
		{"overdue policy", []func(*library.Draft){kind("policy")}, "2014-03-12", "sv",
			"*Policyn gäller.* (overdue) Översynen skulle ha varit klar senast den <2018-10-14 14~oktober 2018> och är försenad.", MarkInForce},
		{"overdue in English", []func(*library.Draft){kind("policy")}, "2014-03-12", "en",
			"*The document is in force.* (overdue) The review should have been completed by <2018-10-14 14~October 2018> and is overdue.", MarkInForce},
		{"current programme", []func(*library.Draft){kind("program")}, "2026-11-01", "sv",
			"*Programmet gäller.* Det ska ses över senast den <2034-10-14 14~oktober 2034>.", MarkInForce},
		{"guidelines", []func(*library.Draft){kind("riktlinje")}, "2026-11-01", "sv",
			"*Riktlinjerna gäller.* De ska ses över senast den <2034-10-14 14~oktober 2034>.", MarkInForce},
		{"due soon", []func(*library.Draft){kind("taxa")}, "2025-11-24", "sv",
			"*Taxan gäller.* (due-soon) Den ska ses över senast den <2026-12-31 31~december 2026>.", MarkInForce},
		{"until a day", []func(*library.Draft){kind("plan"), func(d *library.Draft) { d.ValidUntil = day("2027-12-31") }}, "2025-01-13", "sv",
			"*Planen gäller* till och med den <2027-12-31 31~december 2027>.", MarkInForce},
		{"when needed", []func(*library.Draft){kind("foreskrift")}, "2016-04-25", "sv",
			"*Föreskrifterna gäller.* De ses över vid behov.", MarkInForce},
		{"coming", []func(*library.Draft){kind("reglemente"), func(d *library.Draft) { d.InForce = day("2027-01-01") }}, "2026-10-26", "sv",
			"*Reglementet är antaget men gäller inte än.* Det börjar gälla den <2027-01-01 1~januari 2027>.", MarkComing},
	} {
		s := newSmall()
		s.lang = c.lang
		s.add("x/y", "Ett dokument", c.on, "Text.", c.change...)
		d := documentAt(t, s.good(t), "/x/y/")
		said := marked(d.Status.Sentence)
		if d.Status.ReviewMark != "" {
			said += " (" + string(d.Status.ReviewMark) + ") " + marked(d.Status.Review)
		}
		if got := strings.ReplaceAll(said, nbsp, "~"); got != c.want || d.Status.Mark != c.mark {
			t.Errorf("%s: got %s %q, want %s %q", c.name, d.Status.Mark, got, c.mark, c.want)
		}
		if d.Notice != nil {
			t.Errorf("%s: has a notice", c.name)
		}
	}
}

func TestNoticeOfWhatDoesNotHold(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   string
		change func(*library.Draft)
		want   string
	}{
		{"annulled", "riktlinje", func(d *library.Draft) {
			d.Annulled = &library.DraftAnnulment{Date: day("2026-05-04"), By: "Förvaltningsrätten i Linköping", CaseNumber: "1234-26"}
		}, "*Riktlinjerna har aldrig gällt.* Förvaltningsrätten i Linköping upphävde beslutet den <2026-05-04 4~maj 2026>, mål 1234-26."},
		{"repealed", "riktlinje", func(d *library.Draft) {
			d.Repealed = &library.DraftRepeal{Date: day("2025-06-16"), From: day("2025-07-01"), By: "ks", Section: "§ 9"}
		}, "*Riktlinjerna är upphävda och gäller inte längre.* Kommunstyrelsen beslutade om det den <2025-06-16 16~juni 2025>. De upphörde att gälla den <2025-07-01 1~juli 2025>."},
		{"expired", "program", func(d *library.Draft) { d.ValidUntil = day("2025-12-31") },
			"*Programmet gäller inte längre.* Giltighetstiden gick ut den <2025-12-31 31~december 2025>."},
	} {
		s := newSmall()
		s.add("x/y", "Ett dokument", "2022-03-28", "Text.", func(d *library.Draft) { d.Kind = c.kind }, c.change)
		d := documentAt(t, s.good(t), "/x/y/")
		if d.Notice == nil {
			t.Fatalf("%s: no notice", c.name)
		}
		if got := strings.ReplaceAll(marked(d.Notice.Sentence), nbsp, "~"); got != c.want {
			t.Errorf("%s: got  %q\nwant %q", c.name, got, c.want)
		}
		if d.Derivation != nil || d.Status != nil {
			t.Errorf("%s: what does not hold has no review", c.name)
		}
	}
}

func TestDerivation(t *testing.T) {
	for _, c := range []struct {
		name   string
		lang   string
		on     string
		change func(*library.Draft)
		rules  func(*library.Rules)
		want   []string
	}{
		{name: "every term, by the kind", lang: "sv", on: "2015-12-09", want: []string{
			"Senast beslutad den <2015-12-09 9~december 2015>, mandatperioden <2014-10-15 15~oktober 2014>–<2018-10-14 14~oktober 2018>. Policyn ska ses över en gång per mandatperiod för kommunfullmäktige, senast den sista dagen i mandatperioden därefter. Nästa mandatperiod var <2018-10-15 15~oktober 2018>–<2022-10-14 14~oktober 2022>. Översynen skulle ha varit klar senast den <2022-10-14 14~oktober 2022> och är försenad sedan den <2022-10-15 15~oktober 2022>. Två hela mandatperioder har gått utan översyn.",
			"Dokumentet anger ingen egen regel. Regeln är kommunens standard för policyer.",
			"Att översynen är försenad ändrar inte beslutet. Dokumentet gäller tills kommunen beslutar något annat.",
		}},
		{name: "every term or when needed", lang: "sv", on: "2014-03-12",
			change: func(d *library.Draft) {
				d.Review = []library.ReviewCycle{{Type: library.EveryTerm}, {Type: library.WhenNeeded}}
			},
			rules: func(r *library.Rules) {
				r.Events = []library.Event{{Date: day("2026-01-15"), Text: "Cybersäkerhetslagen (2025:1506) gäller", Kinds: []string{"policy"}}}
			},
			want: []string{
				"Senast beslutad den <2014-03-12 12~mars 2014>, mandatperioden <2010-11-01 1~november 2010>–<2014-10-14 14~oktober 2014>. Policyn ska ses över en gång per mandatperiod för kommunfullmäktige, senast den sista dagen i mandatperioden därefter. Nästa mandatperiod var <2014-10-15 15~oktober 2014>–<2018-10-14 14~oktober 2018>. Översynen skulle ha varit klar senast den <2018-10-14 14~oktober 2018> och är försenad sedan den <2018-10-15 15~oktober 2018>. Tre hela mandatperioder har gått utan översyn.",
				"Policyn ska dessutom ses över vid behov.",
				"Efter det senaste beslutet har något hänt som berör policyn: <2026-01-15 15~januari 2026>, Cybersäkerhetslagen (2025:1506) gäller.",
				"Att översynen är försenad ändrar inte beslutet. Dokumentet gäller tills kommunen beslutar något annat.",
			}},
		{name: "other deadline", lang: "sv", on: "2026-10-20",
			rules: func(r *library.Rules) {
				r.Terms.Deadline = library.Deadline{Type: library.DayAfterElection, Day: library.MonthDay{Month: 12, Day: 31}}
			},
			want: []string{
				"Senast beslutad den <2026-10-20 20~oktober 2026>, mandatperioden <2026-10-15 15~oktober 2026>–<2030-10-14 14~oktober 2030>. Policyn ska ses över en gång per mandatperiod för kommunfullmäktige, senast den 31~december året efter nästa val. Nästa mandatperiod är <2030-10-15 15~oktober 2030>–<2034-10-14 14~oktober 2034>. Översynen ska vara klar senast den <2031-12-31 31~december 2031>.",
				"Dokumentet anger ingen egen regel. Regeln är kommunens standard för policyer.",
			}},
		{name: "months after a review", lang: "sv", on: "2015-12-09",
			change: func(d *library.Draft) {
				d.Review = []library.ReviewCycle{{Type: library.EveryMonths, Months: 24}}
				d.Reviews = []library.DraftReview{{Date: day("2025-02-03"), By: "kommunstyrelsen"}}
			},
			want: []string{"Sågs senast över den <2025-02-03 3~februari 2025>. Policyn ska ses över vartannat år. Översynen ska vara klar senast den <2027-02-03 3~februari 2027>."}},
		{name: "every year", lang: "sv", on: "2026-02-03",
			change: func(d *library.Draft) {
				d.Review = []library.ReviewCycle{{Type: library.EveryYear, Day: library.MonthDay{Month: 3, Day: 31}}}
			},
			want: []string{"Senast beslutad den <2026-02-03 3~februari 2026>. Policyn ska ses över senast den 31~mars varje år. Översynen ska vara klar senast den <2027-03-31 31~mars 2027>."}},
		{name: "every year", lang: "en", on: "2026-02-03",
			change: func(d *library.Draft) {
				d.Review = []library.ReviewCycle{{Type: library.EveryYear, Day: library.MonthDay{Month: 3, Day: 31}}}
			},
			want: []string{"Last adopted on <2026-02-03 3~February 2026>. The document is to be reviewed by 31~March every year. The review is to be completed by <2027-03-31 31~March 2027>."}},
		{name: "a look that does not count", lang: "sv", on: "2023-02-03",
			change: func(d *library.Draft) {
				d.Review = []library.ReviewCycle{{Type: library.EveryTerm}}
				d.Reviews = []library.DraftReview{{Date: day("2026-11-20"), By: "Säkerhetschef"}}
			},
			want: []string{"Senast beslutad den <2023-02-03 3~februari 2023>, mandatperioden <2022-10-15 15~oktober 2022>–<2026-10-14 14~oktober 2026>. Sågs över den <2026-11-20 20~november 2026> av säkerhetschef, men här räknas bara beslut av det organ som har antagit den eller ett överordnat. Policyn ska ses över en gång per mandatperiod för kommunfullmäktige, senast den sista dagen i mandatperioden därefter. Nästa mandatperiod är <2026-10-15 15~oktober 2026>–<2030-10-14 14~oktober 2030>. Översynen ska vara klar senast den <2030-10-14 14~oktober 2030>."}},
		{name: "own day, and every term", lang: "sv", on: "2025-12-09",
			change: func(d *library.Draft) {
				d.ReviewBy, d.Review = day("2027-03-31"), []library.ReviewCycle{{Type: library.EveryTerm}}
			},
			want: []string{
				"Senast beslutad den <2025-12-09 9~december 2025>. Policyn ska enligt beslutet ses över senast den <2027-03-31 31~mars 2027>.",
				"Flera regler gäller: en gång per mandatperiod och enligt beslutet senast den 31~mars 2027. Den dag som infaller först räknas.",
			}},
		{name: "every year, and an own day", lang: "en", on: "2025-12-09",
			change: func(d *library.Draft) {
				d.ReviewBy, d.Review = day("2028-06-30"), []library.ReviewCycle{{Type: library.EveryMonths, Months: 24}}
			},
			want: []string{
				"Last adopted on <2025-12-09 9~December 2025>. The document is to be reviewed every second year. The review is to be completed by <2027-12-09 9~December 2027>.",
				"Several rules apply: every second year and according to the decision by 30~June 2028. The earliest date counts.",
			}},
		{name: "own day", lang: "en", on: "2025-12-09",
			change: func(d *library.Draft) { d.ReviewBy = day("2026-06-30") },
			want: []string{
				"Last adopted on <2025-12-09 9~December 2025>. The document is, according to the decision, to be reviewed by <2026-06-30 30~June 2026>. The review should have been completed by <2026-06-30 30~June 2026> and has been overdue since <2026-07-01 1~July 2026>.",
				"An overdue review does not change the decision. The document is in force until the municipality decides otherwise.",
			}},
	} {
		s := newSmall()
		s.lang = c.lang
		if c.rules != nil {
			c.rules(&s.rules)
		}
		d := s.add("policy/x", "Policy för något", c.on, "Text.")
		if c.change != nil {
			c.change(d)
		}
		der := documentAt(t, s.good(t), "/policy/x/").Derivation
		var got []string
		for _, p := range der.Paragraphs {
			got = append(got, strings.ReplaceAll(marked(p), nbsp, "~"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

func TestFactsAgreeWithKind(t *testing.T) {
	for kind, want := range map[string]string{
		"policy": "Antagen: 2022-03-28, kommunfullmäktige § 7", "program": "Antaget: 2022-03-28, kommunfullmäktige § 7", "riktlinje": "Antagna: 2022-03-28, kommunfullmäktige § 7",
	} {
		s := newSmall()
		s.add("x/y", "Ett dokument", "2022-03-28", "Text.", func(d *library.Draft) { d.Kind, d.Section = kind, "§ 7" })
		if got := fact(documentAt(t, s.good(t), "/x/y/").Facts, "decision"); got != want {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
	}
}

func TestFactsInOrder(t *testing.T) {
	s := newSmall()
	s.add("policy/x", "Policy för något", "2014-03-12", "Text.", func(d *library.Draft) {
		d.CaseNumber, d.AppliesTo, d.Laws = "Dnr ks 09/20", []string{"Nämnder", "bolag"}, []string{"dataskyddslagen (2018:218)", "SFS 2017:725", "SFS 1736:123"}
		d.Owner = ""
		d.Corrections = []library.Correction{{Date: day("2017-10-12"), Note: "Nytt namn."}, {Date: day("2027-01-01"), Note: "Senare."}}
	})
	site := s.good(t)
	var got []string
	for _, f := range allFacts(documentAt(t, site, "/policy/x/")) {
		got = append(got, f.Label+": "+marked(f.Value))
	}
	want := []string{
		"Antagen: <2014-03-12>, kommunfullmäktige, uppgift om paragraf saknas", "Dokumentansvarig: Uppgift saknas", "Gäller för: Nämnder, bolag",
		"Diarienummer: Dnr ks 09/20", "Version: 1, redaktionellt ändrad <2017-10-12>",
		"Nästa översyn: senast <2018-10-14>, försenad", "Förvaltning: Kommunledningskontoret",
		"Lagrum: [Dataskyddslagen (2018:218)](https://rkrattsbaser.gov.se/sfst?bet=2018:218), [kommunallagen (2017:725)](https://rkrattsbaser.gov.se/sfst?bet=2017:725), [SFS 1736:123](https://rkrattsbaser.gov.se/sfst?bet=1736:123)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// A print carries the day of review, but never says that it has passed.
	for _, f := range site.Prints[0].Facts {
		if f.Key == "review" && f.Value.String() != "senast 2018-10-14" {
			t.Errorf("print says %q", f.Value)
		}
	}
}

// TestOfficersHaveNoSection: who decides without minutes has no section that could be missing.
// TestAnnulledWasInForceOnNoDay holds that the facts of a version that a court has annulled name no day of validity, and that
// a repeal to come is told beside the state of review.
func TestAnnulledWasInForceOnNoDay(t *testing.T) {
	s := newSmall()
	s.add("policy/x", "Policy för något", "2025-03-12", "Text.", func(d *library.Draft) {
		d.Annulled = &library.DraftAnnulment{Date: day("2026-03-02"), By: "Förvaltningsrätten i Malmö"}
	})
	s.add("policy/y", "Policy för annat", "2014-03-12", "Text.", func(d *library.Draft) {
		d.Repealed = &library.DraftRepeal{Date: day("2026-11-01"), From: day("2027-01-01"), By: "kf"}
	})
	site := s.good(t)
	for _, f := range documentAt(t, site, "/policy/x/").Facts {
		if f.Key == "held_from" || f.Key == "held_until" || f.Key == "in_force" {
			t.Errorf("got %s: %s for what was never in force", f.Label, f.Value)
		}
	}
	if got, want := documentAt(t, site, "/policy/y/").Status.Sentence.String(), "Policyn gäller till och med den 31\u00a0december 2026. Därefter är den upphävd."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := page(t, site, "/revidering/").Data.(*ReviewPage).Groups[0].Table.Rows[0].Why.String(); !strings.HasSuffix(got, "Gäller till 2026-12-31.") {
		t.Errorf("got %q in the list of reviews, want the last day", got)
	}
}

func TestOfficersHaveNoSection(t *testing.T) {
	s := newSmall()
	s.add("policy/x", "Policy för något", "2024-03-12", "Text.", func(d *library.Draft) { d.AdoptedBy = "kommundirektoren" })
	for _, f := range documentAt(t, s.good(t), "/policy/x/").Facts {
		if f.Key == "section" {
			t.Errorf("got %q", f.Label+": "+f.Value.String())
		}
	}
}

// TestPrintsStay shows that a print says the same on every day on which its version's status is
// the same, whatever becomes of its review.
func TestPrintsStay(t *testing.T) {
	var first string
	for _, today := range []string{"2024-02-01", "2024-05-01", "2026-11-22", "2027-11-22"} {
		s := newSmall()
		s.today = today
		s.rules.Events = []library.Event{{Date: day("2026-01-15"), Text: "En ny lag", Kinds: []string{"policy"}}}
		s.add("policy/x", "Policy för något", "2014-03-12", "Text.", func(d *library.Draft) { d.ValidUntil = day("2027-12-31") })
		s.add("plan/y", "Plan för något", "2023-03-12", "Text.", func(d *library.Draft) { d.ValidUntil = day("2028-01-31") })
		got := dumpPrints(s.good(t))
		if first == "" {
			first = got
		}
		if got != first {
			t.Errorf("on %s prints differ:\n%s\nfirst:\n%s", today, got, first)
		}
	}
}

func TestDownloadText(t *testing.T) {
	for _, c := range []struct {
		lang string
		info PrintInfo
		want string
	}{
		{"sv", PrintInfo{Bytes: 21_000, Pages: 3}, "Ladda ner (pdf,\u00a021\u00a0kB, 3\u00a0sidor)"},
		{"sv", PrintInfo{Bytes: 999_500, Pages: 1}, "Ladda ner (pdf,\u00a01,0\u00a0MB, 1\u00a0sida)"},
		{"sv", PrintInfo{Bytes: 21_000, Pages: 0}, "Ladda ner (pdf,\u00a021\u00a0kB)"},
		{"sv", PrintInfo{}, "Ladda ner (pdf)"},
		{"en", PrintInfo{Bytes: 1_240_000, Pages: 2}, "Download (PDF,\u00a01.2\u00a0MB, 2\u00a0pages)"},
	} {
		s := newSmall()
		s.lang = c.lang
		s.measure = c.info
		s.add("policy/resor", "Resepolicy", "2025-01-01", "Text.")
		d := documentAt(t, s.good(t), "/policy/resor/").Downloads[0]
		if d.Text != c.want || d.Href != "resor-2025-01-01.pdf" {
			t.Errorf("got %q to %s, want %q", d.Text, d.Href, c.want)
		}
	}
}

// TestOldPrintsStay shows that the print of a version that has been replaced stays as it is when
// its successor is replaced in turn.
func TestOldPrintsStay(t *testing.T) {
	var prints []string
	for _, today := range []string{"2026-11-22", "2027-01-01"} {
		s := newSmall()
		versions(s)
		s.today = today
		site := s.good(t)
		for _, p := range site.Prints {
			if p.Version.Adopted.String() == "2011-02-28" {
				one := &Site{Prints: []*Print{p}}
				prints = append(prints, dumpPrints(one))
			}
		}
	}
	if len(prints) != 2 || prints[0] != prints[1] || !strings.Contains(prints[0], "/policy/x/2025-05-18/") {
		t.Errorf("got %q", prints)
	}
}

// versions adds a document with three versions, of which the second holds and the third is coming.
func versions(s *small) {
	s.add("policy/x/ett", "Policy för något", "2011-02-28", "## Syfte\n## Drift {#it-drift}", func(d *library.Draft) { d.Section = "§ 17" })
	s.add("policy/x/tva", "Policy för något", "2025-05-18", "## Syfte\n## Ansvar", func(d *library.Draft) {
		d.Section, d.Changes, d.Aliases = "§ 61", "Kortare.", []string{"gammal/policy", "dok/17.html"}
	})
	s.add("policy/x/tre", "Policy för något", "2026-10-26", "## Syfte", func(d *library.Draft) { d.InForce = day("2027-01-01") })
}

func TestVersionAddresses(t *testing.T) {
	s := newSmall()
	versions(s)
	site := s.good(t)
	if pg := page(t, site, "/policy/x/"); pg.Version.Adopted.String() != "2025-05-18" || pg.Kind != KindDocument {
		t.Errorf("/policy/x/ shows %s of %s", pg.Kind, pg.Version.Adopted)
	}
	forward := page(t, site, "/policy/x/2025-05-18/")
	if f, ok := forward.Data.(*ForwardPage); !ok || f.To.Href != "../" || !forward.NoIndex {
		t.Errorf("the dated address of the version that holds: %+v", forward)
	}
	old := page(t, site, "/policy/x/2011-02-28/")
	d := old.Data.(*DocumentPage)
	if !old.Older || d.Notice == nil || d.Notice.Links[0] != (Link{Text: "Läs version 2, som gäller nu", Href: "../"}) {
		t.Errorf("older version: %+v", d.Notice)
	}
	if got, want := d.Notice.Sentence.String(), "Version 1 gäller inte längre. Den ersattes den 18\u00a0maj 2025."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := d.Lead.String(), "Texten nedan gällde 28\u00a0februari 2011–17\u00a0maj 2025."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := old.HeadTitle, "Version 1 (gäller inte) – Policy för något – Exempelby kommun"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := fact(d.Facts, "held_until"); got != "Gällde till: 2025-05-17" {
		t.Errorf("got %q", got)
	}
	coming := page(t, site, "/policy/x/2026-10-26/")
	if coming.Older || coming.Data.(*DocumentPage).Notice.Mark != MarkComing {
		t.Errorf("coming version: %+v", coming.Data.(*DocumentPage).Notice)
	}
	current := documentAt(t, site, "/policy/x/")
	if got, want := current.Status.Sentence.String(), "Policyn gäller till och med den 31\u00a0december 2026. Därefter gäller version 3. Se vad som ändras."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	// A copy that nobody has built since leads from either page to what holds, and from there nowhere back.
	later := current.Status.Later
	if len(later) != 1 || later[0].From != "2027-01-01" || !later[0].Older ||
		marked(later[0].Sentence) != "*Version 2 gäller inte längre.* Läs [version 3](2026-10-26/), som gäller sedan den <2027-01-01 1\u00a0januari 2027>." {
		t.Errorf("got %+v", later)
	}
	notice := coming.Data.(*DocumentPage).Notice.Later
	if len(notice) != 1 || notice[0].Mark != MarkInForce || notice[0].Sentence.String() != "Version 3 gäller sedan den 1\u00a0januari 2027." ||
		slices.ContainsFunc(notice[0].Links, func(l Link) bool { return l.Href == "../" }) {
		t.Errorf("got %+v", notice)
	}
	if n := d.Notice.Later; len(n) != 1 || !slices.Equal(n[0].Links, []Link{{Text: "Läs version 3, som gäller nu", Href: "../2026-10-26/"}}) {
		t.Errorf("got %+v", n)
	}
	var history []string
	for _, h := range current.History.Entries {
		history = append(history, h.Date.ISO+" "+h.Title.String())
	}
	want := []string{"2026-10-26 Version 3 antagen, gäller från 2027-01-01", "2025-05-18 Version 2 antagen, gäller", "2011-02-28 Version 1 antagen, ersatt av version 2"}
	if !slices.Equal(history, want) {
		t.Errorf("got %q, want %q", history, want)
	}
	// When the successor has come, every address is a page of its own or leads on.
	s.today = "2027-01-01"
	site = s.good(t)
	if pg := page(t, site, "/policy/x/2025-05-18/"); pg.Kind != KindVersion || !pg.Older {
		t.Errorf("after the successor: %s", pg.Kind)
	}
	if page(t, site, "/policy/x/2026-10-26/").Kind != KindForward {
		t.Error("the new version's dated address does not lead on")
	}
}

func TestAliases(t *testing.T) {
	s := newSmall()
	versions(s)
	site := s.good(t)
	for from, href := range map[string]string{"/gammal/policy/": "../../policy/x/", "/dok/17.html": "../policy/x/"} {
		pg := page(t, site, from)
		if f := pg.Data.(*ForwardPage); f.To.Href != href || pg.Canonical != "https://styrdokument.exempelby.example/policy/x/" {
			t.Errorf("%s leads to %q, canonical %s", from, f.To.Href, pg.Canonical)
		}
	}
	s.drafts[1].Aliases = []string{"register"}
	_, diags := s.plan(t)
	if len(diags) != 1 || diags[0].Code != "duplicate-alias" {
		t.Errorf("an alias at an address of the site's: %v", diags)
	}
}

func TestLostAnchorsStay(t *testing.T) {
	s := newSmall()
	versions(s)
	s.add("policy/y", "Annan policy", "2025-01-01", "[drift](x.md#it-drift)")
	site := s.good(t)
	var aliases []string
	for _, h := range page(t, site, "/policy/x/").Text.Tree.Headings() {
		aliases = append(aliases, h.ID+" "+strings.Join(h.Aliases, ","))
	}
	if want := []string{"syfte it-drift", "ansvar "}; !slices.Equal(aliases, want) {
		t.Errorf("got %q, want %q", aliases, want)
	}
	for _, h := range s.texts["content/policy/x/tva.md"].Tree.Headings() {
		if len(h.Aliases) > 0 {
			t.Error("the text as written was changed")
		}
	}
}

func TestReplacedByAnotherDocument(t *testing.T) {
	s := newSmall()
	s.add("riktlinje/sociala", "Riktlinjer för sociala medier", "2018-10-08", "Text.")
	s.add("riktlinje/digitala", "Riktlinjer för digitala kanaler", "2025-11-10", "Text.", func(d *library.Draft) {
		d.Replaces = []string{"riktlinje/sociala", "KF § 30 2013"}
	})
	site := s.good(t)
	d := documentAt(t, site, "/riktlinje/sociala/")
	want := "*Riktlinjerna gäller inte längre.* De ersattes den <2025-11-10 10~november 2025> av [Riktlinjer för digitala kanaler](../digitala/)."
	if got := strings.ReplaceAll(marked(d.Notice.Sentence), nbsp, "~"); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := fact(allFacts(documentAt(t, site, "/riktlinje/digitala/")), "replaces"); got != "Ersätter: Riktlinjer för sociala medier, KF § 30 2013" {
		t.Errorf("got %q", got)
	}
}

func TestRelationsTree(t *testing.T) {
	s := newSmall()
	s.add("program/p", "Program för trygghet", "2025-06-19", "Text.")
	implements := func(id string) func(*library.Draft) {
		return func(d *library.Draft) { d.Implements = []string{id} }
	}
	s.add("policy/a", "Policy A", "2025-01-01", "Text.", implements("program/p"))
	s.add("policy/b", "Policy B", "2025-01-01", "Text.", implements("program/p"))
	s.add("riktlinje/a", "Riktlinjer A", "2025-01-01", "Text.", implements("policy/a"))
	s.add("riktlinje/b", "Riktlinjer B", "2025-01-01", "Text.", implements("policy/b"))
	s.add("instruktion/a", "Instruktion A", "2026-01-01", "Text.", implements("riktlinje/a"))
	var lines []string
	var walk func([]Node, string)
	walk = func(nodes []Node, pad string) {
		for _, n := range nodes {
			lines = append(lines, pad+n.Link.Text+" ("+n.Kind+") "+n.Link.Href)
			walk(n.Children, pad+" ")
		}
	}
	walk(documentAt(t, s.good(t), "/policy/a/").Relations.Tree, "")
	want := []string{
		"Program för trygghet (Program) ../../program/p/",
		" Policy A (Policy, den här sidan) ",
		"  Riktlinjer A (Riktlinjer) ../../riktlinje/a/",
		"   Instruktion A (Instruktion) ../../instruktion/a/",
		" Policy B (Policy) ../b/",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(lines, "\n     "), strings.Join(want, "\n     "))
	}
}

// A translation says that the original holds, and not that it does itself.
func TestTranslationsStatus(t *testing.T) {
	s := newSmall()
	s.add("policy/c", "Tre", "2026-03-12", "Text.")
	s.add("policy/d", "Four", "2026-03-12", "Text.", func(d *library.Draft) { d.TranslationOf, d.Language = "policy/c", "en" })
	d := page(t, s.good(t), "/policy/d/").Data.(*DocumentPage)
	if got, want := d.Status.Sentence.String(), "This is a translation into English. The Swedish original is in force: Tre."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(d.Translation.Notes) != 1 || d.Translation.Notes[0].Lang != "sv" {
		t.Errorf("got %v, want the note in the site's language alone", d.Translation.Notes)
	}
	site := s.good(t)
	if pg := page(t, site, "/policy/d/"); pg.MainLanguage != "en" || d.MoreLabel != "All facts about the decision" || d.Derivation != nil || fact(d.More, "review") != "" {
		t.Errorf("the page is worded in %q and has the review %q", pg.MainLanguage, fact(d.More, "review"))
	}
	if pr := site.Prints[1]; !pr.Own || fact(pr.Facts, "adopted_by") != "Adopted by: Kommunfullmäktige" {
		t.Errorf("the print says %v", pr.Facts)
	}
	rows := page(t, site, "/policy/").Data.(*CollectionPage).Table.Rows
	if len(rows) != 1 || len(rows[0].Also) != 1 || rows[0].Also[0].Text != "Även på engelska" {
		t.Errorf("got the rows %v", rows)
	}
	if o := documentAt(t, site, "/policy/c/").Translation; o.Label != "Även på engelska:" || o.Others[0].Text != "Four" {
		t.Errorf("the original leads to %+v", o)
	}
}

// A print leaves out what says nothing: that a first version is the first, that it holds from the day of the decision and until further
// notice. Whether a later version is coming does not change it.
func TestPrintsLeaveOutWhatSaysNothing(t *testing.T) {
	told := func(s *small, address string) string {
		for _, pr := range s.good(t).AllPrints() {
			if pr.Address == address {
				var out []string
				for _, f := range pr.Facts {
					if slices.Contains([]string{"adopted", "in_force", "valid_until", "version"}, f.Key) {
						out = append(out, f.Label+": "+f.Value.String())
					}
				}
				return strings.Join(out, "|")
			}
		}
		t.Fatalf("there is no %s", address)
		return ""
	}
	s := newSmall()
	s.add("policy/a/1", "Ett", "2024-03-12", "Text.")
	alone := told(s, "/policy/a/a-2024-03-12.pdf")
	s.add("policy/a/2", "Ett", "2026-11-01", "Text.", func(d *library.Draft) { d.InForce, d.ValidUntil = day("2027-01-01"), day("2028-12-31") })
	if want := "Beslutsdatum: 2024-03-12"; alone != want || told(s, "/policy/a/a-2024-03-12.pdf") != want {
		t.Errorf("a first version has %q, and with a second one coming %q, want %q", alone, told(s, "/policy/a/a-2024-03-12.pdf"), want)
	}
	if got, want := told(s, "/policy/a/a-2026-11-01.pdf"), "Beslutsdatum: 2026-11-01|Gäller från: 2027-01-01|Gäller till: 2028-12-31|Version: 2"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
