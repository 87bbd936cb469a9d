package generator

import (
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
)

// searchIndex returns the search index of a site: what is to be found is the site's business, how it is
// found that of search. Documents are analysed in parallel.
func (m *Made) searchIndex(plan *site.Directory, docs []search.Document) (search.Index, error) {
	opt := search.Options{Synonyms: m.Config.Search.Synonyms}
	if m.Config.Search.CommonSynonyms {
		opt.Synonyms = slices.Concat(opt.Synonyms, search.DefaultSynonyms())
	}
	kinds, bodies := plan.Facets()
	for _, f := range kinds {
		opt.Kinds = append(opt.Kinds, search.Facet{ID: f.ID, Label: f.Label})
	}
	for _, f := range bodies {
		opt.Bodies = append(opt.Bodies, search.Facet{ID: f.ID, Label: f.Label})
	}
	names := make([]search.Names, len(docs))
	for i, d := range docs {
		names[i] = d.Names()
	}
	vocabulary, segments := search.NewVocabulary(names), make([]search.Segment, len(docs))
	err := m.each(len(docs), func(i int) error {
		segments[i] = search.NewSegment(docs[i], vocabulary)
		return nil
	})
	return search.MergeSegments(segments, opt), err
}

// searchDocument is a document as it is to be found, with the text that its page shows.
func searchDocument(e site.SearchEntry, text *site.Text, words *i18n.Texts) search.Document {
	d := search.Document{
		URL: e.URL, Title: e.Title, Language: e.Language, About: e.About, Date: e.Date,
		Mark:   searchMark(e.Badge.Mark, e.Badge.Text),
		Active: e.Active, Summary: e.Summary, Keywords: e.Keywords, KeywordsLabel: words.T("search.keywords"), Kind: e.Kind, Body: e.Body,
	}
	for _, l := range e.Badge.Later {
		d.Later = append(d.Later, search.Later{From: l.From, Mark: searchMark(l.Mark, l.Text), Active: holds(l.Mark)})
	}
	for _, f := range e.Facts {
		d.Facts = append(d.Facts, search.Fact{Label: f.Label, Value: f.Value.String()})
	}
	if text != nil {
		d.Sections = search.Sections(text.Tree)
	}
	return d
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

// indexFiles returns the index as it is published.
func (m *Made) indexFiles(index search.Index) ([]publish.File, error) {
	out := make([]publish.File, len(index.Files))
	err := m.each(len(out), func(i int) error {
		data, err := index.Files[i].Make()
		out[i] = publish.File{Path: site.SearchFolder + index.Files[i].Name, Data: data}
		return err
	})
	return out, err
}
