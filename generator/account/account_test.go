package account_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/account"
	"styrdok/generator/library"
	"styrdok/generator/report"
	"styrdok/generator/source"
	"styrdok/generator/testkit"
)

// town returns the documents of a made-up municipality and its rules.
func town(t testing.TB, n int) ([]*library.Draft, library.Rules) {
	t.Helper()
	files := testkit.Municipality(n)
	config, diags := source.ReadConfig("config.toml", string(files["config.toml"].Data))
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	content, diags, err := source.Load(fstest.MapFS(files), nil)
	if err != nil || diags.HasErrors() {
		t.Fatal(err, diags)
	}
	return content.Drafts, config.Rules
}

// TestAccount counts every figure of an account in another way: from the rows of the list of reviews, and for the trend
// from the library as it is on each day.
func TestAccount(t *testing.T) {
	drafts, rules := town(t, 300)
	resolve := func(day library.Date) *library.Library {
		lib, _ := library.Resolve(drafts, rules, day)
		return lib
	}
	today := testkit.MunicipalityDay
	since := library.NewDate(2026, 3, 1)
	lib := resolve(today)
	for _, id := range []library.BodyID{"", "kommunstyrelsen", "kommunfullmaktige", "socialnamnden"} {
		body := rules.Body(string(id))
		of := func(lib *library.Library, id string) bool {
			by := lib.Document(library.ID(id)).InForce.AdoptedBy
			return body == nil || by != nil && by.ID == body.ID
		}
		a := account.Of(lib, account.NewHistory(lib), body, since)

		type figures struct{ inForce, overdue, soon, open, current, unscheduled int }
		want, total := map[string]*figures{}, figures{}
		oldest, overdue, fresh := map[string]string{}, []string{}, []string{}
		for _, row := range report.Dues(lib, report.Options{}) { // overdue ones first, by day
			if !of(lib, row.ID) {
				continue
			}
			d := string(row.Department)
			if want[d] == nil {
				want[d] = &figures{}
			}
			for _, f := range []*figures{want[d], &total} {
				f.inForce++
				*map[string]*int{"overdue": &f.overdue, "due_soon": &f.soon, "open": &f.open, "current": &f.current, "unscheduled": &f.unscheduled}[row.State]++
			}
			if row.State != "overdue" {
				continue
			}
			overdue = append(overdue, row.ID)
			if oldest[d] == "" {
				oldest[d] = row.ID
			}
			if string(row.OverdueSince) > since.String() {
				fresh = append(fresh, row.ID)
			}
		}
		if got := (figures{a.Total.InForce, a.Total.Overdue, a.Total.Soon, a.Total.Open, a.Total.Current, a.Total.Unscheduled}); got != total || total.overdue == 0 {
			t.Errorf("%s: got %+v, want %+v", id, got, total)
		}
		if len(a.Departments) != len(want) {
			t.Errorf("%s: %d departments, want %d", id, len(a.Departments), len(want))
		}
		for _, d := range a.Departments {
			got := figures{d.InForce, d.Overdue, d.Soon, d.Open, d.Current, d.Unscheduled}
			if want[d.Name] == nil || got != *want[d.Name] {
				t.Errorf("%s, %s: got %+v, want %+v", id, d.Name, got, want[d.Name])
			}
			if (d.Oldest == nil) != (oldest[d.Name] == "") || d.Oldest != nil && d.Oldest.Review.Due != lib.Document(library.ID(oldest[d.Name])).Review.Due {
				t.Errorf("%s, %s: the oldest is %v, want %s", id, d.Name, d.Oldest, oldest[d.Name])
			}
		}
		if diff := cmp.Diff(overdue, ids(a.Overdue)); diff != "" {
			t.Errorf("%s: overdue (-want +got):\n%s", id, diff)
		}
		if diff := cmp.Diff(fresh, ids(a.New)); diff != "" {
			t.Errorf("%s: new (-want +got):\n%s", id, diff)
		}

		if len(a.Trend) != 25 || a.Trend[24].Day != today || a.Trend[0].Day != library.NewDate(2024, 11, 30) {
			t.Fatalf("%s: got the months %v", id, a.Trend)
		}
		for _, m := range a.Trend {
			then, counted := resolve(m.Day), account.Month{Day: m.Day}
			for _, row := range report.Dues(then, report.Options{}) {
				if of(then, row.ID) {
					counted.InForce++
					if row.State == "overdue" {
						counted.Overdue++
					}
				}
			}
			if m != counted {
				t.Errorf("%s: got %+v, want %+v", id, m, counted)
			}
		}
		counts := map[account.What]int{}
		for _, h := range a.Done {
			counts[h.What]++
		}
		if diff := cmp.Diff(decidedAfter(drafts, body, since), counts); diff != "" {
			t.Errorf("%s: done (-want +got):\n%s", id, diff)
		}
	}
}

func ids(documents []*library.Document) []string {
	out := []string{}
	for _, d := range documents {
		out = append(out, string(d.ID))
	}
	return out
}

// decidedAfter counts decisions in the files as written.
func decidedAfter(drafts []*library.Draft, body *library.Body, since library.Date) map[account.What]int {
	out := map[account.What]int{}
	versions := map[library.ID]int{}
	for _, d := range drafts { // versions of one document by day, since their files are named by it
		first := versions[d.Document] == 0
		versions[d.Document]++
		if body != nil && d.AdoptedBy != string(body.ID) {
			continue
		}
		if d.Adopted.After(since) {
			if first {
				out[account.Adopted]++
			} else {
				out[account.Revised]++
			}
		}
		for _, r := range d.Reviews {
			if r.Date.After(since) {
				out[account.Reviewed]++
			}
		}
		if d.Repealed != nil && d.Repealed.Date.After(since) {
			out[account.Repealed]++
		}
	}
	return out
}

// TestProposals shows for whom which decision is proposed.
func TestProposals(t *testing.T) {
	drafts, rules := town(t, 300)
	lib, _ := library.Resolve(drafts, rules, testkit.MunicipalityDay)
	found := map[string]int{}
	for _, p := range account.Of(lib, account.NewHistory(lib), nil, lib.Today).Proposals {
		found[p.Action]++
		d := p.Document
		if s := d.Review.State; s != library.Overdue && s != library.DueSoon {
			t.Errorf("%s of %s, which is %s", p.Action, d.ID, s)
		}
		if until := d.InForce.ValidUntil; (p.Action == "extend") != !until.IsZero() || !until.IsZero() && !p.Until.After(until) {
			t.Errorf("%s of %s, which ends %s, until %s", p.Action, d.ID, until, p.Until)
		}
		if p.Action == "repeal" && (d.Kind.Statute || !d.Review.Last.Before(library.NewDate(2018, 11, 30))) {
			t.Errorf("repeal of %s %s, last looked at %s", d.Kind.ID, d.ID, d.Review.Last)
		}
	}
	if found["repeal"] == 0 || found["reaffirm"] == 0 || found["extend"] == 0 {
		t.Errorf("got %v", found)
	}
}

// TestSpread shows that every proposed day is one on which its body meets and that the document's rule allows, that nothing is
// lost, and that a plan which has been carried out is left as it is.
func TestSpread(t *testing.T) {
	drafts, rules := town(t, 300)
	lib, _ := library.Resolve(drafts, rules, testkit.MunicipalityDay)
	until := library.NewDate(2030, 11, 30)
	plan := account.Spread(lib, until)
	want := 0
	for _, row := range report.Dues(lib, report.Options{}) {
		if row.Due != "" && string(row.Due) <= until.String() {
			want++
		}
	}
	if len(plan.Moves)+len(plan.Stuck) != want {
		t.Errorf("%d documents planned and %d stuck, want %d", len(plan.Moves), len(plan.Stuck), want)
	}
	on := map[string]int{}
	planned := map[library.ID]library.Date{}
	for _, m := range plan.Moves {
		on[string(m.Body.ID)+m.Day.String()]++
		late := m.Document.Review.State == library.Overdue
		if m.Late != late || late && m.Day.After(lib.Today.AddMonths(12)) || !late && m.Day.After(m.Due) || !m.Day.After(lib.Today) {
			t.Errorf("%s, due %s, on %s", m.Document.ID, m.Due, m.Day)
		}
		if r := m.Document.Review; m.Changed() && !late && r.Rule.Type == library.RuleTerm && m.Day.Before(r.Opens) {
			t.Errorf("%s on %s, before its term of office begins %s", m.Document.ID, m.Day, r.Opens)
		}
		if len(m.Body.Meetings) > 0 && !slices.Contains(m.Body.Meetings, m.Day) {
			t.Errorf("%s on %s, when %s does not meet", m.Document.ID, m.Day, m.Body.Name)
		}
		if m.Recordable() {
			planned[m.Document.ID] = m.Day
		}
	}
	levelled := false
	for _, b := range plan.Bodies {
		before, after, most, now := 0, 0, 0, 0
		for _, d := range b.Days {
			before, after, most, now = before+d.Before, after+d.After, max(most, d.Before), max(now, d.After)
			if on[string(b.Body.ID)+d.Day.String()] != d.After {
				t.Errorf("%s on %s: %d documents, and a load of %d", b.Body.Name, d.Day, on[string(b.Body.ID)+d.Day.String()], d.After)
			}
		}
		if before != after || now > most {
			t.Errorf("%s: %d documents, then %d; at most %d, then %d", b.Body.Name, before, after, most, now)
		}
		levelled = levelled || 3*now < most
	}
	if !levelled {
		t.Error("no body's load has become much more even")
	}
	for _, d := range drafts {
		if v := lib.Document(d.Document).InForce; v != nil && v.File == d.File && !planned[d.Document].IsZero() {
			d.ReviewBy = planned[d.Document]
		}
	}
	lib, _ = library.Resolve(drafts, rules, testkit.MunicipalityDay)
	for _, m := range account.Spread(lib, until).Moves {
		if day, known := planned[m.Document.ID]; known && (m.Changed() || m.Day != day) {
			t.Errorf("%s was planned for %s and is now for %s", m.Document.ID, day, m.Day)
		}
	}
}

// TestNextMeeting shows at which meeting a document must be decided on at the latest.
func TestNextMeeting(t *testing.T) {
	day := func(s string) library.Date { d, _ := library.ParseDate(s); return d }
	b := &library.Body{Meetings: []library.Date{day("2026-01-10"), day("2026-02-10"), day("2026-03-10")}}
	for _, c := range []struct{ today, due, want string }{
		{"2026-01-05", "2026-03-09", "2026-02-10"}, {"2026-01-05", "2026-03-10", "2026-03-10"}, {"2026-01-05", "2026-01-09", ""},
		{"2026-02-05", "2026-01-20", "2026-02-10"}, {"2026-04-01", "2026-01-20", ""},
	} {
		d := &library.Document{InForce: &library.Version{AdoptedBy: b}, Review: library.Review{Due: day(c.due)}}
		if strings.Compare(c.due, c.today) < 0 {
			d.Review.State = library.Overdue
		}
		if got := account.NextMeeting(d, day(c.today)); got.String() != c.want {
			t.Errorf("on %s, due %s: got %q, want %q", c.today, c.due, got, c.want)
		}
	}
}
