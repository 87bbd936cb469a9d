package data

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/site"
)

// Head returns what machines read in the head of a page. A page that only leads on, the page for
// lost addresses and every page of an internal build have none.
func (d *Document) Head(p *site.Page) site.Head {
	return d.head(p, func(string) bool { return false })
}

// Head returns what machines read in the head of a page that is no document's.
func (d *Data) Head(p *site.Page) site.Head {
	h := d.head(p, d.site.HasNewsIn)
	if p.Kind != site.KindReview || d.frame.Internal {
		return h
	}
	for _, of := range d.site.ReviewDepartments() {
		if of.URL == p.URL {
			own := site.Feed{Title: clean(d.departmentFeedTitle(of)), Href: d.frame.Href(p, site.FeedAddress(of.URL))}
			h.Feeds = append([]site.Feed{own}, h.Feeds...)
		}
	}
	return h
}

// head is Head; news reports whether a collection has a feed.
func (d *Document) head(p *site.Page, news func(collection string) bool) site.Head {
	if d.frame.Internal || p.Kind == site.KindForward || p.Kind == site.KindNotFound {
		return site.Head{}
	}
	h := site.Head{Meta: d.dublinCore(p)}
	feed := func(title, at string) {
		h.Feeds = append(h.Feeds, site.Feed{Title: clean(title), Href: d.frame.Href(p, site.FeedAddress(at))})
	}
	switch {
	case p.Document != nil && d.feedOf(p.Document) != "":
		feed(d.words.T("data.feed.document", p.Document.Title()), "/"+string(p.Document.ID)+"/")
	case p.Kind == site.KindCollection && news(strings.Trim(p.URL, "/")):
		feed(d.collectionFeedTitle(strings.Trim(p.URL, "/")), p.URL)
	}
	if d.frame.HasNews() {
		feed(d.siteFeedTitle(), "/")
	}
	if p.Document != nil && p.Version != nil {
		h.JSONLD = d.jsonLD(p)
	}
	return h
}

// pageURL is the whole address of what a page shows: of a version that stays its dated one.
func (d *Document) pageURL(p *site.Page) string {
	if p.Version != nil && p.Kind == site.KindVersion {
		return d.versionURL(p.Version)
	}
	return d.absolute(p.URL)
}

// dublinCore describes a page, and the decision where it shows one.
func (d *Document) dublinCore(p *site.Page) []site.Meta {
	var out []site.Meta
	add := func(name, value string) {
		if value = clean(value); value != "" {
			out = append(out, site.Meta{Name: name, Content: value})
		}
	}
	add("DC.title", p.Title)
	v := p.Version
	if v != nil {
		add("DC.creator", cmp.Or(site.BodyName(v.AdoptedBy), d.frame.Organisation.Name, "styrdok"))
	}
	add("DC.publisher", d.frame.Organisation.Name)
	switch {
	case v != nil && v.Status.Adopted():
		add("DC.date", v.Adopted.String())
	case v == nil:
		add("DC.date", p.Updated.ISO)
	}
	add("DC.identifier", d.pageURL(p))
	add("DC.language", p.Language)
	if v == nil {
		return out
	}
	add("DC.type", site.KindLabel(v.Document.Kind))
	if v.Status.Adopted() {
		valid := "start=" + v.InForce.String()
		if !v.LastDay.IsZero() {
			valid += "; end=" + v.LastDay.String()
		}
		add("DCTERMS.valid", valid)
	}
	for _, u := range d.replaces(v) {
		add("DCTERMS.replaces", u)
	}
	for _, u := range d.replacedBy(v) {
		add("DCTERMS.isReplacedBy", u)
	}
	return out
}

// replaces are the addresses of what a version took the place of.
func (d *Document) replaces(v *library.Version) []string {
	var out []string
	if d.listed(v.Document) {
		return nil
	}
	if v.Supersedes != nil {
		out = append(out, d.versionURL(v.Supersedes))
	}
	if v == v.Document.Shown {
		for _, t := range v.Document.Replaces {
			if t.ID != "" {
				out = append(out, d.documentURL(t.ID))
			}
		}
	}
	return out
}

// replacedBy are the addresses of what took the place of a version.
func (d *Document) replacedBy(v *library.Version) []string {
	var out []string
	if v.Status != library.StatusSuperseded || d.listed(v.Document) {
		return nil
	}
	if s := v.Superseder; s != nil && !s.InForce.After(d.frame.Today) {
		out = append(out, d.versionURL(s))
	} else {
		for _, t := range v.Document.ReplacedBy {
			if t.ID != "" {
				out = append(out, d.documentURL(t.ID))
			}
		}
	}
	return out
}

// The shape of JSON-LD on a page, in the words of schema.org. What is absent has no key.
type (
	legislation struct {
		Context         string       `json:"@context"`
		Type            []string     `json:"@type"`
		ID              string       `json:"@id"`
		URL             string       `json:"url"`
		Name            string       `json:"name"`
		AlternateName   string       `json:"alternateName,omitempty"`
		Description     string       `json:"description,omitempty"`
		Identifier      []property   `json:"identifier,omitempty"`
		LegislationID   string       `json:"legislationIdentifier"`
		LegislationType string       `json:"legislationType,omitempty"`
		Date            string       `json:"legislationDate,omitempty"`
		DateVersion     string       `json:"legislationDateVersion,omitempty"`
		Applicability   string       `json:"legislationDateOfApplicability,omitempty"`
		Modified        string       `json:"dateModified,omitempty"`
		Expires         string       `json:"expires,omitempty"`
		LegalForce      string       `json:"legislationLegalForce"`
		PassedBy        *agency      `json:"legislationPassedBy,omitempty"`
		Responsible     *agency      `json:"legislationResponsible,omitempty"`
		Jurisdiction    *area        `json:"legislationJurisdiction,omitempty"`
		Publisher       *agency      `json:"publisher,omitempty"`
		Language        string       `json:"inLanguage"`
		Version         string       `json:"version,omitempty"`
		Keywords        []string     `json:"keywords,omitempty"`
		Encoding        []media      `json:"encoding,omitempty"`
		ExampleOf       *reference   `json:"exampleOfWork,omitempty"`
		TranslationOf   []reference  `json:"translationOfWork,omitempty"`
		Changes         []reference  `json:"legislationChanges,omitempty"`
		Repeals         []reference  `json:"legislationRepeals,omitempty"`
		Ensures         []reference  `json:"legislationEnsuresImplementationOf,omitempty"`
		BasedOn         []reference  `json:"isBasedOn,omitempty"`
		PartOf          *publication `json:"isPartOf,omitempty"`
		SDLicense       string       `json:"sdLicense"`
	}
	property struct {
		Type       string `json:"@type"`
		PropertyID string `json:"propertyID"`
		Value      string `json:"value"`
	}
	agency struct {
		Type       string  `json:"@type"`
		Name       string  `json:"name"`
		Identifier string  `json:"identifier,omitempty"`
		Parent     *agency `json:"parentOrganization,omitempty"`
	}
	area struct {
		Type       string `json:"@type"`
		Name       string `json:"name"`
		Identifier string `json:"identifier,omitempty"`
	}
	media struct {
		Type     string `json:"@type"`
		URL      string `json:"contentUrl"`
		Format   string `json:"encodingFormat"`
		Size     string `json:"contentSize"`
		SHA256   string `json:"sha256"`
		Language string `json:"inLanguage"`
	}
	reference struct {
		Type string `json:"@type"`
		ID   string `json:"@id,omitempty"`
		URL  string `json:"url,omitempty"`
		Name string `json:"name,omitempty"`
	}
	publication struct {
		Type string `json:"@type"`
		ID   string `json:"@id"`
		Name string `json:"name"`
	}
)

func (d *Document) jsonLD(p *site.Page) string {
	v, doc, org := p.Version, p.Document, d.frame.Organisation
	address := d.pageURL(p)
	municipality := &agency{Type: "GovernmentOrganization", Name: clean(org.Name), Identifier: clean(org.MunicipalityCode)}
	l := legislation{
		Context: "https://schema.org", Type: []string{"Legislation", "DigitalDocument"}, ID: address, URL: address,
		Name: clean(v.Title), LegislationID: string(doc.ID), LegislationType: clean(site.KindLabel(doc.Kind)),
		LegalForce: "https://schema.org/NotInForce", Language: cmp.Or(v.Language, d.frame.Language), Modified: p.Updated.ISO, SDLicense: licence,
		Publisher: municipality,
	}
	if org.Name == "" {
		l.Publisher = nil
	} else {
		l.Jurisdiction = &area{"AdministrativeArea", clean(org.Name), clean(org.MunicipalityCode)}
	}
	if v.Status == library.StatusInForce {
		l.LegalForce = "https://schema.org/InForce"
	}
	if v.Status.Adopted() {
		l.DateVersion, l.Applicability, l.Expires = v.Adopted.String(), v.InForce.String(), v.LastDay.String()
		if v.AdoptedBy != nil {
			l.PassedBy = &agency{Type: "GovernmentOrganization", Name: clean(v.AdoptedBy.Name), Parent: l.Publisher}
		}
	}
	if owner := site.Joined(", ", v.Owner, v.Department); owner != "" {
		l.Responsible = &agency{Type: "Organization", Name: clean(owner), Parent: l.Publisher}
	}
	if v.CaseNumber != "" {
		l.Identifier = append(l.Identifier, property{"PropertyValue", "diarienummer", clean(v.CaseNumber)})
	}
	if d.listed(doc) {
		return encode(l)
	}
	if v.CodeNumber != "" {
		l.Identifier = append(l.Identifier, property{"PropertyValue", "författningssamling", clean(v.CodeNumber)})
	}
	for _, first := range doc.Versions {
		if first.Status.Adopted() {
			l.Date = first.Adopted.String() // versions stand in the order of their adoption
			break
		}
	}
	l.AlternateName, l.Description, l.Keywords = clean(v.ShortTitle), clean(v.Summary), cleaned(v.Keywords)
	if v.Status.Adopted() {
		l.Version = clean(v.Name)
	}
	if f, ok := d.print(v); ok {
		l.Encoding = []media{{"MediaObject", d.absolute(d.frame.PrintAddress(v)), "application/pdf", fmt.Sprintf("%d B", f.Bytes), f.SHA256, l.Language}}
	}
	if id := doc.TranslationOf; id != "" {
		l.TranslationOf = references(d, []library.Tie{{ID: id}})
	}
	if v != doc.Shown {
		l.ExampleOf = &reference{Type: "Legislation", ID: d.documentURL(doc.ID)}
	}
	if v.Supersedes != nil {
		l.Changes = []reference{{Type: "Legislation", ID: d.versionURL(v.Supersedes)}}
	}
	if v == doc.Shown {
		l.Repeals = references(d, doc.Replaces)
		l.Ensures = references(d, doc.Implements)
	}
	for _, law := range v.Laws {
		r := reference{Type: "Legislation", Name: clean(law)}
		if number := library.SFSNumber(law); number != "" {
			r.URL = "https://rkrattsbaser.gov.se/sfst?bet=" + number
			if number == law {
				r.Name = "SFS " + number
			}
		}
		l.BasedOn = append(l.BasedOn, r)
	}
	for _, s := range v.BasedOn {
		l.BasedOn = append(l.BasedOn, reference{Type: "CreativeWork", Name: clean(s)})
	}
	if k := doc.Kind; k != nil && k.Statute {
		l.PartOf = &publication{"Collection", d.absolute("/forfattningssamling/"), clean(d.words.T("site.statutes.title"))}
	}
	return encode(l)
}

// references point to documents; what is no document here is told by its words.
func references(d *Document, ties []library.Tie) []reference {
	var out []reference
	for _, t := range ties {
		if t.ID == "" {
			out = append(out, reference{Type: "Legislation", Name: clean(t.Text)})
		} else {
			out = append(out, reference{Type: "Legislation", ID: d.documentURL(t.ID), Name: d.title(t.ID)})
		}
	}
	return out
}

// encode writes JSON in which "<", ">" and "&" are escaped, as encoding/json does by itself, so
// that no text can end the element it stands in.
func encode(v any) string { return string(must(json.Marshal(v))) }
