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

// mostRules is how many rules are told. Of more, those of the kinds that bind the public come first, and the latest of each.
const mostRules = 8

// rules are what the start page tells first; nil if there are none.
func (p *lists) rules(pg *Page) *Rules {
	found := filter(p.entries, p.bindsPublic)
	if len(found) == 0 {
		return nil
	}
	binding := func(e *entry) bool { return e.doc.Kind != nil && e.doc.Kind.BindsPublic }
	slices.SortStableFunc(found, func(a, b *entry) int { return boolOrder(!binding(a), !binding(b)) })
	r := &Rules{Heading: p.text("site.start.rules")}
	if len(found) <= mostRules {
		r.Groups = []RuleGroup{{Items: p.ruleItems(pg, found)}}
	} else {
		p.groupRules(pg, r, found)
	}
	if slices.Contains(p.about.Sections, urlStatutes) {
		r.More = append(r.More, p.link(pg, p.text("site.start.statutes"), urlStatutes))
	}
	return r
}

// groupRules tells as many of the rules as there is room for, in equal parts by kind, with a way to all of each kind. Other
// documents get the room that is left, and are led to by those whom they bind.
func (p *lists) groupRules(pg *Page, r *Rules, found []*entry) {
	var kinds []choice
	rest := found
	for _, c := range p.kindChoices() {
		if kind := c.entries[0].doc.Kind; kind.BindsPublic {
			of := func(e *entry) bool { return e.doc.Kind != nil && e.doc.Kind.ID == kind.ID }
			if all := filter(rest, of); len(all) > 0 {
				kinds = append(kinds, choice{url: c.url, text: c.text, title: p.text("site.start.all_rules", len(c.entries), Running(c.text)), entries: all})
				rest = slices.DeleteFunc(slices.Clone(rest), of)
			}
		}
	}
	left, told := mostRules, 0
	group := func(c choice, most int) {
		latest := slices.Clone(c.entries)
		slices.SortStableFunc(latest, func(a, b *entry) int { return b.shown.Adopted.Compare(a.shown.Adopted) })
		g := RuleGroup{Heading: c.text, Items: p.ruleItems(pg, latest[:min(most, len(latest))])}
		if told = len(g.Items); told < len(c.entries) {
			g.Note = p.text("site.start.latest_rules")
			if c.url != "" {
				g.More = p.link(pg, c.title, c.url)
			}
		}
		left -= told
		r.Groups = append(r.Groups, g)
	}
	for i, c := range kinds {
		group(c, max(1, left/(len(kinds)-i)))
	}
	if len(rest) > 0 && left > 0 {
		group(choice{text: p.text("site.start.other_rules"), entries: rest}, left)
	} else {
		told = 0
	}
	if len(rest) > told {
		for _, c := range p.whomChoices() {
			if p.public(c.text) && slices.ContainsFunc(c.entries, (*entry).holds) {
				r.More = append(r.More, p.link(pg, p.text("site.start.rules_for", Running(c.text), len(c.entries)), c.url))
			}
		}
	}
}

func (p *lists) ruleItems(pg *Page, entries []*entry) (items []Rule) {
	for _, e := range entries {
		i := Rule{Link: p.documentLink(pg, &e.Card), Kind: e.Kind}
		if !e.Listed {
			i.Summary = e.shown.Summary
		}
		items = append(items, i)
	}
	return items
}
