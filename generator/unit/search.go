package unit

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/search"
	"styrdok/generator/site"
)

// Segment is a document's share of the search index that was made in this build.
type Segment struct {
	Head search.Head
	Body io.ReaderAt // nil: none was made
}

// Segments keeps the bodies of the segments that a build makes in a file, since together they are larger than all
// else that it holds. Without a folder they are kept in memory.
type Segments struct {
	analyzer search.Analyzer
	dir      string

	mu   sync.Mutex
	file *os.File
	done func()
	size int64
}

// add makes a document's segment and keeps it.
func (s *Segments) add(d search.Document) Segment {
	x := s.analyzer.Segment(d)
	s.mu.Lock()
	if s.dir != "" && s.file == nil {
		var err error
		if s.file, s.done, err = memo.Scratch(s.dir); err != nil {
			s.dir = ""
		}
	}
	file, at := s.file, s.size
	s.size += int64(len(x.Body))
	s.mu.Unlock()
	if file != nil {
		if _, err := file.WriteAt(x.Body, at); err == nil {
			return Segment{x.Head, io.NewSectionReader(file, at, int64(len(x.Body)))}
		}
	}
	return Segment{x.Head, bytes.NewReader(x.Body)}
}

// Forget frees what has been learnt of words, which segments that are made later learn again.
func (s *Segments) Forget() { s.analyzer.Forget() }

// Close removes the file. Segments cannot be read afterwards.
func (s *Segments) Close() {
	if s.done != nil {
		s.done()
	}
}

// Indexes reports whether the search index is made, or at least its files named.
func (k *Maker) Indexes() bool { return !k.Check || k.Beside(site.SearchFolder) }

// Segment makes a document's share of the index, and nothing else of it.
func (k *Maker) Segment(doc *library.Document) (Segment, error) {
	_, parsed, err := k.parse(doc)
	if err != nil {
		return Segment{}, err
	}
	entry, _ := k.Directory.SearchEntry(doc.ID)
	return k.Segments.add(searchDocument(entry, k.Directory.Unit(doc.ID, parsed, k.Directory).Text())), nil
}

// SearchPages are the plain pages of the site as they are to be found.
func (k *Maker) SearchPages() (out []search.Document) {
	pages, texts := k.Directory.SearchPages()
	for i, e := range pages {
		out = append(out, searchDocument(e, texts[i]))
	}
	return out
}

// SegmentOf makes the share of the index of what is no document.
func (k *Maker) SegmentOf(d search.Document) Segment { return k.Segments.add(d) }

// ownNumbers are facts that name the document itself.
var ownNumbers = []string{"section", "case_number", "code_number", "other_decisions", "replaces", "decision"}

// searchDocument is a document as it is to be found, with the text that its page shows.
func searchDocument(e site.SearchEntry, text *site.Text) search.Document {
	d := search.Document{
		URL: e.URL, Title: e.Title, Language: e.Language, About: e.About, Date: e.Date,
		Mark: searchMark(e.Badge.Mark, e.Badge.Text), Beside: searchMark(e.Review.Mark, e.Review.Text),
		Active: e.Active, Summary: e.Summary, Keywords: e.Keywords, Instead: e.Instead, Kind: e.Kind, Body: e.Body,
	}
	now := search.Later{Mark: d.Mark, Beside: d.Beside, Active: d.Active}
	for _, l := range slices.SortedFunc(slices.Values(slices.Concat(e.Badge.Later, e.Review.Later)), byDay) {
		if l.From != now.From {
			now.From = l.From
			d.Later = append(d.Later, now)
		}
		at := &d.Later[len(d.Later)-1]
		if slices.Contains(e.Badge.Later, l) {
			at.Mark, at.Active, at.URL = searchMark(l.Mark, l.Text), l.Mark == site.MarkInForce, strings.TrimPrefix(l.URL, "/")
		} else {
			at.Beside = searchMark(l.Mark, l.Text)
		}
		now = *at
	}
	for _, f := range e.Facts {
		own := slices.Contains(ownNumbers, f.Key)
		d.Facts = append(d.Facts, search.Fact{Label: f.Label, Value: f.Value.String(), Own: own})
	}
	for _, v := range e.Versions {
		d.Versions = append(d.Versions, search.Version(v))
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

func byDay(a, b site.LaterBadge) int { return strings.Compare(a.From, b.From) }

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
