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

// pair is two versions that are compared, and where.
type pair struct {
	old, new   *library.Version
	since      bool // the older one is compared with what holds, not with what replaced it
	url, print string
}

// wholeFolder is where the whole text with the changes lies below a comparison.
const wholeFolder = "hela/"

// comparisons are the pairs of versions that a document's pages compare: each version with the one that
// it took the place of, and each undecided one with the one that it would. What has been replaced is
// compared with what holds, too, where that is not the next version: who has an old text at hand wants
// to know what is different now.
func (f *Frame) comparisons(e *entry) []pair {
	if e.Listed {
		return nil
	}
	var out []pair
	add := func(old, v, at *library.Version, folder string) {
		url := f.versionURL(at) + folder + "/"
		out = append(out, pair{old, v, folder == "jamforelse", url, url + e.ID.Name() + "-" + f.versionPart(at) + "-" + folder + ".pdf"})
	}
	for _, v := range e.versions {
		if old := v.Predecessor(); old != nil && e.shows(old) && bothTexts(old, v) {
			add(old, v, v, "andringar")
		}
	}
	for _, v := range e.versions {
		if bothTexts(v, e.shown) && adopted(v) && adopted(e.shown) && v.Adopted.Before(e.shown.Adopted) && e.shown.Supersedes != v {
			add(v, e.shown, v, "jamforelse")
		}
	}
	return out
}

// bothTexts reports whether the texts of two versions are known.
func bothTexts(old, new *library.Version) bool { return old.Original == "" && new.Original == "" }

// placeChanges makes the pages and prints that compare versions, empty, so that other pages can link to
// them.
func (p *unit) placeChanges(e *entry) {
	for _, x := range p.Frame.comparisons(e) {
		c := p.comparison(e, x.old, x.new, x.url, x.print)
		if c == nil || !p.add(c.Page) {
			continue
		}
		if x.since {
			p.since[x.old] = c
		} else {
			p.changes[x.new] = c
		}
		p.placeWhole(c)
	}
}

// placeWhole makes the page that shows the whole text with the changes, and counts the comparison
// among those that are published.
func (p *unit) placeWhole(c *Comparison) {
	p.comparisons = append(p.comparisons, c)
	whole := *c.Page
	whole.URL += wholeFolder
	whole.HeadTitle = headTitle(p.text("site.changes.view.whole"), c.Page.HeadTitle)
	if p.add(&whole) {
		c.Whole = &whole
	}
}

// Compare makes a comparison of two versions of the document, named by their source files, that is on no
// page of the site. It is nil where this build does not show both.
func (u *Unit) Compare(old, new string) *Comparison {
	p := u.unit
	if p.e == nil || p.e.Listed {
		return nil
	}
	from, to := versionOf(p.e.versions, old), versionOf(p.e.versions, new)
	if from == nil || to == nil || !bothTexts(from, to) {
		return nil
	}
	url := p.versionURL(to) + "andringar/"
	c := p.comparison(p.e, from, to, url, url+to.Document.ID.Name()+"-"+p.versionPart(from)+"-"+p.versionPart(to)+".pdf")
	if c == nil {
		return nil
	}
	c.Page.Alone = true
	p.complete(c.Page)
	p.changesPrint(p.e, c)
	p.changesPage(p.e, c)
	p.resolve(c.Page)
	return c
}

// comparison makes the empty page and print of two versions, nil where a text is not known.
func (p *unit) comparison(e *entry, old, v *library.Version, url, print string) *Comparison {
	if from, to := p.texts[old.File], p.texts[v.File]; from == nil || to == nil || from.Tree == nil || to.Tree == nil {
		return nil
	}
	c := &Comparison{Old: old, New: v}
	c.Page = &Page{
		Kind: KindChanges, URL: url, Title: v.Title, Language: v.Language, Document: e.doc, Section: urlRegister,
		Description: capital(p.text("site.changes.description", p.definite(old), p.definite(v))), Updated: iso(p.updated(v)),
		HeadTitle: headTitle(p.changesName(c), v.Title, p.Organisation.Name), NoIndex: !adopted(v),
		// Search engines are to show what holds, and not words that have been deleted.
		Canonical: p.absolute(e.URL),
	}
	c.Print = &Print{
		Address: print, URL: p.absolute(print), Version: v, Page: c.Page, Title: v.Title, Comparison: c,
	}
	return c
}
