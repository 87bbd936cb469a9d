package generator

import (
	"encoding/hex"
	"io/fs"
	"path"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// page is a page that is no document's as it was published, with the key of all that it shows.
type page struct {
	Key  memo.Digest
	File publish.Entry
}

// pageSection of a state is by address.
const pageSection = "page"

// lists publishes the pages that are no document's, the files of the theme and the lists for machines that
// follow from all pages. It returns what is to be remembered of the pages, by address.
func (k *maker) lists(lists *site.Lists, machine *data.Data) (map[string]page, error) {
	m := k.made
	m.PageCount += len(lists.Pages)
	all := slices.Concat(lists.Pages, lists.Redirects)
	made := make([]page, len(all))
	err := m.each(len(all), func(i int) error {
		if m.opt.Check && m.standardTheme() {
			return k.names([]string{all[i].URL})
		}
		pg, head := all[i], machine.Head(all[i])
		shown := *pg
		shown.Document, shown.Version, shown.Text = nil, nil, nil // a redirect's, or a text that others stand for
		made[i].Key = memo.KeyOf(k.base, m.opt.Today, shown, head, textKey(pg.Text))
		var before page
		if m.state.Get(pageSection, pg.URL, &before) && before.Key == made[i].Key && k.keep([]publish.Entry{before.File}) {
			made[i] = before
			k.verifyFiles("page "+pg.URL, []publish.Entry{before.File}, func(k *maker) error { return k.render(new(document), pg, head) })
			return nil
		}
		var d document
		if err := k.render(&d, pg, head); err != nil {
			return err
		}
		if len(d.Files) > 0 {
			made[i].File = d.Files[0]
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	remembered := make(map[string]page, len(all))
	for i, pg := range all {
		remembered[pg.URL] = made[i]
	}
	if !m.opt.Check || m.beside(site.AssetFolder) {
		if err := k.assets(); err != nil {
			return nil, err
		}
	}
	for _, f := range []publish.File{
		{Path: site.Place(site.AddressDay), Data: dayScript(m.opt.Today)}, {Path: site.Place(site.AddressSitemap), Data: lists.Sitemap},
		{Path: site.Place(site.AddressRobots), Data: lists.Robots}, {Path: site.Place(site.AddressRedirects), Data: lists.Moved},
	} {
		if len(f.Data) == 0 {
			continue
		}
		if err := k.out.Put(f.Path, f.Data); err != nil {
			return nil, err
		}
	}
	return remembered, nil
}

// assets publishes the files of the theme.
func (k *maker) assets() error {
	th := k.theme()
	if th == nil {
		return nil
	}
	for _, a := range th.Assets() {
		if err := k.out.Put(a.Path, a.Data); err != nil {
			return err
		}
	}
	return nil
}

// textKey stands for the text of a page that is no document's.
func textKey(t *site.Text) memo.Digest {
	if t == nil {
		return memo.Digest{}
	}
	return memo.KeyOf(t.Tree)
}

// dayScript tells scripts on which day the site was built, so that pages need not.
func dayScript(day library.Date) []byte {
	return []byte("document.body.setAttribute(\"data-today\", \"" + day.String() + "\");\n")
}

// printCopies publishes prints at old addresses, too.
func (k *maker) printCopies(lists *site.Lists, docs []remembered) error {
	if len(lists.PrintCopies) == 0 || k.made.Diags.HasErrors() {
		return nil // what has errors is not drawn
	}
	kept, of := map[string]printed{}, map[string]*library.Document{}
	for i := range docs {
		for _, p := range docs[i].Made.Prints {
			kept[p.Address], of[p.Address] = p, k.made.Library.Documents[i]
		}
	}
	for _, c := range lists.PrintCopies {
		path, p := site.Place(c.From), kept[c.Print]
		var digest publish.Digest
		hex.Decode(digest[:], []byte(p.Info.SHA256))
		if k.made.opt.Check || k.out.Has(path, digest) {
			if err := k.keepOne(path, digest); err != nil {
				return err
			}
			continue
		}
		data, ok := k.copied[c.Print]
		if !ok {
			data, ok = k.prints.Store().Get(p.Kept)
		}
		if !ok { // what was kept is damaged
			again := k.again()
			if _, _, err := again.make(of[c.Print], &asking{answers: k.answers}); err != nil {
				return err
			}
			data = again.copied[c.Print]
		}
		if err := k.out.Put(path, data); err != nil {
			return err
		}
	}
	return nil
}

// keepOne keeps a file, or notes its name where only names are wanted.
func (k *maker) keepOne(path string, digest publish.Digest) error {
	if k.made.opt.Check {
		return k.out.Put(path, nil)
	}
	return k.out.Keep(path, digest)
}

// theme returns the theme, or that of the session; nil if it cannot be used.
func (m *Made) theme(words *i18n.Texts) *theme.Theme {
	if s := m.opt.session; s != nil {
		return s.themeOf(m, words)
	}
	return m.loadTheme(words)
}

func (m *Made) loadTheme(words *i18n.Texts) *theme.Theme {
	own, folder := m.ownTheme()
	opt := theme.Options{
		Texts: words, Accent: m.Config.Site.Accent, AccentDark: m.Config.Site.AccentDark,
		AccentAt: m.Config.PosOf("site.accent"), SansText: m.Config.Print.Body == "sans", Folder: folder,
	}
	if logo, ok := m.logoAddress(); ok {
		opt.Logo, opt.LogoDark = logo, m.darkLogoAddress()
	}
	th, diags := theme.Load(m.opt.Standard, own, opt)
	if len(diags) > 0 {
		m.Diags = append(m.Diags, diags...)
	}
	return th
}

// standardTheme reports whether the site has no theme of its own.
func (m *Made) standardTheme() bool {
	return m.Config.Site.Theme == "standard" || m.Config.Site.Theme == ""
}

// ownLook reports whether something of the theme is the site's own, in which there may be mistakes.
func (m *Made) ownLook() bool {
	c := &m.Config
	return !m.standardTheme() || c.Site.Accent != "" || c.Site.AccentDark != "" || c.Organisation.LogoDark != ""
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
