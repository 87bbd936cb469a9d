package generator

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/seal"
	"styrdok/generator/search"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// maker makes documents, each by itself, and hands their files to an output.
type maker struct {
	made      *Made
	dir       *site.Directory
	texts     *texts
	words     *i18n.Texts
	prints    *prints
	theme     func() *theme.Theme // nil if it cannot be used
	out       output
	answers   *answers
	base      memo.Digest // of what all documents depend on
	state     *memo.State // of the last build
	broken    bool        // something is wrong already, so nothing is drawn
	unprinted bool        // prints are left out
	lenient   bool        // what is not wrong itself is made all the same

	vocabulary func() *search.Vocabulary // of the search

	mu     sync.Mutex
	copied map[string][]byte // prints that may be published at old addresses, too, by address
}

// document is what came of one document: all that others need of it, and what is published of it.
type document struct {
	Files     []publish.Entry // prints, pages and feed
	Pages     int             // pages among them, without those that only lead on
	Prints    []printed
	Diags     diag.List
	Unwritten diag.List // passages that await their words, for those who look for them
	Used      []site.Use
	Shown     []site.Use // images that its prints show
	Referred  []string
	LeadsTo   []library.ID
	Kept      []site.Kept
	Row       data.Row    // in the register; empty if this build does not show it
	Found     memo.Digest // of the document as it is to be found; zero: this build does not show it
}

// printed is what a print measures.
type printed struct {
	Address string
	Info    site.PrintInfo
	Kept    memo.Digest // under which it is kept; zero: it is not
}

// measures are those of the prints, by address.
func (d *document) measures() map[string]site.PrintInfo {
	out := make(map[string]site.PrintInfo, len(d.Prints))
	for _, p := range d.Prints {
		out[p.Address] = p.Info
	}
	return out
}

// remembered is a document with the record of what it was made from.
type remembered struct {
	memo.Record[document]
	held    bool           // it was made before, and nothing that it depends on has changed
	segment search.Segment // unless held
	decided memo.Digest    // of what has been decided on it, its texts apart
}

// Sections of a state, by document.
const (
	documentSection = "document"
	segmentSection  = "segment"
)

// document makes a document anew unless it was made before and nothing has changed that it depends on.
func (k *maker) document(doc *library.Document) (remembered, error) {
	key, decided := k.keys(doc)
	var before memo.Record[document]
	if k.state.Get(documentSection, string(doc.ID), &before) && before.Holds(key, k.answers.to) && k.copies(doc, before.Made.Prints) && k.keep(before.Made.Files) {
		k.prints.skip(before.Made.Prints)
		k.verifyDocument(doc, before)
		return remembered{Record: before, held: true, decided: decided}, nil
	}
	made, err := k.anew(doc, key)
	made.decided = decided
	return made, err
}

// keys returns the digests of all that a document is made from that is its own, and of what has been
// decided on it.
func (k *maker) keys(doc *library.Document) (whole, decided memo.Digest) {
	decided = memo.KeyOf(viewOf(doc, k.made.opt.Today), viewOf(k.dir.Library.Document(doc.ID), k.made.opt.Today))
	var texts []any
	for _, v := range doc.Versions {
		texts = append(texts, v.Digest)
	}
	return memo.KeyOf(k.base, decided, texts, k.sealed(doc)), decided
}

// anew makes a document, whatever was made before.
func (k *maker) anew(doc *library.Document, key memo.Digest) (remembered, error) {
	asked := &asking{answers: k.answers}
	made, segment, err := k.make(doc, asked)
	out := remembered{Record: memo.Record[document]{Key: key, Seen: asked.Seen(), Made: made}, segment: segment}
	if err == nil {
		k.made.hold(documentSection, string(doc.ID), out.Record)
	}
	return out, err
}

// keep keeps files of an earlier build, and reports whether all of them are there.
func (k *maker) keep(files []publish.Entry) bool {
	if k.made.opt.Check {
		for _, f := range files {
			k.out.Put(f.Path, nil)
		}
		return true
	}
	for _, f := range files {
		if !k.out.Has(f.Path, f.Digest) {
			return false
		}
	}
	for _, f := range files {
		if err := k.out.Keep(f.Path, f.Digest); err != nil {
			return false
		}
	}
	return true
}

// hasCopies reports whether prints of a document may be published at old addresses, too.
func hasCopies(doc *library.Document) bool { return len(doc.Aliases) > 0 }

// copies reports whether the prints of a document that may be published at old addresses are at hand.
func (k *maker) copies(doc *library.Document, prints []printed) bool {
	return !hasCopies(doc) || k.made.opt.Check || !slices.ContainsFunc(prints, func(p printed) bool { return !k.prints.Store().Has(p.Kept) })
}

// sealed tells which files of a document fit their seals.
func (k *maker) sealed(doc *library.Document) []bool {
	var out []bool
	for _, v := range doc.Versions {
		out = append(out, k.made.sealed[v.File] && !k.made.opt.sealing[v.File])
	}
	return out
}

// make makes a document's prints, pages and feed, if nothing is wrong with it.
func (k *maker) make(doc *library.Document, asked *asking) (out document, segment search.Segment, err error) {
	texts, parsed, err := k.parse(doc)
	if err != nil {
		return out, segment, err
	}
	for _, t := range texts {
		out.Diags = append(out.Diags, t.diags...)
		out.Unwritten = append(out.Unwritten, t.unwritten...)
	}
	u := k.dir.Unit(doc.ID, parsed, asked)
	out.Used, out.Referred, out.LeadsTo = u.Used, u.Referred, u.LeadsTo
	out.Diags = append(out.Diags, u.Diags...)
	// Where something is wrong no site is published. Sheets are made all the same, since only that finds a
	// character without a glyph; drawing would stumble over what is known already.
	only := k.broken || out.Diags.HasErrors()
	prints := slices.Clone(u.Prints)
	for _, c := range u.Comparisons {
		prints = append(prints, c.Print)
	}
	if k.unprinted {
		prints = nil
	}
	for _, pr := range prints {
		if err := k.made.opt.Context.Err(); err != nil {
			return out, segment, err
		}
		for i, at := range pr.Text.Tree.Images() {
			if source := pr.Images[i].Source; source != "" {
				asked.file(source)
				out.Shown = append(out.Shown, site.Use{Source: source, At: at.Pos, Shown: true})
			}
		}
		file, made, diags, err := k.prints.one(k.dir.Frame, pr, only)
		if err != nil {
			return out, segment, err
		}
		out.Diags = append(out.Diags, diags...)
		out.Prints = append(out.Prints, made)
		if !only && !diags.HasErrors() {
			if hasCopies(doc) {
				k.mu.Lock()
				k.copied[pr.Address] = file.Data
				k.mu.Unlock()
			}
			if err := k.put(&out, file); err != nil {
				return out, segment, err
			}
		}
	}
	pages := u.Pages(out.measures())
	out.Kept = k.dir.Keep(pages)
	if entry, shown := k.dir.SearchEntry(doc.ID); shown {
		found := searchDocument(entry, u.Text(), k.words)
		out.Found = memo.KeyOf(found)
		if k.indexes() && k.made.opt.session == nil { // a session makes it when it is asked for
			segment = search.NewSegment(found, k.vocabulary())
		}
	}
	for _, pg := range pages {
		if pg.Kind != site.KindForward {
			out.Pages++
		}
	}
	if (only || out.Diags.HasErrors()) && !k.lenient {
		return out, segment, nil
	}
	machine, shown := data.ForDocument(k.dir.Frame, asked, out.measures(), k.words), k.dir.Library.Document(doc.ID)
	if shown != nil && !k.made.opt.Internal {
		out.Row = machine.Row(shown)
	}
	for _, pg := range pages {
		if err := k.made.opt.Context.Err(); err != nil {
			return out, segment, err
		}
		if err := k.render(&out, pg, machine.Head(pg)); err != nil {
			return out, segment, err
		}
	}
	if shown != nil {
		if f, ok := machine.Feed(shown); ok {
			err = k.put(&out, publish.File{Path: f.Path, Data: f.Data})
		}
	}
	return out, segment, err
}

// put publishes a file of a document.
func (k *maker) put(d *document, f publish.File) error {
	e := publish.Entry{Path: f.Path}
	if !k.made.opt.Check {
		e.Digest, e.Size = sha256.Sum256(f.Data), int64(len(f.Data))
	}
	d.Files = append(d.Files, e)
	return k.out.Put(f.Path, f.Data)
}

// render renders a page. Where only what is wrong is wanted, the standard theme need not: it can render
// every page; one's own may stumble over some.
func (k *maker) render(d *document, pg *site.Page, head site.Head) error {
	out := publish.File{Path: site.Place(pg.URL)}
	if !k.made.opt.Check || !k.made.standardTheme() {
		th := k.theme()
		if th == nil {
			return nil
		}
		k.made.opt.Counts.Rendered.Add(1)
		var err error
		if out.Data, err = th.Render(k.dir.Frame, pg, head); err != nil {
			return fmt.Errorf("render %s: %w", pg.URL, err)
		}
	}
	return k.put(d, out)
}

// gathered is what came of all documents together.
type gathered struct {
	site.Gathered
	measures map[string]site.PrintInfo
}

// gather puts together what came of the documents.
func (m *Made) gather(docs []remembered) gathered {
	all := gathered{measures: map[string]site.PrintInfo{}}
	for i := range docs {
		d := &docs[i].Made
		m.Diags = append(m.Diags, d.Diags...)
		m.advise(d.Unwritten...)
		all.Used, all.Referred, all.Kept = append(all.Used, d.Used...), append(all.Referred, d.Referred...), append(all.Kept, d.Kept...)
		for _, p := range d.Prints {
			all.measures[p.Address] = p.Info
		}
		for _, to := range d.LeadsTo {
			m.TextLinks = append(m.TextLinks, site.TextLink{From: m.Library.Documents[i].ID, To: to})
		}
		m.PageCount += d.Pages
		m.PrintCount += len(d.Prints)
	}
	return all
}

// textOf is a text of a document with what is wrong with it.
type textOf struct {
	parsed
	unwritten diag.List
}

// parse parses the texts of a document.
func (k *maker) parse(doc *library.Document) (texts []textOf, parsed map[string]*site.Text, err error) {
	if texts, err = k.texts.of(doc); err != nil {
		return nil, nil, err
	}
	parsed = map[string]*site.Text{}
	for _, t := range texts {
		parsed[t.text.File] = t.text
	}
	return texts, parsed, nil
}

// texts reads and parses the texts of versions when they are asked for. What links need to know of a text
// is kept.
type texts struct {
	made  *Made
	base  memo.Digest // of how texts are parsed
	state *memo.State

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

func (m *Made) newTexts(base memo.Digest, state *memo.State) *texts {
	return &texts{made: m, base: base, state: state, outlines: map[string]outlined{}}
}

// of parses the texts of all versions of a document.
func (t *texts) of(doc *library.Document) ([]textOf, error) {
	var out []textOf
	for _, v := range doc.Versions {
		d, err := t.made.files.withText(v.Draft)
		if err != nil {
			return nil, err
		}
		x := textOf{parsed: t.made.parse(d.File, d.Title, d.Language, d.Text, d.TextLine, true)}
		x.diags = t.made.lenient(d.File, x.diags)
		if found, any := t.made.unwritten(d); any {
			x.unwritten = diag.List{found}
		}
		if pos, label, damaged := seal.Damaged(d); damaged && seal.Adopted(d) {
			x.diags.Add(diag.DamagedNote, pos, label)
		}
		t.learn(v.Draft, x.text)
		out = append(out, x)
	}
	return out, nil
}

func (t *texts) key(d *library.Draft) memo.Digest {
	return memo.KeyOf(t.base, d.File, d.Title, d.Language, d.TextLine, d.Digest)
}

func (t *texts) learn(d *library.Draft, text *site.Text) {
	o := outlined{t.key(d), site.NewTextOutline(text.Tree, text.Masked)}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.outlines[d.File] = o
	t.made.hold(outlineSection, d.File, o)
}

// outline returns what links need to know of the text in a file.
func (t *texts) outline(file string) site.TextOutline {
	t.mu.Lock()
	o, known := t.outlines[file]
	t.mu.Unlock()
	if known {
		return o.Outline
	}
	d := t.made.files.draft(file)
	if d == nil {
		return site.TextOutline{}
	}
	var before outlined
	if t.state.Get(outlineSection, file, &before) && before.Key == t.key(d) {
		t.made.verify("outline of "+file, before.Outline, func() (any, error) {
			whole, err := t.made.files.withText(d)
			if err != nil {
				return nil, err
			}
			text := t.made.parse(whole.File, whole.Title, whole.Language, whole.Text, whole.TextLine, true).text
			return site.NewTextOutline(text.Tree, text.Masked), nil
		})
		t.mu.Lock()
		defer t.mu.Unlock()
		t.outlines[file] = before
		return before.Outline
	}
	whole, err := t.made.files.withText(d)
	if err != nil {
		return site.TextOutline{} // The document itself reports it.
	}
	t.learn(d, t.made.parse(whole.File, whole.Title, whole.Language, whole.Text, whole.TextLine, true).text)
	return t.outline(file)
}
