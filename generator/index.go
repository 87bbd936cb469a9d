package generator

import (
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
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

// segmentKey stands for a document as it is to be found and for the vocabulary.
type segmentKey struct {
	Key  memo.Digest
	Head search.Head
}

// indexed is the search index as it is published, with what it was made from.
type indexed struct {
	version string
	ids     []string     // of the documents that are to be found
	heads   []segmentKey // of their segments
	bodies  map[int][]byte
	base    *memo.State // that holds most bodies
	files   []indexFile
}

// indexFile is a file of the index, with the key of all that it is made from.
type indexFile struct {
	Name string
	Key  memo.Digest
	File publish.Entry
}

// Sections of a state. The first and the second are by document, the third has one value.
const (
	headSection  = "segment head"
	indexSection = "index"
)

// indexes reports whether the search index is made, or at least its files named.
func (k *maker) indexes() bool { return !k.made.opt.Check || k.made.beside(site.SearchFolder) }

// index publishes the search index.
func (k *maker) index(docs []remembered) (out indexed, err error) {
	if !k.indexes() {
		return out, nil
	}
	if out.base = new(memo.State); k.made.program != (memo.Digest{}) {
		out.base = memo.ReadState(k.made.opt.Dir, k.searchState(), k.made.program)
	}
	if err := k.segments(docs, &out); err != nil {
		return out, err
	}
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
	heads := make([]search.Head, len(out.heads))
	for i, h := range out.heads {
		heads[i] = h.Head
	}
	body := sync.OnceValue(func() [][]byte { return k.bodies(&out) })
	index := search.Merge(heads, func(i int) ([]byte, error) { return body()[i], nil }, opt)
	out.version = index.Version
	var list []indexFile
	k.state.Get(indexSection, "", &list)
	before := make(map[string]indexFile, len(list))
	for _, f := range list {
		before[f.Name] = f
	}
	out.files = make([]indexFile, len(index.Files))
	made := false
	err = k.made.each(len(index.Files), func(i int) error {
		f := index.Files[i]
		was := before[f.Name]
		if out.files[i] = was; was.Key == f.Key && k.keep([]publish.Entry{was.File}) {
			k.verifyFiles("index "+f.Name, []publish.Entry{was.File}, func(k *maker) error {
				data, err := f.Make()
				return errors.Join(err, k.out.Put(was.File.Path, data))
			})
			return nil
		}
		k.mu.Lock()
		made = true
		k.mu.Unlock()
		data, err := f.Make()
		if err != nil {
			return err
		}
		path := site.SearchFolder + f.Name
		out.files[i] = indexFile{f.Name, f.Key, publish.Entry{Path: path}}
		return k.out.Put(path, data)
	})
	if made {
		k.made.opt.Counts.Indexed.Add(1)
	}
	return out, err
}

// segments finds the segments of the documents, and makes those anew that are not known for this vocabulary.
func (k *maker) segments(docs []remembered, out *indexed) error {
	var of []int
	for i := range docs {
		if docs[i].Made.Found != (memo.Digest{}) {
			of = append(of, i)
		}
	}
	out.ids, out.heads = make([]string, len(of)), make([]segmentKey, len(of))
	bodies := make([][]byte, len(of))
	err := k.made.each(len(of), func(n int) error {
		d, doc := &docs[of[n]], k.made.Library.Documents[of[n]]
		out.ids[n] = string(doc.ID)
		key := memo.KeyOf(d.Made.Found, k.vocabulary().Digest())
		if d.held || d.segment.Head.Digests == nil {
			if id := hex.EncodeToString(key[:]); k.state.Get(headSection, out.ids[n], &out.heads[n]) && out.heads[n].Key == key &&
				(k.state.Has(segmentSection, id) || out.base.Has(segmentSection, id)) {
				k.made.verify("segment of "+out.ids[n], out.heads[n].Head, func() (any, error) {
					s, err := k.segment(doc, memo.Digest{}, segmentKey{}, nil)
					return s.Head, err
				})
				return nil
			}
			body, _ := k.body(out, out.heads[n].Key)
			var err error
			if d.segment, err = k.segment(doc, d.Made.Found, out.heads[n], body); err != nil {
				return err
			}
		}
		out.heads[n] = segmentKey{key, d.segment.Head}
		bodies[n], d.segment = d.segment.Body, search.Segment{}
		return nil
	})
	out.bodies = map[int][]byte{}
	for i, body := range bodies {
		if body != nil {
			out.bodies[i] = body
		}
	}
	return err
}

// segment makes a document's share of the index, and nothing else of it. What is to be found is read from
// the segment that it had, if that is known.
func (k *maker) segment(doc *library.Document, found memo.Digest, was segmentKey, body []byte) (search.Segment, error) {
	if d, err := (search.Segment{Head: was.Head, Body: body}).Document(); err == nil && memo.KeyOf(d) == found {
		return search.NewSegment(d, k.vocabulary()), nil
	}
	_, parsed, err := k.parse(doc)
	if err != nil {
		return search.Segment{}, err
	}
	entry, _ := k.dir.SearchEntry(doc.ID)
	return search.NewSegment(searchDocument(entry, k.dir.Unit(doc.ID, parsed, k.dir).Text(), k.words), k.vocabulary()), nil
}

// body returns the body of a segment, if it is known.
func (k *maker) body(x *indexed, key memo.Digest) (out []byte, ok bool) {
	id := hex.EncodeToString(key[:])
	ok = k.state.Get(segmentSection, id, &out)
	if !ok {
		out = nil
		ok = x.base.Get(segmentSection, id, &out)
	}
	return out, ok
}

// bodies are those of all segments. Most lie in a state of their own, which is seldom written; those that
// have come since lie in the state of the last build.
func (k *maker) bodies(x *indexed) [][]byte {
	out := make([][]byte, len(x.ids))
	for i, id := range x.ids {
		var known bool
		if out[i], known = x.bodies[i]; known {
			continue
		}
		if out[i], known = k.body(x, x.heads[i].Key); !known {
			if segment, err := k.segment(k.made.Library.Document(library.ID(id)), memo.Digest{}, segmentKey{}, nil); err == nil {
				out[i], x.bodies[i] = segment.Body, segment.Body
			}
		}
	}
	return out
}

// mostApart is how many segments may lie apart from the others, in per cent.
const mostApart = 5

// write remembers the index. The files' entries are known once everything is published.
func (x *indexed) write(w *memo.StateWriter, made *whole) {
	for i, id := range x.ids {
		w.Put(headSection, id, x.heads[i])
	}
	for i, f := range x.files {
		x.files[i].File = made.wanted[f.File.Path]
	}
	w.Put(indexSection, "", x.files)
	k := made.maker
	apart := func(w *memo.StateWriter, all bool) {
		for i := range x.ids {
			key := hex.EncodeToString(x.heads[i].Key[:])
			switch body, made := x.bodies[i]; {
			case !all && x.base.Has(segmentSection, key):
			case made:
				w.Put(segmentSection, key, body)
			case !w.Copy(k.state, segmentSection, key):
				w.Copy(x.base, segmentSection, key)
			}
		}
	}
	n := 0
	for i := range x.ids {
		if !x.base.Has(segmentSection, hex.EncodeToString(x.heads[i].Key[:])) {
			n++
		}
	}
	if n*100 <= len(x.ids)*mostApart {
		apart(w, false)
		return
	}
	err := memo.WriteState(k.made.opt.Dir, k.searchState(), k.made.program, func(w *memo.StateWriter) error {
		apart(w, true)
		return nil
	})
	if err != nil {
		apart(w, true)
	}
}

// hold keeps the segments for the rest of a session.
func (x *indexed) hold(m *Made) {
	for i, id := range x.ids {
		m.hold(headSection, id, x.heads[i])
		if body, made := x.bodies[i]; made {
			m.hold(segmentSection, hex.EncodeToString(x.heads[i].Key[:]), body)
		}
	}
}

// searchState is the name of the state that holds most segments.
func (k *maker) searchState() string { return "search-" + k.made.stateName() }

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

// beside reports whether a file of static/ is published in a folder where the site puts files itself, so that
// their names must be known.
func (m *Made) beside(folder string) bool {
	folder, _, _ = strings.Cut(folder, "/")
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
