package library

import "slices"

// Turn is a coming day on which the state of a document changes, as far as that is decided.
type Turn struct {
	From    Date
	Status  Status // of the version that then counts: in force, or how it ended
	Adopted Date   // the day by which that version is known
}

// End returns the coming turn after which no version of a document that is in force holds, as far as one is decided.
func (d *Document) End() (Turn, bool) {
	if i := slices.IndexFunc(d.Turns, func(t Turn) bool { return t.Status != StatusInForce }); d.InForce != nil && i >= 0 {
		return d.Turns[i], true
	}
	return Turn{}, false
}

// turns returns the turns of a document after a day, earliest first. A document of which a later version takes over
// holds throughout.
func (d *Document) turns(today Date) []Turn {
	chain := byStart(d.valid())
	var days []Date
	for _, v := range chain {
		days = append(days, v.InForce)
		if !v.LastDay.IsZero() {
			days = append(days, v.LastDay.AddDays(1))
		}
	}
	slices.SortFunc(days, Date.Compare)
	var out []Turn
	now := Turn{Status: d.Shown.Status, Adopted: d.Shown.Adopted}
	for _, day := range slices.Compact(days) {
		if !day.After(today) {
			continue
		}
		var at *Version
		for _, v := range chain {
			if !v.InForce.After(day) {
				at = v
			}
		}
		if at == nil {
			continue
		}
		next := Turn{day, at.statusOn(day), at.Adopted}
		if next.Status != now.Status || next.Adopted != now.Adopted {
			out, now = append(out, next), next
		}
	}
	return out
}

// statusOn is the status of a version on a coming day from its first on, where no later version has taken over.
func (v *Version) statusOn(day Date) Status {
	switch last := v.LastDay; {
	case last.IsZero() || !last.Before(day):
		return StatusInForce
	case v.Repeal != nil && v.Repeal.From == last.AddDays(1):
		return StatusRepealed
	case v.ValidUntil == last:
		return StatusExpired
	}
	return StatusSuperseded
}
