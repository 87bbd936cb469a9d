package decide

import (
	"testing"

	"styrdok/generator/library"
)

func TestLastDayOfAppeal(t *testing.T) {
	for _, test := range []struct{ announced, want, why string }{
		{"2018-04-03", "2018-04-24", "a Tuesday three weeks later"},
		{"2026-11-13", "2026-12-04", "a Friday"},
		{"2026-11-14", "2026-12-07", "from a Saturday to Monday"},
		{"2026-11-15", "2026-12-07", "from a Sunday to Monday"},
		{"2026-12-03", "2026-12-28", "Christmas Eve is a Thursday; the next working day is Monday"},
		{"2026-12-10", "2027-01-04", "New Year's Eve is a Thursday; then New Year's Day and a weekend"},
		{"2026-12-16", "2027-01-07", "Epiphany"},
		{"2026-05-29", "2026-06-22", "Midsummer Eve is 19 June"},
		{"2026-03-13", "2026-04-07", "from Good Friday past Easter Monday"},
		{"2026-04-23", "2026-05-15", "Ascension Day; the Friday after it is a working day"},
		{"2026-04-10", "2026-05-04", "1 May is a Friday"},
		{"2027-05-16", "2027-06-07", "the National Day is a Sunday"},
		{"2029-05-16", "2029-06-07", "the National Day is a Wednesday"},
		{"2026-10-10", "2026-11-02", "All Saints' Day"},
		{"2026-04-08", "2026-04-29", "30 April and its eve are no days off"},
		{"2026-04-09", "2026-04-30", "Walpurgis Night is a working day"},
	} {
		day, err := library.ParseDate(test.announced)
		if err != nil {
			t.Fatal(err)
		}
		if got := LastDayOfAppeal(day).String(); got != test.want {
			t.Errorf("announced %s: got %s, want %s: %s", test.announced, got, test.want, test.why)
		}
	}
}
