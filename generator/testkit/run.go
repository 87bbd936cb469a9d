package testkit

import (
	"flag"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
)

// CollectLess has memory collected less often than in the program: a test process makes hundreds of
// small sites, and collecting took a fifth of its time.
func CollectLess() { debug.SetGCPercent(400) }

// Overlap has twice as many parallel tests run at once as there are processors, unless -parallel says how many: half of the time
// one that builds sites waits for the disk.
func Overlap() {
	if f := flag.Lookup("test.parallel"); f != nil && f.Value.String() == f.DefValue {
		f.Value.Set(strconv.Itoa(2 * runtime.GOMAXPROCS(0)))
	}
}

// Long leaves a test to .ci/run, which sets STYRDOK_LONG: it takes many seconds, and what it finds others mostly find, too.
func Long(t testing.TB) {
	t.Helper()
	if !IsLong() {
		t.Skip("long: run it with STYRDOK_LONG=1")
	}
}

// IsLong reports whether long tests are wanted.
func IsLong() bool { return os.Getenv("STYRDOK_LONG") != "" }

// IsExhaustive reports whether tests are to try everything, for minutes: STYRDOK_LONG is all.
func IsExhaustive() bool { return os.Getenv("STYRDOK_LONG") == "all" }

// Run runs a package's tests so and returns the exit code. A fuzz target spends its time on new
// inputs: by default each one that reaches something new is made smaller for up to a minute, and
// where coverage varies from run to run nothing else is done.
func Run(m *testing.M) int {
	CollectLess()
	InMemory()
	flag.Parse()
	if f := flag.Lookup("test.fuzz"); f == nil || f.Value.String() == "" { // whose processes are as many as parallel tests
		Overlap()
	}
	if f := flag.Lookup("test.fuzzminimizetime"); f != nil && f.Value.String() == f.DefValue {
		f.Value.Set("20x")
	}
	return m.Run()
}
