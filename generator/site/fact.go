package site

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// firstFacts are what most readers look for: who has decided, from when it holds, who answers for it and whom it binds.
var firstFacts = []string{
	"decision", "to_be_adopted_by", "in_force", "held_from", "held_until", "proposed_from", "owner", "owner_beside", "applies_to",
}

// firstAndMore parts facts into what most readers look for and the rest.
func firstAndMore(facts []Fact) (first, more []Fact) {
	for _, f := range facts {
		if slices.Contains(firstFacts, f.Key) {
			first = append(first, f)
		} else {
			more = append(more, f)
		}
	}
	return first, more
}

// facts are the decision data of a version, in the order that Swedish readers know from other municipalities' documents. What
// the page says anyway is left out, and without a page, for a print, what changes from day to day and what depends on other
// documents: a print must stay as it is while the version's status does.
func (p *unit) facts(pg *Page, e *entry, v *library.Version) []Fact {
	print := pg == nil
	var out []Fact
	add := func(key string, value Sentence) {
		if len(value) > 0 {
			out = append(out, Fact{Key: key, Label: p.factLabel(key, e.doc.Kind), Value: value})
		}
	}
	// The decision is told also where something is missing, so that nobody has to guess whether
	// it was forgotten on the page or in the minutes.
	must := func(key string, value Sentence) {
		if len(value) == 0 {
			value = p.Say("site.fact.missing")
		}
		add(key, value)
	}
	old := v.Status >= library.StatusSuperseded
	if print {
		must("kind", plain(KindLabel(e.doc.Kind)))
	}
	if k := e.doc.Kind; k != nil {
		add("class", plain(capital(k.Class)))
	}
	switch {
	case adopted(v) && !print:
		add("decision", p.decisionFact(v))
	case adopted(v):
		must("adopted_by", plain(BodyName(v.AdoptedBy)))
		must("adopted", Sentence{iso(v.Adopted)})
		if v.AdoptedBy == nil || v.AdoptedBy.KeepsMinutes() || v.Section != "" {
			must("section", plain(v.Section)) // others decide without minutes
		}
	default:
		add("to_be_adopted_by", plain(BodyName(v.AdoptedBy)))
		if print {
			must("adopted", p.Say("site.fact.undecided"))
		}
	}
	must("case_number", plain(v.CaseNumber))
	if v.DecisionURL != "" && adopted(v) && print {
		add("decision_url", Sentence{{Text: p.text("site.minutes"), Href: v.DecisionURL}})
	}
	if until := v.ConsultationUntil; !until.IsZero() && v.Status == library.StatusConsultation && print {
		add("consultation_until", Sentence{iso(until)})
	}
	if adopted(v) {
		p.validity(v, old, print, add)
		if x := v.Extended(p.Today); x != nil {
			add("extended", list(", ", p.decision(x.Date, BodyRunning(x.By), x.Section), plain(x.CaseNumber)))
		}
	} else {
		// Whoever decides on it must see when it is meant to hold.
		if from := v.Draft.InForce; !from.IsZero() {
			add("proposed_from", Sentence{iso(from)})
		}
		if !v.ValidUntil.IsZero() {
			add("proposed_until", Sentence{iso(v.ValidUntil)})
		}
	}
	// A print is called by its version, and a first one says nothing more; whether there are others may not change it.
	if s := p.versionFact(v); adopted(v) && (s.String() != v.Name || print && v.Name != "1" || !print && len(e.versions) > 1) {
		add("version", s)
	}
	if r := newestReview(v, p.Today); r != nil && adopted(v) {
		add("reviewed", p.decision(r.Date, reviewBody(r), r.Section))
	}
	if e.holds() && v == e.shown && e.doc.TranslationOf == "" {
		if r, told := p.toldReview(e, print); told {
			add("review", p.reviewFact(r, print))
		}
	}
	if !old {
		if v.Steward == "" {
			must("owner", plain(v.Owner))
		} else {
			must("owner_beside", plain(v.Owner))
			add("steward", plain(v.Steward))
		}
		add("department", plain(v.Department))
		add("applies_to", plain(strings.Join(v.AppliesTo, ", ")))
		// The name of a document above may change with a new version of it, so a print leaves it out.
		if !print {
			add("implements", p.ties(pg, e.doc.Implements))
		}
		add("based_on", plain(strings.Join(v.BasedOn, ", ")))
		if !print {
			add("keywords", p.keywordLinks(pg, v))
		}
	}
	add("replaces", p.replacesFact(pg, e, v))
	add("replaced_by", p.replacedByFact(pg, e, v))
	if v.Repeal != nil && adopted(v) {
		add("repealed", p.repealFact(v))
	}
	add("laws", p.lawLinks(v.Laws))
	add("standards", plain(strings.Join(v.Standards, ", ")))
	add("code_number", plain(v.CodeNumber))
	if p.Internal && !print {
		add("visibility", p.Say("site.visibility."+p.visibility(e, v)))
	}
	return out
}

// visibility tells what the public site shows of a version: "public", "listed" or "hidden".
func (p *Frame) visibility(e *entry, v *library.Version) string {
	switch {
	case versionIn(e.public, v) == nil:
		return "hidden"
	case e.public.Visibility != library.Public:
		return "listed"
	}
	return "public"
}

func (p *Frame) validity(v *library.Version, old, print bool, add func(string, Sentence)) {
	if v.Status == library.StatusAnnulled {
		return // it was in force on no day
	}
	if old {
		add("held_from", Sentence{iso(v.InForce)})
		if !v.LastDay.IsZero() {
			add("held_until", Sentence{iso(v.LastDay)})
		}
		return
	}
	if v.InForce != v.Adopted {
		add("in_force", Sentence{iso(v.InForce)})
	}
	until := v.LastDay
	if print {
		// A successor or a repeal to come is the page's business: a print stays as it is.
		until = v.ValidUntil
	}
	if !until.IsZero() {
		add("valid_until", Sentence{iso(until)})
	}
}

// versionFact is "3, rättad 2021-09-06".
func (p *Frame) versionFact(v *library.Version) Sentence {
	if !adopted(v) {
		return plain(p.text("site.undecided." + v.Status.String()))
	}
	var last library.Date
	for _, c := range v.Corrections {
		if c.Date.After(last) && !c.Date.After(p.Today) {
			last = c.Date
		}
	}
	if last.IsZero() {
		return plain(v.Name)
	}
	return p.Say("site.fact.corrected", v.Name, iso(last))
}

// newestReview is the last recorded review that has taken place.
func newestReview(v *library.Version, today library.Date) *library.ReviewEntry {
	var out *library.ReviewEntry
	for i, r := range v.Reviews {
		if !r.Date.After(today) && (out == nil || !r.Date.Before(out.Date)) {
			out = &v.Reviews[i]
		}
	}
	return out
}

func reviewBody(r *library.ReviewEntry) string { return cmp.Or(BodyRunning(r.By), r.ByText) }

// decisionFact is "2019-03-25, kommunfullmäktige § 42". Where a part is missing that is told, so that nobody has to guess whether it was
// forgotten on the page or in the minutes. The section leads to the minutes.
func (p *Frame) decisionFact(v *library.Version) Sentence {
	body, section := plain(BodyRunning(v.AdoptedBy)), p.section(v)
	var missing Sentence
	if v.AdoptedBy == nil {
		missing = p.Say("site.fact.no_body")
	} else if v.AdoptedBy.KeepsMinutes() && v.Section == "" {
		missing = p.Say("site.fact.no_section")
	}
	return list(", ", Sentence{iso(v.Adopted)}, list(" ", body, section), missing)
}

// section is the section of the minutes, as a link if it is known where they stand.
func (p *Frame) section(v *library.Version) Sentence {
	switch {
	case v.DecisionURL == "":
		return plain(v.Section)
	case v.Section == "":
		return Sentence{{Text: p.text("site.minutes"), Href: v.DecisionURL}}
	}
	return Sentence{{Text: p.text("site.minutes_section", v.Section), Href: v.DecisionURL}}
}

// decision is "2023-05-22, kommunstyrelsen § 80".
func (p *Frame) decision(day library.Date, body, section string) Sentence {
	who := strings.TrimSpace(body + " " + section)
	if who == "" {
		return Sentence{iso(day)}
	}
	return Sentence{iso(day), {Text: ", " + who}}
}

// toldReview is the review of a document that holds, and whether to tell it. A print tells that of its own version, whatever has
// been decided since.
func (p *Frame) toldReview(e *entry, print bool) (library.Review, bool) {
	if !print {
		_, until := e.untilDay()
		return e.doc.Review, !until && !e.settled()
	}
	r, until := e.doc.Review, e.shown.ValidUntil
	if e.doc.OwnReview != nil {
		r = *e.doc.OwnReview
	}
	return r, until.IsZero() || !r.Due.IsZero() && r.Due.Before(until)
}

// reviewFact is the day by which the document is to be reviewed. A print never says that the day
// has passed.
func (p *Frame) reviewFact(r library.Review, print bool) Sentence {
	switch {
	case !r.Due.IsZero() && r.State == library.Overdue && !print && !p.HideReview:
		return p.Say("site.fact.review_late", iso(r.Due))
	case !r.Due.IsZero():
		return p.Say("site.row.due", iso(r.Due))
	case hasCycle(r, library.WhenNeeded):
		return p.Say("site.fact.review_when_needed")
	}
	return p.Say("site.fact.review_none")
}

// ties are links to documents, and the words for what is no document here.
func (p *unit) ties(pg *Page, ties []library.Tie) Sentence {
	var out []Sentence
	for _, t := range ties {
		if t.ID == "" {
			out = append(out, plain(t.Text))
		} else if o := p.card(t.ID); o != nil {
			out = append(out, Sentence{p.documentPart(pg, o)})
		}
	}
	return list(", ", out...)
}

// versionTie is "Version 2, kommunfullmäktige 2015-05-18 § 61".
func (p *Frame) versionTie(pg *Page, e *entry, v *library.Version) Sentence {
	address := p.versionURL(v) // which on paper must lead to this version also when another holds
	if pg != nil {
		address = p.addressOf(e, v)
	}
	decided := list(" ", plain(BodyRunning(v.AdoptedBy)), Sentence{iso(v.Adopted)}, plain(v.Section))
	return list(", ", Sentence{p.linked(pg, p.versionWord(v), address)}, decided)
}

// addressOf is where a version is shown.
func (p *Frame) addressOf(e *entry, v *library.Version) string {
	if v != e.shown && e.shows(v) {
		return p.versionURL(v)
	}
	return e.URL
}

func (p *unit) replacesFact(pg *Page, e *entry, v *library.Version) Sentence {
	var out []Sentence
	if v.Supersedes != nil && e.shows(v.Supersedes) {
		out = append(out, p.versionTie(pg, e, v.Supersedes))
	}
	if v == e.shown {
		out = append(out, p.ties(pg, e.doc.Replaces))
	}
	return list("; ", out...)
}

func (p *unit) replacedByFact(pg *Page, e *entry, v *library.Version) Sentence {
	if v.Status != library.StatusSuperseded {
		return nil
	}
	if s := v.Superseder; s != nil && e.shows(s) && !s.InForce.After(p.Today) {
		return p.versionTie(pg, e, s)
	}
	return p.ties(pg, e.doc.ReplacedBy)
}

// repealFact is "2025-06-16, kommunfullmäktige § 88, från och med 2025-07-01".
func (p *Frame) repealFact(v *library.Version) Sentence {
	r := v.Repeal
	var from Sentence
	if r.From != r.Date {
		from = p.Say("site.fact.repealed_from", iso(r.From))
	}
	return list(", ", p.decision(r.Date, BodyRunning(r.By), r.Section), plain(r.CaseNumber), from)
}

// BodyName is a body's name at the start of a label: "Kommunstyrelsen".
func BodyName(b *library.Body) string {
	if b == nil {
		return ""
	}
	return b.Name
}
