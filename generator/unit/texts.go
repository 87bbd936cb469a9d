package unit

import (
	"sync"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/seal"
	"styrdok/generator/site"
)

// Text is a text of a document with what is wrong with it.
type Text struct {
	*site.Text
	Diags     diag.List
	Unwritten diag.List // passages that await their words
}

// Texts reads and parses the texts of versions when they are asked for. What links need to know of a text
// is kept. Its methods may be called from several goroutines.
type Texts struct {
	site *load.Site
	base memo.Digest // of how texts are parsed

	mu       sync.Mutex
	outlines map[string]outlined // by file
}

// outlined is what links need to know of a text, with the key of the text.
type outlined struct {
	Key     memo.Digest
	Outline site.TextOutline
}

// outlineSection of a state is by source file.
const outlineSection = "outline"

// NewTexts returns the texts of a site; base stands for how they are parsed.
func NewTexts(s *load.Site, base memo.Digest) *Texts {
	return &Texts{site: s, base: base, outlines: map[string]outlined{}}
}

// Of parses the texts of all versions of a document.
func (t *Texts) Of(doc *library.Document) ([]Text, error) {
	var out []Text
	for _, v := range doc.Versions {
		d, err := t.site.WithText(v.Draft)
		if err != nil {
			return nil, err
		}
		var x Text
		x.Text, x.Diags = t.site.Parse(d)
		x.Diags = t.site.Lenient(d.File, x.Diags)
		if found, any := t.site.Unwritten(d); any {
			x.Unwritten = diag.List{found}
		}
		if pos, label, damaged := seal.Damaged(d); damaged && seal.Adopted(d) {
			x.Diags.Add(diag.DamagedNote, pos, label)
		}
		facts := library.TextFacts{Text: d.Text}
		for _, h := range x.Tree.Headings() {
			facts.Headings = append(facts.Headings, block.Plain(h.Spans))
		}
		x.Diags = append(x.Diags, t.site.Library.CheckText(v, facts)...)
		t.learn(v.Draft, x.Text)
		out = append(out, x)
	}
	return out, nil
}

func (t *Texts) key(d *library.Draft) memo.Digest {
	return memo.KeyOf(t.base, d.File, d.Title, d.Language, d.Kind, d.TextLine, d.Digest)
}

func (t *Texts) learn(d *library.Draft, text *site.Text) site.TextOutline {
	o := outlined{t.key(d), site.NewTextOutline(text.Tree, text.Masked)}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.outlines[d.File] = o
	t.site.Hold(outlineSection, d.File, o)
	return o.Outline
}

// outline returns what links need to know of the text in a file.
func (t *Texts) outline(file string) site.TextOutline {
	t.mu.Lock()
	o, known := t.outlines[file]
	t.mu.Unlock()
	if known {
		return o.Outline
	}
	d := t.site.Draft(file)
	if d == nil {
		return site.TextOutline{}
	}
	var before outlined
	if t.site.State.Get(outlineSection, file, &before) && before.Key == t.key(d) {
		t.site.Again("outline of "+file, before.Outline, func() (any, error) {
			text, err := t.parse(d)
			if err != nil {
				return nil, err
			}
			return site.NewTextOutline(text.Tree, text.Masked), nil
		})
		t.mu.Lock()
		defer t.mu.Unlock()
		t.outlines[file] = before
		return before.Outline
	}
	text, err := t.parse(d)
	if err != nil {
		return site.TextOutline{} // The document itself reports it.
	}
	return t.learn(d, text)
}

// parse reads and parses the text of a draft.
func (t *Texts) parse(d *library.Draft) (*site.Text, error) {
	whole, err := t.site.WithText(d)
	if err != nil {
		return nil, err
	}
	text, _ := t.site.Parse(whole)
	return text, nil
}

// Write remembers the outlines.
func (t *Texts) Write(w *memo.StateWriter) {
	for _, d := range t.site.Content.Drafts {
		if o, ok := t.outlines[d.File]; ok {
			w.Put(outlineSection, d.File, o)
		} else {
			w.Copy(t.site.State, outlineSection, d.File)
		}
	}
}
