package act

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/lock"
	"styrdok/generator/printing"
	"styrdok/generator/redline/text"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Difference is two versions compared.
type Difference struct {
	Comparison *site.Comparison
	Old, New   *library.Version

	found   *Found
	planner *planner
	frame   *site.Frame
}

// Differ compares two versions of a document, whether or not they are published. Confidential
// passages are masked. Names are those of ChooseTwo; one that nothing has is an *UnknownError. Problems
// of other documents are left out.
func Differ(opt generator.Options, names []string) (*Found, *Difference, error) {
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	f, err := loadWhole(opt)
	if err != nil || f.BadConfig {
		return f, nil, err
	}
	old, new, err := f.ChooseTwo(names)
	if err != nil {
		return f, nil, err
	}
	for _, v := range []*library.Version{old, new} {
		if v.Original != "" {
			f.Diags = onlyOriginal(v)
			return f, nil, nil
		}
	}
	planner, known, err := newPlanner(f, opt)
	if err != nil {
		return nil, nil, err
	}
	d := &Difference{Old: old, New: new, found: f, planner: planner}
	for _, internal := range []bool{false, true} {
		shown, diags, err := planner.plan(internal, func(d *library.Document) bool { return d.ID == new.Document.ID })
		if err != nil {
			return nil, nil, err
		}
		f.Diags, d.frame = slices.Concat(known, diags), shown.Frame
		if d.Comparison = shown.units[new.Document.ID].Compare(old.File, new.File); d.Comparison != nil {
			break
		}
	}
	f.Diags = f.Settle(about(f.Diags, old.File, new.File))
	if f.Diags.HasErrors() || d.Comparison == nil {
		return f, nil, nil
	}
	d.Comparison.Page.Banner = "" // It is no page of an internal site.
	return f, d, nil
}

// PDF makes the change-marked print, and returns all that is wrong with it and the texts.
func (d *Difference) PDF() (printing.Printed, diag.List, error) {
	prints, diags, err := d.planner.prints(1)
	if err != nil {
		return printing.Printed{}, nil, err
	}
	files, more, err := prints.Draw(d.frame, []*site.Print{d.Comparison.Print}, diags.HasErrors())
	if err != nil {
		return printing.Printed{}, nil, err
	}
	return files[0], d.found.Settle(slices.Concat(d.found.Diags, diags, more, prints.Pictures.Problems())), nil
}

// HTML makes one file that looks as a page of changes does and needs no other, and returns all that is wrong with the theme
// and the texts. Whole shows what has not changed, too.
func (d *Difference) HTML(whole bool) ([]byte, diag.List, error) {
	page, files := d.Comparison.Page, d.planner.files
	page.Data.(*site.ChangesPage).Whole = whole
	th, diags := unit.Theme(d.found.Site, d.planner.opt.Making())
	diags = d.found.Settle(slices.Concat(d.found.Diags, diags))
	if th == nil {
		return nil, diags, nil
	}
	out, err := th.Render(d.frame, page, site.Head{})
	if err != nil {
		return nil, diags, err
	}
	// Pictures are put where their addresses stand, as nothing else does.
	for _, img := range page.Images {
		data, ok := files.Cleaned(img.Source, files.Kind(img.Source))
		if img.Source == "" || !ok {
			continue
		}
		kind := http.DetectContentType(data)
		if strings.HasSuffix(img.Source, ".svg") {
			kind = "image/svg+xml"
		}
		out = bytes.ReplaceAll(out, []byte(`src="`+img.Href+`"`), []byte(`src="data:`+kind+";base64,"+base64.StdEncoding.EncodeToString(data)+`"`))
	}
	return out, diags, nil
}

// Text writes the difference for a terminal or a mail.
func (d *Difference) Text(opt text.Options, t *i18n.Texts) string {
	c, page := d.Comparison, d.Comparison.Page.Data.(*site.ChangesPage)
	out := text.Difference{
		Title: c.Page.Title, Kind: page.KindLabel, Lead: page.Lead.String(), Status: page.Status.String(),
		DecisionLabel: page.DecisionLabel, Legend: len(page.Explanation) > 0, Tree: c.Page.Text.Tree,
	}
	for _, f := range page.Facts {
		if f.Key == "words" {
			out.Facts = append(out.Facts, f.Label+": "+f.Value.String())
		}
	}
	for _, f := range c.Decision {
		out.Decision = append(out.Decision, text.Fact{Label: f.Label, Was: f.Was.String(), Is: f.Is.String()})
	}
	return text.Write(out, opt, t)
}
