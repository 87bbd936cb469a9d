package generator

import (
	"cmp"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/site"
)

// parsed is a text with what is wrong with it.
type parsed struct {
	text  *site.Text
	diags diag.List
}

// input reads all texts and gathers what the plan needs.
func (m *Made) input() (site.Input, map[string]*site.Text, error) {
	c := &m.Config
	in := site.Input{
		Title: c.Site.Title, BaseURL: c.Site.BaseURL, Language: c.Site.Language,
		Organisation: site.Organisation{
			Name: c.Organisation.Name, Genitive: c.Organisation.Genitive, Number: c.Organisation.Number,
			MunicipalityCode: c.Organisation.MunicipalityCode, Contact: c.Organisation.Contact, Phone: c.Organisation.Phone,
			Hours: c.Organisation.Hours, URL: c.Organisation.URL, Office: c.Organisation.Office,
		},
		Introductions: map[string]site.PageSource{},
		Disclaimer:    c.Site.Disclaimer,
		Internal:      m.opt.Internal, Offline: m.opt.Offline,
		HideReview: !c.Review.Public && !m.opt.Internal,
		Soon:       c.Rules.Soon,
	}
	in.Accessibility = accessibility(&c.Accessibility)
	if m.opt.Statement && !m.opt.Internal {
		in.StatementAt = c.PosOf("accessibility")
	}
	parsedTexts := map[string]*site.Text{}
	outlines := map[string]site.TextOutline{}
	in.Outline, in.Measure = func(file string) site.TextOutline { return outlines[file] }, m.measure
	var err error
	var diags diag.List
	if in.Files, diags, err = m.files.attachments(); err != nil {
		return in, nil, err
	}
	m.Diags = append(m.Diags, diags...)
	m.attached = in.Files
	m.marks()

	// Every version is read, also those that the public does not see: what is wrong in a draft
	// is told before it is adopted. The plan decides what is shown.
	var all []*library.Version
	for _, d := range m.Library.Documents {
		all = append(all, d.Versions...)
	}
	texts := make([]parsed, len(all)+len(m.files.content.Pages)+len(m.files.content.Intros))
	plain := slices.Concat(m.files.content.Pages, m.files.content.Intros)
	err = m.each(len(texts), func(i int) error {
		if i < len(all) {
			texts[i] = m.parse(all[i].File, all[i].Title, all[i].Language, all[i].Text, all[i].TextLine, true)
		} else {
			p := plain[i-len(all)]
			texts[i] = m.parse(p.File, p.Title, p.Language, p.Text, p.TextLine, false)
		}
		return nil
	})
	if err != nil {
		return in, nil, err
	}
	for i, t := range texts {
		if i < len(all) {
			t.diags = m.lenient(all[i].File, t.diags)
		}
		m.Diags = append(m.Diags, t.diags...)
		if i < len(all) {
			parsedTexts[all[i].File] = t.text
			outlines[all[i].File] = site.NewTextOutline(t.text.Tree, t.text.Masked)
			if m.opt.Unsealed {
				if found, any := m.unwritten(all[i].Draft); any {
					m.Diags = append(m.Diags, found)
				}
			}
		}
	}
	for i, p := range plain {
		src := site.PageSource{
			Name: p.Name, Title: p.Title, Summary: p.Summary, Language: p.Language, Order: p.Order, Text: texts[len(all)+i].text,
		}
		if i < len(m.files.content.Pages) {
			in.Pages = append(in.Pages, src)
		} else {
			in.Introductions[p.Name] = src
		}
	}
	return in, parsedTexts, nil
}

func (m *Made) parse(file, title, language, text string, line int, numbered bool) parsed {
	m.opt.Counts.Parsed.Add(1)
	return parseText([]byte(text), m.textOptions(file, title, language, line, numbered))
}

func (m *Made) textOptions(file, title, language string, line int, numbered bool) markdown.Options {
	return markdown.Options{
		File: file, FirstLine: line, Title: title, Language: cmp.Or(language, m.Config.Site.Language),
		Mask: !m.opt.Internal, Numbered: numbered && m.Config.Site.NumberedHeadings,
	}
}

func parseText(src []byte, opt markdown.Options) parsed {
	tree, diags := markdown.Parse(src, opt)
	t := &site.Text{File: opt.File, Tree: tree}
	if opt.Mask {
		t.Masked = markdown.MaskedAnchors(src, opt)
	}
	return parsed{t, diags}
}
