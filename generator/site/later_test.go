package site

import (
	"slices"
	"strings"
	"testing"

	"styrdok/generator/library"
)

// successor adds a document of which a later version is adopted that comes into force on 1 January 2027.
func (s *small) successor(id, title string, change ...func(*library.Draft)) {
	s.add(id+"/1", title, "2022-12-12", "## Ett\n\nText.", change...)
	s.add(id+"/2", title, "2026-10-26", "## Ett\n\nNy text.", append(change, func(d *library.Draft) { d.InForce = day("2027-01-01") })...)
}

// saidLater words what a badge says on coming days, and where it then leads.
func saidLater(b Badge) string {
	out := ""
	for _, l := range b.Later {
		out += strings.TrimSpace(l.From+" "+string(l.Mark)+" "+l.Text+" "+l.URL) + "; "
	}
	return strings.TrimSuffix(out, "; ")
}

// TestListsFollowTheNextVersion holds that wherever a document is listed it holds throughout, first in one version and then in
// the next, to which its row then leads, and that its next review is that of the version adopted last.
func TestListsFollowTheNextVersion(t *testing.T) {
	s := newSmall()
	s.successor("reglementen/ks", "Reglemente för KS", func(d *library.Draft) { d.CodeNumber, d.Keywords = "1:3", []string{"nämnd"} })
	s.add("instruktioner/chef", "Instruktion", "2026-03-12", "Text.", func(d *library.Draft) { d.Implements = []string{"reglementen/ks"} })
	site := s.good(t)
	const want = "2027-01-01 in-force Gäller i version 2 "
	for url, to := range map[string]string{
		"/register/": "../reglementen/ks/2026-10-26/", "/reglementen/": "ks/2026-10-26/", "/amnen/namnd/": "../../reglementen/ks/2026-10-26/",
		"/forfattningssamling/": "../reglementen/ks/2026-10-26/",
	} {
		var table Table
		switch d := page(t, site, url).Data.(type) {
		case *RegisterPage:
			table = d.Table
		case *CollectionPage:
			table = d.Table
		case *StatutesPage:
			table = d.Table
		}
		i := slices.IndexFunc(table.Rows, func(r Row) bool { return r.ID == "reglementen/ks" })
		if r := table.Rows[i]; saidLater(r.Badge) != want+to || r.Badge.Text != "Gäller" || r.Review.Text != "senast 2034-10-14" {
			t.Errorf("%s: got %s, later %q, with the review %q; want %q", url, r.Badge.Text, saidLater(r.Badge), r.Review.Text, want+to)
		}
	}
	tree := documentAt(t, site, "/instruktioner/chef/").Relations.Tree[0]
	if got := saidLater(tree.Badge); got != want+"../../reglementen/ks/2026-10-26/" {
		t.Errorf("the tree says later %q", got)
	}
	if x, _ := site.SearchEntry("reglementen/ks"); saidLater(x.Badge) != want+"/reglementen/ks/2026-10-26/" {
		t.Errorf("the search says later %q", saidLater(x.Badge))
	}
	for _, pr := range site.Prints {
		if got := fact(pr.Facts, "review"); strings.HasSuffix(pr.Address, "ks-2022-12-12.pdf") && got != "Nästa översyn: senast 2030-10-14" {
			t.Errorf("the print of the version that holds says %q: it is to stay as it was", got)
		}
	}

	// What is only listed goes on in a version that is not shown.
	s = newSmall()
	s.successor("policy/a", "Policy", func(d *library.Draft) { d.Visibility = library.Listed })
	listed := s.good(t)
	row := page(t, listed, "/register/").Data.(*RegisterPage).Table.Rows[0]
	if st := page(t, listed, "/policy/a/").Data.(*ListedPage).Status; saidLater(row.Badge) != "" || len(st.Later) != 2 || st.Later[0].Mark != MarkInForce {
		t.Errorf("got %q and %v for what is only listed, want that it holds", saidLater(row.Badge), st.Later)
	}

	// And it is told until when, which is the last day of that version.
	s = newSmall()
	s.successor("policy/a", "Policy", func(d *library.Draft) {
		if d.Visibility = library.Listed; d.Adopted == day("2026-10-26") {
			d.ValidUntil = day("2028-12-31")
		}
	})
	if got, want := page(t, s.good(t), "/policy/a/").Data.(*ListedPage).Status.Sentence.String(), "Policyn gäller till och med den 31"+nbsp+"december 2028."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestPagesFollowTheNextVersion holds what the pages of a document, of its versions and of what they changed say on a day after
// that of the build.
func TestPagesFollowTheNextVersion(t *testing.T) {
	s := newSmall()
	s.successor("policy/a", "Policy")
	site := s.good(t)
	d := documentAt(t, site, "/policy/a/")
	want := []string{
		"2026-10-26 coming Version 2 antagen, gäller från 2027-01-01 | 2027-01-01 in-force Version 2 antagen, gäller",
		"2022-12-12 in-force Version 1 antagen, gäller | 2027-01-01 superseded Version 1 antagen, ersatt av version 2",
	}
	for i, h := range d.History.Entries {
		got := h.Date.ISO + " " + string(h.Mark) + " " + h.Title.String()
		for _, l := range h.Later {
			got += " | " + l.From + " " + string(l.Mark) + " " + l.Title.String()
			if len(l.Links) != len(h.Links) {
				t.Errorf("the history later lacks links: %v", l.Links)
			}
		}
		if got != want[i] {
			t.Errorf("got %q, want %q", got, want[i])
		}
	}
	c := page(t, site, "/policy/a/2026-10-26/andringar/").Data.(*ChangesPage)
	if !strings.HasSuffix(c.Status.String(), "Den börjar gälla den 1"+nbsp+"januari 2027.") {
		t.Errorf("got %q", c.Status)
	}
	if len(c.Later) != 1 || c.Later[0].From != "2027-01-01" || !strings.HasSuffix(c.Later[0].Sentence.String(), "Version 2 gäller sedan den 1"+nbsp+"januari 2027.") {
		t.Errorf("got %v, want what holds then", c.Later)
	}
}

// TestHistoryFollowsTheDay holds what the history tells from coming days on, whatever ends a document.
func TestHistoryFollowsTheDay(t *testing.T) {
	for _, c := range []struct {
		name, want string
		change     func(*library.Draft)
	}{
		{"the last day", "2027-01-01 event Version 1 antagen; hidden 2027-01-01 2026-12-31 Giltighetstiden gick ut", func(d *library.Draft) { d.ValidUntil = day("2026-12-31") }},
		{"a repeal", "2027-01-01 event Version 1 antagen", func(d *library.Draft) {
			d.Repealed = &library.DraftRepeal{Date: day("2026-11-01"), From: day("2027-01-01"), By: "kf"}
		}},
		{"not yet in force", "2027-01-01 in-force Version 1 antagen, gäller", func(d *library.Draft) { d.InForce = day("2027-01-01") }},
		{"a review", "hidden 2027-01-01 2027-01-01 Översynen blev försenad", func(d *library.Draft) { d.ReviewBy = day("2026-12-31") }},
		{"another document", "2027-02-01 superseded Version 1 antagen, ersatt; hidden 2027-02-01 2027-02-01 Ersatt av Nytt", func(d *library.Draft) { d.Keywords = []string{"x"} }},
	} {
		s := newSmall()
		s.add("policy/a", "Policy", "2026-03-12", "Text.", c.change)
		if c.name == "another document" {
			s.add("policy/b", "Nytt", "2026-11-02", "Text.", func(d *library.Draft) { d.Replaces, d.InForce = []string{"policy/a"}, day("2027-02-01") })
		}
		d := documentAt(t, s.good(t), "/policy/a/")
		var got []string
		for _, h := range d.History.Entries {
			if h.From != "" && h.From < "2030" {
				got = append(got, "hidden "+h.From+" "+h.Date.ISO+" "+h.Title.String())
			}
			for _, l := range h.Later {
				got = slices.Insert(got, 0, l.From+" "+string(l.Mark)+" "+l.Title.String())
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
		if want := "*Policyn gäller* till och med den <2027-01-31 31~januari 2027>. Därefter gäller [Nytt](../b/)."; c.name == "another document" {
			if got := strings.ReplaceAll(marked(d.Status.Sentence), nbsp, "~"); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	}
}

// TestTranslationFollowsItsOriginal holds what a translation says of its original in both languages, on its page today and on
// coming days, in the search and in print: that the original holds only while it does.
func TestTranslationFollowsItsOriginal(t *testing.T) {
	until := func(on string) func(*library.Draft) { return func(d *library.Draft) { d.ValidUntil = day(on) } }
	repealed := func(date, from string) func(*library.Draft) {
		return func(d *library.Draft) { d.Repealed = &library.DraftRepeal{Date: day(date), From: day(from), By: "kf"} }
	}
	add := func(change ...func(*library.Draft)) func(*small) {
		return func(s *small) { s.add("policy/a", "Policy", "2022-12-12", "Text.", change...) }
	}
	const annulled = "The Swedish original was never in force, since a court has annulled the decision: Policy."
	const holds, ended, newer = "The Swedish original is in force: Policy.", "The Swedish original is no longer in force: Policy.",
		"The Swedish original is in force in another version than the one translated here: Policy."
	for _, c := range []struct {
		name, now, later, badge, print string
		add                            func(*small)
	}{
		{"in force", holds, "", "Översättning, originalet gäller", "", add()},
		{"repealed", ended, "", "Översättning, originalet upphävt", "The Swedish original is no longer in force: Policy.", add(repealed("2025-01-01", "2025-01-01"))},
		{"to be repealed", holds, "2027-01-01 repealed older " + ended, "Översättning, originalet gäller", "", add(repealed("2026-11-01", "2027-01-01"))},
		{"expired", ended, "", "Översättning, originalet har upphört", "The Swedish original is no longer in force: Policy.", add(until("2025-12-31"))},
		{"to expire", holds, "2027-01-01 expired older " + ended, "Översättning, originalet gäller", "", add(until("2026-12-31"))},
		{"annulled", annulled, "", "Översättning, originalet upphävt", annulled,
			add(func(d *library.Draft) {
				d.Annulled = &library.DraftAnnulment{Date: day("2023-03-02"), By: "Förvaltningsrätten"}
			})},
		{"not yet in force", "The Swedish original is not yet in force: Policy.", "2027-01-01 in-force " + holds, "Översättning, gäller inte än",
			"The Swedish original is not yet in force: Policy.", add(func(d *library.Draft) { d.InForce = day("2027-01-01") })},
		{"replaced by a version", newer, "", "Översättning, ersatt", newer, func(s *small) {
			s.add("policy/a/1", "Policy", "2022-12-12", "Text.")
			s.add("policy/a/2", "Policy", "2024-12-12", "Text.")
		}},
		{"to be replaced by a version", holds, "2027-01-01 superseded older " + newer, "Översättning, originalet gäller", "", func(s *small) { s.successor("policy/a", "Policy") }},
		{"replaced by a document", ended, "", "Översättning, ersatt", "The Swedish original is no longer in force: Policy.", func(s *small) {
			add()(s)
			s.add("policy/c", "Ny", "2024-12-12", "Text.", func(d *library.Draft) { d.Replaces = []string{"policy/a"} })
		}},
	} {
		s := newSmall()
		c.add(s)
		s.add("policy/b", "Translated", "2022-12-12", "Text.", func(d *library.Draft) { d.TranslationOf, d.Language, d.Owner = "policy/a", "en", "" })
		s.drafts = library.Translated(s.drafts, day(s.today), nil)
		site := s.good(t)
		pg, d := page(t, site, "/policy/b/"), documentAt(t, site, "/policy/b/")
		const first = "This is a translation into English. "
		if got := strings.TrimPrefix(d.Status.Sentence.String(), first); got != c.now {
			t.Errorf("%s: got %q, want %q", c.name, got, c.now)
		}
		later := ""
		for _, l := range d.Status.Later {
			older := ""
			if l.Older {
				older = "older "
			}
			later += l.From + " " + string(l.Mark) + " " + older + strings.TrimPrefix(l.Sentence.String(), first)
		}
		if later != c.later {
			t.Errorf("%s: got later %q, want %q", c.name, later, c.later)
		}
		note := d.Translation.Notes[0]
		if holding := c.now == holds; strings.Contains(note.Sentence.String(), "Originalet på svenska gäller: ") != holding || len(note.Later) != len(d.Status.Later) || pg.Older != (c.print != "" && !strings.Contains(c.print, "not yet")) {
			t.Errorf("%s: got the note %q with %d later, older %t", c.name, note.Sentence, len(note.Later), pg.Older)
		}
		if d.Notice != nil || !strings.HasPrefix(d.History.Entries[len(d.History.Entries)-1].Title.String(), "The original was adopted as version 1") || len(d.History.Entries[0].Later) > 0 {
			t.Errorf("%s: got the notice %v and the history %v", c.name, d.Notice, d.History.Entries)
		}
		if x, _ := site.SearchEntry("policy/b"); x.Badge.Text != c.badge {
			t.Errorf("%s: got %q in the search, want %q", c.name, x.Badge.Text, c.badge)
		}
		pr := site.Prints[slices.IndexFunc(site.Prints, func(p *Print) bool { return strings.HasPrefix(p.Address, "/policy/b/") })]
		if pr.Status.String() != c.print || !strings.HasSuffix(pr.Foot, "version 1, translation") || len(pr.Notes) != 2 ||
			pr.Notes[0].Sentence.String() != "Det här är en översättning till engelska. Om texterna skiljer sig åt är det originalet på svenska som räknas: Policy." ||
			pr.Notes[1].Sentence.String() != "This is a translation into English. If the texts differ, the Swedish original prevails: Policy." {
			t.Errorf("%s: the print says %q, %q, %v", c.name, pr.Status, pr.Foot, pr.Notes)
		}
		if foot := site.FooterOf(pg).Contact; foot.Lang != "en" || foot.Label != "Contact" {
			t.Errorf("%s: the foot asks in %q: %v", c.name, foot.Lang, foot)
		}
	}
}

// TestTranslationOfTwoVersions holds that the page of a translation leads to the next one once that is of what holds.
func TestTranslationOfTwoVersions(t *testing.T) {
	s := newSmall()
	s.successor("policy/a", "Policy")
	s.successor("policy/b", "Translated", func(d *library.Draft) { d.TranslationOf, d.Language = "policy/a", "en" })
	st := documentAt(t, s.good(t), "/policy/b/").Status
	want := "2027-01-01 superseded *This is a translation into English.* The Swedish original is in force in another version than the one translated here: " +
		"[Policy](../a/2026-10-26/). Read [version 2](2026-10-26/), which has been in force since <2027-01-01 1~January 2027>."
	if len(st.Later) != 1 || !st.Later[0].Older || st.Later[0].From+" "+string(st.Later[0].Mark)+" "+strings.ReplaceAll(marked(st.Later[0].Sentence), nbsp, "~") != want {
		t.Errorf("got %v, want %q", st.Later, want)
	}
}

// TestReviewRowsFollowTheDay holds what the page of reviews says of a document on coming days.
func TestReviewRowsFollowTheDay(t *testing.T) {
	s := newSmall()
	s.add("policy/a", "Policy", "2024-03-12", "Text.", func(d *library.Draft) { d.ReviewBy = day("2026-12-01") })
	s.add("planer/b", "Plan", "2024-03-12", "Text.", func(d *library.Draft) { d.ValidUntil = day("2026-12-31") })
	var got []string
	for _, r := range page(t, s.good(t), "/revidering/").Data.(*ReviewPage).Groups[0].Table.Rows {
		got = append(got, strings.TrimSpace(r.Lead+" "+r.When.String())+" → "+saidLater(r.Badge))
	}
	want := "Gäller, ses över senast 2026-12-01 → 2026-12-02 overdue försenad sedan 2026-12-02|gäller till 2026-12-31 → 2027-01-01  gällde till 2026-12-31"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}
