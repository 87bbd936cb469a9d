package library

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
)

// Obligation is what a law demands that an organisation has decided: a library plan, a programme for private providers.
// It is the organisation's own list; which documents fulfil an obligation is what the list says, not a judgement.
type Obligation struct {
	Pos          diag.Pos
	What         string // "Biblioteksplan"
	Law, Section string // "bibliotekslagen (2013:801)", "17 §"; Section may be empty
	Source       string // address at which the law can be read
	Read         Date   // the day on which somebody read it there
	Text         string // what the law demands, in the organisation's own words; may be empty
	Body         BodyID // that is to decide; empty: the law names none
	Review       []ReviewCycle
	Deadline     Deadline // of a review every term; zero: as the rules say
	Documents    []string
	DocumentsAt  []diag.Pos // where Documents are written
	Keyword      string     // of the documents that are said to fulfil it; may be empty
}

// Fulfilment is what an organisation says fulfils an obligation.
type Fulfilment struct {
	*Obligation
	Body      *Body       // nil if the law names none
	Documents []*Document // in force, by ID
	Ended     []*Document // named, but not in force, by ID
	Reviews   []Review    // of Documents by the cycle of the law, or by their own if it has none
}

// Missing reports whether no document in force is named.
func (f *Fulfilment) Missing() bool { return len(f.Documents) == 0 }

// Earliest returns the review of the document that is the first to be due, or nil if none has a day.
func (f *Fulfilment) Earliest() *Review {
	var first *Review
	for i := range f.Reviews {
		if r := &f.Reviews[i]; !r.Due.IsZero() && (first == nil || r.Due.Before(first.Due)) {
			first = r
		}
	}
	return first
}

// Overdue returns the review that is overdue the longest, or nil.
func (f *Fulfilment) Overdue() *Review {
	if r := f.Earliest(); r != nil && r.State == Overdue {
		return r
	}
	return nil
}

// Below returns the documents that a body below the one that the law names has adopted.
func (f *Fulfilment) Below() []*Document {
	return slices.DeleteFunc(slices.Clone(f.Documents), func(d *Document) bool {
		by := d.InForce.AdoptedBy
		return f.Body == nil || by == nil || !by.Below(f.Body)
	})
}

// has reports whether the obligation names a document in its list, and whether by its keyword.
func (o *Obligation) has(d *Document) (listed, keyword bool) {
	named := func(id string) bool { return strings.EqualFold(id, string(d.ID)) }
	same := func(k string) bool { return strings.EqualFold(k, o.Keyword) }
	return slices.ContainsFunc(o.Documents, named), o.Keyword != "" && slices.ContainsFunc(d.Shown.Keywords, same)
}

// obligations finds the documents of obligations and by when the law wants them reviewed, and reports unknown documents.
func (r *resolver) obligations(k *scheduler) {
	for i := range r.rules.Obligations {
		o := &r.rules.Obligations[i]
		for j, id := range o.Documents {
			if r.lib.byID[ID(id)] == nil {
				r.unknown(id, o.DocumentsAt[j], "")
			}
		}
		f := Fulfilment{Obligation: o, Body: findBody(r.lib.Bodies, string(o.Body))}
		for _, d := range r.lib.Documents {
			listed, keyword := o.has(d)
			switch {
			case !listed && !keyword || d.Shown.Draft.TranslationOf != "":
			case d.InForce == nil:
				f.Ended = append(f.Ended, d)
			default:
				f.Documents = append(f.Documents, d)
				f.Reviews = append(f.Reviews, k.asObliged(o, d, r.today))
			}
		}
		r.lib.Obligations = append(r.lib.Obligations, f)
	}
}

// asObliged returns the review of a document in force by the cycle of an obligation, which counts from the same decisions
// as that of the document.
func (k *scheduler) asObliged(o *Obligation, d *Document, day Date) Review {
	if len(o.Review) == 0 {
		return d.Review
	}
	draft := *d.InForce.Draft
	draft.Review, draft.Deadline, draft.ReviewBy = o.Review, o.Deadline, Date{}
	v := *d.InForce
	v.Draft, v.ValidUntil = &draft, Date{}
	return k.review(&Document{ID: d.ID, Shown: &v}, &v, day)
}

// CheckObligations reports obligations without a document in force, with one whose review is overdue by the law's cycle,
// and with one that a body below the law's has adopted.
func (l *Library) CheckObligations() diag.List {
	var diags diag.List
	for i := range l.Obligations {
		f := &l.Obligations[i]
		if f.Missing() {
			diags.Add(diag.ObligationMissing, f.Pos, f.What, f.Cited())
		}
		if r := f.Overdue(); r != nil {
			diags.Add(diag.ObligationOverdue, f.Pos, f.What, f.Cited(), r.Due)
		}
		for _, d := range f.Below() {
			diags.Add(diag.ObligationBody, f.Pos, d.ID, d.InForce.AdoptedBy.Name, f.Body.Name, f.Cited())
		}
	}
	return diags
}

// Cited returns the law with its section in front: "17 § bibliotekslagen (2013:801)".
func (o *Obligation) Cited() string { return strings.TrimSpace(o.Section + " " + o.Law) }

// publicObligations returns the obligations of another library with the documents that this public one has. One whose
// documents are all unseen is left out, since neither its absence nor its fulfilment may be told. That a listed document
// has a keyword is not public either.
func (l *Library) publicObligations(all []Fulfilment) []Fulfilment {
	var out []Fulfilment
	for _, f := range all {
		g := Fulfilment{Obligation: f.Obligation, Body: f.Body}
		seen := func(d *Document) *Document {
			p := l.byID[d.ID]
			if listed, _ := f.has(d); p != nil && p.Visibility == Listed && !listed {
				return nil
			}
			return p
		}
		for i, d := range f.Documents {
			if p := seen(d); p != nil {
				g.Documents, g.Reviews = append(g.Documents, p), append(g.Reviews, f.Reviews[i])
			}
		}
		for _, d := range f.Ended {
			if p := seen(d); p != nil {
				g.Ended = append(g.Ended, p)
			}
		}
		if len(f.Documents) == 0 || len(g.Documents) > 0 {
			out = append(out, g)
		}
	}
	return out
}
