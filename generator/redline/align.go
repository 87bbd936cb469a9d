package redline

import (
	"cmp"
	"slices"
)

// pair is an index in the old list, one in the new list and a weight.
type pair struct{ old, new, weight int }

// heaviestIncreasing returns the heaviest increasing subsequence of pairs: given in the old order, it
// selects pairs that are in the new order too and have the greatest total weight. O(n log n).
func heaviestIncreasing(pairs []pair) []pair {
	if len(pairs) < 2 {
		return pairs
	}
	top := 0
	for _, p := range pairs {
		top = max(top, p.new)
	}
	// best is a Fenwick tree of prefix maxima over new indices: the last pair of the heaviest chain.
	best := make([]int, top+2)
	sum := make([]int, len(pairs)+1) // weight of the chain that ends with a pair, by index+1
	before := make([]int, len(pairs)+1)
	for k, p := range pairs {
		last := 0
		for i := p.new; i > 0; i -= i & -i {
			if sum[best[i]] > sum[last] {
				last = best[i]
			}
		}
		sum[k+1], before[k+1] = sum[last]+p.weight+1, last
		for i := p.new + 1; i < len(best); i += i & -i {
			if sum[k+1] > sum[best[i]] {
				best[i] = k + 1
			}
		}
	}
	last := 0
	for k := range pairs {
		if sum[k+1] > sum[last] {
			last = k + 1
		}
	}
	var out []pair
	for ; last > 0; last = before[last] {
		out = append(out, pairs[last-1])
	}
	slices.Reverse(out)
	return out
}

// alignment matches the members of two lists.
type alignment struct {
	toNew []int  // by old index; -1: unmatched
	toOld []int  // by new index; -1: unmatched
	moved []bool // by old index: matched out of order

	// By index, the members that belong to a run; nil if there are none.
	oldRuns, newRuns map[int]*run
}

func newAlignment(old, new int) *alignment {
	return &alignment{toNew: slices.Repeat([]int{-1}, old), moved: make([]bool, old), toOld: slices.Repeat([]int{-1}, new)}
}

func (a *alignment) link(i, j int)      { a.toNew[i], a.toOld[j] = j, i }
func (a *alignment) unlink(i int)       { a.toOld[a.toNew[i]] = -1; a.toNew[i] = -1; a.moved[i] = false }
func (a *alignment) free(i, j int) bool { return a.toNew[i] < 0 && a.toOld[j] < 0 }

// align matches the members of two lists: the common prefix and suffix, then anchors as in patience
// diff, then by similarity between anchors. With moves it also matches members out of order.
func (c *comparer) align(old, new []*unit, moves bool) *alignment {
	a := newAlignment(len(old), len(new))
	i0, j0, i1, j1 := 0, 0, len(old), len(new)
	for i0 < i1 && j0 < j1 && old[i0].hash == new[j0].hash {
		a.link(i0, j0)
		i0, j0 = i0+1, j0+1
	}
	for i0 < i1 && j0 < j1 && old[i1-1].hash == new[j1-1].hash {
		i1, j1 = i1-1, j1-1
		a.link(i1, j1)
	}
	if i0 == i1 || j0 == j1 {
		return a
	}
	anchors := equals(old[i0:i1], new[j0:j1], true)
	i, j := i0, j0
	for _, p := range heaviestIncreasing(anchors) {
		c.alignGap(a, old, new, i, i0+p.old, j, j0+p.new)
		a.link(i0+p.old, j0+p.new)
		i, j = i0+p.old+1, j0+p.new+1
	}
	c.alignGap(a, old, new, i, i1, j, j1)
	if moves {
		c.findMoves(a, old, new)
	}
	return a
}

// equals returns pairs of equal members in the old order. With once it returns only those that are
// unique in both lists; without, the first is paired with the first, the second with the second.
func equals(old, new []*unit, once bool) []pair {
	places := map[uint64][]int{}
	for j, u := range new {
		places[u.hash] = append(places[u.hash], j)
	}
	count := map[uint64]int{}
	for _, u := range old {
		count[u.hash]++
	}
	used := map[uint64]int{}
	var out []pair
	for i, u := range old {
		at := places[u.hash]
		if once && (len(at) != 1 || count[u.hash] != 1) || used[u.hash] >= len(at) {
			continue
		}
		out = append(out, pair{i, at[used[u.hash]], u.words})
		used[u.hash]++
	}
	return out
}

// alignGap matches similar members between two anchors, in order, so that their total similarity is
// greatest: global alignment with free gaps (Needleman–Wunsch). If that would be too much work, it
// matches equal members only.
func (c *comparer) alignGap(a *alignment, old, new []*unit, i0, i1, j0, j1 int) {
	m, n := i1-i0, j1-j0
	if m == 0 || n == 0 {
		return
	}
	if m*n > maxPairs || m*n > c.pairs {
		for _, p := range heaviestIncreasing(equals(old[i0:i1], new[j0:j1], false)) {
			a.link(i0+p.old, j0+p.new)
		}
		return
	}
	c.pairs -= m * n
	// best[i][j] is the total for the suffixes from i and j, so that backtracking runs forwards.
	similar := make([]float32, m*n)
	best := make([]float32, (m+1)*(n+1))
	for i := m - 1; i >= 0; i-- {
		for j := n - 1; j >= 0; j-- {
			best[i*(n+1)+j] = max(best[(i+1)*(n+1)+j], best[i*(n+1)+j+1])
			if s := old[i0+i].similarity(new[j0+j]); s >= old[i0+i].minSimilarity() {
				similar[i*n+j] = float32(s)
				best[i*(n+1)+j] = max(best[i*(n+1)+j], best[(i+1)*(n+1)+j+1]+float32(s))
			}
		}
	}
	for i, j := 0, 0; i < m && j < n; {
		switch s := similar[i*n+j]; {
		case s > 0 && best[i*(n+1)+j] == best[(i+1)*(n+1)+j+1]+s:
			a.link(i0+i, j0+j)
			i, j = i+1, j+1
		case best[i*(n+1)+j] == best[(i+1)*(n+1)+j]:
			i++
		default:
			j++
		}
	}
}

// minMoved is the similarity from which a reader would call what is out of order the same.
const minMoved = 0.7

// findMoves matches the remaining members out of order: equal ones, then very similar ones, greedily by
// decreasing similarity.
func (c *comparer) findMoves(a *alignment, old, new []*unit) {
	if c.opt.NoMoves {
		return
	}
	is, js := a.unmatched()
	for _, p := range equals(members(old, is), members(new, js), false) {
		if i := is[p.old]; old[i].words > 0 {
			a.link(i, js[p.new])
			a.moved[i] = true
		}
	}
	is, js = a.unmatched()
	if len(is)*len(js) > maxPairs || len(is)*len(js) > c.pairs {
		return
	}
	c.pairs -= len(is) * len(js)
	for _, p := range a.linkBest(similar(old, new, is, js, minMoved)) {
		a.moved[p.old] = true
	}
}

// similar returns the members that are at least so similar, and long enough to have moved.
func similar(old, new []*unit, is, js []int, least float64) []candidate {
	var out []candidate
	for _, i := range is {
		for _, j := range js {
			if old[i].words < minMovedWords || new[j].words < minMovedWords {
				continue
			}
			if s := old[i].similarity(new[j]); s >= least {
				out = append(out, candidate{i, j, s})
			}
		}
	}
	return out
}

// unmatched returns the indices of the members that are not matched.
func (a *alignment) unmatched() (old, new []int) {
	for i, j := range a.toNew {
		if j < 0 {
			old = append(old, i)
		}
	}
	for j, i := range a.toOld {
		if i < 0 {
			new = append(new, j)
		}
	}
	return old, new
}

func members(units []*unit, indices []int) []*unit {
	out := make([]*unit, len(indices))
	for k, i := range indices {
		out[k] = units[i]
	}
	return out
}

// candidate is a possible match of two members.
type candidate struct {
	old, new int
	score    float64
}

// linkBest matches candidates greedily, the best first, and returns those that it has matched.
func (a *alignment) linkBest(all []candidate) []candidate {
	slices.SortFunc(all, func(p, q candidate) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(p.old, q.old), cmp.Compare(p.new, q.new))
	})
	return slices.DeleteFunc(all, func(p candidate) bool {
		if !a.free(p.old, p.new) {
			return true
		}
		a.link(p.old, p.new)
		return false
	})
}

// step is the next element of a merged list. With both indices it is a matched pair; -1 means that it is
// missing in that list. A pair that has moved has two steps: where it was, and where it is.
type step struct {
	old, new int
	moved    bool
}

// steps returns the order of the merged list: that of the new one, with deletions in their former
// places, before insertions there.
func (a *alignment) steps() []step {
	var out []step
	i := 0
	deletions := func(end int) {
		for ; i < end; i++ {
			if a.toNew[i] < 0 || a.moved[i] {
				out = append(out, step{i, -1, a.toNew[i] >= 0})
			}
		}
	}
	for j, from := range a.toOld {
		if from >= 0 && !a.moved[from] {
			deletions(from)
			i = from + 1
			out = append(out, step{from, j, false})
			continue
		}
		// Deletions before the next match come first.
		next := len(a.toNew)
		for k := i; k < len(a.toNew); k++ {
			if a.toNew[k] >= 0 && !a.moved[k] {
				next = k
				break
			}
		}
		deletions(next)
		out = append(out, step{from, j, from >= 0})
	}
	deletions(len(a.toNew))
	return out
}
