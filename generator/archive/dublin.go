package archive

import (
	"cmp"
	"strings"

	"styrdok/generator/library"
)

// dublinCore returns the version's metadata as Dublin Core in XML, which most archives and libraries read.
func (p packer) dublinCore() []byte {
	v, s := p.Version, p.opt.Sender
	root := elem("metadata", "xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	put := func(name, kind, value string) {
		if kind != "" {
			kind = "dcterms:" + kind
		}
		if value != "" {
			root = root.with(textElem(name, value, "xsi:type", kind))
		}
	}
	put("dc:title", "", v.Title)
	put("dcterms:alternative", "", v.ShortTitle)
	if by := bodyOf(v.AdoptedBy, v.Draft.AdoptedBy); by != nil {
		put("dc:creator", "", by.Name)
	}
	put("dc:publisher", "", s.Name)
	put("dc:type", "", p.KindLabel)
	put("dc:description", "", v.Summary)
	if a := v.Annulled; a != nil && v.Status == library.StatusAnnulled {
		put("dc:description", "", p.opt.Words.T("archive.annulled", cmp.Or(a.By, p.opt.Words.T("site.court")), a.Date))
	}
	for _, k := range v.Keywords {
		put("dc:subject", "", k)
	}
	put("dc:language", "RFC5646", cmp.Or(v.Language, s.Language))
	put("dc:identifier", "URI", p.Address)
	put("dc:identifier", "", v.CaseNumber)
	put("dc:identifier", "", v.CodeNumber)
	put("dcterms:issued", "W3CDTF", v.Adopted.String())
	put("dcterms:modified", "W3CDTF", p.lastCorrection().String())
	put("dcterms:valid", "Period", period(v))
	put("dcterms:isVersionOf", "URI", s.Address+string(v.Document.ID)+"/")
	if v.Supersedes != nil {
		put("dcterms:replaces", "URI", p.sibling(v.Supersedes))
	}
	for _, r := range v.Replaces {
		if library.IsID(r) {
			put("dcterms:replaces", "URI", s.Address+r+"/")
		} else {
			put("dcterms:replaces", "", r)
		}
	}
	if n := p.successor(); n != nil {
		put("dcterms:isReplacedBy", "URI", p.sibling(n))
	}
	for _, l := range append(append(list(v.Laws), v.Standards...), v.BasedOn...) {
		put("dcterms:references", "", l)
	}
	form := "application/pdf"
	if p.Print == nil {
		form = mediaType(v.Original)
	}
	for _, kind := range []string{form, "text/html", "text/markdown"} {
		put("dc:format", "IMT", kind)
	}
	put("dcterms:accessRights", "", p.access())
	return root.document()
}

// sibling returns the address of another version of the document.
func (p packer) sibling(v *library.Version) string {
	return p.opt.Sender.Address + string(v.Document.ID) + "/" + v.Adopted.String() + "/"
}

func (p packer) lastCorrection() library.Date {
	var day library.Date
	for _, c := range p.Version.Corrections {
		if c.Date.After(day) && !c.Date.After(p.opt.Day) {
			day = c.Date
		}
	}
	return day
}

// period returns the time in which the version is in force as a DCMI Period; empty if that is unknown, or if a court has
// annulled the version.
func period(v *library.Version) string {
	var parts []string
	if v.Status == library.StatusAnnulled {
		return ""
	}
	if !v.InForce.IsZero() {
		parts = append(parts, "start="+v.InForce.String())
	}
	if !v.LastDay.IsZero() {
		parts = append(parts, "end="+v.LastDay.String())
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(append(parts, "scheme=W3C-DTF"), "; ") + ";"
}
