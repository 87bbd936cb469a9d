//go:build !race

package redline_test

import (
	"testing"
	"time"

	"styrdok/generator/redline"
)

// TestHundredPages compares two texts of a hundred pages in less than a second. The fastest of some
// runs counts, since other work on the machine only makes one slower.
func TestHundredPages(t *testing.T) {
	x, y := pages(100)
	old, new := parse(t, x), parse(t, y)
	best := time.Hour
	for range 5 {
		start := time.Now()
		redline.Compare(old, new, redline.Options{})
		best = min(best, time.Since(start))
	}
	if best > time.Second {
		t.Errorf("took %v, want less than a second", best)
	}
}
