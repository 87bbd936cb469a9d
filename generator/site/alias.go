package site

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// AddressRedirects is where the old addresses stand that no file can answer: one a line, as a browser
// asks for it, a space, and where it leads. A server may read it.
const AddressRedirects = "/omdirigeringar.txt"

// PrintCopy is a print at an old address that ends in ".pdf".
type PrintCopy struct {
	From  string // "/dok/resepolicy.pdf"
	Print string // address of the print that the document shows
}

// planRedirects makes the old addresses of documents lead to the new ones. A listed document has
// none, since an old address may say what the document is about.
func (p *placer) planRedirects() {
	claimed := map[string]*entry{} // by place, of those that lead to a document already
	for _, e := range p.entries {
		if e.Listed {
			continue
		}
		for _, a := range e.doc.Aliases {
			p.alias(e, a, claimed)
			p.formerID(e, a, claimed)
		}
	}
	if len(p.moved) > 0 {
		slices.Sort(p.moved)
		p.out.Moved = []byte(strings.Join(p.moved, ""))
	}
}

// alias makes an old address of a document lead to it, with a page or, at an address of a PDF, with a
// copy of the print. What no file can answer is put on the list for the server. An address that
// something else has is reported where it is written.
func (p *placer) alias(e *entry, alias string, claimed map[string]*entry) {
	from, fault := aliasAddress(alias)
	place := Place(from)
	if holder := p.places().Holder(place); holder != "" && fault != "query" && fault != "encoding" {
		other := claimed[placeKey(holder)]
		if old, known := p.pages()[AddressOf(holder)]; known && (old.doc == e.ID || strings.HasPrefix(AddressOf(holder), e.URL)) {
			other = e
		}
		switch {
		case other == e && holder == place:
			return // It is there already: the document's own, or written twice.
		case other == e && placeKey(holder) == placeKey(place),
			placeKey(holder) != placeKey(place) && p.places().folders[placeKey(holder)] != "":
			fault = "case"
		default:
			p.diags.Add(diag.DuplicateAlias, e.aliasPos(alias), alias, AddressOf(holder))
			return
		}
	}
	if fault != "" {
		p.diags.Add(diag.ServerAlias, e.aliasPos(alias), alias, diag.P("alias."+fault))
		p.lead(alias, e.URL)
		return
	}
	p.places().Take(place)
	claimed[placeKey(place)] = e
	switch paper := strings.EqualFold(path.Ext(place), ".pdf"); {
	case paper && e.shown.Original != "":
		p.lead(alias, p.OriginalAddress(e.shown))
	case paper:
		p.out.PrintCopies = append(p.out.PrintCopies, PrintCopy{from, p.PrintAddress(e.shown)})
	default:
		p.leadOn(from, e, e.shown)
	}
}

// lead puts an old address on the list for the server.
func (p *placer) lead(alias, to string) {
	p.moved = append(p.moved, p.basePath()+strings.TrimPrefix(requested(alias), "/")+" "+p.basePath()+strings.TrimPrefix(to, "/")+"\n")
}

// formerID keeps the dated addresses that a document had under an earlier ID: its pages lead on, and its
// prints are copied, since what has been sent and quoted must be found for good.
func (p *placer) formerID(e *entry, alias string, claimed map[string]*entry) {
	id := library.ID(strings.Trim(alias, "/"))
	if !formID.MatchString(alias) || claimed[placeKey(Place(documentURL(id)))] != e {
		return
	}
	for _, v := range e.versions {
		if !adopted(v) || v.Original != "" {
			continue
		}
		if from := documentURL(id) + p.versionPart(v) + "/"; p.places().Take(Place(from)) {
			p.leadOn(from, e, v)
		}
		if from := documentURL(id) + id.Name() + "-" + p.versionPart(v) + ".pdf"; p.places().Take(Place(from)) {
			p.out.PrintCopies = append(p.out.PrintCopies, PrintCopy{from, p.PrintAddress(v)})
		}
	}
}

// leadOn makes a page at an old address of a document that leads to the page of a version.
func (p *placer) leadOn(from string, e *entry, v *library.Version) {
	u := p.newUnit(e.ID, nil, p.Directory)
	u.place()
	pg := p.forward(from, u.pages[v])
	p.complete(pg)
	p.out.Redirects = append(p.out.Redirects, pg)
}

// formID is how an earlier ID is written among aliases.
var formID = pattern.New(`^/[a-z0-9-]+/[a-z0-9-]+/$`)

// aliasPos is where an old address of the document is written.
func (e *entry) aliasPos(alias string) diag.Pos {
	for _, v := range e.versions {
		if i := slices.Index(v.Aliases, alias); i >= 0 {
			return v.PosOf("aliases[" + strconv.Itoa(i) + "]")
		}
	}
	return diag.Pos{}
}

// AddressOf returns the address of a file of the output: "/policy/resor/" of "policy/resor/index.html".
func AddressOf(place string) string {
	if folder, ok := strings.CutSuffix("/"+place, "/index.html"); ok {
		return folder + "/"
	}
	return "/" + place
}

// aliasAddress makes an address of an old one, "/gamla dokument/17.html": a page's, which ends in a slash
// or in .html, or a PDF's. The fault, a key under "phrase.alias.", tells why no file can answer there.
func aliasAddress(alias string) (from, fault string) {
	alias = "/" + strings.TrimPrefix(alias, "/")
	whole, _, asked := strings.Cut(alias, "?")
	if asked {
		return whole, "query"
	}
	from = aliasPath.Replace(alias)
	if u, err := url.PathUnescape(alias); err != nil || u != from {
		return from, "encoding"
	}
	name := path.Base(from)
	if strings.HasSuffix(from, "/") || !strings.Contains(name, ".") {
		from = strings.TrimSuffix(from, "/") + "/"
	} else if strings.EqualFold(name, "index.html") {
		from = strings.TrimSuffix(from, name)
	}
	if f := library.FileFault(strings.TrimPrefix(Place(from), "/")); f != "" && f != "percent" {
		return from, "name"
	}
	if !strings.HasSuffix(from, "/") && !slices.Contains([]string{".html", ".htm", ".pdf"}, strings.ToLower(path.Ext(from))) {
		return from, "extension"
	}
	return from, ""
}

// aliasPath takes away what an alias keeps encoded.
var aliasPath = strings.NewReplacer("%25", "%", "%23", "#", "%3F", "?")

// requested is an old address as a browser asks for it.
func requested(alias string) string {
	whole, query, asked := strings.Cut(alias, "?")
	path := aliasPath.Replace(whole)
	if u, err := url.PathUnescape(whole); err == nil && u == path {
		whole = (&url.URL{Path: path}).EscapedPath()
	}
	if !asked {
		return whole
	}
	var b strings.Builder
	for _, c := range []byte(query) {
		if c <= ' ' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return whole + "?" + b.String()
}
