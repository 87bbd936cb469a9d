package site

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// marks are those of versions that have been decided, by status alone.
var marks = map[library.Status]Mark{
	library.StatusInForce: MarkInForce, library.StatusComing: MarkComing, library.StatusSuperseded: MarkSuperseded, library.StatusExpired: MarkExpired,
	library.StatusRepealed: MarkRepealed, library.StatusAnnulled: MarkRepealed,
}

func markOf(s library.Status) Mark { return cmp.Or(marks[s], MarkDraft) }

// markText is the word beside a mark. Undecided versions are called by their status.
func (p *Frame) markText(m Mark, v *library.Version) string {
	key := "site.mark." + string(m)
	if m == MarkDraft {
		key += "." + v.Status.String()
	}
	if v.Status == library.StatusAnnulled {
		key = "site.mark.annulled"
	}
	_, g := p.Subject(v.Document.Kind)
	return p.SayG(key, g).String()
}

// reviewBadge tells that the review of a document that holds is late or soon due; else it has no words.
func (p *Frame) reviewBadge(e *entry) Badge {
	var b Badge
	r := e.doc.Review
	if !e.holds() || p.HideReview {
		return b
	}
	word := func(m Mark) string {
		if m == MarkDueSoon && r.Rule.Type == library.RuleValidUntil {
			return p.text("site.beside.ends-soon")
		}
		return p.text("site.beside." + string(m))
	}
	switch r.State {
	case library.Overdue:
		b.Mark, b.Text = MarkOverdue, word(MarkOverdue)
	case library.DueSoon:
		b.Mark, b.Text = MarkDueSoon, word(MarkDueSoon)
	}
	put := func(from library.Date, m Mark) {
		b.Later = append(b.Later, LaterBadge{From: from.String(), Mark: m, Text: word(m)})
	}
	if !r.Due.IsZero() && r.State != library.Overdue {
		if r.State != library.DueSoon {
			put(r.Due.AddDays(-p.Soon), MarkDueSoon)
		}
		if r.Rule.Type != library.RuleValidUntil {
			put(r.Due.AddDays(1), MarkOverdue)
		}
	}
	if end, _ := ends(e.shown); !end.IsZero() && (b.Mark != "" || len(b.Later) > 0) {
		b.Later = slices.DeleteFunc(b.Later, func(l LaterBadge) bool { return l.From >= end.String() })
		b.Later = append(b.Later, LaterBadge{From: end.String()})
	}
	return b
}

// later are the badges of a document on coming days, of its status and of its review, by day.
func (c *Card) later() []LaterBadge {
	out := slices.DeleteFunc(slices.Clone(c.Review.Later), func(l LaterBadge) bool { return l.Mark == "" })
	out = append(out, c.Badge.Later...)
	slices.SortStableFunc(out, func(a, b LaterBadge) int { return strings.Compare(a.From, b.From) })
	return out
}

// versionBadge is the status of a version in a word.
func (p *Frame) versionBadge(v *library.Version) Badge {
	b := Badge{Mark: markOf(v.Status)}
	b.Text = p.markText(b.Mark, v)
	put := func(from library.Date, m Mark) {
		b.Later = append(b.Later, LaterBadge{From: from.String(), Mark: m, Text: p.markText(m, v)})
	}
	if v.Status == library.StatusComing && v.Superseder == nil {
		put(v.InForce, MarkInForce)
	}
	if v.Status == library.StatusInForce || v.Status == library.StatusComing {
		if day, m := ends(v); !day.IsZero() {
			put(day, m)
		}
	}
	return b
}

// ends returns the first day on which a version that holds, or is to hold, no longer does, as
// far as that is decided, and the mark it then gets.
func ends(v *library.Version) (library.Date, Mark) {
	if v.LastDay.IsZero() {
		return library.Date{}, ""
	}
	first := v.LastDay.AddDays(1)
	switch {
	case v.Repeal != nil && v.Repeal.From == first:
		return first, MarkRepealed
	case v.Superseder != nil && v.Superseder.InForce == first:
		return first, MarkSuperseded
	case v.ValidUntil == v.LastDay:
		return first, MarkExpired
	}
	return first, MarkSuperseded
}

// status answers whether a document holds, in sentences, for the version shown at its address.
func (p *unit) status(pg *Page, e *entry) Status {
	v := e.shown
	the, g := p.Subject(e.doc.Kind)
	holds := StatusWords{Mark: MarkInForce, Sentence: strong(p.SayG("site.status.holds", g, capital(the)))}
	var st Status
	if original := p.card(e.doc.TranslationOf); original != nil {
		return p.translationStatus(pg, &e.Card, original)
	}
	switch {
	case e.holds():
		st = p.holding(pg, e, holds.Sentence, g)
	case v.Status == library.StatusComing:
		st.Sentence, st.Mark = p.notHolding(pg, e, v, false)
		st.Later = []LaterStatus{{From: v.InForce.String(), StatusWords: holds}}
	default:
		st.Sentence, st.Mark = p.notHolding(pg, e, v, false)
		return st
	}
	if day, m := ends(v); !day.IsZero() {
		st.Later = append(st.Later, LaterStatus{From: day.String(), Older: true, StatusWords: StatusWords{Mark: m, Sentence: p.over(pg, e, m)}})
	}
	return st
}

// holding is the status of a document that holds. Where its end has been decided, that is told instead of its next review.
func (p *unit) holding(pg *Page, e *entry, holds Sentence, g library.Gender) Status {
	v, r := e.shown, e.doc.Review
	say := func(state library.ReviewState) StatusWords {
		w := StatusWords{Mark: MarkInForce, Sentence: holds}
		switch next := p.nextVersion(pg, e, holds, g); {
		case next != nil:
			w.Sentence = next
		case p.untilDay(v, r) && state == library.DueSoon && !p.HideReview:
			w.ReviewMark, w.Review = MarkDueSoon, p.SayG("site.status.until", g, v.ValidUntil)
		case p.untilDay(v, r):
			w.Sentence = Sentences(holds, p.SayG("site.status.until", g, v.ValidUntil))
		case p.HideReview:
		case r.Due.IsZero():
			if hasCycle(r, library.WhenNeeded) {
				w.Sentence = Sentences(holds, p.SayG("site.status.when_needed", g))
			}
		case state == library.Overdue:
			w.ReviewMark, w.Review = MarkOverdue, p.Say("site.status.overdue", r.Due)
		case state == library.DueSoon:
			w.ReviewMark, w.Review = MarkDueSoon, p.SayG("site.status.due", g, r.Due)
		default:
			w.Sentence = Sentences(holds, p.SayG("site.status.due", g, r.Due))
		}
		w.Sentence = Sentences(w.Sentence, p.undecidedVersions(pg, e))
		return w
	}
	st := Status{StatusWords: say(r.State)}
	if r.Due.IsZero() || p.HideReview || p.ending(e) {
		return st
	}
	end, _ := ends(v)
	for _, next := range []struct {
		day   library.Date
		state library.ReviewState
	}{{r.Due.AddDays(-p.Soon), library.DueSoon}, {r.Due.AddDays(1), library.Overdue}} {
		if next.day.After(p.Today) && (end.IsZero() || next.day.Before(end)) {
			st.Later = append(st.Later, LaterStatus{From: next.day.String(), StatusWords: say(next.state)})
		}
	}
	return st
}

// over tells, of a version that holds, what is true from the first day on which it no longer does.
func (p *unit) over(pg *Page, e *entry, m Mark) Sentence {
	v := e.shown
	the, g := p.Subject(e.doc.Kind)
	first := v.LastDay.AddDays(1)
	ended := strong(p.SayG("site.status.ended", g, capital(the)))
	switch next := v.Superseder; {
	case m == MarkExpired:
		return Sentences(ended, p.Say("site.status.expired", v.LastDay))
	case m == MarkRepealed:
		return Sentences(strong(p.SayG("site.status.repealed", g, capital(the))), p.SayG("site.status.repealed_from", g, first))
	case next != nil && next.InForce == first && e.shows(next):
		version := p.linked(pg, Running(p.versionWord(next)), p.addressOf(e, next))
		return Sentences(strong(p.SayG("site.status.ended", library.Common, p.versionWord(v))), p.Say("site.status.read_next", version, first))
	}
	for _, tie := range e.doc.ReplacedBy {
		if o := p.card(tie.ID); o != nil {
			return Sentences(ended, p.SayG("site.status.replaced_by", g, first, p.documentPart(pg, o)))
		}
	}
	return Sentences(ended, p.SayG("site.status.replaced", g, first))
}

// nextVersion tells that what holds is to end, or that a later version has been adopted; nil if neither is so.
func (p *unit) nextVersion(pg *Page, e *entry, holds Sentence, g library.Gender) Sentence {
	v, next := e.shown, e.shown.Superseder
	switch {
	case !p.ending(e):
		return nil
	case v.Repeal != nil && v.LastDay.AddDays(1) == v.Repeal.From:
		return Sentences(holds, p.SayG("site.status.repeal_coming", g, v.Repeal.From))
	}
	var changes Sentence
	for _, l := range p.changesLink(e, pg, next) {
		changes = p.Say("site.status.changes", Part{Text: p.text("site.status.what_changes"), Href: l.Href})
	}
	version := p.linked(pg, p.versionWord(next), p.addressOf(e, next))
	if v.LastDay.AddDays(1) != next.InForce {
		return Sentences(holds, p.Say("site.status.next_version", version, next.InForce), changes)
	}
	version.Text = Running(version.Text)
	until := p.Say("site.status.holds_until", strong(plain(strings.TrimSuffix(holds.String(), "."))), v.LastDay)
	return Sentences(until, p.Say("site.status.then", version), changes)
}

// ending reports whether it has been decided that what holds is to end.
func (p *Frame) ending(e *entry) bool {
	v, next := e.shown, e.shown.Superseder
	if r := v.Repeal; r != nil && r.From.After(p.Today) && v.LastDay.AddDays(1) == r.From {
		return true
	}
	return next != nil && next.Status == library.StatusComing && e.shows(next)
}

// undecidedVersions tells of versions that nobody has decided on and that this build shows.
func (p *unit) undecidedVersions(pg *Page, e *entry) Sentence {
	var out Sentence
	for _, v := range e.versions {
		if adopted(v) || v == e.shown {
			continue
		}
		kind := v.Status.String()
		out = Sentences(out, p.Say("site.status.also."+kind, p.linked(pg, p.text("site.status.also_new."+kind), p.versionURL(v))))
	}
	return out
}

// untilDay reports whether what comes next for a version is that it ceases, rather than a review.
func (p *Frame) untilDay(v *library.Version, r library.Review) bool {
	return !v.ValidUntil.IsZero() && (r.Due.IsZero() || !r.Due.Before(v.ValidUntil))
}

func hasCycle(r library.Review, t library.CycleType) bool {
	return slices.ContainsFunc(r.Cycles, func(c library.ReviewCycle) bool { return c.Type == t })
}

// notHolding tells in sentences why a version does not hold, or not yet. On a version's own page
// and in a print the version is the subject of what became of it, else the document.
func (p *unit) notHolding(pg *Page, e *entry, v *library.Version, own bool) (Sentence, Mark) {
	the, g := p.Subject(e.doc.Kind)
	m := markOf(v.Status)
	subject, sg := capital(the), g
	if own && v.Name != "" && (v.Status == library.StatusComing || v.Status == library.StatusSuperseded && v.Superseder != nil) {
		subject, sg = p.text("site.version", v.Name), library.Common
	}
	switch v.Status {
	case library.StatusComing:
		return Sentences(strong(p.Say("site.status.coming", subject, p.Decided(e.doc.Kind, sg))), p.SayG("site.status.from", sg, v.InForce)), m
	case library.StatusSuperseded:
		return Sentences(strong(p.SayG("site.status.ended", sg, subject)), p.replaced(pg, e, v, sg)), m
	case library.StatusRepealed:
		first := strong(p.SayG("site.status.repealed", sg, subject))
		if v.Repeal == nil {
			return first, m
		}
		second := p.Say("site.status.repealed_on", v.Repeal.Date)
		if v.Repeal.By != nil {
			second = capitalised(p.Say("site.status.repealed_by", BodyRunning(v.Repeal.By), v.Repeal.Date))
		}
		var third Sentence
		if v.Repeal.From != v.Repeal.Date {
			third = p.SayG("site.status.repealed_from", sg, v.Repeal.From)
		}
		return Sentences(first, second, third), m
	case library.StatusAnnulled:
		a := v.Annulled
		number := ""
		if a.CaseNumber != "" {
			number = p.text("site.court_case", a.CaseNumber)
		}
		by := p.Say("site.status.annulled_by", cmp.Or(a.By, p.text("site.court")), a.Date, number)
		return Sentences(strong(p.Say("site.status.annulled", subject)), by), m
	case library.StatusExpired:
		return Sentences(strong(p.SayG("site.status.ended", sg, subject)), p.Say("site.status.expired", v.ValidUntil)), m
	case library.StatusConsultation:
		return Sentences(strong(p.Say("site.status.consultation")), p.SayG("site.status.not_decided", library.Common), p.answerBy(pg, v)), m
	case library.StatusProposed:
		second := p.SayG("site.status.not_decided", library.Neuter)
		if !v.Adopted.IsZero() {
			second = p.Say("site.status.decides_on", v.Adopted)
		} else if v.AdoptedBy != nil {
			second = capitalised(p.Say("site.status.body_not_decided", BodyRunning(v.AdoptedBy)))
		}
		return Sentences(strong(p.Say("site.status.proposed")), second), m
	}
	return Sentences(strong(p.Say("site.status.draft")), p.SayG("site.status.not_decided", library.Neuter)), m
}

// answerBy tells by when and to whom to answer a consultation, or that it is too late. A print stays as it is.
func (p *Frame) answerBy(pg *Page, v *library.Version) Sentence {
	until := v.ConsultationUntil
	switch to := contactLine(cmp.Or(v.Contact, p.Organisation.Contact)); {
	case until.IsZero():
		return nil
	case pg != nil && until.Before(p.Today):
		return p.Say("site.status.answered", until)
	case len(to) > 0:
		return p.Say("site.status.answer_to", until, to)
	}
	return p.Say("site.status.answer", until)
}

// answerLater is what a notice says of a consultation from the day after the last one on which to answer; nil if that has passed.
func (p *Frame) answerLater(v *library.Version, n *Notice) []LaterNotice {
	until := v.ConsultationUntil
	if v.Status != library.StatusConsultation || until.IsZero() || until.Before(p.Today) {
		return nil
	}
	said := Sentences(strong(p.Say("site.status.consultation")), p.SayG("site.status.not_decided", library.Common), p.Say("site.status.answered", until))
	return []LaterNotice{{From: until.AddDays(1).String(), Mark: n.Mark, Sentence: said, Links: n.Links}}
}

// replaced tells when a version was replaced, and by which document if not by its own successor.
func (p *unit) replaced(pg *Page, e *entry, v *library.Version, g library.Gender) Sentence {
	day := supersededOn(v)
	if v.Superseder == nil || v.Superseder.InForce.After(p.Today) {
		for _, tie := range e.doc.ReplacedBy {
			o := p.card(tie.ID)
			if o == nil || !o.InForce {
				continue
			}
			return p.SayG("site.status.replaced_by", g, day, p.documentPart(pg, o))
		}
	}
	if day.IsZero() {
		return nil
	}
	return p.SayG("site.status.replaced", g, day)
}

// supersededOn is the first day on which a version no longer held because of another.
func supersededOn(v *library.Version) library.Date {
	switch {
	case !v.LastDay.IsZero():
		return v.LastDay.AddDays(1)
	case v.Superseder != nil:
		return v.Superseder.InForce
	}
	return library.Date{}
}
