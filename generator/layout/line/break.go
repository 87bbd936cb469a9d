package line

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/layout/hyphenation"
)

// Run is text in one face and size, a box such as a picture, or the author's line break.
type Run struct {
	Text    string
	Face    Face
	Size    float64
	Rise    float64 // of the baseline; what is raised is not hyphenated
	Code    bool    // not hyphenated; a line may end at the signs of an address
	Pre     bool    // spaces are kept as they are
	Foreign bool    // not hyphenated
	Break   bool    // a line break
	Box     bool
	Width   float64 // of a box
	Height  float64 // of a box
}

// Line is a line of text, measured but not placed.
type Line struct {
	Fragments []Fragment
	Width     float64
	Above     float64 // how much the highest box reaches above the baseline
	Hyphen    bool    // it ends in a hyphen that the text does not have
}

// Fragment is the part of a run that is on one line, or a box.
type Fragment struct {
	Run   int    // index of the run
	Start int    // in bytes of the run's text; behind its end for a hyphen of another face
	Text  string // with the space at the end of the line, which takes no room
	Face  Face   // the run's, or for a hyphen one that has the character
	X     float64
	Width float64 // without the space at the end of the line
}

// Setting is how the lines of a paragraph are to be.
type Setting struct {
	Measure   float64
	Justify   bool
	Hyphenate bool
	Balance   bool // lines of about the same length, for titles

	scale float64 // what raggedness is measured by: the measure, or more in narrow columns
}

// Breaker breaks runs into lines so that the sum of their costs is least (Knuth and Plass, "Breaking Paragraphs
// into Lines", 1981, with costs for ragged text). It is for one goroutine.
type Breaker struct {
	*Glyphs

	itemizer itemizer
	sums     []float64 // widths of the items before each
	spaces   []float64 // widths of the spaces before each
	nodes    []node
}

// The costs of lines. A ragged line that is shorter than the measure by a tenth costs 1, by two
// tenths 4. A break at a joint is worth a tenth more of raggedness, other breaks in words
// somewhat more; what nobody should see costs so much that it comes last.
const (
	costLine        = 0.3
	costOpen        = 0.3
	costJoint       = 1.0
	costSyllable    = 2.5
	costInner       = 8.0
	costSign        = 4.0
	costSingle      = 0.8 // a line that ends with a word of one letter
	costTwoHyphens  = 60
	costCut         = 200
	costShortEnd    = 10.0
	shortEnd        = 0.2  // of the measure: a last line much under this looks like a mistake
	raggedEnough    = 0.17 // of the measure: lines at most this much short are left without hyphens
	raggedWord      = 4.5  // in ems: the same for narrow columns, about a word
	justifiedEnough = 1.2  // stretch of spaces up to which a justified text is left without hyphens
	narrowScale     = 20   // in ems
	spaceStretch    = 0.5  // of the space's width
	spaceShrink     = 0.25
	worstStretch    = 100 // cost of a stretched line from which it only grows slowly: all such lines are bad
	widestSpace     = 3.0 // of the space's width; a line that asks for more is left ragged rather than torn apart
)

// window is how many items are looked at together. Paragraphs longer than that, which is over
// fifty sheets, are broken part by part.
const window = 30000

// Lines breaks runs into lines. It hyphenates only if it must: if some line would be badly filled otherwise.
func (b *Breaker) Lines(runs []Run, set Setting) []Line {
	set.Measure = max(set.Measure, 1)
	set.scale = set.Measure
	if len(runs) > 0 {
		// In a narrow column, lines differ much anyway; words divided badly disturb more.
		set.scale = max(set.scale, narrowScale*runs[0].Size)
	}
	if out, good := b.breakOnce(runs, set, false); good || !set.Hyphenate {
		return out
	}
	out, _ := b.breakOnce(runs, set, true)
	return out
}

// breakOnce breaks runs into lines and reports whether no line is badly filled.
func (b *Breaker) breakOnce(runs []Run, set Setting, hyphenate bool) ([]Line, bool) {
	a := &b.itemizer
	a.glyphs, a.runs, a.hyphenate = b.Glyphs, runs, hyphenate
	var out []Line
	good := true
	from := cursor{}
	for {
		done := a.fill(from, window)
		if len(a.items) == 0 {
			break
		}
		if done && hyphenate && set.Measure > 15*runs[len(runs)-1].Size {
			a.keepLastWord(set.Measure)
		}
		a.cutWide(set.Measure)
		ends, even := b.optimum(a, set, done)
		good = good && even
		if !done {
			// The last lines are broken anew together with what comes.
			ends = ends[:max(1, len(ends)-2)]
		}
		start := 0
		for i, end := range ends {
			out = append(out, b.makeLine(a, start, end, set, done && i == len(ends)-1))
			start = end + 1
		}
		if done {
			break
		}
		if start >= len(a.items) {
			from = a.at
		} else {
			from = cursor{int(a.items[start].run), int(a.items[start].start)}
		}
	}
	return out, good
}

// keepLastWord forbids hyphens in the last word of a paragraph, unless it needs them.
func (a *itemizer) keepLastWord(measure float64) {
	width := 0.0
	for i := len(a.items) - 1; i >= 0 && a.items[i].kind == wordItem; i-- {
		width += a.items[i].width
	}
	if width > measure {
		return
	}
	for i := len(a.items) - 1; i >= 0 && a.items[i].kind == wordItem; i-- {
		if a.items[i].breaks.hyphened() {
			a.items[i].breaks = noBreak
		}
	}
}

// cutWide lets lines end anywhere in what is wider than a line and has no better place.
func (a *itemizer) cutWide(measure float64) {
	items := a.items
	var out []item // nil as long as nothing is cut
	for i := 0; i < len(items); {
		j, width, bound := i, 0.0, false
		for j < len(items) && (items[j].kind == wordItem || items[j].kind == spaceItem && items[j].breaks == noBreak) {
			bound = bound || items[j].kind == spaceItem
			width += items[j].width
			j++
			if items[j-1].breaks != noBreak {
				break
			}
		}
		if j == i {
			j++
		} else if items[j-1].breaks.hyphened() {
			width += a.glyphs.hyphenWidth(&a.runs[items[j-1].run])
		}
		if width <= measure {
			if out != nil {
				out = append(out, items[i:j]...)
			}
			i = j
			continue
		}
		if bound {
			// Words that should stay together are parted before any of them is cut.
			for k := i; k < j; k++ {
				if items[k].kind == spaceItem {
					items[k].breaks = atSpace
				}
			}
			continue
		}
		if out == nil {
			out = append(a.spare[:0], items[:i]...)
		}
		for k, at := range items[i:j] {
			if at.breaks == noBreak && i+k < j-1 {
				at.breaks = cut
			}
			out = a.divide(out, at, measure)
		}
		i = j
	}
	if out != nil {
		a.items, a.spare = out, items
	}
}

// divide adds the parts of an item that hyphenation gives, even where hyphenation is off, and cuts those that are
// still too wide.
func (a *itemizer) divide(out []item, at item, measure float64) []item {
	s := &a.runs[at.run]
	if s.Box || s.Code || s.Foreign || at.end-at.start > hyphenation.MaxLetters*2 {
		return a.cut(out, at, measure)
	}
	from := at.start
	end := at.end
	word := strings.TrimFunc(s.Text[from:end], func(r rune) bool { return !unicode.IsLetter(r) })
	first := from + int32(strings.Index(s.Text[from:end], word))
	room := measure - a.glyphs.hyphenWidth(s)
	add := func(to int32, c breakpoint) {
		part := at
		part.start, part.end, part.breaks = from, to, c
		part.width = a.glyphs.Width(s.Face, s.Size, s.Text[from:to])
		if part.width > room {
			out = a.cut(out, part, measure)
		} else {
			out = append(out, part)
		}
		from = to
	}
	for _, p := range a.glyphs.points(word) {
		add(first+int32(p.At), atJoint+breakpoint(p.Grade))
	}
	add(end, at.breaks)
	return out
}

// cut adds the characters of an item as items of their own.
func (a *itemizer) cut(out []item, at item, measure float64) []item {
	s := &a.runs[at.run]
	if s.Box {
		return append(out, at)
	}
	few := 1
	if at.end-at.start > hyphenation.MaxLetters*4 {
		few = 8 // nobody reads it, and time matters
	}
	for i := int(at.start); i < int(at.end); {
		r, n := utf8.DecodeRuneInString(s.Text[i:at.end])
		next := i + n
		for range few - 1 {
			if next >= int(at.end) || measure < 20*s.Size {
				break
			}
			r, n = utf8.DecodeRuneInString(s.Text[next:at.end])
			next += n
		}
		c := cut
		if next < int(at.end) {
			after, _ := utf8.DecodeRuneInString(s.Text[next:at.end])
			switch {
			case unicode.Is(unicode.M, after):
				c = noBreak
			case r == noBreakSpace:
				c = cut
			case unicode.IsLetter(r) && unicode.IsLetter(after) && !s.Code:
				c = cutHyphen
			}
		} else if at.breaks != noBreak {
			c = at.breaks
		}
		width := a.glyphs.Width(s.Face, s.Size, s.Text[i:next])
		out = append(out, item{run: at.run, start: int32(i), end: int32(next), width: width, breaks: c})
		i = next
	}
	return out
}

// hyphenText returns how the hyphen at the end of a line is written, and in which face: the run's, or another that
// has the character, since a plain hyphen would be read as part of the word.
func (g *Glyphs) hyphenText(s *Run) (Face, string) {
	if g.Covers(s.Face, softHyphen) {
		return s.Face, "\u00AD"
	}
	if face, ok := g.fallback(s.Face, softHyphen); ok {
		return face, "\u00AD"
	}
	return s.Face, "-"
}

func (g *Glyphs) hyphenWidth(s *Run) float64 {
	face, text := g.hyphenText(s)
	return g.Width(face, s.Size, text)
}

// node is a place where a line may end, with the cheapest way to get there.
type node struct {
	item   int32 // the line ends with it
	prev   int32
	cost   float64
	breaks breakpoint
}

// optimum finds the line ends, as indices of items, that cost least in all, and reports whether
// every line is well filled. Text that is not whole ends where the items do.
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
	first := 0 // the first node from which a line may still begin
	for i := range items {
		br := items[i].breaks
		final := i == len(items)-1
		if br == noBreak && !final {
			continue
		}
		if items[i].kind == spaceItem && i+1 < len(items) && items[i+1].kind == lineEnd {
			continue
		}
		if final && !br.hyphened() {
			br = forced
		}
		end := i
		if items[i].kind == wordItem {
			end = i + 1
		}
		reach, gaps := sums[end], spaces[end]
		if br.hyphened() {
			reach += b.hyphenWidth(&a.runs[items[i].run])
		}
		best := node{item: int32(i), prev: -1, cost: math.Inf(1), breaks: br}
		for k := len(nodes) - 1; k >= first; k-- {
			from := nodes[k].item + 1
			width := reach - sums[from]
			gap := gaps - spaces[from]
			limit := set.Measure + slop
			if set.Justify {
				limit += gap * spaceShrink
			}
			if width > limit {
				if !items[i].breaks.hyphened() && k < len(nodes)-1 {
					first = k + 1
				}
				break
			}
			if math.IsInf(nodes[k].cost, 1) {
				continue
			}
			if cost := nodes[k].cost + lineCost(set, width, gap, br, nodes[k], final && whole); cost < best.cost {
				best.cost, best.prev = cost, int32(k)
			}
		}
		if best.prev < 0 {
			if !final && br != forced {
				continue
			}
			// Something is wider than the measure and cannot be cut: it gets a line of its own.
			best.prev, best.cost = int32(len(nodes)-1), nodes[len(nodes)-1].cost+costCut
		}
		nodes = append(nodes, best)
		if br == forced {
			first = len(nodes) - 1
		}
	}
	b.sums, b.spaces, b.nodes = sums, spaces, nodes
	return b.trace(a, set)
}

// slop is how much wider than the measure a line may be by rounding.
const slop = 1e-6

// lineCost returns what a line of a width costs, its spaces being gap wide together.
func lineCost(set Setting, width, gap float64, br breakpoint, prev node, last bool) float64 {
	cost := costLine
	switch br {
	case atSpace:
	case afterLetter:
		cost += costSingle
	case atSign:
		cost += costSign
	case atJoint:
		cost += costJoint
	case atSyllable:
		cost += costSyllable
	case atInner:
		cost += costInner
	case cut, cutHyphen:
		cost += costCut
	}
	if br.hyphened() && prev.breaks.hyphened() {
		cost += costTwoHyphens
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
		// It cannot be stretched, and is worse than any line that can.
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
		case nodes[k].breaks >= cut:
			good = false
		case set.Justify && slack > justifiedEnough*spaceStretch*gap*2:
			good = false
		case !set.Justify && slack > max(raggedEnough*set.Measure, raggedWord*a.runs[a.items[i].run].Size):
			good = false
		}
	}
	return ends, good
}

// makeLine makes the line of the items from start to end inclusive. Last reports whether it ends the paragraph.
func (b *Breaker) makeLine(a *itemizer, start, end int, set Setting, last bool) Line {
	items := a.items[start : end+1]
	tail := &items[len(items)-1]
	ln := Line{Hyphen: tail.breaks.hyphened() && !last}
	last = last || tail.kind == lineEnd
	// The last space is part of the text, so that words stay apart, but takes no room.
	visible := len(items)
	for visible > 0 && items[visible-1].kind != wordItem {
		visible--
	}
	gap := 0.0
	for i := range items[:visible] {
		ln.Width += items[i].width
		if items[i].kind == spaceItem {
			gap += items[i].width
		}
	}
	if ln.Hyphen && visible > 0 {
		ln.Width += b.hyphenWidth(&a.runs[tail.run])
	}
	stretch := 1.0 // of each space
	apart := false // every word is a fragment
	if set.Justify && gap > 0 && (!last || ln.Width > set.Measure) && set.Measure-ln.Width <= (widestSpace-1)*gap {
		stretch, apart = (gap+set.Measure-ln.Width)/gap, true
		ln.Width = set.Measure
	}
	ln.Fragments = make([]Fragment, 0, 1+a.changes(items))
	x := 0.0
	for i := range items {
		at := &items[i]
		s := &a.runs[at.run]
		var before *Fragment
		if n := len(ln.Fragments); n > 0 {
			before = &ln.Fragments[n-1]
		}
		if at.kind == lineEnd {
			if before != nil && !endsInSpace(before.Text) {
				before.Text += " "
			}
			continue
		}
		f := Fragment{Run: int(at.run), Face: s.Face, X: x, Width: at.width}
		if s.Box {
			ln.Fragments = append(ln.Fragments, f)
			ln.Above = max(ln.Above, s.Height)
			x += at.width
			continue
		}
		if at.kind == spaceItem {
			f.Width *= stretch
		}
		x += f.Width
		switch {
		case before != nil && before.Run == f.Run && !(apart && at.kind == wordItem && endsInSpace(before.Text)):
			before.Text = joinText(s, before.Text, at)
			if i < visible && !(apart && at.kind == spaceItem) {
				before.Width = x - before.X
			}
			continue
		case i >= visible && before != nil:
			f.Width = 0 // a space that begins a run at the end of the line
		}
		f.Start, f.Text = int(at.start), s.Text[at.start:at.end]
		ln.Fragments = append(ln.Fragments, f)
	}
	if ln.Hyphen {
		f := &ln.Fragments[len(ln.Fragments)-1]
		s := &a.runs[f.Run]
		width := b.hyphenWidth(s)
		if face, text := b.hyphenText(s); face == s.Face {
			f.Text += text
			f.Width += width
		} else {
			ln.Fragments = append(ln.Fragments, Fragment{Run: f.Run, Start: len(s.Text), Text: text, Face: face, X: f.X + f.Width, Width: width})
		}
	}
	return ln
}

// Extent returns the width of the widest part of runs that cannot be broken, and that of the whole without any
// break.
func (b *Breaker) Extent(runs []Run, hyphenate bool) (least, most float64) {
	a := &b.itemizer
	a.glyphs, a.runs, a.hyphenate = b.Glyphs, runs, hyphenate
	a.fill(cursor{}, window)
	part, all := 0.0, 0.0
	for i := range a.items {
		at := &a.items[i]
		switch at.kind {
		case lineEnd:
			part, all = 0, 0
			continue
		case spaceItem:
			if at.breaks == noBreak {
				part += at.width
			} else {
				part = 0
			}
		default:
			part += at.width
			if at.breaks == atInner {
				break // no column is made so narrow that it needs these
			}
			if at.breaks.hyphened() {
				least = max(least, part+b.hyphenWidth(&runs[at.run]))
			} else {
				least = max(least, part)
			}
			if at.breaks != noBreak {
				part = 0
			}
		}
		all += at.width
		most = max(most, all)
	}
	// Rounding must not make a text wrap in the width that was measured for it.
	return least + 0.01, most + 0.01
}

// changes counts how often the run changes, or words are to be set apart, roughly.
func (a *itemizer) changes(items []item) int {
	n := 0
	for i := 1; i < len(items); i++ {
		if items[i].run != items[i-1].run {
			n++
		}
	}
	return n
}

// joinText adds an item to the text of the same run before it. As long as nothing was left out
// between them it is a longer slice of the run's own text, and nothing is copied.
func joinText(s *Run, text string, at *item) string {
	if from := int(at.start) - len(text); from >= 0 && s.Text[from:at.start] == text {
		return s.Text[from:at.end]
	}
	return text + s.Text[at.start:at.end]
}

func endsInSpace(s string) bool { return s != "" && s[len(s)-1] == ' ' }
