package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"styrdok/generator/library"
)

// manyPolicies is a small site with so many policies, and guidelines after them.
func manyPolicies(policies, guidelines int) *small {
	s := newSmall()
	for i := range policies + guidelines {
		id, title := fmt.Sprintf("policy/p%d", i), fmt.Sprintf("Policy för %c%03d", 'a'+i%20, i+1)
		if i >= policies {
			id, title = fmt.Sprintf("riktlinje/p%d", i), fmt.Sprintf("Riktlinjer för %c%03d", 'a'+i%20, i+1)
		}
		s.add(id, title, fmt.Sprintf("%d-%02d-12", 2010+i%15, 1+i%12), "Text.", func(d *library.Draft) { d.AppliesTo = []string{"Nämnder", "bolag"}[:i%3] })
	}
	return s
}

// Every document of a long list is on one of its pages, in order, and each page says which it has.
func TestLongListsAreDivided(t *testing.T) {
	site := manyPolicies(200, 30).good(t)
	var rows []string
	register := page(t, site, "/register/").Data.(*RegisterPage)
	for i, l := range register.Pages {
		pg := page(t, site, "/register/"+strings.TrimPrefix(l.Href, "./"))
		d := pg.Data.(*RegisterPage)
		if !d.Pages[i].Current || !d.Table.Divided || (d.Rows != "") != (i == 0) || (d.Combine == "") != (i == 0) {
			t.Errorf("%s: %+v", pg.URL, d.Pages)
		}
		from, to := d.Table.Rows[0].Letter, d.Table.Rows[len(d.Table.Rows)-1].Letter
		if l.Text != from+"–"+to {
			t.Errorf("%s has %s–%s but is called %s", pg.URL, from, to, l.Text)
		}
		for _, r := range d.Table.Rows {
			rows = append(rows, r.Link.Text)
		}
	}
	if len(register.Pages) != 3 || len(rows) != 230 || !slices.IsSorted(rows) || register.Shown != "Visar 1–96 av 230 dokument." {
		t.Errorf("%d pages have %d documents, %q", len(register.Pages), len(rows), register.Shown)
	}
	if all, orders, _ := site.Directory.Rows(); len(all) != 230 || len(orders["efter-beslut"]) != 230 || all[0].Link.Text != rows[0] || register.Rows != "rader.js" {
		t.Errorf("the script has %d rows, %q", len(all), register.Rows)
	}
	policies := page(t, site, "/policy/sida.2/").Data.(*CollectionPage)
	if policies.Narrow.Group != "typ" || policies.Narrow.Choice != "policy" || policies.Narrow.Action != "../../register/" || policies.Table.Columns.Kind != "" {
		t.Errorf("a collection: %+v", policies.Narrow)
	}
	if c := page(t, site, "/riktlinje/").Data.(*CollectionPage); c.Pages != nil || c.Narrow == nil || c.Narrow.Action != "" {
		t.Errorf("a short collection: %+v %+v", c.Pages, c.Narrow)
	}
}

// Lists are divided between letters, and a long letter by how its words begin.
func TestPagesOfLetters(t *testing.T) {
	for _, c := range []struct {
		letters map[rune]int
		want    string
	}{
		{map[rune]int{'a': 60, 'b': 30, 'c': 40, 'd': 30}, "A–B 90, C–D 70"},
		{map[rune]int{'a': 20, 'k': 120, 'm': 20}, "A 20, K 120, M 20"},
		{map[rune]int{'a': 20, 's': 260, 'ö': 10}, "A 20, Sab–Sch 86, Sch–Spo 87, Spo–Sva 87, Ö 10"},
		{map[rune]int{'a': 150}, "A 150"},
		{map[rune]int{'a': 151}, "Aab–Ach 75, Ach–Ava 76"},
	} {
		var entries []*entry
		for r := 'a'; r <= 'ö'; r++ {
			for i := range c.letters[r] {
				entries = append(entries, &entry{indexed: string(r) + []string{"ab", "ch", "po", "va"}[4*i/c.letters[r]]})
			}
		}
		var got []string
		seen, pages := 0, listPages("/register/", entries, true)
		for i, p := range pages {
			if p.first != seen || (p.url == "/register/") != (i == 0) {
				t.Errorf("%v: page %d is %s from %d", c.letters, i, p.url, p.first)
			}
			seen += len(p.entries)
			got = append(got, fmt.Sprintf("%s %d", p.letters(pages), len(p.entries)))
		}
		if s := strings.Join(got, ", "); s != c.want || seen != len(entries) {
			t.Errorf("%v: got %s, want %s", c.letters, s, c.want)
		}
	}
}

// A script that combines filters finds the documents of a choice by its place among them all.
func TestRowsKnowTheirChoices(t *testing.T) {
	for _, s := range []*small{exempel(), manyPolicies(40, 20), manyPolicies(120, 60)} {
		site := s.good(t)
		register := page(t, site, "/register/").Data.(*RegisterPage)
		if register.Table.Divided {
			register.Table.Rows, _, _ = site.Directory.Rows()
		}
		n := 0
		for _, f := range register.Filters {
			for _, i := range f.Items {
				if f.ID == orders {
					continue
				}
				var with, on []library.ID
				for _, r := range register.Table.Rows {
					if slices.Contains(r.Choices, n) {
						with = append(with, r.ID)
					}
				}
				choice := page(t, site, "/register/"+i.Link.Href)
				for _, r := range choice.Data.(*RegisterPage).Table.Rows {
					on = append(on, r.ID)
				}
				if len(on) == 0 || !slices.Equal(with[:min(len(with), len(on))], on) || i.Count != len(with) || len(on) < len(with) && choice.Data.(*RegisterPage).Pages == nil {
					t.Errorf("%s: a script finds %v, its page has %v", choice.URL, with, on)
				}
				n++
			}
		}
		if n < 8 {
			t.Errorf("only %d choices", n)
		}
	}
}

// The page of a choice says in its title what it shows, promises no combining and leads back.
func TestTitlesOfChoices(t *testing.T) {
	s := exempel()
	s.drafts[0].AppliesTo = []string{"Nämnder", "nämnder "}
	site := s.good(t)
	for url, want := range map[string]string{
		"/register/": "Alla dokument", "/register/status/forsenade/": "Försenade dokument", "/register/typ/policy/": "Policyer i registret",
		"/register/organ/kommunstyrelsen/": "Dokument som kommunstyrelsen har beslutat", "/register/efter-oversyn/": "Alla dokument efter dag för översyn",
		"/register/forvaltning/kommunledningskontoret/": "Dokument hos kommunledningskontoret",
		"/register/galler-for/namnder/":                 "Dokument som gäller för nämnder",
	} {
		pg := page(t, site, url)
		d := pg.Data.(*RegisterPage)
		if pg.Title != want || d.Clear.Current != (url == "/register/") || (d.FilterLabel == "Filtrera") != d.Clear.Current {
			t.Errorf("%s: %q, %q, %+v", url, pg.Title, d.FilterLabel, d.Clear)
		}
		current := 0
		for _, f := range d.Filters {
			for _, i := range f.Items {
				if i.Link.Current {
					current++
				}
			}
		}
		if (current == 1) == d.Clear.Current {
			t.Errorf("%s: %d choices are marked", url, current)
		}
	}
}

// KL 8 kap. 13 § asks for a collection of statutes with a register: in order of their numbers.
func TestStatutesByNumber(t *testing.T) {
	s := newSmall()
	for number, title := range map[string]string{"10:1": "Ett", "3:1": "Två", "1:3": "Tre", "": "Fyra", "7:2": "Fem"} {
		s.add("foreskrift/x"+slug(number), title, "2024-03-12", "Text.", func(d *library.Draft) { d.CodeNumber = number })
	}
	d := page(t, s.good(t), "/forfattningssamling/").Data.(*StatutesPage)
	var got []string
	for _, r := range d.Table.Rows {
		got = append(got, r.CodeNumber)
	}
	if want := "1:3 3:1 7:2 10:1 "; strings.Join(got, " ") != want || d.NumberColumn != "Nummer" {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Decisions of a meeting stand together in the order of the minutes, and many decisions are divided by year.
func TestDecisionsByMeeting(t *testing.T) {
	s := newSmall()
	at := func(section, url string) func(*library.Draft) {
		return func(d *library.Draft) { d.Section, d.DecisionURL = section, url }
	}
	s.add("policy/a", "Avfall", "2024-03-12", "Text.", at("§ 12", "https://kommun.example/protokoll"))
	s.add("policy/b", "Bad", "2024-03-12", "Text.", at("§ 9", ""))
	s.add("policy/c", "Cykel", "2024-04-12", "Text.", at("§ 3", ""))
	var got []string
	for _, y := range page(t, s.good(t), "/beslut/").Data.(*DecisionsPage).Years {
		for _, m := range y.Meetings {
			got = append(got, strings.ReplaceAll(m.Heading.String(), nbsp, " "))
			for _, i := range m.Items {
				got = append(got, i.What+" "+i.Section.String()+i.Section[0].Href)
			}
		}
	}
	want := "12 april 2024, kommunfullmäktige|Antogs § 3|12 mars 2024, kommunfullmäktige|Antogs § 9|Antogs § 12https://kommun.example/protokoll"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}

	site := manyPolicies(180, 0).good(t)
	whole := page(t, site, "/beslut/").Data.(*DecisionsPage)
	years := whole.Filters[len(whole.Filters)-1]
	all := 0
	for _, i := range years.Items {
		address, anchor, _ := strings.Cut(i.Link.Href, "#")
		d := page(t, site, "/beslut/"+strings.TrimPrefix(address, "./")).Data.(*DecisionsPage)
		at := slices.IndexFunc(d.Years, func(y DecisionYear) bool { return y.Year == i.Link.Text })
		if at < 0 || anchor == "" && len(d.Years) != 1 {
			t.Errorf("%s leads to %s, which has %d years", i.Link.Text, i.Link.Href, len(d.Years))
			continue
		}
		for _, m := range d.Years[at].Meetings {
			all += len(m.Items)
		}
	}
	if all != 180 || len(years.Items) != 15 || len(whole.Years) == 15 {
		t.Errorf("%d years have %d decisions, %d of them on the first page", len(years.Items), all, len(whole.Years))
	}
}

// A translation stands with its original and is counted nowhere.
func TestTranslationsStandWithTheirOriginals(t *testing.T) {
	s := newSmall()
	s.add("policy/a", "Mutpolicy", "2024-03-12", "Text.")
	s.add("policy/b", "Bribery", "2024-03-12", "Text.", func(d *library.Draft) { d.TranslationOf, d.Language = "policy/a", "en" })
	site := s.good(t)
	d := page(t, site, "/register/").Data.(*RegisterPage)
	if len(d.Table.Rows) != 1 || len(d.Table.Rows[0].Also) != 1 || d.Table.Rows[0].Also[0].Text != "Även på engelska" || d.Table.Rows[0].Also[0].Href != "../policy/b/" {
		t.Errorf("got %+v", d.Table.Rows)
	}
	if rows := page(t, site, "/policy/").Data.(*CollectionPage).Table.Rows; len(rows) != 1 {
		t.Errorf("the collection has %d rows", len(rows))
	}
}

// TestChoicesTellTheirPages shows that the register tells a script how the page of each choice is called and what it says first:
// itself where it is one page, else with its rows.
func TestChoicesTellTheirPages(t *testing.T) {
	for _, n := range []int{3, 230} {
		s := newSmall()
		for i := range n {
			s.add("policy/p"+strconv.Itoa(i), "Policy "+strconv.Itoa(i), "2014-03-12", "Text.", func(d *library.Draft) { d.ReviewBy = day("2020-01-01") })
		}
		site := s.good(t)
		_, _, titles := site.Directory.Rows()
		checked := 0
		for _, f := range page(t, site, "/register/").Data.(*RegisterPage).Filters {
			for _, i := range f.Items {
				if f.ID == orders {
					continue
				}
				own, title := page(t, site, "/register/"+i.Link.Href), i.Title
				if len(titles) > 0 {
					title = titles[checked]
				}
				if lead := own.Data.(*RegisterPage).Lead.String(); title != own.Title || i.Lead != lead || len(titles) > 0 && i.Title != "" {
					t.Errorf("%d documents: %s is %q, %q; its page says %q, %q", n, i.Link.Href, title, i.Lead, own.Title, lead)
				}
				checked++
			}
		}
		if checked < 5 {
			t.Errorf("%d documents: checked %d choices", n, checked)
		}
	}
}
