package generator

import (
	"crypto/sha256"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/i18n"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
)

// indexed is the search index as a state remembers it.
type indexed struct {
	Key        memo.Digest // of all that it depends on
	Vocabulary memo.Digest
	Version    string
	Files      []indexedFile
}

// indexedFile is a file of the index with the key of what it is made of.
type indexedFile struct {
	Key   memo.Digest
	Entry publish.Entry
}

// segment is the head of a document's segment as a state remembers it. The body is in the store under the same key.
type segment struct {
	Key  memo.Digest
	Head search.Head
}

// index is the search index of this build.
type index struct {
	indexed
	segments map[string]segment // that are not in the state, by document
}

// segmentKey returns the key of a document's segment.
func (k *maker) segmentKey(d *document, vocabulary memo.Digest) memo.Digest {
	return memo.KeyOf(k.made.program, d.Found, vocabulary)
}

// index publishes the search index: files of which nothing has changed stay as they are.
func (k *maker) index(docs []remembered) (index, error) {
	if k.made.opt.Check && !k.made.besideIndex() {
		return index{}, nil
	}
	var found []memo.Digest
	for i := range docs {
		found = append(found, docs[i].Made.Found)
	}
	kinds, bodies := k.dir.Facets()
	key := memo.KeyOf(k.base, found, kinds, bodies)
	var before indexed
	if k.state.Get(listSection, "index", &before) && before.Key == key && k.keep(before.entries()) {
		for i := range docs {
			k.made.cache().Use(k.segmentKey(&docs[i].Made, before.Vocabulary))
		}
		k.verifyFiles("index", before.entries(), func(k *maker) error {
			_, err := k.merge(docs, indexed{})
			return err
		})
		return index{indexed: before}, nil
	}
	k.made.opt.Counts.Indexed.Add(1)
	out, err := k.merge(docs, before)
	out.Key = key
	return out, err
}

func (x indexed) entries() []publish.Entry {
	out := make([]publish.Entry, len(x.Files))
	for i, f := range x.Files {
		out[i] = f.Entry
	}
	return out
}

// merge makes the segments that have changed, and of them the files of the index that are not as they were before. If
// nothing was before, all is made.
func (k *maker) merge(docs []remembered, before indexed) (index, error) {
	var names []search.Names
	var shown []int
	for i := range docs {
		if docs[i].Made.Found != (memo.Digest{}) {
			shown, names = append(shown, i), append(names, docs[i].Made.Names)
		}
	}
	vocabulary := search.NewVocabulary(names)
	out := index{indexed: indexed{Vocabulary: vocabulary.Digest()}, segments: map[string]segment{}}
	heads, bodies := make([]search.Head, len(shown)), make([]func() ([]byte, error), len(shown))
	var mu sync.Mutex
	err := k.made.each(len(shown), func(n int) error {
		s, held, body, err := k.segment(shown[n], &docs[shown[n]], before, vocabulary)
		heads[n], bodies[n] = s.Head, body
		if err == nil && !held {
			mu.Lock()
			defer mu.Unlock()
			out.segments[string(k.made.Library.Documents[shown[n]].ID)] = s
		}
		return err
	})
	if err != nil {
		return out, err
	}
	merged := search.Merge(heads, func(i int) ([]byte, error) { return bodies[i]() }, k.searchOptions())
	out.Version, out.Files = merged.Version, make([]indexedFile, len(merged.Files))
	known := map[string]indexedFile{}
	for _, f := range before.Files {
		known[f.Entry.Path] = f
	}
	return out, k.made.each(len(merged.Files), func(i int) error {
		f := merged.Files[i]
		path := site.SearchFolder + f.Name
		out.Files[i] = indexedFile{f.Key, publish.Entry{Path: path}}
		if was, ok := known[path]; ok && was.Key == f.Key && k.keep([]publish.Entry{was.Entry}) {
			k.made.verify(path, was.Entry.Digest, func() (any, error) {
				data, err := f.Make()
				return sha256.Sum256(data), err
			})
			return nil
		}
		if k.made.opt.Check {
			return k.out.Put(path, nil)
		}
		data, err := f.Make()
		if err != nil {
			return err
		}
		return k.out.Put(path, data)
	})
}

// segment returns the segment of document i, and its body when that is asked for. It is held if the state has it and nothing has
// changed.
func (k *maker) segment(i int, d *remembered, before indexed, vocabulary *search.Vocabulary) (s segment, held bool, body func() ([]byte, error), err error) {
	id := string(k.made.Library.Documents[i].ID)
	key := k.segmentKey(&d.Made, vocabulary.Digest())
	if before.Version != "" {
		held = k.state.Get(segmentSection, id, &s) && s.Key == key
	}
	if !held {
		doc, err := k.found(i, d, s, before.Vocabulary)
		if err != nil {
			return s, false, nil, err
		}
		made := search.NewSegment(doc, vocabulary)
		k.made.cache().Put(key, made.Body)
		return segment{key, made.Head}, false, func() ([]byte, error) { return made.Body, nil }, nil
	}
	k.made.cache().Use(key)
	again := func() (search.Segment, error) {
		doc, err := k.found(i, d, segment{}, memo.Digest{})
		return search.NewSegment(doc, vocabulary), err
	}
	k.made.verify("segment of "+id, s.Head, func() (any, error) {
		made, err := again()
		return made.Head, err
	})
	return s, true, sync.OnceValues(func() ([]byte, error) {
		if data, ok := k.made.cache().Get(key); ok {
			return data, nil
		}
		made, err := again()
		return made.Body, err
	}), nil
}

// found returns a document as it is to be found: as it was just made, else from its segment, else made once more.
func (k *maker) found(i int, d *remembered, was segment, vocabulary memo.Digest) (search.Document, error) {
	if !d.held {
		return d.found, nil
	}
	if was.Key == k.segmentKey(&d.Made, vocabulary) {
		if body, ok := k.made.cache().Get(was.Key); ok {
			if found, err := (search.Segment{Head: was.Head, Body: body}).Document(); err == nil {
				return found, nil
			}
		}
	}
	alone := k.apart(k.made.opt.Context, newNowhere(), true)
	alone.unprinted = true
	_, found, err := alone.make(k.made.Library.Documents[i], &asking{answers: k.answers})
	return found, err
}

func (k *maker) searchOptions() search.Options {
	opt := search.Options{Synonyms: k.made.Config.Search.Synonyms}
	if k.made.Config.Search.CommonSynonyms {
		opt.Synonyms = slices.Concat(opt.Synonyms, search.DefaultSynonyms())
	}
	kinds, bodies := k.dir.Facets()
	for _, f := range kinds {
		opt.Kinds = append(opt.Kinds, search.Facet{ID: f.ID, Label: f.Label})
	}
	for _, f := range bodies {
		opt.Bodies = append(opt.Bodies, search.Facet{ID: f.ID, Label: f.Label})
	}
	return opt
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
