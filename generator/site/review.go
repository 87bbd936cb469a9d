package site

import (
	"cmp"
	"slices"
	"strconv"

	"styrdok/generator/library"
)

// halfYears is how far ahead the reviews are counted by half-year.
const halfYears = 9

func (p *lists) planReview() {
	if p.HideReview {
		return
	}
	pg := &Page{Kind: KindReview, URL: urlReview, Section: urlReview, Title: p.text("site.review.title")}
	pg.Description = p.text("site.review.description")
	state := func(s library.ReviewState) []*entry {
		found := p.filter(func(e *entry) bool { return e.holds() && e.doc.Review.State == s })
		slices.SortStableFunc(found, func(a, b *entry) int { return a.doc.Review.Due.Compare(b.doc.Review.Due) })
		return found
	}
	late, soon, open := p.overdue(), state(library.DueSoon), state(library.Open)
	undated := p.filter(func(e *entry) bool { return e.holds() && e.doc.Review.Due.IsZero() })
	holding := p.filter((*entry).holds)
	d := &ReviewPage{Lead: p.reviewLead(len(holding), len(late), len(soon), len(undated))}
	if len(late) > 0 {
		d.Overdue = &ReviewGroup{
			Heading: p.text("site.review.overdue"), Note: p.text("site.review.still"), Owners: p.lateByOwner(pg, late),
		}
	}
	section := func(id, key string, entries []*entry, item func(*entry) ReviewItem) {
		if len(entries) == 0 {
			return
		}
		s := ReviewSection{ID: id, Heading: p.text("site.review."+key, p.Soon)}
		if note := "site.review." + key + "_note"; p.t.Has(note) {
			s.Note = p.text(note)
		}
		for _, e := range entries {
			s.Items = append(s.Items, item(e))
		}
		d.Sections = append(d.Sections, s)
	}
	due := func(e *entry) ReviewItem {
		day := p.Say("site.row.due", iso(e.doc.Review.Due))
		if p.untilDay(e.shown, e.doc.Review) {
			day = p.Say("site.row.until", iso(e.shown.ValidUntil))
		}
		return ReviewItem{Badge: itemBadge(e), Lead: p.reviewLeadIn(e), When: day, Link: p.documentLink(pg, &e.Card), Under: plain(p.ownerLine(e.shown))}
	}
	section("snart", "soon", soon, due)
	section("oppna", "open", open, due)
	inRow := func(e *entry) ReviewItem {
		i := due(e)
		_, i.When = p.rowReview(e)
		if e.Review.Mark == MarkOverdue {
			i.When = p.Say("site.since", iso(e.doc.Review.OverdueSince)) // the badge says of what
		}
		return i
	}
	section("utan-dag", "undated", undated, inRow)
	d.Events = p.events(holding, inRow)
	d.Departments = p.departments(pg, holding)
	d.Owners = p.owners(pg, holding)
	d.HalfYears = p.halfYears(holding)
	d.Links = p.reviewLinks(pg)
	pg.Data = d
	p.addPage(pg)
}

// itemBadge is the mark in front of a day of review: that of the review, else that the document holds.
func itemBadge(e *entry) Badge {
	if e.Review.Mark != "" {
		return e.Review
	}
	return e.Badge
}

// reviewLeadIn is what a listener hears before the day of a review item, so that the two make a true statement: "Gäller,
// ses över senast 2030-10-14", and not "Gäller senast 2030-10-14".
func (p *lists) reviewLeadIn(e *entry) string {
	r := e.doc.Review
	switch {
	case e.Review.Mark == MarkOverdue:
		return p.text("site.review.heard.overdue")
	case p.untilDay(e.shown, r):
		return "" // the day has its own verb
	case r.Due.IsZero() && !hasCycle(r, library.WhenNeeded):
		return p.text("site.review.heard.no_day")
	}
	return p.text("site.review.heard.due")
}

// events groups the documents that something has happened to by what it was, the latest first.
// In front of each stands its own day of review, since the day of the event is none.
func (p *lists) events(holding []*entry, item func(*entry) ReviewItem) *EventGroup {
	type key struct {
		date library.Date
		text string
	}
	by := map[key][]*entry{}
	var keys []key
	for _, e := range holding {
		for _, ev := range e.doc.Review.Events {
			k := key{ev.Date, ev.Text}
			if by[k] == nil {
				keys = append(keys, k)
			}
			by[k] = append(by[k], e)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	slices.SortStableFunc(keys, func(a, b key) int {
		return cmp.Or(b.date.Compare(a.date), p.order.compare(a.text, b.text))
	})
	g := &EventGroup{Heading: p.text("site.review.touched"), Note: p.text("site.review.touched_note")}
	for _, k := range keys {
		n := len(by[k])
		ev := Event{Text: k.text, Under: list(", ", Sentence{iso(k.date)}, p.SayN("site.review.documents", n, n))}
		for _, e := range by[k] {
			ev.Items = append(ev.Items, item(e))
		}
		g.Events = append(g.Events, ev)
	}
	return g
}

// departments counts how reviews stand in each department, if there are several.
func (p *lists) departments(pg *Page, holding []*entry) *CountTable {
	t := p.countTable("forvaltningar", "departments")
	for _, c := range p.departmentChoices() {
		t.Rows = append(t.Rows, countRow(p.link(pg, c.text, c.url), c.entries)...)
	}
	if len(t.Rows) < 2 {
		return nil
	}
	without := slices.DeleteFunc(slices.Clone(holding), func(e *entry) bool { return slug(e.shown.Department) != "" })
	t.Rows = append(t.Rows, countRow(Link{Text: p.text("site.review.missing_department")}, without)...)
	return t
}

// owners counts the same for each owner, if there are several. Each has a calendar to subscribe to.
func (p *lists) owners(pg *Page, holding []*entry) *CountTable {
	t := p.countTable("ansvariga", "owners")
	for _, c := range p.ownerChoices() {
		rows := countRow(p.link(pg, c.text, c.url), c.entries)
		for i := range rows {
			v := c.entries[0].shown
			for _, calendar := range p.Calendars {
				if calendar.Owner == v.Owner && calendar.Department == v.Department {
					t.CalendarColumn = p.text("site.review.owners.calendars")
					rows[i].Calendar = p.link(pg, p.text("site.review.owners.calendar", Running(c.text)), calendar.Address)
				}
			}
		}
		t.Rows = append(t.Rows, rows...)
	}
	if len(t.Rows) < 2 {
		return nil
	}
	without := slices.DeleteFunc(slices.Clone(holding), func(e *entry) bool { return e.shown.Owner != "" })
	t.Rows = append(t.Rows, countRow(Link{Text: p.text("site.review.no_owner")}, without)...)
	return t
}

func (p *lists) countTable(id, key string) *CountTable {
	return &CountTable{
		ID: id, Heading: p.text("site.review." + key + ".heading"), Caption: p.text("site.review." + key + ".caption"),
		Columns: []string{
			p.text("site.review." + key + ".head"), p.text("site.review.counts.overdue"),
			p.text("site.review.counts.soon", p.Soon), p.text("site.review.counts.later"), p.text("site.review.counts.undated"),
		},
	}
}

// countRow counts the documents that hold; it is empty if none does.
func countRow(l Link, entries []*entry) []CountRow {
	counts := make([]int, 4)
	found := false
	for _, e := range entries {
		if !e.holds() {
			continue
		}
		found = true
		switch r := e.doc.Review; {
		case r.State == library.Overdue:
			counts[0]++
		case r.State == library.DueSoon:
			counts[1]++
		case !r.Due.IsZero():
			counts[2]++
		default:
			counts[3]++
		}
	}
	if !found {
		return nil
	}
	return []CountRow{{Link: l, Counts: counts}}
}

// reviewLinks lead to the same as data.
func (p *lists) reviewLinks(pg *Page) []Link {
	var out []Link
	if len(p.Calendars) > 0 {
		out = append(out, p.link(pg, p.text("data.calendars.all"), AddressCalendar))
	}
	if !p.Internal {
		out = append(out, p.link(pg, p.text("data.csv"), AddressCSV))
	}
	return out
}

// reviewLead is the state of all reviews in a few sentences.
func (p *lists) reviewLead(holding, late, soon, undated int) Sentence {
	later := holding - late - soon - undated
	first := p.SayN("site.review.lead_none", holding, holding)
	if late > 0 {
		first = p.SayN("site.review.lead_overdue", holding, capital(p.count(late, library.Neuter)), holding)
	}
	if holding == 0 {
		return p.Say("site.review.lead_empty")
	}
	var second Sentence
	switch {
	case soon > 0 && later > 0:
		second = p.Say("site.review.lead_soon_later", capital(p.count(soon, library.Neuter)), p.Soon, p.count(later, library.Neuter))
	case soon > 0:
		second = p.Say("site.review.lead_soon", capital(p.count(soon, library.Neuter)), p.Soon)
	case later > 0:
		second = p.Say("site.review.lead_later", capital(p.count(later, library.Neuter)))
	}
	var third Sentence
	if undated > 0 {
		third = p.Say("site.review.lead_undated", capital(p.count(undated, library.Neuter)))
	}
	return Sentences(first, second, third)
}

// lateByOwner groups documents by who is answerable for them, the owner with the longest delay first.
func (p *lists) lateByOwner(pg *Page, late []*entry) []OwnerGroup {
	var out []OwnerGroup
	for _, of := range groupBy(late, ownerOf) {
		g := OwnerGroup{Owner: cmp.Or(of.key.role, p.text("site.review.no_owner"))}
		count := p.SayN("site.review.documents", len(of.entries), len(of.entries)).String()
		g.Under = capital(count)
		if of.key.unit != "" {
			g.Under = of.key.unit + ", " + count
		}
		for _, e := range of.entries {
			r := e.doc.Review
			g.Items = append(g.Items, ReviewItem{
				Badge: itemBadge(e), Lead: p.reviewLeadIn(e), When: p.Say("site.since", iso(r.OverdueSince)), Link: p.documentLink(pg, &e.Card),
				Under: p.whyLate(e),
			})
		}
		out = append(out, g)
	}
	return out
}

// whyLate is "En gång per mandatperiod. Två hela mandatperioder har gått. Senast beslutad 2017-11-27."
func (p *lists) whyLate(e *entry) Sentence {
	r := e.doc.Review
	_, g := p.Subject(e.doc.Kind)
	var rule, missed Sentence
	switch r.Rule.Type {
	case library.RuleTerm:
		rule = plain(capital(p.text("site.cycle.every_term")) + ".")
		if r.TermsMissed > 0 {
			missed = p.SayN("site.review.missed", r.TermsMissed, capital(p.count(r.TermsMissed, library.Common)))
		}
	case library.RuleMonths:
		rule = plain(capital(p.interval(r.Rule.Months)) + ".")
	case library.RuleYear:
		rule = plain(capital(p.yearly(r.Rule.Day)) + ".")
	case library.RuleReviewBy:
		rule = p.Say("site.review.by_day")
	}
	var ends Sentence
	if day := e.shown.LastDay; !day.IsZero() {
		ends = p.Say("site.review.ends", iso(day))
	}
	return Sentences(rule, missed, p.lastDecision(r, g), ends)
}

// halfYears counts how many reviews fall due in each half-year, so that the work can be spread.
func (p *lists) halfYears(holding []*entry) *HalfYears {
	h := &HalfYears{
		Heading: p.text("site.halfyear.heading"), Caption: p.text("site.halfyear.caption"),
		PeriodColumn: p.text("site.halfyear.period"), CountColumn: p.text("site.halfyear.count"),
	}
	half := func(d library.Date) int { return d.Year*2 + (int(d.Month)-1)/6 }
	first := half(p.Today)
	counts := map[int]int{}
	late, later, dated := 0, 0, 0
	byDay := map[library.Date]int{}
	for _, e := range holding {
		r := e.doc.Review
		switch {
		case r.Due.IsZero():
			continue
		case r.State == library.Overdue:
			late++
		case half(r.Due) >= first+halfYears:
			later++
		default:
			counts[half(r.Due)]++
		}
		dated++
		if r.State != library.Overdue && r.Rule.Type == library.RuleTerm {
			byDay[r.Due]++
		}
	}
	if dated == 0 {
		return nil
	}
	h.Items = append(h.Items, HalfYear{Label: p.text("site.halfyear.overdue"), Key: "overdue", Count: late})
	for i := first; i < first+halfYears; i++ {
		year, part := i/2, i%2+1
		h.Items = append(h.Items, HalfYear{
			Label: p.text("site.halfyear.part."+strconv.Itoa(part), year),
			Key:   strconv.Itoa(year) + "-" + strconv.Itoa(part), Count: counts[i],
		})
	}
	last := (first + halfYears - 1) / 2
	key := "site.halfyear.later"
	if (first+halfYears-1)%2 == 0 {
		key = "site.halfyear.later_half"
	}
	h.Items = append(h.Items, HalfYear{Label: p.text(key, last), Key: "later", Count: later})
	h.Note = p.waveNote(byDay)
	return h
}

// waveNote tells of the day before which most of the documents that follow the terms of office
// must be reviewed, if there are at least two.
func (p *lists) waveNote(byDay map[library.Date]int) string {
	days := make([]library.Date, 0, len(byDay))
	for d := range byDay {
		days = append(days, d)
	}
	slices.SortFunc(days, func(a, b library.Date) int { return cmp.Or(cmp.Compare(byDay[b], byDay[a]), a.Compare(b)) })
	if len(days) == 0 || byDay[days[0]] < 2 {
		return ""
	}
	return p.text("site.halfyear.wave", days[0])
}
