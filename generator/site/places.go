package site

import "strings"

// Places are the files and folders of a published folder that are taken. The zero value is empty.
type Places struct{ files, folders map[string]bool }

// Take takes the place of a file, "policy/resor/index.html", and tells whether it was free: where
// another file or a folder stands no file can, and nothing can lie below a file.
func (p *Places) Take(file string) bool {
	if p.files == nil {
		p.files, p.folders = map[string]bool{}, map[string]bool{}
	}
	if p.files[file] || p.folders[file] {
		return false
	}
	for folder := file; strings.Contains(folder, "/"); {
		folder = folder[:strings.LastIndexByte(folder, '/')]
		if p.files[folder] {
			return false
		}
	}
	p.files[file] = true
	for folder := file; strings.Contains(folder, "/"); {
		folder = folder[:strings.LastIndexByte(folder, '/')]
		p.folders[folder] = true
	}
	return true
}

// Place returns where what has an address is published: "/policy/" at "policy/index.html".
func Place(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return strings.TrimPrefix(address, "/")
}

// takePlaces takes the places of all that the site makes itself but the files that texts refer to,
// which come next, and old addresses, which come last.
func (p *planner) takePlaces() {
	for url := range p.pages {
		p.places.Take(Place(url))
	}
	for _, pr := range p.site.AllPrints() {
		p.places.Take(Place(pr.Address))
	}
	for _, address := range append([]string{AddressSums, AddressSitemap, AddressRobots}, p.site.Data...) {
		p.places.Take(Place(address))
	}
}
