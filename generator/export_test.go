package generator

import (
	"reflect"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/site"
)

// SiteOf is the whole plan of what was made.
func SiteOf(m *Made) *site.Site {
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
	s, _ := site.Plan(m.Library, in, all, nil, i18n.MustLoad(m.Config.Site.Language))
	return s
}

// TextOf is the text of a version as written.
func TextOf(m *Made, v *library.Version) string { return m.wholeDraft(v.Draft).Text }

// FirstDifference tells where two values differ first.
func FirstDifference(a, b any) string {
	return difference("", reflect.ValueOf(a), reflect.ValueOf(b), map[uintptr]bool{})
}
