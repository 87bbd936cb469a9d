package library

import "testing"

// TestTranslated holds that a translation takes the decision of the version that it names by its day, and what became of
// that version, but for what its own file says.
func TestTranslated(t *testing.T) {
	first := adopted("policy/a", "2019-03-25", func(d *Draft) { d.File, d.Section = "content/policy/a/1.md", "§ 1" })
	second := adopted("policy/a", "2024-03-25", func(d *Draft) {
		d.File, d.Section, d.CaseNumber, d.Owner = "content/policy/a/2.md", "§ 2", "KS 2024/1", "Kanslichef"
		d.InForce, d.ValidUntil = day("2024-04-01"), day("2026-12-31")
		d.Extensions = []DraftExtension{{Date: day("2026-06-15"), Until: day("2028-12-31")}}
		d.Reviews = []DraftReview{{Date: day("2025-03-03")}}
	})
	own := adopted("policy/own", "2024-05-06", func(d *Draft) { d.TranslationOf, d.Section = "policy/a", "§ 9" })
	translation := adopted("policy/b", "2024-03-25", func(d *Draft) { d.TranslationOf, d.AdoptedBy, d.Owner = "policy/a", "", "Communications" })
	drafts := []*Draft{translation, first, second, own}
	lib, diags := Resolve(Translated(drafts, day("2027-01-02"), nil), DefaultRules(), day("2027-01-02"))
	for _, d := range diags {
		if d.Pos.File == translation.File {
			t.Errorf("got %v for the translation", d)
		}
	}
	v := lib.Document("policy/b").Shown
	if v.AdoptedBy == nil || v.AdoptedBy.ID != "kommunfullmaktige" || v.Section != "§ 2" || v.CaseNumber != "KS 2024/1" || v.Owner != "Communications" {
		t.Errorf("got %v %s %s %s, want the decision of 2024 and the translation's own owner", v.AdoptedBy, v.Section, v.CaseNumber, v.Owner)
	}
	if v.Status != StatusInForce || v.InForce != day("2024-04-01") || v.LastDay != day("2028-12-31") || len(v.Reviews) != 1 {
		t.Errorf("got %v from %v to %v with %d reviews, want what became of the original", v.Status, v.InForce, v.LastDay, len(v.Reviews))
	}
	if got := lib.Document("policy/own").Shown.Section; got != "§ 9" {
		t.Errorf("got the section %s for a translation with a decision of its own", got)
	}
	if translation.Section != "" {
		t.Error("the draft was changed")
	}
}

// TestTranslationWithoutDay holds that a translation without a day is of the version on whose day it is sealed, and until then of the one that holds.
func TestTranslationWithoutDay(t *testing.T) {
	version := func(on string, change func(*Draft)) *Draft {
		return adopted("policy/a", on, func(d *Draft) {
			if d.File = "content/policy/a/" + on + ".md"; change != nil {
				change(d)
			}
		})
	}
	drafts := func(change func(*Draft), more ...*Draft) []*Draft {
		tr := adopted("policy/b", "2024-03-25", func(d *Draft) { d.TranslationOf, d.AdoptedBy, d.Adopted = "policy/a", "", Date{} })
		if change != nil {
			change(tr)
		}
		return append([]*Draft{tr, version("2019-03-25", nil), version("2024-03-25", nil), version("2026-11-30", func(d *Draft) { d.InForce = day("2027-01-01") })}, more...)
	}
	for _, c := range []struct {
		name, today, sealed, want string
		drafts                    []*Draft
	}{
		{"the one that holds", "2026-12-01", "", "2024-03-25", drafts(nil)},
		{"once its successor holds", "2027-01-01", "", "2026-11-30", drafts(nil)},
		{"sealed", "2027-01-01", "2024-03-25", "2024-03-25", drafts(nil)},
		{"the newest that is adopted", "2018-01-01", "", "", drafts(nil)},
		{"held back", "2026-12-01", "", "", drafts(func(d *Draft) { d.Status = "draft" })},
		{"of a version that another file translates", "2026-12-01", "", "", drafts(nil, adopted("policy/b", "2024-03-25", func(d *Draft) { d.TranslationOf = "policy/a" }))},
		{"annulled", "2027-01-01", "", "2026-11-30", drafts(nil, version("2026-12-14", func(d *Draft) { d.Annulled = &DraftAnnulment{} }))},
	} {
		sealed := func(ID) (d Date) {
			if c.sealed != "" {
				d = day(c.sealed)
			}
			return d
		}
		got := Translated(c.drafts, day(c.today), sealed)[0].Adopted
		if want := c.want; want == "" && !got.IsZero() || want != "" && got != day(want) {
			t.Errorf("%s: got %v, want %s", c.name, got, want)
		}
	}
}
