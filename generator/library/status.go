package library

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// writtenStatus is the status that a draft claims, before any day is asked about: StatusDraft,
// StatusConsultation or StatusProposed as written, else StatusInForce for what says that it is
// adopted. What claims to be adopted but has no day of adoption is a draft.
func (d *Draft) writtenStatus() Status {
	switch d.Status {
	case "draft":
		return StatusDraft
	case "consultation":
		return StatusConsultation
	case "proposed":
		return StatusProposed
	}
	if d.Adopted.IsZero() {
		return StatusDraft
	}
	return StatusInForce
}

// start returns the first day on which an adopted draft holds.
func (d *Draft) start() Date {
	if d.InForce.IsZero() {
		return d.Adopted
	}
	return d.InForce
}

// repealFrom returns the first day on which a repeal, known on a day, has effect; zero if there
// is no repeal or it is yet to be decided. A repeal ends with a later adoption, so one that is
// older than the version, perhaps copied from the version before, has no effect.
func (d *Draft) repealFrom(day Date) Date {
	r := d.Repealed
	switch {
	case r == nil || r.Date.After(day) || r.Date.Before(d.Adopted):
		return Date{}
	case r.From.IsZero():
		return r.Date
	}
	return r.From
}

// order sorts versions by adoption, and puts what is not adopted last: drafts before
// consultations before proposals, each by what dates they have and then by file.
func order(versions []*Version) {
	slices.SortStableFunc(versions, func(a, b *Version) int {
		if a.Status.Adopted() != b.Status.Adopted() {
			if a.Status.Adopted() {
				return -1
			}
			return 1
		}
		if a.Status.Adopted() {
			return cmp.Or(a.Adopted.Compare(b.Adopted), a.InForce.Compare(b.InForce), strings.Compare(a.File, b.File))
		}
		return cmp.Or(cmp.Compare(a.Status, b.Status), a.Adopted.Compare(b.Adopted), a.Updated.Compare(b.Updated),
			strings.Compare(a.File, b.File))
	})
}

// place gives every version of a document its status, days and name on a day, and the document
// the version that holds and the one that is shown. ReplacedFrom is the day from which another
// document replaces this one; zero if none does.
func (d *Document) place(day, replacedFrom Date) {
	for _, v := range d.Versions {
		v.Status = v.writtenStatus()
		if v.Status == StatusInForce && v.Adopted.After(day) {
			v.Status = StatusProposed
		}
		if v.Status == StatusInForce {
			v.InForce = v.start()
			v.Repeal = v.repeal(day)
		}
	}
	order(d.Versions)
	adopted := d.adopted()
	d.name(adopted)

	// A version gives way to the one that comes into force after it, and of those with the same
	// first day to the one adopted later. That is seldom another order than that of adoption.
	chain := slices.Clone(adopted)
	slices.SortStableFunc(chain, func(a, b *Version) int {
		return cmp.Or(a.InForce.Compare(b.InForce), a.Adopted.Compare(b.Adopted))
	})
	for i, v := range chain {
		if i > 0 {
			v.Supersedes = chain[i-1]
		}
		if i+1 < len(chain) {
			v.Superseder = chain[i+1]
		}
		v.place(day, replacedFrom)
		if v.Status == StatusInForce {
			d.Holds = v
		}
	}
	switch {
	case d.Holds != nil:
		d.Shown = d.Holds
	case len(adopted) > 0:
		d.Shown = adopted[len(adopted)-1]
	default:
		d.Shown = d.Versions[len(d.Versions)-1]
	}
}

// place sets the status and the last day of an adopted version.
func (v *Version) place(day, replacedFrom Date) {
	ends := func(from Date) {
		if last := from.AddDays(-1); !from.IsZero() && (v.LastDay.IsZero() || last.Before(v.LastDay)) {
			v.LastDay = last
		}
	}
	v.LastDay = v.ValidUntil
	repealed := v.repealFrom(day)
	ends(repealed)
	ends(replacedFrom)
	successor := Date{}
	if v.Superseder != nil {
		successor = v.Superseder.InForce
		ends(successor)
	}
	come := func(d Date) bool { return !d.IsZero() && !d.After(day) }
	switch {
	case v.InForce.After(day):
		v.Status = StatusComing
	case come(successor) || come(replacedFrom):
		v.Status = StatusSuperseded
	case come(repealed):
		v.Status = StatusRepealed
	case !v.ValidUntil.IsZero() && v.ValidUntil.Before(day):
		v.Status = StatusExpired
	default:
		v.Status = StatusInForce
	}
}

func (v *Version) repeal(day Date) *Repeal {
	from := v.repealFrom(day)
	if from.IsZero() {
		return nil
	}
	r := v.Repealed
	return &Repeal{Date: r.Date, From: from, ByText: r.By, Section: r.Section, CaseNumber: r.CaseNumber}
}

// adopted returns the adopted versions by adoption.
func (d *Document) adopted() []*Version {
	n := 0
	for n < len(d.Versions) && d.Versions[n].Status.Adopted() {
		n++
	}
	return d.Versions[:n]
}

// name names the adopted versions: as written, else counted by the day of adoption. What is not
// adopted has the name that is written, if any.
func (d *Document) name(adopted []*Version) {
	for _, v := range d.Versions {
		v.Name = v.Version
	}
	for i, v := range adopted {
		if v.Name == "" {
			v.Name = strconv.Itoa(i + 1)
		}
	}
}

// Adopted returns the document's adopted versions, the first first.
func (d *Document) Adopted() []*Version { return slices.Clone(d.adopted()) }

// Ended reports whether the document has held and holds no more: it is superseded, expired or
// repealed.
func (d *Document) Ended() bool {
	if d.Holds != nil || d.Shown == nil {
		return false
	}
	switch d.Shown.Status {
	case StatusSuperseded, StatusExpired, StatusRepealed:
		return true
	}
	return false
}

// Held reports whether there is a day on which the version has held or is to hold. A version that
// was superseded on its first day has none.
func (v *Version) Held() bool {
	return v.Status.Adopted() && (v.LastDay.IsZero() || !v.LastDay.Before(v.InForce))
}

// Predecessor returns the version that v takes the place of: of an adopted one the version adopted before it, of any
// other the one in force or, if none is, the newest adopted one. It returns nil if there is none.
func (v *Version) Predecessor() *Version {
	if v.Status.Adopted() {
		return v.Supersedes
	}
	adopted := v.Document.adopted()
	if v.Document.Holds != nil || len(adopted) == 0 {
		return v.Document.Holds
	}
	return adopted[len(adopted)-1]
}
