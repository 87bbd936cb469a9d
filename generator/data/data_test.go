package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/report"
	"styrdok/generator/site"
)

// hostile is text that every format has its own trouble with.
const hostile = "=1+1;\"a\" 'b' <b>&amp;</script><!-- ]]> \\ , \u2028 \x00\x1b\x7f\ufffe å\u0301 😀 \r\nBEGIN:VEVENT"

// small makes sites of a few documents.
type small struct {
	drafts []*library.Draft
	rules  library.Rules
	in     site.Input
	today  string
}

func newSmall() *small {
	return &small{
		rules: library.DefaultRules(), today: "2026-11-22",
		in: site.Input{
			Settings: site.Settings{
				Title: "Styrdokument", BaseURL: "https://styrdok.example/sv/",
				Organisation: site.Organisation{
					Name: "Exempelby kommun", Number: "212000-0000", MunicipalityCode: "0000",
					Contact: "styrdokument@exempelby.example", URL: "https://www.exempelby.example/",
				},
			},
		},
	}
}

func day(s string) library.Date {
	d, err := library.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// add adds a version: id is "policy/resor" or, for one of several versions, "policy/resor/1".
func (s *small) add(id, title, adopted string, change ...func(*library.Draft)) {
	parts := strings.SplitN(id, "/", 3)
	d := &library.Draft{
		File: "content/" + id + ".md", Document: library.ID(parts[0] + "/" + parts[1]), Title: title,
		AdoptedBy: "kommunfullmaktige", Section: "§ 42", CaseNumber: "KS 2018/412", Owner: "Säkerhetschef", Department: "Kansliet",
	}
	if len(parts) == 3 {
		d.VersionFile = parts[2]
	}
	if adopted != "" {
		d.Adopted = day(adopted)
	}
	for _, c := range change {
		c(d)
	}
	s.drafts = append(s.drafts, d)
}

func (s *small) make(t testing.TB) *Data {
	d, _ := s.both(t)
	return d
}

// all are the files of the site with the feed of every document.
func (d *Data) all() []File {
	var rows []Row
	for _, doc := range d.site.Library.Documents {
		if row := d.Row(doc); row.JSON != nil {
			rows = append(rows, row)
		}
	}
	out := slices.Concat(d.Undated(), d.RegisterJSON(rows), d.RegisterCSV(rows))
	for _, f := range d.Feeds() {
		out = append(out, File{Path: f.Path, Data: f.Make()})
	}
	for _, doc := range d.site.Library.Documents {
		if f, ok := d.Feed(doc); ok {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// both makes the data with the pages.
func (s *small) both(t testing.TB) (*Data, []*site.Page) {
	t.Helper()
	lib, diags := library.Resolve(s.drafts, s.rules, day(s.today))
	if diags.HasErrors() {
		t.Fatalf("library: %v", diags)
	}
	words := i18n.MustLoad("sv")
	texts, prints := map[string]*site.Text{}, map[string]site.PrintInfo{}
	var f site.Frame
	for _, d := range lib.Documents {
		for _, v := range d.Versions {
			texts[v.File] = &site.Text{File: v.File, Tree: &block.Tree{}}
			address := f.PrintAddress(v)
			prints[address] = site.PrintInfo{Bytes: 21_000, Pages: 3, SHA256: Sum([]byte(address))}
		}
	}
	dir, diags := site.NewDirectory(lib, s.in, words)
	if diags.HasErrors() {
		t.Fatalf("plan: %v", diags)
	}
	pages := dir.Lists()
	for _, doc := range lib.Documents {
		pages = append(pages, dir.Unit(doc.ID, texts, dir).Pages(prints)...)
	}
	pages = slices.DeleteFunc(pages, func(p *site.Page) bool { return p.Kind == site.KindForward })
	slices.SortFunc(pages, func(a, b *site.Page) int { return strings.Compare(a.URL, b.URL) })
	return New(dir, prints, words), pages
}

// sample is a site with a document of every kind of visibility and status, and hostile text in
// every value that is free text.
func sample() *small {
	s := newSmall()
	s.in.Organisation.Office = "Kansliet " + hostile
	s.rules.PublishConsultations = true
	s.rules.Events = []library.Event{{Date: day("2026-01-15"), Text: "Ny lag " + hostile, Keywords: []string{"it"}}}
	s.add("policy/info/1", "Policy för information", "2015-05-18", func(d *library.Draft) { d.Review = nil })
	s.add("policy/info/2", "Policy "+hostile, "2019-03-25", func(d *library.Draft) {
		d.ShortTitle, d.Summary, d.Changes, d.Section, d.CaseNumber = hostile, "Kort "+hostile, hostile, "§ "+hostile, hostile
		d.Owner, d.Department, d.Contact, d.CodeNumber = "Chef "+hostile, hostile, hostile, hostile
		d.AppliesTo, d.Keywords, d.Laws = []string{hostile}, []string{"it", hostile}, []string{"2018:218", hostile}
		d.Standards, d.BasedOn, d.Replaces = []string{hostile}, []string{hostile}, []string{"KF " + hostile}
		d.InForce = day("2019-04-01")
		d.Reviews = []library.DraftReview{{Date: day("2023-05-22"), By: hostile, Section: "§ 7"}, {Date: day("2027-05-22"), By: "ks"}}
		d.Corrections = []library.Correction{{Date: day("2021-09-06"), Note: hostile}, {Date: day("2021-09-06"), Note: "andra"}, {Date: day("2027-01-01"), Note: "SENARE"}}
	})
	s.add("policy/info/3", "Förslag FORSLAG", "", func(d *library.Draft) { d.Status = "proposed" })
	s.add("riktlinje/loggning", "Riktlinjer för loggning", "2023-04-17", func(d *library.Draft) {
		d.Implements, d.Related = []string{"policy/info"}, []string{"policy/listad"}
		d.ValidUntil = day("2025-12-31")
		d.Extensions = []library.DraftExtension{{Date: day("2025-11-24"), Until: day("2099-12-31"), Section: "§ " + hostile}}
	})
	s.add("riktlinje/gammal", "Gamla riktlinjer", "2010-01-11", func(d *library.Draft) {
		d.Repealed = &library.DraftRepeal{Date: day("2020-02-03"), From: day("2020-03-01"), By: "ks", Section: "§ 9"}
	})
	s.add("riktlinje/ai", "Riktlinjer på remiss", "", func(d *library.Draft) { d.Status = "consultation" })
	s.add("policy/listad", "Listad", "2024-03-12", func(d *library.Draft) {
		d.Visibility, d.Summary, d.Keywords, d.Changes, d.ShortTitle = library.Listed, "LISTORD", []string{"LISTORD"}, "LISTORD", "LISTORD"
		d.AppliesTo, d.Laws, d.Standards, d.BasedOn = []string{"LISTORD"}, []string{"LISTORD"}, []string{"LISTORD"}, []string{"LISTORD"}
		d.CodeNumber, d.Replaces, d.Version = "LISTORD", []string{"KF LISTORD"}, "LISTORD"
		d.Corrections = []library.Correction{{Date: day("2024-04-01"), Note: "LISTORD"}}
	})
	s.add("policy/hemlig", "HEMLIG", "2024-03-12", func(d *library.Draft) { d.Visibility, d.Owner = library.Hidden, "HEMLIG" })
	s.add("taxa/utkast", "UTKAST", "", func(d *library.Draft) { d.Owner = "UTKAST" })
	return s
}

func fileOf(t testing.TB, files []File, name string) []byte {
	t.Helper()
	for _, f := range files {
		if f.Path == name {
			return f.Data
		}
	}
	t.Fatalf("no file %s", name)
	return nil
}

// TestFilesAreAnnounced shows that the files are those that pages link to.
func TestFilesAreAnnounced(t *testing.T) {
	for name, change := range map[string]func(*small){
		"public":   func(*small) {},
		"internal": func(s *small) { s.in.Internal = true },
		"offline":  func(s *small) { s.in.Offline = true },
		"hidden":   func(s *small) { s.in.HideReview = true },
		"empty":    func(s *small) { s.drafts = nil },
	} {
		s := sample()
		change(s)
		d := s.make(t)
		var got, want []string
		for _, f := range d.all() {
			got = append(got, "/"+f.Path)
		}
		want = append(want, d.site.Data...)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: files (-announced +made):\n%s", name, diff)
		}
		if name == "internal" && (slices.Contains(got, site.AddressJSON) || len(got) == 0) {
			t.Errorf("internal: got %v, want calendars alone", got)
		}
	}
}

// TestNothingLeaks looks for words of what the public may not see in every byte.
func TestNothingLeaks(t *testing.T) {
	d, pages := sample().both(t)
	var all bytes.Buffer
	for _, f := range d.all() {
		all.WriteString(f.Path + "\n")
		all.Write(f.Data)
	}
	for _, p := range pages {
		fmt.Fprintf(&all, "%+v\n", d.Head(p))
	}
	for _, word := range []string{"HEMLIG", "hemlig", "UTKAST", "taxa", "LISTORD", "FORSLAG", "SENARE"} {
		if bytes.Contains(all.Bytes(), []byte(word)) {
			at := bytes.Index(all.Bytes(), []byte(word))
			t.Errorf("%s is told: %q", word, all.Bytes()[max(0, at-60):min(all.Len(), at+60)])
		}
	}
	if !bytes.Contains(all.Bytes(), []byte("Listad")) {
		t.Error("the listed document is not told of at all")
	}
}

// TestSameBytes shows that nothing depends on the order of maps, and feeds and catalogue not on the
// day of the build.
func TestSameBytes(t *testing.T) {
	a, s := sample().make(t).all(), sample()
	s.today = "2026-11-23"
	b, c := sample().make(t).all(), s.make(t).all()
	for i := range a {
		if !bytes.Equal(a[i].Data, b[i].Data) {
			t.Errorf("%s differs between two runs", a[i].Path)
		}
		daily := strings.HasSuffix(a[i].Path, ".json") || strings.HasSuffix(a[i].Path, ".csv")
		if !daily && !bytes.Equal(a[i].Data, c[i].Data) {
			t.Errorf("%s depends on the day", a[i].Path)
		}
	}
}

// compile reads the schema with a library, which also checks the schema itself.
func compile(t *testing.T, data []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestJSONFollowsItsSchema(t *testing.T) {
	for _, hide := range []bool{false, true} {
		s := sample()
		s.in.HideReview = hide
		files := s.make(t).all()
		valid := compile(t, fileOf(t, files, "data/schema.json"))
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(fileOf(t, files, "data/styrdokument.json")))
		if err != nil {
			t.Fatal(err)
		}
		if err := valid.Validate(v); err != nil {
			t.Errorf("hide=%t: %v", hide, err)
		}
		// The schema must be able to say no.
		first := v.(map[string]any)["documents"].([]any)[0].(map[string]any)
		first["extra"] = 1
		if valid.Validate(v) == nil {
			t.Error("the schema lets an unknown key through")
		}
		delete(first, "extra")
		first["status"] = "gone"
		if valid.Validate(v) == nil {
			t.Error("the schema lets an unknown status through")
		}
	}
}

func TestRegister(t *testing.T) {
	var r register
	if err := json.Unmarshal(fileOf(t, sample().make(t).all(), "data/styrdokument.json"), &r); err != nil {
		t.Fatal(err)
	}
	by := map[string]document{}
	var ids []string
	for _, d := range r.Documents {
		by[d.ID] = d
		ids = append(ids, d.ID)
	}
	if diff := cmp.Diff([]string{"policy/info", "policy/listad", "riktlinje/ai", "riktlinje/gammal", "riktlinje/loggning"}, ids); diff != "" {
		t.Fatalf("documents (-want +got):\n%s", diff)
	}
	info := by["policy/info"]
	if len(info.Versions) != 2 || info.Versions[0].Status != "superseded" || info.Versions[1].Status != "in_force" {
		t.Errorf("got versions %+v", info.Versions)
	}
	if p := info.Versions[1].PDF; p == nil || p.Bytes != 21_000 || p.SHA256 != Sum([]byte("/policy/info/info-2019-03-25.pdf")) ||
		p.URL != "https://styrdok.example/sv/policy/info/info-2019-03-25.pdf" {
		t.Errorf("got pdf %+v", p)
	}
	if got := info.Versions[0].URL; got != "https://styrdok.example/sv/policy/info/2015-05-18/" {
		t.Errorf("got the address %s", got)
	}
	if v := info.Versions[1]; len(v.Reviews) != 1 || len(v.Corrections) != 2 {
		t.Errorf("got %d reviews and %d corrections, want those that have been: 1 and 2", len(v.Reviews), len(v.Corrections))
	}
	if rv := info.Review; rv == nil || rv.State != "overdue" || rv.Due != "2026-10-14" || len(rv.Events) != 1 {
		t.Errorf("got the review %+v", rv)
	}
	if rel := info.Relations; len(rel.ImplementedBy) != 1 || rel.ImplementedBy[0].ID != "riktlinje/loggning" || rel.Replaces[0].ID != "" {
		t.Errorf("got relations %+v", rel)
	}
	old := by["riktlinje/gammal"]
	if rep := old.Versions[0].Repealed; rep == nil || rep.Date != "2020-02-03" || rep.From != "2020-03-01" || rep.By != "Kommunstyrelsen" || old.Review != nil {
		t.Errorf("got the repeal %+v and review %+v", rep, old.Review)
	}
	if v := by["riktlinje/ai"].Versions[0]; v.Status != "consultation" || v.Adopted != "" || by["riktlinje/ai"].Feed != "" {
		t.Errorf("got the consultation %+v", v)
	}
	listed := by["policy/listad"]
	want := document{
		ID: "policy/listad", URL: "https://styrdok.example/sv/policy/listad/", Visibility: "listed", Title: "Listad", Status: "in_force",
		Language: "sv", Kind: &kind{Named: report.Named{ID: "policy", Name: "Policy"}}, Owner: orNull("Säkerhetschef"), Department: orNull("Kansliet"),
		AppliesTo: []string{}, Keywords: []string{}, Laws: []string{}, Standards: []string{}, BasedOn: []string{},
		Review: listed.Review, Feed: orNull("https://styrdok.example/sv/policy/listad/flode.atom"),
		Versions: []version{{
			Title: "Listad", URL: "https://styrdok.example/sv/policy/listad/", Status: "in_force", Adopted: orNull("2024-03-12"),
			AdoptedBy: &report.Named{ID: "kommunfullmaktige", Name: "Kommunfullmäktige"}, Section: orNull("§ 42"), CaseNumber: orNull("KS 2018/412"),
			InForce: orNull("2024-03-12"), Reviews: []decision{}, Extensions: []extension{}, Corrections: []correction{},
		}},
	}
	if diff := cmp.Diff(want, listed, cmp.AllowUnexported(repeal{})); diff != "" {
		t.Errorf("the listed document (-want +got):\n%s", diff)
	}
}

// TestHiddenReview shows that a site that does not tell what is late does not tell it to machines.
func TestHiddenReview(t *testing.T) {
	s := newSmall()
	s.in.HideReview = true
	s.add("policy/a", "A", "2010-03-12")
	files := s.make(t).all()
	var r register
	if err := json.Unmarshal(fileOf(t, files, "data/styrdokument.json"), &r); err != nil {
		t.Fatal(err)
	}
	if rv := r.Documents[0].Review; rv.State != "" || rv.OverdueSince != "" || rv.TermsMissed != nil || rv.Opens != "" || rv.Due == "" {
		t.Errorf("got the review %+v", rv)
	}
	for _, f := range files {
		if bytes.Contains(f.Data, []byte(`"overdue"`)) && f.Path != "data/schema.json" || bytes.Contains(f.Data, []byte(";overdue;")) || strings.HasSuffix(f.Path, ".ics") {
			t.Errorf("%s tells of what is late", f.Path)
		}
	}
}

func TestCSV(t *testing.T) {
	raw := fileOf(t, sample().make(t).all(), "data/styrdokument.csv")
	rest, bom := bytes.CutPrefix(raw, []byte("\uFEFF"))
	if !bom {
		t.Error("no byte order mark")
	}
	if bytes.Count(rest, []byte("\n")) != bytes.Count(rest, []byte("\r\n")) {
		t.Error("a line does not end in CR LF")
	}
	r := csv.NewReader(bytes.NewReader(rest))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 6 || !slices.Equal(rows[0], columns) {
		t.Fatalf("got %d rows with the head %v", len(rows), rows[0])
	}
	at := func(row []string, column string) string { return row[slices.Index(columns, column)] }
	if got := at(rows[1], "pdf_bytes"); got != "21000" {
		t.Errorf("got %q bytes", got)
	}
	if got := at(rows[1], "contact"); !strings.HasPrefix(got, "'=1+1;") {
		t.Errorf("got %q, want a guard in front of the formula", got)
	}
	for _, row := range rows {
		for _, c := range row {
			if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r|%") {
				t.Errorf("%q would be read as a formula", c)
			}
			if strings.ContainsAny(c, "\r\n\x00\x1b") {
				t.Errorf("%q has a control character", c)
			}
		}
	}
	if got := at(rows[2], "pdf_url") + at(rows[2], "summary") + at(rows[2], "version"); got != "" {
		t.Errorf("the listed document's row has %q", got)
	}
}

func TestCalendars(t *testing.T) {
	d := sample().make(t)
	n := 0
	for _, f := range d.all() {
		if !strings.HasSuffix(f.Path, ".ics") {
			continue
		}
		n++
		cal, err := ics.ParseCalendar(bytes.NewReader(f.Data))
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
			continue
		}
		if len(cal.Events()) == 0 {
			t.Errorf("%s has no event", f.Path)
		}
		for _, e := range cal.Events() {
			for _, p := range []ics.ComponentProperty{ics.ComponentPropertyUniqueId, ics.ComponentPropertyDtStart, ics.ComponentPropertySummary, ics.ComponentPropertyDtstamp, ics.ComponentPropertyUrl} {
				if e.GetProperty(p) == nil {
					t.Errorf("%s: an event lacks %s", f.Path, p)
				}
			}
		}
		for _, line := range strings.SplitAfter(string(f.Data), "\n") {
			if line != "" && !strings.HasSuffix(line, "\r\n") || len(strings.TrimRight(line, "\r\n")) > 75 {
				t.Errorf("%s: the line %q is too long or ends wrongly", f.Path, line)
			}
		}
		if bytes.Contains(f.Data, []byte("\nBEGIN:VEVENT\r\nBEGIN")) || strings.Count(string(f.Data), "\nBEGIN:VEVENT") != len(cal.Events()) {
			t.Errorf("%s: text became an event", f.Path)
		}
	}
	if n != 4 {
		t.Errorf("got %d calendars, want that of all, those of two owners and that of a body", n)
	}
}

func TestClean(t *testing.T) {
	got := clean("a\x00b\r\n\u2028c\xff\ufffe\ufffd å😀")
	if want := "a b   c\ufffd \ufffd å😀"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := iri("https://a/å b\"<>\\^\x01"), "https://a/å%20b%22%3C%3E%5C%5E%01"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRowsLeadToTheNextVersion holds that the script with the rows of a long register tells where a document stands on coming days.
func TestRowsLeadToTheNextVersion(t *testing.T) {
	s := newSmall()
	for i := range 150 {
		s.add(fmt.Sprintf("policy/p%d", i), fmt.Sprintf("Policy %d", i), "2024-03-12")
	}
	s.add("policy/a/1", "Avfall", "2022-12-12")
	s.add("policy/a/2", "Avfall", "2026-10-26", func(d *library.Draft) { d.InForce = day("2027-01-01") })
	d := s.make(t)
	p := newPool()
	list, _, _ := d.site.Rows()
	i := slices.IndexFunc(list, func(r site.Row) bool { return r.ID == "policy/a" })
	var got []string
	for _, n := range p.later(list[i].Badge.Later)[0] {
		got = append(got, p.Texts[n])
	}
	if s, want := strings.Join(got, " "), "2027-01-01 in-force Gäller i version 2 ../policy/a/2026-10-26/"; s != want {
		t.Errorf("got %q, want %q", s, want)
	}
	if !bytes.Contains(d.rows(), []byte(`"../policy/a/2026-10-26/"`)) {
		t.Error("the script does not say where the next version stands")
	}
}

// TestLanguageOfTranslations holds that the register tells each translation's language, that of the site too.
func TestLanguageOfTranslations(t *testing.T) {
	s := newSmall()
	s.add("policy/resor", "Resepolicy", "2024-03-12")
	s.add("policy/travel", "Travel policy", "2024-03-12", func(d *library.Draft) { d.Language, d.TranslationOf = "en", "policy/resor" })
	s.add("policy/head", "Head rules", "2024-03-12", func(d *library.Draft) { d.Language = "en" })
	s.add("policy/grund", "Grundregler", "2024-03-12", func(d *library.Draft) { d.TranslationOf = "policy/head" })
	var read register
	if err := json.Unmarshal(fileOf(t, s.make(t).all(), "data/styrdokument.json"), &read); err != nil {
		t.Fatal(err)
	}
	got := map[optional]optional{}
	for _, d := range read.Documents {
		for _, tr := range d.Relations.Translations {
			got[tr.ID] = tr.Language
		}
	}
	if want := map[optional]optional{"policy/travel": "en", "policy/grund": "sv"}; !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
