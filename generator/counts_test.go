package generator_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"styrdok/generator/act"
	"testing"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
)

// work is what Counts holds at one time.
type work struct{ parsed, laidOut, drawn, scaled, rendered, listed, indexed, written int64 }

func workOf(c *generator.Counts) work {
	return work{
		c.Parsed.Load(), c.LaidOut.Load(), c.Drawn.Load(), c.Scaled.Load(), c.Rendered.Load(), c.Listed.Load(), c.Indexed.Load(), c.Written.Load(),
	}
}

// TestWork tells what a build makes and which files it writes after the edits that are made most: a smaller
// number is an improvement, and belongs here.
func TestWork(t *testing.T) {
	if testing.Short() {
		t.Skip("many builds, one like the other")
	}
	town := newTown(t.TempDir(), 6)
	var before map[string]string
	build := func() (work, []string) {
		town.write(t)
		opt := town.options()
		opt.Cache, opt.Counts = true, new(generator.Counts)
		made, _, err := generator.Build(opt)
		check(t, err)
		if made.Diags.HasErrors() {
			t.Fatal(made.Diags)
		}
		now, err := live(made.Out)
		check(t, err)
		var changed []string
		for name, digest := range now {
			if before[name] != digest {
				changed = append(changed, name)
			}
		}
		slices.Sort(changed)
		before = now
		return workOf(opt.Counts), changed
	}
	index := []string{"sok/index/", "sok/index.html", "SHA256SUMS"} // what an edit of a text changes beside its document
	lists := append(slices.Clone(index), "index.html", "register/", "policy/index.html", "beslut/", "data/", "dcat.", "flode.atom", "policy/flode.atom", "revidering/", "revidering.ics")
	for _, step := range []struct {
		name    string
		edit    func()
		want    work
		changed []string // beginnings of the names of all files that may change
	}{
		{"from nothing", func() {}, work{parsed: 7, laidOut: 8, drawn: 8, rendered: 38, listed: 1, indexed: 1, written: 97}, []string{""}},
		{"nothing changed", func() {}, work{}, nil},
		{"one word changed", func() { town.documents[2].now().words = []int{5, 5} },
			work{parsed: 1, laidOut: 1, drawn: 1, rendered: 3, indexed: 1, written: 15}, append(slices.Clone(index), "plan/amne-2/", "data/", "flode.atom", "plan/flode.atom")},
		{"touched", func() { town.touch(t, town.documents[1], 7) }, work{}, nil},
		{"retitled, and another refers to it", func() { town.documents[3].now().title = "Nytt ämne" },
			work{parsed: 2, laidOut: 2, drawn: 1, rendered: 17, listed: 1, indexed: 1, written: 32}, append(slices.Clone(lists), "policy/amne-3/", "riktlinje/amne-4/")},
		{"the next day", func() { town.days++ }, work{rendered: 23, listed: 1, written: 21}, append(slices.Clone(lists), "assets/dag.js", "plan/index.html", "riktlinje/index.html")},
		{"another logo", func() { town.traits["logo"] = 1 }, work{parsed: 7, laidOut: 8, drawn: 8, rendered: 38, listed: 1, written: 60}, []string{""}},
		{"a picture", func() { town.picture = 3 }, work{parsed: 2, laidOut: 3, drawn: 3, rendered: 5, written: 9}, []string{"mark.png", "policy/amne-0/", "data/", "SHA256SUMS"}},
		{"a document more", func() {
			d := *town.documents[5]
			d.name, d.versions = "policy/ny", changed(d.versions, 0, townVersion{title: "Något nytt", year: 2023, headings: []string{"Syfte"}, words: []int{2}})
			town.documents = append(town.documents, &d)
		}, work{parsed: 1, laidOut: 1, drawn: 1, rendered: 21, listed: 1, indexed: 1, written: 39}, append(slices.Clone(lists), "policy/ny/", "404.html", "sitemap.xml", "plan/", "riktlinje/")},
	} {
		step.edit()
		got, files := build()
		if got != step.want {
			t.Errorf("%s: %+v, want %+v", step.name, got, step.want)
		}
		for _, name := range files {
			if !slices.ContainsFunc(step.changed, func(begin string) bool { return strings.HasPrefix(name, begin) }) {
				t.Errorf("%s: %s is another than before", step.name, name)
			}
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
		}, work{parsed: 7, laidOut: 8, listed: 1}},
		{"new", func() error {
			d, err := act.Begin(opt, decide.Start{Document: "policy/ny", Title: "Ny"})
			if err == nil && !d.OK() {
				t.Error(d.Refused, d.New)
			}
			return err
		}, work{parsed: 8, laidOut: 8, listed: 1}},
		{"list, due", func() error {
			_, err := act.Load(opt)
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
