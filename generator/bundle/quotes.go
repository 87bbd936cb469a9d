package bundle

import (
	"slices"
	"strings"

	"styrdok/generator/block"
)

// edit is a change of words: what was deleted and what took its place. Either may be empty, not both.
type edit struct {
	name     string // of the row of a table that it is in; may be empty
	was, now string
}

// Limits of what is quoted in a summary. Whoever wants to know more reads the text with its changes marked.
const (
	maxQuotes = 8  // changes of a section
	maxQuoted = 90 // characters of one
)

// editsOf returns the changes of words in each section of a compared text, by the ID of its heading; of the text before the
// first heading by "".
func editsOf(t *block.Tree) map[string][]edit {
	out := map[string][]edit{}
	var at string
	var in editor
	for _, b := range t.Blocks {
		if h, ok := b.(*block.Heading); ok {
			out[at] = append(out[at], in.edits...)
			at, in = h.ID, editor{}
			continue // a summary says of itself that a heading has changed
		}
		in.blocks([]block.Block{b}, block.Unchanged)
	}
	out[at] = append(out[at], in.edits...)
	return out
}

// editor collects the changes of a section.
type editor struct {
	edits []edit
	open  bool // whether the last edit goes on
}

// blocks collects the changes in blocks, all of which share a change if it is an insertion or a deletion.
func (e *editor) blocks(blocks []block.Block, all block.Change) {
	block.Walk(blocks, func(b block.Block) bool {
		change := whole(all, block.ChangeOf(b))
		switch b := b.(type) {
		case *block.List:
			for _, item := range b.Items {
				e.blocks(item.Blocks, whole(change, item.Change))
			}
			return false
		case *block.Definitions:
			for _, item := range b.Items {
				for _, term := range item.Terms {
					e.line(term.Spans, whole(change, item.Change))
				}
				for _, blocks := range item.Blocks {
					e.blocks(blocks, whole(change, item.Change))
				}
			}
			return false
		case *block.Table:
			e.table(b, change)
		case *block.Quote:
			e.blocks(b.Blocks, change)
			return false
		case *block.Foreign:
			e.blocks(b.Blocks, change)
			return false
		case *block.Code:
			if change != block.Unchanged {
				e.add(b.Text, change)
			}
		default:
			block.Lines(b, func(spans []block.Span) { e.line(spans, change) })
		}
		return true
	})
}

// whole returns the change of what lies within something that has one itself.
func whole(outer, inner block.Change) block.Change {
	if outer == block.Inserted || outer == block.Deleted {
		return outer
	}
	return inner
}

// table collects the changes of a table. A row that is new or gone is one change, and a changed cell goes by the first
// words of its row, if these have not changed.
func (e *editor) table(t *block.Table, change block.Change) {
	for _, c := range t.Head {
		e.line(c.Spans, change)
	}
	for _, r := range t.Rows {
		if row := whole(change, r.Change); row == block.Inserted || row == block.Deleted {
			var cells []string
			for _, c := range r.Cells {
				cells = append(cells, strings.TrimSpace(block.Plain(c.Spans)))
			}
			e.add(strings.Join(cells, ", "), row)
			e.open = false
			continue
		}
		for i, c := range r.Cells {
			before := len(e.edits)
			e.line(c.Spans, change)
			for n := before; n < len(e.edits) && i > 0 && !block.HasChange(r.Cells[0].Spans); n++ {
				e.edits[n].name = strings.TrimSpace(block.Plain(r.Cells[0].Spans))
			}
		}
	}
}

// line collects the changes of a line.
func (e *editor) line(spans []block.Span, change block.Change) {
	e.open = false
	if change == block.Inserted || change == block.Deleted {
		e.add(block.Plain(spans), change)
	} else {
		e.spans(spans)
	}
	e.open = false
}

func (e *editor) spans(spans []block.Span) {
	for _, s := range spans {
		switch s := s.(type) {
		case *block.ChangeSpan:
			if s.Change != block.Changed {
				e.add(block.Plain(s.Spans), s.Change)
			} else if e.open {
				e.gap(block.Plain(s.Spans))
			}
		case *block.Text:
			if text := s.Text; strings.TrimSpace(text) != "" {
				e.open = false
			} else if e.open {
				e.gap(text)
			}
		case *block.ParagraphMark:
			e.open = false
		default:
			if inside := block.Inside(s); len(inside) > 0 {
				e.spans(inside)
			} else {
				e.open = false
			}
		}
	}
}

// add adds words that were inserted or deleted to the change that goes on, or begins one.
func (e *editor) add(text string, change block.Change) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if !e.open {
		e.edits = append(e.edits, edit{})
		e.open = true
	}
	last := &e.edits[len(e.edits)-1]
	if change == block.Deleted {
		last.was += text
	} else {
		last.now += text
	}
}

// gap adds a space between two pieces of one change.
func (e *editor) gap(space string) {
	last := &e.edits[len(e.edits)-1]
	for _, side := range []*string{&last.was, &last.now} {
		if *side != "" && !strings.HasSuffix(*side, " ") {
			*side += space
		}
	}
}

// quotes tells what has changed in a section, in quoted words: "”1 240” → ”1 295”". What is long is cut.
func (w Words) quotes(edits []edit) []string {
	var out []string
	for _, e := range slices.DeleteFunc(slices.Clone(edits), func(e edit) bool { return strings.TrimSpace(e.was) == strings.TrimSpace(e.now) }) {
		var said string
		switch was, now := quoted(e.was), quoted(e.now); {
		case was == "":
			said = w.text("bundle.change.new", now)
		case now == "":
			said = w.text("bundle.change.gone", was)
		default:
			said = w.text("bundle.change.became", was, now)
		}
		if e.name != "" {
			said = w.text("bundle.change.in-row", quoted(e.name), said)
		}
		out = append(out, said)
	}
	if more := len(out) - maxQuotes; more > 0 {
		out = append(out[:maxQuotes], w.SayN("bundle.change.more", more, more).String())
	}
	return out
}

// quoted returns words on one line, cut after a word if they are long.
func quoted(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }), " ")
	if r := []rune(s); len(r) > maxQuoted {
		s = string(r[:maxQuoted])
		if i := strings.LastIndexByte(s, ' '); i > 0 {
			s = s[:i]
		}
		s = strings.TrimRight(s, ",;:–- ") + " …"
	}
	return s
}
