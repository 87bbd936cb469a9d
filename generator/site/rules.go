package site

import (
	"slices"
	"strings"
)

// bindsPublic reports whether a document that holds binds those who live or work in the municipality, and not only its
// own organisation: by its kind, or by whom it says that it applies to.
func (p *lists) bindsPublic(e *entry) bool {
	k := e.doc.Kind
	return e.holds() && (k != nil && k.BindsPublic || !e.Listed && slices.ContainsFunc(e.shown.AppliesTo, p.public))
}

// public reports whether words for those whom a document binds mean everyone.
func (p *lists) public(whom string) bool {
	whom = strings.ToLower(strings.Join(strings.Fields(whom), " "))
	for _, word := range strings.Split(p.text("site.start.public_words"), ",") {
		if word = strings.TrimSpace(word); whom == word || strings.Contains(word, " ") && strings.Contains(whom, word) {
			return true
		}
	}
	return false
}

// fewRules is how many rules are told with their summaries, and mostRules how many are told at all.
const (
	fewRules  = 8
	mostRules = 24
)

// rules are what the start page tells first; nil if there are none.
func (p *lists) rules(pg *Page) *Rules {
	found := filter(p.entries, p.bindsPublic)
	if len(found) == 0 {
		return nil
	}
	r := &Rules{Heading: p.text("site.start.rules"), Brief: len(found) > fewRules}
	for _, e := range found[:min(len(found), mostRules)] {
		i := Rule{Link: p.documentLink(pg, &e.Card), Kind: e.Kind}
		if r.Brief {
			i.Link.Text = e.indexed
		}
		if !e.Listed {
			i.Summary = e.shown.Summary
		}
		r.Items = append(r.Items, i)
	}
	if len(found) > mostRules {
		for _, c := range p.kindChoices() {
			if c.entries[0].doc.Kind.BindsPublic {
				r.More = append(r.More, p.link(pg, p.text("site.start.all_rules", len(c.entries), Running(c.text)), c.url))
			}
		}
	}
	if slices.Contains(p.about.Sections, urlStatutes) {
		r.More = append(r.More, p.link(pg, p.text("site.start.statutes"), urlStatutes))
	}
	return r
}
