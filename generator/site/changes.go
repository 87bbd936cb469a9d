package site

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/library"
	"styrdok/generator/redline"
)

// ChangesPage shows what a version changed in the one before. Page.Text is both texts in one, with
// insertions and deletions; sections that are the same are to be shown as a line each.
type ChangesPage struct {
	KindLabel     string        // "Ändringar från version 2 till version 3"
	Lead          Sentence      // what the editor says about the change; may be empty
	LeadLang      string        // BCP 47, where Lead is in another language than the site
	Status        Sentence      // how many sections have changed, in words
	Later         []LaterNotice // as for Badge: sentences alone
	AsideLabel    string        // "Om jämförelsen"
	FactsLabel    string        // "Versionerna"
	Facts         []Fact        // from, to, words
	DecisionLabel string        // "Uppgifter som ändrades"
	Decision      []Fact        // decision data that differ; may be empty
	ContentsLabel string        // "Ändrade avsnitt"
	Contents      []ChangedSection
	TextLabel     string        // "Text med ändringar markerade"
	Explanation   []ExplainMark // empty where nothing has changed
	Read          string        // address of the page with the newer version's text
	Downloads     []Download    // the change-marked print
	Whole         bool          // the whole text is shown, not only what has changed
	ViewsLabel    string        // "Visa"
	Views         []Link        // "Bara det som ändrats", "Hela texten"; may be empty
}

// ChangedSection is an entry of the list of changed sections.
type ChangedSection struct {
	Link   Link // without Href where the section has no place of its own on the page
	Change block.Change
	Word   string // "nytt"
}

// ExplainMark tells what a mark in the text means. Mark is a word to be shown with the mark itself;
// it is empty for what is not seen.
type ExplainMark struct {
	Change block.Change
	Mark   string // "Understruket"
	Text   string // "är tillagt."
}

// definite is a version within a sentence: "version 3", "förslaget".
func (p *Frame) definite(v *library.Version) string {
	if !adopted(v) {
		return p.text("site.undecided_definite." + v.Status.String())
	}
	return Running(p.versionWord(v))
}

// changesName is "Ändringar från version 2 till 3".
func (p *Frame) changesName(c *Comparison) string {
	if !adopted(c.New) || !adopted(c.Old) {
		return p.text("site.changes.label", p.definite(c.Old), p.definite(c.New))
	}
	return p.text("site.changes.name", c.Old.Name, c.New.Name)
}

// planChanges fills the pages that compare versions.
func (p *unit) planChanges(e *entry) {
	for _, v := range e.versions {
		for _, c := range []*Comparison{p.changes[v], p.since[v]} {
			if c != nil {
				p.changesPage(e, c)
			}
		}
	}
}

func (p *unit) changesPage(e *entry, c *Comparison) {
	pg, old, v := c.Page, c.Old, c.New
	tree := pg.Text.Tree
	pg.Crumbs = p.crumbs(pg, p.changesName(c), p.kindCrumb(e), crumb{e.Title, e.URL, e.shown.Language})
	d := &ChangesPage{
		KindLabel:     p.text("site.changes.label", p.definite(old), p.definite(v)),
		Status:        Sentences(p.changesStatus(c), p.changesFrom(v)),
		AsideLabel:    p.text("site.changes.aside"),
		FactsLabel:    p.text("site.changes.versions"),
		DecisionLabel: p.changedDataLabel(v),
		ContentsLabel: p.text("site.changes.contents"),
		Contents:      p.changedSections(tree, c.Summary.Chapters),
		TextLabel:     p.text("site.changes.text"),
		Explanation:   p.explanation(c, "site.changes.explain.heard"),
	}
	if !pg.Alone {
		d.Read = p.Href(pg, p.addressOf(e, v))
	}
	if c.Direct() {
		d.Lead, d.LeadLang = plain(v.Changes), p.foreign(v.Language)
	}
	for _, x := range c.Decision {
		if x.WasMissing { // which our own words say
			x.Was = plain(Running(x.Was.String()))
		}
		d.Decision = append(d.Decision, Fact{Key: x.Key, Label: x.Label, Value: p.Say("site.changes.was", x.Is, x.Was)})
	}
	fact := func(key string, value Sentence) {
		d.Facts = append(d.Facts, Fact{Key: key, Label: p.text("site.changes.fact." + key), Value: value})
	}
	fact("from", p.comparedVersion(e, pg, old))
	fact("to", p.comparedVersion(e, pg, v))
	fact("words", p.changedWords(c.Summary))
	pg.Data = d
	if pg.Alone {
		return
	}
	for _, t := range e.doc.Turns {
		later := LaterNotice{From: t.From.String(), Sentence: p.changesStatus(c)}
		if t.Status == library.StatusInForce && t.Adopted == v.Adopted {
			later.Sentence = Sentences(later.Sentence, p.Say("site.notice.holds_since", p.versionWord(v), t.From))
		}
		if adopted(v) {
			d.Later = append(d.Later, later)
		}
	}
	d.Downloads = []Download{p.download(pg, p.text("site.changes.download"), c.Print)}
	if c.Whole == nil {
		return
	}
	parts, all := p.text("site.changes.view.parts"), p.text("site.changes.view.whole")
	d.ViewsLabel = p.text("site.changes.view.label")
	d.Views = []Link{{Text: parts, Current: true}, p.link(pg, all, c.Whole.URL)}

	w := *d
	whole := c.Whole
	whole.Text = pg.Text
	whole.Crumbs = p.crumbs(whole, all, p.kindCrumb(e), crumb{e.Title, e.URL, e.shown.Language}, crumb{text: p.changesName(c), url: pg.URL})
	w.Whole = true
	w.Views = []Link{p.link(whole, parts, pg.URL), {Text: all, Current: true}}
	w.Read = p.Href(whole, p.addressOf(e, v))
	w.Facts = slices.Clone(d.Facts)
	w.Facts[0].Value, w.Facts[1].Value = p.comparedVersion(e, whole, old), p.comparedVersion(e, whole, v)
	w.Downloads = []Download{p.download(whole, p.text("site.changes.download"), c.Print)}
	whole.Data = &w
}

// compare makes one text of both, with what has changed.
func (p *unit) compare(c *Comparison) {
	from, to := p.texts[c.Old.File], p.texts[c.New.File]
	tree, summary := redline.Compare(from.Tree, to.Tree, redline.Options{Brief: true})
	c.Summary = summary
	c.Page.Text = &Text{File: to.File, Tree: tree, Masked: slices.Concat(to.Masked, from.Masked)}
	c.Decision = p.decisionChanges(c.Old, c.New)
}

// changesPrint fills the print that shows the same on paper.
func (p *unit) changesPrint(e *entry, c *Comparison) {
	pr, old, v := c.Print, c.Old, c.New
	p.compare(c)
	label := p.text("site.changes.label", p.definite(old), p.definite(v))
	pr.KindLabel = list(", ", plain(KindLabel(e.doc.Kind)), plain(Running(label))).String()
	pr.FileTitle = list(", ", plain(v.Title), plain(Running(label))).String()
	pr.Summary = Sentences(p.changesStatus(c), p.changesFrom(v)).String()
	pr.Text = c.Page.Text
	p.resolvePrint(pr)
	if !adopted(v) {
		pr.Status, _ = p.notHolding(nil, e, v, true)
	}
	fact := func(key string, value Sentence) {
		if len(value) > 0 {
			pr.Facts = append(pr.Facts, Fact{Key: key, Label: p.text("site.changes.fact." + key), Value: value})
		}
	}
	fact("from", p.printedVersion(old))
	fact("to", p.printedVersion(v))
	fact("words", p.changedWords(c.Summary))
	if c.Direct() {
		fact("changes", plain(v.Changes))
	}
	c.Explanation = p.explanation(c, "site.changes.explain.bar")
	c.ExplanationLabel = p.text("site.changes.fact.reading")
	c.DecisionLabel = p.changedDataLabel(v)
	was, is := "was", "is"
	if !adopted(v) {
		// What is proposed is not how it is now.
		was, is = "before", "proposed"
		if e.holds() && old == e.shown {
			was = "today"
		}
	}
	c.DecisionColumns = [3]string{p.text("site.changes.column.what"), p.text("site.changes.column." + was), p.text("site.changes.column." + is)}
	pr.Head = list(", ", plain(cmp.Or(v.ShortTitle, v.Title)), plain(v.CaseNumber)).String()
	pr.Foot = label
}

// changedDataLabel is the heading of the data that a version changes, or would change.
func (p *Frame) changedDataLabel(v *library.Version) string {
	if !adopted(v) {
		return p.text("site.changes.decision_proposed")
	}
	return p.text("site.changes.decision")
}

// printedVersion is "Version 2, kommunfullmäktige 2015-05-18 § 61".
func (p *Frame) printedVersion(v *library.Version) Sentence {
	if !adopted(v) {
		return plain(p.versionWord(v))
	}
	return p.versionTie(nil, nil, v)
}

// explanation tells how the marks of a text are to be read, and last what key says.
func (p *Frame) explanation(c *Comparison, key string) []ExplainMark {
	if !c.Summary.Any() {
		return nil
	}
	mark := func(c block.Change) ExplainMark {
		key := "site.changes.explain." + c.String()
		return ExplainMark{c, p.text(key + "_mark"), p.text(key)}
	}
	return []ExplainMark{mark(block.Inserted), mark(block.Deleted), {Text: p.text(key)}}
}

// comparedVersion is "Version 2, 2015-05-18, § 61".
func (p *Frame) comparedVersion(e *entry, pg *Page, v *library.Version) Sentence {
	name := plain(p.versionWord(v))
	if !pg.Alone {
		name = Sentence{p.linked(pg, p.versionWord(v), p.addressOf(e, v))}
	}
	if !adopted(v) {
		return name
	}
	return list(", ", name, Sentence{iso(v.Adopted)}, plain(v.Section))
}

// changedWords is "106 tillagda, 23 borttagna".
func (p *Frame) changedWords(s redline.Summary) Sentence {
	if s.Inserted == 0 && s.Deleted == 0 {
		return p.Say("site.changes.words.none")
	}
	return list(", ", p.SayN("site.changes.words.added", s.Inserted, s.Inserted), p.SayN("site.changes.words.removed", s.Deleted, s.Deleted))
}

// changesStatus tells how many sections have changed, and how many words are only spelled in another way.
func (p *Frame) changesStatus(c *Comparison) Sentence {
	spelling := c.Summary.Spelling
	places, pairs := 0, []string(nil)
	for _, r := range spelling {
		places += r.Count
		if len(pairs) < 3 {
			pairs = append(pairs, r.Was+" → "+r.Is)
		}
	}
	switch {
	case places == 0:
		return p.changedSectionsStatus(c)
	case !c.Summary.Any():
		return p.SayN("site.changes.status.spelling_only", places, capital(p.definite(c.New)), p.count(places, library.Neuter), strings.Join(pairs, ", "))
	}
	return Sentences(p.changedSectionsStatus(c), p.SayN("site.changes.status.spelling", places, p.count(places, library.Neuter), strings.Join(pairs, ", ")))
}

// changedSectionsStatus tells in a sentence how many sections have changed, and in which way:
// "Version 2 ändrar texten i två av fem avsnitt och lägger till ett underavsnitt."
func (p *Frame) changedSectionsStatus(c *Comparison) Sentence {
	s := c.Summary
	n := redline.Count(s.Chapters)
	other := n.Inserted + n.Deleted + n.Moved
	all := n.Changed + other + n.Unchanged
	subject := capital(p.definite(c.New))
	switch {
	case !s.Any():
		return p.Say("site.changes.status.none", p.definite(c.New), p.definite(c.Old))
	case n.Changed+other == 0:
		return p.Say("site.changes.status.notes", subject)
	case all == 1:
		return p.Say("site.changes.status.text", subject)
	}
	var clauses []string
	switch {
	case other > 0:
		clauses = p.changeClauses("sections", n)
	case n.Changed < all:
		clauses = []string{p.text("site.changes.status.text_some", p.count(n.Changed, library.Neuter), p.count(all, library.Neuter))}
	case all == 2:
		clauses = []string{p.text("site.changes.status.text_both")}
	default:
		clauses = []string{p.text("site.changes.status.text_all", p.count(all, library.Neuter))}
	}
	if other == 0 { // otherwise the sentence would tell of sections of two kinds that are added or removed
		clauses = append(clauses, p.changeClauses("subsections", subsections(s))...)
	}
	return p.Say("site.changes.status.sentence", subject, p.Enumerate(clauses))
}

// changeClauses are "ändrar två avsnitt", "lägger till ett", "tar bort ett": only the first names what is counted.
func (p *Frame) changeClauses(what string, n redline.Counts) []string {
	var out []string
	for _, part := range []struct {
		verb string
		n    int
	}{{"changes", n.Changed}, {"adds", n.Inserted}, {"moves", n.Moved}, {"removes", n.Deleted}} {
		if part.n == 0 {
			continue
		}
		object := p.count(part.n, library.Neuter)
		if len(out) == 0 {
			object = p.SayN("site.changes.status."+what, part.n, object).String()
		}
		out = append(out, p.text("site.changes.status."+part.verb, object))
	}
	return out
}

// subsections counts the sections below level 2 that have been added or removed in a chapter that is in both versions.
func subsections(s redline.Summary) redline.Counts {
	var out redline.Counts
	chapter := -1
	for _, part := range s.Sections {
		place := cmp.Or(part.New, part.Old)
		if place.Level <= 2 || chapter < 0 {
			chapter++
			continue
		}
		if s.Chapters[chapter].Change != block.Changed {
			continue
		}
		switch part.Change {
		case block.Inserted:
			out.Inserted++
		case block.Deleted:
			out.Deleted++
		}
	}
	return out
}

// changedSections lists the sections that have changed, in the order of the page.
func (p *Frame) changedSections(tree *block.Tree, chapters []redline.Section) []ChangedSection {
	ids := map[string]bool{}
	for _, h := range tree.Headings() {
		ids[h.ID] = h.ID != ""
	}
	var out []ChangedSection
	for _, c := range chapters {
		if c.Change == block.Unchanged {
			continue
		}
		place, key := cmp.Or(c.New, c.Old), c.Change.String()
		if c.Change == block.Changed && c.Moved {
			key = "edited"
		}
		x := ChangedSection{Change: c.Change, Word: p.text("site.changes.section." + key)}
		x.Link.Text = strings.TrimSpace(place.Title)
		if c.Change != block.Deleted {
			// The number of a section that is gone is another one's now.
			x.Link.Text = strings.TrimSpace(place.Number + " " + place.Title)
		}
		x.Link.Text = cmp.Or(x.Link.Text, p.text("site.changes.opening"))
		// Where a new heading has the ID of one that is gone, the link would lead to the new one.
		if ids[place.ID] && (c.Change != block.Deleted || deletedID(tree, place.ID)) {
			x.Link.Href = "#" + place.ID
		}
		out = append(out, x)
	}
	return out
}

// deletedID reports whether an ID is that of a deleted heading.
func deletedID(tree *block.Tree, id string) bool {
	return slices.ContainsFunc(tree.Headings(), func(h *block.Heading) bool { return h.ID == id && h.Change == block.Deleted })
}

// decisionChanges are the decision data that differ between two versions.
func (p *Frame) decisionChanges(old, v *library.Version) []DecisionChange {
	var out []DecisionChange
	add := func(key string, was, is Sentence) {
		if was.String() == is.String() {
			return
		}
		x := DecisionChange{Key: key, Was: was, Is: is, WasMissing: len(was) == 0}
		if len(is) == 0 {
			x.Is = p.Say("site.fact.missing")
		}
		if len(was) == 0 {
			x.Was = p.Say("site.fact.missing")
		}
		x.Label = p.text("site.changes.fact.title")
		if key != "title" {
			x.Label = p.factLabel(key, v.Document.Kind)
		}
		out = append(out, x)
	}
	words := func(s []string) Sentence { return plain(strings.Join(s, ", ")) }
	until := func(v *library.Version) Sentence {
		if v.ValidUntil.IsZero() {
			return p.Say("site.fact.until_further_notice")
		}
		return Sentence{iso(v.ValidUntil)}
	}
	add("title", plain(old.Title), plain(v.Title))
	add("adopted_by", plain(BodyName(old.AdoptedBy)), plain(BodyName(v.AdoptedBy)))
	add("valid_until", until(old), until(v))
	add("owner", plain(old.Owner), plain(v.Owner))
	add("steward", plain(old.Steward), plain(v.Steward))
	add("department", plain(old.Department), plain(v.Department))
	add("applies_to", words(old.AppliesTo), words(v.AppliesTo))
	add("based_on", words(old.BasedOn), words(v.BasedOn))
	add("laws", p.lawLinks(old.Laws), p.lawLinks(v.Laws))
	add("standards", words(old.Standards), words(v.Standards))
	add("code_number", plain(old.CodeNumber), plain(v.CodeNumber))
	return out
}

// changesFrom tells when a version that does not hold yet will.
func (p *Frame) changesFrom(v *library.Version) Sentence {
	if v.Status != library.StatusComing {
		return nil
	}
	return p.SayG("site.status.from", library.Common, v.InForce)
}

// sinceLinks lead to what is different now in a version that has been replaced.
func (p *unit) sinceLinks(e *entry, pg *Page, v *library.Version) []Link {
	c, key := p.since[v], "site.changes.compare_newest"
	if c == nil && adopted(e.shown) && e.shown.Supersedes == v {
		c = p.changes[e.shown]
	}
	if c == nil {
		return nil
	}
	if e.holds() {
		key = "site.changes.compare_current"
	}
	return []Link{p.link(pg, p.text(key, p.definite(c.New)), c.Page.URL)}
}

// changesLink leads to what a version changed; nil where no page tells.
func (p *unit) changesLink(e *entry, pg *Page, v *library.Version) []Link {
	if v == nil || p.changes[v] == nil {
		return nil
	}
	return []Link{p.link(pg, p.changesName(p.changes[v]), p.changes[v].Page.URL)}
}
