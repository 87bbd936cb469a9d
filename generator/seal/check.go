package seal

import (
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Result is the result of comparing a site's adopted versions with their seals.
type Result struct {
	Diags    diag.List // broken and missing seals
	Broken   []Broken  // adopted versions that differ from their seals
	Unsealed []Version // adopted versions without a seal, or with changes and a correction newer than the seal
	Older    []Version // versions with a seal of an older form that holds
	Entries  []Entry   // the seals if Unsealed and Older were sealed now; only useful if Diags has no errors
}

// Check compares adopted versions, from [Read] or [Recall], with their seals. drafts are all drafts of the site. unread
// reports whether some files of a document could not be read, in which case nothing of it counts as missing.
func Check(sealed []Entry, versions []Version, drafts []*library.Draft, site Site, unread func(library.ID) bool) Result {
	c := checker{site: site, entries: choose(sealed, versions), places: map[versionKey]int{}}
	for i, e := range c.entries {
		c.places[versionKey{e.Document, e.Adopted}] = i
	}
	c.used = make([]bool, len(c.entries))
	for _, v := range versions {
		c.sealed(v)
	}
	for i, e := range c.entries {
		if !c.used[i] {
			c.lost(e, drafts, unread)
		}
	}
	c.result.Diags = c.result.Diags.Sort()
	return c.result
}

// versionKey identifies the version that a seal is for.
type versionKey struct {
	document library.ID
	adopted  library.Date
}

type checker struct {
	site    Site
	entries []Entry
	places  map[versionKey]int // indexes of entries
	used    []bool
	left    []Version // adopted versions without a seal
	result  Result
}

// choose returns one seal for each version: of several left by a conflict, the one that matches the version best.
func choose(sealed []Entry, versions []Version) []Entry {
	var out []Entry
	places := map[versionKey]int{}
	for _, e := range sealed {
		i, known := places[versionKey{e.Document, e.Adopted}]
		if !known {
			places[versionKey{e.Document, e.Adopted}] = len(out)
			out = append(out, e)
			continue
		}
		for _, v := range versions {
			if e.of(v.Draft) {
				before, after := len(out[i].changes(v)), len(e.changes(v))
				if after < before || after == before && (e.Corrected.After(out[i].Corrected) || e.Corrected == out[i].Corrected && e.Form > out[i].Form) {
					out[i] = e
				}
			}
		}
	}
	return out
}

// sealed finds the seal of a version and compares the two.
func (c *checker) sealed(v Version) {
	i, known := c.places[versionKey{v.Draft.Document, v.Draft.Adopted}]
	if !known || c.used[i] {
		c.left = append(c.left, v)
		c.unsealed(v)
		return
	}
	c.used[i] = true
	e := c.entries[i]
	var changed []change
	if !v.unread { // otherwise the version is known to match its seal
		changed = e.changes(v)
	}
	switch {
	case len(changed) > 0 && !v.Now.Corrected.After(e.Corrected):
		c.broken(e, v, changed)
		c.result.Entries = append(c.result.Entries, e)
	case len(changed) > 0:
		c.unsealed(v)
	default:
		// The new entry also covers what has been filled in or decided since.
		now := v.Now
		now.Line, now.More = e.Line, e.More
		c.result.Entries = append(c.result.Entries, now)
		if e.Form < present {
			c.result.Older = append(c.result.Older, v)
		}
	}
}

func (c *checker) unsealed(v Version) {
	c.result.Unsealed = append(c.result.Unsealed, v)
	c.result.Entries = append(c.result.Entries, v.Now)
}

// lost reports a seal without a version. The position is in a version with the sealed text and another day of adoption
// or another status, or in the document that has the text under another ID, or else in the file of seals.
func (c *checker) lost(e Entry, drafts []*library.Draft, unread func(library.ID) bool) {
	c.result.Entries = append(c.result.Entries, e)
	if unread(e.Document) {
		return
	}
	for _, d := range drafts {
		if d.Document != e.Document || Adopted(d) && !slices.ContainsFunc(c.left, func(v Version) bool { return v.Draft.File == d.File }) {
			continue
		}
		v := Read(d, c.site)
		if d.Adopted == e.Adopted {
			c.broken(e, v, []change{{key: "status", old: "adopted", new: d.Status}})
			return
		}
		dated := *d
		dated.Adopted = e.Adopted
		if e.Holds(Read(&dated, c.site)) {
			c.broken(e, v, []change{{key: "adopted", old: e.Adopted.String(), new: d.Adopted.String()}})
			return
		}
	}
	pos := diag.Pos{File: File, Line: e.Line, Column: 1}
	what, way := diag.P("seal.gone"), diag.P("seal.restore", e.Document)
	for _, v := range c.left {
		if e.Under(v, c.site) {
			pos = diag.Pos{File: v.Draft.File, Line: 1, Column: 1}
			what, way = diag.P("seal.elsewhere", v.Draft.File), diag.P("seal.rename", e.Document, v.Draft.Document)
			break
		}
	}
	c.result.Diags.Add(diag.SealMissing, pos, e.Document, e.Adopted, what, way)
}

// Under reports whether a version of a document with another ID is the sealed one, with its links rewritten for its
// place or as they were.
func (e Entry) Under(v Version, site Site) bool {
	if v.Draft.Document == e.Document || v.Draft.Adopted != e.Adopted || v.Draft.Title != e.Title {
		return false
	}
	if v.unread {
		v = Read(v.Draft, site)
	}
	return e.Renamed(v.Draft.Document).Holds(v) || e.Holds(Read(e.asBefore(v.Draft, site), site))
}

// asBefore returns a draft with the ID and path that it had when it was sealed.
func (e Entry) asBefore(d *library.Draft, site Site) *library.Draft {
	before := *site.whole(d)
	before.Document, before.File = e.Document, e.place(d)
	return &before
}

func (c *checker) broken(e Entry, v Version, changed []change) {
	first, last := e.changedLines(v)
	pos := changed[0].at(v, first)
	what, way := changed[0].phrase(first, last), diag.P("seal.way")
	for _, next := range changed[1:] {
		what = diag.P("seal.list", what, next.phrase(first, last))
	}
	if changed[0].file != "" {
		way = diag.P("seal.way-file")
	}
	broken := diag.New(diag.SealBroken, pos, what, way)
	if end := changed[len(changed)-1]; end.key == "" && end.file == "" {
		broken.Related = e.notes(v)
	}
	c.result.Diags = append(c.result.Diags, broken)
	c.result.Broken = append(c.result.Broken, Broken{Version: v, Entry: e, At: pos})
}
