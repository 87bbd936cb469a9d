package gather

import (
	"encoding/hex"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// segmentKey stands for a document as it is to be found and for the vocabulary.
type segmentKey struct {
	Key  memo.Digest
	Head search.Head
}

// Index is the search index as it is published, with what it was made from.
type Index struct {
	k       *unit.Maker
	Version string
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

// Sections of a state. The first is by document, the second by the key of a segment, the third has one value.
const (
	headSection    = "segment head"
	segmentSection = "segment"
	indexSection   = "index"
)

// NewIndex publishes the search index. It is to be closed, also after an error.
func NewIndex(k *unit.Maker, docs []unit.Made) (out *Index, err error) {
	out = &Index{k: k, base: new(memo.State)}
	if !k.Indexes() {
		return out, nil
	}
	if k.Program != (memo.Digest{}) {
		out.base = memo.ReadState(k.Dir, out.stateName(), k.Program)
	}
	if err := out.segments(docs); err != nil {
		return out, err
	}
	opt := search.Options{Synonyms: k.Config.Search.Synonyms}
	if k.Config.Search.CommonSynonyms {
		opt.Synonyms = slices.Concat(opt.Synonyms, search.DefaultSynonyms())
	}
	kinds, bodies := k.Directory.Facets()
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
	body := sync.OnceValue(func() [][]byte { return out.allBodies() })
	index := search.Merge(heads, func(i int) ([]byte, error) { return body()[i], nil }, opt)
	out.Version = index.Version
	var list []indexFile
	k.State.Get(indexSection, "", &list)
	before := make(map[string]indexFile, len(list))
	for _, f := range list {
		before[f.Name] = f
	}
	out.files = make([]indexFile, len(index.Files))
	var made atomic.Bool
	err = k.Each(len(index.Files), func(i int) error {
		f := index.Files[i]
		was := before[f.Name]
		if out.files[i] = was; was.Key == f.Key && k.Keep([]publish.Entry{was.File}) {
			k.VerifyFiles("index "+f.Name, []publish.Entry{was.File}, func(k *unit.Maker) error {
				data, err := f.Make()
				return errors.Join(err, k.Out.Put(was.File.Path, data))
			})
			return nil
		}
		made.Store(true)
		data, err := f.Make()
		if err != nil {
			return err
		}
		path := site.SearchFolder + f.Name
		out.files[i] = indexFile{f.Name, f.Key, publish.Entry{Path: path}}
		return k.Out.Put(path, data)
	})
	if made.Load() {
		k.Counts.Indexed.Add(1)
	}
	return out, err
}

// segments finds the segments of the documents, and makes those anew that are not known for this vocabulary.
func (x *Index) segments(docs []unit.Made) error {
	k := x.k
	var of []int
	for i := range docs {
		if docs[i].Made.Found != (memo.Digest{}) {
			of = append(of, i)
		}
	}
	x.ids, x.heads = make([]string, len(of)), make([]segmentKey, len(of))
	bodies := make([][]byte, len(of))
	err := k.Each(len(of), func(n int) error {
		d, doc := &docs[of[n]], k.Library.Documents[of[n]]
		x.ids[n] = string(doc.ID)
		key := memo.KeyOf(d.Made.Found, k.Vocabulary().Digest())
		if d.Held || d.Segment.Head.Digests == nil {
			if id := hex.EncodeToString(key[:]); k.State.Get(headSection, x.ids[n], &x.heads[n]) && x.heads[n].Key == key &&
				(k.State.Has(segmentSection, id) || x.base.Has(segmentSection, id)) {
				k.Again("segment of "+x.ids[n], x.heads[n].Head, func() (any, error) {
					s, err := k.Segment(doc, memo.Digest{}, search.Segment{})
					return s.Head, err
				})
				return nil
			}
			body, _ := x.body(x.heads[n].Key)
			var err error
			if d.Segment, err = k.Segment(doc, d.Made.Found, search.Segment{Head: x.heads[n].Head, Body: body}); err != nil {
				return err
			}
		}
		x.heads[n] = segmentKey{key, d.Segment.Head}
		bodies[n], d.Segment = d.Segment.Body, search.Segment{}
		return nil
	})
	x.bodies = map[int][]byte{}
	for i, body := range bodies {
		if body != nil {
			x.bodies[i] = body
		}
	}
	return err
}

// body returns the body of a segment, if it is known.
func (x *Index) body(key memo.Digest) (out []byte, ok bool) {
	id := hex.EncodeToString(key[:])
	ok = x.k.State.Get(segmentSection, id, &out)
	if !ok {
		out = nil
		ok = x.base.Get(segmentSection, id, &out)
	}
	return out, ok
}

// allBodies returns those of all segments. Most lie in a state of their own, which is seldom written; those that
// have come since lie in the state of the last build.
func (x *Index) allBodies() [][]byte {
	out := make([][]byte, len(x.ids))
	for i, id := range x.ids {
		var known bool
		if out[i], known = x.bodies[i]; known {
			continue
		}
		if out[i], known = x.body(x.heads[i].Key); !known {
			if segment, err := x.k.Segment(x.k.Library.Document(library.ID(id)), memo.Digest{}, search.Segment{}); err == nil {
				out[i], x.bodies[i] = segment.Body, segment.Body
			}
		}
	}
	return out
}

// mostApart is how many segments may lie apart from the others, in per cent.
const mostApart = 5

// Write remembers the index. Wanted is everything that is published, by path.
func (x *Index) Write(w *memo.StateWriter, wanted map[string]publish.Entry) {
	for i, id := range x.ids {
		w.Put(headSection, id, x.heads[i])
	}
	for i, f := range x.files {
		x.files[i].File = wanted[f.File.Path]
	}
	w.Put(indexSection, "", x.files)
	k := x.k
	apart := func(w *memo.StateWriter, all bool) {
		for i := range x.ids {
			key := hex.EncodeToString(x.heads[i].Key[:])
			switch body, made := x.bodies[i]; {
			case !all && x.base.Has(segmentSection, key):
			case made:
				w.Put(segmentSection, key, body)
			case !w.Copy(k.State, segmentSection, key):
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
	err := memo.WriteState(k.Dir, x.stateName(), k.Program, func(w *memo.StateWriter) error {
		apart(w, true)
		return nil
	})
	if err != nil {
		apart(w, true)
	}
}

// Hold keeps the segments for the rest of a session.
func (x *Index) Hold() {
	for i, id := range x.ids {
		x.k.Hold(headSection, id, x.heads[i])
		if body, made := x.bodies[i]; made {
			x.k.Hold(segmentSection, hex.EncodeToString(x.heads[i].Key[:]), body)
		}
	}
}

// stateName is the name of the state that holds most segments.
func (x *Index) stateName() string { return "search-" + x.k.StateName() }

// Close closes what the index is read from. A nil index has nothing.
func (x *Index) Close() {
	if x != nil {
		x.base.Close()
	}
}
