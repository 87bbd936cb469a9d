package site

import (
	"slices"
	"testing"
	"time"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

func TestFormatDuration(t *testing.T) {
	for _, c := range []struct {
		took     time.Duration
		language string
		want     string
	}{
		{288 * time.Millisecond, "sv", "290\u00a0ms"}, {time.Millisecond, "en", "0\u00a0ms"}, {997 * time.Millisecond, "sv", "1,0\u00a0s"},
		{1149 * time.Millisecond, "sv", "1,1\u00a0s"}, {61 * time.Second, "en", "61.0\u00a0s"},
	} {
		if got := FormatDuration(c.took, c.language); got != c.want {
			t.Errorf("%v in %s: got %q, want %q", c.took, c.language, got, c.want)
		}
	}
}

func TestFormatSize(t *testing.T) {
	for _, c := range []struct {
		bytes    int64
		language string
		want     string
	}{
		{0, "sv", "1\u00a0kB"}, {1, "sv", "1\u00a0kB"}, {999, "sv", "1\u00a0kB"}, {1499, "sv", "1\u00a0kB"}, {1500, "sv", "2\u00a0kB"},
		{21_000, "sv", "21\u00a0kB"}, {999_499, "sv", "999\u00a0kB"}, {999_500, "sv", "1,0\u00a0MB"},
		{1_240_000, "sv", "1,2\u00a0MB"}, {1_250_000, "sv", "1,3\u00a0MB"}, {12_345_678, "sv", "12,3\u00a0MB"},
		{1_240_000, "en", "1.2\u00a0MB"}, {1_240_000, "sv-FI", "1,2\u00a0MB"},
	} {
		if got := FormatSize(c.bytes, c.language); got != c.want {
			t.Errorf("FormatSize(%d, %s): got %q, want %q", c.bytes, c.language, got, c.want)
		}
	}
}

func TestSort(t *testing.T) {
	want := []string{
		"arkivreglemente", "Avfallsföreskrifter", "Etikpolicy", "Évian", "Informationssäkerhetspolicy",
		"Policy för informationssäkerhet", "Riktlinje 2", "Riktlinje 10", "Viltpolicy", "Vision 2030", "Wifipolicy",
		"Übersicht", "Yrkesplan", "Zonplan", "Åtgärdsplan", "Ängsplan", "Æra", "Ärendehandbok", "Öppna data", "Ørsted",
		"Överförmyndarreglemente",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortStableFunc(got, NewOrder().compare)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestLetter(t *testing.T) {
	for name, want := range map[string]string{
		"arkivreglemente": "A", "Évian": "E", "Übersicht": "Y", "Åtgärdsplan": "Å", "A\u030atga\u0308rdsplan": "Å", "Æra": "Ä",
		"Ørsted": "Ö", "öppna data": "Ö", "Wifipolicy": "W", "2030-plan": "0–9", "”Alla barn”": "A", "": "0–9",
	} {
		if got := Letter(name); got != want {
			t.Errorf("Letter(%q): got %s, want %s", name, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	d := library.NewDate(2014, 3, 12)
	for lang, want := range map[string]string{"sv": "12\u00a0mars 2014", "en": "12\u00a0March 2014"} {
		w := Wording{i18n.MustLoad(lang)}
		if got := w.date(d); got.Text != want || got.ISO != "2014-03-12" {
			t.Errorf("%s: got %+v, want %q", lang, got, want)
		}
	}
}

func TestSentenceKeepsArguments(t *testing.T) {
	w := Wording{i18n.MustLoad("sv")}
	// An editor's own braces and private characters are words like others.
	got := w.Say("site.contact.owner", "{1} \uE001", "x")
	if want := "Frågor om {1} \uE001: x."; got.String() != want || len(got) != 1 {
		t.Errorf("got %q, want %q", got, want)
	}
	link := Part{Text: "Resepolicy", Href: "../resor/"}
	s := w.Say("site.status.replaced_by.common", library.NewDate(2026, 1, 2), link)
	want := Sentence{{Text: "Den ersattes den "}, {Text: "2\u00a0januari 2026", ISO: "2026-01-02"}, {Text: " av "}, link, {Text: "."}}
	if !slices.Equal(s, want) {
		t.Errorf("got %+v, want %+v", s, want)
	}
}

func TestRunning(t *testing.T) {
	for in, want := range map[string]string{
		"Säkerhetschef": "säkerhetschef", "IT-chef": "IT-chef", "It-chef": "it-chef", "Överförmyndaren": "överförmyndaren",
		"VD": "VD", "": "", "A": "a", "E-arkivarie": "E-arkivarie",
	} {
		if got := Running(in); got != want {
			t.Errorf("Running(%q): got %q, want %q", in, got, want)
		}
	}
	proper := &library.Body{Name: "Södertörns miljönämnd", Genitive: "Södertörns miljönämnds"}
	if got := BodyRunning(proper); got != proper.Name {
		t.Errorf("a proper name became %q", got)
	}
	if got := BodyGenitive(&library.Body{Name: "Barn- och utbildningsnämnden"}); got != "barn- och utbildningsnämndens" {
		t.Errorf("got %q", got)
	}
}

func TestInterval(t *testing.T) {
	p := &Frame{Wording: Wording{i18n.MustLoad("sv")}}
	for months, want := range map[int]string{
		1: "varje månad", 3: "varje kvartal", 6: "varje halvår", 12: "varje år", 24: "vartannat år", 48: "vart fjärde år",
		72: "med högst 6 års mellanrum", 18: "med högst 18 månaders mellanrum",
	} {
		if got := p.interval(months); got != want {
			t.Errorf("%d months: got %q, want %q", months, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	w := Wording{i18n.MustLoad("sv")}
	for _, c := range []struct {
		n    int
		g    library.Gender
		want string
	}{{1, library.Common, "en"}, {1, library.Neuter, "ett"}, {3, library.Neuter, "tre"}, {12, library.Common, "tolv"}, {13, library.Neuter, "13"}} {
		if got := w.count(c.n, c.g); got != c.want {
			t.Errorf("%d: got %q, want %q", c.n, got, c.want)
		}
	}
}
