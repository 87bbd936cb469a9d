package generator

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// searchIndex makes the search index of a site: what is to be found is the site's business, how it is
// found that of search.
func searchIndex(plan *site.Site, config source.SearchConfig, words *i18n.Texts) search.Index {
	entries := plan.SearchEntries()
	docs := make([]search.Document, len(entries))
	opt := search.Options{KeywordsLabel: words.T("search.keywords"), Synonyms: config.Synonyms}
	if config.CommonSynonyms {
		opt.Synonyms = slices.Concat(opt.Synonyms, search.DefaultSynonyms())
	}
	for i, e := range entries {
		d := search.Document{
			URL: e.URL, Title: e.Title, Language: e.Language, About: e.About, Date: e.Date,
			Mark:   searchMark(e.Badge.Mark, e.Badge.Text),
			Active: e.Active, Summary: e.Summary, Keywords: e.Keywords,
		}
		for _, l := range e.Badge.Later {
			d.Later = append(d.Later, search.Later{From: l.From, Mark: searchMark(l.Mark, l.Text), Active: holds(l.Mark)})
		}
		d.Kind, d.Body = e.Kind.ID, e.Body.ID
		opt.Kinds, opt.Bodies = addFacet(opt.Kinds, e.Kind), addFacet(opt.Bodies, e.Body)
		for _, f := range e.Facts {
			d.Facts = append(d.Facts, search.Fact{Label: f.Label, Value: f.Value.String()})
		}
		if e.Text != nil {
			d.Sections = search.Sections(e.Text.Tree)
		}
		docs[i] = d
	}
	// Kinds and bodies stand in the order of their rank, as everywhere on the site.
	var kinds, bodies []string
	for _, k := range plan.Library.Kinds {
		kinds = append(kinds, string(k.ID))
	}
	for _, b := range plan.Library.Bodies {
		bodies = append(bodies, string(b.ID))
	}
	inOrder(opt.Kinds, kinds)
	inOrder(opt.Bodies, bodies)
	return search.Build(docs, opt)
}

// besideIndex reports whether a file of static/ is published where the search index lies, so that the names of
// the index's files must be known.
func (m *Made) besideIndex() bool {
	folder, _, _ := strings.Cut(site.SearchFolder, "/")
	return slices.ContainsFunc(m.attached, func(file string) bool {
		top, _, _ := strings.Cut(strings.TrimPrefix(file, "static/"), "/")
		return strings.EqualFold(top, folder)
	})
}

// inOrder puts choices in the order of their IDs in a list.
func inOrder(choices []search.Facet, ids []string) {
	slices.SortStableFunc(choices, func(a, b search.Facet) int {
		return cmp.Compare(slices.Index(ids, a.ID), slices.Index(ids, b.ID))
	})
}

// addFacet adds a choice that is not in the list yet.
func addFacet(list []search.Facet, f site.Facet) []search.Facet {
	if f.ID == "" || slices.ContainsFunc(list, func(x search.Facet) bool { return x.ID == f.ID }) {
		return list
	}
	return append(list, search.Facet{ID: f.ID, Label: f.Label})
}

func searchMark(m site.Mark, word string) search.Mark {
	return search.Mark{ID: string(m), Word: word, Class: markClass(m)}
}

// holds reports whether a document with a mark is in force, be its review late or not.
func holds(m site.Mark) bool {
	return m == site.MarkInForce || m == site.MarkDueSoon || m == site.MarkOverdue
}

// markClass is how a status is set among the hits: as a warning, pale, or plain.
func markClass(m site.Mark) string {
	switch m {
	case site.MarkOverdue:
		return "varn"
	case site.MarkSuperseded, site.MarkRepealed, site.MarkExpired, site.MarkDraft:
		return "ute"
	}
	return ""
}

// indexFiles are the index as it is published.
func indexFiles(index search.Index) []publish.File {
	out := make([]publish.File, len(index.Files))
	for i, f := range index.Files {
		out[i] = publish.File{Path: site.SearchFolder + f.Name, Data: f.Data}
	}
	return out
}
