package bundle_test

import (
	"strings"
	"testing"

	"styrdok/generator/bundle"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

var today = library.NewDate(2026, 11, 22)

// rules are the standard ones with a committee.
func rules() library.Rules {
	r := library.DefaultRules()
	r.Bodies = append(r.Bodies, library.Body{ID: "sbn", Name: "Samhällsbyggnadsnämnden", Genitive: "samhällsbyggnadsnämndens"},
		library.Body{ID: "kfn", Name: "Kultur- och fritidsnämnden"})
	r.Bodies = append(r.Bodies, library.Body{ID: "vux", Name: "Utskottet Vux"})
	r.Kinds = append(r.Kinds, library.Kind{ID: "bestammelser", Singular: "bestämmelser", Plural: "bestämmelser", Definite: "bestämmelserna", Gender: library.Plural})
	return r
}

// plan makes the package of a meeting with one document of a kind.
func plan(t *testing.T, kind library.KindID, body, action string, edit func(*source.Meeting, *library.Draft)) *bundle.Bundle {
	t.Helper()
	return planAll(t, kind, body, action, func(m *source.Meeting, drafts []*library.Draft) {
		if edit != nil {
			edit(m, drafts[0])
		}
	})
}

// planAll is plan with all versions of the document, the proposal first.
func planAll(t *testing.T, kind library.KindID, body, action string, edit func(*source.Meeting, []*library.Draft)) *bundle.Bundle {
	t.Helper()
	draft := &library.Draft{File: "content/x/forslag.md", VersionFile: "forslag", Document: "x/y", Title: "Titeln", Kind: string(kind), Status: "proposed"}
	drafts := []*library.Draft{draft}
	if action != "adopt" {
		drafts = append(drafts, &library.Draft{File: "content/x/2019-03-25.md", VersionFile: "2019-03-25", Document: "x/y", Title: "Titeln", Kind: string(kind),
			Adopted: library.NewDate(2019, 3, 25), AdoptedBy: body, Section: "§ 31"})
	}
	if action == "repeal" || action == "reaffirm" || action == "extend" {
		drafts = drafts[1:]
	}
	m := &source.Meeting{File: "content/meetings/m.md", Body: body, Date: library.NewDate(2026, 12, 14),
		Items: []source.MeetingItem{{Document: "x/y", Action: action}}}
	edit(m, drafts)
	if action == "extend" {
		drafts[0].ValidUntil, m.Items[0].Until = library.NewDate(2026, 12, 31), library.NewDate(2028, 12, 31)
	}
	r := rules()
	lib, _ := library.Resolve(drafts, r, today)
	b, diags := bundle.Plan(m, nil, lib, r)
	for _, d := range diags {
		t.Fatalf("%s %s %s %s: %s %v", kind, body, action, d.Pos, d.Code, d.Args)
	}
	return b
}

// said are the proposed decisions, with plain spaces.
func said(b *bundle.Bundle, lang string) []string {
	var out []string
	for _, d := range bundle.NewWords(b, i18n.MustLoad(lang)).Points(b.Items[0]) {
		out = append(out, strings.ReplaceAll(d.String(), "\u00a0", " "))
	}
	return out
}

// TestDecisions words every action for every gender and every body.
func TestDecisions(t *testing.T) {
	bodies := []struct{ id, name, running string }{
		{"kommunfullmaktige", "Kommunfullmäktige", "kommunfullmäktige"},
		{"kommunstyrelsen", "Kommunstyrelsen", "kommunstyrelsen"},
		{"kommundirektoren", "Kommundirektören", "kommundirektören"},
		{"sbn", "Samhällsbyggnadsnämnden", "samhällsbyggnadsnämnden"},
		{"kfn", "Kultur- och fritidsnämnden", "kultur- och fritidsnämnden"},
	}
	kinds := []struct {
		id            library.KindID
		adopted, the  string
		due, againDue string
	}{
		// Every term, counted by the council's; the second of two terms ends in 2034, 24 months from the day, and the year's end.
		{"policy", "antagen", "Policyn", " Policyn ska ses över senast den 14 oktober 2034.", " Policyn ska ses över igen senast den 14 oktober 2034."},
		{"program", "antaget", "Programmet", " Programmet ska ses över senast den 14 oktober 2034.", " Programmet ska ses över igen senast den 14 oktober 2034."},
		{"riktlinje", "antagna", "Riktlinjerna", " Riktlinjerna ska ses över senast den 14 oktober 2034.", " Riktlinjerna ska ses över igen senast den 14 oktober 2034."},
		{"regler", "antagna", "Reglerna", " Reglerna ska ses över senast den 14 december 2028.", " Reglerna ska ses över igen senast den 14 december 2028."},
		{"plan", "antagen", "Planen", "", ""},
		{"foreskrift", "antagna", "Föreskrifterna", "", ""},
		{"taxa", "antagen", "Taxan", " Taxan ska ses över senast den 31 december 2027.", " Taxan ska ses över igen senast den 31 december 2027."},
		{"arbetsordning", "antagen", "Arbetsordningen", " Arbetsordningen ska ses över senast den 14 oktober 2034.", " Arbetsordningen ska ses över igen senast den 14 oktober 2034."},
		{"agardirektiv", "antaget", "Ägardirektivet", " Ägardirektivet ska ses över senast den 14 oktober 2034.", " Ägardirektivet ska ses över igen senast den 14 oktober 2034."},
		{"bestammelser", "antagna", "Bestämmelserna", "", ""},
		{"reglemente", "antaget", "Reglementet", " Reglementet ska ses över senast den 14 oktober 2034.", " Reglementet ska ses över igen senast den 14 oktober 2034."},
	}
	for _, b := range bodies {
		for _, k := range kinds {
			old := "Titeln, " + k.adopted + " av " + b.running + " 2019-03-25 § 31,"
			for action, want := range map[string][]string{
				"adopt": {b.name + " beslutar att anta Titeln enligt bilaga 1. " + k.the + " gäller från och med den 14 december 2026." + k.due},
				"revise": {
					b.name + " beslutar att anta en ny version av Titeln enligt bilaga 1. " + k.the + " gäller från och med den 14 december 2026." + k.due,
					b.name + " beslutar att " + old + " upphör att gälla den 14 december 2026, när den nya versionen börjar gälla."},
				"repeal":   {b.name + " beslutar att " + old + " upphör att gälla den 14 december 2026. Texten finns i bilaga 1."},
				"reaffirm": {b.name + " beslutar att " + old + " aktualitetsprövas och fortsätter att gälla utan ändringar. Texten finns i bilaga 1." + k.againDue},
			} {
				got := said(plan(t, k.id, b.id, action, nil), "sv")
				if strings.Join(got, "\n") != strings.Join(want, "\n") {
					t.Errorf("%s, %s, %s: got\n%s\nwant\n%s", b.id, k.id, action, strings.Join(got, "\n"), strings.Join(want, "\n"))
				}
			}
		}
	}
}

// TestDecisionDays words days that differ from the meeting's.
func TestDecisionDays(t *testing.T) {
	for _, c := range []struct {
		name, action string
		edit         func(*source.Meeting, *library.Draft)
		want         string
	}{
		{"later", "adopt", func(_ *source.Meeting, d *library.Draft) { d.InForce = library.NewDate(2027, 1, 1) },
			"Policyn gäller från och med den 1 januari 2027. Policyn ska ses över senast den 14 oktober 2034."},
		{"until", "adopt", func(_ *source.Meeting, d *library.Draft) { d.ValidUntil = library.NewDate(2028, 12, 31) },
			"Policyn gäller från och med den 14 december 2026 till och med den 31 december 2028."},
		{"reviewed before it ends", "adopt", func(_ *source.Meeting, d *library.Draft) {
			d.ValidUntil, d.ReviewBy = library.NewDate(2028, 12, 31), library.NewDate(2027, 6, 1)
		}, "till och med den 31 december 2028. Policyn ska ses över senast den 1 juni 2027."},
		{"own day", "adopt", func(_ *source.Meeting, d *library.Draft) { d.ReviewBy = library.NewDate(2027, 6, 1) },
			"Policyn ska ses över senast den 1 juni 2027."},
		{"repealed later", "repeal", func(m *source.Meeting, _ *library.Draft) { m.Items[0].From = library.NewDate(2027, 1, 1) },
			"upphör att gälla den 1 januari 2027."},
		{"revised later", "revise", func(_ *source.Meeting, d *library.Draft) { d.InForce = library.NewDate(2027, 1, 1) },
			"upphör att gälla den 1 januari 2027, när den nya versionen börjar gälla."},
		{"no section", "reaffirm", func(_ *source.Meeting, d *library.Draft) { d.Section = "" },
			"Titeln, antagen av kommunfullmäktige 2019-03-25, aktualitetsprövas och fortsätter"},
		{"nobody", "reaffirm", func(_ *source.Meeting, d *library.Draft) { d.AdoptedBy = "" }, "Titeln, antagen 2019-03-25 § 31, aktualitetsprövas och fortsätter"},
	} {
		got := strings.Join(said(plan(t, "policy", "kf", c.action, c.edit), "sv"), "\n")
		if !strings.Contains(got, c.want) || c.name == "until" && strings.Contains(got, "ses över") {
			t.Errorf("%s: got\n%s\nwant in it\n%s", c.name, got, c.want)
		}
	}
	want := "Kommunfullmäktige decides that Titeln, adopted by kommunfullmäktige 2019-03-25 § 31, ceases to apply on 14 December 2026. The text is in appendix 1."
	if got := strings.Join(said(plan(t, "policy", "kf", "repeal", nil), "en"), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestOccasion has bodies' genitives, those of names that end in s too, and no meeting of an officer.
func TestOccasion(t *testing.T) {
	for body, want := range map[string]string{
		"kf":               "Handlingar till kommunfullmäktiges sammanträde den 14 december 2026",
		"ks":               "Handlingar till kommunstyrelsens sammanträde den 14 december 2026",
		"sbn":              "Handlingar till samhällsbyggnadsnämndens sammanträde den 14 december 2026",
		"kfn":              "Handlingar till kultur- och fritidsnämndens sammanträde den 14 december 2026",
		"vux":              "Handlingar till utskottet Vux sammanträde den 14 december 2026",
		"kommundirektoren": "Handlingar till kommundirektörens beslut den 14 december 2026",
	} {
		b := plan(t, "policy", body, "adopt", nil)
		if got := strings.ReplaceAll(bundle.NewWords(b, i18n.MustLoad("sv")).Occasion(), "\u00a0", " "); got != want {
			t.Errorf("%s: got %q, want %q", body, got, want)
		}
	}
}

// TestProposals words what a board proposes to the council, and what the council decides on the board's proposal.
func TestProposals(t *testing.T) {
	const proposes = "Kommunstyrelsen föreslår kommunfullmäktige besluta att "
	const day = "den dag då kommunfullmäktige beslutar"
	for action, want := range map[string]string{
		"adopt": proposes + "anta Titeln enligt bilaga 1. Programmet gäller från och med " + day + ". Programmet ska ses över senast den 14 oktober 2034.",
		"revise": proposes + "anta en ny version av Titeln enligt bilaga 1. Programmet gäller från och med " + day + ". Programmet ska ses över senast den 14 oktober 2034.\n" +
			proposes + "Titeln, antaget av kommunfullmäktige 2019-03-25 § 31, upphör att gälla " + day + ", när den nya versionen börjar gälla.",
		"repeal":   proposes + "Titeln, antaget av kommunfullmäktige 2019-03-25 § 31, upphör att gälla " + day + ". Texten finns i bilaga 1.",
		"reaffirm": proposes + "Titeln, antaget av kommunfullmäktige 2019-03-25 § 31, aktualitetsprövas och fortsätter att gälla utan ändringar. Texten finns i bilaga 1. Programmet ska ses över igen senast den 14 oktober 2034.",
		"extend":   proposes + "giltighetstiden för Titeln, antaget av kommunfullmäktige 2019-03-25 § 31, förlängs till och med den 31 december 2028. Texten finns i bilaga 1.",
	} {
		b := plan(t, "program", "kf", action, func(m *source.Meeting, _ *library.Draft) { m.Body, m.ProposesTo = "ks", "kf" })
		if got := strings.Join(said(b, "sv"), "\n"); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", action, got, want)
		}
	}
	// The next review of what is reviewed every second year depends on the day on which the council decides.
	b := plan(t, "regler", "kf", "adopt", func(m *source.Meeting, _ *library.Draft) { m.Body, m.ProposesTo = "ks", "kf" })
	if got, want := strings.Join(said(b, "sv"), "\n"), proposes+"anta Titeln enligt bilaga 1. Reglerna gäller från och med "+day+"."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, c := range []struct {
		lang string
		p    source.Proposal
		own  string
		want string
	}{
		{"sv", source.Proposal{}, "", ""},
		{"sv", source.Proposal{Body: "ks", Date: library.NewDate(2026, 11, 30), Section: "§ 210"}, "", "Kommunstyrelsens förslag, 2026-11-30 § 210"},
		{"sv", source.Proposal{Body: "ks", Date: library.NewDate(2026, 11, 30)}, "§ 211", "Kommunstyrelsens förslag, 2026-11-30 § 211"},
		{"sv", source.Proposal{Body: "kfn", Date: library.NewDate(2026, 11, 30)}, "", "Kultur- och fritidsnämndens förslag, 2026-11-30"},
		{"sv", source.Proposal{Body: "ks"}, "", "Kommunstyrelsens förslag"},
		{"en", source.Proposal{Body: "ks", Date: library.NewDate(2026, 11, 30), Section: "§ 210"}, "", "Proposal of kommunstyrelsen, 2026-11-30 § 210"},
	} {
		b := plan(t, "policy", "kf", "adopt", func(m *source.Meeting, _ *library.Draft) { m.Proposal, m.Items[0].ProposalSection = c.p, c.own })
		got := strings.ReplaceAll(bundle.NewWords(b, i18n.MustLoad(c.lang)).Proposed(b.Items[0]), "\u00a0", " ")
		if got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// TestRetitled words a new version with another title, and old ones that end by themselves.
func TestRetitled(t *testing.T) {
	const decides = "Kommunfullmäktige beslutar att "
	const adopt = decides + "anta Program 2027–2030 enligt bilaga 1. Programmet ersätter Titeln, antaget av kommunfullmäktige 2019-03-25 § 31. " +
		"Programmet gäller från och med den 1 januari 2027 till och med den 31 december 2030."
	for _, c := range []struct {
		name string
		last library.Date // of the old version
		want []string
	}{
		{"until further notice", library.Date{}, []string{adopt,
			decides + "Titeln, antaget av kommunfullmäktige 2019-03-25 § 31, upphör att gälla den 1 januari 2027, när Program 2027–2030 börjar gälla."}},
		{"ends by itself", library.NewDate(2026, 12, 31), []string{adopt}},
		{"would end later", library.NewDate(2027, 1, 1), []string{adopt,
			decides + "Titeln, antaget av kommunfullmäktige 2019-03-25 § 31, upphör att gälla den 1 januari 2027, när Program 2027–2030 börjar gälla."}},
	} {
		b := planAll(t, "program", "kf", "revise", func(_ *source.Meeting, drafts []*library.Draft) {
			drafts[0].Title, drafts[0].InForce, drafts[0].ValidUntil = "Program 2027–2030", library.NewDate(2027, 1, 1), library.NewDate(2030, 12, 31)
			drafts[1].ValidUntil = c.last
		})
		if got, want := strings.Join(said(b, "sv"), "\n"), strings.Join(c.want, "\n"); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
		}
	}
}

// TestOwnWords puts the clerk's points in place of the program's or after them, and leaves out the review.
func TestOwnWords(t *testing.T) {
	b := plan(t, "policy", "kf", "adopt", func(m *source.Meeting, _ *library.Draft) {
		m.Items[0].WithoutReview = true
		m.Decisions = []source.OwnDecision{{Text: "Nämnderna informeras\nom beslutet.", Document: "x/y"}, {Text: "Annat.", Document: "x/z"}}
	})
	want := "Kommunfullmäktige beslutar att anta Titeln enligt bilaga 1. Policyn gäller från och med den 14 december 2026.\n" +
		"Nämnderna informeras om beslutet."
	if got := strings.Join(said(b, "sv"), "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	b = plan(t, "policy", "kf", "adopt", func(m *source.Meeting, _ *library.Draft) {
		m.Items[0].Decision = []string{"Avsnitt 7.1 upphävs och ersätts.", "Paragrafen förklaras omedelbart justerad."}
	})
	if got, want := strings.Join(said(b, "sv"), "\n"), "Avsnitt 7.1 upphävs och ersätts.\nParagrafen förklaras omedelbart justerad."; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	b = plan(t, "program", "kf", "reaffirm", func(_ *source.Meeting, d *library.Draft) { d.ValidUntil = library.NewDate(2027, 12, 31) })
	want = "fortsätter att gälla utan ändringar till och med den 31 december 2027. Texten finns i bilaga 1."
	if got := strings.Join(said(b, "sv"), "\n"); !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant at its end\n%s", got, want)
	}
}
