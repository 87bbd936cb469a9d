// Package line breaks runs of text into lines: it finds the faces of characters, measures words, hyphenates
// them and chooses the ends of lines. It asks Metrics how wide text is and knows neither blocks nor sheets.
// Lengths are in points.
package line

// Run is text in one face and size, a box such as a picture, or the author's line break.
type Run struct {
	Text    string
	Face    Face
	Size    float64
	Rise    float64 // of the baseline; what is raised is not hyphenated
	Code    bool    // not hyphenated; a line may end at the punctuation of an address
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
	Above     float64 // height of the highest box above the baseline
	Hyphen    bool    // it ends in a hyphen that the text does not have
}

// Fragment is the part of a run that is on one line, or a box.
type Fragment struct {
	Run   int    // index of the run
	Start int    // offset in the run's text; its length for a hyphen of another face
	Text  string // including the space at the end of the line
	Face  Face   // the run's, or one that has a hyphen
	X     float64
	Width float64 // excluding the space at the end of the line
}

// Setting is how a paragraph is broken into lines.
type Setting struct {
	Measure   float64
	Justify   bool
	Hyphenate bool
	Balance   bool // lines of about the same length, for titles

	scale float64 // unit of raggedness: the measure, or more in narrow columns
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

// window is the number of items that are broken together. A longer paragraph, of more than fifty sheets, is
// broken part by part.
const window = 30000

// Lines breaks runs into lines. It hyphenates only if it must: if some line would be badly filled otherwise.
func (b *Breaker) Lines(runs []Run, set Setting) []Line {
	set.Measure = max(set.Measure, 1)
	set.scale = set.Measure
	if len(runs) > 0 {
		// In a narrow column lines are ragged anyway, and badly divided words are worse.
		set.scale = max(set.scale, narrowScale*runs[0].Size)
	}
	a := &b.itemizer
	a.glyphs, a.runs = b.Glyphs, runs
	first := cursor{}
	done := a.fill(first, window)
	if set.Hyphenate {
		if out, good := b.breakParts(set, done, false); good {
			return out
		}
		if !done {
			done = a.fill(first, window)
		}
	}
	out, _ := b.breakParts(set, done, set.Hyphenate)
	return out
}

// breakParts breaks the runs into lines, beginning with the words that have been read; done reports whether these are
// all. If words could be hyphenated later it gives up at a badly filled line, and reports so.
func (b *Breaker) breakParts(set Setting, done, hyphenate bool) (out []Line, good bool) {
	a := &b.itemizer
	for len(a.words) > 0 {
		a.divideWords(hyphenate)
		if done && hyphenate && set.Measure > 15*a.runs[len(a.runs)-1].Size {
			a.keepLastWord(set.Measure)
		}
		a.cutWide(set.Measure)
		ends, even := b.optimum(a, set, done)
		if !even && set.Hyphenate && !hyphenate {
			return nil, false
		}
		if !done {
			// The last lines are broken again together with the next part.
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
		from := a.at
		if start < len(a.items) {
			from = cursor{int(a.items[start].run), int(a.items[start].start)}
		}
		done = a.fill(from, window)
	}
	return out, true
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
	apart := false // whether every word is a fragment
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
	a.glyphs, a.runs = b.Glyphs, runs
	a.fill(cursor{}, window)
	a.divideWords(hyphenate)
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
	// Rounding must not make a text wrap at its own width.
	return least + 0.01, most + 0.01
}

// changes counts the changes of run, an estimate of the number of fragments.
func (a *itemizer) changes(items []item) int {
	n := 0
	for i := 1; i < len(items); i++ {
		if items[i].run != items[i-1].run {
			n++
		}
	}
	return n
}

// joinText appends an item to the text before it of the same run. If nothing was left out between them, the
// result is a slice of the run's text and nothing is copied.
func joinText(s *Run, text string, at *item) string {
	if from := int(at.start) - len(text); from >= 0 && s.Text[from:at.start] == text {
		return s.Text[from:at.end]
	}
	return text + s.Text[at.start:at.end]
}

func endsInSpace(s string) bool { return s != "" && s[len(s)-1] == ' ' }
