package generator_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"styrdok/generator"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/testkit/pdfdump"
	"styrdok/themes"
)

// englishSite is a site in English with something on every kind of page. Names of own kinds and bodies
// are the municipality's words, so they are English here as well.
var englishSite = map[string]string{
	"config.toml": `[site]
title = "Governing documents"
base_url = "https://rules.example.test/"
language = "en"

[organisation]
name = "Example Town"
contact = "rules@example.test"

[[bodies]]
id = "council"
name = "The council"
genitive = "the council's"
rank = 1

[[kinds]]
id = "rule"
singular = "rule"
plural = "rules"
definite = "the rule"
gender = "common"
rank = 2
review = "every term"

[[kinds]]
id = "order"
singular = "order"
plural = "orders"
definite = "the order"
gender = "common"
rank = 3
review = "12 months"
statute = true

[[collections]]
id = "rules"
title = "Rules"
kind = "rule"

[[collections]]
id = "orders"
title = "Orders"
kind = "order"

[[events]]
date = 2026-01-15
text = "A new act is in force"
keywords = ["act"]

[terms]
anchor = "kommunfullmaktige"
`,
	"content/rules/late.md": `+++
title = "Late"
summary = "A late rule."
adopted = 2014-03-12
adopted_by = "council"
section = "§ 12"
owner = "Head of law"
department = "Law"
keywords = ["act"]
implements = ["rules/head"]

[[corrections]]
date = 2016-01-02
note = "A name was changed."
+++

## Aim

One.[^1]

[^1]: A note.

## Scope

| A | B |
| - | - |
| 1 | 2 |

## Duties

- [x] done
`,
	"content/rules/head.md":     doc("Head", "2026-11-01", "department = \"Office\"\n"),
	"content/rules/many/1.md":   doc("Many", "2019-02-03", ""),
	"content/rules/many/2.md":   doc("Many", "2025-02-03", "changes = \"All of it.\"\n"),
	"content/rules/ended.md":    doc("Ended", "2019-02-03", "valid_until = 2020-01-01\n"),
	"content/rules/repealed.md": doc("Repealed", "2019-02-03", "repealed = {date = 2020-01-01, by = \"council\"}\n"),
	"content/rules/listed.md":   doc("Listed", "2025-02-03", "visibility = \"listed\"\n"),
	"content/rules/coming.md":   doc("Coming", "2026-11-01", "in_force = 2027-01-01\n"),
	"content/rules/free.md":     doc("Free", "2026-11-01", "review = \"when needed\"\n"),
	"content/rules/svensk.md":   doc("Grundregel", "2026-11-01", "language = \"sv\"\ntranslation_of = \"rules/head\"\n"),
	"content/orders/order.md":   doc("Order", "2025-12-15", ""),
	// Kinds and bodies that are built in have English names too.
	"content/riktlinjer/office.md": strings.Replace(doc("Office", "2025-12-15", ""), "council", "kf", 1),
	"content/pages/about.md":       "+++\ntitle = \"About\"\n+++\n\nWords.\n",
}

func doc(title, adopted, more string) string {
	return "+++\ntitle = \"" + title + "\"\nadopted = " + adopted + "\nadopted_by = \"council\"\nsection = \"§ 3\"\n" + more + "+++\n\n## Aim\n\nWords.\n"
}

func siteFolder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// swedishWords are the words that only the Swedish texts have, long enough to be no accident.
func swedishWords() map[string]bool {
	words := func(lang string) map[string]bool {
		out := map[string]bool{}
		t := i18n.MustLoad(lang)
		for _, key := range t.Keys() {
			for _, w := range word.FindAllString(strings.ToLower(t.T(key)), -1) {
				out[w] = true
			}
		}
		return out
	}
	out := words("sv")
	for w := range words("en") {
		delete(out, w)
	}
	for w := range out {
		if len([]rune(w)) < 3 {
			delete(out, w)
		}
	}
	return out
}

// TestEnglishSite looks for Swedish words of the program on every kind of page of an English site.
// What is marked as Swedish may be.
func TestEnglishSite(t *testing.T) {
	made, err := generator.Make(generator.Options{Dir: siteFolder(t, englishSite), Today: library.NewDate(2026, 11, 22), Standard: themes.Standard()})
	if err != nil {
		t.Fatal(err)
	}
	if made.Diags.HasErrors() {
		for _, d := range made.Diags {
			t.Error(d.Pos, d.Message(made.Words))
		}
		t.FailNow()
	}
	swedish := swedishWords()
	if len(swedish) < 300 {
		t.Fatalf("only %d Swedish words are known", len(swedish))
	}
	kinds := regexp.MustCompile(`data-page="([a-z]+)"`)
	var seen []string
	for _, f := range made.Files {
		if !strings.HasSuffix(f.Path, ".html") {
			continue
		}
		if m := kinds.FindSubmatch(f.Data); m != nil {
			seen = append(seen, string(m[1]))
		}
		root, err := html.Parse(strings.NewReader(string(f.Data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range shownWords(root, "") {
			for _, w := range word.FindAllString(strings.ToLower(text), -1) {
				if swedish[w] {
					t.Errorf("%s: Swedish %q in %q", f.Path, w, strings.TrimSpace(text))
				}
			}
		}
	}
	slices.Sort(seen)
	want := []string{"collection", "decisions", "document", "forward", "listed", "notfound", "page", "register", "review", "start", "statutes", "version"}
	for _, kind := range want {
		if !slices.Contains(seen, kind) {
			t.Errorf("no page of kind %s was looked at", kind)
		}
	}
}

// shownWords returns the texts and the spoken attributes of a page that are not marked as Swedish.
func shownWords(n *html.Node, lang string) []string {
	var out []string
	for _, a := range n.Attr {
		if a.Key == "lang" {
			lang = a.Val
		}
	}
	for _, a := range n.Attr {
		if lang != "sv" && slices.Contains([]string{"aria-label", "title", "alt", "data-single", "data-other", "data-sort", "data-up", "data-down", "data-later"}, a.Key) {
			out = append(out, a.Val)
		}
	}
	if n.Type == html.TextNode && lang != "sv" && n.Parent.Data != "script" {
		out = append(out, n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, shownWords(c, lang)...)
	}
	return out
}

// TestTranslation checks that a translation says which version holds, and that each language leads
// to the other.
func TestTranslation(t *testing.T) {
	files := map[string]string{
		"config.toml":             minimalConfig,
		"content/policy/resor.md": adopted("Resepolicy", "", "Text."),
		"content/policy/travel.md": adopted("Travel policy", "language = \"en\"\ntranslation_of = \"policy/resor\"\n",
			"## One\n\n:::table caption=\"Fares\"\n| A | B |\n| - | - |\n| c | d |\n:::\n\n## Two\n\nText.\n\n## Three\n\nText.\n\n"+strings.Repeat("Many words. ", 1500)),
	}
	made, err := generator.Make(generator.Options{Dir: siteFolder(t, files), Today: library.NewDate(2026, 11, 22), Standard: themes.Standard()})
	if err != nil {
		t.Fatal(err)
	}
	page := func(path string) string {
		for _, f := range made.Files {
			if f.Path == path {
				return string(f.Data)
			}
		}
		t.Fatalf("no %s: %v", path, made.Diags)
		return ""
	}
	has := func(path string, want ...string) {
		t.Helper()
		for got, i := page(path), 0; i < len(want); i++ {
			if !strings.Contains(got, want[i]) {
				t.Errorf("%s lacks %s", path, want[i])
			}
		}
	}
	alternates := []string{
		`<link rel="alternate" hreflang="sv" href="https://`, `<link rel="alternate" hreflang="en" href="https://`,
	}
	has("policy/travel/index.html", append(alternates,
		`<html lang="sv">`, `<main id="_innehall" tabindex="-1" lang="en">`, `<article class="text" lang="en" aria-label="`,
		`Det här är en översättning till engelska. Originalet på svenska gäller: <a href="../resor/" lang="sv">Resepolicy</a>.`,
		`<strong>This is a translation into English.</strong> The Swedish original is in force: <a href="../resor/" lang="sv">Resepolicy</a>.`, `<dt>Adopted</dt>`, `"translationOfWork":[{`,
	)...)
	has("policy/resor/index.html", append(alternates, `Även på engelska:</span> <a href="../travel/" lang="en" hreflang="en">Travel policy</a>`)...)
	has("register/index.html", `<a href="../policy/travel/">Även på engelska</a>`)
	// The print of a translation is in its language, with a note in the site's.
	dump, err := pdfdump.Dump([]byte(page("policy/travel/travel-2024-01-15.pdf")))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`language: en`, `H1 "Travel policy"`, `H2 "Contents"`, `TH Table.Scope=Row "Adopted by"`, `"One, page 1"`,
		`P lang="sv" "Det här är en översättning till engelska. Om texterna skiljer sig åt är det originalet på svenska som räknas: "`,
		`P "This is a translation into English. If the texts differ, the Swedish original prevails: "`, `Page 1(`,
		`Span lang="sv" "Resepolicy"`, `"Table 1.`,
	} {
		if !strings.Contains(dump, want) {
			t.Errorf("the print lacks %s:\n%s", want, dump)
		}
	}
	// It is no document of its own among the data.
	for _, path := range []string{"data/styrdokument.csv", "flode.atom", "policy/flode.atom"} {
		if strings.Contains(page(path), "Travel policy") {
			t.Errorf("%s has the translation among the documents", path)
		}
	}
	if json := page("data/styrdokument.json"); strings.Count(json, `"visibility"`) != 1 || !strings.Contains(json, `"language": "en"`) {
		t.Errorf("the register counts %d documents, or lacks the language of a translation", strings.Count(json, `"visibility"`))
	}
	has("policy/travel/flode.atom", "<title>Översättning: Travel policy</title>")
	if strings.Contains(page("policy/resor/index.html"), `lang="sv">Resepolicy`) {
		t.Error("a title in the site's own language is marked")
	}
}

// TestTurnedPhotograph gives a photograph that a camera took on its side the size in which it is shown.
func TestTurnedPhotograph(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	segment := "\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	photo := b.String()[:2] + segment + b.String()[2:]
	made, err := generator.Make(generator.Options{
		Dir: siteFolder(t, map[string]string{
			"config.toml":          minimalConfig,
			"content/policy/a.md":  adopted("A", "", "![En karta](a.jpg)"),
			"content/policy/a.jpg": photo,
		}),
		Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made.Files {
		if f.Path == "policy/a/index.html" {
			if !strings.Contains(string(f.Data), `width="30" height="40"`) {
				t.Errorf("the page gives another size than 30 × 40:\n%s", f.Data)
			}
			return
		}
	}
	t.Fatalf("no page: %v", made.Diags)
}
