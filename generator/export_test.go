package generator

import (
	"slices"

	"styrdok/generator/library"
	"styrdok/generator/media"
	"styrdok/generator/memo"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Site is what a site consists of: its documents' prints and pages, and the lists.
type Site struct {
	*site.Directory
	Pages  []*site.Page // without those that only lead on
	Prints []*site.Print
}

// SiteOf is the whole plan of what was made.
func SiteOf(r *Result) *Site {
	texts := unit.NewTexts(r.Site, memo.Digest{})
	in, _, err := unit.NewInput(r.Site, texts, media.Of(r.Site))
	if err != nil {
		panic(err)
	}
	all := map[string]*site.Text{}
	for _, d := range r.Site.Library.Documents {
		list, err := texts.Of(d)
		if err != nil {
			panic(err)
		}
		for _, t := range list {
			all[t.File] = t.Text
		}
	}
	dir, _ := site.NewDirectory(r.Site.Library, in, r.SiteWords())
	s := &Site{Directory: dir}
	for _, doc := range r.Site.Library.Documents {
		u := dir.Unit(doc.ID, all, dir)
		pages := u.Pages(nil)
		s.Prints = append(s.Prints, u.Prints...)
		s.Pages = append(s.Pages, slices.DeleteFunc(pages, func(p *site.Page) bool { return p.Kind == site.KindForward })...)
	}
	s.Pages = append(s.Pages, dir.Lists()...)
	return s
}

// TextOf is the text of a version as written.
func TextOf(r *Result, v *library.Version) string { return r.Site.WholeDraft(v.Draft).Text }
