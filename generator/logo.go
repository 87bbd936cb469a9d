package generator

import (
	"io/fs"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/printing"
	"styrdok/generator/site"
)

// logoAddress returns where the site publishes the organisation's mark.
func (m *Made) logoAddress() (string, bool) {
	file := m.Config.Organisation.Logo
	return site.FileTarget(file), strings.HasPrefix(file, "static/")
}

// hasFile reports whether the site's folder has a file.
func (m *Made) hasFile(file string) bool {
	_, err := fs.Stat(m.files.fsys, file)
	return err == nil
}

// marks reports marks of the organisation that are not there.
func (m *Made) marks() {
	o := m.Config.Organisation
	for _, mark := range []struct{ key, file string }{{"logo", o.Logo}, {"logo_dark", o.LogoDark}} {
		if mark.file != "" && !m.hasFile(mark.file) {
			m.Diags = append(m.Diags, diag.New(diag.MissingImage, m.Config.PosOf("organisation."+mark.key), mark.file).Suggest(mark.file, m.attached))
		}
	}
}

// darkLogoAddress returns where the site publishes the mark for dark mode, empty if there is none.
// It stands in no print, so nobody else has looked whether the file is there.
func (m *Made) darkLogoAddress() string {
	file := m.Config.Organisation.LogoDark
	if file == "" || !m.hasFile(file) {
		return ""
	}
	found := printing.NewPictures(m.env()).Find(file, diag.Pos{})
	if found.Code == "feature" {
		found.Code = "" // it need not be drawn
	}
	if problems := found.Problems(file, m.Config.PosOf("organisation.logo_dark")); len(problems) > 0 {
		m.Diags = append(m.Diags, problems...)
		return ""
	}
	return site.FileTarget(file)
}
