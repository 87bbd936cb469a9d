package reminder

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

const settings = `[site]
title = "Styrdokument"
base_url = "https://styrdokument.exempelby.example/"
[organisation]
name = "Exempelby kommun"
office = "Kommunledningskontoret"
[[bodies]]
id = "kommunfullmaktige"
email = "kf@exempelby.example"
[[bodies]]
id = "kommunstyrelsen"
email = "ks@exempelby.example"
[[bodies]]
id = "socialnamnden"
name = "Socialnämnden"
[[owners]]
role = "Kommundirektör"
email = "kommundirektoren@exempelby.example"
[[owners]]
role = "It-chef"
email = "it@exempelby.example"
superior = "Kommundirektör"
[[owners]]
role = "Enhetschef"
department = "Skolan"
email = "skolan@exempelby.example"
superior = "Skolan"
[[owners]]
department = "Skolan"
email = "skolchefen@exempelby.example"
superior = "Kommundirektör"
[[owners]]
role = "Miljöstrateg"
email = "IT@exempelby.example"
[remind]
from = "styrdokument@exempelby.example"
`

func config(t testing.TB, more string) *source.Config {
	t.Helper()
	c, diags := source.ReadConfig("config.toml", settings+more)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return &c
}

// town is a municipality whose documents are reviewed by all rules.
func town() []*library.Draft {
	owners := [][2]string{
		{"It-chef", "Kommunledningskontoret"}, {"Enhetschef", "Skolan"}, {"Rektor", "Skolan"}, {"Miljöstrateg", ""},
		{"Kommundirektör", ""}, {"Okänd", "Okänt"}, {"", ""},
	}
	bodies := []string{"kommunfullmaktige", "kommunstyrelsen", "socialnamnden"}
	cycles := []library.ReviewCycle{
		{Type: library.EveryTerm}, {Type: library.EveryMonths, Months: 12}, {Type: library.EveryMonths, Months: 24},
		{Type: library.EveryYear, Day: library.MonthDay{Month: 3, Day: 31}},
	}
	var out []*library.Draft
	for i := range 48 {
		d := &library.Draft{
			Document: library.ID(fmt.Sprintf("policy/d%02d", i)), File: fmt.Sprintf("content/policy/d%02d.md", i), Title: fmt.Sprintf("Policy %d", i),
			Adopted: library.NewDate(2010+i%14, 1+i%12, 1+i%28), AdoptedBy: bodies[i%3], Owner: owners[i%7][0], Department: owners[i%7][1],
			Review: cycles[i%4 : i%4+1],
		}
		switch i {
		case 40:
			d.ValidUntil = library.NewDate(2026, 7, 1)
		case 41:
			d.Steward = "It-chef"
		case 42:
			d.Review, d.ReviewBy, d.Steward = nil, library.NewDate(2026, 5, 5), "Miljöstrateg" // who has the address of the It-chef
		}
		out = append(out, d)
	}
	return out
}

// twoYears are days before and after an election.
var twoYears = [2]library.Date{library.NewDate(2026, 1, 1), library.NewDate(2027, 12, 31)}

// TestTwoYears reminds day by day, while some reviews are done, some owners change and some messages fail: nobody gets the
// same twice within the time, nothing overdue is ever silent, and what is late goes to the superior and the body on the day.
func TestTwoYears(t *testing.T) {
	for i, c := range []*source.Config{config(t, ""), config(t, "coordinator = \"samordnaren@exempelby.example\"\nagain = 14\nahead = 60\nsuperior = 10\nbody = 21\n")} {
		if i > 0 && testing.Short() {
			continue
		}
		t.Run(fmt.Sprint(c.Remind.Again, " days"), func(t *testing.T) { live(t, c) })
	}
}

func live(t *testing.T, c *source.Config) {
	words, random := i18n.MustLoad("sv"), rand.New(rand.NewPCG(1, 2))
	drafts, log := town(), NewLog()
	type told struct{ to, document, step string }
	heard := map[told]library.Date{}       // what has not failed
	first := map[library.ID]library.Date{} // since when an owner has been told that it is overdue
	since := map[library.ID]library.Date{} // of the review that first is about
	escalated := map[told]bool{}           // of this review
	ids, steps := map[string]bool{}, map[Step]int{}
	for day := twoYears[0]; !day.After(twoYears[1]); day = day.AddDays(1) {
		if day == library.NewDate(2026, 9, 1) {
			drafts[0].Owner, drafts[7].Owner = "Rektor", "Okänd"
		}
		lib, _ := library.Resolve(drafts, c.Rules, day)
		plan := New(lib, c, log, words)
		if diff := day.Day == 1 && !slices.Equal(messages(plan), messages(New(lib, c, log, words))); diff {
			t.Fatalf("%v: a second plan differs", day)
		}
		var lines []Entry
		lost := map[library.ID]bool{}
		for _, r := range plan.Lost {
			lost[r.Document.ID] = true
		}
		to := map[string]bool{}
		for _, m := range plan.Messages {
			at := strings.ToLower(m.To)
			if to[at] || ids[m.ID] {
				t.Fatalf("%v: %s gets two messages, or %s is the name of two", day, m.To, m.ID)
			}
			to[at], ids[m.ID] = true, true
			fate := []State{Sent, Sent, Sent, Sent, Sent, Sent, Failed, ""}[random.IntN(8)] // "": broken off
			listed := map[library.ID]bool{}
			for i, r := range m.Reminders {
				d, review := r.Document, r.Document.Review
				if listed[d.ID] {
					t.Errorf("%v: %s hears twice of %s", day, m.To, d.ID)
				}
				listed[d.ID] = true
				if i > 0 && rank(r) == rank(m.Reminders[i-1]) && review.Due.Before(m.Reminders[i-1].Document.Review.Due) {
					t.Errorf("%v: %s: %s is older than what stands before it", day, m.To, d.ID)
				}
				what := told{at, string(d.ID), string(r.Step)}
				within := c.Remind.Again
				switch r.Step {
				case Soon:
					within = c.Remind.Ahead
				case Open:
					within = review.Opens.DaysUntil(day) + 1
				}
				if last, ok := heard[what]; ok && last.DaysUntil(day) < within {
					t.Errorf("%v: %v was told on %v already", day, what, last)
				}
				if fate != Failed {
					heard[what] = day
				}
				steps[r.Step]++
				if since[d.ID] != review.OverdueSince {
					since[d.ID] = review.OverdueSince
					delete(first, d.ID)
					for _, s := range []Step{Superior, Body} {
						delete(escalated, told{"", string(d.ID), string(s)})
					}
				}
				if _, known := first[d.ID]; r.Step == Overdue && !known {
					first[d.ID] = day
				}
				after := map[Step]int{Superior: c.Remind.Superior, Body: c.Remind.Body}
				if days, ok := after[r.Step]; ok && !escalated[told{"", string(d.ID), string(r.Step)}] {
					escalated[told{"", string(d.ID), string(r.Step)}] = true
					from := first[d.ID]
					if _, known := c.OwnerOf(d.InForce.Owner, d.InForce.Department); !known {
						from = review.OverdueSince
						if from.Before(twoYears[0].AddDays(-days)) {
							from = twoYears[0].AddDays(-days) // the log begins here
						}
					}
					// An owner who has come later, and has no superior, or has one, takes the review as it is.
					if want := from.AddDays(days); want != day && d.ID != "policy/d00" && d.ID != "policy/d07" {
						t.Errorf("%v: %s is told as %s, want %v", day, d.ID, r.Step, want)
					}
				}
			}
			lines = append(lines, m.Began...)
			if fate != "" {
				lines = append(lines, m.After(day, fate))
			}
		}
		if len(lines) > 0 {
			log = log.With(lines...)
		}
		for _, d := range lib.Documents {
			if d.InForce == nil || d.Review.State != library.Overdue || lost[d.ID] {
				continue
			}
			silent := true
			for what, last := range heard {
				if what.document == string(d.ID) && what.step == string(Overdue) && last.DaysUntil(day) < c.Remind.Again {
					silent = false
				}
			}
			// A message that has failed today is sent tomorrow.
			if silent && !slices.ContainsFunc(plan.Messages, func(m Message) bool {
				return slices.ContainsFunc(m.Reminders, func(r Reminder) bool { return r.Document == d && r.Step == Overdue })
			}) {
				t.Errorf("%v: nobody hears that %s is overdue", day, d.ID)
			}
			if random.IntN(150) == 0 {
				i := slices.IndexFunc(drafts, func(f *library.Draft) bool { return f.Document == d.ID })
				drafts[i].Reviews = append(drafts[i].Reviews, library.DraftReview{Date: day, By: drafts[i].AdoptedBy})
			}
		}
	}
	for _, s := range []Step{Open, Soon, Overdue, Superior, Body} {
		if steps[s] < 5 {
			t.Errorf("only %d reminders are of the step %s", steps[s], s)
		}
	}
	out := log.Format("Vad styrdok har skickat.")
	t.Logf("%d days, %d reminders, %d lines of log: 0 addresses in it", twoYears[0].DaysUntil(twoYears[1])+1, len(heard), strings.Count(string(out), "\n"))
	if strings.Contains(string(out), "@") {
		t.Error("an address is in the log")
	}
	if again, diags := ReadLog(string(out)); len(diags) > 0 || string(again.Format("Vad styrdok har skickat.")) != string(out) {
		t.Errorf("the log is not read as it was written: %v", diags)
	}
}

// messages are a plan as it is compared.
func messages(p *Plan) (out []string) {
	for _, m := range p.Messages {
		text, html := m.Bodies()
		out = append(out, m.ID, m.To, m.Subject, text, html)
	}
	return out
}

// TestDecided shows that nobody is asked to begin a review of what is about to be followed by another version.
func TestDecided(t *testing.T) {
	c := config(t, "")
	version := func(file, adopted, inForce string) *library.Draft {
		return &library.Draft{Document: "policy/a", File: file, Title: "A", Adopted: date(adopted), InForce: date(inForce), AdoptedBy: "kommunstyrelsen", Owner: "It-chef",
			Review: []library.ReviewCycle{{Type: library.EveryMonths, Months: 12}}}
	}
	old, next := version("1.md", "2025-12-31", "2025-12-31"), version("2.md", "2026-10-01", "2027-01-01")
	for _, test := range []struct {
		drafts []*library.Draft
		want   int
	}{{[]*library.Draft{old}, 1}, {[]*library.Draft{old, next}, 0}} {
		lib, _ := library.Resolve(test.drafts, c.Rules, date("2026-11-22"))
		if got := New(lib, c, NewLog(), i18n.MustLoad("sv")).Messages; len(got) != test.want {
			t.Errorf("%d versions: got %d messages, want %d", len(test.drafts), len(got), test.want)
		}
	}
}
