package markdown

import (
	"strings"
	"testing"

	"styrdok/generator/block"
)

func plain(src, lang string) string {
	tree, _ := Parse([]byte(src), Options{File: "a.md", Language: lang})
	var b strings.Builder
	block.Walk(tree.Blocks, func(x block.Block) bool {
		block.Lines(x, func(s []block.Span) { b.WriteString(block.Plain(s)) })
		return true
	})
	return strings.ReplaceAll(b.String(), "\u00a0", "␣")
}

func TestSwedishTypography(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// Sections of minutes and of laws.
		{"Beslut § 333 och §§ 76-86.", "Beslut §␣333 och §§␣76–86."},
		{"den 12 mars 2014 § 333", "den 12␣mars 2014 §␣333"},
		{"enligt 18 kap. 8 § OSL", "enligt 18␣kap. 8␣§ OSL"},
		{"enligt 2 a kap. 8 a § och 10-12 §§", "enligt 2␣a␣kap. 8␣a␣§ och 10–12␣§§"},
		{"6 kap. 6 § 2 st. kommunallagen", "6␣kap. 6␣§ 2 st. kommunallagen"},
		// Dates, times, numbers with units.
		{"den 1 januari och 31 december, 32 mars", "den 1␣januari och 31␣december, 32 mars"},
		{"2014-03-12 och 2014-03", "2014-03-12 och 2014-03"},
		{"12-14 mars", "12–14␣mars"},
		{"kl. 9.00-15.30 eller kl 9-15", "kl.␣9.00–15.30 eller kl␣9–15"},
		{"5 %, 21 kB, 1 234 567 kr och 20 °C", "5␣%, 21␣kB, 1␣234␣567␣kr och 20␣°C"},
		{"år 2014 300 personer", "år 2014 300 personer"},
		{"5 procent av 12 nämnder", "5␣procent av 12 nämnder"},
		{"2 procentenheter", "2␣procentenheter"},
		{"se nr 5, s. 12 och ca. 5", "se nr␣5, s.␣12 och ca.␣5"},
		// Intervals, and what looks like them.
		{"2014-2018, (2014-2018) och 5-10 år", "2014–2018, (2014–2018) och 5–10 år"},
		{"mandatperioden 2018-2022.", "mandatperioden 2018–2022."},
		{"KS 2018-412 och dnr 2018-2019", "KS 2018-412 och dnr 2018-2019"},
		{"KS 2018-2022 men KF 5-7 §§", "KS 2018-2022 men KF 5–7␣§§"},
		{"ring 0123-45 60 00 eller 08-12 34 56", "ring 0123-45 60 00 eller 08-12 34 56"},
		{"telefon 11-185", "telefon 11-185"},
		{"orgnr 212000-0449, 19121212-1212, covid-19, EN 301 549", "orgnr 212000-0449, 19121212-1212, covid-19, EN 301␣549"},
		{"1-2-3, 5-a, 10-5, 9/5-7, v.5-7b", "1-2-3, 5-a, 10-5, 9/5-7, v.5-7b"},
		{"ISO 27001-2 och rapport-2014-2018.pdf", "ISO 27001-2 och rapport-2014-2018.pdf"},
		{"1,5-2,5 procent", "1,5–2,5␣procent"},
		// Quotation marks and apostrophes.
		{`"ord", ("ord") och 'ord'`, "”ord”, (”ord”) och ’ord’"},
		{`Lars' bil, det va' 70'-tal`, "Lars’ bil, det va’ 70’-tal"},
		{`en skärm på 19" och "19"`, "en skärm på 19\" och ”19”"},
		{`"*ord*" och *"ord"*`, "”ord” och ”ord”"},
		{`\"rakt\" \'rakt\' 5\-7 \...`, `"rakt" 'rakt' 5-7 ...`},
		// Dashes and ellipses.
		{"ord - ord -- ord", "ord – ord – ord"},
		{"IT-säkerhet, linje-, och stab, - minus", "IT-säkerhet, linje-, och stab, – minus"},
		{"och så vidare... eller .... ../x", "och så vidare… eller .... ../x"},
		{"t.ex. bl.a. 5", "t.ex. bl.a. 5"},
		// What is code or an address is left alone.
		{"`2014-2018 \"x\"` https://a.se/2014-2018", "2014-2018 \"x\" https://a.se/2014-2018"},
		{"text\nmed 5\n% kvar", "text med 5␣% kvar"},
		{"&quot;x&quot; &sect; 5 å&nbsp;ä", "”x” §␣5 å␣ä"},
	} {
		if got := plain(c.in, "sv"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

// TestSpaceRules shows that each rule decides on its own example.
func TestSpaceRules(t *testing.T) {
	for n, r := range spaceRules {
		before, after, _ := strings.Cut(r.example, "|")
		s := typesetter{runes: []rune(before + after), lang: "en"}
		i := len([]rune(before)) - 1
		if got := s.spaceRule(i); got != n {
			t.Errorf("%q: got rule %d, want %d", r.example, got, n)
		}
		if got := s.keepTogether(i); got != r.noBreak {
			t.Errorf("%q: got no-break %t, want %t", r.example, got, r.noBreak)
		}
	}
}

// TestRanges shows that each exception, and no other before it, applies to its own example.
func TestRanges(t *testing.T) {
	for n, not := range notRanges {
		s := typesetter{runes: []rune(not.example), lang: "sv"}
		i := strings.IndexByte(not.example, '-') // the examples are ASCII
		from, _ := s.numberBefore(i)
		to, _ := s.numberAfter(i + 1)
		for m, other := range notRanges[:n+1] {
			if got := other.applies(&s, from, to); got != (m == n) {
				t.Errorf("%q: got %t for %q", not.example, got, other.what)
			}
		}
	}
}

func TestEnglishTypography(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`He said "yes" and 'no', it's James' ('90s)`, "He said “yes” and ‘no’, it’s James’ (’90s)"},
		{`"*a*" - b...`, "“a” – b…"},
		{"12 March 2014, March 12, 2014-2018, 5 %", "12␣March 2014, March␣12, 2014–2018, 5␣%"},
	} {
		if got := plain(c.in, "en"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

func TestOtherLanguagesKeepTheirSigns(t *testing.T) {
	in := `"Sana" - 2014-2018 \"x\"...`
	if got, want := plain(in, "fi"), `"Sana" - 2014-2018 "x"...`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
