package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/site"
)

// FuzzFiles puts any texts into all facts of a document and reads every file for machines back: each is what its format wants, with the
// elements of a harmless one and the document's title.
func FuzzFiles(f *testing.F) {
	f.Add("Policy "+hostile, hostile)
	f.Add("=1+1;", "]]></title>\r\nEND:VEVENT\r\nBEGIN:VEVENT")
	f.Add("\"@sv . <a> <b> \"", "\\u0022 \\")
	words := i18n.MustLoad("sv")
	make := func(title, text string) map[string][]byte {
		s := newSmall()
		s.in.Organisation.Name, s.in.Organisation.Office = "Kommunen "+text, text
		s.add("policy/a", title, "2019-03-25", func(d *library.Draft) {
			d.ShortTitle, d.Summary, d.Changes, d.Section, d.CaseNumber, d.Owner, d.Department, d.Contact = text, text, text, text, text, text, text, text
			d.CodeNumber, d.AppliesTo, d.Keywords, d.Laws, d.Standards, d.Replaces = text, []string{text}, []string{text}, []string{text}, []string{text}, []string{text}
			d.Corrections = []library.Correction{{Date: day("2021-09-06"), Note: text}}
		})
		lib, diags := library.Resolve(s.drafts, s.rules, day(s.today))
		if diags.HasErrors() {
			return nil
		}
		dir, diags := site.NewDirectory(lib, s.in, words)
		if diags.HasErrors() {
			return nil
		}
		out := map[string][]byte{}
		for _, file := range New(dir, nil, words).all() {
			out[file.Path] = file.Data
		}
		return out
	}
	elements := func(t *testing.T, data []byte) int {
		n := 0
		var count func(*node)
		count = func(of *node) {
			n++
			for _, c := range of.children {
				count(c)
			}
		}
		count(parseXML(t, data))
		return n
	}
	harmless := make("Policy a", "x b")
	f.Fuzz(func(t *testing.T, title, text string) {
		if len(title)+len(text) > 400 || strings.TrimSpace(clean(title)) == "" || strings.TrimSpace(clean(text)) == "" {
			return
		}
		files := make("Policy "+title, "x "+text)
		if files == nil {
			return
		}
		events := 0
		for name, data := range harmless {
			if strings.HasSuffix(name, ".ics") {
				events = bytes.Count(data, []byte("BEGIN:VEVENT\r\n"))
			}
			if files[name] == nil && !strings.HasPrefix(name, "revidering/") { // whose names are those of departments
				t.Errorf("there is no %s", name)
			}
		}
		title = clean("Policy " + title)
		for name, data := range files {
			switch {
			case strings.HasSuffix(name, ".atom"):
				if feed := checkAtom(t, data); harmless[name] != nil && elements(t, data) != elements(t, harmless[name]) || !strings.Contains(feed.all("entry")[0].all("title")[0].text, title) {
					t.Errorf("%s of %q: %s", name, title, data)
				}
			case strings.HasSuffix(name, ".rdf"):
				if elements(t, data) != elements(t, harmless[name]) {
					t.Errorf("%s has other elements: %s", name, data)
				}
			case name == "data/styrdokument.json":
				var r register
				if err := json.Unmarshal(data, &r); err != nil || len(r.Documents) != 1 || r.Documents[0].Title != title {
					t.Errorf("%s of %q: %v %s", name, title, err, data)
				}
			case strings.HasSuffix(name, ".csv"):
				c := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
				c.Comma = ';'
				rows, err := c.ReadAll()
				if err != nil || len(rows) != 2 || rows[1][slices.Index(columns, "title")] != title {
					t.Errorf("%s of %q: %v %q", name, title, err, rows)
				}
			case strings.HasSuffix(name, ".ics"):
				cal, err := ics.ParseCalendar(bytes.NewReader(data))
				if err != nil || len(cal.Events()) != events {
					t.Errorf("%s of %q: %v %s", name, title, err, data)
				}
			case strings.HasSuffix(name, ".ttl"):
				if a, b := statements(data), statements(harmless[name]); a != b {
					t.Errorf("%s has %d statements, and a harmless one %d: %s", name, a, b, data)
				}
			}
		}
	})
}

// statements counts the ends of statements in Turtle outside of its texts and addresses.
func statements(data []byte) int {
	n := 0
	var inside byte
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inside == '"' && c == '\\':
			i++
		case inside != 0 && (c == inside || c == '\n'):
			inside = 0
		case inside == 0 && c == '"':
			inside = '"'
		case inside == 0 && c == '<':
			inside = '>'
		case inside == 0 && (c == '.' || c == ';'):
			n++
		}
	}
	return n
}
