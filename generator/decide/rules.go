package decide

import (
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Draft returns the version of a document that is to be adopted: the one in a file, if that is named, otherwise the only one
// that has not been adopted. If there is none, or there are several, it is nil, and what is wrong is at the place of a
// key, or at the command line if at is nil.
func Draft(d *library.Document, file string, at func(key string) diag.Pos) (*library.Version, diag.List) {
	pos, found := positions(at), drafts(d)
	if file != "" {
		i := slices.IndexFunc(d.Versions, func(v *library.Version) bool { return v.IsFile(file) })
		switch {
		case i < 0:
			return nil, diag.List{diag.New(diag.NoDraft, pos.of("file"), d.ID)}
		case slices.Contains(found, d.Versions[i]):
			return d.Versions[i], nil
		}
		found = nil
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		all := adoptedVersions(d)
		newest := all[len(all)-1]
		return nil, diag.List{diag.New(diag.AlreadyAdopted, pos.of("document"), d.ID, newest.Adopted).
			With(diag.NewNote(diag.AlreadyAdopted, newest.PosOf("adopted"), newest.Adopted))}
	}
	where := found[1].PosOf("title")
	if at != nil {
		where = at("document")
	}
	return nil, diag.List{several(where, found)}
}

// CheckAdoption returns what keeps a draft from being adopted on a day and coming into force on another: versions are adopted
// in order, and none ends before it begins.
func CheckAdoption(v *library.Version, day, from library.Date, at func(key string) diag.Pos) (diags diag.List) {
	if all := adoptedVersions(v.Document); len(all) > 0 && !day.After(all[len(all)-1].Adopted) {
		last := all[len(all)-1]
		diags = append(diags, diag.New(diag.AdoptionOrder, positions(at).of("date"), day, last.Adopted).
			With(diag.NewNote(diag.AdoptionOrder, last.PosOf("adopted"), last.Adopted)))
	}
	if !v.ValidUntil.IsZero() && v.ValidUntil.Before(from) {
		diags.Add(diag.ValidUntilBeforeStart, v.PosOf("valid_until"), v.ValidUntil, from)
	}
	return diags
}

// CheckRepeal returns what keeps a document from being repealed, reviewed or extended: it was never adopted, or it has been
// repealed.
func CheckRepeal(d *library.Document, at func(key string) diag.Pos) diag.List {
	all := validVersions(d)
	if len(all) == 0 {
		return diag.List{diag.New(diag.NotInForce, positions(at).of("document"), d.ID)}
	}
	if v := all[len(all)-1]; v.Repealed != nil && !v.Repealed.Date.Before(v.Adopted) {
		return diag.List{diag.New(diag.AlreadyRepealed, positions(at).of("document"), d.ID, v.Repealed.Date).
			With(diag.Note{Pos: v.PosOf("repealed"), Code: diag.AlreadyRepealed})}
	}
	return nil
}

// CheckExtension returns what keeps the last day of a version from being moved.
func CheckExtension(v *library.Version, e library.Extension, at func(key string) diag.Pos) diag.List {
	f := library.CheckExtension(v, lastDay(v, e.Date), e)
	switch f.Key {
	case "":
		return nil
	case "by":
		f.Key = "body"
	}
	return diag.List{diag.New(diag.BadExtension, positions(at).of(f.Key), f.Reason, f.Hint)}
}

// lastDay returns the last day of a version, as it was decided before a day.
func lastDay(v *library.Version, day library.Date) library.Date {
	if before := v.Extended(day); before != nil {
		return before.Until
	}
	return v.Draft.ValidUntil
}
