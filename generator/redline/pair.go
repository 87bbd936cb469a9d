package redline

import (
	"strings"

	"styrdok/generator/block"
)

// pairByID matches sections whose headings have or had the same ID.
func pairByID(a *alignment, old, new []*section) {
	byID := map[string]int{}
	name := func(id string, j int) {
		if _, taken := byID[id]; !taken {
			byID[id] = j
		}
	}
	for j := 1; j < len(new); j++ {
		name(new[j].heading.ID, j)
	}
	for j := 1; j < len(new); j++ {
		for _, id := range new[j].heading.Aliases {
			name(id, j)
		}
	}
	for i := 1; i < len(old); i++ {
		h := old[i].heading
		for _, id := range append([]string{h.ID}, h.Aliases...) {
			if j, ok := byID[id]; ok && id != "" && a.free(i, j) {
				a.link(i, j)
			}
		}
	}
}

// pairByName matches sections with equal headings, the first with the first.
func pairByName(a *alignment, old, new []*section) {
	byName := map[uint64][]int{}
	for j := 1; j < len(new); j++ {
		if a.toOld[j] < 0 {
			byName[new[j].name] = append(byName[new[j].name], j)
		}
	}
	for i := 1; i < len(old); i++ {
		if at := byName[old[i].name]; a.toNew[i] < 0 && len(at) > 0 {
			a.link(i, at[0])
			byName[old[i].name] = at[1:]
		}
	}
}

// pairSimilar matches sections with similar text greedily, by decreasing similarity.
func pairSimilar(a *alignment, old, new []*unit) {
	if is, js := a.unmatched(); len(is)*len(js) <= maxPairs {
		a.linkBest(similar(old, new, is, js, 0.5))
	}
}

// pairByParts matches sections whose subsections match for the greater part. A section with a new
// heading and no text before its first subsection can be recognised by nothing else.
func pairByParts(a *alignment, old, new []*section) {
	parents := chapters(new)
	all := map[pair]int{} // number of words in matched subsections
	for i := 1; i < len(old); i++ {
		if a.toNew[i] >= 0 {
			continue
		}
		for k := i + 1; k < len(old) && old[k].heading.Level > old[i].heading.Level; k++ {
			if a.toNew[k] < 0 {
				continue
			}
			for j := parents[a.toNew[k]]; j > 0; j = parents[j] {
				if a.toOld[j] < 0 && new[j].heading.Level == old[i].heading.Level {
					all[pair{old: i, new: j}] += old[k].unit.words + new[a.toNew[k]].unit.words
				}
			}
		}
	}
	var found []candidate
	for p, shared := range all {
		if 2*shared >= wordsBelow(old, p.old)+wordsBelow(new, p.new) {
			found = append(found, candidate{p.old, p.new, float64(shared)})
		}
	}
	a.linkBest(found)
}

// chapters returns the index of each section's parent, 0 if it has none.
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

// pairBetween matches a section with the only one of its level between the same neighbours, if their
// headings or texts are somewhat similar.
func (c *comparer) pairBetween(a *alignment, old, new []*section) {
	for i := 1; i < len(old); i++ {
		if a.toNew[i] >= 0 || a.toNew[i-1] < 0 {
			continue
		}
		j := a.toNew[i-1] + 1
		if j >= len(new) || a.toOld[j] >= 0 || old[i].heading.Level != new[j].heading.Level {
			continue
		}
		if !a.neighbours(i+1, j+1) && !a.neighbours(below(old, i), below(new, j)) {
			continue
		}
		titles := c.newUnit(headingKind, func(r *digester) { r.spans(old[i].heading.Spans) }).
			similarity(c.newUnit(headingKind, func(r *digester) { r.spans(new[j].heading.Spans) }))
		if titles >= 0.4 || old[i].unit.similarity(new[j].unit) >= 0.3 || trigramSimilarity(old[i].heading, new[j].heading) >= 0.5 {
			a.link(i, j)
		}
	}
}

// neighbours reports whether two sections match, or both texts end before them.
func (a *alignment) neighbours(i, j int) bool {
	if i < len(a.toNew) {
		return a.toNew[i] == j
	}
	return j == len(a.toOld)
}

// trigramSimilarity returns the Dice coefficient of the character trigrams of two headings, which finds
// inflected forms such as "Planering" and "Planeringen". "Användning" and "Anmälning" reach 0.42.
func trigramSimilarity(a, b *block.Heading) float64 {
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
