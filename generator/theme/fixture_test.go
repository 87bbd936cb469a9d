package theme

import (
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/site"
	"styrdok/themes"
)

// fakeView is a hand-made page with what surrounds it.
func fakeView(p *site.Page) *View {
	s := fakeSite()
	v := &View{Site: s, Page: resolved(p), Footer: site.Footer{
		Contact: &site.Contact{Label: "Kontakt", Lines: []site.Sentence{
			words("Kommunkansliet svarar på frågor om styrdokument."),
			{{Text: "styrdokument@exempelby.example", Href: "mailto:styrdokument@exempelby.example"}},
			{{Text: "Telefon "}, {Text: "0123-45 60 00", Href: "tel:+46123456000"}},
		}},
		Groups: []site.LinkGroup{{Heading: "Om webbplatsen", Links: []site.Link{
			{Text: "Tillgänglighetsredogörelse", Href: s.Href(p, "/tillganglighet/")},
			{Text: "Så fungerar styrdokumenten", Href: s.Href(p, "/om/"), Current: p.URL == "/om/"},
		}}},
		Updated: site.Sentence{{Text: "Registret uppdaterades "}, day("22 november 2026", "2026-11-22"), {Text: "."}},
	}}
	for _, l := range [][2]string{{"Alla dokument", "/register/"}, {"Författningssamling", "/forfattningssamling/"}, {"Beslut", "/beslut/"}, {"Översyn", "/revidering/"}} {
		v.Nav = append(v.Nav, site.Link{Text: l[0], Href: s.Href(p, l[1]), Current: l[1] == p.Section})
	}
	return v
}

// targetOf is where a link of a hand-made text leads.
func targetOf(p *site.Page, l *block.Link) site.Target {
	if strings.HasSuffix(l.Dest, ".md") {
		return site.Target{Kind: site.TargetPage, Href: fakeSite().Href(p, "/"+strings.TrimSuffix(l.Dest, ".md")+"/")}
	}
	if anchor, ok := strings.CutPrefix(l.Dest, "#"); ok {
		return site.Target{Kind: site.TargetAnchor, Href: l.Dest, Anchor: anchor}
	}
	return site.Target{Kind: site.TargetExternal, Href: l.Dest}
}

// resolved returns a page with where the links and images of its text lead.
func resolved(p *site.Page) *site.Page {
	if p.Text == nil {
		return p
	}
	out := *p
	out.Links, out.Images = nil, nil
	for _, l := range p.Text.Tree.Links() {
		out.Links = append(out.Links, targetOf(p, l))
	}
	for _, i := range p.Text.Tree.Images() {
		out.Images = append(out.Images, site.Image{Href: i.Src, Source: i.Src})
	}
	return &out
}

func words(s string) site.Sentence { return site.Sentence{{Text: s}} }

func day(text, iso string) site.Part { return site.Part{Text: text, ISO: iso} }

func iso(d string) site.Part { return site.Part{Text: d, ISO: d} }

// fakeSite is what pages say about the whole.
func fakeSite() *site.Frame {
	return &site.Frame{Settings: site.Settings{
		Title: "Styrdokument", Organisation: site.Organisation{Name: "Exempelby kommun"}, Language: "sv",
		BaseURL: "https://styrdokument.exempelby.example/", Today: library.Date{Year: 2026, Month: 11, Day: 22},
	}}
}

var (
	inForce    = site.Badge{Mark: site.MarkInForce, Text: "Gäller"}
	overdue    = site.Badge{Mark: site.MarkOverdue, Text: "översyn försenad"}
	dueSoon    = site.Badge{Mark: site.MarkDueSoon, Text: "översyn snart", Later: []site.LaterBadge{{From: "2026-11-25", Mark: site.MarkOverdue, Text: "översyn försenad"}}}
	superseded = site.Badge{Mark: site.MarkSuperseded, Text: "Ersatt"}
	repealed   = site.Badge{Mark: site.MarkRepealed, Text: "Upphävd"}
	expired    = site.Badge{Mark: site.MarkExpired, Text: "Upphört"}
	draft      = site.Badge{Mark: site.MarkDraft, Text: "Utkast"}
)

func page(kind site.PageKind, url, title, section string, data any, crumbs ...string) *site.Page {
	p := &site.Page{
		Kind: kind, URL: url, Title: title, HeadTitle: title + " – Styrdokument – Exempelby kommun",
		Description: "Om " + title + ".", Language: "sv", Section: section, Data: data,
		Canonical: "https://styrdokument.exempelby.example" + url,
	}
	f := fakeSite()
	if len(crumbs) > 0 {
		p.Crumbs = append(p.Crumbs, site.Link{Text: "Styrdokument", Href: f.Href(p, "/")})
		for _, c := range crumbs {
			p.Crumbs = append(p.Crumbs, site.Link{Text: c, Href: f.Href(p, "/policy/")})
		}
		p.Crumbs = append(p.Crumbs, site.Link{Text: title, Current: true})
	}
	return p
}

func facts(pairs ...string) []site.Fact {
	var out []site.Fact
	for i := 0; i < len(pairs); i += 2 {
		value := words(pairs[i+1])
		if len(pairs[i+1]) == 10 && pairs[i+1][4] == '-' {
			value = site.Sentence{iso(pairs[i+1])}
		}
		out = append(out, site.Fact{Key: "k", Label: pairs[i], Value: value})
	}
	return out
}

func row(title string, b site.Badge, kind, body, decided, section, label, review, reviewDay string) site.Row {
	r := site.Row{
		ID: "policy/x", Letter: strings.ToUpper(string([]rune(title)[:1])), Link: site.Link{Text: title, Href: "../policy/x/"}, Badge: b,
		Kind: kind, Body: body, ReviewLabel: label,
	}
	if decided != "" {
		r.Decided = site.Sentence{iso(decided), {Text: section}}
	} else {
		r.Decided = words("inte beslutat")
	}
	if reviewDay != "" {
		review += " " + reviewDay
	}
	r.Review.Text = review
	if b.Mark == site.MarkOverdue || b.Mark == site.MarkDueSoon {
		r.Badge, r.Review.Mark, r.Review.Later = inForce, b.Mark, b.Later
	}
	return r
}

func table() site.Table {
	kf, ks, kd := "Kommunfullmäktige", "Kommunstyrelsen", "Kommundirektören"
	return site.Table{
		Caption: "Alla styrdokument, A–Ö",
		Columns: site.Columns{Document: "Dokument", Status: "Status", Kind: "Typ", Body: "Beslutat av", Decided: "Beslutat", Review: "Översyn"},
		Rows: []site.Row{
			row("Avfallstaxa 2026", dueSoon, "Taxa", kf, "2025-11-24", " § 140", "Översyn", "senast", "2026-11-24"),
			row("Biblioteksprogram 2022–2025", expired, "Program", kf, "2022-03-28", " § 31", "", "gällde till", "2025-12-31"),
			row("Dataskyddspolicy", inForce, "Policy", kf, "2026-10-26", " § 139", "Översyn", "senast", "2034-10-14"),
			row("Inköpspolicy", overdue, "Policy", kf, "2017-11-27", " § 164", "Översyn", "försenad sedan", "2022-10-15"),
			row("Instruktion för granskning av loggar", dueSoon, "Instruktion", kd, "2025-02-03", "", "Översyn", "senast", "2027-02-03"),
			func() site.Row {
				r := row("Krisledningsplan 2023–2026", inForce, "Plan", kf, "2023-09-25", " § 101", "", "gäller till", "2026-12-31")
				r.Listed = true
				return r
			}(),
			row("Policy för informationssäkerhet", overdue, "Policy", kf, "2019-03-25", " § 42", "Översyn", "försenad sedan", "2026-10-15"),
			row("Resepolicy", repealed, "Policy", kf, "2015-02-23", " § 19", "", "upphävdes", "2025-06-16"),
			row("Riktlinjer för användning av ai", draft, "Riktlinjer", ks, "", "", "", "remiss till", "2026-12-18"),
			row("Riktlinjer för sociala medier", superseded, "Riktlinjer", ks, "2018-10-08", " § 201", "", "ersattes", "2025-11-10"),
			row("Lokala ordningsföreskrifter", inForce, "Föreskrift", kf, "2016-04-25", " § 50", "Översyn", "vid behov", ""),
		},
	}
}

func relations() *site.Relations {
	n := func(title, kind string, b site.Badge, children ...site.Node) site.Node {
		return site.Node{Link: site.Link{Text: title, Href: "../x/"}, Kind: kind, Badge: inForce, Review: b, Children: children}
	}
	here := n("Policy för informationssäkerhet", "Policy, den här sidan", overdue,
		n("Riktlinjer för informationsklassning", "Riktlinjer", overdue, n("Instruktion för klassning av e-tjänster", "Instruktion", overdue)),
		n("Riktlinjer för loggning", "Riktlinjer", dueSoon, n("Instruktion för granskning av loggar", "Instruktion", dueSoon)),
		n("Riktlinjer för lösenord och inloggning", "Riktlinjer", site.Badge{}))
	here.Link.Href, here.Link.Current = "", true
	return &site.Relations{
		Label: "Över- och underordnade dokument",
		Tree:  []site.Node{n("Program för trygghet och säkerhet", "Program", site.Badge{}, here, n("Krisledningsplan 2023–2026", "Plan, innehållet publiceras inte", site.Badge{}))},
		Lists: []site.RelationList{
			{Key: "related", Label: "Berör också:", Items: []site.Link{{Text: "Dataskyddspolicy", Href: "../y/"}}},
			{Key: "replaces", Label: "Ersätter:", Items: []site.Link{{Text: "KF § 30 2013"}}},
		},
	}
}

func history() *site.History {
	e := func(d string, m site.Mark, title site.Sentence, under string, links ...string) site.HistoryEntry {
		h := site.HistoryEntry{Date: iso(d), Mark: m, Title: title}
		if under != "" {
			h.Under = words(under)
		}
		for i, l := range links {
			if i == 1 {
				h.Downloads = append(h.Downloads, site.Download{Href: "a.pdf", Text: l})
			} else {
				h.Links = append(h.Links, site.Link{Text: l, Href: "2015-05-18/"})
			}
		}
		return h
	}
	return &site.History{Label: "Historik", Entries: []site.HistoryEntry{
		e("2026-10-15", site.MarkOverdue, words("Översynen är försenad"), ""),
		e("2026-01-15", site.MarkEvent, words("Ny lag som berör policyn"), "Cybersäkerhetslag (2025:1506)"),
		e("2021-09-06", site.MarkEvent, words("Redaktionell ändring"), "Kommunkansliet heter numera kommunledningskontoret."),
		e("2019-03-25", site.MarkInForce, site.Sentence{{Text: "Version 3 antagen, gäller", Strong: true}}, "Kommunfullmäktige § 42. Nya nivåer för klassning, skyldighet att anmäla incidenter, kortare om it-drift."),
		e("2015-05-18", site.MarkSuperseded, words("Version 2 antagen, ersatt av version 3"), "Kommunfullmäktige § 61", "Läs version 2", "Version 2 (pdf, 31 kB, 4 sidor)"),
		e("2011-02-28", site.MarkSuperseded, words("Version 1 antagen, ersatt av version 2"), "Kommunfullmäktige § 17", "Läs version 1", "Version 1 (pdf, 28 kB, 3 sidor)"),
	}}
}

func documentData() *site.DocumentPage {
	return &site.DocumentPage{
		KindLabel: "Policy",
		Lead:      words("Vad kommunen vill uppnå med sin informationssäkerhet, vem som ansvarar och hur arbetet följs upp."),
		Status: &site.Status{StatusWords: site.StatusWords{
			Mark: site.MarkInForce, Sentence: site.Sentence{{Text: "Policyn gäller.", Strong: true}},
			ReviewMark: site.MarkOverdue, Review: site.Sentence{{Text: "Översynen skulle ha varit klar den "}, day("14 oktober 2026", "2026-10-14"), {Text: " och är försenad."}},
		}, Later: []site.LaterStatus{{From: "2030-01-01", Older: true, StatusWords: site.StatusWords{Mark: site.MarkExpired, Sentence: words("Policyn har upphört att gälla.")}}}},
		Derivation: &site.Derivation{Label: "Så är dagen räknad", Paragraphs: []site.Sentence{
			{{Text: "Policyn antogs "}, day("25 mars 2019", "2019-03-25"), {Text: ", under mandatperioden 2018–2022. Den ska revideras vid varje mandatperiod. Nästa mandatperiod gick från "}, day("15 oktober 2022", "2022-10-15"), {Text: " till "}, day("14 oktober 2026", "2026-10-14"), {Text: " utan att det skedde. En mandatperiod har alltså gått utan översyn."}},
			words("Sedan dess har dessutom cybersäkerhetslagen (2025:1506) trätt i kraft. Den berör policyn."),
		}},
		AsideLabel: "Om dokumentet", FactsLabel: "Beslutet",
		Facts:         facts("Antagen", "2019-03-25, kommunfullmäktige § 42", "Dokumentansvarig", "Säkerhetschef", "Gäller för", "Nämnder, förvaltningar, helägda bolag"),
		MoreLabel:     "Alla uppgifter om beslutet",
		More:          facts("Diarienummer", "KS 2018/412", "Version", "3, rättad 2021-09-06", "Nästa översyn", "senast 2026-10-14", "Förvaltning", "Kommunledningskontoret"),
		Downloads:     []site.Download{{Href: "a.pdf", Text: "Ladda ner (pdf, 34 kB, 4 sidor)"}},
		Actions:       []site.Link{{Text: "Alla versioner", Href: "#_historik"}, {Text: "Fråga om policyn", Href: "#_fot-kontakt"}},
		Jumps:         []site.Link{{Text: "Över- och underordnade dokument", Href: "#_samband"}},
		ContentsLabel: "Innehåll",
		Contents: []site.Content{{Number: "1", Text: "Syfte", Href: "#syfte"}, {Number: "2", Text: "Omfattning", Href: "#omfattning"},
			{Number: "5", Text: "Ansvar", Href: "#ansvar", Children: []site.Content{{Number: "5.1", Text: "Informationsägare", Href: "#informationsagare"}}}},
		TextLabel: "Policyns text", Relations: relations(), History: history(),
		Source: site.Sentence{{Text: "Texten är en avskrift av kommunfullmäktiges beslut. Originalet finns i ärende KS 2018/412. Sidan uppdaterades senast "}, day("6 september 2021", "2021-09-06"), {Text: "."}},
	}
}

// fixtures are pages of every kind, with what the look's pictures show.
func fixtures() []*site.Page {
	link := func(text, href string) site.Link { return site.Link{Text: text, Href: href} }
	item := func(when site.Sentence, title, under string) site.DatedItem {
		return site.DatedItem{When: when, Link: link(title, "policy/x/"), Badge: inForce, Under: words(under)}
	}
	since := func(d string) site.Sentence { return site.Sentence{{Text: "sedan "}, iso(d)} }
	start := page(site.KindStart, "/", "Vad gäller i Exempelby kommun?", "", &site.StartPage{
		Lead:  words("Här finns kommunens styrdokument: det som fullmäktige, styrelsen och nämnderna har beslutat om mål, arbetssätt och regler."),
		Links: []site.Link{link("Alla 26 dokument A–Ö", "register/")}, KindsLabel: "Så styrs kommunen",
		Rules: &site.Rules{Heading: "Gäller dig som bor eller verkar här", Groups: []site.RuleGroup{{Heading: "Föreskrifter", Note: "senast beslutade", Items: []site.Rule{{Link: link("Lokala ordningsföreskrifter", "foreskrifter/x/"), Kind: "Föreskrifter", Summary: "Vad som gäller på gator, torg och badplatser."}}, More: link("Alla 12 föreskrifter", "register/typ/foreskrift/")}}, More: []site.Link{link("Hela författningssamlingen", "forfattningssamling/")}},
		Kinds: []site.KindItem{
			{Link: link("Program", "program/"), Count: 3, CountUnit: "dokument", Summary: "Vad kommunen vill uppnå"}, {Link: link("Policyer", "policy/"), Count: 7, CountUnit: "dokument", Summary: "Hur kommunen förhåller sig i en fråga"},
			{Link: link("Riktlinjer", "riktlinjer/"), Count: 8, CountUnit: "dokument", Summary: "Hur arbetet ska gå till"}, {Link: link("Instruktioner", "instruktioner/"), Count: 3, CountUnit: "dokument", Summary: "Hur en bestämd uppgift utförs"}},
		Recent: site.DatedList{Heading: "Senast beslutat", Items: []site.DatedItem{
			item(site.Sentence{iso("2026-10-26")}, "Dataskyddspolicy", "Policy, kommunfullmäktige § 139"), item(site.Sentence{iso("2025-11-24")}, "Avfallstaxa 2026", "Taxa, kommunfullmäktige § 140")},
			More: link("Alla beslut efter datum", "beslut/")},
		Review: &site.DatedList{Heading: "Behöver ses över", Intro: words("Tre dokument skulle ha setts över tidigare. De gäller ändå, tills kommunen beslutar något annat."),
			Items: []site.DatedItem{item(since("2022-10-15"), "Inköpspolicy", "Inköpschef, ekonomikontoret"), item(since("2024-02-04"), "Riktlinjer för direktupphandling", "Inköpschef, ekonomikontoret"), item(since("2026-10-15"), "Personalpolicy", "Personalchef, personalkontoret")},
			More:  link("Översyn för alla dokument", "revidering/")},
	})
	start.HeadTitle = "Styrdokument – Exempelby kommun"

	document := page(site.KindDocument, "/policy/informationssakerhet/", "Policy för informationssäkerhet", "/register/", documentData(), "Policyer")
	document.Text = &site.Text{File: "content/policy/informationssakerhet.md", Tree: sampleText()}

	old := documentData()
	old.KindLabel, old.Status, old.Derivation, old.Relations, old.History, old.Jumps = "Policy, version 2", nil, nil, nil, nil, nil
	old.Lead = site.Sentence{{Text: "Texten nedan gällde "}, day("18 maj 2015", "2015-05-18"), {Text: " – "}, day("24 mars 2019", "2019-03-24"), {Text: "."}}
	old.Notice = &site.Notice{Label: "Inaktuell version", Mark: site.MarkSuperseded, Sentence: site.Sentence{{Text: "Version 2 gäller inte längre.", Strong: true}, {Text: " Den ersattes den "}, day("25 mars 2019", "2019-03-25"), {Text: "."}},
		Links: []site.Link{link("Läs version 3, som gäller nu", "../")}}
	version := page(site.KindVersion, "/policy/informationssakerhet/2015-05-18/", "Policy för informationssäkerhet", "/register/", old, "Policyer", "Policy för informationssäkerhet")
	version.HeadTitle = "Version 2 (gäller inte) – Policy för informationssäkerhet – Styrdokument – Exempelby kommun"
	version.Older = true
	version.Text = document.Text

	changes := page(site.KindChanges, "/policy/informationssakerhet/2019-03-25/andringar/", "Policy för informationssäkerhet", "/register/", &site.ChangesPage{
		KindLabel:  "Ändringar från version 2 till version 3",
		Lead:       words("Nya nivåer för klassning, skyldighet att anmäla incidenter, kortare om it-drift."),
		Status:     words("Version 3 ändrar två av tre avsnitt: ett har ändrad text och ett är borttaget."),
		AsideLabel: "Om jämförelsen", FactsLabel: "Versionerna", Facts: facts("Från", "Version 2", "Till", "Version 3", "Ord", "2 tillagda, 4 borttagna"),
		DecisionLabel: "Uppgifter som ändrades", Decision: facts("Dokumentansvarig", "Säkerhetschef (tidigare Säkerhetssamordnare)"),
		ContentsLabel: "Ändrade avsnitt", Contents: []site.ChangedSection{
			{Link: link("2 Mål", "#mal"), Change: block.Changed, Word: "ändrat"}, {Link: link("It-drift", ""), Change: block.Deleted, Word: "borttaget"}},
		TextLabel: "Text med ändringar markerade", Read: "../../",
		Explanation: []site.ExplainMark{{Change: block.Inserted, Mark: "Understruket", Text: "är tillagt."}, {Change: block.Deleted, Mark: "Genomstruket", Text: "är borttaget."}, {Text: "Skärmläsare läser upp orden ”tillagt” och ”borttaget”."}},
	}, "Policyer", "Policy för informationssäkerhet")
	changes.Text = &site.Text{File: "content/policy/informationssakerhet/2019-03-25.md", Tree: changedText()}

	listed := page(site.KindListed, "/planer/krisledning/", "Krisledningsplan 2023–2026", "/register/", &site.ListedPage{
		KindLabel: "Plan", Status: site.Status{StatusWords: site.StatusWords{Mark: site.MarkInForce, Sentence: site.Sentence{{Text: "Planen gäller.", Strong: true}, {Text: " Den gäller till och med "}, day("31 december 2026", "2026-12-31"), {Text: "."}}}},
		AsideLabel: "Om dokumentet", FactsLabel: "Beslutet", Facts: facts("Antagen", "2023-09-25, kommunfullmäktige § 101"),
		HowTo: site.Section{Heading: "Innehållet publiceras inte", Paragraphs: []site.Sentence{words("Planen är en allmän handling. Vill du läsa den kan du begära ut den. Kommunen prövar då om någon uppgift omfattas av sekretess."), words("Ange diarienumret KS 2023/77.")}},
	}, "Planer")

	filter := func(id, label string, items ...string) site.Filter {
		f := site.Filter{ID: id, Label: label}
		for i, s := range items {
			l := link(s, "status/")
			if i == 0 {
				l = site.Link{Text: s, Href: "./", Current: true}
			}
			f.Items = append(f.Items, site.FilterItem{Link: l, Count: 26 - i})
		}
		return f
	}
	register := page(site.KindRegister, "/register/", "Alla dokument", "/register/", &site.RegisterPage{
		Lead:        site.Sentence{{Text: "Register över kommunens 26 styrdokument. 22 gäller i dag, den "}, day("22 november 2026", "2026-11-22"), {Text: "."}},
		FilterLabel: "Filtrera", Filters: []site.Filter{filter("status", "Status", "Gäller", "Översyn försenad", "Gäller inte längre"), filter("typ", "Dokumenttyp", "Program", "Policyer", "Riktlinjer", "Instruktioner")},
		Shown: "Visar 11 dokument.", Table: table(),
		Legend: site.Legend{Heading: "Vad märkena betyder", Items: []site.LegendItem{{Badge: inForce, Text: "Beslutet är i kraft."}, {Badge: overdue, Text: "Gäller, men dagen för översyn har passerat."}, {Badge: dueSoon, Text: "Gäller, och översynen ska vara klar inom 180 dagar."}, {Badge: draft, Text: "Inte beslutat. Visas när det är ute på remiss."}}},
	})
	register.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Alla dokument", Current: true}}

	row := func(b site.Badge, d, title, owner, why string) site.ReviewRow {
		word := "senast "
		if b.Mark == site.MarkOverdue {
			word = "sedan "
		}
		return site.ReviewRow{Badge: b, When: site.Sentence{{Text: word}, iso(d)}, Link: link(title, "../policy/x/"), Owner: owner, Why: words(why)}
	}
	reviews := func(rows ...site.ReviewRow) site.ReviewTable {
		return site.ReviewTable{Caption: "Dokument att se över", When: "Översyn", Document: "Dokument", Owner: "Ansvarig", Reason: "Regel", Rows: rows}
	}
	trend := &site.Chart{Heading: "Försenade de senaste två åren", Note: "Räknat med dagens regler.", Caption: "Antal försenade dokument i slutet av varje månad", PeriodColumn: "Månad", CountColumn: "Försenade", Column: "Gällande"}
	for i, n := range []int{3, 3, 4, 6, 6} {
		trend.Points = append(trend.Points, site.ChartPoint{Label: []string{"2026-07", "2026-08", "2026-09", "2026-10", "2026-11-22"}[i], Count: n, Of: 22})
	}
	table2 := &site.DataTable{Caption: "Gällande och försenade dokument i varje förvaltning", Columns: []site.DataColumn{{Text: "Förvaltning"}, {Text: "Försenade", Number: true}, {Text: "Andel", Number: true}},
		Rows: []site.DataRow{{Cells: []site.DataCell{{Value: words("Ekonomikontoret")}, {Value: words("2")}, {Value: words("40 %"), Bar: 40}}}, {Cells: []site.DataCell{{Value: words("Personalkontoret")}, {Value: words("–")}, {Value: words("–")}}}}}
	report := page(site.KindReport, "/rapport/", "Redovisning av översyn", "/revidering/", &site.ReportPage{
		Lead: words("22 dokument gäller. Sex skulle ha setts över tidigare."), Facts: []site.Fact{{Key: "overdue", Label: "Försenade", Value: words("6")}},
		Sections: []site.ReportSection{{ID: "forvaltningar", Heading: "Läget i varje förvaltning", Table: table2}, {ID: "utveckling", Heading: trend.Heading, Note: words(trend.Note), Chart: trend}},
		Links:    []site.Link{{Text: "Redovisning av översyn", Current: true}, link("Kommunfullmäktige", "kommunfullmaktige/")},
	})
	report.Crumbs = []site.Link{link("Styrdokument", "../"), link("Översyn", "../revidering/"), {Text: "Redovisning av översyn", Current: true}}
	review := page(site.KindReview, "/revidering/", "Översyn", "/revidering/", &site.ReviewPage{
		Lead:  words("Sex av kommunens 22 gällande styrdokument skulle ha setts över tidigare. Fyra ska ses över inom 180 dagar, nio senare. Tre har ingen dag för översyn."),
		Note:  "Ett försenat dokument gäller tills kommunen beslutar något annat.",
		Trend: trend,
		Departments: &site.CountTable{ID: "forvaltningar", Heading: "Efter förvaltning", Caption: "Gällande dokument efter förvaltning och översyn", Columns: []string{"Förvaltning", "Försenade", "Inom 180 dagar", "Senare", "Utan dag"},
			Rows: []site.CountRow{{Link: link("Ekonomikontoret", "ekonomikontoret/"), Counts: []int{2, 0, 1, 0}}, {Link: link("Personalkontoret", "personalkontoret/"), Counts: []int{1, 1, 0, 0}}}},
		Groups: []site.ReviewGroup{
			{Heading: "Ekonomikontoret", Under: "2 dokument", More: link("Mer om ekonomikontoret", "ekonomikontoret/"), Table: reviews(
				row(overdue, "2022-10-15", "Inköpspolicy", "Inköpschef", "En gång per mandatperiod. Två hela mandatperioder har gått. Senast antaget 2017-11-27."), row(overdue, "2024-02-04", "Riktlinjer för direktupphandling", "Inköpschef", "Vart fjärde år."))},
			{Heading: "Personalkontoret", Under: "2 dokument", Table: reviews(row(overdue, "2026-10-15", "Personalpolicy", "Personalchef", "En gång per mandatperiod."), row(dueSoon, "2026-11-24", "Avfallstaxa 2026", "", "Varje år senast den 31 december."))},
		},
		HalfYears: &site.HalfYears{Heading: "Så fördelar sig översynerna", Note: "Kommunfullmäktiges dokument följer mandatperioden. Därför ska många vara klara samtidigt.", Caption: "Översyner per halvår", PeriodColumn: "Ska vara klart", CountColumn: "Dokument",
			Items: []site.HalfYear{{Label: "Försenade", Key: "overdue", Count: 6}, {Label: "Andra halvåret 2026", Key: "2026-2", Count: 1}, {Label: "Första halvåret 2027", Key: "2027-1", Count: 3}, {Label: "Andra halvåret 2027", Key: "2027-2", Count: 0}, {Label: "Första halvåret 2028", Key: "2028-1", Count: 0}, {Label: "Andra halvåret 2028", Key: "2028-2", Count: 1}, {Label: "Första halvåret 2029", Key: "2029-1", Count: 1}, {Label: "Andra halvåret 2029", Key: "2029-2", Count: 1}, {Label: "Första halvåret 2030", Key: "2030-1", Count: 0}, {Label: "Andra halvåret 2030", Key: "2030-2", Count: 5}, {Label: "Senare än 2030", Key: "later", Count: 1}}},
	})
	review.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Översyn", Current: true}}

	collection := page(site.KindCollection, "/policy/", "Policyer", "/register/", &site.CollectionPage{Lead: words("Sju policyer, av vilka sex gäller."), Table: table()})
	collection.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Policyer", Current: true}}
	collection.Text = &site.Text{Tree: &block.Tree{Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{&block.Text{Text: "En policy talar om hur kommunen förhåller sig i en fråga."}}}}}}

	decision := func(section, what, title, kind string, m site.Mark) site.DecisionItem {
		return site.DecisionItem{Section: words(section), Mark: m, What: what, Link: link(title, "../policy/x/"), Kind: kind}
	}
	meeting := func(day string, items ...site.DecisionItem) site.Meeting {
		return site.Meeting{Heading: words(day), Items: items}
	}
	decisions := page(site.KindDecisions, "/beslut/", "Beslut efter datum", "/beslut/", &site.DecisionsPage{Lead: words("Alla beslut om styrdokument, de senaste först."),
		FilterLabel: "Välj organ eller år", Filters: []site.Filter{{ID: "ar", Label: "År", Choices: 2, Items: []site.FilterItem{{Link: link("2026", "#_ar-2026"), Count: -1}, {Link: link("2025", "#_ar-2025"), Count: -1}}}},
		Years: []site.DecisionYear{
			{Year: "2026", Meetings: []site.Meeting{meeting("26 oktober 2026, kommunfullmäktige", decision("§ 139", "Antogs", "Dataskyddspolicy", "Policy", site.MarkInForce))}},
			{Year: "2025", Meetings: []site.Meeting{meeting("24 november 2025, kommunfullmäktige", decision("§ 140", "Antogs", "Avfallstaxa 2026", "Taxa", site.MarkInForce), decision("§ 141", "Upphävdes", "Resepolicy", "Policy", site.MarkRepealed)), meeting("14 april 2025, kommunstyrelsen", decision("§ 70", "Sågs över", "Personalpolicy", "Policy", site.MarkEvent))}}}})
	decisions.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Beslut efter datum", Current: true}}

	laws := page(site.KindObligations, "/lagkrav/", "Lagkrav", "/lagkrav/", &site.ObligationsPage{Lead: words("Listan har ett krav."), Sections: []site.ObligationSection{{
		ID: "saknas", Heading: "Inget dokument angivet", Note: "Inget dokument som gäller är angivet.", Items: []site.ObligationItem{{
			What: "Biblioteksplan", Text: "Kommunen ska anta en plan.",
			Facts: []site.ObligationFact{{Key: "law", Label: "Lagrum", Values: []site.Sentence{{{Text: "17 § bibliotekslagen", Href: "https://lag.example/"}}}}},
		}}}}})
	laws.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Lagkrav", Current: true}}

	codes := table()
	for i := range codes.Rows {
		codes.Rows[i].CodeNumber = "3.1"
	}
	subjects := page(site.KindSubjects, "/amnen/", "Ämnen", "/register/", &site.SubjectsPage{Lead: words("Styrdokumenten efter vad de handlar om."), Letters: []site.SubjectLetter{
		{Letter: "A", Items: []site.FilterItem{{Link: link("Alkohol", "alkohol/"), Count: 2}, {Link: link("Avfall", "avfall/"), Count: 1}}}, {Letter: "Å", Items: []site.FilterItem{{Link: link("Återvinning", "atervinning/"), Count: 3}}}}})
	subjects.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Ämnen", Current: true}}
	about := page(site.KindSubject, "/amnen/avfall/", "Avfall", "/register/", &site.CollectionPage{Lead: words("Här finns ett dokument."), Table: table()}, "Ämnen")

	statutes := page(site.KindStatutes, "/forfattningssamling/", "Författningssamling", "/forfattningssamling/", &site.StatutesPage{
		Lead: words("Föreskrifter som gäller var och en i kommunen."), NumberColumn: "Nummer", Table: site.Table{Caption: "Bestämmelser", Columns: codes.Columns, Rows: codes.Rows[:4]}})
	statutes.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Författningssamling", Current: true}}

	seek := page(site.KindSearch, "/sok/", "Sök", "/sok/", &site.SearchPage{
		Form: site.SearchForm{Label: "Sök bland 26 styrdokument", Button: "Sök", Action: "./"}, Root: "../", Index: "../sok/index/",
		Register: link("Alla dokument A–Ö", "../register/"),
	})
	seek.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: "Sök", Current: true}}

	plain := page(site.KindText, "/om/", "Så fungerar styrdokumenten", "", &site.TextPage{Lead: "Vad ett styrdokument är, vem som beslutar om det och hur du hittar rätt."})
	plain.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: plain.Title, Current: true}}
	plain.Text = &site.Text{Tree: sampleText()}

	parts := []site.Outline{{ID: "_contact", Heading: "Kontakt", Paragraphs: []site.Sentence{words("Hör av dig.")}, Items: []site.OutlineItem{{Text: words("Telefon"), Under: words("vardagar")}}},
		{ID: "_content", Heading: "Brister", Parts: []site.Outline{{ID: "_deficiency", Heading: "Brister mot lagkraven", Items: []site.OutlineItem{{Text: words("Breda tabeller")}}}}}}
	statement := page(site.KindStatement, "/tillganglighet/", "Tillgänglighetsredogörelse", "", &site.StatementPage{Lead: words("Kommunen står bakom webbplatsen."), Parts: parts})
	statement.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: statement.Title, Current: true}}

	open := page(site.KindData, "/data/", "Öppna data", "", &site.DataPage{Lead: words("Registret får användas fritt."), Parts: parts})
	open.Crumbs = []site.Link{link("Styrdokument", "../"), {Text: open.Title, Current: true}}

	missing := page(site.KindNotFound, "/404.html", "Sidan finns inte", "", &site.NotFoundPage{Paragraphs: []site.Sentence{words("Adressen leder inte till någon sida."), words("Ett styrdokument byter aldrig adress, men länken kan vara felskriven.")}, Links: []site.Link{link("Alla dokument A–Ö", "/register/"), link("Startsidan", "/")}})
	missing.NoIndex = true
	missing.Crumbs = []site.Link{link("Styrdokument", "/"), {Text: missing.Title, Current: true}}

	forward := page(site.KindForward, "/policy/gammal/", "Policy för informationssäkerhet", "", &site.ForwardPage{To: link("Policy för informationssäkerhet", "../informationssakerhet/"), Lead: words("Sidan har flyttat.")})
	forward.NoIndex = true

	return []*site.Page{start, document, version, changes, listed, register, review, report, collection, decisions, laws, subjects, about, statutes, seek, plain, statement, open, missing, forward}
}

func text(s string) []block.Span { return []block.Span{&block.Text{Text: s}} }

func para(s string) *block.Paragraph { return &block.Paragraph{Spans: text(s)} }

// sampleText is a text with one of each block that texts hold.
func sampleText() *block.Tree {
	note := &block.Note{Number: 1, ID: "avbrott", References: 1, Blocks: []block.Block{para("En förvaltning får besluta om kortare avbrott än tabellen anger, men inte om längre.")}}
	item := func(s string) *block.Item { return &block.Item{Blocks: []block.Block{para(s)}} }
	cell := func(s string) *block.Cell { return &block.Cell{Spans: text(s)} }
	cells := func(ss ...string) (out []*block.Cell) {
		for _, s := range ss {
			out = append(out, cell(s))
		}
		return out
	}
	return &block.Tree{
		Notes: []*block.Note{note},
		Blocks: []block.Block{
			&block.Heading{Level: 2, ID: "syfte", Number: "1", Spans: text("Syfte")},
			para("Den som lämnar uppgifter till kommunen ska kunna lita på att de är riktiga, att de finns till hands när de behövs och att de bara når den som har rätt till dem. Policyn slår fast vad kommunfullmäktige vill uppnå och vem som svarar för att det blir så."),
			&block.Paragraph{Spans: []block.Span{&block.Text{Text: "Policyn utgår från "}, &block.Link{Dest: "program/trygghet.md", Spans: text("Program för trygghet och säkerhet")}, &block.Text{Text: ". Hur arbetet går till i vardagen står i "}, &block.Link{Dest: "riktlinjer/klassning.md", Spans: text("Riktlinjer för informationsklassning")}, &block.Text{Text: "."}}},
			&block.Heading{Level: 2, ID: "omfattning", Number: "2", Spans: text("Omfattning")},
			para("Policyn gäller all information som kommunen ansvarar för, vare sig den finns på papper, i ett it-system eller sägs i ett samtal. Den binder"),
			&block.List{Tight: true, Items: []*block.Item{item("nämnder, förvaltningar och förtroendevalda,"), item("helägda bolag, så långt ägardirektiven anger,"), item("leverantörer och samarbetsparter, när det står i avtalet.")}},
			&block.Heading{Level: 2, ID: "begrepp", Number: "3", Spans: text("Begrepp")},
			&block.Definitions{Items: []*block.Definition{
				{Terms: []*block.Paragraph{para("Konfidentialitet")}, Blocks: [][]block.Block{{para("Informationen når bara den som är behörig.")}}},
				{Terms: []*block.Paragraph{para("Riktighet")}, Blocks: [][]block.Block{{para("Informationen är korrekt och fullständig. Den ändras varken av misstag eller av någon obehörig.")}}}}},
			&block.Heading{Level: 2, ID: "mal", Number: "4", Spans: text("Mål")},
			counted(&block.List{Numbering: block.Decimal, Tight: true, Items: []*block.Item{item("Varje viktig informationsmängd har en utsedd informationsägare."), item("Ett verksamhetssystem klassas innan det tas i bruk, och klassningen prövas på nytt minst vartannat år."), {Blocks: []block.Block{para("Anställda får utbildning i"), &block.List{Tight: true, Items: []*block.Item{{Task: block.DoneTask, Blocks: []block.Block{para("informationssäkerhet")}}, {Task: block.OpenTask, Blocks: []block.Block{para("dataskydd")}}}}}}}}),
			&block.Heading{Level: 2, ID: "ansvar", Number: "5", Spans: text("Ansvar")},
			&block.Table{Caption: text("Vem som ansvarar för vad"), Number: 1, RowHeaders: true, Align: []block.Align{0, 0, block.AlignRight}, Head: cells("Roll", "Ansvar", "Avbrott, timmar"), Rows: []*block.Row{
				{Cells: cells("Kommunfullmäktige", "Beslutar om policyn", "120")}, {Cells: cells("Kommunstyrelsen", "Leder arbetet och har uppsikt över nämnder och bolag", "48")}, {Cells: cells("Säkerhetschef", "Stöder förvaltningarna och håller riktlinjerna aktuella", "1")}}},
			&block.Heading{Level: 3, ID: "informationsagare", Number: "5.1", Spans: text("Informationsägare")},
			&block.Paragraph{Spans: []block.Span{&block.Text{Text: "Informationsägaren "}, &block.Emphasis{Spans: text("bestämmer")}, &block.Text{Text: " hur informationen får användas och "}, &block.Strong{Spans: text("godtar")}, &block.Text{Text: " de risker som återstår."}, &block.NoteRef{Note: note, Index: 1}}},
			&block.Quote{Blocks: []block.Block{para("Myndigheten ska värna om sina handlingar.")}},
			&block.Code{Text: "styrdok build --offline\n"},
			&block.Masked{Law: "18 kap. 8 § OSL"},
			&block.Foreign{Lang: "en", Blocks: []block.Block{para("This policy is available in Swedish only.")}},
		},
	}
}

// changedText is a compared text: a section that is the same, one that has changed, one that is gone.
func changedText() *block.Tree {
	kept := &block.Note{Number: 1, ID: "kvar", References: 2, Blocks: []block.Block{para("Se lagen.")}}
	away := &block.Note{Number: 2, ID: "borta", References: 1, Blocks: []block.Block{para("Står bara där inget har ändrats.")}}
	change := func(c block.Change, s string) block.Span { return &block.ChangeSpan{Change: c, Spans: text(s)} }
	return &block.Tree{Notes: []*block.Note{kept, away}, Blocks: []block.Block{
		&block.Heading{Level: 2, ID: "syfte", Number: "1", Spans: text("Syfte")},
		&block.Paragraph{Spans: []block.Span{&block.Text{Text: "Policyn gäller."}, &block.NoteRef{Note: kept, Index: 1}, &block.NoteRef{Note: away, Index: 1}}},
		&block.Heading{Level: 3, ID: "undantag", Number: "1.1", Spans: text("Undantag")},
		&block.Heading{Level: 2, ID: "mal", Number: "2", Spans: text("Mål")},
		&block.Paragraph{Change: block.Changed, Spans: []block.Span{&block.Text{Text: "Var sak har en "}, change(block.Deleted, "systemägare"), change(block.Inserted, "informationsägare"), &block.NoteRef{Note: kept, Index: 2}, &block.Text{Text: ". Om undantag, se "}, &block.Link{Dest: "#undantag", Spans: text("avsnitt 1.1")}, &block.Text{Text: "."}}},
		&block.Heading{Level: 2, ID: "it-drift", Number: "3", Spans: text("It-drift"), Change: block.Deleted},
		&block.Paragraph{Change: block.Deleted, Spans: text("It-avdelningen svarar för drift.")},
	}}
}

func load(t testing.TB) *Theme {
	t.Helper()
	th, list := Load(themes.Standard(), nil, Options{Texts: i18n.MustLoad("sv")})
	for _, d := range list {
		t.Errorf("%s: %s", d.Pos, d.Message(i18n.MustLoad("en")))
	}
	if th == nil {
		t.Fatal("the standard theme does not load")
	}
	return th
}

func counted(l *block.List) *block.List {
	l.Count(1)
	return l
}
