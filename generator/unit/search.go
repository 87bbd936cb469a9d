package unit

import (
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/search"
	"styrdok/generator/site"
)

// vocabulary is the words of which the site's compounds are made.
func vocabulary(dir *site.Directory) *search.Vocabulary {
	names := make([]search.Names, len(dir.Library.Documents))
	for i, d := range dir.Library.Documents {
		names[i] = search.Document{Title: d.Title(), Keywords: d.Shown.Keywords}.Names()
	}
	return search.NewVocabulary(names)
}

// Indexes reports whether the search index is made, or at least its files named.
func (k *Maker) Indexes() bool { return !k.Check || k.Beside(site.SearchFolder) }

// Vocabulary is the words of which the site's compounds are made.
func (k *Maker) Vocabulary() *search.Vocabulary { return k.vocabulary() }

// Segment makes a document's share of the index, and nothing else of it. What is to be found is read from
// the segment that it had, if that is known.
func (k *Maker) Segment(doc *library.Document, found memo.Digest, was search.Segment) (search.Segment, error) {
	if d, err := was.Document(); err == nil && memo.KeyOf(d) == found {
		return search.NewSegment(d, k.vocabulary()), nil
	}
	_, parsed, err := k.parse(doc)
	if err != nil {
		return search.Segment{}, err
	}
	entry, _ := k.Directory.SearchEntry(doc.ID)
	return search.NewSegment(searchDocument(entry, k.Directory.Unit(doc.ID, parsed, k.Directory).Text(), k.Wording), k.vocabulary()), nil
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

// Beside reports whether a file of static/ is published in a folder where the site puts files itself, so that
// their names must be known.
func (k *Maker) Beside(folder string) bool {
	folder, _, _ = strings.Cut(folder, "/")
	return slices.ContainsFunc(k.Attached, func(file string) bool {
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
