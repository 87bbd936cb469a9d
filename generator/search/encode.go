package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Sizes of files, in characters before the frame: small enough for a query to fetch few bytes,
// large enough that compression works and a folder does not hold tens of thousands of files.
const (
	shardSize = 6000
	textSize  = 12000
)

// manifest is what index.js holds. Numbers of sections and documents are not listed one by one:
// the pieces of text say both.
type manifest struct {
	Version   string     `json:"version"`
	Documents int        `json:"documents"`
	Sections  int        `json:"sections"`
	Shards    string     `json:"shards"`  // the shortest key that parts each shard from the one before
	Pieces    string     `json:"pieces"`  // of each piece of text: sections, and whether a document begins
	Count     int        `json:"count"`   // of pieces
	Pairs     [2]int     `json:"pairs"`   // lists of pairs, and how many are in one file
	Phrases   int        `json:"phrases"` // 1 if texts need the file of phrases
	Groups    [][3]int   `json:"groups"`  // kind, body, active; -1 for none
	Members   string     `json:"members"`
	Changes   []change   `json:"changes,omitempty"`
	Kinds     []Facet    `json:"kinds"`
	Bodies    []Facet    `json:"bodies"`
	Synonyms  [][]string `json:"synonyms"` // stems; those of several words with a space between
	Stop      string     `json:"stop"`     // words that are not in the index
}

// change is a day from which a document begins or ceases to hold.
type change struct {
	doc    int
	from   string
	active int
}

// MarshalJSON writes a change as a list.
func (c change) MarshalJSON() ([]byte, error) { return json.Marshal([]any{c.doc, c.from, c.active}) }

// MarshalJSON writes a facet as a pair.
func (f Facet) MarshalJSON() ([]byte, error) { return json.Marshal([2]string{f.ID, tidy(f.Label)}) }

func (c *collector) encode() Index {
	m := manifest{
		Documents: len(c.docs), Sections: len(c.sections),
		Kinds: append([]Facet{}, c.opt.Kinds...), Bodies: append([]Facet{}, c.opt.Bodies...),
		Synonyms: c.synonyms(), Stop: strings.Join(slices.Sorted(maps.Keys(stopWords)), " "),
	}
	m.Groups, m.Members = c.groups()
	m.Changes = c.changes()
	var files []File
	var bounds []string
	for i, s := range c.shards() {
		bounds = append(bounds, s.bound)
		files = append(files, script("terms-"+strconv.Itoa(i), s.words, s.postings))
	}
	m.Shards = packWords(bounds)
	files = append(files, script("parts", packWords(slices.Sorted(maps.Keys(c.parts)))))
	files = append(files, script("words", packWords(c.spellings())))
	files, m.Pairs = c.pairs(files)
	phrases := c.phrases()
	if phrases != "" {
		text, n := newCompressor("").pack(phrases)
		files = append(files, script("phrases", text, n))
		m.Phrases = 1
	}
	texts := newCompressor(phrases)
	var pieces packer
	for i, p := range c.pieces() {
		text, n := texts.pack(p.text)
		files = append(files, script("text-"+strconv.Itoa(i), text, n))
		pieces.gamma(p.sections)
		pieces.bits(uint32(p.begins), 1)
		m.Count++
	}
	m.Pieces = pieces.String()
	m.Version = version(files, m)
	return Index{m.Version, append([]File{script("index", m)}, files...)}
}

// script frames data as a call, so that a page can load it where fetch is not allowed.
func script(name string, data ...any) File {
	var b bytes.Buffer
	b.WriteString("styrdokSearch.load(" + strconv.Quote(name))
	enc := json.NewEncoder(&b)
	for _, d := range data {
		b.WriteByte(',')
		if err := enc.Encode(d); err != nil {
			panic("search: " + err.Error()) // strings and numbers only
		}
		b.Truncate(b.Len() - 1) // the encoder's line end
	}
	b.WriteString(");\n")
	return File{name + ".js", b.Bytes()}
}

func version(files []File, m manifest) string {
	h := sha256.New()
	for _, f := range append(files, script("index", m)) {
		h.Write([]byte(f.Name))
		h.Write(f.Data)
	}
	return hex.EncodeToString(h.Sum(nil))[:10]
}

// synonyms are the groups as stems, in the order given.
func (c *collector) synonyms() [][]string {
	out := [][]string{}
	for _, group := range c.opt.Synonyms {
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

// changes are the days on which documents begin or cease to hold.
func (c *collector) changes() []change {
	var out []change
	for i, d := range c.docs {
		active := d.Active
		for _, l := range d.Later {
			if l.Active == active {
				continue
			}
			active = l.Active
			n := 0
			if active {
				n = 1
			}
			out = append(out, change{i, l.From, n})
		}
	}
	return out
}

// groups gives each document the number of its combination of facets.
func (c *collector) groups() ([][3]int, string) {
	find := func(list []Facet, id string) int {
		return slices.IndexFunc(list, func(f Facet) bool { return f.ID == id })
	}
	list := [][3]int{}
	var p packer
	for _, d := range c.docs {
		g := [3]int{find(c.opt.Kinds, d.Kind), find(c.opt.Bodies, d.Body), 0}
		if d.Active {
			g[2] = 1
		}
		at := slices.Index(list, g)
		if at < 0 {
			at = len(list)
			list = append(list, g)
		}
		p.gamma(at + 1)
	}
	return list, p.String()
}

// shard is a run of terms in the order of their keys.
type shard struct {
	bound, words, postings string
	terms                  []*term
}

// shards cuts the terms into files. Terms with one key are kept together, so that å and a are.
func (c *collector) shards() []shard {
	list := slices.Clone(c.list)
	sort.Slice(list, func(i, j int) bool {
		if list[i].key != list[j].key {
			return list[i].key < list[j].key
		}
		return list[i].text < list[j].text
	})
	var out []shard
	last := ""
	for len(list) > 0 {
		var p packer
		var words []string
		size := 0
		for i, t := range list {
			if i > 0 && size+p.out.Len() >= shardSize && t.key != list[i-1].key {
				break
			}
			p.postings(t.postings, len(c.sections))
			words = append(words, t.text)
			size += 1 + len(t.text)/2
		}
		out = append(out, shard{between(last, list[0].key), packWords(words), p.String(), list[:len(words)]})
		last = list[len(words)-1].key
		list = list[len(words):]
	}
	return out
}

// between is the shortest beginning of key that is greater than last.
func between(last, key string) string {
	for i := range key {
		if key[:i] > last {
			return key[:i]
		}
	}
	return key
}

// piece is the sections of one document that are stored together.
type piece struct {
	text     string
	sections int
	begins   int // 1 if the document begins here
}

// pieces cuts the documents' texts into files. Each repeats what a hit's line needs.
func (c *collector) pieces() []piece {
	var out []piece
	for i := 0; i < len(c.sections); {
		d := c.docs[c.sections[i].doc]
		var list [][3]string
		p := piece{}
		if c.first(i) {
			p.begins = 1
		}
		for size := 0; i < len(c.sections); i++ {
			s := c.sections[i]
			size += len(s.text) + len(s.heading)
			if len(list) > 0 && (c.first(i) || size > textSize) {
				break
			}
			list = append(list, [3]string{s.id, s.heading, s.text})
		}
		p.sections = len(list)
		data := []any{d.URL, tidy(d.Title), d.Language, tidy(d.About), d.Date, d.Mark.ID, tidy(d.Mark.Word), d.Mark.Class, list}
		if len(d.Later) > 0 {
			later := make([][4]string, len(d.Later))
			for k, l := range d.Later {
				later[k] = [4]string{l.From, l.Mark.ID, tidy(l.Mark.Word), l.Mark.Class}
			}
			data = append(data, later)
		}
		p.text = plainJSON(data)
		out = append(out, p)
	}
	return out
}

// plainJSON writes JSON without escapes for HTML: it is compressed, never within a page.
func plainJSON(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("search: " + err.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}
