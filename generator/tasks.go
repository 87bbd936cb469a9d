package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"styrdok/generator/library"
)

// each calls do for 0 to n-1, several at a time, and joins the errors in order. When the context ends
// it waits for the calls under way, makes no more, and returns the context's error. A panic in do
// becomes an error that names it, so that one document cannot take the program down unheard.
func each(ctx context.Context, workers, n int, do func(i int) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	failures := make([]error, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				failures[i] = guarded(i, do)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return errors.Join(failures...)
}

// each calls do for 0 to n-1 with as many workers as the options say.
func (m *Made) each(n int, do func(i int) error) error {
	return each(m.opt.Context, m.opt.Workers, n, do)
}

func guarded(i int, do func(i int) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("a fault in the program: %v\n%s", r, debug.Stack())
		}
	}()
	return do(i)
}

// longestFirst returns the order in which documents are made: with the longest at the end all cores but
// one would wait for it.
func longestFirst(docs []*library.Document) []int {
	order, length := make([]int, len(docs)), make([]int, len(docs))
	for i, d := range docs {
		order[i] = i
		for _, v := range d.Versions {
			length[i] += v.TextSize
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(length[b], length[a]) })
	return order
}
