package generator_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/source"
	"styrdok/generator/testkit/pdfdump"
)

// inkless are texts that nobody sees, as web editors and word processors leave them behind.
var inkless = []string{
	"\u00A0", "\u00AD", "\u034F", "\u115F", "\u180E", "\u2003", "\u200B", "\u200C", "\u200D", "\u202F", "\u2060", "\u2800", "\u3164", "\uFE0F", "\uFFA0",
	"\u00A0\u00AD", "\u200B\u200C\u200D\u2060", "&nbsp;", "&#8203;&shy;",
}

// inklessPlaces are the places of a text that may hold one, x.
const inklessPlaces = `x

Text ` + "` ` och `x`" + ` slut.

` + "`x`" + `

` + "```\nx\n```" + `

    x

- x
- ett x två
- x

1. x

- [ ] x

> x

| x | Två |
| --- | --- |
| x | ` + "`x`" + ` |
| Tre | x |

x
: x

Ord
: x

Not[^x] och **x**, *x*, ~~x~~, ***x***.

[^x]: x

[x]{lang=en} och [a x]{lang=en}.

:::lang en
x
:::

:::table caption="x"
| A | B |
| --- | --- |
| 1 | 2 |
:::

![Alt](a/b.png "x")

**x [webbplatsen](https://a.example/ "x") x**

[*x*![Karta](a/b.png)](https://a.example/)
`

// TestTextWithoutInk shows that text which nobody sees is as if it were not there, in page and print.
func TestTextWithoutInk(t *testing.T) {
	files := map[string]string{"config.toml": minimalConfig}
	for i, x := range inkless {
		name := fmt.Sprintf("content/policy/a%d", i)
		files[name+".md"] = adopted(fmt.Sprintf("A%d", i), "", strings.ReplaceAll(strings.ReplaceAll(inklessPlaces, "x", x), "a/b.png", fmt.Sprintf("a%d/b.png", i)))
		files[name+".md"] = strings.NewReplacer("te"+x+"t", "text", "[^"+x+"]", "[^x]", "https://a.e"+x+"ample/", "https://a.example/").Replace(files[name+".md"])
		files[name+"/b.png"] = picture(t)
	}
	made := makeSite(t, files, generator.Options{})
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	empty := regexp.MustCompile(`<(p|h[1-6]|th|a|code|em|strong|s|pre|caption|figcaption|dt)\b[^>]*>\s*</`)
	prints := 0
	for _, f := range made.Files {
		switch {
		case strings.HasSuffix(f.Path, ".pdf"):
			prints++
			if _, err := pdfdump.Dump(f.Data); err != nil {
				t.Errorf("%s: %v", f.Path, err)
			}
		case strings.HasPrefix(f.Path, "policy/a"):
			_, article, _ := strings.Cut(string(f.Data), "<article")
			if m := empty.FindString(article); m != "" {
				t.Errorf("%s: %s holds nothing", f.Path, m)
			}
		}
	}
	if prints != len(inkless) {
		t.Errorf("got %d prints, want %d", prints, len(inkless))
	}
}

// TestEmptyIsTold shows that emptiness is told where something must stand, with its place.
func TestEmptyIsTold(t *testing.T) {
	for _, x := range []string{"\u200B", "\u00AD", "\u3164", "&nbsp;"} {
		made := makeSite(t, map[string]string{
			"config.toml":            minimalConfig,
			"content/policy/a.md":    adopted("A", "", "## "+x+"\n\n["+x+"](https://a.example/)\n\n!["+x+"](a/b.png)\n\n[![](a/b.png){decorative}](https://a.example/)"),
			"content/policy/a/b.png": picture(t),
		}, generator.Options{})
		var got []string
		for _, d := range made.Diags {
			got = append(got, fmt.Sprint(d.Pos.Line, " ", d.Code))
		}
		if s := strings.Join(got, ", "); s != "7 empty-heading, 9 empty-link, 11 missing-alt, 13 empty-link" {
			t.Errorf("%q: got %s", x, s)
		}
	}
}

// TestKeysWithoutInk shows the same for what is said about a document, a meeting and the site.
func TestKeysWithoutInk(t *testing.T) {
	front := `title = "x"
short_title = "x"
summary = "x"
kind = "x"
adopted_by = "x"
version = "x"
owner = "x"
department = "x"
contact = "x"
changes = "x"
code_number = "x"
language = "x"
applies_to = ["x"]
keywords = ["x"]
standards = ["x"]
laws = ["x"]
based_on = ["x"]
related = ["x"]
aliases = ["x"]
`
	for _, x := range []string{"\u200B", `\u200B\u00AD`, "\u3164", "\u00A0", `\uFFA0`} {
		made := makeSite(t, map[string]string{"config.toml": minimalConfig, "content/policy/a.md": "+++\n" + strings.ReplaceAll(front, `"x"`, `"`+x+`"`) + "+++\n\nText\n"}, generator.Options{})
		lines := map[int]bool{}
		for _, d := range made.Diags {
			if d.Code != diag.BadValue {
				t.Errorf("%q: got %v", x, d)
			}
			lines[d.Pos.Line] = true
		}
		for line := 2; line <= strings.Count(front, "\n")+1; line++ {
			if !lines[line] {
				t.Errorf("%q: nothing is told on line %d", x, line)
			}
		}
		// Those that may be filled in later are as if they were not there.
		made = makeSite(t, map[string]string{
			"config.toml": minimalConfig, "content/policy/a.md": adopted("A", "section = \"S"+x+"\"\ncase_number = \""+x+"\"\n", "Text"),
		}, generator.Options{})
		if page := string(fileOf(made, "policy/a/index.html")); made.Diags.HasErrors() || !strings.Contains(page, "<dd>") || strings.Contains(page, "<dd></dd>") {
			t.Errorf("%q: got %v and an empty value on the page", x, made.Diags)
		}
		config := strings.ReplaceAll(minimalConfig, `"S"`, `"`+x+`"`)
		if _, diags := source.ReadConfig("config.toml", config); len(diags) != 2 {
			t.Errorf("%q: got %v, want both empty values told", x, diags)
		}
		if _, diags := source.ReadMeeting("content/meetings/2026-12-14-a.md", "+++\ntitle = \""+x+"\"\nbody = \""+x+"\"\ndate = 2026-12-14\nofficer = \""+x+"\"\nitems = []\n+++\n"); len(diags) < 3 {
			t.Errorf("%q: got %v, want three empty values told", x, diags)
		}
	}
}

// TestEscapesAreAsTyped shows that what an escape or entity brings in is treated as if it had been typed.
func TestEscapesAreAsTyped(t *testing.T) {
	made := makeSite(t, map[string]string{"config.toml": minimalConfig, "content/policy/a.md": adopted("a\\u030Angest", "", "Text")}, generator.Options{})
	if len(made.Diags) > 0 || !strings.Contains(string(fileOf(made, "policy/a/index.html")), "ångest") {
		t.Errorf("got %v, want å in NFC", made.Diags)
	}
	for front, want := range map[string]string{
		`owner = "A\nB"`: "bad-value", "section = \"\"\"\n§ 1\n§ 2\"\"\"": "bad-value", `keywords = ["a\nb"]`: "bad-value",
		`owner = "A\u202EB"`: "control-character", `owner = "A\u200EB"`: "control-character", `keywords = ["a\uFFFE"]`: "control-character", `owner = "A\u000BB"`: "control-character",
	} {
		made := makeSite(t, map[string]string{"config.toml": minimalConfig, "content/policy/a.md": adopted("A", front+"\n", "Text")}, generator.Options{})
		if len(made.Diags) != 1 || string(made.Diags[0].Code) != want || made.Diags[0].Pos.Line != 5 {
			t.Errorf("%s: got %v, want one %s", front, made.Diags, want)
		}
	}
	for _, x := range []string{"&#x202e;", "&#8238;", "&lrm;", "&rlm;", "&#x2066;", "&#xFFFE;", "&#x1b;", "&#xFEFF;"} {
		text := "Med " + x + " här, ![a" + x + "](a/b.png), [a](https://a.example/ \"" + x + "\"), `" + x + "`, \\" + x + ".\n"
		files := map[string]string{
			"config.toml": minimalConfig, "content/policy/a.md": adopted("A", "", text), "content/policy/a/b.png": picture(t),
			"content/policy/_index.md": "+++\n+++\n\n" + x + "\n", "content/pages/om.md": "+++\ntitle = \"Om\"\n+++\n\n" + x + "\n",
		}
		got := map[string]int{}
		for _, d := range makeSite(t, files, generator.Options{}).Diags {
			got[d.Pos.String()+" "+string(d.Code)]++
		}
		col := len([]rune("Med " + x + " här, ![a"))
		want := fmt.Sprint(map[string]int{
			"content/pages/om.md:5:1 control-character": 1, "content/policy/_index.md:4:1 control-character": 1, "content/policy/a.md:7:5 control-character": 1,
			fmt.Sprintf("content/policy/a.md:7:%d control-character", col+1): 1, fmt.Sprintf("content/policy/a.md:7:%d control-character", col+len(x)+37): 1,
		})
		if fmt.Sprint(got) != want {
			t.Errorf("%s: got %v, want %v", x, got, want)
		}
	}
}

func fileOf(made *generator.Result, path string) []byte {
	for _, f := range made.Files {
		if f.Path == path {
			return f.Data
		}
	}
	return nil
}
