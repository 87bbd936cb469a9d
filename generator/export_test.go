package generator

import (
	"styrdok/generator/i18n"
	"styrdok/generator/site"
)

// SiteOf is the whole plan of what was made.
func SiteOf(m *Made) *site.Site {
	in, texts, err := m.input()
	if err != nil {
		panic(err)
	}
	s, _ := site.Plan(m.Library, in, texts, nil, i18n.MustLoad(m.Config.Site.Language))
	return s
}
