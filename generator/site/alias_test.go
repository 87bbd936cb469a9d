package site

import (
	"fmt"
	"strings"
	"testing"
)

func TestAliasAddress(t *testing.T) {
	for alias, want := range map[string]string{
		"/gammal/policy": "/gammal/policy/", "/gammal/": "/gammal/", "/a/b.html": "/a/b.html", "/a/index.html": "/a/", "/a/INDEX.HTML": "/a/",
		"/gamla dokument/åäö.htm": "/gamla dokument/åäö.htm", "/100%25.html": "/100%.html", "/A/B.PDF": "/A/B.PDF", "/v2.1/": "/v2.1/",
		"/a.aspx": "extension", "/v2.1": "extension", "/a.docx": "extension", "/a?id=1": "query", "/?id=1": "query", "/f%F6r/": "encoding",
		"/con/": "name", "/a./": "name", "/vad%3F/": "name", "/a:b/": "name", "/a /": "name", "/" + strings.Repeat("a", 201) + "/": "name",
	} {
		got, fault := aliasAddress(alias)
		if fault != "" {
			got = fault
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", alias, got, want)
		}
	}
}

// TestOldAddresses shows what becomes of an old address of the document policy/x: a page that leads on,
// a copy of the print, a line of the list for the server, or a mistake that is told where it is written.
func TestOldAddresses(t *testing.T) {
	for _, c := range []struct {
		alias, other string // other is an alias of policy/y
		want         string
	}{
		{"/gamla dokument/åäö.html", "", "page /gamla dokument/åäö.html"},
		{"/Gammal/", "", "page /Gammal/"},
		{"/dok/x.pdf", "", "print /dok/x.pdf /policy/x/x-2025-05-18.pdf"},
		{"/visa.aspx", "", "list /visa.aspx /policy/x/; server-alias extension"},
		{"/visa/?namn=a b&å", "", "list /visa/?namn=a%20b&%C3%A5 /policy/x/; server-alias query"},
		{"/gamla dokument/å.aspx", "", "list /gamla%20dokument/%C3%A5.aspx /policy/x/; server-alias extension"},
		{"/f%F6r.html", "", "list /f%F6r.html /policy/x/; server-alias encoding"},
		{"/CON/", "", "list /CON/ /policy/x/; server-alias name"},
		// What a system that ignores case would take for what is there.
		{"/POLICY/X/", "", "list /POLICY/X/ /policy/x/; server-alias case"},
		{"/policy/X/", "", "list /policy/X/ /policy/x/; server-alias case"},
		{"/Policy/gammal/", "", "list /Policy/gammal/ /policy/x/; server-alias case"},
		{"/Policy/A/2025-02-02/", "", "; duplicate-alias /policy/a/2025-02-02/"},
		{"/ga\u0308mmal/", "/gämmal/", "; duplicate-alias /gämmal/"},
		{"/assets/style.css", "", "; duplicate-alias /assets"},
		{"/Assets/x/", "", "; duplicate-alias /assets"},
		{"/sok/index/index.js", "", "; duplicate-alias /sok/index"},
		{"/Sitemap.xml", "", "; duplicate-alias /sitemap.xml"},
		{"/omdirigeringar.txt", "", "; duplicate-alias /omdirigeringar.txt"},
		{"/policy/x/2025-05-18/", "", ""}, // the document's own
	} {
		s := newSmall()
		versions(s)
		s.add("policy/a", "Avfallspolicy", "2025-02-02", "Text")
		s.add("policy/y", "Policy Y", "2025-02-02", "Text")
		if c.other != "" {
			// It comes before the other in the register.
			s.drafts[len(s.drafts)-2].Aliases = []string{c.other}
		}
		s.drafts[1].Aliases = []string{c.alias}
		plan, diags := s.plan(t)
		var got []string
		for _, r := range plan.Redirects {
			if r.URL != c.other && !strings.HasPrefix(r.URL, "/policy/a/") && !strings.HasPrefix(r.URL, "/policy/y/") && !strings.HasPrefix(r.URL, "/policy/x/") {
				got = append(got, "page "+r.URL)
			}
		}
		for _, p := range plan.PrintCopies {
			got = append(got, "print "+p.From+" "+p.Print)
		}
		if len(plan.Moved) > 0 {
			got = append(got, "list "+strings.TrimSuffix(string(plan.Moved), "\n"))
		}
		out := strings.Join(got, " ")
		for _, d := range diags {
			out += fmt.Sprintf("; %s %v", d.Code, d.Args[1])
			if d.Pos.File != s.drafts[1].File {
				t.Errorf("%s: told at %s", c.alias, d.Pos)
			}
		}
		out = strings.NewReplacer("{alias.", "", " []}", "").Replace(out)
		if out != c.want {
			t.Errorf("%s: got %q, want %q", c.alias, out, c.want)
		}
	}
}
