package site

import (
	"slices"

	"styrdok/generator/library"
)

// obligations are those that this build tells of.
func (d *Directory) obligations() []library.Fulfilment {
	if !d.Internal && !d.Settings.Obligations {
		return nil
	}
	return d.Library.Obligations
}

// planObligations makes the list of what the law requires. It never says that a law is followed: only which documents the
// organisation has named.
func (p *lists) planObligations() {
	all := p.obligations()
	if len(all) == 0 {
		return
	}
	pg := &Page{Kind: KindObligations, URL: urlObligated, Section: urlObligated, Title: p.text("site.obligations.title")}
	pg.Description = p.text("site.obligations.description", p.Organisation.Name)
	d := &ObligationsPage{Lead: p.SayN("site.obligations.lead", len(all), len(all))}
	for _, id := range []string{"saknas", "sena", "angivna"} {
		s := ObligationSection{ID: id, Heading: p.text("site.obligations." + id + ".heading"), Note: p.text("site.obligations." + id + ".note")}
		for i := range all {
			if p.obligationState(&all[i]) == id {
				s.Items = append(s.Items, p.obligation(pg, &all[i]))
			}
		}
		if len(s.Items) > 0 {
			d.Sections = append(d.Sections, s)
		}
	}
	p.addPage(pg, d)
	last := &p.made[len(p.made)-1].Stale
	for i := range all {
		if r := all[i].Earliest(); r != nil && r.State != library.Overdue {
			if from := r.Due.AddDays(1).String(); last.From == "" || from < last.From {
				last.From, last.Sentence = from, p.Say("site.stale", p.Today)
			}
		}
	}
}

// obligationState is the ID of the section that an obligation belongs to.
func (p *lists) obligationState(f *library.Fulfilment) string {
	switch {
	case f.Missing():
		return "saknas"
	case f.Overdue() != nil && !p.HideReview:
		return "sena"
	}
	return "angivna"
}

// obligation words one obligation.
func (p *lists) obligation(pg *Page, f *library.Fulfilment) ObligationItem {
	out := ObligationItem{What: f.What, Text: f.Text}
	add := func(key string, values ...Sentence) {
		values = slices.DeleteFunc(values, func(s Sentence) bool { return len(s) == 0 })
		if len(values) > 0 {
			out.Facts = append(out.Facts, ObligationFact{Key: key, Label: p.text("site.obligations." + key), Values: values})
		}
	}
	add("law", Sentence{{Text: capital(f.Cited()), Href: f.Source}})
	add("read", Sentence{iso(f.Read)})
	add("body", plain(BodyName(f.Body)))
	var cycles []Sentence
	for _, c := range f.Review {
		often := plain(p.cycle(c))
		if c.Type == library.EveryTerm && f.Deadline != (library.Deadline{}) {
			often = list(", ", often, plain(p.deadline(f.Deadline)))
		}
		cycles = append(cycles, often)
	}
	add("cycle", capitalised(list(", ", cycles...)))
	add("fulfilled_by", p.fulfilledBy(pg, f)...)
	var ended []Sentence
	for _, d := range f.Ended {
		if e := p.byID[d.ID]; e != nil {
			ended = append(ended, p.Say("site.obligations.document", p.documentPart(pg, &e.Card), Running(e.Badge.Text)))
		}
	}
	add("ended", ended...)
	if r := f.Earliest(); r != nil {
		due := Sentence{iso(r.Due)}
		if r.State == library.Overdue && !p.HideReview {
			due = p.Say("site.fact.review_overdue", iso(r.Due))
		}
		add("due", due)
	}
	return out
}

// fulfilledBy are links to the documents in force that an obligation names, each with the decision.
func (p *lists) fulfilledBy(pg *Page, f *library.Fulfilment) []Sentence {
	below := f.Below()
	var out []Sentence
	for _, d := range f.Documents {
		e := p.byID[d.ID]
		if e == nil {
			continue
		}
		v := e.shown
		decided := p.decision(v.Adopted, BodyRunning(v.AdoptedBy), v.Section)
		if slices.Contains(below, d) {
			decided = join(decided, p.Say("site.obligations.below", BodyRunning(f.Body)))
		}
		out = append(out, p.Say("site.obligations.document", p.documentPart(pg, &e.Card), decided))
	}
	return out
}
