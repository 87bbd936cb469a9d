package site

import (
	"styrdok/generator/library"
	"styrdok/generator/redline"
)

// Comparison is two versions of a document as one text with insertions and deletions.
type Comparison struct {
	Old, New *library.Version
	Page     *Page  // of kind "changes"; Page.Text is the combined text
	Whole    *Page  // the same with what has not changed; nil for a comparison of Site.Asked
	Print    *Print // the same on paper
	Summary  redline.Summary
	Decision []DecisionChange

	// What a print says besides, in words.
	DecisionLabel    string    // "Uppgifter som ändrades"
	DecisionColumns  [3]string // "Uppgift", "Tidigare", "Nu"
	ExplanationLabel string    // "Så läses ändringarna"
	Explanation      []ExplainMark
}

// Direct reports whether the newer version took the place of the older one without any in between.
func (c *Comparison) Direct() bool { return c.New.Supersedes == c.Old || !adopted(c.New) }

// DecisionChange is a piece of decision data that differs. Was and Is are never empty: where nothing
// was said, they say so.
type DecisionChange struct {
	Key, Label string
	Was, Is    Sentence
	WasMissing bool // nothing was said
}

// placeChanges makes the pages and prints that compare each version with the one that it took the
// place of, and each undecided one with the one that it would, empty, so that other pages can link to
// them.
func (p *planner) placeChanges(e *entry) {
	for _, v := range e.versions {
		old := p.before(e, v)
		if old == nil || e.pages[v] == nil || e.pages[old] == nil {
			continue
		}
		url := p.versionURL(v) + "andringar/"
		c := p.comparison(e, old, v, url, url+v.Document.ID.Name()+"-"+p.versionPart(v)+"-andringar.pdf")
		if c == nil || !p.addPage(c.Page) {
			continue
		}
		e.changes[v] = c
		p.placeWhole(c)
	}
	// What has been replaced is compared with what holds, too, where that is not the next version:
	// who has an old text at hand wants to know what is different now.
	for _, v := range e.versions {
		if !adopted(v) || !adopted(e.shown) || !v.Adopted.Before(e.shown.Adopted) || e.shown.Supersedes == v || e.pages[v] == nil {
			continue
		}
		url := p.versionURL(v) + "jamforelse/"
		c := p.comparison(e, v, e.shown, url, url+v.Document.ID.Name()+"-"+p.versionPart(v)+"-jamforelse.pdf")
		if c == nil || !p.addPage(c.Page) {
			continue
		}
		e.since[v] = c
		p.placeWhole(c)
	}
}

// placeWhole makes the page that shows the whole text with the changes, and counts the comparison
// among those that are published.
func (p *planner) placeWhole(c *Comparison) {
	p.site.Comparisons = append(p.site.Comparisons, c)
	whole := *c.Page
	whole.URL += "hela/"
	whole.HeadTitle = headTitle(p.text("site.changes.view.whole"), c.Page.HeadTitle)
	if p.addPage(&whole) {
		c.Whole = &whole
	}
}

// planAsked makes the comparisons that the caller asks for. They are on no page of the site.
func (p *planner) planAsked() {
	p.site.Asked = make([]*Comparison, len(p.in.Comparisons))
	for i, files := range p.in.Comparisons {
		for _, e := range p.entries {
			old, v := versionFrom(e, files[0]), versionFrom(e, files[1])
			if old == nil || v == nil || e.listed {
				continue
			}
			url := p.versionURL(v) + "andringar/"
			c := p.comparison(e, old, v, url, url+v.Document.ID.Name()+"-"+p.versionPart(old)+"-"+p.versionPart(v)+".pdf")
			if c == nil {
				continue
			}
			c.Page.Alone = true
			p.complete(c.Page)
			p.changesPage(e, c)
			p.changesPrint(e, c)
			p.site.Asked[i] = c
		}
	}
}

// versionFrom returns the version that was read from a file, nil if this build does not show it.
func versionFrom(e *entry, file string) *library.Version {
	for _, v := range e.versions {
		if v.File == file {
			return v
		}
	}
	return nil
}

// before returns the version that a version is compared with, nil if there is none.
func (p *planner) before(e *entry, v *library.Version) *library.Version {
	if adopted(v) {
		return v.Supersedes
	}
	if e.doc.Holds != nil {
		return e.doc.Holds
	}
	var newest *library.Version
	for _, w := range e.versions {
		if adopted(w) {
			newest = w
		}
	}
	return newest
}

// comparison makes the empty page and print of two versions, nil where a text is not known.
func (p *planner) comparison(e *entry, old, v *library.Version, url, print string) *Comparison {
	if from, to := p.in.Texts[old.File], p.in.Texts[v.File]; from == nil || to == nil || from.Tree == nil || to.Tree == nil {
		return nil
	}
	c := &Comparison{Old: old, New: v}
	c.Page = &Page{
		Kind: KindChanges, URL: url, Title: v.Title, Language: v.Language, Document: e.doc, Section: urlRegister,
		Description: capital(p.text("site.changes.description", p.definite(old), p.definite(v))), Updated: iso(p.updated(v)),
		HeadTitle: headTitle(p.changesName(c), v.Title, p.in.Organisation.Name), NoIndex: !adopted(v),
		// Search engines are to show what holds, and not words that have been deleted.
		Canonical: p.absolute(e.url),
	}
	c.Print = &Print{
		Address: print, URL: p.absolute(print), Version: v, Page: c.Page, Title: v.Title, Comparison: c,
	}
	return c
}
