package diag

import "testing"

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		limit, want int
	}{
		{"", "", 0, 0}, {"", "ab", 2, 2}, {"policy", "policy", 0, 0}, {"policy", "polciy", 2, 1}, {"policy", "plicys", 2, 2},
		{"riktlinje", "instruktion", 3, 4}, {"riktlinje", "instruktion", 20, 9}, {"abcd", "badc", 2, 2}, {"abcd", "badc", 1, 2}, {"a", "abcdef", 3, 4},
	} {
		if got := Distance([]rune(c.a), []rune(c.b), c.limit); got != c.want {
			t.Errorf("%q, %q, limit %d: got %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
	}
}
