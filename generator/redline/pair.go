package redline

import (
	"sort"
	"strings"

	"styrdok/generator/block"
)

// pairByID pairs sections whose headings have or had the same ID.
func pairByID(a *alignment, old, new []*section) {
	byID := map[string]int{}
	for pass := range 2 {
		for j, s := range new[1:] {
			if pass == 0 {
				if _, taken := byID[s.heading.ID]; !taken {
					byID[s.heading.ID] = j + 1
				}
				continue
			}
			for _, id := range s.heading.Aliases {
				if _, taken := byID[id]; !taken {
					byID[id] = j + 1
				}
			}
		}
	}
	for i := 1; i < len(old); i++ {
		h := old[i].heading
		for k := -1; k < len(h.Aliases) && a.mate[i] < 0; k++ {
			id := h.ID
			if k >= 0 {
				id = h.Aliases[k]
			}
			if j, ok := byID[id]; ok && id != "" && a.free(i, j) {
				a.join(i, j)
			}
		}
	}
}

// pairByName pairs sections whose headings have the same words, the first with the first.
func pairByName(a *alignment, old, new []*section) {
	byName := map[uint64][]int{}
	for j := 1; j < len(new); j++ {
		if a.came[j] < 0 {
			byName[new[j].name] = append(byName[new[j].name], j)
		}
	}
	for i := 1; i < len(old); i++ {
		if at := byName[old[i].name]; a.mate[i] < 0 && len(at) > 0 {
			a.join(i, at[0])
			byName[old[i].name] = at[1:]
		}
	}
}

// pairAlikeSections pairs sections that hold much the same text, the most alike first.
func (c *comparer) pairAlikeSections(a *alignment, old, new []*section) {
	var is, js []int
	for i := range old {
		if a.mate[i] < 0 {
			is = append(is, i)
		}
	}
	for j := range new {
		if a.came[j] < 0 {
			js = append(js, j)
		}
	}
	if len(is)*len(js) > maxPairs {
		return
	}
	type candidate struct {
		i, j int
		like float64
	}
	var all []candidate
	for _, i := range is {
		for _, j := range js {
			if old[i].unit.words < minMovedWords || new[j].unit.words < minMovedWords {
				continue
			}
			if s := old[i].unit.like(new[j].unit); s >= 0.5 {
				all = append(all, candidate{i, j, s})
			}
		}
	}
	sort.SliceStable(all, func(x, y int) bool { return all[x].like > all[y].like })
	for _, p := range all {
		if a.free(p.i, p.j) {
			a.join(p.i, p.j)
		}
	}
}

// pairByParts pairs chapters of which most is the same by what stands in their subsections: one
// with a new name and no text of its own is known by nothing else.
func pairByParts(a *alignment, old, new []*section) {
	parents := chapters(new)
	all := map[pair]int{} // words that two chapters share
	for i := 1; i < len(old); i++ {
		if a.mate[i] >= 0 {
			continue
		}
		for k := i + 1; k < len(old) && old[k].heading.Level > old[i].heading.Level; k++ {
			if a.mate[k] < 0 {
				continue
			}
			for j := parents[a.mate[k]]; j > 0; j = parents[j] {
				if a.came[j] < 0 && new[j].heading.Level == old[i].heading.Level {
					all[pair{old: i, new: j}] += old[k].unit.words + new[a.mate[k]].unit.words
				}
			}
		}
	}
	var found []pair
	for p, shared := range all {
		if 2*shared >= wordsBelow(old, p.old)+wordsBelow(new, p.new) {
			found = append(found, pair{p.old, p.new, shared})
		}
	}
	sort.Slice(found, func(x, y int) bool {
		p, q := found[x], found[y]
		switch {
		case p.weight != q.weight:
			return p.weight > q.weight
		case p.old != q.old:
			return p.old < q.old
		}
		return p.new < q.new
	})
	for _, p := range found {
		if a.free(p.old, p.new) {
			a.join(p.old, p.new)
		}
	}
}

// chapters returns for each section the one that it is a subsection of, 0 for none.
func chapters(sections []*section) []int {
	out := make([]int, len(sections))
	var open []int
	for i := 1; i < len(sections); i++ {
		for len(open) > 0 && sections[open[len(open)-1]].heading.Level >= sections[i].heading.Level {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			out[i] = open[len(open)-1]
		}
		open = append(open, i)
	}
	return out
}

// below returns the index after the last subsection of a section.
func below(sections []*section, i int) int {
	end := i + 1
	for end < len(sections) && sections[end].heading.Level > sections[i].heading.Level {
		end++
	}
	return end
}

func wordsBelow(sections []*section, i int) int {
	n := 0
	for _, s := range sections[i+1 : below(sections, i)] {
		n += s.unit.words
	}
	return n
}

// pairBetween pairs a section with the only one of its level that stands between the same
// neighbours, if its heading or its text is somewhat alike.
func (c *comparer) pairBetween(a *alignment, old, new []*section) {
	for i := 1; i < len(old); i++ {
		if a.mate[i] >= 0 || a.mate[i-1] < 0 {
			continue
		}
		j := a.mate[i-1] + 1
		if j >= len(new) || a.came[j] >= 0 || old[i].heading.Level != new[j].heading.Level {
			continue
		}
		if !a.neighbours(i+1, j+1) && !a.neighbours(below(old, i), below(new, j)) {
			continue
		}
		titles := c.newUnit(headingKind, func(r *reader) { r.spans(old[i].heading.Spans) }).
			like(c.newUnit(headingKind, func(r *reader) { r.spans(new[j].heading.Spans) }))
		if titles >= 0.4 || old[i].unit.like(new[j].unit) >= 0.3 || lettersAlike(old[i].heading, new[j].heading) >= 0.5 {
			a.join(i, j)
		}
	}
}

// neighbours reports whether two sections are the same or both texts end in front of them.
func (a *alignment) neighbours(i, j int) bool {
	if i < len(a.mate) {
		return a.mate[i] == j
	}
	return j == len(a.came)
}

// lettersAlike returns from 0 to 1 how many groups of three letters two headings share: other
// forms of the same words, as in "Planering" and "Planeringen". "Användning" and "Anmälning" come
// to 0.42.
func lettersAlike(a, b *block.Heading) float64 {
	groups := map[string]int{}
	n, shared := 0, 0
	each := func(h *block.Heading, f func(string)) {
		for _, w := range strings.Fields(strings.ToLower(block.Plain(h.Spans))) {
			r := []rune(" " + w + " ")
			for i := 3; i <= len(r); i++ {
				n++
				f(string(r[i-3 : i]))
			}
		}
	}
	each(a, func(g string) { groups[g]++ })
	each(b, func(g string) {
		if groups[g] > 0 {
			groups[g]--
			shared++
		}
	})
	return 2 * float64(shared) / float64(max(n, 1))
}
