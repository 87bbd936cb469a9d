package generator

import (
	"runtime"
	"sync"

	"golang.org/x/sys/unix"
)

// useLargePages asks the system once for memory in pages of 2 MB rather than of 4 kB, each of which comes by a fault: a build
// after an edit would spend a quarter of its time on 30,000 of them. The garbage collector uses free memory from the
// lowest address on, so that what is asked for here, and given back at once, is what it uses next.
var useLargePages = sync.OnceFunc(func() {
	memory := make([]byte, collectFrom)
	_ = unix.Madvise(memory, unix.MADV_HUGEPAGE) // where it cannot be had, all is as before
	runtime.GC()
})
