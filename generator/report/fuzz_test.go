package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// FuzzCSV writes cells and reads them back: they are as they were, but for a guard before formulas, and none is a formula.
func FuzzCSV(f *testing.F) {
	f.Add("a;b", "say \"hi\"\n")
	f.Add("=1+1", " \t@x")
	f.Add("\r\n", "\ufeff=x\x00|\u00a0%")
	f.Fuzz(func(t *testing.T, a, b string) {
		table := [][]string{{"id", "title"}, {a, b}, {b, a}}
		var out bytes.Buffer
		if err := WriteCSV(&out, table); err != nil {
			t.Fatal(err)
		}
		rest, bom := strings.CutPrefix(out.String(), "\uFEFF")
		r := csv.NewReader(strings.NewReader(rest))
		r.Comma = ';'
		got, err := r.ReadAll()
		if err != nil || !bom || len(got) != len(table) {
			t.Fatalf("%q: %v", out.String(), err)
		}
		plain := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace // as line ends within a cell are
		for i, row := range got {
			for k, c := range row {
				if want := plain(table[i][k]); plain(c) != want && plain(strings.TrimPrefix(c, "'")) != want {
					t.Errorf("%q is read as %q", want, c)
				}
				if s := strings.TrimLeftFunc(c, func(r rune) bool { return unicode.IsSpace(r) || r == 0xfeff }); s != "" && strings.ContainsAny(s[:1], "=+-@|%") {
					t.Errorf("%q is a formula", c)
				}
			}
		}
	})
}

// FuzzCalendar writes any texts into a calendar and reads it back: it has the events of one document, with their texts, and its lines
// are as RFC 5545 wants them.
func FuzzCalendar(f *testing.F) {
	f.Add("A, b; c\\d", "Chef; Ö, \\", "Översyner, A")
	f.Add("A\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\\nb\x00\u2028", "x\nX:y")
	words := i18n.MustLoad("sv")
	f.Fuzz(func(t *testing.T, title, owner, name string) {
		rows := []Due{{ID: "policy/a", Title: title, Opens: "2026-10-15", Due: "2030-10-14", SoonFrom: library.NewDate(2030, 4, 17), Owner: Optional(owner), URL: "https://a.example/policy/a/"}}
		var b bytes.Buffer
		if err := WriteDueCalendar(&b, rows, Options{BaseURL: "https://a.example/", Calendar: name}, words); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitAfterSeq(b.String(), "\r\n") {
			if body, end := strings.CutSuffix(line, "\r\n"); line != "" && !end || len(body) > 75 || strings.ContainsFunc(body, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
				t.Errorf("the line %q is too long or has control characters", line)
			}
		}
		cal, err := ics.ParseCalendar(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatalf("%v:\n%s", err, b.String())
		}
		if len(cal.Events()) != 3 || len(cal.Components) != 3 {
			t.Fatalf("got %d events:\n%s", len(cal.Events()), b.String())
		}
		// The library unescapes a text twice, so this does it.
		for line := range strings.SplitSeq(strings.ReplaceAll(b.String(), "\r\n ", ""), "\r\n") {
			if text, ok := strings.CutPrefix(line, "SUMMARY:"); ok && !strings.Contains(unescape.Replace(text), Clean(title)) {
				t.Errorf("the summary %q lacks %q", text, Clean(title))
			}
		}
	})
}

// unescape undoes the escaping of RFC 5545, 3.3.11.
var unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\;`, `;`, `\,`, `,`)

// FuzzJSON writes texts as JSON and reads them back.
func FuzzJSON(f *testing.F) {
	f.Add("</script>\u2028\x00", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) {
			return
		}
		want := Due{ID: a, Title: b, Owner: Optional(a), Events: []string{b}}
		var out bytes.Buffer
		if err := WriteJSON(&out, want); err != nil {
			t.Fatal(err)
		}
		var got Due
		if err := json.Unmarshal(out.Bytes(), &got); err != nil || got.ID != a || got.Title != b || got.Owner != want.Owner || !slices.Equal(got.Events, want.Events) {
			t.Errorf("%+v is read as %+v, %v", want, got, err)
		}
	})
}
