package site

import (
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/library"
)

func changesAt(t *testing.T, s *Site, url string) *ChangesPage {
	t.Helper()
	d, ok := page(t, s, url).Data.(*ChangesPage)
	if !ok {
		t.Fatalf("%s is no page of changes but %T", url, page(t, s, url).Data)
	}
	return d
}

func changesPages(s *Site) []string {
	var out []string
	for _, pg := range s.Pages {
		if pg.Kind == KindChanges {
			out = append(out, pg.URL)
		}
	}
	return out
}

const (
	firstText = "## Syfte\nPolicyn talar om vart vi reser och varför vi gör det.\n## Mål\nVi reser sällan och bara när ett möte inte går att hålla på annat sätt.\n## It-drift\nIt-avdelningen sköter alla datorer och skrivare.\n## Uppföljning\nPolicyn följs upp varje år."
	nextText  = "## Syfte\nPolicyn talar om vart vi reser och varför vi gör det.\n## Mål\nVi reser sällan och bara när ett möte inte går att hålla på något annat sätt.\n## Uppföljning\nPolicyn följs upp varje år."
)

func TestChangesStatus(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"some":  {firstText, nextText, "Version 2 ändrar ett avsnitt och tar bort ett."},
		"one":   {nextText, firstText[:strings.Index(firstText, "## It-drift")] + "## Uppföljning\nPolicyn följs upp varje år.", "Version 2 ändrar texten i ett av tre avsnitt."},
		"same":  {firstText, firstText, "Texten i version 2 är densamma som i version 1."},
		"each":  {"## Syfte\nEn mening om resor.", "## Syfte\nEn mening om resor.\n## Ansvar\nChefen svarar.\n## Pengar\nDet kostar.", "Version 2 lägger till två avsnitt."},
		"both":  {"## Äpplen\nRöda frukter växer på träd.", "## Båtar\nFartyg seglar över havet.", "Version 2 lägger till ett avsnitt och tar bort ett."},
		"all":   {"## A\nVi reser med tåg till alla möten.\n## B\nVi äter lunch klockan tolv varje dag.\n## C\nVi sover gott.", "## A\nVi reser med buss till alla möten.\n## B\nVi äter lunch klockan ett varje dag.\n## C\nVi sover bra.", "Version 2 ändrar texten i alla tre avsnitt."},
		"two":   {"## A\nVi reser med tåg till alla möten.\n## B\nVi äter lunch klockan tolv varje dag.", "## A\nVi reser med buss till alla möten.\n## B\nVi äter lunch klockan ett varje dag.", "Version 2 ändrar texten i båda avsnitten."},
		"below": {"## A\nVi reser med tåg till alla möten.\n### A1\nEtt äpple faller.\n## B\nVi äter lunch klockan tolv varje dag.", "## A\nVi reser med tåg till alla möten.\n### A2\nHundar springer över ängen.\n## B\nVi äter lunch klockan tolv varje dag.", "Version 2 ändrar texten i ett av två avsnitt, lägger till ett underavsnitt och tar bort ett."},
		"plain": {"Vi reser med tåg till alla möten.", "Vi reser med buss till alla möten.", "Version 2 ändrar texten."},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSmall()
			s.add("policy/resor/2015-02-23", "Resepolicy", "2015-02-23", c.old)
			s.add("policy/resor/2019-03-25", "Resepolicy", "2019-03-25", c.new)
			d := changesAt(t, s.good(t), "/policy/resor/2019-03-25/andringar/")
			if got := d.Status.String(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if same := name == "same"; same != (len(d.Contents) == 0) || same != (len(d.Explanation) == 0) {
				t.Errorf("got %d changed sections and %d explanations", len(d.Contents), len(d.Explanation))
			}
		})
	}
}

func TestChangesPageAndLinks(t *testing.T) {
	s := newSmall()
	s.add("policy/resor/2011-01-31", "Resepolicy", "2011-01-31", firstText)
	s.add("policy/resor/2015-02-23", "Resepolicy", "2015-02-23", firstText, func(d *library.Draft) { d.Owner = "It-chef" })
	s.add("policy/resor/2019-03-25", "Resepolicy för alla", "2019-03-25", nextText, func(d *library.Draft) { d.Changes = "Datorerna står någon annanstans." })
	s.add("policy/resor/forslag", "Resepolicy", "", "## Ny\nHelt ny.", func(d *library.Draft) { d.Status = "consultation" })
	site := s.good(t)
	if got, want := strings.Join(changesPages(site), " "), "/policy/resor/2011-01-31/jamforelse/ /policy/resor/2011-01-31/jamforelse/hela/ "+
		"/policy/resor/2015-02-23/andringar/ /policy/resor/2015-02-23/andringar/hela/ /policy/resor/2019-03-25/andringar/ /policy/resor/2019-03-25/andringar/hela/"; got != want {
		t.Fatalf("got the pages %q, want %q", got, want)
	}
	pg := page(t, site, "/policy/resor/2019-03-25/andringar/")
	d := pg.Data.(*ChangesPage)
	if d.Lead.String() != "Datorerna står någon annanstans." || d.Read != "../../" || pg.Canonical != "https://styrdokument.exempelby.example/policy/resor/" {
		t.Errorf("got lead %q, read %q, canonical %q", d.Lead, d.Read, pg.Canonical)
	}
	if got := fact(d.Decision, "owner") + "; " + fact(d.Decision, "title"); got != "Dokumentansvarig: Säkerhetschef (tidigare It-chef); Titel: Resepolicy för alla (tidigare Resepolicy)" {
		t.Errorf("got the changed data %q", got)
	}
	if got := d.Contents; len(got) != 2 || got[1].Link != (Link{Text: "It-drift", Href: "#it-drift"}) || got[1].Change != block.Deleted || got[1].Word != "borttaget" {
		t.Errorf("got the sections %+v", got)
	}
	var links []string
	for _, e := range documentAt(t, site, "/policy/resor/").History.Entries {
		for _, l := range e.Links {
			if strings.Contains(l.Href, "andringar") {
				links = append(links, l.Text+" "+l.Href)
			}
		}
	}
	if got, want := strings.Join(links, "; "), "Ändringar från version 2 till 3 2019-03-25/andringar/; Ändringar från version 1 till 2 2015-02-23/andringar/"; got != want {
		t.Errorf("got the links %q, want %q", got, want)
	}
	notice := documentAt(t, site, "/policy/resor/2015-02-23/").Notice
	if n := len(notice.Links); n != 3 || notice.Links[1] != (Link{Text: "Jämför med version 3, som gäller nu", Href: "../2019-03-25/andringar/"}) || notice.Links[2].Href != "andringar/" {
		t.Errorf("got the links %v", notice.Links)
	}
}

func TestChangesOfComingVersion(t *testing.T) {
	s := newSmall()
	s.add("policy/resor/2015-02-23", "Resepolicy", "2015-02-23", firstText)
	s.add("policy/resor/2026-10-26", "Resepolicy", "2026-10-26", nextText, func(d *library.Draft) { d.InForce = day("2027-01-01") })
	site := s.good(t)
	d := changesAt(t, site, "/policy/resor/2026-10-26/andringar/")
	if got, want := d.Status.String(), "tar bort ett. Den börjar gälla den 1"+nbsp+"januari 2027."; !strings.HasSuffix(got, want) {
		t.Errorf("got %q, want it to end in %q", got, want)
	}
	if d.Read != "../" {
		t.Errorf("got %q for the text, want the page of the coming version", d.Read)
	}
	if n := documentAt(t, site, "/policy/resor/2026-10-26/").Notice.Links; len(n) == 0 || n[len(n)-1].Href != "andringar/" {
		t.Errorf("got the links %v", n)
	}
}

// TestNoChangesOfWhatIsNotShown: a text that the public may not read has no page that tells what
// was changed in it.
func TestNoChangesOfWhatIsNotShown(t *testing.T) {
	for _, visibility := range []library.Visibility{library.Listed, library.Hidden} {
		s := newSmall()
		for _, day := range []string{"2015-02-23", "2019-03-25"} {
			s.add("policy/resor/"+day, "Resepolicy", day, firstText, func(d *library.Draft) { d.Visibility = visibility })
		}
		s.add("policy/annan", "Annan", "2019-03-25", "Text.")
		if got := changesPages(s.good(t)); len(got) > 0 {
			t.Errorf("visibility %v: got %v", visibility, got)
		}
		s.in.Internal = true
		if got := changesPages(s.good(t)); len(got) != 2 {
			t.Errorf("visibility %v, internal build: got %v, want two pages", visibility, got)
		}
	}
}

// TestLinksInChanges: a link in a text that has been deleted is resolved like any other, and one to
// a deleted heading leads to where it stands in the combined text.
func TestLinksInChanges(t *testing.T) {
	s := newSmall()
	s.add("policy/annan", "Annan", "2015-02-23", "Text.")
	s.add("policy/resor/2015-02-23", "Resepolicy", "2015-02-23", "## Syfte\nSe [annan](../annan.md) och [drift](#drift).\n## Drift\nSå gör vi med datorerna.")
	s.add("policy/resor/2019-03-25", "Resepolicy", "2019-03-25", "## Syfte\nHelt andra ord står numera här i stället.")
	site := s.good(t)
	pg := page(t, site, "/policy/resor/2019-03-25/andringar/")
	got := map[string]string{}
	i := 0
	pg.Text.Tree.AllSpans(func(x block.Span) {
		if l, ok := x.(*block.Link); ok {
			got[l.Dest] = pg.Links[i].Href
			i++
		}
	})
	if len(got) != 2 || got["../annan.md"] != "../../../annan/" || got["#drift"] != "#drift" {
		t.Errorf("got %v", got)
	}
}

// TestComparedWithWhatHolds: a version that was replaced long ago is compared with the one that holds,
// which its page and the history lead to.
func TestComparedWithWhatHolds(t *testing.T) {
	s := newSmall()
	s.add("policy/resor/2011-01-31", "Resepolicy", "2011-01-31", firstText)
	s.add("policy/resor/2015-02-23", "Resepolicy", "2015-02-23", strings.Replace(firstText, "varje år", "ofta", 1))
	s.add("policy/resor/2019-03-25", "Resepolicy", "2019-03-25", nextText, func(d *library.Draft) { d.Changes = "Datorerna står någon annanstans." })
	s.add("policy/resor/2026-10-26", "Resepolicy", "2026-10-26", nextText+" Alltid.", func(d *library.Draft) { d.InForce = day("2027-01-01") })
	site := s.good(t)
	d := changesAt(t, site, "/policy/resor/2011-01-31/jamforelse/")
	if want := "Version 3 ändrar ett avsnitt och tar bort ett."; d.Status.String() != want {
		t.Errorf("got %q, want %q", d.Status, want)
	}
	if d.KindLabel != "Ändringar från version 1 till version 3" || len(d.Lead) > 0 {
		t.Errorf("got label %q and lead %q, want no words on a change that is only part of this", d.KindLabel, d.Lead)
	}
	if len(d.Downloads) != 1 || d.Downloads[0].Href != "resor-2011-01-31-jamforelse.pdf" {
		t.Errorf("got the downloads %v", d.Downloads)
	}
	if n := documentAt(t, site, "/policy/resor/2011-01-31/").Notice.Links; len(n) != 3 ||
		n[1] != (Link{Text: "Jämför med version 3, som gäller nu", Href: "jamforelse/"}) || n[2].Text != "Se vad som ändrades i version 2" {
		t.Errorf("got the links %v", n)
	}
	found := false
	for _, e := range documentAt(t, site, "/policy/resor/").History.Entries {
		for _, l := range e.Links {
			found = found || l.Href == "2011-01-31/jamforelse/"
		}
	}
	if !found {
		t.Error("the history does not lead to the comparison")
	}
	for _, pg := range site.Pages {
		if pg.URL == "/policy/resor/2026-10-26/jamforelse/" || pg.URL == "/policy/resor/2015-02-23/jamforelse/" {
			t.Errorf("there is %s", pg.URL)
		}
	}
}

// TestWholeText: each page of changes has another with the whole text, and each leads to the other.
func TestWholeText(t *testing.T) {
	s := newSmall()
	s.add("policy/resor/2015-02-23", "Resepolicy", "2015-02-23", firstText)
	s.add("policy/resor/2019-03-25", "Resepolicy", "2019-03-25", nextText)
	site := s.good(t)
	parts, whole := changesAt(t, site, "/policy/resor/2019-03-25/andringar/"), changesAt(t, site, "/policy/resor/2019-03-25/andringar/hela/")
	if parts.Whole || !whole.Whole || parts.Views[1].Href != "hela/" || whole.Views[0].Href != "../" || !whole.Views[1].Current {
		t.Errorf("got %v and %v", parts.Views, whole.Views)
	}
	if whole.Read != "../../../" || whole.Facts[0].Value[0].Href != "../../../2015-02-23/" || whole.Downloads[0].Href != "../resor-2019-03-25-andringar.pdf" {
		t.Errorf("got read %q, facts %v, downloads %v", whole.Read, whole.Facts, whole.Downloads)
	}
}

// TestAskedComparison compares any two versions on a page of its own that leads to the site by whole
// addresses, and none that the build does not show.
func TestAskedComparison(t *testing.T) {
	s := newSmall()
	s.add("policy/annan", "Annan", "2015-02-23", "Text.")
	s.add("policy/resor/2015-02-23", "Resepolicy", "2015-02-23", "## Syfte\nSe [annan](../annan.md) och resten.")
	s.add("policy/resor/forslag", "Resepolicy", "", "## Syfte\nSe [annan](../annan.md) och allt.", func(d *library.Draft) { d.Status = "proposed" })
	compare := func() *Comparison {
		d := s.good(t).Directory
		return d.Unit("policy/resor", s.texts, d).Compare("content/policy/resor/2015-02-23.md", "content/policy/resor/forslag.md")
	}
	if got := compare(); got != nil {
		t.Fatalf("got %v for a proposal in a public build", got)
	}
	s.in.Internal = true
	c := compare()
	d := c.Page.Data.(*ChangesPage)
	if d.KindLabel != "Ändringar från version 1 till förslaget" || d.Status.String() != "Förslaget ändrar texten." || d.Read != "" || len(d.Views) > 0 {
		t.Errorf("got %q %q %q %v", d.KindLabel, d.Status, d.Read, d.Views)
	}
	for _, l := range c.Page.Links {
		if l.Href != "https://styrdokument.exempelby.example/policy/annan/" {
			t.Errorf("got %q", l.Href)
		}
	}
}
