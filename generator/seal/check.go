package seal

import (
	"cmp"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Result is what comes of comparing a site's adopted versions with its seals.
type Result struct {
	Diags    diag.List        // broken and missing seals
	Broken   []Broken         // adopted versions that do not fit their seals
	Unsealed []*library.Draft // adopted versions without a seal, or changed with a correction that is newer
	Entries  []Entry          // the seals as they would be with those sealed; of use if Diags has no errors
}

// Check compares drafts with their seals. Unread tells of a document some of whose files could
// not be read, so that nothing can be said about what is missing.
func Check(sealed []Entry, drafts []*library.Draft, rules library.Rules, unread func(library.ID) bool) Result {
	c := checker{rules: rules, entries: choose(sealed, drafts, rules), places: map[versionKey]int{}}
	for i, e := range c.entries {
		c.places[versionKey{e.Document, e.Adopted}] = i
	}
	c.used = make([]bool, len(c.entries))
	for _, d := range drafts {
		c.sealed(d)
	}
	for i, e := range c.entries {
		if !c.used[i] {
			c.lost(i, e, drafts, unread)
		}
	}
	c.result.Diags = c.result.Diags.Sort()
	return c.result
}

// versionKey tells what a seal is of.
type versionKey struct {
	document library.ID
	adopted  library.Date
}

type checker struct {
	rules   library.Rules
	entries []Entry
	places  map[versionKey]int // among entries
	used    []bool
	left    []*library.Draft // adopted versions to which no seal belongs
	result  Result
}

// choose picks one of the seals that a conflict has left for the same version: the one that fits
// the version as it is.
func choose(sealed []Entry, drafts []*library.Draft, rules library.Rules) []Entry {
	var out []Entry
	places := map[versionKey]int{}
	for _, e := range sealed {
		i, known := places[versionKey{e.Document, e.Adopted}]
		if !known {
			places[versionKey{e.Document, e.Adopted}] = len(out)
			out = append(out, e)
			continue
		}
		for _, d := range drafts {
			if d.Document == e.Document && d.Adopted == e.Adopted && Adopted(d) {
				now := Of(d, rules)
				before, after := len(out[i].changes(d, now)), len(e.changes(d, now))
				if after < before || after == before && e.Corrected.After(out[i].Corrected) {
					out[i] = e
				}
			}
		}
	}
	return out
}

// sealed finds the seal of a version and compares the two.
func (c *checker) sealed(d *library.Draft) {
	if !Adopted(d) {
		return
	}
	now := Of(d, c.rules)
	i, known := c.places[versionKey{d.Document, d.Adopted}]
	if !known || c.used[i] {
		c.left = append(c.left, d)
		c.unsealed(d, now)
		return
	}
	c.used[i] = true
	e := c.entries[i]
	changed := e.changes(d, now)
	switch {
	case len(changed) > 0 && !now.Corrected.After(e.Corrected):
		c.broken(e, d, changed)
		c.result.Entries = append(c.result.Entries, e)
	case len(changed) > 0:
		c.unsealed(d, now)
	default:
		// A section that has been filled in is sealed from now on.
		now.Line = e.Line
		c.result.Entries = append(c.result.Entries, now)
	}
}

func (c *checker) unsealed(d *library.Draft, now Entry) {
	c.result.Unsealed = append(c.result.Unsealed, d)
	c.result.Entries = append(c.result.Entries, now)
}

// lost reports a seal whose version is not there: at the version that has another day of adoption
// or is adopted no more, if one has the sealed text, else in the file of seals.
func (c *checker) lost(i int, e Entry, drafts []*library.Draft, unread func(library.ID) bool) {
	c.result.Entries = append(c.result.Entries, e)
	if unread(e.Document) {
		return
	}
	for _, d := range drafts {
		if d.Document != e.Document || Adopted(d) && !slices.Contains(c.left, d) {
			continue
		}
		if d.Adopted == e.Adopted {
			c.broken(e, d, []change{{"status", "adopted", d.Status}})
			return
		}
		if e.sum(lines(d)) == e.Sum {
			c.broken(e, d, []change{{"adopted", e.Adopted.String(), d.Adopted.String()}})
			return
		}
	}
	c.result.Diags.Add(diag.SealMissing, diag.Pos{File: File, Line: e.Line, Column: 1}, e.Document, e.Adopted)
}

func (c *checker) broken(e Entry, d *library.Draft, changed []change) {
	first, last := e.changedLines(d)
	pos := d.PosOf(changed[0].key)
	if changed[0].key == "" {
		pos = diag.Pos{File: d.File, Line: cmp.Or(first, d.TextLine)}
	}
	what := changed[0].phrase(first, last)
	for _, next := range changed[1:] {
		what = diag.P("seal.list", what, next.phrase(first, last))
	}
	broken := diag.New(diag.SealBroken, pos, what)
	if changed[len(changed)-1].key == "" {
		broken.Related = e.notes(d)
	}
	c.result.Diags = append(c.result.Diags, broken)
	c.result.Broken = append(c.result.Broken, Broken{Draft: d, Entry: e, At: pos})
}

// phrase words a change; the lines are those of a changed text, as far as they are known.
func (c change) phrase(first, last int) diag.Phrase {
	switch {
	case c.key != "":
	case first == 0:
		return diag.P("seal.text")
	case first == last:
		return diag.P("seal.line-of-text", first)
	default:
		return diag.P("seal.lines-of-text", first, last)
	}
	old, now := diag.P("seal.value", c.old), diag.P("seal.value", c.new)
	if c.old == "" {
		old = diag.P("seal.nothing")
	}
	if c.new == "" {
		now = diag.P("seal.nothing")
	}
	return diag.P("seal.key", c.key, old, now)
}
