package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/testkit"
)

// many returns the documents of the demonstration site several times, each time with other addresses and titles.
func many(t testing.TB, times int) []Document {
	docs, _, _ := site(t)
	var out []Document
	for n := range times {
		for _, d := range docs {
			d.URL = fmt.Sprintf("%d/%s", n, d.URL)
			d.Title = fmt.Sprintf("%s %d", d.Title, 1000+n)
			d.Sections = slices.Clone(d.Sections)
			out = append(out, d)
		}
	}
	return out
}

// Build returns the index of documents in one go.
func Build(docs []Document, opt Options) Index { return merge(segmentsOf(docs), opt) }

func segmentsOf(docs []Document) []Segment {
	var z Analyzer
	var out []Segment
	for _, d := range docs {
		out = append(out, z.Segment(d))
	}
	return out
}

// merge merges segments whose bodies are at hand.
func merge(segments []Segment, opt Options) Index {
	var heads []Head
	for _, s := range segments {
		heads = append(heads, s.Head)
	}
	return Merge(heads, func(i int, _ bool) (io.ReaderAt, error) { return bytes.NewReader(segments[i].Body), nil }, opt)
}

// pieces returns the numbers of a unit's pieces that are wanted, by name.
func (u Unit) pieces(wanted func(p Piece) bool) (out []int) {
	for i, p := range u.Pieces {
		if wanted(p) {
			out = append(out, i)
		}
	}
	return out
}

// makeFiles makes pieces and returns their files by name.
func makeFiles(index Index, wanted func(p Piece) bool) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, u := range index.Units {
		if pieces := u.pieces(wanted); len(pieces) > 0 {
			err := u.Make(pieces, func(_ int, name string, data []byte) error { out[name] = data; return nil })
			if err != nil {
				return out, err
			}
		}
	}
	return out, nil
}

func all(Piece) bool { return true }

// changed returns the files of those pieces of an index that another has not, or with another key.
func changed(t testing.TB, before, after Index) map[string][]byte {
	keys := map[string][32]byte{}
	for _, u := range before.Units {
		for _, p := range u.Pieces {
			keys[p.Name] = p.Key
		}
	}
	out, err := makeFiles(after, func(p Piece) bool { return keys[p.Name] != p.Key })
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestOneWordChangesFewFiles edits a word in a text and in the title of one of very many documents.
func TestOneWordChangesFewFiles(t *testing.T) {
	docs := many(t, 9)
	segments := segmentsOf(docs)
	before := merge(segments, Options{})
	of := docs[100]
	k := slices.IndexFunc(of.Sections, func(s Section) bool { return strings.Contains(s.Text, " ska ") && len(s.Text) > 200 })
	for name, edit := range map[string]func(d *Document){
		"another word": func(d *Document) {
			d.Sections[k].Text = strings.Replace(d.Sections[k].Text, " ska ", " vildsvinsjakt ", 1)
		},
		"a word more":   func(d *Document) { d.Sections[k].Text += " vildsvin" },
		"another title": func(d *Document) { d.Title += " vildsvin" },
	} {
		edited := of
		edited.Sections = slices.Clone(of.Sections)
		edit(&edited)
		docs[100] = edited
		files := changed(t, before, Build(docs, Options{}))
		if len(files) < 4 || len(files) > 14 {
			t.Errorf("%s: %d files differ: %q", name, len(files), slices.Sorted(maps.Keys(files)))
		}
	}
}

// TestNewDocumentRenamesNoText shows that the texts of the others keep their names and bytes.
func TestNewDocumentRenamesNoText(t *testing.T) {
	docs := many(t, 2)
	texts := 0
	for name := range changed(t, Build(docs[1:], Options{}), Build(docs, Options{})) {
		if strings.HasPrefix(name, "text-") {
			texts++
		}
	}
	if texts != len(storedTexts(docs[0])) {
		t.Errorf("%d files of text differ", texts)
	}
}

// TestKeysTell makes random edits and shows that files of one name and key have the same bytes, so that whoever makes only
// those with new keys has the index of a clean build.
func TestKeysTell(t *testing.T) {
	docs := many(t, 1)
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("kommunen nämndens narkotika vildsvin utan handlingsplan 2018/412 krisledning och förtroendevald")
	kept, files := Index{}, map[string][]byte{}
	for round := range 12 {
		d := &docs[r.IntN(len(docs))]
		word := words[r.IntN(len(words))]
		switch r.IntN(6) {
		case 0:
			d.Title += " " + word
		case 1:
			d.Active = !d.Active
		case 2:
			d.Keywords = []string{word}
		case 3:
			docs = slices.Delete(docs, 3, 4)
		default:
			d.Sections = append(slices.Clone(d.Sections), Section{ID: "nytt", Heading: word, Text: word + " är " + words[round%len(words)]})
		}
		index := Build(docs, Options{Common: true})
		maps.Copy(files, changed(t, kept, index))
		for name, clean := range made(t, index) {
			if !bytes.Equal(files[name], clean) {
				t.Fatalf("round %d: %s has other bytes under the same key", round, name)
			}
		}
		kept = index
	}
}

// TestDamagedBodies hands bodies to Merge that are not those of their heads: they are asked for again, and if that
// does not help, it ends in an error.
func TestDamagedBodies(t *testing.T) {
	docs, opt, _ := site(t)
	s := segmentsOf(docs[:1])[0]
	index := Merge([]Head{s.Head}, func(int, bool) (io.ReaderAt, error) { return nil, io.ErrUnexpectedEOF }, opt)
	if _, err := makeFiles(index, all); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a body that cannot be read: got %v", err)
	}
	want := made(t, merge([]Segment{s}, opt))
	for i := 0; i < len(s.Body); i += 211 {
		for _, body := range [][]byte{slices.Concat(s.Body[:i], []byte{s.Body[i] ^ 1}, s.Body[i+1:]), s.Body[:i]} {
			if _, err := makeFiles(merge([]Segment{{s.Head, body}}, opt), all); !errors.Is(err, ErrDamaged) {
				t.Errorf("a body of %d bytes, damaged at %d, is taken for one of %d", len(body), i, len(s.Body))
			}
			mended := Merge([]Head{s.Head}, func(_ int, damaged bool) (io.ReaderAt, error) {
				if damaged {
					return bytes.NewReader(s.Body), nil
				}
				return bytes.NewReader(body), nil
			}, opt)
			if got := made(t, mended); !reflect.DeepEqual(got, want) {
				t.Error("a body that was damaged gives other files")
			}
		}
	}
	if _, err := makeFiles(merge(make([]Segment, 2), opt), all); err != nil {
		t.Errorf("empty heads: got %v", err)
	}
}

// TestManyDocuments shows that files of terms and pairs are the same whether a part of the segments is in one
// file or cut into several.
func TestManyDocuments(t *testing.T) {
	docs := many(t, 2)
	few := made(t, Build(docs, Options{}))
	for n := range 2100 {
		docs = append(docs, Document{URL: fmt.Sprint(n)})
	}
	words := func(files map[string][]byte, kind string) (out []string) {
		for i := 0; files[fmt.Sprintf("%s-%d.js", kind, i)] != nil; i++ {
			data := string(files[fmt.Sprintf("%s-%d.js", kind, i)])
			var list []string
			text, err := testkit.Unpack(data)
			if err = cmp.Or(err, json.Unmarshal([]byte(text), &list)); err != nil {
				t.Fatal(err)
			}
			if kind == "terms" {
				postings, before := strings.Fields(list[1]), ""
				for i, w := range regexp.MustCompile("[A-Z][^A-Z]*").FindAllString(list[0], -1) {
					before = string([]rune(before)[:w[0]-'A']) + w[1:]
					out = append(out, before, postings[i])
				}
				continue
			}
			out = append(out, list...)
		}
		return out
	}
	files := made(t, Build(docs, Options{}))
	if got, want := words(files, "terms"), words(few, "terms"); !slices.Equal(got, want) {
		t.Errorf("%d terms, want %d", len(got), len(want))
	}
	if files["terms-511.js"] == nil || files["pairs-127.js"] == nil || files["pairs-128.js"] != nil {
		t.Error("not all files are there")
	}
}

func BenchmarkSegments(b *testing.B) {
	docs := many(b, 30)
	for b.Loop() {
		segmentsOf(docs)
	}
	b.ReportMetric(float64(len(docs)), "documents/op")
}

func BenchmarkMerge(b *testing.B) {
	docs := many(b, 30)
	segments := segmentsOf(docs)
	before := merge(segments, Options{})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			made(b, merge(segments, Options{}))
		}
	})
	docs[100].Sections = append(slices.Clone(docs[100].Sections), Section{Text: "vildsvin"})
	segments[100] = segmentsOf(docs[100:101])[0]
	b.Run("edited", func(b *testing.B) {
		for b.Loop() {
			changed(b, before, merge(segments, Options{}))
		}
	})
}

func TestSqueeze(t *testing.T) {
	for _, text := range []string{
		"", " ", "a", "a b", " a", "a ", "a  b", "a\tb", "a\nb", "\n", "å ö", "a\u00a0b", "a\u0085b", "a\u2003b\u202fc", "a\u3000b", "a\u1680b", "é\u00ad b", "a – b", "東京 b ", "x \u00a0 y", "a\x00 b", "\v",
	} {
		if got, want := squeeze(text), strings.Join(strings.Fields(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
