package memo

import (
	"cmp"
	"slices"
)

// Seen is a question that was asked while something was made, and the digest of its answer.
type Seen struct {
	What string // "title policy/resor"
	Was  Digest // zero: it did not exist
}

// A Recorder collects the questions of one unit of work. The zero value is ready. It must not be used
// from several goroutines.
type Recorder struct{ seen map[string]Digest }

// Saw records a question and the digest of its answer. Asking twice counts once. It panics if the
// answers differ, since whatever units look up must not change while they run.
func (r *Recorder) Saw(what string, was Digest) {
	if before, twice := r.seen[what]; twice {
		if before != was {
			panic("memo: two answers to " + what)
		}
		return
	}
	if r.seen == nil {
		r.seen = map[string]Digest{}
	}
	r.seen[what] = was
}

// Seen returns what was recorded, sorted by question.
func (r *Recorder) Seen() []Seen {
	out := make([]Seen, 0, len(r.seen))
	for what, was := range r.seen {
		out = append(out, Seen{what, was})
	}
	slices.SortFunc(out, func(a, b Seen) int { return cmp.Compare(a.What, b.What) })
	return out
}

// Record is the result of a unit of work together with everything that it depends on.
type Record[T any] struct {
	Key  Digest // of the unit's own input
	Seen []Seen // what it asked of others, sorted
	Made T
}

// Holds reports whether making the unit anew would give r.Made: whether its key is the same, and
// so is the answer to everything that it asked. Now returns the digest of today's answer.
func (r Record[T]) Holds(key Digest, now func(what string) Digest) bool {
	if r.Key != key {
		return false
	}
	for _, s := range r.Seen {
		if now(s.What) != s.Was {
			return false
		}
	}
	return true
}
