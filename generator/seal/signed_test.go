package seal

import (
	"testing"

	"styrdok/generator/library"
)

// TestGrown shows from which versions, when they were signed, another may have come without anybody having changed what was decided.
func TestGrown(t *testing.T) {
	day := func(d int) library.Date { return library.NewDate(2026, 11, d) }
	draft := func(text string, change func(d *library.Draft)) *library.Draft {
		d := &library.Draft{Document: "policy/x", File: "content/policy/x.md", TextLine: 9, Title: "X", Adopted: library.NewDate(2024, 1, 10), AdoptedBy: "kf", Section: "§ 1", CaseNumber: "A 1", Text: text}
		if change != nil {
			change(d)
		}
		return d
	}
	correction := func(days ...int) func(d *library.Draft) {
		return func(d *library.Draft) {
			for _, n := range days {
				d.Corrections = append(d.Corrections, library.Correction{Date: day(n)})
			}
		}
	}
	extended := func(untils ...int) func(d *library.Draft) {
		return func(d *library.Draft) {
			for _, n := range untils {
				d.Extensions = append(d.Extensions, library.DraftExtension{Date: day(n), Until: library.NewDate(2030, 1, n)})
			}
		}
	}
	cases := []struct {
		name             string
		signed, now      *library.Draft
		grown, corrected bool
	}{
		{"the same", draft("a", nil), draft("a", nil), true, false},
		{"another text", draft("a", nil), draft("b", nil), false, false},
		{"another text with a correction", draft("a", nil), draft("b", correction(12)), true, true},
		{"another text with the correction that was there", draft("a", correction(12)), draft("b", correction(12)), false, false},
		{"a second correction", draft("a", correction(12)), draft("b", correction(12, 14)), true, true},
		{"another text with a correction of before the signature", draft("a", nil), draft("b", correction(9)), false, false},
		{"a correction that is taken out", draft("a", correction(12)), draft("a", nil), false, false},
		{"section and case number filled in", draft("a", func(d *library.Draft) { d.Section, d.CaseNumber = "", "" }), draft("a", nil), true, false},
		{"another section", draft("a", func(d *library.Draft) { d.Section = "§ 2" }), draft("a", nil), false, false},
		{"an extension", draft("a", nil), draft("a", extended(11)), true, false},
		{"an extension that is entered late", draft("a", extended(12)), draft("a", extended(11, 12)), true, false},
		{"an extension that is taken out", draft("a", extended(11, 12)), draft("a", extended(12)), false, false},
		{"an annulment", draft("a", nil), draft("a", func(d *library.Draft) {
			d.Annulled = &library.DraftAnnulment{Date: day(12), By: "förvaltningsrätten"}
		}), true, false},
	}
	shown := 0
	for _, c := range cases {
		if c.grown {
			shown++
		}
		for _, form := range []int{1, present} {
			was := of(c.signed)
			if form == 1 {
				was.Sum = was.form1Sums(c.signed)[0]
			}
			whole := func(sum string) bool { return sum == was.Sum }
			grown, corrected := Read(c.now, site).Grown(day(10), whole, func(later string) (bool, bool) { return later == was.Later(), true })
			if grown != c.grown || corrected != c.corrected {
				t.Errorf("form %d, %s: grown %v and corrected %v", form, c.name, grown, corrected)
			}
			// A receipt of an earlier release tells only the day.
			unknown := func(string) (bool, bool) { return false, false }
			if grown, _ := Read(c.now, site).Grown(day(13), whole, unknown); c.now.Text != c.signed.Text && len(c.now.Corrections) < 2 && grown {
				t.Errorf("form %d, %s: signed after the correction, and taken for grown", form, c.name)
			}
		}
	}
	t.Logf("%d ways to differ from what was signed, %d of them shown", len(cases), shown)
}
