package layout

import (
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/layout/line"
)

// notes are the footnotes of a document.
type notes struct {
	flows   map[*block.Note]*noteFlow
	pending []*noteFlow // to be laid out after the block that refers to them
}

// noteFlow is a footnote, which is set at the foot of the sheet of its first reference.
type noteFlow struct {
	note    *block.Note
	id      string // unique in the print
	boxes   []lineBox
	element *Element
}

// name returns the private name of the note's place.
func (n *noteFlow) name() string { return "n:" + n.id }

// back returns the private name of the first reference's place.
func (n *noteFlow) back() string { return "r:" + n.id }

// note returns the flow of a note, and reports whether this is the first reference to it.
func (b *builder) note(n *block.Note) (*noteFlow, bool) {
	if flow := b.notes.flows[n]; flow != nil {
		return flow, false
	}
	flow := &noteFlow{note: n, id: b.noteID(len(b.notes.flows) + 1)}
	b.notes.flows[n] = flow
	b.notes.pending = append(b.notes.pending, flow)
	return flow, true
}

// forget undoes the references to all pending notes but the first n.
func (b *builder) forget(n int) {
	for _, flow := range b.notes.pending[n:] {
		delete(b.notes.flows, flow.note)
	}
	b.notes.pending = b.notes.pending[:n]
}

// hangNotes lays out the pending notes. In the structure they follow the block that refers to them.
func (b *builder) hangNotes(f frame) {
	for len(b.notes.pending) > 0 {
		n := b.notes.pending[0]
		b.notes.pending = b.notes.pending[1:]
		b.layNote(n, f.parent)
	}
}

func (b *builder) layNote(n *noteFlow, parent *Element) {
	n.element = parent.add("Note")
	n.element.ID = n.id
	text, pending := b.stack, b.notes.pending
	b.stack, b.notes.pending = stack{}, nil

	f := b.frame(n.element)
	f.text = b.style.Note
	f.small = true
	f = b.mark(n.note.Change, f)
	ln := &link{element: n.element.add("Lbl").add("Link"), target: n.back(), description: number(b.doc.Words.NoteBack, n.note.Number)}
	in := inliner{b: b}
	l := f.look()
	in.text(strconv.Itoa(n.note.Number)+" ", n.note.Pos, ln.element, &l, ln)
	label := b.breakLines(in.runs, line.Setting{Measure: 1e6})
	inner := f.indented(max(noteIndent, b.glyphs.Width(l.face(), l.size, strconv.Itoa(n.note.Number))+4))
	inner.depth++
	b.blocks(n.note.Blocks, inner)
	if len(b.boxes) == 0 {
		b.push(lineBox{height: f.text.Leading}, &f)
	}
	s := &b.boxes[0]
	s.above = 0
	s.names = append(s.names, n.name())
	y := b.baseline(l.face(), f.text)
	if len(s.parts) > 0 && s.row == 0 {
		y = s.parts[0].y
	}
	s.parts = append([]part{{textLine: label[0], x: f.left, y: y, column: -1}}, s.parts...)
	for i := range b.boxes {
		b.boxes[i].fresh, b.boxes[i].land = false, false
	}
	n.boxes = b.boxes
	b.stack = text
	b.notes.pending = append(b.notes.pending, pending...)
}

// frame returns the frame of running text on an upright sheet.
func (b *builder) frame(parent *Element) frame {
	return frame{
		left: b.style.Left, width: b.style.measure(), right: b.style.Left + b.style.measure(),
		text: b.style.Body, family: b.style.Text, color: b.style.Ink, parent: parent, foreign: !b.swedish(""),
	}
}
