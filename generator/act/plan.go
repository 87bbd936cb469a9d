package act

import (
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/media"
	"styrdok/generator/memo"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// planner plans documents by themselves, whatever builds have remembered.
type planner struct {
	site  *load.Site
	opt   generator.Options
	files *media.Files
	texts *unit.Texts
	in    site.Input
}

// newPlanner also returns all that is wrong with the site.
func newPlanner(f *Found, opt generator.Options) (*planner, diag.List, error) {
	p := &planner{site: f.Site, opt: opt, files: media.Of(f.Site), texts: unit.NewTexts(f.Site, memo.Digest{})}
	in, diags, err := unit.NewInput(f.Site, p.texts, p.files)
	p.in = in
	return p, slices.Concat(f.Diags, diags), err
}

// prints gets ready to make so many prints.
func (p *planner) prints(total int) (*unit.Prints, diag.List, error) {
	return unit.NewPrints(p.site, p.opt.Making(), total)
}

// plan is a site whose documents are ready to be printed.
type plan struct {
	*site.Directory
	units map[library.ID]*site.Unit
}

// plan plans the documents that are wanted, as the public or the internal site shows them.
func (p *planner) plan(internal bool, wanted func(*library.Document) bool) (*plan, diag.List, error) {
	p.in.Internal = internal
	dir, diags := site.NewDirectory(p.site.Library, p.in, p.site.SiteWords())
	docs := slices.DeleteFunc(slices.Clone(p.site.Library.Documents), func(d *library.Document) bool { return !wanted(d) })
	units, found := make([]*site.Unit, len(docs)), make([]diag.List, len(docs))
	err := p.site.Each(len(docs), func(i int) error {
		list, err := p.texts.Of(docs[i])
		if err != nil {
			return err
		}
		parsed := map[string]*site.Text{}
		for _, t := range list {
			parsed[t.File] = t.Text
			found[i] = append(found[i], t.Diags...)
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
	return gathered(p, func(u *site.Unit) []*site.Print { return u.Prints }, func(pr *site.Print) string { return pr.Address })
}

// originals are the prints of versions whose text exists only as a file, by address; they cannot be drawn.
func (p *plan) originals() []*site.Print {
	return gathered(p, func(u *site.Unit) []*site.Print { return u.Originals }, func(pr *site.Print) string { return pr.Address })
}

// comparisons are those of published versions, by address of their prints.
func (p *plan) comparisons() []*site.Comparison {
	return gathered(p, func(u *site.Unit) []*site.Comparison { return u.Comparisons }, func(c *site.Comparison) string { return c.Print.Address })
}

// gathered are values of all units, by address.
func gathered[T any](p *plan, of func(*site.Unit) []T, address func(T) string) []T {
	var out []T
	for _, u := range p.units {
		out = append(out, of(u)...)
	}
	slices.SortFunc(out, func(a, b T) int { return strings.Compare(address(a), address(b)) })
	return out
}

// withVersion reports whether a document has a version in one of some files.
func withVersion(files []string) func(*library.Document) bool {
	return func(d *library.Document) bool {
		return slices.ContainsFunc(d.Versions, func(v *library.Version) bool { return slices.Contains(files, v.File) })
	}
}

// asAdopted returns, by its file, the document of an adopted version as it was when the version had just come into force: no version came
// later, and nothing has been decided on it but its adoption. Editorial corrections stay, since the text has them, and so do relations to
// other documents.
func asAdopted(s *load.Site, files []string) map[string]*library.Document {
	out := make(map[string]*library.Document, len(files))
	for _, doc := range s.Library.Documents {
		for _, v := range doc.Versions {
			if !slices.Contains(files, v.File) {
				continue
			}
			var drafts []*library.Draft
			for _, w := range doc.Versions {
				if !w.Status.Adopted() || w.Adopted.After(v.Adopted) {
					continue
				}
				draft := *w.Draft
				if w == v {
					draft.Reviews, draft.Extensions, draft.Repealed = nil, nil, nil
				}
				drafts = append(drafts, &draft)
			}
			day := v.InForce
			if day.Before(v.Adopted) {
				day = v.Adopted
			}
			lib, _ := library.Resolve(drafts, s.Config.Rules, day)
			then := *doc
			then.Versions, then.InForce, then.Shown, then.Review = lib.Documents[0].Versions, lib.Documents[0].InForce, lib.Documents[0].Shown, lib.Documents[0].Review
			out[v.File] = &then
		}
	}
	return out
}
