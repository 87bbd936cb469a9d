package redline

import "sort"

// pair is an index in the old list and one in the new, with what the pair weighs.
type pair struct{ old, new, weight int }

// heaviestRising returns those of the pairs, which come in the old order, that are in the new
// order too, so that they weigh most together.
func heaviestRising(pairs []pair) []pair {
	if len(pairs) < 2 {
		return pairs
	}
	top := 0
	for _, p := range pairs {
		top = max(top, p.new)
	}
	// best[k] is, for a range of places in the new list, the pair that the heaviest chain ends
	// with: a Fenwick tree over maxima.
	best := make([]int, top+2)
	sum := make([]int, len(pairs)+1) // by pair+1; 0 for none
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
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// alignment tells what became of the members of a list.
type alignment struct {
	mate  []int  // by old index the new one, -1 for none
	moved []bool // by old index: the mate stands elsewhere among the others
	came  []int  // by new index the old one, -1 for none

	// By index, those that belong to a run; nil where there is none.
	oldRuns, newRuns map[int]*run
}

func newAlignment(old, new int) *alignment {
	a := &alignment{mate: make([]int, old), moved: make([]bool, old), came: make([]int, new)}
	for i := range a.mate {
		a.mate[i] = -1
	}
	for j := range a.came {
		a.came[j] = -1
	}
	return a
}

func (a *alignment) join(i, j int)      { a.mate[i], a.came[j] = j, i }
func (a *alignment) part(i int)         { a.came[a.mate[i]] = -1; a.mate[i] = -1; a.moved[i] = false }
func (a *alignment) free(i, j int) bool { return a.mate[i] < 0 && a.came[j] < 0 }

// align pairs the members of two lists. With moves it also pairs those that stand in another order.
func (c *comparer) align(old, new []*unit, moves bool) *alignment {
	a := newAlignment(len(old), len(new))
	i0, j0, i1, j1 := 0, 0, len(old), len(new)
	for i0 < i1 && j0 < j1 && old[i0].hash == new[j0].hash {
		a.join(i0, j0)
		i0, j0 = i0+1, j0+1
	}
	for i0 < i1 && j0 < j1 && old[i1-1].hash == new[j1-1].hash {
		i1, j1 = i1-1, j1-1
		a.join(i1, j1)
	}
	if i0 == i1 || j0 == j1 {
		return a
	}
	anchors := equals(old[i0:i1], new[j0:j1], true)
	i, j := i0, j0
	for _, p := range heaviestRising(anchors) {
		c.alignGap(a, old, new, i, i0+p.old, j, j0+p.new)
		a.join(i0+p.old, j0+p.new)
		i, j = i0+p.old+1, j0+p.new+1
	}
	c.alignGap(a, old, new, i, i1, j, j1)
	if moves {
		c.findMoves(a, old, new)
	}
	return a
}

// equals returns pairs of equal members in the old order: those that each list has once or, if
// not only these, the first with the first, the second with the second and so on.
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

// alignGap pairs what is alike between two places, in order, so that the likeness of all pairs
// together is greatest. Where that would be too much work, only what is equal is paired.
func (c *comparer) alignGap(a *alignment, old, new []*unit, i0, i1, j0, j1 int) {
	m, n := i1-i0, j1-j0
	if m == 0 || n == 0 {
		return
	}
	if m*n > maxPairs || m*n > c.pairs {
		for _, p := range heaviestRising(equals(old[i0:i1], new[j0:j1], false)) {
			a.join(i0+p.old, j0+p.new)
		}
		return
	}
	c.pairs -= m * n
	// best[i][j] is for what follows i and j, so that the pairs come out from the front.
	alike := make([]float32, m*n)
	best := make([]float32, (m+1)*(n+1))
	for i := m - 1; i >= 0; i-- {
		for j := n - 1; j >= 0; j-- {
			best[i*(n+1)+j] = max(best[(i+1)*(n+1)+j], best[i*(n+1)+j+1])
			if s := old[i0+i].like(new[j0+j]); s >= old[i0+i].threshold() {
				alike[i*n+j] = float32(s)
				best[i*(n+1)+j] = max(best[i*(n+1)+j], best[(i+1)*(n+1)+j+1]+float32(s))
			}
		}
	}
	for i, j := 0, 0; i < m && j < n; {
		switch s := alike[i*n+j]; {
		case s > 0 && best[i*(n+1)+j] == best[(i+1)*(n+1)+j+1]+s:
			a.join(i0+i, j0+j)
			i, j = i+1, j+1
		case best[i*(n+1)+j] == best[(i+1)*(n+1)+j]:
			i++
		default:
			j++
		}
	}
}

// findMoves pairs what is left over and equal, or so alike that a reader would call it the same.
func (c *comparer) findMoves(a *alignment, old, new []*unit) {
	if c.opt.NoMoves {
		return
	}
	is, js, us, vs := leftOver(a, old, new)
	for _, p := range equals(us, vs, false) {
		if us[p.old].words > 0 {
			a.join(is[p.old], js[p.new])
			a.moved[is[p.old]] = true
		}
	}
	is, js, us, vs = leftOver(a, old, new)
	if len(us)*len(vs) > maxPairs || len(us)*len(vs) > c.pairs {
		return
	}
	c.pairs -= len(us) * len(vs)
	type candidate struct {
		pair
		like float64
	}
	var all []candidate
	for x, u := range us {
		for y, v := range vs {
			if s := u.like(v); s >= 0.7 && u.words >= minMovedWords && v.words >= minMovedWords {
				all = append(all, candidate{pair{is[x], js[y], u.words}, s})
			}
		}
	}
	sort.SliceStable(all, func(x, y int) bool { return all[x].like > all[y].like })
	for _, p := range all {
		if a.free(p.old, p.new) {
			a.join(p.old, p.new)
			a.moved[p.old] = true
		}
	}
}

func leftOver(a *alignment, old, new []*unit) (is, js []int, us, vs []*unit) {
	for i, u := range old {
		if a.mate[i] < 0 {
			is, us = append(is, i), append(us, u)
		}
	}
	for j, v := range new {
		if a.came[j] < 0 {
			js, vs = append(js, j), append(vs, v)
		}
	}
	return is, js, us, vs
}

// step is what stands next in a combined list. An index of -1 is none. With both, the two are one;
// a moved pair gives two steps, one at each place.
type step struct {
	old, new int
	moved    bool
}

// steps returns the order of a combined list: that of the new one, with what is gone where it
// stood, in front of what has come there.
func (a *alignment) steps() []step {
	var out []step
	i := 0
	gone := func(end int) {
		for ; i < end; i++ {
			if a.mate[i] < 0 || a.moved[i] {
				out = append(out, step{i, -1, a.mate[i] >= 0})
			}
		}
	}
	for j, from := range a.came {
		if from >= 0 && !a.moved[from] {
			gone(from)
			i = from + 1
			out = append(out, step{from, j, false})
			continue
		}
		// What is gone before the next that both have comes first.
		next := len(a.mate)
		for k := i; k < len(a.mate); k++ {
			if a.mate[k] >= 0 && !a.moved[k] {
				next = k
				break
			}
		}
		gone(next)
		out = append(out, step{from, j, from >= 0})
	}
	gone(len(a.mate))
	return out
}
