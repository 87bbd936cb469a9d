package html

import "testing"

// TestDates marks days of the calendar, and nothing that only looks like one.
func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2014-03-12":                `<time datetime="2014-03-12">2014-03-12</time>`,
		"den 2014-03-12, klart":     `den <time datetime="2014-03-12">2014-03-12</time>, klart`,
		"2014-02-29 och 2014-13-01": "2014-02-29 och 2014-13-01",
		"KS-2014-03-12":             "KS-2014-03-12",
		"12014-03-12":               "12014-03-12",
		"2014-03-12-1":              "2014-03-12-1",
		"2014-03-1":                 "2014-03-1",
		"<2014-03-12>":              `&lt;<time datetime="2014-03-12">2014-03-12</time>&gt;`,
	} {
		w := newWriter(Options{})
		w.dated(text)
		if string(w.b) != want {
			t.Errorf("%q gives %q, want %q", text, w.b, want)
		}
	}
}
