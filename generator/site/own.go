package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/diag"
)

// ownAddress returns what a whole address means on this site, from its root and decoded, and whether it is one
// of the site's own.
func (p *planner) ownAddress(dest string) (address, anchor string, own bool) {
	u, err := url.Parse(dest)
	base, err2 := url.Parse(p.base)
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

// toOwn tells what a whole address of this site means, as follow does of a path.
func (p *planner) toOwn(o origin, address, anchor, dest string) destination {
	s := p.sources
	name := "content" + strings.TrimSuffix(address, "/")
	if d := s.docs[name]; d != nil {
		return p.toDocument(o, d.ID, anchor, dest)
	}
	if d := s.owner(name); d != nil {
		if seen, listed := p.readable(o, d.ID); seen == nil || listed {
			return trouble(diag.HiddenLink, dest)
		}
		for _, v := range d.Versions {
			if p.versionURL(v) == strings.TrimSuffix(address, "/")+"/" {
				return p.toVersion(o, v, anchor, dest)
			}
		}
	}
	if c, ok := s.lists[name]; ok {
		if o.public && !c.public {
			return trouble(diag.HiddenLink, dest)
		}
		return p.anchorIn(o, destination{kind: TargetPage, address: "/" + c.id + "/"}, p.in.Introductions[c.id].Text, anchor)
	}
	asWritten := destination{kind: TargetExternal, address: dest}
	if d := s.old[placeKey(Place(address))]; d != nil {
		if seen, listed := p.readable(o, d.ID); seen == nil || listed {
			return trouble(diag.HiddenLink, dest)
		}
		return asWritten
	}
	for _, pg := range []*Page{p.pages[address], p.pages[address+"/"]} {
		if pg == nil {
			continue
		}
		d := destination{kind: TargetPage, address: pg.URL, anchor: anchor}
		if pg.Text == nil {
			return d // its anchors are the theme's
		}
		return p.anchorIn(o, d, pg.Text, anchor)
	}
	for _, top := range []string{"content", "static"} {
		if file := s.files[top+address]; file != "" {
			return p.toFile(o, file, dest)
		}
	}
	place := Place(address)
	if p.places.Holder(place) == place || p.places.closed[strings.SplitN(place, "/", 2)[0]] != "" || strings.HasPrefix(place, SearchFolder) {
		return asWritten
	}
	d := trouble(diag.BrokenLink, dest)
	var known []string
	for url, pg := range p.pages {
		if pg.Kind != KindForward {
			known = append(known, url)
		}
	}
	slices.Sort(known)
	if near := diag.Nearest(address, known); near != "" {
		d.found, d.near = p.absolute(near), []string{p.absolute(near)}
	}
	return d
}
