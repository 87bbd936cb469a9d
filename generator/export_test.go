package generator

import (
	"reflect"
	"slices"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/site"
)

// Site is what a site consists of: its documents' prints and pages, and the lists.
type Site struct {
	*site.Directory
	Pages  []*site.Page // without those that only lead on
	Prints []*site.Print
}

// SiteOf is the whole plan of what was made.
func SiteOf(m *Made) *Site {
	texts := m.newTexts(memo.Digest{}, &memo.State{})
	in, err := m.input(texts)
	if err != nil {
		panic(err)
	}
	all := map[string]*site.Text{}
	for _, d := range m.Library.Documents {
		list, err := texts.of(d)
		if err != nil {
			panic(err)
		}
		for _, t := range list {
			all[t.text.File] = t.text
		}
	}
	dir, _ := site.NewDirectory(m.Library, in, i18n.MustLoad(m.Config.Site.Language))
	s := &Site{Directory: dir}
	var gathered site.Gathered
	for _, doc := range m.Library.Documents {
		u := dir.Unit(doc.ID, all, dir)
		pages := u.Pages(nil)
		s.Prints = append(s.Prints, u.Prints...)
		s.Pages = append(s.Pages, slices.DeleteFunc(pages, func(p *site.Page) bool { return p.Kind == site.KindForward })...)
		gathered.Used, gathered.Referred = append(gathered.Used, u.Used...), append(gathered.Referred, u.Referred...)
	}
	s.Pages = append(s.Pages, dir.Lists(gathered).Pages...)
	return s
}

// TextOf is the text of a version as written.
func TextOf(m *Made, v *library.Version) string { return m.wholeDraft(v.Draft).Text }

// FirstDifference tells where two values differ first.
func FirstDifference(a, b any) string {
	return difference("", reflect.ValueOf(a), reflect.ValueOf(b), map[uintptr]bool{})
}
