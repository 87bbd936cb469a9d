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
	lib, diags := Resolve(Translated(drafts), DefaultRules(), day("2027-01-02"))
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
