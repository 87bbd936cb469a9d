//go:build !race

package redline_test

import (
	"testing"
	"time"

	"styrdok/generator/redline"
	"styrdok/generator/testkit"
)

// TestHundredPages compares two texts of a hundred pages in less than a second of processor time,
// and holds the time to the length of the texts: four times as long ones may not take sixteen times
// as long, as they do where everything is compared with everything. The fastest of some runs
// counts, since other work on the machine only makes one slower.
func TestHundredPages(t *testing.T) {
	testkit.NotInWindows(t, "what else the machine does counts there")
	spent := func(n int) time.Duration {
		x, y := pages(n)
		old, new := parse(t, x), parse(t, y)
		best := time.Hour
		for range 5 {
			start := testkit.Spent()
			redline.Compare(old, new, redline.Options{})
			best = min(best, testkit.Spent()-start)
		}
		return best
	}
	small, hundred := spent(25), spent(100)
	t.Logf("25 pages in %v, 100 in %v", small, hundred)
	if hundred > time.Second {
		t.Errorf("100 pages took %v, want less than a second", hundred)
	}
	if hundred > 9*small {
		t.Errorf("100 pages took %v and 25 took %v, want about four times as long", hundred, small)
	}
}
