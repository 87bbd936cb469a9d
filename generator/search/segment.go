package search

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Segment is one document's share of the index: its words with their weights, its pairs of words and its texts.
// It is a function of the document and the vocabulary alone, so it stays valid whatever happens to other
// documents. Its share of every file of the index is a part with a digest, so Merge sees which files differ
// without reading the parts.
type Segment struct {
	Head Head
	Body []byte // where each part ends, then the parts
}

// Head is what Merge has to know of every document. It may be kept by any encoding.
type Head struct {
	URL      string
	Kind     string // ID
	Adopter  string // ID of the body, see Document.Body
	Active   bool
	Changes  []Change // in their order
	Sections int      // the document itself included
	Texts    int      // files of text
	Digests  []byte   // of each part; zeros for an empty one
}

// Change is a day from which a document begins or ceases to hold.
type Change struct {
	From   string // "2027-01-01"
	Active bool
}

// The parts of a segment, in order. The texts follow, one part for each file.
const (
	termParts  = 512 // words, by range of their keys
	pairParts  = 128 // pairs of neighbouring words, by hash
	firstPair  = termParts
	joinedPart = firstPair + pairParts // stems that are parts of compounds
	spelled    = joinedPart + 1        // words as they are written
	whole      = spelled + 1           // the document without its texts
	firstText  = whole + 1
)

// digestSize is enough for a change of a part to go unnoticed once in a million million.
const digestSize = 5

// add appends a part.
func (s *Segment) add(n int, data []byte) {
	s.Body = append(s.Body, data...)
	binary.LittleEndian.PutUint32(s.Body[4*n:], uint32(len(s.Body)))
	if len(data) > 0 {
		sum := sha256.Sum256(data)
		copy(s.Head.digest(n), sum[:])
	}
}

var noDigest = make([]byte, digestSize)

// digest returns the digest of a part.
func (h *Head) digest(n int) []byte {
	if len(h.Digests) < (n+1)*digestSize {
		return noDigest
	}
	return h.Digests[n*digestSize : (n+1)*digestSize]
}

// cutPart returns a part of a body; ok is false if it is not the body of such a segment.
func cutPart(body []byte, n, texts int) (data []byte, ok bool) {
	from := 4 * (firstText + texts)
	if len(body) < from {
		return nil, false
	}
	if n > 0 {
		from = int(binary.LittleEndian.Uint32(body[4*n-4:]))
	}
	to := int(binary.LittleEndian.Uint32(body[4*n:]))
	if from > to || to > len(body) {
		return nil, false
	}
	return body[from:to], true
}

// A section's number says in which file of its document's texts it lies: it is the file's number times perText and
// its place there.
const (
	perText  = 64
	maxTexts = 1 << 10 // a section more is joined to the last
)

// textSize is the length in bytes of a text that is published as one file; a longer one is cut between
// sections. The reader fetches a file for every hit that is shown.
const textSize = 24_000

// NewSegment analyses a document.
func NewSegment(d Document, v *Vocabulary) Segment {
	texts := storedTexts(d)
	parts := firstText + len(texts)
	s := Segment{Head: Head{URL: d.URL, Kind: d.Kind, Adopter: d.Body, Active: d.Active, Texts: len(texts)}}
	active := d.Active
	for _, l := range d.Later {
		if l.Active != active {
			active = l.Active
			s.Head.Changes = append(s.Head.Changes, Change{l.From, active})
		}
	}
	a := v.analysis()
	defer v.analyses.Put(a)
	for i, sections := range texts {
		for k, section := range sections {
			a.section(i*perText+k, section, d)
		}
		s.Head.Sections += len(sections)
	}
	s.Head.Digests = make([]byte, parts*digestSize)
	s.Body = make([]byte, 4*parts, 32<<10)
	a.addTerms(&s)
	a.addPairs(&s)
	s.add(joinedPart, a.joined())
	s.add(spelled, a.spellings())
	rest := d
	rest.Sections = nil
	data, err := json.Marshal(rest)
	if err != nil {
		panic("search: " + err.Error()) // strings only
	}
	s.add(whole, data)
	for i, sections := range texts {
		s.add(firstText+i, textFile(d, sections))
	}
	return s
}

// storedTexts returns the sections as they are kept for excerpts, by file.
func storedTexts(d Document) [][]Section {
	var out [][]Section
	size := 0
	for i, s := range storedSections(d) {
		last := len(out) - 1
		size += len(s.Text) + len(s.Heading)
		switch {
		case i == 0, (size > textSize || len(out[last]) == perText) && len(out) < maxTexts:
			out = append(out, []Section{s})
			size = len(s.Text) + len(s.Heading)
		case len(out[last]) == perText:
			end := &out[last][perText-1]
			end.Text = strings.Join([]string{end.Text, s.Heading, s.Text}, "\n")
		default:
			out[last] = append(out[last], s)
		}
	}
	return out
}

// storedSections are the sections as they are kept for excerpts. The first is the document itself: its
// summary, facts and keywords.
func storedSections(d Document) []Section {
	var lines []string
	add := func(s string) {
		if s = strings.Join(strings.Fields(tidy(s)), " "); s != "" {
			lines = append(lines, s)
		}
	}
	add(d.Summary)
	for _, f := range d.Facts {
		if f.Value != "" {
			add(f.Label + ": " + f.Value)
		}
	}
	if len(d.Keywords) > 0 {
		add(d.KeywordsLabel + ": " + strings.Join(d.Keywords, ", "))
	}
	out := []Section{{Text: strings.Join(lines, "\n")}}
	for _, s := range d.Sections {
		s.Heading, s.Text = tidy(s.Heading), tidy(s.Text)
		out = append(out, s)
	}
	return out
}

// textData is a file of text: some sections of a document, with what a hit shows of it.
type textData struct {
	URL, Title, Language, About, Date string
	Mark, Word, Class                 string
	Sections                          [][3]string // ID, heading, text
	Later                             [][4]string // day, mark, word, class
}

func textFile(d Document, sections []Section) []byte {
	t := textData{d.URL, tidy(d.Title), d.Language, tidy(d.About), d.Date, d.Mark.ID, tidy(d.Mark.Word), d.Mark.Class, [][3]string{}, [][4]string{}}
	for _, s := range sections {
		t.Sections = append(t.Sections, [3]string{s.ID, s.Heading, s.Text})
	}
	for _, l := range d.Later {
		t.Later = append(t.Later, [4]string{l.From, l.Mark.ID, tidy(l.Mark.Word), l.Mark.Class})
	}
	return pack(t)
}

// Document returns the document of which the segment was made, so that another can be made of it with another
// vocabulary.
func (s Segment) Document() (Document, error) {
	var d Document
	data, ok := cutPart(s.Body, whole, s.Head.Texts)
	if !ok || json.Unmarshal(data, &d) != nil {
		return d, ErrDamaged
	}
	for i := range s.Head.Texts {
		var text textData
		data, ok := cutPart(s.Body, firstText+i, s.Head.Texts)
		if !ok || json.NewDecoder(flate.NewReader(bytes.NewReader(data))).Decode(&text) != nil {
			return d, ErrDamaged
		}
		for _, x := range text.Sections {
			d.Sections = append(d.Sections, Section{x[0], x[1], x[2]})
		}
	}
	if len(d.Sections) == 0 {
		return d, ErrDamaged
	}
	d.Sections = d.Sections[1:] // the document itself
	return d, nil
}

// A packer compresses; its tables are large, so it is used again.
type packer struct {
	b bytes.Buffer
	w *flate.Writer
}

var packers = sync.Pool{New: func() any {
	p := &packer{}
	p.w, _ = flate.NewWriter(&p.b, 3) // the level is valid; 6 saves a twentieth of the texts for twice the time
	return p
}}

// pack returns a value as JSON, deflated (RFC 1951).
func pack(v any) []byte {
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.b.Reset()
	p.w.Reset(&p.b)
	enc := json.NewEncoder(p.w)
	enc.SetEscapeHTML(false) // never within a page
	if enc.Encode(v) != nil || p.w.Close() != nil {
		panic("search: strings and numbers are always JSON, and memory takes everything")
	}
	return bytes.Clone(p.b.Bytes())
}

// script frames data, which is JSON, as a call, so that a page can load it where fetch is not allowed.
func script(name string, data []byte) []byte {
	return slices.Concat([]byte("styrdokSearch.load("+strconv.Quote(name)+","), data, []byte(");\n"))
}

func packedScript(name string, packed []byte) []byte {
	return script(name, append(base64.StdEncoding.AppendEncode([]byte{'"'}, packed), '"'))
}

// appendPosting appends a section's distance from the one before and an impact from 1 up. They are one number where the
// impact is small, as most are.
func appendPosting(b []byte, gap, impact int) []byte {
	b = appendNumber(b, gap*smallImpacts+min(impact, smallImpacts)-1)
	if impact >= smallImpacts {
		b = appendNumber(b, impact-smallImpacts)
	}
	return b
}

const smallImpacts = 4

// appendNumber appends a number: the last digit, in base 57, in characters from # to [, before it further ones in
// base 34 in characters from ] to ~. None of these needs an escape in JSON.
func appendNumber(b []byte, n int) []byte {
	var more [16]byte
	at := len(more)
	for rest := n / 57; rest > 0; rest /= 34 {
		at--
		more[at] = ']' + byte(rest%34)
	}
	return append(append(b, more[at:]...), '#'+byte(n%57))
}
