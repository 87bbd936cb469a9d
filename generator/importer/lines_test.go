package importer

import (
	"strings"
	"testing"

	"styrdok/generator/intake/plain"
	"styrdok/generator/library"
)

// TestFacts holds what is read out of lines, as municipalities write them, to what they mean.
func TestFacts(t *testing.T) {
	opt := Options{Rules: library.DefaultRules(), Today: library.Date{Year: 2026, Month: 11, Day: 22}, Language: "sv"}
	for _, c := range []struct{ name, text, want string }{
		{"version and validity", "Dokumenttyp: Policy\nVersion: 1.0\nBeslutad av: Kommunstyrelsen\nDiarienummer: KS 2020/12\nDokumentansvarig: HR-chef\nGäller: Tillsvidare\nBeslutad: 2020-03-04\nRevideras: 2024",
			"Kommunstyrelsen, 2020-03-04, KS 2020/12; HR-chef; 1.0; review_by 2024-12-31"},
		{"decided or drawn up", "Dokumenttyp: Policy\nFastställd/upprättad: Kommunfullmäktige 2019-05-20 § 45", "Kommunfullmäktige, 2019-05-20, § 45"},
		{"web page", "Beslutande instans: Kommunfullmäktige\nBeslutsdatum: 2018-06-18\nDokumentansvarig: Kommunsekreterare\nDiarienummer: 2018/345", "Kommunfullmäktige, 2018-06-18, 2018/345; Kommunsekreterare"},
		{"last day", "Dokumenttyp: Policy\nDokumentägare: Socialchef\nBeslutsinstans: Kommunstyrelsen\nBeslutsdatum: 2021-01-11, § 5\nGiltig till: 2027-12-31\nVerksamhet: Socialtjänsten", "Kommunstyrelsen, 2021-01-11, § 5; Socialchef; valid_until 2027-12-31"},
		{"replaces is no decision", "Antagen av kommunfullmäktige den 2 december 2019 § 239. Ersätter KF § 30 2013.", "Kommunfullmäktige, 2019-12-02, § 239"},
		{"only what it replaces", "Ersätter policy antagen av kommunfullmäktige 2009-03-30 § 45.", ""},
		{"printed", "Utskriftsdatum: 2023-01-02\nSenast uppdaterad: 12 oktober 2017", ""},
		{"revised", "Antagen av kommunfullmäktige 2010-05-31 § 62, reviderad av kommunfullmäktige 2016-11-28 § 210", "Kommunfullmäktige, 2016-11-28, § 210; draft"},
		{"revised without a body", "Antagen av kommunfullmäktige 2010-05-31 § 62. Reviderad 2016-11-28 § 210.", "Kommunfullmäktige, 2016-11-28, § 210; draft"},
		{"revised on a day", "Antagen av kommunfullmäktige 2010-05-31 § 62\nReviderad: 2016-11-28", "Kommunfullmäktige, 2010-05-31, § 62; draft"},
		{"two decisions", "Antagen av kommunfullmäktige 2010-05-31 § 62\n\nAntagen av kommunstyrelsen 2014-02-03", "Kommunstyrelsen, 2014-02-03; draft"},
		{"number and year", "Antagen av KF 27/2011", "Kommunfullmäktige, § 27; draft"},
		{"unknown body", "Antagen av barn- och utbildningsnämnden 2020-04-21, § 44", "Barn- och utbildningsnämnden, 2020-04-21, § 44; draft"},
		{"part of a board", "Fastställd av kommunstyrelsens arbetsutskott 2020-04-21", "Kommunstyrelsens arbetsutskott, 2020-04-21; draft"},
		{"looked at", "Antagen av kommunfullmäktige 2019-12-16 § 115. Aktualitetsprövad av kommunstyrelsen 2023-04-11 § 80.", "Kommunfullmäktige, 2019-12-16, § 115"},
		{"in a sentence", "Policyn antogs av kommunfullmäktige den 16 december 2019, § 115, och gäller alla nämnder i kommunen och dess bolag tills vidare.", "Kommunfullmäktige, 2019-12-16, § 115; draft"},
		{"period", "Antagen av: Kommunfullmäktige\nAntagen: 2022-12-12\nGiltighetstid: 2023–2026", "Kommunfullmäktige, 2022-12-12; valid_until 2026-12-31"},
		{"from and to", "Antagen av: Kommunfullmäktige\nAntagen: 2022-12-12\nGiltighetstid: 2023-01-01 – 2026-12-31", "Kommunfullmäktige, 2022-12-12; in_force 2023-01-01; valid_until 2026-12-31"},
		{"number of the case", "Fastställd av KS 2019-12-16, § 115, KS 2019/443", "Kommunstyrelsen, 2019-12-16, § 115, KS 2019/443"},
		{"to be reviewed", "Antagen av: KF 2020-01-27 § 3\nTidpunkt för aktualitetsprövning: vart fjärde år", "Kommunfullmäktige, 2020-01-27, § 3; review 4 years"},
		{"short year", "Antagen av KF 191216 § 115", "Kommunfullmäktige, 2019-12-16, § 115; draft"},
		{"one label for all", "Beslutsinstans och datum: Kommunfullmäktige den 2:a december 2019\nDokumentansvarig (funktion): HR-chef\nParagraf: 239", "Kommunfullmäktige, 2019-12-02, § 239; HR-chef"},
		{"from and to in words", "Antagen av KF 2019-12-16, paragraf 115. Gäller fr.o.m. 2020-01-01 t.o.m. 2023-12-31.", "Kommunfullmäktige, 2019-12-16, § 115; in_force 2020-01-01; valid_until 2023-12-31"},
		{"section with its year", "Fastställt av: Kommunstyrelsen § 12/2020, 2020-01-13", "Kommunstyrelsen, 2020-01-13, § 12"},
		{"in capitals", "ANTAGEN AV KOMMUNFULLMÄKTIGE 2019-12-16 § 115", "Kommunfullmäktige, 2019-12-16, § 115"},
		{"no verb", "Kommunfullmäktige 2019-12-16 § 115", "Kommunfullmäktige, 2019-12-16, § 115"},
		{"named", "Riktlinjerna är fastställda av kommunstyrelsen 2020-01-13 § 4.", "Kommunstyrelsen, 2020-01-13, § 4"},
		{"a day and its section below", "Beslutad av: Kommunstyrelsen\nBeslutsdatum: 13 januari 2020\nParagraf: 4\nDnr: KS-2019-00123", "Kommunstyrelsen, 2020-01-13, § 4, KS-2019-00123"},
		{"proposal", "Status: Utkast\nAntas av: kommunfullmäktige", "; draft"},
	} {
		text := "Policy för resor\n\n" + c.text + "\n\nSyfte\n\nDen här texten handlar om hur den som är anställd ska resa i tjänsten, och varför det är viktigt.\n"
		r, err := plain.Read([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		d := Convert("a.txt", r, opt)
		x := d.Facts
		got := []string{x.Decision()}
		add := func(label, s string) {
			if s != "" && s != "0000-00-00" {
				got = append(got, strings.TrimSpace(label+" "+s))
			}
		}
		day := func(d library.Date) string {
			if d.IsZero() {
				return ""
			}
			return d.String()
		}
		add("", x.Owner)
		add("", x.Version)
		add("in_force", day(x.InForce))
		add("valid_until", day(x.ValidUntil))
		add("review", strings.Join(x.Review, ", "))
		add("review_by", day(x.ReviewBy))
		if d.Draft && c.want != "" {
			add("", "draft")
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

// TestCleaned shows that words stay apart between which is a character of a font of signs, and that arrows are arrows.
func TestCleaned(t *testing.T) {
	if got, want := cleaned("a\uf0e0b\uf6ffc\ufffdd\u2028e \uf0b7\u00adf"), "a→b c d e •f"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
