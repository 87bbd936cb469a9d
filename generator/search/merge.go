package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Index is how an index is made of segments.
type Index struct {
	Version string // changes whenever a file does; for ?v= in addresses
	Units   []Unit
}

// Unit is pieces of an index that are best made together, since what they are made of lies together in the
// bodies of segments.
type Unit struct {
	Pieces []Piece
	// Make makes some of the pieces, in their order, and hands over their files: scripts, to be published in a folder
	// for the index alone. It may be called in parallel. The error is one of a body or of put, or ErrDamaged.
	Make func(pieces []int, put func(piece int, name string, data []byte) error) error
}

// Piece is one file of an index, or a few that are made of the same.
type Piece struct {
	Name string
	// Key is a digest of all that the files are made of. Two pieces of one name and key have the same files.
	Key [32]byte
}

// Bodies returns the body of a document's segment. It is asked again, with damaged, if the body is not
// that of the segment's head.
type Bodies func(doc int, damaged bool) (io.ReaderAt, error)

// ErrDamaged says that a body is not the one of a segment.
var ErrDamaged = errors.New("search: damaged segment")

// manifest is what index.js holds.
type manifest struct {
	Version  string   `json:"version"`
	Sections int      `json:"sections"`
	Ranges   string   `json:"ranges"`            // the key at which each file of terms begins but the first, as shared has them
	Pairs    [2]int   `json:"pairs"`             // files of pairs, and lists in each
	Names    string   `json:"names"`             // four characters of base64 for the name of each document's text
	Groups   [][3]int `json:"groups"`            // kind, body, active; -1 for none
	Members  string   `json:"members"`           // the group of each document, as numbers
	Sizes    string   `json:"sizes"`             // of each document a digit: the logarithm of its sections
	Changes  [][3]any `json:"changes,omitempty"` // document, day, whether it then holds (1 or 0)
	Kinds    []Facet  `json:"kinds"`
	Bodies   []Facet  `json:"bodies"`
	Stop     string   `json:"stop"` // words that are not in the index
	Weak     string   `json:"weak"` // stems that say nothing in a query beside others
}

// MarshalJSON writes a facet as a pair.
func (f Facet) MarshalJSON() ([]byte, error) { return json.Marshal([2]string{f.ID, tidy(f.Label)}) }

// merger puts the parts of segments together.
type merger struct {
	heads []Head
	body  Bodies
	texts []int // names of the documents' texts
	units []Unit
	buf   []byte // of what a key is a digest of
}

// Merge returns the index of the documents, whose order decides between hits of equal weight. It reads the
// heads of their segments only; bodies are read when pieces are made, no more of them at a time than a unit is made of.
func Merge(heads []Head, body Bodies, opt Options) Index {
	m, means := &merger{heads: heads, body: body}, meaningsOf(opt)
	site := make([]byte, len(meantStems())/8+1)
	for i := range heads {
		for k := range min(len(site), len(heads[i].Meant)) {
			site[k] |= heads[i].Meant[k]
		}
	}
	means.keep(func(stem string) bool {
		n := meantStems()[stem]
		return site[n/8]>>(n%8)&1 == 1
	})
	files, pairs := shards(len(heads), 2), shards(len(heads), 4)/4
	man := manifest{
		Pairs: [2]int{pairs, listsOfPairs(len(heads)) / pairs},
		Kinds: append([]Facet{}, opt.Kinds...), Bodies: append([]Facet{}, opt.Bodies...),
		Stop: strings.Join(slices.Sorted(maps.Keys(stopWords)), " "),
		Weak: strings.Join(slices.Sorted(maps.Keys(weakStems())), " "),
	}
	var bounds []string
	each := (len(ranges) + 1) / files
	for i := each; i <= len(ranges); i += each {
		bounds = append(bounds, ranges[i-1])
	}
	man.Ranges = shared(bounds)
	meant, parts := means.byRange(bounds), means.parts()
	m.shards("terms", 0, termParts, files, meant, func(s *share, first, n int) ([]any, error) { return s.terms(bounds, meant, first, n) })
	m.shards("pairs", firstPair, pairParts, pairs, nil, func(s *share, first, n int) ([]any, error) {
		return s.pairs(first, n, man.Pairs)
	})
	m.shards("parts", joinedPart, 1, 1, []string{strings.Join(parts, " ")}, func(s *share, _, _ int) ([]any, error) { return s.joined(parts) })
	m.shards("words", spelled, 1, 1, nil, (*share).spellings)
	m.nameTexts()
	m.describe(&man)
	for i := range heads {
		m.text(i)
	}
	man.Version = version(m.units, man)
	index := packedScript("index", pack(man))
	first := Unit{[]Piece{{"index", sha256.Sum256(index)}}, func(_ []int, put func(int, string, []byte) error) error {
		return put(0, "index.js", index)
	}}
	return Index{man.Version, append([]Unit{first}, m.units...)}
}

// shards returns the number of files for so many documents, one for each few of them: a power of two, so that a document
// more seldom changes all of them.
func shards(documents, each int) int {
	n := 4
	for n <= len(ranges) && n*each < documents {
		n *= 2
	}
	return n
}

// listsOfPairs returns the number of lists to which pairs are hashed.
func listsOfPairs(documents int) int { return 64 * shards(documents, 4) }

// So many parts at most are read of each body at a time, and so many bytes of all: more are fewer reads, and more memory.
const (
	togetherParts = 8
	togetherBytes = 8 << 20
)

// shards adds some files that are made of a run of parts of all segments, as many of one part or of several as it
// needs. Gather returns the data of n files; also is what is in each of them beside the parts, if anything.
func (m *merger) shards(kind string, from, parts, files int, also []string, gather func(s *share, first, n int) ([]any, error)) {
	pieces := min(parts, files)
	each, filesEach := parts/pieces, files/pieces
	all, sizes := make([]Piece, pieces), make([]int, pieces)
	for i := range all {
		all[i].Name = kind + "-" + strconv.Itoa(i)
		beside := also[min(i*filesEach, len(also)):min((i+1)*filesEach, len(also))]
		all[i].Key, sizes[i] = m.key(all[i].Name, strings.Join(beside, "\n"), from+i*each, each)
	}
	for next := 0; next < pieces; {
		first, start, size := next, from+next*each, sizes[next]
		for next++; next < pieces && (next-first+1)*each <= togetherParts && size+sizes[next] <= togetherBytes; next++ {
			size += sizes[next]
		}
		m.units = append(m.units, Unit{all[first:next], func(pieces []int, put func(int, string, []byte) error) error {
			s, err := m.share(start+pieces[0]*each, start+(pieces[len(pieces)-1]+1)*each)
			if err != nil {
				return err
			}
			for _, p := range pieces {
				file := (first + p) * filesEach
				s.first, s.parts = start+p*each, each
				list, err := gather(s, file, filesEach)
				if err != nil {
					return err
				}
				for k, data := range list {
					name := kind
					if parts > 1 {
						name += "-" + strconv.Itoa(file+k)
					}
					if err := put(p, name+".js", packedScript(name, pack(data))); err != nil {
						return err
					}
				}
			}
			return nil
		}})
	}
}

// key returns a digest of a run of parts of all segments and what is beside them, and the parts' length together.
func (m *merger) key(name, beside string, from, n int) (key [32]byte, size int) {
	h := sha256.New()
	b := binary.AppendUvarint(appendString(append(append(m.buf[:0], name...), '\n'), beside), uint64(len(m.heads)))
	for i := range m.heads {
		for k := range n {
			if from, to, digest := m.heads[i].part(from + k); to > from {
				size += to - from
				b = binary.BigEndian.AppendUint32(b, uint32(i))
				b = append(append(b, byte(k)), digest...)
			}
		}
		if len(b) > 4096 {
			h.Write(b)
			b = b[:0]
		}
	}
	h.Write(b)
	m.buf = b
	h.Sum(key[:0])
	return key, size
}

// read reads a run of parts of a document's segment, and checks them.
func (m *merger) read(data []byte, doc, from, to int) error {
	start, _ := m.heads[doc].span(from, to)
	if len(data) == 0 {
		return nil
	}
	for _, damaged := range []bool{false, true} {
		body, err := m.body(doc, damaged)
		if err != nil {
			return err
		}
		if n, _ := body.ReadAt(data, int64(start)); n == len(data) && m.heads[doc].fits(data, from, to) {
			return nil
		}
	}
	return ErrDamaged
}

// fits reports whether data are a run of parts.
func (h *Head) fits(data []byte, from, to int) bool {
	start, _ := h.span(from, to)
	for n := from; n < to; n++ {
		from, to, digest := h.part(n)
		if from < start || to-start > len(data) {
			return false
		}
		if sum := sha256.Sum256(data[from-start : to-start]); !bytes.Equal(sum[:digestSize], digest) {
			return false
		}
	}
	return true
}

// share is a run of parts of all segments.
type share struct {
	heads        []Head
	from         int
	data         [][]byte // by document
	first, parts int      // those that a piece is made of
}

// share reads the parts up to the one at to.
func (m *merger) share(from, to int) (*share, error) {
	s, size := &share{heads: m.heads, from: from, data: make([][]byte, len(m.heads))}, 0
	for i := range m.heads {
		start, end := m.heads[i].span(from, to)
		size += end - start
	}
	room := make([]byte, size)
	for i := range m.heads {
		start, end := m.heads[i].span(from, to)
		s.data[i], room = room[:end-start], room[end-start:]
		if err := m.read(s.data[i], i, from, to); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// each calls read with the number of each document and its parts, and again with what read leaves of them.
func (s *share) each(read func(doc int, data []byte) ([]byte, error)) (err error) {
	for doc := range s.heads {
		start, _ := s.heads[doc].span(s.from, s.from+1)
		from, to := s.heads[doc].span(s.first, s.first+s.parts)
		for data := s.data[doc][from-start : to-start]; len(data) > 0; {
			if data, err = read(doc, data); err != nil {
				return err
			}
		}
	}
	return nil
}

// terms returns for each of n files terms in the order of their keys, their postings, and what words mean whose keys lie there.
func (s *share) terms(bounds []string, meant []string, first, n int) ([]any, error) {
	type list struct {
		text, key string
		last      int
		postings  []byte
	}
	at := map[string]int{}
	var lists []list
	err := s.each(func(doc int, data []byte) ([]byte, error) {
		text, rest, ok := cutString(data)
		postings, rest, ok2 := cutString(rest)
		if !ok || !ok2 {
			return nil, ErrDamaged
		}
		i, known := at[string(text)]
		if !known {
			i = len(lists)
			lists = append(lists, list{text: string(text), key: fold(string(text)), last: -1})
			at[lists[i].text] = i
		}
		l := &lists[i]
		l.postings = append(appendNumber(l.postings, doc-l.last-1), postings...)
		l.last = doc
		return rest, nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(lists, func(a, b list) int { return cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.text, b.text)) })
	var out []any
	for file := first; file < first+n; file++ {
		var words, postings []byte
		before := ""
		for ; len(lists) > 0 && (file == first+n-1 || lists[0].key < bounds[file]); lists = lists[1:] {
			if words = appendShared(words, before, lists[0].text); before != "" {
				postings = append(postings, ' ')
			}
			postings = append(postings, lists[0].postings...)
			before = lists[0].text
		}
		out = append(out, [3]string{string(words), string(postings), meant[file]})
	}
	return out, nil
}

// pairs returns for each of n files lists of the documents that have a pair, one for each value of its last
// bits. Count is the number of files, and of lists in each.
func (s *share) pairs(first, n int, count [2]int) ([]any, error) {
	type list struct {
		last int // document, from 1
		docs []byte
	}
	lists := make([]list, n*count[1])
	err := s.each(func(doc int, data []byte) ([]byte, error) {
		if len(data) < 3 {
			return nil, ErrDamaged
		}
		hash := int(data[0])<<16 | int(data[1])<<8 | int(data[2])
		file := hash*count[0]>>pairBits - first
		if file < 0 || file >= n {
			return nil, ErrDamaged
		}
		l := &lists[file*count[1]+hash&(count[1]-1)]
		if l.last != doc+1 {
			l.docs = appendNumber(l.docs, doc-l.last)
			l.last = doc + 1
		}
		return data[3:], nil
	})
	if err != nil {
		return nil, err
	}
	var out []any
	for file := range slices.Chunk(lists, count[1]) {
		words := make([]string, len(file))
		for i, l := range file {
			words[i] = string(l.docs)
		}
		out = append(out, words)
	}
	return out, nil
}

// joined returns the stems that are parts of compounds, with others.
func (s *share) joined(others []string) ([]any, error) {
	all := map[string]bool{}
	err := s.each(func(_ int, data []byte) ([]byte, error) {
		for w := range bytes.FieldsSeq(data) {
			if !all[string(w)] {
				all[string(w)] = true
			}
		}
		return nil, nil
	})
	for _, stem := range others {
		all[stem] = true
	}
	return []any{shared(slices.Sorted(maps.Keys(all)))}, err
}

// shared returns words in one string.
func shared(words []string) string {
	var out []byte
	before := ""
	for _, w := range words {
		out = appendShared(out, before, w)
		before = w
	}
	return string(out)
}

// appendShared appends a word, which has no capital letters: one that tells how many characters it shares with the word
// before it, and the rest.
func appendShared(b []byte, before, w string) []byte {
	n, at := 0, 0
	for i, r := range w {
		if at = i; n == 'Z'-'A' || !strings.HasPrefix(before[i:], string(r)) {
			break
		}
		n, at = n+1, i+utf8.RuneLen(r)
	}
	return append(append(b, 'A'+byte(n)), w[at:]...)
}

// Who misspells a word is shown the nearest of the site's own. They are a file that is fetched only
// when a word of a query is unknown, so it has those that readers are likely to mean.
const (
	minSpelling  = 4    // characters
	maxSpellings = 5000 // words, some 30 kB
)

// spellings returns words as they are written, for each stem the commonest form.
func (s *share) spellings(_, _ int) ([]any, error) {
	count := map[string]int{}
	err := s.each(func(_ int, data []byte) ([]byte, error) {
		word, rest, ok := cutString(data[1:])
		if !ok {
			return nil, ErrDamaged
		}
		count[string(word)] += int(data[0])
		return rest, nil
	})
	if err != nil {
		return nil, err
	}
	type group struct {
		word  string
		count int // of all forms
		best  int // of this one
	}
	byStem := map[string]group{}
	for w, n := range count {
		whole, _ := pieces(w)
		stem := Stem(whole)
		f := byStem[stem]
		f.count += n
		if n > f.best || n == f.best && (len(w) < len(f.word) || len(w) == len(f.word) && w < f.word) {
			f.word, f.best = w, n
		}
		byStem[stem] = f
	}
	list := slices.SortedFunc(maps.Values(byStem), func(a, b group) int {
		return cmp.Or(b.count-a.count, strings.Compare(a.word, b.word))
	})
	var words []string
	for _, f := range list[:min(len(list), maxSpellings)] {
		words = append(words, f.word)
	}
	slices.Sort(words)
	return []any{shared(words)}, nil
}

// nameTexts names the documents' texts by their addresses, so that a document more or less renames no other's.
func (m *merger) nameTexts() {
	taken := map[int]bool{}
	for _, h := range m.heads {
		sum := sha256.Sum256([]byte(h.URL))
		n := int(sum[0])<<16 | int(sum[1])<<8 | int(sum[2])
		for taken[n] {
			n = (n + 1) & (1<<24 - 1)
		}
		taken[n] = true
		m.texts = append(m.texts, n)
	}
}

// text adds a document's text.
func (m *merger) text(doc int) {
	name := "text-" + strconv.FormatInt(int64(m.texts[doc]), 36)
	from, to, digest := m.heads[doc].part(textPart)
	m.units = append(m.units, Unit{[]Piece{{name, sha256.Sum256(append([]byte(name+"\n"), digest...))}}, func(_ []int, put func(int, string, []byte) error) error {
		data := make([]byte, to-from)
		if err := m.read(data, doc, textPart, textPart+1); err != nil {
			return err
		}
		for k := 0; len(data) > 0; k++ {
			packed, rest, ok := cutString(data)
			if !ok {
				return ErrDamaged
			}
			file := name
			if k > 0 {
				file += "-" + strconv.Itoa(k)
			}
			if err := put(0, file+".js", packedScript(file, packed)); err != nil {
				return err
			}
			data = rest
		}
		return nil
	}})
}

// describe puts into the manifest what it says of each document.
func (m *merger) describe(man *manifest) {
	find := func(list []Facet, id string) int {
		return slices.IndexFunc(list, func(f Facet) bool { return f.ID == id })
	}
	number := func(yes bool) int {
		if yes {
			return 1
		}
		return 0
	}
	groups := map[[3]int]int{}
	var names, members, sizes []byte
	man.Groups = [][3]int{}
	for i, e := range m.heads {
		g := [3]int{find(man.Kinds, e.Kind), find(man.Bodies, e.Adopter), number(e.Active)}
		at, ok := groups[g]
		if !ok {
			at = len(man.Groups)
			groups[g] = at
			man.Groups = append(man.Groups, g)
		}
		members = appendNumber(members, at)
		man.Sections += e.Sections
		sizes = append(sizes, '0'+byte(min(9, max(0, bits.Len(uint(e.Sections))-1))))
		n := m.texts[i]
		names = append(names, byte(n>>16), byte(n>>8), byte(n))
		for _, c := range e.Changes {
			man.Changes = append(man.Changes, [3]any{i, c.From, number(c.Active)})
		}
	}
	man.Names, man.Members, man.Sizes = base64.StdEncoding.EncodeToString(names), string(members), string(sizes)
}

func version(units []Unit, m manifest) string {
	h := sha256.New()
	data, _ := json.Marshal(m)
	h.Write(data)
	for _, u := range units {
		for _, p := range u.Pieces {
			h.Write(p.Key[:])
		}
	}
	return hex.EncodeToString(h.Sum(nil))[:10]
}
