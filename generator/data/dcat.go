package data

import (
	"cmp"
	"net/mail"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/site"
)

// Names of the European Union's authority tables and of DCAT-AP-SE.
const (
	euLanguage  = "http://publications.europa.eu/resource/authority/language/"
	euTheme     = "http://publications.europa.eu/resource/authority/data-theme"
	euPublic    = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
	localAgency = "http://purl.org/adms/publishertype/LocalAuthority"
)

// catalogue describes the open data by the rules of DCAT-AP-SE 3.0.1: one catalogue with one
// dataset, whose distributions are the files. Nothing in it depends on the day of the build.
func (d *Data) catalogue() *graph {
	g := &graph{}
	t, org, lang := d.words, d.frame.Organisation, d.frame.Language
	name := func(part string) string { return d.absolute(site.AddressRDF) + "#" + part }
	language := euLanguage + "SWE"
	if lang == "en" {
		language = euLanguage + "ENG"
	}
	modified := d.modified().String()

	catalogue := g.thing(name("katalog"), "dcat:Catalog")
	catalogue.say("dcterms:title", t.T("data.dcat.catalogue", org.Name), lang)
	catalogue.say("dcterms:description", t.T("data.dcat.catalogue_description", org.Name), lang)
	catalogue.link("dcterms:publisher", name("utgivare"))
	catalogue.link("dcterms:license", licence)
	catalogue.link("dcterms:language", language)
	catalogue.link("dcat:themeTaxonomy", euTheme)
	catalogue.link("foaf:homepage", d.absolute("/"))
	catalogue.typed("dcterms:modified", modified, "xsd:date")
	catalogue.link("dcat:dataset", name("styrdokument"))

	publisher := g.thing(name("utgivare"), "foaf:Agent")
	publisher.say("foaf:name", cmp.Or(org.Name, d.frame.Title, "styrdok"), "")
	publisher.link("dcterms:type", localAgency)
	publisher.link("foaf:homepage", webAddress(org.URL))

	// A contact point must have an e-mail address.
	a, err := mail.ParseAddress(org.Contact)
	reachable := err == nil && a.Address == org.Contact
	if reachable {
		contact := g.thing(name("kontakt"), "vcard:Organization")
		contact.say("vcard:fn", cmp.Or(org.Office, t.T("data.dcat.contact", org.Name, "styrdok")), "")
		contact.link("vcard:hasEmail", "mailto:"+org.Contact)
	}

	set := g.thing(name("styrdokument"), "dcat:Dataset")
	set.say("dcterms:title", t.T("data.dcat.dataset", org.Name), lang)
	set.say("dcterms:description", t.T("data.dcat.dataset_description", org.Name), lang)
	set.typed("dcterms:identifier", name("styrdokument"), "xsd:anyURI")
	set.link("dcterms:publisher", name("utgivare"))
	if reachable {
		set.link("dcat:contactPoint", name("kontakt"))
	}
	set.link("dcat:theme", euTheme+"/GOVE")
	set.link("dcterms:language", language)
	set.link("dcterms:accessRights", euPublic)
	set.link("dcat:landingPage", d.absolute(site.AddressData))
	set.typed("dcterms:modified", modified, "xsd:date")
	for _, k := range strings.Split(t.T("data.dcat.keywords"), ",") {
		set.say("dcat:keyword", strings.TrimSpace(k), lang)
	}

	distribute := func(part, address, mediaType, title, description string) *thing {
		set.link("dcat:distribution", name(part))
		x := g.thing(name(part), "dcat:Distribution")
		x.say("dcterms:title", title, lang)
		x.say("dcterms:description", description, lang)
		x.link("dcat:accessURL", d.absolute(address))
		x.link("dcat:downloadURL", d.absolute(address))
		x.say("dcterms:format", mediaType, "")
		x.link("dcterms:license", licence)
		x.link("dcterms:language", language)
		x.typed("dcterms:modified", modified, "xsd:date")
		return x
	}
	json := distribute("json", site.AddressJSON, "application/json", t.T("data.json"), t.T("data.dcat.json"))
	json.link("dcterms:conformsTo", d.absolute(site.AddressSchema))
	distribute("csv", site.AddressCSV, "text/csv", t.T("data.csv"), t.T("data.dcat.csv"))
	if len(d.news) > 0 {
		distribute("atom", site.FeedAddress("/"), "application/atom+xml", t.T("data.feeds.all"), t.T("data.dcat.atom"))
	}
	specification := g.thing(d.absolute(site.AddressSchema), "dcterms:Standard")
	specification.say("dcterms:title", t.T("data.schema"), lang)
	return g
}

// modified is the day of the newest decision; zero where there is none.
func (d *Data) modified() library.Date {
	if len(d.news) == 0 {
		return library.Date{}
	}
	return d.news[0].day
}

// webAddress returns s if it is an address on the web, else nothing.
func webAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}
