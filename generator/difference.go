package generator

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"net/http"
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/redline/text"
	"styrdok/generator/site"
)

// ErrOnlyVersion means that a document has no other version to be compared with.
var ErrOnlyVersion = errors.New("only one version")

// ErrTwoDocuments means that two versions of different documents were to be compared.
var ErrTwoDocuments = errors.New("versions of two documents")

// ChooseTwo finds the two versions that names mean, the older one first: "policy/resor" means the one
// that holds and the one before it, "policy/resor@2" or "policy/resor", "2" that version and the one
// that holds, and two names what they say. A version is named as for Choose, and after the first name
// "@" and what stands before it may be left out.
func (m *Made) ChooseTwo(names []string) (old, new *library.Version, err error) {
	var chosen []*library.Version
	id, _, exact := strings.Cut(names[0], "@")
	for i, n := range names {
		if i > 0 && !strings.Contains(n, "@") && m.Library.Document(library.ID(n)) == nil {
			n = id + "@" + n
		}
		v, err := m.Choose(n)
		if err != nil {
			return nil, nil, err
		}
		if i > 0 && v.Document != chosen[0].Document {
			return nil, nil, ErrTwoDocuments
		}
		chosen = append(chosen, v)
	}
	if !exact && len(names) > 1 {
		chosen = chosen[1:] // The first name is that of the document alone.
	}
	switch {
	case len(chosen) > 1:
		old, new = chosen[0], chosen[1]
	case !exact && len(names) == 1:
		old, new = chosen[0].Predecessor(), chosen[0]
	default:
		old, new = chosen[0], cmp.Or(chosen[0].Document.Holds, chosen[0].Document.Shown)
		if new == old {
			old = new.Predecessor()
		} else if later(old, new) {
			old, new = new, old
		}
	}
	if old == nil || old == new {
		return nil, nil, ErrOnlyVersion
	}
	return old, new, nil
}

// later reports whether a version comes after another; what is not decided comes last.
func later(v, w *library.Version) bool {
	if v.Status.Adopted() != w.Status.Adopted() {
		return !v.Status.Adopted()
	}
	return w.Adopted.Before(v.Adopted)
}

// Difference is two versions compared.
type Difference struct {
	Comparison *site.Comparison
	Old, New   *library.Version

	frame  *site.Frame
	prints *prints
}

// Differ compares two versions of a document, whether or not they are published. Confidential
// passages are masked. Names are those of ChooseTwo; one that nothing has is an *UnknownError. Problems
// of other documents are left out.
func Differ(opt Options, names []string) (*Made, *Difference, error) {
	m, ok, err := open(opt)
	if err != nil || !ok {
		return m, nil, err
	}
	old, new, err := m.ChooseTwo(names)
	if err != nil {
		return m, nil, err
	}
	planner, err := m.planner()
	if err != nil {
		return nil, nil, err
	}
	var c *site.Comparison
	var shown *plan
	found := m.Diags
	for _, internal := range []bool{false, true} {
		var diags diag.List
		shown, diags, err = planner.plan(internal, func(d *library.Document) bool { return d.ID == new.Document.ID })
		if err != nil {
			return nil, nil, err
		}
		m.Diags = append(slices.Clone(found), diags...)
		if c = shown.units[new.Document.ID].Compare(old.File, new.File); c != nil {
			break
		}
	}
	m.about(map[string]bool{old.File: true, new.File: true})
	m.settle()
	if m.Diags.HasErrors() || c == nil {
		return m, nil, nil
	}
	c.Page.Banner = "" // It is no page of an internal site.
	p, err := newPrints(m, planner.words)
	return m, &Difference{Comparison: c, Old: old, New: new, frame: shown.Frame, prints: p}, err
}

// PDF makes the change-marked print.
func (d *Difference) PDF() (Printed, error) {
	files, err := d.prints.draw(d.frame, []*site.Print{d.Comparison.Print})
	d.prints.close(false)
	if err != nil {
		return Printed{}, err
	}
	d.prints.made.settle()
	if d.prints.made.Diags.HasErrors() {
		return Printed{}, nil
	}
	return files[0], nil
}

// HTML makes one file that looks as a page of changes does and needs no other. Whole shows what has not
// changed, too.
func (d *Difference) HTML(whole bool) ([]byte, error) {
	m, page := d.prints.made, d.Comparison.Page
	page.Data.(*site.ChangesPage).Whole = whole
	th := m.theme(i18n.MustLoad(m.Config.Site.Language))
	if th == nil {
		return nil, nil
	}
	out, err := th.Render(d.frame, page, site.Head{})
	if err != nil {
		return nil, err
	}
	// Pictures are put where their addresses stand, as nothing else does.
	for _, img := range page.Images {
		data, ok := m.cleaned(img.Source, m.measured(img.Source).kind)
		if img.Source == "" || !ok {
			continue
		}
		kind := http.DetectContentType(data)
		if strings.HasSuffix(img.Source, ".svg") {
			kind = "image/svg+xml"
		}
		out = bytes.ReplaceAll(out, []byte(`src="`+img.Href+`"`), []byte(`src="data:`+kind+";base64,"+base64.StdEncoding.EncodeToString(data)+`"`))
	}
	return out, nil
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

// VersionNames are names for the versions of a document, each with what it is after a tab.
func (m *Made) VersionNames(id string) []string {
	id, _, _ = strings.Cut(id, "@")
	d := m.Library.Document(library.ID(id))
	if d == nil {
		return nil
	}
	var out []string
	for _, v := range d.Versions {
		name := v.Adopted.String()
		if name == "" {
			name = strings.TrimSuffix(path.Base(v.File), ".md")
		}
		out = append(out, name+"\t"+v.Title)
	}
	return out
}
