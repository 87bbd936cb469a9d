package unit

import (
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/load"
	"styrdok/generator/media"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// NewInput gathers what the directory of a site needs; plain pages and introductions are read and parsed.
func NewInput(s *load.Site, texts *Texts, files *media.Files) (site.Input, diag.List, error) {
	c := &s.Config
	in := site.Input{
		Settings: site.Settings{
			Title: c.Site.Title, BaseURL: c.Site.BaseURL, Language: c.Site.Language,
			Organisation: site.Organisation{
				Name: c.Organisation.Name, Genitive: c.Organisation.Genitive, Number: c.Organisation.Number,
				MunicipalityCode: c.Organisation.MunicipalityCode, Contact: c.Organisation.Contact, Phone: c.Organisation.Phone,
				Hours: c.Organisation.Hours, URL: c.Organisation.URL, Office: c.Organisation.Office,
			},
			Internal: s.Internal, Offline: s.Offline, HideReview: !c.Review.Public, PublishReports: c.Review.Report,
			Obligations: c.Site.PublishObligations, SigningKey: c.Signing.PublicKey, Disclaimer: c.Site.Disclaimer, Soon: c.Rules.Soon, Accessibility: accessibility(&c.Accessibility),
		},
		Introductions: map[string]site.PageSource{},
		Outline:       texts.outline, Measure: files.Measure,
	}
	attached, diags, err := s.Attachments()
	if err != nil {
		return in, nil, err
	}
	in.Files = attached
	diags = append(diags, missingLogos(s, attached)...)
	for i, p := range slices.Concat(s.Content.Pages, s.Content.Intros) {
		text, more := s.ParsePage(p.File, p.Title, p.Language, p.Text, p.TextLine)
		diags = append(diags, more...)
		src := site.PageSource{
			Name: p.Name, Title: p.Title, Summary: p.Summary, Language: p.Language, Order: p.Order, Text: text,
		}
		if i < len(s.Content.Pages) {
			in.Pages = append(in.Pages, src)
		} else {
			in.Introductions[p.Name] = src
		}
	}
	return in, diags, nil
}

// accessibility hands the fields of the statement to the plan, nil where config.toml has none.
func accessibility(a *source.Accessibility) *site.Accessibility {
	if a.At == nil {
		return nil
	}
	out := &site.Accessibility{
		Service: a.Service, Conformance: a.Conformance, Assessed: a.Assessed, Updated: a.Updated,
		Method: a.Method, ReportURL: a.ReportURL, Contact: a.Contact, At: a.At,
	}
	for _, i := range a.Issues {
		out.Issues = append(out.Issues, site.AccessibilityIssue{
			Text: i.Text, Reason: i.Reason, Motivation: i.Motivation, FixedBy: i.FixedBy,
		})
	}
	return out
}

// Report reads what an officer has written for a meeting, or for one of its matters.
func Report(s *load.Site, dir *site.Directory, r *source.Report, title string) (site.LooseText, diag.List) {
	text, diags := s.ParsePage(r.File, title, "", r.Text, r.TextLine)
	loose, more := dir.Loose(text)
	return loose, append(diags, more...)
}
