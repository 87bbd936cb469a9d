package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

var (
	backMark   = pattern.New(`^[\s\[\]()\d↩︎^ivx*]*$`) // what leads from a note back to the text
	wordNote   = pattern.New(`mso-element:(?:foot|end)note`)
	officeNote = pattern.New(`^sd(?:foot|end)note\d+$`)
)

// findNotes finds the footnotes of a text by what leads to them.
func (r *reader) findNotes(body *html.Node) {
	var of []*html.Node
	each(body, func(n *html.Node) bool {
		element := style(n)
		switch {
		case attr(n, "role") == "doc-endnotes" || class(n, "footnotes", "footnote-list", "endnotes"):
			each(n, func(k *html.Node) bool {
				if k.DataAtom == atom.Li && attr(k, "id") != "" {
					of = append(of, k)
					return false
				}
				return true
			})
		case attr(n, "role") == "doc-footnote", wordNote.MatchString(element) && !strings.Contains(element, "list"), officeNote.MatchString(attr(n, "id")):
			of = append(of, n)
			return false
		}
		return true
	})
	for _, n := range of {
		names := []string{attr(n, "id")}
		each(n, func(k *html.Node) bool {
			names = append(names, attr(k, "id"), attr(k, "name"))
			return true
		})
		for _, name := range names {
			if name != "" {
				r.notes[name] = n
			}
		}
	}
	// A note that nothing leads to stays where it is.
	led := map[*html.Node]bool{}
	each(body, func(n *html.Node) bool {
		if id, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && r.notes[id] != nil && !contains(r.notes[id], n) {
			led[r.notes[id]] = true
		}
		return true
	})
	for name, n := range r.notes {
		if led[n] {
			r.noteAt[n] = 0
		} else {
			delete(r.notes, name)
		}
	}
}

func (r *reader) isNote(n *html.Node) bool {
	_, is := r.noteAt[n]
	return is
}

// note reads a footnote once, and returns its place from 1.
func (r *reader) note(n *html.Node) int {
	if at := r.noteAt[n]; at > 0 {
		return at
	}
	r.out.Notes = append(r.out.Notes, intake.Note{})
	at := len(r.out.Notes)
	r.noteAt[n] = at
	r.inNote = true
	r.out.Notes[at-1].Blocks = r.flow(n, look{})
	r.inNote = false
	return at
}
