package archive

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"styrdok/generator/library"
)

func smallSIP(t *testing.T, on, text string) Package {
	return sip{
		name: "policy_a_2024-01-15", title: "A & B", payload: []File{{"b/ä ö.txt", []byte(text)}, {"a.txt", nil}}, dublin: []File{{"a.xml", []byte("<a/>")}},
		readme: []byte("text\n"), creator: &library.Body{Name: "Provnämnden"}, opt: Options{Day: day(t, on), Sender: Sender{Name: "Provby", Number: "212000-0000"}},
	}.pack()
}

// TestSIPListsItsFiles reads the METS files back: they name every file but the package's own METS.
func TestSIPListsItsFiles(t *testing.T) {
	files := onDisk(smallSIP(t, "2026-11-22", "text"))
	listed, day, ok := readSIP(files)
	if !ok || day != "2026-11-22" {
		t.Errorf("got day %q, ok %v", day, ok)
	}
	if got, want := slices.Sorted(maps.Keys(listed)), slices.Sorted(maps.Keys(files)); !slices.Equal(got, want) {
		t.Errorf("listed: got %q, want %q", got, want)
	}
	root := string(files["METS.xml"].Data)
	for _, want := range []string{
		`LABEL="A &amp; B"`, `csip:OAISPACKAGETYPE="SIP"`, "<name>Provby, Provnämnden</name>", ">ORG:212000-0000<",
		`CHECKSUM="` + sum(files["representations/adopted/METS.xml"].Data) + `"`,
	} {
		if !strings.Contains(root, want) {
			t.Errorf("METS.xml lacks %s", want)
		}
	}
	if inner := string(files["representations/adopted/METS.xml"].Data); !strings.Contains(inner, `xlink:href="data/b/%C3%A4%20%C3%B6.txt"`) {
		t.Error("the representation's METS.xml lacks a file")
	}
}

func TestCompareSIP(t *testing.T) {
	old := smallSIP(t, "2026-11-22", "text")
	compare(t, old, []comparison{
		{"another day", smallSIP(t, "2027-01-01", "text"), nil, true, ""},
		{"another text", smallSIP(t, "2026-11-22", "texten"), nil, false, ""},
		{"incomplete", old, func(f fstest.MapFS) { delete(f, "schemas/dublin-core.xsd") }, false, ""},
		{"with a file of somebody's", old, func(f fstest.MapFS) { f["min.txt"] = &fstest.MapFile{} }, false, "min.txt"},
		{"broken METS", old, func(f fstest.MapFS) { f["METS.xml"] = &fstest.MapFile{Data: []byte("<mets>")} }, false, "METS.xml"},
		{"a bag", small(t, "2026-11-22", "text"), nil, false, "METS.xml"},
	})
}
