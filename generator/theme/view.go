package theme

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/pattern"
	"styrdok/generator/site"
)

// View is what templates are given: the page and what surrounds it.
type View struct {
	Site   *site.Frame
	Page   *site.Page
	Data   any           // Page.Data
	Brief  template.HTML // the summary that goes before Page.Text; empty if there is none
	Body   template.HTML // Page.Text as HTML; empty if there is none
	Nav    []site.Link
	Footer site.Footer
	Head   site.Head // what machines read

	theme *Theme
}

// policy is what the browser may load: the site's own styles, scripts, images and fonts, and
// nothing written inside a page. Nothing of ours connects, but tools that look at a site do from
// within it, at robots.txt. Data blocks such as JSON-LD are not scripts and are let through.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"

// JSONLD is the page's data for search engines; empty if there is none. What Head holds is made so
// that it cannot end the element it stands in.
func (v *View) JSONLD() template.JS { return template.JS(v.Head.JSONLD) }

// alonePolicy is that of a page that is a file of its own: what it needs stands in it.
const alonePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"

// Policy is the page's Content-Security-Policy.
func (v *View) Policy() string {
	if v.Page.Alone {
		return alonePolicy
	}
	return policy
}

// Style is the stylesheet, for a page that is a file of its own. It has no fonts, which lie in other
// files: the reader's own are near enough.
func (v *View) Style() template.CSS {
	for _, a := range v.theme.assets {
		if a.Path == path.Join(AssetFolder, styleFile) {
			css := fontFace.ReplaceAllString(string(a.Data), "")
			return template.CSS(strings.ReplaceAll(css, "</", "<\\/"))
		}
	}
	return ""
}

// fontFace is a rule that names a font's file.
var fontFace = pattern.New(`@font-face\s*\{[^}]*\}`)

// Address is the page's whole address, for those who read it on paper.
func (v *View) Address() string { return strings.TrimSuffix(v.Site.BaseURL, "/") + v.Page.URL }

// Around is the language of the words around the page's text.
func (v *View) Around() string { return cmp.Or(v.Page.MainLanguage, v.Site.Language) }

// T is a text of the theme in the language of the words around the page's text.
func (v *View) T(key string, args ...any) string {
	return i18n.For(v.Page.MainLanguage, v.theme.options.Texts).T(key, args...)
}

// Home is the address of the start page.
func (v *View) Home() template.URL { return v.Href("/") }

// Href returns how the page writes an address of the site, "/register/".
func (v *View) Href(address string) template.URL { return href(v.Site.Href(v.Page, address)) }

// Asset returns how the page writes the address of a file of the theme, "style.css". Stylesheet
// and script bear their fingerprint as a query; fonts do not, since the stylesheet names them.
func (v *View) Asset(name string) template.URL {
	name = path.Join(AssetFolder, name)
	u := v.Href("/" + name)
	if ext := path.Ext(name); ext == ".css" || ext == ".js" {
		if version, ok := v.theme.version[name]; ok {
			return u + template.URL("?v="+version)
		}
	}
	return u
}

// Logo is the address of the organisation's logo; empty if it has none.
func (v *View) Logo() template.URL {
	if v.theme.options.Logo == "" {
		return ""
	}
	return v.Href(v.theme.options.Logo)
}

// LogoDark is the address of the logo for dark mode; empty if there is no other.
func (v *View) LogoDark() template.URL {
	if v.theme.options.Logo == "" || v.theme.options.LogoDark == "" {
		return ""
	}
	return v.Href(v.theme.options.LogoDark)
}

// Icon is the address of the icon in the browser's tab.
func (v *View) Icon() template.URL {
	if v.theme.options.Icon == "" {
		return v.Asset(iconFile)
	}
	return v.Href(v.theme.options.Icon)
}

// Today is the day on which the site was built, "2026-11-22".
func (v *View) Today() string { return v.Site.Today.String() }

// TopOfSection reports whether the page is itself an entry of the navigation.
func (v *View) TopOfSection() bool { return v.Page.Section == v.Page.URL }

// Lists reports whether the page needs the styles of lists and searches.
func (v *View) Lists() bool {
	return !slices.Contains([]site.PageKind{site.KindDocument, site.KindVersion, site.KindChanges, site.KindListed, site.KindForward}, v.Page.Kind)
}

// Serif reports whether the page shows words that the organisation has decided.
func (v *View) Serif() bool {
	decided := []site.PageKind{site.KindDocument, site.KindVersion, site.KindChanges, site.KindListed}
	return slices.Contains(decided, v.Page.Kind) && !v.theme.options.SansText
}

// Lang is the language of title and text where it is another than the site's, else empty.
func (v *View) Lang() string {
	if strings.EqualFold(v.Page.Language, v.Site.Language) {
		return ""
	}
	return v.Page.Language
}

// Marks reports whether the page may show marks of status.
func (v *View) Marks() bool {
	none := []site.PageKind{
		site.KindChanges, site.KindSubjects, site.KindText, site.KindStatement, site.KindData, site.KindNotFound, site.KindForward,
	}
	return !slices.Contains(none, v.Page.Kind)
}
