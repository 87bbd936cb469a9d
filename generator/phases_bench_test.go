//go:build !race

package generator_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/block"
	"styrdok/generator/html"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/pdf"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/testkit"
	"styrdok/generator/theme"
	"styrdok/themes"
)

// phase does the work of one package for all documents of a corpus. What it allocates does not depend on
// the machine, so a test can hold it to a limit.
type phase struct {
	name      string
	objects   float64 // allocated for a document, at most
	kilobytes float64
	do        func()
}

// phases sets up n documents for every phase, so that each begins with what the ones before it return.
func phases(t testing.TB, n int) []phase {
	corpus := testkit.Corpus(n)
	content, diags, err := source.Load(corpus, nil)
	check(t, err)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	config, _ := source.ReadConfig("config.toml", string(corpus["config.toml"].Data))
	fonts, err := pdf.LoadFonts(themes.Standard(), "fonts")
	check(t, err)

	trees := make([]*block.Tree, n)
	parse := func(i int) {
		d := content.Drafts[i]
		trees[i], diags = markdown.Parse([]byte(d.Text), markdown.Options{File: d.File, Title: d.Title, Language: "sv", Mask: true})
		if len(diags) > 0 {
			t.Fatal(diags)
		}
	}
	prints, setter := make([]layout.Print, n), layout.NewTypesetter(fonts)
	lay := func(i int) {
		d := layout.Document{
			Organisation: "Exempelby kommun", Title: content.Drafts[i].Title, Contents: "Innehåll", Tree: trees[i],
			Targets: make([]layout.Target, len(trees[i].Links())), SheetNumber: "Sida {n}({total})", Language: "sv",
		}
		prints[i], _ = setter.Break(d, layout.DefaultStyle())
	}
	files := make([]publish.File, n)
	texts, documents := map[string]*site.Text{}, make([]search.Document, n)
	for i, d := range content.Drafts {
		parse(i)
		lay(i)
		texts[d.File] = &site.Text{File: d.File, Tree: trees[i]}
		files[i] = publish.File{Path: string(d.Document) + "/index.html", Data: html.Render(trees[i], html.Options{})}
		documents[i] = search.Document{URL: string(d.Document) + "/", Title: d.Title, Active: true, Sections: search.Sections(trees[i])}
	}
	lib, _ := library.Resolve(content.Drafts, config.Rules, library.NewDate(2026, 11, 22))
	words := i18n.MustLoad("sv")
	var dir *site.Directory
	direct := func() {
		dir, diags = site.NewDirectory(lib, site.Input{
			Settings: site.Settings{Title: "Styrdokument", BaseURL: "https://exempelby.example/", Organisation: site.Organisation{Name: "Exempelby kommun"}},
			Outline:  func(file string) site.TextOutline { return site.NewTextOutline(texts[file].Tree, nil) },
		}, words)
	}
	direct()
	pages := make([][]*site.Page, n)
	plan := func(i int) { pages[i] = dir.Unit(lib.Documents[i].ID, texts, dir).Pages(nil) }
	for i := range n {
		plan(i)
	}
	th, diags := theme.Load(themes.Standard(), nil, theme.Options{Texts: words})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	out := filepath.Join(t.TempDir(), "public")
	each := func(do func(i int)) func() {
		return func() {
			for i := range n {
				do(i)
			}
		}
	}
	return []phase{
		{"source.Load", 250, 59, func() {
			_, _, err := source.Load(corpus, nil)
			check(t, err)
		}},
		{"library.Resolve", 44, 4, func() { library.Resolve(content.Drafts, config.Rules, library.NewDate(2026, 11, 22)) }},
		{"markdown.Parse", 3300, 400, each(parse)},
		{"site.NewDirectory", 34, 6, direct},
		{"site.Unit.Pages", 860, 66, each(plan)},
		{"site.Lists", 520, 44, func() { dir.Lists() }},
		{"theme.Render", 2400, 180, each(func(i int) {
			for _, pg := range pages[i] {
				_, err := th.Render(dir.Frame, pg, site.Head{})
				check(t, err)
			}
		})},
		{"html.Render", 49, 45, each(func(i int) { html.Render(trees[i], html.Options{}) })},
		{"layout.Break", 3100, 580, each(lay)},
		{"pdf.Draw", 11000, 2300, each(func(i int) {
			_, err := pdf.Draw(prints[i], pdf.Info{Author: "Exempelby kommun", Creator: "styrdok"}, fonts, nil)
			check(t, err)
		})},
		{"search.Build", 560, 110, func() {
			var z search.Analyzer
			heads, bodies := make([]search.Head, n), make([]*bytes.Reader, n)
			for i, d := range documents {
				s := z.Segment(d)
				heads[i], bodies[i] = s.Head, bytes.NewReader(s.Body)
			}
			body := func(i int, _ bool) (io.ReaderAt, error) { return bodies[i], nil }
			for _, u := range search.Merge(heads, body, search.Options{}).Units {
				pieces := make([]int, len(u.Pieces))
				for i := range pieces {
					pieces[i] = i
				}
				check(t, u.Make(pieces, func(int, string, []byte) error { return nil }))
			}
		}},
		{"publish.Commit", 57, 5, func() {
			tree, err := publish.Begin(publish.Options{Dir: out, Sort: "public"})
			check(t, err)
			for _, f := range files {
				check(t, tree.Put(f.Path, f.Data))
			}
			_, err = tree.Commit()
			check(t, err)
		}},
	}
}

// BenchmarkPhases tells what a document costs in each phase.
func BenchmarkPhases(b *testing.B) {
	const n = 100
	for _, p := range phases(b, n) {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.do()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/document")
		})
	}
}

// TestAllocations holds each phase to what it allocates today, with a tenth to spare. A smaller number is
// an improvement, and belongs here.
func TestAllocations(t *testing.T) {
	testkit.NotInWindows(t, "it takes other memory to read a folder there")
	const n = 50
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	dir := t.TempDir()
	check(t, os.CopyFS(dir, testkit.Corpus(n)))
	buildIn(t, dir)
	for _, p := range append(phases(t, n), phase{"generator.Build of what has not changed", 120, 12, func() { buildIn(t, dir) }}) {
		p.do() // makes what is made once in a process
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p.do()
		runtime.ReadMemStats(&after)
		objects, kilobytes := float64(after.Mallocs-before.Mallocs)/n, float64(after.TotalAlloc-before.TotalAlloc)/n/1000
		t.Logf("%s: %.0f objects, %.0f kB a document", p.name, objects, kilobytes)
		if objects > p.objects || kilobytes > p.kilobytes {
			t.Errorf("%s allocates %.0f objects and %.0f kB a document, more than %.0f and %.0f", p.name, objects, kilobytes, p.objects, p.kilobytes)
		}
	}
}

func buildIn(t testing.TB, dir string) {
	t.Helper()
	made, _, err := generator.Build(generator.Options{Dir: dir, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(), Cache: true})
	check(t, err)
	if made.Diags.HasErrors() {
		t.Fatal(made.Diags)
	}
}

// BenchmarkBuild builds and publishes a site from nothing, again when nothing has changed, and after
// an edit of one document.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		dir := b.TempDir()
		check(b, os.CopyFS(dir, testkit.Corpus(n)))
		file := filepath.Join(dir, filepath.FromSlash(testkit.CorpusFile(n/2)))
		text, err := os.ReadFile(file)
		check(b, err)
		edits := 0
		for _, way := range []struct {
			name   string
			before func()
		}{
			{"clean", func() {
				check(b, os.RemoveAll(filepath.Join(dir, ".styrdok")))
				check(b, os.RemoveAll(filepath.Join(dir, "public")))
			}},
			{"unchanged", func() {}},
			{"edited", func() {
				edits++
				check(b, os.WriteFile(file, append(text, strings.Repeat("\n\nEn ny mening.", edits)...), 0o666))
			}},
		} {
			b.Run(fmt.Sprintf("%s/docs=%d", way.name, n), func(b *testing.B) {
				if way.name != "clean" {
					buildIn(b, dir)
				}
				b.ReportAllocs()
				for b.Loop() {
					b.StopTimer()
					way.before()
					b.StartTimer()
					buildIn(b, dir)
				}
			})
		}
	}
}
