package library

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// random makes drafts of every shape, sound and unsound, from a seed.
type random struct{ *rand.Rand }

func (r random) chance(percent int) bool { return r.IntN(100) < percent }

func (r random) date() Date {
	switch r.IntN(40) {
	case 0:
		return Date{}
	case 1:
		return Date{1, 1, 1}
	case 2:
		return Date{9999, 12, 31}
	}
	return Date{2000 + r.IntN(35), 1, 1}.AddDays(r.IntN(366))
}

func (r random) maybeDate(percent int) Date {
	if r.chance(percent) {
		return r.date()
	}
	return Date{}
}

func (r random) id() string {
	return []string{"policy", "riktlinjer", "rutiner", "blandat"}[r.IntN(4)] + "/" + string(rune('a'+r.IntN(8)))
}

func (r random) cycle() ReviewCycle {
	c := ReviewCycle{Type: CycleType(r.IntN(6))}
	if c.Type == EveryMonths {
		c.Months = []int{1, 12, 24, 30, 1200, 0, -5}[r.IntN(7)]
	}
	if c.Type == EveryYear && r.chance(80) {
		c.Day = MonthDay{time.Month(1 + r.IntN(12)), 1 + r.IntN(28)}
	}
	return c
}

func (r random) targets() []string {
	var out []string
	for r.chance(30) {
		out = append(out, []string{r.id(), r.id(), "KF § 30 2013", "", "x/y/z"}[r.IntN(5)])
	}
	return out
}

func (r random) draft(n int) *Draft {
	d := &Draft{Document: ID(r.id()), Title: "Titel", AdoptedBy: []string{"kf", "ks", "", "okänd", "kommundirektören"}[r.IntN(5)]}
	d.File = fmt.Sprintf("content/%s/%d.md", d.Document, n)
	if r.chance(90) {
		d.VersionFile = fmt.Sprint(n)
	}
	d.Kind = []string{"", "", "", "policy", "plan", "okänd"}[r.IntN(6)]
	d.Status = []string{"", "", "", "", "draft", "consultation", "proposed", "adopted", "??"}[r.IntN(9)]
	d.Adopted, d.InForce, d.ValidUntil, d.ReviewBy = r.maybeDate(85), r.maybeDate(20), r.maybeDate(15), r.maybeDate(15)
	for r.chance(30) {
		d.Review = append(d.Review, r.cycle())
	}
	for r.chance(30) {
		d.Reviews = append(d.Reviews, DraftReview{Date: r.date(), By: []string{"ks", "", "kf", "Säkerhetschef"}[r.IntN(4)]})
	}
	if r.chance(15) {
		d.Repealed = &DraftRepeal{Date: r.date(), From: r.maybeDate(50), By: "kf"}
	}
	d.Implements, d.Complements, d.Replaces, d.Related = r.targets(), r.targets(), r.targets(), r.targets()
	if r.chance(10) {
		d.TranslationOf = r.id()
	}
	for r.chance(15) {
		d.Aliases = append(d.Aliases, r.id())
	}
	d.Visibility = Visibility([]int{0, 0, 0, 1, 2, 3}[r.IntN(6)])
	d.Keywords = []string{"ord"}
	return d
}

func (r random) rules() Rules {
	rules := DefaultRules()
	rules.Terms.Anchor = []string{"kf", "ks", AdoptingBody, "", "okänd"}[r.IntN(5)]
	rules.Terms.Deadline = Deadline{DeadlineType(r.IntN(5)), MonthDay{2, 29}, r.IntN(30)}
	rules.Terms.Starts = map[int]Date{2018: r.date(), 2021: r.date()}
	rules.Terms.Elections = map[int]Date{2022: r.date()}
	for r.chance(30) {
		rules.Terms.ExtraTerms = append(rules.Terms.ExtraTerms, r.date())
	}
	rules.Soon = []int{0, 1, 180, 3650, -3}[r.IntN(5)]
	rules.PublishConsultations = r.chance(50)
	rules.Events = []Event{{Date: r.date(), Text: "x", Keywords: []string{"ord"}}, {Date: r.date(), Documents: []string{r.id()}}}
	if r.chance(10) {
		rules.Kinds, rules.Bodies = nil, nil
	}
	return rules
}

// TestRandomLibraries resolves random drafts, whole nonsense among them, and checks what must be
// true of every library.
func TestRandomLibraries(t *testing.T) {
	for seed := range uint64(600) {
		r := random{rand.New(rand.NewPCG(seed, 7))}
		var drafts []*Draft
		for n := range r.IntN(14) {
			drafts = append(drafts, r.draft(n))
		}
		rules, today := r.rules(), r.date()
		lib, list := Resolve(drafts, rules, today)
		if _, again := Resolve(drafts, rules, today); told(again) != told(list) {
			t.Fatalf("seed %d: the same input gives %s, then %s", seed, told(list), told(again))
		}
		checkLibrary(t, seed, lib)
		checkLibrary(t, seed, lib.Public())
		for _, d := range lib.Public().Documents {
			if d.Visibility == Hidden {
				t.Fatalf("seed %d: %s is seen", seed, d.ID)
			}
			for _, v := range d.Versions {
				if !v.Status.Adopted() && !(v.Status == StatusConsultation && lib.publishConsultations) {
					t.Fatalf("seed %d: a %s of %s is seen", seed, v.Status, d.ID)
				}
			}
		}
		if t.Failed() {
			return
		}
	}
}

func checkLibrary(t *testing.T, seed uint64, l *Library) {
	t.Helper()
	fail := func(d *Document, what string) { t.Errorf("seed %d: %s: %s: %s", seed, d.ID, what, picture(d)) }
	for i, d := range l.Documents {
		if i > 0 && l.Documents[i-1].ID >= d.ID {
			fail(d, "out of order")
		}
		if l.Document(d.ID) != d || d.Kind == nil || d.Shown == nil || d.Visibility == 0 || len(d.Versions) == 0 {
			fail(d, "is not whole")
		}
		holding := 0
		for _, v := range d.Versions {
			if v.Document != d || v.Status == 0 {
				fail(d, "has a version of another")
			}
			if v.Status == StatusInForce {
				holding++
				if v != d.InForce || v != d.Shown {
					fail(d, "the version in force does not hold")
				}
				if v.InForce.After(l.Today) || !v.LastDay.IsZero() && v.LastDay.Before(l.Today) {
					fail(d, "holds outside its days")
				}
			}
		}
		if holding > 1 || (holding == 0) != (d.InForce == nil) {
			fail(d, "several versions hold")
		}
		if (d.InForce == nil) != (d.Review.State == 0) {
			fail(d, "review without a version that holds")
		}
		if r := d.Review; d.InForce != nil {
			if (r.State == Unscheduled) != r.Due.IsZero() || (r.State == Overdue) != (!r.Due.IsZero() && l.Today.After(r.Due)) ||
				(r.State == Overdue) == r.OverdueSince.IsZero() || (r.TermsMissed >= 0) != (r.Rule.Type == RuleTerm) || (len(r.Days) == 0) != r.Due.IsZero() {
				fail(d, fmt.Sprintf("review %+v", r))
			}
		}
		for _, ties := range d.allTies() {
			for _, tie := range *ties {
				if tie.ID == d.ID || tie.ID != "" && l.Document(tie.ID) == nil || tie.ID == "" && tie.Text == "" {
					fail(d, "a tie leads out of the library")
				}
			}
		}
	}
}

// TestStateIsAFunctionOfTheDay follows one version over the years: without reviews in between
// the state only ever gets worse, and each change comes on the day that the facts name.
func TestStateIsAFunctionOfTheDay(t *testing.T) {
	for seed := range uint64(150) {
		r := random{rand.New(rand.NewPCG(seed, 11))}
		rules := DefaultRules()
		rules.Terms.Anchor = []string{"kf", "ks"}[r.IntN(2)]
		rules.Terms.Deadline = []Deadline{{Type: EndOfTerm}, {Type: StartOfTerm}, {DayAfterElection, MonthDay{12, 31}, 0}, {Type: MonthsAfterElection, Months: 1 + r.IntN(48)}}[r.IntN(4)]
		rules.Soon = r.IntN(400)
		d := adopted("policy/a", Date{2003 + r.IntN(20), 1, 1}.AddDays(r.IntN(366)).String())
		for range 1 + r.IntN(3) {
			if c := r.cycle(); c.Months >= 0 && c.Type != 0 && c.Type != NoReview {
				c.Months = min(c.Months, 600)
				if c.Type == EveryMonths {
					c.Months = max(c.Months, 1)
				}
				d.Review = append(d.Review, c)
			}
		}
		lib, _ := Resolve([]*Draft{d}, rules, d.Adopted)
		doc := lib.Document("policy/a")
		k := newScheduler(&rules, lib.Bodies, nil, d.Adopted, Date{2080, 1, 1})
		last := k.review(doc, doc.InForce, d.Adopted)
		missed := last.TermsMissed
		for day := d.Adopted.AddDays(1); day.Year < 2045; day = day.AddDays(1 + r.IntN(20)) {
			now := k.review(doc, doc.InForce, day)
			if now.Due != last.Due || now.Opens != last.Opens || now.Last != last.Last || now.Rule != last.Rule {
				t.Fatalf("seed %d: the days move: %+v, then on %s %+v", seed, last, day, now)
			}
			if now.State < last.State || now.TermsMissed < missed {
				t.Fatalf("seed %d: on %s %s after %s, %d missed after %d", seed, day, now.State, last.State, now.TermsMissed, missed)
			}
			if want := stateByDays(now, day, rules.Soon); now.State != want {
				t.Fatalf("seed %d: on %s %s, want %s: %+v", seed, day, now.State, want, now)
			}
			last, missed = now, now.TermsMissed
		}
	}
}

// stateByDays tells the state from the facts alone, by another road than the engine's.
func stateByDays(r Review, day Date, soon int) ReviewState {
	if r.Due.IsZero() {
		return Unscheduled
	}
	left := day.DaysUntil(r.Due)
	switch {
	case left < 0:
		return Overdue
	case left <= soon:
		return DueSoon
	case !r.Opens.IsZero() && r.Opens.DaysUntil(day) >= 0:
		return Open
	}
	return Current
}

// TestEveryDayBelongsToOneTerm walks over the days around every start of a term.
func TestEveryDayBelongsToOneTerm(t *testing.T) {
	for _, rules := range []TermRules{{}, {Starts: map[int]Date{2018: day("2019-04-15")}, ExtraTerms: []Date{day("2028-04-03"), day("2028-04-03")}}} {
		for _, body := range []*Body{nil, {Rank: 1}, {Rank: 2}, {}, {TermStart: MonthDay{9, 1}}, {TermStart: MonthDay{8, 31}}} {
			for d := day("1990-01-01"); d.Year < 2050; {
				term := rules.termAt(body, d)
				next := rules.termAt(body, term.Last.AddDays(1))
				if d.Before(term.First) || d.After(term.Last) || next.First != term.Last.AddDays(1) || rules.termAt(body, term.Last) != term || rules.termAt(body, term.First) != term {
					t.Fatalf("%v: %s lies in %v, followed by %v", body, d, term, next)
				}
				d = next.First
			}
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	for _, n := range []int{1000} {
		b.Run(fmt.Sprintf("docs=%d", n), func(b *testing.B) {
			var drafts []*Draft
			for i := range n {
				id := fmt.Sprintf("policy/p%d", i)
				first := adopted(id, "2010-03-12", review("every term", "12 months", "when needed"))
				second := adopted(id, "2019-03-12", review("every term", "12 months", "when needed"), looked("2020-01-01"), func(d *Draft) {
					d.Keywords = []string{"ett", "två", "tre"}
					d.Related = []string{fmt.Sprintf("policy/p%d", (i+7)%n)}
					d.Implements = []string{fmt.Sprintf("policy/p%d", i/2)}
				})
				if i == 0 {
					second.Implements = nil
				}
				first.VersionFile, second.VersionFile = "2010", "2019"
				drafts = append(drafts, first, second)
			}
			rules := DefaultRules()
			rules.Events = []Event{{Date: day("2026-01-15"), Text: "x", Keywords: []string{"tre"}}}
			b.ReportAllocs()
			for b.Loop() {
				lib, list := Resolve(drafts, rules, day("2026-11-22"))
				if len(lib.Documents) != n || len(list) != 0 {
					b.Fatal(told(list))
				}
			}
		})
	}
}
