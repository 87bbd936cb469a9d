package search

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/testkit"
)

func TestStem(t *testing.T) {
	for _, same := range []string{
		"policy policyn policys policyns policyer policyerna policyernas",
		"taxa taxan taxor taxorna taxorna",
		"reglemente reglementet reglementets reglementen",
		"dokument dokumentet dokumenten dokumentets",
		"program programmet programmen programmets",
		"revidera revideras revidering revideringen revideringar",
		"logga loggar loggas loggning loggningen loggen loggarna",
		"säkerhet säkerheten säkerhets säkerheter",
		"nämnd nämnden nämnder nämndernas",
		"riktlinje riktlinjer riktlinjen riktlinjerna",
		"anmäla anmälan anmäls anmälning",
		"server servern servrar servrarna",
		"område området områden",
		"handling handlingar handlingarna",
		"budget budgeten",
		"miljö miljön",
		"kommitté kommittén kommittéer",
		"handlingsplan handlingsplanen handlingsplaner",
		"kostnad kostnaden kostnader kostnadernas kostnads",
		"plats platsen platser platserna",
		"villkor villkoren villkorens",
		"resultat resultatet resultaten",
		"gräns gränsen gränser",
		"insats insatsen insatser",
		"kurs kursen kurser kurserna",
		"analys analysen analyser",
		"bostad bostaden bostads",
		"mandat mandatet mandaten",
		"ansvar ansvaret ansvars",
		"månad månaden månader",
		"styrelse styrelsen styrelser styrelsernas",
		"personlig personliga personligt personligen",
		"skattesats skattesatsen skattesatser",
	} {
		words := strings.Fields(same)
		for _, w := range words[1:] {
			if Stem(w) != Stem(words[0]) {
				t.Errorf("got %s for %s, want %s as for %s", Stem(w), w, Stem(words[0]), words[0])
			}
		}
	}
	for _, apart := range []string{"säker säkerhet", "plan planet", "enhet en", "utan ut", "tid tidning", "ord ordning", "före förening",
		"styrelse styrning", "rörelse rör", "verk verklig", "bil billig", "år årlig", "rätt rättslig", "för förse", "utse utsatt", "över översatta", "över överta",
		"åter återta", "plank plankarta", "far fart", "skatt skattesats"} {
		a, b, _ := strings.Cut(apart, " ")
		if Stem(a) == Stem(b) {
			t.Errorf("%s and %s have one stem, %s", a, b, Stem(a))
		}
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"Policy för IT-säkerhet, och/eller A4.":         "policy för it-säkerhet och eller a4",
		"dnr KS 2018/412 och SFS 2018:218.":             "dnr ks 2018/412 och sfs 2018:218",
		"§ 333, §§\u00a076–86, 8 §":                     "§333 333 §76 76 86 8",
		"linje-, och stab- den 2019-03-25":              "linje och stab den 2019-03-25",
		"sa\u0308kerhet SÄKERHET e\u2011tj\u00e4nst":    "säkerhet säkerhet e-tjänst",
		"avfalls\u00adtaxa 1,5 m.m. ISO/IEC 27001:":     "avfallstaxa 1,5 m m iso iec 27001",
		"<script>alert('x')</script>\x00 \u2028 \"'\\":  "script alert x script",
		"150 000 kr, 25\u00a0000-99\u202f999, 1 285,50": "150000 kr 25000-99999 1285,50",
		"2016 100 000, 12 000 0001, 000 123, 1 2345":    "2016 100000 12000 0001 000 123 1 2345",
		"5 m², 10⁻⁶, CO₂":                               "5 m2 10 6 co2",
		"":                                              "",
		"§":                                             "",
	} {
		if got := strings.Join(tokens(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := tokens(strings.Repeat("a", 1000)); len(got) != 16 || len(got[0]) != maxToken {
		t.Errorf("a word of 1000 letters gives %d words", len(got))
	}
}

func TestCompounds(t *testing.T) {
	stems := map[string]bool{}
	for w := range strings.FieldsSeq("information säkerhet policy informationssäkerhet avfall taxa mål område loggning kommun styrelse arbete miljö") {
		stems[Stem(w)] = true
	}
	s := newSplitter(newStems(stems))
	for w, want := range map[string]string{
		"informationssäkerhetspolicyn": "information policy informationssäkerhet säkerhet",
		"säkerhetspolicy":              "säkerhet policy",
		"avfallstaxan":                 "avfall tax",
		"målområde":                    "mål områd",
		"inloggning":                   "logg",
		"arbetsmiljön":                 "arbet miljö",
		"kommunstyrelsens":             "kommun styrels",
		"information":                  "",
		"säkerhet":                     "",
	} {
		got := s.parts(w)
		slices.Sort(got)
		wanted := strings.Fields(want)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("%s: got %v, want %v", w, got, wanted)
		}
	}
	if got := s.fewest("informationssäkerhetspolicy"); !slices.Equal(got, []string{"informationssäkerhet", "policy"}) &&
		!slices.Equal(got, []string{"information", "säkerhetspolicy"}) {
		t.Errorf("fewest parts: got %v", got)
	}
}

func TestSections(t *testing.T) {
	note := &block.Note{Number: 1, Blocks: []block.Block{paragraph("Noten.")}}
	tree := &block.Tree{Blocks: []block.Block{
		paragraph("Ingress."),
		&block.Heading{Level: 2, ID: "ansvar", Number: "1", Spans: []block.Span{&block.Text{Text: "Ansvar"}}},
		&block.Paragraph{Spans: []block.Span{&block.Text{Text: "Chefen"}, &block.NoteRef{Note: note, Index: 1}, &block.Break{}, &block.Strong{Spans: []block.Span{&block.Text{Text: "svarar."}}}}},
		&block.List{Items: []*block.Item{{Blocks: []block.Block{paragraph("ett")}}, {Blocks: []block.Block{paragraph("två")}}}},
		&block.Masked{Law: "18 kap. 8 § OSL"},
		&block.Table{Head: []*block.Cell{cell("Roll"), cell("Ansvar")}, Rows: []*block.Row{{Cells: []*block.Cell{cell("Nämnd"), cell("Medel")}}}},
		&block.Definitions{Items: []*block.Definition{{Terms: []*block.Paragraph{paragraph("Riktighet")}, Blocks: [][]block.Block{{paragraph("Att det är rätt.")}}}}},
		&block.Heading{Level: 2, ID: "tom", Spans: []block.Span{&block.Text{Text: "Tom"}}},
	}, Notes: []*block.Note{note}}
	want := []Section{
		{Text: "Ingress."},
		{ID: "ansvar", Heading: "1 Ansvar", Text: "Chefen svarar.\nett\ntvå\nRoll · Ansvar ·\nNämnd · Medel\nRiktighet: Att det är rätt.\nNoten."},
		{ID: "tom", Heading: "Tom"},
	}
	if got := Sections(tree); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Sections(nil); got != nil {
		t.Errorf("no tree: got %v", got)
	}
}

func paragraph(s string) *block.Paragraph {
	return &block.Paragraph{Spans: []block.Span{&block.Text{Text: s}}}
}

func cell(s string) *block.Cell { return &block.Cell{Spans: []block.Span{&block.Text{Text: s}}} }

// TestScriptHasTheSameWords compares stems, folded forms and tokens over the whole vocabulary.
func TestScriptHasTheSameWords(t *testing.T) {
	docs, _, index := site(t)
	b := newBrowser(t, index)
	b.search("stoppord", 0) // the script reads the manifest
	words := map[string]bool{}
	var texts []string
	for _, d := range docs {
		for _, s := range d.Sections {
			texts = append(texts, s.Heading, s.Text)
		}
		texts = append(texts, d.Title, d.Summary)
		for _, f := range d.Facts {
			texts = append(texts, f.Value)
		}
	}
	odd := "Straße ΑΣ ΟΔΟΣ İstanbul ǅ Ørsted Æra Éva naïve ﬁn 東京 Москва İİ a\u030a §§ 12 §a 1/2/3 a-b-c - -- x- 1.a ½ policypolicyn hethets ett et man aan"
	texts = append(texts, odd, strings.Repeat("å", 200), "\ufffd\u200b\u2028a\u00adb")
	for _, text := range texts {
		got := tokens(text)
		for _, w := range got {
			words[w] = true
			for i := 1; i < len([]rune(w)); i += 2 { // as while typing
				words[string([]rune(w)[:i])] = true
			}
		}
		var said []struct{ Token string }
		if err := json.Unmarshal([]byte(b.call("tokens", tidy(text))), &said); err != nil {
			t.Fatal(err)
		}
		var theirs []string
		for _, x := range said {
			theirs = append(theirs, x.Token)
		}
		if !slices.Equal(got, theirs) {
			t.Errorf("%q: got %q, the script %q", text, got, theirs)
		}
	}
	if len(words) < 5000 {
		t.Errorf("only %d words compared", len(words))
	}
	for _, w := range slices.Sorted(maps.Keys(words)) {
		whole, _ := pieces(w)
		for name, want := range map[string]string{"stem": Stem(w), "fold": fold(w), "whole": whole} {
			var got string
			if err := json.Unmarshal([]byte(b.call(name, w)), &got); err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("%s %q: the script gives %q, want %q", name, w, got, want)
			}
		}
	}
}

// TestScriptRanksTheSame compares the script's hits, from the packed files, with the plain model's.
func TestScriptRanksTheSame(t *testing.T) {
	docs, opt, index := site(t)
	b, m := newBrowser(t, index), newModel(docs, opt)
	asked := 0
	ask := func(query string) {
		asked++
		want := m.search(query)
		got := b.search(query, 0)
		if got.Instead {
			return // of a query that is spelt better
		}
		if len(got.Hits) != len(want) {
			t.Errorf("%q: the script finds %d, want %d", query, len(got.Hits), len(want))
			return
		}
		for i, h := range got.Hits {
			x := ranked{h.Doc, h.Score, h.Section % (maxTexts * perText)}
			if h.Direct {
				x.section = 0
			}
			if x != want[i] {
				t.Errorf("%q, hit %d: the script has document, score and section %v, want %v", query, i+1, x, want[i])
				return
			}
		}
	}
	for n, q := range append(queries(t, "queries.txt"), queries(t, "citizens.txt")...) {
		if !strings.ContainsAny(q.query, `"”`) && n%3 == 0 {
			ask(q.query)
			for i := range q.query {
				if i%7 == 4 && (testkit.IsLong() || n%2 == 0) {
					ask(q.query[:i]) // as while typing
				}
			}
		}
	}
	for i, term := range m.list {
		if i%151 == 0 {
			ask(term.text)
		}
	}
	if asked < 90 {
		t.Errorf("only %d queries compared", asked)
	}
}

func TestOutputIsTheSame(t *testing.T) {
	docs, opt, index := site(t)
	again := Build(docs, opt)
	if again.Version != index.Version || !reflect.DeepEqual(made(t, again), made(t, index)) {
		t.Errorf("version %s and other files, then %s", index.Version, again.Version)
	}
}

// TestPhrases compares phrases of two and three words with a plain look through all texts.
func TestPhrases(t *testing.T) {
	docs, _, index := site(t)
	b := newBrowser(t, index)
	spaced := func(s string) string { return " " + strings.Join(tokens(s), " ") + " " }
	asked := 0
	for i, d := range docs {
		if i%7 != 0 || len(d.Sections) == 0 {
			continue
		}
		words := tokens(d.Sections[len(d.Sections)/2].Text)
		for n := 2; n <= 4 && len(words) > 12; n++ {
			phrase := words[i%8 : i%8+n]
			if !slices.ContainsFunc(phrase, func(w string) bool { return !stopWords[w] }) || strings.Contains(strings.Join(phrase, ""), "§") {
				continue
			}
			asked++
			text := strings.Join(phrase, " ")
			var got, want []int
			for k, d := range docs {
				all := spaced(d.Title) + "|" + spaced(d.Summary)
				for _, s := range d.Sections {
					all += "|" + spaced(s.Heading) + "|" + spaced(s.Text)
				}
				if strings.Contains(all, " "+text+" ") {
					want = append(want, k)
				}
			}
			for _, h := range b.search(`"`+text+`"`, 0).Hits {
				got = append(got, h.Doc)
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%q: found in %v, stands in %v", text, got, want)
			}
		}
	}
	if asked < 15 {
		t.Errorf("only %d phrases asked", asked)
	}
}

// TestComingDays shows that hits tell what holds on the day of the search, not of the build.
func TestComingDays(t *testing.T) {
	mark := func(id string) Mark { return Mark{ID: id, Word: strings.ToUpper(id), Class: "c-" + id} }
	index := Build([]Document{
		{URL: "a/", Title: "Resor", Mark: mark("in-force"), Active: true, Later: []Later{
			{"2026-12-01", mark("in-force"), mark("overdue"), true, ""}, {"2027-01-01", mark("expired"), Mark{}, false, ""},
		}},
		{URL: "b/", Title: "Resor", Mark: mark("coming"), Later: []Later{{"2027-01-01", mark("in-force"), Mark{}, true, "b/2/"}}},
	}, Options{})
	for day, want := range map[string]string{
		"":           "a/ IN-FORCE c-in-force 1, b/ COMING c-coming 0",
		"2026-11-30": "a/ IN-FORCE c-in-force 1, b/ COMING c-coming 0",
		"2026-12-01": "a/ IN-FORCE c-in-force + OVERDUE 1, b/ COMING c-coming 0",
		"2026-12-31": "a/ IN-FORCE c-in-force + OVERDUE 1, b/ COMING c-coming 0",
		"2027-01-01": "b/2/ IN-FORCE c-in-force 1, a/ EXPIRED c-expired 0",
	} {
		b := newBrowser(t, index)
		b.vm.Set("styrdokDay", day)
		v, err := b.await(b.run(`(async () => {
			const core = styrdokSearch.core, out = [];
			for (const x of (await styrdokSearch.search("resor")).hits) {
				await core.texts([x.s]);
				const p = core.piece(x.s);
				out.push([p.URL, p.Word, p.Class, ...p.Beside ? ["+", p.Beside[1]] : [], core.index().group[x.d][2]].join(" "));
			}
			return out.join(", ");
		})()`))
		if err != nil {
			t.Fatal(err)
		}
		got := v.String()
		if got != want {
			t.Errorf("on %q: got %s, want %s", day, got, want)
		}
	}
}

// TestSynonyms shows that words and groups of words stand for one another, and that the word itself
// comes first.
func TestSynonyms(t *testing.T) {
	docs := []Document{
		{URL: "a/", Title: "Rutin", Sections: []Section{{Text: "Allmänna dataskyddsförordningen gäller."}}},
		{URL: "b/", Title: "Annat", Sections: []Section{{Text: "GDPR gäller även här."}}},
		{URL: "c/", Title: "Allmänna bestämmelser"},
	}
	b := newBrowser(t, Build(docs, Options{Synonyms: [][]string{{"GDPR", "den allmänna dataskyddsförordningen"}, {"ensam"}, {"och", "GDPR"}}}))
	for query, want := range map[string]string{
		"gdpr":                            "b/ a/",
		"allmän dataskyddsförordning":     "a/ b/",
		"allmänna":                        "c/ a/", // one word of several says nothing
		"dataskyddsförordningen allmänna": "a/ b/",
	} {
		var got []string
		for _, h := range b.search(query, 0).Hits {
			got = append(got, docs[h.Doc].URL)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %v, want %s", query, got, want)
		}
	}
}

// TestSpellings shows that who misspells a word is told what it may have been.
func TestSpellings(t *testing.T) {
	_, _, index := site(t)
	b := newBrowser(t, index)
	for query, want := range map[string]string{
		"uphandling":            "upphandling",
		"informationsäkerhet":   "", // its parts are known
		"lösennord":             "lösenord",
		"LÖSENNORD":             "lösenord",
		"bisysla":               "bisyssla",
		"persnal":               "personal",
		"regler för uphandling": "regler för upphandling",
		"tillgänlighet":         "tillgänglighet",
		"arkviering":            "arkivering",
		"fyrvärkeri":            "fyrverkerier", // by its stem
		"alkholförbud":          "alkoholförbud",
		"personupgiftsincident": "personuppgiftsincident",
		"bisyssla anmälaan":     "bisyssla anmälan",
		"xyzzyqwert":            "",
		"upphandling":           "",
		"999":                   "",
		"abc":                   "",
	} {
		got := b.search(query, 0).Better
		if got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
		if got != "" && len(b.search(got, 0).Hits) == 0 {
			t.Errorf("%q is proposed and finds nothing", got)
		}
	}
}

// TestCompoundsOfQueries asks for compounds that no text has, of the words that name documents and those of the list.
func TestCompoundsOfQueries(t *testing.T) {
	_, _, index := site(t)
	b := newBrowser(t, index)
	for query, want := range map[string]string{
		"lösenordsriktlinjer":  "riktlinjer/losenord-och-inloggning/",
		"loggningsriktlinjer":  "riktlinjer/loggning/",
		"jävsregler":           "policy/mutor-och-jav/",
		"klassningsriktlinjer": "riktlinjer/informationsklassning/",
		"lösenordspolicy":      "riktlinjer/losenord-och-inloggning/",
		"webbpolicy":           "riktlinjer/digitala-kanaler/",
		"hundbajs":             "foreskrifter/lokala-ordningsforeskrifter/",
		"loggningskrav":        "riktlinjer/loggning/",
		"inköpsrutinerna":      "policy/inkop/",
		"jävsituation":         "policy/mutor-och-jav/",
	} {
		if hits := b.search(query, 1).Hits; len(hits) == 0 || hits[0].URL != want {
			t.Errorf("%q: got %+v, want %s", query, hits, want)
		}
	}
}

// TestKnownParts shows that a word that no text has is found by a part that one has, if what is left may be a word.
func TestKnownParts(t *testing.T) {
	b := newBrowser(t, Build([]Document{{URL: "a/", Title: "Roll", Kind: "k"}, {URL: "b/", Title: "Hund", Kind: "k"}}, Options{Kinds: []Facet{{"k", "Policyer"}}}))
	for query, want := range map[string]int{"rollator": 0, "rollatorer": 0, "rollspel": 1, "hundbajs": 1, "hundpolicy": 1} {
		if got := len(b.search(query, 0).Hits); got != want {
			t.Errorf("%q finds %d, want %d", query, got, want)
		}
	}
}

// TestWordsThatSayLittle asks for what many say in words that no text has, or in one that says little by itself.
func TestWordsThatSayLittle(t *testing.T) {
	docs := []Document{
		{URL: "arkiv/", Title: "Riktlinjer för handlingar", Kind: "k", Sections: []Section{
			{ID: "syfte", Heading: "Syfte", Text: "Spårbarhet, spårbarhet och spårbarhet. Arkivarien ger råd, och arkivarien ger stöd."},
			{ID: "begrepp", Heading: "Begrepp", Text: "Spårbarhet: att det går att se vem som har gjort vad."},
			{ID: "ansvar", Heading: "Ansvar", Text: "Arkivarien Kim Berg hjälper till."},
			{ID: "diarium", Heading: "Registrering", Text: "Handlingar diarieförs utan dröjsmål."},
			{ID: "bilder", Heading: "Bilder", Text: "Bilder på barn kräver samtycke."}}},
		{URL: "barn/", Title: "Välfärd", Kind: "k", Sections: []Section{
			{ID: "barn", Heading: "Barn", Text: "Barn har rätt till trygghet. Barn hörs, och barn får hjälp."},
			{ID: "foto", Heading: "Annat", Text: "En bild av läget."}}},
		{URL: "tur/", Title: "Slagen i Sverige", Kind: "k", Sections: []Section{{ID: "s", Heading: "Resa", Text: "Tre slag av resor. An apple a day."}}},
		{URL: "vald/", Title: "Trygghet", Kind: "k", Sections: []Section{{ID: "v", Heading: "Våld i nära relation", Text: "Våld i nära relation anmäls. Fakturor attesteras."}}},
	}
	b := newBrowser(t, Build(docs, Options{Kinds: []Facet{{"k", "Riktlinjer"}}, Common: true}))
	for query, want := range map[string]string{
		"diarieföringsplikt":     "arkiv/#diarium", // a general last part; the noun of a verb
		"diarieföringsrutinerna": "arkiv/#diarium",
		"bilder på barn":         "arkiv/#bilder", // both in one section, not one of them very often
		"vem är arkivarie":       "arkiv/#ansvar",
		"vad betyder spårbarhet": "arkiv/#begrepp",
		"slog sin fru":           "vald/#v",
		"atestera fakturor":      "vald/#v",
		"ån":                     "", // is not an
		"lägga ut bilder":        "arkiv/#bilder",
	} {
		got := ""
		if r := b.search(query, 0); len(r.Hits) > 0 {
			got = docs[r.Hits[0].Doc].URL
			if n := r.Hits[0].Section % (1024 * perText); n > 0 {
				got += "#" + docs[r.Hits[0].Doc].Sections[n-1].ID
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", query, got, want)
		}
	}
}

// TestMeaningsOfTheSite shows that the index has what words mean where the site has what is meant, and nothing else.
func TestMeaningsOfTheSite(t *testing.T) {
	docs := []Document{{URL: "a/", Title: "Hundar", Sections: []Section{{Text: "Narkotika är förbjudet."}}}}
	has := func(stem string) bool {
		text := ""
		for name, data := range made(t, Build(docs, Options{Common: true})) {
			if strings.HasPrefix(name, "terms-") {
				data, err := testkit.Unpack(string(data))
				if err != nil {
					t.Fatal(err)
				}
				text += data
			}
		}
		return strings.Contains(text, stem)
	}
	if !has("knark") {
		t.Error("what words mean is missing")
	}
	if has("fosterhem") {
		t.Error("a word stands for one that no text has")
	}
	docs[0].Sections[0].Text += " Familjehem finns."
	if !has("fosterhem") {
		t.Error("a word of a new text is not meant")
	}
}

// TestNumbersDecide shows that a number leads to the documents that have it and to no others, in any way of writing it.
func TestNumbersDecide(t *testing.T) {
	docs := []Document{
		{URL: "a/", Title: "KS dnr policy § 7", Kind: "k", Sections: []Section{{Text: "KS policy dnr. Se KS 2018/412 och § 42."}}},
		{URL: "b/", Title: "Annat", Kind: "k", Facts: []Fact{{"Diarienummer", "KS 2018/412", true}, {"Paragraf", "§ 42", true}}},
	}
	b := newBrowser(t, Build(docs, Options{}))
	for query, want := range map[string]string{
		"KS 2018/412": "b/ a/", "KS2018/412": "b/ a/", "dnr 2018/412": "b/ a/", "policy 2018/412": "a/", "§42": "b/ a/", "paragraf 42": "b/ a/",
		"KS 2018/413": "", "KS": "a/ b/",
	} {
		var got []string
		for _, h := range b.search(query, 0).Hits {
			got = append(got, docs[h.Doc].URL)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %v, want %s", query, got, want)
		}
	}
}

// TestSectionsOfStatutes finds each § by its own address, with the heading that it stands under.
func TestSectionsOfStatutes(t *testing.T) {
	words := func(s string) []block.Span { return []block.Span{&block.Text{Text: s}} }
	got := Sections(&block.Tree{
		Brief: []block.Block{&block.Paragraph{Spans: words("Kort.")}},
		Blocks: []block.Block{
			&block.Heading{Level: 2, ID: "hundar", Number: "5", Spans: words("Hundar")},
			&block.Paragraph{ID: "9-par", Number: "9 §", Spans: words("9 § Hundar kopplas.")}, &block.Paragraph{Spans: words("Alltid.")},
			&block.Paragraph{ID: "10-par", Number: "10 §", Spans: words("10 § Inte här.")},
		},
	})
	want := []Section{{Text: "Kort."}, {ID: "9-par", Heading: "5 Hundar, 9 §", Text: "9 § Hundar kopplas.\nAlltid.", Number: "§:9"}, {ID: "10-par", Heading: "5 Hundar, 10 §", Text: "10 § Inte här.", Number: "§:10"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestBeginnings shows that of words with one beginning none weighs more for being rare: the titles that have both words come first.
func TestBeginnings(t *testing.T) {
	var docs []Document
	for i, part := range strings.Fields("ansvar arbete kontroll kontroll kontroll analys granskning planering prövning styrning tillsyn utbildning") {
		d := Document{URL: fmt.Sprint(i), Title: "Riktlinjer för fastighets" + part, Kind: "riktlinjer", Active: true}
		for range 30 {
			text := "En kontroll görs varje år av varje fastighet."
			if part == "kontroll" {
				text = "En fastighetskontroll görs varje år."
			}
			d.Sections = append(d.Sections, Section{Heading: "Omfattning", Text: text})
		}
		docs = append(docs, d)
	}
	b := newBrowser(t, Build(docs, Options{Kinds: []Facet{{"riktlinjer", "Riktlinjer"}}}))
	if hits := b.search("kontroll fastighet", 1).Hits; docs[hits[0].Doc].Title != "Riktlinjer för fastighetskontroll" {
		t.Errorf("%q is first", docs[hits[0].Doc].Title)
	}
}

// TestLeadsToSections holds to which place of the right document a query leads.
func TestLeadsToSections(t *testing.T) {
	filler := strings.Repeat("Den som arbetar i kommunen läser dokumentet en gång om året. ", 6)
	docs := []Document{{
		URL: "cykel/", Title: "Riktlinjer för tjänstecykel", Kind: "riktlinjer", Active: true, Summary: "Hur en tjänstecykel lånas och en skada anmäls.", Keywords: []string{"hjälm"},
		Sections: []Section{
			{ID: "i-korthet", Heading: "I korthet", Text: "En tjänstecykel lånas en dag. Hjälm är obligatorisk."},
			{ID: "lan", Heading: "Låna cykeln", Text: "En tjänstecykel lånas i receptionen. " + filler},
			{ID: "skydd", Heading: "Skydd", Text: "Hjälm finns i receptionen. " + filler},
			{ID: "skador", Heading: "Skador", Text: "En skada anmäls samma dag. " + filler},
		},
	}, {URL: "resor/", Title: "Policy för resor", Kind: "policy", Active: true, Sections: []Section{{ID: "belopp", Heading: "Beloppsgränser", Text: filler}}},
		{URL: "gransk/", Title: "Instruktion för granskning", Kind: "policy", Active: true, Sections: []Section{{ID: "a", Heading: "Ansvar", Text: filler}}}}
	b := newBrowser(t, Build(docs, Options{}))
	for query, want := range map[string]string{
		"tjänstecykel":                "cykel/",
		"riktlinjer för tjänstecykel": "cykel/",
		"skada tjänstecykel":          "cykel/#skador", // one word in the title, one in a section
		"hjälm":                       "cykel/#skydd",  // but for the first section in one only
		"gräns":                       "resor/#belopp", // no beginning of granskning
	} {
		got := ""
		if hits := b.search(query, 1).Hits; len(hits) > 0 {
			if got = hits[0].URL; !hits[0].Direct {
				got += "#" + hits[0].ID
			}
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", query, got, want)
		}
	}
}
