package data

import (
	"encoding/json"
	"strings"
	"testing"

	"styrdok/generator/site"
)

// TestClassOfKind shows that the register and the feed tell the class of a kind, and nothing where there is none.
func TestClassOfKind(t *testing.T) {
	for _, class := range []string{"", "normerande"} {
		s := sample()
		for i := range s.rules.Kinds {
			s.rules.Kinds[i].Class = class
		}
		files := s.make(t).all()
		text := fileOf(t, files, strings.TrimPrefix(site.AddressJSON, "/"))
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		if err := compile(t, schema).Validate(v); err != nil {
			t.Error(err)
		}
		if got := strings.Contains(string(text), `"class": "normerande"`); got != (class != "") {
			t.Errorf("with the class %q the register tells one: %t", class, got)
		}
		feed := fileOf(t, files, "flode.atom")
		if got := strings.Contains(string(feed), `<category term="normerande"`); got != (class != "") {
			t.Errorf("with the class %q the feed tells one: %t", class, got)
		}
	}
}
