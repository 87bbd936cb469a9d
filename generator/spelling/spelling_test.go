package spelling_test

import (
	"strings"
	"testing"

	"styrdok/generator/spelling"
)

func TestGenitive(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "Exempelby kommun": "Exempelby kommuns", "Borås": "Borås", "Växjö": "Växjös", "Räddningstjänsten SOS": "Räddningstjänsten SOS",
		"policyn": "policyns", "Bruz": "Bruz", "Malax": "Malax",
	} {
		if got := spelling.Genitive(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestCapital(t *testing.T) {
	for s, want := range map[string]string{"": "", "översyn": "Översyn", "IT-chef": "IT-chef", "1 dag": "1 dag"} {
		if got := spelling.Capital(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "–": "", "Plan för Åsö (2026)": "plan-for-aso-2026", "A\u030Ao": "ao", "../../x": "x", "a_b--c": "a-b-c", "漢字": "", "İstanbul": "istanbul",
	} {
		if got := spelling.Slug(s, spelling.Letters); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	if got := spelling.Slug("Ærø", strings.NewReplacer("æ", "a", "ø", "o")); got != "aro" {
		t.Errorf("with other letters: got %q", got)
	}
}

// TestLetters holds the letters that published anchors of headings have.
func TestLetters(t *testing.T) {
	pairs := strings.Fields("å a ä a à a á a â a ã a ā a ą a ă a æ ae ç c ć c č c ð d đ d ď d é e è e ê e ë e ē e ę e ě e " +
		"ğ g í i ì i î i ï i ī i ı i ł l ľ l ñ n ń n ň n ŋ n ö o ø o ò o ó o ô o õ o ő o œ oe ŕ r ř r ś s š s ş s ș s ß ss ť t ț t ŧ t þ th " +
		"ü u ù u ú u û u ū u ů u ű u ý y ÿ y ź z ż z ž z")
	for i := 0; i < len(pairs); i += 2 {
		if got := spelling.Slug("x"+pairs[i]+"x", spelling.Letters); got != "x"+pairs[i+1]+"x" {
			t.Errorf("%s: got %q, want %q", pairs[i], got, "x"+pairs[i+1]+"x")
		}
	}
}

func TestRunning(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "Kommunstyrelsen": "kommunstyrelsen", "Räddningstjänstförbundet Väst": "räddningstjänstförbundet Väst",
		"Hållbarhetsnämnden Kalmar–Öland": "hållbarhetsnämnden Kalmar–Öland", "HR-utskottet": "HR-utskottet", "E-tjänstråd": "E-tjänstråd",
	} {
		if got := spelling.Running(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Mål för 2026", "mål – FÖR 2026.", true}, {"Mal", "Mål", false}, {"A b", "Ab", false}, {"Ma\u030al", "Mål", true},
		{"سياسة", "سياسة", true}, {"سياسة", "خطة", false}, {"…", "–", false}, {"", "", false},
	} {
		if got := spelling.Same(c.a, c.b); got != c.want {
			t.Errorf("Same(%q, %q) = %v", c.a, c.b, got)
		}
	}
}
