package generator

import (
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// collectFrom is how much memory the program takes before it collects any. A build after an edit allocates 120 MB for
// 1,000 documents, and collecting them would take a quarter of its time.
const collectFrom = 192 << 20

// The garbage collector is the whole program's, and so is who has set it last.
var (
	collections atomic.Int64
	memoryLimit = sync.OnceValue(func() int64 { return debug.SetMemoryLimit(-1) }) // as it was set from outside
)

// Collect sets the GC percentage of the program. It returns a function that puts back what was before.
func Collect(percent int) (undo func()) {
	collections.Add(1)
	debug.SetMemoryLimit(memoryLimit())
	before := debug.SetGCPercent(percent)
	return func() {
		if before >= 0 { // otherwise nothing was collected then, and need not be now
			Collect(before)
		}
	}
}

// CollectLate is like Collect, but collects nothing before the program takes 192 MB.
func CollectLate(percent int) (undo func()) {
	limit := min(memoryLimit(), collectFrom)
	undo = Collect(-1)
	debug.SetMemoryLimit(limit)
	last := collections.Load()
	// The first collection, to which the limit leads, finds that nobody refers to this.
	runtime.AddCleanup(&struct{ *int }{}, func(percent int) {
		if collections.Load() == last {
			Collect(percent)
		}
	}, percent)
	return undo
}
