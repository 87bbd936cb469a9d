package unit

import (
	"io/fs"
	"path"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/printing"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// Theme returns the theme of a site, or that of the session; nil if it cannot be used.
func Theme(s *load.Site, opt Options) (*theme.Theme, diag.List) {
	if opt.Kept == nil {
		return loadTheme(s, opt.Standard)
	}
	key := memo.KeyOf(s.Settings, themeDigest(s), s.Digest(s.Config.Organisation.LogoDark))
	th, diags, _ := opt.Kept.theme.of(key, func() (*theme.Theme, diag.List, error) {
		th, diags := loadTheme(s, opt.Standard)
		return th, diags, nil
	})
	return th, diags
}

func loadTheme(s *load.Site, standard fs.FS) (*theme.Theme, diag.List) {
	own, folder, diags := ownTheme(s)
	opt := theme.Options{
		Texts: s.SiteWords(), Accent: s.Config.Site.Accent, AccentDark: s.Config.Site.AccentDark,
		AccentAt: s.Config.PosOf("site.accent"), SansText: s.Config.Print.Body == "sans", Folder: folder,
	}
	if logo := s.Config.Organisation.Logo; strings.HasPrefix(logo, "static/") {
		var more diag.List
		opt.Logo = site.FileTarget(logo)
		opt.LogoDark, more = darkLogo(s)
		diags = append(diags, more...)
	}
	th, more := theme.Load(standard, own, opt)
	return th, append(diags, more...)
}

// ownLook reports whether something of the theme is the site's own, in which there may be mistakes.
func ownLook(s *load.Site) bool {
	c := &s.Config
	return !s.StandardTheme() || c.Site.Accent != "" || c.Site.AccentDark != "" || c.Organisation.LogoDark != ""
}

// ownTheme returns the municipality's theme and its folder, nil for the standard theme.
func ownTheme(s *load.Site) (own fs.FS, folder string, diags diag.List) {
	if s.StandardTheme() {
		return nil, "", nil
	}
	folder = path.Join("themes", s.Config.Site.Theme)
	if !s.Has(folder) {
		for _, name := range []string{"themes", folder} {
			if info, err := fs.Lstat(s.FS, name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
				diags.Add(diag.SymbolicLink, diag.Pos{File: name})
				return nil, "", diags
			}
		}
		diags.Add(diag.BadTheme, s.Config.PosOf("site.theme"), diag.P("theme.missing", folder))
		return nil, "", diags
	}
	own, err := fs.Sub(s.FS, folder)
	if err != nil {
		return nil, "", nil
	}
	return own, folder, nil
}

// themeDigest stands for the files of the municipality's own theme.
func themeDigest(s *load.Site) memo.Digest {
	if s.StandardTheme() {
		return memo.Digest{}
	}
	var keys []any
	s.Walk(path.Join("themes", s.Config.Site.Theme), func(file string, _ fs.FileInfo) {
		keys = append(keys, file, s.Digest(file))
	})
	return memo.KeyOf(keys...) // what cannot be read is reported when the theme is
}

// Look stands for all that decides how a site looks.
func Look(s *load.Site) memo.Digest { return memo.KeyOf(s.Settings, themeDigest(s), fontDigests(s)) }

// missingLogos reports logos of the organisation that are not there.
func missingLogos(s *load.Site, attached []string) (diags diag.List) {
	o := s.Config.Organisation
	for _, logo := range []struct{ key, file string }{{"logo", o.Logo}, {"logo_dark", o.LogoDark}} {
		if logo.file != "" && !s.Has(logo.file) {
			diags = append(diags, diag.New(diag.MissingImage, s.Config.PosOf("organisation."+logo.key), logo.file).Suggest(logo.file, attached))
		}
	}
	return diags
}

// darkLogo returns where the site publishes the logo for dark mode, empty if there is none.
// It stands in no print, so nobody else has looked whether the file is there.
func darkLogo(s *load.Site) (address string, problems diag.List) {
	file := s.Config.Organisation.LogoDark
	if file == "" || !s.Has(file) {
		return "", nil
	}
	found := printing.NewPictures(env(s)).Find(file, diag.Pos{})
	if found.Code == "feature" {
		found.Code = "" // it need not be drawn
	}
	if problems := found.Problems(file, s.Config.PosOf("organisation.logo_dark")); len(problems) > 0 {
		return "", problems
	}
	return site.FileTarget(file), nil
}
