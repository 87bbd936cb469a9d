package site

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"styrdok/generator/library"
)

func owned(role, unit string) func(*library.Draft) {
	return func(d *library.Draft) { d.Kind, d.Owner, d.Department = "policy", role, unit }
}

// Two heads with the same title in different departments are two owners, as in the calendars.
func TestRegisterByOwner(t *testing.T) {
	s := newSmall()
	s.add("x/a", "Ett", "2024-03-12", "Text.", owned("Enhetschef", "Kultur"))
	s.add("x/b", "Två", "2024-03-12", "Text.", owned("Enhetschef", "Skola"))
	s.add("x/c", "Tre", "2024-03-12", "Text.", owned("Ärendechef", "Skola"))
	s.add("x/d", "Fyra", "2024-03-12", "Text.", owned("Jurist", "Skola"))
	s.add("x/e", "Fem", "2024-03-12", "Text.", owned("", "Skola"))
	site := s.good(t)
	data := page(t, site, "/register/").Data.(*RegisterPage)
	var got []string
	for _, f := range data.Filters {
		if f.ID == "ansvarig" {
			for _, i := range f.Items {
				got = append(got, i.Link.Text+" "+i.Link.Href)
			}
		}
	}
	want := "Enhetschef, kultur ansvarig/enhetschef-kultur/|Enhetschef, skola ansvarig/enhetschef-skola/|" +
		"Jurist ansvarig/jurist-skola/|Ärendechef ansvarig/arendechef-skola/"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
	one := page(t, site, "/register/ansvarig/enhetschef-skola/")
	if rows := one.Data.(*RegisterPage).Table.Rows; len(rows) != 1 || rows[0].Link.Text != "Två" {
		t.Errorf("got %v, want the one document of the head of the school", rows)
	}
	if want := "Dokument med enhetschef, skola som ansvarig"; one.Title != want {
		t.Errorf("got the title %q, want %q", one.Title, want)
	}
}

func TestReviewByOwner(t *testing.T) {
	s := newSmall()
	s.add("x/a", "Ett", "2014-03-12", "Text.", owned("Säkerhetschef", "Kansliet"))
	s.add("x/b", "Två", "2026-11-01", "Text.", owned("Jurist", "Kansliet"))
	s.add("x/c", "Tre", "2026-11-01", "Text.", owned("", ""))
	d := page(t, s.good(t), "/revidering/").Data.(*ReviewPage)
	if d.Owners == nil || len(d.Owners.Rows) != 3 {
		t.Fatalf("got %+v, want two owners and what has none", d.Owners)
	}
	late := d.Owners.Rows[1]
	if late.Link.Text != "Säkerhetschef" || late.Counts[0] != 1 || late.Calendar.Href != "sakerhetschef-kansliet.ics" || late.Calendar.Text != "Kalender (ics): säkerhetschef" {
		t.Errorf("got %+v", late)
	}
	if none := d.Owners.Rows[2]; none.Link.Text != "Ingen ansvarig angiven" || none.Counts[2] != 1 || none.Calendar.Href != "" {
		t.Errorf("got %+v", none)
	}
	if len(d.Links) != 3 || d.Links[0].Href != "../revidering.ics" || d.Links[1].Href != "../data/#_kalendrar" || d.Links[2].Href != "../data/styrdokument.csv" {
		t.Errorf("got the links %v, want calendars and table", d.Links)
	}
}

// TestReviewAsHeard shows that what is read aloud of a day of review is true: a policy to be reviewed by a day is in force
// after it too.
func TestReviewAsHeard(t *testing.T) {
	s := newSmall()
	for id, rule := range map[string]func(*library.Draft){
		"policy/a": func(d *library.Draft) { d.ReviewBy = day("2027-03-01") },
		"policy/b": func(d *library.Draft) { d.Review = []library.ReviewCycle{{Type: library.WhenNeeded}} },
		"policy/c": func(d *library.Draft) { d.ValidUntil = day("2026-12-31") },
		"policy/d": func(d *library.Draft) { d.ReviewBy = day("2026-03-01") },
		"policy/e": func(d *library.Draft) { d.Review = []library.ReviewCycle{{Type: library.NoReview}} },
	} {
		s.add(id, id, "2024-03-12", "Text.", rule)
	}
	for lang, want := range map[string]string{
		"sv": "Försenad sedan 2026-03-02|gäller till 2026-12-31|Gäller, ses över senast 2027-03-01|Gäller, ses över vid behov|Gäller, översyn utan bestämd dag",
		"en": "Overdue since 2026-03-02|in force until 2026-12-31|In force, to be reviewed by 2027-03-01|In force, to be reviewed when needed|In force, review without a set date",
	} {
		s.lang = lang
		d := page(t, s.good(t), "/revidering/").Data.(*ReviewPage)
		var got []string
		for _, r := range d.Groups[0].Table.Rows {
			got = append(got, strings.TrimSpace(r.Lead+" "+r.When.String()))
		}
		if got := strings.Join(got, "|"); got != want {
			t.Errorf("%s: got %s, want %s", lang, got, want)
		}
	}
}

// The start page tells what begins to hold and what is out for consultation, and nothing of drafts
// but in an internal build.
func TestStartTellsWhatIsComing(t *testing.T) {
	s := newSmall()
	later := func(d *library.Draft) { d.Kind, d.InForce = "policy", day("2027-01-01") }
	s.add("x/a/1", "Ett", "2024-03-12", "Text.", owned("Jurist", ""))
	s.add("x/a/2", "Ett", "2026-11-01", "Text.", later)
	status := func(w string) func(*library.Draft) {
		return func(d *library.Draft) { d.Kind, d.Status = "policy", w }
	}
	s.add("x/b", "Två", "", "Text.", status("consultation"))
	s.add("x/c", "Tre", "", "Text.", status("draft"))
	s.rules.PublishConsultations = true
	told := func() string {
		d := page(t, s.good(t), "/").Data.(*StartPage)
		if d.Coming == nil {
			return ""
		}
		var out []string
		for _, i := range d.Coming.Items {
			out = append(out, i.When.String()+" "+i.Link.Href+" "+i.Under.String())
		}
		return strings.Join(out, "|")
	}
	want := "börjar gälla 2027-01-01 x/a/2026-11-01/ Policy, kommunfullmäktige|på remiss x/b/ Policy, beslutas av kommunfullmäktige"
	if got := told(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s.in.Internal = true
	if got := told(); got != want+"|utkast x/c/ Policy, beslutas av kommunfullmäktige" {
		t.Errorf("an internal build tells %s", got)
	}
}

func TestSearchHint(t *testing.T) {
	s := newSmall()
	words := func(section, number string, k ...string) func(*library.Draft) {
		return func(d *library.Draft) { d.Kind, d.Section, d.CaseNumber, d.Keywords = "policy", section, number, k }
	}
	s.add("x/a", "Ett", "2024-03-12", "Text.", words("§ 7", "KS 2024/1", "ö", "a", "b"))
	s.add("x/b", "Två", "2025-03-12", "Text.", words("§ 9", "KS 2025/2 & 3", "b"))
	s.add("x/c", "Tre", "2026-03-12", "Text.", words("§ 11", "KS 2026/9", "c", "c2"), func(d *library.Draft) { d.Visibility = library.Listed })
	form := page(t, s.good(t), "/").Data.(*StartPage).Search
	want := "Sök på ord, paragraf eller diarienummer, till exempel [b](sok/?q=b), [§ 9](sok/?q=%C2%A7+9) eller [KS 2025/2 & 3](sok/?q=KS+2025%2F2+%26+3)."
	if got := marked(form.Hint); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s = newSmall()
	s.add("x/a", "Ett", "2024-03-12", "Text.", words("§ 7", ""))
	if hint := page(t, s.good(t), "/").Data.(*StartPage).Search.Hint; len(hint) > 0 {
		t.Errorf("got %v of a site without a case number", hint)
	}
}

// Where to report what is not accessible stands at the foot of every page.
func TestFooterLeadsToReport(t *testing.T) {
	s := newSmall()
	s.add("x/a", "Ett", "2024-03-12", "Text.", owned("Jurist", ""))
	s.in.Accessibility = stated()
	site := s.good(t)
	for _, pg := range site.Pages {
		f := site.FooterOf(pg)
		last := f.Groups[len(f.Groups)-1]
		var got []string
		for _, l := range last.Links {
			got = append(got, l.Text)
		}
		if want := "Tillgänglighetsredogörelse|Rapportera brister i tillgänglighet|Anmäl brister till Digg"; strings.Join(got, "|") != want {
			t.Errorf("%s: got %s, want %s", pg.URL, strings.Join(got, "|"), want)
		}
		if last.Links[1].Href != s.in.Accessibility.ReportURL || last.Links[2].Href != superviseURL {
			t.Errorf("%s: got %v", pg.URL, last.Links)
		}
	}
}

func TestNotFoundPageSearches(t *testing.T) {
	s := newSmall()
	s.add("x/a", "Ett", "2024-03-12", "Text.", owned("Jurist", ""))
	d := page(t, s.good(t), "/404.html").Data.(*NotFoundPage)
	if d.Search == nil || d.Search.Action != "/sok/" {
		t.Errorf("got %+v, want a form that leads to /sok/ from any address", d.Search)
	}
	if d := page(t, newSmall().good(t), "/404.html").Data.(*NotFoundPage); d.Search != nil {
		t.Error("a site without documents offers a search")
	}
}

// An internal build tells of each document what the public sees of it; the public site has no
// word of it.
func TestInternalBuildTellsWhatThePublicSees(t *testing.T) {
	s := newSmall()
	seen := func(v library.Visibility) func(*library.Draft) {
		return func(d *library.Draft) { d.Kind, d.Visibility = "policy", v }
	}
	s.add("x/a", "Ett", "2024-03-12", "Text.", seen(library.Public))
	s.add("x/b", "Två", "2024-03-12", "Text.", seen(library.Listed))
	s.add("x/c", "Tre", "2024-03-12", "Text.", seen(library.Hidden))
	s.add("x/d", "Fyra", "", "Text.", seen(library.Public), func(d *library.Draft) { d.Status = "draft" })
	notes := func() string {
		var out []string
		for _, r := range page(t, s.good(t), "/x/").Data.(*CollectionPage).Table.Rows {
			out = append(out, r.Link.Text+": "+r.Note)
		}
		return strings.Join(out, "|")
	}
	if got, want := notes(), "Ett: |Två: Innehållet publiceras inte"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := dump(s.good(t)); strings.Contains(got, "Synlighet") {
		t.Error("the public site tells of visibility")
	}
	s.in.Internal = true
	want := "Ett: |Fyra: Publiceras inte|Tre: Publiceras inte|Två: Innehållet publiceras inte"
	if got := notes(); got != want {
		t.Errorf("internal: got %s, want %s", got, want)
	}
	for url, want := range map[string]string{"/x/a/": "Publiceras", "/x/b/": "Innehållet publiceras inte", "/x/c/": "Publiceras inte", "/x/d/": "Publiceras inte"} {
		facts := documentAt(t, s.good(t), url).More
		if last := facts[len(facts)-1]; last.Key != "visibility" || last.Value.String() != want {
			t.Errorf("%s: got %v, want %s", url, last, want)
		}
	}
}

// With every choice of a long filter on the page of every other, a site would grow by their square.
func TestLongFiltersStandInTheRegister(t *testing.T) {
	s := newSmall()
	for i := range longFilter + 5 {
		n := strconv.Itoa(i)
		s.add("x/a"+n, "Policy "+n, "2024-03-12", "Text.", owned("Chef "+n, ""))
	}
	site := s.good(t)
	filter := func(url string) Filter {
		for _, f := range page(t, site, url).Data.(*RegisterPage).Filters {
			if f.ID == "ansvarig" {
				return f
			}
		}
		t.Fatalf("%s has no owners", url)
		return Filter{}
	}
	if f := filter("/register/"); len(f.Items) != longFilter+5 || f.More.Href != "" || f.Choices != longFilter+5 {
		t.Errorf("got %d of %d choices, more at %q, want all", len(f.Items), f.Choices, f.More.Href)
	}
	f := filter("/register/ansvarig/chef-3/")
	if len(f.Items) != 1 || f.Items[0].Link.Text != "Chef 3" || !f.Items[0].Link.Current || f.More.Href != "../../#_f-ansvarig" || f.Choices != longFilter+5 {
		t.Errorf("got %+v, want what is chosen and the way to the others", f)
	}
}

// No sentence on a list begins with a bare number, however many documents there are.
func TestSentencesDoNotBeginWithNumbers(t *testing.T) {
	bare := regexp.MustCompile(`(?:^|[.!?] )\d`)
	for _, lang := range []string{"sv", "en"} {
		s := manyPolicies(230, 40)
		s.lang = lang
		for i := range 40 {
			s.add("plan/p"+strconv.Itoa(i), "Plan "+strconv.Itoa(i), "2026-10-12", "Text.", func(d *library.Draft) {
				d.Department = []string{"Kansliet", "Skolan"}[i%2]
				switch {
				case i < 20:
					d.ReviewBy = day("2027-01-12")
				case i < 38:
					d.Review = []library.ReviewCycle{{Type: library.NoReview}}
				}
			})
		}
		told := 0
		for _, pg := range s.good(t).Pages {
			var leads []Sentence
			if f := reflect.Indirect(reflect.ValueOf(pg.Data)).FieldByName("Lead"); f.IsValid() {
				if lead, ok := f.Interface().(Sentence); ok {
					leads = append(leads, lead)
				}
			}
			switch d := pg.Data.(type) {
			case *StartPage:
				leads = append(leads, d.Review.Intro)
			case *ReportPage:
				for _, section := range d.Sections {
					leads = append(leads, section.Note)
				}
			}
			for _, l := range leads {
				if told++; bare.MatchString(strings.ReplaceAll(l.String(), nbsp, " ")) {
					t.Errorf("%s: %s", pg.URL, l)
				}
			}
		}
		if told < 40 {
			t.Errorf("%s: looked at %d sentences", lang, told)
		}
	}
}

// No two pages of a site are called the same, and every count in a filter has a word.
func TestPagesAreToldApart(t *testing.T) {
	called := map[string]string{}
	counts := 0
	for _, pg := range exempel().good(t).Pages {
		if other := called[pg.HeadTitle]; other != "" && pg.Kind != KindForward {
			t.Errorf("%s and %s are both called %q", other, pg.URL, pg.HeadTitle)
		}
		called[pg.HeadTitle] = pg.URL
		var filters []Filter
		switch d := pg.Data.(type) {
		case *RegisterPage:
			filters = d.Filters
		case *DecisionsPage:
			filters = d.Filters
		}
		for _, f := range filters {
			for _, i := range f.Items {
				if (i.Count >= 0) != (i.Unit != "") {
					t.Errorf("%s: %d %q of %s", pg.URL, i.Count, i.Unit, i.Link.Text)
				}
				counts++
			}
		}
	}
	if counts < 50 || len(called) < 40 {
		t.Errorf("looked at %d counts and %d titles", counts, len(called))
	}
}

// Where departments are many, the page of reviews names the most urgent documents of all of them, and leads to each department
// and to all that is overdue.
func TestReviewsOfManyDepartments(t *testing.T) {
	for departments, want := range map[int]int{6: 6 * shownRows, 7: firstRows} {
		s := newSmall()
		for i := range departments * (shownRows + 1) {
			s.add("policy/p"+strconv.Itoa(i), "Policy "+strconv.Itoa(i), "2014-03-12", "Text.", func(d *library.Draft) {
				d.Department, d.ReviewBy = "Kontor "+strconv.Itoa(i%departments), day("2020-01-01").AddDays(-i)
			})
		}
		d := page(t, s.good(t), "/revidering/").Data.(*ReviewPage)
		rows := 0
		for _, g := range d.Groups {
			rows += len(g.Table.Rows)
		}
		if rows != want || len(d.Departments.Rows) != departments || d.Departments.Rows[0].Link.Href != "kontor-0/" {
			t.Errorf("%d departments: %d rows, want %d, and %v", departments, rows, want, d.Departments.Rows)
		}
		if want != firstRows {
			continue
		}
		if g := d.Groups[0]; g.Heading != "Att se över först" || g.Table.Rows[0].Link.Text != "Policy 41" || g.More.Text != "Alla 42 försenade" || g.More.Href != "../register/status/forsenade/" {
			t.Errorf("got %s, first %v, then %v", g.Heading, g.Table.Rows[0].Link, g.More)
		}
	}
}

// Of the documents that an event touches, few are shown and the rest is folded.
func TestEventOfMany(t *testing.T) {
	for n, want := range map[int]string{20: "20", 21: "20, Ytterligare 1 dokument: 1, En ny lag: ytterligare 1 dokument", 50: "20, Ytterligare 30 dokument: 30, En ny lag: ytterligare 30 dokument"} {
		s := newSmall()
		s.rules.Events = []library.Event{{Date: day("2026-01-15"), Text: "En ny lag", Kinds: []string{"policy"}}}
		for i := range n {
			s.add("policy/p"+strconv.Itoa(i), "Policy "+strconv.Itoa(i), "2014-03-12", "Text.", owned("Kanslichef", "Kansliet"))
		}
		ev := page(t, s.good(t), urlReview).Data.(*ReviewPage).Events.Events[0]
		got := strconv.Itoa(len(ev.Table.Rows))
		if ev.Rest != nil {
			got += fmt.Sprintf(", %s: %d, %s", ev.More, len(ev.Rest.Rows), ev.Rest.Caption)
		}
		if got != want {
			t.Errorf("%d documents: got %s, want %s", n, got, want)
		}
	}
}

// The page of a department with very many reviews has the most urgent, says so, and leads to all of its documents; so has that
// of all where no departments are named.
func TestReviewsOfOneDepartment(t *testing.T) {
	for department, want := range map[string]string{
		"Skolan": "de 40 mest brådskande av 50, Dokument hos skolan ../../register/forvaltning/skolan/",
		"":       "de 40 mest brådskande av 51, Alla dokument efter dag för översyn ../register/efter-oversyn/",
	} {
		s := newSmall()
		for i := range 50 {
			s.add("policy/p"+strconv.Itoa(i), "Policy "+strconv.Itoa(i), "2014-03-12", "Text.", func(d *library.Draft) {
				d.Department, d.ReviewBy = department, day("2020-01-01").AddDays(-i)
			})
		}
		s.add("policy/annan", "Annan", "2014-03-12", "Text.", func(d *library.Draft) { d.Department, d.ReviewBy = "Kansliet", day("2020-01-01") })
		url := urlReview
		if department != "" {
			url += "skolan/"
		}
		g := page(t, s.good(t), url).Data.(*ReviewPage).Groups[0]
		if got := g.Under + ", " + g.More.Text + " " + g.More.Href; got != want || len(g.Table.Rows) != wholeRows || g.Table.Rows[0].Link.Text != "Policy 49" {
			t.Errorf("%q: %d rows, the first of %s, and %q, want %q", department, len(g.Table.Rows), g.Table.Rows[0].Link.Text, got, want)
		}
	}
}
