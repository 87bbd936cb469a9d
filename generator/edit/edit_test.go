package edit_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

func TestFrontMatter(t *testing.T) {
	day := edit.Day(library.NewDate(2026, 11, 30))
	entry := edit.Pair{Key: "date", Value: day}
	for _, test := range []struct {
		name, file string
		change     edit.Change
		want       string
	}{
		{"in place", "+++\nadopted = 2020-01-01 # kf\n+++\n", edit.Set("adopted", day), "+++\nadopted = 2026-11-30 # kf\n+++\n"},
		{"keeps its quotes", "+++\nsection = '§ 1'\n+++\n", edit.Set("section", edit.Text("§ 2")), "+++\nsection = '§ 2'\n+++\n"},
		{"quotes that cannot stay", "+++\nsection = '§ 1'\n+++\n", edit.Set("section", edit.Text("a'b")), "+++\nsection = \"a'b\"\n+++\n"},
		{"text of several lines", "+++\nsummary = \"\"\"a\n\"quoted\"\n+ \"\"\"\nowner='x'\n+++\n", edit.Set("summary", edit.Text("b")), "+++\nsummary = \"b\"\nowner='x'\n+++\n"},
		{"new key by order", "+++\ntitle = \"T\"\nowner = \"O\"\n+++\n", edit.Set("adopted", day), "+++\ntitle = \"T\"\nadopted = 2026-11-30\nowner = \"O\"\n+++\n"},
		{"new key, aligned", "+++\ntitle = \"T\"\n\nadopted_by = \"kf\"\nowner      = \"O\"\n+++\n", edit.Set("section", edit.Text("§ 1")), "+++\ntitle = \"T\"\n\nadopted_by = \"kf\"\nsection    = \"§ 1\"\nowner      = \"O\"\n+++\n"},
		{"new key, tight", "+++\ntitle=\"T\"\n+++\n", edit.Set("adopted", day), "+++\ntitle=\"T\"\nadopted=2026-11-30\n+++\n"},
		{"new key, indented", "+++\n\ttitle = \"T\"\n+++\n", edit.Set("adopted", day), "+++\n\ttitle = \"T\"\n\tadopted = 2026-11-30\n+++\n"},
		{"new key before all", "+++\n# whose\nowner = \"O\"\n+++\n", edit.Set("title", edit.Text("T")), "+++\ntitle = \"T\"\n# whose\nowner = \"O\"\n+++\n"},
		{"new key in front of tables", "+++\n[[reviews]]\ndate = 2020-01-01\n+++\n", edit.Set("title", edit.Text("T")), "+++\ntitle = \"T\"\n[[reviews]]\ndate = 2020-01-01\n+++\n"},
		{"nothing there", "+++\n+++\n", edit.Set("title", edit.Text("T")), "+++\ntitle = \"T\"\n+++\n"},
		{"same key in a table", "+++\ntitle = \"T\"\n[[reviews]]\nsection = \"§ 1\"\n+++\n", edit.Set("section", edit.Text("§ 2")), "+++\ntitle = \"T\"\nsection = \"§ 2\"\n[[reviews]]\nsection = \"§ 1\"\n+++\n"},
		{"line ends", "\uFEFF+++\r\ntitle = \"T\"\r\n+++\r\nText\r\n", edit.Set("adopted", day), "\uFEFF+++\r\ntitle = \"T\"\r\nadopted = 2026-11-30\r\n+++\r\nText\r\n"},
		{"no last line end", "+++\ntitle = \"T\"\n+++", edit.Set("adopted", day), "+++\ntitle = \"T\"\nadopted = 2026-11-30\n+++"},
		{"a table for dotted keys", "+++\ntitle = \"T\"\nrepealed.date = 2020-01-01\nrepealed.by = \"kf\"\n+++\n", edit.Set("repealed", edit.Table(entry)), "+++\ntitle = \"T\"\nrepealed = {date = 2026-11-30}\n+++\n"},
		{"a table for a header", "+++\ntitle = \"T\"\n[repealed]\ndate = 2020-01-01\n[[reviews]]\ndate = 2019-01-01\n+++\n", edit.Set("repealed", edit.Table(entry)), "+++\ntitle = \"T\"\nrepealed = {date = 2026-11-30}\n[[reviews]]\ndate = 2019-01-01\n+++\n"},
		{"removed", "+++\nstatus = \"draft\"\ntitle = \"T\"\n+++\n", edit.Remove("status"), "+++\ntitle = \"T\"\n+++\n"},
		{"removed but for its comment", "+++\n  status = \"draft\" # by Ada\ntitle = \"T\"\n+++\n", edit.Remove("status"), "+++\n  # by Ada\ntitle = \"T\"\n+++\n"},
		{"a removed list of lines", "+++\nlaws = [\n  \"a\", # ]\n  \"b\",\n]\ntitle = \"T\"\n+++\n", edit.Remove("laws"), "+++\ntitle = \"T\"\n+++\n"},
		{"first entry", "+++\ntitle = \"T\"\n+++\n", edit.Append("reviews", entry), "+++\ntitle = \"T\"\n\n[[reviews]]\ndate = 2026-11-30\n+++\n"},
		{"entry behind others", "+++\n[[corrections]]\ndate = 2020-01-01\n\n+++\n", edit.Append("reviews", entry), "+++\n[[corrections]]\ndate = 2020-01-01\n\n[[reviews]]\ndate = 2026-11-30\n+++\n"},
		{"entry of an inline list", "+++\nreviews = [{date = 2020-01-01}] # one\n+++\n", edit.Append("reviews", entry), "+++\nreviews = [{date = 2020-01-01}, {date = 2026-11-30}] # one\n+++\n"},
		{"entry of an empty list", "+++\nreviews = [ ]\n+++\n", edit.Append("reviews", entry), "+++\nreviews = [{date = 2026-11-30}]\n+++\n"},
		{"entry of a list of lines", "+++\nreviews = [\n  {date = 2020-01-01} # one\n]\n+++\n", edit.Append("reviews", entry), "+++\nreviews = [\n  {date = 2020-01-01}, # one\n  {date = 2026-11-30}\n]\n+++\n"},
		{"entry of a list with a last comma", "+++\nreviews = [\n  {date = 2020-01-01}, # one\n]\n+++\n", edit.Append("reviews", entry), "+++\nreviews = [\n  {date = 2020-01-01}, # one\n  {date = 2026-11-30},\n]\n+++\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := edit.FrontMatter([]byte(test.file), test.change)
			if err != nil || string(got) != test.want {
				t.Errorf("error %v, got\n%q\nwant\n%q", err, got, test.want)
			}
		})
	}
	for _, bad := range []string{"", "+++", "# T\n", "+++\ntitle = \"T\"\n", "---\na: b\n---\n"} {
		if _, err := edit.FrontMatter([]byte(bad), edit.Remove("title")); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

// read reads a file as a document, which must be without errors.
func read(t *testing.T, data []byte) *library.Draft {
	t.Helper()
	c, diags, err := source.Load(fstest.MapFS{"content/policy/x.md": {Data: data}}, nil)
	if err != nil || diags.HasErrors() || len(c.Drafts) != 1 {
		t.Fatalf("%v %v in\n%s", err, diags, data)
	}
	return c.Drafts[0]
}

// randomFile makes a valid document: keys in any order and form, comments, blank lines, either
// line end, with or without byte order mark and last line end.
func randomFile(r *rand.Rand) []byte {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var keys []string
	add := func(p int, forms ...string) {
		if r.IntN(100) < p {
			keys = append(keys, pick(forms...))
		}
	}
	add(100, "title%s=%s\"Policy för \\\"lösen\\\"\"", "title%s=%s'Policy'", "\"title\"%s=%s\"\"\"Po\\\n  licy \"x\" \"\"\"")
	add(50, "summary%s=%s'''Om\n[[reviews]]\n# det'''", "summary%s=%s\"# [a]\"")
	add(40, "status%s=%s\"draft\"", "status%s=%s'proposed'")
	add(40, "adopted%s=%s2020-02-29")
	add(40, "adopted_by%s=%s\"kf\"", "'adopted_by'%s=%s'ks'")
	add(40, "section%s=%s\"§ 7\"", "section%s=%s''")
	add(30, "case_number%s=%s\"KS 1\"")
	add(30, "in_force%s=%s2020-03-01")
	add(30, "repealed%s=%s{date = 2022-01-01, by = \"kf\"}", "repealed.date%s=%s2022-01-01")
	add(40, "owner%s=%s\"Säkerhetschef\"")
	add(40, "laws%s=%s[\n  \"2018:218\", # \"]\n  '2017:900'\n]", "laws%s=%s[ ]", "laws%s=%s[\"a]\", '#b']")
	add(30, "review%s=%s[\"12 months\", \"every term\"]")
	add(20, "reviews%s=%s[{date = 2021-01-01}, {date = 2021-02-01, by = \"x\"},]", "reviews%s=%s[\n {date = 2021-01-01} # a\n]")
	r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	var b strings.Builder
	width := r.IntN(14)
	for _, k := range keys {
		if r.IntN(5) == 0 {
			b.WriteString(pick("\n", "# anm. [x] = 1\n", "  # ”citat”\n", " \t\n"))
		}
		name, _, _ := strings.Cut(k, "%")
		line := pick("", "", "", "  ", "\t") + fmt.Sprintf(k, strings.Repeat(" ", max(0, width-len(name))), pick("", " ", " ", "\t"))
		b.WriteString(line + pick("", "", " # kommentar = 1", " ") + "\n")
	}
	inline := strings.Contains(b.String(), "reviews =") || strings.Contains(b.String(), "reviews=") || strings.Contains(strings.Join(keys, "\n"), "reviews%")
	for range r.IntN(3) {
		b.WriteString(pick("", "\n"))
		if !inline && r.IntN(2) == 0 {
			b.WriteString("[[reviews]] # en\ndate = 2021-05-05\nby = \"x\"\n")
		} else {
			b.WriteString("[[ corrections ]]\ndate=2021-06-06\nnote = '''a\n'''\n")
		}
	}
	file := "+++\n" + b.String() + pick("+++\n", "+++ \n") + pick("", "Text\n", "## A\n+++\n\ntext  \n", "+++")
	if r.IntN(3) == 0 {
		file = strings.ReplaceAll(file, "\n", "\r\n")
	}
	if r.IntN(4) == 0 {
		file = "\uFEFF" + file
	}
	return []byte(file)
}

// TestEditsAreExact shows for random documents and edits that what is read again has exactly the
// edited values, and that every other line of the file is there in the same order.
func TestEditsAreExact(t *testing.T) {
	texts := []string{"§ 140", "a\"b\\c", "'", "rad \\n rad", "", "= # [x]", "å\u0308 \U0001F600", "\"\"\"", "\tx", "a\u00a0b"}
	for seed := range uint64(1500) {
		r := rand.New(rand.NewPCG(seed, 1))
		before := randomFile(r)
		was := read(t, before)
		want := *was
		text := texts[r.IntN(len(texts))]
		day := library.NewDate(2000+r.IntN(100), 1+r.IntN(12), 1+r.IntN(28))
		var change edit.Change
		key := ""
		switch r.IntN(7) {
		case 0:
			key, change, want.Section = "section", edit.Set("section", edit.Text(text)), text
		case 1:
			key, change, want.Adopted = "adopted", edit.Set("adopted", edit.Day(day)), day
		case 2:
			key, change, want.CaseNumber = "case_number", edit.Set("case_number", edit.Text(text)), text
		case 3:
			key, change, want.Status = "status", edit.Remove("status"), ""
		case 4:
			key = "repealed"
			change = edit.Set("repealed", edit.Table(edit.Pair{Key: "date", Value: edit.Day(day)}, edit.Pair{Key: "section", Value: edit.Text(text)}))
			want.Repealed = &library.DraftRepeal{Date: day, Section: text}
		case 5:
			key = "reviews"
			change = edit.Append("reviews", edit.Pair{Key: "date", Value: edit.Day(day)}, edit.Pair{Key: "section", Value: edit.Text(text)})
			want.Reviews = append(append([]library.DraftReview{}, was.Reviews...), library.DraftReview{Date: day, Section: text})
		case 6:
			key = "corrections"
			change = edit.Append("corrections", edit.Pair{Key: "date", Value: edit.Day(day)}, edit.Pair{Key: "note", Value: edit.Text("n" + text + "n")})
			want.Corrections = append(append([]library.Correction{}, was.Corrections...), library.Correction{Date: day, Note: "n" + text + "n"})
		}
		after, err := edit.FrontMatter(before, change)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		got := read(t, after)
		if diff := cmp.Diff(&want, got, cmpopts.IgnoreFields(library.Draft{}, "At", "TextLine", "TextSize", "Digest"), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("seed %d: %s (-want +got)\n%s\nbefore:\n%s\nafter:\n%s", seed, key, diff, before, after)
		}
		othersStay(t, seed, key, string(before), string(after))
	}
}

// othersStay checks that lines without the key are the same bytes before and after.
func othersStay(t *testing.T, seed uint64, key, before, after string) {
	t.Helper()
	n := 0
	for n < len(before) && n < len(after) && before[n] == after[n] {
		n++
	}
	m := 0
	for m < len(before)-n && m < len(after)-n && before[len(before)-1-m] == after[len(after)-1-m] {
		m++
	}
	// What is not shared at the start and the end is what was changed. Whole lines that were
	// taken away may only be the key's own; a repeal may stand in two places.
	gone := before[n : len(before)-m]
	from := strings.LastIndexByte(before[:n], '\n') + 1
	line := before[from : len(before)-m]
	if !within(gone, after[n:len(after)-m]) && !strings.Contains(line, key) {
		t.Fatalf("seed %d: %s took away %q\nbefore:\n%s\nafter:\n%s", seed, key, gone, before, after)
	}
	for _, comment := range []string{"# anm.", "# kommentar", "”citat”", "# a", "# en", "\uFEFF"} {
		if key != "repealed" && strings.Count(before, comment) != strings.Count(after, comment) {
			t.Fatalf("seed %d: %s lost %q\nbefore:\n%s\nafter:\n%s", seed, key, comment, before, after)
		}
	}
	if strings.Count(before, "\r\n") > 0 && strings.Count(after, "\n") != strings.Count(after, "\r\n") {
		t.Fatalf("seed %d: line ends differ:\n%q", seed, after)
	}
	_, textBefore, _ := strings.Cut(before[strings.Index(before, "+++")+3:], "\n+++")
	_, textAfter, _ := strings.Cut(after[strings.Index(after, "+++")+3:], "\n+++")
	if textBefore != textAfter {
		t.Fatalf("seed %d: the text was %q and is %q", seed, textBefore, textAfter)
	}
}

// within reports whether all characters of a text stand in another in the same order.
func within(part, whole string) bool {
	for _, b := range []byte(whole) {
		if part != "" && part[0] == b {
			part = part[1:]
		}
	}
	return part == ""
}

// FuzzFrontMatter changes the front matter of any file: what is read again has the value that was set, and everything else as it was, and
// the text below is the same byte for byte.
func FuzzFrontMatter(f *testing.F) {
	f.Add([]byte("+++\ntitle = \"T\"\nreviews = [{a = [1]}]\n[x]\n+++\ntext"), "§ 1")
	f.Add([]byte("\uFEFF+++\r\na.b.'c' = \"\"\"\\\r\n\"\"\"\r\n+++\r\n"), "\"")
	f.Add([]byte("+++\nreviews = [[[[{"), "x")
	f.Add([]byte("+++\n0\n+++"), "")
	f.Add([]byte("+++\nsection = '''a\n'''\nrepealed.date = 2022-01-01\n[[reviews]]\ndate = 2021-05-05\n+++\n## A\n"), "å\x00\xff")
	f.Fuzz(func(t *testing.T, data []byte, text string) {
		entry := edit.Pair{Key: "note", Value: edit.Text(text)}
		was, below, ok := decoded(data)
		for key, c := range map[string]edit.Change{
			"section": edit.Set("section", edit.Text(text)), "status": edit.Remove("status"), "reviews": edit.Append("reviews", entry), "repealed": edit.Set("repealed", edit.Table(entry)),
		} {
			out, err := edit.FrontMatter(data, c)
			if err != nil || !ok {
				continue
			}
			if _, isList := was["reviews"].([]map[string]any); key == "reviews" && was["reviews"] != nil && !isList {
				continue // not of the form that a document has
			}
			now, after, ok := decoded(out)
			if !ok || after != below {
				t.Fatalf("%q: %s: became %q", data, key, out)
			}
			want := strings.ToValidUTF8(text, "\uFFFD")
			got, _ := now[key].(string)
			switch key {
			case "reviews":
				if list, _ := now[key].([]map[string]any); len(list) > 0 {
					got, _ = list[len(list)-1]["note"].(string)
				}
			case "repealed":
				table, _ := now[key].(map[string]any)
				got, _ = table["note"].(string)
			case "status":
				want = ""
			}
			if got != want {
				t.Errorf("%q: %s is %q, want %q: %q", data, key, got, want, out)
			}
			for other := range was {
				if other != key && fmt.Sprint(now[other]) != fmt.Sprint(was[other]) {
					t.Errorf("%q: %s changes %s: %q", data, key, other, out)
				}
			}
		}
	})
}

// decoded returns the front matter of a file and the text below, if the former is TOML. A carriage return alone ends a line, as for the
// reader of documents.
func decoded(data []byte) (front map[string]any, below string, ok bool) {
	lines := lineOf.FindAllString(strings.TrimPrefix(string(data), "\uFEFF"), -1)
	fence := func(line string) bool { return strings.TrimRight(line, " \t\r\n") == "+++" }
	for i, line := range lines {
		if i > 0 && fence(line) && fence(lines[0]) {
			text := strings.ReplaceAll(strings.Join(lines[1:i], ""), "\r\n", "\n")
			_, err := toml.Decode(strings.ReplaceAll(text, "\r", "\n"), &front)
			return front, strings.Join(lines[i:], ""), err == nil
		}
	}
	return nil, "", false
}

var lineOf = regexp.MustCompile(`[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$`)
