// Package layout breaks blocks into sheets of placed runs, with the logical structure that the
// runs belong to. It asks Metrics how wide text is and never opens a font, so its tests can
// pretend that every character is half an em wide. It knows no PDF syntax, no Library and no
// language's words but hyphenation. Lengths are in points; the origin is the upper left corner
// of the sheet.
package layout

import (
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// Break lays a document out. The print is whole even if there are diagnostics: a character that
// no face has stands as a question mark, a table that is too wide has its words cut.
func Break(doc Document, style Style, m Metrics) (Print, diag.List) {
	b := &builder{
		doc: &doc, style: &style, glyphs: newGlyphs(m),
		divided:   map[string][]point{},
		known:     map[string]bool{},
		notes:     map[*block.Note]*noteFlow{},
		baselines: map[Face]map[Type]float64{},
	}
	b.swedishText = doc.Language == "" || b.swedish(doc.Language)
	root := &Element{Role: "Document"}
	out := Print{Title: doc.Title, Language: doc.Language, Root: root}
	if doc.Tree != nil {
		for _, h := range doc.Tree.Headings() {
			b.known[h.ID] = true
			for _, id := range h.Aliases {
				b.known[id] = true
			}
		}
	}
	p := &pager{b: b, print: &out, places: map[string]placeOf{}}
	organisation := b.organisation(root)
	b.fresh = b.front(root)
	if !b.fresh {
		b.space(9 * Millimetre)
	}
	if doc.Tree != nil {
		b.blocks(doc.Tree.Blocks, b.frame(root))
	}
	b.closing(root)
	p.strips = b.strips
	p.run()
	p.organisation(organisation)
	p.running()
	p.resolve()
	out.Faces = b.glyphs.faces
	return out, b.diags.Sort()
}

// resolve gives links inside the print their targets and fills in the contents.
func (p *pager) resolve() {
	for _, n := range p.needs {
		at := p.places[n.target]
		n.area.TargetSheet, n.area.TargetY = at.sheet, at.y
	}
	for _, t := range p.toc {
		r := &p.print.Sheets[t.sheet].Marks[t.mark].Runs[t.run]
		r.Text = strconv.Itoa(p.places[t.target].sheet + 1)
		r.Width = p.b.glyphs.width(r.Face, r.Size, r.Text)
		r.X = t.right - r.Width
	}
	if describe := p.b.doc.Words.PageLink; describe != nil {
		for _, c := range p.b.contentsLinks {
			for _, a := range c.link.areas {
				a.Description = describe(c.title, a.TargetSheet+1)
			}
		}
	}
	for _, id := range p.b.anchors {
		at := p.places["h:"+id]
		p.print.Anchors = append(p.print.Anchors, Anchor{id, at.sheet, at.y})
	}
}
