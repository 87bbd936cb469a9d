package testkit

import (
	"strings"
	"testing"
)

// TestDifference shows what is said of a unit that comes out differently when it is made again.
func TestDifference(t *testing.T) {
	type part struct {
		Path  string
		bytes [2]byte
	}
	type unit struct {
		Parts []part
		Of    map[string]int
		Next  *unit
	}
	one := unit{Parts: []part{{"a", [2]byte{1, 2}}}, Of: map[string]int{"x": 1}}
	for _, c := range []struct {
		b    unit
		want string
	}{
		{one, ""},
		{unit{Parts: one.Parts, Of: one.Of, Next: new(unit)}, ".Next was <nil>"},
		{unit{Parts: []part{{"a", [2]byte{1, 3}}}, Of: one.Of}, ".Parts[0].bytes was 0102 and is 0103"},
		{unit{Parts: []part{{"b", [2]byte{1, 2}}}, Of: one.Of}, ".Parts[0].Path was a and is b"},
		{unit{Of: one.Of}, ".Parts had 1 elements and has 0"},
		{unit{Parts: one.Parts, Of: map[string]int{"x": 2}}, ".Of[x] was 1 and is 2"},
	} {
		if got := Difference(one, c.b); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := Difference([]int(nil), []int{}); got != "" {
		t.Error(got)
	}
}
