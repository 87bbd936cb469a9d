package data

import (
	"bytes"
	"encoding/xml"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/library"
)

// node is an element of XML as a parser sees it.
type node struct {
	name     xml.Name
	attrs    map[string]string // by local name
	text     string
	children []*node
}

// parseXML reads a file with a strict parser.
func parseXML(t *testing.T, data []byte) *node {
	t.Helper()
	if !utf8.Valid(data) {
		t.Fatal("no UTF-8")
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			last.children = append(last.children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(token)
		}
	}
	if len(root.children) != 1 || strings.TrimSpace(root.text) != "" {
		t.Fatalf("got %d roots", len(root.children))
	}
	return root.children[0]
}

func (n *node) all(local string) []*node {
	var out []*node
	for _, c := range n.children {
		if c.name.Local == local {
			out = append(out, c)
		}
	}
	return out
}

const atomSpace = "http://www.w3.org/2005/Atom"

var tagForm = regexp.MustCompile(`^tag:[a-z0-9.-]+,2026:/[A-Za-z0-9/._~-]*$`)

// checkAtom holds a feed to RFC 4287: what must be there once, what an entry needs, and the form
// of names, days and addresses.
func checkAtom(t *testing.T, data []byte) *node {
	t.Helper()
	feed := parseXML(t, data)
	if feed.name != (xml.Name{Space: atomSpace, Local: "feed"}) {
		t.Fatalf("got the root %v", feed.name)
	}
	once := func(n *node, local string) string {
		found := n.all(local)
		if len(found) != 1 || found[0].name.Space != atomSpace || strings.TrimSpace(found[0].text) == "" {
			t.Errorf("got %d elements %s with words, want one", len(found), local)
			return ""
		}
		return found[0].text
	}
	moment := func(n *node, local string) time.Time {
		m, err := time.Parse(time.RFC3339, once(n, local))
		if err != nil {
			t.Error(err)
		}
		return m
	}
	links := func(n *node, rel string) (out []*node) {
		for _, l := range n.all("link") {
			u, err := url.Parse(l.attrs["href"])
			if err != nil || !u.IsAbs() || u.Host == "" {
				t.Errorf("the link %q is not whole", l.attrs["href"])
			}
			if l.attrs["rel"] == rel {
				out = append(out, l)
			}
		}
		return out
	}
	once(feed, "title")
	newest := moment(feed, "updated")
	ids := map[string]bool{once(feed, "id"): true}
	if a := feed.all("author"); len(a) != 1 || once(a[0], "name") == "" {
		t.Error("no author")
	}
	if len(links(feed, "self")) != 1 || len(links(feed, "alternate")) != 1 {
		t.Error("no link to itself or to the page")
	}
	last := newest
	for i, e := range feed.all("entry") {
		id := once(e, "id")
		if ids[id] || !tagForm.MatchString(id) {
			t.Errorf("the name %q is taken or no tag", id)
		}
		ids[id] = true
		once(e, "title")
		updated := moment(e, "updated")
		if updated.After(last) || i == 0 && !updated.Equal(newest) {
			t.Errorf("%s: updated %v, after %v", id, updated, last)
		}
		last = updated
		if len(links(e, "alternate")) != 1 {
			t.Errorf("%s: no link to the page", id)
		}
		for _, l := range links(e, "enclosure") {
			if l.attrs["length"] == "" || l.attrs["type"] != "application/pdf" {
				t.Errorf("%s: got the print %v", id, l.attrs)
			}
		}
	}
	if len(feed.all("entry")) == 0 {
		t.Error("no entry")
	}
	return feed
}

func TestFeedsFollowAtom(t *testing.T) {
	n := 0
	for _, f := range sample().make(t).all() {
		if strings.HasSuffix(f.Path, ".atom") {
			n++
			t.Run(f.Path, func(t *testing.T) { checkAtom(t, f.Data) })
		}
	}
	// The site, two collections, four documents with a decision, and two departments.
	if n != 9 {
		t.Errorf("got %d feeds, want 9", n)
	}
}

// TestDecisions shows which decisions a feed tells of, in words, with the day of each.
func TestDecisions(t *testing.T) {
	s := newSmall()
	s.add("policy/resor/1", "Resepolicy", "2015-02-23")
	s.add("policy/resor/2", "Resepolicy", "2019-03-25", func(d *library.Draft) {
		d.InForce, d.Changes = day("2019-04-01"), "Tåg går före flyg."
		d.Reviews = []library.DraftReview{{Date: day("2023-05-22"), By: "ks", Section: "§ 80"}}
		d.Corrections = []library.Correction{{Date: day("2021-09-06"), Note: "Stavfel."}, {Date: day("2021-09-06"), Note: "Ny adress."}}
		d.Repealed = &library.DraftRepeal{Date: day("2025-06-16"), From: day("2025-07-01"), By: "kf", Section: "§ 88"}
	})
	feed := checkAtom(t, fileOf(t, s.make(t).all(), "policy/resor/flode.atom"))
	var got []string
	for _, e := range feed.all("entry") {
		summary := ""
		for _, x := range e.all("summary") {
			summary = x.text
		}
		got = append(got, strings.TrimPrefix(e.all("id")[0].text, "tag:styrdok.example,2026:/sv/policy/resor/")+" "+e.all("updated")[0].text[:10]+" "+
			e.all("title")[0].text+". "+summary+" "+strings.TrimPrefix(e.all("link")[0].attrs["href"], "https://styrdok.example/sv/policy/resor/"))
	}
	want := []string{
		"repealed-2025-06-16 2025-06-16 Upphävande: Resepolicy. Beslut: Kommunfullmäktige § 88. Upphör att gälla 2025-07-01. 2019-03-25/",
		"reviewed-2023-05-22 2023-05-22 Översyn utan ändring: Resepolicy. Beslut: Kommunstyrelsen § 80. Texten är oförändrad. 2019-03-25/",
		"corrected-2021-09-06 2021-09-06 Redaktionell ändring: Resepolicy. Stavfel. 2019-03-25/",
		"corrected-2021-09-06-2 2021-09-06 Redaktionell ändring: Resepolicy. Ny adress. 2019-03-25/",
		"adopted-2019-03-25 2019-03-25 Ny version: Resepolicy. Beslut: Kommunfullmäktige § 42, KS 2018/412. Gäller från 2019-04-01. Tåg går före flyg. 2019-03-25/",
		"adopted-2015-02-23 2015-02-23 Nytt styrdokument: Resepolicy. Beslut: Kommunfullmäktige § 42, KS 2018/412. 2015-02-23/",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

// TestLongFeed shows that the site's feed holds the newest and a document's own all.
func TestLongFeed(t *testing.T) {
	s := newSmall()
	for year := 1900; year < 2020; year++ {
		adopted := library.NewDate(year, 3, 1).String()
		s.add("policy/resor/"+adopted, "Resepolicy", adopted)
	}
	files := s.make(t).all()
	site, own := checkAtom(t, fileOf(t, files, "flode.atom")), checkAtom(t, fileOf(t, files, "policy/resor/flode.atom"))
	if got := len(site.all("entry")); got != longestFeed {
		t.Errorf("got %d entries, want %d", got, longestFeed)
	}
	if got := len(own.all("entry")); got != 120 {
		t.Errorf("got %d entries of the document, want 120", got)
	}
}

// TestDepartmentFeeds shows that a department's feed tells of its decisions, and of its reviews that are overdue or soon.
func TestDepartmentFeeds(t *testing.T) {
	s := newSmall()
	for id, rule := range map[string]func(*library.Draft){
		"policy/sen":  func(d *library.Draft) { d.Department, d.ReviewBy = "Kansliet", day("2025-03-01") },
		"policy/snar": func(d *library.Draft) { d.Department, d.ReviewBy = "Kansliet", day("2027-01-15") },
		"policy/slut": func(d *library.Draft) { d.Department, d.ValidUntil = "Kansliet", day("2026-12-31") },
		"policy/ny":   func(d *library.Draft) { d.Department, d.ReviewBy = "Skolan", day("2031-01-15") },
	} {
		s.add(id, id, "2024-03-12", rule)
	}
	var got []string
	for _, e := range checkAtom(t, fileOf(t, s.make(t).all(), "revidering/kansliet/flode.atom")).all("entry") {
		got = append(got, e.all("title")[0].text+" "+e.all("updated")[0].text[:10])
	}
	want := "Dags att se över: policy/snar 2026-07-19|Försenad översyn: policy/sen 2025-03-02|" +
		"Nytt styrdokument: policy/sen 2024-03-12|Nytt styrdokument: policy/slut 2024-03-12|Nytt styrdokument: policy/snar 2024-03-12"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}
