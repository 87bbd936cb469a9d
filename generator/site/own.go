package site

import (
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/diag"
)

// ownAddress returns what a whole address means on this site, from its root and decoded, and whether it is one
// of the site's own.
func (p *Directory) ownAddress(dest string) (address, anchor string, own bool) {
	u, err := url.Parse(dest)
	base, err2 := url.Parse(p.BaseURL)
	if err != nil || err2 != nil || base.Host == "" || !strings.EqualFold(hostOf(u), hostOf(base)) {
		return "", "", false
	}
	rest, inside := strings.CutPrefix(u.Path+"/", base.Path)
	if !inside {
		return "", "", false
	}
	clean := path.Clean("/" + norm.NFC.String(rest))
	if folder, ok := strings.CutSuffix(clean, "/index.html"); ok || strings.HasSuffix(u.Path, "/") || clean == "/" {
		clean = strings.TrimSuffix(folder, "/") + "/"
	}
	return clean, norm.NFC.String(u.Fragment), true
}

// hostOf is an address's host without what means the same with and without.
func hostOf(u *url.URL) string {
	host := strings.TrimSuffix(u.Hostname(), ".")
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	return host
}

// toOwn tells what a whole address of this site means, as Follow does of a path.
func (p *Directory) toOwn(q Question, address, anchor string) Destination {
	s := p.sources
	name := "content" + strings.TrimSuffix(address, "/")
	if d := s.docs[name]; d != nil {
		return p.toDocument(q, d.ID, nil, anchor)
	}
	if d := s.owner(name); d != nil {
		if seen, listed := p.readable(q, d.ID); seen == nil || listed {
			return trouble(diag.HiddenLink, q.Dest, p.whyHidden(d.ID, nil))
		}
		for _, v := range d.Versions {
			if p.versionURL(v) == strings.TrimSuffix(address, "/")+"/" {
				return p.toDocument(q, d.ID, v, anchor)
			}
		}
	}
	if c, ok := s.lists[name]; ok {
		return p.toList(q, c, anchor)
	}
	asWritten := Destination{Kind: TargetExternal, Address: q.Dest}
	if d := s.old[placeKey(Place(address))]; d != nil {
		if seen, listed := p.readable(q, d.ID); seen == nil || listed {
			return trouble(diag.HiddenLink, q.Dest, p.whyHidden(d.ID, nil))
		}
		return asWritten
	}
	for _, url := range []string{address, address + "/"} {
		pg, known := p.pages()[url]
		if !known {
			continue
		}
		d := Destination{Kind: TargetPage, Address: url, Anchor: anchor}
		if pg.text == nil {
			return d // its anchors are the theme's, or those of a text that others do not see
		}
		return inText(pg.text, d, anchor)
	}
	for _, top := range []string{"content", "static"} {
		if file := s.files[top+address]; file != "" {
			return p.toFile(q, file)
		}
	}
	place, places := Place(address), p.places()
	if places.Holder(place) == place || places.closed[strings.SplitN(place, "/", 2)[0]] != "" || strings.HasPrefix(place, SearchFolder) {
		return asWritten
	}
	d := trouble(diag.DeadAddress, q.Dest)
	if q.Unaided {
		return d
	}
	if near := diag.Nearest(address, slices.Sorted(maps.Keys(p.pages()))); near != "" {
		d.Near = p.absolute(near)
	}
	return d
}
