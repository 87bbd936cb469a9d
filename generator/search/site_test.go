package search

import (
	"fmt"
	"os"
	"sync"
	"testing"

	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/source"
)

// demonstration is the index of the repository's own site, made as a build makes it: what the
// public may see, listed documents by their title and decision alone, other versions by their numbers, and plain pages.
var demonstration = sync.OnceValue(func() (out struct {
	docs  []Document
	opt   Options
	index Index
	err   error
}) {
	root := os.DirFS("../..")
	written, err := os.ReadFile("../../config.toml")
	if err != nil {
		out.err = err
		return
	}
	config, _ := source.ReadConfig("config.toml", string(written))
	content, _, err := source.Load(root, nil)
	if err != nil {
		out.err = err
		return
	}
	lib, _ := library.Resolve(content.Drafts, config.Rules, library.NewDate(2026, 11, 22))
	lib = lib.Public()
	out.opt.Synonyms, out.opt.Common = config.Search.Synonyms, true
	for _, k := range lib.Kinds {
		out.opt.Kinds = append(out.opt.Kinds, Facet{ID: string(k.ID), Label: k.Plural})
	}
	for _, b := range lib.Bodies {
		out.opt.Bodies = append(out.opt.Bodies, Facet{ID: string(b.ID), Label: b.Name})
	}
	for _, d := range lib.Documents {
		out.docs = append(out.docs, found(d, d.Shown))
	}
	for _, p := range content.Pages {
		tree, _ := markdown.Parse([]byte(p.Text), markdown.Options{File: p.File, Title: p.Title, Language: "sv", Mask: true})
		out.docs = append(out.docs, Document{
			URL: p.Name + "/", Title: p.Title, About: "Sida", Active: true, Summary: p.Summary, Sections: Sections(tree),
		})
	}
	out.index = Build(out.docs, out.opt)
	return
})

func found(d *library.Document, v *library.Version) Document {
	s := Document{
		URL: string(d.ID) + "/", Title: v.Title, Active: v == d.InForce, Date: v.Adopted.String(),
		Mark:  Mark{ID: "in-force", Word: "Gäller"},
		Facts: []Fact{{Label: "Paragraf", Value: v.Section, Own: true}, {Label: "Diarienummer", Value: v.CaseNumber, Own: true}},
	}
	for _, r := range d.Replaces {
		s.Facts = append(s.Facts, Fact{Label: "Ersätter", Value: r.Text, Own: true})
	}
	if d.Kind != nil {
		s.Kind, s.About = string(d.Kind.ID), d.Kind.Singular
	}
	if v.AdoptedBy != nil {
		s.Body, s.About = string(v.AdoptedBy.ID), s.About+", "+v.AdoptedBy.Name
	}
	if d.Visibility == library.Listed {
		return s
	}
	for _, other := range d.Versions {
		if other != v {
			s.Versions = append(s.Versions, Version{
				Path: other.Adopted.String() + "/", State: "Version " + other.Name, Text: fmt.Sprintf("%s, %s, %s", other.Adopted, other.Section, other.CaseNumber),
			})
		}
	}
	s.Summary, s.Keywords = v.Summary, v.Keywords
	for _, list := range [][]string{v.BasedOn, v.Laws, v.Standards} {
		for _, x := range list {
			s.Facts = append(s.Facts, Fact{Label: "Grund", Value: x})
		}
	}
	tree, _ := markdown.Parse([]byte(v.Text), markdown.Options{File: v.File, Title: v.Title, Language: "sv", Mask: true})
	s.Sections = Sections(tree)
	return s
}

func site(t testing.TB) ([]Document, Options, Index) {
	t.Helper()
	s := demonstration()
	if s.err != nil {
		t.Fatal(s.err)
	}
	if len(s.docs) < 25 {
		t.Fatalf("only %d documents", len(s.docs))
	}
	return s.docs, s.opt, s.index
}
