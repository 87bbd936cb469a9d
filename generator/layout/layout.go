// Package layout breaks blocks into sheets of placed runs, with the logical structure that the
// runs belong to. It asks Metrics how wide text is and never opens a font, so its tests can
// pretend that every character is half an em wide. It knows neither PDF syntax nor the Library, and of
// languages only hyphenation. Lengths are in points; the origin is the upper left corner
// of the sheet.
package layout

import (
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout/line"
)

// Break lays a document out. The print is complete even if there are diagnostics: a character without a
// glyph is set as a question mark, and words are cut in a table that is too wide.
func (t *Typesetter) Break(doc Document, style Style) (Print, diag.List) {
	g := t.words.Glyphs()
	defer t.words.Release(g)
	root := &Element{Role: "Document"}
	out := Print{Title: doc.Title, Language: doc.Language, Root: root}
	b := newBuilder(&doc, &style, g, root, member{part: &Part{}})
	p := b.print(&out)
	p.running()
	p.resolve()
	out.Faces = g.Faces()
	out.tidy()
	return out, b.diags.Sort()
}

// newBuilder returns the builder of a document whose structure is added to root.
func newBuilder(doc *Document, style *Style, g *line.Glyphs, root *Element, in member) *builder {
	return &builder{
		setter:     setter{style: style, glyphs: g, breaker: line.Breaker{Glyphs: g}, baselines: map[Face]map[Type]float64{}},
		references: newReferences(doc, in),
		languages:  languages{text: doc.Language, around: doc.Around},
		misses:     misses{told: map[missKey]bool{}},
		redline:    redline{words: &doc.Words, tree: doc.Tree},
		notes:      notes{flows: map[*block.Note]*noteFlow{}},
		doc:        doc, root: root, level: 1,
	}
}

// print sets the document on sheets, which are added to those of a print. Heads, feet and the targets of links
// are added later.
func (b *builder) print(out *Print) *pager {
	p := &pager{b: b, print: out, first: len(out.Sheets), places: map[string]placeOf{}}
	organisation := b.organisation(b.root)
	b.front(b.root)
	b.space(frontGap)
	b.sections(b.root, b.doc.Opening, "o:")
	if b.doc.Tree != nil {
		b.blocks(b.doc.Tree.Blocks, b.frame(b.root))
	}
	b.dropMargin()
	b.sections(b.root, b.doc.Closing, closingName)
	contentsSetter{b}.fitContents()
	p.boxes = b.boxes
	b.boxes = nil
	p.run()
	p.boxes, p.sheets = nil, len(out.Sheets)-p.first
	p.organisation(organisation)
	return p
}

// resolve sets the targets of internal links and fills in the contents.
func (p *pager) resolve() {
	for _, n := range p.needs {
		at := p.place(n.target)
		n.area.TargetSheet, n.area.TargetY = at.sheet, at.y
	}
	for _, t := range p.toc {
		r := &p.print.Sheets[t.sheet].Marks[t.mark].Runs[t.run]
		r.Text = strconv.Itoa(p.place(t.target).sheet + 1)
		r.Width = p.b.glyphs.Width(r.Face, r.Size, r.Text)
		r.X = t.right - r.Width
	}
	for _, c := range p.b.toc.links {
		describe := p.b.doc.Words.PageLink
		if c.around && p.b.doc.AroundLink != "" {
			describe = p.b.doc.AroundLink
		}
		if describe != "" {
			for _, a := range c.link.areas {
				a.Description = fill(describe, c.title, strconv.Itoa(a.TargetSheet+1))
			}
		}
	}
	for _, id := range p.b.anchors {
		at := p.places["h:"+id]
		if p.b.bundle != nil {
			id = p.b.part.Name + "." + id
		}
		p.print.Anchors = append(p.print.Anchors, Anchor{id, at.sheet, at.y})
	}
}
