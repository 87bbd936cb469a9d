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
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Index is the files of an index.
type Index struct {
	Version string // changes whenever a file does; for ?v= in addresses
	Files   []File
}

// File is one script, to be published in a folder for the index alone.
type File struct {
	Name string // "index.js", "terms-3.js"
	// Key is a digest of all that the file is made of. Two files of one name and key have the same bytes.
	Key [32]byte
	// Make returns the file's bytes. It may be called in parallel; the error is one of a body, or ErrDamaged.
	Make func() ([]byte, error)
}

// ErrDamaged says that a body is not the one of a segment.
var ErrDamaged = errors.New("search: damaged segment")

// manifest is what index.js holds.
type manifest struct {
	Version  string     `json:"version"`
	Sections int        `json:"sections"`
	Ranges   string     `json:"ranges"`            // the key at which each file of terms begins but the first
	Pairs    [2]int     `json:"pairs"`             // files of pairs, and lists in each
	Names    string     `json:"names"`             // four characters of base64 for the name of each document's text
	Groups   [][3]int   `json:"groups"`            // kind, body, active; -1 for none
	Members  string     `json:"members"`           // the group of each document, as numbers
	Changes  [][3]any   `json:"changes,omitempty"` // document, day, whether it then holds (1 or 0)
	Kinds    []Facet    `json:"kinds"`
	Bodies   []Facet    `json:"bodies"`
	Synonyms [][]string `json:"synonyms"` // stems; those of several words with a space between
	Stop     string     `json:"stop"`     // words that are not in the index
}

// MarshalJSON writes a facet as a pair.
func (f Facet) MarshalJSON() ([]byte, error) { return json.Marshal([2]string{f.ID, tidy(f.Label)}) }

// merger puts the parts of segments together.
type merger struct {
	heads []Head
	body  func(i int) ([]byte, error)
	texts []int // names of the documents' texts
	files []File
}

// Merge returns the index of the documents, whose order decides between hits of equal weight. It reads the
// heads of their segments only. The files ask for the bodies, each for all of them, when they are made.
func Merge(heads []Head, body func(i int) ([]byte, error), opt Options) Index {
	m := &merger{heads: heads, body: body}
	terms := shards(len(heads))
	each, pairs := termParts/terms, terms*pairParts/termParts
	man := manifest{
		Pairs: [2]int{pairs, listsOfPairs(len(heads)) / pairs},
		Kinds: append([]Facet{}, opt.Kinds...), Bodies: append([]Facet{}, opt.Bodies...),
		Synonyms: synonyms(opt.Synonyms), Stop: strings.Join(slices.Sorted(maps.Keys(stopWords)), " "),
	}
	var bounds []string
	for i := each; i < termParts; i += each {
		bounds = append(bounds, ranges[i-1])
	}
	man.Ranges = strings.Join(bounds, " ")
	for i := range terms {
		m.shard("terms-"+strconv.Itoa(i), i*each, each, m.terms)
	}
	for i := range pairs {
		m.shard("pairs-"+strconv.Itoa(i), firstPair+i*pairParts/pairs, pairParts/pairs, func(from, n int) (any, error) {
			return m.pairs(from, n, man.Pairs[1])
		})
	}
	m.shard("parts", joinedPart, 1, m.joined)
	m.shard("words", spelled, 1, m.spellings)
	m.nameTexts()
	m.describe(&man)
	for i, h := range heads {
		for k := range h.Texts {
			m.text(i, k)
		}
	}
	man.Version = version(m.files, man)
	data, err := json.Marshal(man)
	if err != nil {
		panic("search: " + err.Error()) // strings and numbers only
	}
	index := script("index", data)
	first := File{"index.js", sha256.Sum256(index), func() ([]byte, error) { return index, nil }}
	return Index{man.Version, append([]File{first}, m.files...)}
}

// shards returns the number of files of terms for so many documents, a power of two, so that few documents
// have few files and a document more seldom changes all of them.
func shards(documents int) int {
	n := 4
	for n < termParts && n*4 < documents {
		n *= 2
	}
	return n
}

// listsOfPairs returns the number of lists to which pairs are hashed.
func listsOfPairs(documents int) int { return 64 * shards(documents) }

// shard adds the file that is made of a run of parts of all segments.
func (m *merger) shard(name string, from, n int, gather func(from, n int) (any, error)) {
	h := sha256.New()
	b := []byte(name)
	b = binary.AppendUvarint(b, uint64(len(m.heads)))
	for i := range m.heads {
		for k := range n {
			if d := m.heads[i].digest(from + k); !bytes.Equal(d, noDigest) {
				b = binary.BigEndian.AppendUint32(b, uint32(i))
				b = append(append(b, byte(k)), d...)
			}
		}
		if len(b) > 4096 {
			h.Write(b)
			b = b[:0]
		}
	}
	h.Write(b)
	f := File{Name: name + ".js", Make: func() ([]byte, error) {
		data, err := gather(from, n)
		if err != nil {
			return nil, err
		}
		return packedScript(name, pack(data)), nil
	}}
	h.Sum(f.Key[:0])
	m.files = append(m.files, f)
}

// part returns a document's share of a file.
func (m *merger) part(doc, n int) ([]byte, error) {
	if bytes.Equal(m.heads[doc].digest(n), noDigest) {
		return nil, nil
	}
	body, err := m.body(doc)
	if err != nil {
		return nil, err
	}
	data, ok := cutPart(body, n, m.heads[doc].Texts)
	if !ok {
		return nil, ErrDamaged
	}
	return data, nil
}

// each calls read with the number of each document and its share of some parts, and again with what read leaves of it.
func (m *merger) each(from, n int, read func(doc int, data []byte) ([]byte, error)) error {
	for doc := range m.heads {
		for k := from; k < from+n; k++ {
			data, err := m.part(doc, k)
			for err == nil && len(data) > 0 {
				data, err = read(doc, data)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// terms returns terms and their postings in turn, in the order of keys.
func (m *merger) terms(from, n int) (any, error) {
	type list struct {
		text, key string
		last      int
		postings  []byte
	}
	at := map[string]int{}
	var lists []list
	err := m.each(from, n, func(doc int, data []byte) ([]byte, error) {
		text, rest, ok := cutString(data)
		postings, rest, ok2 := cutString(rest)
		if !ok || !ok2 {
			return nil, ErrDamaged
		}
		i, known := at[string(text)]
		if !known {
			i = len(lists)
			at[string(text)] = i
			lists = append(lists, list{text: string(text), key: fold(string(text)), last: -1})
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
	out := make([]string, 0, 2*len(lists))
	for _, l := range lists {
		out = append(out, l.text, string(l.postings))
	}
	return out, nil
}

// pairs returns the lists of documents that have a pair, one for each value of its last bits.
func (m *merger) pairs(from, n, lists int) (any, error) {
	out := make([][]byte, lists)
	last := slices.Repeat([]int{-1}, lists)
	err := m.each(from, n, func(doc int, data []byte) ([]byte, error) {
		if len(data) < 3 {
			return nil, ErrDamaged
		}
		at := (int(data[0])<<16 | int(data[1])<<8 | int(data[2])) & (lists - 1)
		if last[at] != doc {
			out[at] = appendNumber(out[at], doc-last[at]-1)
			last[at] = doc
		}
		return data[3:], nil
	})
	if err != nil {
		return nil, err
	}
	words := make([]string, lists)
	for i, list := range out {
		words[i] = string(list)
	}
	return words, nil
}

// joined returns the stems that are parts of compounds.
func (m *merger) joined(part, _ int) (any, error) {
	all := map[string]bool{}
	err := m.each(part, 1, func(_ int, data []byte) ([]byte, error) {
		for w := range strings.FieldsSeq(string(data)) {
			all[w] = true
		}
		return nil, nil
	})
	if err != nil {
		return nil, err
	}
	return strings.Join(slices.Sorted(maps.Keys(all)), " "), nil
}

// Who misspells a word is shown the nearest of the site's own. They are a file that is fetched only
// when a word of a query is unknown, so it has those that readers are likely to mean.
const (
	minSpelling  = 4    // characters
	maxSpellings = 5000 // words, some 30 kB
)

// spellings returns words as they are written, for each stem the commonest form.
func (m *merger) spellings(part, _ int) (any, error) {
	count := map[string]int{}
	err := m.each(part, 1, func(_ int, data []byte) ([]byte, error) {
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
	return strings.Join(words, " "), nil
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

// text adds file k of a document's text.
func (m *merger) text(doc, k int) {
	name := "text-" + strconv.FormatInt(int64(m.texts[doc]), 36)
	if k > 0 {
		name += "-" + strconv.Itoa(k)
	}
	f := File{Name: name + ".js", Make: func() ([]byte, error) {
		data, err := m.part(doc, firstText+k)
		return packedScript(name, data), err
	}}
	f.Key = sha256.Sum256(append([]byte(name+"\n"), m.heads[doc].digest(firstText+k)...))
	m.files = append(m.files, f)
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
	var names, members []byte
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
		n := m.texts[i]
		names = append(names, byte(n>>16), byte(n>>8), byte(n))
		for _, c := range e.Changes {
			man.Changes = append(man.Changes, [3]any{i, c.From, number(c.Active)})
		}
	}
	man.Names, man.Members = base64.StdEncoding.EncodeToString(names), string(members)
}

// synonyms returns the groups as stems, in the order given.
func synonyms(groups [][]string) [][]string {
	out := [][]string{}
	for _, group := range groups {
		var list []string
		for _, w := range group {
			var stems []string
			for _, t := range tokens(w) {
				if whole, _ := pieces(t); !stopWords[whole] {
					stems = append(stems, Stem(whole))
				}
			}
			if s := strings.Join(stems, " "); s != "" && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
		if len(list) > 1 {
			out = append(out, list)
		}
	}
	return out
}

func version(files []File, m manifest) string {
	h := sha256.New()
	data, _ := json.Marshal(m)
	h.Write(data)
	for _, f := range files {
		h.Write(f.Key[:])
	}
	return hex.EncodeToString(h.Sum(nil))[:10]
}
