package reminder

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// followed are documents to which everything happens that a digest tells of.
func followed() []*library.Draft {
	doc := func(id, day string, change func(*library.Draft)) *library.Draft {
		d := &library.Draft{Document: library.ID(id), File: "content/" + id + "/" + day + ".md", Title: "Titel " + id, Adopted: date(day), AdoptedBy: "kommunstyrelsen", Owner: "It-chef"}
		if change != nil {
			change(d)
		}
		return d
	}
	return []*library.Draft{
		doc("policy/ny", "2026-02-01", func(d *library.Draft) { d.InForce = date("2026-04-01") }),
		doc("policy/gammal", "2020-01-01", nil),
		doc("policy/gammal", "2026-02-10", func(d *library.Draft) { d.Changes = "Allt." }),
		doc("policy/prövad", "2020-01-01", func(d *library.Draft) { d.Reviews = []library.DraftReview{{Date: date("2026-03-01")}} }),
		doc("policy/rättad", "2020-01-01", func(d *library.Draft) {
			d.Corrections = []library.Correction{{Date: date("2026-03-02"), Note: "Stavfel."}}
		}),
		doc("policy/upphävd", "2020-01-01", func(d *library.Draft) {
			d.Repealed = &library.DraftRepeal{Date: date("2026-03-03"), From: date("2026-03-10"), By: "kommunstyrelsen"}
		}),
		doc("policy/slut", "2020-01-01", func(d *library.Draft) { d.ValidUntil = date("2026-03-04") }),
		doc("policy/ersatt", "2020-01-01", nil),
		doc("policy/ersätter", "2026-03-05", func(d *library.Draft) { d.Replaces = []string{"policy/ersatt"} }),
		doc("policy/sen", "2020-01-01", func(d *library.Draft) { d.ReviewBy = date("2026-03-06") }),
		doc("policy/listad", "2026-03-07", func(d *library.Draft) {
			d.Visibility, d.Summary = library.Listed, "HEMLIGT"
			d.Reviews = []library.DraftReview{{Date: date("2026-03-08"), Note: "HEMLIGT"}}
		}),
		doc("policy/dold", "2026-03-09", func(d *library.Draft) { d.Visibility, d.Title = library.Hidden, "HEMLIGT" }),
		{Document: "policy/utkast", File: "content/policy/utkast.md", Title: "HEMLIGT", Status: "draft"},
	}
}

func date(s string) library.Date {
	d, err := library.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestDigests sends a digest every third day of half a year: everything that happens is told once, on the first occasion,
// and nothing that the public may not see. What is recorded late is told late.
func TestDigests(t *testing.T) {
	c, log, words := config(t, ""), NewLog(), i18n.MustLoad("sv")
	want := map[string]string{
		"policy/ny adopted": "2026-02-01", "policy/ny in_force": "2026-04-01", "policy/gammal revised": "2026-02-10", "policy/prövad reviewed": "2026-03-01",
		"policy/rättad corrected": "2026-03-02", "policy/upphävd repealed": "2026-03-03", "policy/upphävd ended": "2026-03-10", "policy/slut ended": "2026-03-05",
		"policy/ersatt replaced": "2026-03-05", "policy/ersätter adopted": "2026-03-05", "policy/sen overdue": "2026-03-07", "policy/listad adopted": "2026-03-07",
		"policy/slut extended": "2026-03-03", // recorded on 2026-04-20
	}
	got, sets := map[string]string{}, map[string]library.Date{}
	drafts := followed()
	from := date("2026-01-15")
	for day := from; day.Before(date("2026-07-01")); day = day.AddDays(3) {
		if day == date("2026-04-24") {
			drafts[6].Extensions = []library.DraftExtension{{Date: date("2026-03-03"), By: "kommunstyrelsen", Until: date("2026-12-31")}}
		}
		lib, _ := library.Resolve(drafts, c.Rules, day)
		d := NewDigest(lib, c, log, []string{"a@exempelby.example"}, library.Date{}, words)
		if strings.Contains(d.Text+d.html+d.Subject, "HEMLIGT") {
			t.Errorf("%v: tells what the public may not see:\n%s", day, d.Text)
		}
		for _, n := range d.News {
			what := string(n.Document.ID) + " " + n.Sort
			if got[what] != "" {
				t.Errorf("%v: %s is told a second time", day, what)
			}
			got[what], sets[what] = n.Day.String(), day
			if !strings.Contains(d.Text, n.Version.Title) || n.Day.After(day) {
				t.Errorf("%v: %s of %v is not told rightly", day, what, n.Day)
			}
			if late := n.Day.DaysUntil(day); late > 2 && n.Sort != "extended" {
				t.Errorf("%v: %s of %v is told late", day, what, n.Day)
			}
		}
		if len(d.News) > 0 {
			log = log.With(d.Begins()...)
			for _, m := range d.Messages {
				log = log.With(append(m.Began, m.After(day, Sent))...)
			}
			log = log.With(d.Ends()...)
		}
	}
	t.Logf("%d changes told once each", len(got))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	if sets["policy/slut extended"] != date("2026-04-24") {
		t.Errorf("what was recorded late is told on %v", sets["policy/slut extended"])
	}
}

// TestBrokenDigest breaks off a digest: the next run, on another day, goes on with the same one, to those who have not got it.
func TestBrokenDigest(t *testing.T) {
	c, words := config(t, ""), i18n.MustLoad("en")
	to := []string{"a@x.example", "b@x.example", "c@x.example", "d@x.example"}
	at := func(day string) *library.Library {
		lib, _ := library.Resolve(followed(), c.Rules, date(day))
		return lib
	}
	first := NewDigest(at("2026-02-15"), c, NewLog(), to, date("2026-01-31"), words)
	m := first.Messages
	if len(m) != 4 || len(first.News) != 2 {
		t.Fatalf("got %d messages of %d news", len(m), len(first.News))
	}
	log := NewLog(slices.Concat(first.Begins(), m[0].Began, []Entry{m[0].After(first.today, Sent)}, m[1].Began, m[2].Began, []Entry{m[2].After(first.today, Failed)})...)
	second := NewDigest(at("2026-03-02"), c, log, to, library.Date{}, words)
	if !second.Resuming() || second.Text != first.Text || second.Uncertain != 1 {
		t.Errorf("got another digest, %d uncertain:\n%s", second.Uncertain, second.Text)
	}
	var left []string
	for _, m := range second.Messages {
		left = append(left, m.To)
		if m.ID == first.Messages[2].ID {
			t.Error("what failed is sent again under the same ID")
		}
	}
	if !slices.Equal(left, to[2:]) {
		t.Errorf("it goes to %v, want %v", left, to[2:])
	}
	log = log.With(second.Ends()...)
	third := NewDigest(at("2026-03-02"), c, log, to, library.Date{}, words)
	if third.Resuming() || len(third.News) != 2 || len(third.Messages) != 4 || third.From != date("2026-03-02") {
		t.Errorf("the next one tells %d news to %d since %v", len(third.News), len(third.Messages), third.From)
	}
}
