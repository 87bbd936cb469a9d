package site

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/library"
)

// TestOwnAddresses shows that a whole address of the site is held to what the site has, as a path is.
func TestOwnAddresses(t *testing.T) {
	const base = "https://A.example/styr/"
	for dest, want := range map[string]string{
		base + "policy/x/": "1 x/", "http://a.example:80/styr/policy/x": "1 x/", base + "riktlinje/loggning/index.html#ansvar": "1 ../riktlinje/loggning/#ansvar", base: "1 ../", "https://a.example/styr": "1 ../",
		base + "register/?typ=policy#lista": "1 ../register/#lista", base + "policy/": "1", base + "policy/x/x-2025-05-18.pdf": "as written", base + "data/styrdokument.json": "as written",
		base + "assets/style.css": "as written", base + "policy/bild.png": "file", base + "mall.docx": "file", base + "gammal/": "as written",
		"https://a.example/": "as written", "https://a.example/styra/": "as written", "https://b.example/styr/policy/finns-inte/": "as written", "https://a.example:8080/styr/x/": "as written",

		base + "policy/finns-inte/": "dead-address", base + "policy/x/2001-01-01/": "dead-address https://a.example/styr/policy/x/2011-02-28/", base + "policy/xx": "dead-address https://A.example/styr/policy/x/", base + "policy/x/#finns-inte": "broken-anchor",
		base + "riktlinje/dold/": "hidden-link", base + "riktlinje/dold/hemlig.png": "hidden-link", base + "riktlinje/dold/dold-2025-01-01.pdf": "hidden-link", base + "policy/utkast/": "hidden-link",
		base + "gammal-dold/": "hidden-link", base + "riktlinje%2Fdold": "hidden-link", base + "plan/listad/": "1 ../plan/listad/", base + "plan/listad/listad-2025-01-01.pdf": "hidden-link",
	} {
		s := linkedSite()
		s.in.BaseURL = strings.ToLower(base)
		s.in.Files = append(s.in.Files, "static/mall.docx")
		for _, d := range s.drafts {
			switch d.Document {
			case "policy/x":
				d.Aliases = []string{"/gammal/"}
			case "riktlinje/dold":
				d.Aliases = []string{"/gammal-dold/"}
			}
		}
		s.add("policy/y", "Policy Y", "2025-02-02", "## Mål {#mal}\nSe [texten]("+dest+")")
		plan, diags := s.plan(t)
		got := ""
		for _, d := range diags {
			got += string(d.Code) + " " + d.Subject
		}
		if len(diags) == 0 {
			target := plan.linkFrom(page(t, plan, "/policy/y/"), s.texts, &block.Link{Dest: dest})
			switch target.Kind {
			case TargetExternal:
				got = "as written"
				if target.Href != dest {
					got = target.Href
				}
			case TargetFile:
				got = "file"
			default:
				got = "1 " + strings.Replace(target.Href, "../x/", "x/", 1)
				if strings.HasPrefix(target.Href, "../../") || target.Href == "../" {
					got = "1 " + strings.TrimPrefix(target.Href, "../")
				}
			}
		}
		want = strings.ReplaceAll(want, "A.example", "a.example")
		if strings.TrimSpace(got) != want {
			t.Errorf("%s: got %q, want %q", dest, got, want)
		}
	}
}

// TestVagueWords shows which words of links and images tell nothing, and that a text that has been
// replaced is let alone.
func TestVagueWords(t *testing.T) {
	for line, want := range map[string]string{
		"[här](x.md)": "vague-link", "[Klicka  här!](x.md)": "vague-link", "[Läs mer »](x.md)": "vague-link", "[Länk](x.md)": "vague-link", "[Here](x.md)": "vague-link",
		"[Policy X](x.md)": "", "[Här finns policyn](x.md)": "", "[länkstrategin](x.md)": "", "[](x.md)": "",
		"![bild](bild.png)": "vague-alt", "![IMG_1234.JPG](bild.png)": "vague-alt", "![DSC 00012](bild.png)": "vague-alt", "![Skärmbild 2026-11-20 141503](bild.png)": "vague-alt", "![bild.png](bild.png)": "vague-alt", "![Bild 3](bild.png)": "vague-alt", "![En bild.](bild.png)": "vague-alt",
		"![Bild på hamnen från söder](bild.png)": "", "![Karta](bild.png)": "", "![Figuren visar 3 nämnder](bild.png)": "",
	} {
		s := linkedSite()
		s.add("policy/y", "Policy Y", "2025-02-02", "Se "+line)
		_, diags := s.plan(t)
		got := ""
		for _, d := range diags {
			got += fmt.Sprint(d.Code)
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", line, got, want)
		}
	}
	s := newSmall()
	versions(s)
	s.texts[s.drafts[0].File] = sourceText(s.drafts[0].File, "Se [här](https://a.example/)")
	if _, diags := s.plan(t); len(diags) > 0 {
		t.Errorf("in a text that has been replaced: %v", diags)
	}
}

func TestLongSlug(t *testing.T) {
	a, b := slug(strings.Repeat("förvaltning ", 40)+"a"), slug(strings.Repeat("förvaltning ", 40)+"b")
	if a == b || len(a) > 120 || !strings.HasPrefix(a, "forvaltning-forvaltning") || library.FileFault(a) != "" {
		t.Errorf("got %q and %q", a, b)
	}
}
