package unit

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/site"
)

// Document is what came of one document: all that others need of it, and what is published of it.
type Document struct {
	Files     []publish.Entry // prints, pages and feed
	Pages     int             // pages among them, without those that only lead on
	Prints    []Printed
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

// Printed is what a print measures.
type Printed struct {
	Address string
	Info    site.PrintInfo
	Kept    memo.Digest // under which it is kept; zero: it is not
}

// Measures returns those of the prints, by address.
func (d *Document) Measures() map[string]site.PrintInfo {
	out := make(map[string]site.PrintInfo, len(d.Prints))
	for _, p := range d.Prints {
		out[p.Address] = p.Info
	}
	return out
}

// Made is a document with the record of what it was made from.
type Made struct {
	memo.Record[Document]
	Held    bool        // it was made before, and nothing that it depends on has changed
	Segment Segment     // unless held
	Decided memo.Digest // of what has been decided on it, its texts apart
}

// documentSection of a state is by document.
const documentSection = "document"

// Document makes a document anew unless it was made before and nothing has changed that it depends on.
func (k *Maker) Document(doc *library.Document) (Made, error) {
	key, decided := k.Keys(doc)
	var before memo.Record[Document]
	if k.State.Get(documentSection, string(doc.ID), &before) && k.Holds(before, key) && k.copies(doc, before.Made.Prints) && k.Keep(before.Made.Files) {
		k.Prints.skip(before.Made.Prints)
		k.verifyDocument(doc, before)
		return Made{Record: before, Held: true, Decided: decided}, nil
	}
	made, err := k.Anew(doc, key)
	made.Decided = decided
	return made, err
}

// Holds reports whether nothing has changed that a document depends on which has this key now.
func (k *Maker) Holds(r memo.Record[Document], key memo.Digest) bool {
	return r.Holds(key, k.answers.to)
}

// Keys returns the digests of all that a document is made from that is its own, and of what has been
// decided on it.
func (k *Maker) Keys(doc *library.Document) (whole, decided memo.Digest) {
	all, shown := viewers.Get().(*viewer), viewers.Get().(*viewer)
	decided = memo.KeyOf(all.of(doc, k.Today), shown.of(k.Directory.Library.Document(doc.ID), k.Today))
	viewers.Put(all)
	viewers.Put(shown)
	var texts []any
	for _, v := range doc.Versions {
		texts = append(texts, v.Digest)
	}
	return memo.KeyOf(k.Base, decided, texts, k.sealed(doc)), decided
}

// Anew makes a document, whatever was made before.
func (k *Maker) Anew(doc *library.Document, key memo.Digest) (Made, error) {
	asked := &asking{answers: k.answers}
	made, segment, err := k.make(doc, asked)
	out := Made{Record: memo.Record[Document]{Key: key, Seen: asked.Seen(), Made: made}, Segment: segment}
	if err == nil {
		k.Hold(documentSection, string(doc.ID), out.Record)
	}
	return out, err
}

// Keep keeps files of an earlier build, and reports whether all of them are there.
func (k *Maker) Keep(files []publish.Entry) bool {
	for _, f := range files {
		if !k.Out.Has(f.Path, f.Digest) {
			return false
		}
	}
	for _, f := range files {
		if err := k.Out.Keep(f.Path, f.Digest); err != nil {
			return false
		}
	}
	return true
}

// hasCopies reports whether prints of a document may be published at old addresses, too.
func hasCopies(doc *library.Document) bool { return len(doc.Aliases) > 0 }

// copies reports whether the prints of a document that may be published at old addresses are at hand.
func (k *Maker) copies(doc *library.Document, prints []Printed) bool {
	return !hasCopies(doc) || k.Check || !slices.ContainsFunc(prints, func(p Printed) bool { return !k.Prints.Store().Has(p.Kept) })
}

// sealed tells which files of a document fit their seals.
func (k *Maker) sealed(doc *library.Document) []bool {
	var out []bool
	for _, v := range doc.Versions {
		out = append(out, k.FitsSeal(v.File))
	}
	return out
}

// make makes a document's prints, pages and feed, if nothing is wrong with it.
func (k *Maker) make(doc *library.Document, asked *asking) (out Document, segment Segment, err error) {
	texts, parsed, err := k.parse(doc)
	if err != nil {
		return out, segment, err
	}
	for _, t := range texts {
		out.Diags = append(out.Diags, t.Diags...)
		out.Unwritten = append(out.Unwritten, t.Unwritten...)
	}
	u := k.Directory.Unit(doc.ID, parsed, asked)
	out.Used, out.Referred, out.LeadsTo = u.Used, u.Referred, u.LeadsTo
	out.Diags = append(out.Diags, u.Diags...)
	// Where something is wrong no site is published. Sheets are made all the same, since only that finds a
	// character without a glyph; drawing would stumble over what is known already.
	only := k.Broken || out.Diags.HasErrors()
	prints := slices.Clone(u.Prints)
	for _, c := range u.Comparisons {
		prints = append(prints, c.Print)
	}
	if k.Unprinted {
		prints = nil
	}
	for _, pr := range prints {
		if err := k.Context.Err(); err != nil {
			return out, segment, err
		}
		for i, at := range pr.Text.Tree.Images() {
			if source := pr.Images[i].Source; source != "" {
				asked.file(source)
				out.Shown = append(out.Shown, site.Use{Source: source, At: at.Pos, Shown: true})
			}
		}
		file, made, diags, err := k.Prints.one(k.Directory.Frame, pr, only)
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
			if err := out.add(k.put(file)); err != nil {
				return out, segment, err
			}
		}
	}
	pages := u.Pages(out.Measures())
	out.Kept = k.Directory.Keep(pages)
	if entry, shown := k.Directory.SearchEntry(doc.ID); shown {
		found := searchDocument(entry, u.Text())
		out.Found = memo.KeyOf(found)
		if k.Indexes() && !k.Session { // a session makes it when it is asked for
			segment = k.Segments.add(found)
		}
	}
	for _, pg := range pages {
		if pg.Kind != site.KindForward {
			out.Pages++
		}
	}
	if (only || out.Diags.HasErrors()) && !k.Lenient {
		return out, segment, nil
	}
	machine, shown := data.ForDocument(k.Directory.Frame, asked, out.Measures(), k.Wording), k.Directory.Library.Document(doc.ID)
	if shown != nil && !k.Internal {
		out.Row = machine.Row(shown)
	}
	for _, pg := range pages {
		if err := k.Context.Err(); err != nil {
			return out, segment, err
		}
		if err := out.add(k.Render(pg, machine.Head(pg))); err != nil {
			return out, segment, err
		}
	}
	if shown != nil {
		if f, ok := machine.Feed(shown); ok {
			err = out.add(k.put(publish.File{Path: f.Path, Data: f.Data}))
		}
	}
	return out, segment, err
}

// add notes that a file was published; an entry without a path is none.
func (d *Document) add(e publish.Entry, err error) error {
	if err == nil && e.Path != "" {
		d.Files = append(d.Files, e)
	}
	return err
}

// put publishes a file of a document.
func (k *Maker) put(f publish.File) (publish.Entry, error) {
	e := publish.Entry{Path: f.Path}
	if !k.Check {
		e.Digest, e.Size = sha256.Sum256(f.Data), int64(len(f.Data))
	}
	return e, k.Out.Put(f.Path, f.Data)
}

// Render renders a page and publishes it; the entry has no path if the theme cannot be used. Where only what is wrong is
// wanted, the standard theme need not: it can render every page; one's own may stumble over some.
func (k *Maker) Render(pg *site.Page, head site.Head) (publish.Entry, error) {
	out := publish.File{Path: site.Place(pg.URL)}
	if !k.Check || !k.StandardTheme() {
		th := k.Theme()
		if th == nil {
			return publish.Entry{}, nil
		}
		k.Counts.Rendered.Add(1)
		var err error
		if out.Data, err = th.Render(k.Directory.Frame, pg, head); err != nil {
			return publish.Entry{}, fmt.Errorf("render %s: %w", pg.URL, err)
		}
	}
	return k.put(out)
}

// PrintCopy returns the bytes of a document's print, to be published at an old address, too.
func (k *Maker) PrintCopy(doc *library.Document, p Printed) ([]byte, error) {
	if data, ok := k.copied[p.Address]; ok {
		return data, nil
	}
	if data, ok := k.Prints.Store().Get(p.Kept); ok {
		return data, nil
	}
	again := k.Silent() // what was kept is damaged
	_, _, err := again.make(doc, &asking{answers: k.answers})
	return again.copied[p.Address], err
}

// Write remembers a document, or that it is as it was.
func (m *Made) Write(w *memo.StateWriter, before *memo.State, id library.ID) {
	if m.Held {
		w.Copy(before, documentSection, string(id))
		return
	}
	w.Put(documentSection, string(id), m.Record)
}

// parse parses the texts of a document.
func (k *Maker) parse(doc *library.Document) (texts []Text, parsed map[string]*site.Text, err error) {
	if texts, err = k.Texts.Of(doc); err != nil {
		return nil, nil, err
	}
	parsed = map[string]*site.Text{}
	for _, t := range texts {
		parsed[t.File] = t.Text
	}
	return texts, parsed, nil
}
