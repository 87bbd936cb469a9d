package site

import (
	"strings"
	"testing"

	"styrdok/generator/library"
)

// A page of lists says what its rows will say once a day has passed, and from which day on its
// counts may be wrong.
func TestStale(t *testing.T) {
	s := newSmall()
	s.add("policy/late", "Sen", "2014-03-12", "Text.")
	s.add("policy/due", "Snart", "2024-03-12", "Text.", func(d *library.Draft) { d.ReviewBy = day("2026-12-01") })
	s.add("policy/until", "Till", "2024-03-12", "Text.", func(d *library.Draft) { d.ValidUntil = day("2026-12-31") })
	site := s.good(t)
	rows := map[string]Row{}
	register := page(t, site, "/register/")
	for _, r := range register.Data.(*RegisterPage).Table.Rows {
		rows[r.Link.Text] = r
	}
	for title, want := range map[string]string{
		"Sen":   "",
		"Snart": "2026-12-02 overdue försenad sedan 2026-12-02",
		"Till":  "2027-01-01 expired Upphört|2027-01-01  gällde till 2026-12-31",
	} {
		var got []string
		for _, l := range append(rows[title].Badge.Later, rows[title].Review.Later...) {
			got = append(got, l.From+" "+string(l.Mark)+" "+l.Text)
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("%s: got %q, want %q", title, s, want)
		}
	}
	for _, url := range []string{"/", "/register/", "/register/status/galler/", "/revidering/", "/policy/"} {
		if got := page(t, site, url).Stale; got.From != "2026-12-02" || !strings.Contains(got.Sentence.String(), "den 22"+nbsp+"november 2026") {
			t.Errorf("%s: got %v, want the day of the first change and that of the build", url, got)
		}
	}
	if got := page(t, site, "/policy/late/").Stale; got.From != "" {
		t.Errorf("a document's page counts nothing, but says %v", got)
	}

	s = newSmall()
	s.add("policy/late", "Sen", "2014-03-12", "Text.")
	if got := page(t, s.good(t), "/register/").Stale; got.From != "" {
		t.Errorf("got %v where no day changes anything", got)
	}
}

// Each body that has decided has a page of its decisions, whole without a script.
func TestDecisionsByBody(t *testing.T) {
	by := func(body string) func(*library.Draft) {
		return func(d *library.Draft) { d.AdoptedBy = body }
	}
	s := newSmall()
	s.add("policy/a", "Ett", "2024-03-12", "Text.")
	s.add("policy/b", "Två", "2025-03-12", "Text.", by("kommunstyrelsen"))
	s.add("policy/c", "Tre", "2026-03-12", "Text.")
	site := s.good(t)
	var got []string
	for _, i := range page(t, site, "/beslut/").Data.(*DecisionsPage).Filters[0].Items {
		got = append(got, strings.Join([]string{i.Link.Text, i.Link.Href, string(rune('0' + i.Count))}, " "))
	}
	if s, want := strings.Join(got, "|"), "Alla ./ 3|Kommunfullmäktige organ/kommunfullmaktige/ 2|Kommunstyrelsen organ/kommunstyrelsen/ 1"; s != want {
		t.Errorf("got %s, want %s", s, want)
	}
	one := page(t, site, "/beslut/organ/kommunfullmaktige/")
	titles := ""
	for _, y := range one.Data.(*DecisionsPage).Years {
		for _, m := range y.Meetings {
			for _, i := range m.Items {
				titles += i.Link.Text + " "
			}
		}
	}
	if titles != "Tre Ett " {
		t.Errorf("got the decisions %q, want those of the council, the latest first", titles)
	}
	if want := s.in.BaseURL + "beslut/"; one.Canonical != want || one.Title != "Beslut av kommunfullmäktige" {
		t.Errorf("got the title %q and the address %q, want %q", one.Title, one.Canonical, want)
	}

	// A translation is no decision.
	s.add("policy/d", "Four", "2026-03-12", "Text.", func(d *library.Draft) { d.TranslationOf, d.Language = "policy/c", "en" })
	if got := page(t, s.good(t), "/beslut/").Data.(*DecisionsPage).Filters[0].Items[0].Count; got != 3 {
		t.Errorf("got %d decisions with a translation, want 3", got)
	}

	s = newSmall()
	s.add("policy/a", "Ett", "2024-03-12", "Text.")
	site = s.good(t)
	if got := page(t, site, "/beslut/").Data.(*DecisionsPage).Filters; len(got) != 0 {
		t.Errorf("got %v where one body decides everything", got)
	}
}
