package site

import (
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/library"
	"styrdok/generator/redline"
)

// ChangesPage shows what a version changed in the one before. Page.Text is both texts in one, with
// insertions and deletions; sections that are the same are to be shown as a line each.
type ChangesPage struct {
	KindLabel     string   // "Ändringar från version 2 till version 3"
	Lead          Sentence // what the editor says about the change; may be empty
	LeadLang      string   // BCP 47, where Lead is in another language than the site
	Status        Sentence // how many sections have changed, in words
	AsideLabel    string   // "Om jämförelsen"
	FactsLabel    string   // "Versionerna"
	Facts         []Fact   // from, to, words
	DecisionLabel string   // "Uppgifter som ändrades"
	Decision      []Fact   // decision data that differ; may be empty
	ContentsLabel string   // "Ändrade avsnitt"
	Contents      []ChangedSection
	TextLabel     string        // "Text med ändringar markerade"
	Explanation   []ExplainMark // empty where nothing has changed
	Read          string        // address of the page with the newer version's text
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

// changesURL is the address of what a version changed.
func (p *planner) changesURL(v *library.Version) string { return p.versionURL(v) + "andringar/" }

// placeChanges makes the pages that compare each adopted version with the one that it took the
// place of, empty, so that other pages can link to them.
func (p *planner) placeChanges(e *entry) {
	for _, v := range e.versions {
		old := v.Supersedes
		if old == nil || !adopted(v) || e.pages[v] == nil || e.pages[old] == nil {
			continue
		}
		if from, to := p.in.Texts[old.File], p.in.Texts[v.File]; from == nil || to == nil || from.Tree == nil || to.Tree == nil {
			continue
		}
		pg := &Page{
			Kind: KindChanges, URL: p.changesURL(v), Title: v.Title, Language: v.Language, Document: e.doc, Section: urlRegister,
			Description: p.text("site.changes.description", old.Name, v.Name), Updated: iso(p.updated(v)),
			HeadTitle: headTitle(p.changesName(v), v.Title, p.in.Organisation.Name),
			// Search engines are to show what holds, and not words that have been deleted.
			Canonical: p.absolute(e.url),
		}
		if p.addPage(pg) {
			e.changes[v] = pg
		}
	}
}

// changesName is "Ändringar från version 2 till 3".
func (p *planner) changesName(v *library.Version) string {
	return p.text("site.changes.name", v.Supersedes.Name, v.Name)
}

// planChanges compares the texts and fills the pages.
func (p *planner) planChanges(e *entry) {
	for _, v := range e.versions {
		if pg := e.changes[v]; pg != nil {
			p.changesPage(e, pg, v)
		}
	}
}

func (p *planner) changesPage(e *entry, pg *Page, v *library.Version) {
	old := v.Supersedes
	from, to := p.in.Texts[old.File], p.in.Texts[v.File]
	tree, summary := redline.Compare(from.Tree, to.Tree, redline.Options{})
	pg.Text = &Text{File: to.File, Tree: tree, Masked: slices.Concat(to.Masked, from.Masked)}
	p.sources.learn(tree)
	pg.Crumbs = p.crumbs(pg, p.changesName(v), p.kindCrumb(e), crumb{e.title, e.url, e.shown.Language})
	d := &ChangesPage{
		KindLabel:     p.text("site.changes.label", old.Name, v.Name),
		Lead:          plain(v.Changes),
		LeadLang:      p.foreign(v.Language),
		Status:        after(p.changesStatus(v, summary), p.changesFrom(v)),
		AsideLabel:    p.text("site.changes.aside"),
		FactsLabel:    p.text("site.changes.versions"),
		DecisionLabel: p.text("site.changes.decision"),
		Decision:      p.decisionChanges(old, v),
		ContentsLabel: p.text("site.changes.contents"),
		Contents:      p.changedSections(tree, summary.Chapters),
		TextLabel:     p.text("site.changes.text"),
		Read:          p.href(pg, e.pages[v].URL),
	}
	fact := func(key string, value Sentence) {
		d.Facts = append(d.Facts, Fact{Key: key, Label: p.text("site.changes.fact." + key), Value: value})
	}
	fact("from", p.comparedVersion(e, pg, old))
	fact("to", p.comparedVersion(e, pg, v))
	fact("words", p.changedWords(summary))
	if summary.Any() {
		for _, m := range []struct {
			change block.Change
			key    string
		}{{block.Inserted, "inserted"}, {block.Deleted, "deleted"}, {block.Unchanged, "heard"}} {
			x := ExplainMark{Change: m.change, Text: p.text("site.changes.explain." + m.key)}
			if m.change != block.Unchanged {
				x.Mark = p.text("site.changes.explain." + m.key + "_mark")
			}
			d.Explanation = append(d.Explanation, x)
		}
	}
	pg.Data = d
}

// comparedVersion is "Version 2, 2015-05-18, § 61".
func (p *planner) comparedVersion(e *entry, pg *Page, v *library.Version) Sentence {
	name := p.linked(pg, p.versionWord(v), e.pages[v].URL)
	return list(", ", Sentence{name}, Sentence{iso(v.Adopted)}, plain(v.Section))
}

// changedWords is "106 tillagda, 23 borttagna".
func (p *planner) changedWords(s redline.Summary) Sentence {
	if s.Inserted == 0 && s.Deleted == 0 {
		return p.say("site.changes.words.none")
	}
	return list(", ", p.sayN("site.changes.words.added", s.Inserted, s.Inserted), p.sayN("site.changes.words.removed", s.Deleted, s.Deleted))
}

// changesStatus tells how many sections have changed, and in which way.
func (p *planner) changesStatus(v *library.Version, s redline.Summary) Sentence {
	n := redline.Count(s.Chapters)
	changed := n.Inserted + n.Changed + n.Deleted + n.Moved
	all := changed + n.Unchanged
	switch {
	case !s.Any():
		return p.say("site.changes.status.none", v.Name, v.Supersedes.Name)
	case changed == 0:
		return p.say("site.changes.status.notes", v.Name)
	case all == 1:
		return p.say("site.changes.status.text", v.Name)
	}
	parts := []struct {
		key string
		n   int
	}{{"inserted", n.Inserted}, {"changed", n.Changed}, {"moved", n.Moved}, {"deleted", n.Deleted}}
	var how []string
	for _, part := range parts {
		subject := p.count(part.n, library.Neuter)
		switch {
		case part.n == 0:
			continue
		case changed == 1:
			subject = p.text("site.changes.status.it")
		case part.n == changed && changed == 2:
			subject = p.text("site.changes.status.two")
		case part.n == changed:
			subject = p.text("site.changes.status.each")
		}
		how = append(how, p.sayN("site.changes.status."+part.key, part.n, subject).String())
	}
	ways := p.enumerate(how)
	if changed == all && all == 2 {
		return p.say("site.changes.status.both", v.Name, ways)
	}
	if changed == all {
		return p.say("site.changes.status.all", v.Name, p.count(all, library.Neuter), ways)
	}
	return p.say("site.changes.status.some", v.Name, p.count(changed, library.Neuter), p.count(all, library.Neuter), ways)
}

// changedSections lists the sections that have changed, in the order of the page.
func (p *planner) changedSections(tree *block.Tree, chapters []redline.Section) []ChangedSection {
	ids := map[string]bool{}
	for _, h := range tree.Headings() {
		ids[h.ID] = h.ID != ""
	}
	var out []ChangedSection
	for _, c := range chapters {
		if c.Change == block.Unchanged {
			continue
		}
		place, key := c.New, "changed"
		switch c.Change {
		case block.Inserted:
			key = "inserted"
		case block.Deleted:
			place, key = c.Old, "deleted"
		case block.Moved:
			key = "moved"
		}
		x := ChangedSection{Change: c.Change, Word: p.text("site.changes.section." + key)}
		x.Link.Text = strings.TrimSpace(place.Title)
		if c.Change != block.Deleted {
			// The number of a section that is gone is another one's now.
			x.Link.Text = strings.TrimSpace(place.Number + " " + place.Title)
		}
		if x.Link.Text == "" {
			x.Link.Text = p.text("site.changes.opening")
		}
		// Where a new heading has the ID of one that is gone, the link would lead to the new one.
		if ids[place.ID] && (c.Change != block.Deleted || deletedID(tree, place.ID)) {
			x.Link.Href = "#" + place.ID
		}
		out = append(out, x)
	}
	return out
}

// deletedID tells whether an ID is that of a deleted heading.
func deletedID(tree *block.Tree, id string) bool {
	return slices.ContainsFunc(tree.Headings(), func(h *block.Heading) bool { return h.ID == id && h.Change == block.Deleted })
}

// decisionChanges are the decision data that differ between two versions, each with what it was.
func (p *planner) decisionChanges(old, v *library.Version) []Fact {
	_, g := p.subject(v.Document.Kind)
	var out []Fact
	add := func(key string, was, is Sentence) {
		if was.String() == is.String() {
			return
		}
		if len(is) == 0 {
			is = p.say("site.fact.missing")
		}
		if len(was) == 0 {
			was = plain(running(p.text("site.fact.missing")))
		}
		label := p.text("site.changes.fact.title")
		if key != "title" {
			label = p.sayG("site.fact."+key, g).String()
		}
		out = append(out, Fact{Key: key, Label: label, Value: p.say("site.changes.was", is, was)})
	}
	words := func(s []string) Sentence { return plain(strings.Join(s, ", ")) }
	until := func(v *library.Version) Sentence {
		if v.ValidUntil.IsZero() {
			return p.say("site.fact.until_further_notice")
		}
		return Sentence{iso(v.ValidUntil)}
	}
	add("title", plain(old.Title), plain(v.Title))
	add("adopted_by", plain(bodyName(old.AdoptedBy)), plain(bodyName(v.AdoptedBy)))
	add("valid_until", until(old), until(v))
	add("owner", plain(old.Owner), plain(v.Owner))
	add("department", plain(old.Department), plain(v.Department))
	add("applies_to", words(old.AppliesTo), words(v.AppliesTo))
	add("based_on", words(old.BasedOn), words(v.BasedOn))
	add("laws", lawLinks(old.Laws), lawLinks(v.Laws))
	add("standards", words(old.Standards), words(v.Standards))
	add("code_number", plain(old.CodeNumber), plain(v.CodeNumber))
	return out
}

// changesFrom tells when a version that does not hold yet will.
func (p *planner) changesFrom(v *library.Version) Sentence {
	if v.Status != library.StatusComing {
		return nil
	}
	return p.sayG("site.status.from", library.Common, v.InForce)
}

// changesLink leads to what a version changed; nil where no page tells.
func (p *planner) changesLink(e *entry, pg *Page, v *library.Version) []Link {
	if v == nil || e.changes[v] == nil {
		return nil
	}
	return []Link{p.link(pg, p.changesName(v), e.changes[v].URL)}
}
