package site

import "strconv"

// A list that is longer than undivided is divided into pages of perPage.
const (
	undivided = 150
	perPage   = 100
)

// divided reports whether a list of so many documents is divided.
func divided(length int) bool { return length > undivided }

// pageURLs are the addresses of a list of so many documents, that of the list itself first. The dot keeps them apart
// from documents, whose names have none.
func pageURLs(url string, length int) []string {
	out := []string{url}
	for n := 2; divided(length) && n <= (length+perPage-1)/perPage; n++ {
		out = append(out, url+"sida."+strconv.Itoa(n)+"/")
	}
	return out
}

// pageOf returns the documents of one of so many pages, and the place of the first among all.
func pageOf(entries []*entry, page, pages int) ([]*entry, int) {
	if pages == 1 {
		return entries, 0
	}
	first := page * perPage
	return entries[first:min(first+perPage, len(entries))], first
}

// pageLinks lead from one page of a list to the others; nil if it is the only one. A list in order of the alphabet tells
// which letters are on each.
func (p *lists) pageLinks(pg *Page, urls []string, entries []*entry, alphabetical bool) []Link {
	if len(urls) == 1 {
		return nil
	}
	var out []Link
	for n, url := range urls {
		part, first := pageOf(entries, n, len(urls))
		text := strconv.Itoa(first+1) + "–" + strconv.Itoa(first+len(part))
		if alphabetical {
			from, to := Letter(part[0].indexed), Letter(part[len(part)-1].indexed)
			if text = from; to != from {
				text += "–" + to
			}
		}
		l := p.link(pg, text, url)
		l.Current = url == pg.URL
		out = append(out, l)
	}
	return out
}
