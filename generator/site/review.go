package site

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"styrdok/generator/account"
	"styrdok/generator/library"
)

// halfYears is how far ahead the reviews are counted by half-year.
const halfYears = 9

// shownRows is how many documents of a department the page of all departments shows, and mostRows how many it shows in all.
// Where that is not enough, it shows firstRows of all departments. A page of one department shows wholeRows. Of an event,
// touchedRows are shown without being unfolded.
const (
	shownRows   = 5
	mostRows    = 30
	firstRows   = 12
	wholeRows   = 40
	touchedRows = 20
)

// department is a department with its documents in force.
type department struct {
	name, url string // name is empty for documents that name none
	entries   []*entry
	all       choice // of the register; empty for documents that name none
}

// Department is a department that has a page of reviews, with its documents in force.
type Department struct {
	Name, URL string
	Documents []*library.Document
}

// ReviewDepartments are the departments that have pages of reviews and feeds, by name, what names none last.
func (d *Directory) ReviewDepartments() []Department {
	if d.HideReview {
		return nil
	}
	var out []Department
	for _, of := range d.offices() {
		one := Department{Name: cmp.Or(of.name, d.text("site.review.missing_department")), URL: of.url}
		for _, e := range of.entries {
			one.Documents = append(one.Documents, e.doc)
		}
		out = append(out, one)
	}
	return out
}

// reviewDepartments are the departments that have pages of reviews: none if fewer than two are named.
func (p *lists) reviewDepartments() []department {
	var out []department
	taken := map[string]bool{}
	for _, c := range p.departmentChoices() {
		if holding := reviewed(c.entries); len(holding) > 0 {
			out = append(out, department{c.text, urlReview + freeName(slug(c.text), taken) + "/", holding, c})
		}
	}
	if len(out) < 2 {
		return nil
	}
	without := filter(p.entries, func(e *entry) bool { return p.departmentSlug(e.shown.Department) == "" })
	if holding := reviewed(without); len(holding) > 0 {
		out = append(out, department{url: urlReview + freeName("utan-forvaltning", taken) + "/", entries: holding})
	}
	return out
}

// reviewed are the documents that are in force and reviewed themselves, not with their originals.
func reviewed(entries []*entry) []*entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e *entry) bool { return !e.holds() || e.doc.TranslationOf != "" })
}

// planReview makes the pages of reviews: of all departments, and of each.
func (p *lists) planReview() {
	if p.HideReview {
		return
	}
	departments := p.offices()
	all := reviewed(p.entries)
	pg := &Page{Kind: KindReview, URL: urlReview, Section: urlReview, Title: p.text("site.review.title")}
	pg.Description = p.text("site.review.description")
	d := p.reviewPage(all, nil)
	d.Departments = p.departments(pg, departments)
	if len(departments) == 0 {
		d.Groups = p.reviewGroups(pg, department{url: urlReview, entries: all}, 0)
		d.Owners = p.ownerCounts(pg, all)
	}
	rows := 0
	for _, of := range departments {
		for _, g := range p.reviewGroups(pg, of, shownRows) {
			d.Groups = append(d.Groups, g)
			rows += len(g.Table.Rows)
		}
	}
	if rows > mostRows {
		d.Groups = []ReviewGroup{p.firstReviews(pg, all)}
	}
	d.Events = p.events(pg, all)
	d.Links = p.reviewLinks(pg)
	if p.reports() {
		d.Links = append(d.Links, p.link(pg, p.text("site.report.title_all"), urlReport))
	}
	p.addPage(pg, d)
	for _, of := range departments {
		name := cmp.Or(of.name, p.text("site.review.missing_department"))
		pg := &Page{Kind: KindReview, URL: of.url, Section: urlReview, Title: p.text("site.review.chosen", Running(name))}
		pg.Description = p.text("site.review.description")
		pg.Crumbs = p.crumbs(pg, name, crumb{text: p.text("site.review.title"), url: urlReview})
		its := p.departmentSlug(of.name)
		d := p.reviewPage(of.entries, func(v *library.Version) bool { return p.departmentSlug(v.Department) == its })
		d.Groups = p.reviewGroups(pg, of, 0)
		d.Owners = p.ownerCounts(pg, of.entries)
		if !p.Internal {
			d.Links = append(d.Links, p.link(pg, p.text("site.review.feed"), FeedAddress(of.url)))
		}
		p.addPage(pg, d)
	}
}

// reviewPage begins a page of reviews with what all have. Of chooses the versions whose trend is told; nil takes all.
func (p *lists) reviewPage(holding []*entry, of func(*library.Version) bool) *ReviewPage {
	counts := p.countRow(Link{}, holding)
	d := &ReviewPage{Lead: p.Say("site.review.lead_empty")}
	if len(counts) == 0 {
		return d
	}
	n := counts[0].Counts
	one := ""
	if of != nil {
		one = "_of"
	}
	d.Lead = p.reviewLead(one, len(holding), n[0], n[1], n[3])
	if n[0] > 0 {
		d.Note = p.text("site.review.still")
	}
	d.Trend = p.trendChart(p.history().Trend(of))
	d.Meetings = p.meetings(holding)
	d.HalfYears = p.halfYears(holding)
	return d
}

// urgency orders documents: what is overdue for longest first, then by day, then what has no day.
func urgency(a, b *entry) int {
	order := func(e *entry) int {
		return slices.Index([]library.ReviewState{library.Overdue, library.DueSoon, library.Open, library.Current, library.Unscheduled}, e.doc.Review.State)
	}
	return cmp.Or(cmp.Compare(order(a), order(b)), a.doc.Review.Due.Compare(b.doc.Review.Due))
}

// reviewGroups are the documents of a department that are to be reviewed; of more than most of them the page at its address
// has more. Most is 0 on that page itself, and the register has the rest.
func (p *lists) reviewGroups(pg *Page, of department, most int) []ReviewGroup {
	found := slices.DeleteFunc(slices.Clone(of.entries), func(e *entry) bool { return e.doc.Review.State == library.Current })
	slices.SortStableFunc(found, urgency)
	if most > 0 { // what has no day stands on the department's own page
		found = slices.DeleteFunc(found, func(e *entry) bool { return e.doc.Review.State == library.Unscheduled })
	}
	if len(found) == 0 {
		return nil
	}
	name := cmp.Or(of.name, p.text("site.review.missing_department"))
	caption := p.text("site.review.caption", Running(name))
	if most == 0 {
		name = p.text("site.review.all")
		caption = name
	}
	g := ReviewGroup{Heading: name, Under: p.SayN("site.review.documents", len(found), len(found)).String()}
	shown := found[:min(cmp.Or(most, wholeRows), len(found))]
	if most == 0 && len(shown) < len(found) {
		g.Under = p.text("site.review.urgent_of", len(shown), len(found))
		if g.More = p.allReviews(pg); of.name != "" {
			g.More = p.link(pg, of.all.title, of.all.url)
		}
	}
	if most > 0 {
		g.More = p.link(pg, p.SayN("site.review.more", len(found), len(found), Running(name)).String(), of.url)
		if len(shown) == len(found) {
			g.More.Text = p.text("site.review.more_about", Running(name))
		}
	}
	g.Table = p.reviewTable(pg, caption, shown)
	return []ReviewGroup{g}
}

// firstReviews are the most urgent reviews of all departments, whose own pages have the rest.
func (p *lists) firstReviews(pg *Page, all []*entry) ReviewGroup {
	found := slices.Clone(all)
	slices.SortStableFunc(found, urgency)
	name := p.text("site.review.first")
	g := ReviewGroup{Heading: name, Table: p.reviewTable(pg, name, found[:firstRows])}
	g.More = p.allReviews(pg)
	if late := len(p.overdue()); late > firstRows {
		g.More = p.link(pg, p.text("site.start.all_overdue", late), urlRegister+"status/forsenade/")
	}
	return g
}

// allReviews leads to all documents by the day of their review.
func (p *lists) allReviews(pg *Page) Link {
	return p.link(pg, p.text("site.register.title_of.review"), urlRegister+"efter-oversyn/")
}

// reviewTable shows documents with their reviews.
func (p *lists) reviewTable(pg *Page, caption string, entries []*entry) ReviewTable {
	t := ReviewTable{
		Caption: caption, When: p.text("site.review.columns.when"), Document: p.text("site.column.document"),
		Owner: p.text("site.review.owners.head"), Reason: p.text("site.review.columns.why"),
	}
	for _, e := range entries {
		r := e.doc.Review
		row := ReviewRow{Badge: Badge{Mark: e.Badge.Mark, Later: p.row(pg, e).Review.Later}, Lead: p.reviewLeadIn(e), Link: p.documentLink(pg, &e.Card), Owner: e.shown.Owner, Why: p.why(e)}
		if e.Review.Mark != "" {
			row.Badge.Mark = e.Review.Mark
		}
		_, row.When = p.rowReview(e)
		if r.State == library.Overdue {
			row.When = p.Say("site.since", iso(r.OverdueSince)) // the badge says of what
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// trendChart is how many documents were overdue, month by month; nil if none was.
func (p *lists) trendChart(months []account.Month) *Chart {
	c := &Chart{
		Heading: p.text("site.trend.heading"), Note: p.text("site.trend.note"), Caption: p.text("site.trend.caption"),
		PeriodColumn: p.text("site.trend.month"), CountColumn: p.text("site.review.counts.overdue"), Column: p.text("site.trend.in_force"),
	}
	late := false
	for i, m := range months {
		label := m.Day.String()
		if i < len(months)-1 {
			label = label[:len("2026-11")]
		}
		c.Points = append(c.Points, ChartPoint{label, m.Overdue, m.InForce})
		late = late || m.Overdue > 0
	}
	if !late {
		return nil
	}
	return c
}

// meetings tells what must be decided at the next meetings of each body, if it has told when it meets.
func (p *lists) meetings(holding []*entry) *DataTable {
	type meeting struct {
		day  library.Date
		body library.BodyID
	}
	counts := map[meeting]*[2]int{}
	var order []meeting
	name := map[library.BodyID]string{}
	for _, e := range holding {
		day := account.NextMeeting(e.doc, p.Today)
		if day.IsZero() {
			continue
		}
		b := e.shown.AdoptedBy
		m := meeting{day, b.ID}
		if name[b.ID] = b.Name; counts[m] == nil {
			counts[m] = &[2]int{}
			order = append(order, m)
		}
		late := 1
		if e.doc.Review.State == library.Overdue {
			late = 0
		}
		counts[m][late]++
	}
	if len(order) == 0 {
		return nil
	}
	slices.SortFunc(order, func(a, b meeting) int {
		return cmp.Or(a.day.Compare(b.day), p.order.compare(name[a.body], name[b.body]))
	})
	t := &DataTable{
		Heading: p.text("site.meetings.heading"), Note: p.text("site.meetings.note"), Caption: p.text("site.meetings.caption"),
		Columns: []DataColumn{
			{Text: p.text("site.meetings.day")}, {Text: p.text("site.meetings.body")},
			{Text: p.text("site.meetings.late"), Number: true}, {Text: p.text("site.meetings.last"), Number: true},
		},
	}
	for _, m := range order[:min(nextMeetings, len(order))] {
		n := counts[m]
		t.Rows = append(t.Rows, DataRow{[]DataCell{{Value: Sentence{iso(m.day)}}, {Value: plain(name[m.body])}, {Value: count(n[0])}, {Value: count(n[1])}}})
	}
	return t
}

// nextMeetings is how many of the next meetings are told.
const nextMeetings = 8

// count is a number in a table, with a dash for none.
func count(n int) Sentence {
	if n == 0 {
		return plain("–")
	}
	return plain(strconv.Itoa(n))
}

// reviewLeadIn is what a listener hears before the day of a review item, so that the two make a true statement: "Gäller,
// ses över senast 2030-10-14", and not "Gäller senast 2030-10-14".
func (p *lists) reviewLeadIn(e *entry) string {
	r := e.doc.Review
	_, until := e.untilDay()
	switch {
	case e.Review.Mark == MarkOverdue:
		return p.text("site.review.heard.overdue")
	case until:
		return "" // the day has its own verb
	case r.Due.IsZero() && !hasCycle(r, library.WhenNeeded):
		return p.text("site.review.heard.no_day")
	}
	return p.text("site.review.heard.due")
}

// events groups the documents that something has happened to by what it was, the latest first.
// In front of each stands its own day of review, since the day of the event is none.
func (p *lists) events(pg *Page, holding []*entry) *EventGroup {
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
		ev.Table = p.reviewTable(pg, k.text, by[k][:min(n, touchedRows)])
		if rest := by[k][len(ev.Table.Rows):]; len(rest) > 0 {
			ev.More = p.SayN("site.review.touched_more", len(rest), len(rest)).String()
			t := p.reviewTable(pg, k.text+": "+Running(ev.More), rest)
			ev.Rest = &t
		}
		g.Events = append(g.Events, ev)
	}
	return g
}

// departments counts how reviews stand in each department.
func (p *lists) departments(pg *Page, departments []department) *CountTable {
	if len(departments) == 0 {
		return nil
	}
	t := p.countTable("forvaltningar", "departments")
	for _, of := range departments {
		name := cmp.Or(of.name, p.text("site.review.missing_department"))
		t.Rows = append(t.Rows, p.countRow(p.link(pg, name, of.url), of.entries)...)
	}
	return t
}

// ownerCounts counts the same for each owner, if there are several. Each has a calendar to subscribe to.
func (p *lists) ownerCounts(pg *Page, holding []*entry) *CountTable {
	t := p.countTable("ansvariga", "owners")
	for _, c := range p.owners() {
		found := slices.DeleteFunc(reviewed(c.entries), func(e *entry) bool { return !slices.Contains(holding, e) })
		rows := p.countRow(p.link(pg, c.text, c.url), found)
		for i := range rows {
			t.CalendarColumn = p.text("site.review.owners.calendars")
			rows[i].Calendar = p.link(pg, p.text("site.review.owners.calendar", Running(c.text)), ownerOf(found[0]).calendar())
		}
		t.Rows = append(t.Rows, rows...)
	}
	if len(t.Rows) < 2 {
		return nil
	}
	without := slices.DeleteFunc(slices.Clone(holding), func(e *entry) bool { return e.shown.Owner != "" })
	t.Rows = append(t.Rows, p.countRow(Link{Text: p.text("site.review.no_owner")}, without)...)
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
func (p *lists) countRow(l Link, entries []*entry) []CountRow {
	if countHolding(entries) == 0 {
		return nil
	}
	counts := make([]int, 4)
	for _, e := range entries {
		if !e.holds() {
			continue
		}
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
	return []CountRow{{Link: l, Counts: counts}}
}

// reviewLinks lead to the same as data.
func (p *lists) reviewLinks(pg *Page) []Link {
	var out []Link
	if len(p.Calendars) > 0 {
		out = append(out, p.link(pg, p.text("data.calendars.all"), AddressCalendar))
	}
	if !p.Internal {
		out = append(out, p.link(pg, p.text("data.calendars.each"), AddressData+"#_kalendrar"), p.link(pg, p.text("data.csv"), AddressCSV))
	}
	return out
}

// reviewLead is the state of reviews in a few sentences, of the municipality's or, with "_of", of a department's.
func (p *lists) reviewLead(of string, holding, late, soon, undated int) Sentence {
	later := holding - late - soon - undated
	first := p.SayN("site.review.lead_none"+of, holding, holding)
	if late > 0 {
		first = p.SayN("site.review.lead_overdue"+of, holding, p.count(late, library.Neuter), holding)
	}
	if holding == 0 {
		return p.Say("site.review.lead_empty")
	}
	var second Sentence
	switch {
	case soon > 0 && later > 0:
		second = p.Say("site.review.lead_soon_later", p.count(soon, library.Neuter), p.Soon, p.count(later, library.Neuter))
	case soon > 0:
		second = p.Say("site.review.lead_soon", p.count(soon, library.Neuter), p.Soon)
	case later > 0:
		second = p.Say("site.review.lead_later", p.count(later, library.Neuter))
	}
	var third Sentence
	if undated > 0 {
		third = p.Say("site.review.lead_undated", p.count(undated, library.Neuter))
	}
	return Sentences(first, second, third)
}

// why is by which rule a document is to be reviewed, and since when it counts: "En gång per mandatperiod. Senast beslutad
// 2017-11-27."
func (p *lists) why(e *entry) Sentence {
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
	case library.RuleValidUntil:
		return p.Say("site.review.until")
	}
	var ends Sentence
	if end, ending := e.doc.End(); ending {
		ends = p.Say("site.review.ends", iso(end.From.AddDays(-1)))
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
	late, later := 0, 0
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
		if r.State != library.Overdue && r.Rule.Type == library.RuleTerm {
			byDay[r.Due]++
		}
	}
	if len(counts) == 0 {
		return nil // a single bar of what is late says nothing
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
	days := slices.SortedFunc(maps.Keys(byDay), func(a, b library.Date) int { return cmp.Or(cmp.Compare(byDay[b], byDay[a]), a.Compare(b)) })
	if len(days) == 0 || byDay[days[0]] < 2 {
		return ""
	}
	return p.text("site.halfyear.wave", days[0])
}
