package generator

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/site"
)

// plan is a site whose documents are ready to be printed.
type plan struct {
	*site.Directory
	units map[library.ID]*site.Unit
}

// newPlan plans the documents of a library, or those that are wanted.
func (m *Made) newPlan(in site.Input, texts *texts, words *i18n.Texts, wanted func(*library.Document) bool) (*plan, diag.List, error) {
	dir, diags := site.NewDirectory(m.Library, in, words)
	var docs []*library.Document
	for _, d := range m.Library.Documents {
		if wanted == nil || wanted(d) {
			docs = append(docs, d)
		}
	}
	units, found := make([]*site.Unit, len(docs)), make([]diag.List, len(docs))
	err := m.each(len(docs), func(i int) error {
		list, err := texts.of(docs[i])
		if err != nil {
			return err
		}
		parsed := map[string]*site.Text{}
		for _, t := range list {
			parsed[t.text.File] = t.text
			found[i] = append(found[i], t.diags...)
		}
		units[i] = dir.Unit(docs[i].ID, parsed, dir)
		return nil
	})
	p := &plan{dir, map[library.ID]*site.Unit{}}
	for i, u := range units {
		if u != nil {
			p.units[docs[i].ID] = u
			diags = append(append(diags, found[i]...), u.Diags...)
		}
	}
	return p, diags, err
}

// prints are those of versions by address, then those of comparisons.
func (p *plan) prints() []*site.Print {
	out := p.versions()
	for _, c := range p.comparisons() {
		out = append(out, c.Print)
	}
	return out
}

// versions are the prints of versions, by address.
func (p *plan) versions() []*site.Print {
	var out []*site.Print
	for _, u := range p.units {
		out = append(out, u.Prints...)
	}
	slices.SortFunc(out, func(a, b *site.Print) int { return strings.Compare(a.Address, b.Address) })
	return out
}

// comparisons are those of published versions, by address of their prints.
func (p *plan) comparisons() []*site.Comparison {
	var out []*site.Comparison
	for _, u := range p.units {
		out = append(out, u.Comparisons...)
	}
	slices.SortFunc(out, func(a, b *site.Comparison) int { return strings.Compare(a.Print.Address, b.Print.Address) })
	return out
}
