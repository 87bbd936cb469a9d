package library

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// element returns the key of a list's element in Draft.At.
func element(key string, i int) string { return key + "[" + strconv.Itoa(i) + "]" }

var idForm = pattern.New(`^[a-z0-9-]+/[a-z0-9-]+$`)

// IsID reports whether a text has the form of a document's ID.
func IsID(s string) bool { return idForm.MatchString(s) }

// Relation returns the draft's relations of a type, as written.
func (d *Draft) Relation(t RelationType) []string {
	switch t {
	case Implements:
		return d.Implements
	case Complements:
		return d.Complements
	case Replaces:
		return d.Replaces
	case Related:
		return d.Related
	}
	return nil
}

var relationTypes = []RelationType{Implements, Complements, Replaces, Related}

// replacements returns by document the first day, past or future, on which another document that replaces it is in
// force. Versions that are not adopted replace nothing.
func (r *resolver) replacements() map[ID]Date {
	from := map[ID]Date{}
	for d, v := range r.lib.Versions() {
		if v.writtenStatus() != StatusInForce || v.Adopted.After(r.today) || v.annulledBy(r.today) {
			continue
		}
		start := v.start()
		for _, s := range v.Replaces {
			id := ID(s)
			if id == d.ID || r.lib.byID[id] == nil {
				continue
			}
			if from[id].IsZero() || start.Before(from[id]) {
				from[id] = start
			}
		}
	}
	return from
}

// relate connects documents and reports invalid relations.
func (r *resolver) relate() {
	r.lib.connect()
	for _, d := range r.lib.Documents {
		for _, v := range d.Versions {
			r.targets(v)
		}
		r.checkSeen(d)
		for _, t := range relationTypes {
			for i, s := range d.Shown.Relation(t) {
				if target := r.lib.byID[ID(s)]; target != nil && target != d {
					r.check(d, target, t, element(t.String(), i))
				}
			}
		}
		if d.TranslationOf != "" {
			original := r.lib.byID[d.TranslationOf]
			r.check(d, original, 0, "translation_of")
			if now, of := original.InForce, d.Shown; now != nil && of.Status.Adopted() && now.Adopted.After(of.Adopted) {
				r.report(diag.New(diag.OlderTranslation, of.PosOf("adopted"), original.Title(), now.Adopted, of.Adopted).
					With(diag.NewNote(diag.OlderTranslation, now.PosOf("adopted"), now.Adopted)))
			}
		}
	}
	for _, t := range []RelationType{Implements, Complements, Replaces} {
		r.cycles(t.String(), func(d *Document) []Tie {
			from, _ := d.ends(t)
			return *from
		})
	}
	r.cycles("translation_of", func(d *Document) []Tie {
		if d.TranslationOf == "" {
			return nil
		}
		return []Tie{{ID: d.TranslationOf}}
	})
}

// connect ties the library's documents together in both directions, according to the versions shown. It skips relations
// to documents outside the library.
func (l *Library) connect() {
	for _, d := range l.Documents {
		for _, t := range relationTypes {
			for _, s := range d.Shown.Relation(t) {
				l.tie(d, t, s)
			}
		}
		// What a version replaced when it came into force stays replaced, even if later versions do not repeat it.
		for _, v := range d.adopted() {
			for _, s := range v.Replaces {
				if IsID(s) && !v.InForce.After(l.Today) && v.Status != StatusAnnulled {
					l.tie(d, Replaces, s)
				}
			}
		}
		if target := l.byID[ID(d.Shown.Draft.TranslationOf)]; target != nil && target != d {
			d.TranslationOf = target.ID
			target.Translations = append(target.Translations, d.ID)
		}
	}
	for _, d := range l.Documents {
		d.sortTies()
	}
}

// tie adds one relation.
func (l *Library) tie(d *Document, t RelationType, s string) {
	target := l.byID[ID(s)]
	switch {
	case target == d || s == "":
		return
	case target == nil && t == Replaces && !IsID(s):
		d.Replaces = append(d.Replaces, Tie{Text: s})
		return
	case target == nil:
		return
	}
	from, _ := d.ends(t)
	_, to := target.ends(t)
	join(from, to, d, target)
}

// join adds a tie at both ends, unless it exists.
func join(from, to *[]Tie, d, target *Document) {
	add := func(ties *[]Tie, id ID) {
		if t := (Tie{ID: id}); !slices.Contains(*ties, t) {
			*ties = append(*ties, t)
		}
	}
	add(from, target.ID)
	add(to, d.ID)
}

// ends returns the document's ties by relations of a type: those that it states, and those that others state to it.
func (d *Document) ends(t RelationType) (from, to *[]Tie) {
	switch t {
	case Implements:
		return &d.Implements, &d.ImplementedBy
	case Complements:
		return &d.Complements, &d.ComplementedBy
	case Replaces:
		return &d.Replaces, &d.ReplacedBy
	}
	return &d.Related, &d.Related
}

// targets reports relations of a version, even a draft, to unknown documents or to its own document.
func (r *resolver) targets(v *Version) {
	check := func(key, relation, s string) {
		switch target := r.lib.byID[ID(s)]; {
		case target == v.Document:
			r.diags.Add(diag.RelationCycle, v.PosOf(key), relation, s+" → "+s)
		case target == nil && (relation != "replaces" || IsID(s)):
			r.unknown(s, v.PosOf(key), v.Document.ID)
		}
	}
	for _, t := range relationTypes {
		for i, s := range v.Relation(t) {
			check(element(t.String(), i), t.String(), s)
		}
	}
	if s := v.Draft.TranslationOf; s != "" {
		check("translation_of", "translation_of", s)
	}
}

// maxSuggestions is the number of unknown documents for which a suggestion is made. Each one costs a comparison with
// every document, and after so many the cause is not a misspelt name.
const maxSuggestions = 200

// unknown reports an unknown ID in the document from, which is never suggested.
func (r *resolver) unknown(s string, pos diag.Pos, from ID) {
	d := diag.New(diag.UnknownDocument, pos, s)
	if r.suggested++; r.suggested <= maxSuggestions {
		d = d.Suggest(nearForm(s), slices.DeleteFunc(slices.Clone(r.ids), func(id string) bool { return id == string(from) }))
	}
	r.report(d)
}

// nearForm returns the ID that a path or an address probably stands for: "policy/losenord" for "../policy/losenord.md".
func nearForm(s string) string {
	s = strings.ToLower(strings.Trim(s, "/ "))
	for strings.HasPrefix(s, "../") {
		s = strings.TrimPrefix(s, "../")
	}
	return strings.TrimSuffix(strings.TrimPrefix(s, "content/"), ".md")
}

// check reports a relation between two known documents if the target has a lower rank, or has ended while d is in
// force. A target that d replaces is expected to have ended.
func (r *resolver) check(d, target *Document, t RelationType, key string) {
	if t == Implements && d.Kind.Rank > 0 && target.Kind.Rank > d.Kind.Rank {
		r.diags.Add(diag.RelationRank, d.Shown.PosOf(key), target.ID, target.Kind.Singular, d.Kind.Singular)
	}
	if t != Replaces && d.InForce != nil && target.Ended() {
		r.diags.Add(diag.RelationInactive, d.Shown.PosOf(key), target.ID, diag.P("library.status."+target.Shown.Status.String()))
	}
}

// checkSeen reports a public document with a relation to one that is not public, since the relation would reveal that
// it exists. Listed documents show no relations.
func (r *resolver) checkSeen(d *Document) {
	r.checkTraces(d)
	v := r.lib.publicShown(d)
	if d.Visibility != Public || v == nil {
		return
	}
	check := func(s, key string) {
		if target := r.lib.byID[ID(s)]; target != nil && r.lib.publicShown(target) == nil {
			r.diags.Add(diag.RelationHidden, v.PosOf(key), target.ID)
		}
	}
	for _, t := range relationTypes {
		for i, s := range v.Relation(t) {
			check(s, element(t.String(), i))
		}
	}
	check(v.Draft.TranslationOf, "translation_of")
	for i, s := range v.BasedOn { // mostly plain words
		check(s, element("based_on", i))
	}
}

// checkTraces warns of a hidden document that replaces a public one: the public can see the day on which the latter
// ended, and that something replaced it.
func (r *resolver) checkTraces(d *Document) {
	if d.Visibility != Hidden {
		return
	}
	for _, v := range d.Versions {
		if v.writtenStatus() != StatusInForce {
			continue
		}
		for i, s := range v.Draft.Replaces {
			if target := r.lib.byID[ID(s)]; target != nil && target != d && r.lib.publicShown(target) != nil {
				r.diags.Add(diag.HiddenReplaces, v.PosOf(element("replaces", i)), target.ID)
			}
		}
	}
}

// sortTies sorts ties by ID, those without one last and in the order in which they were written.
func (d *Document) sortTies() {
	const behind = "~" // every ID
	for _, ties := range d.allTies() {
		slices.SortStableFunc(*ties, func(a, b Tie) int { return cmp.Compare(cmp.Or(a.ID, behind), cmp.Or(b.ID, behind)) })
	}
}

func (d *Document) allTies() []*[]Tie {
	return []*[]Tie{&d.Implements, &d.ImplementedBy, &d.Complements, &d.ComplementedBy, &d.Replaces, &d.ReplacedBy, &d.Related}
}

// cycles reports cycles of relations. Each document is in at most one report, which is at the document of the cycle
// that comes first by ID.
func (r *resolver) cycles(relation string, ties func(*Document) []Tie) {
	reported := map[*Document]bool{}
	for _, d := range r.onCycles(ties) {
		if reported[d] {
			continue
		}
		cycle := r.lib.shortestCycle(d, ties)
		if cycle == nil {
			continue
		}
		path := make([]string, 0, len(cycle)+1)
		for _, m := range cycle {
			reported[m] = true
			path = append(path, string(m.ID))
		}
		path = append(path, string(d.ID))
		const shown = 8
		if len(path) > shown {
			path = append(append(path[:shown-2:shown-2], "…"), string(d.ID))
		}
		next := cycle[min(1, len(cycle)-1)]
		r.diags.Add(diag.RelationCycle, d.keyOf(relation, next), relation, strings.Join(path, " → "))
	}
}

// keyOf returns the position of a document's relation to another.
func (d *Document) keyOf(relation string, target *Document) diag.Pos {
	versions := append([]*Version{d.Shown}, d.Versions...)
	for _, v := range versions {
		for _, t := range relationTypes {
			if i := slices.Index(v.Relation(t), string(target.ID)); i >= 0 && t.String() == relation {
				return v.PosOf(element(relation, i))
			}
		}
	}
	return d.Shown.PosOf(relation)
}

// onCycles returns, by ID, the documents that are on a cycle of ties: the strongly connected components of more than
// one document, found with Tarjan's algorithm.
func (r *resolver) onCycles(ties func(*Document) []Tie) []*Document {
	type state struct {
		number, low int
		place       int // in stack
		open        bool
	}
	states := map[*Document]*state{}
	var stack, out []*Document
	var walk func(d *Document) *state
	walk = func(d *Document) *state {
		s := &state{number: len(states), low: len(states), place: len(stack), open: true}
		states[d] = s
		stack = append(stack, d)
		for _, t := range ties(d) {
			if t.ID == "" {
				continue
			}
			target := r.lib.byID[t.ID]
			if next := states[target]; next == nil {
				s.low = min(s.low, walk(target).low)
			} else if next.open {
				s.low = min(s.low, next.number)
			}
		}
		if s.low == s.number {
			if len(stack)-s.place > 1 {
				out = append(out, stack[s.place:]...)
			}
			for _, m := range stack[s.place:] {
				states[m].open = false
			}
			stack = stack[:s.place]
		}
		return s
	}
	for _, d := range r.lib.Documents {
		if states[d] == nil {
			walk(d)
		}
	}
	slices.SortFunc(out, func(a, b *Document) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// shortestCycle returns the documents of the shortest cycle through d, beginning with d, or nil. It is a breadth-first
// search.
func (l *Library) shortestCycle(d *Document, ties func(*Document) []Tie) []*Document {
	before := map[*Document]*Document{}
	queue := []*Document{d}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, t := range ties(at) {
			switch next := l.byID[t.ID]; {
			case next == nil:
			case next == d:
				cycle := []*Document{at}
				for at != d {
					at = before[at]
					cycle = append(cycle, at)
				}
				slices.Reverse(cycle)
				return cycle
			case before[next] == nil:
				before[next] = at
				queue = append(queue, next)
			}
		}
	}
	return nil
}
