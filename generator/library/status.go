package library

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// writtenStatus returns the status that a draft claims, whatever the day: StatusDraft, StatusConsultation or
// StatusProposed as written, and StatusInForce if it claims to be adopted. Without a day of adoption such a claim
// counts as StatusDraft.
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

// start returns the first day on which an adopted draft is in force.
func (d *Draft) start() Date { return cmp.Or(d.InForce, d.Adopted) }

// repealFrom returns the first day on which a repeal decided by the given day has effect, or zero. A repeal older than
// the version, perhaps copied from its predecessor, has no effect.
func (d *Draft) repealFrom(day Date) Date {
	r := d.Repealed
	if r == nil || r.Date.After(day) || r.Date.Before(d.Adopted) {
		return Date{}
	}
	return cmp.Or(r.From, r.Date)
}

// annulledBy reports whether a court has annulled the decision on an adopted draft by the given day.
func (d *Draft) annulledBy(day Date) bool {
	a := d.Annulled
	return a != nil && !a.Date.IsZero() && !a.Date.Before(d.Adopted) && !a.Date.After(day)
}

// order sorts versions by adoption, those that are not adopted last: drafts before consultations before proposals, each
// by date and then by file.
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

// place sets the status, days and name of every version on a day, and which version is in force and which is shown.
// Another document replaces this one from replacedFrom on, if that is not zero.
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

	// What a court has annulled was never in force, and gives way to nothing.
	for _, v := range adopted {
		if v.annulledBy(day) {
			v.Status = StatusAnnulled
		}
	}
	valid := d.valid()
	// A version gives way to the one that comes into force next, and among those with the same first day to the one
	// adopted last. Only seldom does this differ from the order of adoption.
	chain := byStart(valid)
	for i, v := range chain {
		if i > 0 {
			v.Supersedes = chain[i-1]
		}
		if i+1 < len(chain) {
			v.Superseder = chain[i+1]
		}
		v.place(day, replacedFrom)
		if v.Status == StatusInForce {
			d.InForce = v
		}
	}
	switch {
	case d.InForce != nil:
		d.Shown = d.InForce
	case len(valid) > 0:
		d.Shown = valid[len(valid)-1]
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

// adopted returns the adopted versions in the order of adoption. The slice is part of Versions.
func (d *Document) adopted() []*Version {
	n := 0
	for n < len(d.Versions) && d.Versions[n].Status.Adopted() {
		n++
	}
	return d.Versions[:n]
}

// valid returns the adopted versions that no court has annulled, in the order of adoption.
func (d *Document) valid() []*Version {
	return slices.DeleteFunc(d.Adopted(), func(v *Version) bool { return v.Status == StatusAnnulled })
}

// byStart returns versions in the order in which they come into force, and of the same day in that of adoption.
func byStart(versions []*Version) []*Version {
	return slices.SortedStableFunc(slices.Values(versions), func(a, b *Version) int {
		return cmp.Or(a.InForce.Compare(b.InForce), a.Adopted.Compare(b.Adopted))
	})
}

// name sets the names of versions: as written, or the number of an adopted version in the order of adoption.
func (d *Document) name(adopted []*Version) {
	for _, v := range d.Versions {
		v.Name = v.Version
	}
	for i, v := range adopted {
		v.Name = cmp.Or(v.Name, strconv.Itoa(i+1))
	}
}

// Adopted returns the adopted versions in the order of adoption.
func (d *Document) Adopted() []*Version { return slices.Clone(d.adopted()) }

// Ended reports whether the document was in force and no longer is: it is superseded, expired, repealed or annulled.
func (d *Document) Ended() bool {
	if d.InForce != nil || d.Shown == nil {
		return false
	}
	return d.Shown.Status >= StatusSuperseded
}

// Predecessor returns the version that v takes the place of: of an adopted one the version adopted before it, of any
// other the one in force or, if none is, the newest adopted one. It returns nil if there is none.
func (v *Version) Predecessor() *Version {
	if v.Status.Adopted() {
		return v.Supersedes
	}
	valid := v.Document.valid()
	if v.Document.InForce != nil || len(valid) == 0 {
		return v.Document.InForce
	}
	return valid[len(valid)-1]
}
