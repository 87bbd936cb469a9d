package layout

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a line of text, broken and measured, not yet placed.
type line struct {
	frags  []frag
	width  float64
	above  float64 // how much more room than the leading a picture needs
	notes  []*noteFlow
	hyphen bool // ends in a hyphen of ours
	last   bool // the paragraph or the author ended it
}

// frag is the part of a seg that stands on one line, or a picture.
type frag struct {
	seg   *seg
	text  string
	x     float64
	width float64 // without a space at the end
}

// setting is how the lines of a paragraph are to be.
type setting struct {
	measure   float64
	justify   bool
	hyphenate bool
	balance   bool    // lines of about the same length, for titles
	scale     float64 // what raggedness is measured by: the measure, or more in narrow columns
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

// window is how many atoms are looked at together. Paragraphs longer than that, which is over
// fifty sheets, are broken part by part.
const window = 30000

// breakLines breaks segs into lines.
func (b *builder) breakLines(segs []seg, set setting) []line {
	set.measure = max(set.measure, 1)
	set.scale = set.measure
	if len(segs) > 0 {
		// In a narrow column, lines differ much anyway; words divided badly disturb more.
		set.scale = max(set.scale, narrowScale*segs[0].size)
	}
	if out, good := b.breakOnce(segs, set, false); good || !set.hyphenate {
		return out
	}
	out, _ := b.breakOnce(segs, set, true)
	return out
}

// breakOnce breaks segs into lines and reports whether no line is badly filled.
func (b *builder) breakOnce(segs []seg, set setting, hyphenate bool) ([]line, bool) {
	a := &b.atomizer
	a.b, a.segs, a.hyphenate = b, segs, hyphenate
	var out []line
	good := true
	from := cursor{}
	for {
		done := a.fill(from, window)
		if len(a.atoms) == 0 {
			break
		}
		if done && hyphenate && set.measure > 15*segs[len(segs)-1].size {
			a.keepLastWord(set.measure)
		}
		a.cutWide(set.measure)
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
		if start >= len(a.atoms) {
			from = a.at
		} else {
			from = cursor{int(a.atoms[start].seg), int(a.atoms[start].start)}
		}
	}
	return out, good
}

// keepLastWord forbids hyphens in the last word of a paragraph, unless it needs them.
func (a *atomizer) keepLastWord(measure float64) {
	width := 0.0
	for i := len(a.atoms) - 1; i >= 0 && a.atoms[i].kind == wordAtom; i-- {
		width += a.atoms[i].width
	}
	if width > measure {
		return
	}
	for i := len(a.atoms) - 1; i >= 0 && a.atoms[i].kind == wordAtom; i-- {
		if a.atoms[i].breaks.hyphened() {
			a.atoms[i].breaks = never
		}
	}
}

// cutWide lets lines end anywhere in what is wider than a line and has no better place.
func (a *atomizer) cutWide(measure float64) {
	atoms := a.atoms
	var out []atom // nil as long as nothing is cut
	for i := 0; i < len(atoms); {
		j, width, bound := i, 0.0, false
		for j < len(atoms) && (atoms[j].kind == wordAtom || atoms[j].kind == spaceAtom && atoms[j].breaks == never) {
			bound = bound || atoms[j].kind == spaceAtom
			width += atoms[j].width
			j++
			if atoms[j-1].breaks != never {
				break
			}
		}
		if j == i {
			j++
		} else if atoms[j-1].breaks.hyphened() {
			width += a.b.hyphenWidth(&a.segs[atoms[j-1].seg])
		}
		if width <= measure {
			if out != nil {
				out = append(out, atoms[i:j]...)
			}
			i = j
			continue
		}
		if bound {
			// Words that should stay together are parted before any of them is cut.
			for k := i; k < j; k++ {
				if atoms[k].kind == spaceAtom {
					atoms[k].breaks = freely
				}
			}
			continue
		}
		if out == nil {
			out = append(a.spare[:0], atoms[:i]...)
		}
		for k, at := range atoms[i:j] {
			if at.breaks == never && i+k < j-1 {
				at.breaks = cut
			}
			out = a.divide(out, at, measure)
		}
		i = j
	}
	if out != nil {
		a.atoms, a.spare = out, atoms
	}
}

// divide adds the parts of an atom that the rules of hyphenation give, also where words are not
// hyphenated else, and cuts those that are still too wide.
func (a *atomizer) divide(out []atom, at atom, measure float64) []atom {
	s := &a.segs[at.seg]
	if s.picture != nil || s.look.code || s.look.foreign || at.end-at.start > longestWord*2 {
		return a.cut(out, at, measure)
	}
	from := at.start
	end := at.end
	word := strings.TrimFunc(s.text[from:end], func(r rune) bool { return !unicode.IsLetter(r) })
	first := from + int32(strings.Index(s.text[from:end], word))
	room := measure - a.b.hyphenWidth(s)
	add := func(to int32, c chance) {
		part := at
		part.start, part.end, part.breaks = from, to, c
		part.width = a.b.glyphs.width(s.face, s.size, s.text[from:to])
		if part.width > room {
			out = a.cut(out, part, measure)
		} else {
			out = append(out, part)
		}
		from = to
	}
	for _, p := range a.b.glyphs.points(word) {
		add(first+int32(p.at), atJoint+chance(p.grade))
	}
	add(end, at.breaks)
	return out
}

// cut adds the characters of an atom as atoms of their own.
func (a *atomizer) cut(out []atom, at atom, measure float64) []atom {
	s := &a.segs[at.seg]
	if s.picture != nil {
		return append(out, at)
	}
	few := 1
	if at.end-at.start > longestWord*4 {
		few = 8 // nobody reads it, and time matters
	}
	for i := int(at.start); i < int(at.end); {
		r, n := utf8.DecodeRuneInString(s.text[i:at.end])
		next := i + n
		for range few - 1 {
			if next >= int(at.end) || measure < 20*s.size {
				break
			}
			r, n = utf8.DecodeRuneInString(s.text[next:at.end])
			next += n
		}
		c := cut
		if next < int(at.end) {
			after, _ := utf8.DecodeRuneInString(s.text[next:at.end])
			switch {
			case unicode.Is(unicode.M, after):
				c = never
			case r == noBreakSpace:
				c = cut
			case unicode.IsLetter(r) && unicode.IsLetter(after) && !s.look.code:
				c = cutHyphen
			}
		} else if at.breaks != never {
			c = at.breaks
		}
		width := a.b.glyphs.width(s.face, s.size, s.text[i:next])
		out = append(out, atom{seg: at.seg, start: int32(i), end: int32(next), width: width, breaks: c})
		i = next
	}
	return out
}

// hyphenText is how a hyphen of ours is written, and in which face: the seg's, or another that has
// the character, since a plain hyphen would be read as part of the word.
func (b *builder) hyphenText(s *seg) (Face, string) {
	if b.glyphs.covers(s.face, softHyphen) {
		return s.face, "\u00AD"
	}
	if face, ok := b.glyphs.fallback(s.face, softHyphen); ok {
		return face, "\u00AD"
	}
	return s.face, "-"
}

func (b *builder) hyphenWidth(s *seg) float64 {
	face, text := b.hyphenText(s)
	return b.glyphs.width(face, s.size, text)
}

// node is a place where a line may end, with the cheapest way to get there.
type node struct {
	atom   int32 // the line ends with it
	prev   int32
	cost   float64
	breaks chance
}

// optimum finds the line ends, as indices of atoms, that cost least in all, and reports whether
// every line is well filled. Text that is not whole ends where the atoms do.
func (b *builder) optimum(a *atomizer, set setting, whole bool) ([]int, bool) {
	atoms := a.atoms
	sums := append(b.sums[:0], 0)
	spaces := append(b.spaces[:0], 0)
	for i := range atoms {
		n := spaces[i]
		if atoms[i].kind == spaceAtom {
			n += atoms[i].width
		}
		sums = append(sums, sums[i]+atoms[i].width)
		spaces = append(spaces, n)
	}
	nodes := append(b.nodes[:0], node{atom: -1, prev: -1, breaks: forced})
	first := 0 // the first node from which a line may still begin
	for i := range atoms {
		br := atoms[i].breaks
		final := i == len(atoms)-1
		if br == never && !final {
			continue
		}
		if atoms[i].kind == spaceAtom && i+1 < len(atoms) && atoms[i+1].kind == lineEnd {
			continue
		}
		if final && !br.hyphened() {
			br = forced
		}
		end := i
		if atoms[i].kind == wordAtom {
			end = i + 1
		}
		reach, gaps := sums[end], spaces[end]
		if br.hyphened() {
			reach += b.hyphenWidth(&a.segs[atoms[i].seg])
		}
		best := node{atom: int32(i), prev: -1, cost: math.Inf(1), breaks: br}
		for k := len(nodes) - 1; k >= first; k-- {
			from := nodes[k].atom + 1
			width := reach - sums[from]
			gap := gaps - spaces[from]
			limit := set.measure + slop
			if set.justify {
				limit += gap * spaceShrink
			}
			if width > limit {
				if !atoms[i].breaks.hyphened() && k < len(nodes)-1 {
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
func lineCost(set setting, width, gap float64, br chance, prev node, last bool) float64 {
	cost := costLine
	switch br {
	case freely:
	case unwilling:
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
	slack := set.measure - width
	if br == forced {
		if set.balance {
			return cost + 100*square(slack/set.scale)
		}
		if last && prev.atom >= 0 && width < shortEnd*set.measure {
			cost += costShortEnd * square(1-width/(shortEnd*set.measure))
		}
		if slack >= 0 {
			return cost
		}
	}
	if !set.justify {
		return cost + 100*square(slack/set.scale)
	}
	if gap == 0 {
		// It cannot be stretched, and is worse than any line that can.
		return cost + square(worstStretch)*(1+slack/set.measure)
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
func (b *builder) trace(a *atomizer, set setting) ([]int, bool) {
	nodes := b.nodes
	n := 0
	for k := int32(len(nodes) - 1); k > 0; k = nodes[k].prev {
		n++
	}
	ends := make([]int, n)
	good := true
	for k := int32(len(nodes) - 1); k > 0; k = nodes[k].prev {
		n--
		i := int(nodes[k].atom)
		ends[n] = i
		if nodes[k].breaks == forced {
			continue
		}
		end := i
		if a.atoms[i].kind == wordAtom {
			end++
		}
		from := nodes[nodes[k].prev].atom + 1
		slack := set.measure - (b.sums[end] - b.sums[from])
		gap := b.spaces[end] - b.spaces[from]
		switch {
		case nodes[k].breaks >= cut:
			good = false
		case set.justify && slack > justifiedEnough*spaceStretch*gap*2:
			good = false
		case !set.justify && slack > max(raggedEnough*set.measure, raggedWord*a.segs[a.atoms[i].seg].size):
			good = false
		}
	}
	return ends, good
}

// makeLine makes the line of the atoms from start to end inclusive.
func (b *builder) makeLine(a *atomizer, start, end int, set setting, last bool) line {
	atoms := a.atoms[start : end+1]
	tail := &atoms[len(atoms)-1]
	ln := line{last: last || tail.kind == lineEnd, hyphen: tail.breaks.hyphened() && !last}
	// The last space is part of the text, so that words stay apart, but takes no room.
	visible := len(atoms)
	for visible > 0 && atoms[visible-1].kind != wordAtom {
		visible--
	}
	width, gap := 0.0, 0.0
	for i := range atoms[:visible] {
		width += atoms[i].width
		if atoms[i].kind == spaceAtom {
			gap += atoms[i].width
		}
	}
	if ln.hyphen && visible > 0 {
		width += b.hyphenWidth(&a.segs[tail.seg])
	}
	stretch := 1.0 // of each space
	apart := false // every word is drawn on its own
	if set.justify && gap > 0 && (!ln.last || width > set.measure) && set.measure-width <= (widestSpace-1)*gap {
		stretch, apart = (gap+set.measure-width)/gap, true
		width = set.measure
	}
	ln.width = width
	ln.frags = make([]frag, 0, 1+a.changes(atoms))
	x := 0.0
	for i := range atoms {
		at := &atoms[i]
		s := &a.segs[at.seg]
		if at.kind == lineEnd {
			if n := len(ln.frags); n > 0 && !endsInSpace(ln.frags[n-1].text) {
				ln.frags[n-1].text += " "
			}
			continue
		}
		if s.picture != nil {
			ln.frags = append(ln.frags, frag{seg: s, x: x, width: at.width})
			ln.above = max(ln.above, s.h)
			x += at.width
			continue
		}
		text := s.text[at.start:at.end]
		w := at.width
		if at.kind == spaceAtom {
			w *= stretch
		}
		n := len(ln.frags)
		if n > 0 && ln.frags[n-1].seg == s && !(apart && at.kind == wordAtom && endsInSpace(ln.frags[n-1].text)) {
			f := &ln.frags[n-1]
			f.text = joinText(s, f.text, at)
			if i < visible && !(apart && at.kind == spaceAtom) {
				f.width = x + w - f.x
			}
		} else if i < visible || n == 0 {
			ln.frags = append(ln.frags, frag{seg: s, text: text, x: x, width: w})
		} else {
			// A space of its own, so that it stays where it belongs in the text.
			ln.frags = append(ln.frags, frag{seg: s, text: text, x: x})
		}
		x += w
		if i < visible && s.note != nil && at.start == 0 {
			ln.notes = append(ln.notes, s.note)
		}
	}
	if ln.hyphen {
		f := &ln.frags[len(ln.frags)-1]
		if face, text := b.hyphenText(f.seg); face == f.seg.face {
			f.text += text
			f.width += b.hyphenWidth(f.seg)
		} else {
			own := *f.seg
			own.text, own.face, own.note, own.anchor = text, face, nil, ""
			ln.frags = append(ln.frags, frag{seg: &own, text: text, x: f.x + f.width, width: b.hyphenWidth(f.seg)})
		}
	}
	return ln
}

// changes counts how often the seg changes, or words are to be set apart, roughly.
func (a *atomizer) changes(atoms []atom) int {
	n := 0
	for i := 1; i < len(atoms); i++ {
		if atoms[i].seg != atoms[i-1].seg {
			n++
		}
	}
	return n
}

// joinText adds an atom to the text of the same seg before it. As long as nothing was left out
// between them it is a longer slice of the seg's own text, and nothing is copied.
func joinText(s *seg, text string, at *atom) string {
	if from := int(at.start) - len(text); from >= 0 && s.text[from:at.start] == text {
		return s.text[from:at.end]
	}
	return text + s.text[at.start:at.end]
}

func endsInSpace(s string) bool { return s != "" && s[len(s)-1] == ' ' }
