package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// TestDueCalendar reads a calendar back: an event on each day of review, none without one, lines
// as RFC 5545 wants them.
func TestDueCalendar(t *testing.T) {
	const due, owner, address = "2026-11-24", "Chef; Ö, \\", "https://a.example/policy/a/"
	rows := []Due{
		{ID: "policy/a", Title: "A, b; c\\d " + strings.Repeat("å", 80), Due: due, Owner: owner, URL: address},
		{ID: "policy/b", Title: "B"},
	}
	var b bytes.Buffer
	if err := WriteDueCalendar(&b, rows, Options{BaseURL: "https://a.example/", Calendar: "Översyner, A"}, i18n.MustLoad("sv")); err != nil {
		t.Fatal(err)
	}
	cal, err := ics.ParseCalendar(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if len(cal.Events()) != 1 {
		t.Fatalf("got %d events, want 1", len(cal.Events()))
	}
	e := cal.Events()[0]
	for p, want := range map[ics.ComponentProperty]string{
		ics.ComponentPropertyUniqueId: "policy_a-2026-11-24@a.example", ics.ComponentPropertyDtStart: "20261124",
		ics.ComponentPropertyDtEnd: "20261125", ics.ComponentPropertyUrl: address, ics.ComponentPropertyTransp: "TRANSPARENT",
	} {
		if got := e.GetProperty(p); got == nil || got.Value != want {
			t.Errorf("%s: got %+v, want %q", p, got, want)
		}
	}
	if got := e.GetProperty(ics.ComponentPropertySummary); got == nil || !strings.Contains(ics.FromText(got.Value), rows[0].Title) {
		t.Errorf("got the summary %+v", got)
	}
	if !strings.Contains(b.String(), "X-WR-CALNAME:Översyner\\, A\r\n") {
		t.Error("the calendar has not its name")
	}
	for _, line := range strings.SplitAfter(b.String(), "\n") {
		if line != "" && !strings.HasSuffix(line, "\r\n") || len(line) > 77 {
			t.Errorf("the line %q is too long or ends wrongly", line)
		}
	}
}

// events reads the calendar of rows back: of each event its ID, its summary and the times of its alarms.
func events(t *testing.T, rows []Due) (got []string, out string) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDueCalendar(&b, rows, Options{}, i18n.MustLoad("sv")); err != nil {
		t.Fatal(err)
	}
	cal, err := ics.ParseCalendar(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range cal.Events() {
		line := e.Id() + " " + ics.FromText(e.GetProperty(ics.ComponentPropertySummary).Value)
		for _, a := range e.Alarms() {
			line += " " + a.GetProperty(ics.ComponentPropertyTrigger).Value
			action, text := a.GetProperty(ics.ComponentPropertyAction), a.GetProperty(ics.ComponentPropertyDescription)
			if action.Value != "DISPLAY" || strings.Contains(text.Value, "i dag") && !strings.Contains(e.Id(), "_opens-") {
				t.Errorf("%s: an alarm with the action %v and the text %v", e.Id(), action, text)
			}
		}
		got = append(got, line)
	}
	return got, b.String()
}

// TestCalendarReminds shows when a calendar reminds of a review, as RFC 5545 wants an alarm to be.
func TestCalendarReminds(t *testing.T) {
	const due, opens, until = "2030-10-14", "2026-10-15", "valid until"
	soon := library.NewDate(2030, 4, 17)
	rows := []Due{
		{ID: "policy/a", Title: "A", Opens: opens, Due: due, SoonFrom: soon},
		{ID: "policy/b", Title: "B", Due: due, SoonFrom: soon, Rule: until},
	}
	got, _ := events(t, rows)
	want := []string{
		"policy_a_opens-2026-10-15@styrdok Kan ses över från i dag: A, senast 2030-10-14 PT9H",
		"policy_a_soon-2030-04-17@styrdok Dags att se över A, senast 2030-10-14 PT9H",
		"policy_a-2030-10-14@styrdok Senast i dag: översyn av A -P30D -P7D",
		"policy_b_soon-2030-04-17@styrdok B slutar gälla efter 2030-10-14: ska det ersättas, förlängas eller upphöra? PT9H",
		"policy_b-2030-10-14@styrdok Sista dagen som B gäller -P30D -P7D",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

// TestCalendarEnds shows that the last day of every document that is to end is in the calendar, also of one without a day of
// review, and that a calendar in which nothing is to be done is one.
func TestCalendarEnds(t *testing.T) {
	last := library.NewDate(2030, 10, 14)
	for _, test := range []struct {
		name string
		rows []Due
		want []string
	}{
		{"expires", []Due{{ID: "plan/a", Title: "A", LastDay: last, Expires: true}}, []string{"plan_a_ends-2030-10-14@styrdok Sista dagen som A gäller -P30D -P7D"}},
		{"repealed", []Due{{ID: "plan/a", Title: "A", LastDay: last}}, []string{"plan_a_ends-2030-10-14@styrdok Sista dagen som A gäller"}},
		{"reviewed before", []Due{{ID: "plan/a", Title: "A", LastDay: last, Expires: true, Due: "2029-01-01"}}, []string{
			"plan_a_ends-2030-10-14@styrdok Sista dagen som A gäller -P30D -P7D", "plan_a-2029-01-01@styrdok Senast i dag: översyn av A -P30D -P7D"}},
		{"nothing", []Due{{ID: "plan/a", Title: "A"}}, nil},
	} {
		got, out := events(t, test.rows)
		if !strings.Contains(out, "BEGIN:VEVENT") && !strings.Contains(out, "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD") ||
			!strings.Contains(out, "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n") {
			t.Errorf("%s: a calendar must have a component and say how often it is fetched:\n%s", test.name, out)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: events (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestCalendarNamesDiffer shows that two documents never share an event, whatever hyphens are in their names.
func TestCalendarNamesDiffer(t *testing.T) {
	const due = "2026-11-24"
	rows := []Due{{ID: "plan-a/b", Title: "A", Due: due}, {ID: "plan/a-b", Title: "B", Due: due}}
	got, _ := events(t, rows)
	id := func(event string) string { return strings.Fields(event)[0] }
	if len(got) != 2 || id(got[0]) == id(got[1]) {
		t.Errorf("two documents have the events %v", got)
	}
}

// TestWriteCSV shows that cells come back as they were, but for a guard before formulas.
func TestWriteCSV(t *testing.T) {
	table := [][]string{{"id", "title"}, {"a;b", "say \"hi\""}, {"=1+1", "+46"}, {"-x", "@x"}, {"\tx", "%x"}, {"", "1-2"}}
	var b bytes.Buffer
	if err := WriteCSV(&b, table); err != nil {
		t.Fatal(err)
	}
	rest, bom := strings.CutPrefix(b.String(), "\uFEFF")
	if !bom || !strings.Contains(rest, "id;title\r\n") {
		t.Errorf("got %q", b.String())
	}
	r := csv.NewReader(strings.NewReader(rest))
	r.Comma = ';'
	got, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"id", "title"}, {"a;b", "say \"hi\""}, {"'=1+1", "'+46"}, {"'-x", "'@x"}, {"'\tx", "'%x"}, {"", "1-2"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// TestCalendarOfSuccessor holds that a calendar tells the review of the version that is adopted to take over, and no end of
// a document that goes on; and of one that ends no review after its end.
func TestCalendarOfSuccessor(t *testing.T) {
	draft := func(id, file, on string) *library.Draft {
		adopted, _ := library.ParseDate(on)
		return &library.Draft{Document: library.ID(id), File: file, VersionFile: file, Title: id, Kind: "policy", Adopted: adopted, AdoptedBy: "kf"}
	}
	next := draft("policy/a", "2", "2026-10-26")
	next.InForce = library.Date{Year: 2027, Month: 1, Day: 1}
	ends := draft("policy/b", "3", "2023-03-12")
	ends.ValidUntil = library.Date{Year: 2028, Month: 12, Day: 31}
	lib, _ := library.Resolve([]*library.Draft{draft("policy/a", "1", "2014-03-12"), next, ends}, library.DefaultRules(), library.Date{Year: 2026, Month: 11, Day: 22})
	got, _ := events(t, Dues(lib, Options{}))
	want := []string{
		"policy_a_opens-2030-10-15@styrdok Kan ses över från i dag: policy/a, senast 2034-10-14 PT9H",
		"policy_a_soon-2034-04-17@styrdok Dags att se över policy/a, senast 2034-10-14 PT9H",
		"policy_a-2034-10-14@styrdok Senast i dag: översyn av policy/a -P30D -P7D",
		"policy_b_ends-2028-12-31@styrdok Sista dagen som policy/b gäller -P30D -P7D",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
