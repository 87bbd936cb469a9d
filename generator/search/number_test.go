package search

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/markdown"
)

// statute is a document whose § have addresses.
func statute(url, title, text string) Document {
	tree, _ := markdown.Parse([]byte(text), markdown.Options{Title: title, Language: "sv", Statute: true})
	return Document{URL: url, Title: title, Kind: "k", Active: true, Summary: "En sammanfattning.", Sections: Sections(tree)}
}

// first returns where the first hit leads, with its excerpt.
func (b *browser) first(query string) (place, excerpt string) {
	hits := b.search(query, 1).Hits
	if len(hits) == 0 {
		return "", ""
	}
	switch h := hits[0]; {
	case strings.HasSuffix(h.ID, "/"):
		return h.URL + h.ID, h.Excerpt
	case h.Direct || h.ID == "":
		return h.URL, h.Excerpt
	default:
		return h.URL + "#" + h.ID, h.Excerpt
	}
}

// TestChapters asks for a § of a chapter in the ways in which people write it.
func TestChapters(t *testing.T) {
	var bold strings.Builder
	for chapter := 1; chapter < 4; chapter++ {
		fmt.Fprintf(&bold, "## %d kap. Del %d\n\n", chapter, chapter)
		for n := 1; n < 4; n++ {
			fmt.Fprintf(&bold, "**%d §** Den som gör sak %d i kapitel %d håller avstånd.\n\n", n, n, chapter)
		}
		fmt.Fprintf(&bold, "**3 a §** Särskilt om kapitel %d.\n\n", chapter)
	}
	docs := []Document{
		statute("vatten/", "Föreskrifter om vattenskydd", bold.String()),
		statute("rubriker/", "Föreskrifter om torghandel", "## 8 kap. Inledning\n\n### 1 §\n\nText a.\n\n### 2 §\n\nText b.\n\n## 9 kap. Mer\n\n### 1 §\n\nText c.\n\n### 12 § Avgifter {#avgifter}\n\nText d.\n"),
		statute("hundar/", "Föreskrifter om hundar", "## Hundar\n\n**7 §** Hunden hålls i band.\n\n**7 a §** Katter är fria.\n"),
		{URL: "beslut/", Title: "Policy för möten", Kind: "k", Active: true, Facts: []Fact{{"Paragraf", "§ 7", true}, {"Författningssamling", "5:1", true}},
			Sections: []Section{{ID: "grund", Heading: "Grund", Text: "Enligt 6 kap. 2 § kommunallagen leder styrelsen arbetet."}}},
	}
	b := newBrowser(t, Build(docs, Options{}))
	for query, want := range map[string]string{
		"2 kap. 1 §": "vatten/#2-kap-1-par", "2 kap 1 §": "vatten/#2-kap-1-par", "2:1": "vatten/#2-kap-1-par", "2 kap. §1": "vatten/#2-kap-1-par",
		"2 kap. § 1": "vatten/#2-kap-1-par", "2kap 1§": "vatten/#2-kap-1-par", "2 KAP. 1 §": "vatten/#2-kap-1-par", "2\u00a0kap. 1\u00a0§": "vatten/#2-kap-1-par",
		"kap. 2 § 1": "vatten/#2-kap-1-par", "kapitel 2 paragraf 1": "vatten/#2-kap-1-par", "2 kapitlet 1 paragrafen": "vatten/#2-kap-1-par",
		"1 § 2 kap.": "vatten/#2-kap-1-par", "§ 3 2 kap.": "vatten/#2-kap-3-par", "§ 3 i kapitel 2": "vatten/#2-kap-3-par", "paragraf 3 kapitel 2": "vatten/#2-kap-3-par",
		"2 kap, 3 §": "vatten/#2-kap-3-par", "2 kap. 1 § första stycket": "vatten/#2-kap-1-par", "2 kap. 1 och 2 §§": "vatten/#2-kap-1-par", "2 kap. 1–2 §§": "vatten/#2-kap-1-par",
		"3 a § 2 kap": "vatten/#2-kap-3-a-par", "kapitel 2 § 3a": "vatten/#2-kap-3-a-par", "1 § i 2 kap": "vatten/#2-kap-1-par", "2 kap 1": "vatten/#2-kap-1-par", "2 kap. 1 § vattenskydd": "vatten/#2-kap-1-par",
		"vattenskydd 3 kap 2 §": "vatten/#3-kap-2-par", "1 kap. 2 §": "vatten/#1-kap-2-par", "2 kap. 3 a §": "vatten/#2-kap-3-a-par", "2:3a": "vatten/#2-kap-3-a-par",
		"2 kap. 1 § 2 st": "vatten/#2-kap-1-par", "3 kap": "vatten/#3-kap-1-par", "kapitel 3": "vatten/#3-kap-1-par", "2 § vattenskydd": "vatten/#1-kap-2-par",
		"8 kap. 1 §": "rubriker/#8-kap-1-par", "9 kap 1 §": "rubriker/#9-kap-1-par", "9:1": "rubriker/#9-kap-1-par", "8 kap inledning": "rubriker/#8-kap-1-par",
		"9 kap. 12 §": "rubriker/#avgifter",
		"7 §":         "hundar/#7-par", "7 a §": "hundar/#7-a-par", "§ 7 hunden": "hundar/#7-par", "7 § hunden": "hundar/#7-par",
		"§ 7": "beslut/", "§7": "beslut/", "paragraf 7": "beslut/", "5:1": "beslut/",
		"6 kap. 2 § kommunallagen": "beslut/#grund", "kommunallagen 6 kap 2 §": "beslut/#grund", "6 kap kommunallagen": "beslut/#grund",
		"7 kap. 9 §": "",
	} {
		got, excerpt := b.first(query)
		if got != want || want != "" && strings.TrimSpace(excerpt) == "" {
			t.Errorf("%q leads to %q with %q, want %q", query, got, excerpt, want)
		}
	}
	if got, want := docs[0].Sections[3].Heading, "1\u00a0kap. Del 1, 3 a §"; got != want {
		t.Errorf("a § is called %q, want %q", got, want)
	}
	for _, s := range docs[1].Sections {
		if !strings.Contains(s.Heading, "\u00a0kap. ") || s.Text == "" {
			t.Errorf("%q of a chapter has the text %q", s.Heading, s.Text)
		}
	}
}

// TestVersions shows that the numbers and the day of a decision lead to the version that it was about, and to nothing else.
func TestVersions(t *testing.T) {
	docs := []Document{
		{
			URL: "a/", Title: "Reglemente för styrelsen", Kind: "k", Active: true, Summary: "Vad styrelsen gör.", Date: "2022-12-12",
			Facts:    []Fact{{"Paragraf", "§ 168", true}, {"Diarienummer", "KS 2022/371", true}, {"Ersätter", "KF § 140 2018", true}, {"Förlängt", "2024-06-17, § 80", true}},
			Sections: []Section{{ID: "uppdrag", Heading: "Uppdrag", Text: "Styrelsen leder arbetet sedan den 3 maj 2021."}},
			Versions: []Version{
				{"2026-10-26/", "Version 2 antagen, gäller från 2027-01-01", "2026-10-26, kommunfullmäktige § 137, KS 2026/219"},
				{"2014-05-18/", "Version 0 antagen, ersatt av version 1", "2014-05-18, kommunfullmäktige § 61, KS 2022/371"},
			},
		},
		{URL: "b/", Title: "Policy för resor", Kind: "k", Active: true, Summary: "Om resor.", Date: "2019-03-25", Sections: []Section{{ID: "mal", Heading: "Mål", Text: "Sedan 2017 reser vi mindre."}}},
	}
	index := Build(docs, Options{})
	b := newBrowser(t, index)
	for query, want := range map[string]string{
		"KS 2026/219": "a/2026-10-26/ 2026-10-26, kommunfullmäktige § 137, [KS] [2026/219]", "ks2026/219": "a/2026-10-26/ ", "ks-2026-219": "a/2026-10-26/ ", "KS 2026-219": "a/2026-10-26/ ", "kommunfullmäktige 2026-10-26 § 137": "a/2026-10-26/ ", "2026/219": "a/2026-10-26/ ",
		"§137": "a/2026-10-26/ 2026-10-26, kommunfullmäktige [§ 137], KS 2026/219", "§ 137": "a/2026-10-26/ ", "kf § 137": "a/2026-10-26/ ", "paragraf 137": "a/2026-10-26/ ",
		"reglemente § 137": "a/2026-10-26/ ", `"KS 2026/219"`: "a/2026-10-26/ ", "2026-10-26": "a/2026-10-26/ [2026-10-26]", "26 oktober 2026": "a/2026-10-26/ ",
		"beslut 26 okt 2026": "a/2026-10-26/ ", "26 October 2026": "a/2026-10-26/ ", "2014-05-18": "a/2014-05-18/ ", "§ 61": "a/2014-05-18/ ",
		"KS 2022/371": "a/ Diarienummer: [KS] [2022/371]", "§ 168": "a/ Paragraf: [§ 168]", "2022-12-12": "a/ Vad styrelsen gör.", "KF § 140 2018": "a/ Ersätter: [KF] [§ 140] [2018]",
		"§ 80": "a/ Förlängt: 2024-06-17, [§ 80]", "2024-06-17": "a/ Förlängt: [2024-06-17], § 80", "2019-03-25": "b/ Om resor.", "25 mars 2019": "b/ Om resor.", "den 25 mars 2019": "b/ Om resor.",
		"3 maj 2021": "a/#uppdrag Styrelsen leder arbetet sedan den [3] [maj] [2021].", "2017": "b/#mal ", "2020-01-01": " ", "KS 2099/219": " ",
	} {
		place, excerpt := b.first(query)
		if got := place + " " + excerpt; !strings.HasPrefix(got, want) || place == "" && want != " " || place != "" && want == " " {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
	if hits := b.search("kommunfullmäktige", 1).Hits; len(hits) > 0 {
		t.Errorf("the words of a decision are found: %v", hits)
	}
	var z Analyzer
	with := z.Segment(docs[0])
	docs[0].Versions = nil
	if without := z.Segment(docs[0]); with.Head.Sections != without.Head.Sections {
		t.Errorf("versions count as %d sections", with.Head.Sections-without.Head.Sections)
	}
}

// TestGone shows which queries are answered with documents that do not hold, without being asked for them: those for a number
// that no other document has.
func TestGone(t *testing.T) {
	numbered := func(url, number, date string, active bool) Document {
		return Document{URL: url, Title: "Taxa för hamnen", Kind: "k", Active: active, Date: date, Facts: []Fact{{"Nummer", number, true}}}
	}
	b := newBrowser(t, Build([]Document{
		numbered("old/", "KF 2015-12, KS 2014/88, KS 2014/1204, § 61, 4:2, 2019-2022", "2015-04-01", false), numbered("both/", "KS 2016/9, § 7", "2016-01-01", false),
		numbered("new/", "KF 2020-3, KS 2016/9, § 7", "2015-12-14", true),
	}, Options{}))
	for query, want := range map[string]string{
		"KF 2015-12": "old/ all", "2015-12": "old/ all", "2015/12": "old/ all", "kf2015-12": "old/ all", "KS 2014/88": "old/ all", "KS 2014-88": "old/ all", "KS 2014-1204": "old/ all",
		"§ 61": "old/ all", "taxa § 61": "old/ all", "4:2": "old/ all", `"§ 61"`: "old/ all",
		"KS 2016/9": "new/ ", "§ 7": "new/ ", "2015-12-14": "new/ ", "KF 2020-3": "new/ ", "taxa": "new/ ", "2015-04-01": "old/ ",
		"2019-2022": "old/ ", "§ 99": " ",
	} {
		v, err := b.await(b.run(fmt.Sprintf(`(async () => {
			const out = await styrdokSearch.search(%q), core = styrdokSearch.core;
			await core.texts(out.hits.map(x => x.s));
			return (out.hits.length ? core.piece(out.hits[0].s).URL : "") + " " + out.status;
		})()`, query)))
		if err != nil {
			t.Fatal(err)
		}
		if v.String() != want {
			t.Errorf("%q: got %q, want %q", query, v, want)
		}
	}
}

// TestReadableExcerpts shows that nobody is shown keywords, nothing, or a table's head alone.
func TestReadableExcerpts(t *testing.T) {
	tree, _ := markdown.Parse([]byte(`Om slam och tömning.

## Slam

:::table caption="Tömning av enskilda avlopp"
| Anläggning | Ordinarie | Inom fem dagar |
| --- | ---: | ---: |
| Slamavskiljare | 1 190 | 1 760 |
| Minireningsverk | 1 400 | 2 100 |
:::

Alla avgifter är med moms. Kärl ställs ut före kl. 6.

| | Vikt |
| --- | --- |
| Kärl | 20 kg |

## Mellanrubrik

### Fettavskiljare

Fett töms fyra gånger.
`), markdown.Options{Title: "Taxa för avfall", Language: "sv"})
	docs := []Document{
		{URL: "taxa/", Title: "Taxa för avfall", Kind: "k", Active: true, Summary: "Vad hämtning kostar.", Keywords: []string{"renhållning", "fett"}, Sections: Sections(tree)},
		{URL: "plan/", Title: "Krisledningsplan", Kind: "k", Active: true, Instead: "Dokumentet publiceras inte här.", Facts: []Fact{{"Paragraf", "§ 101", true}}},
		{URL: "fil/", Title: "Arkivplan", Kind: "k", Active: true, Facts: []Fact{{"Paragraf", "§ 12", true}, {"Diarienummer", "KS 2020/1", true}}, Keywords: []string{"gallring"}},
	}
	b := newBrowser(t, Build(docs, Options{Synonyms: [][]string{{"lergods", "slam"}}}))
	for query, want := range map[string]string{
		"renhållning":            "Vad hämtning kostar.",
		"taxa":                   "Vad hämtning kostar.",
		"enskilda avlopp":        "Tömning av [enskilda] [avlopp]: Slamavskiljare · Ordinarie: 1 190 · Inom fem dagar: 1 760",
		"minireningsverk avlopp": "Tömning av enskilda [avlopp]: [Minireningsverk] · Ordinarie: 1 400 · Inom fem dagar: 2 100",
		"anläggning":             "Tömning av enskilda avlopp: Slamavskiljare · Ordinarie: 1 190 · Inom fem dagar: 1 760",
		"vikt":                   "Kärl · [Vikt]: 20 kg",
		"moms":                   "Alla avgifter är med [moms]. Kärl ställs ut före kl. 6.",
		"mellanrubrik":           "Fett töms fyra gånger.",
		"krisledningsplan":       "Dokumentet publiceras inte här.",
		"arkivplan":              "Paragraf: § 12, Diarienummer: KS 2020/1",
		"gallring":               "Paragraf: § 12, Diarienummer: KS 2020/1",
		"krisledningsplan § 101": "Paragraf: [§ 101]",
	} {
		if _, got := b.first(query); got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

// TestTellsOfOtherWords shows that a word is told of only where a hit has it instead of what was asked for.
func TestTellsOfOtherWords(t *testing.T) {
	docs := []Document{
		{URL: "a/", Title: "Föreskrifter", Kind: "k", Active: true, Sections: []Section{{ID: "h", Heading: "Hundar", Text: "Hundar ska kopplas."}, {ID: "o", Heading: "Avslag", Text: "Vägrar nämnden kan beslutet överklagas."}}},
		{URL: "b/", Title: "Taxor", Kind: "k", Active: true, Sections: []Section{{ID: "a", Heading: "Avfall", Text: "Avfall hämtas varje vecka."}}},
	}
	b := newBrowser(t, Build(docs, Options{Synonyms: [][]string{{"kopplas", "hund"}, {"överklaga", "vägra"}, {"sopor", "avfall"}}}))
	for query, want := range map[string]string{"hundar kopplas": "", "hur överklagar jag": "", "sopor": "avfall", "sopor varje vecka": "avfall", "avfall": ""} {
		v, err := b.await(b.run(fmt.Sprintf(`(async () => {
			const out = await styrdokSearch.search(%q), core = styrdokSearch.core;
			await core.texts(out.hits.map(x => x.s));
			return core.others(out.hits, out).join(" ");
		})()`, query)))
		if err != nil {
			t.Fatal(err)
		}
		if v.String() != want {
			t.Errorf("%q: tells of %q, want %q", query, v, want)
		}
	}
}
