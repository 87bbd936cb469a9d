package data

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/site"
)

func pageOf(t *testing.T, pages []*site.Page, address string) *site.Page {
	t.Helper()
	for _, p := range pages {
		if p.URL == address {
			return p
		}
	}
	t.Fatalf("no page %s", address)
	return nil
}

// TestJSONLD reads the data of every page: required keys, days, whole addresses, no empty values,
// and nothing that could end the element it stands in.
func TestJSONLD(t *testing.T) {
	d, pages := sample().both(t)
	iso := regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	n := 0
	for _, p := range pages {
		raw := d.Head(p).JSONLD
		if (raw != "") != (p.Version != nil) {
			t.Errorf("%s: got %q", p.URL, raw)
		}
		if raw == "" {
			continue
		}
		n++
		if strings.ContainsAny(raw, "<>&\u2028\u2029\n") {
			t.Errorf("%s: the data could end its element: %s", p.URL, raw)
		}
		var v map[string]any
		if err := json.Unmarshal([]byte(raw), &v); err != nil {
			t.Fatalf("%s: %v", p.URL, err)
		}
		for _, k := range []string{"@context", "@type", "@id", "url", "name", "legislationIdentifier", "legislationType", "legislationLegalForce", "inLanguage", "publisher", "legislationJurisdiction"} {
			if v[k] == nil {
				t.Errorf("%s lacks %s", p.URL, k)
			}
		}
		var walk func(key string, v any)
		walk = func(key string, v any) {
			switch v := v.(type) {
			case map[string]any:
				if len(v) == 0 {
					t.Errorf("%s: %s is empty", p.URL, key)
				}
				for k, x := range v {
					walk(k, x)
				}
			case []any:
				if len(v) == 0 {
					t.Errorf("%s: %s is empty", p.URL, key)
				}
				for _, x := range v {
					walk(key, x)
				}
			case string:
				switch {
				case v == "":
					t.Errorf("%s: %s is empty", p.URL, key)
				case strings.Contains(key, "Date") || key == "dateModified" || key == "expires":
					if !iso.MatchString(v) {
						t.Errorf("%s: %s is %q, no day", p.URL, key, v)
					}
				case key == "url" || key == "@id" || key == "contentUrl" || key == "sdLicense":
					if u, err := url.Parse(v); err != nil || !u.IsAbs() || u.Host == "" {
						t.Errorf("%s: %s is %q, no whole address", p.URL, key, v)
					}
				}
			case nil:
				t.Errorf("%s: %s is null", p.URL, key)
			}
		}
		walk("", v)
	}
	if n < 6 {
		t.Errorf("got data on %d pages, want at least 6", n)
	}
}

// TestLegislation shows what is said of a document, its older version and a listed one.
func TestLegislation(t *testing.T) {
	d, pages := sample().both(t)
	read := func(address string) (v legislation) {
		if err := json.Unmarshal([]byte(d.Head(pageOf(t, pages, address)).JSONLD), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	new, old, listed := read("/policy/info/"), read("/policy/info/2015-05-18/"), read("/policy/listad/")
	if new.LegalForce != "https://schema.org/InForce" || new.Date != "2015-05-18" || new.DateVersion != "2019-03-25" || new.Applicability != "2019-04-01" {
		t.Errorf("got %+v", new)
	}
	if e := new.Encoding; len(e) != 1 || e[0].URL != "https://styrdok.example/sv/policy/info/info-2019-03-25.pdf" || e[0].Size != "21000 B" || len(e[0].SHA256) != 64 {
		t.Errorf("got the print %+v", e)
	}
	if new.PassedBy.Name != "Kommunfullmäktige" || new.PassedBy.Parent.Name != "Exempelby kommun" || new.PassedBy.Parent.Identifier != "0000" {
		t.Errorf("got %+v", new.PassedBy)
	}
	if c := new.Changes; len(c) != 1 || c[0].ID != old.ID {
		t.Errorf("got %+v, want a reference to %s", c, old.ID)
	}
	if new.BasedOn[0].Name != "SFS 2018:218" || new.BasedOn[0].URL != "https://rkrattsbaser.gov.se/sfst?bet=2018:218" {
		t.Errorf("got %+v", new.BasedOn[0])
	}
	if old.LegalForce != "https://schema.org/NotInForce" || old.Expires != "2019-03-31" || old.ExampleOf == nil || old.ExampleOf.ID != new.ID {
		t.Errorf("got %+v", old)
	}
	if len(listed.Encoding)+len(listed.Keywords) > 0 || listed.Description != "" || listed.Version != "" || listed.Date != "" || listed.DateVersion != "2024-03-12" {
		t.Errorf("got %+v", listed)
	}
}

func TestDublinCore(t *testing.T) {
	d, pages := sample().both(t)
	meta := func(address string) (out []string) {
		for _, m := range d.Head(pageOf(t, pages, address)).Meta {
			out = append(out, m.Name+": "+m.Content)
		}
		return out
	}
	want := []string{
		"DC.title: Policy för information", "DC.creator: Kommunfullmäktige", "DC.publisher: Exempelby kommun", "DC.date: 2015-05-18",
		"DC.identifier: https://styrdok.example/sv/policy/info/2015-05-18/", "DC.language: sv", "DC.type: Policy",
		"DCTERMS.valid: start=2015-05-18; end=2019-03-31", "DCTERMS.isReplacedBy: https://styrdok.example/sv/policy/info/2019-03-25/",
	}
	if diff := cmp.Diff(want, meta("/policy/info/2015-05-18/")); diff != "" {
		t.Errorf("an older version (-want +got):\n%s", diff)
	}
	if got := meta("/policy/info/"); !slices.Contains(got, "DCTERMS.replaces: https://styrdok.example/sv/policy/info/2015-05-18/") {
		t.Errorf("got %v", got)
	}
	if got := meta("/register/"); !slices.Contains(got, "DC.identifier: https://styrdok.example/sv/register/") {
		t.Errorf("got %v", got)
	}
}

// TestFeedLinks shows that every feed that a page names is there.
func TestFeedLinks(t *testing.T) {
	d, pages := sample().both(t)
	files := d.all()
	for _, p := range pages {
		h := d.Head(p)
		if p.Kind == site.KindNotFound {
			if len(h.Feeds)+len(h.Meta) > 0 {
				t.Error("the page for lost addresses has data")
			}
			continue
		}
		if len(h.Feeds) == 0 {
			t.Errorf("%s has no feed", p.URL)
		}
		for _, f := range h.Feeds {
			base, _ := url.Parse(p.URL)
			to, err := base.Parse(f.Href)
			if err != nil {
				t.Fatal(err)
			}
			fileOf(t, files, strings.TrimPrefix(to.Path, "/"))
		}
	}
	internal := sample()
	internal.in.Internal = true
	d, pages = internal.both(t)
	for _, p := range pages {
		if h := d.Head(p); len(h.Feeds)+len(h.Meta) > 0 || h.JSONLD != "" {
			t.Errorf("%s of an internal build has data", p.URL)
		}
	}
}
