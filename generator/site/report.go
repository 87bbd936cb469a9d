package site

import (
	"cmp"
	"slices"
	"strconv"

	"styrdok/generator/account"
	"styrdok/generator/library"
)

// urlReport is the account of all documents; those of single bodies stand below it.
const urlReport = "/rapport/"

// reportedMonths is how far back the published reports tell what is new and what has been done.
const reportedMonths = 12

// reports tells whether the site has reports: the internal one has, and the public one if its editors want it.
func (d *Directory) reports() bool {
	return len(d.entries) > 0 && !d.HideReview && (d.Internal || d.PublishReports)
}

// reportedBodies are the bodies that have a report of their own, since they have adopted what is in force.
func (p *Directory) reportedBodies() []*library.Body {
	if !p.reports() {
		return nil
	}
	var out []*library.Body
	for i := range p.Library.Bodies {
		if b := &p.Library.Bodies[i]; len(account.InForce(p.Library, b)) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// reportURL is the address of the report to a body; nil stands for all documents.
func reportURL(b *library.Body) string {
	if b == nil {
		return urlReport
	}
	return urlReport + slug(string(b.ID)) + "/"
}

// planReports makes the reports: of all documents, and to each body.
func (p *lists) planReports() {
	if !p.reports() {
		return
	}
	since := p.Today.AddMonths(-reportedMonths)
	for _, b := range append([]*library.Body{nil}, p.reportedBodies()...) {
		p.planReport(account.Of(p.Library, p.history(), b, since))
	}
}

// Report words an account as a page whose links are whole addresses, for those who read it apart from the site.
func (d *Directory) Report(a *account.Account) *Page {
	pg := &Page{Alone: true}
	pg.Data = d.newLists().reportOn(pg, a)
	return pg
}

func (p *lists) planReport(a *account.Account) {
	pg := &Page{}
	d := p.reportOn(pg, a)
	for _, b := range append([]*library.Body{nil}, p.reportedBodies()...) {
		text := p.text("site.report.title_all")
		if b != nil {
			text = b.Name
		}
		l := p.link(pg, text, reportURL(b))
		l.Current = reportURL(b) == pg.URL
		d.Links = append(d.Links, l)
	}
	p.addPage(pg, d)
}

func (p *lists) reportOn(pg *Page, a *account.Account) *ReportPage {
	pg.Kind, pg.URL, pg.Section, pg.Title = KindReport, reportURL(a.Body), urlReview, p.text("site.report.title_all")
	pg.Description = p.text("site.report.description_all", p.organisationGenitive())
	pg.Crumbs = p.crumbs(pg, pg.Title, crumb{text: p.text("site.review.title"), url: urlReview})
	if a.Body != nil {
		pg.Title = p.text("site.report.title", BodyRunning(a.Body))
		pg.Description = p.text("site.report.description", BodyRunning(a.Body))
		pg.Crumbs = p.crumbs(pg, a.Body.Name, crumb{text: p.text("site.review.title"), url: urlReview}, crumb{text: p.text("site.report.title_all"), url: urlReport})
	}
	d := &ReportPage{Lead: p.reportLead(a), Facts: p.reportFacts(a)}
	d.Sections = append(d.Sections, p.reportDepartments(a))
	if c := p.trendChart(a.Trend); c != nil {
		d.Sections = append(d.Sections, ReportSection{ID: "utveckling", Heading: c.Heading, Note: plain(c.Note), Chart: c})
	}
	d.Sections = append(d.Sections, p.reportNew(pg, a), p.reportOldest(pg, a), p.reportDone(pg, a))
	if p.Internal && a.Body != nil { // somebody must be able to take them
		d.Sections = append(d.Sections, p.reportProposals(pg, a))
	}
	d.Sections = slices.DeleteFunc(d.Sections, func(s ReportSection) bool { return s.Heading == "" })
	return d
}

// Percent is a share in whole hundredths.
func Percent(n, of int) int {
	if of == 0 {
		return 0
	}
	return (200*n + of) / (2 * of)
}

// reportLead tells in a few sentences how it stands, and how it was two years ago.
func (p *lists) reportLead(a *account.Account) Sentence {
	n := a.Total
	if n.InForce == 0 {
		return p.Say("site.review.lead_empty")
	}
	first := p.SayN("site.report.lead", n.InForce, n.InForce, n.Overdue, Percent(n.Overdue, n.InForce), p.Today)
	was := a.Trend[0]
	var then, fresh Sentence
	if was.InForce > 0 {
		then = p.SayN("site.report.lead_then", was.Overdue, was.Overdue, was.InForce, Percent(was.Overdue, was.InForce), was.Day)
	}
	if len(a.New) > 0 {
		fresh = p.SayN("site.report.lead_new", len(a.New), len(a.New), a.Since)
	}
	return Sentences(first, then, fresh)
}

func (p *lists) reportFacts(a *account.Account) []Fact {
	n := a.Total
	fact := func(key string, n int) Fact {
		return Fact{Key: key, Label: p.text("site.report.facts."+key, p.Soon), Value: plain(strconv.Itoa(n))}
	}
	whose := Fact{Key: "scope", Label: p.text("site.report.facts.scope"), Value: p.Say("site.report.scope_all")}
	if a.Body != nil {
		whose.Value = p.Say("site.report.scope", BodyRunning(a.Body))
	}
	return []Fact{
		whose, {Key: "day", Label: p.text("site.report.facts.day"), Value: Sentence{iso(a.Day)}},
		fact("in_force", n.InForce), fact("overdue", n.Overdue), fact("soon", n.Soon), fact("open", n.Open),
		{Key: "since", Label: p.text("site.report.facts.since"), Value: Sentence{iso(a.Since)}},
		fact("new", len(a.New)), fact("done", len(a.Done)),
	}
}

func (p *lists) reportDepartments(a *account.Account) ReportSection {
	if len(a.Departments) == 0 {
		return ReportSection{}
	}
	t := &DataTable{Caption: p.text("site.report.departments.caption"), Columns: []DataColumn{
		{Text: p.text("site.review.departments.head")}, {Text: p.text("site.trend.in_force"), Number: true},
		{Text: p.text("site.review.counts.overdue"), Number: true}, {Text: p.text("site.report.departments.share"), Number: true},
		{Text: p.text("site.report.departments.oldest")},
	}}
	departments := slices.Clone(a.Departments)
	slices.SortStableFunc(departments, func(x, y account.Department) int {
		return cmp.Or(cmp.Compare(y.Overdue, x.Overdue), p.order.compare(x.Name, y.Name))
	})
	for _, d := range departments {
		name := cmp.Or(d.Name, p.text("site.review.missing_department"))
		cells := []DataCell{{Value: plain(name)}, {Value: count(d.InForce)}, {Value: count(d.Overdue)}, {Value: plain("–")}, {Value: plain("–")}}
		if d.Overdue > 0 {
			share := Percent(d.Overdue, d.InForce)
			cells[3] = DataCell{p.Say("site.report.percent", share), max(share, 1)}
			cells[4] = DataCell{Value: Sentence{iso(d.Oldest.Review.OverdueSince)}}
		}
		t.Rows = append(t.Rows, DataRow{cells})
	}
	return ReportSection{ID: "forvaltningar", Heading: p.text("site.report.departments.heading"), Table: t}
}

// documentCell links to a document, if its page is in this build.
func (p *lists) documentCell(pg *Page, d *library.Document) DataCell {
	if e := p.byID[d.ID]; e != nil && (!pg.Alone || e.public != nil) { // apart from the site, what is not published has no address
		l := p.documentLink(pg, &e.Card)
		return DataCell{Value: Sentence{{Text: l.Text, Href: l.Href, Lang: l.Lang}}}
	}
	return DataCell{Value: plain(d.Title())}
}

// lateTable shows documents that are overdue.
func (p *lists) lateTable(pg *Page, caption string, documents []*library.Document) *DataTable {
	t := &DataTable{Caption: caption, Columns: []DataColumn{
		{Text: p.text("site.column.document")}, {Text: p.text("site.report.late.since")}, {Text: p.text("site.review.departments.head")}, {Text: p.text("site.review.owners.head")},
	}}
	for _, d := range documents {
		v := d.InForce
		t.Rows = append(t.Rows, DataRow{[]DataCell{
			p.documentCell(pg, d), {Value: Sentence{iso(d.Review.OverdueSince)}}, {Value: plain(cmp.Or(v.Department, "–"))}, {Value: plain(cmp.Or(v.Owner, "–"))},
		}})
	}
	return t
}

// oldest is how many of the documents that have been overdue for longest a report names.
const oldest = 20

func (p *lists) reportNew(pg *Page, a *account.Account) ReportSection {
	s := ReportSection{ID: "nya", Heading: p.text("site.report.new.heading", a.Since), Note: p.Say("site.report.new.none")}
	if len(a.New) > 0 {
		s.Note = p.SayN("site.report.new.note", len(a.New), len(a.New), a.Since)
		s.Table = p.lateTable(pg, s.Heading, a.New)
	}
	return s
}

func (p *lists) reportOldest(pg *Page, a *account.Account) ReportSection {
	if len(a.Overdue) == 0 {
		return ReportSection{}
	}
	shown := a.Overdue[:min(oldest, len(a.Overdue))]
	s := ReportSection{ID: "aldst", Heading: p.text("site.report.oldest.heading")}
	if s.Note = p.SayN("site.report.oldest.note", len(shown), len(shown), len(a.Overdue)); len(shown) == len(a.Overdue) {
		s.Note = nil
	}
	s.Table = p.lateTable(pg, s.Heading, shown)
	return s
}

func (p *lists) reportDone(pg *Page, a *account.Account) ReportSection {
	s := ReportSection{ID: "gjort", Heading: p.text("site.report.done.heading", a.Since), Note: p.Say("site.report.done.none")}
	if len(a.Done) == 0 {
		return s
	}
	s.Note = p.SayN("site.report.done.note", len(a.Done), len(a.Done))
	s.Table = &DataTable{Caption: s.Heading, Columns: []DataColumn{
		{Text: p.text("site.column.document")}, {Text: p.text("site.report.done.day")}, {Text: p.text("site.report.done.what")}, {Text: p.text("site.report.done.by")},
	}}
	for _, h := range a.Done {
		_, g := p.Subject(h.Document.Kind)
		what := p.SayG("site.report.what."+string(h.What), g)
		if h.What == account.Adopted || h.What == account.Revised {
			what = p.Say("site.decisions."+string(h.What), capital(p.Decided(h.Document.Kind, g)))
		}
		by := cmp.Or(BodyName(h.By), h.ByText, "–")
		s.Table.Rows = append(s.Table.Rows, DataRow{[]DataCell{
			p.documentCell(pg, h.Document), {Value: Sentence{iso(h.Day)}}, {Value: what}, {Value: plain(by)},
		}})
	}
	return s
}

// reportProposals tells which decisions could be taken at once, for somebody to judge. Readers of the public site do not see them.
func (p *lists) reportProposals(pg *Page, a *account.Account) ReportSection {
	if len(a.Proposals) == 0 {
		return ReportSection{}
	}
	s := ReportSection{ID: "forslag", Heading: p.text("site.report.proposals.heading"), Note: p.Say("site.report.proposals.note")}
	s.Table = &DataTable{Caption: s.Heading, Columns: []DataColumn{
		{Text: p.text("site.column.document")}, {Text: p.text("site.report.proposals.action")}, {Text: p.text("site.report.proposals.why")},
	}}
	for _, x := range a.Proposals {
		r := x.Document.Review
		_, g := p.Subject(x.Document.Kind)
		var why Sentence
		switch {
		case x.Action == "extend":
			why = p.Say("site.report.why.extend", iso(x.Document.InForce.ValidUntil), iso(x.Until))
		case r.State == library.Overdue:
			why = Sentences(p.Say("site.report.why.overdue", iso(r.OverdueSince)), p.lastDecision(r, g))
		default:
			why = Sentences(p.Say("site.report.why.soon", iso(r.Due)), p.lastDecision(r, g))
		}
		s.Table.Rows = append(s.Table.Rows, DataRow{[]DataCell{
			p.documentCell(pg, x.Document), {Value: p.SayG("site.report.action."+x.Action, g)}, {Value: why},
		}})
	}
	return s
}
