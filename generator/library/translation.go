package library

import "cmp"

// Translated returns the drafts with the decisions of originals in their translations. A translation is not decided on:
// it names the version that it translates by its day, and what else the decision says is the original's, unless the
// translation's own file says otherwise. The drafts are not changed; those of translations are copies.
func Translated(drafts []*Draft) []*Draft {
	type key struct {
		document ID
		adopted  Date
	}
	var originals map[key]*Draft
	out := make([]*Draft, len(drafts))
	for i, d := range drafts {
		out[i] = d
		if d.TranslationOf == "" || d.Adopted.IsZero() {
			continue
		}
		if originals == nil {
			originals = make(map[key]*Draft, len(drafts))
			for _, o := range drafts {
				originals[key{o.Document, o.Adopted}] = o
			}
		}
		if o := originals[key{ID(d.TranslationOf), d.Adopted}]; o != nil && o != d {
			out[i] = d.decidedAs(o)
		}
	}
	return out
}

// decidedAs returns a copy of a draft with the decision on another where it does not have its own.
func (d *Draft) decidedAs(o *Draft) *Draft {
	c := *d
	c.AdoptedBy = cmp.Or(c.AdoptedBy, o.AdoptedBy)
	c.Section, c.CaseNumber = cmp.Or(c.Section, o.Section), cmp.Or(c.CaseNumber, o.CaseNumber)
	c.InForce, c.ValidUntil = cmp.Or(c.InForce, o.InForce), cmp.Or(c.ValidUntil, o.ValidUntil)
	if c.Repealed == nil {
		c.Repealed = o.Repealed
	}
	if c.Annulled == nil {
		c.Annulled = o.Annulled
	}
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
