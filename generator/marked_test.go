package generator_test

import (
	"bytes"
	"strings"
	"testing"

	"styrdok/generator/testkit/pdfdump"
)

// markedPrint returns what is read out of the change-marked print of two texts that differ in everything
// that a text can hold.
func markedPrint(t *testing.T) string {
	t.Helper()
	made, err := makeTorture()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made.Files {
		if f.Path == "policy/andrad/2024-02-19/andringar/andrad-2024-02-19-andringar.pdf" {
			text, err := pdfdump.Text(f.Data)
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(strings.Fields(text), " ")
		}
	}
	t.Fatal("no print")
	return ""
}

// TestMarkedPrintIsHeard holds a change-marked print to its promise that who hears it hears where
// something has been added or removed: in lists, tables, notes, pictures' captions, code, definitions
// and text in another language.
func TestMarkedPrintIsHeard(t *testing.T) {
	got := markedPrint(t)
	for _, want := range []string{
		"Det som har ändrats",
		"Uppgifter som ändrades Uppgift Tidigare Nu Titel Det som ändras Det som har ändrats Antagen av Kommunfullmäktige Kommunstyrelsen",
		"En mening vars not tas bort. [Borttaget: not 3]",
		"alls. [Tillagt: not 4 Och en helt ny mening med en länk, fet stil och en not till. not 1]",
		"allt kostar [Borttaget: 100] [Tillagt: 250] kronor",
		"[Borttaget: Den här noten försvinner.]",
		"Avgifter [Tillagt: från 2024]",
		"[Tillagt: Moms]",
		"[Borttaget: Slamtömning] [Borttaget: 900] [Borttaget: tillfälle]",
		"[Tillagt: Parkering] [Tillagt: 20] [Tillagt: timme] [Tillagt: ja]",
		"en som ändras [Borttaget: i mitten] [Tillagt: på slutet] av raden",
		"[Borttaget: Andra punkten tas bort.] 2. [tidigare 3.] Tredje punkten har underpunkter:",
		"[Tillagt: Det andra stycket i den femte punkten.]",
		"[Borttaget: Register] [Borttaget: En samling uppgifter i en pärm.]",
		"Rutinen gäller i alla verksamheter. [Tillagt: nytt stycke] Den finns på intranätet hos varje förvaltning.",
		"på en sida för alla. [Borttaget: nytt stycke] Avvikelser anmäls samma dag.",
		"– spara underlaget i tio år [Borttaget: ny punkt] [Tillagt: och] förvara det i arkivet på första våningen",
		"c) [tidigare b)] följa upp det en gång om året och",
		"för 10 [Borttaget: m²] [Tillagt: m³] i tio år.",
		"[Borttaget: Bild som tas bort]",
		"[Tillagt: SELECT namn, adress FROM person; ORDER BY namn;]",
		"Skriv [Borttaget: gammal-kod] [Tillagt: ny-kod] i rutan.",
		"[Tillagt: This paragraph in English is new.]",
		"Flyttat 5 Ansvar [Tillagt: för allt]",
		"Flyttat [Borttaget: 6 Ansvar] [flyttat till avsnitt 5]",
		"[Borttaget: 7 It-drift]",
		"[Tillagt: 7 Incidenter]",
		"den [Borttaget: 1 februari 2019] [Tillagt: 1 mars 2024] enligt",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("not read: %q", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

// TestComparisonsLeakNothing: what is confidential in either version is nowhere in what a build writes,
// and whether it has changed cannot be told.
func TestComparisonsLeakNothing(t *testing.T) {
	made, err := makeTorture()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range made.Files {
		data := f.Data
		if strings.HasSuffix(f.Path, ".pdf") {
			text, err := pdfdump.Text(data)
			if err != nil {
				t.Fatal(err)
			}
			data = []byte(text)
		}
		if strings.Contains(f.Path, "andringar") {
			seen++
		}
		if bytes.Contains(bytes.ToUpper(data), []byte("KANARIEF")) {
			t.Errorf("%s holds a confidential word", f.Path)
		}
	}
	if seen < 3 {
		t.Errorf("got %d files of changes, want two pages and a print", seen)
	}
}
