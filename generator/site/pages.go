package site

import (
	"slices"
	"strconv"
	"strings"
)

// A list that is longer than undivided is divided into pages of about perPage.
const (
	undivided = 150
	perPage   = 100
)

// divided reports whether a list of so many documents is divided.
func divided(length int) bool { return length > undivided }

// listPage is a page of a list with the documents on it, of which the first is at a place among all.
type listPage struct {
	url     string
	entries []*entry
	first   int
}

// listPages divides a list, if it is long. One in the order of the alphabet is divided between letters, and within one only if
// that is long by itself. The dot of the further addresses keeps them apart from documents, whose names have none.
func listPages(url string, entries []*entry, alphabetical bool) []listPage {
	out := []listPage{{url: url, entries: entries}}
	if !divided(len(entries)) {
		return out
	}
	out, first := nil, 0
	end := func(at int) {
		p := listPage{url, entries[first:at], first}
		if len(out) > 0 {
			p.url += "sida." + strconv.Itoa(len(out)+1) + "/"
		}
		out, first = append(out, p), at
	}
	for at := 0; at < len(entries); {
		next := min(first+perPage, len(entries))
		if alphabetical {
			letter := Letter(entries[at].indexed)
			next = at + 1
			for next < len(entries) && Letter(entries[next].indexed) == letter {
				next++
			}
			n := next - at
			if at > first && (next-first > perPage || divided(n)) {
				end(at)
			}
			if divided(n) {
				for parts := (n + perPage - 1) / perPage; parts > 0; parts-- {
					end(first + (next-first)/parts)
				}
			}
		}
		at = next
		if at > first && (!alphabetical || at-first >= perPage || at == len(entries)) {
			end(at)
		}
	}
	return out
}

// pageLinks lead from one page of a list to the others; nil if it is the only one. A list in order of the alphabet tells
// which letters are on each.
func (p *lists) pageLinks(pg *Page, pages []listPage, alphabetical bool) []Link {
	if len(pages) == 1 {
		return nil
	}
	var out []Link
	for _, l := range pages {
		text := strconv.Itoa(l.first+1) + "–" + strconv.Itoa(l.first+len(l.entries))
		if alphabetical {
			text = l.letters(pages)
		}
		link := p.link(pg, text, l.url)
		link.Current = l.url == pg.URL
		out = append(out, link)
	}
	return out
}

// letters tells which letters are on a page, "A–C". Where a letter has several pages it tells how its words begin, "Ska–Soc".
func (l listPage) letters(pages []listPage) string {
	from, to := l.entries[0].indexed, l.entries[len(l.entries)-1].indexed
	a, b := Letter(from), Letter(to)
	if a == b && slices.ContainsFunc(pages, func(o listPage) bool { return o.first != l.first && Letter(o.entries[0].indexed) == a }) {
		a, b = beginning(from), beginning(to)
	}
	if a == b {
		return a
	}
	return a + "–" + b
}

// beginning is the first three letters of a title, or what it has before its first blank.
func beginning(title string) string {
	letters := []rune(strings.TrimSpace(title))
	letters = letters[:min(3, len(letters))]
	return capital(strings.Fields(string(letters) + " ")[0])
}
