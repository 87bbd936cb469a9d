package site

import (
	"slices"
	"strings"
	"testing"

	"styrdok/generator/library"
)

// obliged is a small site with three obligations: one without a document, one that is overdue, one that is not.
func obliged() *small {
	s := newSmall()
	law := func(what string, documents ...string) library.Obligation {
		return library.Obligation{
			What: what, Law: "kommunallagen (2017:725)", Section: "5 kap. 3 §", Source: "https://lag.example/", Read: day("2025-09-01"),
			Review: []library.ReviewCycle{{Type: library.EveryTerm}}, Documents: documents,
		}
	}
	s.rules.Obligations = []library.Obligation{law("Program"), law("Gammal policy", "policy/gammal"), law("Ny policy", "policy/ny")}
	s.add("policy/gammal", "Gammal policy", "2014-03-12", "Text.")
	s.add("policy/ny", "Ny policy", "2024-03-12", "Text.")
	return s
}

func TestObligationsPage(t *testing.T) {
	s := obliged()
	s.in.Internal = true
	site := s.good(t)
	var got []string
	for _, section := range page(t, site, "/lagkrav/").Data.(*ObligationsPage).Sections {
		for _, i := range section.Items {
			line := section.ID + ": " + i.What
			for _, f := range i.Facts {
				if f.Key == "fulfilled_by" || f.Key == "due" {
					line += "; " + f.Label + ": " + f.Values[0].String()
				}
			}
			got = append(got, line)
		}
	}
	want := []string{
		"saknas: Program",
		"sena: Gammal policy; Uppges uppfyllt av: Gammal policy (2014-03-12, kommunfullmäktige); Beslutas eller ses över på nytt senast: 2018-10-14, försenad",
		"angivna: Ny policy; Uppges uppfyllt av: Ny policy (2024-03-12, kommunfullmäktige); Beslutas eller ses över på nytt senast: 2030-10-14",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	shown := func(change func(*small)) bool {
		s := obliged()
		change(s)
		plan := s.good(t)
		return slices.ContainsFunc(plan.Pages, func(pg *Page) bool { return pg.URL == "/lagkrav/" })
	}
	if shown(func(*small) {}) {
		t.Error("the public sees obligations without being meant to")
	}
	if !shown(func(s *small) { s.in.Obligations = true }) {
		t.Error("published obligations have no page")
	}
	if shown(func(s *small) { s.in.Internal, s.rules.Obligations = true, nil }) {
		t.Error("there is a page without obligations")
	}
}
