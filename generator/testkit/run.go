package testkit

import (
	"runtime/debug"
	"testing"
)

// CollectLess has memory collected less often than in the program: a test process makes hundreds of
// small sites, and collecting took a fifth of its time.
func CollectLess() { debug.SetGCPercent(400) }

// Run runs a package's tests so and returns the exit code.
func Run(m *testing.M) int {
	CollectLess()
	return m.Run()
}
