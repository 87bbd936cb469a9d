package site

import (
	"cmp"
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

// grouped is the documents that have a key in common.
type grouped[K comparable] struct {
	key     K
	entries []*entry
}

// groupBy puts documents with the same key together, in the order in which the keys first occur.
func groupBy[K comparable](entries []*entry, key func(*entry) K) []grouped[K] {
	at := map[K]int{}
	var out []grouped[K]
	for _, e := range entries {
		k := key(e)
		i, known := at[k]
		if !known {
			i, at[k] = len(out), len(out)
			out = append(out, grouped[K]{key: k})
		}
		out[i].entries = append(out[i].entries, e)
	}
	return out
}

// filter returns the entries that a condition holds for.
func filter(entries []*entry, keep func(*entry) bool) []*entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e *entry) bool { return !keep(e) })
}

// countHolding is how many documents have the version in force that is shown.
func countHolding(entries []*entry) int {
	n := 0
	for _, e := range entries {
		if e.holds() {
			n++
		}
	}
	return n
}

// owner is who is answerable for documents: a role and a unit, so that the heads of two offices are not one.
type owner struct{ role, unit string }

func ownerOf(e *entry) owner { return owner{e.shown.Owner, e.shown.Department} }

// byOwner orders groups by the names of their owners.
func (d *Directory) byOwner(a, b grouped[owner]) int {
	return cmp.Or(
		d.order.compare(a.key.role, b.key.role), d.order.compare(a.key.unit, b.key.unit),
		cmp.Compare(a.key.role, b.key.role), cmp.Compare(a.key.unit, b.key.unit),
	)
}

// fileName makes a name of [a-z0-9-] for an owner, which no other owner among those that are taken has.
func (o owner) fileName(taken map[string]bool) string {
	return freeName(fileName(strings.TrimSpace(o.role+" "+o.unit)), taken)
}
