package site

import (
	"cmp"
	"slices"

	"styrdok/generator/library"
)

// row is a document in a list. But for its link it is the same in all lists.
func (p *lists) row(pg *Page, e *entry) Row {
	r, known := p.rows[e]
	if !known {
		r = p.newRow(e)
		p.rows[e] = r
	}
	r.Link.Href, r.Badge = p.Href(pg, e.URL), p.badgeOn(pg, r.Badge)
	for _, id := range e.Translations {
		if o := p.byID[id]; o != nil {
			r.Also = append(r.Also, p.link(pg, p.text("site.row.also", p.languageName(p.languageOf(&o.Card))), o.URL))
		}
	}
	return r
}

// badgeOn returns a badge with the addresses of coming days as a page writes them.
func (f *Frame) badgeOn(pg *Page, b Badge) Badge {
	if !slices.ContainsFunc(b.Later, func(l LaterBadge) bool { return l.URL != "" }) {
		return b
	}
	b.Later = slices.Clone(b.Later)
	for i, l := range b.Later {
		if l.URL != "" {
			b.Later[i].URL = f.Href(pg, l.URL)
		}
	}
	return b
}

func (p *lists) newRow(e *entry) Row {
	v := e.shown
	r := Row{
		ID: e.doc.ID, Letter: Letter(e.indexed), Link: Link{Text: e.Title, Lang: p.foreign(e.Language)}, Listed: e.Listed, Badge: e.Badge,
		Kind: KindLabel(e.doc.Kind), Body: BodyName(v.AdoptedBy), CodeNumber: v.CodeNumber,
		Owner: v.Owner, Department: v.Department,
	}
	if r.Decided = p.Say("site.row.undecided"); adopted(v) {
		r.Decided = list(" ", Sentence{iso(v.Adopted)}, plain(v.Section))
	}
	label, words := p.rowReview(e)
	r.ReviewLabel, r.Review = label, Badge{Mark: e.Review.Mark, Text: words.String()}
	for _, l := range e.later() {
		m := l.Mark
		if m != MarkDueSoon && m != MarkOverdue {
			m = ""
		}
		text := cmp.Or(p.laterReview(e, l), r.Review.Text)
		if m != "" || text != r.Review.Text {
			r.Review.Later = append(r.Review.Later, LaterBadge{From: l.From, Mark: m, Text: text})
		}
	}
	if seen := p.visibility(e, v); seen != "public" {
		r.Note = p.text("site.visibility." + seen)
	}
	return r
}

// rowReview tells in a few words what comes next for a document, or how it ended.
func (p *Frame) rowReview(e *entry) (label string, s Sentence) {
	v, r := e.shown, e.doc.Review
	if !e.holds() {
		switch v.Status {
		case library.StatusComing:
			return "", p.Say("site.row.from", iso(v.InForce))
		case library.StatusSuperseded:
			if day := supersededOn(v); !day.IsZero() {
				return "", p.Say("site.row.superseded", iso(day))
			}
			return "", nil
		case library.StatusRepealed:
			if v.Repeal == nil {
				return "", nil
			}
			return "", p.Say("site.row.repealed", iso(v.Repeal.Date))
		case library.StatusAnnulled:
			return "", p.Say("site.row.annulled", iso(v.Annulled.Date))
		case library.StatusExpired:
			return "", p.Say("site.row.expired", iso(v.ValidUntil))
		}
		if v.Status == library.StatusConsultation && !v.ConsultationUntil.IsZero() {
			return "", p.Say("site.row.consultation", iso(v.ConsultationUntil))
		}
		return "", nil
	}
	label = p.text("site.row.review")
	last, until := e.untilDay()
	switch {
	case until:
		return "", p.Say("site.row.until", iso(last))
	case !r.Due.IsZero() && r.State == library.Overdue && !p.HideReview:
		return label, p.Say("site.row.overdue", iso(r.OverdueSince))
	case !r.Due.IsZero():
		return label, p.Say("site.row.due", iso(r.Due))
	case hasCycle(r, library.WhenNeeded):
		return label, p.Say("site.row.when_needed")
	}
	return label, p.Say("site.row.no_day")
}

// laterReview is what rowReview will say on the first day of a coming badge; empty: what it says today.
func (p *Frame) laterReview(e *entry, b LaterBadge) string {
	from := Part{Text: b.From, ISO: b.From}
	switch b.Mark {
	case MarkOverdue:
		return p.Say("site.row.overdue", from).String()
	case MarkSuperseded:
		return p.Say("site.row.superseded", from).String()
	case MarkRepealed:
		for _, v := range e.versions {
			if r := v.Repeal; r != nil && r.From.String() == b.From {
				return p.Say("site.row.repealed", iso(r.Date)).String()
			}
		}
	case MarkExpired:
		last, _ := e.untilDay()
		return p.Say("site.row.expired", iso(last)).String()
	}
	return ""
}

// staleness tells from which day on the counts and choices of a list may be out of date.
func (p *lists) staleness() Stale {
	first := ""
	for _, e := range p.entries {
		for _, b := range e.later() {
			if first == "" || b.From < first {
				first = b.From
			}
		}
	}
	if first == "" {
		return Stale{}
	}
	return Stale{From: first, Sentence: p.Say("site.stale", p.Today)}
}

// index is a list of documents in columns, from A to Ö by what they are about.
func (p *lists) index(pg *Page, caption string, entries []*entry) Table {
	t := p.table(pg, caption, entries)
	t.Order = "document"
	for i, e := range entries {
		t.Rows[i].Link.Text = e.indexed
	}
	return t
}

// table is a list of documents in columns.
func (p *lists) table(pg *Page, caption string, entries []*entry) Table {
	t := Table{Caption: caption, Columns: Columns{
		Document: p.text("site.column.document"), Status: p.text("site.column.status"), Kind: p.text("site.column.kind"),
		Body: p.text("site.column.body"), Decided: p.text("site.column.decided"), Review: p.text("site.column.review"),
	}}
	t.Rows = make([]Row, 0, len(entries))
	for _, e := range entries {
		t.Rows = append(t.Rows, p.row(pg, e))
	}
	return t
}

// decidedLine is "Policy, kommunfullmäktige § 139".
func (p *Frame) decidedLine(e *entry, body *library.Body, section string) Sentence {
	return list(", ", plain(KindLabel(e.doc.Kind)), list(" ", plain(BodyRunning(body)), plain(section)))
}
