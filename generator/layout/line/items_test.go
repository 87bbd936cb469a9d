package line

import (
	"strings"
	"testing"
)

// TestOpens shows where a line may end at a sign that the author wrote: no line ends in "e-" or "it-".
func TestOpens(t *testing.T) {
	for word, want := range map[string]bool{
		"e-post": false, "it-system": false, "vd-instruktion": false, "2018/412": false, "upp-och-ner": true,
		"och/eller": true, "vatten-avlopp": true, "klimat-": false,
	} {
		i := strings.IndexAny(word, "-/")
		if got := i+1 < len(word) && opens(word, i, i+1, rune(word[i]), false); got != want {
			t.Errorf("%q may be divided at its sign: %v, want %v", word, got, want)
		}
	}
	for word, want := range map[string]string{
		"se.sweden": "se|.sweden", "SECURITY.md": "SECURITY.md", "x.se.": "x.se.", "...abc": "...abc", "ospo@digg.se": "ospo@|digg.se",
		"https://www.prov.example/a-b/c_d?e=f": "https://|www|.prov|.example/|a-b/|c_|d?|e=|f",
	} {
		got := ""
		for i, r := range word {
			got += string(r)
			if i+1 < len(word) && opens(word, i, i+1, r, true) {
				got += "|"
			}
		}
		if got != want {
			t.Errorf("the address %q may be divided so: %q, want %q", word, got, want)
		}
	}
}

// TestBound keeps numbers with what they count, in titles and facts too, which no typographer has seen.
func TestBound(t *testing.T) {
	for text, want := range map[string]bool{
		"120 kvm": true, "5 %": true, "20 °C": true, "100 km²": true, "12 mars": true, "12 March": true, "8 §": true, "§ 42": true,
		"12 500": true, "KS 2018/412": true, "12 personer": false, "i 12": false, "2.5 Ansvar": true, "10.2.1 Mål": true, "2. Ansvar": false, "kl. 10.30 och": false,
		"it- och": true, "vatten- och": false, "123 mars": false,
	} {
		at := strings.LastIndexByte(text, ' ')
		if got := new(itemizer).bound(&Run{Text: text}, at, at+1); got != want {
			t.Errorf("%q holds together: %v, want %v", text, got, want)
		}
	}
}
