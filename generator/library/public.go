package library

import "slices"

// published reports whether a version is public, unless its document is hidden.
func (l *Library) published(v *Version) bool {
	return v.Status.Adopted() || v.Status == StatusConsultation && l.publishConsultations
}

// Withheld returns the number of versions that are not public since nothing has been decided on them.
func (l *Library) Withheld() int {
	n := 0
	for _, v := range l.Versions() {
		if !l.published(v) {
			n++
		}
	}
	return n
}

// publicShown returns the version at the document's public address, or nil if there is none.
func (l *Library) publicShown(d *Document) *Version {
	switch {
	case d.Visibility == Hidden:
		return nil
	case l.published(d.Shown):
		return d.Shown
	}
	// Nothing is adopted: an adopted version would be shown.
	for _, v := range slices.Backward(d.Versions) {
		if l.published(v) {
			return v
		}
	}
	return nil
}

// Public returns the public view of the library: no hidden documents, no drafts or proposals, and consultations only if
// the rules publish them. A listed document has its decision, owner and review state, and one version without text.
// Ties to documents outside the view are left out, and so are kinds and collections without documents.
func (l *Library) Public() *Library {
	p := &Library{
		Today: l.Today, Bodies: l.Bodies, PublicView: true,
		byID: map[ID]*Document{}, publishConsultations: l.publishConsultations, rules: l.rules,
	}
	for _, d := range l.Documents {
		if shown := l.publicShown(d); shown != nil {
			p.add(l.publicDocument(d, shown))
		}
	}
	p.connect()
	for _, d := range p.Documents {
		if d.Visibility == Listed {
			for _, ties := range d.allTies() {
				*ties = nil
			}
			d.TranslationOf, d.Translations = "", nil
		}
		for _, v := range d.Versions {
			v.Draft = p.withoutUnseen(v.Draft)
		}
	}
	p.Obligations = p.publicObligations(l.Obligations)
	kinds, collections := map[KindID]bool{}, map[string]bool{}
	for _, d := range p.Documents {
		kinds[d.Kind.ID], collections[d.ID.Collection()] = true, true
	}
	p.Kinds = slices.DeleteFunc(slices.Clone(l.Kinds), func(k Kind) bool { return !kinds[k.ID] })
	p.Collections = slices.DeleteFunc(slices.Clone(l.Collections), func(c Collection) bool { return !collections[c.ID] })
	p.Events = p.publicEvents(l.Events)
	for _, d := range p.Documents {
		if k := findKind(p.Kinds, d.Kind.ID); k != nil && k.Gender == d.Kind.Gender {
			d.Kind = k
		}
		if d.Review.Events = p.publicEvents(d.Review.Events); d.Visibility != Public {
			d.Review.Events = nil
		}
	}
	return p
}

func (l *Library) add(d *Document) {
	l.Documents = append(l.Documents, d)
	l.byID[d.ID] = d
}

// publicDocument returns the public view of a document, without ties.
func (l *Library) publicDocument(d *Document, shown *Version) *Document {
	out := &Document{ID: d.ID, Kind: d.Kind, Visibility: d.Visibility, Review: d.Review, OwnReview: d.OwnReview, Turns: d.Turns}
	copies := map[*Version]*Version{}
	for _, v := range d.Versions {
		if !l.published(v) || d.Visibility == Listed && v != shown {
			continue
		}
		c := *v
		c.Document = out
		if d.Visibility == Listed {
			c.Draft = listedDraft(v.Draft)
			c.Name = ""
			c.Reviews = slices.Clone(v.Reviews)
			for i := range c.Reviews {
				c.Reviews[i].Note = ""
			}
		}
		copies[v] = &c
		out.Versions = append(out.Versions, &c)
		for _, a := range v.Draft.Aliases {
			if slices.Contains(d.Aliases, a) && !slices.Contains(out.Aliases, a) {
				out.Aliases = append(out.Aliases, a)
			}
		}
	}
	for _, c := range out.Versions {
		c.Supersedes, c.Superseder = copies[c.Supersedes], copies[c.Superseder]
	}
	out.InForce, out.Shown = copies[d.InForce], copies[shown]
	return out
}

// listedDraft returns what is public of a draft of a listed document: title, decision, owner and review, and whom to
// ask for it. It keeps relations, which the other documents' ties are made from.
func listedDraft(d *Draft) *Draft {
	reviews := slices.Clone(d.Reviews)
	for i := range reviews {
		reviews[i].Note = ""
	}
	return &Draft{
		File: d.File, Document: d.Document, VersionFile: d.VersionFile,
		Title: d.Title, Gender: d.Gender, Kind: d.Kind, Status: d.Status,
		Adopted: d.Adopted, AdoptedBy: d.AdoptedBy, Section: d.Section, CaseNumber: d.CaseNumber,
		InForce: d.InForce, ValidUntil: d.ValidUntil, Repealed: d.Repealed, Annulled: d.Annulled,
		Owner: d.Owner, Steward: d.Steward, Department: d.Department, Contact: d.Contact,
		Review: d.Review, Deadline: d.Deadline, ReviewBy: d.ReviewBy, Reviews: reviews, Extensions: d.Extensions,
		Implements: d.Implements, Complements: d.Complements, Replaces: d.Replaces, Related: d.Related,
		TranslationOf: d.TranslationOf, Aliases: d.Aliases,
		Language: d.Language, Visibility: d.Visibility,
		TextLine: d.TextLine, TextSize: d.TextSize, Digest: d.Digest, At: d.At,
	}
}

// withoutUnseen returns a draft without relations to documents outside the library, and for a listed document without
// any. It returns the draft itself if there is nothing to remove.
func (l *Library) withoutUnseen(d *Draft) *Draft {
	c := *d
	listed := l.byID[d.Document].Visibility == Listed
	keep := func(list []string, texts bool) []string {
		var out []string
		for _, s := range list {
			if !listed && (l.byID[ID(s)] != nil || texts && !IsID(s)) {
				out = append(out, s)
			}
		}
		return out
	}
	c.Implements, c.Complements = keep(d.Implements, false), keep(d.Complements, false)
	c.Replaces, c.Related = keep(d.Replaces, true), keep(d.Related, false)
	if listed || l.byID[ID(d.TranslationOf)] == nil {
		c.TranslationOf = ""
	}
	count := func(d *Draft) int { return len(d.Implements) + len(d.Complements) + len(d.Replaces) + len(d.Related) }
	if count(&c) == count(d) && c.TranslationOf == d.TranslationOf {
		return d
	}
	return &c
}

// publicEvents returns events without documents and kinds that are not public, as far as they still name anything.
func (l *Library) publicEvents(events []Event) []Event {
	var out []Event
	for _, e := range events {
		named := len(e.Documents) + len(e.Kinds)
		e.Documents = slices.DeleteFunc(slices.Clone(e.Documents), func(id string) bool { return l.byID[ID(id)] == nil })
		e.Kinds = slices.DeleteFunc(slices.Clone(e.Kinds), func(id string) bool { return findKind(l.Kinds, KindID(id)) == nil })
		words := len(e.Keywords) + len(e.Standards) + len(e.Laws)
		if named == 0 || words+len(e.Documents)+len(e.Kinds) > 0 {
			out = append(out, e)
		}
	}
	return out
}
