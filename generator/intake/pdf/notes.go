package pdf

import (
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// eachText calls visit with all spans of blocks, which it may change.
func eachText(blocks []intake.Block, visit func(*[]intake.Span)) {
	intake.Walk(blocks, func(b intake.Block) bool {
		switch b := b.(type) {
		case *intake.Heading:
			visit(&b.Spans)
		case *intake.Paragraph:
			visit(&b.Spans)
		case *intake.Table:
			visit(&b.Caption)
		case *intake.Definitions:
			for _, d := range b.Items {
				for i := range d.Terms {
					visit(&d.Terms[i])
				}
			}
		}
		return true
	})
}

// settle gives notes their places in the text: the raised numbers, and links within the file, that read as a note's own number. It returns the
// blocks, in which notes without a place stand as paragraphs, and the notes in the order of their places.
//
// Left are the numbers, which nothing else tells of.
func (c *composer) settle(blocks []intake.Block, notes []note) ([]intake.Block, []intake.Note, []intake.Left) {
	type spot struct {
		spans *[]intake.Span
		span  int
	}
	var spots []spot
	eachText(blocks, func(spans *[]intake.Span) {
		for i, s := range *spans {
			if mayBeNote(s) {
				spots = append(spots, spot{spans, i})
			}
		}
	})
	found := make([]int, len(notes))
	taken := map[int]bool{}
	next := 0
	for n, note := range notes {
		found[n] = -1
		for i := range spots {
			k := (next + i) % len(spots)
			if !taken[k] && note.label != "" && number((*spots[k].spans)[spots[k].span].Text) == number(note.label) {
				found[n], taken[k], next = k, true, k+1
				break
			}
		}
	}
	order := []int{}
	for n := range notes {
		if found[n] >= 0 {
			order = append(order, n)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return found[a] - found[b] })
	var out []intake.Note
	var left []intake.Left
	placed := map[*intake.Rule][]intake.Block{}
	c.placed = map[string]bool{}
	for _, n := range order {
		s := spots[found[n]]
		c.placed[number(notes[n].label)] = true
		out = append(out, intake.Note{Blocks: notes[n].blocks})
		left = append(left, intake.Left{Why: intake.Foot, Text: notes[n].label + " " + (*s.spans)[s.span].Text})
		before, after := announced((*s.spans)[s.span].Text)
		spans := (*s.spans)[:s.span:s.span]
		if s.span > 0 && spokenNumber.MatchString(strings.TrimSpace((*s.spans)[s.span].Text)) {
			spans[s.span-1].Text = strings.TrimRight(spans[s.span-1].Text, " ") // what is said in words is set off by a blank
		}
		if before != "" {
			spans = append(spans, intake.Span{Text: before})
		}
		spans = append(spans, intake.Span{Note: len(out)})
		if after != "" {
			spans = append(spans, intake.Span{Text: after})
		}
		for k := range spots { // those behind it
			if o := &spots[k]; o.spans == s.spans && o.span > s.span {
				o.span += len(spans) - 1 - s.span
			}
		}
		*s.spans = append(spans, (*s.spans)[s.span+1:]...)
		placed[notes[n].stand] = nil
	}
	for n, note := range notes {
		if found[n] >= 0 {
			continue
		}
		placed[note.stand] = marked(note.label, note.blocks)
	}
	for i := range out { // a note may stand in another
		out[i].Blocks = replace(out[i].Blocks, placed)
	}
	return replace(blocks, placed), out, left
}

// marked puts a label before the text of blocks: into their first heading or paragraph, or one of its own.
func marked(label string, blocks []intake.Block) []intake.Block {
	if label == "" {
		return blocks
	}
	first := []intake.Span{{Text: label + " "}}
	if len(blocks) > 0 {
		switch b := blocks[0].(type) {
		case *intake.Heading:
			b.Spans = intake.Tidy(append(first, b.Spans...))
			return blocks
		case *intake.Paragraph:
			b.Spans = intake.Tidy(append(first, b.Spans...))
			return blocks
		}
	}
	return append([]intake.Block{&intake.Paragraph{Spans: tidy(first)}}, blocks...)
}

// number is the number of a note, however it is written: "¹", "[1]", or "(not 1)" where a raised number is said in words.
func number(s string) string {
	s = strings.TrimSpace(s)
	if m := spokenNumber.FindStringSubmatch(s); m != nil {
		s = m[2]
	}
	return strings.Trim(raised.Replace(s), "[]().")
}

// spokenNumber is the number of a note in words: "(not 1)", or "[Tillagt: not 1]" where it is all that was inserted, and "not 1]" where it is its end.
var spokenNumber = pattern.New(`^(\[\pL+: |\(|)\pL+ ([0-9]{1,3})([\])]+)$`)

// announced returns what stands before and behind the number of a note to tell where a change begins and ends, if anything does.
func announced(s string) (before, after string) {
	m := spokenNumber.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", ""
	}
	if strings.HasPrefix(m[1], "[") {
		before = m[1]
	}
	return before, strings.Repeat("]", strings.Count(m[3], "]"))
}

const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹"

var raised = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// replace puts blocks where rules stand for them.
func replace(blocks []intake.Block, placed map[*intake.Rule][]intake.Block) []intake.Block {
	var out []intake.Block
	for _, b := range blocks {
		if rule, ok := b.(*intake.Rule); ok {
			if instead, ok := placed[rule]; ok {
				out = append(out, replace(instead, placed)...)
				continue
			}
		}
		for inside := range intake.Insides(b) {
			*inside = replace(*inside, placed)
		}
		out = append(out, b)
	}
	return out
}
