package library

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/spelling"
)

// Resolve returns the library on a day, and all problems found, in order. The library is never nil and as complete as
// the problems allow. Drafts and rules are not changed; versions point to their drafts.
func Resolve(drafts []*Draft, rules Rules, today Date) (*Library, diag.List) {
	r := resolver{rules: rules, today: today}
	r.setUp()
	r.group(drafts)
	r.documents()
	r.relate()
	r.aliases()
	r.collections()
	r.twins()
	r.copies()
	r.events()
	return r.lib, r.diags.Sort()
}

type resolver struct {
	rules Rules
	today Date
	lib   *Library
	diags diag.List
	ids   []string // of all documents, for suggestions

	suggested int // number of unknown documents so far
}

func (r *resolver) report(d diag.Diagnostic) { r.diags = append(r.diags, d) }

func (r *resolver) setUp() {
	r.lib = &Library{
		Today:                r.today,
		Bodies:               slices.Clone(r.rules.Bodies),
		Kinds:                slices.Clone(r.rules.Kinds),
		Events:               slices.Clone(r.rules.Events),
		byID:                 map[ID]*Document{},
		publishConsultations: r.rules.PublishConsultations,
		rules:                &r.rules,
	}
	slices.SortStableFunc(r.lib.Bodies, func(a, b Body) int {
		if a.WithoutMinutes != b.WithoutMinutes {
			return map[bool]int{false: -1, true: 1}[a.WithoutMinutes]
		}
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(swedishKey(a.Name), swedishKey(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(r.lib.Kinds, func(a, b Kind) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), strings.Compare(swedishKey(a.Plural), swedishKey(b.Plural)), cmp.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(r.lib.Events, func(a, b Event) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.Text, b.Text))
	})
}

// group makes a document of the drafts with one ID. It sorts drafts by file, so that their order does not matter.
func (r *resolver) group(drafts []*Draft) {
	drafts = slices.Clone(drafts)
	slices.SortStableFunc(drafts, func(a, b *Draft) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), strings.Compare(a.File, b.File))
	})
	for _, draft := range drafts {
		d := r.lib.byID[draft.Document]
		if d == nil {
			d = &Document{ID: draft.Document}
			r.lib.byID[d.ID] = d
			r.lib.Documents = append(r.lib.Documents, d)
			r.ids = append(r.ids, string(d.ID))
		} else if first := d.Versions[0]; draft.VersionFile == "" || first.VersionFile == "" {
			r.diags.Add(diag.DuplicateID, diag.Pos{File: draft.File, Line: 1, Column: 1}, d.ID, first.File)
		}
		d.Versions = append(d.Versions, &Version{Draft: draft, Document: d})
	}
}

// documents resolves each document by itself: bodies, kind, visibility and versions.
func (r *resolver) documents() {
	for _, v := range r.lib.Versions() {
		r.version(v)
	}
	replaced := r.replacements()
	for _, d := range r.lib.Documents {
		d.place(r.today, replaced[d.ID])
		r.adoptions(d)
		r.repeals(d)
		r.annulments(d)
		kinds := make([]*Kind, len(d.Versions))
		for i, v := range d.Versions {
			kinds[i] = r.kind(v)
			if v == d.Shown {
				d.Kind = titled(kinds[i], v)
			}
		}
		r.visibility(d, kinds)
	}
	for _, d := range r.lib.Documents {
		r.lib.followOriginal(d)
	}
	for _, d := range r.lib.Documents {
		d.Turns = d.turns(r.today)
		r.overruled(d)
		r.houseKeys(d)
		r.statutes(d)
	}
	r.reviews()
}

// version checks the facts of one file and resolves the bodies in it.
func (r *resolver) version(v *Version) {
	v.AdoptedBy = r.body(v.Draft, v.Draft.AdoptedBy, "adopted_by")
	if v.Draft.AdoptedBy == "" && !v.Adopted.IsZero() {
		r.diags.Add(diag.MissingBody, v.PosOf("adopted"), v.Adopted)
	}
	if v.Draft.Status == "adopted" && v.Adopted.IsZero() {
		r.diags.Add(diag.MissingKey, v.PosOf("status"), "adopted", "adopted = "+r.today.String())
	}
	if v.writtenStatus() == StatusInForce && v.Adopted.After(r.today) {
		r.diags.Add(diag.AdoptedInFuture, v.PosOf("adopted"), v.Adopted, r.today)
	}
	if start, until := v.start(), v.Draft.ValidUntil; !start.IsZero() && !until.IsZero() && until.Before(start) {
		r.diags.Add(diag.ValidUntilBeforeStart, v.PosOf("valid_until"), until, start)
	}
	if !v.Draft.InForce.IsZero() && v.Draft.InForce.Before(v.Adopted) {
		r.diags.Add(diag.InForceBeforeAdopted, v.PosOf("in_force"), v.Draft.InForce, v.Adopted)
	}
	r.extensions(v)
	r.improbable(v)
	for _, role := range [][2]string{{"owner", v.Owner}, {"steward", v.Steward}} {
		if personal(role[1]) {
			r.diags.Add(diag.PersonOwner, v.PosOf(role[0]), role[1])
		}
	}
	for i, e := range v.Draft.Reviews {
		if e.Date.IsZero() {
			continue // missing or not a date, which is reported
		}
		if e.Date.After(r.today) {
			r.diags.Add(diag.ImprobableDate, v.PosOf(element("reviews", i)+".date"), e.Date, diag.P("library.date.review-future", r.today))
		}
		if e.Date.Before(v.Adopted) {
			r.diags.Add(diag.ReviewBeforeAdopted, v.PosOf(element("reviews", i)+".date"), e.Date, v.Adopted)
		}
		// Anyone may review a document, a manager for example, so the body need not be a known one.
		by := v.AdoptedBy
		if e.By != "" {
			by = findBody(r.lib.Bodies, e.By)
		}
		v.Reviews = append(v.Reviews, ReviewEntry{e.Date, by, e.By, e.Section, e.CaseNumber, e.Note})
	}
	slices.SortStableFunc(v.Reviews, func(a, b ReviewEntry) int { return a.Date.Compare(b.Date) })
}

// improbable reports valid days that are probably mistakes: adoption long before there were municipalities, and reviews
// due before adoption.
func (r *resolver) improbable(v *Version) {
	for _, day := range []struct {
		key  string
		date Date
	}{{"adopted", v.Adopted}, {"in_force", v.Draft.InForce}} {
		if !day.date.IsZero() && day.date.Year < OldestYear {
			r.diags.Add(diag.ImprobableDate, v.PosOf(day.key), day.date, diag.P("library.date.old", OldestYear))
		}
	}
	if by := v.Draft.ReviewBy; !by.IsZero() && !v.Adopted.IsZero() && by.Before(v.Adopted) {
		r.diags.Add(diag.ImprobableDate, v.PosOf("review_by"), by, diag.P("library.date.review-early", v.Adopted))
	}
}

// OldestYear is the year of the first Swedish municipal ordinances (1862 års kommunalförordningar, in force in 1863).
const OldestYear = 1863

// body resolves a body in a draft, and reports it if it is unknown.
func (r *resolver) body(d *Draft, name, key string) *Body {
	if name == "" {
		return nil
	}
	b := findBody(r.lib.Bodies, name)
	if b == nil {
		r.report(r.rules.UnknownBody(d.PosOf(key), name))
	}
	return b
}

// adoptions reports versions of a document adopted on the same day, which would have the same address.
func (r *resolver) adoptions(d *Document) {
	first := map[Date]*Version{}
	for _, v := range d.Versions {
		if v.writtenStatus() != StatusInForce {
			continue
		}
		if other := first[v.Adopted]; other != nil {
			r.report(diag.New(diag.DuplicateAdoption, v.PosOf("adopted"), v.Adopted, other.File).
				With(diag.Note{Pos: other.PosOf("adopted"), Code: diag.DuplicateAdoption}))
			continue
		}
		first[v.Adopted] = v
	}
}

// repeals resolves the bodies of repeals, and reports a repeal in any version but the newest one of its day, where it
// has no effect.
func (r *resolver) repeals(d *Document) {
	adopted := d.adopted()
	for _, v := range d.Versions {
		if v.Repealed == nil {
			continue
		}
		by := r.body(v.Draft, v.Repealed.By, "repealed.by")
		if v.Repeal != nil {
			v.Repeal.By = by
		}
		newest := v
		for _, later := range adopted {
			if later.Status != StatusAnnulled && later.Adopted.After(newest.Adopted) && later.Adopted.Before(v.Repealed.Date) {
				newest = later
			}
		}
		switch {
		case newest != v && v.Status.Adopted():
			r.diags.Add(diag.RepealMisplaced, v.PosOf("repealed"), v.Repealed.Date, newest.File)
		case v.writtenStatus() != StatusInForce, v.Repealed.Date.Before(v.Adopted):
			r.diags.Add(diag.RepealBeforeAdopted, v.PosOf("repealed"), v.Repealed.Date)
		}
	}
}

// annulments warns of annulments that do not count, and of a version that comes into force after one that was adopted
// later and so takes its place.
func (r *resolver) annulments(d *Document) {
	for _, v := range d.Versions {
		if a := v.Annulled; a != nil && !a.Date.IsZero() && !v.Status.Adopted() {
			r.diags.Add(diag.ImprobableDate, v.PosOf("annulled"), a.Date, diag.P("library.date.annulled-undecided"))
		} else if a != nil && v.Status != StatusAnnulled && !a.Date.IsZero() {
			key := "library.date.annulled-early"
			if a.Date.After(r.today) {
				key = "library.date.annulled-future"
			}
			r.diags.Add(diag.ImprobableDate, v.PosOf("annulled"), a.Date, diag.P(key, v.Adopted, r.today))
		}
		if s := v.Superseder; s != nil && s.Adopted.Before(v.Adopted) {
			r.diags.Add(diag.ImprobableDate, s.PosOf("in_force"), s.InForce, diag.P("library.date.order", s.Adopted, v.Adopted))
		}
	}
}

// overruled warns of decisions on what a higher body has adopted.
func (r *resolver) overruled(d *Document) {
	warn := func(by *Body, v *Version, pos diag.Pos, deed string) {
		if above := Overruled(by, v); above != nil {
			r.report(diag.New(diag.LowerBody, pos, by.Name, above.Name, diag.P("library.lower."+deed)).
				With(diag.NewNote(diag.LowerBody, v.PosOf("adopted_by"), above.Name)))
		}
	}
	for _, v := range d.Versions {
		warn(v.AdoptedBy, v.Predecessor(), v.PosOf("adopted_by"), "replace")
		for i, s := range v.Draft.Replaces {
			if other := r.lib.byID[ID(s)]; other != nil && other != d {
				warn(v.AdoptedBy, cmp.Or(other.InForce, other.Shown), v.PosOf(element("replaces", i)), "replace")
			}
		}
		if v.Repeal != nil {
			warn(v.Repeal.By, v, v.PosOf("repealed"), "repeal")
		}
		for i, e := range v.Draft.Reviews {
			// Officers look at what they answer for. That says nothing of the decision.
			if by := findBody(r.lib.Bodies, e.By); by.KeepsMinutes() {
				warn(by, v, v.PosOf(element("reviews", i)+".date"), "reaffirm")
			}
		}
	}
}

// noKind stands in for a missing or unknown kind, so that Kind is never nil. Both are errors, so it is never published.
var noKind = Kind{Singular: "styrdokument", Plural: "styrdokument", Definite: "styrdokumentet", Gender: Neuter}

func (r *resolver) kind(v *Version) *Kind {
	if v.Kind == "" {
		if k := collectionKind(r.rules.Collections, r.lib.Kinds, v.Draft.Document.Collection()); k != nil {
			return k
		}
		r.diags.Add(diag.MissingKey, v.PosOf("kind"), "kind", diag.P("missing.top", `kind = "policy"`))
		return &noKind
	}
	if k := findKind(r.lib.Kinds, KindID(v.Kind)); k != nil {
		return k
	}
	r.report(r.rules.UnknownKind(v.PosOf("kind"), v.Kind))
	return &noKind
}

// visibility gives the document the strictest visibility of its versions. kinds are those of the versions, in the same
// order.
func (r *resolver) visibility(d *Document, kinds []*Kind) {
	own := make([]Visibility, len(d.Versions))
	strict, loose := 0, 0
	for i, v := range d.Versions {
		own[i] = max(cmp.Or(v.Visibility, kinds[i].Visibility), Public)
		if own[i] > own[strict] {
			strict = i
		}
		if own[i] < own[loose] {
			loose = i
		}
	}
	d.Visibility = own[strict]
	if own[strict] != own[loose] {
		a, b := d.Versions[strict], d.Versions[loose]
		r.report(diag.New(diag.VisibilityDiffers, a.PosOf("visibility"), own[strict], b.File, own[loose]).
			With(diag.NewNote(diag.VisibilityDiffers, b.PosOf("visibility"), own[loose])))
	}
}

// reviews computes the state of review of every document in force.
func (r *resolver) reviews() {
	from := r.today
	for _, d := range r.lib.Documents {
		if d.InForce != nil && d.InForce.Adopted.Before(from) {
			from = d.InForce.Adopted
		}
	}
	k := newScheduler(&r.rules, r.lib.Bodies, r.lib.Events, from, r.today)
	for _, d := range r.lib.Documents {
		if d.InForce != nil {
			v := d.InForce
			d.Review = k.review(d, v, r.today)
			if v.LastDay != v.ValidUntil {
				own := k.reviewOf(d, v, r.today, v.ValidUntil)
				d.OwnReview = &own
			}
		}
	}
	r.obligations(k)
}

// events reports unknown documents in events.
func (r *resolver) events() {
	for i := range r.rules.Events {
		e := &r.rules.Events[i]
		for _, id := range e.Documents {
			if r.lib.byID[ID(id)] == nil {
				r.unknown(id, cmp.Or(e.Pos, diag.Pos{File: "config.toml"}), "")
			}
		}
	}
}

// aliases collects the former addresses of all versions, and reports one that two documents claim or that is a
// document's address. Case is ignored, as some servers' file systems do.
func (r *resolver) aliases() {
	owner := map[string]*Version{}
	for d, v := range r.lib.Versions() {
		for i, alias := range v.Draft.Aliases {
			pos, written := v.PosOf(element("aliases", i)), strings.Trim(alias, "/")
			path := strings.ToLower(written)
			if other := r.lib.byID[ID(path)]; other != nil && (other != d || path == written) {
				r.diags.Add(diag.DuplicateAlias, pos, alias, other.Shown.File)
				continue
			}
			if other := owner[path]; other != nil && other.Document != d {
				r.diags.Add(diag.DuplicateAlias, pos, alias, other.File)
				continue
			}
			owner[path] = cmp.Or(owner[path], v)
			if !slices.Contains(d.Aliases, alias) {
				d.Aliases = append(d.Aliases, alias)
			}
		}
	}
}

// copies reports versions of different documents that are the same decision, such as a copied file.
func (r *resolver) copies() {
	type decision struct {
		kind    KindID
		adopted Date
		section string
		title   string
	}
	decided := func(v *Version) (decision, bool) {
		d := v.Document
		if !v.Status.Adopted() || v.Draft.TranslationOf != "" || d.Kind == nil {
			return decision{}, false
		}
		return decision{kind: d.Kind.ID, adopted: v.Adopted, section: strings.TrimSpace(v.Draft.Section)}, true
	}
	together := map[decision]int{} // few share a decision, and only their titles need be compared
	for _, v := range r.lib.Versions() {
		if key, ok := decided(v); ok {
			together[key]++
		}
	}
	first := map[decision]*Version{}
	for d, v := range r.lib.Versions() {
		key, ok := decided(v)
		if !ok || together[key] == 1 {
			continue
		}
		key.title = slug(v.Title)
		other := first[key]
		if other == nil {
			first[key] = v
		} else if other.Document != d {
			r.report(diag.New(diag.DuplicateDocument, v.PosOf("title"), v.Title, v.Adopted, other.File).
				With(diag.Note{Pos: other.PosOf("title"), Code: diag.DuplicateDocument}))
		}
	}
}

// twins reports a collection of the same kind as another, unless the configuration lists both.
func (r *resolver) twins() {
	folder := map[KindID]Collection{}
	named := func(c Collection) bool {
		return slices.ContainsFunc(r.rules.Collections, func(known Collection) bool { return known.ID == c.ID })
	}
	for _, c := range r.lib.Collections {
		first, twice := folder[c.Kind]
		switch {
		case c.Kind == "":
		case !twice:
			folder[c.Kind] = c
		case named(c) && named(first):
		default:
			if named(c) {
				c, first = first, c
			}
			r.diags.Add(diag.DuplicateCollection, diag.Pos{File: "content/" + c.ID}, c.ID, first.ID, c.Kind)
		}
	}
}

// collections finds the collections of the library's documents, with titles and kinds.
func (r *resolver) collections() {
	ids := map[string]bool{}
	for _, d := range r.lib.Documents {
		ids[d.ID.Collection()] = true
	}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		c := Collection{ID: id}
		if i := slices.IndexFunc(r.rules.Collections, func(c Collection) bool { return c.ID == id }); i >= 0 {
			c = r.rules.Collections[i]
		}
		title := strings.ReplaceAll(id, "-", " ")
		if kind := collectionKind(r.rules.Collections, r.lib.Kinds, id); kind != nil {
			c.Kind, title = kind.ID, kind.Plural
		}
		c.Title = cmp.Or(c.Title, spelling.Capital(title))
		r.lib.Collections = append(r.lib.Collections, c)
	}
}
