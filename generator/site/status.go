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
	if end, ends := e.doc.End(); ends && (b.Mark != "" || len(b.Later) > 0) {
		b.Later = slices.DeleteFunc(b.Later, func(l LaterBadge) bool { return l.From >= end.From.String() })
		b.Later = append(b.Later, LaterBadge{From: end.From.String()})
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

// documentBadge is the status of a document in a word, today and on coming days. A document of which another version takes over
// holds in that version, to which the badge then leads.
func (p *Frame) documentBadge(e *entry) Badge {
	v := e.shown
	word := func(m Mark, v *library.Version) string {
		if e.doc.TranslationOf != "" {
			return p.text("site.mark.translation." + string(m))
		}
		return p.markText(m, v)
	}
	b := Badge{Mark: markOf(v.Status)}
	b.Text = word(b.Mark, v)
	now := LaterBadge{Mark: b.Mark, Text: b.Text}
	for _, t := range e.doc.Turns {
		next := LaterBadge{Mark: markOf(t.Status)}
		at := e.adoptedOn(t.Adopted)
		if next.Text = word(next.Mark, cmp.Or(at, v)); at != nil && at != v {
			next.URL = p.versionURL(at)
			if t.Status == library.StatusInForce && e.doc.TranslationOf == "" {
				next.Text = p.text("site.mark.in_version", Running(p.versionWord(at)))
			}
		}
		if next != now {
			now = next
			next.From = t.From.String()
			b.Later = append(b.Later, next)
		}
	}
	return b
}

// status answers whether a document holds, in sentences, for the version shown at its address.
func (p *unit) status(pg *Page, e *entry) Status {
	v := e.shown
	the, g := p.Subject(e.doc.Kind)
	holds := StatusWords{Mark: MarkInForce, Sentence: strong(p.SayG("site.status.holds", g, capital(the)))}
	var st Status
	if original := p.card(e.doc.TranslationOf); original != nil {
		return p.translationStatus(pg, e, original)
	}
	switch {
	case e.holds():
		st = p.holding(pg, e, holds.Sentence, g)
	case v.Status == library.StatusComing:
		st.Sentence, st.Mark = p.notHolding(pg, e, v, false)
	default:
		st.Sentence, st.Mark = p.notHolding(pg, e, v, false)
		return st
	}
	for _, t := range e.doc.Turns {
		later := LaterStatus{From: t.From.String(), StatusWords: holds}
		switch at := e.adoptedOn(t.Adopted); {
		case at == nil && t.Status == library.StatusInForce:
			continue // in a version that is not shown
		case t.Status != library.StatusInForce:
			later.Older, later.StatusWords = true, StatusWords{Mark: markOf(t.Status), Sentence: p.over(pg, e, cmp.Or(at, v), t)}
		case at != v:
			later.Older, later.StatusWords = true, StatusWords{Mark: MarkSuperseded, Sentence: p.takenOver(pg, e, at, t.From)}
		}
		st.Later = append(st.Later, later)
	}
	return st
}

// holding is the status of a document that holds. Where its end has been decided, that is told instead of its next review.
func (p *unit) holding(pg *Page, e *entry, holds Sentence, g library.Gender) Status {
	r := e.doc.Review
	_, until := e.untilDay()
	decided := until || e.settled()
	say := func(state library.ReviewState) StatusWords {
		w := StatusWords{Mark: MarkInForce, Sentence: holds}
		switch {
		case decided:
			w.Sentence = p.decidedEnd(pg, e, holds, g)
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
	if decided || r.Due.IsZero() || p.HideReview {
		return st
	}
	end, ends := e.doc.End()
	for _, next := range []struct {
		day   library.Date
		state library.ReviewState
	}{{r.Due.AddDays(-p.Soon), library.DueSoon}, {r.Due.AddDays(1), library.Overdue}} {
		if next.day.After(p.Today) && (!ends || next.day.Before(end.From)) {
			st.Later = append(st.Later, LaterStatus{From: next.day.String(), StatusWords: say(next.state)})
		}
	}
	return st
}

// over tells what is true of a document from the first day on which a version of it no longer holds and no other does.
func (p *unit) over(pg *Page, e *entry, v *library.Version, t library.Turn) Sentence {
	the, g := p.Subject(e.doc.Kind)
	ended := strong(p.SayG("site.status.ended", g, capital(the)))
	switch t.Status {
	case library.StatusExpired:
		return Sentences(ended, p.Say("site.status.expired", t.From.AddDays(-1)))
	case library.StatusRepealed:
		return Sentences(strong(p.SayG("site.status.repealed", g, capital(the))), p.SayG("site.status.repealed_from", g, t.From))
	}
	if o := p.replacement(e); o != nil {
		return Sentences(ended, p.SayG("site.status.replaced_by", g, t.From, p.documentPart(pg, o)))
	}
	return Sentences(ended, p.SayG("site.status.replaced", g, t.From))
}

// takenOver tells what is true of the page of a version once another of the same document holds.
func (p *unit) takenOver(pg *Page, e *entry, by *library.Version, from library.Date) Sentence {
	ended := strong(p.SayG("site.status.ended", library.Common, p.versionWord(e.shown)))
	if e.shown.InForce.After(from) {
		ended, _ = p.notHolding(pg, e, e.shown, true)
	}
	return Sentences(ended, p.Say("site.status.read_next", p.linked(pg, Running(p.versionWord(by)), p.addressOf(e, by)), from))
}

// replacement is the document that takes the place of another, as far as this build shows it.
func (p *unit) replacement(e *entry) *Card {
	for _, tie := range e.doc.ReplacedBy {
		if o := p.card(tie.ID); o != nil {
			return o
		}
	}
	return nil
}

// decidedEnd tells until when a document holds and what follows, if that has been decided; nil if nothing has.
func (p *unit) decidedEnd(pg *Page, e *entry, holds Sentence, g library.Gender) Sentence {
	last := e.shown.LastDay
	if last.IsZero() || len(e.doc.Turns) == 0 {
		return nil
	}
	var next *library.Version
	var turn library.Turn
	for _, t := range e.doc.Turns {
		if at := e.adoptedOn(t.Adopted); next == nil && at != nil && t.Status == library.StatusInForce {
			next, turn = at, t
		}
	}
	until := func(last library.Date) Sentence {
		return p.Say("site.status.holds_until", strong(plain(strings.TrimSuffix(holds.String(), "."))), last)
	}
	if next == nil { // what follows is the end, be it of a version that is not shown
		end, ends := e.doc.End()
		if !ends {
			return nil
		}
		told := until(end.From.AddDays(-1))
		switch end.Status {
		case library.StatusRepealed:
			return Sentences(told, p.SayG("site.status.then_repealed", g))
		case library.StatusSuperseded:
			if o := p.replacement(e); o != nil {
				return Sentences(told, p.Say("site.status.then", p.documentPart(pg, o)))
			}
		}
		return told
	}
	var changes Sentence
	for _, l := range p.changesLink(e, pg, next) {
		changes = p.Say("site.status.changes", Part{Text: p.text("site.status.what_changes"), Href: l.Href})
	}
	version := p.linked(pg, p.versionWord(next), p.addressOf(e, next))
	if last.AddDays(1) != turn.From {
		return Sentences(until(last), p.Say("site.status.next_version", version, turn.From), changes)
	}
	version.Text = Running(version.Text)
	return Sentences(until(last), p.Say("site.status.then", version), changes)
}

// settled reports whether a decision besides the adoption has settled what becomes of a document that holds, so that its
// next review is not to be told.
func (e *entry) settled() bool {
	if !e.holds() || len(e.doc.Turns) == 0 {
		return false
	}
	next := e.doc.Turns[0]
	if len(e.doc.Turns) > 1 && next.Status == library.StatusExpired {
		next = e.doc.Turns[1]
	}
	if next.Status == library.StatusInForce {
		return e.adoptedOn(next.Adopted) != nil
	}
	return next.Status != library.StatusExpired
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

// untilDay returns the last day of a document that holds, and whether that is what comes next for it, rather than a review.
func (e *entry) untilDay() (library.Date, bool) {
	end, ends := e.doc.End()
	if !ends {
		return library.Date{}, false
	}
	last, due := end.From.AddDays(-1), e.doc.Review.Due
	return last, due.IsZero() || !due.Before(last)
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
