package library

import (
	"slices"

	"styrdok/generator/diag"
)

// Extension is a decision that moved the last day of a version. It counts from Date on.
type Extension struct {
	Date, Until         Date
	By                  *Body // the adopting body if the entry names none; nil if unknown
	Section, CaseNumber string
}

// Extended returns the newest extension decided by a day, or nil.
func (v *Version) Extended(day Date) *Extension {
	for i, e := range slices.Backward(v.Extensions) {
		if !e.Date.After(day) {
			return &v.Extensions[i]
		}
	}
	return nil
}

// Flaw is the reason why an extension is invalid. The zero value means that it is valid.
type Flaw struct {
	Key    string // the key of the invalid value
	Reason diag.Phrase
	Hint   diag.Phrase
}

// CheckExtension checks an extension of v, whose last day is last (zero: until further notice).
func CheckExtension(v *Version, last Date, e Extension) Flaw {
	flaw := func(key, name string, args ...any) Flaw {
		return Flaw{key, diag.P("library.extension."+name, args...), diag.P("library.extension-hint."+name, args...)}
	}
	switch {
	case v.writtenStatus() != StatusInForce:
		return flaw("date", "undecided", e.Date)
	case last.IsZero():
		return flaw("until", "no-last-day", e.Date)
	case e.Date.Before(v.Adopted):
		return flaw("date", "too-early", e.Date, v.Adopted)
	case e.Date.After(last):
		return flaw("date", "ended", e.Date, last, v.Document.ID)
	case !e.Until.After(last):
		return flaw("until", "not-later", e.Until, last)
	case Overruled(e.By, v) != nil:
		return flaw("by", "lower-body", e.By.Name, v.AdoptedBy.Name)
	}
	return Flaw{}
}

// extensions sets the last day of a version as of today, and reports invalid extensions.
func (r *resolver) extensions(v *Version) {
	v.ValidUntil = v.Draft.ValidUntil
	order := make([]int, len(v.Draft.Extensions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return v.Draft.Extensions[i].Date.Compare(v.Draft.Extensions[j].Date) })
	last := v.Draft.ValidUntil
	for _, i := range order {
		written := v.Draft.Extensions[i]
		e := Extension{written.Date, written.Until, v.AdoptedBy, written.Section, written.CaseNumber}
		place := element("extensions", i)
		if written.By != "" {
			e.By = r.body(v.Draft, written.By, place+".by")
		}
		if e.Date.IsZero() || e.Until.IsZero() {
			continue // reported already
		}
		v.Extensions = append(v.Extensions, e)
		if f := CheckExtension(v, last, e); f.Key != "" {
			pos, ok := v.At[place+"."+f.Key]
			if !ok {
				pos = v.PosOf(place + ".date")
			}
			r.diags.Add(diag.BadExtension, pos, f.Reason, f.Hint)
			continue
		}
		last = e.Until
		if !e.Date.After(r.today) {
			v.ValidUntil = e.Until
		}
	}
}
