package site

import (
	"slices"
	"strings"
	"sync"

	"styrdok/generator/diag"
)

// Placement is where what follows from all documents together is published, their lists apart.
type Placement struct {
	Redirects   []*Page     // at old addresses, by URL
	Files       []File      // that texts refer to, by Target
	PrintCopies []PrintCopy // by From
	Moved       []byte      // the file at AddressRedirects; empty: there is none
	Diags       diag.List   // of texts that are no documents' and of addresses, sorted
}

// Gathered is what came of all documents together.
type Gathered struct {
	Used     []Use    // by document
	Referred []string // files that any text refers to
}

// placer finds places for what texts refer to, and for what stands at old addresses.
type placer struct {
	*Directory
	used     map[string]*File
	referred map[string]bool
	places   func() *Places // those of the directory, and what has been placed
	moved    []string
	diags    diag.List
	out      *Placement
}

// Place gives all that is no page of a document or a list its place, and reports what is wrong with it and with the
// texts that are no documents'.
func (d *Directory) Place(all Gathered) *Placement {
	p := &placer{
		Directory: d, used: map[string]*File{}, referred: map[string]bool{}, out: &Placement{},
		places: sync.OnceValue(func() *Places { p := d.places().clone(); return &p }),
	}
	texts := d.unitOfTexts()
	for _, o := range d.otherTexts() {
		texts.checkText(d, o)
	}
	p.diags = texts.out.Diags
	p.checkPages()
	for _, u := range slices.Concat(texts.out.Used, all.Used) {
		p.use(u.Source, u.At, u.Shown)
	}
	for _, f := range slices.Concat(texts.out.Referred, all.Referred) {
		p.referred[f] = true
	}
	p.unread()
	p.planRedirects()
	p.planFiles()
	out := p.out
	slices.SortFunc(out.Redirects, func(a, b *Page) int { return strings.Compare(a.URL, b.URL) })
	slices.SortFunc(out.Files, func(a, b File) int { return strings.Compare(a.Target, b.Target) })
	slices.SortFunc(out.PrintCopies, func(a, b PrintCopy) int { return strings.Compare(a.From, b.From) })
	out.Diags = p.diags.Sort()
	return out
}

// checkPages reports plain pages at the addresses of lists, and a statement that is missing or not as the law demands.
func (p *placer) checkPages() {
	sources := p.plainPages()
	named := func(s PageSource) bool { return s.Name == statementName }
	if at := p.in.StatementAt; at != (diag.Pos{}) && len(p.entries) > 0 && !slices.ContainsFunc(sources, named) {
		p.diags.Add(diag.StatementMissing, at)
	}
	for _, src := range sources {
		if p.stated(src) {
			p.checkStatement(p.Accessibility)
		}
		if p.reserved(src) {
			at := diag.Pos{}
			if src.Text != nil {
				at = diag.Pos{File: src.Text.File, Line: 1, Column: 1}
			}
			p.diags.Add(diag.ReservedName, at, src.Name)
		}
	}
}
