package generator

import (
	"fmt"
	"io/fs"
	"path"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// pages renders every page and gathers the files of the theme.
func (m *Made) pages(plan *site.Site, words *i18n.Texts, head func(*site.Page) site.Head) ([]publish.File, error) {
	th := m.theme(words, head)
	if th == nil || m.Diags.HasErrors() {
		return nil, nil
	}
	all := append([]*site.Page{}, plan.Pages...)
	for _, r := range plan.Redirects {
		all = append(all, r.Page)
	}
	// The standard theme can render every page; one's own may stumble over some.
	places := m.opt.Check && m.standardTheme()
	out := make([]publish.File, len(all))
	err := m.each(len(all), func(i int) error {
		out[i].Path = site.Place(all[i].URL)
		if places {
			return nil
		}
		m.opt.Counts.Rendered.Add(1)
		var err error
		if out[i].Data, err = th.Render(plan, all[i]); err != nil {
			return fmt.Errorf("render %s: %w", all[i].URL, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, a := range th.Assets() {
		out = append(out, publish.File{Path: a.Path, Data: a.Data})
	}
	if len(plan.Sitemap) > 0 {
		out = append(out, publish.File{Path: site.Place(site.AddressSitemap), Data: plan.Sitemap})
	}
	return append(out, publish.File{Path: site.Place(site.AddressRobots), Data: plan.Robots}), nil
}

// oldAddresses are the files at old addresses that are no pages: copies of prints, and the list for the
// web server.
func oldAddresses(plan *site.Site, prints []publish.File) []publish.File {
	var out []publish.File
	for _, c := range plan.PrintCopies {
		place := site.Place(c.Print.Address)
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
func (m *Made) theme(words *i18n.Texts, head func(*site.Page) site.Head) *theme.Theme {
	own, folder := m.ownTheme()
	opt := theme.Options{
		Texts: words, Accent: m.Config.Site.Accent, AccentDark: m.Config.Site.AccentDark,
		AccentAt: m.Config.PosOf("site.accent"), SansText: m.Config.Print.Body == "sans", Folder: folder, Head: head,
	}
	opt.File = func(source string) theme.File {
		f := m.measured(source)
		return theme.File{Width: f.width, Height: f.height, Bytes: f.bytes}
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
