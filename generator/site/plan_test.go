package site

import (
	"encoding/json"
	"encoding/xml"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// exempel is a small site with documents in every kind of state.
func exempel() *small {
	s := newSmall()
	s.rules.PublishConsultations = true
	s.rules.Events = []library.Event{{Date: day("2026-01-15"), Text: "Cybersäkerhetslagen (2025:1506) har trätt i kraft", Keywords: []string{"informationssäkerhet"}}}
	s.add("program/trygghet", "Program för trygghet", "2023-06-19", "## Mål", func(d *library.Draft) { d.Section = "§ 88" })
	policy := func(d *library.Draft) {
		d.Summary, d.CaseNumber = "Vad kommunen vill uppnå.", "KS 2018/412"
		d.Implements, d.Keywords = []string{"program/trygghet"}, []string{"informationssäkerhet"}
	}
	s.add("policy/info/1", "Policy för informationssäkerhet", "2015-05-18", "## Syfte\n## It-drift", policy, func(d *library.Draft) { d.Section = "§ 61" })
	s.add("policy/info/2", "Policy för informationssäkerhet", "2019-03-25",
		"## Syfte\n## Mål\n### Delmål\n## Ansvar\nSe [loggning](../../riktlinje/loggning.md#ansvar) och ![karta](karta.png).", policy,
		func(d *library.Draft) {
			d.Section, d.Changes, d.Aliases = "§ 42", "Nya nivåer.", []string{"gammal/policy"}
			d.Corrections = []library.Correction{{Date: day("2021-09-06"), Note: "Nytt namn på kontoret."}}
		})
	s.add("riktlinje/loggning", "Riktlinjer för loggning", "2023-04-17", "## Ansvar", func(d *library.Draft) {
		d.AdoptedBy, d.Implements = "ks", []string{"policy/info"}
		d.Review = []library.ReviewCycle{{Type: library.EveryMonths, Months: 48}}
		d.Owner = "It-chef"
	})
	s.add("riktlinje/ai", "Riktlinjer för användning av ai", "", "Text.", func(d *library.Draft) { d.Status = "consultation" })
	s.add("policy/resor", "Resepolicy", "2015-02-23", "Text.", func(d *library.Draft) {
		d.Repealed = &library.DraftRepeal{Date: day("2025-06-16"), By: "kf", Section: "§ 77"}
	})
	s.add("plan/kris", "Krisledningsplan", "2023-09-25", "## Plan", func(d *library.Draft) {
		d.Visibility, d.ValidUntil, d.Implements = library.Listed, day("2026-12-31"), []string{"program/trygghet"}
	})
	s.add("taxa/avfall", "Avfallstaxa", "2025-11-24", "Text.", func(d *library.Draft) { d.CodeNumber = "7:2" })
	s.in.Files = []string{"content/policy/info/karta.png", "content/policy/info/annan.png"}
	s.in.Pages = []PageSource{{Name: "om", Title: "Om webbplatsen", Summary: "Vad du ser.", Text: sourceText("content/pages/om.md", "[dit](../policy/info.md)")}}
	return s
}

func TestPlan(t *testing.T) {
	golden(t, "plan.sv.txt", dump(exempel().good(t)))
}

// TestAddressesExist shows that every link of every page leads to a page, a file or a print of
// the plan, and every anchor within a page to something that stands there.
func TestAddressesExist(t *testing.T) {
	for _, internal := range []bool{false, true} {
		s := exempel()
		s.in.Internal = internal
		site := s.good(t)
		exists := map[string]bool{"/style.css": true}
		for _, pg := range site.Pages {
			exists[pg.URL] = true
		}
		for _, r := range site.Redirects {
			exists[r.URL] = true
		}
		for _, f := range site.Files {
			exists[f.Target] = true
		}
		for _, p := range site.AllPrints() {
			exists[p.Address] = true
		}
		exists[AddressSums] = true
		for _, address := range site.Data {
			exists[address] = true
		}
		pages := slices.Clone(site.Pages)
		pages = append(pages, site.Redirects...)
		n := 0
		for _, pg := range pages {
			check := func(href string) {
				n++
				target, _, _ := strings.Cut(href, "#")
				target, _, _ = strings.Cut(target, "?")
				if target == "" || strings.Contains(href, ":") {
					return
				}
				full := path.Join(path.Dir(pg.URL+"x"), target)
				if strings.HasPrefix(target, "/") {
					full = path.Clean(target)
				}
				if strings.HasSuffix(target, "/") && full != "/" {
					full += "/"
				}
				if !exists[full] {
					t.Errorf("%s: %s leads to %s, which is not there", pg.URL, href, full)
				}
			}
			hrefs(reflect.ValueOf(pg.Crumbs), check)
			hrefs(reflect.ValueOf(pg.Data), check)
			hrefs(reflect.ValueOf(site.NavLinks(pg)), check)
			hrefs(reflect.ValueOf(site.FooterOf(pg)), check)
			for _, l := range pg.Links {
				check(l.Href)
			}
		}
		if n < 300 {
			t.Errorf("only %d links were looked at", n)
		}
	}
}

// hrefs calls f for every field Href of a value.
func hrefs(v reflect.Value, f func(string)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() && v.Type() != reflect.TypeFor[*Print]() {
			hrefs(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			hrefs(v.Index(i), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() {
				continue
			}
			if field.Name == "Href" {
				if s := v.Field(i).String(); s != "" {
					f(s)
				}
				continue
			}
			hrefs(v.Field(i), f)
		}
	}
}

// TestNothingLeaks shows that marker words of what the public may not see are nowhere in a public
// plan: not in pages, prints, files, redirects or the sitemap, and not in a count.
func TestNothingLeaks(t *testing.T) {
	s := exempel()
	before := s.good(t)
	hide := func(v library.Visibility, status string) func(*library.Draft) {
		return func(d *library.Draft) {
			d.Visibility, d.Status = v, status
			d.Summary, d.Keywords, d.Changes, d.Aliases = "KANARIE", []string{"KANARIE"}, "KANARIE", []string{"kanarie/" + strings.NewReplacer("/", "-", ".md", ".html").Replace(d.File)}
			d.AppliesTo, d.BasedOn, d.Laws, d.Standards = []string{"KANARIE"}, []string{"KANARIE"}, []string{"KANARIE"}, []string{"KANARIE"}
			d.Owner, d.Department, d.Contact = "KANARIE", "KANARIE", "kanarie@kanarie.example"
			d.Related = []string{"program/trygghet"}
			if d.Document != "policy/info" {
				d.Implements = []string{"policy/info"}
			}
			d.Corrections = []library.Correction{{Date: day("2020-01-01"), Note: "KANARIE"}}
			d.Reviews = []library.DraftReview{{Date: day("2025-01-01"), By: "KANARIE", Section: "KANARIE"}}
		}
	}
	s.add("kanarie/dold", "KANARIE", "2019-01-01", "## KANARIE\n![KANARIE](dold/kanarie.png)", hide(library.Hidden, ""), func(d *library.Draft) { d.Kind = "policy" })
	s.add("policy/kanarie", "KANARIE", "", "## KANARIE", hide(library.Public, "draft"))
	s.add("policy/info/kanarie", "KANARIE", "", "## KANARIE", hide(library.Public, "proposed"))
	s.in.Files = append(s.in.Files, "content/kanarie/dold/kanarie.png")
	s.in.Introductions["kanarie"] = PageSource{Name: "kanarie", Title: "KANARIE", Text: sourceText("content/kanarie/_index.md", "KANARIE")}
	got := dump(s.good(t))
	if i := strings.Index(strings.ToLower(got), "kanarie"); i >= 0 {
		t.Errorf("leaks: …%s…", got[max(0, i-200):min(len(got), i+100)])
	}
	if got != dump(before) {
		t.Error("what is hidden changes something that is seen")
	}
	// An internal build shows it, so the markers are where they should be.
	s.in.Internal = true
	site := s.good(t)
	got = dump(site)
	for _, want := range []string{"/kanarie/dold/", "/policy/kanarie/", "/policy/info/kanarie/"} {
		if !strings.Contains(got, "== document "+want) && !strings.Contains(got, "== version "+want) {
			t.Errorf("internal build lacks %s", want)
		}
	}
	for _, pg := range site.Pages {
		if !pg.NoIndex || pg.Banner == "" {
			t.Errorf("internal page %s is not marked", pg.URL)
		}
	}
	if len(site.Sitemap) > 0 || !strings.Contains(string(site.Robots), "Disallow: /") {
		t.Error("an internal build invites search engines")
	}
}

// TestListedTellsLittle shows that a listed document's page and rows hold nothing but what is on
// the list of what may be told.
func TestListedTellsLittle(t *testing.T) {
	s := exempel()
	s.add("plan/vatten", "Plan för reservvatten", "2025-03-01", "## KANARIE", func(d *library.Draft) {
		d.Visibility, d.Section, d.CaseNumber, d.Owner = library.Listed, "§ 5", "KS 2025/9", "Vattenchef"
		d.Summary, d.Keywords, d.Changes, d.Aliases = "KANARIE", []string{"KANARIE"}, "KANARIE", []string{"kanarie/x"}
		d.AppliesTo, d.Laws, d.Standards, d.BasedOn = []string{"KANARIE"}, []string{"KANARIE"}, []string{"KANARIE"}, []string{"KANARIE"}
	})
	site := s.good(t)
	got := dump(site)
	if strings.Contains(strings.ToLower(got), "kanarie") {
		t.Error("leaks")
	}
	for _, p := range site.AllPrints() {
		if p.Version.Document.ID == "plan/vatten" {
			t.Error("has a print")
		}
	}
	pg := page(t, site, "/plan/vatten/")
	if pg.Text != nil || pg.Kind != KindListed {
		t.Error("has a text")
	}
	d := pg.Data.(*ListedPage)
	var keys []string
	for _, f := range d.Facts {
		keys = append(keys, f.Key)
	}
	want := []string{"decision", "case_number", "review", "owner", "department"}
	if !slices.Equal(keys, want) {
		t.Errorf("facts %v, want %v", keys, want)
	}
	if how := d.HowTo.Paragraphs; len(how) != 2 || !strings.Contains(how[0].String(), "begära ut") || !strings.HasPrefix(how[1].String(), "Mejla styrdokument@exempelby.example") {
		t.Error("does not say how to ask for it")
	}
}

func TestHideReview(t *testing.T) {
	s := exempel()
	s.in.HideReview = true
	got := dump(s.good(t))
	for _, word := range []string{"örsenad", "overdue", "due-soon", "/revidering/", "Översyn snart"} {
		if strings.Contains(got, word) {
			i := strings.Index(got, word)
			t.Errorf("says %q: …%s…", word, got[max(0, i-150):i+50])
		}
	}
	s.in.Internal = true
	if got := dump(s.good(t)); !strings.Contains(got, "försenad") {
		t.Error("an internal build hides it too")
	}
}

// TestTextsAreThere shows that no key is asked for that has no text, and that both languages have
// the same keys but for the forms of gender.
func TestTextsAreThere(t *testing.T) {
	for _, lang := range i18n.Languages() {
		for _, internal := range []bool{false, true} {
			s := exempel()
			s.lang, s.in.Internal = lang, internal
			if got := dump(s.good(t)); strings.Contains(got, "[[") {
				i := strings.Index(got, "[[")
				t.Errorf("%s: %s", lang, got[i:i+60])
			}
		}
	}
	stem := func(k string) string {
		for _, g := range []string{".common", ".neuter", ".plural"} {
			k = strings.TrimSuffix(k, g)
		}
		return k
	}
	keys := map[string]map[string]bool{}
	for _, lang := range i18n.Languages() {
		keys[lang] = map[string]bool{}
		for _, k := range i18n.MustLoad(lang).Keys() {
			if strings.HasPrefix(k, "site.") {
				keys[lang][stem(k)] = true
			}
		}
	}
	for k := range keys["sv"] {
		if !keys["en"][k] {
			t.Errorf("English lacks %s", k)
		}
	}
	for k := range keys["en"] {
		if !keys["sv"][k] {
			t.Errorf("Swedish lacks %s", k)
		}
	}
}

func TestPlanIsTheSameEveryTime(t *testing.T) {
	first := dump(exempel().good(t))
	for range 5 {
		s := exempel()
		slices.Reverse(s.drafts)
		slices.Reverse(s.in.Files)
		if got := dump(s.good(t)); got != first {
			t.Fatal("plans differ")
		}
	}
}

func TestSitemap(t *testing.T) {
	site := exempel().good(t)
	var set struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(site.Sitemap, &set); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, u := range set.URLs {
		got[strings.TrimPrefix(u.Loc, "https://styrdokument.exempelby.example")] = u.LastMod
	}
	if got["/policy/info/"] != "2021-09-06" || got["/plan/kris/"] != "2023-09-25" {
		t.Errorf("last changes: %v", got)
	}
	for _, absent := range []string{"/404.html", "/policy/info/2015-05-18/", "/policy/info/2019-03-25/", "/register/typ/policy/", "/riktlinje/ai/"} {
		if _, there := got[absent]; there {
			t.Errorf("the sitemap has %s", absent)
		}
	}
	if !strings.Contains(string(site.Robots), "Sitemap: https://styrdokument.exempelby.example/sitemap.xml\n") {
		t.Errorf("robots.txt: %s", site.Robots)
	}
}

// TestCyclesEnd shows that relations in a circle, which the library reports, do not hang a plan.
func TestCyclesEnd(t *testing.T) {
	s := newSmall()
	for _, c := range []string{"a", "b", "c"} {
		next := map[string]string{"a": "b", "b": "c", "c": "a"}[c]
		s.add("policy/"+c, "Policy "+c, "2025-01-01", "Text.", func(d *library.Draft) { d.Implements = []string{"policy/" + next} })
	}
	lib, diags := library.Resolve(s.drafts, s.rules, day(s.today))
	if !diags.HasErrors() {
		t.Error("the library lets a circle pass")
	}
	if site, _ := Plan(lib, s.in, s.texts, nil, i18n.MustLoad("sv")); len(site.Pages) == 0 {
		t.Error("no pages")
	}
}

func TestEmptySite(t *testing.T) {
	s := newSmall()
	s.in.Organisation = Organisation{Name: "Exempelby kommun"}
	site := s.good(t)
	for _, url := range []string{"/", "/register/", "/beslut/", "/revidering/", "/404.html"} {
		page(t, site, url)
	}
	if _, err := json.Marshal(site.FooterOf(site.Pages[0])); err != nil {
		t.Error(err)
	}
}
