package generator

import (
	"io/fs"
	"path"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// lists renders the pages that are no document's and gathers the files of the theme.
func (k *maker) lists(lists *site.Lists, machine *data.Data) ([]publish.File, error) {
	m := k.made
	m.PageCount += len(lists.Pages)
	if k.theme == nil || m.Diags.HasErrors() {
		return nil, nil
	}
	all := slices.Clone(lists.Pages)
	for _, r := range lists.Redirects {
		all = append(all, r.Page)
	}
	out := make([]publish.File, len(all))
	err := m.each(len(all), func(i int) (err error) {
		out[i], err = k.render(all[i], machine.Head(all[i]))
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, a := range k.theme.Assets() {
		out = append(out, publish.File{Path: a.Path, Data: a.Data})
	}
	if len(lists.Sitemap) > 0 {
		out = append(out, publish.File{Path: site.Place(site.AddressSitemap), Data: lists.Sitemap})
	}
	return append(out, publish.File{Path: site.Place(site.AddressRobots), Data: lists.Robots}), nil
}

// oldAddresses are the files at old addresses that are no pages: copies of prints, and the list for the
// web server.
func oldAddresses(plan *site.Lists, prints []publish.File) []publish.File {
	var out []publish.File
	for _, c := range plan.PrintCopies {
		place := site.Place(c.Print)
		if i := slices.IndexFunc(prints, func(f publish.File) bool { return f.Path == place }); i >= 0 {
			out = append(out, publish.File{Path: site.Place(c.From), Data: prints[i].Data})
		}
	}
	if len(plan.Moved) > 0 {
		out = append(out, publish.File{Path: site.Place(site.AddressRedirects), Data: plan.Moved})
	}
	return out
}

// theme loads the theme, nil if it cannot be used.
func (m *Made) theme(words *i18n.Texts) *theme.Theme {
	own, folder := m.ownTheme()
	opt := theme.Options{
		Texts: words, Accent: m.Config.Site.Accent, AccentDark: m.Config.Site.AccentDark,
		AccentAt: m.Config.PosOf("site.accent"), SansText: m.Config.Print.Body == "sans", Folder: folder,
	}
	if logo, ok := m.logoAddress(); ok {
		opt.Logo, opt.LogoDark = logo, m.darkLogoAddress()
	}
	th, diags := theme.Load(m.opt.Standard, own, opt)
	m.Diags = append(m.Diags, diags...)
	return th
}

// standardTheme reports whether the site has no theme of its own.
func (m *Made) standardTheme() bool {
	return m.Config.Site.Theme == "standard" || m.Config.Site.Theme == ""
}

// ownTheme returns the municipality's theme and its folder, nil for the standard theme.
func (m *Made) ownTheme() (fs.FS, string) {
	if m.standardTheme() {
		return nil, ""
	}
	folder := path.Join("themes", m.Config.Site.Theme)
	if _, err := fs.Stat(m.files.fsys, folder); err != nil {
		m.Diags.Add(diag.BadTheme, m.Config.PosOf("site.theme"), diag.P("theme.missing", folder))
		return nil, ""
	}
	own, err := fs.Sub(m.files.fsys, folder)
	if err != nil {
		return nil, ""
	}
	return own, folder
}
