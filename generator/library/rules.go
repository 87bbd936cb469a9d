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

// UnknownBody reports a name that no body has, with the nearest one.
func (r Rules) UnknownBody(pos diag.Pos, name string) diag.Diagnostic {
	d := diag.New(diag.UnknownBody, pos, name)
	d.Subject = r.NearestBody(name)
	return d
}

// UnknownKind reports an ID that no kind has, with the nearest one.
func (r Rules) UnknownKind(pos diag.Pos, id string) diag.Diagnostic {
	d := diag.New(diag.UnknownKind, pos, id)
	d.Subject = r.NearestKind(id)
	return d
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

// IDOf returns the ID that a body or a kind of this name would have.
func IDOf(name string) string { return slug(name) }

// slug returns a word in the letters of folder names: "foreskrifter" for "Föreskrifter".
func slug(s string) string { return spelling.Slug(s, spelling.Letters) }

// rank returns the rank of a body in lists. Bodies without one come last.
func (b *Body) rank() int {
	if b.Rank <= 0 {
		return lastRank
	}
	return b.Rank
}

// lastRank is below every rank that a configuration may give.
const lastRank = 1000

// boardRank is the rank of the executive board. Political bodies of lower rank are committees, and committees are
// equals.
const boardRank = 2

// KeepsMinutes reports whether a body decides in minutes with sections, as political bodies do. A nil body does not.
func (b *Body) KeepsMinutes() bool { return b != nil && !b.WithoutMinutes }

// Below reports whether a body ranks below another. Bodies that keep minutes rank above those that do not.
func (b *Body) Below(other *Body) bool {
	if b.KeepsMinutes() != other.KeepsMinutes() {
		return other.KeepsMinutes()
	}
	level := func(b *Body) int {
		if b.KeepsMinutes() {
			return min(b.rank(), boardRank+1)
		}
		return b.rank()
	}
	return level(b) > level(other)
}

// Overruled returns the body that adopted a version if it ranks above one that replaces, repeals, reaffirms or extends
// that version, and else nil. A decision belongs to the body that made it: one below may change it only with that body's
// leave, for instance by delegation.
func Overruled(by *Body, v *Version) *Body {
	if by == nil || v == nil || v.AdoptedBy == nil || !by.Below(v.AdoptedBy) {
		return nil
	}
	return v.AdoptedBy
}

// swedishKey sorts å, ä and ö after z, in that order. It is enough for the library's internal order; site sorts what
// people read by full collation.
func swedishKey(s string) string { return swedishLast.Replace(strings.ToLower(s)) }

var swedishLast = strings.NewReplacer("å", "{", "ä", "|", "ö", "}")
