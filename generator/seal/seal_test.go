package seal

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
)

// site has one file, which versions show.
var site = Site{Rules: library.DefaultRules(), Today: library.NewDate(2026, 11, 22), Sum: func(file string) (string, bool) {
	return strings.Repeat("a", 64), file == "content/policy/x/karta.png"
}}

// of is the seal that a version would get.
func of(d *library.Draft) Entry { return Read(d, site).Now }

// check compares versions with seals.
func check(sealed []Entry, drafts ...*library.Draft) Result {
	var versions []Version
	for _, d := range drafts {
		if Adopted(d) {
			versions = append(versions, Read(d, site))
		}
	}
	result := Check(sealed, versions, drafts, site, everyFileRead)
	checkRecalled(result, sealed, drafts)
	return result
}

// checkRecalled panics if seals are checked differently where texts are read on demand, at first or again.
func checkRecalled(want Result, sealed []Entry, drafts []*library.Draft) {
	texts := map[string]string{}
	var bare []*library.Draft
	for _, d := range drafts {
		if _, twice := texts[d.File]; twice {
			return
		}
		texts[d.File] = d.Text
		c := *d
		c.Text, c.Digest = "", sha256.Sum256(fmt.Append(nil, *d))
		bare = append(bare, &c)
	}
	read := 0
	s := site
	s.Whole = func(d *library.Draft) *library.Draft {
		read++
		c := *d
		c.Text = texts[d.File]
		return &c
	}
	records := map[string]memo.Record[Memory]{}
	for range 2 {
		var versions []Version
		read = 0
		for _, d := range bare {
			if Adopted(d) {
				v, r := Recall(d, s, ByVersion(sealed)(d), records[d.File])
				if _, again := records[d.File]; again && read > 0 && r.Made.Sound {
					panic("a text is read again")
				}
				records[d.File] = r
				versions = append(versions, v)
				read = 0
			}
		}
		got := Check(sealed, versions, bare, s, everyFileRead)
		if diff := cmp.Diff(summary(want), summary(got)); diff != "" {
			panic("another result where texts are read on demand:\n" + diff)
		}
	}
}

// summary is what is told of a result.
func summary(r Result) []any {
	out := []any{r.Diags, r.Entries}
	for _, b := range r.Broken {
		out = append(out, b.Version.Draft.File, b.Version.Now, b.Entry, b.At)
	}
	for _, v := range slices.Concat(r.Unsealed, r.Older) {
		out = append(out, v.Draft.File, v.Now)
	}
	return out
}

func everyFileRead(library.ID) bool { return false }

func version(change func(*library.Draft)) *library.Draft {
	d := &library.Draft{
		File: "content/policy/x.md", Document: "policy/x", Title: "X", Adopted: library.NewDate(2024, 1, 15), AdoptedBy: "kf",
		Text: "\n## A\n\nSe [b](../riktlinjer/b.md#c).\n", TextLine: 6, At: map[string]diag.Pos{},
	}
	if change != nil {
		change(d)
	}
	return d
}

// TestWhatIsSealed changes one thing of a version at a time.
func TestWhatIsSealed(t *testing.T) {
	sealed := []Entry{of(version(nil))}
	full := []Entry{of(version(func(d *library.Draft) { d.Section, d.CaseNumber = "§ 1", "KS 1" }))}
	extended := []Entry{of(version(func(d *library.Draft) {
		d.Extensions = []library.DraftExtension{{Date: library.NewDate(2025, 1, 1), Until: library.NewDate(2031, 1, 1), By: "kf"}}
	}))}
	told := map[bool]int{}
	for _, test := range []struct {
		name   string
		sealed []Entry
		change func(*library.Draft)
		broken bool
	}{
		{"nothing", sealed, nil, false},
		{"text", sealed, func(d *library.Draft) { d.Text += "x" }, true},
		{"one letter's case", sealed, func(d *library.Draft) { d.Text = strings.Replace(d.Text, "Se", "se", 1) }, true},
		{"indent", sealed, func(d *library.Draft) { d.Text = strings.Replace(d.Text, "Se", "    Se", 1) }, true},
		{"a line break", sealed, func(d *library.Draft) { d.Text = strings.Replace(d.Text, "Se ", "Se\n", 1) }, true},
		{"another link", sealed, func(d *library.Draft) { d.Text = strings.Replace(d.Text, "b.md", "c.md", 1) }, true},
		{"blanks at line ends", sealed, func(d *library.Draft) { d.Text = strings.ReplaceAll(d.Text, "\n", "  \t\n") }, false},
		{"lines around it", sealed, func(d *library.Draft) { d.Text = "\n\n" + d.Text + "\n\n" }, false},
		{"a folder of its own", sealed, func(d *library.Draft) {
			d.File, d.VersionFile, d.Text = "content/policy/x/1.md", "1", strings.Replace(d.Text, "../", "../../", 1)
		}, false},
		{"title", sealed, func(d *library.Draft) { d.Title = "Y" }, true},
		{"day", sealed, func(d *library.Draft) { d.Adopted = library.NewDate(2024, 1, 16) }, true},
		{"body", sealed, func(d *library.Draft) { d.AdoptedBy = "ks" }, true},
		{"body by its name", sealed, func(d *library.Draft) { d.AdoptedBy = "Kommunfullmäktige" }, false},
		{"first day", sealed, func(d *library.Draft) { d.InForce = library.NewDate(2024, 2, 1) }, true},
		{"first day as it was", sealed, func(d *library.Draft) { d.InForce = d.Adopted }, false},
		{"no version any more", sealed, func(d *library.Draft) { d.Status = "draft" }, true},
		{"section filled in", sealed, func(d *library.Draft) { d.Section, d.CaseNumber = "§ 1", "KS 1" }, false},
		{"section changed", full, func(d *library.Draft) { d.Section, d.CaseNumber = "§ 2", "KS 1" }, true},
		{"section removed", full, func(d *library.Draft) { d.CaseNumber = "KS 1" }, true},
		{"case number changed", full, func(d *library.Draft) { d.Section, d.CaseNumber = "§ 1", "KS 2" }, true},
		{"another title of a link", sealed, func(d *library.Draft) { d.Text = strings.Replace(d.Text, "b.md#c)", "b.md#c \"B\")", 1) }, true},
		{"the same destination written otherwise", sealed, func(d *library.Draft) {
			d.Text = strings.Replace(d.Text, "../riktlinjer/b.md#c", "<../riktlinjer/./b#c>", 1)
		}, false},
		{"a destination in code", sealed, func(d *library.Draft) { d.Text += "\n`[b](c.md)`\n" }, true},
		{"a comment", sealed, func(d *library.Draft) {
			d.Text = strings.Replace(d.Text, "Se ", "Se <!-- hos\noss --> ", 1) + "\n<!-- Fråga\n\nStyrelsen. -->\n\n<!--\n-->\n"
		}, false},
		{"a summary", sealed, func(d *library.Draft) { d.Text = "\n:::brief\nKort.\n:::\n" + d.Text }, false},
		{"last day", sealed, func(d *library.Draft) { d.ValidUntil = library.NewDate(2030, 1, 1) }, true},
		{"an extension", sealed, func(d *library.Draft) {
			d.Extensions = []library.DraftExtension{{Date: library.NewDate(2025, 1, 1), Until: library.NewDate(2031, 1, 1)}}
		}, false},
		{"extension changed", extended, func(d *library.Draft) {
			d.Extensions = []library.DraftExtension{{Date: library.NewDate(2025, 1, 1), Until: library.NewDate(2032, 1, 1), By: "kf"}}
		}, true},
		{"extension removed", extended, nil, true},
		{"extension's section filled in, and one added", extended, func(d *library.Draft) {
			d.Extensions = []library.DraftExtension{
				{Date: library.NewDate(2026, 1, 1), Until: library.NewDate(2033, 1, 1)},
				{Date: library.NewDate(2025, 1, 1), Until: library.NewDate(2031, 1, 1), By: "kf", Section: "§ 4"},
			}
		}, false},
		{"a correction of a coming day", sealed, func(d *library.Draft) {
			d.Text += "x"
			d.Corrections = []library.Correction{{Date: library.NewDate(2030, 3, 1)}}
		}, true},
		{"a correction from before the adoption", sealed, func(d *library.Draft) {
			d.Text += "x"
			d.Corrections = []library.Correction{{Date: library.NewDate(2020, 3, 1)}}
		}, true},
		{"owner", sealed, func(d *library.Draft) { d.Owner, d.Summary, d.Keywords = "O", "S", []string{"k"} }, false},
		{"correction", sealed, func(d *library.Draft) {
			d.Text += "x"
			d.Corrections = []library.Correction{{Date: library.NewDate(2024, 3, 1)}}
		}, false},
	} {
		d := version(test.change)
		result := check(test.sealed, d)
		told[result.Diags.HasErrors()]++
		if got := result.Diags.HasErrors(); got != test.broken {
			t.Errorf("%s: broken %t, want %t: %v", test.name, got, test.broken, result.Diags)
		}
		for _, found := range result.Diags {
			if found.Code != diag.SealBroken || found.Pos.File != d.File {
				t.Errorf("%s: got %s at %v", test.name, found.Code, found.Pos)
			}
		}
	}
	t.Logf("%d changes told, %d that change nothing which was decided let pass", told[true], told[false])
}

// TestChangedLines shows that the lines of a file are named in which its text was changed.
func TestChangedLines(t *testing.T) {
	const text = "\nA\n\nB\n\nC\n\nD\n" // A is line 7, D line 13
	sealed := of(version(func(d *library.Draft) { d.Text = text }))
	for _, test := range []struct {
		now         string
		first, last int
	}{
		{"\nA\n\nX\n\nC\n\nD\n", 9, 9},
		{"\nA\n\nX\n\nY\n\nD\n", 9, 11},
		{"\nX\n\nB\n\nC\n\nY\n", 7, 13},
		{"\nA\n\nB\n\nX\n\nC\n\nD\n", 11, 11}, // put in
		{"\nA\n\nC\n\nD\n", 9, 9},             // gone in front of it
		{"\nA\n\nB\n\nC\n", 11, 11},           // gone behind it
		{"\nA\n\nB\n\nC\n\nD\n\nE\n", 15, 15},
		{"\nA\n\nA\n\nB\n\nC\n\nD\n", 9, 9},
		{"", 0, 0},
	} {
		first, last := sealed.changedLines(Read(version(func(d *library.Draft) { d.Text = test.now }), site))
		if first != test.first || last != test.last {
			t.Errorf("%q: got lines %d to %d, want %d to %d", test.now, first, last, test.first, test.last)
		}
	}
}

// TestNotes shows that what is told of changed lines tells one from several, on both sides.
func TestNotes(t *testing.T) {
	sealed := of(version(func(d *library.Draft) { d.Text = "\nA\nB\n\nC\n" }))
	for now, want := range map[string]string{
		"\nX\nB\n\nC\n":     "line-changed", // one for one
		"\nX\n\nC\n":        "line-for-lines",
		"\nX\nY\nB\n\nC\n":  "lines-for-line",
		"\nX\nY\n\nC\n":     "lines-changed",
		"\nA\n\nC\n":        "line-gone",
		"\nA\nB\nX\n\nC\n":  "line-new",
		"\nA\nB\nX\nY\n\nC": "lines-new",
	} {
		var got []string
		for _, n := range sealed.notes(Read(version(func(d *library.Draft) { d.Text = now }), site)) {
			got = append(got, n.Args[0].Key)
		}
		if strings.Join(got, " ") != "seal."+want {
			t.Errorf("%q: got %v, want %s", now, got, want)
		}
	}
}

// TestCorrectionMustBeNewer shows that a correction counts once.
func TestCorrectionMustBeNewer(t *testing.T) {
	corrected := func(text string) *library.Draft {
		return version(func(d *library.Draft) {
			d.Text, d.Corrections = text, []library.Correction{{Date: library.NewDate(2024, 3, 1)}}
		})
	}
	sealed := Put([]Entry{of(version(nil))}, Read(corrected("a"), site))
	if len(sealed) != 1 || !sealed[0].Holds(Read(corrected("a"), site)) || sealed[0].Holds(Read(corrected("b"), site)) {
		t.Errorf("seals %v", sealed)
	}
	if !check(sealed, corrected("b")).Diags.HasErrors() {
		t.Error("a change behind the correction went unnoticed")
	}
}

func TestMissing(t *testing.T) {
	sealed := []Entry{of(version(nil))}
	if got := check(sealed).Diags; len(got) != 1 || got[0].Code != diag.SealMissing {
		t.Errorf("got %v", got)
	}
	unread := Check(sealed, nil, nil, site, func(library.ID) bool { return true })
	if len(unread.Diags) != 0 || len(unread.Entries) != 1 {
		t.Errorf("of a file that cannot be read: %v", unread)
	}
}

// TestFileReadsBack shows that what is written is read as it was, whatever titles hold, and that
// the order of entries does not matter.
func TestFileReadsBack(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"", "§ 1", "a b=c", `"`, `\`, "å", "rad\nrad", "#", "<<<<<<< x", "\u00a0", "title=\"x\""}
	word := func() string { return words[r.IntN(len(words))] }
	for range 200 {
		var entries []Entry
		for i := range r.IntN(6) {
			d := version(func(d *library.Draft) {
				d.Document = library.ID(fmt.Sprintf("policy/x%d", i))
				d.Title, d.Section, d.CaseNumber = "T"+word(), word(), word()
				d.AdoptedBy = "b" + word()
				if r.IntN(2) == 0 {
					d.Corrections = []library.Correction{{Date: library.NewDate(2025, 1, 1)}}
				}
			})
			e := of(d)
			if r.IntN(2) == 0 {
				e.ValidUntil = library.NewDate(2030, 1, 1)
				e.Files = []Attached{{"content/policy/å b " + word() + ".png", strings.Repeat("ab", 32)}}
				e.Extensions = []Later{{Date: e.Adopted, Until: e.ValidUntil, By: word(), Section: word()}, {Date: e.Adopted}}
				e.Annulled = []Later{{Date: e.Adopted, By: word(), CaseNumber: word()}}
				e.More = []string{"later=2026-01-01", `other="a b=c"`}
			}
			entries = append(entries, e)
		}
		file := Format(entries)
		got, diags := Parse(string(file))
		if diff := cmp.Diff(entries, got, cmpopts.IgnoreFields(Entry{}, "Line"), cmpopts.EquateEmpty()); diff != "" || len(diags) > 0 {
			t.Fatalf("%v\n%s\n%s", diags, diff, file)
		}
		r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		if string(Format(entries)) != string(file) {
			t.Fatalf("another order gives another file")
		}
		if n := strings.Count(string(file), "\n"); n != 3+len(entries) {
			t.Fatalf("%d lines for %d entries", n, len(entries))
		}
	}
}

// TestConflict shows that the side of a conflict that fits the file is taken.
func TestConflict(t *testing.T) {
	mine, theirs := version(nil), version(func(d *library.Draft) { d.Text = "theirs" })
	line := func(d *library.Draft) string {
		_, body, _ := strings.Cut(string(Format([]Entry{of(d)})), "policy/")
		return "policy/" + body
	}
	src := "# head\n<<<<<<< HEAD\n" + line(mine) + "=======\n" + line(theirs) + ">>>>>>> other\n"
	entries, diags := Parse(src)
	if len(entries) != 2 || !HasConflict(diags) || len(diags) != 1 || diags[0].Pos.Line != 2 {
		t.Fatalf("entries %v, diagnostics %v", entries, diags)
	}
	for _, d := range []*library.Draft{mine, theirs} {
		result := check(entries, d)
		if len(result.Diags) > 0 || len(result.Entries) != 1 || result.Entries[0].Sum != of(d).Sum {
			t.Errorf("%q: %v", d.Text, result)
		}
	}
	if both, diags := Parse(line(mine) + line(theirs)); len(both) != 2 || !HasConflict(diags) {
		t.Errorf("two lines for one version: %v, %v", both, diags)
	}
	third := version(func(d *library.Draft) { d.Text = "neither" })
	if result := check(entries, third); len(result.Diags) != 1 {
		t.Errorf("a text that neither side sealed: %v", result.Diags)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(string(Format([]Entry{of(version(nil))})))
	f.Add("a/b 2024-01-01 " + strings.Repeat("0", 64) + " in_force=2024-01-01 title=\"x\" section=\"\\u00e5\"")
	f.Add("<<<<<<<\n=======\n>>>>>>>\n|||||||")
	f.Fuzz(func(t *testing.T, src string) {
		entries, diags := Parse(src)
		if len(diags) == 0 {
			again, more := Parse(string(Format(entries)))
			if len(again) != len(entries) || len(more) > 0 {
				t.Errorf("%d entries became %d: %v", len(entries), len(again), more)
			}
		}
	})
}
