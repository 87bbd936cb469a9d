package site

import (
	"strings"
	"testing"

	"styrdok/generator/library"
)

// Keywords that differ only in capitals are one subject; what the public may not read has none.
func TestSubjects(t *testing.T) {
	about := func(words ...string) func(*library.Draft) {
		return func(d *library.Draft) { d.Keywords = words }
	}
	s := newSmall()
	s.add("policy/a", "Ett", "2024-03-12", "Text.", about("Alkohol", "GDPR", "lån", "örnar"))
	s.add("policy/b", "Två", "2024-03-12", "Text.", about("alkohol", "gdpr", "LAN", " alkohol "))
	s.add("policy/c", "Tre", "2024-03-12", "Text.", about("alkohol", "GDPR", "%"))
	s.add("policy/d", "Fyra", "2024-03-12", "Text.", about("hemligt"), func(d *library.Draft) { d.Visibility = library.Listed })
	s.add("policy/e", "Fem", "2020-03-12", "Text.", about("gammalt"), func(d *library.Draft) { d.ValidUntil = day("2021-01-01") })
	s.add("policy/f", "Six", "2024-03-12", "Text.", about("alcohol"), func(d *library.Draft) { d.TranslationOf, d.Language = "policy/a", "en" })
	site := s.good(t)
	var got []string
	for _, l := range page(t, site, "/amnen/").Data.(*SubjectsPage).Letters {
		for _, i := range l.Items {
			one := page(t, site, "/amnen/"+i.Link.Href)
			if n := len(one.Data.(*CollectionPage).Table.Rows); n != i.Count || one.Title != i.Link.Text {
				t.Errorf("%s has %d documents, not %d", one.Title, n, i.Count)
			}
			got = append(got, l.Letter+" "+i.Link.Text+" "+i.Link.Href)
		}
	}
	want := "0–9 % amne/|A Alkohol alkohol/|G GDPR gdpr/|L LAN lan/|L Lån lan-2/|Ö Örnar ornar/"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
	if got, want := fact(allFacts(documentAt(t, site, "/policy/a/")), "keywords"), "Ämnen: Alkohol, GDPR, lån, örnar"; got != want {
		t.Errorf("a document has %q, want %q", got, want)
	}
	if url := site.About("Lån"); url != "/amnen/lan-2/" {
		t.Errorf("the page about loans is %s", url)
	}
	links := page(t, site, "/").Data.(*StartPage).Links
	if len(links) != 2 || links[1].Href != "amnen/" {
		t.Errorf("the start page leads to %v", links)
	}

	none := newSmall()
	none.add("policy/a", "Ett", "2024-03-12", "Text.")
	plain := none.good(t)
	if links := page(t, plain, "/").Data.(*StartPage).Links; len(links) != 1 {
		t.Errorf("without keywords the start page leads to %v", links)
	}
	for _, pg := range plain.Pages {
		if strings.HasPrefix(pg.URL, urlSubjects) {
			t.Errorf("without keywords there is %s", pg.URL)
		}
	}
}
