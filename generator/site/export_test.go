package site

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// AllPrints returns all prints that are published: of versions and of what they changed.
func (s *Site) AllPrints() []*Print {
	out := slices.Clone(s.Prints)
	for _, c := range s.Comparisons {
		out = append(out, c.Print)
	}
	return out
}

// Site is a plan of everything at once.
type Site struct {
	*Directory
	*Placement
	Pages       []*Page       // by URL
	Redirects   []*Page       // by URL
	Prints      []*Print      // by Address
	Comparisons []*Comparison // by address of their pages
	TextLinks   []TextLink    // in the order of the documents

	Sitemap, Robots []byte
}

// Plan plans everything of a library at once. Texts are those of all versions that are read, by source
// file; measures are those of the prints that are known, by address.
func Plan(lib *library.Library, in Input, texts map[string]*Text, measures map[string]PrintInfo, t *i18n.Texts) (*Site, diag.List) {
	if in.Outline == nil {
		in.Outline = func(file string) TextOutline {
			if t := texts[file]; t != nil && t.Tree != nil {
				return NewTextOutline(t.Tree, t.Masked)
			}
			return TextOutline{}
		}
	}
	d, diags := NewDirectory(lib, in, t)
	s := &Site{Directory: d}
	var all Gathered
	var kept []Kept
	for _, doc := range lib.Documents {
		u := d.Unit(doc.ID, texts, d)
		pages := u.Pages(measures)
		for _, pg := range pages {
			if pg.Kind == KindForward {
				s.Redirects = append(s.Redirects, pg)
			} else {
				s.Pages = append(s.Pages, pg)
			}
		}
		s.Prints, s.Comparisons = append(s.Prints, u.Prints...), append(s.Comparisons, u.Comparisons...)
		diags = append(diags, u.Diags...)
		all.Used, all.Referred, kept = append(all.Used, u.Used...), append(all.Referred, u.Referred...), append(kept, d.Keep(pages)...)
		for _, to := range u.LeadsTo {
			s.TextLinks = append(s.TextLinks, TextLink{doc.ID, to})
		}
	}
	lists := d.Lists()
	if search := d.SearchPage(""); search != nil {
		lists = append(lists, search)
	}
	s.Placement, s.Sitemap, s.Robots = d.Place(all), d.Sitemap(append(kept, d.Keep(lists)...)), d.Robots()
	s.Pages, s.Redirects = append(s.Pages, lists...), append(s.Redirects, s.Placement.Redirects...)
	slices.SortFunc(s.Pages, func(a, b *Page) int { return strings.Compare(a.URL, b.URL) })
	slices.SortFunc(s.Redirects, func(a, b *Page) int { return strings.Compare(a.URL, b.URL) })
	slices.SortFunc(s.Prints, func(a, b *Print) int { return strings.Compare(a.Address, b.Address) })
	slices.SortFunc(s.Comparisons, func(a, b *Comparison) int { return strings.Compare(a.Page.URL, b.Page.URL) })
	return s, append(diags, s.Placement.Diags...).Sort()
}
