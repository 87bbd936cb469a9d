package generator

import (
	"fmt"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// maker makes documents, each by itself.
type maker struct {
	made    *Made
	dir     *site.Directory
	texts   map[string]*site.Text
	words   *i18n.Texts
	prints  *prints
	theme   *theme.Theme // nil if it cannot be used
	unkeyed bool         // something is wrong already, so nothing is drawn
}

func (m *Made) newMaker(dir *site.Directory, texts map[string]*site.Text, words *i18n.Texts) (*maker, error) {
	p, err := newPrints(m, words)
	if err != nil {
		return nil, err
	}
	if err := p.open(dir.PrintCount()); err != nil {
		return nil, err
	}
	return &maker{made: m, dir: dir, texts: texts, words: words, prints: p, theme: m.theme(words), unkeyed: m.Diags.HasErrors()}, nil
}

// document is what came of one document.
type document struct {
	files    []publish.File // prints, pages and feed
	pages    int            // pages among them, without those that only lead on
	measures map[string]site.PrintInfo
	unit     *site.Unit
	kept     []site.Kept
	found    search.Document // as it is to be found
	shown    bool            // this build shows it
	diags    diag.List
}

// document makes a document: its prints, its pages and its feed. If something is wrong with it, it makes
// neither.
func (k *maker) document(doc *library.Document) (document, error) {
	u := k.dir.Unit(doc.ID, k.texts, k.dir)
	out := document{unit: u, diags: u.Diags, measures: map[string]site.PrintInfo{}}
	prints := slices.Clone(u.Prints)
	for _, c := range u.Comparisons {
		prints = append(prints, c.Print)
	}
	only := k.unkeyed || out.diags.HasErrors()
	for _, pr := range prints {
		if err := k.made.opt.Context.Err(); err != nil {
			return out, err
		}
		file, info, diags, err := k.prints.one(k.dir.Frame, pr, only)
		if err != nil {
			return out, err
		}
		out.diags = append(out.diags, diags...)
		out.measures[pr.Address] = info
		out.files = append(out.files, file)
	}
	pages := u.Pages(out.measures)
	out.kept = k.dir.Keep(pages)
	var entry site.SearchEntry
	if entry, out.shown = k.dir.SearchEntry(doc.ID); out.shown {
		out.found = searchDocument(entry, pages[0].Text)
	}
	for _, pg := range pages {
		if pg.Kind != site.KindForward {
			out.pages++
		}
	}
	if only || out.diags.HasErrors() || k.theme == nil {
		return out, nil
	}
	machine := data.ForDocument(k.dir.Frame, k.dir, out.measures, k.words)
	for _, pg := range pages {
		if err := k.made.opt.Context.Err(); err != nil {
			return out, err
		}
		file, err := k.render(pg, machine.Head(pg))
		if err != nil {
			return out, err
		}
		out.files = append(out.files, file)
	}
	if shown := k.dir.Library.Document(doc.ID); shown != nil {
		if f, ok := machine.Feed(shown); ok {
			out.files = append(out.files, publish.File{Path: f.Path, Data: f.Data})
		}
	}
	return out, nil
}

// render renders a page. Where only what is wrong is wanted, the standard theme need not: it can render
// every page; one's own may stumble over some.
func (k *maker) render(pg *site.Page, head site.Head) (publish.File, error) {
	out := publish.File{Path: site.Place(pg.URL)}
	if k.made.opt.Check && k.made.standardTheme() {
		return out, nil
	}
	k.made.opt.Counts.Rendered.Add(1)
	var err error
	if out.Data, err = k.theme.Render(k.dir.Frame, pg, head); err != nil {
		return out, fmt.Errorf("render %s: %w", pg.URL, err)
	}
	return out, nil
}

// gathered is what came of all documents together.
type gathered struct {
	site.Gathered
	files    []publish.File
	measures map[string]site.PrintInfo
	found    []search.Document
}

// gather puts together what came of the documents.
func (m *Made) gather(docs []document) gathered {
	all := gathered{measures: map[string]site.PrintInfo{}}
	for i, d := range docs {
		m.Diags = append(m.Diags, d.diags...)
		all.Used, all.Referred, all.Kept = append(all.Used, d.unit.Used...), append(all.Referred, d.unit.Referred...), append(all.Kept, d.kept...)
		all.files = append(all.files, d.files...)
		if d.shown {
			all.found = append(all.found, d.found)
		}
		for address, info := range d.measures {
			all.measures[address] = info
		}
		for _, to := range d.unit.LeadsTo {
			m.TextLinks = append(m.TextLinks, site.TextLink{From: m.Library.Documents[i].ID, To: to})
		}
		m.PageCount += d.pages
		m.PrintCount += len(d.measures)
	}
	return all
}
