package decide_test

import (
	"slices"
	"testing"

	"styrdok/generator/decide"
	"styrdok/generator/library"
)

// TestRepealByLowerBody shows which bodies rank below the one that adopted: a committee, which has no rank, below the
// council, but not below an officer.
func TestRepealByLowerBody(t *testing.T) {
	rules := library.DefaultRules()
	rules.Bodies = append(rules.Bodies, library.Body{ID: "namnden", Name: "Nämnden"})
	day := library.NewDate(2024, 3, 12)
	for _, c := range []struct {
		adoptedBy, body string
		want            bool
	}{
		{"kf", "ks", true}, {"ks", "kf", false}, {"kf", "namnden", true}, {"kommundirektoren", "namnden", false}, {"namnden", "kommundirektoren", true},
	} {
		draft := &library.Draft{
			File: "content/policy/a.md", Document: "policy/a", Title: "A", Kind: "policy", Adopted: day, AdoptedBy: c.adoptedBy,
			Section: "§ 1", Visibility: library.Public,
		}
		lib, _ := library.Resolve([]*library.Draft{draft}, rules, library.NewDate(2026, 11, 22))
		s := decide.Site{Library: lib, Rules: rules, Read: func(string) ([]byte, error) { return []byte("+++\ntitle = \"A\"\n+++\n"), nil }}
		o, err := decide.End(s, decide.Repeal{Decision: decide.Decision{
			Document: "policy/a", Date: library.NewDate(2026, 11, 20), Body: c.body, Section: "§ 2",
		}})
		if err != nil || o.Diags.HasErrors() {
			t.Fatal(err, o.Diags)
		}
		got := slices.ContainsFunc(o.Next, func(s decide.Sentence) bool { return s.Key == "workflow.next.lower-body" })
		if got != c.want {
			t.Errorf("%s repeals what %s adopted: got a warning %v, want %v", c.body, c.adoptedBy, got, c.want)
		}
	}
}
