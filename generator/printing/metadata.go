package printing

import (
	"cmp"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/pdf"
	"styrdok/generator/site"
)

// decisionSchema is the namespace of the decision's data in a PDF's metadata. It is a name, not an address;
// docs/pdf.md explains the properties.
const decisionSchema = "https://styrdok.org/ns/decision/1/"

// infoOf returns the metadata of a print. Its dates are those of the decision, so that a print that is made again
// has the same bytes.
func infoOf(frame *site.Frame, pr *site.Print, t *i18n.Texts) pdf.Info {
	v := pr.Version
	kind := ""
	if v.Document.Kind != nil {
		kind = string(v.Document.Kind.ID)
	}
	values := []struct{ name, value, kind string }{
		{"id", string(v.Document.ID), ""},
		{"kind", kind, ""},
		{"version", v.Name, ""},
		{"adopted", v.Adopted.String(), "Date"},
		{"adopted_by", site.BodyName(v.AdoptedBy), ""},
		{"section", v.Section, ""},
		{"case_number", v.CaseNumber, ""},
		{"in_force", v.InForce.String(), "Date"},
		{"valid_until", v.ValidUntil.String(), "Date"},
		{"owner", site.Joined(", ", v.Owner, v.Department), ""},
		{"address", LastingAddress(pr), "URI"},
	}
	schema := pdf.Schema{Name: t.T("print.decision.schema"), Namespace: decisionSchema, Prefix: "decision"}
	for _, x := range values {
		schema.Properties = append(schema.Properties, pdf.Property{
			Name: x.name, Value: x.value, Type: x.kind, Description: t.T("print.decision." + x.name),
		})
	}
	info := pdf.Info{
		Author: frame.Organisation.Name, Subject: pr.Summary, Keywords: strings.Join(v.Keywords, ", "),
		Creator: "styrdok", Schemas: []pdf.Schema{schema},
	}
	if made := lastChange(v); !made.IsZero() {
		info.Created, info.Modified = cmp.Or(v.Adopted, made).Time(), made.Time()
	}
	return info
}

// LastingAddress returns the address of a version that leads to its text for good, even when the document's address
// shows a later version.
func LastingAddress(pr *site.Print) string {
	if pr.Comparison != nil {
		return pr.URL[:strings.LastIndexByte(pr.URL, '/')+1]
	}
	if v := pr.Version; !v.Adopted.IsZero() {
		return pr.URL[:strings.LastIndexByte(pr.URL, '/')+1] + v.Adopted.String() + "/"
	}
	return pr.Page.Canonical
}

// lastChange returns the day of a version's newest correction, or of its adoption if it has none.
func lastChange(v *library.Version) library.Date {
	day := v.Adopted
	for _, c := range v.Corrections {
		if c.Date.After(day) {
			day = c.Date
		}
	}
	return day
}
