package markdown

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// outline gives a text's headings as "level number|words", one a line.
func outline(t *testing.T, src string) (string, diag.List) {
	t.Helper()
	c := parse([]byte(src), Options{File: "a.md", Language: "sv", Title: "Titel", Numbered: true})
	var b strings.Builder
	for _, h := range c.headings {
		b.WriteString(strings.Repeat(" ", h.Level-2))
		if h.Number != "" {
			b.WriteString(h.Number + "|")
		}
		b.WriteString(strings.ReplaceAll(block.Plain(h.Spans), "\u00a0", " ") + "\n")
	}
	return b.String(), c.diags.Sort()
}

// TestOwnNumbers shows which texts are numbered by their authors: all headings are as written.
func TestOwnNumbers(t *testing.T) {
	for _, headings := range []string{
		"## 1 - Bakgrund\n## 2 - Styrande\n### 2.1 - Val",
		"## 1 – Bakgrund\n## 2 – Styrande", "## 1: Bakgrund\n## 2: Styrande", "## 1\tBakgrund\n## 2\tStyrande",
		"## 1. Bakgrund\n## Mellan\n## 2. Styrande", "## 1) Bakgrund\n## 2) Mål", "## (1) Bakgrund\n## (2) Mål", "## 1.Bakgrund\n## 2.Mål",
		"## 1 Inledning\n## 2 Syfte", "## 1 inledning\n## 2 syfte", "## Förord\n## 1 Inledning\n## 2 Syfte", "## Sammanfattning\n## Bilaga\n## 1 Inledning\n## 2 Syfte",
		"## **1** Inledning\n## **2** Syfte", "## 1\n## 2", "## 3. Mål\n## 5. Uppföljning", "## 1.1 Mål\n## 1.2 Uppföljning",
		"## I. Inledning\n## II. Mål", "## I Inledning\n## II Mål", "## I – Inledning\n## II – Mål\n## IX – Slut", "## IV) Mål\n## V) Slut",
		"## A. Inledning\n## B. Mål", "## A Inledning\n## B Mål", "## a) Inledning\n## b) Mål", "## A – Inledning\n## B – Mål", "## H. Mål\n## I. Slut",
		"## § 1 Namn\n## § 2 Säte", "## §1 Namn\n## §2 Säte", "## 1 § Namn\n## 2 § Säte", "## 1 §\n## 1 a §\n", "## §3 Nämnder\n### §3.1 Gruppen\n### §3.2 Syfte",
		"## Inledning\n### 1 §\n### 2 §\n## Ansvar\n### 3 §", "## 1 kap. Inledande\n### 1 §\n## 2 kap. Ansvar\n### 1 §", "## 1 kap. 1 § Namn\n## 1 kap. 2 § Säte",
		"## Artikel 1\n## Artikel 2", "## Kapitel 1 Mål\n## Kapitel 2 Slut", "## KAPITEL 1\n## KAPITEL 2", "## Avsnitt 1: Mål\n## Avsnitt 2: Slut", "## Del I\n## Del II",
		"## Reglemente\n### 1. Uppgifter\n### 2. Arbetsformer", "## 9. Mål\n## 10. Slut", "## § 45 Dnr KS 2024/112", "## 1. Inledning\n## Bilaga 1",
	} {
		got, problems := outline(t, headings+"\n")
		if strings.Contains(got, "|") || len(problems) > 0 {
			t.Errorf("%q: got\n%s%v\nwant the headings as they are written", headings, got, problems)
		}
	}
}

// TestNoOwnNumbers shows figures that are no numbers of sections: the headings are counted.
func TestNoOwnNumbers(t *testing.T) {
	for _, headings := range []string{
		"10 principer\nMål", "2024 års budget\n2025 års budget", "3 nämnder ansvarar\nMål", "3 nämnder ansvarar\n10 principer", "Mål\n12 500 kronor\n13 500 kronor",
		"1:a linjens försvar\n2:a linjens försvar", "1–3 år\n4–6 år", "10 Principles\nScope", "24-timmarsgarantin\n48-timmarsgarantin",
		"I kommunen\nMål", "A-kassan\nB-laget", "I kommunens regi\nI andras regi", "5 procent\n6 mars", "1,5 grader\n2,5 grader", "År 1\nÅr 2", "Delmål\nDel av helheten", "Del A\nDel B",
		"Kapitalförvaltning\nKapacitet", "En 1. bild\nTvå 2. bilder", "E. coli\nMål",
	} {
		want := ""
		var src strings.Builder
		for i, h := range strings.Split(headings, "\n") {
			fmt.Fprintf(&src, "## %s\n\n", h)
			want += fmt.Sprintf("%d|%s\n", i+1, h)
		}
		got, problems := outline(t, src.String())
		if got != want || len(problems) > 0 {
			t.Errorf("got\n%s%v\nwant\n%s", got, problems, want)
		}
	}
}

// TestMixedNumbers shows that a number of the writer's never has another one in front of it.
func TestMixedNumbers(t *testing.T) {
	for _, c := range []struct{ src, want, hint string }{
		{"## Mål\n### Delmål\n## 5. Uppföljning\n### Rapport\n## Ansvar\n### 3.1 – Roller\n", "1|Mål\n 1.1|Delmål\n5. Uppföljning\n Rapport\n2|Ansvar\n 3.1 – Roller\n", "## Uppföljning"},
		{"## 1 Inledning\n## Mål\n", "1 Inledning\n1|Mål\n", "## Inledning"},
		{"## Mål\n## § 7\n", "1|Mål\n§ 7\n", "## § 7"},
		{"# Mål\n# Kapitel 4: Slut\n## Under\n", "1|Mål\nKapitel 4: Slut\n Under\n", "# Slut"},
		{"## Mål\n## 5. Uppföljning {-}\n", "1|Mål\n5. Uppföljning\n", ""},
		{"## Förord {-}\n### Tack\n## Mål\n#### Djupt\n## Bilaga 1 Ord\n### Fler\n## Bilaga 2 – Karta\n", "Förord\n Tack\n1|Mål\n  1.1.1|Djupt\nBilaga 1 Ord\n Fler\nBilaga 2 – Karta\n", ""},
		{"## Förord {.unnumbered}\n## Mål {#mal -}\n## Slut\n", "Förord\nMål\n1|Slut\n", ""},
	} {
		got, problems := outline(t, c.src)
		if got != c.want {
			t.Errorf("%q: got\n%s\nwant\n%s", c.src, got, c.want)
		}
		hint := ""
		for _, d := range problems {
			if d.Code == diag.OwnNumber && hint == "" {
				hint = d.Args[1].Text
			}
		}
		if hint != c.hint {
			t.Errorf("%q: got the rewriting %q, want %q", c.src, hint, c.hint)
		}
	}
}

// TestSeveralTops shows how a text is read that has several headings with one #.
func TestSeveralTops(t *testing.T) {
	for _, c := range []struct {
		src, want string
		codes     []diag.Code
	}{
		{"# § 3 Nämnder\n## § 3.1 Gruppen\n### § 3.1.1 Syfte\n# § 4 Nästa\n", "§ 3 Nämnder\n § 3.1 Gruppen\n  § 3.1.1 Syfte\n§ 4 Nästa\n", []diag.Code{diag.SecondTitle}},
		{"# Titel\n## A\n# B\n## C\n", "1|A\n2|B\n 2.1|C\n", []diag.Code{diag.SecondTitle}},
		{"A\n=\n\nB\n-\n\n# C\n", "1|A\n 1.1|B\n2|C\n", []diag.Code{diag.SecondTitle}},
		{"# Titel\n## A\n", "1|A\n", nil},
		{"## A\n# B\n## C\n", "1|A\n2|B\n3|C\n", []diag.Code{diag.SecondTitle}},
		{"# A\n# B\n## 2\n### 3\n#### 4\n##### 5\n###### 6\n", "1|A\n2|B\n 2\n  3\n   4\n    5\n    6\n", []diag.Code{diag.SecondTitle, diag.OwnNumber, diag.HeadingTooDeep}},
		{"# A\n### B\n# C\n", "1|A\n  1.1.1|B\n2|C\n", []diag.Code{diag.SecondTitle, diag.SkippedHeading}},
	} {
		got, problems := outline(t, c.src)
		var codes []diag.Code
		for _, d := range problems {
			codes = append(codes, d.Code)
			if d.Code == diag.SkippedHeading && d.Args[1].Text != "##" {
				t.Errorf("%q: got %v, want the level as it is to be written", c.src, d.Args)
			}
		}
		if got != c.want || fmt.Sprint(codes) != fmt.Sprint(c.codes) {
			t.Errorf("%q: got\n%s%v\nwant\n%s%v", c.src, got, codes, c.want, c.codes)
		}
	}
}

// TestHeadingIDs shows IDs by the rule for numbers, and those of the rule before as aliases.
func TestHeadingIDs(t *testing.T) {
	for src, want := range map[string]string{
		"## 1 kap. Inledande\n### 1 §\n## 2 kap. Ansvar\n### 1 §\n":  "1-kap-inledande kap-inledande, 1-par 1, 2-kap-ansvar kap-ansvar, 2-kap-ansvar-1-par kap-ansvar-1",
		"## §2.5 Medlem\n### § 3 a\n":                                "2-5-par-medlem 2-5-medlem, 3-par-a 3-a",
		"## 3 § Ansvar\n## 8 § enligt 4 § OSL\n":                     "3-par-ansvar ansvar, 8-par-enligt-4-osl enligt-4-osl",
		"## 1. Mål\n## 2 - Syfte\n## 3: Slut\n## 10 principer\n":     "mal, syfte, slut 3-slut, principer",
		"## 2024 års budget\n## Kapitel 2 Ansvar\n## I. Mål\n":       "2024-ars-budget, kapitel-2-ansvar, i-mal",
		"## Mål {#_Toc123 .Heading1}\n## Syfte {#syftet .x key=1}\n": "mal toc123, syftet",
		"## Mål {.x}\n## Syfte {-}\n## Slut \\{#a}\n## Sum {1, 2}\n": "mal, syfte, slut-a, sum-1-2",
		"# A\n# B\n## C\n# D\n## C\n":                                "a, b, c, d, d-c c-2",
	} {
		c := parse([]byte(src), Options{File: "a.md", Language: "sv"})
		var got []string
		for _, h := range c.headings {
			got = append(got, strings.Join(append([]string{h.ID}, h.Aliases...), " "))
			if words := block.Plain(h.Spans); strings.Contains(words, "{") && !strings.Contains(src, `\{`) && !strings.Contains(words, "{1") {
				t.Errorf("%q: the heading shows %q", src, words)
			}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%q: got %s, want %s", src, s, want)
		}
	}
}
