package redline_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"styrdok/generator/redline"
)

// FuzzCompare holds any two texts to the promises.
func FuzzCompare(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("got no samples: %v", err)
	}
	for _, name := range files {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(a.Files[0].Data), string(a.Files[1].Data), false)
	}
	f.Add("*a*[^1]b `c`d\n\n[^1]: e[^1]", "a[^1]*b* `c` d\n\n[^1]: e", true)
	f.Add("a\n: b\n\nc\n: d\n: e", "a\nc\n: b\n\n: ", false)
	f.Fuzz(func(t *testing.T, a, b string, noMoves bool) {
		old, new := parse(t, a), parse(t, b)
		opt := redline.Options{NoMoves: noMoves}
		checkSteady(t, checkPair(t, old, new, opt), old, new, opt)
	})
}
