// Package task does work on several cores at once, counts it, and makes remembered work again to see whether it still
// comes out the same. What the work is it does not know.
package task

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Run says how the work of one command is done. The zero Run uses all cores and never ends early.
type Run struct {
	// Context ends a run before it is done, which then returns the context's error. Nil: nothing ends it.
	Context context.Context
	Workers int // how many things to do at once; 0: as many as there are cores
	// Counts is added to while things are made. It may be nil.
	Counts *Counts
	// Verify returns where two values differ, "" if they don't. If it is set, also what an earlier build has made and is not
	// out of date is made, and a difference is a panic. It is for tests.
	Verify func(before, now any) string
}

// Filled returns r with a context and counts in any case.
func (r Run) Filled() Run {
	if r.Context == nil {
		r.Context = context.Background()
	}
	if r.Counts == nil {
		r.Counts = new(Counts)
	}
	return r
}

// Each calls do for 0 to n-1, several at a time, and joins the errors in order. When the context ends it waits for the
// calls under way, makes no more, and returns the context's error. A panic in do becomes an error that names it, so that
// one document cannot take the program down unheard.
func (r Run) Each(n int, do func(i int) error) error {
	workers := r.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	failures := make([]error, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for r.Context.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				failures[i] = Guard(func() error { return do(i) })
			}
		})
	}
	wg.Wait()
	if err := r.Context.Err(); err != nil {
		return err
	}
	return errors.Join(failures...)
}

// Guard calls do and returns a panic in it as an error.
func Guard(do func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a fault in the program: %v\n%s", r, debug.Stack())
		}
	}()
	return do()
}

// Again makes what an earlier build has made once more, if r.Verify is set, and panics if it comes out differently: then
// it depends on something that its key does not hold. The unit is named in the panic.
func (r Run) Again(unit string, before any, again func() (any, error)) {
	if r.Verify == nil {
		return
	}
	now, err := again()
	if err != nil {
		panic(fmt.Sprintf("%s cannot be made again: %v", unit, err))
	}
	if found := r.Verify(before, now); found != "" {
		panic(fmt.Sprintf("%s is out of date, though its record holds: %s", unit, found))
	}
}
