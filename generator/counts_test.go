package generator_test

import (
	"testing"

	"styrdok/generator"
)

// work is what Counts holds at one time.
type work struct{ parsed, laidOut, drawn, scaled, rendered, indexed, written int64 }

func workOf(c *generator.Counts) work {
	return work{
		c.Parsed.Load(), c.LaidOut.Load(), c.Drawn.Load(), c.Scaled.Load(), c.Rendered.Load(), c.Indexed.Load(), c.Written.Load(),
	}
}

// TestWork tells what a build makes after the edits that are made most: a smaller number is an improvement,
// and belongs here.
func TestWork(t *testing.T) {
	if testing.Short() {
		t.Skip("many builds, one like the other")
	}
	town := newTown(t.TempDir(), 6)
	build := func() work {
		town.write(t)
		opt := town.options()
		opt.Cache, opt.Counts = true, new(generator.Counts)
		made, err := generator.Make(opt)
		check(t, err)
		if made.Diags.HasErrors() {
			t.Fatal(made.Diags)
		}
		_, err = generator.Publish(made)
		check(t, err)
		return workOf(opt.Counts)
	}
	for _, step := range []struct {
		name string
		edit func()
		want work
	}{
		{"from nothing", func() {}, work{parsed: 7, laidOut: 8, drawn: 8, rendered: 37, indexed: 1, written: 89}},
		{"nothing changed", func() {}, work{parsed: 7, laidOut: 8, rendered: 37, indexed: 1, written: 89}},
		{"one word changed", func() { town.documents[2].now().words = []int{5, 5} }, work{parsed: 7, laidOut: 8, drawn: 1, rendered: 37, indexed: 1, written: 89}},
		{"retitled, and another refers to it", func() { town.documents[3].now().title = "Nytt ämne" }, work{parsed: 7, laidOut: 8, drawn: 1, rendered: 37, indexed: 1, written: 89}},
	} {
		step.edit()
		if got := build(); got != step.want {
			t.Errorf("%s: %+v, want %+v", step.name, got, step.want)
		}
	}
}
