package library

import "slices"

// Past tells how documents stood on days before today, by today's rules and as far as the versions, reviews and other
// decisions known today tell. It may not be used by several goroutines at once.
type Past struct {
	lib      *Library
	schedule *scheduler
	replaced map[ID][]*Version // the versions of other documents that take a document's place
}

// Past returns the past of a library.
func (l *Library) Past() *Past {
	p := &Past{lib: l, replaced: map[ID][]*Version{}}
	from := l.Today
	for d, v := range l.Versions() {
		if v.writtenStatus() != StatusInForce {
			continue
		}
		if v.Adopted.Before(from) {
			from = v.Adopted
		}
		for _, id := range v.Replaces {
			if id := ID(id); id != d.ID && l.byID[id] != nil {
				p.replaced[id] = append(p.replaced[id], v)
			}
		}
	}
	p.schedule = newScheduler(l.rules, l.Bodies, nil, from, l.Today)
	return p
}

// On returns the version of a document that was in force on a day up to today, with its review as of that day but for
// events; nil if none was.
func (p *Past) On(d *Document, day Date) (*Version, Review) {
	v := p.InForce(d, day)
	if v == nil {
		return nil, Review{}
	}
	return v, p.schedule.review(d, v, day)
}

// InForce returns the version of a document that was in force on a day up to today, with the last day that it had then; nil if
// none was.
func (p *Past) InForce(d *Document, day Date) *Version {
	var in *Version
	for _, v := range d.adopted() {
		if v.Adopted.After(day) || v.start().After(day) || v.annulledBy(day) {
			continue
		}
		if in == nil || !v.start().Before(in.start()) {
			in = v
		}
	}
	if in == nil {
		return nil
	}
	if from := in.repealFrom(day); !from.IsZero() && !from.After(day) {
		return nil
	}
	for _, v := range p.replaced[d.ID] {
		if !v.Adopted.After(day) && !v.annulledBy(day) && !v.start().After(day) {
			return nil
		}
	}
	// What ended it may be out of sight of the public.
	if p.lib.PublicView && !in.LastDay.IsZero() && in.LastDay.Before(day) {
		return nil
	}
	until := in.Draft.ValidUntil
	if e := in.Extended(day); e != nil && !until.IsZero() && !in.ValidUntil.IsZero() {
		until = e.Until
	}
	if !until.IsZero() && until.Before(day) {
		return nil
	}
	if until != in.ValidUntil {
		then := *in
		then.ValidUntil, in = until, &then
	}
	return in
}

// Months returns the last days of the n-1 months before a day's, and the day.
func Months(day Date, n int) []Date {
	out := []Date{day}
	for range n - 1 {
		day = Date{day.Year, day.Month, 1}.AddDays(-1)
		out = append(out, day)
	}
	slices.Reverse(out)
	return out
}
