package site

import (
	"cmp"
	"slices"
	"strings"
)

// grouped is the documents that have a key in common.
type grouped[K comparable] struct {
	key     K
	entries []*entry
}

// groupBy puts documents with the same key together, in the order in which the keys first occur.
func groupBy[K comparable](entries []*entry, key func(*entry) K) []grouped[K] {
	at := map[K]int{}
	var out []grouped[K]
	for _, e := range entries {
		k := key(e)
		i, known := at[k]
		if !known {
			i, at[k] = len(out), len(out)
			out = append(out, grouped[K]{key: k})
		}
		out[i].entries = append(out[i].entries, e)
	}
	return out
}

// filter returns the documents of this build that a condition holds for.
func (d *Directory) filter(keep func(*entry) bool) []*entry {
	return slices.DeleteFunc(slices.Clone(d.entries), func(e *entry) bool { return !keep(e) })
}

// filter returns the documents of the lists that a condition holds for.
func (p *lists) filter(keep func(*entry) bool) []*entry {
	return slices.DeleteFunc(slices.Clone(p.entries), func(e *entry) bool { return !keep(e) })
}

// countHolding is how many documents have the version in force that is shown.
func countHolding(entries []*entry) int {
	n := 0
	for _, e := range entries {
		if e.holds() {
			n++
		}
	}
	return n
}

// owner is who is answerable for documents: a role and a unit, so that the heads of two offices are not one.
type owner struct{ role, unit string }

func ownerOf(e *entry) owner { return owner{e.shown.Owner, e.shown.Department} }

// byOwner orders groups by the names of their owners.
func (d *Directory) byOwner(a, b grouped[owner]) int {
	return cmp.Or(
		d.order.compare(a.key.role, b.key.role), d.order.compare(a.key.unit, b.key.unit),
		cmp.Compare(a.key.role, b.key.role), cmp.Compare(a.key.unit, b.key.unit),
	)
}

// fileName makes a name of [a-z0-9-] for an owner, which no other owner among those that are taken has.
func (o owner) fileName(taken map[string]bool) string {
	return freeName(fileName(strings.TrimSpace(o.role+" "+o.unit)), taken)
}
