package generator_test

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"styrdok/generator"
)

// TestCollectLate shows that after the first collection the percentage is the one that was asked for if that much
// memory is in use, that little is not collected often, that a later wish counts, and that much is kept small.
func TestCollectLate(t *testing.T) {
	percent := func() int {
		p := debug.SetGCPercent(-1)
		debug.SetGCPercent(p)
		return p
	}
	before := percent()
	until := func(want int) {
		t.Helper()
		for end := time.Now().Add(10 * time.Second); percent() != want; runtime.Gosched() {
			if runtime.GC(); time.Now().After(end) {
				t.Fatalf("%d %%, want %d", percent(), want)
			}
		}
	}
	undo := generator.CollectLate(123)
	for end := time.Now().Add(10 * time.Second); percent() < 200; runtime.Gosched() {
		if runtime.GC(); time.Now().After(end) {
			t.Fatalf("%d %%, though hardly any memory is in use", percent())
		}
	}
	much := make([]byte, 100<<20)
	until(123)
	undo()
	if got := percent(); got != before {
		t.Errorf("%d %% after all, want %d", got, before)
	}
	generator.CollectLate(123)
	defer func() { generator.Collect(before) }()
	generator.CollectLate(140)
	until(140)
	more := make([]byte, 100<<20)
	until(100)
	runtime.KeepAlive(much)
	runtime.KeepAlive(more)
}
