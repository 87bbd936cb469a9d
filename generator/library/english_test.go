package library

import (
	"regexp"
	"testing"
)

// TestInEnglish shows that every built-in kind and body has an English name, and that nothing written
// with the Swedish ones is lost.
func TestInEnglish(t *testing.T) {
	swedish := DefaultRules()
	english := swedish.InEnglish()
	letters := regexp.MustCompile(`[åäöÅÄÖ]`)
	for i, k := range english.Kinds {
		was := swedish.Kinds[i]
		if k.Summary == was.Summary || k.Singular == "" || letters.MatchString(k.Singular+k.Plural+k.Definite+k.Summary) {
			t.Errorf("%s: got %q, %q, %q", k.ID, k.Singular, k.Plural, k.Summary)
		}
		// Several kinds may share a plural, so what counts is that the Swedish one still finds this kind.
		if found := english.CollectionKind(slug(was.Plural)); found == nil || found.ID != k.ID {
			t.Errorf("folder %s: got %v, want %s", slug(was.Plural), found, k.ID)
		}
	}
	for i, b := range english.Bodies {
		was := swedish.Bodies[i]
		if b.Name == was.Name || letters.MatchString(b.Name+b.Genitive) {
			t.Errorf("%s: got %q, %q", b.ID, b.Name, b.Genitive)
		}
		for _, name := range append([]string{was.Name, string(was.ID), b.Name}, was.Short...) {
			if found := english.Body(name); found == nil || found.ID != b.ID {
				t.Errorf("%q: got %v, want %s", name, found, b.ID)
			}
		}
	}
	if swedish.Kinds[0].Plural != DefaultRules().Kinds[0].Plural {
		t.Error("the Swedish rules were changed")
	}
	if k := english.CollectionKind("policies"); k == nil || k.ID != "policy" {
		t.Errorf("policies: got %v", k)
	}
}
