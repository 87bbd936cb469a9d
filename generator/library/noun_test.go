package library

import "testing"

func TestTitleNoun(t *testing.T) {
	for _, tt := range []struct {
		kind, title, written, the string
		gender                    Gender
	}{
		{"riktlinje", "Riktlinjer för gåvor", "", "riktlinjerna", Plural},
		{"riktlinje", "Riktlinje för gåvor", "", "riktlinjen", Common},
		{"riktlinje", "Gåvor", "", "riktlinjerna", Plural},
		{"anvisning", "Anvisningar för attest", "", "anvisningarna", Plural},
		{"anvisning", "Anvisning för attest", "", "anvisningen", Common},
		{"taxa", "Taxor och avgifter 2026", "", "taxorna", Plural},
		{"taxa", "Avfallstaxa 2026", "", "taxan", Common},
		{"regler", "Regel om resor", "", "regeln", Common},
		{"policy", "Informationssäkerhetspolicy", "", "policyn", Common},
		{"policy", "Resor", "plural", "policyerna", Plural},
		{"program", "Biblioteksprogram 2026", "", "programmet", Neuter},
		{"foreskrift", "Lokala ordningsföreskrifter", "", "föreskrifterna", Plural},
		{"agardirektiv", "Ägardirektiv för Exempelbyhus", "", "ägardirektivet", Neuter},
	} {
		d := adopted("x/a", "2024-01-15", func(d *Draft) {
			d.Kind, d.Title = tt.kind, tt.title
			d.Gender, _ = ParseGender(tt.written)
		})
		lib, _ := Resolve([]*Draft{d}, DefaultRules(), day("2026-11-22"))
		for _, l := range []*Library{lib, lib.Public()} {
			if k := l.Document("x/a").Kind; k.Definite != tt.the || k.Gender != tt.gender || string(k.ID) != tt.kind {
				t.Errorf("%s, %s: %s, %s; want %s, %s", tt.kind, tt.title, k.Definite, k.Gender, tt.the, tt.gender)
			}
		}
	}
}
