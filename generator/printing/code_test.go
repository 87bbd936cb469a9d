package printing

import (
	"testing"

	"styrdok/generator/library"
	"styrdok/generator/site"
)

// TestCodeOfAddress shows that a published version has a QR code of a size that its address asks for, the same each
// time, and that what is internal has none.
func TestCodeOfAddress(t *testing.T) {
	pr := &site.Print{
		URL:     "https://styrdokument.exempelby.example/policy/informationssakerhet/informationssakerhet-2019-03-25.pdf",
		Version: &library.Version{Draft: &library.Draft{}, Document: &library.Document{}},
	}
	pr.Version.Adopted, _ = library.ParseDate("2019-03-25")
	one, two := code(&site.Frame{}, pr), code(&site.Frame{}, pr)
	if len(one) != 33 { // version 4 holds 78 bytes, the length of this address
		t.Fatalf("got %d rows of modules, want 33", len(one))
	}
	for y := range one {
		for x := range one[y] {
			if one[y][x] != two[y][x] {
				t.Fatalf("module %d, %d differs", x, y)
			}
		}
	}
	// The patterns in three of the corners, by which readers find the code.
	for _, at := range [][2]int{{0, 0}, {26, 0}, {0, 26}} {
		for i := range 7 {
			if !one[at[1]][at[0]+i] || !one[at[1]+6][at[0]+i] || !one[at[1]+i][at[0]] || !one[at[1]+3][at[0]+3] {
				t.Errorf("no finder pattern at %v", at)
			}
		}
	}
	if code(&site.Frame{Settings: site.Settings{Internal: true}}, pr) != nil {
		t.Error("an internal print has a code")
	}
}

func BenchmarkCode(b *testing.B) {
	pr := &site.Print{
		URL:     "https://styrdokument.exempelby.example/policy/informationssakerhet/informationssakerhet-2019-03-25.pdf",
		Version: &library.Version{Draft: &library.Draft{}, Document: &library.Document{}},
	}
	pr.Version.Adopted, _ = library.ParseDate("2019-03-25")
	b.ReportAllocs()
	for b.Loop() {
		code(&site.Frame{}, pr)
	}
}
