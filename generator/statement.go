package generator

import (
	"styrdok/generator/site"
	"styrdok/generator/source"
)

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
