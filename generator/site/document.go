package site

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/library"
	"styrdok/generator/spelling"
)

// contentsFrom is how many sections of the highest level a text needs to get a contents list.
const contentsFrom = 3

// place makes the document's pages and prints, empty, so that every page can link to every other.
func (p *unit) place() {
	e, v := p.e, p.e.shown
	kind := KindDocument
	if e.Listed {
		kind = KindListed
	}
	pg := &Page{
		Kind: kind, URL: e.URL, Title: e.Title, Description: v.Summary, Language: v.Language,
		Document: e.doc, Version: v, Section: urlRegister, NoIndex: !adopted(v),
		Older: !e.holds() && adopted(v) && v.Status != library.StatusComing, Updated: iso(p.touched(v)),
	}
	if pg.Older || !adopted(v) {
		pg.HeadTitle = headTitle(p.text("site.head.ended", v.Title, Running(p.stateWord(v))), p.Title, p.Organisation.Name)
	}
	if e.Listed {
		pg.Description = p.text("site.listed.description")
	} else if v.Summary == "" {
		pg.Description = p.text("site.document.description", e.Title)
	}
	p.add(pg)
	p.pages[v] = pg
	if e.Listed {
		return
	}
	pg.Text = p.textOf(e)
	for _, w := range e.versions {
		if w != v {
			p.placeVersion(e, w)
		}
		p.placePrint(e, w)
	}
	p.placeChanges(e)
	// The dated address of what stands at the document's own leads there until a successor comes.
	if from := p.versionURL(v); from != pg.URL {
		p.add(p.site.forward(from, pg))
	}
}

func (p *unit) placeVersion(e *entry, v *library.Version) {
	pg := &Page{
		Kind: KindVersion, URL: p.versionURL(v), Title: v.Title, Description: v.Summary, Language: v.Language,
		Document: e.doc, Version: v, Section: urlRegister, Text: p.texts[v.File], Updated: iso(p.touched(v)),
		Older: adopted(v) && v.Status != library.StatusComing && v.Status != library.StatusInForce, NoIndex: !adopted(v),
	}
	key := "site.head.version"
	if pg.Older {
		key = "site.head.older"
		// Search engines are to show what holds.
		pg.Canonical = p.absolute(e.URL)
		pg.Description = p.text("site.older.description")
	}
	pg.HeadTitle = headTitle(p.text(key, p.versionWord(v)), v.Title, p.Organisation.Name)
	p.add(pg)
	p.pages[v] = pg
}

// versionWord is "Version 3", or the word for what is not decided: "Förslag".
func (p *Frame) versionWord(v *library.Version) string {
	if !adopted(v) {
		return p.text("site.undecided." + v.Status.String())
	}
	return p.text("site.version", v.Name)
}

// stateWord is the word by which the title of a page tells that its text does not hold: "Upphävd", "Remissversion".
func (p *Frame) stateWord(v *library.Version) string {
	if !adopted(v) {
		return p.versionWord(v)
	}
	return p.markText(markOf(v.Status), v)
}

// updated is the day on which the text of a version last changed, as far as it has come.
func (p *Frame) updated(v *library.Version) library.Date {
	day := v.Adopted
	for _, x := range v.Happenings(p.Today) {
		if x.Sort == "corrected" && x.Day.After(day) {
			day = x.Day
		}
	}
	if v.Updated.After(day) && !v.Updated.After(p.Today) {
		day = v.Updated
	}
	return day
}

// touched is the day on which what a version's page says last changed: its text, a review of it,
// or its end.
func (p *Frame) touched(v *library.Version) library.Date {
	day := p.updated(v)
	later := func(d library.Date) {
		if d.After(day) && !d.After(p.Today) {
			day = d
		}
	}
	for _, x := range v.Happenings(p.Today) {
		later(x.Day)
	}
	if !v.LastDay.IsZero() {
		later(v.LastDay.AddDays(1))
	}
	return day
}

// planDocument fills the pages of the document.
func (p *unit) planDocument(e *entry) {
	if e.Listed {
		p.planListed(e)
		return
	}
	for _, v := range e.versions {
		p.documentPage(e, p.pages[v], v)
	}
	p.planChanges(e)
}

func (p *Frame) kindCrumb(e *entry) crumb {
	return p.collection(e.doc.ID.Collection())
}

func (p *unit) documentPage(e *entry, pg *Page, v *library.Version) {
	own := v != e.shown
	if own {
		pg.Crumbs = p.crumbs(pg, p.versionWord(v), p.kindCrumb(e), crumb{e.Title, e.URL, e.shown.Language})
	} else {
		pg.Crumbs = p.crumbs(pg, e.Title, p.kindCrumb(e))
	}
	the, _ := p.Subject(e.doc.Kind)
	d := &DocumentPage{
		KindLabel:     KindLabel(e.doc.Kind),
		Lead:          plain(v.Summary),
		LeadLang:      p.foreign(v.Language),
		AsideLabel:    p.text("site.aside.document"),
		FactsLabel:    p.text("site.facts.label"),
		MoreLabel:     p.text("site.facts.more"),
		ContentsLabel: p.text("site.contents"),
		TextLabel:     p.text("site.text.label", capital(spelling.Genitive(the))),
		Contact:       p.contact(pg),
	}
	if e.doc.TranslationOf != "" {
		d.FactsLabel = p.text("site.facts.label_original")
	}
	d.Facts, d.More = firstAndMore(p.facts(pg, e, v))
	if pg.Text != nil {
		d.Contents = contents(pg.Text.Tree)
	}
	if own || !adopted(v) {
		d.KindLabel = p.text("site.kind_version", d.KindLabel, Running(p.versionWord(v)))
	}
	if pr := p.prints[v]; pr != nil {
		d.Downloads = append(d.Downloads, p.download(pg, p.text("site.jump.download"), pr))
		d.Genuine = p.genuine(pg, pr)
	}
	if len(e.versions) > 1 {
		d.Actions = append(d.Actions, p.link(pg, p.text("site.jump.history"), e.URL+"#_historik"))
	}
	if d.Contact != nil {
		d.Actions = append(d.Actions, Link{Text: p.text("site.jump.contact", the), Href: "#_fot-kontakt"})
	}
	d.Source = p.source(v)
	if pg.Older && (own || e.doc.TranslationOf == "") {
		d.TextLabel = p.text("site.text.older")
		if s := p.span(v); len(s) > 0 {
			d.Lead, d.LeadLang = s, ""
		}
	}
	if own {
		p.versionNotice(e, pg, v, d)
	} else {
		p.shownStatus(e, pg, v, d)
	}
	pg.Data = d
}

// shownStatus fills what stands at the document's own address alone.
func (p *unit) shownStatus(e *entry, pg *Page, v *library.Version, d *DocumentPage) {
	st := p.status(pg, e)
	if e.holds() || v.Status == library.StatusComing || e.doc.TranslationOf != "" {
		d.Status = &st
	} else {
		d.Notice = &Notice{Label: p.text("site.notice.label"), Mark: st.Mark, Sentence: st.Sentence}
		if !adopted(v) {
			d.Notice.Label = p.text("site.notice.undecided")
		}
		for _, tie := range e.doc.ReplacedBy {
			if o := p.card(tie.ID); o != nil && !slices.ContainsFunc(st.Sentence, func(x Part) bool { return x.Href == p.Href(pg, o.URL) }) {
				d.Notice.Links = append(d.Notice.Links, p.documentLink(pg, o))
			}
		}
		d.Notice.Later = p.answerLater(v, d.Notice)
		if k := e.doc.Kind; k != nil && pg.Older && len(e.doc.ReplacedBy) == 0 {
			d.Notice.Links = append(d.Notice.Links, p.link(pg, p.text("site.notice.others", k.Plural), p.kindCrumb(e).url))
		}
	}
	if !e.settled() {
		d.Derivation = p.derivation(e)
	}
	d.Translation = p.translation(pg, e)
	d.Relations = p.relations(e, pg)
	d.History = p.history(e, pg)
	if d.Relations != nil {
		d.Jumps = append(d.Jumps, Link{Text: p.text("site.jump.relations"), Href: "#_samband"})
	}
}

// versionNotice fills what a version's own page says besides its text.
func (p *unit) versionNotice(e *entry, pg *Page, v *library.Version, d *DocumentPage) {
	d.AsideLabel = p.text("site.aside.version")
	s, m := p.notHolding(pg, e, v, true)
	d.Notice = &Notice{Label: p.text("site.notice.label"), Mark: m, Sentence: s}
	if !pg.Older {
		d.Notice.Label = p.text("site.notice.undecided")
		if v.Status == library.StatusComing {
			d.Notice.Label = p.text("site.notice.coming")
		}
	}
	p.noticeLater(e, pg, v, d.Notice)
	if adopted(e.shown) && e.shown.Name != "" {
		key := "site.notice.read_newest"
		if e.holds() {
			key = "site.notice.read_current"
		}
		d.Notice.Links = append(d.Notice.Links, p.link(pg, p.text(key, e.shown.Name), e.URL))
	}
	if pg.Older {
		d.Notice.Links = append(d.Notice.Links, p.sinceLinks(e, pg, v)...)
	}
	if next := p.changes[v.Superseder]; next != nil && pg.Older && next.New != e.shown {
		d.Notice.Links = append(d.Notice.Links, p.link(pg, p.text("site.changes.see", v.Superseder.Name), next.Page.URL))
	}
	d.Notice.Links = append(d.Notice.Links, p.changesLink(e, pg, v)...)
	d.Notice.Later = append(d.Notice.Later, p.answerLater(v, d.Notice)...)
}

// noticeLater notes what the page of a version says on coming days: who reads a copy of the site that has not been built since
// must not be sent from one version to another and back.
func (p *unit) noticeLater(e *entry, pg *Page, v *library.Version, n *Notice) {
	for _, t := range e.doc.Turns {
		at := e.adoptedOn(t.Adopted)
		if at == nil {
			continue
		}
		later := LaterNotice{From: t.From.String(), Mark: n.Mark, Sentence: n.Sentence}
		read := p.text("site.notice.read_current", at.Name)
		if t.Status != library.StatusInForce {
			read = p.text("site.history.read", Running(p.versionWord(at)))
		}
		if at != v {
			later.Links = []Link{p.link(pg, read, p.addressOf(e, at))}
		}
		switch {
		case at == v && t.Status == library.StatusInForce:
			later.Mark, later.Sentence = MarkInForce, strong(p.Say("site.notice.holds_since", p.versionWord(v), t.From))
			later.Links = p.changesLink(e, pg, v)
		case v.Status == library.StatusComing && v.InForce.Before(t.From):
			later.Mark = cmp.Or(marks[t.Status], MarkSuperseded)
			if at != v {
				later.Mark = MarkSuperseded
			}
			later.Sentence = strong(p.SayG("site.status.ended", library.Common, p.versionWord(v)))
		}
		n.Later = append(n.Later, later)
	}
}

// span tells from when to when the text of a version held.
func (p *Frame) span(v *library.Version) Sentence {
	if v.InForce.IsZero() || v.LastDay.IsZero() || v.LastDay.Before(v.InForce) {
		return nil
	}
	return p.Say("site.older.span", v.InForce, v.LastDay)
}

// source tells where the original is, and when the page was last changed and why.
func (p *Frame) source(v *library.Version) Sentence {
	if !adopted(v) {
		return nil
	}
	var original, where Sentence
	if p.Disclaimer {
		key := "site.source.copy"
		if v.Document.TranslationOf != "" {
			key = "site.source.translated"
		}
		original, where = p.Say(key+"_unknown"), p.Say("site.source.archive")
		if v.AdoptedBy != nil {
			original = p.Say(key, BodyGenitive(v.AdoptedBy), BodyRunning(v.AdoptedBy))
		}
		if v.CaseNumber != "" {
			where = p.Say("site.source.case", v.CaseNumber)
		}
	}
	day := p.touched(v)
	instead := p.text("site.source.replaced_other")
	if next := v.Superseder; next != nil && next.InForce == day {
		instead = Running(p.versionWord(next))
	}
	return Sentences(original, where, p.Say("site.source."+p.whyTouched(v, day), day, instead))
}

// whyTouched names what happened to a version on the day on which its page last changed.
func (p *Frame) whyTouched(v *library.Version, day library.Date) string {
	switch {
	case day == v.Adopted:
		return "unchanged"
	case v.Repeal != nil && v.Repeal.Date == day:
		return "repealed"
	case v.Status == library.StatusSuperseded && v.LastDay.AddDays(1) == day:
		return "replaced"
	case !v.LastDay.IsZero() && v.LastDay.AddDays(1) == day:
		return "ended"
	}
	for _, sort := range []string{"annulled", "reviewed", "extended", "corrected"} {
		if slices.ContainsFunc(v.Happenings(p.Today), func(x library.Happening) bool { return x.Sort == sort && x.Day == day }) {
			return sort
		}
	}
	return "updated"
}

// contents is the contents list of a text: its two highest levels.
func contents(t *block.Tree) []Content {
	if t == nil {
		return nil
	}
	var out []Content
	for _, h := range t.Headings() {
		c := Content{Number: h.Number, Text: strings.TrimSpace(block.Plain(h.Spans)), Href: "#" + h.ID}
		switch {
		case h.Level == 2:
			out = append(out, c)
		case h.Level == 3 && len(out) > 0:
			last := &out[len(out)-1]
			last.Children = append(last.Children, c)
		}
	}
	if len(out) < contentsFrom {
		return nil
	}
	return out
}

// forward makes a page that leads on to another.
func (f *Frame) forward(from string, to *Page) *Page {
	pg := &Page{
		Kind: KindForward, URL: from, Title: to.Title, NoIndex: true, Canonical: to.Canonical,
		HeadTitle: to.HeadTitle, Language: to.Language,
	}
	l := f.link(pg, to.Title, to.URL)
	l.Lang = f.foreign(to.Language)
	pg.Data = &ForwardPage{To: l, Lead: f.Say("site.forward", Part{Text: l.Text, Href: l.Href, Lang: l.Lang})}
	return pg
}

// planListed fills the page of a document of which the public sees only that it exists.
func (p *unit) planListed(e *entry) {
	pg, v := p.pages[e.shown], e.shown
	the, _ := p.Subject(e.doc.Kind)
	pg.Crumbs = p.crumbs(pg, e.Title, p.kindCrumb(e))
	d := &ListedPage{
		KindLabel:  p.text("site.kind_listed", KindLabel(e.doc.Kind)),
		Status:     p.status(pg, e),
		Derivation: p.derivation(e),
		AsideLabel: p.text("site.aside.document"),
		FactsLabel: p.text("site.facts.label"),
		Facts: slices.DeleteFunc(p.facts(pg, e, v), func(f Fact) bool {
			return !slices.Contains(listedFacts, f.Key)
		}),
		HowTo: Section{
			Heading:    p.text("site.listed.heading"),
			Paragraphs: []Sentence{Sentences(p.Say("site.listed.text", capital(the)), p.Say("site.listed.how"))},
		},
		Contact: p.contact(pg),
	}
	if ask := p.askFor(v); len(ask) > 0 {
		d.HowTo.Paragraphs = append(d.HowTo.Paragraphs, ask)
	}
	pg.Data = d
}

// listedFacts are the facts that may be told of a document whose text is not published.
var listedFacts = []string{
	"decision", "case_number", "in_force", "valid_until", "review", "owner", "department",
}

// askFor tells whom to ask for a document that is not published, and what to refer to; nil if nobody is known.
func (p *Frame) askFor(v *library.Version) Sentence {
	address, phone := cmp.Or(v.Contact, p.Organisation.Contact), p.Organisation.Phone
	if v.Contact != "" {
		phone = ""
	}
	var ask, refer Sentence
	switch line := contactLine(address); {
	case isEmail(address) && phone != "":
		ask = p.Say("site.listed.mail_or_call", line, phone)
	case isEmail(address):
		ask = p.Say("site.listed.mail", line)
	case len(line) > 0 && phone != "":
		ask = p.Say("site.listed.turn_or_call", line, phone)
	case len(line) > 0:
		ask = p.Say("site.listed.turn", line)
	case phone != "":
		ask = p.Say("site.listed.call", phone)
	default:
		return nil
	}
	if v.CaseNumber != "" {
		refer = p.Say("site.listed.refer", v.CaseNumber)
	}
	return Sentences(ask, refer)
}
