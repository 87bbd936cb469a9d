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

// TestRanges keeps ranges of numbers on one line, and in cells a number beside what it counts.
func TestRanges(t *testing.T) {
	for text, want := range map[string]string{
		"27 kap. 4–6 §§": `27 kap. <span class="ihop">4–6</span> §§`,
		"1–2 och 10–12":  `<span class="ihop">1–2</span> och <span class="ihop">10–12</span>`,
		"KF – KS":        "KF – KS",
		"5– och –5":      "5– och –5",
		"inom 6 månader": "inom 6 månader",
	} {
		w := newWriter(Options{})
		w.dated(text)
		if got := string(w.done()); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for text, want := range map[string]string{"inom 6 månader, 140 liter": "inom 6\u00A0månader, 140\u00A0liter", "5 000, 7": "5 000, 7"} {
		if got := beside(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
