package site

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Reader answers what a document's pages and prints need to know of what is not the document. A Directory
// is one; another may write down what was asked.
type Reader interface {
	// Card returns what may be shown of a document, nil if this build has none of that ID.
	Card(id library.ID) *Card
	// Follow tells what a link or image of a text means.
	Follow(q Question) Destination
	// About returns the address of the page about a keyword, empty if there is none.
	About(keyword string) string
	// Copies are the widths in which an image is published, smallest first; none if it is published as it is.
	Copies(source string) []File
	// Measure returns what is known of a file of the sources.
	Measure(source string) Measure
}

// Question is what a text asks of the site: where a link leads, or whether an image is there.
type Question struct {
	File   string // the text that asks: relative links start from it
	Doc    library.ID
	Public bool // the public reads the text
	Image  bool
	Dest   string // as written
	// Unaided asks for no suggestion of what may have been meant, which takes the longer the larger the site is.
	Unaided bool
}

// Unit is a document with all its versions, to be planned: its texts are known, and what it asks of
// others goes to a Reader.
type Unit struct {
	Prints      []*Print      // of the versions that this build shows, ready to be laid out
	Originals   []*Print      // of those whose text exists only as a file: they are not to be laid out
	Comparisons []*Comparison // with prints, ready to be laid out
	Diags       diag.List     // what is wrong with links and images, sorted
	Used        []Use         // files that published texts show or link to
	Referred    []string      // files that any text refers to, published or not
	LeadsTo     []library.ID  // documents that the text which holds links to, in order

	unit *unit
}

// Use is a file that a published text refers to.
type Use struct {
	Source string // "content/policy/resor/karta.png"
	At     diag.Pos
	Shown  bool // as an image; otherwise as an attachment
}

// unit plans the pages and prints of one document. It sees nothing of others but through its reader.
type unit struct {
	*Frame        // in which the document's pages are worded
	site   *Frame // that of all other pages
	reader Reader
	whole  *library.Document // with what this build does not show
	e      *entry            // nil if this build does not show the document
	texts  map[string]*Text  // of its versions, by source file

	asAdopted map[string]*library.Document // see Input

	order       []*Page // in the order in which they were placed
	pages       map[*library.Version]*Page
	prints      map[*library.Version]*Print
	changes     map[*library.Version]*Comparison // what a version changed in the one before
	since       map[*library.Version]*Comparison // what is different now from a version that has been replaced
	versions    []*Print
	originals   []*Print
	comparisons []*Comparison
	measures    map[string]PrintInfo
	asked       map[Question]Destination
	own         map[*Text]*ownAnchors // of the texts that pages show
	out         *Unit
}

// Unit plans a document: its texts are checked and its prints are ready. Texts are those of all its
// versions, by source file; a version without one has no text to show.
func (d *Directory) Unit(id library.ID, texts map[string]*Text, r Reader) *Unit {
	u := d.newUnit(id, texts, r)
	out := u.out
	u.check(d)
	if u.e == nil {
		return out
	}
	u.place()
	if !u.e.Listed {
		for _, v := range u.e.versions {
			u.print(u.e, v)
		}
		for _, c := range u.comparisons {
			u.changesPrint(u.e, c)
		}
	}
	out.Prints, out.Originals, out.Comparisons = u.versions, u.originals, u.comparisons
	return out
}

func (d *Directory) newUnit(id library.ID, texts map[string]*Text, r Reader) *unit {
	u := &unit{
		Frame: d.Frame, site: d.Frame, reader: r, whole: d.full.Document(id), e: d.byID[id], texts: texts, asAdopted: d.in.AsAdopted, asked: map[Question]Destination{}, own: map[*Text]*ownAnchors{},
		pages: map[*library.Version]*Page{}, prints: map[*library.Version]*Print{},
		changes: map[*library.Version]*Comparison{}, since: map[*library.Version]*Comparison{}, out: &Unit{},
	}
	u.out.unit = u
	if u.e != nil && u.e.doc.TranslationOf != "" {
		u.Frame = d.speaking(u.e.shown.Language)
	}
	return u
}

// Text returns the text that the document's own page shows, nil if there is none.
func (u *Unit) Text() *Text {
	if p := u.unit; p.e != nil && p.pages[p.e.shown] != nil {
		return p.pages[p.e.shown].Text
	}
	return nil
}

// Pages plans the document's pages, those at its dated addresses that only lead on included. Measures are
// those of its prints, by address; of a print that is not among them nothing is said.
func (u *Unit) Pages(measures map[string]PrintInfo) []*Page {
	p := u.unit
	if p.e == nil {
		return nil
	}
	p.measures = measures
	p.planDocument(p.e)
	for _, pg := range p.order {
		p.resolve(pg)
	}
	return p.order
}

// card returns what may be shown of another document, nil if there is nothing.
func (p *unit) card(id library.ID) *Card {
	if id == "" {
		return nil
	}
	return p.reader.Card(id)
}

// crumbs are in the site's words, as all that stands around the main part of a page.
func (p *unit) crumbs(pg *Page, own string, steps ...crumb) []Link {
	return p.site.crumbs(pg, own, steps...)
}

// add puts a page among those of the document.
func (p *unit) add(pg *Page) bool {
	if slices.ContainsFunc(p.order, func(o *Page) bool { return o.URL == pg.URL }) {
		return false
	}
	if p.Frame != p.site && pg.Kind != KindForward {
		pg.MainLanguage = p.Language
	}
	p.complete(pg)
	p.order = append(p.order, pg)
	return true
}

// check reports every link and image of the document's texts that leads nowhere, or where its readers may
// not go, and notes the files that this build has to publish.
func (p *unit) check(d *Directory) {
	for _, o := range d.originsOf(p.whole, p.texts) {
		p.checkText(d, o)
		p.checkFacts(d, o)
	}
	p.out.Diags = p.out.Diags.Sort()
}

// checkText does so for one text.
func (p *unit) checkText(d *Directory, o origin) {
	if o.text.Tree == nil {
		return
	}
	r := resolver{o, d.ownAnchors(o), p.ask}
	o.text.Tree.AllSpans(func(s block.Span) {
		shown := false
		switch s := s.(type) {
		case *block.Link:
			p.checkWords(o, s)
		case *block.Image:
			p.checkAlt(o, s)
			shown = true
		default:
			return
		}
		to := r.follow(s)
		if to.Code != "" {
			p.out.Diags = append(p.out.Diags, to.diagnostic(s.Position()))
		}
		if to.File != "" {
			p.out.Referred = append(p.out.Referred, to.File)
		}
		if to.Doc != "" {
			p.leadsTo(o, to, s.Position())
		}
		// What lies in static/ is published whether or not a text refers to it.
		if to.Code == "" && to.File != "" && o.built && strings.HasPrefix(to.File, "content/") {
			p.out.Used = append(p.out.Used, Use{to.File, s.Position(), shown})
		}
	})
}

// checkFacts does so for the addresses of this site among the facts of a version.
func (p *unit) checkFacts(d *Directory, o origin) {
	if o.version == nil {
		return
	}
	for _, fact := range [][2]string{{"contact", o.version.Contact}, {"decision_url", o.version.DecisionURL}} {
		if _, _, own := d.ownAddress(fact[1]); !own {
			continue
		}
		if to := p.ask(o.question(fact[1], false)); to.Code != "" {
			p.out.Diags = append(p.out.Diags, to.diagnostic(o.version.PosOf(fact[0])))
		}
	}
}

// leadsTo notes that the text of a document that holds leads to another, and reports one that no longer
// holds, as a relation to it is reported. What a document replaces it may well name.
func (p *unit) leadsTo(o origin, to Destination, pos diag.Pos) {
	if o.doc == nil || o.version == nil || o.doc.InForce != o.version || to.Doc == o.doc.ID {
		return
	}
	p.out.LeadsTo = append(p.out.LeadsTo, to.Doc)
	if to.Ended != "" && !slices.Contains(o.version.Replaces, string(to.Doc)) {
		p.out.Diags.Add(diag.RelationInactive, pos, to.Doc, diag.P("library.status."+to.Ended))
	}
}

// ask follows a link or image, each of which several pages and prints may show, once.
func (p *unit) ask(q Question) Destination {
	to, known := p.asked[q]
	if !known {
		to = p.reader.Follow(q)
		p.asked[q] = to
	}
	return to
}

// resolver tells what the links and images of a text mean: within the text by itself, else by asking.
type resolver struct {
	origin
	own *ownAnchors
	ask func(Question) Destination
}

func (r resolver) follow(s block.Span) Destination {
	switch s := s.(type) {
	case *block.Link:
		if anchor, within := strings.CutPrefix(s.Dest, "#"); within {
			return r.own.find(anchor)
		}
		return r.ask(r.question(s.Dest, false))
	case *block.Image:
		return r.ask(r.question(s.Src, true))
	}
	return Destination{}
}

// resolve tells where the links and images of a page's text lead, as the page writes them.
func (p *unit) resolve(pg *Page) {
	if pg.Text == nil || pg.Text.Tree == nil {
		return
	}
	pg.Links, pg.Images = p.targets(pg, pg.Text, pg.Text)
}

// targets resolves the links and images of a text in the order of [block.Tree.AllSpans]. Without a page
// they are for paper only.
func (p *unit) targets(pg *Page, t, anchors *Text) (links []Target, images []Image) {
	o := origin{text: t, doc: p.whole, public: !p.Internal, built: true}
	own := p.own[anchors]
	if own == nil {
		own = &ownAnchors{ids: anchorsOf(anchors), masked: anchors.Masked}
		p.own[anchors] = own
	}
	return p.Frame.targets(pg, t.Tree, resolver{o, own, p.ask}.follow, p.reader)
}

// targets resolves the links and images of a text with a function that follows each.
func (f *Frame) targets(pg *Page, tree *block.Tree, follow func(block.Span) Destination, r Reader) (links []Target, images []Image) {
	tree.AllSpans(func(s block.Span) {
		switch s.(type) {
		case *block.Link:
			t := f.target(pg, follow(s))
			if t.Kind == TargetFile {
				t.Bytes = r.Measure(t.Source).Bytes
			}
			links = append(links, t)
		case *block.Image:
			to := follow(s)
			if to.Code != "" {
				images = append(images, Image{})
				return
			}
			img := Image{Source: to.File}
			if pg != nil {
				img.Href = f.Href(pg, to.Address)
				m := r.Measure(to.File)
				img.Width, img.Height = m.Width, m.Height
				for _, c := range r.Copies(to.File) {
					img.Copies = append(img.Copies, Copy{f.Href(pg, escaped(c.Target)), c.Width})
				}
			}
			images = append(images, img)
		}
	})
	return links, images
}

// target is a destination as it is written on a page, or without a page on paper only.
func (f *Frame) target(pg *Page, d Destination) Target {
	if d.Code != "" {
		return Target{}
	}
	t := Target{Kind: d.Kind, Anchor: d.Anchor, Document: d.Doc, Source: d.File, Version: d.Version}
	suffix := ""
	if d.Anchor != "" {
		suffix = "#" + d.Anchor
	}
	switch d.Kind {
	case TargetExternal:
		t.Href, t.Absolute = d.Address, d.Address
	case TargetAnchor:
		t.Href = suffix
	default:
		if pg != nil {
			t.Href = f.Href(pg, d.Address+suffix)
		}
		t.Absolute = f.absolute(cmp.Or(d.Lasting, d.Address)) + suffix
	}
	return t
}

// String writes a question so that [ParseQuestion] reads it.
func (q Question) String() string {
	flags := ""
	for _, f := range []struct {
		set  bool
		flag string
	}{{q.Public, "p"}, {q.Image, "i"}, {q.Unaided, "u"}} {
		if f.set {
			flags += f.flag
		}
	}
	return strings.Join([]string{flags, q.File, string(q.Doc), q.Dest}, "\x00")
}

// ParseQuestion reads what String has written.
func ParseQuestion(s string) Question {
	p := strings.SplitN(s, "\x00", 4)
	return Question{
		Public: strings.Contains(p[0], "p"), Image: strings.Contains(p[0], "i"), Unaided: strings.Contains(p[0], "u"),
		File: p[1], Doc: library.ID(p[2]), Dest: p[3],
	}
}

// LooseText is a text that stands on no page, as the report to a meeting does, with where its links and
// images lead on paper, in the order of [block.Tree.AllSpans]. Its readers may be led to everything that
// is in this build.
type LooseText struct {
	*Text
	Links  []Target
	Images []Image
}

// Lead tells where a link leads on paper.
func (d *Directory) Lead(q Question) Target { return d.target(nil, d.Follow(q)) }

// Loose resolves a text that stands on no page, and reports its links and images that lead nowhere.
func (d *Directory) Loose(t *Text) (LooseText, diag.List) {
	out := LooseText{Text: t}
	if t.Tree == nil {
		return out, nil
	}
	var diags diag.List
	r := resolver{origin{text: t, built: true}, NewTextOutline(t.Tree, t.Masked).own(), d.Follow}
	out.Links, out.Images = d.Frame.targets(nil, t.Tree, func(s block.Span) Destination {
		to := r.follow(s)
		if to.Code != "" {
			diags = append(diags, to.diagnostic(s.Position()))
		}
		return to
	}, d)
	return out, diags.Sort()
}
