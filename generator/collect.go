package generator

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
)

// collectFrom is how much memory the program takes before it collects any. A build after an edit allocates 120 MB for
// 1,000 documents, and collecting them would take a quarter of its time.
const collectFrom = 192 << 20

// More than twice what is in use is used only up to ample, and twice as much only up to much more than is in use: 43,500 documents
// are made with 0.2 to 1.6 GB.
const (
	ample = 312 << 20
	much  = 1 << 30
)

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

// CollectLate is like Collect, but the program may take 192 MB before anything is collected, also after each collection.
func CollectLate(percent int) (undo func()) {
	limit := min(memoryLimit(), collectFrom)
	undo = Collect(-1)
	debug.SetMemoryLimit(limit)
	adjust(percent, collections.Load())
	return undo
}

// adjust waits for the next collection, to which at first the memory limit leads, and for all after it, and sets the
// percentage by what is left: percent, more as long as that is little, and less, but 50 at least, if it is much. Another call of
// Collect ends it.
func adjust(percent int, since int64) {
	runtime.AddCleanup(&struct{ *int }{}, func(int) { // Each collection finds that nobody refers to this.
		if collections.Load() != since {
			return
		}
		left := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(left)
		live := int(max(left[0].Value.Uint64(), 1<<20))
		upTo := func(memory int) int { return memory*100/live - 100 }
		debug.SetMemoryLimit(memoryLimit())
		debug.SetGCPercent(max(upTo(collectFrom), min(percent, max(100, upTo(ample)), max(50, much*100/live))))
		adjust(percent, since)
	}, 0)
}
