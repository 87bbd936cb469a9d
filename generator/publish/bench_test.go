package publish

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// BenchmarkCommit publishes some 1,000 documents, as a build does that knows what is there already.
func BenchmarkCommit(b *testing.B) {
	root := b.TempDir()
	opt := Options{
		Dir: filepath.Join(root, "public"), Sort: "public", Site: root,
		Each: func(n int, do func(int) error) error {
			var wg sync.WaitGroup
			errs := make([]error, 2)
			for w := range 2 {
				wg.Go(func() {
					for i := w; i < n && errs[w] == nil; i += 2 {
						errs[w] = do(i)
					}
				})
			}
			wg.Wait()
			return errs[0]
		},
	}
	var paths []string
	for d := range 2150 {
		for f := range 4 {
			if len(paths) < 7600 {
				paths = append(paths, fmt.Sprintf("policy/document-%d/%d/file-%d.html", d/2, d, f))
			}
		}
	}
	text := make([]byte, 12000)
	same := sha256.Sum256(text)
	commit := func(b *testing.B, changed int) {
		t, err := Begin(opt)
		if err != nil {
			b.Fatal(err)
		}
		for i, p := range paths {
			data := text
			if i < changed {
				data = fmt.Appendf(text[:0:0], "changed %d", os.Getpid()+b.N+changed)
			}
			if i >= changed && t.Has(p, same) {
				err = t.Keep(p, same)
			} else {
				err = t.Put(p, data)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		if _, err := t.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	for _, changed := range []int{len(paths), 0, 1, 100} {
		b.Run(fmt.Sprintf("changed=%d", changed), func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				commit(b, changed*(n%2))
			}
		})
	}
	b.Run("lstat", func(b *testing.B) {
		for b.Loop() {
			_ = opt.Each(len(paths), func(i int) error {
				_, err := os.Lstat(filepath.Join(opt.Dir, paths[i]))
				return err
			})
		}
	})
}
