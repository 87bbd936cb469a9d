package markdown

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
)

const prose = "Nämnden ansvarar för att arbetet bedrivs så att den enskilde får det stöd som hen behöver."

// proofs are texts that are nearly Markdown, with the expected diagnostics: place, code and the
// rewriting, or the kind's name where there is none.
var proofs = []struct{ name, text, want string }{
	{"surplus cell", "| Roll | Uppgift |\n|---|---|\n| Chef | Beslutar | Undantag: får delegera |",
		`3:21 lost-text cell`},
	{"surplus cell without outer pipes", "Roll | Uppgift\n--- | ---\nChef | Beslutar | Undantag | till",
		`3:19 lost-text cell`},
	{"surplus cell in a quote in a list", "- a\n\n  > | A | B |\n  > |---|---|\n  > | 1 | 2 | 3 |",
		`5:15 lost-text cell`},
	{"surplus cell after an empty one", "| A | B |\n|---|---|\n| 1 | | 3 |",
		`3:9 lost-text cell`},
	{"pipe in code", "| A | B |\n|---|---|\n| `e|f` | andra |",
		"3:5 lost-text ”| `e\\|f` | andra |”"},
	{"pipe in code in a row that is short", "| A | B | C |\n|---|---|---|\n| `e|f` | andra |",
		"3:5 literal-markup ”| `e\\|f` | andra |”"},
	{"text after a table", "| A | B |\n|---|---|\n| 1 | 2 |\nDetta gäller alla.",
		`4:1 typed-structure row-text`},
	{"stars between figures", "Avgift: 2*350 kr och 4*125 kr, 2*3*4.", "1:10 lost-text ”Avgift: 2\\*350 kr och 4\\*125 kr, 2*3*4.”\n1:33 lost-text ”Avgift: 2*350 kr och 4*125 kr, 2\\*3\\*4.”"},
	{"stars in a formula", "(a+b)*2 + c*(d)\n\nP*T*N\n\npris*antal timmar*faktor\n\n| A |\n|---|\n| 2**3**4 |", "1:6 lost-text ”(a+b)\\*2 + c\\*(d)”\n3:2 lost-text ”P\\*T\\*N”\n" +
		"5:5 lost-text ”pris\\*antal timmar\\*faktor”\n9:4 lost-text ”| 2\\*\\*3\\*\\*4 |”"},
	{"stars as notes", "(*) gäller inte (*) alls.", `1:2 lost-text ”(\*) gäller inte (\*) alls.”`},
	{"path on a server", `Ligger på \\server\mapp\_gemensam och C:\!mall.`, `1:11 lost-text ”Ligger på \\\\server\mapp\\\_gemensam och C:\!mall.”` + "\n" + `1:41 lost-text ”Ligger på \\server\mapp\_gemensam och C:\\\!mall.”`},
	{"sentence above dashes", "Nämnden ansvarar för det.\n---\n\nText.", "1:1 typed-structure underlined"},
	{"heading above dashes", "Ansvar\n---\n\nNämnden ansvarar.", ""},
	{"sentence, blank, dashes", "Nämnden ansvarar för det.\n\n---\n\nText.", ""},
	{"quoted sentence", "> 30 dagar efter det att beslutet har meddelats ska det ha verkställts.", ""},
	{"seven marks", "####### Ansvar", "1:1 literal-markup ”## Ansvar”"},
	{"italics with a blank", "Se *kursiv * text.", "1:4 literal-markup ”Se *kursiv*  text.”"},
	{"stars that are no italics", "5 * 3 * 2, * fritt, Pris* exkl. moms * och (*) så.", ""},
	{"more than", ">18 år: gratis\n\nÅldrar:\n>65 år betalar hälften.\n\n> 25 kg\n> 50 kg\n\n>= 5", "1:1 lost-text ”\\>18 år: gratis”\n4:1 lost-text ”\\>65 år betalar hälften.”\n6:1 lost-text ”\\> 25 kg”\n9:1 lost-text ”\\>= 5”"},
	{"long dashes below the head", "| A | B |\n|—|–--|\n| 1 | 2 |", `2:1 not-a-table ”| --- | --- |”`},
	{"items without a blank", "1.Första\n2.Andra\n\nText.\n\na)första\nb)andra\n\nText.\n\n-ett\n-två", "1:3 typed-structure ”1. Första”\n6:3 typed-structure ”a) första”\n11:1 typed-structure ”- ett”"},
	{"definition", "[Obs]: viktigt", `1:1 lost-text definition`},
	{"definition twice", "Se [a].\n\n[a]: https://a.example/\n[A]: viktigt", `4:1 lost-text twice`},
	{"unclosed script", "Före.\n\n<script>\n\nNämnden ansvarar.", "3:1 raw-html\n5:1 lost-text words"},
	{"unclosed php", "Före.\n\n<?php\n\nNämnden ansvarar.", "3:1 raw-html\n5:1 lost-text words"},
	{"unclosed doctype", "<!DOCTYPE html\n\nNämnden ansvarar.", "1:1 raw-html\n1:11 lost-text words"},
	{"character data", "<![CDATA[ Nämnden ansvarar. ]]>", "1:1 raw-html\n1:11 lost-text words"},
	{"placeholder", "Skicka till <namn till mottagaren> i dag.", "1:13 lost-text ”Skicka till \\<namn till mottagaren> i dag.”"},
	{"comparison", "Om a <b och c> d.", "1:6 raw-html\n1:9 lost-text words"},
	{"tag over lines", "<p\nNämnden>\nansvarar.", "1:1 raw-html\n2:1 lost-text words"},
	{"unclosed tag", "<div class=\"x\"\n\nNämnden ansvarar.", "1:1 raw-html\n1:6 lost-text words"},
	{"caption of an image in a line", "Se ![Karta](karta.png \"Karta 1\") här.", `1:24 lost-text caption`},

	{"image with a blank", "![Bild](t/min bild.png)", `1:1 not-a-link ”![Bild](<t/min bild.png>)”`},
	{"image with a size", "![Bild](t/x.png =100x100)", `1:1 not-a-link ”![Bild](t/x.png)”`},
	{"image with a curly title", "![Bild](t/x.png ”Karta”)", `1:1 not-a-link ”![Bild](t/x.png "Karta")”`},
	{"image with a no-break space", "![Bild](t/min\u00a0bild.png \"a\")\n\n![Bild](", "3:1 not-a-link image-open"},
	{"link with a blank", "Se [mall](https://a.example/a b.pdf) nu.", `1:4 not-a-link ”Se [mall](https://a.example/a%20b.pdf) nu.”`},
	{"link with a blank in a heading", "## Se [mall](../policy/a b.md)", `1:7 not-a-link ”## Se [mall](<../policy/a b.md>)”`},
	{"link with a blank in a cell", "| A |\n|---|\n| [mall](a b.md) |", `3:3 not-a-link ”| [mall](<a b.md>) |”`},
	{"telephone", "[ring](tel:+46 8 123)", `1:1 not-a-link ”[ring](tel:+468123)”`},
	{"two addresses", "[x](mailto:a@b.se, c@d.se)", `1:1 not-a-link ”[x](mailto:a@b.se,c@d.se)”`},
	{"blank before the address", "[x] (https://a.example/)", `1:1 not-a-link ”[x](https://a.example/)”`},
	{"blank before a file", "[text] (fil.md)", `1:1 not-a-link ”[text](fil.md)”`},
	{"brackets exchanged", "(text)[fil.md]", `1:1 not-a-link ”[text](fil.md)”`},
	{"never closed", "Se [text](fil.md och mer.", `1:4 not-a-link ”Se [text](fil.md) och mer.”`},
	{"parted", "Se [text](https://a.example/\nsida).", `1:4 not-a-link link-parted`},
	{"prose", "[A](se bilaga 2)", `1:1 not-a-link link-blank`},
	{"no label", "Se [namn][saknas].", `1:4 not-a-link link-label`},
	{"wiki", "Se [[Resepolicy]].", `1:4 not-a-link link-wiki`},
	{"angled", "<https://a.example/a b>", `1:1 not-a-link ”<https://a.example/a%20b>”`},
	{"link in bold words", "[**text**](a b.md)", `1:1 not-a-link ”[**text**](<a b.md>)”`},
	{"one slash", "[x](https:/a.example)", `1:1 not-a-link ”[x](https://a.example)”`},
	{"no slash", "[x](http:a.example)", `1:1 not-a-link ”[x](http://a.example)”`},
	{"no colon", "[x](https//a.example)", `1:1 not-a-link ”[x](https://a.example)”`},
	{"misspelt", "[x](htps://a.example)", `1:1 not-a-link ”[x](https://a.example)”`},
	{"no host", "[x](https://)", `1:1 not-a-link address`},
	{"number sign alone", "[x](#)", `1:1 not-a-link address-empty`},
	{"mail", "[Anna](anna@x.se)", `1:1 not-a-link ”[Anna](mailto:anna@x.se)”`},
	{"www", "[x](www.exempel.se)", `1:1 not-a-link ”[x](https://www.exempel.se)”`},
	{"backslash", `[a](https://e.example/a\b)`, `1:1 not-a-link ”[a](https://e.example/a%5Cb)”`},
	{"backslashes", `[a](..\policy\x.md)`, `1:1 not-a-link ”[a](../policy/x.md)”`},

	{"no row of dashes", "| A | B |\n| 1 | 2 |", `1:1 not-a-table no-dashes`},
	{"one row alone", "| A | B |", `1:1 not-a-table no-dashes`},
	{"no head row", "|---|---|\n| 1 | 2 |", `1:1 not-a-table headless`},
	{"too few columns", "| A | B |\n|---|\n| 1 | 2 |", `1:1 not-a-table ”| --- | --- |”`},
	{"too few columns without outer pipes", "A | B | C\n---|---\n1 | 2 | 3", `1:1 not-a-table ”| --- | --- | --- |”`},
	{"no row of dashes after words", "Roller:\n| A | B |\n| 1 | 2 |", `2:1 not-a-table no-dashes`},
	{"grid", "+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n+---+---+", `1:1 not-a-table grid`},
	{"simple table", "Roll  Ansvar\n----  ------\nChef  Leder", `1:1 not-a-table simple`},
	{"tabs", "Roll\tAnsvar\nChef\tLeder", `1:1 typed-structure tabs`},

	{"left bold", "Det är **viktigt att veta.", `1:8 literal-markup bold`},
	{"blank in bold", "Det är **viktigt **att veta.", `1:8 literal-markup ”Det är **viktigt** att veta.”`},
	{"attributes", "Ansvar {#_Toc123 .Heading1}", `1:8 literal-markup ”Ansvar”`},
	{"underline", "Ett [ord]{.underline} här.", `1:5 literal-markup ”Ett ord här.”`},
	{"underline in a heading", "## Om [ord]{.underline}", `1:7 literal-markup ”## Om ord”`},
	{"anchor", "[]{#_Ref}Text", `1:1 literal-markup ”Text”`},
	{"template", "Hej {{namn}}.", `1:5 literal-markup template`},
	{"tag", "{% include x %}", `1:1 literal-markup template`},
	{"page break", "Text.\n\n\\pagebreak\n\nText.", `3:1 literal-markup ”:::pagebreak”`},
	{"command", "Text \\textbf{fet}.", `1:6 literal-markup command`},
	{"contents", "[TOC]\n\n[[_TOC_]]", "1:1 literal-markup contents\n3:1 literal-markup contents"},
	{"admonition", "!!! note\n    Viktigt", `1:1 literal-markup admonition`},
	{"alert", "> [!NOTE]\n> Viktigt", `1:3 literal-markup admonition`},
	{"highlight", "Det är ==viktigt== nu.", `1:8 literal-markup ”Det är **viktigt** nu.”`},
	{"formula", "Ytan är $x^2$ och $y$.", "1:9 literal-markup formula\n1:19 literal-markup formula"},
	{"diagram", "```mermaid\ngraph TD\n```", `1:1 literal-markup diagram`},
	{"heading without a blank", "##Rubrik", `1:1 literal-markup ”## Rubrik”`},
	{"heading with a no-break space", "##\u00a0Rubrik", `1:1 literal-markup ”## Rubrik”`},
	{"keys", "[[corrections]]\ndate = 2026-01-01\nnote = \"x\"", `1:1 literal-markup keys`},
	{"note in a line", "Text.^[En not.]", `1:6 literal-markup inline-note`},

	{"bullets", "• Punkt ett\n• Punkt två", `1:1 typed-structure ”- Punkt ett”`},
	{"bullets after words", "Vi ska:\n·\tett\n·\ttvå", `2:1 typed-structure ”- ett”`},
	{"dashes", "– ett\n– två", `1:1 typed-structure ”- ett”`},
	{"letter o", "o\tett\no\ttvå", `1:1 typed-structure ”- ett”`},
	{"private bullet", "\uf0b7 ett", `1:1 typed-structure ”- ett”`},
	{"bullets in paragraphs", "• ett\n\n• två\n\n• tre", `1:1 typed-structure ”- ett”`},
	{"no-break space", "-\u00a0ett\n-\u00a0två", `1:1 typed-structure ”- ett”`},
	{"bullet in an item", "- • ett\n- • två", "1:3 typed-structure ”- ett”\n2:3 typed-structure ”- två”"},
	{"bold heading", "## A\n\n**Europeiska kommissionen**\n\nKommissionen ansvarar.", `3:1 typed-structure ”### Europeiska kommissionen”`},
	{"capitals", "ANSVAR\n\nNämnden ansvarar.", `1:1 typed-structure ”## ANSVAR”`},
	{"number", "1.1 Bakgrund\n\nNämnden ansvarar.", `1:1 typed-structure ”## 1.1 Bakgrund”`},
	{"indented", "Text.\n\n    Nämnden ansvarar för det.\n    Så är det.", `3:5 typed-structure ”Nämnden ansvarar för det.”`},
	{"tab", "\tNämnden ansvarar för det.", `1:2 typed-structure ”Nämnden ansvarar för det.”`},
	{"number after a line", "1. Ett\n\nSida 2\n2. Två\n\n3. Tre", `4:1 typed-structure list-stuck`},
	{"number after a line, before the list", "Sida 2\n6. Sex\n\n7. Sju", `2:1 typed-structure list-stuck`},
	{"number after a line and a list of letters", "5) Fem:\n\na) ett\nb) två\n\n2/2\n6) Sex", `7:1 typed-structure list-stuck`},
	{"numbers in a paragraph", "Vi ska:\n2. förklara\n3. rätta", `2:1 typed-structure list-stuck`},
	{"number in a quote", "> Sida\n> 2. Två\n>\n> 3. Tre", `2:3 typed-structure list-stuck`},
	{"words parted by a pdf", "Kortet får användas av kortin-\nnehavaren, och av kommu-\nnens MCC-\nkoder.", `1:24 typed-structure word-parted`},
	{"words parted in an item and a quote", "- Sweden Connect-\n  federationen\n\n> Bot-\n> kyrka", `1:10 typed-structure word-parted`},
	{"items without marks", "Dokumentera:\n\natt en prövning gjorts\n\nhur kopian lämnats ut\n\nDärefter arkiveras den.", `3:1 typed-structure ”- att en prövning gjorts”`},
	{"items without marks or colon", "Kontrollera\n\natt eventuella brister från föregående år är hanterade\n\natt planen följs", `3:1 typed-structure ”- att eventuella brister från föregående år är hanterade”`},
	{"sentence over two sheets", "Arbetsuppgifter som\n\ninnebär att det inte längre finns något behov av kortet.", `3:1 typed-structure sentence-parted`},
	{"some headings unmarked", "Mål och syfte\n\n" + prose + "\n\nMålgrupp\n\n" + prose + "\n\n## Roller\n\nText.\n\nVad är SIP\n\n" + prose, `1:1 typed-structure titles-typed`},
	{"typed note", "Text[1] här.\n\n[1] Enligt lagen.", `3:1 typed-structure note`},
	{"plain headings", "Syfte\n\nHär står vad det är till för.\n\nAnsvar\n\nNämnden ansvarar.", `1:1 typed-structure ”## Syfte”`},
	{"one short line", "Exempelby kommun\n\nHär står vad det är till för.\n\nNämnden ansvarar.", ``},
	{"short lines of an address", "Besöksadress:\n\nStortorget 1.\n\nNämnden ansvarar.", ``},
	{"short lines below headings", "## A\n\nExempelby kommun\n\nText.\n\nSyfte\n\nText.", ``},
	{"bullets of the letter o", "Alkohol får inte drickas i\no parker\no torg\no lekplatser", `2:1 typed-structure ”- parker”`},
	{"no headings", strings.Repeat("Nämnden ansvarar för det. ", 75), `1:1 no-headings`},
	{"unclosed fence", "Text.\n\n```\n## Ansvar", "3:1 unclosed-code"},
}

// TestProofread shows that what is nearly Markdown is reported, at its place and with a correction.
func TestProofread(t *testing.T) {
	for _, c := range proofs {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Parse([]byte(c.text+"\n"), Options{File: "a.md", Language: "sv"})
			if got := listed(problems); got != c.want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.text, got, c.want)
			}
			for _, lang := range i18n.Languages() {
				words := i18n.MustLoad(lang)
				for _, d := range problems {
					if text := d.Message(words) + d.Hint(words); strings.Contains(text, "[[phrase") || strings.Contains(text, "[[diag") {
						t.Errorf("%s: got the text %q", lang, text)
					}
				}
			}
		})
	}
}

func listed(problems diag.List) string {
	var out []string
	for _, d := range problems {
		line := fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Column, d.Code)
		if len(d.Args) > 1 {
			advice := d.Args[1]
			if strings.HasPrefix(advice.Key, "mend.") {
				line += " " + strings.TrimPrefix(advice.Key, "mend.")
				if strings.HasPrefix(advice.Key, "mend.write") {
					line = strings.TrimSuffix(line, strings.TrimPrefix(advice.Key, "mend.")) + fmt.Sprintf("”%s”", advice.Args[0])
				}
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// TestProofreadFixes shows that a text has no diagnostics once every certain correction is made.
func TestProofreadFixes(t *testing.T) {
	for _, c := range proofs {
		src := c.text + "\n"
		_, problems := Parse([]byte(src), Options{File: "a.md", Language: "sv"})
		mended, places := diag.Mend(src, 1, problems)
		left := 0
		if places == 0 {
			continue
		}
		_, problems = Parse([]byte(mended), Options{File: "a.md", Language: "sv"})
		for _, d := range problems {
			if d.Code != diag.MissingImage && d.Code != diag.BrokenLink {
				left++
			}
		}
		if left > 0 {
			t.Errorf("%s: %q has become %q, which has the diagnostics\n%s", c.name, src, mended, listed(problems))
		}
	}
}

// TestProofreadSilent shows that ordinary Swedish, and what is written literally, is left alone.
func TestProofreadSilent(t *testing.T) {
	for _, text := range []string{
		"Enligt 18 kap. 8 § OSL och § 7 i 5 kap. 1–3 §§ gäller 5 * 3 = 15, a_b_c och 2 ** 3.",
		"Han skrev ”[sic] så” (jfr [2019]), [...] och [min anmärkning] (se ovan). Priset är $5 och $7, totalt $12.",
		"Mejla a.b@c.se eller se https://a.example/a__b__c?x=[1]&y=$z$ och <https://a.example/(x)>.",
		"Källor: Svensson [2019][2020]; Lag (2017:900) [FL].",
		"Namn: ____________ Datum: __________",
		"| --- är inget. En rad med | ett streck.",
		"Beslut: KF | Datum: 2024-01-01\nDnr: KS 1 | Version: 2",
		"– Vi är glada, säger hon.\n\nOch sedan hände inget mer.",
		"- punkt\n  – med ett inskott",
		"1. Ett\n2. Två\n3. Tre\n\n7) Sju\n8) Åtta",
		"1. Ett\n1. Två\n1. Tre",
		"## Roller\n\nOmsorgsdirektör\n\nMyndighetschef\n\nOmsorgschef\n\n" + prose + "\n\nAnna Svensson\n\nKommundirektör",
		"Nämnden beslutar:\n\natt bifalla förslaget.\n\nDärefter justeras det.",
		"Anna Svensson\n\nvon Platen och Öberg\n\nE-legitimation krävs för den som vill logga in i tjänsten.",
		"Nämnden beslutar.\n\niPhone och eID finns.\n\nText\n\n`kod` är det som står först på den här ganska långa raden.",
		"| Roll | Ansvar |\n|---|---|\n| Chef | leder<br>**beslutar<br/>alltid** |",
		"Beslutet fattades den\n12. Det gällde från den\n15. Sedan upphörde det.",
		"1. Ett\n\n## Nästa\n\nSedan den\n2. mars gäller det.",
		"Kredit-\noch betalkort, in-\nrespektive utlån, 2014-\ntalet, Stockholm-\nGöteborg, `kod-`\nord och ett -\nstreck.",
		"Skriv `[x](a b)`, `**x`, `{{x}}`, `|a|b|` och `$x$` som kod.",
		"```\n| a | b |\n[x](a b) {{x}} ==x== • a\n```",
		"    rm -rf \"$HOME/x\" && ls | wc; echo $?",
		`Bokstavligt: \[x](a b), !\[x], \*\*x, \{{x}}, \$x$, \==x==, \[x]\[y], &#91;x](a b), \| a | b |.`,
		"\\• ett\n\\– två",
		"&bull; ett\n&ndash; två",
		"**Viktigt:** läs detta.\n\nText.",
		"**Undertecknat av nämnden**",
		"OBS! Läs detta.\n\nSFS 2017:900\n\nText.",
		"#metoo är en rörelse.\n\nNummer #1 och # ensam.",
		"En not[^1] här.\n\n[^1]: Text med [länk](https://a.example/ \"Titel\").",
		"![Karta](karta.png \"Karta över kommunen\")",
		"![](karta.png){decorative} och [words]{lang=en}.",
		"[a][b] och [b].\n\n[b]: https://a.example/ 'Titel'",
		"- [x] klart\n- [ ] kvar",
		"Term\n:   Betydelse\n:   En till",
		"| A | B |\n|---|---|\n| 1 |\n| a \\| b | `c \\| d` |\n| 2 | |\n| | x | |",
		"Med <b>fet</b> och <!-- en\nanteckning --> här.\n\n<!-- en\n\ntill -->\n\nSlut.",
		"<div>\nOrd i HTML &amp; mer.\n</div>",
		"A\u00adB kom\u00admun f&ouml;r &amp; &copy; \\& &#65; 1½ m² H₂O.",
		":::table caption=\"Roller & \\\"ansvar\\\"\"\n| A |\n|---|\n| 1 |\n:::\n\n:::lang en\nWords.\n:::",
		"{:.x är inget. {ja} och {nej, kanske}.",
		"Värdena x^2 och a~b, C:\\temp\\fil och `\\\\server\\_mapp`, A:\\*.",
		"> 3 § Socialnämnden ska\n\n>1 kap. 2 §\n\n> 5 a § Text\n\n> 1. ett\n\n> 2024 års plan gäller.\n\n>2 st. gäller ej",
		"Nämnden ska\n\n1. leda,\n2. styra.\n\nStyrelsen ska\n\na) se,\nb) höra.",
		"-ism är en ändelse.",
		"a)rätt är fel.",
		"O*möjlig*t, 2*x* + 3*y*, CO**2**-utsläpp, **5**, (*1*) och (*se nedan*), ”*text*”s.",
		"Rubrik {#egen}\n---\n\n## Ansvar {#ansvar}",
		"Rad ett\\\nrad två  \nrad tre",
		"Se avsnitt 1.1 Bakgrund nedan.\n\n1.1 Bakgrund är viktig.\n\nText.",
		"A == B och C == D, a=b, 3 < 4 > 2.",
		"[^a]: Not som används[^b].\n\n[^b]: Den andra.\n\nText[^a].",
		"> Citat\n> över rader\n\n***\n\n* * *",
	} {
		for _, mask := range []bool{true, false} {
			_, problems := Parse([]byte(text+"\n"), Options{File: "a.md", Language: "sv", Mask: mask})
			for _, d := range problems {
				if d.Code != diag.RawHTML {
					t.Errorf("%q: got %s", text, listed(diag.List{d}))
				}
			}
		}
	}
}

// TestHintOfLines shows that a rewriting of several lines does not look like one of the first alone.
func TestHintOfLines(t *testing.T) {
	words := i18n.MustLoad("sv")
	for text, want := range map[string]string{
		"• ett":                           "Skriv ”- ett”.",
		"Av kortin-\nnehavaren, för-\nst": "Skriv ordet på en rad: ”kortinnehavaren”, eller ”kortin-nehavaren” om strecket hör till ordet. Antal sådana rader i texten: 2.",
		"• ett\n• två":                    "Skriv ”- ett”, och ändra de andra raderna på samma sätt.",
		"Text[1].\n\n[1] Enligt lagen":    "Skriv [^1] i texten och [^1]: före noten.",
	} {
		_, problems := Parse([]byte(text+"\n"), Options{File: "a.md", Language: "sv"})
		if len(problems) != 1 || problems[0].Hint(words) != want {
			t.Errorf("%q: got %s, want the hint %q", text, listed(problems), want)
		}
	}
}

// TestSurplusCells shows how many cells a row is said to have, and which of them are lost.
func TestSurplusCells(t *testing.T) {
	words := i18n.MustLoad("sv")
	for row, want := range map[string]string{
		"| 1 | 2 | 3 |":        "raden har 3 celler men tabellen 2 kolumner; ”3” kommer inte med",
		"| 1 | 2 | 3 | 4 |":    "raden har 4 celler men tabellen 2 kolumner; ”3 | 4” kommer inte med",
		"1 | 2 | 3 | 4 | 5":    "raden har 5 celler men tabellen 2 kolumner; ”3 | 4 | 5” kommer inte med",
		"| 1 | 2 | | 4":        "raden har 4 celler men tabellen 2 kolumner; ”4” kommer inte med",
		"| 1 | 2 |  | 4 |  |":  "raden har 5 celler men tabellen 2 kolumner; ”4” kommer inte med",
		"| 1 | 2 | 3 | fyra  ": "raden har 4 celler men tabellen 2 kolumner; ”3 | fyra” kommer inte med",
	} {
		_, problems := Parse([]byte("| A | B |\n|---|---|\n"+row+"\n"), Options{File: "a.md", Language: "sv"})
		if len(problems) != 1 || problems[0].Message(words) != want {
			t.Errorf("%q: got %v, want %q", row, problems, want)
		}
	}
}
