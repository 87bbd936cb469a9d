package i18n

import "testing"

// TestEveryKeyIsFound shows that a text is found by its key alone, whichever file and table has it.
func TestEveryKeyIsFound(t *testing.T) {
	for _, lang := range Languages() {
		texts := MustLoad(lang)
		keys := texts.Keys()
		if len(keys) < 1000 {
			t.Errorf("%s has only %d texts", lang, len(keys))
		}
		for _, k := range keys {
			if !texts.Has(k) {
				t.Errorf("%s: %s is not found", lang, k)
			}
		}
		for _, k := range []string{"", ".", "site", "site.", "site.no such text", "no such table.one"} {
			if texts.Has(k) {
				t.Errorf("%s: %q is found", lang, k)
			}
		}
	}
}
