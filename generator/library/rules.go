package library

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/spelling"
)

// Body returns the body with an ID, a name or a short name, in this order of precedence and ignoring case, or nil.
func (r Rules) Body(name string) *Body { return findBody(r.Bodies, name) }

// NearestBody returns the ID of the body whose ID, name or short name is the nearest to name, or "" if none is near
// enough.
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

// NearestKind returns the ID of the kind that name is a form of, or else the nearest ID, or "" if none is near enough.
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

// Kind returns the kind with an ID, or nil.
func (r Rules) Kind(id KindID) *Kind { return findKind(r.Kinds, id) }

func findKind(kinds []Kind, id KindID) *Kind {
	for i := range kinds {
		if kinds[i].ID == id && id != "" {
			return &kinds[i]
		}
	}
	return nil
}

// CollectionKind returns the kind of documents in a collection that do not name one: that of its entry in
// [[collections]], or else the kind whose ID or plural, in the letters of addresses, is the collection's name. It
// returns nil if there is none.
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

// slug returns a word in the letters of folder names: "foreskrifter" for "Föreskrifter".
func slug(s string) string { return spelling.Slug(s, spelling.Letters) }

// rank returns the rank of a body for comparison. Bodies without one, which are committees, come last.
func (b *Body) rank() int {
	if b.Rank <= 0 {
		return committeeRank
	}
	return b.Rank
}

// committeeRank is below every rank that a configuration may give.
const committeeRank = 1000

// lastPoliticalRank is the lowest rank in a configuration of a political body: the council is 1 and the executive board
// 2. Committees have no rank. Bodies of lower rank are officers, whose decisions are not in minutes.
const lastPoliticalRank = 2

// KeepsMinutes reports whether a body is political, so that its decisions have sections in minutes. A nil body does
// not.
func (b *Body) KeepsMinutes() bool { return b != nil && b.Rank <= lastPoliticalRank }

// Below reports whether a body ranks below another. Bodies that keep minutes rank above those that do not; committees
// rank equally.
func (b *Body) Below(other *Body) bool {
	if b.KeepsMinutes() != other.KeepsMinutes() {
		return other.KeepsMinutes()
	}
	return b.rank() > other.rank()
}

// swedishKey sorts å, ä and ö after z, in that order. It is enough for the library's internal order; site sorts what
// people read by full collation.
func swedishKey(s string) string { return swedishLast.Replace(strings.ToLower(s)) }

var swedishLast = strings.NewReplacer("å", "{", "ä", "|", "ö", "}")
