package site

import (
	"testing"

	"styrdok/generator/library"
)

// classes gives a small site kinds with classes and words of its own, as Lund's: riktlinjer are normerande and
// fastställs.
func classes(lang string) *small {
	s := newSmall()
	s.lang = lang
	for i := range s.rules.Kinds {
		switch k := &s.rules.Kinds[i]; k.ID {
		case "policy":
			k.Class = "normerande"
		case "riktlinje":
			k.Class, k.Verb = "Normerande", library.VerbConfirmed
		case "program":
			k.Class, k.Verb = "aktiverande", library.VerbConfirmed
		}
	}
	s.add("policy/resor", "Resepolicy", "2024-01-29", "Text.")
	s.add("riktlinje/gavor", "Riktlinjer för gåvor", "2024-01-29", "Text.")
	s.add("program/miljo/1", "Miljöprogram", "2020-01-29", "Text.")
	s.add("program/miljo/2", "Miljöprogram", "2024-01-29", "Text.", func(d *library.Draft) { d.InForce = day("2027-01-01") })
	s.add("taxa/avfall", "Avfallstaxa", "2025-12-01", "Text.")
	s.add("rutin/larm", "Rutin vid larm", "2025-12-01", "Text.")
	return s
}

func TestClassesOfKinds(t *testing.T) {
	s := classes("sv").good(t)
	var got []string
	for _, c := range page(t, s, "/").Data.(*StartPage).Classes {
		line := c.Link.Text + " " + c.Link.Href + ":"
		for _, k := range c.Kinds {
			line += " " + k.Link.Text
		}
		got = append(got, line)
	}
	want := []string{
		"Normerande register/klass/normerande/: Policyer Riktlinjer", "Aktiverande register/klass/aktiverande/: Program", "Övriga : Rutiner",
	}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("the start page has %q, want %q", got, want)
	}
	if rows := page(t, s, "/register/klass/normerande/").Data.(*RegisterPage).Table.Rows; len(rows) != 2 {
		t.Errorf("normerande has %d rows, want 2", len(rows))
	}
	if class := fact(allFacts(documentAt(t, s, "/riktlinje/gavor/")), "class"); class != "Klass: Normerande" {
		t.Errorf("the class is %q", class)
	}
	none := newSmall()
	none.add("policy/resor", "Resepolicy", "2024-01-29", "Text.")
	plain := none.good(t)
	if c := page(t, plain, "/").Data.(*StartPage).Classes; c != nil {
		t.Errorf("without classes the start page has %+v", c)
	}
	for _, f := range page(t, plain, "/register/").Data.(*RegisterPage).Filters {
		if f.ID == "klass" {
			t.Error("without classes the register has a filter for them")
		}
	}
}

// adoption is the newest adoption that a history tells of.
func adoption(h *History) string {
	for _, e := range h.Entries {
		if e.Mark == MarkComing {
			return e.Title.String()
		}
	}
	return ""
}

func TestVerbOfKinds(t *testing.T) {
	for lang, want := range map[string][]string{
		"sv": {"Antagen", "Fastställda", "Fastställt", "Version 2 fastställd, gäller från 2027-01-01", "Fastställdes", "Ny version"},
		"en": {"Adopted", "Confirmed", "Confirmed", "Version 2 confirmed, in force from 2027-01-01", "Confirmed", "New version"},
	} {
		s := classes(lang).good(t)
		label := func(url string) string {
			for _, f := range documentAt(t, s, url).Facts {
				if f.Key == "decision" {
					return f.Label
				}
			}
			return ""
		}
		what := map[string]string{}
		for _, y := range page(t, s, "/beslut/").Data.(*DecisionsPage).Years {
			for _, m := range y.Meetings {
				for _, i := range m.Items {
					what[i.Link.Text+m.Heading[0].ISO] = i.What
				}
			}
		}
		got := []string{
			label("/policy/resor/"), label("/riktlinje/gavor/"), label("/program/miljo/"),
			adoption(documentAt(t, s, "/program/miljo/").History),
			what["Riktlinjer för gåvor2024-01-29"], what["Miljöprogram2024-01-29"],
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", lang, got[i], want[i])
			}
		}
	}
}
