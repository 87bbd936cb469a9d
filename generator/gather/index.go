package gather

import (
	"bytes"
	"encoding/hex"
	"io"
	"slices"
	"sync"

	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// segment is a document's share of the search index as it is kept: with the digest of the document as it is to be
// found, for which it holds.
type segment struct {
	Key  memo.Digest
	Head search.Head
}

// Index is the search index as it is published, with what it was made from.
type Index struct {
	k        *unit.Maker
	Version  string
	ids      []string // of the documents that are to be found, and names of the pages
	pages    []search.Document
	segments []segment
	base     *memo.State // that holds most bodies
	pieces   []indexPiece

	mu     sync.Mutex
	bodies []io.ReaderAt
}

// indexPiece is a piece of the index, with the key of all that it is made from.
type indexPiece struct {
	Name  string
	Key   memo.Digest
	Files []publish.Entry
}

// Sections of a state. The first two are by document and by key, the third has one value.
const (
	headSection    = "segment head"
	segmentSection = "segment"
	indexSection   = "index"
)

// NewIndex publishes the search index. It is to be closed, also after an error.
func NewIndex(k *unit.Maker, docs []unit.Made) (*Index, error) {
	out := &Index{k: k, base: new(memo.State)}
	if !k.Indexes() {
		return out, nil
	}
	if k.Program != (memo.Digest{}) {
		out.base = memo.ReadState(k.Dir, out.stateName(), k.Program)
	}
	if err := out.find(docs); err != nil {
		return out, err
	}
	if !k.Session {
		k.Segments.Forget()
	}
	heads := make([]search.Head, len(out.segments))
	for i, s := range out.segments {
		heads[i] = s.Head
	}
	index := search.Merge(heads, out.body, searchOptions(k))
	out.Version = index.Version
	var list []indexPiece
	k.State.Get(indexSection, "", &list)
	before := make(map[string]indexPiece, len(list))
	for _, p := range list {
		before[p.Name] = p
	}
	units := make([][]indexPiece, len(index.Units))
	err := k.Each(len(units), func(i int) (err error) {
		units[i], err = putUnit(k, index.Units[i], before)
		return err
	})
	out.pieces = slices.Concat(units...)
	if slices.ContainsFunc(out.pieces, func(p indexPiece) bool { return before[p.Name].Key != p.Key }) {
		k.Counts.Indexed.Add(1)
	}
	return out, err
}

// putUnit publishes the pieces of a unit, those as they were that are made of what they were.
func putUnit(k *unit.Maker, u search.Unit, before map[string]indexPiece) ([]indexPiece, error) {
	out := make([]indexPiece, len(u.Pieces))
	var anew []int
	for i, p := range u.Pieces {
		out[i] = before[p.Name]
		if out[i].Key != p.Key || !k.Keep(out[i].Files) {
			out[i] = indexPiece{Name: p.Name, Key: p.Key}
			anew = append(anew, i)
			continue
		}
		k.VerifyFiles("index "+p.Name, out[i].Files, func(k *unit.Maker) error {
			return u.Make([]int{i}, func(_ int, name string, data []byte) error { return k.Out.Put(site.SearchFolder+name, data) })
		})
	}
	if len(anew) == 0 {
		return out, nil
	}
	return out, u.Make(anew, func(piece int, name string, data []byte) error {
		path := site.SearchFolder + name
		out[piece].Files = append(out[piece].Files, publish.Entry{Path: path})
		return k.Out.Put(path, data)
	})
}

func searchOptions(k *unit.Maker) search.Options {
	opt := search.Options{Synonyms: k.Config.Search.Synonyms, Common: k.Config.Search.CommonSynonyms}
	kinds, bodies := k.Directory.Facets()
	for _, f := range kinds {
		opt.Kinds = append(opt.Kinds, search.Facet{ID: f.ID, Label: f.Label})
	}
	for _, f := range bodies {
		opt.Bodies = append(opt.Bodies, search.Facet{ID: f.ID, Label: f.Label})
	}
	return opt
}

// find finds the segments of the documents, and makes those anew that are not known.
func (x *Index) find(docs []unit.Made) error {
	k := x.k
	var of []int
	for i := range docs {
		if docs[i].Made.Found != (memo.Digest{}) {
			of = append(of, i)
		}
	}
	x.pages = k.SearchPages()
	n := len(of) + len(x.pages)
	x.ids, x.segments, x.bodies = make([]string, n), make([]segment, n), make([]io.ReaderAt, n)
	for i, d := range x.pages {
		x.findPage(len(of)+i, d)
	}
	return k.Each(len(of), func(n int) error {
		d, doc := &docs[of[n]], k.Library.Documents[of[n]]
		x.ids[n] = string(doc.ID)
		if d.Segment.Body == nil {
			if k.State.Get(headSection, x.ids[n], &x.segments[n]) && x.segments[n].Key == d.Made.Found {
				if x.bodies[n] = x.known(d.Made.Found); x.bodies[n] != nil {
					k.Again("segment of "+x.ids[n], x.segments[n].Head, func() (any, error) {
						s, err := k.Segment(doc)
						return s.Head, err
					})
					return nil
				}
			}
			var err error
			if d.Segment, err = k.Segment(doc); err != nil {
				return err
			}
		}
		x.segments[n], x.bodies[n] = segment{d.Made.Found, d.Segment.Head}, d.Segment.Body
		d.Segment = unit.Segment{}
		return nil
	})
}

// findPage finds the segment of a page, or makes it anew.
func (x *Index) findPage(n int, d search.Document) {
	x.ids[n] = "page " + d.URL
	key := memo.KeyOf(d)
	if x.k.State.Get(headSection, x.ids[n], &x.segments[n]) && x.segments[n].Key == key {
		if x.bodies[n] = x.known(key); x.bodies[n] != nil {
			return
		}
	}
	s := x.k.SegmentOf(d)
	x.segments[n], x.bodies[n] = segment{key, s.Head}, s.Body
}

// known returns the body of an earlier build's segment, nil if there is none. Most lie in a state of their own,
// which is seldom written; those that have come since lie in the state of the last build.
func (x *Index) known(key memo.Digest) io.ReaderAt {
	id := hex.EncodeToString(key[:])
	if body, ok := x.k.State.Bytes(segmentSection, id); ok {
		return body
	}
	if body, ok := x.base.Bytes(segmentSection, id); ok {
		return body
	}
	return nil
}

// body returns the body of a segment; one that is damaged is made again.
func (x *Index) body(i int, damaged bool) (io.ReaderAt, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if page := i - len(x.ids) + len(x.pages); damaged && page >= 0 {
		x.bodies[i] = x.k.SegmentOf(x.pages[page]).Body
	} else if damaged {
		s, err := x.k.Segment(x.k.Library.Document(library.ID(x.ids[i])))
		if err != nil {
			return nil, err
		}
		x.bodies[i] = s.Body
	}
	return x.bodies[i], nil
}

// mostApart is how many segments may lie apart from the others, in per cent.
const mostApart = 5

// Write remembers the index. Wanted is everything that is published, by path.
func (x *Index) Write(w *memo.StateWriter, wanted map[string]publish.Entry) {
	k, apart := x.k, 0
	for i, id := range x.ids {
		w.Put(headSection, id, x.segments[i])
		if !x.base.Has(segmentSection, x.key(i)) {
			apart++
		}
	}
	for _, p := range x.pieces {
		for i, f := range p.Files {
			p.Files[i] = wanted[f.Path]
		}
	}
	w.Put(indexSection, "", x.pieces)
	if apart*100 > len(x.ids)*mostApart {
		err := memo.WriteState(k.Dir, x.stateName(), k.Program, func(w *memo.StateWriter) error {
			return x.writeBodies(w, func(string) bool { return true })
		})
		if err == nil {
			return
		}
	}
	x.writeBodies(w, func(key string) bool { return !x.base.Has(segmentSection, key) })
}

// writeBodies writes those bodies that are wanted.
func (x *Index) writeBodies(w *memo.StateWriter, wanted func(key string) bool) error {
	for i, s := range x.segments {
		if key := x.key(i); wanted(key) {
			body := make([]byte, s.Head.Size())
			if n, err := x.bodies[i].ReadAt(body, 0); n < len(body) {
				return err
			}
			w.PutBytes(segmentSection, key, body)
		}
	}
	return nil
}

// key is the ID of a segment's body in a state.
func (x *Index) key(i int) string { return hex.EncodeToString(x.segments[i].Key[:]) }

// Hold keeps the segments for the rest of a session.
func (x *Index) Hold() {
	for i, id := range x.ids {
		x.k.Hold(headSection, id, x.segments[i])
		if body, ok := x.bodies[i].(*bytes.Reader); ok {
			x.k.Hold(segmentSection, x.key(i), body)
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
