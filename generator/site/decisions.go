package site

import (
	"cmp"
	"slices"
	"strconv"

	"styrdok/generator/library"
)

// decision is one entry of the list of decisions.
type decision struct {
	day     library.Date
	mark    Mark
	what    string
	e       *entry
	v       *library.Version
	body    *library.Body
	who     string
	section string
	minutes string // where they stand; may be empty
}

// meeting is whose decision it was.
func (d decision) meeting() string { return cmp.Or(BodyRunning(d.body), Running(d.who)) }

// planDecisions makes the lists of decisions.
func (p *lists) planDecisions() {
	choices := p.decisionChoices()
	for _, c := range choices {
		for _, part := range c.parts() {
			p.planDecisionsPage(c, part, choices)
		}
	}
}

// decisionURLs are the addresses of all lists of decisions.
func (p *lists) decisionURLs() []string {
	var out []string
	for _, c := range p.decisionChoices() {
		for _, part := range c.parts() {
			out = append(out, part.url)
		}
	}
	return out
}

// decisionChoices are all decisions, the latest first, and those of each body.
func (p *lists) decisionChoices() []decisionChoice {
	var all []decision
	for _, e := range p.entries {
		for _, v := range e.versions {
			// The decision is on the original, not on its translation.
			if !adopted(v) || v.Draft.TranslationOf != "" || e.Listed && v != e.shown {
				continue
			}
			what := p.text("site.decisions.revised")
			if v.Supersedes == nil {
				what = p.text("site.decisions." + verbKey(e.doc.Kind))
			}
			all = append(all, decision{
				day: v.Adopted, mark: MarkInForce, what: what, e: e, v: v, body: v.AdoptedBy, section: v.Section, minutes: v.DecisionURL,
			})
			if e.Listed {
				continue
			}
			for _, x := range v.Happenings(p.Today) {
				if x.Sort == "corrected" {
					continue
				}
				mark := MarkEvent
				if x.Sort == "repealed" || x.Sort == "annulled" {
					mark = MarkRepealed
				}
				all = append(all, decision{
					day: x.Day, mark: mark, what: p.text("site.decisions." + x.Sort), e: e, v: v, body: x.By, who: x.ByText, section: x.Section,
				})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b decision) int {
		if a.day != b.day {
			return b.day.Compare(a.day)
		}
		return cmp.Or(p.order.compare(a.meeting(), b.meeting()), p.order.compare(a.section, b.section), p.order.compare(a.v.Title, b.v.Title))
	})
	whole := decisionChoice{url: urlDecisions, text: p.text("site.register.all"), found: all}
	choices := []decisionChoice{whole}
	for i := range p.Library.Bodies {
		b := &p.Library.Bodies[i]
		c := decisionChoice{url: urlDecisions + "organ/" + slug(string(b.ID)) + "/", text: b.Name}
		for _, x := range all {
			if x.body != nil && x.body.ID == b.ID {
				c.found = append(c.found, x)
			}
		}
		if len(c.found) > 0 {
			choices = append(choices, c)
		}
	}
	if len(choices) == 2 && len(choices[1].found) == len(all) {
		choices = choices[:1] // one body decides everything
	}
	return choices
}

// decisionChoice is the decisions of a body, or all of them.
type decisionChoice struct {
	url, text string
	found     []decision
}

// decisionPart is what a page has of a choice: some years.
type decisionPart struct {
	url   string
	title int // the year that a page beside the first is about; else 0
	found []decision
}

// parts divides the decisions of a choice if they are many: the latest years stay together, as many as there is room
// for, and every earlier one has a page of its own.
func (c decisionChoice) parts() []decisionPart {
	out := []decisionPart{{url: c.url}}
	for _, x := range c.found {
		last := &out[len(out)-1]
		n, year := len(last.found), x.day.Year
		full := divided(len(c.found)) && n > 0 && last.found[n-1].day.Year != year && (last.title != 0 || n >= perPage/2)
		if full {
			out = append(out, decisionPart{url: c.url + strconv.Itoa(year) + "/", title: year})
			last = &out[len(out)-1]
		}
		last.found = append(last.found, x)
	}
	return out
}

// planDecisionsPage lists decisions of one choice by meeting, the latest first, with links to the others.
func (p *lists) planDecisionsPage(c decisionChoice, part decisionPart, choices []decisionChoice) {
	pg := &Page{Kind: KindDecisions, URL: part.url, Section: urlDecisions, Title: p.text("site.decisions.title")}
	pg.Description = p.text("site.decisions.description", p.Organisation.Name)
	d := &DecisionsPage{FilterLabel: p.text("site.decisions.filter")}
	d.Lead = p.SayN("site.decisions.lead", len(part.found), len(part.found))
	if n := len(c.found); n > len(part.found) {
		d.Lead = p.Say("site.decisions.lead.part", n, len(part.found))
	}
	step := crumb{text: pg.Title, url: urlDecisions}
	if c.url != urlDecisions {
		pg.Title = p.text("site.decisions.title_body", Running(c.text))
		pg.Description = p.text("site.decisions.description_body", Running(c.text), p.Organisation.Name)
	}
	if part.title != 0 {
		pg.Title = p.text("site.decisions.title_year", pg.Title, part.title)
	}
	if part.url != urlDecisions {
		// A choice is some of the same list again, so search engines keep the whole one.
		pg.Canonical = p.absolute(urlDecisions)
		pg.Crumbs = p.crumbs(pg, pg.Title, step)
	}
	if len(choices) > 1 {
		f := Filter{ID: "organ", Label: p.text("site.register.by_body"), Choices: len(choices) - 1}
		for _, o := range choices {
			item := FilterItem{Link: p.link(pg, o.text, o.url), Count: len(o.found), Unit: p.SayN("site.decisions.unit", len(o.found)).String()}
			item.Link.Current = o.url == c.url
			f.Items = append(f.Items, item)
		}
		d.Filters = append(d.Filters, f)
	}
	if f := p.decisionYears(pg, c, part); len(f.Items) > fewYears {
		d.Filters = append(d.Filters, f)
	}
	for _, x := range part.found {
		p.addDecision(pg, d, x)
	}
	p.addPage(pg, d)
}

// fewYears is up to how many years a list needs no way to each.
const fewYears = 4

// decisionYears leads to each year of a choice, on this page or another.
func (p *lists) decisionYears(pg *Page, c decisionChoice, here decisionPart) Filter {
	f := Filter{ID: "ar", Label: p.text("site.decisions.years")}
	for _, part := range c.parts() {
		for i, x := range part.found {
			if i > 0 && part.found[i-1].day.Year == x.day.Year {
				continue
			}
			year := strconv.Itoa(x.day.Year)
			address := part.url + "#_ar-" + year
			if part.title != 0 {
				address = part.url
			}
			item := FilterItem{Link: p.link(pg, year, address), Count: -1}
			item.Link.Current = part.title != 0 && part.url == here.url
			f.Items = append(f.Items, item)
		}
	}
	f.Choices = len(f.Items)
	return f
}

// addDecision adds a decision to the last meeting of a page, or to a meeting or year of its own.
func (p *lists) addDecision(pg *Page, d *DecisionsPage, x decision) {
	year := strconv.Itoa(x.day.Year)
	if n := len(d.Years); n == 0 || d.Years[n-1].Year != year {
		d.Years = append(d.Years, DecisionYear{Year: year})
	}
	y := &d.Years[len(d.Years)-1]
	heading := list(", ", Sentence{p.date(x.day)}, plain(x.meeting()))
	if n := len(y.Meetings); n == 0 || y.Meetings[n-1].Heading.String() != heading.String() {
		y.Meetings = append(y.Meetings, Meeting{Heading: heading})
	}
	m := &y.Meetings[len(y.Meetings)-1]
	link := p.link(pg, x.v.Title, p.addressOf(x.e, x.v))
	link.Lang = p.foreign(x.v.Language)
	item := DecisionItem{Section: plain(x.section), Mark: x.mark, What: x.what, Link: link, Kind: KindLabel(x.e.doc.Kind)}
	if x.section != "" && x.minutes != "" {
		item.Section = Sentence{{Text: x.section, Href: x.minutes}}
	}
	m.Items = append(m.Items, item)
}

// verbKey names how documents of a kind are decided.
func verbKey(k *library.Kind) string {
	if k == nil {
		return "adopted"
	}
	return cmp.Or(string(k.Verb), "adopted")
}
