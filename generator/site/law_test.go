package site

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/library"
)

// A line of laws.txt is a number and a name, each number once.
func TestNamesOfLaws(t *testing.T) {
	lines := slices.Collect(strings.Lines(lawList))
	for _, line := range lines {
		if !regexp.MustCompile(`^\d{4}:\d{1,4} [a-zåäö][a-zåäö ,-]*[a-zåäö]\n$`).MatchString(line) {
			t.Errorf("not a number and a name: %q", line)
		}
	}
	if len(lawNames()) != len(lines) {
		t.Errorf("%d lines, %d numbers", len(lines), len(lawNames()))
	}
}

// A statute is told by name and number, however it is written.
func TestLawsAreToldAlike(t *testing.T) {
	for law, want := range map[string]string{
		"2017:725": "Kommunallagen (2017:725)", "SFS 2017:725": "Kommunallagen (2017:725)",
		"2017:725 kommunallagen": "Kommunallagen (2017:725)", "SFS 1998:808, Miljöbalken": "Miljöbalken (1998:808)",
		"2099:12 lagen om ingenting": "Lagen om ingenting (2099:12)",
		"kommunallagen (2017:725)":   "Kommunallagen (2017:725)", "2017:725 8 kap. 13 §": "2017:725 8 kap. 13 §", "2017:725 (kommunallagen)": "2017:725 (kommunallagen)",
	} {
		s := newSmall()
		s.add("policy/a", "Ett", "2024-03-12", "Text.", func(d *library.Draft) { d.Laws = []string{law} })
		site := s.good(t)
		if got := fact(allFacts(documentAt(t, site, "/policy/a/")), "laws"); got != "Lagrum: "+want {
			t.Errorf("%q is told as %q, want %q", law, got, want)
		}
		for _, f := range site.AllPrints()[0].Facts {
			if f.Key == "laws" && f.Value.String() != want {
				t.Errorf("%q is printed as %q, want %q", law, f.Value, want)
			}
		}
	}
}
