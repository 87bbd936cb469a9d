package source

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// one loads a single document with the given front matter and returns it with what is wrong,
// each as "line:column code subject".
func one(t *testing.T, front string) (*library.Draft, []string) {
	t.Helper()
	return file(t, "content/policy/x.md", "+++\n"+front+"\n+++\n\nText.\n")
}

func file(t *testing.T, name, src string) (*library.Draft, []string) {
	t.Helper()
	c, diags, err := Load(fstest.MapFS{name: {Data: []byte(src)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range diags {
		s := strings.TrimPrefix(d.Pos.String(), name+":") + " " + string(d.Code)
		if d.Subject != "" {
			s += " " + d.Subject
		}
		out = append(out, s)
	}
	if len(c.Drafts) == 0 {
		return nil, out
	}
	return c.Drafts[0], out
}

func TestFrontMatter(t *testing.T) {
	d, diags := one(t, strings.TrimSpace(`
title        = "Policy för lösenord"
short_title  = "Lösenord"
summary      = "Hur lösenord väljs."
kind         = "policy"
status       = "adopted"
adopted      = 2019-03-25
adopted_by   = "kf"
section      = " § 42 "
case_number  = "KS/2018:412"
in_force     = 2019-04-01
valid_until  = 2026-12-31
repealed     = {date = 2025-06-16, from = 2025-07-01, by = "KF", section = "§ 1"}
version      = "3"
owner        = "Säkerhetschef"
department   = "Kommunledningskontoret"
contact      = "styrdokument@exempelby.example"
review       = ["every term", "when needed"]
review_by    = 2024-01-01
changes      = "Nya nivåer."
applies_to   = ["Alla nämnder"]
implements   = ["program/trygghet"]
complements  = ["policy/y"]
replaces     = ["policy/z", "KF § 30 2013"]
related      = ["policy/w"]
based_on     = ["KF 27/2011"]
standards    = ["ISO/IEC 27001"]
laws         = ["2018:218"]
code_number  = "F 17:01"
keywords     = ["säkerhet"]
aliases      = ["/gammal/"]
updated      = 2021-01-02
language     = "sv"
visibility   = "listed"

[[reviews]]
date = 2020-01-01
by = "ks"
section = "§ 3"

[[extensions]]
date = 2026-11-02
by = "kf"
section = "§ 9"
case_number = "KS 2026/5"
until = 2027-06-30

[[corrections]]
date = 2021-09-06
note = "Rättat namn."
`))
	if len(diags) != 0 {
		t.Fatalf("diagnostics: %v", diags)
	}
	at := d.At
	d.At, d.Digest, d.TextSize = nil, [32]byte{}, 0
	want := &library.Draft{
		File: "content/policy/x.md", Document: "policy/x",
		Title: "Policy för lösenord", ShortTitle: "Lösenord", Summary: "Hur lösenord väljs.",
		Kind: "policy", Status: "adopted", Adopted: library.NewDate(2019, 3, 25), AdoptedBy: "kf",
		Section: " § 42 ", CaseNumber: "KS/2018:412",
		InForce: library.NewDate(2019, 4, 1), ValidUntil: library.NewDate(2026, 12, 31),
		Repealed: &library.DraftRepeal{Date: library.NewDate(2025, 6, 16), From: library.NewDate(2025, 7, 1), By: "KF", Section: "§ 1"},
		Version:  "3", Owner: "Säkerhetschef", Department: "Kommunledningskontoret", Contact: "styrdokument@exempelby.example",
		Review:   []library.ReviewCycle{{Type: library.EveryTerm}, {Type: library.WhenNeeded}},
		ReviewBy: library.NewDate(2024, 1, 1), Changes: "Nya nivåer.", AppliesTo: []string{"Alla nämnder"},
		Implements: []string{"program/trygghet"}, Complements: []string{"policy/y"}, Replaces: []string{"policy/z", "KF § 30 2013"},
		Related: []string{"policy/w"}, BasedOn: []string{"KF 27/2011"}, Standards: []string{"ISO/IEC 27001"}, Laws: []string{"2018:218"},
		CodeNumber: "F 17:01", Keywords: []string{"säkerhet"}, Aliases: []string{"/gammal/"},
		Updated: library.NewDate(2021, 1, 2), Language: "sv", Visibility: library.Listed,
		Reviews: []library.DraftReview{{Date: library.NewDate(2020, 1, 1), By: "ks", Section: "§ 3"}},
		Extensions: []library.DraftExtension{{Date: library.NewDate(2026, 11, 2), Until: library.NewDate(2027, 6, 30), By: "kf",
			Section: "§ 9", CaseNumber: "KS 2026/5"}},
		Corrections: []library.Correction{{Date: library.NewDate(2021, 9, 6), Note: "Rättat namn."}},
		Text:        "\nText.\n", TextLine: 52,
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
	for path, place := range map[string]string{
		"title": "2:16", "repealed.from": "13:43", "replaces[1]": "24:29", "reviews[0].by": "38:6", "extensions[0].until": "46:9", "corrections[0]": "48:3",
	} {
		if got := strings.TrimPrefix(at[path].String(), "content/policy/x.md:"); got != place {
			t.Errorf("%s is at %s, want %s", path, got, place)
		}
	}
}

func TestFrontMatterMistakes(t *testing.T) {
	const ok = "title = \"T\"\n"
	for _, test := range []struct{ name, front, want string }{
		{"unknown key", ok + "onwer = \"x\"", "3:1 unknown-key owner"},
		{"unknown key in a table", ok + "[[reviews]]\ndate = 2020-01-01\nsektion = \"x\"", "5:1 unknown-key section"},
		{"wrong type", ok + "owner = 3", "3:9 wrong-type"},
		{"quoted date", ok + "adopted = \"2019-03-25\"", "3:11 wrong-type"},
		{"date and time", ok + "adopted = 2019-03-25T10:00:00Z", "3:11 wrong-type"},
		{"no such day", ok + "adopted = 2019-02-30", "3:11 bad-date"},
		{"Swedish date", ok + "adopted = 25/3-2019", "3:11 bad-date 2019-03-25"},
		{"missing title", "owner = \"x\"", "1:1 missing-key"},
		{"empty title", "title = \" \"", "2:9 bad-value"},
		{"cycle", ok + "review = \"tolv månader\"", "3:10 bad-value 12 months"},
		{"cycle in list", ok + "review = [\"every term\", \"none\"]", "3:25 bad-value"},
		{"status", ok + "status = \"adoptd\"", "3:10 bad-value adopted"},
		{"visibility", ok + "visibility = \"publik\"", "3:14 bad-value public"},
		{"list element", ok + "keywords = [\"a\",\n  2]", "4:3 wrong-type"},
		{"not a list", ok + "keywords = \"a\"", "3:12 wrong-type"},
		{"summary", ok + "summary = \"" + strings.Repeat("å", 301) + "\"", "3:11 bad-value"},
		{"contact", ok + "contact = \"ring oss\"", "3:11 bad-value"},
		{"alias", ok + "aliases = [\"../x\"]", "3:12 bad-value"},
		{"time of day", ok + "adopted = 2026-12-14T10:00:00", "3:11 wrong-type"},
		{"day first", ok + "adopted = 14/12 2026", "3:11 bad-date 2026-12-14"},
		{"day and points", ok + "adopted = 3.2.2026", "3:11 bad-date 2026-02-03"},
		{"month in words", ok + "adopted = 14 december 2026", "3:11 bad-date 2026-12-14"},
		{"month in words and quotes", ok + "adopted = \"1:a maj 2026\"", "3:11 bad-date 2026-05-01"},
		{"hyphens of another sort", ok + "adopted = 2026\u201112\u201114", "3:11 bad-date 2026-12-14"},
		{"no such day", ok + "adopted = 2026-13-40", "3:11 bad-date"},
		{"Swedish key", ok + "diarienummer = \"KS 1\"", "3:1 unknown-key case_number"},
		{"syntax", ok + "owner = \"x", "3:11 toml-syntax"},
		{"list without end", ok + "keywords = [\"a\"\nowner = \"b\"", "3:12 toml-syntax"},
		{"heading without end", ok + "[[reviews]\ndate = 2026-01-01", "3:1 toml-syntax"},
		{"twice", ok + "title = \"U\"", "3:1 toml-syntax"},
		{"repealed without date", ok + "repealed = {by = \"kf\"}", "3:12 missing-key"},
		{"tables", ok + "reviews = \"x\"", "3:11 wrong-type"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, diags := one(t, test.front)
			if len(diags) != 1 || diags[0] != test.want {
				t.Errorf("got %q, want [%s]", diags, test.want)
			}
		})
	}
}

func TestFiles(t *testing.T) {
	const good = "+++\ntitle = \"T\"\n+++\n"
	for _, test := range []struct{ name, file, src, want string }{
		{"yaml", "content/policy/x.md", "---\ntitle: T\n---\n", "1:1 yaml-front-matter"},
		{"none", "content/policy/x.md", "# T\n", "1:1 no-front-matter"},
		{"empty", "content/policy/x.md", "", "1:1 no-front-matter"},
		{"unclosed", "content/policy/x.md", "+++\ntitle = \"T\"\n", "1:1 unclosed-front-matter"},
		{"encoding", "content/policy/x.md", good + "a\nb\xe5c\n", "5:2 bad-encoding"},
		{"UTF-16", "content/policy/x.md", "\xff\xfe+\x00+\x00", "content/policy/x.md bad-encoding"},
		{"UTF-16 without mark", "content/policy/x.md", "\x00+\x00+\x00+", "content/policy/x.md bad-encoding"},
		{"conflict in front matter", "content/policy/x.md", "+++\n<<<<<<< HEAD\ntitle = \"A\"\n=======\ntitle = \"B\"\n>>>>>>> x\n+++\n", "2:1 merge-conflict"},
		{"conflict before front matter", "content/policy/x.md", "<<<<<<< HEAD\n+++\n=======\n+++\n>>>>>>> x\n", "1:1 merge-conflict"},
		{"an underlined heading", "content/policy/x.md", good + "a\n=======\n\n<<<<<<< b\n", ""},
		{"control", "content/policy/x.md", good + "å\x07\n", "4:2 control-character"},
		{"bidi", "content/policy/x.md", good + "a\u202eb\n", "4:2 control-character"},
		{"byte order mark and CRLF", "content/policy/x.md", "\uFEFF" + strings.ReplaceAll(good, "\n", "\r\n"), ""},
		{"upper case", "content/policy/Policy.md", good, "content/policy/Policy.md bad-name policy.md"},
		{"space", "content/policy/ny policy.md", good, "content/policy/ny policy.md bad-name ny-policy.md"},
		{"extension", "content/policy/x.MD", good, "content/policy/x.MD bad-name x.md"},
		{"Swedish letters", "content/policy/Åtgärder för möten_2.md", good, "content/policy/Åtgärder för möten_2.md bad-name atgarder-for-moten-2.md"},
		{"another extension", "content/policy/x.md.txt", good, "content/policy/x.md.txt other-extension"},
		{"an attached text", "content/policy/x/svar.txt", "Hej", ""},
		{"folder", "content/Policy/x.md", good, "content/Policy bad-name policy"},
		{"top", "content/x.md", good, "content/x.md misplaced-file"},
		{"too deep", "content/policy/x/y/z.md", good, "content/policy/x/y/z.md misplaced-file"},
		{"reserved", "content/register/x.md", good, "content/register reserved-name"},
		{"dotfile", "content/policy/.x.md", "x", ""},
		{"editor's copy", "content/policy/x.md~", "x", ""},
		{"not Markdown", "content/policy/x.png", "x", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, diags := file(t, test.file, test.src)
			if strings.Join(diags, "|") != test.want {
				t.Errorf("got %q, want %q", diags, test.want)
			}
		})
	}
}

func TestFileAndFolderAreOneDocument(t *testing.T) {
	src := []byte("+++\ntitle = \"T\"\n+++\n")
	c, diags, err := Load(fstest.MapFS{
		"content/policy/x.md": {Data: src}, "content/policy/x/1.md": {Data: src}, "content/policy/x/2.md": {Data: src},
		"content/policy/x/bild.png": {}, "content/policy/y/1.md": {Data: src}, "content/policy/y/2.md": {Data: src},
		"content/policy/_index.md": {Data: src}, "content/pages/om.md": {Data: src}, "content/meetings/2026-11-30-kf.md": {Data: []byte("+++\nbody = \"kf\"\ndate = 2026-11-30\n[[items]]\ndocument = \"policy/x\"\naction = \"adopt\"\n+++\n")},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(diags) != 1 || diags[0].Code != diag.DuplicateID || diags[0].Pos.File != "content/policy/x/1.md" {
		t.Errorf("diagnostics %v", diags)
	}
	var ids []string
	for _, d := range c.Drafts {
		ids = append(ids, string(d.Document)+"@"+d.VersionFile)
	}
	if got := strings.Join(ids, " "); got != "policy/x@ policy/y@1 policy/y@2" {
		t.Errorf("drafts %s", got)
	}
	if len(c.Pages) != 1 || len(c.Intros) != 1 || len(c.Meetings) != 1 || c.Intros[0].Name != "policy" {
		t.Errorf("pages %v, introductions %v, meetings %v", c.Pages, c.Intros, c.Meetings)
	}
}

func TestTextIsNormalised(t *testing.T) {
	d, _ := file(t, "content/policy/x.md", "+++\ntitle = \"Sa\u030akerhet\"\n+++\nA\u030a\r\n")
	if d.Title != "Såkerhet" || d.Text != "Å\n" {
		t.Errorf("title %q, text %q", d.Title, d.Text)
	}
}

func FuzzFrontMatter(f *testing.F) {
	f.Add("title = \"T\"\nadopted = 2014-03-12\nreview = [\"12 months\"]")
	f.Add("[[reviews]]\ndate = 2014-03-12\n[[reviews.x]]\na.b.\"c d\" = {e = [1, [2]]}")
	f.Add("a = \"\"\"x\\\"\"\"\"\nb = '''y'''\n[a.b]\n[[c]]\n[c.d]")
	f.Fuzz(func(t *testing.T, front string) {
		var diags diag.List
		readDraft("content/policy/x.md", "+++\n"+front+"\n+++\n", &diags)
		ReadConfig("config.toml", front)
		for _, d := range diags {
			if d.Pos.Line < 1 || d.Pos.Line > strings.Count(front, "\n")+4 {
				t.Errorf("%v is outside the file", d.Pos)
			}
		}
	})
}

// TestMeeting reads every key of a meeting, and reports those that do not go together.
func TestMeeting(t *testing.T) {
	const front = `body        = "ks"
date        = 2026-11-30
proposes_to = "kf"
sent_to     = ["Samtliga nämnder"]
proposal    = { body = "ksau", date = 2026-11-16, section = "§ 74" }
[[items]]
number           = 12
heading          = "Förlängning av klimatplanen"
document         = "plan/klimat"
action           = "extend"
until            = 2028-12-31
outcome          = "approved"
section          = "§ 210"
proposal_section = "§ 75"
announced        = 2026-12-02
decision         = ["Planen förlängs.", "Paragrafen justeras omedelbart."]
report           = "klimat.md"
review           = false
[[decisions]]
text     = "Kommunchefen får i uppdrag att följa upp planen."
document = "plan/klimat"
[[attachments]]
title = "Riskbedömning"
file  = "risk.pdf"
`
	m, diags := ReadMeeting("content/meetings/2026-11-30-ks.md", "+++\n"+front+"+++\nText.\n")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	day := library.NewDate
	want := &Meeting{
		File: "content/meetings/2026-11-30-ks.md", Name: "2026-11-30-ks", Body: "ks", Date: day(2026, 11, 30), ProposesTo: "kf", SentTo: []string{"Samtliga nämnder"},
		Proposal: Proposal{"ksau", day(2026, 11, 16), "§ 74"},
		Items: []MeetingItem{{
			Number: 12, Heading: "Förlängning av klimatplanen", Document: "plan/klimat", Action: "extend", Until: day(2028, 12, 31), Outcome: "approved", Section: "§ 210",
			ProposalSection: "§ 75", Announced: day(2026, 12, 2), Decision: []string{"Planen förlängs.", "Paragrafen justeras omedelbart."},
			Report: "content/meetings/2026-11-30-ks/klimat.md", WithoutReview: true,
		}},
		Decisions:   []OwnDecision{{"Kommunchefen får i uppdrag att följa upp planen.", "plan/klimat"}},
		Attachments: []Attachment{{Title: "Riskbedömning", File: "content/meetings/2026-11-30-ks/risk.pdf"}},
		Text:        "Text.\n", TextLine: 27, At: m.At,
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
	if p := m.PosOf("items[0].outcome"); p.Line != 13 {
		t.Errorf("the outcome is on line %d", p.Line)
	}
	for _, bad := range []struct{ was, now, key string }{
		{`proposes_to = "kf"`, `proposes_to = "KS"`, "proposes_to"},
		{"2026-11-16", "2026-12-16", "date"},
		{"until            = 2028-12-31\n", "", "until"},
		{"2028-12-31", "2026-01-01", "until"},
		{`"extend"`, `"revise"`, "until"},
		{`"extend"`, `"extend"` + "\nfrom = 2027-01-01", "from"},
		{`"extend"`, `"extend"` + "\nreasons = {a = \"b\"}", "reasons"},
		{`"approved"`, `"bifall"`, "outcome"},
		{"2026-12-02", "2026-11-02", "announced"},
		{`"klimat.md"`, `"../klimat.md"`, "report"},
		{`"risk.pdf"`, `"risk.docx"`, "file"},
	} {
		_, diags := ReadMeeting("content/meetings/2026-11-30-ks.md", "+++\n"+strings.Replace(front, bad.was, bad.now, 1)+"+++\n")
		if len(diags) != 1 || diags[0].Args[0].Text != bad.key {
			t.Errorf("%s: got %v, want one diagnostic of %s", bad.now, diags, bad.key)
		}
	}
}
