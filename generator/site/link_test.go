package site

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/library"
)

// linked is a small site with something of everything that a link may lead to.
func linkedSite() *small {
	s := newSmall()
	versions(s)
	s.add("riktlinje/loggning", "Riktlinjer för loggning", "2025-01-01", "## Ansvar\n## Gallring")
	s.add("riktlinje/dold", "Dold riktlinje", "2025-01-01", "Text.", func(d *library.Draft) { d.Visibility = library.Hidden })
	s.add("plan/listad", "Listad plan", "2025-01-01", "## Ansvar", func(d *library.Draft) { d.Visibility = library.Listed })
	s.add("policy/utkast", "Utkast till policy", "", "Text.")
	s.in.Pages = []PageSource{{Name: "om", Title: "Om webbplatsen", Text: sourceText("content/pages/om.md", "## Frågor")}}
	s.in.Introductions["policy"] = PageSource{Name: "policy", Text: sourceText("content/policy/_index.md", "Inledning")}
	s.in.Files = []string{
		"content/policy/x/karta över a.png", "content/policy/bild.png", "content/riktlinje/dold/hemlig.png",
		"content/policy/y/index.html", "static/mall.docx",
	}
	return s
}

func TestResolveLink(t *testing.T) {
	for _, c := range []struct {
		dest     string
		kind     TargetKind
		href     string
		absolute string
	}{
		{"https://www.riksdagen.se/", TargetExternal, "https://www.riksdagen.se/", "https://www.riksdagen.se/"},
		{"mailto:a@b.example", TargetExternal, "mailto:a@b.example", "mailto:a@b.example"},
		{"#mal", TargetAnchor, "#mal", ""},
		{"../riktlinje/loggning.md", TargetPage, "../../riktlinje/loggning/", "/riktlinje/loggning/"},
		{"../riktlinje/loggning/", TargetPage, "../../riktlinje/loggning/", "/riktlinje/loggning/"},
		{"../riktlinje/loggning.md#ansvar", TargetPage, "../../riktlinje/loggning/#ansvar", "/riktlinje/loggning/#ansvar"},
		{"x.md", TargetPage, "../x/", "/policy/x/"},
		{"x/", TargetPage, "../x/", "/policy/x/"},
		{"x/#it-drift", TargetPage, "../x/#it-drift", "/policy/x/#it-drift"},
		{"x/ett.md", TargetPage, "../x/2011-02-28/", "/policy/x/2011-02-28/"},
		{"x/tva.md#ansvar", TargetPage, "../x/#ansvar", "/policy/x/2025-05-18/#ansvar"},
		{"../plan/listad.md", TargetPage, "../../plan/listad/", "/plan/listad/"},
		{"../pages/om.md#fragor", TargetPage, "../../om/#fragor", "/om/#fragor"},
		{"_index.md", TargetPage, "../", "/policy/"},
		{"../riktlinje/", TargetPage, "../../riktlinje/", "/riktlinje/"},
		{"bild.png", TargetFile, "../bild.png", "/policy/bild.png"},
		{"x/karta%20%C3%B6ver%20a.png", TargetFile, "../x/karta%20%C3%B6ver%20a.png", "/policy/x/karta%20%C3%B6ver%20a.png"},
		{"../../static/mall.docx", TargetFile, "../../mall.docx", "/mall.docx"},
	} {
		s := linkedSite()
		s.add("policy/y", "Policy Y", "2025-02-02", "## Mål\n[text]("+c.dest+")")
		site := s.good(t)
		link := &block.Link{Dest: c.dest}
		want := Target{Kind: c.kind, Href: c.href, Absolute: c.absolute}
		if strings.HasPrefix(c.absolute, "/") {
			want.Absolute = "https://styrdokument.exempelby.example" + c.absolute
		}
		got := site.linkFrom(page(t, site, "/policy/y/"), s.texts, link)
		if got.Kind != want.Kind || got.Href != want.Href || got.Absolute != want.Absolute {
			t.Errorf("%s: got %+v, want %+v", c.dest, got, want)
		}
		for _, p := range site.AllPrints() {
			if p.Version.Document.ID == "policy/y" && p.Links[0].Absolute != want.Absolute {
				t.Errorf("%s in the print: %+v", c.dest, p.Links)
			}
		}
	}
}

func TestBadLinks(t *testing.T) {
	for _, c := range []struct {
		line string
		want string // code, arguments, suggestion
	}{
		{"[a](../riktlinje/logning.md)", "broken-link [../riktlinje/logning.md] ../riktlinje/loggning.md"},
		{"[a](../riktlinjer/loggning.md#ansvar)", "broken-link [../riktlinjer/loggning.md#ansvar] ../riktlinje/loggning.md"},
		{"[a](www.digg.se)", "broken-link [www.digg.se] https://www.digg.se"},
		{"[a](x/fyra.md)", "broken-link [x/fyra.md] x/tre.md"},
		{"[a](finns-inte-alls.md)", "broken-link [finns-inte-alls.md] "},
		{"[a](https://styrdokument.exempelby.example/policy/finns-inte/)", "dead-address [https://styrdokument.exempelby.example/policy/finns-inte/] "},
		{"[a](https://styrdokument.exempelby.example/riktlinje/dold/)", "hidden-link [https://styrdokument.exempelby.example/riktlinje/dold/ {site.hidden.document []}] "},
		{"[a](https://styrdokument.exempelby.example/riktlinje/loggning/#ansvvar)", "broken-anchor [ansvvar] ansvar"},
		{"[a](?javascript:1)", "broken-link [?javascript:1] "},
		{"[a](bilden.png)", "broken-link [bilden.png] bild.png"},
		{"[a](#mål)", "broken-anchor [mål] mal"},
		{"[a](../riktlinje/loggning.md#ansvvar)", "broken-anchor [ansvvar] ansvar"},
		{"[a](x/ett.md#ansvar)", "broken-anchor [ansvar] "},
		{"[a](../riktlinje/dold.md)", "hidden-link [../riktlinje/dold.md {site.hidden.document []}] "},
		{"[a](utkast.md)", "hidden-link [utkast.md {site.hidden.draft []}] "},
		{"[a](../plan/listad.md#ansvar)", "hidden-link [../plan/listad.md#ansvar {site.hidden.listed []}] "},
		{"[a](../riktlinje/dold/hemlig.png)", "hidden-link [../riktlinje/dold/hemlig.png {site.hidden.document []}] "},
		{"[a](#hemligt)", "masked-link [hemligt] "},
		{"[a](../../../etc/passwd)", "link-outside [../../../etc/passwd] "},
		{"[a](../../config.toml)", "link-outside [../../config.toml] "},
		{"[a](/policy/x/)", "link-outside [/policy/x/] "},
		{"[a](..%2f..%2f..%2fetc/passwd)", "link-outside [..%2f..%2f..%2fetc/passwd] "},
		{"[a](javascript:alert(1)", "bad-scheme [javascript] "},
		{"[a](y/index.html)", "bad-name [index.html {name.taken []}] "},
		{"[a](y/y-2025-02-02.pdf)", "bad-name [y-2025-02-02.pdf {name.taken []}] "},
		{"![b](bilden.png)", "missing-image [bilden.png] bild.png"},
		{"![b](../../logo.png)", "link-outside [../../logo.png] "},
		{"![b](https://example.org/a.png)", "link-outside [https://example.org/a.png] "},
		{"![b](../riktlinje/dold/hemlig.png)", "hidden-link [../riktlinje/dold/hemlig.png {site.hidden.document []}] "},
	} {
		s := linkedSite()
		d := s.add("policy/y", "Policy Y", "2025-02-02", "## Mål {#mal}\nSe "+c.line)
		s.texts[d.File].Masked = []string{"hemligt"}
		if strings.Contains(c.line, ".pdf") {
			s.in.Files = append(s.in.Files, "content/policy/y/y-2025-02-02.pdf")
		}
		site, diags := s.plan(t)
		if len(diags) != 1 {
			t.Errorf("%s: got %v", c.line, diags)
			continue
		}
		x := diags[0]
		if got := fmt.Sprintf("%s %v %s", x.Code, x.Args, x.Subject); got != c.want {
			t.Errorf("%s: got %q, want %q", c.line, got, c.want)
		}
		if got := x.Pos.String(); got != "content/policy/y.md:2:4" {
			t.Errorf("%s: at %s", c.line, got)
		}
		if len(site.Files) > 0 {
			t.Errorf("%s: publishes %v", c.line, site.Files)
		}
	}
}

// TestLinksFromWhatIsHidden shows that what the public does not read may lead to what it may not
// see, and that its files are not published.
func TestLinksFromWhatIsHidden(t *testing.T) {
	s := linkedSite()
	s.add("policy/y", "Policy Y", "2025-02-02", "[a](../riktlinje/dold.md) ![b](../riktlinje/dold/hemlig.png)", func(d *library.Draft) {
		d.Visibility = library.Hidden
	})
	if site := s.good(t); len(site.Files) > 0 {
		t.Errorf("public: publishes %v", site.Files)
	}
	s.in.Internal = true
	if site := s.good(t); len(site.Files) != 1 || site.Files[0].Source != "content/riktlinje/dold/hemlig.png" || site.Files[0].Target != "/riktlinje/dold/hemlig.png" {
		t.Errorf("internal: publishes %v", site.Files)
	}
}

func TestOnlyFilesReferredTo(t *testing.T) {
	s := linkedSite()
	s.add("policy/y", "Policy Y", "2025-02-02", "![b](bild.png) ![c](bild.png) [mall](../../static/mall.docx)")
	site := s.good(t)
	if len(site.Files) != 1 || site.Files[0].Target != "/policy/bild.png" || !site.Files[0].Shown || site.Files[0].Linked {
		t.Errorf("got %v", site.Files)
	}
	if got := page(t, site, "/policy/y/").Images[0]; got.Href != "../bild.png" || got.Source != "content/policy/bild.png" {
		t.Errorf("got %+v", got)
	}
}

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"/", "/", "./"}, {"/", "/register/", "register/"}, {"/register/", "/", "../"}, {"/a/b/", "/a/b/", "./"},
		{"/a/b/", "/a/c/", "../c/"}, {"/a/b/", "/a/b/2014/", "2014/"}, {"/a/b/", "/a/bc/x.pdf", "../bc/x.pdf"},
		{"/a/b/", "/style.css", "../../style.css"}, {"/404.html", "/a/", "a/"}, {"/", "/a:b/", "./a:b/"},
	} {
		if got := relative(c.from, c.to); got != c.want {
			t.Errorf("%s to %s: got %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestHrefs(t *testing.T) {
	for _, c := range []struct {
		offline  bool
		base     string
		from, to string
		want     string
	}{
		{false, "https://a.example", "/policy/x/", "/register/", "../../register/"},
		{false, "https://a.example", "/policy/x/", "/policy/x/#mal", "#mal"},
		{true, "https://a.example", "/policy/x/", "/register/#a", "../../register/index.html#a"},
		{true, "https://a.example", "/policy/x/", "/policy/x/", "index.html"},
		{true, "https://a.example", "/policy/x/", "/style.css", "../../style.css"},
		{false, "https://a.example/sub/", "/404.html", "/register/", "/sub/register/"},
		{false, "https://a.example", "/404.html", "/register/", "/register/"},
		{false, "https://a.example/sub", "/policy/x/", "/", "../../"},
	} {
		s := newSmall()
		versions(s)
		s.in.BaseURL, s.in.Offline = c.base, c.offline
		site := s.good(t)
		if got := site.Href(page(t, site, c.from), c.to); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
	}
}

func TestPageAtTakenAddress(t *testing.T) {
	s := newSmall()
	versions(s)
	s.in.Pages = []PageSource{{Name: "policy", Title: "Policyer", Text: sourceText("content/pages/policy.md", "Text")}}
	_, diags := s.plan(t)
	if len(diags) != 1 || diags[0].Code != "reserved-name" || diags[0].Pos.File != "content/pages/policy.md" {
		t.Errorf("got %v", diags)
	}
}
