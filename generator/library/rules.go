package library

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/spelling"
)

// Body finds a body by its ID, its name or one of its short names, without regard to case. It
// returns nil if there is none. An ID goes before a name, and a name before a short one.
func (r Rules) Body(name string) *Body { return findBody(r.Bodies, name) }

// NearestBody returns the ID of the body whose ID, name or short name is nearest to what was
// written, or "" if none is near enough to be meant.
func (r Rules) NearestBody(name string) string {
	var known []string
	for _, b := range r.Bodies {
		known = append(append(known, string(b.ID), b.Name), b.Short...)
	}
	if near := r.Body(diag.Nearest(name, known)); near != nil {
		return string(near.ID)
	}
	return ""
}

// NearestKind returns the id of the kind that somebody may mean: by its singular or plural, else by what is nearest.
func (r Rules) NearestKind(name string) string {
	var known []string
	for _, k := range r.Kinds {
		if slices.Contains([]string{string(k.ID), slug(k.Plural), slug(k.Singular), slug(k.Definite)}, slug(name)) {
			return string(k.ID)
		}
		known = append(known, string(k.ID))
	}
	return diag.Nearest(name, known)
}

func findBody(bodies []Body, name string) *Body {
	name = strings.TrimSpace(name)
	if name == "" {
		return nil
	}
	same := func(s string) bool { return strings.EqualFold(s, name) }
	for _, fits := range []func(b *Body) bool{
		func(b *Body) bool { return same(string(b.ID)) },
		func(b *Body) bool { return same(b.Name) },
		func(b *Body) bool { return slices.ContainsFunc(b.Short, same) },
	} {
		for i := range bodies {
			if fits(&bodies[i]) {
				return &bodies[i]
			}
		}
	}
	return nil
}

// Kind finds a kind by its ID. It returns nil if there is none.
func (r Rules) Kind(id KindID) *Kind { return findKind(r.Kinds, id) }

func findKind(kinds []Kind, id KindID) *Kind {
	for i := range kinds {
		if kinds[i].ID == id && id != "" {
			return &kinds[i]
		}
	}
	return nil
}

// CollectionKind returns the kind of a collection's documents where they do not say it
// themselves: that of its entry in [[collections]], else the kind that has the collection's
// name as its ID or, written with a to z only, as its plural. It returns nil if there is none.
func (r Rules) CollectionKind(collection string) *Kind {
	return collectionKind(r.Collections, r.Kinds, collection)
}

func collectionKind(collections []Collection, kinds []Kind, name string) *Kind {
	for i := range collections {
		if c := &collections[i]; c.ID == name && c.Kind != "" {
			return findKind(kinds, c.Kind)
		}
	}
	if k := findKind(kinds, KindID(name)); k != nil {
		return k
	}
	for i := range kinds {
		called := func(plural string) bool { return slug(plural) == name }
		if name != "" && (called(kinds[i].Plural) || slices.ContainsFunc(kinds[i].Folders, called)) {
			return &kinds[i]
		}
	}
	return nil
}

// slug returns a word as folders are named: "Föreskrifter" is "foreskrifter".
func slug(s string) string { return spelling.Slug(s, spelling.Letters) }

// rank is where a body stands among the others; one without rank is a committee, below all.
func (b *Body) rank() int {
	if b.Rank <= 0 {
		return committeeRank
	}
	return b.Rank
}

// committeeRank lies below every rank that a configuration may give.
const committeeRank = 1000

// lastPoliticalRank is the lowest rank, of those that the configuration gives, that a political
// body has: the council is 1 and the board 2. A committee has no rank of its own. What ranks
// below is an officer, whose decisions stand in no minutes.
const lastPoliticalRank = 2

// KeepsMinutes reports whether a body meets, and its decisions have sections in minutes. Nil does not.
func (b *Body) KeepsMinutes() bool { return b != nil && b.Rank <= lastPoliticalRank }

// Below reports whether a body stands below another. A body that keeps minutes stands above one
// that does not; otherwise their ranks tell, and no committee is above another.
func (b *Body) Below(other *Body) bool {
	if b.KeepsMinutes() != other.KeepsMinutes() {
		return other.KeepsMinutes()
	}
	return b.rank() > other.rank()
}

// swedishKey orders å, ä and ö after z, in that order. Lists that people read are ordered with
// full collation by site; this keeps the library's own order free of surprises.
func swedishKey(s string) string { return swedishLast.Replace(strings.ToLower(s)) }

var swedishLast = strings.NewReplacer("å", "{", "ä", "|", "ö", "}")
