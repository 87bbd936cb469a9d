package library

import (
	"cmp"
	"slices"
)

// Translated returns the drafts with the decisions of originals in their translations. A translation is not decided on:
// it names the version that it translates by its day, and what else the decision says is the original's, unless the
// translation's own file says otherwise. The drafts are not changed; those of translations are copies.
//
// A translation that names neither day nor status is of the version on whose day it is sealed, which sealed tells; that is zero
// where there is no seal. Until it is sealed, it is of the version that holds today, or else of the newest that is adopted. So the seal,
// which is of the translation's own text, also says of what: the original's next version does not make it a translation of that.
func Translated(drafts []*Draft, today Date, sealed func(ID) Date) []*Draft {
	var originals map[ID][]*Draft
	out := make([]*Draft, len(drafts))
	for i, d := range drafts {
		out[i] = d
		if d.TranslationOf == "" || d.Adopted.IsZero() && d.Status != "" {
			continue
		}
		if originals == nil {
			originals = map[ID][]*Draft{}
			for _, o := range drafts {
				if !o.Adopted.IsZero() {
					originals[o.Document] = append(originals[o.Document], o)
				}
			}
		}
		versions, day := originals[ID(d.TranslationOf)], d.Adopted
		if day.IsZero() {
			if day = sealed(d.Document); day.IsZero() {
				day = holding(versions, today)
			}
			if day.IsZero() || slices.ContainsFunc(originals[d.Document], func(o *Draft) bool { return o.Adopted == day }) {
				continue
			}
		}
		for _, o := range versions {
			if o.Adopted == day && o != d {
				out[i] = d.decidedAs(o)
			}
		}
	}
	return out
}

// holding is the day of the version that holds on a day, or else of the newest that is adopted; zero if none is.
func holding(versions []*Draft, on Date) Date {
	begins := func(d *Draft) bool { return !cmp.Or(d.InForce, d.Adopted).After(on) }
	var best *Draft
	for _, d := range versions {
		switch {
		case d.Status != "" && d.Status != "adopted", d.Annulled != nil, d.Adopted.After(on):
		case best == nil, begins(d) && !begins(best), begins(d) == begins(best) && d.Adopted.After(best.Adopted):
			best = d
		}
	}
	if best == nil {
		return Date{}
	}
	return best.Adopted
}

// decidedAs returns a copy of a draft with the decision on another where it does not have its own.
func (d *Draft) decidedAs(o *Draft) *Draft {
	c := *d
	c.Adopted = o.Adopted
	c.AdoptedBy = cmp.Or(c.AdoptedBy, o.AdoptedBy)
	c.Section, c.CaseNumber = cmp.Or(c.Section, o.Section), cmp.Or(c.CaseNumber, o.CaseNumber)
	c.InForce, c.ValidUntil = cmp.Or(c.InForce, o.InForce), cmp.Or(c.ValidUntil, o.ValidUntil)
	c.Repealed, c.Annulled = cmp.Or(c.Repealed, o.Repealed), cmp.Or(c.Annulled, o.Annulled)
	if c.Extensions == nil {
		c.Extensions = o.Extensions
	}
	if c.Reviews == nil {
		c.Reviews = o.Reviews
	}
	if c.Review == nil && c.ReviewBy.IsZero() {
		c.Review, c.ReviewBy, c.Deadline = o.Review, o.ReviewBy, o.Deadline
	}
	c.Steward = cmp.Or(c.Steward, o.Steward)
	c.Owner, c.Department, c.Contact = cmp.Or(c.Owner, o.Owner), cmp.Or(c.Department, o.Department), cmp.Or(c.Contact, o.Contact)
	return &c
}

// followOriginal lets the versions of a translation be called as those that they translate, and end with them: what
// became of the original without a word in its front matter, such as a successor, is not copied by [Translated].
func (l *Library) followOriginal(d *Document) {
	o := l.byID[ID(d.Shown.Draft.TranslationOf)]
	if o == nil || o == d {
		return
	}
	for _, v := range d.adopted() {
		of := o.Shown
		if i := slices.IndexFunc(o.adopted(), func(of *Version) bool { return of.Adopted == v.Adopted }); i >= 0 {
			of = o.Versions[i]
			v.Name = cmp.Or(v.Version, of.Name)
		}
		if last := of.LastDay; of.Status.Adopted() && !last.IsZero() && (v.LastDay.IsZero() || last.Before(v.LastDay)) {
			v.LastDay = last
			if v.Status == StatusInForce && of.Status > StatusInForce {
				v.Status = of.Status
			}
		}
	}
	if d.InForce != nil && d.InForce.Status != StatusInForce {
		d.InForce = nil
		if valid := d.valid(); len(valid) > 0 {
			d.Shown = valid[len(valid)-1]
		}
	}
}
