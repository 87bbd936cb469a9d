package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"
)

// A Segment is one document's share of the index: its words with their weights, its pairs of words and its texts.
// It is a function of the document alone, so it stays valid whatever happens to other documents. Its share of
// every file of the index is a part with a digest, so Merge sees which files differ without reading the parts.
type Segment struct {
	Head Head
	Body []byte // the parts
}

// Head is what Merge has to know of every document. It may be kept by any encoding.
type Head struct {
	URL      string
	Kind     string // ID
	Adopter  string // ID of the body, see Document.Body
	Active   bool
	Changes  []Change // in their order
	Sections int      // the document itself included, other versions not
	Meant    []byte   // a bit for each of meantStems that it has
	Parts    []byte   // of each part where it ends in the segment's body, and a digest
}

// Change is a day from which a document begins or ceases to hold.
type Change struct {
	From   string // "2027-01-01"
	Active bool
}

// The parts of a segment, in order.
const (
	termParts  = 128 // words, by range of their keys
	pairParts  = 32  // pairs of neighbouring words, by hash
	firstPair  = termParts
	joinedPart = firstPair + pairParts // stems that are parts of compounds
	spelled    = joinedPart + 1        // words as they are written
	textPart   = spelled + 1           // files of text
	lastPart   = textPart
)

const (
	// digestSize is enough for a change of a part to go unnoticed once in a million million.
	digestSize = 5
	partSize   = 4 + digestSize
)

// add appends the next part.
func (s *Segment) add(data []byte) {
	s.Body = append(s.Body, data...)
	sum := sha256.Sum256(data)
	s.Head.Parts = binary.LittleEndian.AppendUint32(s.Head.Parts, uint32(len(s.Body)))
	s.Head.Parts = append(s.Head.Parts, sum[:digestSize]...)
}

// part returns where a part lies in the body, and its digest. It is empty if the head has no such part.
func (h *Head) part(n int) (from, to int, digest []byte) {
	if n < 0 || len(h.Parts) < (n+1)*partSize {
		return 0, 0, nil
	}
	if n > 0 {
		from = int(binary.LittleEndian.Uint32(h.Parts[(n-1)*partSize:]))
	}
	p := h.Parts[n*partSize:][:partSize]
	return from, max(from, int(binary.LittleEndian.Uint32(p))), p[4:]
}

// span returns where a run of parts, without the one at to, begins and ends in the body.
func (h *Head) span(from, to int) (start, end int) {
	start, _, _ = h.part(from)
	_, end, _ = h.part(to - 1)
	return start, max(start, end)
}

// Size returns the length of the segment's body.
func (h *Head) Size() int {
	_, end := h.span(0, lastPart+1)
	return end
}

// A section's number says in which file of its document's texts it lies: it is the file's number times perText and
// its place there.
const (
	perText  = 64
	maxTexts = 1 << 10 // a section more is joined to the last
)

// textSize is the length in bytes of a text that is published as one file; a longer one is cut between
// sections into files of about one length. The reader fetches a file for every hit that is shown.
const textSize = 12_000

// Segment analyses a document.
func (z *Analyzer) Segment(d Document) Segment {
	texts := storedTexts(d)
	s := Segment{Head: Head{URL: d.URL, Kind: d.Kind, Adopter: d.Body, Active: d.Active}}
	active := d.Active
	for _, l := range d.Later {
		if l.Active != active {
			active = l.Active
			s.Head.Changes = append(s.Head.Changes, Change{l.From, active})
		}
	}
	l := z.lexicon()
	a, ok := l.analyses.Get().(*analysis)
	if !ok {
		a = newAnalysis(l)
	}
	defer func() {
		a.reset()
		l.analyses.Put(a)
	}()
	for i, sections := range texts {
		for k, section := range sections {
			a.section(i*perText+k, section, d)
		}
		s.Head.Sections += len(sections)
	}
	s.Head.Meant = a.meant()
	s.Head.Sections -= len(d.Versions)
	s.Head.Parts = make([]byte, 0, (lastPart+1)*partSize)
	s.Body = make([]byte, 0, 32<<10)
	a.addTerms(&s)
	a.addPairs(&s)
	s.add(a.joined())
	s.add(a.spellings())
	var packed []byte
	for _, sections := range texts {
		packed = appendString(packed, textFile(d, sections))
	}
	s.add(packed)
	return s
}

// storedTexts returns the sections as they are kept for excerpts, by file.
func storedTexts(d Document) [][]Section {
	sections, size := storedSections(d), 0
	for _, s := range sections {
		size += len(s.Text) + len(s.Heading)
	}
	var out [][]Section
	each := size/(size/textSize+1) + 1
	size = 0
	for i, s := range sections {
		last := len(out) - 1
		half := (len(s.Text) + len(s.Heading)) / 2
		size += half
		switch {
		case i == 0, (size > each*len(out) || len(out[last]) == perText) && len(out) < maxTexts:
			out = append(out, []Section{s})
		case len(out[last]) == perText:
			end := &out[last][perText-1]
			end.Text = strings.Join([]string{end.Text, s.Heading, s.Text}, "\n")
		default:
			out[last] = append(out[last], s)
		}
		size += half
	}
	return out
}

// storedSections are the sections as they are kept for excerpts. The first is the document itself: its
// summary, facts and keywords.
func storedSections(d Document) []Section {
	var lines []string
	add := func(s string) {
		if s = squeeze(tidy(s)); s != "" {
			lines = append(lines, s)
		}
	}
	if add(cmp.Or(d.Summary, d.Instead)); len(lines) == 0 {
		lines = append(lines, "") // the first line is always the summary's
	}
	for _, f := range d.Facts {
		if f.Value != "" {
			add(f.Label + ": " + f.Value)
		}
	}
	if len(d.Keywords) > 0 {
		add("#" + strings.Join(d.Keywords, ", "))
	}
	out := []Section{{Text: strings.Join(lines, "\n")}}
	for _, s := range d.Sections {
		s.Heading, s.Text = tidy(s.Heading), tidy(s.Text)
		out = append(out, s)
	}
	for _, v := range d.Versions {
		out = append(out, Section{ID: v.Path, Heading: tidy(v.State), Text: squeeze(tidy(v.Text))})
	}
	return out
}

// ofVersion reports whether a section is what is kept of another version: its ID is a path, not the name of a place.
func (s Section) ofVersion() bool { return strings.HasSuffix(s.ID, "/") }

// textFile is a file of text: some sections of a document, with what a hit shows of it, in the order in which search.js reads them.
func textFile(d Document, sections []Section) []byte {
	texts, later := [][3]string{}, [][]any{}
	for _, s := range sections {
		texts = append(texts, [3]string{s.ID, s.Heading, s.Text})
	}
	for _, l := range d.Later {
		mark := []any{l.From, l.Mark.ID, tidy(l.Mark.Word), l.Mark.Class, beside(l.Beside)}
		if l.URL != "" {
			mark = append(mark, l.URL)
		}
		later = append(later, mark)
	}
	return pack([]any{
		d.URL, tidy(d.Title), tidy(d.About), d.Language, d.Date, d.Mark.ID, tidy(d.Mark.Word), d.Mark.Class, beside(d.Beside), texts, later,
	})
}

// beside is a second mark as files of text have it.
func beside(m Mark) *[3]string {
	if m.Word == "" {
		return nil
	}
	return &[3]string{m.ID, tidy(m.Word), m.Class}
}

// A packer compresses; its tables are large, so it is used again.
type packer struct {
	b bytes.Buffer
	w *flate.Writer
}

var packers = sync.Pool{New: func() any {
	p := &packer{}
	p.w, _ = flate.NewWriter(&p.b, 6) // the level is valid
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
	return script(name, append(appendDigits([]byte{'"'}, packed), '"'))
}

// appendDigits appends 13 bits as two digits of base 91, which are the printable characters of ASCII without " < > and the
// backslash; up to six bits that are left over as one.
func appendDigits(b, data []byte) []byte {
	digit := func(n uint32) byte {
		n += ' '
		for _, taken := range []uint32{'"', '<', '>', '\\'} {
			if n >= taken {
				n++
			}
		}
		return byte(n)
	}
	var n, bits uint32
	for _, octet := range data {
		n, bits = n<<8|uint32(octet), bits+8
		if bits >= 13 {
			bits -= 13
			b = append(b, digit((n>>bits&0x1fff)/91), digit((n>>bits&0x1fff)%91))
		}
	}
	switch rest := n & (1<<bits - 1); {
	case bits > 6:
		rest <<= 13 - bits
		b = append(b, digit(rest/91), digit(rest%91))
	case bits > 0:
		b = append(b, digit(rest<<(6-bits)))
	}
	return b
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
