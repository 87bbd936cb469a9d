package printing

import (
	"slices"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// TestClosing shows which decisions a print lists, the newest first.
func TestClosing(t *testing.T) {
	day := func(year int) library.Date { return library.NewDate(year, 3, 1) }
	first := &library.Version{Draft: &library.Draft{Adopted: day(2015), Section: "§ 1"}, Name: "1", AdoptedBy: &library.Body{Name: "Fullmäktige"}}
	first.Reviews = []library.ReviewEntry{{Date: day(2017), ByText: "Styrelsen"}, {Date: day(2021)}}
	second := &library.Version{Draft: &library.Draft{Adopted: day(2019)}, Name: "2", Supersedes: first, Status: library.StatusRepealed}
	second.Corrections = []library.Correction{{Date: day(2020), Note: "Rättat."}}
	second.Reviews = []library.ReviewEntry{{Date: day(2022)}}
	second.Repeal = &library.Repeal{Date: day(2024), ByText: "Fullmäktige", CaseNumber: "KS 2024/1"}
	for _, test := range []struct {
		what string
		v    *library.Version
		want []string
	}{
		{"only adopted", &library.Version{Draft: &library.Draft{Adopted: day(2015)}, Name: "1"}, nil},
		{"draft", &library.Version{Draft: &library.Draft{}}, nil},
		{"reviewed", first, []string{"2021-03-01 ", "2017-03-01 Styrelsen", "2015-03-01 Fullmäktige § 1"}},
		{"repealed", second, []string{"2024-03-01 Fullmäktige, KS 2024/1", "2022-03-01 ", "2020-03-01 ", "2019-03-01 ", "2017-03-01 Styrelsen", "2015-03-01 Fullmäktige § 1"}},
	} {
		var got []string
		test.v.Document = &library.Document{}
		for _, s := range Closing(test.v, i18n.MustLoad("sv")) {
			for _, row := range s.Blocks[0].(*block.Table).Rows {
				got = append(got, block.Plain(row.Cells[0].Spans)+" "+block.Plain(row.Cells[2].Spans))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.what, got, test.want)
		}
	}
}
