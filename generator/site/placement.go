package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
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

// use notes that a published text shows or links to a file, which is thereby published. The first place
// is told if the file has no place of its own.
func (p *placer) use(file string, at diag.Pos, shown bool) {
	f := p.used[file]
	if f == nil {
		f = &File{Source: file, Target: FileTarget(file), At: at}
		p.used[file] = f
		if holder := p.places().Holder(Place(f.Target)); holder != "" {
			p.diags.Add(diag.BadName, at, path.Base(file), diag.P("name.held", "/"+holder))
		} else if library.FileFault(file) != "" {
			unportable := diag.New(diag.ArchiveName, at, file)
			unportable.Severity = diag.Warning // the site can do without the archive
			p.diags = append(p.diags, unportable)
		}
		p.places().Take(Place(f.Target))
	}
	f.Shown, f.Linked = f.Shown || shown, f.Linked || !shown
}

// planFiles gives the files that texts refer to their places, and images one for every width.
func (p *placer) planFiles() {
	for _, source := range slices.Sorted(maps.Keys(p.used)) {
		f := *p.used[source]
		var copies []File
		own := true
		if f.Shown {
			copies, own = p.copies(source)
		}
		for i, c := range copies {
			if i == len(copies)-1 && own {
				c.Width = 0
			}
			c.At, c.Shown, c.Linked = f.At, f.Shown, f.Linked
			p.out.Files = append(p.out.Files, c)
		}
		if len(copies) == 0 || !own && f.Linked {
			p.out.Files = append(p.out.Files, f)
		}
	}
}

// Copies implements [Reader].
func (d *Directory) Copies(source string) []File {
	out, _ := d.copies(source)
	return out
}

// Measure implements [Reader].
func (d *Directory) Measure(source string) Measure { return d.in.measure(source) }

// copies are the widths in which an image is published, the smallest first, and whether the last is the
// image itself. At an image's own address lies the largest copy, unless a text links to the image: then it
// is the image itself. Names are dealt out without a look at what other texts show.
func (d *Directory) copies(source string) (out []File, own bool) {
	m := d.in.measure(source)
	own = !m.Replaced
	target := FileTarget(source)
	for i, w := range m.Widths {
		f := File{Source: source, Target: target, Width: w}
		if i < len(m.Widths)-1 || !own && d.linkedSet()[source] {
			f.Target = d.freeTarget(target, w)
		}
		out = append(out, f)
	}
	return out, own
}

// freeTarget is where a copy of an image lies, beside all files of the sources: "/policy/resor/foto-640.jpg".
func (d *Directory) freeTarget(target string, width int) string {
	stem := strings.TrimSuffix(target, path.Ext(target))
	for n := 0; ; n++ {
		name := fmt.Sprintf("%s-%d%s", stem, width, path.Ext(target))
		if n > 0 {
			name = fmt.Sprintf("%s-%d-%d%s", stem, width, n, path.Ext(target))
		}
		if !d.targets()[placeKey(name)] {
			return name
		}
	}
}

// linkedFiles are the files that a text of this build links to.
func (d *Directory) linkedFiles() map[string]bool {
	out := map[string]bool{}
	add := func(file string, o TextOutline) {
		for _, dest := range o.Links {
			if target, _, inside := block.Locate(file, dest); inside && d.sources.files[target] != "" {
				out[d.sources.files[target]] = true
			}
		}
	}
	for _, e := range d.entries {
		for _, v := range e.versions {
			if e.shows(v) && !e.Listed {
				add(v.File, d.in.outline(v.File))
			}
		}
	}
	for _, o := range d.otherTexts() {
		if o.built && o.text.Tree != nil {
			add(o.text.File, NewTextOutline(o.text.Tree, o.text.Masked))
		}
	}
	return out
}
