package generator_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/source"
)

// TestHints shows that whoever follows a hint to the letter has one mistake less: for every key of every table that can be
// written, wrong values of many sorts are put right as the hint says, and nothing is then said of that key.
func TestHints(t *testing.T) {
	words := i18n.MustLoad("sv")
	candidates := candidates(t)
	values := []string{
		`{}`, `{ zz = 1 }`, `[]`, `true`, `7`, `-7`, `99999999`, `1.5`, `2024-03-25`, `2024-03-25T10:00:00`, `20240325`, `"2024-03-25"`, `"25/3 2024"`, `"x"`, `""`,
		`"Å b, c"`, `"ja"`, `"4"`, `[1]`, `["a", "b"]`, `[""]`, `[[]]`, `"www.exempelby.se"`, `"` + strings.Repeat("a", 600) + `"`,
	}
	tried := 0
	for _, file := range []string{"config.toml", "content/policy/x.md", "content/meetings/x.md", "content/pages/x.md", "content/policy/_index.md"} {
		read := readFront(file)
		if file == "config.toml" {
			read = readConfig
		}
		for header, keys := range headers(read, candidates) {
			for _, key := range keys {
				for _, value := range values {
					text := header + "\n" + key + " = " + value + "\n"
					for _, d := range read(text) {
						if !about(d, key) || !slices.Contains([]diag.Code{diag.WrongType, diag.BadValue, diag.BadDate}, d.Code) {
							continue
						}
						tried++
						line, ok := heeded(d, key, d.Hint(words))
						if !ok {
							t.Errorf("%s: %s %s = %s: nothing can be done with %q", file, header, key, value, d.Hint(words))
							continue
						}
						for _, after := range read(header + "\n" + line + "\n") {
							if about(after, key) && after.Severity == diag.Error && after.Code != diag.MissingKey {
								t.Errorf("%s: %s %s = %s: the hint %q gives %s, of which %s is said: %s", file, header, key, value, d.Hint(words), line, after.Code, after.Message(words))
							}
						}
					}
				}
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d hints were tried", tried)
	}
}

// about reports whether a diagnostic is about a key or a part of its value.
func about(d diag.Diagnostic, key string) bool {
	if len(d.Args) == 0 {
		return false
	}
	name := fmt.Sprint(d.Args[0])
	return d.Code == diag.BadDate || name == key || strings.HasPrefix(name, key+"[")
}

var (
	literals = regexp.MustCompile(`\[\[?"[^\]]*"\]\]?|\[[\d., ]+\]|"[^"]*"|\d{4}-\d\d-\d\d`)
	bounds   = regexp.MustCompile(`mellan (-?[\d.]+) och`)
)

// heeded is the line that a person writes who does what a hint says.
func heeded(d diag.Diagnostic, key, hint string) (line string, ok bool) {
	value := ""
	element := strings.HasSuffix(fmt.Sprint(d.Args[0]), "]")
	written := regexp.MustCompile(`\b` + key + ` = (.*?)(?:\.$|\. [A-ZÅÄÖ]| på en enda rad)`)
	switch {
	case d.Subject != "" && d.Code == diag.BadDate:
		value = d.Subject
	case d.Subject != "":
		value = strconv.Quote(d.Subject)
	case written.MatchString(hint):
		return key + " = " + written.FindStringSubmatch(hint)[1], true
	case strings.Contains(hint, "egen rad ["):
		return regexp.MustCompile(`\[+[a-z_.]+\]+`).FindString(hint), true
	case bounds.MatchString(hint):
		value = bounds.FindStringSubmatch(hint)[1]
	case strings.Contains(hint, "ta bort raden"):
		value = `"Något"`
	case strings.Contains(hint, "får ha högst"):
		value = `"Kort"`
	default:
		value = literals.FindString(hint)
	}
	if element && !strings.HasPrefix(value, "[[") {
		value = "[" + value + "]"
	}
	return key + " = " + value, value != "" && value != "[]"
}

// TestMissingKeys shows the same of keys that are missing: the line that the hint gives stands where it says.
func TestMissingKeys(t *testing.T) {
	words := i18n.MustLoad("sv")
	for _, test := range []struct{ file, text, hint, after string }{
		{"content/policy/x.md", "owner = \"X\"\n", `Skriv en rad till överst: title = "Policy för …".`, "title = \"Policy för …\"\nowner = \"X\"\n"},
		{"content/policy/x.md", "title = \"X\"\n[[reviews]]\nby = \"X\"\n", `Skriv en rad till under [[reviews]]: date = 2025-11-24.`,
			"title = \"X\"\n[[reviews]]\ndate = 2025-11-24\nby = \"X\"\n"},
		{"content/policy/x.md", "title = \"X\"\nrepealed = { by = \"X\" }\n", `Skriv till det inom klamrarna: date = 2025-11-24.`,
			"title = \"X\"\nrepealed = { date = 2025-11-24, by = \"X\" }\n"},
		{"content/policy/x.md", "title = \"X\"\nreviews = [{ by = \"X\" }]\n", `Skriv till det inom klamrarna: date = 2025-11-24.`,
			"title = \"X\"\nreviews = [{ date = 2025-11-24, by = \"X\" }]\n"},
		{"config.toml", "[site]\nbase_url = \"https://s.se/\"\n[organisation]\nname = \"S\"\n", `Skriv en rad till under [site]: title = "Styrdokument".`,
			"[site]\ntitle = \"S\"\nbase_url = \"https://s.se/\"\n[organisation]\nname = \"S\"\n"},
		{"config.toml", minimalConfig + "[[kinds]]\nid = \"x\"\nsingular = \"X\"\nplural = \"X\"\n", `Skriv en rad till under [[kinds]]: definite = "taxan".`,
			minimalConfig + "[[kinds]]\nid = \"x\"\nsingular = \"X\"\nplural = \"X\"\ndefinite = \"taxan\"\n"},
		{"config.toml", "[site]\ntitle = \"S\"\nbase_url = \"https://s.se/\"\n", `Skriv en rad [organisation], och under den det som hör dit.`, minimalConfig},
		{"content/meetings/2026-11-30-ks.md", "body = \"ks\"\ndate = 2026-11-30\n", `Skriv en rad till överst: [[items]].`,
			"body = \"ks\"\ndate = 2026-11-30\n[[items]]\ndocument = \"policy/x\"\naction = \"revise\"\n"},
	} {
		read := readFront(test.file)
		if test.file == "config.toml" {
			read = readConfig
		}
		diags := read(test.text)
		if len(diags) != 1 || diags[0].Code != diag.MissingKey {
			t.Errorf("%s: %q: got %v, want one missing-key", test.file, test.text, diags)
			continue
		}
		if got := diags[0].Hint(words); got != test.hint {
			t.Errorf("%s: %q: got the hint %q, want %q", test.file, test.text, got, test.hint)
		}
		if after := read(test.after); len(after) > 0 {
			t.Errorf("%s: %q: got %v after the hint was heeded", test.file, test.after, after)
		}
	}
}

// TestSwedishValues shows that values in Swedish suggest the words that the keys take.
func TestSwedishValues(t *testing.T) {
	for _, test := range []struct{ file, key, values string }{
		{"content/policy/x.md", "review", `årligen=every year, varje år=every year, en gång per år=every year, vart 4:e år=4 years, vart fjärde år=4 years,
			vartannat år=2 years, 12 månader=12 months, tolv månader=12 months, 18 mån=18 months, 4 år=4 years, fyra år=4 years, varje mandatperiod=every term,
			en gång per mandatperiod=every term, Varje Mandatperiod.=every term, vid behov=when needed, löpande=when needed, ingen=none, aldrig=none,
			halvårsvis=6 months, var 6:e månad=6 months, every 4 years=4 years, yearly=every year, senast 31 mars varje år=03-31 every year, årligen senast den 1/6=06-01 every year, varje kalenderår=every year, every terms=every term, en gång vart fjärde år=4 years`},
		{"content/policy/x.md", "status", `utkast=draft, Utkast=draft, remiss=consultation, på remiss=consultation, förslag=proposed, antagen=adopted, antaget=adopted, adoptd=adopted`},
		{"content/policy/x.md", "visibility", `offentlig=public, dold=hidden, listad=listed, publik=public, hemlig=hidden`},
		{"content/policy/x.md", "language", `svenska=sv, Engelska=en, finska=fi, meänkieli=fit`},
		{"content/meetings/x.md", "[[items]]\naction", `anta=adopt, revidera=revise, upphäv=repeal, upphäva=repeal, aktualitetspröva=reaffirm`},
		{"config.toml", "[[kinds]]\ngender", `utrum=common, neutrum=neuter, plural=, pluralis=plural`},
		{"config.toml", "[[kinds]]\nvisibility", `offentlig=public`},
		{"config.toml", "[[kinds]]\nreview", `årligen=every year`},
		{"config.toml", "[site]\nlanguage", `svenska=sv, engelska=en`},
		{"config.toml", "[accessibility]\nconformance", `delvis=partial, helt=full, inte=none`},
		{"config.toml", "[[accessibility.issues]]\nreason", `brist=deficiency, oskäligt betungande=burden, undantag=exempt`},
		{"config.toml", "[diagnostics]\nraw-html", `fel=error, varning=warning, av=off`},
		{"config.toml", "[terms]\nanchor", `beslutande organ=adopting body`},
		{"config.toml", "[terms]\ndeadline", `mandatperiodens slut=end of term`},
		{"config.toml", "[[collections]]\nkind", `Policyer=policy, riktlinjer=riktlinje, policyn=policy`},
	} {
		read := readFront(test.file)
		if test.file == "config.toml" {
			read = readConfig
		}
		for _, pair := range strings.Split(test.values, ",") {
			value, want, _ := strings.Cut(strings.TrimSpace(pair), "=")
			got := ""
			for _, d := range read(test.key + " = \"" + value + "\"\n") {
				if slices.Contains([]diag.Code{diag.BadValue, diag.UnknownBody, diag.UnknownKind}, d.Code) {
					got = d.Subject
				}
			}
			if got != want {
				t.Errorf("%s = %q: got the suggestion %q, want %q", test.key, value, got, want)
			}
		}
	}
}

// TestSyntaxHints shows that a line that is no TOML is put right by what the hint says to write, also where a character is to
// blame that nobody sees.
func TestSyntaxHints(t *testing.T) {
	words := i18n.MustLoad("sv")
	written := regexp.MustCompile(`([a-z_]+ = .*?)(?:\.$|\. [A-ZÅÄÖ]| på en enda rad)`)
	for _, line := range []string{
		`title = ”Å”`, `title = “Å”`, `title = Å i vått`, `title = "Å`, `title = "Å "citat" slut"`, `title = "C:\dokument"`, `title: Å`, `titel: "Å"`,
		`adopted = ”2024-03-25”`, `adopted = 25 mars 2024`, `adopted: 2024-03-25`, `adopted = "2024-03-25`, `in_force = ”25/3 2024”`, `keywords = a, b`, `keywords: a, b`,
		`keywords = ”a”, ”b”`, `keywords = [”a”, ”b”]`, `keywords = "a", "b"`, `laws = 2017:725, 2009:400`, `review = årligen`, `review = 4 år`, `status = utkast`,
		`visibility = offentlig`, `section = § 42`, `case number = "KS 1"`, `ägare = "It-chef"`, `owner =`, `version = 1,5`, `updated: 2024-03-25`,
	} {
		read := readFront("content/policy/x.md")
		diags := read("title = \"T\"\n" + line + "\n")
		if strings.HasPrefix(line, "tit") {
			diags = read(line + "\n")
		}
		if len(diags) != 1 {
			t.Errorf("%s: got %v, want one mistake", line, diags)
			continue
		}
		hint, after := diags[0].Hint(words), ""
		switch m := written.FindStringSubmatch(hint); {
		case diags[0].Code == diag.BadDate:
			key, _, _ := strings.Cut(line, "=")
			after = key + "= " + diags[0].Subject
		case m != nil:
			after = m[1]
		}
		for _, d := range read("title = \"T\"\n" + after + "\n") {
			if !strings.HasPrefix(after, "title = ") {
				t.Errorf("%s: the hint %q gives %s: %s", line, hint, after, d.Message(words))
			}
		}
		if after == "" {
			t.Errorf("%s: nothing can be done with %q", line, hint)
		}
	}
}

// TestUnseen shows that a character that nobody sees is named at its place.
func TestUnseen(t *testing.T) {
	sv := i18n.MustLoad("sv")
	for _, test := range []struct{ src, at, want string }{
		{"+++\ntitle\u00a0= \"A\"\n+++\n", "2:6", "hårt blanksteg (U+00A0)"},
		{"+++\ntitle =\u00a0\"A\"\n+++\n", "2:8", "hårt blanksteg"},
		{"+++\n\u00a0title = \"A\"\n+++\n", "2:1", "hårt blanksteg"},
		{"+++\ntitle = \"A\"\u00a0\n+++\n", "2:12", "hårt blanksteg"},
		{"+++\ntitle = \"A\"\nadopted =\u00a02024-03-25\n+++\n", "3:10", "hårt blanksteg"},
		{"+++\ntitle = \"A\"\nadopted = 2024-03-25\u00a0\n+++\n", "3:21", "hårt blanksteg"},
		{"+++\ntitle = \"A\"\nkeywords = [\"a\",\u00a0\"b\"]\n+++\n", "3:17", "hårt blanksteg"},
		{"+++\ntitle = \"A\"\nkeywords = [\n  \"a\",\n\u00a0 \"b\",\n]\n+++\n", "5:1", "hårt blanksteg"},
		{"+++\nti\u200btle = \"A\"\n+++\n", "2:3", "tecken som inte syns (U+200B)"},
		{"+++\ntitle = \"A\"\nad\u00adopted = 2024-03-25\n+++\n", "3:3", "mjukt bindestreck"},
		{"+++\ntitle = \"A\"\n\u2003owner = \"B\"\n+++\n", "3:1", "särskilt blanktecken"},
		{"+++\u00a0\ntitle = \"A\"\n+++\n", "1:4", "hårt blanksteg"},
		{"\u200b+++\ntitle = \"A\"\n+++\n", "1:1", "tecken som inte syns"},
		{"+++\ntitle = \"A\"\n+++\u00a0\n", "3:4", "hårt blanksteg"},
		{"\n+++\ntitle = \"A\"\n+++\n", "1:1", "ovanför den står tomma rader"},
		{"  \n\n+++\ntitle = \"A\"\n+++\n", "1:1", "ovanför den står tomma rader"},
		{" +++\ntitle = \"A\"\n+++\n", "1:1", "här står ett mellanslag"},
		{"++++\ntitle = \"A\"\n+++\n", "1:1", "den har 4 plustecken"},
		{"++\ntitle = \"A\"\n++\n", "1:1", "den har 2 plustecken"},
		{"+++\ntitle = \"A\"\n++++\n", "3:1", "den har 4 plustecken"},
		{"+ + +\ntitle = \"A\"\n+++\n", "1:2", "här står ett mellanslag"},
		{"+++\ntitle = \"A\"\n+ + +\n", "3:2", "här står ett mellanslag"},
		{"–––\ntitle = \"A\"\n–––\n", "1:1", "rader med ---"},
		{"\n---\ntitle: A\n---\n", "2:1", "rader med ---"},
		{"— — —\ntitle = \"A\"\n", "1:1", "rader med ---"},
	} {
		_, diags, err := source.Load(fstest.MapFS{"content/policy/x.md": {Data: []byte(test.src)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(diags) != 1 {
			t.Errorf("%q: got %v, want one mistake", test.src, diags)
			continue
		}
		if got := strings.TrimPrefix(diags[0].Pos.String(), "content/policy/x.md:"); got != test.at || !strings.Contains(diags[0].Message(sv), test.want) {
			t.Errorf("%q: got %s %s, want %s %s", test.src, got, diags[0].Message(sv), test.at, test.want)
		}
	}
}
