package generator

import (
	"cmp"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/markdown"
	"styrdok/generator/site"
)

// parsed is a text with what is wrong with it.
type parsed struct {
	text  *site.Text
	diags diag.List
}

// input gathers what the plan needs; plain pages and introductions are read and parsed.
func (m *Made) input(texts *texts) (site.Input, error) {
	c := &m.Config
	in := site.Input{
		Settings: site.Settings{
			Title: c.Site.Title, BaseURL: c.Site.BaseURL, Language: c.Site.Language,
			Organisation: site.Organisation{
				Name: c.Organisation.Name, Genitive: c.Organisation.Genitive, Number: c.Organisation.Number,
				MunicipalityCode: c.Organisation.MunicipalityCode, Contact: c.Organisation.Contact, Phone: c.Organisation.Phone,
				Hours: c.Organisation.Hours, URL: c.Organisation.URL, Office: c.Organisation.Office,
			},
			Internal: m.opt.Internal, Offline: m.opt.Offline, HideReview: !c.Review.Public,
			Disclaimer: c.Site.Disclaimer, Soon: c.Rules.Soon, Accessibility: accessibility(&c.Accessibility),
		},
		Introductions: map[string]site.PageSource{},
		Outline:       texts.outline, Measure: m.measure,
	}
	if s := m.opt.session; s != nil {
		in.Order = s.order
	}
	if m.opt.Statement && !m.opt.Internal {
		in.StatementAt = c.PosOf("accessibility")
	}
	var err error
	var diags diag.List
	if in.Files, diags, err = m.files.attachments(); err != nil {
		return in, err
	}
	m.Diags = append(m.Diags, diags...)
	m.attached = in.Files
	m.marks()
	for i, p := range slices.Concat(m.files.content.Pages, m.files.content.Intros) {
		t := m.parse(p.File, p.Title, p.Language, p.Text, p.TextLine, false)
		m.Diags = append(m.Diags, t.diags...)
		src := site.PageSource{
			Name: p.Name, Title: p.Title, Summary: p.Summary, Language: p.Language, Order: p.Order, Text: t.text,
		}
		if i < len(m.files.content.Pages) {
			in.Pages = append(in.Pages, src)
		} else {
			in.Introductions[p.Name] = src
		}
	}
	return in, nil
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
