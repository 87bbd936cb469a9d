package pdfdump

import (
	"fmt"
	"strings"
	"testing"
)

// build writes a PDF with a cross-reference table from the texts of its objects.
func build(objects ...string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return []byte(b.String())
}

func streamOf(entries, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// simple is a tagged page that says "Informa-" and "tion", with parts to change.
func simple(content string) []byte {
	return build(
		"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/Lang(sv)/Metadata 10 0 R>>",
		"<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]/Contents 5 0 R/StructParents 0/Resources<</Font<</F1 8 0 R>>>>>>",
		"<</Type/StructTreeRoot/K 6 0 R/ParentTree<</Nums[0[7 0 R 7 0 R]]>>>>",
		streamOf("", content),
		"<</S/Document/P 4 0 R/K[7 0 R]>>",
		"<</S/P/P 6 0 R/Pg 3 0 R/K[0 1]>>",
		"<</Type/Font/BaseFont/ABCDEF+X/Encoding/Identity-H/ToUnicode 9 0 R/DescendantFonts[<</W[1[500 500 500]]/FontDescriptor<</FontFile2 11 0 R>>>>]>>",
		streamOf("", "3 beginbfchar\n<0001> <0049006E>\n<0002> <00AD>\n<0003> <D83DDE00>\nendbfchar\n"),
		streamOf("", "<x/>"),
		streamOf("", ""),
	)
}

const good = "/P <</MCID 0>> BDC\nBT /F1 10 Tf [<0001>-10<0002>] TJ ET\nEMC\n/P <</MCID 1>> BDC\nBT /F1 10 Tf <0001> Tj [<0003>] TJ ET\nEMC\n/Artifact BMC\n0 0 m 1 1 l S\nEMC\n"

func TestText(t *testing.T) {
	got, err := Text(simple(good))
	if err != nil {
		t.Fatal(err)
	}
	if want := "InIn😀\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	dump, err := Dump(simple(good))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`P "In\-In😀"`, "1: 100 x 200", "[1 shapes]", "X subset true, 3 characters"} {
		if !strings.Contains(dump, want) {
			t.Errorf("dump lacks %q:\n%s", want, dump)
		}
	}
}

// TestTellsLies shows that a file which says something wrong is reported.
func TestTellsLies(t *testing.T) {
	for _, test := range []struct{ name, content, want string }{
		{"text outside marks", strings.Replace(good, "EMC\n/P", "EMC\nBT /F1 9 Tf <0001> Tj ET\n/P", 1), "text outside marks"},
		{"paint outside marks", good + "0 0 1 1 re f\n", "paint outside marks"},
		{"content without element", good + "/P <</MCID 2>> BDC\nEMC\n", "content 2 of page 1 is not in the tag tree"},
		{"content twice", strings.Replace(good, "MCID 1", "MCID 0", 1), "stands twice"},
		{"element without content", strings.Replace(good, "MCID 1", "MCID 5", 1), "content 1 is not on page 1"},
		{"other role", strings.Replace(good, "/P", "/H1", 1), "marked H1"},
		{"open mark", strings.TrimSuffix(good, "EMC\n"), "not closed"},
		{"code without meaning", strings.Replace(good, "<0003>", "<0004>", 1), "stands for nothing"},
		{"text without font", strings.Replace(good, "/F1 10 Tf", "", 2), "without font"},
	} {
		if _, err := Dump(simple(test.content)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got error %v, want one with %q", test.name, err, test.want)
		}
	}
}

func TestRefusesBroken(t *testing.T) {
	whole := simple(good)
	for n := 0; n < len(whole)-1; n += 13 {
		if _, err := Dump(whole[:n]); err == nil {
			t.Errorf("first %d bytes: got no error", n)
		}
	}
	if _, err := Dump(build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]>>")); err == nil || !strings.Contains(err.Error(), "not tagged") {
		t.Errorf("untagged file: got %v", err)
	}
}

func TestScanner(t *testing.T) {
	for in, want := range map[string]string{
		`(a\(b\)\101\n(c))`:        "a(b)A\n(c)",
		"<FEFF00E5D83DDE00>":       "å😀",
		"<4 14>":                   "A@",
		"/A#20b":                   "A b",
		"[1 2 0 R /x]":             "[1 2 x]",
		"<</a 1/b[true null]>>":    "map[a:1 b:[true <nil>]]",
		"% comment\n-.5":           "-0.5",
		"(\xfe\xff\x00A)":          "A",
		"<</a<</b<</c 7 0 R>>>>>>": "map[a:map[b:map[c:7]]]",
		strings.Repeat("[", 1000):  "values nested too deep",
		"(open":                    "end of data",
		"<</a 1/a 2>>":             "key a stands twice in a dictionary",
	} {
		s := scanner{b: []byte(in)}
		v, err := s.value(0)
		got := fmt.Sprint(v)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestUnpredict(t *testing.T) {
	got, err := unpredict([]byte{2, 1, 2, 2, 1, 1, 1, 5, 1, 4, 0, 1}, dict{"Columns": 2.0})
	if err != nil || fmt.Sprint(got) != "[1 2 2 3 5 6 5 7]" {
		t.Errorf("got %v, %v", got, err)
	}
}
