package generator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"styrdok/generator/preview"
	"sync"
	"testing"
	"time"

	"styrdok/generator"
)

// townSession serves a town.
type townSession struct {
	*preview.Session
	t *town
}

func newTownSession(tb testing.TB, t *town, counts *generator.Counts) *townSession {
	opt := t.options()
	opt.Cache, opt.Counts = true, counts
	s := preview.NewSession(opt)
	tb.Cleanup(s.Close)
	return &townSession{s, t}
}

func (s *townSession) refresh(tb testing.TB) bool {
	tb.Helper()
	visible, err := s.Refresh(tb.Context(), s.t.options().Today)
	check(tb, err)
	return visible
}

// text returns a file, empty if there is none.
func (s *townSession) text(tb testing.TB, path string) string {
	tb.Helper()
	f, found, err := s.File(path)
	check(tb, err)
	if !found {
		return ""
	}
	var b bytes.Buffer
	if _, err := f.Copy(&b); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// serveEdits makes edits to a town of n documents that is served, asks for every file after each, and says
// what was first found not to be as a build makes it, empty if everything is.
func serveEdits(tb testing.TB, n int, edits []townEdit) string {
	tb.Helper()
	t := newTown(tb.TempDir(), n)
	t.write(tb)
	s := newTownSession(tb, t, nil)
	s.refresh(tb)
	for i, e := range edits {
		townEdits[e.name](tb, t, t.documents[e.a%len(t.documents)], e.b)
		t.internal, t.traits["offline"], t.traits["told-in"], t.traits["asked"] = false, 0, 0, 0 // a session has options of its own
		t.write(tb)
		want, err := generator.Make(t.options())
		check(tb, err)
		s.refresh(tb)
		if i%2 == 0 { // files are the same before and after
			if found := s.difference(tb, want); found != "" {
				return fmt.Sprintf("after edit %d, %s: %s", i+1, e, found)
			}
		}
		checked, err := s.Check(tb.Context())
		check(tb, err)
		got, err := told(checked)
		check(tb, err)
		if wanted, _ := told(want); got.diags != wanted.diags {
			return fmt.Sprintf("after edit %d, %s: it tells\n%s\nand a build tells\n%s", i+1, e, got.diags, wanted.diags)
		}
		if found := s.difference(tb, want); found != "" {
			return fmt.Sprintf("after edit %d, %s, when checked: %s", i+1, e, found)
		}
	}
	return ""
}

// difference says which files differ from those that were built.
func (s *townSession) difference(tb testing.TB, want *generator.Result) string {
	var out []string
	built := map[string]bool{}
	for _, f := range want.Files {
		built[f.Path] = true
		var b bytes.Buffer
		_, err := f.Copy(&b)
		check(tb, err)
		switch got := s.text(tb, f.Path); {
		case got == "" && b.Len() > 0:
			out = append(out, f.Path+" (missing)")
		case got != b.String():
			out = append(out, f.Path+" (differs)")
		}
	}
	for _, d := range s.t.documents {
		for _, path := range []string{d.name + "/index.html", d.name + "/2020-03-01/index.html", d.name + "/" + d.name[strings.IndexByte(d.name, '/')+1:] + "-2020-03-01.pdf"} {
			if len(want.Files) > 0 && !built[path] && s.text(tb, path) != "" {
				out = append(out, path+" (left over)")
			}
		}
	}
	return strings.Join(out, ", ")
}

// TestSessionEqualsBuild shows that what a session serves is what a build writes, after whatever was edited.
func TestSessionEqualsBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("many builds, one like the other")
	}
	sequences, documents, length := 2, 4, 6
	if *manyEdits > 0 {
		sequences, documents, length = *manyEdits, 12, 12
	}
	for _, line := range []string{ // what failed once
		"logo 3 671; old-picture 33 763",
		"no-change 0 0; alias 1 572; collection 1 736; mend 1 703",
	} {
		edits, err := parseEdits(line)
		check(t, err)
		if found := serveEdits(t, documents, edits); found != "" {
			t.Errorf("%s: %s", line, found)
		}
	}
	for seed := range sequences {
		t.Run(fmt.Sprintf("seed_%d", seed), func(t *testing.T) {
			t.Parallel()
			edits := randomEdits(uint64(100+seed), length)
			if found := serveEdits(t, documents, edits); found != "" {
				fewer := shrink(edits, func(fewer []townEdit) bool { return serveEdits(t, documents, fewer) != "" })
				t.Errorf("%s\nseed: %s\nwhich fails so: %s", found, formatEdits(fewer), serveEdits(t, documents, fewer))
			}
		})
	}
}

// TestSessionWork tells what is made after a save: the document that was edited, and what is asked for.
func TestSessionWork(t *testing.T) {
	town, counts := newTown(t.TempDir(), 6), new(generator.Counts)
	town.write(t)
	s := newTownSession(t, town, counts)
	since := workOf(counts)
	made := func() work {
		now := workOf(counts)
		out := work{now.parsed - since.parsed, now.laidOut - since.laidOut, now.drawn - since.drawn, now.scaled - since.scaled, now.rendered - since.rendered, 0, now.indexed - since.indexed, 0}
		since = now
		return out
	}
	for _, step := range []struct {
		name string
		do   func()
		want work
	}{
		{"read", func() { s.refresh(t) }, work{}},
		{"a document asked for", func() { s.text(t, "plan/amne-2/index.html") }, work{parsed: 1, laidOut: 1, drawn: 1, rendered: 2}},
		{"its print", func() { s.text(t, "plan/amne-2/amne-2-2021-03-01.pdf") }, work{}},
		{"checked", func() { s.Check(t.Context()) }, work{parsed: 6, laidOut: 7}},
		{"one word changed", func() {
			town.documents[2].now().words = []int{5, 5}
			town.write(t)
			s.refresh(t)
		}, work{parsed: 1, laidOut: 1, drawn: 1, rendered: 2}},
		{"asked for and checked", func() { s.text(t, "plan/amne-2/index.html"); s.Check(t.Context()) }, work{}},
		{"the register", func() { s.text(t, "register/index.html"); s.text(t, "register/index.html") }, work{rendered: 1}},
		{"nothing changed", func() { s.refresh(t); s.Check(t.Context()); s.text(t, "plan/amne-2/index.html") }, work{}},
	} {
		step.do()
		if got := made(); got != step.want {
			t.Errorf("%s: %+v, want %+v", step.name, got, step.want)
		}
	}
}

// TestSessionKeepsLastGood shows what is served while something is wrong.
func TestSessionKeepsLastGood(t *testing.T) {
	town := newTown(t.TempDir(), 4)
	town.write(t)
	s := newTownSession(t, town, nil)
	s.refresh(t)
	if made, err := s.Check(t.Context()); err != nil || made.Diags.HasErrors() {
		t.Fatal(err, made.Diags)
	}
	page, other := "riktlinje/amne-1/index.html", "plan/amne-2/index.html"
	save := func(d *townDocument, title, link string) bool {
		d.now().title, d.link = title, link
		town.write(t)
		return s.refresh(t)
	}
	d1, d2 := town.documents[1], town.documents[2]
	if !save(d1, "Andra namnet", "") || !strings.Contains(s.text(t, page), "Andra namnet") {
		t.Error("a change is not shown")
	}
	if save(d1, "Tredje namnet", "policy/finns-inte") {
		t.Error("a text with a broken link is said to be shown")
	}
	if got := s.text(t, page); !strings.Contains(got, "Andra namnet") {
		t.Error("a broken link does not leave the page as it was")
	}
	if !strings.Contains(s.text(t, "register/index.html"), "Andra namnet") {
		t.Error("the register shows a text that is wrong")
	}
	made, err := s.Check(t.Context())
	if check(t, err); !made.Diags.HasErrors() {
		t.Error("the broken link is not reported")
	}
	time.Sleep(200 * time.Millisecond) // until files are believed to be as they were by their times
	if !save(d2, "Grannen", "") || !strings.Contains(s.text(t, other), "Grannen") {
		t.Error("another document is frozen")
	}
	if got := s.text(t, page); !strings.Contains(got, "Andra namnet") {
		t.Error("the document with the error is not as it was:", got)
	}
	// Its front matter breaks, too.
	d1.kind = "\x01"
	town.write(t)
	if s.refresh(t); !strings.Contains(s.text(t, page), "Andra namnet") {
		t.Error("broken front matter changes the page")
	}
	d1.kind = ""
	if !save(d1, "Fjärde namnet", "") || !strings.Contains(s.text(t, page), "Fjärde namnet") {
		t.Error("the mended text is not shown")
	}
	made, err = s.Check(t.Context())
	if check(t, err); made.Diags.HasErrors() {
		t.Error(made.Diags)
	}
	// A configuration with an error changes nothing.
	town.put(t, "config.toml")
	if s.refresh(t) || !strings.Contains(s.text(t, page), "Fjärde namnet") {
		t.Error("a broken config.toml changes the pages")
	}
	if made, err = s.Check(t.Context()); err != nil || !made.BadConfig {
		t.Error("a broken config.toml is not reported", err)
	}
	delete(town.written, "config.toml")
	town.documents = append(town.documents[:1:1], town.documents[2:]...)
	town.mend(t)
	town.write(t)
	if !s.refresh(t) || s.text(t, page) != "" {
		t.Error("a removed document still has a page")
	}
}

// TestSessionAtOnce asks for files while the site is edited and checked.
func TestSessionAtOnce(t *testing.T) {
	town := newTown(t.TempDir(), 5)
	town.write(t)
	s := newTownSession(t, town, nil)
	s.refresh(t)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for n := i; ctx.Err() == nil; n++ {
				for _, path := range []string{"index.html", "policy/amne-0/index.html", "register/index.html", "plan/amne-2/amne-2-2021-03-01.pdf", "mark.png", "sok/index.html"} {
					if f, found, err := s.File(path); err != nil || !found || len(f.Data) == 0 && f.Open == nil {
						t.Error(path, found, err)
					}
				}
			}
		})
	}
	for n := range 5 {
		town.documents[n].now().title = fmt.Sprint("Namn ", n)
		town.write(t)
		s.refresh(t)
		short, stop := context.WithCancel(t.Context())
		if n%2 == 0 {
			stop()
		}
		if _, err := s.Check(short); err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		stop()
	}
	cancel()
	wg.Wait()
}
