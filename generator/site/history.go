package site

import (
	"cmp"
	"slices"

	"styrdok/generator/library"
)

// history is what has happened to a document, newest first; undecided versions stand before.
func (p *unit) history(e *entry, pg *Page) *History {
	var out []historyItem
	add := func(day library.Date, m Mark, title, under Sentence) *HistoryEntry {
		h := &HistoryEntry{Date: iso(day), Mark: m, Title: title, Under: under}
		out = append(out, historyItem{day, h})
		return h
	}
	the, _ := p.Subject(e.doc.Kind)
	if e.holds() && !p.HideReview {
		r := e.doc.Review
		if r.State == library.Overdue {
			add(r.OverdueSince, MarkOverdue, p.Say("site.history.overdue"), nil)
		}
		if told, ok := p.toldReview(e, false); ok && told.State != library.Overdue && !told.Due.IsZero() {
			late := told.Due.AddDays(1)
			add(late, MarkOverdue, p.Say("site.history.overdue"), nil).From = late.String()
		}
		for _, ev := range r.Events {
			add(ev.Date, MarkEvent, p.Say("site.history.event", the), plain(ev.Text))
		}
	}
	adoptions := map[*library.Version]*HistoryEntry{}
	for _, v := range e.versions {
		adoptions[v] = p.versionHistory(e, pg, v, add)
	}
	p.historyLater(e, pg, adoptions, add)
	if e.shown.Status == library.StatusSuperseded {
		for _, t := range e.doc.ReplacedBy {
			if o := p.card(t.ID); o != nil && e.shown.Superseder == nil {
				link := p.documentPart(pg, o)
				add(supersededOn(e.shown), MarkSuperseded, p.Say("site.history.replaced_by", link), nil)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b historyItem) int {
		return cmp.Or(boolOrder(!a.day.IsZero(), !b.day.IsZero()), b.day.Compare(a.day))
	})
	h := &History{Label: p.text("site.history.label"), Day: p.dayForm(e, pg)}
	for _, i := range out {
		h.Entries = append(h.Entries, *i.HistoryEntry)
	}
	return h
}

type historyItem struct {
	day library.Date
	*HistoryEntry
}

// historyLater adds what the history tells on coming days: of the versions that then begin and cease to hold, and what else
// happens then. A translation is not decided on, so that nothing happens to it.
func (p *unit) historyLater(e *entry, pg *Page, adoptions map[*library.Version]*HistoryEntry, add func(library.Date, Mark, Sentence, Sentence) *HistoryEntry) {
	retitle := func(v *library.Version, t library.Turn, status library.Status) {
		if h := adoptions[v]; h != nil {
			later := *h
			later.From, later.Later = t.From.String(), nil
			later.Mark, later.Title = p.adoptionTitle(e, v, status, p.versionWord(v))
			h.Later = append(h.Later, later)
		}
	}
	for _, t := range e.doc.Turns {
		at := e.adoptedOn(t.Adopted)
		if at == nil || e.doc.TranslationOf != "" {
			continue
		}
		retitle(at, t, t.Status)
		switch t.Status {
		case library.StatusInForce:
			retitle(at.Supersedes, t, library.StatusSuperseded)
		case library.StatusExpired:
			add(t.From.AddDays(-1), MarkExpired, p.Say("site.history.expired"), nil).From = t.From.String()
		case library.StatusSuperseded:
			if o := p.replacement(e); o != nil {
				add(t.From, MarkSuperseded, p.Say("site.history.replaced_by", p.documentPart(pg, o)), nil).From = t.From.String()
			}
		}
	}
}

// versionHistory adds what has happened to one version, and returns its first entry. What has been decided on the original of a
// translation is told there.
func (p *unit) versionHistory(e *entry, pg *Page, v *library.Version, add func(library.Date, Mark, Sentence, Sentence) *HistoryEntry) *HistoryEntry {
	name := p.versionWord(v)
	translated := e.doc.TranslationOf != ""
	m, title := p.adoptionTitle(e, v, v.Status, name)
	if !adopted(v) {
		h := add(v.Adopted, m, title, plain(v.Changes))
		p.readVersion(e, pg, v, name, h)
		return h
	}
	if translated {
		m, title = MarkEvent, p.Say("site.history.original", Running(name), p.Decided(e.doc.Kind, library.Common))
	}
	h := add(v.Adopted, m, title, Sentences(p.decidedBy(v), plain(v.Changes)))
	p.readVersion(e, pg, v, name, h)
	for _, x := range v.Happenings(p.Today) {
		under := list(" ", plain(BodyName(x.By)), plain(x.Section))
		if translated && x.Sort != "corrected" {
			continue
		}
		switch x.Sort {
		case "corrected":
			add(x.Day, MarkEvent, p.Say("site.history.correction"), plain(x.Note))
		case "reviewed":
			add(x.Day, MarkEvent, p.Say("site.history.review"), list(". ", list(" ", plain(capital(cmp.Or(BodyRunning(x.By), x.ByText))), plain(x.Section)), plain(x.Note)))
		case "extended":
			add(x.Day, MarkEvent, p.Say("site.history.extended", iso(x.Until)), under)
		case "repealed":
			if x.From != x.Day {
				under = list(". ", under, p.Say("site.history.repealed_from", iso(x.From)))
			}
			_, g := p.Subject(e.doc.Kind)
			add(x.Day, MarkRepealed, p.SayG("site.history.repealed", g), under)
		case "annulled":
			add(x.Day, MarkRepealed, p.Say("site.history.annulled", name), list(", ", plain(x.ByText), plain(x.CaseNumber)))
		}
	}
	if v.Status == library.StatusExpired && !translated {
		add(v.ValidUntil, MarkExpired, p.Say("site.history.expired"), nil)
	}
	return h
}

// adoptionTitle is "Version 3 antagen, gäller" of a version that has a status, with the words that matter in strong type.
func (p *Frame) adoptionTitle(e *entry, v *library.Version, status library.Status, name string) (Mark, Sentence) {
	verb := p.Decided(e.doc.Kind, library.Common)
	if !status.Adopted() {
		return MarkDraft, p.Say("site.history.undecided", name)
	}
	switch status {
	case library.StatusInForce:
		return MarkInForce, strong(p.Say("site.history.in_force", name, verb))
	case library.StatusComing:
		return MarkComing, p.Say("site.history.coming", name, verb, iso(v.InForce))
	case library.StatusSuperseded:
		if s := v.Superseder; s != nil && e.shows(s) {
			return MarkSuperseded, p.Say("site.history.superseded", name, verb, Running(p.versionWord(s)))
		}
		return MarkSuperseded, p.Say("site.history.superseded_plain", name, verb)
	}
	return MarkEvent, p.Say("site.history.adopted", name, verb)
}

// decidedBy is "Kommunfullmäktige § 42.", with a link to the minutes if they are known.
func (p *Frame) decidedBy(v *library.Version) Sentence {
	s := list(" ", plain(BodyName(v.AdoptedBy)), p.section(v))
	if len(s) == 0 || v.Changes == "" {
		return s
	}
	return join(s, plain("."))
}

// dayForm leads to the text that held on a day; nil where there is one version.
func (p *unit) dayForm(e *entry, pg *Page) *DayForm {
	f := &DayForm{
		Label: p.text("site.day.label"), Button: p.text("site.day.button"), None: p.text("site.day.none"), Here: p.text("site.day.here"),
	}
	for _, v := range e.versions {
		if !adopted(v) || v.Status == library.StatusAnnulled || v.InForce.IsZero() || v.LastDay.Before(v.InForce) && !v.LastDay.IsZero() {
			continue
		}
		s := DaySpan{From: v.InForce.String(), Until: cmp.Or(v.LastDay.String(), "-"), Href: "#_innehall"}
		if v != e.shown {
			s.Href = p.Href(pg, p.versionURL(v))
		}
		f.Spans = append(f.Spans, s)
	}
	if len(f.Spans) < 2 {
		return nil
	}
	return f
}

// readVersion adds the links to a version that is shown on a page of its own, and to what it changed.
func (p *unit) readVersion(e *entry, pg *Page, v *library.Version, name string, h *HistoryEntry) {
	if e.shows(v) && v != e.shown {
		h.Links = append(h.Links, p.link(pg, p.text("site.history.read", Running(name)), p.versionURL(v)))
	}
	h.Links = append(h.Links, p.changesLink(e, pg, v)...)
	if p.since[v] != nil {
		h.Links = append(h.Links, p.sinceLinks(e, pg, v)...)
	}
	if v == e.shown {
		return
	}
	if pr := p.prints[v]; pr != nil {
		h.Downloads = append(h.Downloads, p.download(pg, name, pr))
	}
}
