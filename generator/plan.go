package generator

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/site"
)

// plan is a site whose documents are ready to be printed.
type plan struct {
	*site.Directory
	units map[library.ID]*site.Unit
}

// planner plans documents by themselves, whatever builds have remembered.
type planner struct {
	made  *Made
	words *i18n.Texts
	texts *texts
	in    site.Input
}

func (m *Made) planner() (*planner, error) {
	texts := m.newTexts(memo.Digest{}, &memo.State{})
	in, err := m.input(texts)
	return &planner{m, i18n.MustLoad(m.Config.Site.Language), texts, in}, err
}

// plan plans the documents that are wanted, as the public or the internal site shows them.
func (p *planner) plan(internal bool, wanted func(*library.Document) bool) (*plan, diag.List, error) {
	p.in.Internal = internal
	dir, diags := site.NewDirectory(p.made.Library, p.in, p.words)
	docs := slices.DeleteFunc(slices.Clone(p.made.Library.Documents), func(d *library.Document) bool { return !wanted(d) })
	units, found := make([]*site.Unit, len(docs)), make([]diag.List, len(docs))
	err := p.made.each(len(docs), func(i int) error {
		list, err := p.texts.of(docs[i])
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
	out := &plan{dir, map[library.ID]*site.Unit{}}
	for i, u := range units {
		if u != nil {
			out.units[docs[i].ID] = u
			diags = append(append(diags, found[i]...), u.Diags...)
		}
	}
	return out, diags, err
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
