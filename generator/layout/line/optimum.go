package line

import "math"

// The costs of lines. A ragged line that is shorter than the measure by a tenth costs 1, by two tenths 4. A break at
// a joint costs as much as a tenth of raggedness, other breaks within words somewhat more; what should never be
// seen costs so much that it is the last resort.
const (
	costLine        = 0.3
	costOpen        = 0.3
	costJoint       = 1.0
	costSyllable    = 2.5
	costInner       = 25.0 // more than two joints, so that "Samhälls-/byggnads-/nämnden" goes before "Samhällsbygg-/nadsnämnden"
	costSign        = 4.0
	costSingle      = 0.8 // a line that ends with a word of one letter
	costTwoHyphens  = 60
	costTwoJoints   = 10 // of one word, in a column that its parts fill
	costCut         = 200
	costShortEnd    = 10.0
	shortEnd        = 0.2  // of the measure: a much shorter last line looks like a mistake
	raggedEnough    = 0.17 // of the measure: if no line is shorter by more, the paragraph is not hyphenated
	raggedWord      = 4.5  // in ems: the same in narrow columns, about a word
	justifiedEnough = 1.2  // stretch of spaces up to which justified text is not hyphenated
	narrowScale     = 20   // in ems
	spaceStretch    = 0.5  // of the space's width
	spaceShrink     = 0.25
	worstStretch    = 100 // cost of a stretched line above which it grows slowly only, since all such lines are bad
	widestSpace     = 3.0 // of the space's width; a line that needs more is left ragged
)

// node is a breakpoint with the cheapest way to reach it.
type node struct {
	item   int32 // the line ends with it
	prev   int32
	cost   float64
	breaks breakpoint
}

// optimum returns the ends of lines, as indices of items, with the least total cost, and reports whether every line
// is well filled. Whole reports whether the items end the paragraph.
func (b *Breaker) optimum(a *itemizer, set Setting, whole bool) ([]int, bool) {
	items := a.items
	sums := append(b.sums[:0], 0)
	spaces := append(b.spaces[:0], 0)
	for i := range items {
		n := spaces[i]
		if items[i].kind == spaceItem {
			n += items[i].width
		}
		sums = append(sums, sums[i]+items[i].width)
		spaces = append(spaces, n)
	}
	nodes := append(b.nodes[:0], node{item: -1, prev: -1, breaks: forced})
	first := 0   // the first node at which the line may still begin
	least := 0.0 // cost of the cheapest node from there on
	for i := range items {
		br := items[i].breaks
		final := i == len(items)-1
		if br == noBreak && !final {
			continue
		}
		if items[i].kind == spaceItem && i+1 < len(items) && items[i+1].kind == lineEnd {
			continue
		}
		hyphened := br.hyphened()
		if final && !hyphened {
			br = forced
		}
		end := i
		if items[i].kind == wordItem {
			end = i + 1
		}
		reach, gaps := sums[end], spaces[end]
		if hyphened {
			reach += b.hyphenWidth(&a.runs[items[i].run])
		}
		shrink := 0.0
		if set.Justify {
			shrink = spaceShrink
		}
		fits := first
		for fits < len(nodes) {
			from := nodes[fits].item + 1
			if reach-sums[from]-(gaps-spaces[from])*shrink <= set.Measure+slop {
				break
			}
			fits++
		}
		if fits > first && fits < len(nodes) && !hyphened {
			first, least = fits, nodes[fits].cost
			for k := first + 1; k < len(nodes); k++ {
				least = min(least, nodes[k].cost)
			}
		}
		best := node{item: int32(i), prev: -1, cost: math.Inf(1), breaks: br}
		for k := fits; k < len(nodes); k++ {
			from := nodes[k].item + 1
			width := reach - sums[from]
			// Lines grow shorter from here on, and so worse.
			if !set.Justify && br != forced && least+100*square((set.Measure-width)/set.scale) > best.cost {
				break
			}
			if cost := nodes[k].cost + lineCost(set, width, gaps-spaces[from], br, nodes[k], final && whole); cost <= best.cost {
				best.cost, best.prev = cost, int32(k)
			}
		}
		if best.prev < 0 {
			if !final && br != forced {
				continue
			}
			// It is wider than the measure and cannot be cut, so it gets its own line.
			best.prev, best.cost = int32(len(nodes)-1), nodes[len(nodes)-1].cost+costCut
		}
		nodes = append(nodes, best)
		if least = min(least, best.cost); br == forced {
			first, least = len(nodes)-1, best.cost
		}
	}
	b.sums, b.spaces, b.nodes = sums, spaces, nodes
	return b.trace(a, set)
}

// breakCosts are what a line costs for how it ends.
var breakCosts = [...]float64{
	afterLetter: costSingle, atSign: costSign, atJoint: costJoint, atSyllable: costSyllable, atInner: costInner, cut: costCut, cutHyphen: costCut,
}

// slop is by how much a line may exceed the measure because of rounding.
const slop = 1e-6

// lineCost returns the cost of a line of a width, of which its spaces take gap.
func lineCost(set Setting, width, gap float64, br breakpoint, prev node, last bool) float64 {
	cost := costLine + breakCosts[br]
	if br.hyphened() && prev.breaks.hyphened() {
		if gap == 0 && br == atJoint && prev.breaks == atJoint {
			cost += costTwoJoints
		} else {
			cost += costTwoHyphens
		}
	}
	slack := set.Measure - width
	if br == forced {
		if set.Balance {
			return cost + 100*square(slack/set.scale)
		}
		if last && prev.item >= 0 && width < shortEnd*set.Measure {
			cost += costShortEnd * square(1-width/(shortEnd*set.Measure))
		}
		if slack >= 0 {
			return cost
		}
	}
	if !set.Justify {
		return cost + 100*square(slack/set.scale)
	}
	if gap == 0 {
		// It cannot be stretched, so it is worse than any line that can.
		return cost + square(worstStretch)*(1+slack/set.Measure)
	}
	r := slack / (gap * spaceStretch)
	if slack < 0 {
		r = slack / (gap * spaceShrink)
	}
	r = math.Abs(r)
	return cost + square(0.1+min(r*r*r, worstStretch)) + r
}

func square(x float64) float64 { return x * x }

// trace returns the ends of the cheapest lines, and whether they are all well filled.
func (b *Breaker) trace(a *itemizer, set Setting) ([]int, bool) {
	nodes := b.nodes
	n := 0
	for k := int32(len(nodes) - 1); k > 0; k = nodes[k].prev {
		n++
	}
	ends := make([]int, n)
	good := true
	for k := int32(len(nodes) - 1); k > 0; k = nodes[k].prev {
		n--
		i := int(nodes[k].item)
		ends[n] = i
		if nodes[k].breaks == forced {
			continue
		}
		end := i
		if a.items[i].kind == wordItem {
			end++
		}
		from := nodes[nodes[k].prev].item + 1
		slack := set.Measure - (b.sums[end] - b.sums[from])
		gap := b.spaces[end] - b.spaces[from]
		switch {
		case nodes[k].breaks >= cut,
			set.Justify && slack > justifiedEnough*spaceStretch*gap*2,
			!set.Justify && slack > max(raggedEnough*set.Measure, raggedWord*a.runs[a.items[i].run].Size):
			good = false
		}
	}
	return ends, good
}
