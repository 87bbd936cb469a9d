package site

import (
	"strconv"
	"strings"
	"testing"

	"styrdok/generator/library"
)

// An index from A to Ö has documents under what they are about, as people look for them.
func TestIndexedTitles(t *testing.T) {
	words := newSmall().good(t).newAboutWords()
	for title, want := range map[string]string{
		"Policy för informationssäkerhet":    "Informationssäkerhet, policy för",
		"Riktlinje mot mutor och jäv":        "Mutor och jäv, riktlinje mot",
		"Policy och riktlinjer för IT-stöd":  "IT-stöd, policy och riktlinjer för",
		"Lokala föreskrifter om torghandel":  "Torghandel, lokala föreskrifter om",
		"Exempelby kommuns policy för resor": "Resor, Exempelby kommuns policy för",
		"Informationssäkerhetspolicy":        "Informationssäkerhetspolicy",
		"Lokala ordningsföreskrifter":        "Lokala ordningsföreskrifter",
		"Avfallstaxa för Exempelby":          "Avfallstaxa för Exempelby",
		"Policy":                             "Policy",
		"Policy för":                         "Policy för",
		"Policy on bribery":                  "Policy on bribery",
		"Program":                            "Program",
		"":                                   "",
		"Kommunens övergripande lokala allmänna policy i": "Kommunens övergripande lokala allmänna policy i",
	} {
		if got := words.indexed(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}

func TestRegisterIsInOrderOfSubject(t *testing.T) {
	s := newSmall()
	for id, title := range map[string]string{
		"policy/a": "Policy för öppenhet", "policy/b": "Policy mot mutor", "policy/c": "Resepolicy", "policy/d": "Policy för arkiv", "policy/e": "Inköpspolicy",
	} {
		s.add(id, title, "2024-03-12", "Text.")
	}
	site := s.good(t)
	listed := func(url string) string {
		var out []string
		for _, r := range page(t, site, url).Data.(*RegisterPage).Table.Rows {
			out = append(out, r.Letter+" "+r.Link.Text)
		}
		return strings.Join(out, "|")
	}
	if got, want := listed("/register/"), "A Arkiv, policy för|I Inköpspolicy|M Mutor, policy mot|R Resepolicy|Ö Öppenhet, policy för"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := listed("/register/efter-beslut/"); !strings.Contains(got, "Policy mot mutor") || strings.Contains(got, "policy mot") {
		t.Errorf("in another order titles are turned: %s", got)
	}
}

// The start page tells first what binds those who live there, be it by the kind of document or by whom it is for.
func TestStartBeginsWithRules(t *testing.T) {
	whom := func(whom ...string) func(*library.Draft) {
		return func(d *library.Draft) { d.AppliesTo, d.Summary = whom, "Om "+d.Title+"." }
	}
	s := newSmall()
	s.add("foreskrift/ordning", "Lokala ordningsföreskrifter", "2024-03-12", "Text.", whom())
	s.add("taxa/avfall", "Avfallstaxa", "2024-03-12", "Text.", whom("Fastighetsägare"))
	s.add("policy/bidrag", "Bidragspolicy", "2024-03-12", "Text.", whom("nämnder", "Föreningar"))
	s.add("policy/inkop", "Inköpspolicy", "2024-03-12", "Text.", whom("alla nämnder", "leverantörer"))
	s.add("regler/torg", "Torgregler", "2024-03-12", "Text.", whom("Alla som  vistas på torget"))
	s.add("reglemente/ks", "Reglemente för kommunstyrelsen", "2024-03-12", "Text.", whom("kommunstyrelsen"))
	s.add("taxa/gammal", "Badtaxa", "2020-03-12", "Text.", func(d *library.Draft) { d.ValidUntil = day("2020-12-31") })
	start := func() *StartPage { return page(t, s.good(t), "/").Data.(*StartPage) }
	var got []string
	for _, r := range start().Rules.Groups[0].Items {
		got = append(got, r.Link.Text+": "+r.Summary)
	}
	want := "Avfallstaxa: Om Avfallstaxa.|Lokala ordningsföreskrifter: Om Lokala ordningsföreskrifter.|Bidragspolicy: Om Bidragspolicy.|Torgregler: Om Torgregler."
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
	for _, k := range start().Kinds {
		if k.Link.Text == "Föreskrifter" || k.Link.Text == "Taxor" {
			t.Errorf("%s stand under how the municipality governs too", k.Link.Text)
		}
	}
	// Many are told by kind, the latest of each, with a way to all of them and to what binds the same people.
	for i := range 2 * mostRules {
		name := "x" + string(rune('a'+i))
		s.add("taxa/"+name, "Taxa för "+name, "2024-04-"+strconv.Itoa(10+i), "Text.")
		s.add("policy/"+name, "Arkiv "+name, "2024-04-12", "Text.", whom("föreningar"))
	}
	told := func(r *Rules) string {
		var out []string
		for _, g := range r.Groups {
			out = append(out, g.Heading+" ("+g.Note+"):")
			for _, i := range g.Items {
				out = append(out, i.Link.Text+",")
			}
			out = append(out, g.More.Text+" "+g.More.Href+"\n")
		}
		for _, l := range r.More {
			out = append(out, l.Text+" "+l.Href+"\n")
		}
		return strings.Join(out, " ")
	}
	want = `Föreskrifter (): Lokala ordningsföreskrifter,` + "  \n" +
		` Taxor (senast beslutade): Taxa för xp, Taxa för xo, Taxa för xn, Taxa för xm, Taxa för xl, Taxa för xk, Taxa för xj, Alla 18 taxor register/typ/taxa/` + "\n" +
		` Allt som gäller för alla som  vistas på torget (1) register/galler-for/alla-som-vistas-pa-torget/` + "\n" +
		` Allt som gäller för fastighetsägare (1) register/galler-for/fastighetsagare/` + "\n" +
		` Allt som gäller för föreningar (17) register/galler-for/foreningar/` + "\n" +
		` Hela författningssamlingen forfattningssamling/` + "\n"
	if got := told(start().Rules); got != want {
		t.Errorf("with many rules, got\n%s\nwant\n%s", got, want)
	}
	// Where few are of such kinds, other documents have the room that is left.
	other := newSmall()
	other.add("taxa/avfall", "Avfallstaxa", "2024-03-12", "Text.")
	for i := range 2 * mostRules {
		other.add("policy/x"+string(rune('a'+i)), "Arkiv "+string(rune('a'+i)), "2024-04-"+strconv.Itoa(10+i), "Text.", whom("invånare"))
	}
	r := page(t, other.good(t), "/").Data.(*StartPage).Rules
	if n := len(r.Groups); n != 2 || r.Groups[1].Heading != "Annat som gäller dig" || len(r.Groups[1].Items) != mostRules-1 || r.Groups[1].Items[0].Link.Text != "Arkiv p" || r.More[0].Text != "Allt som gäller för invånare (16)" {
		t.Errorf("got %s", told(r))
	}
	none := newSmall()
	none.add("policy/inkop", "Inköpspolicy", "2024-03-12", "Text.")
	if r := page(t, none.good(t), "/").Data.(*StartPage).Rules; r != nil {
		t.Errorf("got %v where nothing binds the public", r)
	}
}

// Where most reviews are late, the start page names those that have waited longest and leads to the rest.
func TestStartNamesTheOldestReviews(t *testing.T) {
	s := newSmall()
	for i := range mostLate + 3 {
		s.add("policy/"+string(rune('a'+i)), "Policy "+string(rune('a'+i)), "2014-03-12", "Text.", func(d *library.Draft) {
			d.ReviewBy = day("2020-01-01").AddDays(-i)
		})
	}
	l := page(t, s.good(t), "/").Data.(*StartPage).Review
	if len(l.Items) != mostLate || l.Items[0].Link.Text != "Policy i" || l.More.Text != "Alla 9 försenade" || l.More.Href != "register/status/forsenade/" {
		t.Errorf("got %d, first %v, then %v", len(l.Items), l.Items[0].Link, l.More)
	}
	if got := l.Intro.String(); !strings.HasPrefix(got, "Översynen är försenad för nio dokument") {
		t.Errorf("got %q", got)
	}
}
