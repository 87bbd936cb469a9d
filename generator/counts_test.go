package generator_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
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
		made, _, err := generator.Build(opt)
		check(t, err)
		if made.Diags.HasErrors() {
			t.Fatal(made.Diags)
		}
		return workOf(opt.Counts)
	}
	for _, step := range []struct {
		name string
		edit func()
		want work
	}{
		{"from nothing", func() {}, work{parsed: 7, laidOut: 8, drawn: 8, rendered: 37, indexed: 1, written: 93}},
		{"nothing changed", func() {}, work{}},
		{"one word changed", func() { town.documents[2].now().words = []int{5, 5} }, work{parsed: 1, laidOut: 1, drawn: 1, rendered: 3, indexed: 1, written: 15}},
		{"retitled, and another refers to it", func() { town.documents[3].now().title = "Nytt ämne" }, work{parsed: 2, laidOut: 2, drawn: 1, rendered: 17, indexed: 1, written: 31}},
	} {
		step.edit()
		if got := build(); got != step.want {
			t.Errorf("%s: %+v, want %+v", step.name, got, step.want)
		}
	}
}

// TestLooking shows that what only looks makes nothing, and lays out only what a fault may be found in.
func TestLooking(t *testing.T) {
	town := newTown(t.TempDir(), 6)
	town.write(t)
	opt := town.options()
	for _, look := range []struct {
		name string
		do   func() error
		want work
	}{
		{"check", func() error {
			opt.Check = true
			_, err := generator.Make(opt)
			return err
		}, work{parsed: 7, laidOut: 8}},
		{"new", func() error {
			d, err := generator.Begin(opt, decide.Start{Document: "policy/ny", Title: "Ny"})
			if err == nil && !d.OK() {
				t.Error(d.Refused, d.New)
			}
			return err
		}, work{parsed: 8, laidOut: 8}},
		{"list, due", func() error {
			_, err := generator.Load(opt)
			return err
		}, work{}},
	} {
		opt.Check, opt.Counts = false, new(generator.Counts)
		check(t, look.do())
		if got := workOf(opt.Counts); got != look.want {
			t.Errorf("%s: %+v, want %+v", look.name, got, look.want)
		}
	}
}

// TestCheckTellsOfTakenPlaces puts files into static/ whose places the site itself takes: check knows
// these places without making what lies there.
func TestCheckTellsOfTakenPlaces(t *testing.T) {
	town := newTown(t.TempDir(), 3)
	town.write(t)
	made, err := generator.Make(town.options())
	check(t, err)
	taken := 0
	for _, f := range made.Files {
		if f.Path != "sha256sums.txt" && !strings.HasSuffix(f.Path, ".png") && !strings.HasSuffix(f.Path, "bilaga.txt") {
			taken++
			town.put(t, "static/"+f.Path)
		}
	}
	built, err := buildClean(town)
	check(t, err)
	checked, err := buildNothing(town)
	check(t, err)
	if checked.diags != built.diags {
		t.Errorf("check tells\n%s\nand a build tells\n%s", checked.diags, built.diags)
	}
	if n := strings.Count(built.diags, string(diag.NotPublished)); n < taken {
		t.Errorf("%d places are taken, and %d are told of", taken, n)
	}
}

// TestMakeGivesUp ends the context when the first print has been drawn.
func TestMakeGivesUp(t *testing.T) {
	town := newTown(t.TempDir(), 6)
	town.write(t)
	ctx, cancel := context.WithCancel(t.Context())
	opt := town.options()
	opt.Context, opt.Workers, opt.Cache, opt.Counts = ctx, 1, true, new(generator.Counts)
	opt.Progress = func(done, total int) { cancel() }
	made, _, err := generator.Build(opt)
	if made == nil || !errors.Is(err, context.Canceled) {
		t.Errorf("made %v, error %v", made != nil, err)
	}
	if got := (work{parsed: 2, laidOut: 1, drawn: 1}); workOf(opt.Counts) != got {
		t.Errorf("%+v, want %+v", workOf(opt.Counts), got)
	}
	want, err := buildClean(town)
	check(t, err)
	got, err := buildKept(town)
	check(t, err)
	if found := got.difference(want); found != "" {
		t.Errorf("the next build: %s", found)
	}
}
