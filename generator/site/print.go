package site

import (
	"cmp"

	"styrdok/generator/library"
)

// placePrint makes the print of a version, with its address only.
func (p *planner) placePrint(e *entry, v *library.Version) {
	address := p.printAddress(v)
	pr := &Print{Address: address, URL: p.absolute(address), Version: v, Title: v.Title, Summary: v.Summary}
	e.prints[v] = pr
	p.site.Prints = append(p.site.Prints, pr)
}

// print fills the print of a version. What it says depends on the day only through the
// version's status.
func (p *planner) print(e *entry, v *library.Version) {
	pr := e.prints[v]
	if pr == nil {
		return
	}
	pr.Page = e.pages[v]
	pr.KindLabel = kindLabel(e.doc.Kind)
	pr.Text = p.in.Texts[v.File]
	pr.Facts = p.printFacts(e, v)
	if v.Status != library.StatusInForce {
		pr.Status, _ = p.notHolding(nil, e, v, true)
	}
	if d := e.doc.TranslationOf; d != nil {
		if original := p.visible(d); original != nil {
			pr.Notes = p.translationNotes(nil, e, original)
		}
	}
	pr.Head = list(", ", plain(cmp.Or(v.ShortTitle, v.Title)), plain(v.CaseNumber)).String()
	pr.Foot = p.printFoot(v)
}

// printFacts are the facts for the PDF: those of the web page without what changes from day to
// day.
func (p *planner) printFacts(e *entry, v *library.Version) []Fact {
	return p.factsFor(nil, e, v, true)
}

// printFoot is "Kommunfullmäktige 2019-03-25 § 42, version 3, antagen". What it says of a version
// that holds stays true when it no longer does.
func (p *planner) printFoot(v *library.Version) string {
	name := running(p.versionWord(v))
	if !adopted(v) {
		return capital(list(", ", plain(bodyName(v.AdoptedBy)), plain(name)).String())
	}
	decided := list(" ", plain(bodyName(v.AdoptedBy)), Sentence{iso(v.Adopted)}, plain(v.Section))
	return list(", ", decided, plain(name), plain(p.text("site.foot."+v.Status.String()))).String()
}
