package task

import "sync/atomic"

// Counts are how many units of work have been done, so that a test can tell whether only what was needed
// was done: unlike a time, a count is the same on every machine. One value may be shared by several runs,
// which add to it.
type Counts struct {
	Parsed   atomic.Int64 // texts parsed as Markdown
	LaidOut  atomic.Int64 // documents broken into sheets
	Drawn    atomic.Int64 // prints drawn, not found in the cache
	Scaled   atomic.Int64 // smaller copies made of images, not found in the cache
	Rendered atomic.Int64 // pages rendered, redirects included
	Listed   atomic.Int64 // times that the lists were planned
	Indexed  atomic.Int64 // search indexes built
	Written  atomic.Int64 // files written to the output folder
}
