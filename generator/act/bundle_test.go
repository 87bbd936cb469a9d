package act_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"styrdok/generator/act"
	"testing"

	"styrdok/generator"
	"styrdok/generator/data"
	"styrdok/generator/library"
	"styrdok/generator/testkit/pdfdump"
	"styrdok/themes"
)

var update = flag.Bool("update", false, "rewrite expectations")

func makeBundle(t *testing.T, dir, meeting string, workers int) *act.Package {
	t.Helper()
	return pack(t, dir, meeting, workers, act.Packing{Whole: true})
}

func pack(t *testing.T, dir, meeting string, workers int, how act.Packing) *act.Package {
	t.Helper()
	made, _, out, err := act.Bundle(generator.Options{
		Dir: dir, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(), Workers: workers,
	}, meeting, how)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	if out == nil {
		t.Fatal("no package")
	}
	return out
}

var (
	half      = regexp.MustCompile(`[0-9a-f]{32}`)
	headLevel = regexp.MustCompile(`(?m)^ *H([1-6])\b`)
)

// TestBundleDump compares a small package, read back by code other than the writer's, with the
// stored one: information, tags with text, links, heads and feet, bookmarks, labels and named places.
func TestBundleDump(t *testing.T) {
	out := makeBundle(t, "testdata/bundle", "2026-12-14-kf", 1)
	dump, err := pdfdump.Dump(out.Data)
	if err != nil {
		t.Fatal(err)
	}
	dump, _, _ = strings.Cut(dump, "\nfonts\n")
	dump = half.ReplaceAllString(dump, "0123…cdef")
	const file = "testdata/bundle.dump.txt"
	if *update {
		if err := os.WriteFile(file, []byte(dump), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Split(dump, "\n"), strings.Split(string(want), "\n"); dump != strings.Join(want, "\n") {
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Fatalf("line %d: got %q, want %q; run with -update and read the diff", i+1, got[i], want[i])
			}
		}
		t.Fatalf("got %d lines, want %d", len(got), len(want))
	}
}

// TestBundleHeadings wants a first heading of level 1 and no level left out, also where a part's
// own headings are as deep as they may be.
func TestBundleHeadings(t *testing.T) {
	for dir, meeting := range map[string]string{"testdata/bundle": "2026-12-14-kf", "../..": "2026-12-14-kommunfullmaktige"} {
		dump, err := pdfdump.Dump(makeBundle(t, dir, meeting, 1).Data)
		if err != nil {
			t.Fatal(err)
		}
		_, tags, _ := strings.Cut(dump, "\ntags\n")
		tags, _, _ = strings.Cut(tags, "\nartifacts\n")
		level, count := 0, 0
		for _, m := range headLevel.FindAllStringSubmatch(tags, -1) {
			next := int(m[1][0] - '0')
			if next > level+1 || next == 1 && count > 0 {
				t.Errorf("%s: H%d follows on H%d", dir, next, level)
			}
			level = next
			count++
		}
		if count < 10 {
			t.Errorf("%s: got %d headings", dir, count)
		}
	}
}

// TestBundleSums makes a package with one core and with many, and finds the same bytes, the sums of the separate files, and
// no sums in the package.
func TestBundleSums(t *testing.T) {
	one, four := makeBundle(t, "testdata/bundle", "2026-12-14-kf", 1), makeBundle(t, "testdata/bundle", "content/meetings/2026-12-14-kf.md", 4)
	if string(one.Data) != string(four.Data) || string(one.Sums) != string(four.Sums) || len(one.Files) != 8 {
		t.Errorf("packages of one core and of four differ, or have not 8 files: %d", len(one.Files))
	}
	text, err := pdfdump.Text(one.Data)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range one.Files {
		sum := data.Sum(f.Data)
		if string(f.Data) != string(four.Files[i].Data) {
			t.Errorf("%s: differs", f.Name)
		}
		if !strings.Contains(string(one.Sums), sum+"  "+f.Name+"\n") {
			t.Errorf("%s: its sum is not in\n%s", f.Name, one.Sums)
		}
		if strings.Contains(text, sum[:16]) {
			t.Errorf("%s: its sum is in the package", f.Name)
		}
	}
	if strings.Contains(text, "Hemligt") {
		t.Error("a masked text stands in the package")
	}
}

var toldSheet = regexp.MustCompile(`(?m)^ *Link "[^\n]*(?:sidan\\s(\d+)[)\]]| (\d+))"\n *-> sheet (\d+) `)

// TestBundleNumbers finds that every number of a sheet which the package tells is that of the sheet
// its link leads to, also where there are many and telling them moves the text.
func TestBundleNumbers(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"config.toml": "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"O\"\n"}
	var items, links strings.Builder
	for i := range 12 {
		name := string(rune('a' + i))
		items.WriteString("[[items]]\ndocument = \"policy/" + name + "\"\naction = \"adopt\"\n")
		links.WriteString("[text " + name + "](" + name + ".md#slut) och\n")
	}
	for i := range 12 {
		name := string(rune('a' + i))
		text := "## Början\n\n" + strings.Repeat(links.String(), 1+i) + "så.\n\n:::pagebreak\n\n## Slut {#slut}\n\nText.\n"
		files["content/policy/"+name+".md"] = "+++\ntitle = \"Policy " + name + "\"\nstatus = \"proposed\"\n+++\n" + text
	}
	files["content/meetings/m.md"] = "+++\nbody = \"kf\"\ndate = 2026-12-14\n" + items.String() + "+++\n"
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	dump, err := pdfdump.Dump(makeBundle(t, dir, "m", 2).Data)
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, m := range toldSheet.FindAllStringSubmatch(dump, -1) {
		if told := m[1] + m[2]; told != m[3] {
			t.Errorf("%q", m[0])
		}
		count++
	}
	if count < 12*11 {
		t.Errorf("got %d numbers, want %d or more", count, 12*11)
	}
}

// TestBundleMatters makes the packages of six matters, one with every action, for the board that proposes and for the council that
// decides: with reports, numbers, case numbers, points and documents of their own.
func TestBundleMatters(t *testing.T) {
	const basis = "Protokollsutdrag, kommunstyrelsens arbetsutskott 2026-11-16 § 74"
	for _, c := range []struct {
		meeting     string
		has, hasNot []string
	}{
		{"2026-11-30-ks", []string{
			"Tjänsteskrivelse. Handlingar till kommunstyrelsens sammanträde den 30 november 2026", "Till Kommunstyrelsen Beslutas av Kommunfullmäktige",
			"Från Dataskyddsombud Skrivelsens datum 2026-10-20", "Diarienummer KS 2026/301",
			"Kommunstyrelsen föreslår kommunfullmäktige besluta att anta Policy för dataskydd enligt",
			"Kommunstyrelsen föreslår kommunfullmäktige besluta att anta Folkhälsoprogram 2027–2030 enligt",
			"Programmet ersätter Folkhälsoprogram 2019–2026, antaget av kommunfullmäktige 2019-01-28 § 12.",
			"besluta att Reglemente för nämnden för vuxna, antaget av kommunfullmäktige 2014-11-24 § 88, upphör att gälla den 1 januari 2027.",
			"besluta att Kommunikationspolicy, antagen av kommunfullmäktige 2016-05-30 § 60, aktualitetsprövas och fortsätter att gälla utan ändringar.",
			"besluta att giltighetstiden för Klimatplan 2022–2026, antagen av kommunfullmäktige 2022-02-28 § 18, förlängs till och med den 31 december 2028.",
			"Ärende 22. Folkhälsoprogram 2027–2030 – antas (KS 2026/302)", "Ärende 24, tjänsteskrivelse", "Nämnden för vuxna upphör",
		}, []string{"beslutar", "Kommunstyrelsens förslag", "2019–2026, antaget av kommunfullmäktige 2019-01-28 § 12, upphör"}},
		{"2026-12-14-kf", []string{
			"Till Kommunfullmäktige Sammanträde 2026-12-14", "Kommunstyrelsens förslag, 2026-11-30 § 210", "Kommunstyrelsens förslag, 2026-11-30 § 215",
			"Kommunfullmäktige beslutar att anta Folkhälsoprogram 2027–2030 enligt",
			"Kommundirektören får i uppdrag att redovisa uppföljningen av programmet i juni 2028.",
			"Gemensamt för ärendena 1. Paragraferna förklaras omedelbart justerade.",
			"Kommunikationspolicy: gällande version skulle ha setts över senast den 14 oktober 2022.",
			"Bilaga 6. Barnkonsekvensanalys, 2026-10-12 – – separat fil", "Remissammanställning, 2026-09-14 – – bifogas inte", basis,
			"Beslutet skickas till – Samtliga nämnder – Kommunens bolag – Författningssamlingen", "Barnkonsekvenser",
			"Garage: ”1 240” → ”1 295”", "Utgår: ”Skylt, 900”", "Nytt: ”Altan, 700”", "”30” → ”20”", "Nytt: ”Den som inte betalar i tid får en påminnelse.”",
			"”vartannat” → ”varje”", "”Kommunchefen” → ”Kommundirektören”",
		}, []string{"föreslår kommunfullmäktige besluta", "Taxan ska ses över", "skåp 7"}},
	} {
		out := makeBundle(t, "testdata/meetings", c.meeting, 2)
		text, err := pdfdump.Text(out.Data)
		if err != nil {
			t.Fatal(err)
		}
		text = strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u00ad", "").Replace(text)), " ")
		for _, want := range c.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in the package", c.meeting, want)
			}
		}
		for _, not := range c.hasNot {
			if strings.Contains(text, not) {
				t.Errorf("%s: %q is in the package", c.meeting, not)
			}
		}
		var names []string
		for _, f := range out.Files {
			names = append(names, f.Name)
		}
		got := strings.Join(names, " ")
		for _, want := range []string{
			"tjansteskrivelse.pdf", "tjansteskrivelse-dataskydd.pdf", "tjansteskrivelse-socialnamnden.pdf", "bilaga-06-barn.pdf", "bilaga-14-ksau-74.pdf",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: there is no file %s, but %s", c.meeting, want, got)
			}
		}
	}
}

// TestBundleConfidential shows members the passages that are masked for others, and says so on every sheet of every file.
func TestBundleConfidential(t *testing.T) {
	out := pack(t, "testdata/meetings", "2026-12-14-kf", 2, act.Packing{Whole: true, Confidential: true})
	if out.Name != "handlingar-2026-12-14-kf-sekretess.pdf" {
		t.Errorf("the package is called %s", out.Name)
	}
	secret := 0
	for _, f := range append(out.Files, out.Printed) {
		if f.Sheets == 0 {
			continue // attached
		}
		text, err := pdfdump.Dump(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(text, "SEKRETESS"); n != f.Sheets {
			t.Errorf("%s: %d of %d sheets are marked", f.Name, n, f.Sheets)
		}
		if !strings.HasSuffix(f.Name, "-sekretess.pdf") {
			t.Errorf("%s: its name does not say what it is", f.Name)
		}
		secret += strings.Count(text, "skåp 7")
	}
	if secret != 2 {
		t.Errorf("the masked passage is in %d files, want the package and one appendix", secret)
	}
}
