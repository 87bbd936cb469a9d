package source

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// TestSwedish reads the table of words: none may mean two things, and all are written as they are looked up.
func TestSwedish(t *testing.T) {
	var by struct {
		Keys, Cycles, Counts map[string][]string
		Values               map[string]map[string][]string
	}
	if md, err := toml.Decode(swedishText, &by); err != nil || len(md.Undecoded()) > 0 {
		t.Fatal(err, md.Undecoded())
	}
	tables := map[string]map[string][]string{"keys": by.Keys, "cycles": by.Cycles, "counts": by.Counts}
	for key, values := range by.Values {
		tables["values."+key] = values
	}
	for name, table := range tables {
		seen := map[string]string{}
		for meant, words := range table {
			for _, w := range words {
				if other, twice := seen[w]; twice {
					t.Errorf("%s: %q means %s and %s", name, w, other, meant)
				}
				if seen[w] = meant; w != strings.ToLower(w) || name == "keys" && w != bareKey(w) {
					t.Errorf("%s: %q is never looked up", name, w)
				}
			}
		}
	}
}
