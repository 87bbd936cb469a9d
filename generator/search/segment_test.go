package search

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
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

func namesOf(docs []Document) []Names {
	var out []Names
	for _, d := range docs {
		out = append(out, d.Names())
	}
	return out
}

func segmentsOf(docs []Document, v *Vocabulary) []Segment {
	var out []Segment
	for _, d := range docs {
		out = append(out, NewSegment(d, v))
	}
	return out
}

// changed returns the names of the files of one index that another has not, or with another key.
func changed(before, after Index) []string {
	keys := map[string][32]byte{}
	for _, f := range before.Files {
		keys[f.Name] = f.Key
	}
	var out []string
	for _, f := range after.Files {
		if key, ok := keys[f.Name]; !ok || key != f.Key {
			out = append(out, f.Name)
		}
	}
	return out
}

// TestOneWordChangesFewFiles edits a word in a text of one of very many documents.
func TestOneWordChangesFewFiles(t *testing.T) {
	docs := many(t, 9)
	v := NewVocabulary(namesOf(docs))
	segments := segmentsOf(docs, v)
	before := merge(segments, Options{})
	edited := docs[100]
	k := slices.IndexFunc(edited.Sections, func(s Section) bool { return strings.Contains(s.Text, " ska ") && len(s.Text) > 200 })
	for name, text := range map[string]string{
		"another word": strings.Replace(edited.Sections[k].Text, " ska ", " vildsvinsjakt ", 1),
		"a word more":  edited.Sections[k].Text + " vildsvin",
	} {
		edited.Sections = slices.Clone(docs[100].Sections)
		edited.Sections[k].Text = text
		segments[100] = NewSegment(edited, v)
		after := merge(segments, Options{})
		files := changed(before, after)
		if len(files) < 4 || len(files) > 12 || len(after.Files) < len(docs) {
			t.Errorf("%s: %d of %d files differ: %q", name, len(files), len(after.Files), files)
		}
	}
	if NewVocabulary(namesOf(docs)).Digest() != v.Digest() {
		t.Error("the vocabulary changes with a word of a text")
	}
}

// TestNewDocumentRenamesNoText shows that the texts of the others keep their names and bytes.
func TestNewDocumentRenamesNoText(t *testing.T) {
	docs := many(t, 2)
	v := NewVocabulary(namesOf(docs))
	segments := segmentsOf(docs, v)
	for _, name := range changed(merge(segments[1:], Options{}), merge(segments, Options{})) {
		if strings.HasPrefix(name, "text-") && name != merge(segments[:1], Options{}).Files[len(merge(segments[:1], Options{}).Files)-1].Name {
			t.Errorf("%s differs", name)
		}
	}
}

// TestKeysTell makes random edits and shows that files of one name and key have the same bytes, so that whoever makes only
// those with new keys has the index of a clean build.
func TestKeysTell(t *testing.T) {
	docs := many(t, 1)
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("kommunen nämndens vildsvin utan handlingsplan 2018/412 krisledning och förtroendevald")
	kept := Index{}
	bytesOf := map[string][]byte{}
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
		index := merge(segmentsOf(docs, NewVocabulary(namesOf(docs))), Options{})
		renewed := changed(kept, index)
		clean := made(t, index)
		for _, f := range index.Files {
			if slices.Contains(renewed, f.Name) {
				bytesOf[f.Name] = clean[f.Name]
			} else if !bytes.Equal(bytesOf[f.Name], clean[f.Name]) {
				t.Fatalf("round %d: %s has other bytes under the same key", round, f.Name)
			}
		}
		kept = index
	}
}

// TestDocumentComesBack makes a document of its segment, and of that the same segment.
func TestDocumentComesBack(t *testing.T) {
	docs, _, _ := site(t)
	v := NewVocabulary(nil)
	for _, d := range append(docs, Document{}) {
		s := NewSegment(d, v)
		again, err := s.Document()
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(NewSegment(again, v), s) {
			t.Errorf("%s: another segment", d.URL)
		}
	}
}

// TestDamagedBodies hands bodies to Merge that are not those of their heads: it ends in an error or in an index.
func TestDamagedBodies(t *testing.T) {
	docs, opt, _ := site(t)
	s := NewSegment(docs[0], NewVocabulary(nil))
	if _, err := Merge([]Head{s.Head}, func(int) ([]byte, error) { return nil, io.ErrUnexpectedEOF }, opt).Files[1].Make(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a body that cannot be read: got %v", err)
	}
	for i := 0; i < len(s.Body); i += 211 {
		damaged := s
		damaged.Body = slices.Concat(s.Body[:i], []byte{0xff}, s.Body[i+1:])
		cut := s
		cut.Body = s.Body[:i]
		found := false
		for _, s := range []Segment{damaged, cut} {
			for _, f := range merge([]Segment{s}, opt).Files {
				_, err := f.Make()
				found = found || errors.Is(err, ErrDamaged)
			}
		}
		if !found {
			t.Errorf("a body of %d bytes is taken for one of %d", i, len(s.Body))
		}
	}
	if _, err := Merge(make([]Head, 2), nil, opt).Files[1].Make(); err != nil {
		t.Errorf("empty heads: got %v", err)
	}
}

// FuzzBody hands anything to Merge.
func FuzzBody(f *testing.F) {
	s := NewSegment(Document{URL: "a/", Title: "Policy", Sections: []Section{{"x", "Ansvar", "Nämnden svarar för informationssäkerhetspolicyn."}}}, NewVocabulary(nil))
	f.Add(s.Body)
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, file := range merge([]Segment{{s.Head, body}, s}, Options{}).Files {
			file.Make()
		}
		Segment{s.Head, body}.Document()
	})
}

func BenchmarkSegments(b *testing.B) {
	docs := many(b, 30)
	for b.Loop() {
		segmentsOf(docs, NewVocabulary(namesOf(docs)))
	}
	b.ReportMetric(float64(len(docs)), "documents/op")
}

func BenchmarkMerge(b *testing.B) {
	docs := many(b, 30)
	segments := segmentsOf(docs, NewVocabulary(namesOf(docs)))
	before := merge(segments, Options{})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			for _, f := range merge(segments, Options{}).Files {
				f.Make()
			}
		}
	})
	d := docs[100]
	d.Sections = append(slices.Clone(d.Sections), Section{Text: "vildsvin"})
	segments[100] = NewSegment(d, NewVocabulary(namesOf(docs)))
	b.Run("edited", func(b *testing.B) {
		for b.Loop() {
			after := merge(segments, Options{})
			renewed := changed(before, after)
			for _, f := range after.Files {
				if slices.Contains(renewed, f.Name) {
					f.Make()
				}
			}
		}
	})
}
